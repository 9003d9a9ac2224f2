"""Finds how a paper names its patients: "Case 1", "Patient B", "the second patient", "our fourth case"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.guarded import compile_guarded

_CARDINALS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=1
    )
} | {"forth": 4}  # as it is often misspelt
_ADVERBS = {"firstly": 1, "secondly": 2, "thirdly": 3, "fourthly": 4, "lastly": 0, "finally": 0}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}

_NAMED = compile_guarded(
    r"""
    \b(?P<what>[Cc]ase|CASE|[Pp]atient|PATIENT|[Pp]t|[Tt]win|[Ss]ibling|[Bb]rother|[Ss]ister|[Bb]aby|[Cc]hild|[Ii]nfant|[Nn]eonate|[Nn]ewborn|[Gg]uest|[Gg]irl|[Bb]oy|[Mm]an|[Ww]oman|[Cc]ousin|(?:[Oo]ut|[Ii]n)patient|[Rr]ecipient|[Rr]elative|[Ss]tudent|[Ww]orker|[Pp]assenger|[Ss]oldier|[Aa]thlete|[Pp]layer|[Aa]utopsy|[Oo]bservation|[Ss]ubject)\s*(?:[Rr]eport\s*)?(?:[Nn]o\.?\s*|[Nn]r\.?\s+|[Nn]\s?[°º]\s*|[Nn]umber\s+|\#\s*|-)?
    (?P<id>\d{1,2}(?![\d.]*\s*(?:years?|months?|days?|cm|mm|mg|%|[-–]\w))|[IVX]{1,4}\b(?!-)|[A-H]\b(?!-|\.\s?[A-Z]\b)
         |(?i:one|two|three|four|five|six|seven|eight|nine|ten)\b(?!\s+(?:of|was\s+of|years?|months?|days?)\b))
    (?![\w/])
    """,
    re.VERBOSE,
)
_CODED = compile_guarded(
    r"(?:^\W{0,3}|(?<=[.;:(]\s)|\b(?:[Ii]n|[Aa]nd|[Oo]f)\s)P(?P<id>[1-9])(?=[,:]|\s(?:was|had|is|and)\b)"
)  # "P1, born at term"
_NO = compile_guarded(  # "no. 3 was also transfused", "The tremor of no. 2"
    r"(?:^\s*|(?<=[;,:(]\s)|\b(?:in|of|to|for|from|and|while|but)\s)(?P<no>[Nn]o\.\s(?P<id>[1-9]))"
    r"(?=\s(?:was|is|had|has|did|died|received|recovered|remained|improved|needed|also)\b|[.,;:)]?(?:\s|$))"
)
_SIZED = re.compile(  # "sutures of no. 1"
    r"\b(?:sutures?|size|catheter|nerves?|silk|tooth|teeth|toes?|ray|blade|needle|tube|vicryl|nylon|prolene|finger)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_SIZED_BEHIND = re.compile(r"\s(?:toes|teeth|rays|fingers|nerves|sutures)\b", re.IGNORECASE)  # "nos. 1 and 2 toes"
_LISTED = compile_guarded(  # "Cases 1 and 3 were treated"
    r"\b(?P<what>[Cc]ases|[Pp]atients|[Ss]ubjects|[Cc]hildren|[Tt]wins|[Ii]nfants|[Nn]os\.)\s+"
    r"(?P<list>\d{1,2}(?:\s?,\s?\d{1,2}){0,9}\s?,?\s(?:and|&)\s\d{1,2}|[A-H](?:\s?,\s?[A-H]){0,6}\s?,?\s(?:and|&)\s[A-H])"
    r"(?![\w/-]|\.\d)(?!\s(?:years?|months?)\b)"
)
_RANGE = compile_guarded(  # "Patients 3 to 6", "Cases 1–3"
    r"\b(?P<what>[Cc]ases|[Pp]atients|[Ss]ubjects|[Cc]hildren)\s+(?P<first>\d{1,2})\s?(?:-|–|to|through)\s?(?P<last>\d{1,2})"
    r"(?![\w/-]|\.\d)(?!\s(?:years?|months?|days?|weeks?|%)\b)"
)
_LONGEST_RANGE = 12
_MOST = 30  # the highest number that names a patient
_ITEM = re.compile(r"\d+|\b[A-H]\b")
_SINGULAR = {"ca": "Case", "pa": "Patient", "su": "Subject", "ch": "Child", "tw": "Twin", "in": "Infant", "no": "No."}
_ORDINAL = compile_guarded(
    r"(?:\b(?:the|our|a|this|in|and|while|whereas)\s+(?:[\w-]+-old\s+)?|^\W*)(?P<id>"
    + "|".join(_ORDINALS)
    + r")(?:-born)?\s+"
    r"(?:(?:(?!and\b)(?:[\w-]+|(?-i:[A-Z]\.))\s+){0,3}?)(?P<noun>patient|case|man|woman|boy|girl|infant|twin|sibling|child|neonate|baby|brother|sister|recipient|individual|subject|observation|one)\b"
    r"(?!\s+(?:of|report|in\s+the|to\s+be|to\s+our|described|documented|reported|with\s+this|where|ever|series|worldwide|published|from))",
    re.IGNORECASE,
)
_NTH_CASE = compile_guarded(  # "1st case: a man", and "2 nd case", where the letters were set above the line
    r"(?:\b(?:the|our|this|in|and)\s+|^\W*)(?P<id>[1-9])\s?(?:st|nd|rd|th)\s+(?:case|patient|observation)\b"
    r"(?!\s+(?:of|report|in\s+the|described|documented|reported|ever|series|worldwide|published))",
    re.IGNORECASE,
)
_BARE_ORDINAL = compile_guarded(  # "The second was a 24-year-old student", "The third, a five-year-old boy, …"
    r"(?:^\W*|[.;]\s+|\band\s+)the\s+(?P<id>"
    + "|".join(_ORDINALS)
    + r")(?=(?:\s+(?:was|is)|,)\s+(?:again\s+|also\s+|likewise\s+)?an?\s+"
    + r"(?:[\w-]+?[\s-]+){0,3}?(?:years?|months?|man|woman|boy|girl|infant|neonate)\b"
    + r"|\s+(?:was|is)\s+that\s+of\b|(?:\s+(?:was|is)|,)\s+(?:aged\s+)?\d{1,3}(?:,|\s(?:years?|months?|and\b)))",
    re.IGNORECASE,
)
_ORDINALS_BESIDE = compile_guarded(  # "the second and the third patient": the one before "and"
    rf"\bthe\s+(?P<id>{'|'.join(_ORDINALS)})(?=\s+and\s+(?:the\s+)?(?:{'|'.join(_ORDINALS)})\s+(?:patients?|cases?)\b)"
    rf"|(?<=\band\s)(?:the\s+)?(?P<last>{'|'.join(_ORDINALS)})\s+(?:patients|cases)\b",
    re.IGNORECASE,
)
_NEXT_ORDINAL = re.compile(  # behind "the second patient with …": ", and the third with a sarcoma"
    rf"(?:,|;|\band|\bwhile|\bwhereas|\bbut)\s+(?P<the>the\s+(?P<id>{'|'.join(_ORDINALS)}))"
    r"(?=\s+(?:with|was|had|who|as|in|an?|underwent|presented|developed|received|showed|died|suffered)\b)",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"^\s*(" + "|".join(_ADVERBS) + r"),\s+(?=an?\s|the\s|our\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A name for a patient at a place of a sentence; `number` counts from 1."""

    start: int
    end: int
    number: int
    ordinal: bool
    text: str


@lru_cache(maxsize=1024)  # each way of telling patients apart asks for those of every sentence of a paper
def find_labels(sentence: str) -> tuple[Label, ...]:
    """Find the labels in a sentence, in order."""
    nth = list(_nth(sentence))
    # "2nd case A 72-year-old man": not case A
    named = [label for label in _named(sentence) if not any(n.start < label.start < n.end for n in nth)]
    found = [*named, *_listed(sentence), *_ranged(sentence), *_ordinal(sentence), *nth]
    return tuple(sorted(found, key=lambda label: label.start))


def _nth(sentence: str) -> Iterator[Label]:
    for match in _NTH_CASE.finditer(sentence):
        yield Label(match.start(), match.end(), int(match["id"]), True, " ".join(match.group().split()))


def _named(sentence: str) -> Iterator[Label]:
    for match in _NAMED.finditer(sentence):
        word = match["id"]
        if word.isdigit():
            number = int(word)
        elif word.lower() in _CARDINALS:
            number = _CARDINALS[word.lower()]
        elif word in _ROMAN and word not in "CD":
            number = _ROMAN[word]
        else:
            number = ord(word) - ord("A") + 1
        if 1 <= number <= _MOST:
            yield Label(match.start(), match.end(), number, False, " ".join(match.group().split()))
    for match in _CODED.finditer(sentence):
        yield Label(match.start("id") - 1, match.end(), int(match["id"]), False, f"P{match['id']}")
    for match in _NO.finditer(sentence):
        if _SIZED.search(sentence, 0, match.start("no")) is not None:
            continue
        yield Label(match.start("no"), match.end(), int(match["id"]), False, f"No. {match['id']}")


def _listed(sentence: str) -> Iterator[Label]:
    for match in _LISTED.finditer(sentence):
        if match["what"].endswith(".") and _SIZED_BEHIND.match(sentence, match.end()):
            continue
        for item in _ITEM.finditer(sentence, match.start("list"), match.end("list")):
            start = match.start() if item.start() == match.start("list") else item.start()
            number = int(item.group()) if item.group().isdigit() else ord(item.group()) - ord("A") + 1
            if 1 <= number <= _MOST:
                yield Label(start, item.end(), number, False, f"{_SINGULAR[match['what'][:2].lower()]} {item.group()}")


def _ranged(sentence: str) -> Iterator[Label]:
    for match in _RANGE.finditer(sentence):
        numbers = range(int(match["first"]), int(match["last"]) + 1)
        if not 1 < len(numbers) <= _LONGEST_RANGE or not 1 <= numbers[0] <= numbers[-1] <= _MOST:
            continue
        what = _SINGULAR[match["what"][:2].lower()]
        yield Label(match.start(), match.end("first"), numbers[0], False, f"{what} {numbers[0]}")
        for number in numbers[1:-1]:  # who have no word of their own
            yield Label(match.end("first"), match.end("first"), number, False, f"{what} {number}")
        yield Label(match.start("last"), match.end(), numbers[-1], False, f"{what} {numbers[-1]}")


def _ordinal(sentence: str) -> Iterator[Label]:
    known: set[int] = set()
    for match in (*_ORDINAL.finditer(sentence), *_BARE_ORDINAL.finditer(sentence)):
        known.add(number := _ORDINALS[match["id"].lower()])
        yield Label(match.start(), match.end(), number, True, " ".join(match.group().split()))
    for match in _ORDINALS_BESIDE.finditer(sentence) if " and " in sentence else ():
        number = _ORDINALS[(match["id"] or match["last"]).lower()]
        yield Label(match.start(), match.end(), number, True, " ".join(match.group().split()))
    for match in _NEXT_ORDINAL.finditer(sentence) if known else ():
        number = _ORDINALS[match["id"].lower()]
        if number - 1 in known and number not in known:
            known.add(number)
            yield Label(match.start("the"), match.end(), number, True, sentence[match.start("the") : match.end()])
    adverb = _ADVERB.match(sentence)
    if adverb is not None and _ADVERBS[adverb.group(1).lower()]:
        number = _ADVERBS[adverb.group(1).lower()]
        yield Label(adverb.start(1), adverb.end(1), number, True, adverb.group(1))
