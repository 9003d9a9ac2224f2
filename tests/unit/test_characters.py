"""The one door for text."""

from __future__ import annotations

import pytest

from extractor.characters import (
    clean_characters,
    clean_line,
    decode,
    lower_case,
    raise_characters,
    read_look_alikes,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("37.5\u2009∘C, 38 ˚C, 39ºC, 40 ℃", "37.5 °C, 38 °C, 39°C, 40 °C"),
        ("5 μg and 5 µg", "5 µg and 5 µg"),
        ("ﬁnd the eﬀect of suﬃcient ﬂow", "find the effect of sufficient flow"),
        ("hypo\u00adphysis", "hypophysis"),
        ("cafe\u0301", "café"),
        ("a\u0000b\u0007c\u200bd\ufeff", "abcd"),
        ("broken \ud83d half", "broken \ufffd half"),
        ("it\u0092s", "it’s"),
        ("5 Î¼g/L at 4 Â°C, â‰¥ 3 â€“ cafÃ©", "5 µg/L at 4 °C, ≥ 3 – café"),
        ("10⁹/L, ½, −2, 3–5, 5′", "10⁹/L, ½, −2, 3–5, 5′"),
        ("Île and Ânes", "Île and Ânes"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("thick\u00acening of the wall", "thickening of the wall"),
        ("a ７２ year old, ＣＲＰ high", "a 72 year old, CRP high"),
    ],
)
def test_characters_are_cleaned(raw: str, clean: str) -> None:
    assert clean_characters(raw) == clean


def test_a_clean_text_stays_as_it_is() -> None:
    text = clean_characters("Î¼ ﬁ ∘ \u00a0 e\u0301 â‰¥")
    assert clean_characters(text) == text


def test_white_space_is_folded_on_a_line() -> None:
    assert clean_line("  a\u00a0 b\n\tc ") == "a b c"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("The secοnd man was 61 years οld", "The second man was 61 years old"),  # Greek omicron
        ("a 3-уеаr-old with сough", "a 3-year-old with cough"),  # Cyrillic
        ("stage ΙΙΙ, stage Ι disease, ΜRI", "stage ΙΙΙ, stage I disease, MRI"),
        ("β-blocker, TNFα, 5 µL, ΔE, α-fetoprotein", "β-blocker, TNFα, 5 µL, ΔE, α-fetoprotein"),
        ("BRCA с мутацией, οξύς, кашель", "BRCA с мутацией, οξύς, кашель"),
    ],
)
def test_letters_are_read_as_what_they_look_like(raw: str, read: str) -> None:
    assert read_look_alikes(raw) == read
    assert len(read) == len(raw)


@pytest.mark.parametrize(
    ("raw", "raised"),
    [
        ("9", "⁹"),
        ("−5", "⁻⁵"),
        ("3–5", "³–⁵"),
        ("1,2", "¹,²"),
        ("+", "⁺"),
        ("-", "⁻"),
        ("th", "th"),
        ("a", "ᵃ"),
        ("99m", "⁹⁹m"),
    ],
)
def test_superscripts_are_raised(raw: str, raised: str) -> None:
    assert raise_characters(raw) == raised


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("\ufeffnaïve".encode(), "naïve"),
        ("naïve – “so”".encode("cp1252"), "naïve – “so”"),
        ("naïve".encode("utf-16"), "naïve"),
        (b"\x00\x01\x02\x03", None),
        (b"\x7fELF" + bytes(50), None),
    ],
)
def test_encodings_are_found(data: bytes, text: str | None) -> None:
    assert decode(data) == text


def test_small_letters_keep_their_places() -> None:
    assert lower_case("İzmir, IgG4") == "İzmir, igg4"
    assert lower_case("MRI") == "mri"
