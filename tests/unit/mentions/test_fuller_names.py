"""A listed illness is named with the words of kind and place that stand at it."""

from __future__ import annotations

import pytest

from extractor.case import Mention, MentionKind, Sentence, Source
from extractor.document import SectionKind, Span
from extractor.mentions.fuller_names import name_in_full


@pytest.mark.parametrize(
    ("text", "quote", "concept", "full"),
    [
        ("It was an acral lentiginous melanoma.", "melanoma", "melanoma", "acral lentiginous melanoma"),
        ("A large melanoma was cut out.", "melanoma", "melanoma", "melanoma"),
        ("A melanoma of the left cheek grew.", "melanoma", "melanoma", "melanoma of the cheek"),
        ("A melanoma of the year 2010.", "melanoma", "melanoma", "melanoma"),
        ("A melanoma of the tail of the pancreas.", "melanoma", "melanoma", "melanoma of the tail of the pancreas"),
        ("Gastric and hepatic lymphomas were seen.", "lymphomas", "lymphoma", "lymphoma"),
        ("It was a malignant paraganglioma.", "paraganglioma", "paraganglioma", "malignant paraganglioma"),
        ("It was a large B-cell lymphoma.", "lymphoma", "lymphoma", "large B-cell lymphoma"),
        ("She had sarcoma of her left thymus.", "sarcoma", "sarcoma", "sarcoma of the thymus"),
        ("Tests showed, epithelioid sarcoma.", "sarcoma", "sarcoma", "epithelioid sarcoma"),
        ("Tuberculosis (TB) of the elbow was seen.", "Tuberculosis", "tuberculosis", "tuberculosis of the elbow"),
        ("Aortic dissection type B was seen.", "Aortic dissection", "aortic dissection", "aortic dissection type B"),
        ("An ascending aortic aneurysm.", "aortic aneurysm", "aortic aneurysm", "ascending aortic aneurysm"),
        ("It was drug related hepatitis.", "hepatitis", "hepatitis", "drug-related hepatitis"),
        ("It was a posterior keratoconus.", "keratoconus", "keratoconus", "posterior keratoconus"),
        ("A sarcoma screening was made.", "sarcoma", "sarcoma", "sarcoma"),
        ("A basal sarcoma-like growth.", "sarcoma", "sarcoma", "sarcoma"),
        ("He had carbon monoxide (CO) poisoning.", "poisoning", "poisoning", "carbon monoxide poisoning"),
        (
            "Growth hormone-secreting pituitary adenoma was found.",
            "pituitary adenoma",
            "pituitary adenoma",
            "growth hormone-secreting pituitary adenoma",
        ),
        (
            "It was a ductal carcinoma of the prostate.",
            "carcinoma of the prostate",
            "prostate cancer",
            "ductal carcinoma of the prostate",
        ),
        ("There was hydronephrosis of the kidney.", "hydronephrosis", "hydronephrosis", "hydronephrosis"),
    ],
)
def test_a_name_takes_in_what_belongs_to_it(text: str, quote: str, concept: str, full: str) -> None:
    start = text.index(quote)
    mention = Mention(
        MentionKind.TERM, Span(start, start + len(quote)), concept, "disease", sentence=0, source=Source.LEXICON
    )
    told = name_in_full(Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0), [mention])
    assert [m.concept for m in told] == [full]
