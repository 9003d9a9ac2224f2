"""Measure what reading PDFs costs, interleaved in one run, against pdfminer.six's extract_text: reading.py FOLDER…"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text

from extractor.readers.pdf import read_pdf
from extractor.readers.pdf_content import ContentSource
from extractor.readers.pdf_pdfminer import PdfminerSource


def _read_with_pdfium(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


READERS: dict[str, Callable[[bytes], object]] = {
    "pdfminer.six extract_text": lambda data: extract_text(io.BytesIO(data)),
    "our whole reading": lambda data: read_pdf(data, "paper.pdf"),
    "our content reader, glyphs alone": lambda data: list(ContentSource(data).read_pages()),
    "pdfminer's interpreter, glyphs alone": lambda data: list(PdfminerSource(data).read_pages()),
    "pypdfium2 text": _read_with_pdfium,
}


def measure(papers: list[bytes], rounds: int) -> dict[str, float]:
    """Give the CPU seconds that each reader needs for all papers: the median over the rounds, summed."""
    totals = dict.fromkeys(READERS, 0.0)
    for paper in papers:
        spent: dict[str, list[float]] = {name: [] for name in READERS}
        for _ in range(rounds):
            for name, read in READERS.items():
                start = time.process_time()
                read(paper)
                spent[name].append(time.process_time() - start)
        for name, seconds in spent.items():
            totals[name] += statistics.median(seconds)
    return totals


def main() -> None:
    """Print seconds, pages a second and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    papers = [path.read_bytes() for folder in options.folders for path in sorted(folder.rglob("*.pdf"))]
    pages = sum(len(pypdfium2.PdfDocument(paper)) for paper in papers)
    for read in READERS.values():
        read(papers[0])  # imports and tables that are loaded once
    totals = measure(papers, options.rounds)
    whole = totals["pdfminer.six extract_text"]
    sys.stdout.write(f"{len(papers)} papers, {pages} pages, CPU time\n")
    for name, seconds in totals.items():
        sys.stdout.write(f"{name:38} {seconds:8.2f} s {pages / seconds:8.1f} pages/s {seconds / whole:7.3f}\n")


if __name__ == "__main__":
    main()
