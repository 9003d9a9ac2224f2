"""Writes a summary as one HTML page with its pictures in it: nothing to fetch, no script, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files

from extractor.summary.figures import cross_title
from extractor.summary.markdown import QUARTILES
from extractor.summary.plots import (
    draw_combinations,
    draw_cross,
    draw_pyramid,
    draw_shares,
    draw_times,
    draw_years,
)
from extractor.summary.spine import REGIONS, draw_spine
from extractor.summary.statistics import Share
from extractor.summary.summarizing import FieldSummary, Summary
from extractor.summary.wording import name_field, write_number, write_numbers, write_remarks, write_share

_MOST_ANSWERS = 24  # of one field in the table; all are in the CSV


def draw_pictures(summary: Summary) -> Mapping[str, str]:
    """Draw every picture for which there are figures, by name."""
    pictures: dict[str, str] = {}
    site, onset = summary.field("involved_regions"), summary.field("onset_to_diagnosis_weeks")
    if site is not None and any(share.name in REGIONS for share in site.answers):
        pictures["spine"] = draw_spine(site.answers, dict(summary.vertebrae), site.reported.count)
    if summary.people:
        pictures["age_sex"] = draw_pyramid(summary.people)
    if onset is not None and onset.numbers is not None:
        pictures["onset"] = draw_times(onset.values, onset.numbers)
    if summary.years:
        pictures["years"] = draw_years(summary.years)
    if summary.combinations:
        pictures["treatments"] = draw_combinations(summary.sets, summary.combinations)
    for cross in summary.crosses:
        pictures[f"{cross.rows_field}_by_{cross.columns_field}"] = draw_cross(cross)
    pictures["completeness"] = draw_shares(
        [Share(name_field(f.field), f.reported.count, f.reported.of) for f in summary.fields], "Completeness"
    )
    return pictures


def write_report(summary: Summary, pictures: Mapping[str, str]) -> str:
    """Write the page."""
    style = (files("extractor") / "summary" / "report.css").read_text(encoding="utf-8")
    title = escape(summary.schema.title)
    body = [
        f"<header><h1>{title}</h1><p>{summary.patients} patients of {summary.papers} papers. {QUARTILES}</p></header>",
        f'<div class="key">{"".join(_key_figures(summary))}</div>',
        '<div class="two"><div>',
        _section("Where the disease was", pictures.get("spine"), _levels(summary)),
        "</div><div>",
        _section("Age and sex", pictures.get("age_sex")),
        _section("Time from onset to diagnosis", pictures.get("onset"), _told(summary, "onset_to_diagnosis_weeks")),
        _section("Papers by year of publication", pictures.get("years")),
        "</div></div>",
        _section(
            "Treatments given together",
            pictures.get("treatments"),
            f"{summary.combined.name}: {write_share(summary.combined)}",
        ),
        *(_section(cross_title(summary, c), pictures[f"{c.rows_field}_by_{c.columns_field}"]) for c in summary.crosses),
        f"<section class='long'><h2>Results</h2>{_results(summary)}</section>",
        _section("Completeness of each field", pictures.get("completeness")),
        f"<section class='long'><h2>What papers report, by CARE item</h2>{_care(summary)}</section>",
    ]
    page = "\n".join(part for part in body if part)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}<style>{style}</style></head><body>\n{page}\n</body></html>\n'


def _section(title: str, picture: str | None, note: str = "") -> str:
    if picture is None:
        return ""
    told = f'<p class="note">{escape(note)}</p>' if note else ""
    return f"<section><h2>{escape(title)}</h2>{picture}{told}</section>"


def _levels(summary: Summary) -> str:
    """Say what the shades of the vertebrae count."""
    told = summary.field("lesion_levels")
    if told is None or not summary.vertebrae:
        return "No paper tells vertebrae: each region is shaded as one."
    return f"Vertebrae are shaded by the levels that papers tell of {told.reported.count} patients."


def _told(summary: Summary, field: str) -> str:
    told = summary.field(field)
    return "" if told is None or told.numbers is None else write_numbers(told.numbers, told.field.unit)


def _key_figures(summary: Summary) -> Iterator[str]:
    """Give the figures on top: patients, sex, age, time, and the most frequent answer of treatment and outcome."""
    yield _key(str(summary.patients), f"patients of {summary.papers} papers")
    sex, age = summary.field("sex"), summary.field("age_years")
    if sex is not None and sex.answers:
        yield _key(" / ".join(str(s.count) for s in sex.answers), " / ".join(s.name for s in sex.answers))
    if age is not None and age.numbers is not None:
        yield _key(
            f"{age.numbers.mean:.1f}",
            f"years, mean age ({write_number(age.numbers.least)}–{write_number(age.numbers.most)})",
        )
    onset = summary.field("onset_to_diagnosis_weeks")
    if onset is not None and onset.numbers is not None:
        yield _key(f"{write_number(onset.numbers.median)} wk", f"median to diagnosis (n = {onset.numbers.count})")
    for name in ("treatments", "outcome"):
        told = summary.field(name)
        best = max(told.answers, key=lambda share: share.count, default=None) if told is not None else None
        if best is not None:
            yield _key(f"{best.percent:.0f} %", f"{best.name} ({best.count} of {best.of})")


def _key(figure: str, words: str) -> str:
    return f"<div><b>{escape(figure)}</b><span>{escape(words)}</span></div>"


def _results(summary: Summary) -> str:
    lines = [_line(told) for told in summary.fields if told.reported.count]
    return f'<table><tr><th>Field</th><th class="n">Reported</th><th>Result</th></tr>{"".join(lines)}</table>'


def _line(told: FieldSummary) -> str:
    numbers = f"<div>{escape(write_numbers(told.numbers, told.field.unit))}</div>" if told.numbers is not None else ""
    shown = told.answers[:_MOST_ANSWERS]
    items = "".join(f"<li>{escape(s.name)} <i>{write_share(s)}</i></li>" for s in shown)
    more = (
        f"<li><i>and {len(told.answers) - len(shown)} more answers</i></li>" if len(told.answers) > len(shown) else ""
    )
    remarks = "; ".join(write_remarks(told))
    cell = numbers + (f"<ul>{items}{more}</ul>" if items else "") + (f"<div>{escape(remarks)}</div>" if remarks else "")
    name, reported = escape(name_field(told.field)), write_share(told.reported)
    return f'<tr><td>{name}</td><td class="n">{reported}</td><td>{cell}</td></tr>'


def _care(summary: Summary) -> str:
    heads = "".join(
        f'<th class="c" title="{escape(item)}">{escape(item.split()[0])}</th>' for item in summary.care_items
    )
    lines = []
    for paper in summary.care:
        marks = "".join(
            f'<td class="c {"told" if told else "silent"}">{"●" if told else "○"}</td>' for told in paper.told
        )
        lines.append(f'<tr><td>{escape(paper.paper)}</td>{marks}<td class="n c">{100 * paper.share:.0f} %</td></tr>')
    key = f'<p class="note">{escape("; ".join(summary.care_items))}</p>'
    return f'<table><tr><th>Paper</th>{heads}<th class="c">share</th></tr>{"".join(lines)}</table>{key}'
