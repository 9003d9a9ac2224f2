"""What a sentence says of the illness with an outcome's word: whether it went so, and whether it is of this illness."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.case import Mention, Period, Sentence, Subject
from extractor.document import SectionKind
from extractor.fields.subjects import Phrase, complement_of, follows_carrier, subject_of
from extractor.lexicon import load_cues

IMPROVED, NO_IMPROVEMENT, STABLE = "improved", "no improvement", "stable"
RECURRENCE, PROGRESSION, DEATH = "recurrence", "progression", "death"
DISCHARGED = "discharged"  # as a word alone it says little; nothing better said, it stands for improved
UNCHANGED = "unchanged"  # stable if it was better before, else no improvement

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
_SILENT = (SectionKind.TITLE, SectionKind.KEYWORDS, SectionKind.REFERENCES, SectionKind.INTRODUCTION)
_CLAUSE_MARKS = re.compile(r"[;:]|\b(?:but|although|though|however|whereas|while|because)\b", re.IGNORECASE)
# "no loss of correction and a good outcome": the outcome is not denied
_LIST_MARKS = re.compile(
    r",|\bafter the\b"
    r"|\band (?:a|an|the|his|her|good|full|complete|excellent|marked|significant|she|he|it|is|was|were|has|had)\b"
)
# "was not thought fit for it and died": a verb behind "and" says something new
_NEW_VERB = re.compile(r"\band (?:then |later |finally |eventually |subsequently |gradually |soon |has |had |was )?$")
_VERB = re.compile(r"\w*ed\b", re.IGNORECASE)
# "uneventful, but on the third day …"
_SPOILED = re.compile(r"[\w\s,]{0,25}\b(?:but|however|until|except)\b")
_UNDONE = re.compile(
    r"\s*but (?:could not|failed|did not|was not)\b"
)  # "the insertion was successful but failed later"
# "without improvement of the kidneys or resolution of the fever"
_NEITHER = re.compile(r"\b(?:no|without)\s(?:[\w-]+\s){1,7}?or\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
# "After conservative treatment failed, …": what was so before the treatment that the sentence goes on to
_BEFOREHAND = re.compile(r"^\s*(?:after|because|as|since|when|once)\b[^,;]*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[^,;.]{0,60},\s*[a-z]", re.IGNORECASE)
# "was performed since the transradial access failed": the reason of what the same sentence has told before
_REASON = re.compile(r"\w\s+(?:since|because|as|when|once|due to|because of|owing to)\s[^,;]{0,80}$", re.IGNORECASE)
# "despite an initial improvement", "while recovering": told on the way to something else
_IN_PASSING = re.compile(
    r"\b(?:despite|in spite of|although|though|while|initial|initially|transient|brief)\s+"
    r"(?:an?\s|the\s|some\s|he\s|she\s|initial\s|initially\s|early\s|clinical\s|partial\s|good\s|was\s|had\s){0,3}$",
    re.IGNORECASE,
)
# A finite verb or a participle; what else an outcome's word may be has no subject of its own.
_VERB_FORM = re.compile(
    r"\w+ed\b|(?:did|does|do|is|are|was|were|has|have|had|became|got|came|grew|went|feels|felt|dies|made|shrank|walks)\b",
    re.IGNORECASE,
)
_GAVE_BIRTH = re.compile(
    r"\b(?:parturient|mother|woman|patient|she)\s+(?:\w+\s+){0,3}(?:delivered|gave birth)\b", re.IGNORECASE
)
_WITH_MOTHER = re.compile(r"\b(?:mother|patient|woman|she)\s+and\s+(?:[\w-]+\s+){1,5}$", re.IGNORECASE)
_OF_OPERATION = re.compile(
    r"\bpost-?\s?operative\s+recovery\b|\buneventful\s+(?:\w+\s)?(?:post-?\s?operative\s+)?recovery\b"
    r"|\brecovery\s+(?:from\s+an(?:a)?esthesia|(?:\w+\s){0,3}uneventful)",
    re.IGNORECASE,
)
_NO_OTHER = re.compile(r"\bno\s+(?:other|additional)\s+(?:\w+\s+){0,2}(?:of\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"[\s-]{1,2}(?!controlled)(?:\w+ed|seen|known|shown|drawn|grown|taken|kept|done)\b", re.IGNORECASE
)
# "plaques that persisted for some days": how long a bout lasted
_LASTED = re.compile(r"persist\w*\s+for\s+(?:\w+\s){1,3}?(?:minutes|hours|days|weeks)\b", re.IGNORECASE)
# "relapsed in June", but not "relapsed lymphoma"
_ENDED = re.compile(
    r"\s*(?:[,.;]|$|(?:in|after|within|during|with|at|on|again|while|despite|following|\d+|two|three|six)\b)",
    re.IGNORECASE,
)
_BEFORE_ALL = re.compile(
    r"\b(?:prior to|before)\s+(?:\w+\s){0,2}?(?:presentation|admission|onset|referral|diagnosis)\b"
    r"|\byears?\s(?:ago|previously|earlier)\b",
    re.IGNORECASE,
)
_NEAR = 45  # characters between a word that turns an outcome round and the outcome


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of the illness; `weak` if it counts only where nothing better is said.

    Weak is what speaks of a laboratory value, of an operation that went well or of leaving the hospital, and what is
    told in passing ("despite an initial response").
    """

    says: str
    weak: bool
    firm: bool = False  # said of the illness itself
    treated: bool = False  # the sentence tells of a treatment before


