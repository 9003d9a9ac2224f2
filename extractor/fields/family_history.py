"""Rules of choice. The illnesses of the patient's blood relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Assertion, Mention, MentionKind, Qualifiers, Reading, Subject
from extractor.fields.chosen import Chosen
from extractor.fields.telling import SILENT, is_denied, is_silent, told_before, told_beside, words_after
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

_NEAR = 45  # characters behind an illness within which "in his father" is told of it
_FAMILY_HISTORY = r"famil(?:y|ial)\s+(?:medical\s+|or\s+genetic\s+|and\s+social\s+)?(?:histor(?:y|ies)|anamnesis)"
_OF_NO_ILLNESS = r"(?!\s+of\s+(?:\w+\s+)?(?:smok|consanguin|tobacco|alcohol|exposure|contact|travel|twin))"
_NO_FAMILY_HISTORY = re.compile(
    rf"""
    # "no past medical or family history", "denied any family history", "nor did he have a personal or family history"
    \b(?:no|not?\s+have|without|neither|nor|lack(?:s|ed|ing)?|denie[sd]|denying)\b
      (?:(?!\b(?:but|with|was|were|is|and\s+(?:an?|had|his|her|reported))\b)[^.;:()]){{1,80}}?\b{_FAMILY_HISTORY}\b
      {_OF_NO_ILLNESS}
      (?!\s+(?:was|is|were)\s+(?:\w+\s+)?(?:positive|significant|notable|remarkable|pertinent|suggest|relevant))
      (?!\s*(?:included|includes|revealed|showed|shows|:))
    # "his medical and family history was unremarkable", "family history did not reveal …"
    | \b{_FAMILY_HISTORY}\s+(?:of\s+(?:\w+\s+){{1,5}})?
      (?:(?:was|is|were|are)\s+)?(?:also\s+|otherwise\s+|all\s+){{0,2}}(?:was\s+)?
      (?:unremarkable|negative|(?:non|un)[\s-]?contributory|normal|uneventful|insignificant|nil\b|irrelevant
        |not\s+(?:contributory|significant|relevant|remarkable|found|notable|suggestive|contributive)
        |(?:showed|revealed|disclosed)\s+no\b|did\s+not\s+(?:reveal|show|disclose))
    | \b(?:unremarkable|negative|ordinary|uneventful|(?:non|un)[\s-]?contributory|insignificant|irrelevant|normal)\s+
      (?:(?:past|medical|social|personal|and|or)\s+){{0,4}}{_FAMILY_HISTORY}\b{_OF_NO_ILLNESS}
    # "no similar cases in the family"
    | \b(?:no|denied|denies|without)\s+(?:an?\s+|any\s+|other\s+)?(?:[\w-]+\s+){{0,3}}?
      (?:diseases?|conditions?|cases?|illness(?:es)?|disorders?|histor(?:y|ies)|problems?|symptoms|deaths?)\s+
      (?:(?:was|were)\s+\w+\s+)?(?:in|among|within)\s+(?:(?:his|her|the|their|other)\s+)?(?:family\b|relatives\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FAMILY = re.compile(r"\b(?:famil(?:y|ies|ial)|relatives|pedigree|siblings|fhx|hereditary)\b", re.IGNORECASE)
_ACCIDENTS = frozenset(("trauma", "traumatic brain injury", "dislocation", "fracture", "burn"))


def choose_relatives(field: Field, reading: Reading) -> Chosen:
    """Choose for `relatives`: illnesses of the patient's family."""
    found = [
        m for m in terms_of(field, reading) if m.qualifiers.subject is Subject.FAMILY and not is_silent(m, reading)
    ]
    return Chosen(
        accepted=tuple(
            m
            for m in found
            if m.qualifiers.assertion is Assertion.PRESENT and m.concept not in _ACCIDENTS and _is_of_kin(m, reading)
        ),
        denied=(
            *(m for m in found if is_denied(m) and _FAMILY.search(reading.sentence_of(m).text) is not None),
            *_healthy_family(field, reading),
        ),
    )


def _healthy_family(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the places that say that the family is free of illness, or of some illness that no word list has."""
    for sentence in reading.sentences:
        if sentence.section in SILENT:
            continue
        for match in _NO_FAMILY_HISTORY.finditer(sentence.text):
            yield Mention(
                MentionKind.TERM,
                sentence.at(match.start(), match.end()),
                "family history",
                field.find.lexicons[0],
                Qualifiers(Assertion.DENIED),
                sentence.index,
            )


def _is_of_kin(mention: Mention, reading: Reading) -> bool:
    """Tell whether a relative is named before the illness, or right behind it: "his father had gout", "in a sister"."""
    if told_beside("no_kin", mention, reading):
        return False
    behind = load_cues("findings")["of_kin"].search(words_after(mention, reading)[:_NEAR])
    return told_before("kin", mention, reading) or behind is not None
