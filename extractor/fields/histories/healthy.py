"""Finds where a paper says that the patient had no other illness, now or before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.case import Assertion, Mention, MentionKind, Qualifiers, Reading
from extractor.fields.telling import SILENT, said
from extractor.guarded import compile_guarded
from extractor.schema import Field

_FIRST = 1  # the last sentence in which "a healthy woman" is the patient as she was before
_KIND = (
    r"(?:other|known|significant|relevant|notable|noteworthy|particular|specific|remarkable|important|major|serious|any"
    r"|prior|previous|past|personal|medical|pathologic(?:al)?|surgical|or|and|of|chronic|underlying|systemic|pre-?existing)"
)
_OF_ONE = r"(?!\s+of\s+(?!note\b|(?:any\s+)?(?:chronic|systemic|medical)?\s*(?:disease|illness))|[\s-]+\w+ed\b)"
_NO_HISTORY = compile_guarded(
    rf"""
    # "without any significant pathological history", "no prior comorbidities", not "no prior history of gout"
    \b(?:no|without|not\s+have|nor|denie[sd]|denying)\s+(?:an?\s+)?(?:{_KIND}[\s,/-]+){{1,6}}
      (?:histor(?:y|ies)|antecedents?|co-?morbidit(?:y|ies)){_OF_ONE}
    # "no chronic illness", "nor any medical illnesses"
    | \b(?:no|without|nor|denie[sd]|denying)\s+(?:(?:any|other|known|significant|previous|prior|past)\s+){{0,3}}
      (?:chronic|underlying|systemic|pre-?existing|medical|past|previous)\s+(?:medical\s+)?
      (?:diseases?|illness(?:es)?|conditions?|problems?|disorders?)\b(?!\s+(?:(?:was|were|could|that|which|related)\b|of\s))
    # "her past surgical and medical histories were otherwise unremarkable"
    | \b(?:past|medical|personal|previous|pathological)\s+(?:(?:and|or)\s+\w+\s+)?histor(?:y|ies)\s+(?:is|was|were)\s+
      (?:(?:also|otherwise|all|both)\s+)?
      (?:unremarkable|negative|nil|(?:non|un)-?contributory|insignificant|uneventful|irrelevant|normal|unrevealing
        |not\s+(?:significant|remarkable|contributory|relevant|notable)|without\s+particularit\w+)\b(?!\s+for\b)
    # "the anamnesis did not reveal any pathological history"
    | \b(?:anamnesis|history)\s+(?:did\s+not\s+(?:reveal|show|disclose)|(?:revealed|showed|disclosed)\s+no)\s+
      (?:{_KIND}\s+){{1,4}}(?:history|antecedents?|diseases?|illness(?:es)?|conditions?)\b{_OF_ONE}
    # "nothing notable in her medical history"
    | \bnothing\s+(?:significant|remarkable|particular|relevant|notable|noteworthy|of\s+note)\b
      [^.;:]{{0,40}}?\bhistory\b
    | \b(?:unremarkable|uneventful|non-?contributory)\s+(?:past\s+|previous\s+)?medical\s+(?:and\s+\w+\s+)?
      history\b{_OF_ONE}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEALTHY = compile_guarded(
    r"\bhealthy,?\s+\d{1,2}[\s-]*years?[\s-]*old\b"
    r"|\b(?:healthy|fit\s+and\s+well)\s+(?:[\w-]+\s+){0,4}?(?:man|woman|male|female|boy|girl|gentleman|lady)\b"
    r"(?!\s+(?:\w+\s+)?(?:baby|newborn|infant|neonate|control|volunteer|donor|subject|partner|child\s+was))",
    re.IGNORECASE,
)
_OF_ANOTHER = compile_guarded(
    r"\b(?:deliver|birth|born|control|volunteer|donor|baby|newborn|conceiv|revealed)\w*", re.IGNORECASE
)
_HAD = re.compile(r"\b(?:with|had|has)\s+a\s+(?:(?:past|medical|known|previous)\s+)*history\s+of\b", re.IGNORECASE)
_KIN = re.compile(
    r"\s+(?:mothers?|fathers?|parents?|brothers?|sisters?|siblings?|sons?|daughters?|twins?|couple)\b", re.I
)
# "no medical history", with its verb, "was identified, except gout"
_BUT = re.compile(
    r"(?:\s+(?:(?:was|were|had\s+been|is)\s+)?(?:identified|found|noted|reported|recorded|known|present|elicited|mentioned))?"
    r"[\s,]*(?:\w+\s+)?(?:except|other\s+than|apart\s+from|aside\s+from|besides|but\b|beyond)",
    re.IGNORECASE,
)

# "The pregnancy history was unremarkable" tells of the mother.
_ANOTHER_HISTORY = re.compile(
    r"\b(?:pregnancy|prenatal|antenatal|perinatal|birth|obstetric(?:al)?|family|social|travel|neonatal|maternal)\s+$",
    re.IGNORECASE,
)
_NEAR = 16  # characters before "history" in which its kind is told


def healthy_before(field: Field, reading: Reading) -> Iterator[Mention]:
    """Give the places that deny every other illness, not one alone nor all but one."""
    for mention in said(field, "healthy_before", "other illness", reading):
        text, end = reading.document.text, mention.span.end
        if _ANOTHER_HISTORY.search(text, max(0, mention.span.start - _NEAR), mention.span.start) is not None:
            continue
        if _BUT.match(text, end) is None and _KIN.match(text, end) is None:
            yield mention
    for sentence in reading.sentences:
        if sentence.section in SILENT:
            continue
        found = [m for m in _NO_HISTORY.finditer(sentence.text) if _BUT.match(sentence.text, m.end()) is None]
        if sentence.index <= _FIRST and _OF_ANOTHER.search(sentence.text) is None:
            found += (m for m in _HEALTHY.finditer(sentence.text) if _HAD.search(sentence.text, m.end()) is None)
        for match in found:
            span = sentence.at(match.start(), match.end())
            yield Mention(
                MentionKind.TERM,
                span,
                "other illness",
                field.find.lexicons[0],
                Qualifiers(Assertion.DENIED),
                sentence.index,
            )
