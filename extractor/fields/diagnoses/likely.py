"""How likely a named illness is the one that a paper reports: what its text does with it → a chance.

The rules say which illness is told firmest. That is seldom enough to tell the illness reported from one of the
background, a companion or a first impression: there it counts how often it is named, where, among how many others and
behind which small words. The weights stand in `lexicons/likely.toml`; `corpus/learn_likely.py` fits them to what
readers said of the diagnoses of case reports. What is too unlikely is proposed to the reviewer, and not stated.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.case import Mention, MentionKind, Reading, Sentence, Source, Subject
from extractor.fields.diagnoses.kinship import GROWN
from extractor.fields.diagnoses.weighing import Weight, weigh_told
from extractor.fields.telling import SILENT, is_silent
from extractor.fields.wanted import is_bare, is_same_illness
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues
from extractor.problem import DataError
from extractor.wordlist import Searched

FILE = "lexicons/likely.toml"
_KINDS = ("state", "sign", "lasting", "mere_finding", "told_only", "vague", "too_general", "failing")
_CUES: Mapping[str, Searched] = {
    "diagnosis": compile_guarded(r"\bdiagnos", re.IGNORECASE),
    "tissue": compile_guarded(
        r"\b(?:histo|patholog|biops|microscop|immunohisto|autops|cytolog|genetic|sequenc|mutation)", re.IGNORECASE
    ),
    "finding": compile_guarded(
        r"\b(?:reveal|confirm|disclos|show|demonstrat|identif|consistent|compatible|detect|found|prov)", re.IGNORECASE
    ),
    "short form": re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])"),
}
_WORD = re.compile(r"[A-Za-z]+|\d+|[^\w\s]")
_SMALL = frozenset(
    "with of for to by in a an the as and or from after due secondary underlying , ( . ) who had has was were revealed"
    " showed confirmed developed diagnosed is on without including known history severe recurrent rare caused"
    " associated case".split()
)
_PROPOSED = 0.4  # of chance: of what is likelier and stands alone, 182 of 330 are right (cross-validated, 2026-11-29)
_REACH = 3  # words before a name that are looked at
# More than these says no more: a paper is longer than the abstracts that the weights were fitted to.
_MOST_NAMED, _MOST_OTHERS, _MOST_CUES, _MOST_WORDS, _MOST_SENTENCES = 4, 5, 3, 5, 36


@dataclass(frozen=True, slots=True)
class Candidate:
    """An illness of the patient by whatever names a text has for it, and the signs that speak for or against it."""

    mentions: tuple[Mention, ...]
    signs: Mapping[str, float]

    @property
    def names(self) -> frozenset[str]:
        """The concepts of its mentions."""
        return frozenset(m.concept for m in self.mentions)


def unlikely_ones(accepted: Collection[Mention], known: Iterable[Mention], reading: Reading) -> Collection[str]:
    """Give the names of accepted illnesses that are too unlikely to be stated.

    What a paper says that it reports is not, and nothing is in texts longer than those that the weights were fitted to.
    """
    if not accepted or _is_long(reading):
        return ()
    known = list(known)
    least = load_weights()["least"]
    unlikely = {name for name, chance in chances(accepted, known, reading).items() if chance < least}
    return {name for name in unlikely if not any(_is_reported(m, name, reading) for m in known)}


def likeliest_one(known: Iterable[Mention], reading: Reading) -> tuple[Mention, ...]:
    """Give the names of the illness that is likeliest to be the one reported where the rules chose none.

    As many are right as wrong: the reviewer is to choose. Nothing is in texts longer than the weights were fitted to.
    """
    if _is_long(reading):
        return ()
    weights = load_weights()
    found = [(chance_of(one.signs, weights), one) for one in find_candidates((), known, reading)]
    chance, best = max(found, key=lambda pair: (pair[0], -pair[1].mentions[0].span.start), default=(0.0, None))
    return best.mentions if best is not None and chance >= _PROPOSED else ()


def _is_long(reading: Reading) -> bool:
    """Tell whether a text is longer than those that the weights were fitted to."""
    return sum(s.section not in SILENT for s in reading.sentences) > _MOST_SENTENCES


def _is_reported(mention: Mention, name: str, reading: Reading) -> bool:
    return (
        mention.qualifiers.subject is Subject.PATIENT
        and is_same_illness(mention.concept, name)
        and weigh_told(mention, reading) is Weight.NAMED
    )


def chances(accepted: Collection[Mention], known: Iterable[Mention], reading: Reading) -> dict[str, float]:
    """Give by name how likely each accepted illness is the one that the paper reports."""
    weights, names = load_weights(), {m.concept for m in accepted}
    found: dict[str, float] = {}
    for candidate in find_candidates(accepted, known, reading, only_accepted=True):
        found |= dict.fromkeys(candidate.names & names, chance_of(candidate.signs, weights))
    return found


def chance_of(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Give the chance of what has these signs; a sign without a weight says nothing."""
    odds = weights["start"] + math.fsum(weights.get(sign, 0.0) * amount for sign, amount in signs.items())
    return 1 / (1 + math.exp(-odds))


