"""Writes the figures of a summary for people: "mean 48.29 ± 14.8 years, median 49 (quartiles 37–60), range 17–79"."""

from __future__ import annotations

from extractor.schema import Field, FieldType
from extractor.summary.statistics import Numbers, Share
from extractor.summary.summarizing import FieldSummary


def write_number(value: float) -> str:
    """Write a number with the digits that it can bear."""
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 10 else f"{value:.2f}".rstrip("0").rstrip(".")


def write_share(share: Share) -> str:
    """Write a share: "41/55 (74.5 %)"."""
    return f"{share.count}/{share.of} ({share.percent:.1f} %)"


def write_numbers(numbers: Numbers, unit: str | None) -> str:
    """Write what is said of numbers."""
    spread = f" ± {write_number(numbers.sd)}" if numbers.sd is not None else ""
    unit_ = f" {unit}" if unit else ""
    return (
        f"mean {numbers.mean:.2f}{spread}{unit_}, median {write_number(numbers.median)} "
        f"(quartiles {write_number(numbers.lower)}–{write_number(numbers.upper)}), "
        f"range {write_number(numbers.least)}–{write_number(numbers.most)} (n = {numbers.count})"
    )


def write_remarks(told: FieldSummary) -> tuple[str, ...]:
    """Write what is to be known of a field beside its numbers and answers."""
    bounds = f"{told.bounds} of {told.numbers.count} given as a bound" if told.bounds and told.numbers else ""
    counts = (("denied", told.denied), ("not done", told.not_done))
    return tuple(filter(None, (bounds, *(f"{name} {count}" for name, count in counts if count))))


def name_field(field: Field) -> str:
    """Write the name of a field as a heading: its unit stands elsewhere."""
    words = field.name.replace("_", " ")
    if field.type in (FieldType.AGE, FieldType.DURATION) and field.unit:
        for unit in field.unit.split():
            words = words.replace(f" {unit}", "")
    words = (
        words.replace("igg4 igg", "IgG4/IgG")
        .replace("igg4", "IgG4")
        .replace("csf", "CSF")
        .replace("mri", "MRI")
        .replace(" per hpf", "/HPF")
    )
    return words[:1].upper() + words[1:]
