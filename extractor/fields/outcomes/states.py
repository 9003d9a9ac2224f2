"""Outcomes that tell a state ("asymptomatic", "in good condition") and no change: when they are told of the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, Sentence
from extractor.fields.outcomes.senses import Place
from extractor.fields.outcomes.turns import was_brought_back
from extractor.fields.times.lengths import course_cue
from extractor.lexicon import load_cues

# What a patient may have been on the day he came as well as at the end.
_STATE = re.compile(
    r"\b(?:asymptomatic|symptom[\s-]?free|symptomless|pain[\s-]?free|painless|afebrile|apyretic|euthyroid|healthy|well|alive|intact"
    r"|(?:good|excellent|satisfactory|stable|normal)\s(?:\w+\s){0,2}(?:condition|health|state)"
    r"|(?:full|normal|good|painless)\s(?:\w+\s){0,2}(?:range of motion|motion|movements?|strength|power|function|gait)"
    r"|(?:freely|fully)\smobile|(?:was|is|were|are)\s(?:completely\s)?normal|stable|(?:no|without(?:\sany)?)\s(?:complaints|symptoms)"
    r"|able\sto\s(?:walk|ambulate|stand|communicate)[\w\s]*)$"
)
# With these it is a change, or lasts from one time to another.
_CHANGE = re.compile(
    r"^(?:(?:re|be)\w+ed|remains?|stays|became|back|did|do(?:es|ing)|done|went|has|have|been|again|discharged|performed"
    r"|go|got|getting|(?:progress|respond|recover|restor|regain|achiev)\w*)\b",
)
# A time behind the beginning.
_COURSE = re.compile(
    r"\b(?:months?|years?|weeks?|days|later|since|still|now|nowadays|currently|today|to date|at present|presently"
    r"|eventually|finally|ultimately|last|again|remain\w*|became|becom\w+|rendered|after|follow\w*|until|discharge\w*|postop\w*|thereafter"
    r"|subsequent\w*|returned|maintain\w*|completion|so far|within)\b",
    re.IGNORECASE,
)
# "on arrival he was in good condition", "was asymptomatic on presentation"
_ON_COMING = re.compile(
    r"\b(?:on|upon|at)\s(?:the\stime\sof\s)?(?:his\s|her\s|the\s)?(?:initial\s|first\s)?"
    r"(?:arrival|admission|presentation|evaluation|inspection|birth|diagnosis)\b"
    r"|\bpre-?\s?an(?:a)?esthetic\b|\binitial(?:ly)?\b|^(?:the\s)?(?:physical\s|clinical\s)examination\b|^(?:on\s)?examination\b"
    r"|^at\sfirst\b|\bpreoperatively\b|\bbefore\s(?:surgery|the\soperation|treatment)\b",
    re.IGNORECASE,
)
# The same without what an examination on any day may begin with.
_LATER = re.compile(
    r"\b(?:months?|years?|weeks?|later|still|now|currently|today|to date|discharge\w*|postoperative\w*|thereafter"
    r"|follow[\s-]?up|(?:after|following)\s(?:the\s)?(?:surgery|operation|treatment|therapy))\b",
    re.IGNORECASE,
)
# "had previously been stable": before what is told
_HAD_BEEN = re.compile(r"\bhad\s(?P<before>previously\s|always\s|until\sthen\s)?(?:been|remained)\s(?:[\w-]+\s){0,4}$")
# "an asymptomatic nodule", but "in an asymptomatic state"
_ATTRIBUTIVE = re.compile(r"(?:asymptomatic|symptom[\s-]free|pain[\s-]free|symptomless)")
_DETERMINED = re.compile(r"(?:^|\b(?:an?|the|this|that|another|other)\s(?:\w+ly\s|otherwise\s)?)$", re.IGNORECASE)
_OF_TIME = re.compile(
    r"\s*(?:$|[^\w\s]|(?:state|condition|status|after|at|on|for|and|with|during|since|under|until|in|but|\d+\s(?:month|year|week|day)s?)\b)"
)
# "an unchanged diffusivity", but "an unchanged condition" and "the cough was unchanged"
_UNCHANGED = re.compile(r"unchanged|unaltered")
_PREDICATE = re.compile(r"\b(?:be|been|was|were|is|are|remain\w*|appear\w*|stayed|seem\w*)\s(?:\w+\s)?$")
_NEXT = 35  # characters behind an attribute in which its noun stands
# "full weight-bearing was permitted", "full range of motion exercises"
_LOAD = re.compile(r"weight[\s-]?bearing|range\sof\s(?:motion|movement)|ambulat|mobili[sz]")
_PERMITTED = re.compile(
    r"\s+(?:(?:was|were|is|are|being|then)\s(?:\w+ly\s)?)?"
    r"(?:permitted|allowed|encouraged|advised|recommended|authori[sz]ed|restricted|avoided|prohibited|planned|exercises?|training)\b"
)
_PERMITTING = re.compile(
    r"\b(?:allow(?:ed|ing)?|permit(?:ted|ting)|encourag(?:ed|ing)|instructed|advised)\s(?:to\s|for\s)?(?:\w+\s){0,2}$"
)
# "a patient in remission presented with …"
_HELD_BY = re.compile(
    r"\b(?:patient|man|woman|girl|boy|child|male|female)\s(?:\([^)]*\)\s)?in\s(?:[\w-]+\s)?$", re.IGNORECASE
)
# "his good condition permitted an operation"
_ALLOWED_IT = re.compile(r"\s(?:allowed|permitted|enabled|favou?red|made)\b")
# "was inserted uneventfully" is told of the step alone
_WENT_HOME = re.compile(
    r"\b(?:discharged?|recover\w*|home|healed|course|follow\w*|weaned|extubated|progressed|reduced)\b", re.IGNORECASE
)
# "alive with metastases" says no more than that he lives, "extubated postoperatively" that an operation was over
_ALIVE_WITH = re.compile(
    r"\swith\s(?:[\w-]+\s){0,3}?(?:metasta\w+|disease|tumou?rs?|cancer|carcinoma|recurren\w+)\b", re.IGNORECASE
)
_WOKEN = re.compile(
    r"\s(?:post-?operatively|immediately|(?:in|on)\sthe\soperating|at\sthe\send\sof|(?:after|following)\s(?:the\s)?(?:surgery|operation|procedure))\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:later|follow[\s-]?up|subsequent\w*|thereafter|then|over\s(?:the|his|her)\s(?:next|following|ensuing|years|months|course|time)"
    r"|over\stime|(?:months|years|weeks|days)\s(?:later|after)|despite|after|during|since|eventually|finally|ultimately"
    r"|(?:gradually|rapidly|progressively|quickly|suddenly|repeatedly|again))\b",
    re.IGNORECASE,
)
_UNTREATED = re.compile(
    r"\b(?:no|without(?:\sany)?|declined|refused)\s(?:[\w-]+\s){0,2}?(?:treatment|therapy|intervention|surgery|operation)\b"
    r"|\b(?:observation|watchful|expectant\w*)\b",
    re.IGNORECASE,
)
_STILL_SILENT = re.compile(
    r"\b(?:still|remain\w*|stayed|continue[sd]?\sto\sbe)\s(?:\w+ly\s)?asymptomatic\b", re.IGNORECASE
)
# "an asymptomatic man", "was found incidentally"
_SILENT_FIND = re.compile(
    r"^(?:an?|we\s[^.;]{0,40}\san?)\s(?:[\w-]+\s){0,4}?asymptomatic\s(?!\w+ing\b)|\bincidental(?:ly)?\b", re.IGNORECASE
)


# "near fatal", "met the criteria of brain death": nobody died
_NEARLY_DEAD = re.compile(
    r"\b(?:near|nearly|almost|(?:features?|criteria|requirements?|signs?|diagnosis|suspicion|suspicious|mimic\w*|imitat\w+|suggest\w+|tests?|testing)"
    r"(?:\s(?:of|for))?)[\s-](?:the\s)?$",
    re.IGNORECASE,
)
_DEADLY = frozenset({"fatal", "brain death", "brain dead", "death"})
# "since he was asymptomatic, no treatment was begun": why something was not done
_REASON = re.compile(
    r"\b(?:since|as|because|given that|considering(?: that)?|seeing that)\s"
    r"(?:(?:the|our|this)\s(?:patient|child|boy|girl|man|woman)|he|she)\s"
    r"(?:was|is|remained)\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)


def is_state(place: Place) -> bool:
    """Tell whether the word is one of state, and not of change."""
    return _STATE.search(place.word) is not None and _CHANGE.match(place.word) is None


def comes_later(sentence: Sentence) -> bool:
    """Tell whether a sentence dates what it tells behind something else."""
    return _DATED.search(sentence.text) is not None


def is_no_outcome(place: Place) -> bool:
    """Tell whether the word is an attribute of something, what was allowed, or how the patient was when he came."""
    if place.word == "uneventfully" and _WENT_HOME.search(place.text) is None:
        return True
    if _is_attribute(place) or was_brought_back(place) or (place.word in _DEADLY and _NEARLY_DEAD.search(place.before)):
        return True
    if place.word == "alive" and _ALIVE_WITH.match(place.text, place.end):
        return True
    if place.word.startswith("extubat") and _WOKEN.match(place.text, place.end):
        return True
    if _LOAD.search(place.word) and (_PERMITTED.match(place.text, place.end) or _PERMITTING.search(place.before)):
        return True
    if place.word.endswith("remission") and _HELD_BY.search(place.before):
        return True
    if not is_state(place):
        return False
    if _ALLOWED_IT.match(place.text, place.end) or _REASON.search(place.text, 0, place.start):
        return True
    had = _HAD_BEEN.search(place.before)
    if had is not None and (had["before"] or _COURSE.search(place.text, had.end()) is None):
        return True
    return _ON_COMING.search(place.text) is not None and _LATER.search(place.text) is None


def _is_attribute(place: Place) -> bool:
    if _OF_TIME.match(place.text, place.end):
        return False
    if _ATTRIBUTIVE.fullmatch(place.word):
        return _DETERMINED.search(place.before) is not None
    if _UNCHANGED.fullmatch(place.word) is None or _PREDICATE.search(place.before):
        return False
    return load_cues("outcomes")["complained_of"].search(place.after[:_NEXT]) is None


def follows_course(sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a time or a treatment is told in the sentence of a state, or a treatment anywhere before it."""
    if _COURSE.search(sentence.text):
        return True
    # What the first sentence of a paper tells of a treatment is its subject, and not what has been done so far.
    earlier = [s.text for s in sentences if s.index < sentence.index][1:]
    return any(
        course_cue(name).search(text) for text in (*earlier, sentence.text) for name in ("treated_at_all", "turn")
    )


def stays_as_found(place: Place, sentence: Sentence, sentences: Sequence[Sentence], given: Sequence[Mention]) -> bool:
    """Tell "is still asymptomatic" of a patient who was never treated: nothing got better."""
    if any(m.sentence < sentence.index for m in given):
        return False
    if not (is_state(place) or place.word.startswith("well")) or _STILL_SILENT.search(place.text) is None:
        return False
    earlier = [s.text for s in sentences if s.index < sentence.index]
    if any(_SILENT_FIND.search(text) for text in earlier):
        return True
    return any(_UNTREATED.search(text) for text in earlier) or not any(
        course_cue("treated_at_all").search(text) for text in (*earlier, sentence.text)
    )
