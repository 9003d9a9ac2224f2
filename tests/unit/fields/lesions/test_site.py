"""Where the disease is: regions, compartment, enhancement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Content, Reading
from extractor.fields import fill_fields
from extractor.schema import load_schema

Read = Callable[[str], Reading]


def fill(field: str, reading: Reading) -> Content:
    return next(v.content for v in fill_fields(load_schema("igg4-rsp"), reading) if v.field == field)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("MRI of the cervical spine showed an epidural mass from C3 to C7.", ("cervical",)),
        ("CT of the cervical and thoracic regions showed discitis at C4-C5.", ("cervical",)),
        ("MRI of the brain and whole spine was unremarkable.", None),
        ("MRI showed a dural mass at the thoracolumbar junction.", ("thoracic", "lumbar")),
        ("Thoracic MRI showed a dural mass.", ("thoracic",)),
        ("There was dorsal compression of the cord.", None),
        ("A mass dorsal to the cord was seen at C4.", ("cervical",)),
        ("She had cervical pain and a lumbar puncture showed infection.", None),
        ("He underwent lumbar laminectomy.", None),
        ("MRI showed a left cervical mass beside the thyroid.", None),
        ("The primary cervical tumour responded to radiotherapy.", None),
        ("He had an incisional hernia in the right lumbar region.", None),
        ("MRI showed a cervical mass that compressed the cord.", ("cervical",)),
        ("Sequencing of lesions L4 and L6 of the lung differed.", None),
        ("The hypertrophic pachymeningitis involved the clivus and the tentorium.", ("brain",)),
    ],
)
def test_regions(read_patient: Read, text: str, regions: tuple[str, ...] | None) -> None:
    assert fill("involved_regions", read_patient(text)) == regions


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("MRI showed a mass from T3 to T9 and compression at T5.", ("T3-T9",)),
        ("A mass at C6-7 was suspected to be a metastasis on MRI.", ("C6-C7",)),
        ("Spinal MRI showed a lesion suspected to be a metastasis at T5.", ("T5",)),
        ("He had a vertebral fracture at T12 and a mass at L2.", ("T12", "L2")),
    ],
)
def test_lesion_levels(read_patient: Read, text: str, levels: tuple[str, ...]) -> None:
    assert fill("lesion_levels", read_patient(text)) == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Laminectomy of L3 and L4 relieved the pain.", ("L3-L4",)),
        ("Decompression from C6 to T1 was advised; he refused it.", None),
        ("Had he worsened, we would have performed laminectomy of C6 to T1.", None),
        ("He was offered surgery and underwent T3-T5 laminectomy.", ("T3-T5",)),
    ],
)
def test_operated_levels(read_patient: Read, text: str, levels: tuple[str, ...] | None) -> None:
    assert fill("surgery_levels", read_patient(text)) == levels


@pytest.mark.parametrize(
    ("text", "enhances", "pattern"),
    [
        ("MRI showed marked homogeneous enhancement of the mass.", "yes", ("homogeneous",)),
        ("The lesion enhanced vividly but inhomogeneously after gadolinium.", "yes", ("heterogeneous",)),
        ("MRI: diffuse dural thickening with peripheral enhancement.", "yes", ("peripheral",)),
        ("MRI showed heterogeneous signal on T2, and linear enhancement.", "yes", ("linear",)),
        ("MRI showed a lesion without contrast enhancement.", "no", None),
        ("MRI showed a non–enhancing lesion.", "no", None),
        ("MRI with gadolinium enhancement showed no abnormality.", None, None),
        ("Gadolinium-enhanced T1-weighted MRI showed a mass.", None, None),
        ("CT showed homogeneous enhancement of the pancreas.", None, None),
        ("Biopsy showed enhancement of staining around vessels.", None, None),
    ],
)
def test_enhancement(read_patient: Read, text: str, enhances: str | None, pattern: tuple[str, ...] | None) -> None:
    reading = read_patient(text)
    assert (fill("mri_enhancement", reading), fill("enhancement_pattern", reading)) == (enhances, pattern)


@pytest.mark.parametrize(
    ("text", "compartment"),
    [
        ("An extramedullary extradural mass compressed the cord.", "epidural"),
        ("An intradural-extramedullary tumor compressed the cord.", "intradural extramedullary"),
        ("MRI showed a dura-based mass.", "dural"),
        ("An epidural catheter was placed.", None),
    ],
)
def test_compartment(read_patient: Read, text: str, compartment: str | None) -> None:
    assert fill("lesion_compartment", read_patient(text)) == compartment
