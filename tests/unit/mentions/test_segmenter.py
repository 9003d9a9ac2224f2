"""Sentences end where pysbd ends them."""

from __future__ import annotations

import pysbd
import pytest

from extractor.mentions.segmenter import make_segmenter

TEXTS = [
    "He was seen by Dr. Miller. No. 3 was normal, fig. 2 also. It was al. right.",
    "MRI (Fig. 1) showed a mass, approx. 3 cm. It was removed.",
    "See Smith et al. 2001 vs. Jones. The dept. Of surgery. Inc. and Corp. too",
    "al.",
    "Art. 5 of the art. No art. (1) here. p. 12, pp. 3, P. 4",
    "e.g. a cyst, i.e. this. A Ph.D. saw it. The u.s. Army. U.S. Army",
    "\u017ft. Mary's, \u212aan. is not kan. (2)",
    "The patient was well.\nMr. A. came. ext. 5\rcol. b",
    "First ill. then Ill. 3 Then det. the det. next",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_cuts_as_the_original_does(text: str) -> None:
    original = pysbd.Segmenter(language="en", clean=False)
    assert list(make_segmenter().processor(text).process()) == list(original.processor(text).process())
