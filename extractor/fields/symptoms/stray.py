"""Tells words for a symptom that belong to something else: to the symptom beside them, a culture, an operation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, Reading
from extractor.fields.telling import words_after, words_before
from extractor.guarded import compile_guarded

# "weight loss and rectal bleeding" holds the words "loss and rectal"
_ACROSS = re.compile(r"[\w-]+(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)\S")
_JOINED = re.compile(r",|\s(?:and|or)\s")
_PLAIN = re.compile(r"(?:(?!\b(?:and|or|with)\b)[^,])+")
# "swelling of the foot and pain": the pain is there too
_PAINS_TOO = re.compile(
    r"[\w-]+\sand\s(?:pains?|discomfort|tenderness|stiffness|numbness|weakness|swelling)", re.IGNORECASE
)
# "long-standing difficulties" are no difficulties of standing
_LONG = re.compile(r"\blong[\s-]$", re.IGNORECASE)
# "cultures from blood and sputum", "sputum and throat swabs": what was sent to the laboratory
_CULTURE = re.compile(r"\b(?:cultur\w+|smears?|swabs?|specimens?|samples?|isolat\w+|PCR)\b", re.IGNORECASE)
_BROUGHT_UP = re.compile(
    r"\b(?:cough\w*|expectorat\w*|productive|productions?|produc(?:ed|ing)|purulent|bloody|blood[\s-](?:stained|tinged)|presented"
    r"|complain\w+|frothy)\b",
    re.IGNORECASE,
)
# "cramping and generalized abdominal pain": of which kind the pain is
_OF_PAIN = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?:[\w-]+\s){0,3}(?:pain|discomfort)\b")
_NON = re.compile(r"\bnon[-\s]$", re.IGNORECASE)
_TOLD_BY = (
    ("bloody", re.compile(r"bleed|h(?:a)?em")),
    ("tender", re.compile(r"tender")),
    ("pain", re.compile(r"pain")),
    ("pruritic", re.compile(r"prurit|itch")),
    ("itch", re.compile(r"prurit|itch")),
    ("purulent", re.compile(r"discharge|pus")),
)
# "was red and swollen" is told, "were not red and swollen" is denied: the "not" governs both
_NOT_BOTH = compile_guarded(r"\b(?:was|were|is|are)\snot\s(?:[\w-]+ly\s)?[\w-]+\sand\s$", re.IGNORECASE)
# What an operation or the anaesthetic does at once: "upon closure of the ports the patient became hypotensive".
_AT_OPERATION = compile_guarded(
    r"\b(?:intra-?operatively|perioperatively|(?:upon|during|immediately\s(?:after|following)|shortly\s(?:after|following)"
    r"|(?:minutes|hours|seconds)\s(?:after|following|into)"
    r"|(?:first|second|third|\d+(?:st|nd|rd|th)|next|same)\s(?:post-?operative\s)?day(?:\s(?:after|following|of)|(?=,)))"
    r"(?:\s(?:the|an?|his|her|this|that|[\w-]+ly|first|second|third|general|spinal|epidural|local))*"
    r"(?:\s[\w-]+){0,2}?\s(?:operation|surgery|procedure|lithotripsy|ablation|induction|intubation|extubation|undocking|closure"
    r"|insufflation|pneumoperitoneum|ana?esthesia|incision|dissection|laparoscopy|laparotomy|thoracotomy|craniotomy"
    r"|catheteri[sz]ation|angiography|emboli[sz]ation|endoscopy|colonoscopy|\w+ectomy|\w+plasty))\b"
    r"(?:(?!\b(?:for|because|due)\b)[^.;])*$",
    re.IGNORECASE,
)


def is_stray(mention: Mention, others: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether its words are another's: of the symptom beside it, of a specimen, of "long-standing"."""
    name = reading.document.quote(mention.span)
    if (
        _ACROSS.match(name) is not None
        and _PAINS_TOO.fullmatch(name) is None
        and _takes_last_word(mention, others, reading)
    ):
        return True
    before = words_before(mention, reading)
    if name.casefold() == "cramping" and _OF_PAIN.match(words_after(mention, reading)) is not None:
        return True
    if name[:8].casefold() == "standing" and _LONG.search(before) is not None:
        return True
    if mention.concept == "sputum":
        told = _BROUGHT_UP.search(f"{before} {name}") is not None
        return not told and _CULTURE.search(before + words_after(mention, reading)) is not None
    return _NOT_BOTH.search(before) is not None or _is_without(name, mention.concept, before)


def _is_without(name: str, concept: str, before: str) -> bool:
    """Tell "non-bloody stools" and "non-tender abdomen", of which the first word alone is the complaint."""
    if _NON.search(before) is None:
        return False
    return any(name.casefold().startswith(word) and told.search(concept) is not None for word, told in _TOLD_BY)


def _takes_last_word(mention: Mention, others: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether the first word of a match that goes on behind a comma or "and" ends another, plain symptom."""
    return any(
        other.span.start < mention.span.start < other.span.end < mention.span.end
        and _PLAIN.fullmatch(reading.document.quote(other.span)) is not None
        and _JOINED.match(reading.document.text, other.span.end) is not None
        for other in others
    )


def came_of_operation(mention: Mention, reading: Reading) -> bool:
    """Tell whether it came while the patient was operated on, or at once behind it."""
    return _AT_OPERATION.search(words_before(mention, reading)) is not None
