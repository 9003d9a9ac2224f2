"""Knows a paper that examines many people and reports none of them singly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import SectionKind
from extractor.guarded import compile_guarded
from extractor.structure.cues import has_cue
from extractor.structure.persons import Article, find_persons
from extractor.structure.sentences import Line
from extractor.structure.stance import Stance

_METHODS = 8  # sentences under "Methods" outside the abstract; fewer may tell of one patient
_TOLD_IN = (SectionKind.TITLE, SectionKind.ABSTRACT, SectionKind.CASE, SectionKind.OTHER, SectionKind.METHODS)
ONE = compile_guarded(
    r"\ba\s+(?:rare\s+|unique\s+|unusual\s+)?case\s+report\b|\bcase\s+report\s+(?:and|with)\b|\b(?:report|present|describe)(?:s|ed)?\s+(?:here\s+|herein\s+|on\s+)*"
    r"(?:an?|the|one)\s+(?:[\w-]+\s+){0,3}(?:case|patient)\b|\breport\s+of\s+(?:a|one)\s+case\b|\bthis\s+case\s+report\b",
    re.IGNORECASE,
)
# "in the literature we identified 41 further patients (mean age 52)"
_OF_OTHERS = re.compile(
    r"\bliterature\b|\b(?:published|previously|further|earlier)\s(?:\w+\s)?(?:patients|cases|reports?)\b", re.IGNORECASE
)


def is_study(lines: Sequence[Line]) -> bool:
    """Tell whether a paper has methods and results, and speaks of no case of its own in a section."""
    if any(line.part is SectionKind.CASE for line in lines):
        return False
    if counts_people(lines):
        return True
    methods = [line for line in lines if line.kind is SectionKind.METHODS]
    if any(line.stance is Stance.OWN and find_persons(line.text) for line in methods):
        return False  # "Methods: We describe the case of a 45-year-old man"
    return len(methods) >= _METHODS


def counts_people(lines: Sequence[Line]) -> bool:
    """Tell whether the paper examined many people and reports no one: "We measured it in 212 blood donors"."""
    told = [line for line in lines if line.kind in _TOLD_IN and line.stance is not Stance.CITED]
    opening = next((line.text for line in told if not line.heading), "")
    if any(person.article is Article.NEW for person in find_persons(opening)):
        return False  # "A 51-year-old woman presented … Forty-eight cases were found"
    if any(line.stance is Stance.OWN or ONE.search(line.text) for line in told):
        return False
    return any(
        has_cue("study.people", line.text)
        and (has_cue("study.done", line.text) or line.kind is SectionKind.TITLE)
        and not find_persons(line.text)
        and _OF_OTHERS.search(line.text) is None
        for line in told
    )
