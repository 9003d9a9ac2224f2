"""The application to which every command belongs, and how it speaks: one line at a time, on the error stream."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from extractor import __version__

SOME_FAILED, USAGE, NO_OUTPUT, INTERRUPTED = 1, 2, 4, 130  # exit status

app = typer.Typer(
    name="extractor",
    help="Reads a folder of case reports into one evidenced row per patient.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, highlight=False)

SchemaName = Annotated[str, typer.Option("--schema", help="Name of a schema, or the path of a TOML file.")]
RunFolder = Annotated[Path, typer.Argument(help="A run folder, as `extractor run` wrote it.", show_default=False)]


def say(line: str) -> None:
    """Print one line; what could steer the terminal is shown and not sent."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)
    console.print(Text(shown), soft_wrap=True)


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong and end."""
    say(f"extractor: {message}")
    sys.exit(code)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, help="Print the version.")] = False,
) -> None:
    """Read a folder of case reports into one evidenced row per patient."""