@dataclass(frozen=True, slots=True)
class _Place:
    """An outcome's word in its sentence, with the words of its clause on both sides."""

    text: str
    start: int
    end: int
    before: str
    after: str
    subject: Phrase  # what it is said of, if it is a verb
    complement: Phrase  # what it is said of, if it is a noun

    @property
    def word(self) -> str:
        return self.text[self.start : self.end].lower()

    def speaks_of(self, cue: str) -> bool:
        """Tell whether the outcome is said of a thing or a person of this list."""
        pattern = load_cues("outcomes")[cue]
        if self.subject.head == "who":
            return any(pattern.fullmatch(word) for word in self.subject.words)
        return any(pattern.fullmatch(phrase.head) is not None for phrase in (self.subject, self.complement))


def tell_outcome(mention: Mention, sentence: Sentence, *, grown: bool = False) -> Told | None:
    """Tell what a sentence says with an outcome's word; None if nothing of this patient's illness.

    `grown`: the patient is no child, and a newborn somebody else.
    """
    qualifiers = mention.qualifiers
    if sentence.section in _SILENT or qualifiers.subject is not Subject.PATIENT:
        return None
    if qualifiers.period is Period.PLANNED or qualifiers.other_illness:
        return None
    place = _place(mention, sentence)
    if _is_another_word(place, mention.concept) or _is_of_another(place, mention.concept, grown):
        return None
    cues = load_cues("outcomes")
    if cues["not_said"].search(place.before) or cues["not_said"].search(place.after[:40]):
        return None
    near = _LIST_MARKS.split(place.before[-_NEAR:])[-1]
    if _VERB.match(sentence.text, place.start) and _NEW_VERB.search(near):
        near = ""
    elif cues["came_with"].search(place.before):
        return None
    if cues["doubted_before"].search(near) or (mention.concept != IMPROVED and cues["began_with"].search(near)):
        return None
    says = _turn(place, mention.concept, near)
    if says is None or _led_on(place, says):
        return None
    firm = place.speaks_of("illness") or cues["illness"].match(place.word) is not None
    if mention.concept == RECURRENCE and says == RECURRENCE:
        return Told(says, weak=False, firm=firm, treated=_returned(place))
    treated = cues["treated_here"].search(sentence.text, 0, place.end) is not None and place.word != "asymptomatic"
    return Told(says, _is_weak(place, says), firm, treated)


def _place(mention: Mention, sentence: Sentence) -> _Place:
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    before, after = _clause(sentence.text, start, end)
    head, tail = sentence.text[:start], sentence.text[end:]
    is_verb = _VERB_FORM.match(sentence.text, start) is not None or follows_carrier(head)
    return _Place(
        sentence.text, start, end, before, after, subject_of(head) if is_verb else Phrase(), complement_of(tail)
    )


