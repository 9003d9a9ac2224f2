"""What two words say together, and what parts them."""

from __future__ import annotations

import pytest

from extractor.case import Sentence
from extractor.document import SectionKind, Span
from extractor.mentions.constructions import find_constructions


def pairs(text: str) -> list[tuple[str, str]]:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    return [(text[m.span.start : m.span.end], m.concept) for m in find_constructions(sentence)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Collagen ran in storiform whorls.", [("storiform", "storiform fibrosis")]),
        ("Spindle cells in a storiform pattern lay in collagen.", []),
        ("It held lymphocytes, a few macrophages and plasma cells.",
         [("lymphocytes, a few macrophages and plasma cells", "lymphoplasmacytic infiltration")]),
        ("Lymphocytes were CD3-positive and plasma cells CD138-positive.", []),
        ("The blood held 24% lymphocytes and 3% plasma cells.", []),
        ("Venules plugged by the infiltrate were seen.", [("Venules plugged", "obliterative phlebitis")]),
        ("The veins were not obliterated.", []),
        ("The portal vein was occluded.", []),
        ("The band lit up brightly after gadolinium.", [("lit up", "yes")]),
        ("His face lit up when he saw her.", []),
        ("The rim took the contrast agent up.", []),
        ("The rim soaked up the contrast agent.", [("soaked up", "yes")]),
        ("Contrast medium brought no change in signal.", [("no change in signal", "no")]),
        ("The double vision went within two weeks.", [("double vision went within", "improved")]),
        ("The pain went down into the leg.", []),
        ("By autumn the numbness was back.", [("numbness was back", "recurrence")]),
        ("The numbness was back to normal.", []),
        ("A new plaque appeared at L1.", [("new plaque appeared", "recurrence")]),
        ("The surgeon took off the laminae of T4.", [("took off the laminae", "decompression surgery")]),
        ("A fracture of the lamina was treated.", []),
    ],
)  # fmt: skip
def test_pairs(text: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(text) == wanted
