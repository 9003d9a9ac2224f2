"""One filler per field type: the chosen mentions become the cell with its evidence and alternatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from extractor.case import Alternative, Content, Evidence, Mention, Reading, Status, Value, cite
from extractor.fields.chosen import Chosen
from extractor.fields.treatments.drugs import make_drugs
from extractor.quantity import check_content, in_unit_of
from extractor.schema import Field, FieldType

Contents = Callable[[Field, Sequence[Mention]], Content]


def fill_value(field: Field, reading: Reading, chosen: Chosen) -> Value:
    """Make the value of a field: stated, in conflict, denied, not done or not reported, in this order."""
    contents = CONTENTS[field.type]
    others = _denials(field, reading, chosen) + _alternatives(field, reading, chosen.doubtful, contents)
    if chosen.accepted:
        rivals = _alternatives(field, reading, chosen.rivals, contents)
        content = contents(field, chosen.accepted)
        problems = check_content(field, content)
        return Value(
            field.name,
            Status.CONFLICT if rivals else Status.STATED,
            content,
            _evidence(field, reading, chosen.accepted),
            rivals + others,
            problems=problems,
        )
    for status, mentions in ((Status.NOT_DONE, chosen.not_done), (Status.DENIED, chosen.denied)):
        if mentions:
            return Value(field.name, status, None, _evidence(field, reading, mentions))
    return Value(field.name, Status.NOT_REPORTED, alternatives=others)


def _denials(field: Field, reading: Reading, chosen: Chosen) -> tuple[Alternative, ...]:
    if field.type is not FieldType.CATEGORIES:
        return ()
    return tuple(
        Alternative(status, concept, tuple(cite(reading, m.span, concept) for m in items if m.concept == concept))
        for status, items in (
            (Status.DENIED, chosen.denied + chosen.absent),
            (Status.NOT_DONE, chosen.withheld),
        )
        for concept in dict.fromkeys(m.concept for m in items)
    )


def _alternatives(
    field: Field, reading: Reading, mentions: Sequence[Mention], contents: Contents
) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(Status.STATED, contents(field, [mention]), _evidence(field, reading, [mention]))
        for mention in mentions
    )


def _evidence(field: Field, reading: Reading, mentions: Sequence[Mention]) -> tuple[Evidence, ...]:
    many = field.type in (FieldType.CATEGORIES, FieldType.LEVELS, FieldType.DRUGS)
    found = {(m.span, item): None for m in mentions for item in (_items(field, m) if many else (None,))}
    return tuple(cite(reading, span, item) for span, item in found)


def _items(field: Field, mention: Mention) -> tuple[str, ...]:
    return mention.levels if field.type is FieldType.LEVELS else (mention.concept,)


def _first_concept(field: Field, mentions: Sequence[Mention]) -> Content:
    return mentions[0].concept


def _concepts(field: Field, mentions: Sequence[Mention]) -> Content:
    return tuple(dict.fromkeys(m.concept for m in mentions))


def _levels(field: Field, mentions: Sequence[Mention]) -> Content:
    return tuple(dict.fromkeys(level for m in mentions for level in m.levels))


def _number(field: Field, mentions: Sequence[Mention]) -> Content:
    quantity = mentions[0].quantity
    return None if quantity is None else quantity.canonical


def _quantity(field: Field, mentions: Sequence[Mention]) -> Content:
    quantity = mentions[0].quantity
    return None if quantity is None else in_unit_of(field, quantity)


def _quantities(field: Field, mentions: Sequence[Mention]) -> Content:
    return tuple(in_unit_of(field, m.quantity) for m in mentions if m.quantity is not None)


def _drugs(field: Field, mentions: Sequence[Mention]) -> Content:
    return make_drugs(mentions)


CONTENTS: Mapping[FieldType, Contents] = {
    FieldType.BOOLEAN: _first_concept,
    FieldType.CATEGORY: _first_concept,
    FieldType.CATEGORIES: _concepts,
    FieldType.QUANTITY: _quantity,
    FieldType.QUANTITIES: _quantities,
    FieldType.DURATION: _number,
    FieldType.DATE: _first_concept,
    FieldType.COUNT: _number,
    FieldType.LEVELS: _levels,
    FieldType.DRUGS: _drugs,
    FieldType.TEXT: _first_concept,
    FieldType.AGE: _number,
}
