"""NOUNS of reading pictures (picture, line, word), the promise of every OCR engine, and which one is installed.

Pictures of pages → lines of words
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from extractor.problem import ExtractorError

NONE, AUTO = "none", "auto"
ENGINES = ("tesseract", "rapidocr")  # in the order of preference
ADVICE = "install tesseract, or the extra [ocr] of this program, and run again"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey pixels, a byte each, row after row."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word with its left and right edge in pixels."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """Words on one baseline; pixels from the top left corner, y downwards.

    `base` is the baseline at its left end, which falls by `slope` a pixel to the right; `size` is that of one em.
    """

    words: tuple[OcrWord, ...]
    base: float
    slope: float
    size: float

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self.words[-1].x1


class OcrEngine(Protocol):
    """Reads pictures of pages; two readings of one picture give the same lines."""

    @property
    def name(self) -> str:
        """Its name with its version."""

    @property
    def dpi(self) -> int:
        """The dots an inch at which it reads best."""

    @property
    def ordered(self) -> bool:
        """Whether its lines come in reading order."""

    def read(self, picture: Picture) -> list[OcrLine]:
        """Give the lines of a page; OcrFailure if it could not be read."""


class OcrFailure(Exception):
    """An engine that gave nothing for a page."""


def find_ocr(wanted: str = AUTO) -> OcrEngine | None:
    """Give the engine of this name, or with `auto` the first that is installed; None if there is none.

    Raises:
        ExtractorError: the one that is wanted is not installed, or there is no such engine.
    """
    if wanted == NONE:
        return None
    if wanted not in (AUTO, *ENGINES):
        raise ExtractorError(f"--ocr {wanted!r}: give one of {AUTO}, {', '.join(ENGINES)}, {NONE}")
    for name in ENGINES:
        if wanted in (AUTO, name) and (engine := _find(name)) is not None:
            return engine
    if wanted == AUTO:
        return None
    raise ExtractorError(f"--ocr {wanted}: it is not installed here; {ADVICE}")


def _find(name: str) -> OcrEngine | None:
    if name == "tesseract":
        from extractor.readers.ocr_tesseract import find_tesseract

        return find_tesseract()
    from extractor.readers.ocr_rapidocr import find_rapidocr

    return find_rapidocr()
