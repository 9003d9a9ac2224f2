"""A row of a table is a sentence, and holds for one patient what is theirs."""

from __future__ import annotations

from extractor.case import Case
from extractor.document import Block, Cell, Document, Section, SectionKind, Span, Stream, Table
from extractor.mentions.language import build_language, read_sentences

TEXT = "Feature\tCase 1\tCase 2\nAge (years)\t61\t48\nSymptoms\tStiff. Weak\nlegs\tPain\nnotes below"


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _document(known: bool) -> Document:
    rows = (("Feature", "Case 1", "Case 2"), ("Age (years)", "61", "48"), ("Symptoms", "Stiff. Weak\nlegs", "Pain"))
    cells = tuple(tuple(Cell(_span(words)) for words in row) for row in rows)
    span = Span(0, len(TEXT))
    tables = (Table(span, cells),) if known else ()
    return Document("paper", "paper.pdf", "pdf", TEXT, (Block(span, Stream.TABLE),), tables=tables)


def _sentences(document: Document, case: Case) -> list[str]:
    sections = [Section(SectionKind.TABLE, Span(0, len(TEXT)))]
    found = read_sentences(document, sections, case, build_language())
    assert all(len(sentence.text) == len(sentence.span) for sentence in found)
    return [" ".join(sentence.text.split()) for sentence in found]


def test_rows_whose_cells_are_known() -> None:
    case = Case(
        "case-1", "Case 1", (_span("61"), _span("Stiff. Weak\nlegs")), (_span("Age (years)"), _span("Symptoms"))
    )
    assert _sentences(_document(known=True), case) == ["Age (years) 61", "Symptoms Stiff. Weak legs"]


def test_lines_of_a_table_whose_cells_are_not_known() -> None:
    case = Case("case-1", "Patient", (Span(0, len(TEXT)),))
    assert _sentences(_document(known=False), case) == [
        "Feature Case 1 Case 2",
        "Age (years) 61 48",
        "Symptoms Stiff. Weak",
        "legs Pain",
        "notes below",
    ]
