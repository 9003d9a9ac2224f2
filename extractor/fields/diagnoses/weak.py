"""Which words for a diagnosis are too weak to fill a cell: a reviewer sees them as proposals."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from extractor.case import Assertion, Mention, MentionKind, Reading
from extractor.fields.diagnoses.aside import came_late
from extractor.fields.diagnoses.coordination import says_little_beside
from extractor.fields.diagnoses.passing import (
    befalls_bearer,
    breaks_in_growth,
    came_with_it,
    follows_from,
    is_complication,
    is_followed_by_another,
    is_seen_beside,
)
from extractor.fields.diagnoses.unmeant import says_kind
from extractor.fields.diagnoses.unread import is_named_again
from extractor.fields.diagnoses.weighing import Weight, names_another
from extractor.fields.telling import (
    SILENT,
    head_word,
    is_silent,
    texts_behind,
    told_after,
    told_before,
    words_after,
    words_before,
)
from extractor.fields.wanted import is_bare, is_listed_as, is_same_illness
from extractor.lexicon import load_cues

_OPENING = 1  # sentences behind the first in which a paper tells what it is about
_OPERATED_FOR = re.compile(
    r"\b(?:underwent|undergoing|undergone)\b[^.;]*\b(?:for|because\s+of)\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SUFFERED = re.compile(r"\b(?:suffer(?:s|ed|ing)|sustain(?:s|ed|ing))\b[^.;]*$", re.IGNORECASE)
_DUE_TO = re.compile(r"\b(?:due\s+to|caused\s+by)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_PATIENT = re.compile(r"[\s-](?:infected\s+)?patients?\b")
_WORN_FOR = re.compile(
    r"\b(?:implanted|pacemaker|defibrillator|dialysis|transplant\w*|prosthesis|stent\w*)\b[^.;,]{0,40}\bfor\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# The text goes on to what came later, or what was found then: "on the third day he developed", "at laparotomy".
_LATER_ON = re.compile(
    r"\b(?:(?:hours?|days?|weeks?|months?|years?)\s+(?:after|later|following|post)|after\s+\d+\s+(?:days|weeks|months|years)|unfortunately"
    r"|during\s+(?:the|his|her|this)\s+(?:operation|procedure|surgery|pregnancy|course|treatment|hospitali\w+)"
    r"|at\s+surgery|laparotomy|post-?operatively|incorrect|revised|re-?evaluat\w*|reconsider\w*|misdiagnos\w*"
    r"|retrospect\w*|meanwhile|later)\b",
    re.IGNORECASE,
)
_CAME_ABOUT = re.compile(
    r"\b(?:developed|experienced|re-?admitted|complained|complicat\w+"
    r"|deteriorat\w*|worsen\w*|suffered)\b",
    re.IGNORECASE,
)
# What a diagnosis rests on: such a one is seldom taken back.
_GROUNDED = re.compile(
    r"[^.;]{0,60}?\b(?:based\s+on|on\s+the\s+basis|(?:was|were)\s+(?:\w+ly\s+)?(?:confirmed|evidenced|established|proven|verified)"
    r"|by\s+(?:\w+\s+){0,3}(?:biopsy|gene\w*|analysis|test\w*|PCR|culture|microscop\w*|laparo\w*|findings|histolog\w*"
    r"|angiogra\w*|examination|radiogra\w*))\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:(?:complete|partial|tumou?r|disease|objective|good|clinical|durable)\s+(?:response|remission|control|regression|progression)"
    r"|stable\s+disease|in\s+remission|progression-free|recurren\w+|metasta\w+|relapse\w*)\b",
    re.IGNORECASE,
)
_IS_REPORTED = re.compile(r"\b(?:is|are|was|were)\s+(?:described|reported|presented|discussed)\b")
_STATES = re.compile(r"\bthe\s+diagnosis\s+(?:was|is)\b[^.;]*$", re.IGNORECASE)  # as abstracts do
_BY_TEST = re.compile(
    r"\b(?:histolog\w*|biops(?:y|ies)|genetic|sequencing|mutation|deletion|antibod\w+|seropositiv\w*|serolog\w*|smear|PCR"
    r"|cultures?|karyotyp\w*)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"(?:fracture|dislocation|injury|rupture|transection|laceration|tear|contusion|burn)s?\b", re.IGNORECASE
)
_OFTEN = 3  # times that a paper names what it is about
_SAYS_LITTLE = ("too_general", "mere_finding", "lasting")
_SHORT_FORM = re.compile(r"[A-Z]{2,}[A-Za-z]*")
_MASS = re.compile(r"\b(?:tumou?rs?|mass(?:es)?|lesions?|neoplasms?|growths?)$", re.IGNORECASE)
_GROWTH = re.compile(r"(?:oma|cancer|tumor|leukemia|melanoma|BSCC|SCC)\b")

# "a man with a diagnosis of X": he has it when something else comes.
_HAS_DIAGNOSIS = re.compile(r"\bwith\s+an?\s+(?:[\w-]+\s+)?diagnosis\s+of\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)

# What one is born with and seldom ill of: beside another illness it is what else was found.
_BORN_WITH = re.compile(
    r"\b(?:horseshoe\s+kidney|(?:renal|kidney)\s+(?:agenesis|ectopia)|spina\s+bifida|situs\s+inversus|malrotation|cleft\s+(?:lip|palate)"
    r"|polydactyly|syndactyly|hypospadias|bicuspid\s+aortic\s+valve|patent\s+foramen\s+ovale|Meckel\S*\s+diverticulum)\b",
    re.IGNORECASE,
)


def weak_ones(accepted: Collection[Mention], weights: Mapping[Mention, Weight], reading: Reading) -> Collection[str]:
    """Give the names for which the firmest word is too weak to be believed; a reviewer sees them."""
    best: dict[str, Weight] = {}
    for m in accepted:
        best[m.concept] = max(weights[m], best.get(m.concept, Weight.NONE))
    firm = {m.concept for m in accepted if weights[m] is best[m.concept] and not _is_weak(m, weights[m], reading)}
    firm = {concept for concept in firm if not is_bare(concept)}
    # What is diagnosed on the way may be weak; what the paper says that it reports is not.
    firm |= {m.concept for m in accepted if best[m.concept] > weights[m] is Weight.NAMED and not is_bare(m.concept)}
    beside = {concept for concept in best if _BORN_WITH.search(concept) is not None}
    return {concept for concept in best if concept not in firm} | (beside if len(beside) < len(best) else set())


def names_growth(concept: str) -> bool:
    """Tell the name of a growth: "a cystadenocarcinoma", "a rectal tumor"."""
    return _GROWTH.search(concept) is not None


def says_whence(concept: str) -> bool:
    """Tell a "breast cancer metastasis" from a bone metastasis."""
    growth, spread, _ = concept.partition(" metastasis")
    return bool(spread) and names_growth(growth)


def _is_weak(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell whether the word is right too seldom, as others tell of a complication, a complaint or an older illness.

    Of 286 names read in texts that were drawn at random, 29 of the 61 left out were right, and 208 of the 225 kept. Of
    names read in fresh texts later on (a doubtful one counts half): somebody's illness that the text does not come
    back to, 19 of 31; what only stands beside, 7 of 13; found before something befell the patient, with another
    illness named behind, 9 of 16, else 50 of 55; hinted at with another behind, 4 of 7, else 23 of 27; a lasting
    illness that brought the patient, 0 of 4, else 50 of 56. Of those diagnosed in the first half of a text that goes
    on to another illness and to what came later, 11 of 25, but 9 of 9 where it rests on a test; later on, 89 of 95.
    """
    another, again = _names_other(mention, reading), is_named_again(mention, reading)
    place = mention.sentence - next((s.index for s in reading.sentences if s.section not in SILENT), 0)
    if _is_in_passing(mention, weight, reading):
        return True
    if weight is Weight.SHOWN:
        return (another and not _is_growth(mention, reading)) or is_seen_beside(mention, reading)
    if weight is Weight.FOUND:
        return (another and _comes_about(mention, reading)) or (
            place > _OPENING
            and mention.sentence < len(reading.sentences) - 1
            and not again
            and not _is_growth(mention, reading)
        )
    if weight is Weight.DIAGNOSED:
        return _is_weak_diagnosis(mention, reading, another=another)
    if weight in (Weight.WITH, Weight.BESIDE) and not (_comes_back(mention, reading) or _is_treated(mention, reading)):
        return True
    if weight in (Weight.BESIDE, Weight.WITH, Weight.BROUGHT) and _is_bare_mass(mention, reading):
        return True
    if weight is Weight.NAMED and names_growth(mention.concept):
        goes_on = _brings_bearer(mention, reading) and _comes_about(mention, reading)
        return goes_on and not (_comes_back(mention, reading) or _is_treated(mention, reading))
    if weight in (Weight.NAMED, Weight.WITH):
        return (
            (another or _hints_at_other(mention, reading))
            and not _is_growth(mention, reading)
            and _brings_bearer(mention, reading)
        )
    if weight is Weight.BROUGHT:
        if any(is_listed_as(name, mention.concept) for name in _SAYS_LITTLE):
            return True
        before = words_before(mention, reading)
        if _OPERATED_FOR.search(before) is not None:
            return another
        if place <= 0:
            return another and not again and not _is_growth(mention, reading) and _SUFFERED.search(before) is None
        return another or not (again or _DUE_TO.search(before) is not None)
    if weight is Weight.HINTED:
        return another or (place <= 0 and is_listed_as("too_general", mention.concept))
    return weight is Weight.LATER and (another or came_late(mention, reading))


