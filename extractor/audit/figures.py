"""Finds what a sentence counts: "29 were men", "41.0% (16/39)", "(n = 22, 40%)", "two-thirds of the patients"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_PEOPLE = r"patients?|cases?|individuals|subjects|people|persons|women|men|females?|males?"
_VERBS = (
    r"were|was|had|has|have|received|underwent|experienced|exhibited|showed|died|presented|developed|reported|suffered|"
    r"relapsed|improved|recovered|required|involved|of\s(?:them|these|those|whom|the)"
)
_PERCENT = r"(?<!\d)(?P<{0}>\d+(?:\.\d+)?)\s?%"
_OF = r"(?:/|of\sthe|out\sof|of)"
_N = rf"\d+|{'|'.join(_WORDS[1:])}"
_FIGURE = re.compile(
    rf"""
      {_PERCENT.format("p1")}\s*[(\[]\s*(?:n\s*=\s*)?(?P<n1>\d+)\s*{_OF}\s*(?P<m1>\d+)\s*[)\]]          # 41.0% (16/39)
    | [(\[]\s*(?:n\s*=\s*)?(?P<n2>\d+)\s*(?:/\s*(?P<m2>\d+)\s*)?[,;]\s*{_PERCENT.format("p2")}\s*[)\]]  # (n = 41, 74%)
    | [(\[]\s*{_PERCENT.format("p3")}\s*[,;]\s*                                                         # (71%, 38/53)
      (?:n\s*=\s*)?(?P<n3>\d+)\s*(?:(?:/|of)\s*(?P<m3>\d+)\s*)?[)\]]
    | (?<![\w.])(?P<n4>{_N})\s*{_OF}\s*(?P<m4>{_N})(?![\w%]|\.\d)[^.;()]{{0,30}}?                       # 16 of 39 (41%)
      [(\[]\s*{_PERCENT.format("p4")}\s*[)\]]
    | (?<![\w.])(?P<n12>{_N})\s*[(\[]\s*{_PERCENT.format("p12")}\s*[)\]]\s+{_OF}\s+(?P<m12>{_N})\b      # 16 (41%) of 39
    | (?<![\w.])(?P<n5>{_N})\s*(?:(?:{_PEOPLE})\s*)?[(\[]\s*{_PERCENT.format("p5")}\s*[)\]]       # 12 cases (22%)
    | (?<![\w./])(?P<n6>\d+)\s?{_OF}\s?(?P<m6>\d+)(?![\w%]|\.\d)                                        # 16 of the 39
    | (?<![\w./])(?P<n13>{_N})\s+{_OF}\s+(?P<m13>{_N})(?=\s+(?:{_PEOPLE})\b)                        # four of six cases
    | [(\[]\s*{_PERCENT.format("p7")}\s*[)\]]                                                           # (75.5%)
    | {_PERCENT.format("p8")}(?=\s+(?:of|were|was|had|experienced|showed|received)\b)                   # 47% of
    | (?<![\w.,/–-])(?P<n9>\d{{1,4}})                                                                   # 10 patients
      (?=\s+(?:[a-z-]+\s+){{0,2}}?(?:{_PEOPLE})\b|\s+(?:{_VERBS})\b)
    | [(\[]\s*n\s*=\s*(?P<n10>\d+)\s*[)\]]
    | \b(?P<n11>{"|".join(_WORDS[1:])})(?=\s+(?:{_PEOPLE}|{_VERBS})\b)                                  # six cases
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SHARES = (
    (re.compile(r"\btwo[- ]thirds of\b", re.I), 100 * 2 / 3),
    (re.compile(r"\b(?:one|a)[- ]third of\b", re.I), 100 / 3),
    (re.compile(r"\bthree[- ]quarters of\b", re.I), 75.0),
    (re.compile(r"\b(?:one|a)[- ]quarter of\b", re.I), 25.0),
    (re.compile(r"\b(?:one[- ])?half of\b", re.I), 50.0),
)
_MOST = re.compile(
    r"\b(?:the (?:vast |great )?majority|most) of (?:the |these |our )?(?:\w+\s)?(?:patients|cases)\b", re.I
)
_NEAR = 60  # characters before a figure that tell what it is
_LIMIT_BEFORE = re.compile(
    r"(?:\bbut|\bexcept|\bthan|\bleast|\babove|\bbelow|\bover|\bexceed\w*|[<>≤≥])\s*$", re.IGNORECASE
)
_THE = r"(?:all\s+|only\s+)?(?:the\s+|these\s+|our\s+)?"
_BASE = re.compile(rf"(?:^|[.,;(]\s*)(?:of|among|in)\s+{_THE}(?:included\s+|remaining\s+)?$", re.IGNORECASE)
_BEHIND = re.compile(rf"\w\s+(?:in|for|(?<!total\s)of|by|to|among)\s+{_THE}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted, as printed; `about` is a share told in words, `most` says more than half.

    `inside` tells a figure in brackets, of what stands before it; `behind` one that closes what it counts ("was seen in
    10 patients"); `base` one that only names the whole: "Of the 55 …".
    """

    start: int
    end: int
    count: int | None = None
    of: int | None = None
    percent: float | None = None
    decimals: int = 0
    about: float | None = None
    most: bool = False
    inside: bool = False
    base: bool = False
    behind: bool = False


def find_figures(text: str) -> tuple[Figure, ...]:
    """Give the figures of a sentence in order."""
    return tuple(sorted([*_printed(text), *_worded(text)], key=lambda figure: figure.start))


def _printed(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        groups = {key[0]: value for key, value in match.groupdict().items() if value is not None}
        percent = groups.get("p")
        count = _whole(groups["n"]) if "n" in groups else None
        of = _whole(groups["m"]) if "m" in groups else None
        if (of is not None and count is not None and count > of) or _LIMIT_BEFORE.search(
            text, max(0, match.start() - _NEAR), match.start()
        ):
            continue
        base = (
            percent is None
            and of is None
            and _BASE.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        )
        yield Figure(
            match.start(),
            match.end(),
            count,
            of,
            None if percent is None else float(percent),
            len(percent.partition(".")[2]) if percent is not None else 0,
            inside=match.group()[0] in "([",
            base=base,
            behind=not base and _BEHIND.search(text, max(0, match.start() - _NEAR), match.start()) is not None,
        )


def _whole(printed: str) -> int:
    return int(printed) if printed.isdigit() else _WORDS.index(printed.lower())


def _worded(text: str) -> Iterator[Figure]:
    for pattern, share in _SHARES:
        for match in pattern.finditer(text):
            yield Figure(match.start(), match.end(), about=share)
    for match in _MOST.finditer(text):
        yield Figure(match.start(), match.end(), most=True)
