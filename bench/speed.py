"""Measures speed in one run, interleaved: reading, analysis, whole runs by workers and by number of papers, memory.

python bench/speed.py PDFS [TEXTS]     PDFS: a folder of articles; TEXTS: a JSONL file with a "text" on each line
"""

from __future__ import annotations

import importlib.util
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text

from extractor.document import Document
from extractor.pipeline import analyse_document, load_program
from extractor.readers import read_bytes

MOST_PDFS = 20
SIZES = (100, 1_000, 10_000)


def ours(data: bytes) -> tuple[Document, ...]:
    return read_bytes(data, "paper.pdf")


def pdfminer(data: bytes) -> str:
    return extract_text(io.BytesIO(data))


def pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def pdfplumber(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "".join(page.extract_text() for page in document.pages)


def seconds_of(step: Callable[[], object]) -> float:
    """Give the CPU seconds of a step: what a shared machine does beside it does not count."""
    start = time.process_time()
    step()
    return time.process_time() - start


def measure_reading(papers: list[Path]) -> None:
    """Print pages a second of each engine, and the seconds of the analysis."""
    engines: list[Callable[[bytes], object]] = [ours, pdfminer, pdfium]
    if importlib.util.find_spec("pdfplumber") is not None:
        engines.append(pdfplumber)
    program = load_program()
    totals = {engine.__name__: 0.0 for engine in engines}
    analysis, pages = 0.0, 0
    for engine in engines:  # what is loaded on first use is no speed of theirs
        engine(papers[0].read_bytes())
    for paper in papers:
        data = paper.read_bytes()
        for engine in engines:
            totals[engine.__name__] += min(seconds_of(lambda: engine(data)) for _ in range(2))  # noqa: B023
        documents = ours(data)
        pages += sum(len(document.pages) for document in documents)
        analysis += sum(seconds_of(lambda: analyse_document(document, program)) for document in documents)  # noqa: B023
    for name, seconds in totals.items():
        print(f"{name:>12}: {pages / seconds:7.1f} pages/s  {seconds / totals['pdfminer']:.2f} of extract_text")
    print(f"{'analysis':>12}: {analysis / len(papers):.3f} s a paper, {len(papers) / analysis:.1f} papers/s")


def run(papers: Path, output: Path, jobs: int) -> tuple[float, float, int]:
    """Run the command; give its seconds by the clock and of computing, and the most memory of any process in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    command = [sys.executable, "-m", "extractor", "run", str(papers), "--out", str(output), "--jobs", str(jobs)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    computing = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, computing, used.ru_maxrss >> 10


def measure_runs(papers: list[Path], place: Path) -> None:
    """Print what the whole run takes beside extract_text alone: by the clock, and of computing (on a busy machine)."""
    folder = place / "pdfs"
    folder.mkdir()
    for paper in papers:
        (folder / paper.name).write_bytes(paper.read_bytes())
    start, computed = time.monotonic(), time.process_time()
    for paper in papers:
        pdfminer(paper.read_bytes())
    plain, plain_computing = time.monotonic() - start, time.process_time() - computed
    for jobs in (1, 2):
        seconds, computing, memory = run(folder, place / f"run {jobs}", jobs)
        ratios = f"{seconds / plain:.2f} of extract_text alone ({computing / plain_computing:.2f} of its computing)"
        print(f"run, {jobs} workers: {60 * len(papers) / seconds:.0f} papers/min, {ratios}, {memory} MB")


def measure_sizes(texts: Path, place: Path) -> None:
    """Print what runs of more and more texts cost, and what the second run over the same folder does."""
    lines = texts.read_text(encoding="utf-8").splitlines()
    for size in SIZES:
        folder = place / f"texts {size}"
        folder.mkdir()
        for number in range(size):
            text = json.loads(lines[number % len(lines)])["text"]
            (folder / f"{number:05}.txt").write_text(f"{text}\n{number // len(lines) or ''}", encoding="utf-8")
        first, _, memory = run(folder, place / f"out {size}", 2)
        second, _, _ = run(folder, place / f"out {size}", 2)
        each = 1000 * first / size
        print(f"{size} texts: {first:.1f} s ({each:.0f} ms each), the second run {second:.1f} s, {memory} MB")


def main() -> None:
    """Measure and print."""
    papers = sorted(Path(sys.argv[1]).glob("*.pdf"))[:MOST_PDFS]
    measure_reading(papers)
    with tempfile.TemporaryDirectory() as place:
        measure_runs(papers, Path(place))
        if len(sys.argv) > 2:
            measure_sizes(Path(sys.argv[2]), Path(place))


if __name__ == "__main__":
    main()
