"""Names of illnesses that no word list has, by how they are built."""

from __future__ import annotations

import pytest

from extractor.case import Sentence, Source
from extractor.document import SectionKind, Span
from extractor.mentions.illnesses import name_illnesses
from extractor.mentions.language import build_language
from extractor.mentions.terms import find_terms

LONG = {"FAS": "foreign accent syndrome"}


def named(text: str) -> list[str]:
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0)
    terms = [*find_terms(sentence, build_language())]
    return [m.concept for m in name_illnesses(sentence, terms, LONG) if m.source is Source.RULE]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Biopsy showed an osteofibrous adamantinoma.", ["osteofibrous adamantinoma"]),
        ("MRI confirmed a left iliopsoas haematoma.", ["iliopsoas hematoma"]),
        ("There was a dislocation of the right talus.", ["dislocation of the right talus"]),
        ("Multiple thymic xanthocysts and gluteofemoral fistulas were found.", ["gluteofemoral fistula"]),
        ("Zwick syndrome type IIb was found.", ["Zwick syndrome type IIb"]),
        ("He was diagnosed with FAS.", ["foreign accent syndrome"]),
        ("He was diagnosed with axonotmesis of the radial nerve.", ["axonotmesis of the radial nerve"]),
        ("QRX was diagnosed.", ["QRX"]),
        ("It was concluded that the tracer reflected lingual papilloneuritis.", ["lingual papilloneuritis"]),
        ("There was a Galeazzi fracture-dislocation of the forearm.", ["Galeazzi fracture-dislocation of the forearm"]),
        ("She had FAS and headache.", ["foreign accent syndrome"]),
        ("A man with refractory AIH was seen.", ["autoimmune hepatitis"]),
        ("A diagnosis of gliochordoma metastatic to bone was made.", ["gliochordoma"]),
        (
            "A diagnosis of pulp stagnation and calcific transformation was made.",
            ["pulp stagnation", "calcific transformation"],
        ),
        ("We saw an infection with Quercia robusta.", ["Quercia robusta infection"]),
        ("There was a fracture of the scaphoid.", ["fracture of the scaphoid"]),
        ("He was diagnosed with sternal fibrosis.", ["sternal fibrosis"]),
        ("CT showed an orbital foreign body.", ["orbital foreign body"]),
        ("Multiple jejunal diverticula were seen.", ["jejunal diverticulum"]),
        ("An overdose of lithium was taken.", ["overdose of lithium"]),
        ("The diagnosis of a lipoma was confirmed; a homogeneous sural tumor.", ["sural tumor"]),
        # no names
        ("A kink of the RCA and RCA was diagnosed.", []),
        ("He was diagnosed with a sigmoid colon lesion.", []),
        ("A case of imatinib readministration is told.", []),
        ("The vertebral body and a sensation of a foreign thing.", []),
        ("Biopsy showed a homogenous tumor.", []),
        ("He suffered from episodes of pain.", []),
        ("Chronic disease and a primary tumor were excluded.", []),
        ("The cyst excision was uneventful.", []),
        ("A case of an 80-year-old Cameroonian is told.", []),
        ("We report the case of GH, a retired teacher.", []),
        ("His brother epilepsy, his mother gout.", []),
        ("The diagnosis was made by polymerase chain reaction.", []),
        ("The anastomosis was patent and the prognosis good.", []),
        ("Ossification of the anterior and posterior parts was seen.", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert named(text) == names
