"""The commands that show what the program reads and what it looks for: text, schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.app import app
from extractor.problem import ExtractorError, UnreadablePaper

if TYPE_CHECKING:
    from extractor.document import Document


@app.command()
def text(
    paper: Annotated[Path, typer.Argument(help="One paper.")],
    sections: Annotated[bool, typer.Option("--sections", help="Name the kind of each stretch before it.")] = False,
) -> None:
    """Print what is read of a paper: the body in reading order, then captions, tables and small print."""
    from extractor.structure import split_sections

    for document in read_given(paper):
        if not sections:
            print(document.text)
            continue
        for section in split_sections(document):
            print(f"[{section.kind}]\n{document.quote(section.span)}\n")


def read_given(paper: Path) -> tuple[Document, ...]:
    """Read the one paper that a command names; ExtractorError says why it cannot be."""
    from extractor.batch.walk import show_name
    from extractor.readers import ReaderOptions, find_ocr, read_papers

    if not paper.exists():
        raise ExtractorError(f"{show_name(str(paper))}: no such file")
    if paper.is_dir():
        raise ExtractorError(f"{show_name(str(paper))}: a folder; name one paper")
    try:
        return tuple(read_papers(paper, show_name(paper.name), ReaderOptions(ocr=find_ocr())))
    except UnreadablePaper as error:
        raise ExtractorError(f"{show_name(str(paper))}: {error}") from error


@app.command(name="schema")
def show_schema(
    name: Annotated[str | None, typer.Argument(help="A schema, or the path of a TOML file; none: list them.")] = None,
    field: Annotated[str | None, typer.Option("--field", help="Show one field with its examples.")] = None,
) -> None:
    """List the schemas, or print the data dictionary of one; a TOML file of your own is checked by it."""
    from extractor.fields import check_choices
    from extractor.schema import load_schema, schema_names

    if name is None:
        for known in schema_names():
            schema = load_schema(known)
            print(f"{schema.id}\t{schema.version}\t{len(schema.fields)} fields\t{schema.title}")
        return
    schema = load_schema(name)
    check_choices(schema)
    for item in (schema.field(field),) if field is not None else schema.fields:
        unit = f", {item.unit}" if item.unit else ""
        print(f"{item.name} ({item.type}{unit}): {item.question}")
        if item.values:
            print(f"    one of: {', '.join(item.values)}")
        for example in item.examples if field is not None else ():
            print(f"    {example.status}: {example.text}  →  {example.value}")
