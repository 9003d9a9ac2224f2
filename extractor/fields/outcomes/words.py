"""What a sentence says of the illness with an outcome's word: how it went, and how much that counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.case import Mention, Period, Sentence, Subject
from extractor.fields.outcomes.senses import (
    DEATH,
    DISCHARGED,
    IMPROVED,
    NO_IMPROVEMENT,
    PROGRESSION,
    RECURRENCE,
    STABLE,
    UNCHANGED,
    VERB_FORM,
    Place,
    came_about,
    find_place,
    is_another_word,
)
from extractor.fields.outcomes.states import is_no_outcome
from extractor.fields.outcomes.turns import returned_itself, tell_halted
from extractor.fields.outcomes.whose import is_of_another
from extractor.fields.telling import UNTOLD
from extractor.lexicon import load_cues

# What a denied outcome amounts to; None: nothing.
TURNED: Mapping[str, str | None] = {
    IMPROVED: NO_IMPROVEMENT,
    NO_IMPROVEMENT: None,
    STABLE: None,
    RECURRENCE: IMPROVED,
    PROGRESSION: STABLE,
    DEATH: None,
    DISCHARGED: None,
    UNCHANGED: None,
}
# "no loss of correction and a good outcome": the outcome is not denied
_LIST_MARKS = re.compile(
    r",|\bafter the\b"
    r"|\band (?=without\b)|\band (?:with\b|a|an|the|his|her|good|full|complete|excellent|marked|significant|dramatic"
    r"|rapid|remarkable|gradual|prompt|satisfactory|considerable)\b"
    r"|\band (?:she|he|it|is|was|were|has|had|there)\b"
    r"|\band (?:showed|made|achieved|remain\w*|experienced|obtained|returned|became|got)\b"
)
# "was not thought fit for it and died": a verb behind "and" says something new
_NEW_VERB = re.compile(r"\band (?:then |later |finally |eventually |subsequently |gradually |soon |has |had |was )?$")
# "without pain and the fracture healed": the word brings its own subject
_OWN_SUBJECT = re.compile(
    r"(?!no\b|not\b|without\b)[a-z]+ (?:had |was |were |has |have )?(?:\w+ed|gone|better|normal)\b"
)
# "presented with renal failure, requiring dialysis, achieving complete recovery": what came of the treatment
_CAME_OF = re.compile(r"\b(?:achieving|attaining|obtaining|resulting in|leading to|followed by|until)\b", re.IGNORECASE)
# "presented with a recurrence": not only of what was so before
_CAME_BACK = re.compile(r"(?:local |clinical )?(?:recurrences?|relapses?)|recurrent symptoms")
# "no pain and excellent results", "without relapse and no event"
_PRAISED = re.compile(
    r"(?:very )?(?:good|excellent|full|complete|completely|normal|satisfactory|favou?rable|successful|improved|better"
    r"|marked|no|without|free)\b"
)
# "without improvement of the kidneys or resolution of the fever"
_NEITHER = re.compile(r"\b(?:no|without)\s(?:[\w-]+\s){1,7}?or\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
# "After conservative treatment failed, …": what was so before the treatment that the sentence goes on to
_BEFOREHAND = re.compile(r"^\s*(?:after|because|as|since|when|once)\b[^,;]*$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[^,;.]{0,60},\s*[a-z]|[^,;.]{0,30}\s(?:the\s(?:patient|treatment)|he|she|we)\s(?:had|was|were|under\w+|received)\b",
    re.IGNORECASE,
)
# "following deterioration, a scan was made"
_FOLLOWING = re.compile(r"(?:^|[,;]|\bbut)\s*following\s(?:\w+\s){0,3}$", re.IGNORECASE)
# "was performed since the transradial access failed": the reason of what the same sentence has told before
# "after normalization of the calcium, she underwent surgery"
_OPERATED_THEN = re.compile(
    r"[^,;.]{0,60},\s(?:[\w'’-]+\s){1,4}?(?:underwent|(?:was|were)\s(?:performed|taken to|operated|scheduled))\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\w\s+(?:since|because|as|when|once|due to|because of|owing to)\s[^,;]{0,80}$", re.IGNORECASE)
# "due to progression" may be of anything, "due to disease progression" is of the illness
_IS_ILLNESS = re.compile(r"progressive disease|(?:disease|tumou?r) progress")
# "although the pain resolved": told on the way to something else
_IN_PASSING = re.compile(
    r"\b(?:although|though|while)\s+(?:an?\s|the\s|some\s|he\s|she\s|was\s|had\s|clinical\s|partial\s|good\s|there\s|no\s|local\s){0,3}$",
    re.IGNORECASE,
)
# "the leak persisted; therefore a stent was placed"
_THEREFORE = re.compile(
    r"[^.;]{0,60}[;,]\s*(?:and\s)?(?:therefore|thus|hence|so|consequently|prompting|requiring|necessitating)\b",
    re.IGNORECASE,
)
_IN_BLOOD = re.compile(r"(?!leuk|isch|sept|tox|bacter|vir)\w{3,}(?:a?emia|uria|cytosis|penia)", re.IGNORECASE)
_OF_OPERATION = re.compile(
    r"\bpost-?\s?operative\s+recovery\b|\buneventful\s+(?:\w+\s)?(?:post-?\s?operative\s+)?recovery\b"
    r"|\brecovery\s+(?:from\s+an(?:a)?esthesia|(?:\w+\s){0,3}uneventful)",
    re.IGNORECASE,
)
_NO_OTHER = re.compile(r"\bno\s+(?:other|additional)\s+(?:\w+\s+){0,2}(?:of\s+)?$", re.IGNORECASE)
_SUSPECTED = re.compile(
    r"[\w\s-]{0,50}\b(?:was|were|is)\s+(?:initially\s|first\s)?(?:suspected|presumed|considered|feared|assumed)\b",
    re.IGNORECASE,
)
# "plaques that persisted for some days": how long a bout lasted
_LASTED = re.compile(r"persist\w*\s+for\s+(?:\w+\s){1,3}?(?:minutes|hours|days|weeks)\b", re.IGNORECASE)
_ANY_FURTHER = re.compile(r"[^,.;]{0,40}?\b(?:any\s+)?further\b", re.IGNORECASE)  # "did not relieve the pain further"
# "did not respond to carbamazepine, but did so to valproate": a treatment before the one that helped
_BUT_DID = re.compile(
    r"[^.;]{0,70}?\b(?:but|whereas|while)\s(?:(?:he|she|it|they|the\s\w+)\s)?(?:\w+ly\s)?"
    r"(?:did(?!\snot)|responded|improved|resolved|recovered|disappeared|subsided|was\s(?:relieved|controlled))\b",
    re.IGNORECASE,
)
# "did not show cysts and serology became negative": a verb with a subject of its own behind "and" is not denied
_NEW_CLAUSE = re.compile(r" and (?:[a-z][\w’'-]*\s){1,5}$")
# "no clinical improvement and radiological worsening"
_GAIN_AND = re.compile(r"\b(?:improvement|response|effect|benefit|resolution)\b[^,;]{0,20} and (?:\w+\s)?$")
# "a recovery which has persisted"
_GAIN_LASTED = re.compile(
    r"\b(?:recovery|response|remission|improvement|relief|benefit|effects?|disappearance|resolution|regression)\b[^.;,]{0,60}?,?(?:\s(?:which|that))?\s(?:has\s|have\s|had\s)?$",
    re.IGNORECASE,
)
# "no effect on insulin levels", "the tooth gave no response to the electric test": of a test, not of a treatment
_ON_WHAT = re.compile(
    r"\s(?:on|upon)\s[^.;,]{0,50}\b(?:levels?|activity|concentrations?|expression|secretion|production|transcription|splicing"
    r"|binding|protein|function of the|potential|intervals?)\b",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(?:test(?:s|ing|ed)?|stimul\w+|reflex\w*|electric\w*|pulp\w*|commands?|probe|evoked|incubat\w+|basophils?|vitro)\b",
    re.IGNORECASE,
)
# "led the patient to achieve a full recovery": reached, and not only meant
_LED_TO = re.compile(
    r"\b(?:lead|leading|led|(?:enabl|allow|help)(?:ed|ing)|managed|able|went on|continued|unable|failed)"
    r"\s(?:[\w'’-]+\s){0,3}?to (?:achieve|obtain|induce|maintain)\b",
    re.IGNORECASE,
)
_WAS_REACHED = re.compile(r"\bcould be (?:attained|achieved|obtained|observed|seen|reached)\b|\band prevention of")
_ALL_OF = re.compile(
    r"\b(?:both|all|each) (?=of (?:the|our) )of (?:the|our) (?:\w+ )?(?:patients|cases)\b", re.IGNORECASE
)
_NEXT_TO = 12  # characters
_NEAR = 45  # characters between a word that turns an outcome round and the outcome


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of the illness; `weak` if it counts only where nothing better is said.

    Weak is what speaks of a laboratory value, of an operation that went well or of leaving the hospital, and what is
    told in passing ("although the pain resolved").
    """

    says: str
    weak: bool
    firm: bool = False  # said of the illness itself
    treated: bool = False  # the sentence tells of a treatment before


