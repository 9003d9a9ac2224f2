"""What a sentence says of IgG4, of cells and protein in cerebrospinal fluid, and of IgG4-positive cells in tissue."""

from __future__ import annotations

import time

import pytest

from extractor.case import Mention, Quantity, Role, Sentence, Subject
from extractor.document import SectionKind, Span
from extractor.mentions.measurements import find_measurements

Told = tuple[str, str]


def read(text: str) -> list[Mention]:
    """Read one sentence; mentions that only name an analyte are left out."""
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    return [m for m in find_measurements(sentence) if m.quantity is not None]


def show(quantity: Quantity | None) -> str:
    """Write a quantity in short: "> 50 /HPF elevated [3, 201]"."""
    assert quantity is not None
    number = "" if quantity.value is None else f"{quantity.value:g}"
    if quantity.low is not None and quantity.high is not None:
        number = f"{quantity.low:g} to {quantity.high:g}"
    sign = "" if str(quantity.comparator) in ("=", "range") else str(quantity.comparator)
    ends = quantity.reference_range
    shown = "" if ends is None else "[" + ", ".join("" if end is None else f"{end:g}" for end in ends) + "]"
    return " ".join(part for part in (sign, number, quantity.unit, quantity.flag and str(quantity.flag), shown) if part)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # serum IgG4: value, unit, flag, reference range
        ("Serum IgG4 was 1.87 g/L (normal 0.03–2.01).", [("serum IgG4", "1.87 g/L normal [0.03, 2.01]")]),
        ("The serum IgG4 level was 412 mg/dL (reference <135).", [("serum IgG4", "412 mg/dL elevated [, 135]")]),
        ("Serum IgG4 concentration: 4,120 mg/L (N < 1350).", [("serum IgG4", "4120 mg/L elevated [, 1350]")]),
        ("IgG4 3·2 g/L (range 0·1–1·3).", [("serum IgG4", "3.2 g/L elevated [0.1, 1.3]")]),
        ("Serum IgG4 amounted to 2,17 g/L (n.v. 0,08–1,4).", [("serum IgG4", "2.17 g/L elevated [0.08, 1.4]")]),
        ("Serum IgG4 was 1 250 mg/dL.", [("serum IgG4", "1250 mg/dL")]),
        ("Serum IgG4 was 1,250 g/L.", [("serum IgG4", "1.25 g/L")]),
        ("IgG4 was 356 mg/dL (3–201).", [("serum IgG4", "356 mg/dL elevated [3, 201]")]),
        ("Serum IgG4 (upper limit of normal 135 mg/dL) was 98 mg/dL.", [("serum IgG4", "98 mg/dL normal [, 135]")]),
        ("Immunoglobulin G4 exceeded 500 mg/dL.", [("serum IgG4", "> 500 mg/dL")]),
        # flags alone
        ("She had markedly elevated serum IgG4 levels.", [("serum IgG4", "elevated")]),
        ("Serum IgG4 was within normal limits.", [("serum IgG4", "normal")]),
        ("Serum IgG4 was not elevated.", [("serum IgG4", "normal")]),
        ("There was no elevation of serum IgG4.", [("serum IgG4", "normal")]),
        ("Serum immunoglobulins, including IgG4, were normal.", [("serum IgG4", "normal")]),
        ("Blood count, CRP and IgG4 were unremarkable.", [("serum IgG4", "normal")]),
        ("Serum IgG and IgG4 were raised.", [("serum IgG4", "elevated")]),
        ("Serum IgG4 was low.", [("serum IgG4", "low")]),
        # which number of a list
        ("IgG 2,430 mg/dL, IgG4 356 mg/dL, IgE 900 IU/mL.", [("serum IgG4", "356 mg/dL")]),
        ("Serum IgG4 and IgG were 3.2 and 18.4 g/L, respectively.", [("serum IgG4", "3.2 g/L")]),
        ("Serum IgG and IgG4 were 18.4 and 3.2 g/L, respectively.", [("serum IgG4", "3.2 g/L")]),
        ("IgG4 356 mg/dL (normal <135), CSF glucose 62 mg/dL.", [("serum IgG4", "356 mg/dL elevated [, 135]")]),
        ("Total IgG was 2,100 mg/dL.", []),
        ("IgG1 was 900 mg/dL and IgG2 600 mg/dL.", []),
        ("Serum IgG4 was normal, but haptoglobin was 230 mg/dL.", [("serum IgG4", "normal")]),
        ("Anti-MuSK IgG4 antibodies were positive.", []),
        ("The patient had IgG4-related disease for 12 months.", []),
        ("CSF IgG4 was 3.2 mg/dL.", []),
        ("Serum IgG4 was measured on day 5.", []),
        # ratio in serum
        ("The serum IgG4/IgG ratio was 15%.", [("serum IgG4/IgG ratio", "15 %")]),
        ("Laboratory tests gave an elevated IgG4/IgG ratio.", [("serum IgG4/IgG ratio", "elevated")]),
    ],
)
def test_serum(text: str, told: list[Told]) -> None:
    assert [(m.concept, show(m.quantity)) for m in read(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "CSF analysis showed 14 white cells/µL and a protein of 260 mg/dL.",
            [("CSF white cells", "14 cells/µL"), ("CSF protein", "260 mg/dL")],
        ),
        (
            "Cerebrospinal fluid: leukocytes 22 × 10⁶/L, protein 0.9 g/L (normal: < 0.45 g/L), glucose 3.1 mmol/L.",
            [("CSF white cells", "22 10⁶/L"), ("CSF protein", "0.9 g/L elevated [, 0.45]")],
        ),
        ("The CSF contained 30 cells/mm3.", [("CSF white cells", "30 cells/µL")]),
        ("The CSF contained 30 leukocytes per cubic millimetre.", [("CSF white cells", "30 cells/µL")]),
        ("Lumbar puncture yielded 44 red blood cells/µL.", []),
        (
            "CSF had 5 red cells/µL, 9 white cells/µL and 48 mg protein/dL.",
            [("CSF white cells", "9 cells/µL"), ("CSF protein", "48 mg/dL")],
        ),
        (
            "CSF: WBC 12/µL (90% lymphocytes), protein 75 mg/dL, glucose 60 mg/dL.",
            [("CSF white cells", "12 cells/µL"), ("CSF protein", "75 mg/dL")],
        ),
        (
            "Lumbar puncture revealed lymphocytic pleocytosis and raised protein.",
            [("CSF white cells", "elevated"), ("CSF protein", "elevated")],
        ),
        ("The CSF showed no pleocytosis.", [("CSF white cells", "normal")]),
        ("The CSF was acellular.", [("CSF white cells", "0 normal")]),
        ("CSF analysis was normal.", [("CSF", "normal")]),
        ("The CSF culture was normal.", []),
        ("Protein in the CSF was normal (0.4 g/L).", [("CSF protein", "0.4 g/L normal")]),
        (
            "CSF glucose and protein were 62 and 110 mg/dL, respectively.",
            [("CSF protein", "110 mg/dL")],
        ),
        (
            "The CSF showed albuminocytologic dissociation.",
            [("CSF protein", "elevated"), ("CSF white cells", "normal")],
        ),
        ("Blood tests: white blood cells 12,000/µL, total protein 7.2 g/dL.", []),
        ("Serum protein was 7.1 g/dL, whereas CSF protein was 88 mg/dL.", [("CSF protein", "88 mg/dL")]),
        ("G-CSF was elevated at 300 pg/mL.", []),
    ],
)
def test_cerebrospinal_fluid(text: str, told: list[Told]) -> None:
    assert [(m.concept, show(m.quantity)) for m in read(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "There were more than 50 IgG4-positive plasma cells per high-power field.",
            [("IgG4+ cells/HPF", "> 50 /HPF")],
        ),
        ("IgG4+ plasma cells were 30–40/hpf.", [("IgG4+ cells/HPF", "30 to 40 /HPF")]),
        ("IgG4+ cells numbered up to 29 per HPF.", [("IgG4+ cells/HPF", "<= 29 /HPF")]),
        ("IgG4-positive plasma cells (>100 cells/HPF) abounded.", [("IgG4+ cells/HPF", "> 100 /HPF")]),
        ("IgG4+ cells per HPF: 45.", [("IgG4+ cells/HPF", "45 /HPF")]),
        ("Mitoses were 3 per 10 HPF and eosinophils 20/HPF.", []),
        ("The ratio of IgG4+ to IgG+ plasma cells was 0.7.", [("tissue IgG4/IgG ratio", "0.7")]),
        ("The IgG4+/IgG+ cell ratio was greater than 40%.", [("tissue IgG4/IgG ratio", "> 40 %")]),
        ("About 60% of the IgG-positive plasma cells were IgG4-positive.", [("tissue IgG4/IgG ratio", "~ 60 %")]),
        ("IgG4-positive cells made up 45–55% of IgG+ plasma cells.", [("tissue IgG4/IgG ratio", "45 to 55 %")]),
    ],
)
def test_tissue(text: str, told: list[Told]) -> None:
    assert [(m.concept, show(m.quantity)) for m in read(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Serum IgG4 fell from 356 to 98 mg/dL.", [("356 mg/dL", Role.BASELINE), ("98 mg/dL", Role.FOLLOW_UP)]),
        (
            "Serum IgG4 fell from 356 to 98 mg/dL (normal 3–135).",
            [("356 mg/dL elevated [3, 135]", Role.BASELINE), ("98 mg/dL normal [3, 135]", Role.FOLLOW_UP)],
        ),
        ("IgG4 levels decreased to 1.02 g/L.", [("1.02 g/L", Role.FOLLOW_UP)]),
        (
            "IgG4 was 410 mg/dL before and 120 mg/dL after treatment.",
            [("410 mg/dL", Role.BASELINE), ("120 mg/dL", Role.FOLLOW_UP)],
        ),
        ("Serum IgG4 normalized.", [("normal", Role.FOLLOW_UP)]),
        ("Serum IgG4 was 410 mg/dL.", [("410 mg/dL", Role.UNKNOWN)]),
    ],
)
def test_time(text: str, told: list[tuple[str, Role]]) -> None:
    assert [(show(m.quantity), m.role) for m in read(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "Serum IgG4 is often normal in this disease.",
        "The criteria call for more than 10 IgG4+ cells per HPF.",
        "Elevated serum IgG4 is a hallmark of the disease.",
        "In patients with IgG4-related disease serum IgG4 exceeds 135 mg/dL.",
    ],
)
def test_general_statement_is_no_measurement_of_this_patient(text: str) -> None:
    assert {m.qualifiers.subject for m in read(text)} == {Subject.GENERAL}


def test_number_stays_with_the_words_it_was_found_in() -> None:
    text = "Serum IgG4 was raised at 356 mg/dL (normal < 135)."
    (mention,) = read(text)
    assert text[mention.span.start : mention.span.end] == "IgG4 was raised at 356 mg/dL (normal < 135"


def test_a_dumped_table_is_read_in_a_moment() -> None:
    text = "Serum IgG4 356 mg/dL (normal <135), CSF protein 12 mg/dL, " * 150
    started = time.process_time()
    assert len(read(text)) == 300
    assert time.process_time() - started < 20
