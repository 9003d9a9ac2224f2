"""Terms in every number and spelling, terms put together of two words, and the paper's own short forms."""

from __future__ import annotations

import pytest

from extractor.case import Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.abbreviations import find_abbreviations
from extractor.mentions.language import build_language
from extractor.mentions.spelling import Speller, fold_word
from extractor.mentions.terms import find_terms

LEXICONS = ("disease", "pathology", "symptom")


def terms_in(text: str) -> list[tuple[str, str]]:
    """Give words and concept of each symptom, disease and histological finding, in order."""
    language = build_language()
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    found = find_terms(sentence, language, find_abbreviations(text, language))
    return [(text[m.span.start : m.span.end], m.concept) for m in found if m.lexicon in LEXICONS]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("headaches", [("headaches", "headache")]),
        ("low-back pain", [("low-back pain", "back pain")]),
        ("non-caseating granulomas", [("non-caseating granulomas", "granulomatous inflammation")]),
        ("dyspnoea and diarrhoea", [("dyspnoea", "dyspnea"), ("diarrhoea", "diarrhea")]),
        ("hypertenson", [("hypertenson", "hypertension"), ("hypertenson", "hypertension")]),  # a slip
        ("hypotension", [("hypotension", "hypotension")]),  # no slip of hypertension
        ("HTN", [("HTN", "hypertension")]),
        ("htn", []),  # of an abbreviation the case counts
        ("as he went", []),
        ("systemic IgG4 related disease", [("systemic IgG4 related disease", "IgG4-related disease")]),
        ("weakness of the left leg", [("weakness of the left leg", "limb weakness")]),
        ("both legs were found to be weak", [("legs were found to be weak", "limb weakness")]),
        (
            "weakness and numbness of both lower limbs",
            [
                ("weakness and numbness of both lower limbs", "limb weakness"),
                ("numbness of both lower limbs", "limb numbness"),
            ],
        ),
        ("neck and arm pain", [("neck and arm pain", "neck pain"), ("arm pain", "arm pain")]),
        ("pain in the neck and arm weakness", [("pain in the neck", "neck pain"), ("arm weakness", "limb weakness")]),
        (
            "low back pain, numbness in both legs",
            [("low back pain", "back pain"), ("numbness in both legs", "limb numbness")],
        ),
        ("back pain and weakness of the legs", [("back pain", "back pain"), ("weakness of the legs", "limb weakness")]),
        ("swelling of the lip, knee pain", [("swelling of the lip", "lip swelling"), ("knee pain", "knee pain")]),
        ("pain in the back of the neck", [("pain in the back of the neck", "neck pain")]),
        ("she had lost six kilograms", [("lost six kilograms", "weight loss")]),
        ("she had lost six teeth", []),
        ("power was 3/5 in the legs", [("power was 3/5", "limb weakness")]),
        ("power was 5/5 in the legs", []),
        ("2–3/5 strength", [("2–3/5 strength", "limb weakness")]),
        ("back                pain", [("pain", "pain")]),  # another patient's words stood between
        ("cystic fibrosis", [("cystic fibrosis", "cystic fibrosis"), ("fibrosis", "fibrosis")]),
    ],
)  # fmt: skip
def test_terms(text: str, wanted: list[tuple[str, str]]) -> None:
    assert terms_in(text) == wanted


def test_short_form_means_what_the_paper_says() -> None:
    assert terms_in("hypertrophic pachymeningitis (HP) was seen. HP is rare.") == [
        ("hypertrophic pachymeningitis", "hypertrophic pachymeningitis"),
        ("HP", "hypertrophic pachymeningitis"),
        ("HP", "hypertrophic pachymeningitis"),
    ]


def test_short_form_of_something_else_is_not_ours() -> None:
    assert terms_in("diabetic macula (DM) and DM again") == [("diabetic", "diabetes mellitus")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("oedema", "edema"), ("tumours", "tumor"), ("biopsies", "biopsy"), ("metastases", "metastasis"),
     ("haematoma", "hematomas"), ("vertebrae", "vertebra"), ("headaches", "headache"), ("leucocytes", "leukocyte")],
)  # fmt: skip
def test_spellings_are_one(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


@pytest.mark.parametrize("word", ["pancreas", "diagnosis", "abscess", "virus", "arthritis"])
def test_singulars_stay(word: str) -> None:
    assert fold_word(word) == word


def test_slips_are_mended_in_long_words_only_and_never_at_their_start() -> None:
    speller = Speller(["meningioma", "limb", "hypertension", "adduction"])
    words = ("menigioma", "lamb", "hypertesnion", "abduction")
    assert [speller.fold(word) for word in words] == ["meningioma", "lamb", "hypertension", "abduction"]
