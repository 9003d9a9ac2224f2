"""Blanks out how a value was taken, where that stands between the analyte and its verb."""

from __future__ import annotations

import re

_ASIDE = re.compile(  # "The serum IgG4 level, determined before any steroids, was 97 mg/dL"
    r"(?<=[a-zG4]),\s(?:determined|measured|taken|obtained|drawn|checked|tested|assessed|estimated|requested)\b[^.;()]{3,90}?,"
    r"(?=\s(?:was|were|is|amounted|came|stood|showed)\b)"
)
_AFTERWARDS = re.compile(r"\b(?:after|following|during|under|at\s(?:follow|discharge))\b")


def blank_asides(text: str) -> str:
    """Give the text with blanks for such asides, each as long, but for a value that was taken after something else."""
    return _ASIDE.sub(_blank, text)


def _blank(aside: re.Match[str]) -> str:
    taken = aside.group()
    return taken if _AFTERWARDS.search(taken) and "before" not in taken else " " * len(taken)
