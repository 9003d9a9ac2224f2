"""Vertebral levels in every spelling, what is at them, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from extractor.case import Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.levels import find_levels


def read(text: str) -> list[tuple[str, str]]:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    return [(level, m.role.name.lower()) for m in find_levels(sentence) for level in m.levels]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("An extradural mass reached from T3 to T9.", ["T3-T9"]),
        ("An epidural mass at T3–T9 was seen.", ["T3-T9"]),
        ("A dural lesion at T3-9 was seen.", ["T3-T9"]),
        ("An epidural lesion at Th5–Th7.", ["T5-T7"]),
        ("Cord compression at D4-D6.", ["T4-T6"]),
        ("Thickened dura at C5-7 with extension to T1.", ["C5-T1"]),
        ("The lesion ran from C7 down to T5.", ["C7-T5"]),
        ("A disc herniation at L5/S1.", ["L5/S1"]),
        ("A disc herniation at L5S1.", ["L5/S1"]),
        ("A disc herniation at L3/4.", ["L3/4"]),
        ("Fractures of T12, L1 and L2.", ["T12-L2"]),
        ("Fractures of T12 and L2.", ["T12", "L2"]),
        ("Disc herniations at L3-L4 and L4-L5.", ["L3-L4", "L4-L5"]),
        ("A tumor between C2 and C4.", ["C2-C4"]),
        ("A mass at the level of the tenth thoracic vertebra.", ["T10"]),
        ("The dura was thick from the second to the 12th thoracic vertebra.", ["T2-T12"]),
        ("The dura was thick from the first to sixth cervical.", ["C1-C6"]),
        ("Thickening from the seventh cervical to the third thoracic vertebra.", ["C7-T3"]),
        ("The lesion lay at thoracic 9 to lumbar 1.", ["T9-L1"]),
        ("Discitis of the fourth and fifth cervical (C4-C5) vertebrae.", ["C4-C5"]),
        ("T2-weighted images showed a hyperintense cord lesion at T4.", ["T4"]),
        ("A mass at C1 compressed the cord.", ["C1"]),
    ],
)
def test_spelling(text: str, levels: list[str]) -> None:
    assert [level for level, _ in read(text)] == levels


@pytest.mark.parametrize(
    "text",
    [
        "The mass was hypointense on T1 and T2.",
        "T1 hypointense, T2 hyperintense dural thickening of the spine.",
        "On T2 weighted images the cord had a high signal.",
        "The cord showed T2 high signal intensity.",
        "T1-weighted MRI with gadolinium showed an epidural mass.",
        "CD4 and CD8 T cells were few.",
        "C3 and C4 complement were low.",
        "Serum C3 was 45 mg/dL and C4 8 mg/dL; complement was consumed.",
        "The tumor was staged T2N0M0.",
        "Breast carcinoma, stage T3.",
        "Free T4 and T3 were normal.",
        "Vitamin D3 and B12 were given.",
        "S1 and S2 heart sounds were normal.",
        "See Table S1 and Figure S2.",
        "The first lumbar puncture was dry.",
        "PD-L1 was expressed by the tumor.",
        "Lumbar 4 years earlier.",
        "Th17 cells were increased.",
    ],
)
def test_no_level(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A T3–T5 laminectomy was done.", [("T3-T5", "surgery")]),
        ("Laminoplasty from C3 to C6 followed.", [("C3-C6", "surgery")]),
        ("Posterior fusion T4–T8 was performed.", [("T4-T8", "surgery")]),
        ("L2 laminectomy and fixation from T12 to L4.", [("L2", "surgery"), ("T12-L4", "surgery")]),
        ("Resection of the T3–T9 epidural mass.", [("T3-T9", "lesion")]),
        ("He had a sensory level at T6.", [("T6", "sensory")]),
        ("Hypoesthesia below T10 was found.", [("T10", "sensory")]),
        ("Pain over T8 on percussion of the spine.", [("T8", "pain")]),
        ("C5 radiculopathy of the right arm.", [("C5", "other")]),
        ("A deficit of the L5 root.", [("L5", "other")]),
        ("Lumbar puncture at L3/4 was easy.", [("L3/4", "other")]),
        (
            "MRI showed a mass at T3-T9; a sensory level at T6 fitted it.",
            [("T3-T9", "lesion"), ("T6", "sensory")],
        ),
        ("Cord compression at T4, and laminectomy at T3-T5.", [("T4", "lesion"), ("T3-T5", "surgery")]),
    ],
)
def test_role(text: str, told: list[tuple[str, str]]) -> None:
    assert read(text) == told


def test_a_dumped_table_is_read_in_a_moment() -> None:
    text = "T3-T5, C4, L1/2 cord lesion, " * 300
    started = time.process_time()
    assert len(read(text)) == 900
    assert time.process_time() - started < 20
