"""VERB 3, text → Mentions: read the sentences of a case and find everything in them that a field may want."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat

from extractor.case import Case, Mention, Reading, Sentence
from extractor.document import Document, Section
from extractor.mentions.abbreviations import find_abbreviations, find_long_forms
from extractor.mentions.ages import find_ages
from extractor.mentions.constructions import find_constructions
from extractor.mentions.doses import find_doses
from extractor.mentions.durations import find_durations
from extractor.mentions.entities import Recogniser, find_entities
from extractor.mentions.fuller_names import name_in_full
from extractor.mentions.illnesses import name_illnesses
from extractor.mentions.language import Language, read_sentences
from extractor.mentions.levels import find_levels
from extractor.mentions.measurements import find_measurements
from extractor.mentions.operations import find_operations
from extractor.mentions.outcome_phrases import find_outcome_phrases
from extractor.mentions.patient_cells import part_by_cells, with_patient_cells
from extractor.mentions.qualifiers import find_own_kin, qualify_mentions
from extractor.mentions.sexes import find_sexes
from extractor.mentions.spreads import name_spreads
from extractor.mentions.terms import find_terms
from extractor.mentions.tissue_counts import find_tissue_counts

Finder = Callable[[Sentence], Iterable[Mention]]

# Each looks at one sentence; what it found is qualified afterwards, by one component for all kinds.
FINDERS: tuple[Finder, ...] = (
    find_ages,
    find_sexes,
    find_durations,
    find_measurements,
    find_tissue_counts,
    find_levels,
    find_doses,
    find_outcome_phrases,
)


def find_mentions(
    document: Document,
    sections: Sequence[Section],
    case: Case,
    language: Language,
    recogniser: Recogniser | None = None,
) -> Reading:
    """Read a case: its sentences, and the mentions in them with their qualifiers, both in the order of the text."""
    sentences = read_sentences(document, sections, case, language)
    abbreviations = find_abbreviations(document.text, language)
    long_forms = find_long_forms(document.text, language)
    entities = repeat(()) if recogniser is None else find_entities(sentences, recogniser)
    mentions: list[Mention] = []
    own_kin = find_own_kin(case, sentences)
    for sentence, marked in zip(sentences, entities, strict=False):
        terms = [*find_terms(sentence, language, abbreviations)]
        told = [*terms, *find_constructions(sentence, terms)]
        named = name_illnesses(sentence, [*told, *find_operations(sentence, told)], long_forms)
        found = name_spreads(sentence, name_in_full(sentence, named))
        for find in FINDERS:
            found.extend(find(sentence))
        found = with_patient_cells(document, sentence, found)
        for part, inside in part_by_cells(sentence, [*found, *marked]):
            mentions.extend(qualify_mentions(part, inside, own_kin))
    mentions.sort(key=lambda m: (m.span, m.kind, m.lexicon, m.concept))
    return Reading(document, case, sentences, tuple(mentions))
