"""Keeps the book of scores, `corpus/scores.md`: a run and its gold → a dated line, and the figures of the day.

Each section has a line for every day and state of the program, the newest last, and below it the figures of the newest
line. Writing the same day and state again replaces its line.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extractor.score.agreement import Agreement, compare_runs
from extractor.score.calibration import (
    calibration_error,
    format_calibration,
    judge_cells,
    share_right,
    sure_cells,
)
from extractor.score.demographics import Comparison, compare_people
from extractor.score.gold import read_gold, read_records
from extractor.score.scoring import FieldScore, Interval, Scores, Share, compare_papers

BOOK = Path(__file__).with_name("scores.md")
HEAD = """# Scores

What the program gets right, on which texts, on which day, at which commit (`+`: with changes not yet committed). A
third of the case texts is held back: `int(sha256(id), 16) % 3 == 0`. Nobody reads them while writing rules; their
figures are the ones to expect. Intervals are 95 %: Wilson's for shares, else by drawing papers anew.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a section, with the heads of its columns and the figures to stand below."""

    title: str
    introduction: str
    heads: tuple[str, ...]
    line: tuple[str, ...]
    details: str
    note: str
    when: date


def is_held_back(key: str) -> bool:
    """Tell whether a text of the gold is held back from those who write rules."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0


def update_book(book: str, entry: Entry) -> str:
    """Put an entry into the text of the book; sections stay in their order, a new one goes to the end."""
    parts = re.split(r"^(?=## )", book or HEAD, flags=re.MULTILINE)
    head, sections = parts[0], {re.match(r"## (.*)", part)[1]: part for part in parts[1:]}  # type: ignore[index]
    first = f"| {entry.when.isoformat()} | {entry.note} |"
    before = re.findall(r"^\| \d{4}-\d\d-\d\d \|.*", sections.get(entry.title, ""), flags=re.MULTILINE)
    lines = [line for line in before if not line.startswith(first)]
    lines.append(f"{first} {' | '.join(entry.line)} |")
    columns = ("date", "commit", *entry.heads)
    table = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|", *lines]
    texts = (f"## {entry.title}", entry.introduction, "\n".join(table), entry.details)
    sections[entry.title] = "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"
    return "\n".join(part.rstrip("\n") + "\n" for part in (head, *sections.values()))


def update_file(path: Path, entry: Entry) -> None:
    """Put an entry into the book."""
    book = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(update_book(book, entry), encoding="utf-8")


def score_cases(gold: Path, records: Path, note: str, when: date) -> Entry:
    """Score a run on the case texts: those held back, those read, the reports that were restated, and all."""
    papers, found = read_gold(gold), read_records(records / "cases.jsonl")
    every = compare_papers(papers, found)
    held = compare_papers([paper for paper in papers if is_held_back(paper.key)], found)
    read = compare_papers([paper for paper in papers if not is_held_back(paper.key)], found)
    restated = compare_papers([paper for paper in papers if paper.key.startswith("igg4-")], found)
    heads = ("texts", *(f"{what}, {some}" for some in ("held back", "all") for what in ("P", "R", "F1")))
    counts = [scores.micro.counts for scores in (held, every)]
    micros = (f"{figure:.3f}" for one in counts for figure in (one.precision, one.recall, one.f1))
    people = every.age_and_sex
    line = (str(every.papers), *micros, f"{people.part}/{people.whole}", f"{every.wrong_number.part}/{every.papers}")
    introduction = (
        "Case texts with gold (`make score`): micro average over the fields, cases with age and sex both right, and "
        "texts with a wrong number of cases."
    )
    details = "\n\n".join(
        f"### {name}\n\n{_describe_scores(scores)}"
        for name, scores in (
            *(("Held back", held), ("Read while writing rules", read)),
            *(("Restated reports of IgG4-related disease, in both of these", restated), ("All", every)),
        )
        if scores.papers
    )
    return Entry("Case texts", introduction, (*heads, "age and sex", "wrong number"), line, details, note, when)


def score_annotated(folder: Path, records: Path, note: str, when: date) -> Entry:
    """Score a run on the texts that `annotated.py` joined: sets that no rule has followed, and the others."""
    found = read_records(records / "cases.jsonl")
    kept, followed = (read_gold(folder / name / "gold.jsonl") for name in ("kept", "followed"))
    scored = {
        "Never followed": compare_papers(kept, found),
        "Followed, most of them after they were scored": compare_papers(followed, found),
    }
    line: list[str] = []
    for scores in scored.values():
        counts = scores.micro.counts
        line += [str(scores.papers), *(f"{figure:.3f}" for figure in (counts.precision, counts.recall, counts.f1))]
    judged = judge_cells((*kept, *followed), found)
    sure = share_right(sure_cells(judged))
    shares = (Share(sure.whole, len(judged)), sure)
    line += [
        f"{calibration_error(judged):.3f}",
        *(f"{one.part / one.whole:.3f}" if one.whole else "–" for one in shares),
    ]
    heads = [f"{what}, {some}" for some in ("kept", "followed") for what in ("texts", "P", "R", "F1")]
    introduction = (
        "Texts of E3C and MACCROBAT2020 with gold by annotators who had not seen the program (`make score-annotated`, "
        "`annotated.jsonl`). Values are compared as they are named; a third reader who settled the differences of four "
        "sets found most of what counts as too much the same in other words, or acceptable. ECE, sure, right: what "
        "the confidence of their cells is worth."
    )
    details = "\n\n".join(f"### {name}\n\n{_describe_scores(scores)}" for name, scores in scored.items())
    details += f"\n\n### Confidence, all of them\n\n{format_calibration(judged)}"
    return Entry("Annotated texts", introduction, (*heads, "ECE", "sure", "right"), tuple(line), details, note, when)


def _describe_scores(scores: Scores) -> str:
    lines = [
        f"{scores.papers} texts with {scores.cases} cases; wrong number of cases in {_share(scores.wrong_number)}, "
        f"{scores.lost} lost, {scores.invented} invented; age and sex both right {_share(scores.age_and_sex)}.",
        "",
        "| field | n | precision | recall | F1 |",
        "|---|---|---|---|---|",
    ]
    fields = [field for field in scores.fields if field.counts.gold or field.counts.wrong]
    return "\n".join(lines + [_field_line(field) for field in (*fields, scores.micro)])


def _field_line(field: FieldScore) -> str:
    counts = field.counts
    figures = ((counts.precision, field.precision), (counts.recall, field.recall), (counts.f1, field.f1))
    return f"| {field.name} | {counts.gold} | " + " | ".join(f"{v:.3f} {_interval(i)}" for v, i in figures) + " |"


def _interval(interval: Interval) -> str:
    return f"({interval.low:.2f}–{interval.high:.2f})"


def _share(share: Share) -> str:
    rate = share.part / share.whole if share.whole else 0.0
    return f"{share.part}/{share.whole} ({rate:.3f}, {share.interval.low:.3f}–{share.interval.high:.3f})"


def score_formats(pdf: Path, xml: Path, note: str, when: date) -> Entry:
    """Compare the cells that PDF and XML of the same articles give."""
    agreement = compare_runs(xml, pdf)
    heads = ("articles with a case", "cells equal", "of those reported in either")
    line = (str(agreement.papers), _share(agreement.cells), _share(agreement.reported))
    introduction = "Article PDFs against the XML of the same articles (`make score-pdf`)."
    return Entry("PDF against XML", introduction, heads, line, _describe_differences(agreement), note, when)


def _describe_differences(agreement: Agreement) -> str:
    counts: dict[str, int] = {}
    for difference in agreement.differences:
        counts[difference.field] = counts.get(difference.field, 0) + 1
    lines = ["| field | cells that differ |", "|---|---|"]
    lines += [f"| {field} | {n} |" for field, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    alone = ", ".join(agreement.alone) or "none"
    return "\n".join([*lines, "", f"With a case in one form only: {alone}."])


def score_people(gold: Path, records: Path, note: str, when: date) -> Entry:
    """Score age and sex against annotations."""
    compared = compare_people(gold, records)
    held = [one for one in compared if is_held_back(one.name)]
    heads = ("reports", "both right", "held back", "both right")
    line = (str(len(compared)), _share(_both(compared)), str(len(held)), _share(_both(held)))
    introduction = "Age and sex of annotated case reports, MACCROBAT 2020 (`make score-people`)."
    misses = [f"- {one.name}: marked {' / '.join(one.marked)}" for one in compared if not one.right]
    return Entry("Age and sex", introduction, heads, line, "\n".join(["Misses:", "", *misses]), note, when)


def _both(compared: Sequence[Comparison]) -> Share:
    return Share(sum(one.right for one in compared), len(compared))


def keep_lines(title: str, text: str, note: str, when: date) -> Entry:
    """Keep what another measurement prints; its first line stands for it."""
    first = text.strip().split("\n", 1)[0]
    return Entry(title, "", ("figures",), (first.replace("|", "/"),), f"```\n{text.strip()}\n```", note, when)


def main() -> None:
    """Add one measurement to the book."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("cases", "annotated", "formats", "people", "lines"))
    parser.add_argument(
        "of", nargs="+", help="gold and run; joined folder and run; PDF run and XML run; annotations and run; a title"
    )
    parser.add_argument("--note", default="", help="the state of the program")
    options = parser.parse_args()
    scorers = {"cases": score_cases, "annotated": score_annotated, "formats": score_formats, "people": score_people}
    if options.what == "lines":
        entry = keep_lines(options.of[0], sys.stdin.read(), options.note, date.today())
    else:
        left, right = (Path(one) for one in options.of)
        entry = scorers[options.what](left, right, options.note, date.today())
    update_file(BOOK, entry)


if __name__ == "__main__":
    main()
