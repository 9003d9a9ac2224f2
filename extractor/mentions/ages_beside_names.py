"""Finds bare ages beside what names a patient: "K.L. (55 y)", "Patient 1: 71 years", "the plumber (36)", "(3) M 47"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.guarded import compile_guarded
from extractor.mentions.amounts import Amount, Unit, read_unit

_INITIALS = re.compile(  # K.L. (55 y) and M.S. (61 y) | A. was 24 and | B., 31, had | C., who was 29, came
    r"(?:(?<![\w.])[A-Z]\.\s?[A-Z]\.|^\W{0,3}[A-Z]\.)(?:,?\s\(|\swas\s|,\s(?:who\swas\s)?)(?P<number>\d{1,2})"
    r"(?=\s?(?:y|yrs?|years?)?\s?[,)]|\sand\b)",
)
# Patient 1: 71 years, purple macules | Cousin 1 (man, 44) | Outpatient no. 2 (m, 8) | (3) M 47. | (a) Housewife, 39,
_LABELLED = re.compile(
    r"^\W{0,3}(?:[A-Z][a-z]+\s(?:[Nn]o\.?\s)?(?:\d{1,2}|[A-H])(?:[.:]\s|\s\(|,\s)(?:(?:(?:[Ff]em|[Mm])ale|[MFmf]|(?:wo)?man|boy|girl),\s)?"
    r"|\(?\d\)\s[MF]\s|\([a-h]\)\s[A-Z][a-z]+,\s)"
    r"(?:aged\s)?(?P<number>\d{1,2})(?:\s?(?P<unit>years?|yrs?|y|months?|weeks?|days?))?(?=\s?[,.;)]|\sold\b)"
)
# The plumber (36) had | The schoolteacher (59 years) | His wife, 57, took | The mother, who is now 42,
_CALLED = compile_guarded(
    r"(?:^|(?<=[.;]\s))\W{0,3}(?:The|His|Her|Their)\s(?:[a-z-]+\s){0,2}?[a-z]+"
    r"(?:\s\((?P<n1>\d{2})(?:\s?years?\)|\)(?=\s(?:had|was|who|did|lost|took|fell|felt|came|[a-z]+ed)\b))|,\s(?P<n2>\d{2}),\s(?=[a-z]+ed\b|had|was|took)"
    r"|,\s(?:who\s(?:is|was)\s(?:now\s)?|an?\s(?:[a-z-]+\s){1,2}of\s)(?P<n3>\d{1,2})(?=,|\sand\b))"
)


def find_ages_beside_names(text: str) -> Iterator[Amount]:
    """Give the ages beside the initials or label of a patient, or beside a noun that stands for one."""
    for match in _INITIALS.finditer(text):
        yield _years(match, "number")
    for match in _LABELLED.finditer(text):
        unit = Unit.YEAR if match["unit"] in (None, "y") else read_unit(match["unit"])
        number = float(match["number"])
        yield Amount(match.start("number"), match.end("number"), unit, number, number)
    for match in _CALLED.finditer(text):
        yield _years(match, next(name for name in ("n1", "n2", "n3") if match[name] is not None))


def _years(match: re.Match[str], group: str) -> Amount:
    number = float(match[group])
    return Amount(match.start(group), match.end(group), Unit.YEAR, number, number)
