"""Names the program that a result depends on: its code, schema, word lists, model and libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractor.pipeline import Program

LIBRARIES = ("spacy", "scispacy", "pdfminer.six", "pypdfium2", "rapidfuzz", "pysbd", "lxml", "rispy", "pandas")
# What reads, decides and words; the rest of the program can change and the results stand.
_STAGES = frozenset({"readers", "structure", "mentions", "fields", "tables", "criteria", "lexicons"})
_MODULES = frozenset({"document", "case", "schema", "lexicon", "problem", "unit", "quantity", "pipeline"})
_OWN = ("batch/paper.py", "export/jsonl.py")


def library_versions() -> dict[str, str]:
    """Give the versions of the libraries that results depend on."""
    return {name: version(name) for name in LIBRARIES}


def fingerprint_of(program: Program) -> str:
    """Hash all that a result depends on beside the paper."""
    digest = hashlib.sha256(repr(program.schema).encode())
    digest.update(repr(sorted(library_versions().items())).encode())
    if program.recogniser is not None:
        meta = program.recogniser.nlp.meta
        digest.update(f"{program.recogniser.name} {meta.get('name')} {meta.get('version')}".encode())
    if program.tables:
        digest.update(b"tables of cases")
    package = files("extractor")
    sources = [path for path in package.iterdir() if path.name.removesuffix(".py") in _MODULES]
    for folder in sorted(_STAGES):
        sources += _files(package / folder)
    sources += [package / name for name in _OWN]
    for path in sorted(sources, key=str):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir():
            yield from _files(path)
        elif path.name.endswith((".py", ".toml", ".tsv")):
            yield path
