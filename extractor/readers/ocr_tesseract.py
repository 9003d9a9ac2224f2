"""Reads pictures with the program `tesseract`, through pipes alone: it is given no file and writes none.

Picture → lines of words
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from lxml import etree

from extractor.readers.ocr import OcrFailure, OcrLine, OcrWord, Picture

_PAGE_SECONDS = 100
_EM = 0.9  # what tesseract calls the size of a line is ascent and descent
_BOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"\bx_size ([\d.]+)")
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"})


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program, where it lies, and what it needs of the environment."""

    path: str
    name: str
    mode: str  # 1: finds which way is up, 3: without
    environment: tuple[tuple[str, str], ...]
    dpi: int = 300
    ordered: bool = True

    def read(self, picture: Picture) -> list[OcrLine]:
        """Give the lines of a page in the order in which tesseract reads its blocks."""
        command = [self.path, "stdin", "stdout", "--dpi", str(self.dpi), "--psm", self.mode, "-l", "eng", "hocr"]
        head = b"P5 %d %d 255\n" % (picture.width, picture.height)
        try:
            done = subprocess.run(
                command,
                input=head + picture.data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(self.environment),
                timeout=_PAGE_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OcrFailure from error
        if done.returncode != 0:
            raise OcrFailure
        return read_hocr(done.stdout)


def find_tesseract() -> Tesseract | None:
    """Give the program if it is installed with English words."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    environment = {"OMP_THREAD_LIMIT": "1"}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    told = [_ask(path, environment, question) for question in ("--version", "--list-langs")]
    version = re.match(r"tesseract v?([\d.]+)", told[0])
    languages = set(told[1].split())
    if version is None or "eng" not in languages:
        return None
    mode = "1" if "osd" in languages else "3"
    return Tesseract(path, f"tesseract {version.group(1)}", mode, tuple(environment.items()))


def _ask(path: str, environment: dict[str, str], question: str) -> str:
    try:
        done = subprocess.run([path, question], capture_output=True, env=environment, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode(errors="replace")


def read_hocr(data: bytes) -> list[OcrLine]:
    """Read tesseract's own account of a page; OcrFailure if it is not one."""
    try:
        page = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise OcrFailure from error
    lines = [_read_line(span) for span in page.iter("{*}span") if span.get("class") in _LINES]
    return [line for line in lines if line is not None]


def _read_line(span: etree._Element) -> OcrLine | None:
    told = span.get("title") or ""
    box, baseline, size = _BOX.search(told), _BASELINE.search(told), _SIZE.search(told)
    words = [word for word in map(_read_word, span.iter("{*}span")) if word is not None]
    if box is None or not words:
        return None
    top, bottom = float(box.group(2)), float(box.group(4))
    slope, below = (float(baseline.group(1)), float(baseline.group(2))) if baseline is not None else (0.0, 0.0)
    em = (float(size.group(1)) if size is not None else bottom - top) / _EM
    return OcrLine(tuple(words), bottom + below, slope, max(em, 1.0))


def _read_word(span: etree._Element) -> OcrWord | None:
    box = _BOX.search(span.get("title") or "") if span.get("class") == "ocrx_word" else None
    text = "".join(span.itertext()).strip()
    if box is None or not text:
        return None
    return OcrWord(text, float(box.group(1)), float(box.group(3)))
