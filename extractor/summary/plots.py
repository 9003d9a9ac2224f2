"""The plots of a results section, drawn from the summary alone: who, when, how long, which treatments, how it went."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from extractor.summary.statistics import Numbers, Share
from extractor.summary.summarizing import Combination, Cross, Person
from extractor.summary.svg import BLUE, GOLD, INK, MUTED, PAPER, RED, RULE, Drawing, Style, shade, ticks

_DECADE = 10
_TIMES = ((1 / 7, "1 day"), (1.0, "1 week"), (4.0, "1 month"), (12.0, "3 months"), (48.0, "1 year"), (240.0, "5 years"))
_MOST_COMBINATIONS = 14


def draw_pyramid(people: Sequence[Person]) -> str:
    """Draw ages by decade, men to the left and women to the right."""
    low = int(min((p.age_years for p in people), default=0)) // _DECADE
    high = int(max((p.age_years for p in people), default=0)) // _DECADE
    counts = Counter((int(p.age_years) // _DECADE, p.sex) for p in people)
    most = max([*(count for (_, sex), count in counts.items() if sex in ("male", "female")), 1])
    height = 62.0 + 30 * (high - low + 1)
    drawing = Drawing(520, height, "Age and sex of the patients")
    middle, gap, reach = 260.0, 34.0, 190.0
    for sex, colour, side in (("male", BLUE, -1), ("female", RED, 1)):
        total = sum(count for (_, other), count in counts.items() if other == sex)
        drawing.text(
            (middle + side * (gap + 4), 16), f"{sex} · {total}", Style(12, colour, "end" if side < 0 else "start", True)
        )
        for tick in ticks(most, 3):
            x = middle + side * (gap + reach * tick / most)
            if tick <= most:
                drawing.line((x, 26), (x, height - 26), RULE)
                drawing.text((x, height - 10), str(tick), Style(10, MUTED, "middle"))
    for row, decade in enumerate(range(high, low - 1, -1)):
        y = 32 + 30.0 * row
        drawing.text((middle, y + 16), f"{decade * _DECADE}–{decade * _DECADE + 9}", Style(11, MUTED, "middle"))
        for sex, colour, side in (("male", BLUE, -1), ("female", RED, 1)):
            count = counts[decade, sex]
            width = reach * count / most
            x = middle + side * gap - (width if side < 0 else 0)
            drawing.rect(
                (x, y, width, 22), colour, 2, f"{sex}, {decade * _DECADE} to {decade * _DECADE + 9} years: {count}"
            )
            if count:
                inside = width > 22
                place = middle + side * (gap + width - 6 if inside else gap + width + 6)
                anchor = "start" if (side < 0) == inside else "end"
                drawing.text((place, y + 15), str(count), Style(11, PAPER if inside else INK, anchor))
    return drawing.svg()


def draw_times(weeks: Sequence[float], numbers: Numbers) -> str:
    """Draw the times from onset to diagnosis on a logarithmic axis, a dot a patient, over median and quartiles."""
    drawing = Drawing(520, 210, "Time from onset to diagnosis")
    shown = [max(value, 1 / 14) for value in weeks]
    low, high = min([*shown, 1 / 7]) * 0.8, max([*shown, 48.0]) * 1.25
    left, width, floor = 20.0, 480.0, 150.0

    def place(value: float) -> float:
        return left + width * math.log(max(value, low) / low) / math.log(high / low)

    for value, label in _TIMES:
        if low <= value <= high:
            drawing.line((place(value), 20), (place(value), floor + 6), RULE)
            drawing.text((place(value), floor + 22), label, Style(10, MUTED, "middle"))
    drawing.rect((place(numbers.lower), floor - 14, place(numbers.upper) - place(numbers.lower), 14), "#e4ebf0", 2)
    drawing.line((place(numbers.median), floor - 18), (place(numbers.median), floor + 4), INK, 2)
    drawing.text(
        (place(numbers.median), floor + 44), f"median {numbers.median:g} weeks", Style(11, INK, "middle", True)
    )
    piles: Counter[int] = Counter()
    for value in sorted(shown):
        column = round(place(value) / 9)
        piles[column] += 1
        drawing.circle((column * 9, floor - 16 - 9.2 * piles[column]), 4, BLUE, PAPER, f"{value:g} weeks")
    return drawing.svg()


def draw_years(years: Sequence[tuple[int, int]]) -> str:
    """Draw how many papers were published in each year; years without one are shown too."""
    first, last = years[0][0], years[-1][0]
    counts = dict(years)
    most = max(counts.values())
    span = last - first + 1
    step = min(34.0, 470 / span)
    drawing = Drawing(520, 200, "Papers by year of publication")
    for tick in ticks(most, 4):
        if tick <= most:
            y = 160 - 130 * tick / most
            drawing.line((30, y), (30 + step * span, y), RULE)
            drawing.text((24, y + 3.5), str(tick), Style(10, MUTED, "end"))
    every = max(1, math.ceil(34 / step))
    for place, year in enumerate(range(first, last + 1)):
        height = 130 * counts.get(year, 0) / most
        x = 30 + step * place
        drawing.rect((x + step * 0.12, 160 - height, step * 0.76, height), BLUE, 2, f"{year}: {counts.get(year, 0)}")
        if (last - year) % every == 0:
            drawing.text((x + step / 2, 177), str(year), Style(10, MUTED, "middle"))
    return drawing.svg()


def draw_combinations(sets: Sequence[Share], combinations: Sequence[Combination]) -> str:
    """Draw which treatments were given together (UpSet): a column a combination, a row a treatment."""
    shown = combinations[:_MOST_COMBINATIONS]
    left, top, row, column = 268.0, 150.0, 27.0, 27.0
    height = top + row * len(sets) + 16
    drawing = Drawing(max(520.0, left + column * len(shown) + 16), height, "Treatments given together")
    most = max((c.count for c in shown), default=1)
    widest = max((s.count for s in sets), default=1)
    for number, share in enumerate(sets):
        y = top + 10 + row * number
        if number % 2 == 0:
            drawing.rect((0, y, left + column * len(shown), row), "#f6f7f8")
        width = 68 * share.count / widest
        drawing.rect((92 - width, y + 7, width, row - 14), BLUE, 1.5, f"{share.name}: {share.count} of {share.of}")
        drawing.text((88 - width, y + 17.5), str(share.count), Style(10, MUTED, "end"))
        drawing.text((left - 10, y + 17.5), share.name, Style(11.5, INK, "end"))
    for number, combination in enumerate(shown):
        x = left + column * (number + 0.5)
        bar = 112 * combination.count / most
        drawing.rect((x - 9, top - bar, 18, bar), RED, 2, f"{' + '.join(combination.names)}: {combination.count}")
        drawing.text((x, top - bar - 5), str(combination.count), Style(11, INK, "middle"))
        rows = [place for place, share in enumerate(sets) if share.name in combination.names]
        ys = [top + 10 + row * (place + 0.5) for place in range(len(sets))]
        if rows:
            drawing.line((x, ys[rows[0]]), (x, ys[rows[-1]]), INK, 2)
        for place, y in enumerate(ys):
            drawing.circle((x, y), 5, INK if place in rows else "#dfe3e7")
    return drawing.svg()


def draw_cross(cross: Cross) -> str:
    """Draw a cross table: each field is shaded by its share of the patients of its row."""
    left, top, row, column = 190.0, 44.0, 30.0, 96.0
    drawing = Drawing(
        left + column * len(cross.columns) + 60,
        top + row * len(cross.rows) + 10,
        f"{cross.rows_field} by {cross.columns_field}",
    )
    for place, name in enumerate(cross.columns):
        drawing.text((left + column * (place + 0.5), top - 14), name, Style(11, MUTED, "middle"))
    drawing.text((left + column * len(cross.columns) + 44, top - 14), "patients", Style(10, MUTED, "end"))
    for number, name in enumerate(cross.rows):
        y = top + row * number
        drawing.text((left - 10, y + 19), name, Style(12, INK, "end"))
        for place, count in enumerate(cross.counts[number]):
            total = cross.totals[number]
            share = count / total if total else 0.0
            x = left + column * place
            drawing.rect(
                (x + 1, y + 1, column - 2, row - 2),
                shade(share * 0.92),
                2,
                f"{name}, {cross.columns[place]}: {count} of {total}",
            )
            fill = PAPER if share > 0.55 else INK
            drawing.text(
                (x + column / 2, y + 19),
                f"{count}  ({100 * share:.0f} %)" if count else "0",
                Style(11, fill if count else MUTED, "middle"),
            )
        drawing.text(
            (left + column * len(cross.columns) + 44, y + 19), str(cross.totals[number]), Style(11, MUTED, "end")
        )
    return drawing.svg()


def draw_shares(shares: Sequence[Share], title: str, colour: str = BLUE) -> str:
    """Draw shares as bars of one hundred per cent."""
    row, left, width = 22.0, 200.0, 190.0
    drawing = Drawing(520, row * len(shares) + 8, title)
    for number, share in enumerate(shares):
        y = 4 + row * number
        drawing.text((left - 10, y + 14), share.name, Style(11, INK, "end"))
        drawing.rect((left, y + 4, width, 12), "#eef1f3", 2)
        drawing.rect((left, y + 4, width * share.percent / 100, 12), colour if share.percent >= 50 else GOLD, 2)
        drawing.text(
            (left + width + 8, y + 14), f"{share.count} of {share.of} · {share.percent:.0f} %", Style(10.5, MUTED)
        )
    return drawing.svg()
