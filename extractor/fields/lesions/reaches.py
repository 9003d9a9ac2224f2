"""How far a lesion of the spine reaches that is told from one part of it to another, and what is only its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.case import Mention, Reading

_BENT = re.compile(r"scolio|lordo|kypho", re.IGNORECASE)
_ORDER = ("cervical", "thoracic", "lumbar", "sacral")
# "extending from the cervical cord down to the cauda equina"
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_OTHER_END = re.compile(
    r"\s*(?:(?:spinal|cord|spine|level|region|vertebrae?|segments?)\s+){0,2}(?:down\s+)?to\s+(?:the\s+)?"
    r"(?:level\s+of\s+the\s+)?(?:(?:spinal|upper|lower|mid|middle)\s+)?"
    r"(?P<end>conus|cauda equina|lumbar|sacrum|sacral|thoracic|dorsal)\b",
    re.IGNORECASE,
)
_ENDS = (
    ("conus", "thoracic"),
    ("cauda", "lumbar"),
    ("lumbar", "lumbar"),
    ("sacr", "sacral"),
    ("thor", "thoracic"),
    ("dors", "thoracic"),
)
_BORDER = re.compile(r"[;]|\.\s|,\s(?:but|while|whereas)\s")


def is_only_bent(reading: Reading, mention: Mention) -> bool:
    """Tell a scoliosis from a lesion of the spine: beside an illness of the brain it is no place of it."""
    sentence = reading.sentence_of(mention)
    clause = clause_around(sentence.text, mention.span.start - sentence.span.start)
    return _BENT.search(clause) is not None and not mention.levels


def reach_down(reading: Reading, mention: Mention) -> Iterator[Mention]:
    """Give the regions between a place of the spine and the other end of the lesion: "from C2 to the cauda equina"."""
    sentence = reading.sentence_of(mention)
    at = mention.span.start - sentence.span.start
    end = _OTHER_END.match(sentence.text, mention.span.end - sentence.span.start)
    if end is None or mention.concept not in _ORDER or _FROM.search(sentence.text[:at]) is None:
        return
    last = next(region for beginning, region in _ENDS if end["end"].lower().startswith(beginning))
    for region in _ORDER[_ORDER.index(mention.concept) + 1 : _ORDER.index(last) + 1]:
        yield replace(mention, concept=region)


def clause_around(text: str, at: int) -> str:
    """Give the words up to the next full stop, semicolon or "but" on both sides of a place."""
    borders = list(_BORDER.finditer(text))
    start = max((m.end() for m in borders if m.end() <= at), default=0)
    end = min((m.start() for m in borders if m.start() >= at), default=len(text))
    return text[start:end]
