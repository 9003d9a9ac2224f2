"""Annotated corpora are read as marked: brat with its pieces, IOB put together as it was before it was cut."""

from __future__ import annotations

from pathlib import Path

from extractor.score.annotations import Mark, MarkedText, cut_lines, flatten_marks, parse_brat, read_brat, read_iob

BRAT = """T1\tAge 2 13\t30-year-old
E1\tClinical_event:T1
T2\tBiological_structure 20 24;30 33\tleft arm
R1\tMODIFY Arg1:T1 Arg2:T2
#1\tAnnotatorNotes T1\tlook again
"""


def test_brat_entities_alone_are_read_and_pieces_are_joined() -> None:
    assert list(parse_brat(BRAT)) == [Mark(2, 13, "Age"), Mark(20, 33, "Biological_structure")]


def test_a_folder_of_brat(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Sore knee.", encoding="utf-8")
    (tmp_path / "b.ann").write_text(
        "T2\tBiological_structure 5 9\tknee\nT1\tSign_symptom 0 4\tSore\n", encoding="utf-8"
    )
    (tmp_path / "unmarked.txt").write_text("Nothing.", encoding="utf-8")
    marks = (Mark(0, 4, "Sign_symptom"), Mark(5, 9, "Biological_structure"))
    assert read_brat(tmp_path) == (MarkedText("b", "Sore knee.", marks),)


def test_iob_is_put_together(tmp_path: Path) -> None:
    words = ["Wilson\tB-Disease", "'\tI-Disease", "s\tI-Disease", "disease\tI-Disease", "(\tO", "0\tO", ".\tO", "5\tO"]
    words += ["mg\tO", "/\tO", "l\tO", ")\tO", ".\tO"]
    (tmp_path / "Set").mkdir()
    path = tmp_path / "Set" / "train.tsv"
    path.write_text("\n".join(words) + "\n\nZinc\tB-Chemical\ntin\tB-Chemical\n", encoding="utf-8")
    first, second = read_iob(path)
    assert first == MarkedText("Set-0", "Wilson's disease (0.5 mg/l).", (Mark(0, 16, "Disease"),))
    assert second == MarkedText("Set-1", "Zinc tin", (Mark(0, 4, "Chemical"), Mark(5, 8, "Chemical")))


def test_of_two_that_overlap_the_longer_stays_and_unwanted_labels_take_no_room() -> None:
    marks = [Mark(0, 20, "History"), Mark(0, 8, "Disease"), Mark(4, 8, "Structure"), Mark(9, 12, "Structure")]
    assert flatten_marks(marks, ("Disease", "Structure")) == (Mark(0, 8, "Disease"), Mark(9, 12, "Structure"))


def test_lines_keep_what_lies_in_them_trimmed() -> None:
    text = MarkedText("x", "big toe \nred\n", (Mark(0, 8, "A"), Mark(4, 12, "B"), Mark(9, 12, "C")))
    assert cut_lines(text) == (
        MarkedText("x:0", "big toe ", (Mark(0, 7, "A"),)),
        MarkedText("x:9", "red", (Mark(0, 3, "C"),)),
    )
