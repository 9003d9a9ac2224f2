"""Sets the cells of a row that lacks some of its empty ones under the columns that they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.document import Cell, Span

Fit = Callable[[Cell, int], float]  # how well a cell fits under a column: 1 well, 0 not
_GAIN = 0.9  # a row is set anew only if it fits so much better: one cell that fitted nowhere now does


def align_row(row: Sequence[Cell], is_empty: Callable[[Cell], bool], fit: Fit) -> tuple[Cell, ...]:
    """Give the row with its missing empty cells put where the others fit best; a full row stays as it is."""
    kept = list(row)
    while kept and is_empty(kept[-1]):
        kept.pop()
    missing = len(row) - len(kept)
    if not missing or not kept:
        return tuple(row)
    best = _place(kept, len(row), fit)
    if best is None:
        return tuple(row)
    score, columns = best
    if score < sum(fit(cell, column) for column, cell in enumerate(kept)) + _GAIN:
        return tuple(row)
    cells: list[Cell] = []
    for column in range(len(row)):
        if column in columns:
            cells.append(kept[columns.index(column)])
        else:
            following = next((cell for at, cell in zip(columns, kept, strict=True) if at > column), kept[-1])
            place = following.span.start if following is not kept[-1] else kept[-1].span.end
            cells.append(Cell(Span(place, place)))
    return tuple(cells)


def _place(cells: Sequence[Cell], width: int, fit: Fit) -> tuple[float, list[int]] | None:
    """Find the columns, in order, under which the cells fit best; of equals the leftmost."""
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}  # by the last column taken
    for number, cell in enumerate(cells):
        following: dict[int, tuple[float, list[int]]] = {}
        for last, (score, columns) in best.items():
            for column in range(last + 1, width - (len(cells) - number) + 1):
                total = score + fit(cell, column)
                if column not in following or total > following[column][0]:
                    following[column] = (total, [*columns, column])
        best = following
    return max(best.values(), key=lambda found: found[0], default=None)
