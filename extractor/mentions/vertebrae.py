"""Reads vertebral levels in every spelling: "T3–T9", "C5-7", "second to 12th thoracic vertebra", "L5/S1"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.guarded import compile_guarded

_COUNTS = {"C": 8, "T": 12, "L": 6, "S": 5}
_ORDER = "CTLS"
_REGIONS = {"cervical": "C", "thoracic": "T", "dorsal": "T", "lumbar": "L", "sacral": "S"}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th"
).split()

_DASH = r"[-–—−‐‑~]"
_REGION = r"(?:cervical|thoracic|dorsal|lumbar|sacral)"
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_BETWEEN_ORDINALS = rf"(?:\s*(?:,\s*(?:and\s+)?|{_DASH}|\band\b|\bto\b|\bthrough\b)\s*(?:the\s+)?)"

# "T3", "Th 5", "D8", "C5"; the letter is a capital, and the number ends there.
_LETTER = compile_guarded(
    r"(?:(?<![\w.])(?<![A-Za-z][-–])|(?<=[CTL]\d)|(?<=[CTL]1\d))(?P<letter>Th|TH|[CTDLS])\s?(?P<number>\d{1,2})(?=L\d|S\d|T\d|(?!\w|[.,]\d|%))"
)
# "fourth and fifth cervical", "second to 12th thoracic (vertebra)"
_WORDS = compile_guarded(
    rf"\b(?P<ordinals>{_ORDINAL}(?:{_BETWEEN_ORDINALS}{_ORDINAL}){{0,3}})\s+(?P<region>{_REGION})\b"
    r"(?!\s+(?:puncture|tap|drain|surger|operat|MRI|CT|biops|pain|symptom|cancer|injection|epidural|rib))"
    r"(?P<noun>\s+(?:vertebra|level|segment|spin|bod|disc|disk|lamina|intervert|neuroforam|pedicle|cord|processus|process))?",
    re.IGNORECASE,
)
# "thoracic 9", "cervical vertebrae 3"
_NUMBERED = compile_guarded(
    rf"\b(?P<region>{_REGION})\s+(?:(?:vertebra[el]?|vertebral bod(?:y|ies)|spine|levels?|segments?|dis[ck]s?)\s+)?"
    r"(?:at\s+)?"
    r"(?P<number>\d{1,2})(?!\w|[.,/]\d|%|\s*(?:mm|cm|years?|months?|weeks?|days?|hours?|patients?|cases?|times|h|min)\b)",
    re.IGNORECASE,
)
# "from the foramen magnum to C5": from the first vertebra on
_SKULL = compile_guarded(
    r"\b(?:foramen\s+magnum|clivus|cranio-?(?:cervical|vertebral)\s+junction|cervico-?medullary\s+junction)"
    rf"(?=\s*(?:{_DASH}|(?:down\s+)?to)\s*(?:the\s+)?(?:level\s+of\s+)?(?:Th|[CTD])\s?\d)",
    re.IGNORECASE,
)
# A number that goes on from a level without a letter of its own: the 7 of "C5-7", the 4 of "L3/4", the 9 of "T3 to 9".
_BARE = re.compile(
    rf"(?P<join>\s?{_DASH}\s?|/|\s+to\s+|\s+through\s+)(?P<number>\d{{1,2}})"
    r"(?!\w|[.,]\d|%|/\d|\s*(?:mm|cm|years?|months?|weeks?|days?|hours?|mg|patients?|cases?|times)\b)"
)
_EXTENSION = (
    r"\s*,?\s*(?:with\s+|and\s+|which\s+)?(?:an?\s+)?(?:extension|extending|extended|extends|spreading|reaching)"
    r"\s+(?:down\s+|up\s+|downwards?\s+|upwards?\s+|caudally\s+|cranially\s+|inferiorly\s+|superiorly\s+)?"
    r"(?:in)?to\s+(?:the\s+)?(?:level\s+of\s+)?"
)
_TO = re.compile(
    rf"""
    (?: \s*{_DASH}\s*
      | \s*,?\s*(?:(?:(?:down|up)(?:wards?)?\s+)?(?:in)?to|through|thru|until|till
          |(?:down\s+|up\s+)?as\s+far\s+(?:down\s+|up\s+)?as)
        \s+(?:the\s+)?(?:level\s+of\s+)?
      | \s*,?\s*and\s+(?:end(?:ed|ing|s)|stopp(?:ed|ing)
          |its\s+(?:lower|upper|caudal|cranial)\s+(?:pole|end|border|edge|margin))\s+at\s+(?:the\s+)?
      | {_EXTENSION}
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_AND = re.compile(r"\s+and\s+(?:the\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|,?\s*and|&)\s*(?:the\s+)?", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?$|^$")
# "fourth and fifth cervical (C4-C5)" says the same twice
_RESTATED = re.compile(
    rf"(?:{_BETWEEN_ORDINALS}{_ORDINAL}\s+{_REGION})?(?:\s+vertebra\w*)?\s*[(\[]\s*(?:Th|[CTDLS])\s?\d", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Vertebra:
    """One vertebra, where it is named in a text, and how: the letter as printed ("D"), or "" for words."""

    start: int
    end: int
    region: str  # C, T, L, S
    number: int
    letter: str

    @property
    def rank(self) -> tuple[int, int]:
        """The place in the column, from the skull down."""
        return _ORDER.index(self.region), self.number

    def __str__(self) -> str:
        return f"{self.region}{self.number}"


@dataclass(frozen=True, slots=True)
class SpelledLevel:
    """A vertebra or a range of them: `name` is "T4", "C7-T5", or as printed with a slash "L3/4"."""

    start: int
    end: int
    name: str
    first: Vertebra
    last: Vertebra

    @property
    def letters(self) -> str:
        """The letters as printed: "D" for "D4", "" where the level is in words."""
        return "".join(dict.fromkeys(self.first.letter + self.last.letter))


def read_levels(text: str) -> Iterator[SpelledLevel]:
    """Give the levels that a text spells, in order; what else "T2" or "C3" can be is not asked here."""
    levels = list(_read_all(text))
    kept = [
        level
        for level, following in zip(levels, [*levels[1:], None], strict=False)
        if following is None or level.letters or not _RESTATED.match(text, level.end)
    ]
    yield from _join_neighbours(text, kept)


def _join_neighbours(text: str, levels: list[SpelledLevel]) -> Iterator[SpelledLevel]:
    """Make one range of a list of vertebrae that lie one below the other: "T3, T4 and T5", but not "T10, L1"."""
    run: list[SpelledLevel] = []
    for level in levels:
        if run and not (level.first is level.last and _LISTED.fullmatch(text[run[-1].end : level.start])):
            yield from _as_range(run)
            run = []
        run.append(level)
        if level.first is not level.last:
            yield from _as_range(run)
            run = []
    yield from _as_range(run)


def _as_range(run: list[SpelledLevel]) -> Iterator[SpelledLevel]:
    neighbours = all(_is_next(upper.last, lower.first) for upper, lower in pairwise(run))
    if len(run) < 2 or not neighbours:
        yield from run
    else:
        first, last = run[0].first, run[-1].last
        yield SpelledLevel(run[0].start, run[-1].end, f"{first}-{last}", first, last)


def _is_next(upper: Vertebra, lower: Vertebra) -> bool:
    if upper.region == lower.region:
        return lower.number == upper.number + 1
    return (str(upper), str(lower)) in {("C7", "T1"), ("T12", "L1"), ("L5", "S1")}


def _read_all(text: str) -> Iterator[SpelledLevel]:
    vertebrae = _find_vertebrae(text)
    at = 0
    while at < len(vertebrae):
        first = vertebrae[at]
        last, at, slashed = _follow(text, vertebrae, at)
        if last.rank < first.rank:
            low, high = last, first
        else:
            low, high = first, last
        if first is last:
            name = str(first)
        elif slashed:
            name = f"{low}/{high.number if text[high.start].isdigit() else high}"
        else:
            name = f"{low}-{high}" if low.rank != high.rank else str(low)
        yield SpelledLevel(first.start, last.end, name, low, high)


def _follow(text: str, vertebrae: list[Vertebra], at: int) -> tuple[Vertebra, int, bool]:
    """Give the last vertebra of the range that begins at one, the index after it, and whether a slash joins the two."""
    first = last = vertebrae[at]
    slashed = False
    between = _BETWEEN.search(text, max(0, first.start - 16), first.start) is not None
    at += 1
    while at < len(vertebrae):
        following = vertebrae[at]
        gap = text[last.end : following.start]
        if len(gap) > 60:
            break
        if first is last and _SLASH.match(gap):
            slashed = True
        elif not slashed and gap.strip() == "/" and _is_next(last, following):
            pass  # "C6 to T4/5" ends at T5
        elif not (_TO.match(gap) or (between and first is last and _AND.match(gap))):
            break
        elif slashed:
            slashed = False
        last = following
        at += 1
        if slashed and last.rank[0] - first.rank[0] > 1:
            break
    return last, at, slashed


def _find_vertebrae(text: str) -> list[Vertebra]:
    found: list[Vertebra] = []
    for match in _LETTER.finditer(text):
        letter = match["letter"][0]
        region = "T" if letter == "D" else letter
        _add(found, Vertebra(match.start(), match.end(), region, int(match["number"]), letter))
        _add_bare(found, text, match.end())
    for match in _SKULL.finditer(text):
        _add(found, Vertebra(match.start(), match.end(), "C", 1, ""))
    for match in _WORDS.finditer(text):
        ordinals = list(re.finditer(_ORDINAL, match["ordinals"], re.IGNORECASE))
        alone = match["noun"] is None and len(ordinals) == 1
        if alone and not _joined(text, match.end()) and not _joined_before(text, match.start()):
            continue
        region = _REGIONS[match["region"].lower()]
        for i, ordinal in enumerate(ordinals):
            number = _ORDINALS.index(ordinal.group().lower()) % 12 + 1
            end = match.end("region") if i == len(ordinals) - 1 else match.start() + ordinal.end()
            _add(found, Vertebra(match.start() + ordinal.start(), end, region, number, ""))
    for match in _NUMBERED.finditer(text):
        region = _REGIONS[match["region"].lower()]
        _add(found, Vertebra(match.start(), match.end(), region, int(match["number"]), ""))
        _add_bare(found, text, match.end())
    found.sort(key=lambda v: v.start)
    return found


def _joined(text: str, end: int) -> bool:
    return (
        re.match(
            rf"\s*(?:$|[.,;:)(]|(?:to|and|through)\s+(?:the\s+)?{_ORDINAL}\b)", text[end : end + 30], re.IGNORECASE
        )
        is not None
    )


def _joined_before(text: str, start: int) -> bool:
    return (
        re.search(rf"{_REGION}\s+(?:to|and|through)\s+(?:the\s+)?$", text[max(0, start - 30) : start], re.IGNORECASE)
        is not None
    )


def _add(found: list[Vertebra], vertebra: Vertebra) -> None:
    inside = any(v.start < vertebra.end and vertebra.start < v.end for v in found)
    if 1 <= vertebra.number <= _COUNTS[vertebra.region] and not inside:
        found.append(vertebra)


def _add_bare(found: list[Vertebra], text: str, end: int) -> None:
    match = _BARE.match(text, end)
    if match is None or not found or found[-1].end != end:
        return
    before = found[-1]
    number = int(match["number"])
    if number > before.number:
        _add(found, Vertebra(match.start("number"), match.end("number"), before.region, number, before.letter))
