"""What gives a first diagnosis up, and what bears it out: the later statements of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.case import Assertion, Mention, Period, Reading
from extractor.fields.diagnoses.kinship import GROWN, INFLAMED, WORD, may_be_one, places_of_body, stems
from extractor.fields.diagnoses.weighing import Weight, weigh
from extractor.fields.telling import has_cue, is_silent, words_after, words_before
from extractor.fields.wanted import lasts_for_life
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues, load_lexicon

NEXT = 5  # sentences within which tissue shows what pictures did not
_SOON = 4  # sentences within which "however" turns from a diagnosis
_CAUSE = re.compile(r"(?:deficiency|infection|mutation|mutations)$")


# "at operation a gangrenous diverticulum was found"
WAS_FOUND = re.compile(
    r"\b(?:was|were)\s+(?:found|seen|noted|discovered|identified|detected|encountered|revealed|diagnosed|confirmed)\b"
)
_IS_DIAGNOSIS = re.compile(r"\bthe\s+diagnosis\s+(?:was|of)\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_OF_NAME = re.compile(r"\s+of\s+[^.;,]{3,80}")
# What was suspected, and not what was found in between.
_SUSPICION_HELD = compile_guarded(
    r"\b(?:suspicion|(?:suspected|presumed|presumptive|provisional|initial|clinical|preoperative|tentative|working)\s+diagnosis)"
    r"\s+(?:was|were|has\s+been|had\s+been)\s+(?:\w+\s+){0,2}(?:confirmed|proven|verified|corroborated)\b",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"(?:of\s+(?:the\s+)?(?:[\w-]+\s+){1,3})?(?:(?:which|that|and|this)\s+)?(?:(?:was|were|has\s+been|had\s+been)\s+)?(?:(?!not\b|never\b)\w+ly\s+|later\s+|then\s+)?confirmed\b"
)
_BETWEEN = " ,-–"
_RATHER = re.compile(r"\b(?:rather\s+than|instead\s+of|not)\b[^.;,]*$", re.IGNORECASE)
# What is cut out, or gets well, was there: "resection of the choledochal cyst", "the syndrome resolved".
_CUT_OUT = re.compile(r"\b(?:resection|excision|removal)\s+of\s+the\s+$|\bconclude\w*[^.;]*$", re.IGNORECASE)
_GOT_WELL = re.compile(
    r"(?:[^.;,]{0,60}\s)?(?:therapy (?:was )?stopped|(?:was|were) (?:completely |fully )?(?:resolved|cured))\b"
)
# "The final diagnosis was concluded as …"
_FINAL = re.compile(
    r"\b(?:final|definitive|definite)\s(?:[a-z]+\s)?diagnosis\s(?:was\s)?(?:concluded\sas|of|to\sbe)?", re.IGNORECASE
)
_SHARED_CAUSE = re.compile(r"^\S+-(?:associated|induced|related)(?= )")


def is_confirmed(mention: Mention, reading: Reading) -> bool:
    """Tell "which was later confirmed" behind an illness."""
    return _CONFIRMED.match(words_after(mention, reading).lstrip(_BETWEEN)) is not None


def is_named_after_all(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether what "was initially thought to be" this is this in the end: only by its own name, for a growth."""
    if any(m.concept == mention.concept and is_confirmed(m, reading) for m in own):
        return True
    if GROWN.search(mention.concept) is None or is_vague(mention.concept):
        return is_borne_out(mention, own, reading)
    if load_cues("first_diagnoses")["borne_out"].match(words_after(mention, reading).lstrip(_BETWEEN)) is not None:
        return True
    return any(
        m.span.start > mention.span.end
        and m.concept == mention.concept
        and m.qualifiers.assertion is Assertion.PRESENT
        and weigh(m, reading) >= Weight.SHOWN
        and _RATHER.search(words_before(m, reading)) is None
        for m in own
    )


