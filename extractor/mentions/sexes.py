"""Finds words that tell a person's sex: nouns ("woman"), the letters of "54F", titles, and pronouns.

Nouns stand in the lexicon "person", pronouns in "pronoun"; the role OTHER marks those of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.case import Mention, MentionKind, Role, Sentence, Source
from extractor.document import SectionKind
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues, load_lexicon
from extractor.mentions.letters import stands_for_a_person
from extractor.mentions.people import is_someone_else, person_words, relative_words
from extractor.wordlist import Guarded

_PRONOUN = compile_guarded(r"\b(?:(?P<male>he|him|his|himself)|(?P<female>she|her|hers|herself))\b", re.I)
_TITLE = compile_guarded(r"\b(?:(?P<male>Mr)|(?P<female>Mrs|Ms|Miss|Madame?))\.?\s(?=[A-Z])")
_LETTER = compile_guarded(
    r"(?<![\w./-])(?!3M\b)(?:\d{1,3}[\s-]?(?:y/?o|y\.o\.|yo|y|yrs?|years?)?(?:[\s-]old)?[\s/,]?\s?(?P<after>[MF])"
    r"|(?P<before>[MF])\s?[/,]\s?\d{1,3})(?![\w/-]|\.\d|\s?%|\s(?:catheter|sheath|tube|cannula|French|gauge))"
)
_ROW = re.compile(  # a letter in a row of a table: "Sex  F" | "Age/sex  48/F" | "2  48  F  back pain"
    r"\s*(?:(?i:sex|gender|age\s?/\s?(?:sex|gender)|(?:sex|gender)\s?/\s?age)\b[^A-Z]{1,400}"
    r"|(?i:(?:case|patient|pt)\.?\s)?(?:\d{1,2}|[A-H])\s{1,200}(?:\d{1,3}(?:\s(?:years?|yrs?|y))?[\s/]{1,200})?)"
    r"(?P<sex>[MF])(?![\w.])"
)
_LABELLED = compile_guarded(r"\b(?i:sex|gender)\s?[:=]\s?(?P<sex>[MF])(?![\w.]{2}|\w)")  # "Age: 54. Sex: M."
_GRAVIDITY = compile_guarded(r"\bG\d\s?,?P\d\b|\bgravida\s\d", re.I)
# A noun that only qualifies another: "male breast cancer", "women's hospital", "female genitals"
_NOT_A_PERSON = re.compile(
    r"[’']s\b|s?\s(?:breast|genital\w*|hormones?|sex\sworkers?|partners?|donors?|to\s(?:male|female)|reproductive"
    r"|pattern|predominance|preponderance|ratio|carriers?|relatives?|doctors?|nurses?|physicians?|urethra\w*|pelvi[sc])\b",
    re.I,
)
_OTHER_PERSON = compile_guarded(r"\b(?:doctor|physician|surgeon|nurse|examiner|author|colleague)\b", re.I)


_OPENING = 2  # sentences at the head of a case, where its people are brought in


@cache
def _nouns() -> Guarded:
    return compile_guarded(rf"\b(?:{person_words()})\b", re.I)


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{relative_words()})\b", re.I)


def find_sexes(sentence: Sentence) -> Iterator[Mention]:
    """Give the words for the sex of a person in one sentence."""
    text, lexicon = sentence.text, load_lexicon("person")
    for match in _nouns().finditer(text):
        if _NOT_A_PERSON.match(text, match.end()):
            continue
        concept = lexicon.concept_of(match.group())
        if concept is not None:
            yield _mention(sentence, match.start(), match.end(), concept, "person")
    yield from _kin_sexes(sentence)
    for match in (*_TITLE.finditer(text), *_GRAVIDITY.finditer(text)):
        concept = "male" if match.groupdict().get("male") is not None else "female"
        yield _mention(sentence, match.start(), match.end(), concept, "person")
    row = _ROW.match(text) if sentence.section is SectionKind.TABLE else None
    if row is not None:
        yield _mention(sentence, row.start("sex"), row.end("sex"), "male" if row["sex"] == "M" else "female", "person")
    for match in _LABELLED.finditer(text) if row is None else ():
        yield _mention(
            sentence, match.start("sex"), match.end("sex"), "male" if match["sex"] == "M" else "female", "person"
        )
    for match in _LETTER.finditer(text) if row is None else ():
        if stands_for_a_person(text, match.start(), match.end()):
            group = "after" if match["after"] is not None else "before"
            concept = "male" if match[group] == "M" else "female"
            yield _mention(sentence, match.start(group), match.end(group), concept, "person")
    others = _OTHER_PERSON.search(text) is not None
    for match in _PRONOUN.finditer(text):
        concept = "male" if match["male"] is not None else "female"
        # After "the mother" a pronoun may be the mother's.
        own = not others and _kin().search(text, 0, match.start()) is None
        yield _mention(sentence, match.start(), match.end(), concept, "pronoun", own)


def _kin_sexes(sentence: Sentence) -> Iterator[Mention]:
    """Give the words for relatives, in the lexicon "kin": they tell of the patient where the relative is one."""
    cues = load_cues("kin")
    for sex in ("male", "female"):
        for match in cues[sex].finditer(sentence.text):
            yield _mention(sentence, match.start(), match.end(), sex, "kin", False)
        group = cues[f"{sex}_group"].search(sentence.text) if sentence.index < _OPENING else None
        if group is not None and not is_someone_else(sentence.text, group.start(), group.end()):
            yield _mention(sentence, group.start(), group.end(), sex, "person")


def _mention(sentence: Sentence, start: int, end: int, concept: str, lexicon: str, own: bool = True) -> Mention:
    own = own and (lexicon == "pronoun" or not is_someone_else(sentence.text, start, end))
    return Mention(
        MentionKind.SEX,
        sentence.at(start, end),
        concept,
        lexicon,
        sentence=sentence.index,
        role=Role.UNKNOWN if own else Role.OTHER,
        source=Source.RULE,
    )
