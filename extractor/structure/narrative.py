"""Follows a text without headings: where its introduction ends, its case begins, and the discussion begins."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import SectionKind, Span
from extractor.structure.cutting import cut_sentences
from extractor.structure.labels import find_labels
from extractor.structure.persons import RELATIONS, Article, Person, find_bare_persons, find_persons
from extractor.structure.ranks import OPENS_WITH_RANK
from extractor.structure.stance import Stance, judge_stance

_AWAY = (Stance.GENERAL, Stance.PRESENT, Stance.CITED, Stance.COHORT)
_EARLY = 4  # sentences of a paragraph in which its patient comes, as a rule
_SOON = 3  # sentences behind a person who comes later, in which the text goes on with him
_SHORT = 4000  # characters; a single paragraph up to this length is an abstract


def kinds_of_narrative(paragraphs: Sequence[str], headed: bool, discussed: bool = False) -> tuple[SectionKind, ...]:
    """Give the kind of each paragraph.

    `headed` if the paper's case stands under a heading elsewhere, `discussed` if its discussion does: then what goes
    before may be the case, in as many paragraphs as it takes.
    """
    if headed or (discussed and len(paragraphs) == 1):
        return tuple(_alone(text) for text in paragraphs)
    if len(paragraphs) == 1:
        return (SectionKind.ABSTRACT if len(paragraphs[0]) <= _SHORT else SectionKind.CASE,)
    kinds: list[SectionKind] = []
    state = SectionKind.INTRODUCTION if any(_begins_case(text) for text in paragraphs) else SectionKind.OTHER
    for text in paragraphs:
        if _begins_case(text, late=state is SectionKind.INTRODUCTION):
            state = SectionKind.CASE
        elif state is SectionKind.CASE and _begins_discussion(text):
            state = SectionKind.DISCUSSION
        kinds.append(state)
    return tuple(kinds)


def _alone(text: str) -> SectionKind:
    return SectionKind.INTRODUCTION if not _begins_case(text) else SectionKind.CASE


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in cut_sentences(text, Span(0, len(text)))]


def _begins_case(text: str, *, late: bool = True) -> bool:
    """Tell whether a paragraph brings in a patient and goes on to tell of them; `late`: however far into it."""
    sentences = _sentences(text)
    for number, sentence in enumerate(sentences if late else sentences[:_EARLY]):
        if number < _EARLY and _is_label(sentence):
            return True
        if judge_stance(sentence) in (Stance.CITED, Stance.COHORT) or _looks_back(sentence):
            continue
        persons = [p for p in find_persons(sentence) if p.article is not Article.RELATIVE or _is_extreme(sentence, p)]
        if number >= _EARLY and not (persons and _goes_on(sentences[number + 1 : number + 1 + _SOON])):
            continue
        bare = find_bare_persons(sentence) if number == 0 else ()
        if persons or any(p.start < 25 and p.sex is not None for p in bare):
            return True
    return False


def _is_extreme(sentence: str, person: Person) -> bool:
    """Tell "The oldest was a 26-year-old courier" from a relative."""
    return person.noun not in RELATIONS and OPENS_WITH_RANK.match(sentence) is not None


def _is_label(sentence: str) -> bool:
    """Tell whether nothing but the name of a patient stands there: "Baby 1." """
    label = next(iter(find_labels(sentence)), None)
    return label is not None and not (sentence[: label.start] + sentence[label.end :]).strip(" .:–-")


def _goes_on(sentences: Sequence[str]) -> bool:
    """Tell whether what follows on a person late in a paragraph goes on with him."""
    return any(judge_stance(sentence) is Stance.PERSON for sentence in sentences)


def _looks_back(sentence: str) -> bool:
    lowered = sentence.lower()
    return "presented a" in lowered[:40] or "reported a" in lowered[:40] or "described a" in lowered[:40]


def _begins_discussion(text: str) -> bool:
    """Tell whether a paragraph leaves the patient: it speaks of the disease, of others, or of the case as a case."""
    sentences = _sentences(text)
    if not sentences:
        return False
    stances = [judge_stance(sentence) for sentence in sentences]
    first = stances[0]
    if first in _AWAY:
        away = sum(stance in _AWAY for stance in stances)
        return away * 2 >= len(stances)
    opening = sentences[0].lower()
    return first is Stance.OWN and opening.startswith(
        (
            "our case",
            "our patient",
            "this case",
            "the present case",
            "here",
            "in this",
            "in conclusion",
            "we ",
            "in summary",
        )
    )