def is_borne_out(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell "polymyositis was suspected, which was confirmed", and "lupus-related" from what was given up."""
    cues = load_cues("first_diagnoses")
    if any(m.concept == mention.concept and is_confirmed(m, reading) for m in own):
        return True
    if cues["borne_out"].match(words_after(mention, reading).lstrip(_BETWEEN)) is not None:
        return True
    if any(_is_concluded(s.text, mention) for s in reading.sentences[mention.sentence + 1 :]):
        return True
    until = min((m.sentence for m in answers_to(mention, own, reading)), default=len(reading.sentences))
    behind = reading.sentences[mention.sentence + 1 :]
    if any(_SUSPICION_HELD.search(s.text) for s in behind):
        return True
    if any(_is_confirmed(s.text, mention) for s in reading.sentences[mention.sentence + 1 : until]):
        return True
    return any(_bears_out(m, mention, reading) for m in own if m.qualifiers.assertion is not Assertion.DENIED)


def _is_concluded(text: str, mention: Mention) -> bool:
    """Tell whether the final diagnosis has all the words of the first, though no list has it."""
    found = _FINAL.search(text)
    return found is not None and stems(mention.concept) <= stems(text[found.end() :]) and _RATHER.search(text) is None


def _is_confirmed(text: str, mention: Mention) -> bool:
    """Tell "this confirmed the diagnosis"; but "confirmed the diagnosis of" speaks of what is named behind it."""
    found = load_cues("first_diagnoses")["bears_out"].search(text)
    if found is None:
        return False
    named = _OF_NAME.match(text, found.end())
    return named is None or bool(stems(mention.concept) & stems(named.group()))


def _bears_out(other: Mention, mention: Mention, reading: Reading) -> bool:
    if other is mention:
        return False
    cause = _SHARED_CAUSE.match(mention.concept)
    if cause is not None and other.span.start > mention.span.end and other.concept.startswith(cause.group()):
        return True  # "ipilimumab-associated colitis", "ipilimumab-associated injury"
    if not may_be_one(mention, other, reading):
        return False
    if _is_cut_out(other, mention, reading):
        return True
    if other.qualifiers.assertion is Assertion.UNCERTAIN:
        turned = load_cues("first_diagnoses")["turns"].search(reading.sentence_of(other).text)
        likened = load_cues("findings")["differential"].search(words_before(other, reading))
        return other.span.start > mention.span.end and turned is None and likened is None and _is_seen(other, reading)
    weight = weigh(other, reading)
    if other.span.start < mention.span.start:
        return weight is Weight.NAMED
    confirming = load_cues("first_diagnoses")["confirming"]
    return (
        weight >= Weight.NAMED
        or _is_seen(other, reading)
        or confirming.search(words_before(other, reading)) is not None
    )


def _is_cut_out(other: Mention, mention: Mention, reading: Reading) -> bool:
    if other.span.start < mention.span.end or other.qualifiers.assertion is Assertion.UNCERTAIN:
        return False
    return (
        _CUT_OUT.search(words_before(other, reading)) is not None
        or _GOT_WELL.match(words_after(other, reading)) is not None
    )


def is_contradicted(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the text itself turns from the diagnosis: "however, … revealed", "was ruled out"."""
    cues = load_cues("first_diagnoses")
    after = words_after(mention, reading)
    if cues["not_it"].match(after.lstrip()) is not None:
        return True
    if any(
        other.concept == mention.concept
        and other.span.start > mention.span.start
        and other.qualifiers.assertion is Assertion.DENIED
        and has_cue("ruled_out", other, reading)
        and not is_confirmed(other, reading)
        for other in own
    ):
        return True
    for other in _others(mention, own, reading):
        if other.sentence > mention.sentence + _SOON or not _can_replace(other, mention, reading):
            continue
        before = words_before(other, reading)
        if other.sentence == mention.sentence:
            before = before[mention.span.end - reading.sentence_of(mention).span.start :]
        turn = cues["turns"].search(before)
        if turn is not None and cues["answers"].search(before, turn.start()) is not None:
            return True
    return False


def is_settled(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether a later sentence makes another illness the diagnosis."""
    return any(
        (m.sentence > mention.sentence or _is_looked_at_between(mention, m, reading))
        and not may_explain(m.concept, mention.concept)
        and _can_replace(m, mention, reading)
        for m in answers_to(mention, own, reading)
    )


def _is_looked_at_between(first: Mention, answer: Mention, reading: Reading) -> bool:
    """Tell "for a suspected lipoma it was excised, and histology revealed …", in one sentence."""
    between = reading.document.text[first.span.end : answer.span.start]
    looked = load_cues("findings")["tissue"].search(between)
    return looked is not None and load_cues("findings")["showed"].search(between, looked.end()) is not None


def _can_replace(answer: Mention, first: Mention, reading: Reading) -> bool:
    """Tell whether a growth is another growth, or shown to be none: what else a patient has leaves it as it is."""
    return (
        GROWN.search(first.concept) is None
        or GROWN.search(answer.concept) is not None
        or _is_seen(answer, reading)
        or weigh(answer, reading) is Weight.FINAL
        or (
            answer.sentence <= first.sentence + NEXT and _IS_DIAGNOSIS.search(words_before(answer, reading)) is not None
        )
    )


def is_revised(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the text says soon, in so many words, that the diagnosis was another."""
    revised = load_cues("first_diagnoses")["revised"]
    return any(
        m.sentence <= mention.sentence + _SOON
        and revised.search(reading.document.text, mention.span.end, m.span.start) is not None
        for m in answers_to(mention, own, reading)
    )


def may_explain(answer: str, first: str) -> bool:
    """Tell a name for the germ or the cause from that of another illness: "pneumonia", "pulmonary infection"."""
    if _CAUSE.search(answer) is not None:
        return True
    return any(word.endswith(INFLAMED) for word in stems(answer) & stems(first))


def is_seen_otherwise(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether soon after it tissue, or a surgeon, shows another illness."""
    return any(
        mention.sentence < m.sentence <= mention.sentence + NEXT
        and _is_seen(m, reading)
        and (GROWN.search(mention.concept) is None or GROWN.search(m.concept) is not None or _is_tissue(m, reading))
        for m in answers_to(mention, own, reading)
    )


def answers_to(mention: Mention, own: Sequence[Mention], reading: Reading) -> Iterator[Mention]:
    """Give the other illnesses that are made the diagnosis behind it, by tissue, a surgeon or in so many words."""
    for other in _others(mention, own, reading):
        if weigh(other, reading) >= Weight.SHOWN or _is_seen(other, reading):
            yield other


def _is_tissue(mention: Mention, reading: Reading) -> bool:
    return load_cues("findings")["tissue"].search(reading.sentence_of(mention).text) is not None


def _is_seen(mention: Mention, reading: Reading) -> bool:
    """Tell what tissue or a surgeon showed: "at laparotomy a torsion was found"."""
    cues = load_cues("first_diagnoses")
    before = words_before(mention, reading)
    looked = cues["looked"].search(before) or load_cues("findings")["tissue"].search(before)
    if looked is None:
        return False
    if cues["answers"].search(before, looked.end()) is not None:
        return True
    return WAS_FOUND.match(words_after(mention, reading).lstrip()) is not None


def _others(mention: Mention, own: Sequence[Mention], reading: Reading) -> Iterator[Mention]:
    """Give the other illnesses that are told behind it."""
    for other in own:
        if (
            other.span.start >= mention.span.end
            and other.qualifiers.assertion is Assertion.PRESENT
            and other.qualifiers.period is not Period.BEFORE
            and not is_silent(other, reading)
            and not is_vague(other.concept)
            and not may_be_one(mention, other, reading)
            and (not lasts_for_life(other) or _is_seen(other, reading))
        ):
            yield other


def is_vague(concept: str) -> bool:
    """Tell what answers nothing: "anemia", "cancer", "liver tumor"."""
    cues = load_cues("findings")
    if any(cues[name].fullmatch(concept) is not None for name in ("mere_finding", "too_general")):
        return True
    if cues["any_mass"].fullmatch(concept) is None:
        return False
    words = WORD.findall(concept.lower())
    return concept not in load_lexicon("disease").concepts() or places_of_body().issuperset(words[:-1])
