"""Rules of choice. Where the disease is and where the operation was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Role
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.conflicts import find_rivals
from extractor.fields.lesions.extents import set_against, without_inner
from extractor.fields.lesions.old_levels import is_of_old
from extractor.fields.lesions.place_words import is_diseased, is_of_spine, speaks_of_site
from extractor.fields.lesions.reaches import clause_around, is_only_bent, reach_down
from extractor.fields.tabled import is_under
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_REGION_OF = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
_SPINE = "CTLS"
_NEAR = 60  # characters before a region within which it is told what was imaged
_NOT_SITE = (Period.BEFORE, Period.PLANNED)


def choose_lesion_site(field: Field, reading: Reading) -> Chosen:
    """Take the regions of the lesion's levels, and the regions that the text calls diseased.

    What only the abstract says, against another answer in the rest of the paper, is the other side of a conflict.
    """
    found = [region for mention in _lesion_levels(reading) for region in _regions_of(mention)]
    denied: list[Mention] = []
    for mention in terms_of(field, reading):
        if not speaks_of_site(reading, mention) or _names_a_level(reading, mention):
            continue
        if mention.qualifiers.assertion is Assertion.DENIED:
            denied.extend(_single(mention))
        elif _is_own(mention) and not _is_only_scanned(reading, mention) and is_diseased(reading, mention):
            found.extend(_single(mention))
    if any(m.concept == "brain" for m in found):
        found = [m for m in found if m.concept == "brain" or not is_only_bent(reading, m)]
    found = [*found, *(region for mention in found for region in reach_down(reading, mention))]
    found.sort(key=lambda m: m.span)
    kinds = {m: reading.sentence_of(m).section for m in found}
    abstract = [m for m in found if kinds[m] is SectionKind.ABSTRACT]
    body = [m for m in found if kinds[m] is not SectionKind.ABSTRACT]
    if body and abstract and not {m.concept for m in body} & {m.concept for m in abstract}:
        return Chosen(accepted=tuple(body), rivals=tuple({m.concept: m for m in reversed(abstract)}.values()))
    return Chosen(accepted=tuple(found), denied=tuple(denied) if found else ())  # "not in the brain" is no answer alone


def choose_lesion_levels(field: Field, reading: Reading) -> Chosen:
    """Take the levels at which the lesion is; a level inside a longer range of them says nothing new."""
    chosen = set_against(tuple(_lesion_levels(reading)), reading)
    return replace(chosen, accepted=without_inner(chosen.accepted))


def choose_operated_levels(field: Field, reading: Reading) -> Chosen:
    """Take the levels of operations done for this illness."""
    found = [
        m
        for m in reading.of(MentionKind.LEVELS)
        # a provisional diagnosis leaves the operation sure
        if m.role is Role.SURGERY and _is_own(_as_certain(m)) and _is_done(reading, m)
    ]
    return set_against(found, reading)


def _is_done(reading: Reading, mention: Mention) -> bool:
    """Tell whether the clause leaves an operation done: not one that was advised, refused or held in readiness."""
    cues = load_cues("levels")
    sentence = reading.sentence_of(mention)
    clause = clause_around(sentence.text, mention.span.start - sentence.span.start)
    return cues["operated"].search(clause) is not None or cues["not_operated"].search(clause) is None


def choose_compartment(field: Field, reading: Reading) -> Chosen:
    """Take the compartment that is named most often; another one that is named is kept as an alternative reading."""
    found = [m for m in terms_of(field, reading) if _is_own(m) and is_of_spine(reading, m) and is_diseased(reading, m)]
    if not found:
        return Chosen()
    counts = {concept: sum(m.concept == concept for m in found) for concept in {m.concept for m in found}}
    best = max(found, key=lambda m: (counts[m.concept], -m.span.start)).concept
    rivals = find_rivals(found, lambda told: max(told, key=lambda m: counts[m.concept]), _are_near, reading)
    return Chosen(
        accepted=tuple(m for m in found if m.concept == best),
        rivals=tuple(m for m in rivals if m.concept != best),
        doubtful=tuple(m for m in found if m.concept != best and m not in rivals),
    )


def _are_near(one: Mention, other: Mention) -> bool:
    """Tell whether two words for a compartment may mean one: "dural" borders on what is outside and inside of it."""
    return one.concept == other.concept or "dural" in (one.concept, other.concept)


def _is_own(mention: Mention) -> bool:
    """Tell whether it is a fact of this patient's present illness."""
    qualifiers = mention.qualifiers
    return qualifiers.holds and not qualifiers.other_illness and qualifiers.period not in _NOT_SITE


def _lesion_levels(reading: Reading) -> Iterator[Mention]:
    """Give the levels at which a lesion is; a doubt in the sentence is about its nature, not about its place."""
    imaging, column = load_cues("levels")["imaging"], load_cues("levels")["column"]
    spine = any(column.search(sentence.text) for sentence in reading.sentences)
    for mention in reading.of(MentionKind.LEVELS):
        if not spine and not any(_is_sure(level) for level in mention.levels):
            continue
        seen = is_under("involved_regions", mention, reading) or (
            mention.role is Role.UNKNOWN and imaging.search(reading.sentence_of(mention).text) is not None
        )
        if (mention.role is Role.LESION or seen) and _is_own(_as_certain(mention)) and not is_of_old(reading, mention):
            yield mention


def _is_sure(level: str) -> bool:
    """Tell whether a level can be nothing else where no word of the case speaks of a spine: "L4" can be a sample."""
    return "-" in level and level[0] in "CT"


def _as_certain(mention: Mention) -> Mention:
    if mention.qualifiers.assertion is not Assertion.UNCERTAIN:
        return mention
    return replace(mention, qualifiers=replace(mention.qualifiers, assertion=Assertion.PRESENT))


def _regions_of(mention: Mention) -> Iterator[Mention]:
    for level in mention.levels:
        letters = [c for c in level if c in _SPINE]
        first, last = _SPINE.index(letters[0]), _SPINE.index(letters[-1])
        for letter in _SPINE[first : last + 1]:
            yield replace(mention, concept=_REGION_OF[letter])


def _single(mention: Mention) -> Iterator[Mention]:
    """Give one mention for each region that a word names: "cervicothoracic" names two."""
    for concept in mention.concept.split(", "):
        yield replace(mention, concept=concept)


def _names_a_level(reading: Reading, mention: Mention) -> bool:
    """Tell whether the word belongs to a level that speaks for itself: "from the eleventh thoracic vertebra"."""
    return any(level.span.overlaps(mention.span) for level in reading.of(MentionKind.LEVELS))


def _is_only_scanned(reading: Reading, mention: Mention) -> bool:
    """Tell whether a region is named as what was imaged, in a sentence that says more exactly where the lesion is."""
    sentence = reading.sentence_of(mention)
    start, end = sentence.place_of(mention.span)
    near = sentence.text[max(0, start - _NEAR) : end + _NEAR // 2]
    imaged = load_cues("levels")["imaging"].search(near)
    if imaged is None:
        return False
    # "MRI showed thickening over the clivus": more than the place of the picture
    at = min(_NEAR, start)
    if imaged.end() < at and load_cues("levels")["lesion"].search(near, imaged.end(), at) is not None:
        return False
    return any(m.sentence == mention.sentence for m in _lesion_levels(reading))
