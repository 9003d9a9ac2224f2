"""Rules of choice. Which treatments and drugs this patient was given for this illness."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractor.case import Mention, Reading
from extractor.fields.background import precedes_illness
from extractor.fields.chosen import Chosen
from extractor.fields.treatments import giving_forms as forms
from extractor.fields.treatments.came_later import given_before_illness
from extractor.fields.treatments.culprits import blamed_drugs, is_culprit_treatment
from extractor.fields.treatments.decided import was_decided_on
from extractor.fields.treatments.drugs import doses_of, drug_class_of, is_named_drug
from extractor.fields.treatments.for_another import for_companions
from extractor.fields.treatments.given import tell_giving
from extractor.fields.treatments.giving import Giving
from extractor.fields.treatments.operation_sites import is_general_of, name_by_site
from extractor.fields.treatments.senses import in_its_sense
from extractor.fields.treatments.withdrawn import was_cure_to_stop
from extractor.fields.wanted import is_unlisted, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

# "required intubation": to breathe, where it says so; beside an operation it belongs to the anaesthesia
_TO_BREATHE = re.compile(
    r"\b(?:requir|need|necessitat)\w*\s[^.;]{0,60}?intubat|intubat\w+\s(?:was|were)\s(?:\w+\s)?(?:required|needed|necessary)"
    r"|\b(?:was|were|been)\s(?:(?:\w+ly|therefore|then)\s)?(?:re)?intubated|respiratory|airway|emergen|urgent|hypoxi|distress",
    re.IGNORECASE,
)
_FOR_OPERATION = re.compile(
    r"an(?:a)?esthe|induction|propofol|laryngoscop|surg|operat|rocuronium|sevoflurane|preoxygen|difficult|attempt|abandon|\bfail(?:ed|ing)?\b|extubat",
    re.IGNORECASE,
)
_AT_ALL = "surgery"
_LIGHT_HEPARIN = "low molecular weight heparin"
_ANY_BODY = "foreign body removal"  # of a wire, where another name says that it was an implant


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
    if general.concept == _LIGHT_HEPARIN:
        return any(cues["light_heparins"].fullmatch(m.concept) for m in members)
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
        giving = _tell_giving_in_text(mention, reading, blamed, earlier)
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
        if mention.lexicon == "drug" and was_cure_to_stop(sentence.text, mention.span, sentence.span):
            given.append(replace(mention, concept="drug withdrawal", lexicon="treatment"))
    beside = for_companions(given, field, reading) + given_before_illness(given, field, reading)
    doubtful += beside
    given = [m for m in given if m not in beside]
    if not given and not beside:
        given = _done_after_all(doubtful, reading)
    return given, refused, list({m.concept: m for m in reversed(doubtful)}.values())[::-1]


def _tell_giving_in_text(
    mention: Mention, reading: Reading, blamed: Collection[str], earlier: Collection[str]
) -> Giving:
    """Tell what the sentence of a treatment says of it, where the rest of the text says nothing else.

    `blamed`: drugs that made the patient ill. `earlier`: treatments that were told before as earlier ones.
    """
    sentence = reading.sentence_of(mention)
    drug = mention.lexicon == "drug"
    if (drug and mention.concept in blamed) or is_culprit_treatment(mention, sentence, reading):
        return Giving.EARLIER
    if (drug or drug_class_of(mention) is not None) and precedes_illness(sentence, reading):
        return Giving.EARLIER
    taken_out = forms.TAKEN_OUT.match(sentence.text, mention.span.end - sentence.span.start) is not None
    if taken_out and mention.concept in earlier:
        return Giving.EARLIER
    giving = tell_giving(mention, sentence)
    return Giving.GIVEN if giving is Giving.PLANNED and was_decided_on(mention, reading) else giving


def _done_after_all(doubtful: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Give the operation that was planned where a later sentence tells of the time after it."""
    last = next((s.index for s in reversed(reading.sentences) if forms.AFTER_OPERATION.search(s.text)), -1)
    planned = [m for m in doubtful if m.lexicon == "treatment" and drug_class_of(m) is None and m.sentence < last]
    return [m for m in planned if tell_giving(m, reading.sentence_of(m)) is Giving.PLANNED][-1:]


def _as_treatment(mention: Mention) -> Mention:
    drug_class = drug_class_of(mention)
    if drug_class is not None and load_cues("therapy")["named_by_class"].fullmatch(drug_class):
        return replace(mention, concept=drug_class)
    return mention
