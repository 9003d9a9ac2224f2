"""A flow → the PRISMA 2020 diagram (boxes of the official template) and the same numbers as tables."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.references.drawing import LEADING, Arrow, Drawing, Line, Rectangle, wrap_line
from extractor.references.flow import NAMES, OTHER_SOURCES, Counts, Flow, number_of, untold_exclusions

_WIDE, _GAP, _BAR, _MARGIN, _SIZE = 238.0, 34.0, 26.0, 14.0, 9.5
_LOWEST = 54.0  # of a phase of one row: the name of the phase stands upright beside it
_LEFT = _MARGIN + _BAR + 12
_RIGHT = _LEFT + _WIDE + _GAP
_PHASES = {"Identification": "#dbe7f3", "Screening": "#dff0e4", "Included": "#f8ecd4"}


def _shown(flow: Flow, name: str) -> str:
    value = number_of(flow, name)
    return "(not told)" if value is None else f"(n = {value})"


def _listed(table: Counts) -> list[Line]:
    return [Line(f"{name} (n = {count})", indent=10) for name, count in table]


def _step(flow: Flow, text: str, name: str, bold: bool = False) -> list[Line]:
    return [Line(f"{text} {_shown(flow, name)}", bold)]


def draw_flow(flow: Flow) -> Drawing:
    """Draw the flow: what is taken on stands on the left, what is removed on the right."""
    identified = [Line("Records identified from:", bold=True)]
    databases = tuple(row for row in flow.databases if row[0] != OTHER_SOURCES)
    if databases:
        total = sum(count for _, count in databases)
        identified += [Line(f"Databases (n = {total})"), *_listed(databases)]
    elif not flow.registers and not flow.databases:
        identified.append(Line(f"Databases and registers {_shown(flow, 'identified')}"))
    if flow.registers:
        total = sum(count for _, count in flow.registers)
        identified += [Line(f"Registers (n = {total})"), *_listed(flow.registers)]
    identified += [
        Line(f"{name.capitalize()} (n = {count})") for name, count in flow.databases if name == OTHER_SOURCES
    ]
    removed = [
        Line("Records removed before screening:", bold=True),
        Line(f"Duplicate records removed {_shown(flow, 'duplicates')}"),
        Line(f"Records marked as ineligible by automation tools {_shown(flow, 'automation')}"),
        Line(f"Records removed for other reasons {_shown(flow, 'other_removed')}"),
    ]
    included = _step(flow, "Reports included in review", "reports", True) + _step(flow, "Patients", "patients", True)
    rows = [
        ("Identification", identified, removed),
        ("Screening", _step(flow, "Records screened", "screened"), _step(flow, "Records excluded", "screened_out")),
        (
            "Screening",
            _step(flow, "Reports sought for retrieval", "sought"),
            _step(flow, "Reports not retrieved", "not_retrieved"),
        ),
        (
            "Screening",
            _step(flow, "Reports assessed for eligibility", "assessed"),
            _step(flow, "Reports excluded", "excluded") + _listed(flow.reasons),
        ),
        ("Included", included, []),
    ]
    return _lay_out(flow, rows)


def _lay_out(flow: Flow, rows: list[tuple[str, list[Line], list[Line]]]) -> Drawing:
    boxes: list[Rectangle] = []
    arrows: list[Arrow] = []
    phases: dict[str, tuple[float, float]] = {}
    y = _MARGIN
    if flow.title:
        heading = wrap_line(Line(flow.title, bold=True), _RIGHT + _WIDE - _LEFT, 11)
        high = len(heading) * 11 * LEADING + 10
        boxes.append(Rectangle(_LEFT - 8, y, _RIGHT + _WIDE - _LEFT + 8, high, heading, edge="#ffffff", size=11))
        y += high + 6
    below: float | None = None
    for phase, left, right in rows:
        ours, theirs = _wrapped(left), _wrapped(right)
        high = max(max(len(ours), len(theirs)) * _SIZE * LEADING + 16, 0 if theirs else _LOWEST)
        boxes.append(Rectangle(_LEFT, y, _WIDE, high, ours, size=_SIZE))
        if theirs:
            boxes.append(Rectangle(_RIGHT, y, _WIDE, high, theirs, size=_SIZE, fill="#fafbfc"))
            arrows.append(Arrow(_LEFT + _WIDE, y + high / 2, _RIGHT, y + high / 2))
        if below is not None:
            arrows.append(Arrow(_LEFT + _WIDE / 2, below, _LEFT + _WIDE / 2, y))
        first, _ = phases.get(phase, (y, y))
        phases[phase] = (first, y + high)
        below = y + high
        y += high + 24
    y -= 10
    for phase, (top, bottom) in phases.items():
        bar = Rectangle(_MARGIN, top, _BAR, bottom - top, (Line(phase),), _PHASES[phase], _PHASES[phase], upright=True)
        boxes.append(bar)
    said = " ".join(text for text in (flow.note, untold_exclusions(flow)) if text)
    if said:
        note = wrap_line(Line(said), _RIGHT + _WIDE - _LEFT, 8)
        high = len(note) * 8 * LEADING + 8
        boxes.append(
            Rectangle(_LEFT - 8, y, _RIGHT + _WIDE - _LEFT + 8, high, note, edge="#ffffff", ink="#5b6b7b", size=8)
        )
        y += high
    return Drawing(
        _RIGHT + _WIDE + _MARGIN, y + _MARGIN, flow.title or "PRISMA 2020 flow diagram", tuple(boxes), tuple(arrows)
    )


def _wrapped(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(piece for line in lines for piece in wrap_line(line, _WIDE - 16, _SIZE))


def flow_rows(flow: Flow) -> Iterator[tuple[str, str, int | None, bool]]:
    """Give each number as phase, name, number, and whether it was worked out from the others."""
    for name, count in flow.databases:
        yield "identification", f"records from {name}", count, False
    for name, count in flow.registers:
        yield "identification", f"records from the register {name}", count, False
    phases = {"identified": "identification", "duplicates": "identification", "automation": "identification"}
    phases |= {"other_removed": "identification", "reports": "included", "patients": "included"}
    for name, shown in NAMES.items():
        yield phases.get(name, "screening"), shown, number_of(flow, name), name in flow.derived
        if name == "excluded":
            for reason, count in flow.reasons:
                yield "screening", f"reports excluded: {reason}", count, False


def flow_markdown(flow: Flow, wrong: tuple[str, ...]) -> str:
    """Write the numbers as a table in Markdown, and below it what does not fit."""
    lines = [f"# {flow.title}" if flow.title else "# PRISMA 2020 flow", "", "| phase | step | n |", "|---|---|---|"]
    for phase, name, count, derived in flow_rows(flow):
        shown = "not told" if count is None else f"{count}{' (worked out)' if derived else ''}"
        lines.append(f"| {phase} | {name.replace('|', '/')} | {shown} |")
    lines += ["", *(f"- Does not fit: {message}." for message in wrong)] if wrong else ["", "The numbers fit together."]
    lines += [f"\n{text}" for text in (flow.note, untold_exclusions(flow)) if text]
    return "\n".join(lines) + "\n"
