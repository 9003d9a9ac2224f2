"""Writes the files of a summary: Markdown, CSV, workbook, report, and each picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from extractor.export.files import replace_files
from extractor.export.lines import neutralise, write_lines
from extractor.summary.figures import HEAD, cross_title, figure_cells, list_figures
from extractor.summary.markdown import write_markdown
from extractor.summary.report import draw_pictures, write_report
from extractor.summary.summarizing import Summary
from extractor.summary.wording import name_field

_Cells = Sequence[str | float | int | None]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a workbook must say when it was made; the same bytes each time


def write_summary(summary: Summary, folder: Path) -> tuple[Path, ...]:
    """Write all files into a folder and give their paths, the report first."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = draw_pictures(summary)
    texts = {"report.html": write_report(summary, pictures), "summary.md": write_markdown(summary)}
    texts |= {f"{name}.svg": picture for name, picture in pictures.items()}
    targets = [folder / name for name in (*texts, "summary.csv", "summary.xlsx")]
    with replace_files(targets) as parts:
        for part, text in zip(parts, texts.values(), strict=False):
            part.write_text(text, encoding="utf-8", newline="\n")
        write_lines(parts[-2], (HEAD, *map(figure_cells, list_figures(summary))))
        _write_book(summary, parts[-1])
    return tuple(targets)


def _write_book(summary: Summary, path: Path) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _EPOCH})
        _add_sheet(book, "Figures", HEAD, [figure_cells(figure) for figure in list_figures(summary)])
        for number, cross in enumerate(summary.crosses, start=1):
            heads = (cross_title(summary, cross), *cross.columns, "patients")
            lines: list[_Cells] = [
                (n, *counts, total) for n, counts, total in zip(cross.rows, cross.counts, cross.totals, strict=True)
            ]
            _add_sheet(book, f"Cross {number}", heads, lines)
        combinations = [(" + ".join(c.names), c.count) for c in summary.combinations]
        _add_sheet(book, "Combinations", ("treatments given together", "patients"), combinations)
        told = [
            (name_field(f.field), f.reported.count, f.reported.of, round(f.reported.percent, 1)) for f in summary.fields
        ]
        _add_sheet(book, "Completeness", ("field", "reported", "of", "percent"), told)
        care = [(c.paper, *("yes" if t else "no" for t in c.told), round(100 * c.share)) for c in summary.care]
        _add_sheet(book, "CARE", ("paper", *summary.care_items, "percent"), care)


def _add_sheet(book: xlsxwriter.Workbook, name: str, heads: Sequence[str], lines: Sequence[_Cells]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, heads, bold)
    for row, line in enumerate(lines, start=1):
        sheet.write_row(row, 0, [neutralise(cell) for cell in line])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, max(1, len(heads) - 1), 18)
