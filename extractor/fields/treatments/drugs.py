"""Drugs: the class of each, and the doses that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractor.case import Dosing, Drug, Mention, MentionKind, Reading
from extractor.document import Span
from extractor.lexicon import load_cues, load_lexicon
from extractor.stems import stem_of

# "500 mg of X", "1 g/day intravenous X", "40 mg/day (0.6 mg/kg) of oral X"
_LEADS_TO = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:dose\s+)?(?:of\s+)?(?:(?:oral|intravenous|iv|IV|i\.v\.|pulse|high-dose|low-dose)\s+){0,2}"
)
_FAR = 60  # characters between a drug and its dose behind it, as "… was started at a dose of"
# "prednisone was given orally", "nivolumab, and later a subcutaneous lesion": a route behind a drug stands close to it
_SAYS_HOW = re.compile(
    r"[\s(]{0,2}(?:(?:(?:was|were|is|has been|had been|being)\s(?:\w+ed|given|begun)|given|administered|taken|via|by|"
    r"through|the|an?|therapy|treatment|injections?)\s){0,4}"
)
_NEAR = 3  # between a route and the drug


def drug_class_of(mention: Mention) -> str | None:
    """Give the class of a drug, or the class that is named; None for what is no drug."""
    if mention.concept in _classes():
        return mention.concept
    listed = load_lexicon("drug_class").concept_of(mention.concept)
    stem = stem_of(mention.concept) if listed is None and mention.lexicon == "drug" else None
    return listed if stem is None else stem.drug_class


def is_named_drug(mention: Mention) -> bool:
    """Tell whether a drug is told by a name of its own, or by a class that stands for one ("steroids")."""
    return (
        mention.concept not in _classes()
        or load_cues("therapy")["stands_for_drug"].fullmatch(mention.concept) is not None
    )


@cache
def _classes() -> frozenset[str]:
    return load_lexicon("drug_class").concepts()


def doses_of(drugs: Sequence[Mention], reading: Reading) -> Iterator[Mention]:
    """Give the doses, routes and frequencies of the drugs, each under the name of its drug."""
    doses: dict[int, list[Mention]] = {}
    for dose in reading.of(MentionKind.DOSE):
        doses.setdefault(dose.sentence, []).append(dose)
    named: dict[int, list[Mention]] = {}
    for mention in reading.of(MentionKind.TERM, "drug", "treatment"):
        if mention.sentence in doses:
            named.setdefault(mention.sentence, []).append(mention)
    wanted = {m.span for m in drugs}
    for number, found in doses.items():
        for dose in found:
            drug = _drug_of(dose, named.get(number, ()), reading)
            if drug is not None and drug.span in wanted:
                yield replace(_cut_off(dose, drug, reading), concept=drug.concept)


def _cut_off(dose: Mention, drug: Mention, reading: Reading) -> Mention:
    """Leave the name of the drug to the drug: "2 g/kg intravenous immunoglobulin"."""
    if dose.dosing is None or not dose.span.start < drug.span.start < dose.span.end:
        return dose
    span = Span(dose.span.start, drug.span.start)
    words = " ".join(reading.document.quote(span).split())
    return replace(dose, span=span, dosing=replace(dose.dosing, dose=words))


def _drug_of(dose: Mention, drugs: Sequence[Mention], reading: Reading) -> Mention | None:
    """Find the drug of a dose: the one that the dose leads to, else the nearest one before it."""
    text = reading.document.text
    before: Mention | None = None
    for drug in drugs:
        if drug.span.end <= dose.span.start:
            before = drug
        elif drug.span.overlaps(dose.span):
            return drug if dose.dosing is not None and dose.dosing.dose is not None else None
        else:
            between = text[dose.span.end : drug.span.start]
            amount = dose.dosing is not None and dose.dosing.dose is not None
            if _LEADS_TO.fullmatch(between) and (amount or len(between) <= _NEAR):
                return drug
            break
    if before is None:
        return None
    between = text[before.span.end : dose.span.start]
    if between.rfind("(") < between.rfind(")"):
        before, between = _before_bracket(before, between, drugs, text)
    amount = dose.dosing is not None and dose.dosing.dose is not None
    if before is None or len(between) > (_FAR if amount else _FAR // 3) or ";" in between:
        return None
    return (
        before if amount or dose.dosing is None or dose.dosing.route is None or _SAYS_HOW.fullmatch(between) else None
    )


def _before_bracket(last: Mention, between: str, drugs: Sequence[Mention], text: str) -> tuple[Mention | None, str]:
    """Find what a bracket with the last drug in it explains: "Solu-Medrol (methylprednisolone) 1 g"."""
    if 0 <= between.find("(") < between.find(")"):
        return last, between
    start = text.rfind("(", 0, last.span.start)
    named = next((d for d in drugs if d.span.end <= start and not text[d.span.end : start].strip()), None)
    return named, between[between.rfind(")") + 1 :]


def make_drugs(mentions: Sequence[Mention]) -> tuple[Drug, ...]:
    """Make one drug of each name, with the first dose and the first route that are given for it."""
    return tuple(
        _make_drug([m for m in mentions if m.concept == name]) for name in dict.fromkeys(m.concept for m in mentions)
    )


def _make_drug(mentions: Sequence[Mention]) -> Drug:
    """Take the first dose, with a route told before or beside it and a frequency beside it, of later ones nothing."""
    told = [(m.sentence, m.dosing) for m in mentions if m.dosing is not None]
    at, first = next(((at, d) for at, d in told if d.dose is not None), (None, Dosing()))
    if at is None:
        at = told[0][0] if told else None
    routes = (d.route for place, d in told if d.route is not None and (at is None or place is None or place <= at))
    frequencies = (d.frequency for place, d in told if d.frequency is not None and place == at)
    return Drug(
        mentions[0].concept,
        drug_class_of(mentions[0]),
        first.dose,
        first.route or next(routes, None),
        first.frequency or next(frequencies, None),
    )
