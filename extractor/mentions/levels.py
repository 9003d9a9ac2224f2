"""Finds vertebral levels and ranges, with what is at them. Sentence → Mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Mention, MentionKind, Role, Sentence, Source
from extractor.lexicon import load_cues
from extractor.mentions.vertebrae import SpelledLevel, read_levels
from extractor.wordlist import WordList

_ROLES = (
    (Role.LESION, "lesion"),
    (Role.SURGERY, "surgery"),
    (Role.SENSORY, "sensory"),
    (Role.PAIN, "pain"),
    (Role.OTHER, "other"),
)
_CLAUSE_ENDS = re.compile(
    r"[;:]|\.\s|,?\s(?:but|while|whereas|however|although|which|who)\s|,\s(?:and|with)\s|,\s(?=\w+(?:ed|ing)\s)",
    re.IGNORECASE,
)
_TIED = 1.5  # as near as a cue that "of" joins to a level is; "resection of the L2 tumor" has a nearer one
_EXTENDED = re.compile(r"exten(?:ded|ding|sion)", re.IGNORECASE)
_OF = re.compile(r"\s(?:of|at|from)\s(?:the\s)?")
_NEAR = 40  # characters before and after a level in which its neighbours are looked for
_REACH = 400  # characters beyond which nothing is said of a level: sentences are shorter, dumped tables are not
_MANY = 20  # levels before and after one that can come between it and a cue
_NO_BONE = re.compile(
    r"(?!\s*(?:vertebra|level|body|bodies|lamina|spin|segment|disc|disk|and\b|or\b|,|/|[-–]))", re.IGNORECASE
)
_TNM = re.compile(r"\b[cpy]?T\d[a-d]?\s?,?\s?[cp]?N[\dx]", re.IGNORECASE)


def find_levels(sentence: Sentence) -> Iterator[Mention]:
    """Give the vertebral levels of one sentence; the role is what stands nearest in the clause, or unknown."""
    text = sentence.text
    levels = [level for level in read_levels(text) if _is_vertebral(text, level)]
    for at, level in enumerate(levels):
        near = [other for other in levels[max(0, at - _MANY) : at + _MANY] if other is not level]
        yield Mention(
            MentionKind.LEVELS,
            sentence.at(level.start, level.end),
            sentence=sentence.index,
            levels=(level.name,),
            role=_role(text, level, near),
            source=Source.RULE,
        )


def _is_vertebral(text: str, level: SpelledLevel) -> bool:
    if level.letters == "":
        return True
    cues = load_cues("levels")
    reach = max(0, level.start - _REACH), level.end + _REACH
    before, after = text[max(0, level.start - _NEAR) : level.start], text[level.end : level.end + _NEAR]
    if _touches(cues["other_before"], before, -1) or _touches(cues["other_after"], after, 1):
        return False
    first, last = level.first, level.last
    numbers = {v.number for v in (first, last) if v.region == "T"}
    spine = cues["spine"].search(text, *reach) is not None
    wide = first.region != last.region or (last.number - first.number > 1 and last.number > 4)
    if numbers and numbers <= {1, 2} and not wide and _is_weighting(before, after):
        return False
    if numbers and max(numbers) <= 4 and first.region == last.region:
        if _TNM.search(text, *reach) is not None or (cues["staging"].search(text, *reach) is not None and not spine):
            return False
        if numbers & {3, 4} and cues["thyroid"].search(text, *reach) is not None and not _near_spine(before, after):
            return False
    if first.region == last.region == "C" and last.number <= 5 and cues["complement"].search(text, *reach) is not None:
        return _near_spine(before, after)
    if spine or wide or (first.region == "L" and "/" in level.name):
        return True
    return not _is_ambiguous(level) and any(cues[name].search(text, *reach) is not None for _, name in _ROLES[:4])


def _is_ambiguous(level: SpelledLevel) -> bool:
    """Tell whether the token has common other meanings: staging and weighting, complement, D2, S1."""
    first, last = level.first, level.last
    return (
        first.region == "S"
        or "D" in level.letters
        or (first.region == "T" and last.number <= 4)
        or (first.rank == last.rank and first.region == "C" and first.number >= 7)
    )


def _near_spine(before: str, after: str) -> bool:
    return load_cues("levels")["spine"].search(before + " | " + after) is not None


def _is_weighting(before: str, after: str) -> bool:
    cues = load_cues("levels")
    # "on T1 and T2", "T1/T2-weighted", "T2 hyperintensity": the neighbours say it, through other such tokens.
    other = r"(?:\s*(?:and|or|/|,|&|-|–|,\s*and)\s*T[12]\b)?"
    follows = re.match(rf"{other}[\s\-–(]*(?:post[\s-])?(?:{cues['weighting_after'].pattern})", after, re.IGNORECASE)
    leads = re.search(
        rf"(?:{cues['weighting_before'].pattern})(?:\s+(?:on|in|and|the))?[\s\-–(]*(?:T[12]\s*(?:and|or|/|,|-)\s*)?$",
        before,
        re.IGNORECASE,
    )
    return follows is not None or leads is not None or _seen_on(before, after)


def _seen_on(before: str, after: str) -> bool:
    """Tell "a bright lesion on T2 over C2 to C5": on a sequence lesions are seen, at a level they lie."""
    return re.search(r"\b(?:on|in)\s(?:both\s)?$", before) is not None and _NO_BONE.match(after) is not None


def _touches(cue: WordList, near: str, side: int) -> bool:
    """Tell whether a cue stands right beside a level, but for a space, a dash or a bracket."""
    if side < 0:
        return re.search(rf"(?:{cue.pattern})[\s\-–(]*$", near, re.IGNORECASE) is not None
    return re.match(rf"[\s\-–(]*(?:{cue.pattern})", near, re.IGNORECASE) is not None


def _role(text: str, level: SpelledLevel, levels: list[SpelledLevel]) -> Role:
    """Give the role of the nearest cue; a cue behind a level that comes before another level is that one's."""
    start, end = _clause(text, level)
    cues = load_cues("levels")
    best: tuple[float, Role] | None = None
    for role, name in _ROLES:
        for match in cues[name].finditer(text, start, end):
            if match.start() < level.end and level.start < match.end():
                continue
            if role is Role.LESION and _EXTENDED.match(match.group()) and _is_of_implant(text, start, match.start()):
                continue
            distance = _distance(text, level, match, levels)
            if best is None or distance < best[0]:
                best = (distance, role)
    return Role.UNKNOWN if best is None else best[1]


