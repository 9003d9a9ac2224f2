"""Gives general names of a diagnosis their definite form: what the paper calls them where it is more exact."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from extractor.case import Mention, Reading
from extractor.fields.diagnoses.weak import names_growth, says_whence
from extractor.fields.diagnoses.weighing import Weight, weigh
from extractor.fields.wanted import is_same_illness
from extractor.lexicon import load_cues


def in_definite_form(concept: str, told: Collection[str]) -> Collection[str]:
    """Give for "IgG4-related disease" the definite form that the paper names too: "IgG4-related pachymeningitis"."""
    if not concept.endswith(" disease"):
        return [other for other in told if other.endswith(f" {concept}")] or (concept,)
    kind = concept.removesuffix("disease")
    return [other for other in told if other.startswith(kind) and other != concept] or (concept,)


def with_definite(
    final: list[Mention], weights: Mapping[Mention, Weight], given_up: Collection[Mention]
) -> list[Mention]:
    """Give "lung cancer" beside its metastases, and "acute hepatitis B" for "the infection"."""
    vague = load_cues("findings")["vague"]
    if all(vague.fullmatch(m.concept) is not None for m in final):
        kept: list[Mention] = []
    elif all("metasta" in m.concept and not says_whence(m.concept) for m in final):
        kept = final
    else:
        return final
    growth = not any(m.concept.endswith(("infection", "trauma", "accident", "injury")) for m in final)
    other = {
        m: w
        for m, w in weights.items()
        if w >= Weight.BROUGHT
        and m not in given_up
        and "metasta" not in m.concept
        and vague.fullmatch(m.concept) is None
        and (not growth or names_growth(m.concept))
    }
    firmest = max(other.values(), default=Weight.NONE)
    return kept + [m for m, w in other.items() if w is firmest] or final


def with_titled(final: list[Mention], own: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Keep, of several diagnoses, those that the title names and those told in one sentence with them."""
    titles = {m.concept for m in own if weigh(m, reading) is Weight.NAMED}
    sentences = {m.sentence for m in final if any(is_same_illness(m.concept, title) for title in titles)}
    return [m for m in final if m.sentence in sentences] or final
