"""Measures the tables read from PDFs against the same articles' XML: python bench/pdf_tables.py FOLDER [NAME …]

For each table of the XML with four rows and three columns or more: F1 of its cells, as a multiset of their letters and
digits, against the best table of the PDF. With names, those articles' tables are printed cell by cell.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections import Counter
from pathlib import Path

from extractor.document import Document, Table
from extractor.readers import read_papers

_ROWS, _COLUMNS = 4, 3


def cells(document: Document, table: Table) -> list[str]:
    """Give the words of each cell once, without blanks and points."""
    spans = dict.fromkeys(cell.span for row in table.rows for cell in row if len(cell.span))
    texts = (re.sub(r"[\W_]+", "", document.quote(span).lower()) for span in spans)
    return [text for text in texts if text]


def f1(one: list[str], other: list[str]) -> float:
    """Give the F1 of two multisets."""
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if one or other else 0.0


def main(folder: Path, names: list[str]) -> None:
    """Print the score of every table, and the mean."""
    scores: list[float] = []
    for xml in sorted(folder.glob("*.xml")):
        if names and xml.stem not in names:
            continue
        told = read_papers(xml, xml.name)[0]
        wanted = [t for t in told.tables if len(t.rows) >= _ROWS and max(map(len, t.rows)) >= _COLUMNS]
        if not wanted:
            continue
        read = read_papers(xml.with_suffix(".pdf"), f"{xml.stem}.pdf")[0]
        for number, table in enumerate(wanted, start=1):
            gold = cells(told, table)
            best = max(read.tables, key=lambda found: f1(gold, cells(read, found)), default=None)
            score = f1(gold, cells(read, best)) if best is not None else 0.0
            scores.append(score)
            print(f"{score:.2f}  {xml.stem} table {number}: {len(table.rows)} × {max(map(len, table.rows))}")
            if names and best is not None:
                show("XML", told, table)
                show("PDF", read, best)
    good = sum(score >= 0.9 for score in scores)
    print(f"tables {len(scores)}, mean cell F1 {statistics.mean(scores):.3f}, at least 0.9: {good}")


def show(source: str, document: Document, table: Table) -> None:
    """Print the rows of a table."""
    for row in table.rows:
        print(source, " | ".join(" ".join(document.quote(cell.span).split()) for cell in row))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
