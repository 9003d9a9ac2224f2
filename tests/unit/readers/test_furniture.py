"""Which lines are furniture and which are not; and that no line takes long."""

from __future__ import annotations

import time

import pytest

from extractor.readers.furniture import find_running_heads, is_furniture, load_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content", "Journal Logo", "Back to Top | Article Outline", "Comments (0)", "PDF (1.2 MB)",
        "No citations found for this paper.", "Get AI-generated insights about this study", "Page 3 of 12",
        "Share on Facebook", "1,024 Accesses", "12 Citations", "Related articles", "Cite this article", "Log in",
        "© 2019 The Authors. All rights reserved.", "https://journal.example/article/12", "Advertisement",
        "Downloaded from https://journal.example by guest on 3 May 2020", "View large image", "Read more",
        "Home > Volume 3 > Issue 4", "Berg, Anna, Stone, Bo et al.",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Abstract", "Case report", "Follow-up", "Comment", "Article", "Research", "Methods", "Outcome", "12", "3/5",
        "He was accessed via the femoral artery.", "She went home.", "Home oxygen was given.", "Share of IgG4 cells",
        "The citation index of the paper", "Press release of the dura", "Reads were mapped.", "Related disorders",
        "Anna Berg, Bo Stone", "T3 > T4 > T5 were involved in this patient, who was 40 years old and had pain.",
    ],
)  # fmt: skip
def test_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_lines_that_recur_with_other_page_numbers_are_running_heads() -> None:
    lines = [
        "Berg and Stone: A thick dura 12",
        "Text.",
        "Berg and Stone: A thick dura 13",
        "Text.",
        "Berg and Stone: A thick dura 14",
    ]
    assert find_running_heads(lines) == {0, 2, 4}


def test_every_pattern_is_quick_on_long_odd_lines() -> None:
    lines = [
        unit * (500 // len(unit))
        for unit in (
            "a",
            "a ",
            "A, B, ",
            "show all ",
            "download the ",
            "related articles in ",
            "1 ",
            "x | ",
            "> a ",
            "www.",
            "© 2000 ",
        )
    ]
    for pattern in load_furniture().lines:
        for line in lines:
            start = time.perf_counter()
            pattern.fullmatch(f"{line}!§")
            assert time.perf_counter() - start < 0.2, pattern.pattern