def tell_outcome(mention: Mention, sentence: Sentence, *, grown: bool = False, several: bool = False) -> Told | None:
    """Tell what a sentence says with an outcome's word; None if nothing of this patient's illness.

    `grown`: the patient is no child, and a newborn somebody else; `several`: the paper has other patients.
    """
    qualifiers = mention.qualifiers
    if sentence.section in UNTOLD or qualifiers.subject is not Subject.PATIENT:
        return None
    if qualifiers.period is Period.PLANNED or qualifiers.other_illness:
        return None
    place = find_place(mention, sentence)
    if is_another_word(place, mention.concept):
        return None
    if is_of_another(place, mention.concept, grown=grown, several=several):
        return None
    if is_no_outcome(place):
        return None
    cues = load_cues("outcomes")
    behind = _WAS_REACHED.sub(" ", place.after[:60])[:40]
    if cues["not_said"].search(_said_before(place)) or cues["not_said"].search(behind):
        return None
    near = _LIST_MARKS.split(place.before[-_NEAR:])[-1]
    if (VERB_FORM.match(sentence.text, place.start) and _NEW_VERB.search(near)) or (
        near.endswith("and ") and (_PRAISED.match(place.word) or _OWN_SUBJECT.match(place.word))
    ):
        near = ""
    elif cues["came_with"].search(place.before) and not (_CAME_OF.search(near) or _CAME_BACK.fullmatch(place.word)):
        return None
    if mention.concept != RECURRENCE and cues["caused_by"].search(near) and not _IS_ILLNESS.search(place.word):
        return None
    if cues["doubted_before"].search(near) or (mention.concept != IMPROVED and cues["began_with"].search(near)):
        return None
    says = _turn(place, mention.concept, _own_clause(place, mention.concept, near))
    if says == NO_IMPROVEMENT and is_of_test(place):
        return None
    firm = place.speaks_of("illness") or cues["illness"].match(place.word) is not None or "metasta" in place.word
    firm = firm or _IS_ILLNESS.search(place.word) is not None
    if says is None or (_led_on(place, says) and not (firm and says == PROGRESSION)):
        return None
    if (
        says in (IMPROVED, STABLE)
        and _BEFOREHAND.match(place.text, 0, place.start)
        and _OPERATED_THEN.match(place.text, place.end)
    ):
        return None
    if mention.concept == RECURRENCE and says == RECURRENCE:
        return Told(says, weak=False, firm=firm, treated=returned_itself(place))
    treated = cues["treated_here"].search(sentence.text, 0, place.end) is not None and place.word != "asymptomatic"
    return Told(says, _is_weak(place, says), firm, treated)


