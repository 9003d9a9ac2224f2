"""How the illness of this patient went."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Case, Reading, Status, Value
from extractor.document import Block, Document, Section, SectionKind, Span, Stream
from extractor.fields import fill_fields
from extractor.mentions import find_mentions
from extractor.pipeline import Program
from extractor.schema import load_schema

Read = Callable[[str], Reading]
SCHEMA = load_schema("core")


def outcome_of(reading: Reading) -> Value:
    return next(v for v in fill_fields(SCHEMA, reading) if v.field == "outcome")


STATED = [
    ("He was given steroids. His weakness resolved completely.", ("improved",)),
    ("She underwent resection. There was no recurrence at two years.", ("improved",)),
    ("She underwent resection. At two years no recurrence was seen and she is well.", ("improved",)),
    ("Rituximab was given. His gait did not improve.", ("no improvement",)),
    ("Methotrexate failed. Rituximab was given and the pain subsided.", ("improved",)),
    ("Steroids were given and the mass shrank. He relapsed on tapering.", ("recurrence", "improved")),
    ("Steroids were given and she improved. She died of sepsis on day 12.", ("improved", "death")),
    ("He was given azathioprine. There was no progression over six months.", ("stable",)),
    ("He was treated with antibiotics. He was discharged on day 8.", ("improved",)),
    ("The lesion was resected. There was no loss of correction, and a good outcome was noted.", ("improved",)),
    (
        "Prednisone was started. Symptoms worsened, and cyclophosphamide was added. The symptoms then improved.",
        ("improved",),
    ),
    ("Steroids were given. Despite this the tumour progressed.", ("progression",)),
    ("Surgery was done. Her speech improved, but she did not obtain further improvement.", ("improved",)),
    ("Surgery was done. The cough subsided. The remnant was unchanged after two years.", ("improved", "stable")),
    ("Surgery was done. The paresis was unchanged after two years.", ("no improvement",)),
    ("He was given steroids. He was not fit for surgery and died at home.", ("death",)),
    ("Surgery was done. A relapse of the disease of the left orbit has not been observed.", ("improved",)),
    ("The cyst was drained. Scans did not show relapse and serology became negative.", ("improved",)),
    ("He was cooled for an hour. He lived without deficits and showed a full recovery.", ("improved",)),
    ("A nodule was found. No surgery was offered. At two years she is still asymptomatic.", ("stable",)),
    ("Antibiotics were given, but the fever went on, progressing to death.", ("progression", "death")),
    ("She had surgery. She was asymptomatic at two years.", ("improved",)),
    ("The bone was plated. She has an excellent functional result and has returned to sports.", ("improved",)),
    # what is left beside a gain is no failure
    ("He was given steroids. At one year he walked unaided; numb fingers persisted.", ("improved",)),
    ("She was operated on. Two months later the plaque had regrown.", ("recurrence",)),
    ("He was given steroids. In the seventh month he was carried off by pneumonia.", ("death",)),
    ("She fell ill after a parrot had died in her home. Doxycycline was given, and she recovered.", ("improved",)),
]


@pytest.mark.parametrize(("text", "outcome"), STATED)
def test_stated(text: str, outcome: tuple[str, ...], read_patient: Read) -> None:
    assert outcome_of(read_patient(text)).content == outcome


SILENT = [
    "Nadolol was given. Sudden death had claimed his sister at 17.",
    "A 30-year-old woman was given prednisolone. She delivered a boy, who died at two days.",
    "He has a mass of the shoulder. He had a full range of motion. The tumour was then resected.",
    "A mole had grown. He was asymptomatic on presentation. The mole was excised.",
    "An implant was inserted. Full weight-bearing was permitted in a brace.",
    "Her gall bladder was removed. An asymptomatic cyst of the liver was seen.",
    "He has a tumour of the colon, which was resected. Programmed death ligand was found.",
    "Bevacizumab was given. The needle was inserted uneventfully.",
    "A stent was considered. His good condition permitted a laparotomy. The gut was resected.",
    "Surgery was done to improve the symptoms.",
    "Steroids were given. Early treatment may improve the prognosis.",
    "He underwent laminectomy. His vital signs were stable.",
    "She had a biopsy. High-resolution CT showed nodules.",
    "A 40-year-old man presented with worsening back pain and was given steroids.",
    "He was treated with steroids. His father died of a stroke.",
    "He was given rituximab and was lost to follow-up.",
    "Surgery was done because of the failed implant. Imaging had failed to show it.",
    "Surgery was done. The tumour was well differentiated, and its margins were tumour-free.",
    "Surgery was done. He was doing well until the fourth day.",
    "Surgery was done. The lethal triad was seen.",
    "Laminectomy was done to provide the relief of pain.",
    # of an old illness, and of a drug
    "She noticed deafness. Her diabetes was controlled by gliclazide. MRI showed a thick dura.",
    "He fell. A haematoma was seen on CT. Apixaban was reversed with andexanet alfa.",
]


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str, read_patient: Read) -> None:
    value = outcome_of(read_patient(text))
    assert (value.status, value.content) == (Status.NOT_REPORTED, None)


def read_parts(program: Program, abstract: str, narrative: str) -> Reading:
    text = f"{abstract}\n\n{narrative}"
    first, second = Span(0, len(abstract)), Span(len(abstract) + 2, len(text))
    document = Document("0", "paper.txt", "text", text, (Block(first, Stream.BODY), Block(second, Stream.BODY)))
    sections = (Section(SectionKind.ABSTRACT, first), Section(SectionKind.CASE, second))
    return find_mentions(document, sections, Case("case-1", "Patient", (first, second)), program.language)


def test_abstract_against_body_is_a_conflict(program: Program) -> None:
    reading = read_parts(
        program,
        "Steroids and laminectomy brought some clinical improvement.",
        "She underwent laminectomy and was given steroids. At six months she had stable disease.",
    )
    value = outcome_of(reading)
    assert (value.status, value.content) == (Status.CONFLICT, ("stable",))
    assert [(a.content, a.evidence[0].quote) for a in value.alternatives] == [(("improved",), "improvement")]


def test_abstract_that_agrees_is_evidence_too(program: Program) -> None:
    reading = read_parts(program, "Steroids were given and she improved.", "She was given steroids. She recovered.")
    value = outcome_of(reading)
    assert (value.status, value.content) == (Status.STATED, ("improved",))
    assert sorted(e.quote for e in value.evidence) == ["improved", "recovered"]
