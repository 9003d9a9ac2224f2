"""What an outcome's word means where it stands: of whom or what it is said, and whether it is an outcome at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.case import Mention, Sentence
from extractor.fields.outcomes.subjects import Phrase, complement_of, follows_carrier, subject_of
from extractor.lexicon import load_cues
from extractor.wordlist import Searched

IMPROVED, NO_IMPROVEMENT, STABLE = "improved", "no improvement", "stable"
RECURRENCE, PROGRESSION, DEATH = "recurrence", "progression", "death"
DISCHARGED = "discharged"  # as a word alone it says little; nothing better said, it stands for improved
UNCHANGED = "unchanged"  # stable if it was better before, else no improvement

_CLAUSE_MARKS = re.compile(r"[;:]|\b(?:but|although|though|however|whereas|while|because)\b", re.IGNORECASE)
_VERB = re.compile(r"\w*ed\b", re.IGNORECASE)
# "uneventful, but on the third day …"
_SPOILED = re.compile(r"[\w\s,]{0,25}\b(?:but|however|until|except)\b")
_UNDONE = re.compile(
    r"\s*but (?:could not|failed|did not|was not)\b"
)  # "the insertion was successful but failed later"
# A finite verb or a participle; what else an outcome's word may be has no subject of its own.
VERB_FORM = re.compile(
    r"\w+ed\b|(?:did|does|do|is|are|was|were|has|have|had|became|got|came|get|gets|grew|went|feels|felt|dies|made|shrank|walks)\b",
    re.IGNORECASE,
)
_GOT_ON = re.compile(r"\s+(?:without|smoothly|normally|nicely)\b", re.IGNORECASE)
# "reduction was attempted but failed": a step of an operation
_ATTEMPT = re.compile(r"\battempt\w*\b", re.IGNORECASE)
# "after other measures were unsuccessful"
_OTHER_MEANS = re.compile(r"\b(?:other|after|as)\s[^.;,]{0,60}$", re.IGNORECASE)
# "a failed manipulation"
_OF_NOUN = re.compile(r"\b(?:an?|the|this|after|following|several|multiple|previous|two)\s$", re.IGNORECASE)
# "failed to confirm the diagnosis", but "failed to respond"
_OTHER_FAILURE = re.compile(
    r"\s+to\s+(?!(?:\w+ly\s)?(?:respond|improve|recover|resolve|control|heal|relieve|regain|achieve|alleviate|halt|prevent"
    r"|show (?:any )?improvement|regress|reduce|provide|produce|thrive|benefit|wean|remit|unite|abate|subside)\b)",
    re.IGNORECASE,
)
# "died of recurrent infection": a cause of death, and no return of the illness
_DIED_OF = re.compile(
    r"\b(?:died|dead|death|succumbed|expired)\b[^.;,]{0,20}\b(?:of|from|to|by)\s(?:an?\s|the\s)?$", re.IGNORECASE
)
# "survived six months": no more than how long
_SO_LONG = re.compile(
    r"\s(?:for\s)?(?:only\s|about\s|another\s|less than\s){0,2}"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|a few)\b"
    r"(?![^.;]{0,80}\b(?:without|free|disease|well)\b)",
    re.IGNORECASE,
)
# "an uneventful transplantation", "well controlled asthma": attributes of something else
_ATTRIBUTE = re.compile(
    r"uneventful|reversible|slowly progressive|(?:freely|fully) mobile|well[\s-]+controlled", re.IGNORECASE
)
# "no complications" is told of an illness, of a step of an operation, or of the time after it: of this alone it counts
_WATCHED = re.compile(
    r"\b(?:follow(?!ed by|ing)\w*|cured?|recover\w*|discharged|home|postoperative (?:course|period)|thereafter"
    r"|(?:months?|years?|weeks?)\s(?:later|after)\b[^.;]{0,80}\bno\s(?:\w+\s)?complications? (?:was|were))\b",
    re.IGNORECASE,
)
_STABILISED = re.compile(r"stabili[sz]ed")
_WITH_OBJECT = re.compile(
    r"\s(?:it|them|him|her|the|his|with|using)\b", re.IGNORECASE
)  # "reduced the pelvis and stabilized it"
# "an angioplasty for the restoration of the flow", but "was effective for the improvement", "required it for recovery"
_PURPOSE = re.compile(
    r"(?<!\bexcept )(?<!\beffective )(?<!\bremarkable )(?<!\bnotable )(?<!\ballowed )(?<!\ballowing )"
    r"\bfor (?:(?:the|a|full|complete|early|further|rapid|better) ){0,2}$",
    re.IGNORECASE,
)
_REQUIRED = re.compile(r"\brequir", re.IGNORECASE)
_DIAGNOSED_AS = re.compile(r"\bdiagnosis of\s(?:an?\s)?$", re.IGNORECASE)  # "a diagnosis of complete regression"
_OF_FETUS = re.compile(r"[^.;]{0,60}\b(?:fetus|foetus|fetal|foetal|stillborn)\b", re.IGNORECASE)
_PREDICATED = re.compile(
    r"\s*(?:[^\w\s]|$|(?:(?:post|peri|intra)[\s-]?operative\w*|clinical|hospital|in-?hospital|early|immediate|further)?\s*"
    r"(?:course|recovery|stay|period|follow|convalescence|healing|outcome)"
    r"|(?:and|with|by|on|after|for|at|in|during|until|under|throughout|without|but|as|using|from|since|while|over|to|when)\b)",
    re.IGNORECASE,
)
# "he could walk freely", "the pain could be alleviated": told of the past, what could be done was done
_ABLE = re.compile(r"(?:could|can now|is able to) (?:again |now |then |even )?$", re.IGNORECASE)
_ABILITY = re.compile(r"(?:walk|ambulat|stand|climb|run|eat|swallow|live|return|resume)\w*\b", re.IGNORECASE)
_COULD_BE = re.compile(r"\bcould (?:\w+ly )?be (?:\w+ly )?$", re.IGNORECASE)
_CAUSED = re.compile(r"\b(?:due|owing|secondary)\sto\s(?:the\s|his\s|her\s|\w+ly\s)?$", re.IGNORECASE)  # no infinitive
# "without any pain relief": it is not the pain that is missing
_RELIEF = re.compile(
    r"[\s-]+(?:improvement|relief|reduction|control|resolution|regression|recovery|response|alleviation)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"[\s-]{1,2}(?!controlled)(?:\w+ed|seen|known|shown|drawn|grown|taken|kept|done)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
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


def find_place(mention: Mention, sentence: Sentence) -> Place:
    """Find the words around an outcome's word, and of whom or what it is said."""
    sentence = sentence.in_cell(mention.span)
    start, end = sentence.place_of(mention.span)
    before, after = _clause(sentence.text, start, end)
    head, tail = sentence.text[:start], sentence.text[end:]
    is_verb = VERB_FORM.match(sentence.text, start) is not None or follows_carrier(head)
    return Place(
        sentence.text, start, end, before, after, subject_of(head) if is_verb else Phrase(), complement_of(tail)
    )


