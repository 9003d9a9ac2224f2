"""What gives a first diagnosis up, and what bears it out: the later statements of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.case import Assertion, Mention, Period, Reading
from extractor.fields.telling import SILENT, has_cue, is_silent, words_after, words_before
from extractor.fields.wanted import is_same_illness
from extractor.fields.weighing import Weight, weigh
from extractor.lexicon import load_cues, load_lexicon

_NEXT = 5  # sentences within which tissue shows what pictures did not
_SOON = 4  # sentences within which "however" turns from a diagnosis
_WORD = re.compile(r"[a-z]+")
_STEM = 6  # letters that tell "tuberculous" and "tuberculosis" from "tubular"
_WHOLE = ("itis", "oma")  # such names are told apart by all their letters: appendicitis, appendiceal carcinoma
_GROWTH = re.compile(r"(?:tumou?r|neoplasm|mass|lesion|malignan\w+|cancer|neoplasia|growth|polyp)s?$", re.IGNORECASE)
_GROWN = re.compile(
    r"(?:tumou?r|neoplas\w+|cancer|oma|sarcoma|blastoma|metasta\w+|leuk\w+|carcinoid|malignan\w+)s?$", re.IGNORECASE
)
_CANCER = re.compile(r"(?:cancer|carcinoma|malignan\w+)s?$", re.IGNORECASE)
_ANY_CANCER = re.compile(r"cancer|malignan", re.IGNORECASE)
# Growths that many organs have: to share one of these says nothing.
_MANY = frozenset(("carcinoma", "adenocarcinoma", "adenoma", "sarcoma", "coma"))
_OF_VESSELS = re.compile(r"(?:ang|arter)iitis$|arteritis$|polyangiitis")
_CAUSE = re.compile(r"(?:deficiency|infection|mutation|mutations)$")
_INFLAMED = ("itis", "pneumonia")
_NO_GERM = re.compile(
    r"\b(?:organi[sz]ing|eosinophilic|interstitial|lupus|hypersensitivity|lipoid|autoimmune|granulomatous|rheumatoid|igg4)\b",
    re.IGNORECASE,
)


def may_be_one(mention: Mention, other: Mention, reading: Reading) -> bool:
    """Tell whether two mentions may be of one illness, by its name or as the text calls it."""
    return is_kin(mention.concept, other.concept) or is_kin(
        reading.document.quote(mention.span), reading.document.quote(other.span)
    )


def is_kin(one: str, other: str) -> bool:
    """Tell whether two names may be of one illness: one says more than the other, or calls the same growth."""
    if "vasculitis" in one and _OF_VESSELS.search(other) is not None:
        return True
    if is_same_illness(one, other):
        more = max(one, other, key=len)
        return one == other or not (one.endswith(_INFLAMED) and _NO_GERM.search(more) is not None)
    if _GROWTH.search(one) is not None and _CANCER.search(one) is None and _GROWN.search(other) is not None:
        return True
    if _CANCER.search(one) is not None and _CANCER.search(other) is not None and _ANY_CANCER.search(one + other):
        return True
    heads = [name.lower().split(" of ")[0] for name in (one, other)]
    if any(more.endswith(less) for more, less in (heads, heads[::-1]) if " " not in less):
        return True  # sarcoma of the thigh, liposarcoma
    mine, others = _stems(one), _stems(other)
    if any(word.endswith("oma") and word not in _MANY for word in mine & others):
        return True
    return bool(mine and others) and (mine <= others or others <= mine)


def _stems(name: str) -> frozenset[str]:
    words = [word for word in _WORD.findall(name.lower()) if len(word) > 2]
    places = _places()
    words = [word for word in words if word not in places] or words
    return frozenset(word if word.endswith(_WHOLE) else word[:_STEM] for word in words)


@cache
def _places() -> frozenset[str]:
    """Give the words that say where an illness is, and no more."""
    terms = (term.term for name in ("organ", "body_part") for term in load_lexicon(name).terms)
    return frozenset(word for term in terms for word in _WORD.findall(term.lower()))


def is_borne_out(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell "polymyositis was suspected, which was confirmed", and "lupus-related" from what was given up."""
    cues = load_cues("first_diagnoses")
    after = words_after(mention, reading).lstrip(" ,-–")
    if cues["borne_out"].match(after) is not None:
        return True
    until = min((m.sentence for m in answers_to(mention, own, reading)), default=len(reading.sentences))
    if any(cues["bears_out"].search(s.text) for s in reading.sentences[mention.sentence + 1 : until]):
        return True
    return any(_bears_out(m, mention, reading) for m in own if m.qualifiers.assertion is Assertion.PRESENT)


