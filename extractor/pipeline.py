"""The order of the stages for one paper, in one function."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.case import Record
from extractor.document import Document
from extractor.fields import check_choices, fill_fields
from extractor.mentions import find_mentions
from extractor.mentions.language import Language, build_language
from extractor.problem import Problem
from extractor.schema import Schema, load_schema
from extractor.structure import split_cases, split_sections


@dataclass(frozen=True, slots=True)
class Program:
    """What is loaded once and used for every paper."""

    schema: Schema
    language: Language


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one document gave: its records, or the reason why it has none."""

    document: Document
    records: tuple[Record, ...]
    article_type: str
    reason: str = ""
    problems: tuple[Problem, ...] = ()


def load_program(schema: str = "igg4-rsp") -> Program:
    """Load schema, lexicons and language; DataError says what is wrong with them."""
    loaded = load_schema(schema)
    check_choices(loaded)
    return Program(loaded, build_language())


def analyse_document(document: Document, program: Program) -> Analysis:
    """Take one document all the way: sections, cases, mentions, values."""
    sections = split_sections(document)
    found = split_cases(document, sections)
    records: list[Record] = []
    for case in found.cases:
        reading = find_mentions(document, sections, case, program.language)
        values = fill_fields(program.schema, reading)
        problems = reading.problems + tuple(problem for value in values for problem in value.problems)
        records.append(Record(document, case, len(found.cases), values, problems))
    return Analysis(document, tuple(records), found.article_type, found.reason, document.problems)
