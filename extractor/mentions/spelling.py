"""Brings words to one spelling, the same for word lists and papers: case, number, British or American, a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

# One spelling for both sides of the Atlantic; it need not be a real word, only the same for both.
_SPELLINGS = (
    (re.compile(r"ae|æ"), "e"),
    (re.compile(r"oe|œ"), "e"),
    (re.compile(r"(tum|behavi|col|od|lab|fav|neighb)our"), r"\1or"),
    (re.compile(r"leuc(?=o|a)"), "leuk"),
    (re.compile(r"is(?=e$|ed$|ing$|ation|er$)"), "iz"),
    (re.compile(r"ys(?=e$|ed$|ing$)"), "yz"),
    (re.compile(r"ph(?=ate|ur|on[ae])"), "f"),
    (re.compile(r"^(cent|fib|lit|met|theat)re$"), r"\1er"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"ll(?=ed$|ing$)"), "l"),
    (re.compile(r"itides$"), "itis"),
    (re.compile(r"omata$"), "oma"),
)
_IRREGULAR = {
    "feet": "foot", "teeth": "tooth", "vertebre": "vertebra", "metastases": "metastasis", "diagnoses": "diagnosis",
    "stenoses": "stenosis", "pareses": "paresis", "men": "man", "women": "woman", "children": "child",
    "emboli": "embolus", "thrombi": "thrombus", "calculi": "calculus", "meninges": "meninx", "bacteria": "bacterium",
    "phalanges": "phalanx", "biopsies": "biopsy", "calves": "calf", "vertices": "vertex",
    "diverticula": "diverticulum", "varices": "varix", "nevi": "nevus", "pneumothoraces": "pneumothorax",
}  # fmt: skip
_SINGULAR = re.compile(r"(?<=[^aious])s$|(?<=\w{3}a)s$")
_NO_PLURALS = frozenset(("pancreas", "psoas", "atlas", "bias", "alias", "canvas"))
_SHORTEST_PLURAL = 4
_SHORTEST_SLIP = 9  # "limb" and "lamb", "cough" and "couch" are both words; of nine letters hardly any two are
_SHORTEST_DOUBLED = 8  # letters of a word in which a letter may be doubled or not
_DOUBLED = re.compile(r"([a-z])\1")
_STARTS, _ENDS = 3, 2  # a slip leaves the ends of a word: "hyper-" is not "hypo-", nor "-tomy" "-tome"
_BRITISH = (
    ("tumour", "tumor"), ("aem", "em"), ("oedem", "edem"), ("oesoph", "esoph"), ("caec", "cec"), ("foet", "fet"),
    ("naev", "nev"), ("leuco", "leuko"),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """Give the form under which a word is looked up."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.isascii() or len(word) >= _SHORTEST_PLURAL:
        for pattern, spelling in _SPELLINGS:
            word = pattern.sub(spelling, word)
        word = _IRREGULAR.get(word, word)
        if word.endswith("ies") and len(word) > 5:
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "xes")) or (word.endswith("ches") and not word.endswith("aches")):
            return word[:-2]
        if len(word) >= _SHORTEST_PLURAL and word not in _NO_PLURALS:
            return _SINGULAR.sub("", word)
    return word


def spell_american(name: str) -> str:
    """Give the name of an illness as the word lists spell it: "oesophageal tumour" is an "esophageal tumor"."""
    for british, american in _BRITISH:
        name = name.replace(british, american)
    return name


class Speller:
    """The folded words that there are; mends a slip of one letter in a long word that is none of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(words)
        near: dict[tuple[str, str], list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST_SLIP:
                near.setdefault((word[:_STARTS], word[-_ENDS:]), []).append(word)
        # "manitol" for mannitol: of shorter words too, but not of forms of a verb, as "taping" and "tapping"
        self._single = {
            _DOUBLED.sub(r"\1", w): w
            for w in sorted(self._known)
            if len(w) >= _SHORTEST_DOUBLED and not w.endswith("ing")
        }
        self._near: Mapping[tuple[str, str], list[str]] = near
        self._mended: dict[str, str] = {}

    def fold(self, word: str) -> str:
        """Give the form under which a word of a paper is looked up, a slip mended."""
        folded = fold_word(word)
        if len(folded) < _SHORTEST_DOUBLED - 1 or folded in self._known:
            return folded
        if folded.endswith("in") and folded + "e" in self._known:
            return folded + "e"  # "olanzapin": so a drug is written in German and in the Nordic languages
        if len(folded) < _SHORTEST_SLIP - 1:
            return self._single.get(_DOUBLED.sub(r"\1", folded), folded)
        if folded not in self._mended:
            self._mended[folded] = self._mend(folded)
        return self._mended[folded]

    def _mend(self, word: str) -> str:
        candidates = self._near.get((word[:_STARTS], word[-_ENDS:]), ())
        return next((c for c in candidates if OSA.distance(word, c, score_cutoff=1) <= 1), word)