def _is_of_implant(text: str, start: int, end: int) -> bool:
    """Tell whether what was extended is an operation: "the instrumentation was revised and extended to T2"."""
    cues = load_cues("levels")
    done = [match.end() for match in cues["surgery"].finditer(text, start, end)]
    return bool(done) and not any(match.start() > done[-1] for match in cues["lesion"].finditer(text, start, end))


def _distance(text: str, level: SpelledLevel, cue: re.Match[str], levels: list[SpelledLevel]) -> float:
    if cue.start() >= level.end:
        gap = text[level.end : cue.start()]
        distance = float(len(gap))
        if re.fullmatch(
            r"[\s\-–]*(?:(?:vertebra\w*|levels?|body|bodies|spinal|disc|disk|\w*dural|extramedullary|intramedullary)[\s\-–]+)*",
            gap,
        ):
            return distance / 10  # "T3-T5 laminectomy": the noun that the level stands before
        return distance * 1.3 + _between(levels, level.end, cue.start())
    gap = text[cue.end() : level.start]
    if _OF.fullmatch(gap):
        return _TIED  # "laminectomy of L1 and L2, tumor resection"
    return float(len(gap)) + 0.2 * _between(levels, cue.end(), level.start)


def _between(levels: list[SpelledLevel], start: int, end: int) -> int:
    return 30 * sum(1 for other in levels if start <= other.start and other.end <= end)


def _clause(text: str, level: SpelledLevel) -> tuple[int, int]:
    start, end = max(0, level.start - _REACH), min(len(text), level.end + _REACH)
    for match in _CLAUSE_ENDS.finditer(text, start, end):
        if match.end() <= level.start:
            start = match.end()
        elif match.start() >= level.end:
            end = match.start()
            break
    return start, end
