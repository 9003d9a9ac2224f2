"""The order of the stages for one paper, in one function."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.case import Record
from extractor.document import Document
from extractor.fields import check_choices, fill_fields
from extractor.mentions import find_mentions
from extractor.mentions.entities import Recogniser, load_recogniser
from extractor.mentions.language import Language, build_language
from extractor.problem import Problem, Severity, UnreadablePaper
from extractor.readers import read_papers
from extractor.schema import Schema, load_schema
from extractor.structure import split_cases, split_sections


@dataclass(frozen=True, slots=True)
class Program:
    """What is loaded once and used for every paper."""

    schema: Schema
    language: Language
    recogniser: Recogniser | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one document gave: its records, or the reason why it has none."""

    document: Document
    records: tuple[Record, ...]
    article_type: str
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    """What became of one file: `done` with its analyses, or the status that says why not."""

    path: str
    status: str
    reason: str = ""
    analyses: tuple[Analysis, ...] = ()
    problems: tuple[Problem, ...] = ()


def load_program(schema: str = "igg4-rsp", recogniser: str | None = None) -> Program:
    """Load schema, lexicons, language and, if named, an entity recogniser; DataError says what is wrong with them."""
    loaded = load_schema(schema)
    check_choices(loaded)
    return Program(loaded, build_language(), None if recogniser is None else load_recogniser(recogniser))


def analyse_document(document: Document, program: Program) -> Analysis:
    """Take one document all the way: sections, cases, mentions, values."""
    sections = split_sections(document)
    found = split_cases(document, sections)
    records: list[Record] = []
    for case in found.cases:
        reading = find_mentions(document, sections, case, program.language, program.recogniser)
        values = fill_fields(program.schema, reading)
        problems = reading.problems + tuple(problem for value in values for problem in value.problems)
        records.append(Record(document, case, len(found.cases), values, problems))
    problems = document.problems
    if not records:
        problems = (*problems, Problem("no_case", found.reason, Severity.NOTE))
    return Analysis(document, tuple(records), found.article_type, found.reason, problems)


def analyse_paper(path: Path, shown: str, program: Program) -> PaperOutcome:
    """Read and analyse one file; whatever goes wrong becomes its status and a problem, never an exception."""
    try:
        documents = read_papers(path, shown)
        analyses = tuple(analyse_document(document, program) for document in documents)
    except UnreadablePaper as error:
        return PaperOutcome(shown, error.problem.code, error.problem.message, problems=(error.problem,))
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        return PaperOutcome(shown, "damaged", reason, problems=(Problem("damaged", reason, Severity.ERROR),))
    except MemoryError:
        reason = "it needs too much memory; split the file or leave it out"
        return PaperOutcome(shown, "memory", reason, problems=(Problem("memory", reason, Severity.ERROR),))
    except Exception as error:  # noqa: BLE001  one bad paper never stops a run
        reason = f"an error in this program ({_describe(error)}); please report it with the paper"
        return PaperOutcome(shown, "crash", reason, problems=(Problem("crash", reason, Severity.ERROR),))
    return PaperOutcome(shown, "done", _reason(analyses), analyses)


def _reason(analyses: tuple[Analysis, ...]) -> str:
    """Say why a file gave no case; of a file of many records, how many gave none."""
    without = [analysis for analysis in analyses if not analysis.records]
    if not without:
        return ""
    if len(analyses) == 1:
        return without[0].reason
    return f"{len(without)} of {len(analyses)} records without a patient of their own"


def _describe(error: Exception) -> str:
    """Name the kind of error and the last place in this program that it passed."""
    package = Path(__file__).parent
    where = ""
    frame = error.__traceback__
    while frame is not None:
        path = Path(frame.tb_frame.f_code.co_filename)
        if package in path.parents:
            where = f" at {path.relative_to(package).as_posix()}:{frame.tb_lineno}"
        frame = frame.tb_next
    return f"{type(error).__name__}{where}"
