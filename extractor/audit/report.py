"""Writes the findings of an audit for people and for spreadsheets, mismatches first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.audit.finding import Finding, Verdict
from extractor.export.files import replace_files
from extractor.export.lines import write_lines

_ORDER = (Verdict.MISMATCH, Verdict.UNCHECKED, Verdict.MATCH)
_HEAD = ("verdict", "claimed", "counted", "reason", "sentence", "start", "end", "cells")


def count_verdicts(findings: Sequence[Finding]) -> str:
    """Say how many claims agree, do not, and cannot be checked."""
    counts = Counter(finding.verdict for finding in findings)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in (Verdict.MATCH, Verdict.MISMATCH, Verdict.UNCHECKED))


def format_findings(findings: Sequence[Finding], title: str) -> str:
    """Write the findings as Markdown."""
    lines = [f"# Audit of {title}", "", f"{len(findings)} claims: {count_verdicts(findings)}.", ""]
    for verdict in _ORDER:
        chosen = [finding for finding in findings if finding.verdict is verdict]
        lines += [f"## {str(verdict).capitalize()} ({len(chosen)})", ""]
        for finding in chosen:
            lines += list(_item(finding))
        lines.append("")
    return "\n".join(lines)


def _item(finding: Finding) -> Iterator[str]:
    yield f"- **{finding.claimed}**" + (f" — {finding.reason}" if finding.reason else "")
    if finding.counted:
        yield f"  - table: {finding.counted}"
    if finding.verdict is not Verdict.MATCH:
        yield f"  - text ({finding.sentence.start}–{finding.sentence.end}): “{finding.quote}”"
        if finding.cells:
            yield f"  - cells: {'; '.join(finding.cells)}"


def write_findings(findings: Sequence[Finding], title: str, folder: Path) -> tuple[Path, Path]:
    """Write audit.md and audit.csv into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    targets = (folder / "audit.md", folder / "audit.csv")
    with replace_files(targets) as (text, table):
        text.write_text(format_findings(findings, title), encoding="utf-8", newline="\n")
        write_lines(table, (_HEAD, *map(_cells, findings)))
    return targets


def _cells(f: Finding) -> tuple[object, ...]:
    """Give the line of a finding, by `_HEAD`."""
    place = (f.quote, f.sentence.start, f.sentence.end)
    return (f.verdict, f.claimed, f.counted, f.reason, *place, "; ".join(f.cells))
