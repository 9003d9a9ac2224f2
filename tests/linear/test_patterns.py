"""Every pattern of the program, on texts that it nearly matches, takes time in proportion to the text.

What mentions, fields, structure and audit go by sees one sentence at a time, and a sentence has at most a thousand or
fifteen hundred characters (`extractor.characters.cut_long`): there a pattern may compare every two places.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from tests.linear.near_misses import repeats_at_length, write_near_misses

ROOT = Path(__file__).parents[2]
_PAPERS = 12  # of the sample corpus, of every format
_SENTENCE, _TEXT = 600, 6_000  # characters
_BY_SENTENCE = (
    "extractor.mentions",
    "extractor.fields",
    "extractor.structure",
    "extractor.wordlist",
    "extractor.audit",
)
_QUICK = 2e-6  # CPU seconds a character: what is as quick as this need not be looked at twice
_TURNS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern as the program uses it."""

    module: str
    pattern: re.Pattern[str]
    anchored: bool

    def spend(self, text: str) -> float:
        """Give the CPU seconds that the pattern needs for a text."""
        began = time.process_time()
        if self.anchored:
            self.pattern.match(text)
        else:
            for _ in self.pattern.finditer(text):
                pass
        return time.process_time() - began

    def spend_at_least(self, text: str) -> float:
        """Give the least CPU seconds of several turns: what else the machine does is left out."""
        return min(self.spend(text) for _ in range(_TURNS))

    def growth(self, length: int, number: int) -> float:
        """Give the power of the length with which the time grows on a near-miss, from this length to four times it."""
        short, long = (_near_miss(self.pattern, size, number) for size in (length, 4 * length))
        return math.log(self.spend_at_least(long) / max(self.spend_at_least(short), 1e-6), len(long) / len(short))


def _near_miss(pattern: re.Pattern[str], length: int, number: int) -> str:
    return next(islice(write_near_misses(pattern, length), number, None))


def too_slow(found: Found) -> str | None:
    """Tell on which near-miss a pattern is slow and gets slower with the length of the text than it may, if on any."""
    if not repeats_at_length(found.pattern):
        return None
    length, most = (_SENTENCE, 2.4) if found.module.startswith(_BY_SENTENCE) else (_TEXT, 1.5)
    slowest, number = max((found.spend(text), i) for i, text in enumerate(write_near_misses(found.pattern, length)))
    if slowest <= _QUICK * length or found.spend_at_least(_near_miss(found.pattern, length, number)) <= _QUICK * length:
        return None
    power = found.growth(length // 8, number)
    if power <= most:
        return None
    text = _near_miss(found.pattern, 60, number)
    return f"{found.module}: {found.pattern.pattern[:80]!r} on {text!r}: power {power:.1f}"


@pytest.fixture(scope="module")
def patterns() -> list[Found]:
    """Every pattern that is compiled when all modules are imported, all lists loaded and some sample papers read."""
    papers = sorted((ROOT / "corpus" / "papers").iterdir())[:_PAPERS]
    command = [sys.executable, "-m", "tests.linear.patterns", *map(str, papers)]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    entries = [json.loads(line) for line in lines]
    return [Found(e["module"], re.compile(e["pattern"], e["flags"]), e["anchored"]) for e in entries]


def test_every_pattern_takes_time_in_proportion_to_the_text(patterns: list[Found]) -> None:
    listed = tuple(tomllib.loads((ROOT / "tests" / "linear" / "slow.toml").read_text(encoding="utf-8"))["beginnings"])
    assert len(patterns) > 500
    unlisted = [found for found in patterns if not found.pattern.pattern.startswith(listed)]
    assert [slow for slow in map(too_slow, unlisted) if slow is not None] == []
    gone = [start for start in listed if not any(found.pattern.pattern.startswith(start) for found in patterns)]
    assert gone == [], "strike these off tests/linear/slow.toml"


@pytest.mark.parametrize(
    ("module", "pattern", "anchored", "slow"),
    [
        ("extractor.readers.example", r"a\s*\s*b", False, True),  # all ends of two runs of blanks
        ("extractor.readers.example", r"\s+x", False, True),  # every start of a run
        ("extractor.readers.example", r"\s+x", True, False),  # tried at one place
        ("extractor.fields.example", r"\s+x", False, False),  # in a sentence that is harmless
        ("extractor.readers.example", r"(?<!\s)\s+x", False, False),
    ],
)
def test_the_test_tells_slow_patterns_from_quick_ones(module: str, pattern: str, anchored: bool, slow: bool) -> None:
    assert (too_slow(Found(module, re.compile(pattern), anchored)) is not None) is slow
