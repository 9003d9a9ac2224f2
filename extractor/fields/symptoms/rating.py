"""How surely the words around a finding tell that the patient came with it, or that the doctor found it."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum

from extractor.case import Mention, Reading
from extractor.fields.symptoms.late import has_grown, is_among_complaints
from extractor.fields.symptoms.outward import is_outward, is_unpictured, went_on
from extractor.fields.symptoms.reasons_of_tests import is_reason_of_test, told_beside_tests
from extractor.fields.tabled import is_under
from extractor.fields.telling import words_after, words_before
from extractor.fields.wanted import is_unlisted
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues
from extractor.wordlist import Searched

_BESIDE = 60  # characters behind a finding that may say how it was found
_STATE = re.compile(  # "the patient was pale, sweating and hypotensive": an adjective of the patient
    r"\b(?:patient|he|she|boy|girl|child|infant|baby|newborn|neonate|man|woman)\s+(?:was|is|became|appeared|looked)"
    r"(?:\s+(?!with|for|to|on|of|by|in|not|diagnosed|treated|given|started|found)[\w-]+,?){0,6}\s*$",
    re.IGNORECASE,
)
# "this patient was struggling to pass urine": a state of the patient, not what came of the treatment
_OF_PATIENT = re.compile(
    r"\b(?:patient|he|she|boy|girl|child|infant|baby|newborn|neonate|man|woman)\b[^;]*$", re.IGNORECASE
)
_OF_COURSE = re.compile(
    r"\b(?:develop\w*|discharged|remain\w*|relapse\w*|recur\w*|home|post-?operative\w*|follow-?up|end\s+of"
    r"|(?:after|during|following)\s+(?:the\s+)?"
    r"(?:surgery|operation|procedure|intervention|treatment|therapy|chemotherapy|radiotherapy))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^[^.;,]{0,12}\b\d{2,3}\s*(?:beats|bpm|/|per min|mm\s?Hg)", re.IGNORECASE
)  # "tachycardia (120/min)"
_BEDSIDE = re.compile(  # "his pulse was 96": whoever counts it goes on to tell what he saw
    r"\b(?:blood\s+pressure|pulse|heart\s+rate|respiratory\s+rate|temperature|visual\s+acuity|intraocular\s+pressure"
    r"|oxygen\s+saturation|SpO2)\b[^.;]{0,60}?\d",
    re.IGNORECASE,
)
_NO_TEST = re.compile(  # the words of a test or of tissue that tell of neither
    r"\b(?:departments?|units?|clinics?|divisions?|services?|sections?)\s+(?:of|for)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:radiology|pathology|endoscopy|ultrasound|imaging)\b"
    r"|\b(?:radiology|pathology|endoscopy|ultrasound|imaging)\s+(?:department|unit|clinic|service|suite)\b"
    r"|\bblood[\s-]stained\b|\bmicroscopic\s+ha?ematuria\b|\bsoft[\s-]tissue(?=\s+(?:swelling|infection|injur))"
    r"|\bpathological(?:ly)?\s+(?:late|brisk|reflex(?:es)?|histor(?:y|ies)|antecedents?|elements?|signs?|fractures?"
    r"|conditions?|crying|laughter|laughing|gait|murmurs?)\b",
    re.IGNORECASE,
)
_CAME = compile_guarded(  # "presented to a regional hospital with": up to the complaint
    r"\b(?:presented|represented|re-presented|readmitted|admitted|referred|brought|came"
    r"|returned(?! to (?:\w+ )?"
    r"(?:work|school|normal|daily|baseline|previous|activit|sport|play|full|home|usual|base|function))"
    r"|transferred|hospitali[sz]ed)\b"
    r"(?:(?!\b(?:with|for|because|due|and|which|where|reveal|show|demonstrat|disclos|confirm))[^.;]){1,80}"
    r"\b(?:with|for|because of|due to|complaining of)\b",
    re.IGNORECASE,
)
_CAME_BACK = re.compile(
    r"\b(?:re-?admitted|re-?presented|returned)\b"
    r"(?! to (?:\w+ )?(?:work|school|normal|daily|baseline|previous|activit|sport|play|full|home|usual|base|function))"
    r"[^.;]{0,80}?\b(?:with|for|because of|due to|complaining of)\b[^.;]*$",
    re.IGNORECASE,
)
_SHOWED_BY_PATIENT = re.compile(  # "the patient showed hypopigmentation and mild splenomegaly"
    r"\b(?:patient|boy|girl|child|infant|baby|newborn|neonate|man|woman|male|female|he|she)\s+(?:had\s+|also\s+)?"
    r"(?:showed|exhibited|displayed|manifested)\b[^.;:]*$",
    re.IGNORECASE,
)
# "a mass was noted in the placenta on ultrasound", "lymphadenopathy on CT": what no hand or eye has found
_SEEN_BEHIND = re.compile(
    r"(?:\s+\([^()]{1,40}\))?(?:\s+(?:within|in|of|at|near|from)\s+(?:the\s+|her\s+|his\s+)?[\w-]+(?:\s+[\w-]+){0,2}?)?"
    r"(?:\s+(?:that\s+|which\s+)?(?:was|were|had\s+been))?(?:\s+incidentally)?"
    r"(?:\s+(?:seen|noted|found|detected|identified|visible|visuali[sz]ed|discovered|demonstrated|revealed|shown|observed"
    r"|apparent))?(?:\s+incidentally)?(?:\s+(?:within|in)\s+the\s+[\w-]+)?"
    r"\s+(?:on|by|with|in|at|during|upon)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:ultraso\w+|sonogra\w+|CT|MRI|tomograph\w*|radiograph\w*|x-rays?|echocardiogra\w+|imaging|endoscop\w+"
    r"|colonoscop\w+|scans?|mammogra\w+|PET)\b",
    re.IGNORECASE,
)
_BY_EXAMINER = re.compile(  # "a hard mass in the anal canal was found on digital rectal examination"
    r"[^.;]{0,60}?\b(?:on|upon|at|during|by)\s+(?:(?:the|his|her)\s+)?(?:(?:initial|careful|detailed|general|routine)\s+)?"
    r"(?:(?:digital|rectal|vaginal|pelvic|physical|clinical|neurologic(?:al)?|ophthalm\w+|oral|intra-?oral|extra-?oral"
    r"|abdominal|cutaneous|skin|dermatologic(?:al)?|local|genital|speculum|gyna?ecologic(?:al)?|bimanual|external"
    r"|orthopa?edic|slit[ -]lamp)\s+){1,2}(?:examination|exam|inspection|palpation)\b",
    re.IGNORECASE,
)
_LUMP = re.compile(
    r".*\b(?:mass|effusion)|ascites|lymphadenopathy|(?:hepato)?splenomegaly|hepatomegaly|nephromegaly|abscess",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(r"(?:,\s[\w\s-]{3,25}){0,2},?\s?\band\s(?:[\w-]+\s){1,4}", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ic|ive|al|ous|ed|ent|ant|ish|ile)$", re.IGNORECASE)


class Telling(IntEnum):
    """How surely a mention tells what the patient came with; the lowest two are not believed."""

    NOT = 0  # seen on a picture, in the blood or in another illness
    LATE = 1  # after treatment began, and not as a complaint
    FOUND = 2  # at the examination, or told without more
    EXAMINED = 3  # by the doctor's eyes, ears and hands
    PRESENTED = 4  # what brought the patient to the doctor


def least_telling(mention: Mention) -> Telling:
    """Give how surely it must be told to be believed."""
    cues = load_cues("findings")
    if cues["told_only"].fullmatch(mention.concept) is not None:
        return Telling.PRESENTED
    if is_unlisted(mention) or cues["weak"].fullmatch(mention.concept) is not None:
        return Telling.EXAMINED
    return Telling.FOUND


def rate_telling(mention: Mention, reading: Reading, late: Callable[[], bool]) -> Telling:
    """Tell how surely a mention tells what the patient came with; `late` tells whether treatment had begun."""
    if is_under("symptoms", mention, reading) or is_under("initial_symptoms", mention, reading):
        return Telling.PRESENTED
    before = words_before(mention, reading)
    clause = before[max(before.rfind(";"), before.rfind(", but "), before.rfind(", and then ")) + 1 :]
    cues = load_cues("findings")
    seen = _last_seen(clause)
    examined = last_cue(cues["examined"], clause)
    came = max(last_cue(cues["came_because"], clause), last_cue(_CAME, clause))
    if seen > examined and is_reason_of_test(clause[seen:], mention):
        came = len(clause)
    if seen > max(examined, came):
        came_too, by_hands = told_beside_tests(clause, mention)
        came, examined = max(came, came_too), max(examined, by_hands)
    if examined < 0 and cues["examination"].match(clause) is not None:
        examined = 0
    if is_unpictured(mention):
        seen = -1
    if seen > max(examined, came) or (seen >= 0 and came > examined and cues["showed"].search(clause, came)):
        return Telling.NOT
    if _points_to_pictures(mention, reading) or _is_seen_behind(mention, reading):
        return Telling.NOT
    if came > seen >= 0 or (
        _CAME_BACK.search(clause) is not None and cues["showed"].search(clause, max(came, 0)) is None
    ):
        return Telling.PRESENTED
    # "she showed the following symptoms: …", but not "she presented to us, and tests showed …"
    if cues["presented"].search(before) is not None and last_cue(cues["showed"], clause) <= last_cue(
        cues["presented"], clause
    ):
        return Telling.PRESENTED
    if _has_appeared(mention, reading) or has_grown(mention, reading):
        return Telling.PRESENTED
    shown = seen < 0 and _SHOWED_BY_PATIENT.search(clause) is not None
    if examined >= 0 or shown or _is_palpable(mention, reading) or _is_state(clause, mention, reading):
        return Telling.EXAMINED
    # What has gone on treatment had brought the patient to it.
    if not mention.qualifiers.gone and not went_on(mention, reading) and late():
        own = _OF_PATIENT.search(clause) is not None and _OF_COURSE.search(clause) is None
        return Telling.FOUND if own else Telling.LATE
    beside = (
        _goes_on_examining(mention, reading) or is_outward(mention, reading) or is_among_complaints(mention, reading)
    )
    return Telling.EXAMINED if beside else Telling.FOUND


def _has_appeared(mention: Mention, reading: Reading) -> bool:
    """Tell whether the words behind say that it came up, alone or with others: "cough and chest pain developed"."""
    behind = words_after(mention, reading).lstrip()
    appeared = load_cues("findings")["appeared"].search(behind, 0, _BESIDE)
    return appeared is not None and (
        appeared.start() == 0 or _WITH_OTHERS.fullmatch(behind, 0, appeared.start()) is not None
    )


def _last_seen(clause: str) -> int:
    """Give where the last word for a test, an operation or tissue ends in a clause; -1 if there is none."""
    cues = load_cues("findings")
    clause = _NO_TEST.sub(lambda match: " " * len(match.group()), clause)
    return max(last_cue(cues[name], clause) for name in ("pictured", "seen_inside", "tissue"))


def last_cue(cues: Searched, text: str) -> int:
    """Give where the last cue of a list ends in a text; -1 if there is none."""
    return max((match.end() for match in cues.finditer(text)), default=-1)


def _is_palpable(mention: Mention, reading: Reading) -> bool:
    """Tell whether hands, eyes or ears found it: "palpable masses", "a mass was felt below the navel"."""
    behind = words_after(mention, reading)[:_BESIDE]
    named = reading.document.quote(mention.span)
    cues = load_cues("findings")
    if cues["by_hand"].search(named) is not None or cues["by_hand"].search(behind) is not None:
        return True
    return _BY_EXAMINER.match(words_after(mention, reading)) is not None


def _is_state(clause: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether it is said of the patient as a state, or with the figure that was counted at the bedside."""
    if _COUNTED.match(words_after(mention, reading)) is not None:
        return True
    return _ADJECTIVE.search(reading.document.quote(mention.span)) is not None and _STATE.search(clause) is not None


