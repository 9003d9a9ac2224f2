"""Rules of choice. The other illnesses of the patient, and those of the family."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor.case import Assertion, Mention, Period, Reading, Subject
from extractor.fields.chosen import Chosen
from extractor.fields.diagnoses.final import find_main_illness
from extractor.fields.diagnoses.first import was_given_up
from extractor.fields.diagnoses.weighing import is_companion
from extractor.fields.diagnoses.wordings import leads_to
from extractor.fields.histories.alongside import is_alongside, is_told_itself, may_be_reported, names_patient
from extractor.fields.histories.by_the_way import is_told_by_the_way
from extractor.fields.histories.companions import (
    has_beside,
    is_all_told,
    is_complaint,
    is_event_alone,
    is_sign_of,
    is_treated_alone,
    is_treated_before,
    told_years_ago,
)
from extractor.fields.histories.doubting import is_doubted
from extractor.fields.histories.earlier import (
    comes_before,
    follows_on,
    is_carrier,
    is_growth,
    is_in_history,
    is_of_the_person,
    names_person,
)
from extractor.fields.histories.healthy import healthy_before
from extractor.fields.histories.own_illness import is_own_illness
from extractor.fields.histories.seeming import is_but_seen, is_no_other, seems_earlier
from extractor.fields.on_record import is_listed, is_on_record
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    has_cue,
    is_denied,
    is_silent,
    told_after,
    told_before,
    told_beside,
    words_after,
    words_before,
)
from extractor.fields.wanted import is_listed_as, is_same_illness, lasts_for_life, most_definite, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_SHORT = 15  # sentences: an abstract
_OFTEN_IN_SHORT, _OFTEN = 2, 6  # sentences that name what a paper reports
_BROUGHT_IN = 3  # sentences in which a paper brings its patient in


def choose_past_history(field: Field, reading: Reading) -> Chosen:
    """Choose for `past history`: other illnesses of the patient, before this one or beside it."""
    found = [
        m for m in terms_of(field, reading) if m.qualifiers.subject is Subject.PATIENT and not is_silent(m, reading)
    ]
    final = find_main_illness(field, reading)
    diagnosed = {m.concept for m in final}
    end = [m for m in final if not _says_little(m)]
    others = [m for m in found if not any(is_same_illness(m.concept, name) for name in diagnosed)]
    accepted = [
        m
        for m in found
        if m.qualifiers.assertion is Assertion.PRESENT
        and not any(_is_held(m.concept, name) for name in diagnosed)
        and not _is_part(m, diagnosed)
        and not _is_not_another(m, final, found, reading)
        and (
            m.qualifiers.period is Period.BEFORE
            or is_under("comorbidities", m, reading)
            or (
                m in others
                and (_is_on_the_way(m, reading) or _is_lasting(m, reading))
                and not _is_subject(m, found, reading, len(diagnosed) > 0)
            )
            or (len(diagnosed) > 0 and m in others and _is_background(m, reading))
            or (m in others and not _says_little(m) and is_in_history(m, reading))
            or (m in others and is_carrier(m, reading))
            or (m in others and not _says_little(m) and is_of_the_person(m, end, reading))
            or (m in others and _is_surely_other(m, end, reading))
        )
    ]
    accepted = [m for m in accepted if not was_given_up(m, found, reading)]
    doubtful = [m for m in accepted if _is_weakly_told(m, end, reading) or is_doubted(m, accepted, final, reading)]
    left = [m for m in others if m not in accepted and m.qualifiers.holds and not _is_part(m, diagnosed)]
    accepted = [m for m in accepted if m not in doubtful]
    accepted += [m for m in left if follows_on(m, accepted, reading) and not is_own_illness(m, reading)]
    absent = [
        m for m in found if (is_denied(m) and m.qualifiers.period is Period.BEFORE) or has_cue("no_history", m, reading)
    ]
    concepts = {m.concept for m in accepted}
    return Chosen(
        accepted=tuple(most_definite(accepted)),
        denied=tuple(healthy_before(field, reading)),
        absent=tuple(m for m in absent if m.concept not in concepts),
        doubtful=tuple(m for m in doubtful if m.concept not in concepts),
    )


def _is_not_another(mention: Mention, final: Sequence[Mention], found: Sequence[Mention], reading: Reading) -> bool:
    """Tell what is not the patient's, or is the illness that is reported."""
    end = [m for m in final if not _says_little(m)]
    return (
        _is_none_of_his(mention, reading)
        or is_no_other(mention, reading)
        or _only_seems_so(mention, final, found, reading)
        or _brought(mention, reading)
        or is_own_illness(mention, reading)
        or _is_reported(mention, end, reading)
    )


def _is_surely_other(mention: Mention, end: Sequence[Mention], reading: Reading) -> bool:
    """Tell what the words around it make another illness, whatever it is called."""
    return names_patient(mention, reading) or (
        not _says_little(mention)
        and (
            is_told_by_the_way(mention, reading)
            or is_on_record(mention, end, reading)
            or comes_before(mention, end, reading)
            or has_beside(mention, end, reading)
            or is_alongside(mention, end, reading)
        )
    )


def _is_weakly_told(mention: Mention, end: Sequence[Mention], reading: Reading) -> bool:
    """Tell "a man with a lymphoma presented with …": a growth, or what comes at once, is as often what is reported."""
    return (
        may_be_reported(mention, reading)
        and not is_listed(mention, reading)
        and mention.qualifiers.period is not Period.BEFORE
        and not is_under("comorbidities", mention, reading)
        and not is_in_history(mention, reading)
        and not is_carrier(mention, reading)
        and not _is_surely_other(mention, end, reading)
    )


