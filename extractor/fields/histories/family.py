"""Rules of choice. The illnesses of the patient's blood relatives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Assertion, Mention, MentionKind, Qualifiers, Reading, Subject
from extractor.fields.chosen import Chosen
from extractor.fields.telling import SILENT, is_denied, is_silent, told_before, told_beside, words_after, words_before
from extractor.fields.wanted import terms_of
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues
from extractor.schema import Field

_NEAR = 45  # characters behind an illness within which "in his father" is told of it
_FAMILY_HISTORY = (
    r"famil(?:y|ial)\s+(?:medical\s+|(?:or|and)\s+(?:genetic|social|personal|medical)\s+)?(?:histor(?:y|ies)|anamnesis)"
)
_OF_NO_ILLNESS = r"(?!\s+of\s+(?:\w+\s+)?(?:smok|consanguin|tobacco|alcohol|exposure|contact|travel|twin))"
_NO_FAMILY_HISTORY = compile_guarded(
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
    # "the first child of healthy, unrelated parents"
    | \b(?:born\s+(?:to|of|from)|(?:child|son|daughter|boy|girl|infant)\s+(?:born\s+)?(?:of|to|from))\s+(?:two\s+)?
      healthy,?\s+(?:[\w-]+,?\s+){{0,5}}?(?:parents|couple)\b(?!\s+with\b)
    # "no similar cases in the family"
    | \b(?:no|denied|denies|without)\s+(?:an?\s+|any\s+|other\s+)?(?:[\w-]+\s+){{0,3}}?
      (?:diseases?|conditions?|cases?|illness(?:es)?|disorders?|histor(?:y|ies)|problems?|symptoms|deaths?)\s+
      (?:(?:was|were)\s+\w+\s+)?(?:in|among|within)\s+(?:(?:his|her|the|their|other)\s+)?(?:family\b|relatives\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FAMILY = re.compile(r"\b(?:famil(?:y|ies|ial)|relatives|pedigree|siblings|fhx|hereditary)\b", re.IGNORECASE)
_LONGEST = 160  # characters from a relative to the illness
# In a case of this label "the mother" is the patient.
_OURS = frozenset("mother father brother sister sibling twin son daughter aunt uncle cousin".split())
_OWN = r"(?:his|her|their|whose|(?:the\s+)?(?:patient|proband|boy|girl|child|infant)['’]s)"
_AGED = (
    r"(?:(?:elder|older|younger|eldest|youngest|maternal|paternal|other|affected|late|deceased|\d{1,2}-year-old|first"
    r"|otherwise|healthy|biological|identical|half)\s+){0,2}"
)
_SIBLING = r"(?:brothers?|sisters?|siblings?|uncles?|aunts?|cousins?|grand(?:mother|father|parent)s?|nephews?|nieces?)"
_PERSON = compile_guarded(rf"\b(?:{_SIBLING}|mother|father|parents|sons?|daughters?)\b", re.IGNORECASE)
_SOMEBODY = rf"""
    (?:{_OWN}\s+{_AGED}(?:{_SIBLING}|mother|father|parents|sons?|daughters?|twin(?:\s+{_SIBLING})?)
      |(?:one|two|three|both|another|an?|the|all)\s+(?:of\s+{_OWN}\s+)?{_AGED}{_SIBLING}
      |born\s+(?:to|of|from)\s+an?\s+(?:[\w-]+\s+){{0,4}}mother
      |the\s+(?:son|daughter|mother|father|brother|sister)\s+of\s+(?:the\s+|our\s+)?(?:proband|patient))
