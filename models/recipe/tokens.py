"""The tokenizer of the shipped recogniser: cuts at every mark but inside numbers, and between digits and letters."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer

_INFIX = r"(?<!\d)[.,·]|[.,·](?!\d)|[^\w\s.,·]|(?<=\d)(?=[^\W\d])|(?<=[^\W\d_])(?=\d)"


def set_tokenizer(nlp: Language) -> None:
    """Give the pipeline this tokenizer; it is made of patterns alone, so it is saved and loaded without code."""
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        prefix_search=re.compile(r"^[^\w\s]").search,
        suffix_search=re.compile(r"[^\w\s]$").search,
        infix_finditer=re.compile(_INFIX).finditer,
    )
