"""Rules of choice. Which treatments and drugs this patient was given for this illness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.case import Assertion, Mention, Period, Reading, Sentence, Subject
from extractor.document import SectionKind
from extractor.fields import giving_forms as forms
from extractor.fields.background import precedes_illness, precedes_presentation
from extractor.fields.chosen import Chosen
from extractor.fields.culprits import blamed_drugs, did_harm, is_culprit_treatment
from extractor.fields.decided import was_decided_on
from extractor.fields.drugs import doses_of, drug_class_of, is_named_drug
from extractor.fields.for_another import for_companions
from extractor.fields.giving_cues import clause_of, first_cue, last_cue, stands_just_before, stands_next_to
from extractor.fields.giving_forms import Clause, Giving
from extractor.fields.giving_turns import tell_by_turn
from extractor.fields.ill_after import brought_illness
from extractor.fields.not_treated import tell_untreated
from extractor.fields.operation_sites import is_general_of, name_by_site
from extractor.fields.senses import in_its_sense
from extractor.fields.wanted import is_unlisted, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_FOUND = re.compile(r"\s(?:\w+\s){0,2}?(?:showed|revealed|demonstrated|disclosed|confirmed)\b", re.IGNORECASE)
_UNDERGONE = re.compile(r"\b(?:underwent|undergoing|undergone|performed)\s(?:[\w-]+\s){1,3}$", re.IGNORECASE)
# "required intubation": to breathe, where it says so; beside an operation it belongs to the anaesthesia
_TO_BREATHE = re.compile(
    r"\b(?:requir|need|necessitat)\w*\s[^.;]{0,60}?intubat|intubat\w+\s(?:was|were)\s(?:\w+\s)?(?:required|needed|necessary)"
    r"|\b(?:was|were|been)\s(?:(?:\w+ly|therefore|then)\s)?(?:re)?intubated|respiratory|airway|emergen|urgent|hypoxi|distress",
    re.IGNORECASE,
)
_FOR_OPERATION = re.compile(
    r"an(?:a)?esthe|induction|propofol|laryngoscop|surg|operat|rocuronium|sevoflurane|preoxygen|difficult|attempt|abandon|fail|extubat",
    re.IGNORECASE,
)
_SWITCHED = re.compile(
    r"\b(?:switched|changed|modified|adjusted|(?:was|were|been)\s(?:\w+ly\s)?(?:treated|started|begun|replaced|given|put))\s(?:to|with|on|by|from)?\b",
    re.IGNORECASE,
)
_OF_DOSE = re.compile(r"[\s-](?:dos|frequency|power)")  # "low dose estradiol": given
_SOON = 40  # characters behind a treatment within which its refusal is told
_AT_ALL = "surgery"
_ANY_BODY = "foreign body removal"  # of a wire, where another name says that it was an implant
_SILENT = (SectionKind.TITLE, SectionKind.KEYWORDS, SectionKind.REFERENCES, SectionKind.INTRODUCTION)


def choose_given(field: Field, reading: Reading) -> Chosen:
    """Choose for `given`: what was given for this illness; a drug under its generic name or, for some, its class."""
    given, refused, doubtful = _judge(field, reading)
    needed = [m for m in given if _was_needed(m, reading)]
    accepted = tuple(_as_treatment(m) for m in _most_definite(given, needed))
    taken = {m.concept for m in accepted}
    left_out = [m for m in map(_as_treatment, refused) if m.concept not in taken]
    # To leave out one drug is not to leave the patient untreated; where surgery was offered, to leave that out is.
    untreated = [] if accepted else [m for m in left_out if m.concept == _AT_ALL]
    return Chosen(
        accepted=accepted,
        not_done=tuple(untreated),
        withheld=tuple(m for m in left_out if m not in untreated),
        doubtful=tuple(_as_treatment(m) for m in doubtful),
    )


def choose_given_drugs(field: Field, reading: Reading) -> Chosen:
    """Choose for `given drugs`: those by a name of their own, and "steroids" where none of them is named."""
    given, _, doubtful = (
        [m for m in mentions if drug_class_of(m) is not None and is_named_drug(m)]
        for mentions in _judge(field, reading)
    )
    named = {drug_class_of(m) for m in given if m.lexicon == "drug"}
    accepted = [m for m in given if m.lexicon == "drug" or m.concept not in named]
    accepted.extend(doses_of(accepted, reading))
    # What was refused stands beside the treatments.
    return Chosen(tuple(sorted(accepted, key=lambda m: m.span)), doubtful=tuple(doubtful))


def _was_needed(mention: Mention, reading: Reading) -> bool:
    """Tell whether a patient was intubated for the illness, and not for an operation."""
    if mention.concept != "intubation":
        return False
    text = reading.sentence_of(mention).text
    return _TO_BREATHE.search(text) is not None and _FOR_OPERATION.search(text) is None


def _most_definite(given: Sequence[Mention], needed: Sequence[Mention] = ()) -> list[Mention]:
    """Leave out words inside longer ones ("adrenaline pack"), and general words where there are definite ones."""
    whole = [
        m
        for m in given
        if not any(m.span != o.span and o.span.contains(m.span) for o in given)
        and not (m.concept == _ANY_BODY and any(o is not m and o.span.overlaps(m.span) for o in given))
        and not (m.concept == _AT_ALL and any(o.span.end == m.span.start - 1 for o in given))  # "bypass surgery"
    ]
    cues = load_cues("therapy")
    members = [m for m in whole if is_named_drug(m) and drug_class_of(m) is not None]
    whole = [m for m in whole if not _says_the_same(m, members)]
    concepts = {m.concept for m in whole}
    whole = [m for m in whole if not is_general_of(m.concept, concepts)]
    done = any(cues["done_by_it"].fullmatch(m.concept) for m in whole)
    weak = (cues["alone"], cues["approaches"]) if done else (cues["alone"],)
    strong = [m for m in whole if not any(words.fullmatch(m.concept) for words in weak)]
    if not any("ventilation" in m.concept or m.concept == "tracheostomy" for m in strong):
        strong = [m for m in whole if m in strong or m in needed]
    return strong or whole


def _says_the_same(general: Mention, members: Sequence[Mention]) -> bool:
    """Tell whether a class names what its members name beside it; a mere aim, whatever stands where."""
    cues = load_cues("therapy")
    alike = [m for m in members if drug_class_of(m) == general.concept]
    if cues["aim_of_drugs"].fullmatch(general.concept):
        return bool(alike)
    near = any(abs(m.sentence - general.sentence) <= 1 for m in alike)
    return near and cues["general_of_drugs"].fullmatch(general.concept) is not None


def _judge(field: Field, reading: Reading) -> tuple[list[Mention], list[Mention], list[Mention]]:
    given: list[Mention] = []
    refused: list[Mention] = []
    doubtful: list[Mention] = []
    earlier: set[str] = set()
    blamed = blamed_drugs(reading)
    for term in terms_of(field, reading):
        sentence = reading.sentence_of(term)
        mention = in_its_sense(term, sentence, reading)
        if mention is None:
            continue
        giving = tell_giving(mention, sentence)
        named = mention.lexicon == "drug"
        if (named and mention.concept in blamed) or (
            (named or drug_class_of(mention) is not None) and precedes_illness(sentence, reading)
        ):
            giving = Giving.EARLIER
        if is_culprit_treatment(mention, sentence, reading) or (
            mention.concept in earlier and forms.TAKEN_OUT.match(sentence.text, mention.span.end - sentence.span.start)
        ):
            giving = Giving.EARLIER
        if giving is Giving.PLANNED and was_decided_on(mention, reading):
            giving = Giving.GIVEN
        match giving:
            case Giving.GIVEN:
                given.extend(name_by_site(mention, sentence, reading))
            case Giving.NAMED if not is_unlisted(mention) and (
                mention.lexicon != "drug" or mention.concept not in earlier
            ):
                given.extend(name_by_site(mention, sentence, reading))
            case Giving.NOT_GIVEN:
                refused.append(mention)
            case Giving.PLANNED | Giving.EARLIER | Giving.NAMED:
                doubtful.append(mention)
        if giving in (Giving.EARLIER, Giving.TAKEN):
            earlier.add(mention.concept)
        if mention.lexicon == "drug" and forms.was_cure_to_stop(sentence.text, mention.span, sentence.span):
            given.append(replace(mention, concept="drug withdrawal", lexicon="treatment"))
    doubtful += (beside := for_companions(given, field, reading))
    given = [m for m in given if m not in beside]
    if not given and not beside:
        given = _done_after_all(doubtful, reading)
    return given, refused, list({m.concept: m for m in reversed(doubtful)}.values())[::-1]


def _done_after_all(doubtful: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Give the operation that was planned where a later sentence tells of the time after it."""
    last = next((s.index for s in reversed(reading.sentences) if forms.AFTER_OPERATION.search(s.text)), -1)
    planned = [m for m in doubtful if m.lexicon == "treatment" and drug_class_of(m) is None and m.sentence < last]
    return [m for m in planned if tell_giving(m, reading.sentence_of(m)) is Giving.PLANNED][-1:]


@lru_cache(maxsize=4096)  # three fields ask
def tell_giving(mention: Mention, sentence: Sentence) -> Giving:
    """Tell what a sentence says of a treatment that it names."""
    qualifiers = mention.qualifiers
    if sentence.section in _SILENT or qualifiers.subject is not Subject.PATIENT:
        return Giving.NO_TREATMENT
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    clause = clause_of(sentence.text, start, end)
    cues = load_cues("therapy")
    tried = forms.TRIED.search(clause.before) is not None
    unlike = stands_next_to(cues["not_given_after"], clause.after) or stands_just_before(
        cues["not_given_before"], clause.before
    )
    if (unlike and not tried and not forms.goes_with(clause)) or _is_no_treatment(mention, clause):
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


def _as_treatment(mention: Mention) -> Mention:
    drug_class = drug_class_of(mention)
    if drug_class is not None and load_cues("therapy")["named_by_class"].fullmatch(drug_class):
        return replace(mention, concept=drug_class)
    return mention
