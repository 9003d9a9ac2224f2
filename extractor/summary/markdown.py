"""Writes a summary as Markdown: the results section with every denominator, cross tables, completeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.summary.figures import cross_title
from extractor.summary.summarizing import Cross, Summary
from extractor.summary.wording import name_field, write_number, write_numbers, write_remarks, write_share

QUARTILES = "Quartiles are those at (n + 1)p; a percentage is of the patients whose paper tells."


def write_markdown(summary: Summary) -> str:
    """Write the whole summary."""
    parts = [
        f"# {summary.schema.title}: results",
        "",
        f"{summary.patients} patients of {summary.papers} papers. {QUARTILES}",
        "",
    ]
    parts += _results(summary)
    for cross in summary.crosses:
        parts += ["", f"## {cross_title(summary, cross)}", ""]
        parts += _cross_table(cross)
    parts += ["", "## Treatments given together", ""]
    parts += _table(("combination", "patients"), [(" + ".join(c.names), str(c.count)) for c in summary.combinations])
    parts += ["", f"Glucocorticoid with an immunosuppressant or biologic: {write_share(summary.combined)}.", ""]
    parts += ["## Completeness", ""]
    parts += _table(("field", "reported"), [(name_field(f.field), write_share(f.reported)) for f in summary.fields])
    parts += ["", "## What papers report, by CARE item", ""]
    heads = ("paper", *(item.split()[0] for item in summary.care_items), "share")
    lines = [(c.paper, *("✓" if told else "–" for told in c.told), f"{100 * c.share:.0f} %") for c in summary.care]
    parts += _table(heads, lines)
    parts += ["", "; ".join(summary.care_items) + "."]
    return "\n".join(parts) + "\n"


def _results(summary: Summary) -> Iterator[str]:
    yield "| field | reported | result |"
    yield "|---|---|---|"
    for told in summary.fields:
        if told.reported.count:
            parts = [write_numbers(told.numbers, told.field.unit)] if told.numbers is not None else []
            parts += [f"{share.name} {write_share(share)}" for share in told.answers]
            parts += write_remarks(told)
            yield f"| {name_field(told.field)} | {write_share(told.reported)} | {_cell('; '.join(parts))} |"


def _cross_table(cross: Cross) -> Iterator[str]:
    lines = [
        (name, *(f"{count} ({write_number(100 * count / total)} %)" if total else "0" for count in counts), str(total))
        for name, counts, total in zip(cross.rows, cross.counts, cross.totals, strict=True)
    ]
    yield from _table(("", *cross.columns, "patients"), lines)


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for line in lines:
        yield "| " + " | ".join(_cell(cell) for cell in line) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
