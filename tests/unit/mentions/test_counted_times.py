from __future__ import annotations

import pytest

from extractor.mentions.counted_times import find_days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She died on the third day after admission.", [("the third day", 3)]),
        ("He went home on postoperative day 45.", [("postoperative day 45", 45)]),
        ("He went home on the 12 th hospital day.", [("the 12 th hospital day", 12)]),
        ("It was given on day 1 and 8.", []),
        ("It was seen in the 24th week of pregnancy and on the second day of life.", []),
        ("The scan at month ten was normal, and by week 6 he walked.", [("month ten", 10), ("week 6", 6)]),
        ("The patient was seen at week 30 of pregnancy and at month 3-4.", []),
    ],
)
def test_days_in_order(text: str, found: list[tuple[str, float]]) -> None:
    assert [(text[day.start : day.end], day.low) for day in find_days(text)] == found