def _said_before(place: Place) -> str:
    """Give the words of the clause before an outcome, without those that sound like an aim or a rule and are none."""
    if came_about(place):
        return place.before[: place.before.rfind("could")]
    before = _LED_TO.sub(" ", place.before) if " to " in place.before else place.before
    return _ALL_OF.sub(" ", before) if " of " in before else before


def _own_clause(place: Place, concept: str, near: str) -> str:
    """Give the words before an outcome that a denial among them would reach."""
    if concept == DEATH and VERB_FORM.match(place.text, place.start):
        return near[-_NEXT_TO:]  # "with no signs of recovery until he died"
    if VERB_FORM.match(place.text, place.start) and _NEW_CLAUSE.search(near):
        return near[near.rfind(" and ") + len(" and ") :]
    return "" if concept in (PROGRESSION, RECURRENCE) and _GAIN_AND.search(near) else near


def is_of_test(place: Place) -> bool:
    """Tell whether "no effect" and "no response" are told of a test, and "persisted" of what was gained."""
    if place.word.endswith(("effect", "response")):
        return _ON_WHAT.match(place.text, place.end) is not None or _TESTED.search(place.text) is not None
    return "persist" in place.word and _GAIN_LASTED.search(place.before) is not None


def _turn(place: Place, concept: str, near: str) -> str | None:
    """Turn what the word says if it is denied."""
    cues = load_cues("outcomes")
    # "a recurrence of the infection of the lung has not been observed"
    reach = 2 * _NEAR if concept in (RECURRENCE, PROGRESSION) else _NEAR
    if concept == RECURRENCE and (_NO_OTHER.search(near) or _SUSPECTED.match(place.after)):
        return None
    halted = tell_halted(place) if concept in (RECURRENCE, PROGRESSION) else None
    if halted is not None:
        return TURNED[concept] if halted else concept
    if not (
        cues["turned_before"].search(near)
        or _NEITHER.search(place.before)
        or cues["turned_after"].search(place.after[:reach])
    ):
        return concept
    if concept == PROGRESSION and "metasta" in place.word:
        return IMPROVED
    if concept == IMPROVED and (near.rstrip().endswith("further") or _ANY_FURTHER.match(place.after)):
        return None  # it leaves open how much there was before
    if place.word == "regression" and not place.speaks_of("complained_of"):
        return None  # of skills, or of what was gained, it may be good
    return TURNED[concept]