def _is_another_word(place: _Place, concept: str) -> bool:
    """Tell whether the word means something else here, or is said as a purpose or a possibility."""
    cues = load_cues("outcomes")
    if not _VERB.match(place.text, place.start) and _ends_with(cues["part_of_compound"], place.before):
        return True
    if _ends_with(cues["other_before"], place.before) or cues["other_after"].match(place.after.lstrip(" -–")):
        return True
    really = _ends_with(cues["really"], place.before) or (concept == DISCHARGED and place.before.endswith("could be "))
    if _ends_with(cues["infinitive"], place.before) and not really:
        return True
    if place.word.endswith("well") and _PARTICIPLE.match(place.text, place.end):
        return True
    if concept == DISCHARGED and (_SPOILED.match(place.text, place.end) or cues["given_up"].search(place.after[:80])):
        return True
    if concept == STABLE and cues["only_as_to"].match(place.after.lstrip(" -–")):
        return True
    return concept == IMPROVED and _UNDONE.match(place.text, place.end) is not None


def _is_of_another(place: _Place, concept: str, grown: bool) -> bool:
    """Tell whether the outcome is that of another person, of a thing or a step of an operation, or of another time."""
    if place.speaks_of("other_person"):
        return True
    is_child = not grown and _GAVE_BIRTH.search(place.text[: place.start]) is None
    if not is_child and place.speaks_of("newborn") and _WITH_MOTHER.search(place.before) is None:
        return True
    if concept != DEATH and place.speaks_of("thing"):
        return True
    if concept in (STABLE, UNCHANGED) and place.speaks_of("regimen"):
        return True
    earlier = load_cues("outcomes")["earlier"]
    phrases = (str(place.subject), str(place.complement))
    return any(earlier.search(words) for words in phrases) or _BEFORE_ALL.search(place.after[:80]) is not None


def _turn(place: _Place, concept: str, near: str) -> str | None:
    """Turn what the word says if it is denied."""
    cues = load_cues("outcomes")
    # "a recurrence of the infection of the lung has not been observed"
    reach = 2 * _NEAR if concept in (RECURRENCE, PROGRESSION) else _NEAR
    if concept == RECURRENCE and _NO_OTHER.search(near):
        return None
    if not (
        cues["turned_before"].search(near)
        or _NEITHER.search(place.before)
        or cues["turned_after"].search(place.after[:reach])
    ):
        return concept
    if concept == PROGRESSION and "metasta" in place.word:
        return IMPROVED
    if concept == IMPROVED and near.rstrip().endswith("further"):
        return None  # "no further improvement" leaves it open how much there was before
    return TURNED[concept]


def _led_on(place: _Place, says: str) -> bool:
    """Tell whether what was bad was a bout, or the reason of the next step, which the sentence tells."""
    if says not in (NO_IMPROVEMENT, PROGRESSION):
        return False
    if _BEFOREHAND.match(place.text, 0, place.start):
        return _GOES_ON.match(place.text, place.end) is not None
    if _LASTED.match(place.text, place.start):
        return True
    return says == NO_IMPROVEMENT and _REASON.search(place.text[: place.start]) is not None


def _returned(place: _Place) -> bool:
    """Tell whether it is the illness that came back, and not an attribute of a patient ("with relapsed myeloma")."""
    cues = load_cues("outcomes")
    if cues["returned"].fullmatch(place.word) is None or cues["feared"].search(place.before[-60:]):
        return False
    return not place.word.endswith("relapsed") or _ENDED.match(place.text, place.end) is not None


def _is_weak(place: _Place, says: str) -> bool:
    if says == DISCHARGED or (says == IMPROVED and _IN_PASSING.search(place.before)):
        return True
    if says == IMPROVED and place.word == "recovery" and _OF_OPERATION.search(place.text):
        return True
    cues = load_cues("outcomes")
    if cues["of_values"].match(place.text, place.start) is None:
        return False
    pattern = cues["laboratory"]
    return pattern.search(place.before[-_NEAR:]) is not None or pattern.search(place.after[: _NEAR // 2]) is not None


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    first, last = 0, len(text)
    for mark in _CLAUSE_MARKS.finditer(text):
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end:
            last = mark.start()
            break
    return text[first:start], text[end:last]


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    words = before.rstrip(" -–")
    return any(m.end() == len(words) for m in pattern.finditer(words, max(0, len(words) - 40)))
