"""Measures the import of a published table of cases: python bench/case_table.py REVIEW TABLE.csv

TABLE.csv holds the raw cells with a header, and a column `row` before them that is not compared.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from extractor.mentions.language import build_language
from extractor.pipeline import make_finder
from extractor.readers import read_papers
from extractor.schema import load_schema
from extractor.tables import read_case_tables, read_cells


def main(review: Path, gold: Path) -> None:
    """Print how many rows, cells and papers are right, and each cell that is not."""
    document, schema, find = read_papers(review, review.name)[0], load_schema("igg4-rsp"), make_finder(build_language())
    wanted = [row[1:] for row in csv.reader(gold.read_text(encoding="utf-8").splitlines())]
    printed = read_cells(document, schema, find)
    pairs = [
        (a, b) for row, want in zip(printed[1:], wanted[1:], strict=False) for a, b in zip(row, want, strict=False)
    ]
    for a, b in pairs:
        if a != b:
            print(f"read {a!r}, printed {b!r}")
    table = read_case_tables(document, schema, find)
    values = [value for record in table.records for value in record.values]
    told = [value for value in values if value.content is not None]
    print(f"rows {len(printed) - 1} of {len(wanted) - 1}, columns {len(printed[0])} of {len(wanted[0])}")
    print(f"raw cells equal {sum(a == b for a, b in pairs)} of {len(pairs)}")
    print(f"patients {len(table.records)}, papers {len({record.document.path for record in table.records})}")
    print(f"values {len(told)}, with words left over {sum(value.confidence < 0.9 for value in told)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
