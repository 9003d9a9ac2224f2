"""Short forms that nobody explains, in the frame of a diagnosis: "confirmed as GCT", "OI was diagnosed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractor.mentions.illness_places import is_illness
from extractor.mentions.illness_words import Name, Word, word_list

# "TRMA", "vEDS", "dAVF", "NF1", "TTP-HUS", "PICA-D"
_FORM = re.compile(
    r"(?<![\w/.+-])((?:[a-z]{1,2})?[A-Z][A-Za-z]{0,3}[A-Z]{1,4}(?:-[A-Z]{1,4})?)s?(?![\w/+]|-\w|[ -](?:like"
    r"|positive|negative)\b)"
)
# Adjectives, places and articles between the cue and the form; no verb and no other noun
_BETWEEN = r"(?:(?:an?|the)\s+)?(?:(?!(?:with|of|for|to|in|by|from|or|not|no|and)\b)[\w-]+,?\s+){0,4}$"
_BEFORE = re.compile(
    r"\b(?:(?:re)?diagnos(?:is|es)\s+(?:(?:was|is|were)(?:\s+of)?|of|as|to\s+be)|diagnosis:"
    r"|diagnosed\s+(?:(?:him|her|it|this)\s+)?(?:\w+ly\s+)?(?:with|as(?:\s+having)?|to\s+have|to\s+be|having)"
    r"|we\s+diagnosed|(?:consistent|compatible|in\s+keeping)\s+with(?:\s+(?:the|a)\s+diagnosis\s+of)?"
    r"|(?:confirmed|proved|proven|turned\s+out|considered|thought|concluded)\s+(?:as|to\s+be|to\s+have)"
    r"|(?:found|discovered|known|revealed)\s+to\s+have"
    r"|(?:suffer(?:ed|ing|s)\s+from|affected\s+(?:by|with))|(?:case|cases|form|variant)\s+of|criteria\s+(?:for|of)"
    r"|(?:presence|existence)\s+of)\s+" + _BETWEEN,
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"s?(?:\s+of\s+the\s+\w+(?:\s\w+)?)?(?:,)?\s+(?:(?:was|were|is|are|has\s+been|had\s+been)\s+)?(?:\w+ly\s+"
    r"|then\s+|also\s+|retrospectively\s+)?"
    r"(?:diagnosed\b|diagnosis\b|(?:was|were|is)\s+(?:the\s+)?(?:\w+\s+)?diagnosis)",
)
# What leads on to another noun: "AV block", "MALT lymphoma", "FBN1 gene"
_ENDS = re.compile(
    r"[.,;:()]|$|\s(?:of|in|with|and|was|were|is|on|at|by|from|based|involving|arising|without|who|which|that"
    r"|or|after"
    r"|according|due|has|had|invading|for|during|before|since|type|but|as|complicated|associated|caused"
    r"|combined|presenting"
    r"|following|secondary|affecting|confirmed|diagnosed|manifest\w*|accompanied|mimicking|using|treated|[(–-])"
)
_WINDOW = 110
_MEASURED = re.compile(r"\s*(?:[=<>≥≤:]|of\s+\d|was\s+\d|level|value|\(\d)")
_NO_BETWEEN = re.compile(
    r"\b(?:stages?|grades?|class|type|score|gene|genes|mutations?|variants?|levels?|loss|absence|deletion"
    r"|expression|criteria|antibod\w+|virus|allele|exon|under|via|than|\w+ed)\s*$",
    re.IGNORECASE,
)


def find_framed_short(text: str, words: Sequence[Word], long_forms: Mapping[str, str]) -> Iterator[Name]:
    """Give short forms that nobody explains where a diagnosis is told of them."""
    starts: Mapping[int, int] | None = None
    for form in _FORM.finditer(text):
        short = form[1]
        low = short.lower()
        if {low, low.rstrip("s"), *low.split("-")} & _no_short():
            continue
        if short in long_forms and not is_illness(long_forms[short]):
            continue
        if not _is_framed(text, form):
            continue
        starts = starts or {word.start: number for number, word in enumerate(words)}
        at = starts.get(form.start())
        if at is not None and words[at].text.rstrip("s") == short.rstrip("s"):
            yield Name(at, at, at + 1, told=True)


def _is_framed(text: str, form: re.Match[str]) -> bool:
    if _MEASURED.match(text, form.end()) is not None:
        return False
    if _BEHIND.match(text, form.end(1)) is not None:
        return not text[: form.start()].rstrip().endswith((" by", " on", " with", " for", " in", " via"))
    if _ENDS.match(text, form.end()) is None:
        return False
    before = text[max(0, form.start() - _WINDOW) : form.start()]
    cue = _BEFORE.search(before)
    if cue is None:
        return False
    return _NO_BETWEEN.search(before) is None


@cache
def _no_short() -> frozenset[str]:
    return word_list("no_name") | word_list("no_short") | word_list("parts_short") | word_list("genes_short")
