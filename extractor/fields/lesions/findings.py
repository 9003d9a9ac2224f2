"""Rules of choice. Organs and histology."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Subject
from extractor.fields.chosen import Chosen
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    is_denied,
    is_silent,
    labelled,
    told_before,
    told_beside,
    words_after,
    words_before,
)
from extractor.fields.wanted import most_definite, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_OF_BOTH, _OF_ONE = "lymphoplasmacytic infiltration", ("lymphocytic infiltration", "plasma cell infiltration")
_PATHOLOGIES = re.compile(
    r"\bconnective\s+tissue\s+(?:diseases?|disorders?)\b|\bpathologies\b|\bpathologic(?:al)?\s+(?:fractures?|conditions?|antecedents?|histor(?:y|ies)|states?)\b|\bsputum\s+specimens?\b",
    re.IGNORECASE,
)
# Known before, these are of the same disease
_SAME_DISEASE = re.compile(r"\bautoimmune\s+pancreatitis|\bMikulicz|\bIgG4", re.IGNORECASE)
_ANY = "other organs"  # whichever they are: their denial says no to all, their involvement names none
_OF_DURA = ("skull base", "cavernous sinus")
_BONE = "bone"
_DURA = re.compile(r"\b(?:dura|dural|pachymening\w*)\b", re.IGNORECASE)  # along the skull base: no organ beside it
# "the lacrimal glands were not enlarged", "were neither swollen nor tender"
_NOT_INVOLVED = re.compile(
    r"[^.;:]{0,50}?\b(?:(?:was|were|is|are|appeared|looked|seemed)\s+(?:not|neither|never)|(?:did|does|do)\s+not\s+(?:look|appear|seem))\s+"
    r"(?:\w+ly\s+)?(?:enlarg|swollen|involv|affect|thicken|inflam|palpab|abnormal|remarkabl|dilat|infiltrat|tender|diseased)",
    re.IGNORECASE,
)
# "a ureteral stent": named for what was put in
_DEVICE = re.compile(r"\s+(?:double-J\s+|J\s+)?(?:stent|catheter|drain(?!ed)|tube)\w*", re.IGNORECASE)
# "thyroiditis was treated with levothyroxine": as a rule another disease
_OFTEN_ANOTHER = re.compile(r"thyroiditis", re.IGNORECASE)
# "considered to be retroperitoneal fibrosis due to the same disease"
_THE_SAME = re.compile(
    r"\bIgG4|\b(?:due\s+to|part\s+of|manifestation\s+of|from|by)\s+the\s+same\s+(?:disease|process|illness)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(  # nobody counts cells by eye
    r"\bper\s+(?:high|HPF)|\bIgG4(?:-|\s)?(?:positive\b|\+)", re.IGNORECASE
)
# "a mass behind the L2 and L3 vertebral bodies": where something else is
_PLACED_BY = re.compile(
    r"\b(?:behind|between|(?:anterior|posterior|dorsal|ventral|adjacent|lateral|caudal|cranial)(?:ly)?\s+to|in\s+front\s+of"
    r"|opposite|at\s+the\s+level\s+of|level\s+with|displac\w+|compress\w+)\s+(?:[\w/-]+\s+){0,8}$",
    re.IGNORECASE,
)
_IN_TISSUE = re.compile(  # "fibrosis was seen on biopsy"
    r"^[^;.]{0,80}?\b(?:microscopically|histologically)\b|^[^;.]{0,140}?\b(?:on|at|in|by|under|from|of)\s+(?:the\s+|an?\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:histolog|histopatholog|patholog|biops|microscop|specimen|immunohisto|stain|section|autops|necrops|tissue|cytolog)",
    re.IGNORECASE,
)


def choose_involved_organs(field: Field, reading: Reading) -> Chosen:
    """Choose for `involved organs`: organs that a disease of many organs involved in this patient."""
    if load_cues("findings")["of_many_organs"].search(reading.document.text) is None:
        return Chosen()

    def quote(mention: Mention) -> str:
        return reading.document.quote(mention.span)

    found = [
        m
        for m in terms_of(field, reading)
        if is_under("other_organs", m, reading)
        or (not is_silent(m, reading) and (m.concept == _ANY or told_beside("involved", m, reading)))
    ]
    own = [m for m in found if m.qualifiers.subject is Subject.PATIENT and not _is_told_of_no_organ(m, reading)]
    denied = [m for m in own if is_denied(m) or _NOT_INVOLVED.match(words_after(m, reading))]
    accepted = [
        m
        for m in own
        if m not in denied
        and m.concept != _ANY
        and (m.qualifiers.holds or _is_held_for_the_same(m, reading))
        and (m.qualifiers.period is not Period.BEFORE or _SAME_DISEASE.search(quote(m)))
        and not _is_of_the_dura(m, reading)
    ]
    concepts = {m.concept for m in accepted}
    return Chosen(tuple(accepted), denied=tuple(m for m in denied if m.concept not in concepts))


def _is_told_of_no_organ(mention: Mention, reading: Reading) -> bool:
    """Tell "a ureteral stent", a sound organ, and one that a needle went through, unless IgG4 cells were counted."""
    sentence = reading.sentence_of(mention).text
    if mention.concept == _ANY:
        return False
    if told_beside("not_an_organ", mention, reading) or _DEVICE.match(words_after(mention, reading)):
        return True
    if _OFTEN_ANOTHER.fullmatch(reading.document.quote(mention.span)) and _THE_SAME.search(sentence) is None:
        return True
    return told_beside("sampled_or_spread", mention, reading) and _COUNTED.search(sentence) is None


def _is_held_for_the_same(mention: Mention, reading: Reading) -> bool:
    """Tell "considered to be retroperitoneal fibrosis due to the same disease"."""
    return (
        mention.qualifiers.assertion is Assertion.UNCERTAIN
        and _THE_SAME.search(reading.sentence_of(mention).text) is not None
    )


def _is_of_the_dura(mention: Mention, reading: Reading) -> bool:
    """Tell a place along which the dura is ill, or by which a mass is placed: no organ beside it."""
    if mention.concept == _BONE and _PLACED_BY.search(words_before(mention, reading)) is not None:
        return True
    if mention.concept not in (*_OF_DURA, _BONE):
        return False
    near = reading.sentence_of(mention).text if mention.concept == _BONE else reading.document.text
    return _DURA.search(near) is not None


def choose_histology(field: Field, reading: Reading) -> Chosen:
    """Choose for `histology`: what this patient's specimen showed; not done where no tissue was taken."""
    found = [m for m in terms_of(field, reading) if _is_of_tissue(m, reading)]
    # What is told in one breath with cells was seen where they were: "fibrous tissue with a lymphocytic infiltrate".
    cells = {m.sentence for m in found if m.concept.endswith("infiltration") and m.qualifiers.holds}
    found += [m for m in terms_of(field, reading) if m.sentence in cells and m not in found and _is_no_name(m, reading)]
    only_denied = load_cues("findings")["only_denied"]
    accepted = [
        m
        for m in found
        if m.qualifiers.holds and m.qualifiers.period is not Period.BEFORE and not only_denied.fullmatch(m.concept)
    ]
    alone = load_cues("findings")["alone_in_tissue"]
    whole = [m for m in accepted if m.concept == _OF_BOTH]
    accepted = [m for m in accepted if m.concept not in _OF_ONE or not any(m.span.overlaps(w.span) for w in whole)]
    accepted = [m for m in accepted if not alone.fullmatch(m.concept)] or accepted or _shown_by_tissue(reading)
    concepts = {m.concept for m in accepted}
    return Chosen(
        accepted=tuple(most_definite(accepted)),
        absent=tuple(m for m in found if is_denied(m) and m.concept not in concepts),
        not_done=tuple(_without_tissue(reading)),
    )


