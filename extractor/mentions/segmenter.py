"""Makes pysbd, which knows where sentences end, look only at the abbreviations that a text may have."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pysbd
from pysbd.lang.english import English

_BEFORE_STOP = re.compile(r"(?:(?<=\s)|^)\w+(?=\.)")
_PLAIN = tuple(abbreviation.strip() for abbreviation in English.Abbreviation.ABBREVIATIONS)
_WORDS = frozenset(abbreviation for abbreviation in _PLAIN if abbreviation.isascii() and abbreviation.isalnum())
_LISTS = {name: found for name, found in vars(English.Abbreviation).items() if name.isupper()}
# Ignoring case, "s" is also ſ, "k" the sign of kelvin, and "i" İ and ı: pysbd looks at a text with one of them itself.
_ODD = re.compile("[\u0130\u0131\u017f\u212a]")


class _Replacer(English.AbbreviationReplacer):  # type: ignore[misc]  # pysbd has no types
    """Marks the full stops of abbreviations.

    The original tries each of its 200 abbreviations with patterns of its own wherever a text has its letters, "al" in
    "also". All that comes of it is that the full stop behind a word of its own is marked: a text without this word
    and stop stays as it is.
    """

    lang: Any

    def search_for_abbreviations_in_string(self, text: str) -> str:
        """Mark the full stops of the abbreviations in a text."""
        if _ODD.search(text) is not None:
            return str(super().search_for_abbreviations_in_string(text))
        found = set(_BEFORE_STOP.findall(text.lower()))
        used = [plain for plain in _PLAIN if plain in found or plain not in _WORDS]
        whole, few = self.lang, SimpleNamespace(**{**_LISTS, "ABBREVIATIONS": used})
        self.lang = SimpleNamespace(Abbreviation=few)
        try:
            return str(super().search_for_abbreviations_in_string(text))
        finally:
            self.lang = whole


class _English(English):  # type: ignore[misc]
    AbbreviationReplacer = _Replacer


def make_segmenter() -> pysbd.Segmenter:
    """Give a segmenter that cuts English as pysbd does."""
    segmenter = pysbd.Segmenter(language="en", clean=False)
    segmenter.language_module = _English
    return segmenter
