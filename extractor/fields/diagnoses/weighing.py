"""How firmly a sentence makes a disease the diagnosis."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Subject
from extractor.document import SectionKind
from extractor.fields.background import is_of_bearer, was_earlier
from extractor.fields.diagnoses.coordination import is_joined
from extractor.fields.diagnoses.passing import follows_from, is_under_treatment
from extractor.fields.diagnoses.unmeant import is_unmeant
from extractor.fields.diagnoses.wordings import (
    brought_patient,
    has_turned_out,
    is_diagnosed,
    is_final,
    is_found,
    is_made,
    is_one_of_complaints,
    is_reported,
    is_shown,
    leads_to,
    says_little,
    sums_up_tissue,
)
from extractor.fields.on_record import is_listed
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    SILENT,
    first_treatment,
    is_silent,
    told_after,
    told_before,
    told_beside,
    words_after,
    words_before,
)
from extractor.fields.wanted import is_same_illness, lasts_for_life
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues

_ON_ACCOUNT = re.compile(
    r"\b(?:for|due\s+to|because\s+of|on\s+account\s+of)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_GROWTH = re.compile(r"(?:oma|cancer|tumor|leukemia)$")
_HAS = re.compile(
    r"\b(?:\w*man|male|female|boy|girl|patients?|child|infant|adult|neonate|newborn|individual|lady|old)\s+"
    r"(?:with|diagnosed\s+with|suffering\s+from)\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_HAD_BEEN = re.compile(r"\bhad\s+(?:been|undergone|received)\b")
_IN_SOMEBODY = re.compile(r"\bin\s+an?\s+(?:[\w-]+\s+){0,5}with\b", re.IGNORECASE)
_HOWEVER = re.compile(r"\s*(?:However|But|Nevertheless|Nonetheless)\b")
_AGO = re.compile(r"[^,.;:]{0,30}?\s(?:years?|months?|decades?)\s+(?:ago|earlier|previously|before|back)\b")
_POST = re.compile(r"\bpost[\s-]+(?:acute\s+)?$", re.IGNORECASE)
_MAY_BE = compile_guarded(
    r"\b(?:suspicious\s+(?:for|of)|suspected|suggestive\s+of|suggesting|possible|probable|likely)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
# "although pictures suggested a cancer, there was none"
_ALTHOUGH = re.compile(r"\b(?:although|though|while|whereas)\b[^.;]*$", re.IGNORECASE)
# "during treatment with gemcitabine for pancreatic cancer"
_UNDER_TREATMENT = re.compile(
    r"\b(?:during|under|on|after|while)\s+(?:[\w-]+\s+){0,4}(?:treatment|therapy|chemotherapy|radiotherapy)\b[^.;,]{0,40}"
    r"\b(?:for|of)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?)\s+history\s+of\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$", re.I
)
_OPENS = re.compile(r"\s*(?:(?:an?|the|two|three)\s+)?(?:[\w-]+\s+){0,2}", re.IGNORECASE)
# "admitted with a diagnosis of": what those thought who sent the patient.
_SENT_WITH = compile_guarded(
    r"\b(?:re)?(?:admitted|referred|transferred|hospitali[sz]ed|admission|referral|seen)\b[^.;]{0,80}?\b(?:with|for|under)\s+"
    r"(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}diagnosis\s+of\b",
    re.IGNORECASE,
)
# "on ultrasound a cyst, indicating a diagnosis of hygroma": less than a diagnosis
_HINTS_DIAGNOSIS = re.compile(
    r"\b(?:indicat(?:ed|ing|ive\s+of)|suggest(?:ed|ing|ive\s+of)|evok(?:ed|ing)|rais(?:ed|ing))\s+(?:an?|the)\s+(?:\w+\s+)?diagnosis\s+of\b",
    re.IGNORECASE,
)
_LATER_DEVELOPED = re.compile(
    r"\b(?:subsequently|later|then|thereafter)\s+(?:also\s+)?develop(?:ed|s|ing)\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(r"\b(?:years?|decades?)\s+(?:before|prior\s+to|earlier|ago|previously)\b", re.IGNORECASE)
# "was diagnosed with thrombosis one month prior to presentation": not what the patient then came with.
_BEFORE_COMING = re.compile(
    r"[^,.;:]{0,30}?\b(?:weeks?|months?|years?)\s+(?:prior\s+to|before)\s+(?:his\s+|her\s+|the\s+)?(?:presentation|admission)\b"
)
# "presented more like a gout", "a carcinoma ex adenoma": what it looks like, or was
_LIKENED = compile_guarded(
    r"\b(?:more\s+like|ex|(?:mimick|resembl|simulat|masquerad)\w+(?:\s+as)?)\s+(?:an?\s+|that\s+of\s+(?:an?\s+)?)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_FIRST = 2  # sentences in which a paper brings its patient in


class Weight(IntEnum):
    """How firmly a sentence makes a disease the diagnosis; the lowest count only where nothing says more."""

    NONE = 0
    BESIDE = 1  # in the title, behind "in a man with"
    LATER = 2  # found, or come, when the patient had been treated: a complication as often as the illness
    WITH = 3  # "a man with …", in the sentence that brings the patient in
    HINTED = 4  # "suggestive of", where nothing firmer is told
    BROUGHT = 5  # what brought the patient: "developed", "presented with"
    FOUND = 6  # by pictures, at an operation, in a culture
    NAMED = 7  # in the title, or where the paper says what it reports
    SHOWN = 8  # by tissue
    DIAGNOSED = 9
    FINAL = 10


def weigh_told(mention: Mention, reading: Reading) -> Weight:
    """Weigh a disease that was taken: what the paper does not assert is hinted at."""
    return weigh(mention, reading) if is_told(mention, reading) else Weight.HINTED


def weigh(mention: Mention, reading: Reading) -> Weight:
    """Weigh a disease by the words around it."""
    section = reading.sentence_of(mention).section
    if section is SectionKind.TITLE:
        return Weight.BESIDE if told_before("title_beside", mention, reading) else Weight.NAMED
    if section in SILENT or is_unmeant(mention, reading):
        return Weight.NONE
    if _LIKENED.search(words_before(mention, reading)) is not None or is_listed(mention, reading):
        return Weight.NONE
    if is_under("diagnosis", mention, reading):
        return Weight.FINAL
    if is_final(mention, reading):
        return Weight.FINAL
    if is_under_treatment(mention, reading):
        return Weight.NONE
    if is_diagnosed(mention, reading):
        return _weigh_diagnosed(mention, reading)
    if is_shown(mention, reading):
        return Weight.SHOWN
    if is_companion(mention, reading):
        return _weigh_background(mention, reading)
    if is_reported(mention, reading):
        if is_one_of_complaints(mention, reading, opens=False):
            return Weight.NONE
        # "We report a newborn with Down syndrome": who is reported has it, and the report is of what came.
        lasts = lasts_for_life(mention)
        return Weight.WITH if lasts and told_before("anyone_with", mention, reading) else Weight.NAMED
    if mention.qualifiers.period is Period.BEFORE:
        return Weight.NONE
    weight = _weigh_story(mention, reading)
    if mention.qualifiers.period is Period.AFTER:
        weight = min(weight, Weight.LATER)
    return weight if weight > Weight.NONE else _weigh_background(mention, reading)


def _weigh_background(mention: Mention, reading: Reading) -> Weight:
    """Weigh the illness that somebody has, or is treated for, and who came with something else: it may be all."""
    if mention.sentence > _FIRST or says_little(mention, reading) or told_beside("years_ago", mention, reading):
        return Weight.NONE
    before = words_before(mention, reading)
    if told_after("came_with", mention, reading) or _IN_SOMEBODY.search(before) is not None:
        return Weight.NONE
    if told_before("had_before", mention, reading) or told_before("family_of", mention, reading):
        return Weight.NONE
    if names_another(mention, reading):
        return Weight.NONE
    treated = (
        _GROWTH.search(mention.concept) is not None
        and _ON_ACCOUNT.search(before) is not None
        and _HAD_BEEN.search(before) is None
        and told_before("treating", mention, reading)
    )
    return Weight.BESIDE if treated or _HAS.search(before) is not None else Weight.NONE


def is_told(mention: Mention, reading: Reading) -> bool:
    """Tell whether the paper asserts it of the patient, and of now."""
    told = mention.qualifiers
    return (told.holds and told.period is not Period.BEFORE) or is_made(mention, reading)


def is_hinted(mention: Mention, reading: Reading) -> bool:
    """Tell "suggestive of gout", "histology favoring an adenoma"."""
    told = mention.qualifiers
    return (
        told.assertion is Assertion.UNCERTAIN
        and told.subject is Subject.PATIENT
        and told.period is Period.NOW
        and not is_silent(mention, reading)
        and leads_to("favoring", mention, reading)
        and _ALTHOUGH.search(words_before(mention, reading)) is None
        and not told_beside("differential", mention, reading)
        and not says_little(mention, reading)
    )


def names_another(
    mention: Mention, reading: Reading, counts: Callable[[str], bool] = bool, *, joined: bool = True
) -> bool:
    """Tell whether the text names another illness behind: then the one that the patient had is no answer.

    `counts`: which names count, all as a rule. `joined`: also those that one phrase joins to it.
    """
    general = load_cues("findings")["too_general"]
    return any(
        other.sentence >= mention.sentence
        and other.span.start > mention.span.end
        and other.qualifiers.holds
        and not is_silent(other, reading)
        and "metasta" not in other.concept
        and general.fullmatch(other.concept) is None
        and not is_same_illness(other.concept, mention.concept)
        and counts(other.concept)
        and (joined or not is_joined(mention, other, reading))
        and not (other.sentence == mention.sentence and follows_from(other, reading))
        for other in reading.of(MentionKind.TERM, "disease")
    )


def _weigh_diagnosed(mention: Mention, reading: Reading) -> Weight:
    """Weigh what is called a diagnosis; "consistent with" says less, unless it is said of tissue."""
    if told_beside("years_ago", mention, reading) or is_companion(mention, reading):
        return Weight.NONE
    if _BEFORE_COMING.match(words_after(mention, reading)) is not None:
        return Weight.NONE
    if is_of_bearer(mention, reading):
        return Weight.BESIDE
    if leads_to("diagnosed_before", mention, reading) and not is_made(mention, reading):
        return _weigh_background(mention, reading)
    if was_earlier(mention, reading) and names_another(mention, reading):
        return Weight.BESIDE
    if _SENT_WITH.search(words_before(mention, reading)) is not None:
        return Weight.BROUGHT if mention.sentence <= first_treatment(reading) else Weight.LATER
    hinted = (
        told_beside("pictured", mention, reading)
        and _HINTS_DIAGNOSIS.search(words_before(mention, reading)) is not None
    )
    called = told_after("was_diagnosed", mention, reading) or leads_to("called_diagnosis", mention, reading)
    if not hinted and (called or has_turned_out(mention, reading)):
        return Weight.DIAGNOSED
    following = reading.sentences[mention.sentence + 1 : mention.sentence + 2]
    if told_after("then_otherwise", mention, reading) or any(_HOWEVER.match(s.text) is not None for s in following):
        return Weight.HINTED
    if told_beside("tissue", mention, reading) or sums_up_tissue(mention, reading):
        return Weight.DIAGNOSED
    return Weight.FOUND


def _weigh_story(mention: Mention, reading: Reading) -> Weight:
    """Weigh what no word calls the diagnosis: what was found, what brought the patient, whom the paper brings in."""
    if says_little(mention, reading):
        return Weight.NONE
    if told_after("tested", mention, reading) or leads_to("only_like", mention, reading):
        return Weight.NONE
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _AGO.match(after) is not None or _POST.search(before) is not None or _LONG_AGO.search(before) is not None:
        return Weight.NONE
    if _MAY_BE.search(before) is not None:
        return Weight.HINTED
    untreated = mention.sentence <= first_treatment(reading)
    if is_found(mention, reading):
        return Weight.FOUND if untreated or told_beside("seen_without", mention, reading) else Weight.LATER
    if brought_patient(mention, reading):
        if _UNDER_TREATMENT.search(before) is not None:
            return Weight.BESIDE
        if is_one_of_complaints(mention, reading, opens=False):
            return Weight.NONE
        new = untreated and (mention.sentence == 0 or _LATER_DEVELOPED.search(before) is None)
        return Weight.BROUGHT if new else Weight.LATER
    if leads_to("favoring", mention, reading):
        return Weight.HINTED
    opens = mention.sentence == 0 and _OPENS.fullmatch(before) is not None
    went_on = told_after("goes_on", mention, reading) and not told_after("own_course", mention, reading)
    brings_in = any(told_before(cues, mention, reading) for cues in ("person_with", "we_report")) and not told_before(
        "reported_beside", mention, reading
    )
    brings_in = brings_in or (mention.sentence == 0 and _HISTORY.search(before) is not None)
    brings_in = brings_in and mention.sentence <= _FIRST and not went_on and untreated
    return Weight.WITH if opens or brings_in else Weight.NONE


def is_companion(mention: Mention, reading: Reading) -> bool:
    """Tell "a man with autism who presented with tics": an illness that lasts, named on the way to the complaint."""
    if lasts_for_life(mention):
        return told_after("came_with", mention, reading) or told_after("who_was", mention, reading)
    has = told_before("person_with", mention, reading) or told_before("anyone_with", mention, reading)
    if not has or not told_after("goes_on", mention, reading):
        return False
    if told_after("own_course", mention, reading):
        return False
    developed = told_after("then_developed", mention, reading)
    return any(
        later.sentence == mention.sentence
        and later.span.start > mention.span.end
        and (developed or not says_little(later, reading))
        for later in reading.of(MentionKind.TERM, "disease")
    )
