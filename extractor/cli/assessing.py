"""The command that applies published criteria to the rows of a run: criteria."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.app import NO_OUTPUT, RunFolder, app, fail, say
from extractor.cli.rows import read_rows

_FEW = 5  # patients whose points are printed; of more they stand in the file
_ASKED = "organ_findings"  # the field that the classification criteria need beside those of a usual run


@app.command()
def criteria(
    run_folder: RunFolder,
    names: Annotated[
        list[str] | None, typer.Option("--criteria", "-c", help="Which criteria; default: all. Can be given again.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="CSV to write; default: criteria.csv in the run folder.")
    ] = None,
) -> None:
    """Apply diagnostic and classification criteria to each patient: what is met, the points from … to …, evidence."""
    from extractor.criteria import assess, criteria_names, load_criteria
    from extractor.criteria.reporting import COLUMNS, read_aloud, table_lines
    from extractor.export.files import replace_files
    from extractor.export.lines import write_lines

    chosen = [load_criteria(name.replace("-", "_")) for name in (names or criteria_names())]
    rows = read_rows(run_folder)
    target = out if out is not None else run_folder / "criteria.csv"
    try:
        found = [(row, assess(row, one)) for row in rows for one in chosen]
        with replace_files([target]) as (part,):
            write_lines(part, (COLUMNS, *(line for row, one in found for line in table_lines(row, one))))
    except OSError as error:
        fail(f"{target}: cannot be written: {error.strerror}", NO_OUTPUT)
    for row, one in found if len(rows) <= _FEW else ():
        for line in read_aloud(row, one):
            print(line)
    if rows and not any(cell.field == _ASKED for cell in rows[0].cells):
        say(f"organs are not looked at closely in this run; `extractor run --schema igg4-criteria` fills {_ASKED} too")
    say(f"{len(rows)} patients, {len(chosen)} sets of criteria: {target}")