"""
_RELATIVE_HAD = re.compile(
    rf"""
    (?<!by\s)(?<!to\s)(?<!from\s)\b{_SOMEBODY}\b
    (?:\s*,?\s*(?:and|or)\s+(?:{_OWN}\s+|one\s+|an?\s+|two\s+)?{_AGED}\w+)?
    \s+(?:(?:who|also|both|all|had|has|have|was|were|is|been|later|previously|subsequently|recently|similarly|additionally
      |clinically)\s+){{0,4}}
    (?:had|has|have|suffered\s+from|suffers?\s+from|suffering\s+from|diagnosed\s+(?:with|as\s+having|to\s+have)
      |developed|presented(?:\s+with)?|died\s+(?:of|from|with)|affected\s+(?:by|with)|with|known\s+to\s+have
      |found\s+to\s+have|treated\s+for|showed)\s+
    # what may stand between, up to the illness: nothing that speaks of another person, of a carrier or of no illness
    (?:(?!\b(?:that|he|she|who|whose|which|they|patient|proband|but|while|whereas|however|child|no|not|never|without
       |noticed|noted|reported|denied|refused|agreed|consulted|decided|brought|carrie[rsd]\w*|carrying|heterozyg\w+
       |mutations?|variants?|risk|similar|consent\w*|donat\w+|antibod\w+)\b)[^.;:]){{0,70}}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_RELATIVE = re.compile(
    rf"""
    \s*(?:\([^()]{{0,20}}\)\s*)?(?:,\s*)?
    (?:(?:was|were|had|has|have|been|is|also|later|diagnosed|present|found|confirmed|noted|reported|occurred|identified)
      \s+){{0,4}}
    (?:in\s+{_SOMEBODY}\b(?!\s+(?:who|and\s+(?:the\s+)?patient))
      # "familial gout (her mother and her brother were affected)"
      |\(\s*{_OWN}\s+[^()]{{0,60}}\b(?:was|were|is|are)\s+(?:also\s+)?affected\s*\))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BORN_TO = re.compile(r"\b(?:born|delivered)\s+(?:to|of|by|from)\s+an?\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_IS_MOTHER = re.compile(r"\s*mother\b", re.IGNORECASE)
# What is sought, or told of genes, is not what a relative had.
_SOUGHT = re.compile(
    r"\b(?:in\s+search\s+of|search\w*\s+for|questioned\s+about|asked\s+about|interval\s+for|candidate\s+genes?"
    r"|risk\s+factors?\s+(?:for|associated))\b"
    r"|\bden(?:y|ies|ied)\b(?:(?!\b(?:but|however|although)\b)[^.;])*\bfamily\s+history\b",
    re.IGNORECASE,
)
# "in a 43-year-old mother with gout": she is the patient.
_IS_PATIENT = re.compile(
    r"\b(?:an?|the)\s+\d{1,2}[\s-]years?[\s-]old,?\s+(?:[\w-]+\s+){0,3}(?:mother|father)\s+with\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ACCIDENTS = frozenset(("traffic accident", "trauma", "traumatic brain injury", "dislocation", "fracture", "burn"))


def choose_relatives(field: Field, reading: Reading) -> Chosen:
    """Choose for `relatives`: illnesses of the patient's family."""
    named = [m for m in terms_of(field, reading) if not is_silent(m, reading)]
    found = [m for m in named if m.qualifiers.subject is Subject.FAMILY]
    kin = {s.index for s in reading.sentences if _PERSON.search(s.text) is not None}
    told = [m for m in named if m.sentence in kin and m.qualifiers.subject is Subject.PATIENT and _befell(m, reading)]
    accepted = [
        m
        for m in (*(m for m in found if _is_of_kin(m, reading)), *told)
        if m.qualifiers.assertion is Assertion.PRESENT and m.concept not in _ACCIDENTS
    ]
    return Chosen(
        accepted=tuple(sorted(accepted, key=lambda m: m.span)),
        denied=(
            *(m for m in found if is_denied(m) and _FAMILY.search(reading.sentence_of(m).text) is not None),
            *_healthy_family(field, reading),
        ),
    )


def _befell(mention: Mention, reading: Reading) -> bool:
    """Tell "her sister also presented with lupus", "lupus was diagnosed in her late father"."""
    if _OURS.intersection(reading.case.label.lower().split()) or told_beside("no_kin", mention, reading):
        return False
    before, after = words_before(mention, reading)[-_LONGEST:], words_after(mention, reading)[:_LONGEST]
    if _IS_MOTHER.match(after) is not None:
        return _BORN_TO.search(before) is not None
    return _RELATIVE_HAD.search(before) is not None or _IN_RELATIVE.match(after) is not None


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
    before = words_before(mention, reading)
    if told_beside("no_kin", mention, reading) or _SOUGHT.search(before) is not None or _IS_PATIENT.search(before):
        return False
    behind = load_cues("findings")["of_kin"].search(words_after(mention, reading)[:_NEAR])
    return told_before("kin", mention, reading) or behind is not None
