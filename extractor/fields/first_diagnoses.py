"""Rules of choice. The diagnosis that was made or suspected first, and given up."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor.case import Assertion, Mention, Period, Reading
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.diagnoses import choose_final_diagnosis, corrected_by_tissue, find_given_up, is_own, take_once
from extractor.fields.tabled import is_under
from extractor.fields.telling import SILENT, is_silent, told_beside, words_after
from extractor.fields.wanted import is_same_illness, terms_of
from extractor.fields.weighing import Weight, is_called, leads_to, weigh
from extractor.lexicon import load_cues
from extractor.schema import Field

_INFLAMED = ("itis", "pneumonia")


def choose_first_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `first diagnosis`: made or suspected first, and not the final one."""
    end = choose_final_diagnosis(field, reading).accepted
    own = [m for m in terms_of(field, reading) if is_own(m)]
    final = {m.concept for m in end}
    other = [m for m in own if not _is_among(m, final, reading)]
    given_up = find_given_up(other, reading)
    suspected = [m for m in other if m not in given_up and _was_suspected(m, reading)]
    first = [
        m
        for m in (*given_up, *suspected)
        if (_is_called_first(m, reading) or _is_settled_later(m, end, reading)) and not _is_borne_out(m, reading)
    ]
    weights = {m: weigh(m, reading) for m in (*other, *end) if m.qualifiers.holds}
    first += [m for m in corrected_by_tissue(weights, reading) if m in other and m not in first]
    first += [m for m in other if m not in first and _is_hinted(m, end, reading) and not _is_borne_out(m, reading)]
    return Chosen(
        accepted=tuple(sorted(first, key=lambda m: m.span)),
        doubtful=tuple(take_once(m for m in (*given_up, *suspected) if m not in first)),
    )


def _is_hinted(mention: Mention, end: Sequence[Mention], reading: Reading) -> bool:
    """Tell "CT suggested a pseudocyst" where tissue later shows something else."""
    told = mention.qualifiers
    tissue = load_cues("findings")["tissue"]
    return (
        told.period is not Period.BEFORE
        and told.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN)
        and not is_silent(mention, reading)
        and load_cues("findings")["too_general"].fullmatch(mention.concept) is None
        and leads_to("hinting", mention, reading)
        and not told_beside("differential", mention, reading)
        and told_beside("pictured", mention, reading)
        and not told_beside("tissue", mention, reading)
        and any(
            m.sentence > mention.sentence
            and not is_same_illness(m.concept, mention.concept)
            and weigh(m, reading) >= Weight.SHOWN
            and tissue.search(reading.sentence_of(m).text) is not None
            for m in end
        )
    )


def _is_among(mention: Mention, final: Collection[str], reading: Reading) -> bool:
    """Tell a suspected "lymphoma" that is a follicular lymphoma in the end from one that is called a misdiagnosis.

    An inflammation of another cause is another illness: pneumonia and organizing pneumonia.
    """
    if mention.concept in final:
        return True
    if mention.concept.endswith(_INFLAMED) or _is_called_first(mention, reading):
        return False
    return any(is_same_illness(mention.concept, concept) for concept in final)


def _is_called_first(mention: Mention, reading: Reading) -> bool:
    """Tell "was initially thought to be", "was misdiagnosed as": words that say themselves that it was given up."""
    if is_under("initial_misdiagnosis", mention, reading):
        return True
    return leads_to("called_first", mention, reading) or is_called("was_called_first", mention, reading)


def _is_borne_out(mention: Mention, reading: Reading) -> bool:
    """Tell "polymyositis was suspected, which was confirmed", and "lupus-related" from what was given up."""
    cues = load_cues("findings")
    after = words_after(mention, reading)
    following = reading.sentences[mention.sentence + 1 : mention.sentence + 2]
    return cues["borne_out"].match(after.lstrip(" ,-–")) is not None or any(
        cues["was_borne_out"].match(sentence.text) is not None for sentence in following
    )


def _is_settled_later(mention: Mention, final: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the title or a later sentence makes another disease the diagnosis, or tissue says what it was."""
    weights = {m: weigh(m, reading) for m in final}
    titled = any(reading.sentence_of(m).section is SectionKind.TITLE and w is Weight.NAMED for m, w in weights.items())
    cues = load_cues("findings")
    behind = [words_after(mention, reading), *(s.text for s in reading.sentences[mention.sentence + 1 :])]
    return (
        titled
        or any(cues["gave_up"].search(text) is not None for text in behind)
        or any(m.sentence > mention.sentence and w >= Weight.SHOWN for m, w in weights.items())
        or any(
            cues["tissue"].search(s.text) is not None and cues["showed"].search(s.text) is not None
            for s in reading.sentences[mention.sentence + 1 :]
            if s.section not in SILENT
        )
    )


def _was_suspected(mention: Mention, reading: Reading) -> bool:
    """Tell "lymphoma was suspected"; with another diagnosis in the end it was given up."""
    told = mention.qualifiers
    return (
        told.period is not Period.BEFORE
        and told.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN)
        and not is_silent(mention, reading)
        and load_cues("findings")["too_general"].fullmatch(mention.concept) is None
        and (leads_to("suspecting", mention, reading) or is_called("was_suspected", mention, reading))
        and not told_beside("differential", mention, reading)
        and not told_beside("final", mention, reading)
    )
