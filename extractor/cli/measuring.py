"""The commands that measure the program against gold: score, score-ner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.app import app
from extractor.problem import ExtractorError


@app.command()
def score(
    records: Annotated[Path, typer.Option("--records", help="A run folder, or its cases.jsonl.")],
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Gold: a .jsonl of cases, or a folder of brat .ann (age and sex).")
    ] = None,
    against: Annotated[Path | None, typer.Option("--against", help="Another run over the same papers.")] = None,
    misses: Annotated[
        str | None, typer.Option("--misses", help="List the misses of a field, of `cases`, or of `all`.")
    ] = None,
    confidence: Annotated[bool, typer.Option("--confidence", help="How far confidence can be trusted.")] = False,
) -> None:
    """Measure a run: precision, recall and F1 per field against gold, or the cells that equal another run's."""
    from extractor.score import (
        compare_people,
        compare_runs,
        format_agreement,
        format_calibration,
        format_people,
        format_scores,
        judge_run,
        score_records,
    )

    if (gold is None) == (against is None):
        raise ExtractorError("score needs --gold GOLD or --against RUN")
    if against is not None:
        print(format_agreement(compare_runs(against, records)))
    elif gold is not None and gold.is_dir():
        print(format_people(compare_people(gold, records)))
    elif gold is not None:
        print(format_scores(score_records(gold, records), misses))
        if confidence:
            print(f"\n{format_calibration(judge_run(gold, records))}")


@app.command(name="score-ner")
def score_ner(
    data: Annotated[Path, typer.Argument(help="Folder with maccrobat2020/dev and ner-iob/BC5CDR/devel.tsv.")],
    model: Annotated[str, typer.Option("--ner", help="A spaCy model, by name or folder.")] = "en_case_report_ner",
) -> None:
    """Measure a recogniser of entities: precision, recall and F1 per label, strict and by overlap, with intervals."""
    from extractor.score.ner import score_recogniser

    for line in score_recogniser(model, data):
        print(line)
