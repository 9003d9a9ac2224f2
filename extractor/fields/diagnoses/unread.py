"""Whether the paper names its diagnosis in words that were not read as an illness: then a weaker word is no answer."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading, Sentence
from extractor.fields.telling import SILENT, head_word
from extractor.lexicon import load_cues

# "diagnosed with …", "the final diagnosis was …"; what stands up to the next stop is its name.
_CALLED = re.compile(
    r"\b(?:(?<!differential )(?<!initial )(?<!preoperative )(?<!provisional )diagnosis\s+(?:of|was|is)"
    r"|(?<!misdiagnosed )(?<!initially )\bdiagnosed\s+(?:\w+ly\s+)?(?:with|as|to\s+have|to\s+be))\s+",
    re.IGNORECASE,
)
_OF_TISSUE = re.compile(r"\b(?:consistent\s+with|compatible\s+with|suggestive\s+of|proved\s+to\s+be)\s+")
_STOP = re.compile(r"[,.;:()]|\s(?:was|were|is|based|by|who|which|that|after|made|and)\b|$")
_NO_NAME = re.compile(
    r"\s*(?:(?:an?|the|this|that|these|his|her|its|our|all)\s+)?(?:\w+ly\s+)?(?:not|made|established|confirmed|reached|based"
    r"|supported|delayed|suspected|considered|difficult|challenging|unclear|uncertain|condition|disease|diagnosis|patient"
    r"|tumou?rs?|lesions?|mass|masses|specimens?|findings?|stage|FIGO|exclusion|choice|given|obtained|performed|entertained"
    r"|achieved|clear|evoked|felt|inconclusive|late|revised|retained|missed|verified|proven|proved|excluded|ruled|unknown|missing"
    r"|reviewed|changed|discussed|pending|elusive|raised|proposed|suggested|corroborated|then|further|normal|recurrence)\b",
    re.IGNORECASE,
)

_GETS_SHORT_FORM = re.compile(r"\s\([A-Z]")
_GENERAL = re.compile(r"syndrom|diseas|disorder|infection|injury|injuri|tumou?r|malformation|anomaly|lesion")
_PLURAL = re.compile(r"(?:es|s)$")


def names_unread(reading: Reading) -> bool:
    """Tell whether a firm word of diagnosis has behind it what no word list and no rule knows as an illness."""
    return any(_has_unread(sentence, reading) for sentence in reading.sentences if sentence.section not in SILENT)


def _has_unread(sentence: Sentence, reading: Reading) -> bool:
    text = sentence.text
    if "diagnos" not in text.lower() and load_cues("findings")["under_the_microscope"].search(text) is None:
        return False
    tissue = load_cues("findings")["under_the_microscope"].search(text)
    ends = [m.end() for m in _CALLED.finditer(text)]
    if tissue is not None:
        ends += [m.end() for m in _OF_TISSUE.finditer(text, tissue.end())]
    known = [
        sentence.place_of(m.span)
        for m in reading.of(MentionKind.TERM, "disease", "symptom")
        if m.sentence == sentence.index
    ]
    for end in ends:
        stop = _STOP.search(text, end)
        until = len(text) if stop is None else stop.start()
        if until <= end or _NO_NAME.match(text, end) is not None:
            continue
        if not any(start < until and last > end for start, last in known):
            return True
    return False


def is_named_again(mention: Mention, reading: Reading) -> bool:
    """Tell what a paper comes back to, or gives a short form, from what it says in passing."""
    text = reading.document.text
    if _GETS_SHORT_FORM.match(text, mention.span.end) is not None:
        return True
    head = head_word(mention, reading)
    if _GENERAL.fullmatch(head) is not None:
        words = reading.document.quote(mention.span).split(" of ")[0].split()
        head = _PLURAL.sub("", " ".join(words[-2:])).casefold()
    return text.casefold().count(head) >= 2