def _goes_on_examining(mention: Mention, reading: Reading) -> bool:
    """Tell whether the sentence before told of an examination or its figures, and none of the two of pictures."""
    if mention.sentence == 0:
        return False
    cues = load_cues("findings")
    this, previous = reading.sentence_of(mention).text, reading.sentences[mention.sentence - 1].text
    if (
        cues["examined"].search(previous) is None
        and cues["examination"].match(previous) is None
        and _BEDSIDE.search(previous) is None
    ):
        return False
    others = ("pictured", "seen_inside", "tissue")
    return not any(cues[name].search(text) for name in others for text in (this, previous))


def _is_seen_behind(mention: Mention, reading: Reading) -> bool:
    """Tell whether the words behind say on which picture it was seen: "a mass in the right lung on a radiograph"."""
    if _LUMP.fullmatch(mention.concept) is None:
        return False
    return _SEEN_BEHIND.match(words_after(mention, reading)) is not None


def _points_to_pictures(mention: Mention, reading: Reading) -> bool:
    """Tell whether the sentence says what the pictures named in the one before showed: "these revealed a mass"."""
    cues = load_cues("findings")
    points = cues["points_back"].match(reading.sentence_of(mention).text)
    if points is None or mention.sentence == 0:
        return False
    return cues["pictured"].search(reading.sentences[mention.sentence - 1].text) is not None