def _bears_out(other: Mention, mention: Mention, reading: Reading) -> bool:
    if other is mention or not may_be_one(mention, other, reading):
        return False
    weight = weigh(other, reading)
    if other.span.start < mention.span.start:
        return weight is Weight.NAMED
    confirming = load_cues("first_diagnoses")["confirming"]
    return (
        weight >= Weight.NAMED
        or _is_seen(other, reading)
        or confirming.search(words_before(other, reading)) is not None
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
        m.sentence > mention.sentence
        and not _may_explain(m.concept, mention.concept)
        and _can_replace(m, mention, reading)
        for m in answers_to(mention, own, reading)
    )


def _can_replace(answer: Mention, first: Mention, reading: Reading) -> bool:
    """Tell whether a growth is another growth, or shown to be none: what else a patient has leaves it as it is."""
    return (
        _GROWN.search(first.concept) is None
        or _GROWN.search(answer.concept) is not None
        or _is_seen(answer, reading)
        or weigh(answer, reading) is Weight.FINAL
    )


def is_revised(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the text says soon, in so many words, that the diagnosis was another."""
    revised = load_cues("first_diagnoses")["revised"]
    return any(
        m.sentence <= mention.sentence + _SOON
        and revised.search(reading.document.text, mention.span.end, m.span.start) is not None
        for m in answers_to(mention, own, reading)
    )


def _may_explain(answer: str, first: str) -> bool:
    """Tell a name for the germ or the cause from that of another illness: "pneumonia", "pulmonary infection"."""
    if _CAUSE.search(answer) is not None:
        return True
    return any(word.endswith(_INFLAMED) for word in _stems(answer) & _stems(first))


def is_seen_otherwise(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether soon after it tissue, or a surgeon, shows another illness."""
    return any(
        mention.sentence < m.sentence <= mention.sentence + _NEXT and _is_seen(m, reading)
        for m in answers_to(mention, own, reading)
    )


def is_unlike_tissue(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether tissue, or a surgeon, soon shows what has no name here, and the illness is not named again."""
    if any(m.span.start >= mention.span.end and may_be_one(mention, m, reading) for m in own):
        return False
    cues = load_cues("first_diagnoses")
    tissue = load_cues("findings")["tissue"]
    behind = words_after(mention, reading)
    turn = cues["turns"].search(behind)
    looked = cues["looked"].search(behind, turn.end()) if turn is not None else None
    if looked is not None and load_cues("findings")["showed"].search(behind, looked.end()) is not None:
        return True
    for sentence in reading.sentences[mention.sentence + 1 : mention.sentence + _NEXT]:
        looked = tissue.search(sentence.text)
        if looked is not None and sentence.section not in SILENT:
            return load_cues("findings")["showed"].search(sentence.text, looked.end()) is not None
    return False


def answers_to(mention: Mention, own: Sequence[Mention], reading: Reading) -> Iterator[Mention]:
    """Give the other illnesses that are made the diagnosis behind it, by tissue, a surgeon or in so many words."""
    for other in _others(mention, own, reading):
        if weigh(other, reading) >= Weight.SHOWN or _is_seen(other, reading):
            yield other


def _is_seen(mention: Mention, reading: Reading) -> bool:
    """Tell what tissue or a surgeon showed: "at laparotomy a torsion was found"."""
    cues = load_cues("first_diagnoses")
    before = words_before(mention, reading)
    looked = cues["looked"].search(before) or load_cues("findings")["tissue"].search(before)
    return looked is not None and cues["answers"].search(before, looked.end()) is not None


def _others(mention: Mention, own: Sequence[Mention], reading: Reading) -> Iterator[Mention]:
    """Give the other illnesses that are told behind it."""
    for other in own:
        if (
            other.span.start >= mention.span.end
            and other.qualifiers.assertion is Assertion.PRESENT
            and other.qualifiers.period is not Period.BEFORE
            and not is_silent(other, reading)
            and not _is_vague(other.concept)
            and not may_be_one(mention, other, reading)
            and (load_cues("findings")["lasting"].fullmatch(other.concept) is None or _is_seen(other, reading))
        ):
            yield other


def _is_vague(concept: str) -> bool:
    """Tell what answers nothing: "anemia", "cancer", "liver tumor"."""
    cues = load_cues("findings")
    if any(cues[name].fullmatch(concept) is not None for name in ("mere_finding", "too_general")):
        return True
    if cues["any_mass"].fullmatch(concept) is None:
        return False
    words = _WORD.findall(concept.lower())
    return concept not in load_lexicon("disease").concepts() or _places().issuperset(words[:-1])
