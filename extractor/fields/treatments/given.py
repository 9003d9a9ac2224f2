"""What a sentence says of a treatment that it names: that it was given, refused, planned, or is none."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.case import Assertion, Mention, Period, Sentence, Subject
from extractor.fields.background import precedes_presentation
from extractor.fields.telling import UNTOLD
from extractor.fields.treatments import giving_forms as forms
from extractor.fields.treatments.culprits import INDUCED_WELL, did_harm
from extractor.fields.treatments.drugs import drug_class_of
from extractor.fields.treatments.giving import Clause, Giving
from extractor.fields.treatments.giving_cues import clause_of, first_cue, last_cue, stands_just_before, stands_next_to
from extractor.fields.treatments.giving_turns import tell_by_turn
from extractor.fields.treatments.ill_after import brought_illness
from extractor.fields.treatments.not_treated import tell_untreated
from extractor.lexicon import load_cues

_FOUND = re.compile(r"\s(?:\w+\s){0,2}?(?:showed|revealed|demonstrated|disclosed|confirmed)\b", re.IGNORECASE)
_UNDERGONE = re.compile(r"\b(?:underwent|undergoing|undergone|performed)\s(?:[\w-]+\s){1,3}$", re.IGNORECASE)
_SWITCHED = re.compile(
    r"\b(?:switched|changed|modified|adjusted|(?:was|were|been)\s(?:\w+ly\s)?(?:treated|started|begun|replaced|given|put))\s(?:to|with|on|by|from)?\b",
    re.IGNORECASE,
)
_OF_DOSE = re.compile(r"[\s-](?:dos|frequency|power)")  # "low dose estradiol": given
_HELPED = re.compile(rf"[\s-]{INDUCED_WELL}", re.IGNORECASE)
# "gammaglobulins 17 g/L": what the blood held, for no dose is told so
_LEVEL = re.compile(r"(?:\s(?:of|was|were|at))?:?\s\(?\d[\d.,]*\s?(?:g/d?l|mg/dl)\b", re.IGNORECASE)
# "IgG4 after prednisolone was 90 mg/dL": given
_TIMED = re.compile(r"\b(?:after|before|since|following|on|under|with|of|during)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_SOON = 40  # characters behind a treatment within which its refusal is told


@lru_cache(maxsize=4096)  # three fields ask
def tell_giving(mention: Mention, sentence: Sentence) -> Giving:
    """Tell what a sentence says of a treatment that it names."""
    sentence, qualifiers = sentence.in_cell(mention.span), mention.qualifiers
    if sentence.section in UNTOLD or qualifiers.subject is not Subject.PATIENT:
        return Giving.NO_TREATMENT
    start, end = sentence.place_of(mention.span)
    clause = clause_of(sentence.text, start, end)
    cues = load_cues("therapy")
    if _HELPED.match(clause.after) is not None:
        return Giving.GIVEN
    if _is_unlike(clause) or _is_no_treatment(mention, clause):
        return Giving.NO_TREATMENT
    if brought_illness(mention, sentence):
        return Giving.EARLIER
    told = tell_untreated(mention, clause, sentence.text, drug=drug_class_of(mention) is not None)
    told = told or tell_by_turn(clause, sentence.text[start:end]) or forms.tell_by_form(clause, sentence.text, end)
    if told is not None:
        return told
    before, after = last_cue(clause.before), first_cue(clause.after)
    if mention.lexicon == "drug" and Giving.GIVEN not in (before, after) and did_harm(clause, sentence.text):
        return Giving.TAKEN
    if (
        forms.NO_SUCH.search(clause.before[-80:])
        or forms.NONE_OF.search(clause.before[-80:])
        or cues["refused_then"].search(sentence.text, end, end + _SOON)
        or forms.THEN_NEVER.match(sentence.text, end)
    ):
        return Giving.NOT_GIVEN
    history = cues["tells_history"].search(sentence.text, 0, start)
    if history is not None and not forms.ends_history(sentence.text, history, start):
        return Giving.EARLIER
    if Giving.NOT_GIVEN in (before, after):
        return Giving.NOT_GIVEN
    if after is Giving.PLANNED or (before is Giving.PLANNED and after is not Giving.GIVEN):
        return Giving.PLANNED
    if qualifiers.period is Period.PLANNED and Giving.GIVEN not in (before, after):
        return Giving.PLANNED
    if (
        Giving.EARLIER in (before, after)
        or qualifiers.other_illness
        or precedes_presentation(sentence.text, start, clause.before)
    ):
        return Giving.EARLIER
    if qualifiers.period is Period.BEFORE and Giving.GIVEN not in (before, after):
        return Giving.EARLIER
    if Giving.GIVEN in (before, after):
        return Giving.GIVEN
    return Giving.NOT_GIVEN if _was_not_done(mention, clause) else Giving.NAMED


def _was_not_done(mention: Mention, clause: Clause) -> bool:
    return mention.qualifiers.assertion is Assertion.NOT_DONE and forms.SANK.search(clause.before) is None


def _is_unlike(clause: Clause) -> bool:
    """Tell "a vancomycin-resistant germ", "gammaglobulins 17 g/L": the word stands for no treatment."""
    if _LEVEL.match(clause.after) is not None and _TIMED.search(clause.before) is None:
        return True
    if forms.TRIED.search(clause.before) is not None or forms.goes_with(clause):
        return False
    cues = load_cues("therapy")
    return stands_next_to(cues["not_given_after"], clause.after) or stands_just_before(
        cues["not_given_before"], clause.before
    )


def _is_no_treatment(mention: Mention, clause: Clause) -> bool:
    """Tell whether the word names what runs, was measured or tested, or is said in general."""
    cues = load_cues("therapy")
    drug = mention.lexicon == "drug"
    return bool(
        (
            mention.concept == "drainage"
            and len(mention.span) == len("drainage")
            and stands_just_before(cues["runs_before"], clause.before)
            and _UNDERGONE.search(clause.before[-60:]) is None
        )
        or (drug and stands_next_to(cues["measured_after"], clause.after))
        or (drug_class_of(mention) is not None and _is_no_drug(mention.concept, clause))
        or forms.MEASURED.match(clause.after)
        or ((drug or drug_class_of(mention) is not None) and forms.is_test(clause))
        or (
            drug_class_of(mention) is not None
            and cues["tested_before"].search(clause.before)
            and not forms.TRIED.search(clause.before)
            and not _is_switch(clause.before)
        )
        or _is_general(clause)
    )


def _is_switch(before: str) -> bool:
    """Tell "resistant to X, the treatment was switched to Y": what was tested stands before the word of giving."""
    given = _SWITCHED.search(before)
    return given is not None and load_cues("therapy")["tested_before"].search(before, given.end()) is None


def _is_general(clause: Clause) -> bool:
    """Tell whether a clause speaks of what is done, or could be; not one that goes on to it from what was done."""
    general = load_cues("therapy")["in_general"]
    before, after = clause.before, general.search(clause.after)
    if first_cue(clause.after[: forms.SOON]) is Giving.GIVEN:
        # "with a remote possibility of malignancy, a biopsy was done"
        before = before[before.rfind(", ") + 1 :]
        # "a biopsy showed fibrils thicker than is usual for it": what is general is the finding
        told = _FOUND.match(clause.after) is not None
        after = None if after is not None and (told or forms.MODAL.fullmatch(after[0])) else after
    return after is not None or general.search(before) is not None


def _is_no_drug(concept: str, clause: Clause) -> bool:
    """Tell whether a substance is one that was measured or lacking."""
    joined = forms.JOINED.match(clause.after)
    cues = load_cues("therapy")
    measured = cues["measured_after"]
    if (
        cues["body_makes"].fullmatch(concept)
        and last_cue(clause.before) is not Giving.GIVEN
        and forms.THEN_STARTED.match(clause.after) is None
        and (
            any(_OF_DOSE.match(clause.before, m.end()) is None for m in cues["measuring"].finditer(clause.before))
            or cues["measuring"].match(clause.after.lstrip())
        )
    ):
        return True
    return forms.LACKED.match(clause.after) is not None or (
        joined is not None and any(m.start() == joined.end() for m in measured.finditer(clause.after, joined.end()))
    )
