"""Reads pictures with rapidocr, whose models come with its wheel: for machines without system packages.

Picture → lines of words
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from extractor.readers.ocr import OcrFailure, OcrLine, OcrWord, Picture

_EM = 1.25  # the height of a line that it finds, in em
_DESCENT = 0.24  # of that height, below the baseline
_ONE_THREAD = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
}


class RapidOcr:
    """The engine; its models are loaded with the first page."""

    dpi = 200
    ordered = False

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        return RapidOCR(params=_ONE_THREAD)

    def read(self, picture: Picture) -> list[OcrLine]:
        """Give the lines of a page as they stand from top to bottom, whatever columns they are in."""
        import numpy

        pixels = numpy.frombuffer(picture.data, numpy.uint8).reshape(picture.height, picture.width)
        try:
            found = self._engine(pixels, use_cls=False, return_word_box=True)  # it takes long lines for inverted
        except (RuntimeError, ValueError, ArithmeticError, LookupError) as error:
            raise OcrFailure from error
        lines = zip(found.boxes, found.word_results, strict=False) if found.boxes is not None else ()
        read = [_read_line(box, words) for box, words in lines]
        return [line for line in read if line is not None]


def find_rapidocr() -> RapidOcr | None:
    """Give the engine if it is installed with what it runs on."""
    try:
        name = f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return None
    return RapidOcr(name) if find_spec("onnxruntime") is not None else None


def _read_line(box: Sequence[Sequence[float]], found: Sequence[Any]) -> OcrLine | None:
    """Read a line from its four corners, clockwise from the top left, and its words with theirs."""
    words = tuple(
        OcrWord(text.strip(), float(min(x for x, _ in corners)), float(max(x for x, _ in corners)))
        for text, _, corners in found
        if text.strip()
    )
    if not words:
        return None
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ((float(x), float(y)) for x, y in box)
    height = (math.hypot(x3 - x0, y3 - y0) + math.hypot(x2 - x1, y2 - y1)) / 2
    slope = (y2 - y3) / (x2 - x3) if x2 - x3 > 1 else 0.0
    base = y3 + slope * (words[0].x0 - x3) - _DESCENT * height
    return OcrLine(words, base, slope, max(height / _EM, 1.0))
