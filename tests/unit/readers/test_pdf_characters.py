"""What glyphs of pi fonts, private codes and TeX accents mean."""

from __future__ import annotations

import pytest

from extractor.readers.pdf_characters import UNMAPPED, character_of_name, clean_glyph, compose_accents


@pytest.mark.parametrize(
    ("name", "font", "expected"),
    [
        ("C0", "ABCDEF+AdvP4C4E74", "−"),
        ("C20", "ABCDEF+AdvP4C4E74", "≤"),
        ("C15", "ABCDEF+AdvP4C4E74", "•"),
        ("C176", "ABCDEF+AdvPSSym", "°"),
        ("C109", "ABCDEF+AdvPSSym", "μ"),
        ("H11002", "ABCDEF+MathematicalPi-One", "−"),
        ("C0", "ABCDEF+Unknown", None),
        ("alpha", "ABCDEF+AdvP4C4E74", None),
    ],
)
def test_glyphs_named_by_their_code(name: str, font: str, expected: str | None) -> None:
    assert character_of_name(name, font) == expected


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("ﬁ", "Times", "fi"),
        ("ﬄ", "Times", "ffl"),
        ("²", "Times", "²"),
        ("½", "Times", "½"),
        ("𝜇", "Math", "µ"),
        ("\uf0b0", "Symbol", "°"),
        ("\uf0a7", "Wingdings", "•"),
        ("\x03", "Times", UNMAPPED),
        ("\u00ad", "Times", "-"),
        ("\u00a0", "Times", " "),
        ("9", "ABCDEF+AdvTir_symb", "×"),
        ("9", "ABCDEF+AdvTir", "9"),
        ("l", "ABCDEF+AdvPSMP13", "µ"),
    ],
)
def test_glyphs_mean_one_thing(text: str, font: str, expected: str) -> None:
    assert clean_glyph(text, font) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mu˜noz", "Muñoz"),
        ("Alarc´on", "Alarcón"),
        ("Aud´ıcana", "Audícana"),
        ("patient´s", "patient´s"),
        ("5´-end", "5´-end"),
    ],
)
def test_accents_set_before_their_letter(text: str, expected: str) -> None:
    assert compose_accents(text) == expected