def _shown_by_tissue(reading: Reading) -> list[Mention]:
    """Give a disease that is defined by its tissue where the tissue is said to show it: "histology confirmed …"."""
    defined = load_cues("findings")["defined_by_tissue"]
    return [
        m
        for m in reading.of(MentionKind.TERM, "disease")
        if defined.fullmatch(m.concept)
        and m.qualifiers.holds
        and not is_silent(m, reading)
        and told_before("tissue", m, reading)
        and told_before("showed", m, reading)
    ]


def _is_no_name(mention: Mention, reading: Reading) -> bool:
    """Tell fibrosis that a patient's text tells of from that in "cystic fibrosis"."""
    if mention.qualifiers.subject is not Subject.PATIENT or is_silent(mention, reading):
        return False
    diseases = reading.of(MentionKind.TERM, "disease")
    return not any(d.span.contains(mention.span) and d.span != mention.span for d in diseases)


def _is_of_tissue(mention: Mention, reading: Reading) -> bool:
    """Tell whether it was seen under the microscope, in this patient."""
    if not _is_no_name(mention, reading):  # "cystic fibrosis", "lupus vasculitis"
        return False
    tissue = load_cues("findings")["tissue"]
    before, after = (_without_pathologies(words(mention, reading)) for words in (words_before, words_after))
    if load_cues("findings")["under_the_microscope"].search(before) is not None:
        return True
    if _COUNTED.search(reading.sentence_of(mention).text) is not None:
        return True
    if told_before("seen_without", mention, reading):
        return False
    microscopic = load_cues("findings")["microscopic"]
    beside = (
        m.sentence == mention.sentence and m.concept != "vasculitis" for m in reading.of(MentionKind.TERM, "pathology")
    )
    at_bed = mention.concept == "vasculitis" and not any(beside)  # a doctor at the bed says it too
    looked = "under_the_microscope" if at_bed else "tissue"
    told = any(microscopic.search(words) is not None for words in (before, after))
    if told or tissue.search(before) is not None or labelled(looked, mention, reading):
        return True
    if _IN_TISSUE.search(after) is not None:
        return not told_beside("pictured", mention, reading)
    # "… was sent to pathology. There was storiform fibrosis."
    previous = reading.sentences[mention.sentence - 1].text if mention.sentence else ""
    return (
        load_cues("findings")[looked].search(_without_pathologies(previous)) is not None
        and not told_beside("pictured", mention, reading)
        and not told_beside("seen_without", mention, reading)
    )


def _without_pathologies(words: str) -> str:
    """Blank what is called pathological without anybody having looked at tissue: "common pathologies"."""
    return _PATHOLOGIES.sub(lambda match: " " * len(match.group()), words)


def _without_tissue(reading: Reading) -> Iterator[Mention]:
    biopsies = [m for m in reading.of(MentionKind.TERM, "treatment") if m.concept == "biopsy"]
    if any(m.qualifiers.holds for m in biopsies):
        return  # "a skin biopsy was not taken", but one of a muscle was
    yield from (m for m in biopsies if m.qualifiers.assertion is Assertion.NOT_DONE or _is_none(m, reading))


def _is_none(mention: Mention, reading: Reading) -> bool:
    """Tell "no biopsy has been taken" from "the biopsy was negative"."""
    cues = {reading.document.quote(span).lower() for span in mention.qualifiers.cues}
    return is_denied(mention) and bool(cues & {"no", "without"})
