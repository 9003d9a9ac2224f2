"""Measures speed in one run, interleaved: reading, analysis, whole runs by workers and by number of papers, memory.

python bench/speed.py PDFS [TEXTS [SIZE…]]

PDFS: a folder of articles; TEXTS: a JSONL file with a "text" on each line; SIZE: how many texts to run.
What is measured is CPU time, which a busy machine stretches less, except where the clock is named.
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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text

from extractor.batch.texts import decode_document, encode_document
from extractor.document import Document
from extractor.pipeline import analyse_document, load_program
from extractor.readers import read_bytes

MOST_PDFS = 20
MOST_TEXTS = 200  # whose analysis alone is measured
SIZES = (100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    found: str
    reach: str = ""


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


def measure_reading(papers: list[Path]) -> Iterator[Figure]:
    """Give pages a second of each engine, interleaved paper by paper, and the seconds of the analysis."""
    engines: list[Callable[[bytes], object]] = [ours, pdfminer, pdfium]
    if importlib.util.find_spec("pdfplumber") is not None:
        engines.append(pdfplumber)
    program = load_program()
    totals = {engine.__name__: 0.0 for engine in engines}
    analysis, pages, kept, unpacking = 0.0, 0, 0, 0.0
    for engine in engines:  # what is loaded on first use is no speed of theirs
        engine(papers[0].read_bytes())
    for paper in papers:
        data = paper.read_bytes()
        for engine in engines:
            totals[engine.__name__] += min(seconds_of(lambda: engine(data)) for _ in range(2))  # noqa: B023
        (document,) = ours(data)
        pages += len(document.pages)
        analysis += seconds_of(lambda: analyse_document(document, program))  # noqa: B023
        text = encode_document(document)
        kept += len(text)
        unpacking += seconds_of(lambda: decode_document(text))  # noqa: B023
    for name, seconds in totals.items():
        ratio = f"{seconds / totals['pdfminer']:.2f} of extract_text"
        reach = "0.35 of extract_text" if name == "ours" else ""
        yield Figure(f"reading, {name}", f"{pages / seconds:.1f} pages/s, {ratio}", reach)
    count = len(papers)
    yield Figure("analysis, papers", f"{count / analysis:.1f} a second, {analysis / count:.3f} s each", "2 a second")
    text_figure = f"{kept / count / 1000:.0f} kB a paper, unpacked in {1000 * unpacking / count:.0f} ms"
    yield Figure("kept texts", text_figure)


def measure_texts(texts: Path) -> Iterator[Figure]:
    """Give how quick the analysis of abstracts is."""
    program = load_program()
    lines = texts.read_text(encoding="utf-8").splitlines()[:MOST_TEXTS]
    documents = [read_bytes(json.loads(line)["text"].encode(), "text.txt")[0] for line in lines]
    analyse_document(documents[0], program)
    seconds = seconds_of(lambda: [analyse_document(document, program) for document in documents])
    length = sum(len(document.text) for document in documents) // len(documents)
    found = f"{len(documents) / seconds:.1f} a second ({length} characters each)"
    yield Figure("analysis, abstracts", found, "25 a second")


def run(papers: Path, output: Path, jobs: int) -> tuple[float, float, int]:
    """Run the command; give its seconds by the clock and of computing, and the most memory of any process in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    command = [sys.executable, "-m", "extractor", "run", str(papers), "--out", str(output), "--jobs", str(jobs)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    computing = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, computing, used.ru_maxrss >> 10


def measure_runs(papers: list[Path], place: Path) -> Iterator[Figure]:
    """Give what the whole run takes beside extract_text alone: of computing, and by the clock."""
    folder = place / "pdfs"
    folder.mkdir()
    for paper in papers:
        (folder / paper.name).write_bytes(paper.read_bytes())
    start, computed = time.monotonic(), time.process_time()
    for paper in papers:
        pdfminer(paper.read_bytes())
    plain, plain_computing = time.monotonic() - start, time.process_time() - computed
    for jobs, reach in ((1, "1.2 of extract_text"), (2, "0.7 by the clock")):
        seconds, computing, memory = run(folder, place / f"run {jobs}", jobs)
        ratios = f"{computing / plain_computing:.2f} of extract_text ({seconds / plain:.2f} by the clock)"
        found = f"{60 * len(papers) / seconds:.0f} papers/min, {ratios}"
        yield Figure(f"whole run, {jobs} workers", found, reach)
        yield Figure("    most memory of a process", f"{memory} MB", "700 MB")


def measure_sizes(texts: Path, sizes: Sequence[int], place: Path) -> Iterator[Figure]:
    """Give what runs of more and more texts cost, and what the second run over the same folder does."""
    lines = texts.read_text(encoding="utf-8").splitlines()
    for size in sizes:
        folder = place / f"texts {size}"
        folder.mkdir()
        for number in range(size):
            text = json.loads(lines[number % len(lines)])["text"]
            (folder / f"{number:05}.txt").write_text(f"{text}\n{number // len(lines) or ''}", encoding="utf-8")
        first, computing, memory = run(folder, place / f"out {size}", 2)
        second, _, _ = run(folder, place / f"out {size}", 2)
        each = f"{1000 * computing / size:.0f} ms of computing each, {memory} MB"
        yield Figure(f"{size} texts, 2 workers", f"{first:.1f} s by the clock, {each}")
        yield Figure("    second run", f"{second:.1f} s by the clock", "10 s" if size == 10_000 else "")


def main() -> None:
    """Measure and print."""
    papers = sorted(Path(sys.argv[1]).glob("*.pdf"))[:MOST_PDFS]
    texts = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    sizes = [int(size) for size in sys.argv[3:]] or SIZES
    figures = list(measure_reading(papers))
    with tempfile.TemporaryDirectory() as place:
        figures += measure_runs(papers, Path(place))
        if texts is not None:
            figures += measure_texts(texts)
            figures += measure_sizes(texts, sizes, Path(place))
    print(f"{len(papers)} PDFs\n\n{'what':28} {'measured':66} reach")
    for figure in figures:
        print(f"{figure.what:28} {figure.found:66} {figure.reach}")


if __name__ == "__main__":
    main()