def is_another_word(place: Place, concept: str) -> bool:
    """Tell whether the word means something else here, or is said as a purpose or a possibility."""
    cues = load_cues("outcomes")
    named = place.word.startswith("metasta") or _VERB.match(place.text, place.start) or place.word.endswith("ed")
    if not named and ends_with(cues["part_of_compound"], place.before):
        return True
    after = place.after.lstrip(" -–")
    dead_of = concept == DEATH and after.startswith("from ")  # "died from a stroke", but "recovered from a stroke"
    if ends_with(cues["other_before"], place.before) or (cues["other_after"].match(after) and not dead_of):
        return True
    really = ends_with(cues["really"], place.before) or (concept == DISCHARGED and place.before.endswith("could be "))
    really = really or _was_able(place) or (concept == PROGRESSION and _CAUSED.search(place.before) is not None)
    if ends_with(cues["infinitive"], place.before) and not really:
        return True
    if place.word.endswith("well") and _PARTICIPLE.match(place.text, place.end):
        return True
    if _is_failed_step(place):
        return True
    if _ATTRIBUTE.fullmatch(place.word) and not _PREDICATED.match(place.text, place.end):
        return True
    return _means_other_course(place, concept)


def _means_other_course(place: Place, concept: str) -> bool:
    """Tell whether the words around make another thing of this outcome than what its word says."""
    cues = load_cues("outcomes")
    if concept == DISCHARGED and (_SPOILED.match(place.text, place.end) or cues["given_up"].search(place.after[:80])):
        return True
    if concept == DISCHARGED and "complication" in place.word and not _WATCHED.search(place.text):
        return True
    if (
        concept == STABLE
        and _STABILISED.match(place.word)
        and not place.before.endswith("remained ")
        and _WITH_OBJECT.match(place.text, place.end)
    ):
        return True
    if concept == IMPROVED and place.word.startswith(("no ", "without ")) and _RELIEF.match(place.text, place.end):
        return True
    if concept == IMPROVED and (_DIAGNOSED_AS.search(place.before) or _is_purpose(place)):
        return True
    if concept == DEATH and place.word == "autopsy" and _OF_FETUS.match(place.text, place.end):
        return True
    if concept == RECURRENCE and place.word.startswith("recurrent ") and _DIED_OF.search(place.before):
        return True
    if place.word == "survived" and _SO_LONG.match(place.text, place.end):
        return True
    if concept == STABLE and cues["only_as_to"].match(place.after.lstrip(" -–")):
        return True
    if place.word.endswith("aggravated") and place.text.startswith(" by ", place.end):
        return True  # "pain aggravated by movement"
    if place.word == "progressed" and _GOT_ON.match(place.text, place.end):
        return True
    return concept == IMPROVED and _UNDONE.match(place.text, place.end) is not None


def _is_failed_step(place: Place) -> bool:
    if place.word in ("unsuccessful", "ineffective"):
        near = place.text[max(0, place.start - 60) : place.end + 20]
        other = _ATTEMPT.search(near) or _OTHER_MEANS.search(place.before)
        return other is not None or place.speaks_of("thing")
    if place.word != "failed":
        return False
    tried = _ATTEMPT.search(place.text[max(0, place.start - 60) : place.start])
    return bool(tried or _OF_NOUN.search(place.before) or _OTHER_FAILURE.match(place.text, place.end))


def _is_purpose(place: Place) -> bool:
    return _PURPOSE.search(place.before) is not None and _REQUIRED.search(place.before) is None


def _was_able(place: Place) -> bool:
    if _ABLE.search(place.before) and _ABILITY.match(place.word):
        return True
    return came_about(place)


def came_about(place: Place) -> bool:
    """Tell whether "could be" stands before a participle, with which a report says that it was so."""
    return place.word.endswith("ed") and _COULD_BE.search(place.before) is not None


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    first, last = 0, len(text)
    for mark in _CLAUSE_MARKS.finditer(text):
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end:
            last = mark.start()
            break
    return text[first:start], text[end:last]


def ends_with(pattern: Searched, before: str) -> bool:
    """Tell whether the words before end with one of the cues."""
    words = before.rstrip(" -–")
    return any(m.end() == len(words) for m in pattern.finditer(words, max(0, len(words) - 40)))
