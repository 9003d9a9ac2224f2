"""How firmly a text holds to a diagnosis that it may give up: the words around the name of an illness → `Held`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from extractor.case import Assertion, Mention, Period, Reading
from extractor.document import SectionKind
from extractor.fields.diagnoses.held_by_form import (
    is_beside,
    is_excluded,
    is_held_by_form,
    was_first_read,
    was_held_before,
)
from extractor.fields.diagnoses.kinship import is_no_name
from extractor.fields.diagnoses.refuting import is_mass, is_spread
from extractor.fields.diagnoses.supposing import is_back_again, is_in_vain, is_no_supposition
from extractor.fields.tabled import is_under
from extractor.fields.telling import SILENT, told_before, words_after, words_before
from extractor.fields.wanted import is_listed_as
from extractor.lexicon import load_cues
from extractor.wordlist import Searched

_REACH = 90  # characters between a cue and the illness
_BESIDE = 45  # characters beside a verb of thinking within which "at first" is told of it
_GENERAL = 30  # characters before a cue within which "may be" makes it a statement on anybody
# "pneumonia was suspected and aspirin was given", but "was suspected on CT to be …"
_ASIDE = re.compile(r"\s(?:and|by|on|at|in|after|before|per)\b(?!.*\b(?:with|as|of|have|be)\b)")
_WAS = re.compile(r"\b(?:was|were)\b")
# Behind a cue these begin another statement, but not behind a noun: "the first impression of the referring doctor was".
_BREAK = re.compile(
    r",\s*(?:the|he|she|it|his|her|we|a|an|with|which|and\s+(?:the|he|she|it|we|no))\b|\b(?:was|were|had|located|e\.g|no|complicated|arising|resulted|resulting|caused|due|in\s+the|included?|delaying|atypical|normal|healthy|before|until)\b"
)
_NOUN = ("diagnosis", "diagnoses", "impression", "suspicion", "hypothesis", "considered", "thought")
_OF_TIME = re.compile(
    r"\s+(?:trimester|time|month|week|day|year|hour|episode|pregnancy|child|visit|surgery|operation|treatment|cycle|line|course|dose"
    r"|presentation|biops\w+|admission|case|patient|step|degree|hospitali[sz]ation|tests?|evaluation|laborator\w+|symptoms?|examination|rib|molar|toe|branch"
    r"|cervical|thoracic|lumbar|metacarpal|metatarsal)\b"
)
# What pictures do not tell from its likes.
_LOOKS_LIKE_OTHERS = re.compile(
    r"""
    (?:
        oma | cancer | tumou?r | neoplasm | metastas[ie]s | malignancy | leukemia | cysts? | polyps?  # growths
        | appendicitis
    )$
    | tubercul  # of any place
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Behind "was first thought" these say that it was taken for another illness.
_OF_ANOTHER = re.compile(r"\s+(?:to\s+(?:be|have)|as|with|for|by\s+\w+\s+as)\b")
# "a perianal abscess that was later diagnosed as lymphoma"
_TURNED_OUT = re.compile(
    r",?\s+(?:(?:that|which)\s+)?(?:(?:was|were|had\s+been)\s+)?(?:later|subsequently|finally|eventually|ultimately|then)\s+"
    r"(?:was\s+|were\s+)?(?:re-?)?(?:diagnosed\s+as|(?:found|proven|proved|shown|revealed|turned\s+out)\s+to\s+be|identified\s+as)\b"
    r"(?!\s+(?:caused|due|secondary|related|associated|an?\s+complication))",
    re.IGNORECASE,
)
# "since the first diagnosis of": a time.
_SINCE = re.compile(
    r"\b(?:since|at|after|from|before|until|(?:patient|man|woman|boy|girl|child|male|female)\s+with)\s+(?:the\s+|his\s+|her\s+|an?\s+)?(?:initial|first|original)\s+diagnosis\b"
    r"[^,.]{0,4}$",
    re.IGNORECASE,
)
# "misdiagnosed as affected by a cyst", "misdiagnosed with a cyst and later with a tumour": still the mistake.
_STILL_MISTAKEN = re.compile(
    r"\s+as\s+(?:being\s+)?(?:affected\s+by|suffering\s+from)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$"
    r"|\s+(?:as|with)\s[^.;,]{3,60},?\s+(?:and|then)\s+(?:later|subsequently|then)\s+(?:as|with)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


class Held(IntEnum):
    """How a text holds to a diagnosis that it may give up: the firmer, the more must be said against it."""

    NOT = 0
    FIRMLY = 1  # "was diagnosed with"
    HINTED = 2  # "CT suggested"
    FOR_NOW = 3  # "was first diagnosed with"
    SUSPECTED = 4  # "the working diagnosis was", "was suspected"
    NO_MORE = 5  # "was initially thought to be", "was initially diagnosed as"
    MISTAKEN = 6  # "was misdiagnosed as", "was mistaken for"


def how_held(mention: Mention, reading: Reading) -> Held:
    """Read from the words around an illness how firmly it was held."""
    if not _can_be_held(mention, reading):
        return Held.NOT
    if is_under("initial_misdiagnosis", mention, reading):
        return Held.NO_MORE
    if told_before("differential", mention, reading):
        return Held.NOT
    if told_before("final", mention, reading) and not was_first_read(mention, reading):
        return Held.NOT
    before, after = words_before(mention, reading), words_after(mention, reading)
    if is_no_supposition(before, after, spread=is_spread(mention.concept)):
        return Held.NOT
    if is_beside(mention, reading):
        return Held.NOT
    if _is_led("mistaken", mention, reading):
        return Held.MISTAKEN
    if (
        _is_followed("was_first", mention, reading)
        or _is_led("made_as", mention, reading)
        or _has_turned_out(mention, reading)
        or is_excluded(mention, reading)
    ):
        return Held.NO_MORE
    if _is_led("thought", mention, reading, at_first=True):
        return Held.NO_MORE
    if mention.qualifiers.period is Period.BEFORE:
        if was_held_before(mention, reading):
            return Held.SUSPECTED
        in_vain = is_in_vain(after) and _is_led("made", mention, reading)
        return Held.FOR_NOW if in_vain else Held.NOT
    if _is_led("made", mention, reading, at_first=True) or _is_followed("was_made_first", mention, reading):
        return Held.FOR_NOW
    if _is_led("tentative", mention, reading) or _is_followed("was_tentative", mention, reading):
        return Held.SUSPECTED
    imaged = load_cues("first_diagnoses")["imaged"].search(before) is not None
    alike = looks_like_others(mention.concept)
    if (imaged or alike) and _is_led("hinting", mention, reading):
        return Held.HINTED
    if imaged and alike and _is_led("made", mention, reading):
        return Held.HINTED
    if _is_led("diagnosed_as", mention, reading) or _is_followed("diagnosed_behind", mention, reading):
        return Held.FOR_NOW if is_in_vain(after) or is_back_again(after) else Held.FIRMLY
    return Held.SUSPECTED if is_held_by_form(mention, reading) or was_held_before(mention, reading) else Held.NOT


def looks_like_others(concept: str) -> bool:
    """Tell an illness that pictures do not tell from its likes: a growth before tissue is seen, a tuberculosis."""
    return _LOOKS_LIKE_OTHERS.search(concept) is not None


def is_vague(mention: Mention) -> bool:
    """Tell a name for a mere finding, a kind of illness or a state that lasts: it stays true, whatever is found."""
    return any(is_listed_as(name, mention.concept) for name in ("mere_finding", "too_general", "lasting"))


def _can_be_held(mention: Mention, reading: Reading) -> bool:
    """Tell whether an illness is said of the patient by its name, where papers tell what was thought."""
    if is_no_name(mention.concept) or mention.qualifiers.assertion not in (Assertion.PRESENT, Assertion.UNCERTAIN):
        return False
    return reading.sentence_of(mention).section not in SILENT - {SectionKind.TITLE}


def _has_turned_out(mention: Mention, reading: Reading) -> bool:
    """Tell "an abscess that was later found to be a lymphoma"; a mass or an anemia that was is still one."""
    if _TURNED_OUT.match(words_after(mention, reading)) is None:
        return False
    return not is_vague(mention) and not is_mass(mention.concept)


def _is_led(name: str, mention: Mention, reading: Reading, *, at_first: bool = False) -> bool:
    """Tell whether a cue stands before the illness, and nothing between that leads to something else."""
    before = words_before(mention, reading)
    cues = load_cues("first_diagnoses")
    away = load_cues("findings")["leads_away"]
    if before.endswith((" in a ", " in an ")):
        return False
    for cue in _near(cues[name], before):
        between = before[cue.end() :]
        if (
            ";" in between
            or (away.search(between) is not None and not (name == "mistaken" and _STILL_MISTAKEN.match(between)))
            or _is_broken(cue.group(), between)
            or _is_aside(before, cue)
        ):
            continue
        if _SINCE.search(f"{before[: cue.start()]} {cue.group()}") is not None:
            continue
        if cues["anybody"].search(before, max(0, cue.start() - _GENERAL), cue.start()) is not None:
            continue
        if not at_first:
            return True
        if _says_first(before[max(0, cue.start() - _BESIDE) : cue.end()], words_after(mention, reading)[:_BESIDE]):
            return True
    return False


def _says_first(before: str, after: str) -> bool:
    """Tell "at first", "elsewhere" before or behind; a "first trimester" tells of no first diagnosis."""
    cues = load_cues("first_diagnoses")
    if cues["first_behind"].search(after) is not None:
        return True
    nearest = before[before.rfind(",") + 1 :] if before.count(",") > 1 else before
    return any(_OF_TIME.match(nearest, cue.end()) is None for cue in cues["first"].finditer(nearest))


def _is_broken(cue: str, between: str) -> bool:
    broken = _BREAK.search(between)
    return broken is not None and not (cue.lower().endswith(_NOUN) and not broken.group().startswith(","))


def _is_aside(before: str, cue: re.Match[str]) -> bool:
    """Tell "was suspected and aspirin was given" from "the initial diagnosis in another hospital was"."""
    if _ASIDE.match(before, cue.end()) is None:
        return False
    return not (cue.group().lower().endswith(_NOUN) and _WAS.search(before, cue.end()) is not None)


def _near(pattern: Searched, before: str) -> Iterator[re.Match[str]]:
    return (
        cue for cue in pattern.finditer(before, max(0, len(before) - 2 * _REACH)) if len(before) - cue.end() <= _REACH
    )


def _is_followed(name: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue stands behind the illness and no comma between: "lymphoma was suspected"."""
    after = words_after(mention, reading)[:_REACH]
    cue = load_cues("first_diagnoses")[name].search(after)
    return cue is not None and "," not in after[: cue.start()] and _OF_ANOTHER.match(after, cue.end()) is None
