"""Rows → GA4GH Phenopackets v2, one a patient, with what was excluded; nothing that the paper does not give.

Left out, since the standard has no place for it that would not say more than the paper: times of onset and follow-up
(the age is that at presentation), bounds such as ">50", doses as printed, levels and regions of the spine, illnesses of
the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractor.case import Status
from extractor.export.coding import Coded, code_assay, code_flag, code_unit, code_word, resources_of
from extractor.export.jsonl import Json
from extractor.export.rows import Answer, Cell, Quote, Row
from extractor.lexicon import load_lexicon
from extractor.schema import Field, FieldType, Schema

Packet = dict[str, Any]
SCHEMA_VERSION = "2.0.0"
_EVIDENCE = {"id": "ECO:0000033", "label": "author statement supported by traceable reference"}
_ABNORMALITY = {"id": "HP:0000118", "label": "Phenotypic abnormality"}
_SEX = {"male": "MALE", "female": "FEMALE", "other": "OTHER_SEX"}
_FEATURES = ("initial_symptoms", "symptoms", "pathology")
_DISEASES = ("diagnosis", "comorbidities")
_NOBODY = frozenset({"other illness", "family history"})  # what a paper denies in general is no finding


def make_packet(row: Row, schema: Schema, name: str, created: str, created_by: str) -> Packet:
    """Make the packet of one patient; `created` is an ISO 8601 time in UTC."""
    fields = {field.name: field for field in schema.fields}
    packet: Packet = {"id": name, "subject": _subject(row, name)}
    parts = {
        "phenotypicFeatures": [*_features(row, fields), *_organs(row, fields)],
        "measurements": list(_measurements(row, schema)),
        "diseases": list(_diseases(row, fields)),
        "medicalActions": list(_actions(row)),
    }
    packet.update({key: found for key, found in parts.items() if found})
    packet["metaData"] = {
        "created": created,
        "createdBy": created_by,
        "resources": resources_of(_ids(packet)),
        "phenopacketSchemaVersion": SCHEMA_VERSION,
        "externalReferences": [_paper(row)],
    }
    return packet


def packet_names(rows: Iterable[Row]) -> Iterator[str]:
    """Name each patient by paper and number, so that every name is a file name and stands once."""
    seen: set[str] = set()
    for row in rows:
        stem = re.sub(r"\.[A-Za-z]{1,5}(?=#|$)", "", row.path.rsplit("/", 1)[-1])
        base = re.sub(r"[^A-Za-z0-9]+", "-", f"{stem}-{row.case}").strip("-")[:80]
        name, number = base, 1
        while name.lower() in seen:
            number += 1
            name = f"{base}-{number}"
        seen.add(name.lower())
        yield name


def check_packet(packet: Packet) -> tuple[str, ...]:
    """Give what breaks the standard's rules beside its schema: codes without resource, what must stand and does not."""
    meta = packet["metaData"]
    known = {resource["namespacePrefix"] for resource in meta["resources"]}
    used = {code.partition(":")[0] for code in _ids(packet)}
    wrong = [f"no resource for {prefix}" for prefix in sorted(used - known)]
    wrong += [f"no {key}" for key in ("id", "subject", "metaData") if not packet.get(key)]
    wrong += [f"no {key}" for key in ("created", "createdBy", "phenopacketSchemaVersion") if not meta.get(key)]
    wrong += [f"no code: {code}" for code in _ids(packet) if not re.fullmatch(r"[A-Z]+:\S+", code)]
    return tuple(wrong)


def _subject(row: Row, name: str) -> Packet:
    subject: Packet = {"id": name}
    age = _content(row, "age_years")
    if isinstance(age, int | float):
        subject["timeAtLastEncounter"] = {"age": {"iso8601duration": _duration(float(age))}}
    subject["sex"] = _SEX.get(str(_content(row, "sex")), "UNKNOWN_SEX")
    if "death" in _items(_cell(row, "outcome")):
        subject["vitalStatus"] = {"status": "DECEASED"}
    return subject


def _duration(years: float) -> str:
    """Write an age: whole years, or years and months; "P1Y7M"."""
    months = round(years * 12)
    if years == int(years):
        return f"P{int(years)}Y"
    return f"P{months // 12}Y{months % 12}M" if months >= 12 else f"P{months}M" if months else f"P{round(years * 365)}D"


def _features(row: Row, fields: Mapping[str, Field]) -> Iterator[Packet]:
    """Give what was found and what was denied; a symptom of the beginning is one of the illness."""
    cells = [_cell(row, name) for name in _FEATURES]
    held = {item for cell in cells for item in _items(cell)}
    told: set[str] = set()
    for name, cell in zip(_FEATURES, cells, strict=True):
        lexicons = fields[name].find.lexicons if name in fields else ()
        for item in _items(cell):
            if item not in told:
                yield _feature(row, code_word(item, lexicons), False, _quote_of(cell.answer, item))
                told.add(item)
        for item, quote in _denied(cell):
            if item not in told and item not in held:
                yield _feature(row, code_word(item, lexicons), True, quote)
                told.add(item)


def _organs(row: Row, fields: Mapping[str, Field]) -> Iterator[Packet]:
    """Give involved organs: an abnormality, with the organ as its modifier."""
    cell = _cell(row, "other_organs")
    held = _items(cell)
    pairs = [(item, False, _quote_of(cell.answer, item)) for item in held]
    pairs += [(item, True, quote) for item, quote in _denied(cell) if item not in held]
    for item, excluded, quote in pairs:
        feature = _feature(row, _ABNORMALITY, excluded, quote)
        yield {**feature, "modifiers": [code_word(item, fields["other_organs"].find.lexicons)]}


