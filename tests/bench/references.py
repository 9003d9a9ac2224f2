"""Measures duplicates: on a set with labels (a column `source`: unique or duplicate) and on 10,000 made citations."""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from pathlib import Path

from extractor.characters import decode
from extractor.references.duplicates import Deduplication, find_duplicates
from extractor.references.reading import read_references
from tests.unit.references.made_citations import make_search


def measure_labelled(path: Path) -> str:
    """Count the duplicates found and the publications merged with others; each has exactly one `unique` record."""
    citations = read_references(path).citations
    rows = list(csv.DictReader((decode(path.read_bytes()) or "").splitlines(keepends=True)))
    unique = {c.id: row["source"] == "unique" for c, row in zip(citations, rows, strict=True)}
    began = time.process_time()
    found = find_duplicates(citations)
    seconds = time.process_time() - began
    counts = [sum(unique[c.id] for c in (group.kept, *group.others)) for group in found.groups]
    missed, wrong = counts.count(0), sum(count - 1 for count in counts if count > 1)
    recall = 1 - missed / sum(not one for one in unique.values())
    return f"{len(citations)} records: recall {recall:.4f}, {wrong} wrong merges, {_rest(found)}, {seconds:.1f} s"


def measure_made(papers: int) -> str:
    """Count the same on made citations."""
    search = make_search(papers, 2, 3)
    began = time.process_time()
    found = find_duplicates(search.citations)
    seconds = time.process_time() - began
    of = {citation.id: work for citation, work in zip(search.citations, search.works, strict=True)}
    works = [{of[c.id] for c in (group.kept, *group.others)} for group in found.groups]
    parts = Counter(work for group in works for work in group)
    missed, wrong = sum(parts.values()) - len(parts), sum(len(group) - 1 for group in works)
    recall = 1 - missed / (len(search.citations) - len(parts))
    return f"{len(search.citations)} made: recall {recall:.4f}, {wrong} wrong merges, {_rest(found)}, {seconds:.1f} s"


def _rest(found: Deduplication) -> str:
    return f"{len(found.groups)} kept, {len(found.uncertain)} pairs uncertain"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.labelled is not None:
        print(measure_labelled(arguments.labelled))
    print(measure_made(2500))


if __name__ == "__main__":
    main()
