"""Descriptions of persons, and the ends of sentences."""

from __future__ import annotations

import pytest

from extractor.document import Span
from extractor.structure.age_words import find_listed_ages
from extractor.structure.cutting import cut_sentences
from extractor.structure.persons import Article, Sex, find_persons

N, K, R = Article.NEW, Article.KNOWN, Article.RELATIVE


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("A 54-year-old Asian woman was seen.", [(54.0, Sex.FEMALE, N)]),
        ("Twenty-five-year-old female with fever.", [(25.0, Sex.FEMALE, N)]),
        ("A man of 70 came.", [(70.0, Sex.MALE, N)]),
        ("A woman, 40 years of age, came.", [(40.0, Sex.FEMALE, N)]),
        ("The 62-year-old received steroids.", [(62.0, None, K)]),
        ("A 22-year male fell.", [(22.0, Sex.MALE, N)]),
        ("A 58-year-old man and his 31-year-old wife came.", [(58.0, Sex.MALE, N), (31.0, Sex.FEMALE, R)]),
        ("He was a 47-year-old man.", [(47.0, Sex.MALE, K)]),
        ("- 59 M, PMH: hypertension", [(59.0, Sex.MALE, N)]),
        ("Case 3: 44/F with neck pain", [(44.0, Sex.FEMALE, N)]),
        ("A 63 y.o. gentleman with a limp.", [(63.0, Sex.MALE, N)]),
        ("Miner, male, 51 y.", [(51.0, Sex.MALE, N)]),
        ("Woman, 66.", [(66.0, Sex.FEMALE, N)]),
        ("A woman of seventy-two came.", [(72.0, Sex.FEMALE, N)]),
        ("A total of seventy presented.", []),
        ("A 12 F catheter was placed.", []),
        ("He has smoked since he was 21 years of age.", []),
        ("At the age of 35 she fell.", []),
        ("The yeast was isolated from a 41- year old Greek man.", [(41.0, Sex.MALE, N)]),
        ("He has limped from the age of 12 years old.", []),
        ("The gene carried a change (84F) mutation.", []),
        ("She had a 20 months old nonunion.", []),
        ("A series of 12 patients of all ages.", []),
    ],
)
def test_persons(sentence: str, persons: list[tuple[float, Sex | None, Article]]) -> None:
    assert [(p.age_years, p.sex, p.article) for p in find_persons(sentence)] == persons


@pytest.mark.parametrize(
    ("sentence", "ages"),
    [
        ("Two men, aged 86 and 62, came.", [86.0, 62.0]),
        ("They were 31, 42 and 53 years old.", [31.0, 42.0, 53.0]),
        ("Doses were 10 and 20 mg.", None),
        ("They were well at 10 and 8 years of age.", None),
    ],
)
def test_listed_ages(sentence: str, ages: list[float] | None) -> None:
    found = find_listed_ages(sentence)
    assert (None if found is None else [age for _, _, age in found[0]]) == ages


def test_sentences() -> None:
    text = (
        "Dr. Lund saw him (Fig. 2). IgG4 was 2.4 g/L.3 Holm et al. saw none. "
        "It was type M. The rest was normal.Case 2 came."
    )
    assert [text[span.start : span.end] for span in cut_sentences(text, Span(0, len(text)))] == [
        "Dr. Lund saw him (Fig. 2).",
        "IgG4 was 2.4 g/L.3",
        "Holm et al. saw none.",
        "It was type M.",
        "The rest was normal.",
        "Case 2 came.",
    ]