def _feature(row: Row, code: Coded, excluded: bool, quote: Quote | None) -> Packet:
    feature: Packet = {"type": code, **({"excluded": True} if excluded else {})}
    if quote is not None:
        place = f"p. {quote.page}" if quote.page is not None else quote.section
        reference = {**_paper(row), "description": f"“{quote.text}” ({place})"}
        feature["evidence"] = [{"evidenceCode": _EVIDENCE, "reference": reference}]
    return feature


def _diseases(row: Row, fields: Mapping[str, Field]) -> Iterator[Packet]:
    held = {item for name in _DISEASES for item in _items(_cell(row, name))}
    told: set[str] = set()
    for name in (*_DISEASES, "initial_misdiagnosis"):
        cell = _cell(row, name)
        lexicons = fields[name].find.lexicons if name in fields else ()
        items = _items(cell)
        given_up = name == "initial_misdiagnosis"
        pairs = [(item, given_up) for item in items] + [(item, True) for item, _ in _denied(cell) if not given_up]
        for item, excluded in pairs:
            if item not in told and not (excluded and item in held):
                yield {"term": code_word(item, lexicons), **({"excluded": True} if excluded else {})}
                told.add(item)


def _measurements(row: Row, schema: Schema) -> Iterator[Packet]:
    for field in schema.fields:
        if field.type not in (FieldType.QUANTITY, FieldType.QUANTITIES):
            continue
        content = _content(row, field.name)
        for quantity in content if isinstance(content, list) else [content]:
            if isinstance(quantity, dict):
                value = _measured(field, quantity)
                if value is not None:
                    assay = code_assay(field.find.concepts, field.name)
                    yield {"description": field.question, "assay": assay, "value": value}


def _measured(field: Field, quantity: Mapping[str, Json]) -> Packet | None:
    """Give a number as measured, or its flag; a bound or a range is no number that was measured."""
    number, flag = quantity.get("canonical"), quantity.get("flag")
    if isinstance(number, int | float) and quantity.get("comparator") in ("=", "~", None):
        unit = code_unit(field.unit or "")
        value: Packet = {"unit": unit, "value": number}
        ends = quantity.get("reference_range")
        if isinstance(ends, list) and None not in ends:
            value["referenceRange"] = {"unit": unit, "low": ends[0], "high": ends[1]}
        return {"quantity": value}
    return {"ontologyClass": code_flag(str(flag))} if flag is not None else None


def _actions(row: Row) -> Iterator[Packet]:
    """Give what was done and what was given; a class stands only where none of its drugs is named."""
    drugs = [item for item in _list(_content(row, "drugs")) if isinstance(item, dict)]
    names = list(dict.fromkeys(str(drug["name"]) for drug in drugs))
    covered = {*names, *(str(drug.get("class")) for drug in drugs)}
    classes = load_lexicon("drug_class").concepts() | load_lexicon("drug").concepts()
    for name in names:
        yield {"treatment": {"agent": code_word(name)}}
    for treatment in _items(_cell(row, "treatments")):
        if treatment in classes:
            if treatment not in covered:
                yield {"treatment": {"agent": code_word(treatment)}}
        elif treatment not in covered:
            yield {"procedure": {"code": code_word(treatment, ("treatment",))}}


def _paper(row: Row) -> dict[str, str]:
    code = f"PMID:{row.pmid}" if row.pmid else f"DOI:{row.doi}" if row.doi else f"file:{row.path}"
    return {"id": code, "description": row.title or row.path}


def _cell(row: Row, field: str) -> Cell:
    return next((c for c in row.cells if c.field == field), Cell(field, Answer(Status.NOT_REPORTED, None, ()), (), 0.0))


def _content(row: Row, field: str) -> Json:
    answer = _cell(row, field).answer
    return answer.content if answer.status in (Status.STATED, Status.CONFLICT) else None


def _list(content: Json) -> Sequence[Json]:
    return content if isinstance(content, list) else []


def _items(cell: Cell) -> list[str]:
    held = cell.answer.status in (Status.STATED, Status.CONFLICT)
    return [str(item) for item in _list(cell.answer.content)] if held else []


def _denied(cell: Cell) -> Iterator[tuple[str, Quote | None]]:
    """Give the items that the paper says are absent, each with its words."""
    for answer in (cell.answer, *cell.alternatives):
        if answer.status is Status.DENIED:
            named = answer.content if isinstance(answer.content, list) else [answer.content]
            items = [str(item) for item in named if item is not None]
            items = items or [quote.item for quote in answer.quotes if quote.item is not None]
            for item in dict.fromkeys(items):
                if item not in _NOBODY:
                    yield item, _quote_of(answer, item)


def _quote_of(answer: Answer, item: str) -> Quote | None:
    return next((quote for quote in answer.quotes if quote.item == item), None)


def _ids(data: Any) -> Iterator[str]:
    """Give every code of a packet: the `id` of whatever has a label."""
    match data:
        case {"id": str() as code, "label": str()}:
            yield code
        case dict():
            for part in data.values():
                yield from _ids(part)
        case list():
            for part in data:
                yield from _ids(part)
