"""The command that writes a run in another form: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.app import NO_OUTPUT, USAGE, RunFolder, app, fail, say

if TYPE_CHECKING:
    from extractor.cli.joining import AgreedRun


class ExportFormat(StrEnum):
    """The forms in which a run can be written again."""

    PUBLISHED_TABLE = "published-table"
    CSV = "csv"
    CSV_LONG = "csv-long"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PHENOPACKETS = "phenopackets"
    REDCAP = "redcap"
    DICTIONARY = "dictionary"
    DECISIONS = "decisions"
    METHODS = "methods"
    GOLD = "gold"
    WORKBOOK = "workbook"


_NAMES = {
    ExportFormat.PUBLISHED_TABLE: "published-table.csv",
    ExportFormat.CSV: "agreed.csv",
    ExportFormat.CSV_LONG: "agreed-long.csv",
    ExportFormat.XLSX: "agreed.xlsx",
    ExportFormat.JSONL: "agreed.jsonl",
    ExportFormat.PHENOPACKETS: "phenopackets",
    ExportFormat.REDCAP: "redcap",
    ExportFormat.DICTIONARY: "dictionary.csv",
    ExportFormat.DECISIONS: "decisions.csv",
    ExportFormat.METHODS: "methods.md",
    ExportFormat.GOLD: "gold.jsonl",
}


@app.command()
def export(
    run_folder: RunFolder,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File to write (phenopackets, redcap: folder); default: in the run folder."),
    ] = None,
    reviewer: Annotated[str | None, typer.Option("--reviewer", help="For whom: of a workbook alone.")] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Hide in the workbook what the program read.")] = False,
) -> None:
    """Write the data as agreed: what was adjudicated or is common to all reviewers, else what there is, so marked."""
    from extractor.cli.joining import open_agreed

    if (reviewer is not None or blind) and format is not ExportFormat.WORKBOOK:
        fail("--reviewer and --blind go with --format workbook", USAGE)
    if format is ExportFormat.WORKBOOK and not (reviewer or "").strip():
        fail("a workbook is for one reviewer: --reviewer NAME", USAGE)
    target = out if out is not None else run_folder / _NAMES.get(format, f"review-{_file_name(reviewer or '')}.xlsx")
    with open_agreed(run_folder) as run:
        try:
            if format is ExportFormat.WORKBOOK:
                say(f"{_write_workbook(target, run, reviewer or '', blind)} cells for {reviewer}: {target}")
                return
            _write(format, target, run)
        except OSError as error:
            fail(f"{target}: cannot be written: {error.strerror}", NO_OUTPUT)
        cases, standings = run.tally()
    told = ", ".join(f"{count} {name}" for name, count in standings.items() if count)
    say(f"{cases} cases: {target}")
    say(f"cells: {told or 'none'}")


def _write(format: ExportFormat, target: Path, run: AgreedRun) -> None:
    from extractor.export import agreed, folder
    from extractor.export.files import replace_files
    from extractor.export.methods import write_methods
    from extractor.score.gold_writing import write_gold

    match format:
        case ExportFormat.PUBLISHED_TABLE:
            folder.export_published(target, run.schema, run.records())
        case ExportFormat.CSV:
            agreed.export_wide(target, run.schema, run.records())
        case ExportFormat.CSV_LONG:
            agreed.export_long(target, run.schema, run.records())
        case ExportFormat.XLSX:
            agreed.export_book(target, run.schema, run)
        case ExportFormat.JSONL:
            folder.export_lines(target, run.records())
        case ExportFormat.DICTIONARY:
            agreed.export_dictionary(target, run.schema)
        case ExportFormat.DECISIONS:
            agreed.export_decisions(target, run.history())
        case ExportFormat.GOLD:
            folder.export_lines(target, write_gold(run.records()))
        case ExportFormat.METHODS:
            with replace_files([target]) as (part,):
                part.write_text(write_methods(run.facts()), encoding="utf-8")
        case ExportFormat.PHENOPACKETS:
            _write_packets(target, run)
        case ExportFormat.REDCAP:
            _write_redcap(target, run)


def _write_packets(folder: Path, run: AgreedRun) -> None:
    """Write one file a patient; what lies there of patients that are no more is named, not removed."""
    import json

    from extractor.export.files import replace_files
    from extractor.export.phenopackets import check_packet, make_packet, packet_names
    from extractor.export.rows import read_row

    rows = [read_row(line) for line in run.records()]
    created, author = run.created()
    packets = [
        make_packet(row, run.schema, n, created, author) for row, n in zip(rows, packet_names(rows), strict=True)
    ]
    wrong = [f"{packet['id']}: {fault}" for packet in packets for fault in check_packet(packet)]
    if wrong:
        fail(f"not valid: {'; '.join(wrong[:5])}", NO_OUTPUT)
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / f"{packet['id']}.json" for packet in packets]
    with replace_files(targets) as parts:
        for part, packet in zip(parts, packets, strict=True):
            part.write_text(json.dumps(packet, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    older = sorted(set(folder.glob("*.json")) - set(targets))
    if older:
        say(f"{len(older)} other files lie in {folder}, such as {older[0].name}: of patients that are no more?")


def _write_redcap(folder: Path, run: AgreedRun) -> None:
    from extractor.export.redcap import export_redcap
    from extractor.export.rows import read_row

    rows = [read_row(line) for line in run.records()]
    folder.mkdir(parents=True, exist_ok=True)
    export_redcap(folder / "redcap-dictionary.csv", folder / "redcap-data.csv", run.schema, rows)


def _write_workbook(target: Path, run: AgreedRun, reviewer: str, blind: bool) -> int:
    from extractor import __version__
    from extractor.export.files import replace_files
    from extractor.review.workbook.writing import write_book

    cells = run.cells_of(reviewer)
    with replace_files([target]) as (part,):
        write_book(part, run.schema, cells, reviewer, __version__, blind)
    return len(cells)


def _file_name(reviewer: str) -> str:
    """Write a name so that it can be part of a file's."""
    return "".join(char if char.isalnum() or char in "-_" else "_" for char in reviewer)[:60]
