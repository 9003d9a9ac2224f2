"""Treatments of an illness that the patient had beside the one reported: "metformin for his diabetes"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from extractor.case import Mention, MentionKind, Reading
from extractor.fields.diagnoses.final import find_main_illness
from extractor.fields.histories.past import choose_past_history
from extractor.fields.treatments.usual import is_usual_for
from extractor.fields.wanted import is_same_illness, of_illnesses
from extractor.lexicon import load_cues
from extractor.schema import Field

# The words between a treatment and an illness that turn to something else.
_TURNS = re.compile(
    r"[.;:]|\b(?:who|which|that|but|and\swas|present|presented|admitted|referred|developed|revealed|showed|however)\b",
    re.IGNORECASE,
)
# "surgery was performed for", "X and Y because of her"; behind it the name of the illness
_FOR = re.compile(
    r"\s(?:for|because\sof|due\sto|to\s(?:treat|manage|control|relieve))\s"
    r"(?:(?!(?:acute|suspected|suspicion|prophylaxis)\b)[^\s.;:,]+\s){0,5}$",
    re.IGNORECASE,
)
# "hypertension, for which he took", "a lymphoma treated by", "diabetes on"
_TREATED_WITH = re.compile(
    r"\s(?:(?:treated|managed|controlled|maintained)(?:\s(?:for|since)\s[\w\s]{3,20})?\s(?:with|by|using)"
    r"|(?<!started\s)(?<!placed\s)(?<!put\s)(?<!commenced\s)(?<!initiated\s)(?<!kept\s)on|receiving|taking"
    r"|for\swhich\s(?:he|she|the\spatient)\s(?:was|had|took|takes|received|used))\s"
    r"|^\s\((?:on\s|taking\s)?$",  # "diabetes (metformin 850 mg)"
    re.IGNORECASE,
)
_NOT_FOR_IT = re.compile(r"[.;:]|\b(?:success\w*|and\spresent\w*|with)\b", re.IGNORECASE)
# "low-dose prednisolone because of the known heart failure": why so little
_LITTLE = re.compile(
    r"\b(?:low(?:er)?|small|reduced|minimal)(?:[- ]dose[ds]?)?(?:\sof)?\s(?:oral\s|intravenous\s)?$", re.IGNORECASE
)
_AHEAD = 40  # characters before a treatment
_WORDS = 9  # between the treatment and what it was for
_NEAR = 40  # characters between an illness and the words of its treatment
_FAR = 150  # characters between the treatment and the illness
# Begun now, or of no use: perhaps for the illness reported, under another name.
_BEGUN = re.compile(
    r"\b(?:start|initiat|commenc|introduc|switch|chang|prescri|begun|began|add|replac|resum|increas|adjust|titrat|require|need|without|effect|ineffective|fail|respon|benefit|mistak|misdiagnos)",
    re.IGNORECASE,
)


def for_companions(given: Collection[Mention], field: Field, reading: Reading) -> tuple[Mention, ...]:
    """Give the treatments that were for an illness which the reading takes for one beside the reported one."""
    linked = [(m, names) for m in given if (names := frozenset(_illnesses_of(m, reading)))]
    named = {m.concept for m in reading.of(MentionKind.TERM, "disease")}
    usual = [m for m in given if is_usual_for(m.concept, named) and not _is_begun(m, reading)]
    if not linked and not usual:
        return ()
    illnesses = of_illnesses(field)
    main = [m.concept for m in find_main_illness(illnesses, reading)]
    beside = {
        m.concept
        for m in choose_past_history(illnesses, reading).accepted
        if not any(is_same_illness(m.concept, name) for name in main)
    }
    whole = {name for name in beside if not _is_consequence(name)}
    found = {m for m, names in linked if names & whole}
    found |= {m for m, names in linked if m in usual and any(_is_told_aside(n, main, reading) for n in names)}
    if main:
        found |= {m for m in usual if is_usual_for(m.concept, beside) and not is_usual_for(m.concept, main)}
    return tuple(m for m in given if m in found)


def _is_told_aside(name: str, main: Collection[str], reading: Reading) -> bool:
    """Tell whether an illness that one has for good is another than the reported one: "diabetes, controlled by X"."""
    if load_cues("findings")["lasting"].fullmatch(name) is None or any(is_same_illness(name, other) for other in main):
        return False
    return bool(main) or sum(m.concept == name for m in reading.of(MentionKind.TERM, "disease")) == 1


def _is_consequence(name: str) -> bool:
    """Tell what an illness leads to, as varices or an effusion: what is done for it is done for the illness."""
    cues = load_cues("findings")
    if name.endswith("syndrome") or cues["lasting"].fullmatch(name) is not None:
        return False
    return cues["state"].fullmatch(name) is not None


def _illnesses_of(mention: Mention, reading: Reading) -> Iterable[str]:
    """Give the illnesses for which its sentence says that a treatment was given."""
    text = reading.document.text
    for other in reading.of(MentionKind.TERM, "disease"):
        if other.sentence != mention.sentence:
            continue
        if mention.span.end <= other.span.start <= mention.span.end + _FAR:
            linked = (
                _is_for(text[mention.span.end : other.span.start]) and _LITTLE.search(text, *_ahead(mention)) is None
            )
        elif other.span.end <= mention.span.start <= other.span.end + _FAR:
            linked = _is_with(text[other.span.end : mention.span.start])
        else:
            continue
        if linked:
            yield other.concept


def _ahead(mention: Mention) -> tuple[int, int]:
    return max(0, mention.span.start - _AHEAD), mention.span.start


def _is_for(between: str) -> bool:
    """Tell whether words lead from a treatment to the illness that it was for."""
    link = _FOR.search(between)
    if link is None:
        return False
    words = between[: link.start()]
    return len(words.split()) <= _WORDS and _TURNS.search(words) is None


def _is_with(between: str) -> bool:
    """Tell whether words lead from an illness to what it was treated with."""
    link = _TREATED_WITH.search(between, 0, _NEAR + 30)
    if link is None or link.start() > _NEAR or _NOT_FOR_IT.search(between, 0, link.start()):
        return False
    words = between[link.end() :]
    return len(words.split()) <= _WORDS and _TURNS.search(words) is None


def _is_begun(mention: Mention, reading: Reading) -> bool:
    return _BEGUN.search(reading.sentence_of(mention).text) is not None
