"""The commands: alone to print and to exit."""

from __future__ import annotations

import os
import sys

from typer.models import CommandInfo

# each adds its commands
from extractor.cli import (
    agreeing,
    assessing,
    exporting,
    measuring,
    reading,
    references,
    reviewing,
    running,
    summarizing,
)
from extractor.cli.app import INTERRUPTED, NO_OUTPUT, USAGE, app, fail
from extractor.cli.running import GOES_ON
from extractor.problem import ExtractorError, OutputError

__all__ = [
    "agreeing",
    "assessing",
    "exporting",
    "main",
    "measuring",
    "reading",
    "references",
    "reviewing",
    "running",
    "summarizing",
]


ORDER = (  # of the way from a folder to an article; a command that is not named stands at the end
    *("run", "merge", "text", "schema", "review", "import", "agree", "export", "summarize", "criteria"),
    *("references", "import-table", "audit", "score", "score-ner"),
)


def _place(command: CommandInfo) -> int:
    name = command.name or getattr(command.callback, "__name__", "")
    return ORDER.index(name) if name in ORDER else len(ORDER)


app.registered_commands.sort(key=_place)


def main() -> None:
    """Run the command line; every known error is one line."""
    try:
        app()
    except ExtractorError as error:
        fail(str(error), NO_OUTPUT if isinstance(error, OutputError) else USAGE)
    except KeyboardInterrupt:
        fail(GOES_ON, INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