def _is_none_of_his(mention: Mention, reading: Reading) -> bool:
    """Tell "not known to have", what complaints were taken as, and the illness of others."""
    return (
        told_before("not_known", mention, reading)
        or (told_before("taken_as", mention, reading) and not is_in_history(mention, reading))
        or told_beside("of_others", mention, reading)
    )


def _only_seems_so(mention: Mention, final: Sequence[Mention], found: Sequence[Mention], reading: Reading) -> bool:
    """Tell a finding, a complaint, a sign of the diagnosis, or all that the text is about from another illness."""
    return (
        seems_earlier(mention, reading)
        or is_told_itself(mention, final, reading)
        or is_complaint(mention, reading)
        or is_sign_of(mention, final, reading)
        or (
            not final
            and (
                is_all_told(mention, found, reading)
                or is_treated_alone(mention, reading)
                or is_event_alone(mention, reading)
            )
        )
        or (is_but_seen(mention, reading) and not is_in_history(mention, reading))
    )


def _is_held(concept: str, diagnosed: str) -> bool:
    """Tell whether the diagnosis holds an illness already, or says more of it."""
    return is_same_illness(concept, diagnosed) and len(concept.removesuffix(" mellitus")) <= len(diagnosed)


def _is_part(mention: Mention, diagnosed: Collection[str]) -> bool:
    """Tell a bare mass or a spread, which are of the growth that the paper reports more often than of another."""
    concept = mention.concept
    if concept.endswith("metastasis"):
        return True
    if not is_listed_as("any_mass", concept):
        return False
    return not concept.endswith("tumor") or any(is_growth(name) for name in diagnosed)


def _is_reported(mention: Mention, end: Sequence[Mention], reading: Reading) -> bool:
    """Tell "we describe a sarcoma in a man followed for 12 years" from "we describe a man with a history of gout"."""
    if not told_before("case_of", mention, reading) or told_before("reported_beside", mention, reading):
        return False
    if names_patient(mention, reading):
        return False
    if not names_person(words_before(mention, reading)):
        return True
    if mention.qualifiers.period is Period.BEFORE:
        return False
    if end and not (is_growth(mention.concept) and any(is_growth(m.concept) for m in end)):
        return words_after(mention, reading).startswith(" presenting") and not lasts_for_life(mention)
    if not told_after("then_developed", mention, reading):
        return not lasts_for_life(mention) or is_listed_as("operable", mention.concept)
    return is_growth(mention.concept) and (is_growth(words_after(mention, reading)) or len(end) > 0)


def _says_little(mention: Mention) -> bool:
    """Tell a finding or a bare kind of illness, which is more often a part of the one reported."""
    cues = load_cues("findings")
    return any(
        cues[name].fullmatch(mention.concept) is not None for name in ("mere_finding", "too_general", "any_mass")
    )


def _is_background(mention: Mention, reading: Reading) -> bool:
    """Tell what the patient had when another illness, which is diagnosed, came: "a man on dialysis for …"."""
    if mention.sentence > _BROUGHT_IN or mention.qualifiers.period is Period.PLANNED or _says_little(mention):
        return False
    behind = words_after(mention, reading)
    return (
        is_companion(mention, reading)
        or (leads_to("person_with", mention, reading) and told_after("goes_on", mention, reading))
        or leads_to("on_account_of", mention, reading)
        or load_cues("findings")["person_behind"].match(behind.lstrip(" -–")) is not None
    )


def _is_subject(mention: Mention, found: Sequence[Mention], reading: Reading, diagnosed: bool) -> bool:
    """Tell whether the paper keeps coming back to an illness: it reports it, then, and no other beside it."""
    sentences = {m.sentence for m in found if m.concept == mention.concept}
    often = _OFTEN_IN_SHORT + diagnosed if len(reading.sentences) < _SHORT else _OFTEN
    return len(sentences) >= often


def _brought(mention: Mention, reading: Reading) -> bool:
    """Tell "presented with long-standing thyrotoxicosis", not "presented with gout in his past"."""
    before = words_before(mention, reading)
    cues = [cue.end() for cue in load_cues("findings")["brought_by"].finditer(before)]
    return (
        bool(cues)
        and not told_years_ago(mention, reading)
        and not is_treated_before(mention, reading)
        and load_cues("findings")["has_past"].search(before, cues[-1]) is None
    )


def _is_on_the_way(mention: Mention, reading: Reading) -> bool:
    """Tell "a woman with diabetes presented with …": an illness named on the way to the complaint."""
    return (
        mention.qualifiers.period is Period.NOW
        and told_before("person_with", mention, reading)
        and not told_before("came", mention, reading)
        and told_after("came_with", mention, reading)
        and not told_after("own_flare", mention, reading)
        and not told_after("reported_as", mention, reading)
    )


def _is_lasting(mention: Mention, reading: Reading) -> bool:
    """Tell an illness beside the one reported: "he had gout", "well apart from migraine", "a known diabetic"."""
    cues = load_cues("findings")
    told = words_before(mention, reading) + reading.document.quote(mention.span)
    clause = told[told.rfind(";") + 1 :]
    return (
        mention.qualifiers.period is Period.NOW
        and cues["has_illness"].search(clause) is not None
        and (lasts_for_life(mention) or cues["was_ill"].search(clause) is not None)
        and (cues["came"].search(clause) is None or cues["was_ill"].search(clause) is not None)
        and cues["new_illness"].search(clause) is None
        and (cues["we_report"].search(told) is None or told_after("came_with", mention, reading))
        and cues["pictured"].search(clause) is None
        and not told_after("tested", mention, reading)
        and not told_after("no_illness", mention, reading)
        and not told_after("own_flare", mention, reading)
    )
