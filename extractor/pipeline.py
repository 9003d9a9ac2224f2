"""The order of the stages for one paper, and for one table of cases, each in one function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from extractor.case import Mention, Record, Sentence
from extractor.document import Document, SectionKind, Span
from extractor.fields import check_choices, fill_fields
from extractor.mentions import find_mentions
from extractor.mentions.entities import Recogniser, load_recogniser
from extractor.mentions.language import Language, build_language
from extractor.mentions.levels import find_levels
from extractor.mentions.terms import find_terms
from extractor.problem import PaperStatus, Problem, Severity, UnreadablePaper
from extractor.readers import MOST_BYTES as MOST_BYTES
from extractor.readers import PLAIN, read_bytes
from extractor.readers import ReaderOptions as ReaderOptions
from extractor.readers.sheets import is_sheet, read_sheets
from extractor.schema import Schema, load_schema
from extractor.structure import split_cases, split_sections
from extractor.tables import Find, read_case_tables


@dataclass(frozen=True, slots=True)
class Program:
    """What is loaded once and used for every paper; `tables`: read the patients of tables of cases."""

    schema: Schema
    language: Language
    recogniser: Recogniser | None = None
    tables: bool = False
    reading: ReaderOptions = PLAIN


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
    status: PaperStatus
    reason: str = ""
    analyses: tuple[Analysis, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Failure:
    status: PaperStatus
    reason: str


T = TypeVar("T")


def load_program(
    schema: str = "igg4-rsp",
    recogniser: str | None = None,
    tables: bool = False,
    reading: ReaderOptions = PLAIN,
) -> Program:
    """Load schema, lexicons, language and, if named, an entity recogniser; DataError says what is wrong with them."""
    loaded = load_schema(schema)
    check_choices(loaded)
    model = None if recogniser is None else load_recogniser(recogniser)
    return Program(loaded, build_language(), model, tables, reading)


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


def analyse_tables(document: Document, program: Program) -> Analysis:
    """Take the tables of cases of one document all the way: a record for each of their rows."""
    found = read_case_tables(document, program.schema, make_finder(program.language))
    reason = "" if found.records else "no table of cases was found in it"
    problems = document.problems + found.problems
    if not found.records:
        problems = (*problems, Problem("no_case", reason, Severity.NOTE))
    return Analysis(document, found.records, "table of cases", reason, problems)


def make_finder(language: Language) -> Find:
    """Give the function that finds the terms and levels of a few words; it remembers what it has read."""

    @lru_cache(maxsize=20_000)
    def find(text: str) -> tuple[Mention, ...]:
        sentence = Sentence(0, Span(0, len(text)), text, SectionKind.TABLE, 0)
        return (*find_terms(sentence, language), *find_levels(sentence))

    return find


def analyse_paper(path: Path, shown: str, program: Program) -> PaperOutcome:
    """Read and analyse one file; whatever goes wrong becomes its status and a problem, never an exception."""
    analyses: list[Analysis] = []
    outcome = analyse_file(lambda: read_documents(path.read_bytes(), shown, program), shown, program, analyses.append)
    return replace(outcome, analyses=tuple(analyses))


def analyse_file(
    read: Callable[[], tuple[Document, ...]], shown: str, program: Program, tell: Callable[[Analysis], None]
) -> PaperOutcome:
    """Analyse the documents that `read` gives, and tell each; the outcome holds no analyses."""
    documents = _attempt(read)
    if isinstance(documents, _Failure):
        return _fail(shown, documents)
    failures: list[_Failure] = []
    reasons: list[str] = []
    losses: list[str] = []
    for document in documents:
        analyse = analyse_tables if program.tables else analyse_document
        analysis = _attempt(partial(analyse, document, program))
        if isinstance(analysis, _Failure):
            failures.append(analysis)
            if analysis.status is PaperStatus.MEMORY:
                break
            continue
        tell(analysis)
        reasons += [] if analysis.records else [analysis.reason]
        losses += [problem.message for problem in document.problems if problem.severity is Severity.ERROR]
    if failures and (len(failures) == len(documents) or failures[-1].status is PaperStatus.MEMORY):
        return _fail(shown, failures[-1])
    if failures:
        losses.append(f"{len(failures)} of its {len(documents)} records could not be read: {failures[0].reason}")
    if losses:
        problems = tuple(Problem("partial", failure.reason, Severity.ERROR) for failure in failures)
        return PaperOutcome(shown, PaperStatus.PARTIAL, losses[-1], problems=problems)
    return PaperOutcome(shown, PaperStatus.DONE, _why_no_case(reasons, len(documents)))


def read_documents(
    data: bytes, shown: str, program: Program, scanned: Callable[[], None] | None = None
) -> tuple[Document, ...]:
    """Read the bytes of a file; `scanned` is told of each page that is read from its picture."""
    if program.tables and is_sheet(shown):
        return (read_sheets(data, shown),)
    reading = program.reading if scanned is None else replace(program.reading, scanned=scanned)
    return read_bytes(data, shown, reading)


def _why_no_case(reasons: Sequence[str], documents: int) -> str:
    """Say why a file gave no case; of a file of many records, how many gave none."""
    if not reasons or documents == 1:
        return "".join(reasons)
    return f"{len(reasons)} of {documents} records without a patient of their own"


def _fail(shown: str, failure: _Failure) -> PaperOutcome:
    problem = Problem(str(failure.status), failure.reason, Severity.ERROR)
    return PaperOutcome(shown, failure.status, failure.reason, problems=(problem,))


def _attempt(step: Callable[[], T]) -> T | _Failure:
    """Take a step; what goes wrong in it comes back as a status with words for the user."""
    try:
        return step()
    except UnreadablePaper as error:
        return _Failure(PaperStatus(error.problem.code), error.problem.message)
    except OSError as error:
        return _Failure(PaperStatus.DAMAGED, f"the file cannot be read: {error.strerror or error}")
    except MemoryError:
        return _Failure(PaperStatus.MEMORY, "it needs too much memory; split the file or leave it out")
    except RecursionError:
        return _Failure(PaperStatus.DAMAGED, "its parts refer to each other without end; print it to a new PDF")
    except Exception as error:  # noqa: BLE001  one bad paper never stops a run
        reason = f"an error in this program ({_describe(error)}); please report it with the paper"
        return _Failure(PaperStatus.CRASH, reason)


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
    kind = type(error)
    return f"{kind.__name__ if kind.__module__ == 'builtins' else 'unforeseen'}{where}"