def _is_in_passing(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell what is named on the way to what came of it or came later, or as what came of another illness."""
    if breaks_in_growth(mention, reading) or (weight < Weight.DIAGNOSED and befalls_bearer(mention, reading)):
        return True
    if weight is Weight.BROUGHT:
        return is_followed_by_another(mention, reading) or is_complication(mention, reading)
    return follows_from(mention, reading)


def _is_weak_diagnosis(mention: Mention, reading: Reading, *, another: bool) -> bool:
    """Tell what is called a diagnosis, and is a mere mass, on the way to another, or what somebody came with."""
    return (
        (another and _is_bare_mass(mention, reading))
        or _is_on_the_way(mention, reading, another=another)
        or (came_with_it(mention, reading) and not _is_grounded(mention, reading))
        or (_HAS_DIAGNOSIS.search(words_before(mention, reading)) is not None and befalls_bearer(mention, reading))
    )


def _is_on_the_way(mention: Mention, reading: Reading, *, another: bool) -> bool:
    """Tell a diagnosis made early in the text, which goes on to what came later and does not come back to it."""
    section = reading.sentence_of(mention).section
    told = [s.index for s in reading.sentences if s.section is section]
    if sum(index < mention.sentence for index in told) * 2 >= len(told):
        return False
    if _is_growth(mention, reading):
        return (
            not _comes_back(mention, reading) and _comes_about(mention, reading) and not _is_grounded(mention, reading)
        )
    if not another or _is_grounded(mention, reading) or _HURT.search(mention.concept) is not None:
        return False
    if not any(_LATER_ON.search(text) or _CAME_ABOUT.search(text) for text in texts_behind(mention, reading)):
        return False
    return sum(is_same_illness(m.concept, mention.concept) for m in reading.of(MentionKind.TERM, "disease")) < _OFTEN


def _is_grounded(mention: Mention, reading: Reading) -> bool:
    """Tell "was diagnosed with gout based on crystals", "a smear led to the diagnosis of malaria"."""
    before = words_before(mention, reading)
    return (
        _GROUNDED.match(words_after(mention, reading)) is not None
        or _BY_TEST.search(before) is not None
        or _STATES.search(before) is not None
        or told_before("we_report", mention, reading)
    )


def _is_treated(mention: Mention, reading: Reading) -> bool:
    """Tell whether the illness of a bearer is what is reported: in the title, or as the text tells how it answers."""
    if _HURT.search(mention.concept) is not None or is_silent(mention, reading):
        return True
    if _IS_REPORTED.search(words_after(mention, reading)) is not None:
        return True
    return _is_growth(mention, reading) and any(
        _ANSWERS.search(text) is not None for text in texts_behind(mention, reading)
    )


def _comes_about(mention: Mention, reading: Reading) -> bool:
    """Tell whether something new befalls the patient behind."""
    return any(_CAME_ABOUT.search(text) is not None for text in texts_behind(mention, reading))


def _comes_back(mention: Mention, reading: Reading) -> bool:
    """Tell whether the last word of the name is said once more behind, or its short form."""
    if any(
        m.span.start > mention.span.end and is_same_illness(m.concept, mention.concept) and not is_silent(m, reading)
        for m in reading.of(MentionKind.TERM, "disease")
    ):
        return True
    head = head_word(mention, reading)
    return any(head in text.casefold() for text in texts_behind(mention, reading))


def _names_other(mention: Mention, reading: Reading) -> bool:
    """Tell whether the text goes on to another illness that is no consequence of most illnesses."""
    cues = load_cues("findings")
    return names_another(
        mention,
        reading,
        lambda concept: all(cues[name].fullmatch(concept) is None for name in ("mere_finding", "told_only")),
        joined=says_little_beside(mention, reading),
    )


def _hints_at_other(mention: Mention, reading: Reading) -> bool:
    """Tell whether the text goes on to another illness that is but thought of."""
    return any(
        other.span.start > mention.span.end
        and other.qualifiers.assertion is Assertion.UNCERTAIN
        and not is_silent(other, reading)
        and not is_same_illness(other.concept, mention.concept)
        for other in reading.of(MentionKind.TERM, "disease")
    )


def _is_growth(mention: Mention, reading: Reading) -> bool:
    """Tell a growth, named by its kind or by a short form: no paper names one on the way to something else."""
    quote = reading.document.quote(mention.span)
    if not names_growth(mention.concept) or ("metasta" in mention.concept and not says_whence(mention.concept)):
        return _SHORT_FORM.fullmatch(quote) is not None
    return not _is_bare_mass(mention, reading)


def _is_bare_mass(mention: Mention, reading: Reading) -> bool:
    """Tell "a rectal tumor", which does not say what it is."""
    if not is_listed_as("any_mass", mention.concept):
        return False
    quote = reading.document.quote(mention.span)
    return _MASS.search(quote) is not None and not says_kind(quote) and not says_kind(mention.concept)


def _brings_bearer(mention: Mention, reading: Reading) -> bool:
    """Tell "we report a patient with X who presented with …", "an AIDS patient", "a pacemaker for heart block"."""
    before, after = words_before(mention, reading), words_after(mention, reading)
    return (
        _PATIENT.match(after) is not None
        or _WORN_FOR.search(before) is not None
        or (told_before("person_with", mention, reading) and told_after("goes_on", mention, reading))
    )