def _led_on(place: Place, says: str) -> bool:
    """Tell whether what was bad was a bout, or the reason of the next step, which the sentence tells."""
    if says not in (NO_IMPROVEMENT, PROGRESSION):
        return False
    if _BEFOREHAND.match(place.text, 0, place.start):
        return _GOES_ON.match(place.text, place.end) is not None
    if _FOLLOWING.search(place.text[: place.start]) and place.word.startswith(("deterior", "worsen", "aggrav")):
        return True
    if _LASTED.match(place.text, place.start):
        return True
    if says == NO_IMPROVEMENT and (_THEREFORE.match(place.text, place.end) or _BUT_DID.match(place.text, place.end)):
        return True
    return says == NO_IMPROVEMENT and _REASON.search(place.text[: place.start]) is not None


def _is_weak(place: Place, says: str) -> bool:
    if says == DISCHARGED or (says == IMPROVED and _IN_PASSING.search(place.before)):
        return True
    if says == IMPROVED and place.word == "recovery" and _OF_OPERATION.search(place.text):
        return True
    cues = load_cues("outcomes")
    if cues["of_values"].match(place.text, place.start) is None:
        return False
    if _IN_BLOOD.fullmatch(place.subject.head):
        return True
    pattern = cues["laboratory"]
    return pattern.search(place.before[-_NEAR:]) is not None or pattern.search(place.after[: _NEAR // 2]) is not None