@cache
def load_weights() -> Mapping[str, float]:
    """Read the weights that come with the program, with `start` and `least`.

    Raises:
        DataError: the file is not as `corpus/learn_likely.py` writes it.
    """
    try:
        raw = tomllib.loads((files("extractor") / FILE).read_text(encoding="utf-8"))
        return {"start": float(raw["start"]), "least": float(raw["least"])} | {
            sign: float(weight) for sign, weight in raw["signs"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"{FILE}: not as `corpus/learn_likely.py` writes it: {error}") from error


def find_candidates(
    accepted: Collection[Mention], known: Iterable[Mention], reading: Reading, *, only_accepted: bool = False
) -> Iterator[Candidate]:
    """Give the illnesses that a text tells of the patient, with their signs."""
    own = [m for m in known if m.qualifiers.subject is Subject.PATIENT and not is_silent(m, reading)]
    groups = _group(own)
    sentences = [s for s in reading.sentences if s.section not in SILENT]
    places = {s.index: place for place, s in enumerate(sentences)}
    names = {m.concept for m in accepted}
    for group in groups:
        taken = any(m.concept in names for m in group)
        if taken or not only_accepted:
            signs = {"accepted" if taken else "passed over": 1.0}
            if taken:
                signs["values"] = len(names)
            elif not names:
                signs["empty"] = 1.0
            signs |= _signs_of_names(group, reading) | _signs_of_place(group, groups, places)
            signs |= _signs_of_cues(group, sentences) | _signs_of_words(group, reading)
            yield Candidate(tuple(group), {sign: float(amount) for sign, amount in signs.items() if amount})


def _group(mentions: Iterable[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        group = next((g for g in groups if is_same_illness(g[0].concept, mention.concept)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return groups


def _signs_of_names(group: Sequence[Mention], reading: Reading) -> dict[str, float]:
    cues, names = load_cues("findings"), {m.concept for m in group}
    longest = max(names, key=lambda name: (len(name), name))
    signs: dict[str, float] = {f"told {max(weigh_told(m, reading) for m in group).name}": 1}
    signs |= dict.fromkeys((f"is {m.qualifiers.assertion}" for m in group), 1)
    signs |= dict.fromkeys((f"was {m.qualifiers.period}" for m in group), 1)
    signs |= {f"a {kind}": 1 for kind in _KINDS if any(cues[kind].fullmatch(name) is not None for name in names)}
    signs["asserted"] = sum(m.qualifiers.holds for m in group) / len(group)
    signs["a growth"] = GROWN.search(longest) is not None
    signs["a bare name"] = all(is_bare(name) for name in names)
    signs["an unlisted name"] = any(m.source is Source.RULE for m in group)
    signs["a short form"] = longest.isupper()
    signs["words"] = min(len(longest.split()), _MOST_WORDS)
    symptoms = reading.of(MentionKind.TERM, "symptom")
    signs["a symptom too"] = any(
        s.span.start < m.span.end and m.span.start < s.span.end for s in symptoms for m in group
    )
    return signs


def _signs_of_place(
    group: Sequence[Mention], groups: Sequence[Sequence[Mention]], places: Mapping[int, int]
) -> dict[str, float]:
    own = sorted(places[m.sentence] for m in group)
    size, last = len(places), max(m.span.start for m in group)
    beside = [g for g in groups if g is not group and any(m.sentence in {n.sentence for n in group} for m in g)]
    return {
        "named": min(len(group), _MOST_NAMED),
        "named most": len(group) == max(map(len, groups)),
        "others": min(len(groups) - 1, _MOST_OTHERS),
        "alone": len(groups) == 1,
        "others behind": min(sum(max(m.span.start for m in g) > last for g in groups), _MOST_NAMED),
        "others in its sentences": min(len(beside), _MOST_CUES),
        "first of all": group is groups[0],
        "last of all": group is groups[-1],
        "in the first sentence": own[0] == 0,
        "in the second sentence": own[0] == 1,
        "in the last sentence": own[-1] == size - 1,
        "begins": own[0] / size,
        "ends": own[-1] / size,
        "sentences": math.sqrt(min(size, _MOST_SENTENCES)),
    }


def _signs_of_cues(group: Sequence[Mention], sentences: Sequence[Sentence]) -> dict[str, float]:
    """Count the sentences that speak of a diagnosis, of tissue, of a finding before, with and behind the illness."""
    own = {m.sentence for m in group}
    first, last = min(own), max(own)
    signs: dict[str, float] = {}
    for name, cue in _CUES.items():
        told = [s.index for s in sentences if cue.search(s.text) is not None]
        signs[f"{name} before"] = min(sum(index < first for index in told), _MOST_CUES)
        signs[f"{name} with it"] = any(index in own for index in told)
        signs[f"{name} behind"] = min(sum(index > last for index in told), _MOST_CUES)
    return signs


def _signs_of_words(group: Sequence[Mention], reading: Reading) -> dict[str, float]:
    """Give the small words that stand right before and behind its names."""
    signs: dict[str, float] = {}
    for mention in group:
        sentence = reading.sentence_of(mention)
        start, end = sentence.place_of(mention.span)
        before = _WORD.findall(sentence.text[:start])[-_REACH:]
        behind = _WORD.findall(sentence.text[end : end + 40])[:1]
        signs |= {f"behind “{word.lower()}”": 1 for word in before if word.lower() in _SMALL}
        signs |= {f"before “{word.lower()}”": 1 for word in behind if word.lower() in _SMALL}
    return signs
