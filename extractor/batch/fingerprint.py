"""Names the program that a result depends on: its code, schema, word lists, model and libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractor.pipeline import Program
from extractor.review.result import PaperResult

LIBRARIES = ("spacy", "scispacy", "pdfminer.six", "pypdfium2", "rapidfuzz", "pysbd", "lxml", "rispy", "pandas")
# What reads, decides and words; the rest of the program can change and the results stand.
_STAGES = ("readers", "structure", "mentions", "fields", "tables", "criteria", "lexicons")
_OWN = ("batch/paper.py", "export/jsonl.py")
# What the text of a PDF depends on.
_READ_LIBRARIES = ("pdfminer.six", "pypdfium2", "lxml")
READ_LISTS = ("compound_parts.tsv", "furniture.toml", "headings.tsv")
_NOT_PROGRAM = frozenset({"__init__.py", "__main__.py"})


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The program by name: `plain` for papers of print, `pictured` for those that an OCR engine reads or would read."""

    plain: str
    pictured: str

    def of(self, result: PaperResult) -> str:
        """Give the one on which a result depends."""
        return self.pictured if result.pictures else self.plain

    def __contains__(self, fingerprint: str) -> bool:
        return fingerprint in (self.plain, self.pictured)


def library_versions() -> dict[str, str]:
    """Give the versions of the libraries that results depend on."""
    return {name: version(name) for name in LIBRARIES}


def fingerprints_of(program: Program) -> Fingerprints:
    """Give the names of the program: with the OCR engine, and without."""
    plain = fingerprint_of(program)
    return Fingerprints(plain, f"{plain} {_ocr_of(program)}")


def fingerprint_of(program: Program) -> str:
    """Hash all that a result depends on beside the paper and an OCR engine."""
    digest = hashlib.sha256(repr(program.schema).encode())
    digest.update(repr(sorted(library_versions().items())).encode())
    if program.recogniser is not None:
        meta = program.recogniser.nlp.meta
        digest.update(f"{program.recogniser.name} {meta.get('name')} {meta.get('version')}".encode())
    if program.tables:
        digest.update(b"tables of cases")
    package = files("extractor")
    sources = [*_nouns(package), *(package / name for name in _OWN)]
    for folder in _STAGES:
        sources += _files(package / folder)
    _hash_files(digest, sources)
    return digest.hexdigest()


def text_key(program: Program) -> str:
    """Hash all on which the text of a PDF depends beside the file: readers, their lists and libraries, OCR."""
    digest = hashlib.sha256(_ocr_of(program).encode())
    digest.update(repr([(name, version(name)) for name in _READ_LIBRARIES]).encode())
    package = files("extractor")
    lists = [package / "lexicons" / name for name in READ_LISTS]
    _hash_files(digest, [*_nouns(package), *_files(package / "readers"), *lists])
    return digest.hexdigest()


def _ocr_of(program: Program) -> str:
    return "no OCR" if program.reading.ocr is None else program.reading.ocr.name


def _hash_files(digest: hashlib._Hash, sources: Iterable[Traversable]) -> None:
    for path in sorted(sources, key=str):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)


def _nouns(package: Traversable) -> Iterator[Traversable]:
    """Give the modules that stand in no room: nouns, and the order of the stages."""
    return (path for path in package.iterdir() if path.name.endswith(".py") and path.name not in _NOT_PROGRAM)


def _files(folder: Traversable) -> Iterator[Traversable]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir():
            yield from _files(path)
        elif path.name.endswith((".py", ".toml", ".tsv")):
            yield path
