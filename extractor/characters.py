"""The one door for text: raw characters of any format → characters that every later stage can rely on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_REMOVED = (
    "\u00ad"  # soft hyphen
    "\u200b\u200c\u200d\u2060\ufeff"  # zero width
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # writing direction
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
SEX_SIGNS = {0x2640: "F", 0x2642: "M"}  # ♀ and ♂, one letter for one sign: places in the text stay the same
_DEGREES = "\u00ba\u02da\u2218\u2103"  # º ˚ ∘, and ℃ in one sign
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
# What Word writes for the Symbol font: its code in the private range F000–F0FF.
_SYMBOL = {
    "\uf02b": "+", "\uf02d": "−", "\uf03c": "<", "\uf03d": "=", "\uf03e": ">", "\uf061": "α", "\uf062": "β",
    "\uf067": "γ", "\uf06d": "µ", "\uf0a3": "≤", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0b4": "×",
    "\uf0b7": "•", "\uf0a7": "•", "\uf07e": "~",
}  # fmt: skip


def _table() -> dict[int, str]:
    """Give the single characters that are replaced, by code point."""
    table = {code: "" for code in range(0x20) if chr(code) not in "\t\n\r"}
    table |= {0x7F: "", 0xFFFE: "", 0xFFFF: "", 0x0B: "\n", 0x0C: "\n\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
    for code in range(0x80, 0xA0):  # C1 controls are Windows-1252 that somebody read as Latin-1
        if code != 0x85:
            table[code] = bytes([code]).decode("cp1252", errors="ignore")
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    table |= {ord(ch): "" for ch in _REMOVED}
    table |= {ord(ch): " " for ch in _SPACES}
    table |= {ord(ch): "°" for ch in _DEGREES} | {0x2103: "°C"}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}  # full width
    table |= {ord(ch): text for ch, text in (_LIGATURES | _SYMBOL).items()}
    return table | {0x03BC: "µ", 0x2113: "l"}  # one micro sign; ℓ of "µℓ"


_TABLE = _table()
# UTF-8 that was read as Latin-1 or Windows-1252: "Â°", "Î¼g", "â‰¥".
_DOUBLY_ENCODED = re.compile(
    r"[\u00c2\u00c3\u00ce\u00cf][\u0080-\u00bf]"  # two bytes: Latin-1 and Greek letters
    r"|\u00e2[\u0080-\u00bf\u20ac\u2030\u02c6][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"  # three bytes: dashes, quotes, ≥ ≤ −
)
# Greek and Cyrillic letters that look like Latin ones, where an author's keyboard or a font mixed them up. Small Greek
# letters other than omicron are left alone: they are names of things ("ρ", "ν"), and none looks quite like its letter.
_LOOK_ALIKE = dict(
    zip(
        "οΟΑΒΕΖΗΙΚΜΝΡΤΥΧаеорсухіјѕԁһАВЕКМНОРСТХІЈЅ",
        "oOABEZHIKMNPTYXaeopcyxijsdhABEKMHOPCTXIJS",
        strict=True,
    )
)
_ALIKE = "".join(_LOOK_ALIKE)
_STRANGE = re.compile(f"[{_ALIKE}]")
_MIXED_WORD = re.compile(  # a word of Latin letters and these alone; or one of these between Latin words
    rf"(?<![^\W\d_])[A-Za-z{_ALIKE}]{{2,40}}(?![^\W\d_])|(?<=[a-z]\s)[{_ALIKE}](?=\s[A-Za-z]|[).,;])"
)
_LATIN = re.compile(r"[A-Za-z]")
_BROKEN_WORD = re.compile(r"(?<=[a-z])\u00ac(?=[a-z])")  # "imma¬ture": a soft hyphen that somebody saw as a sign
_SUPERSCRIPTS = str.maketrans("0123456789+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺")
_RAISED_LETTERS = str.maketrans("abcdefghn", "ᵃᵇᶜᵈᵉᶠᵍʰⁿ")
_SIGN = re.compile(r"(?<![0-9⁰¹²³⁴-⁹a-z])[-−–](?=[0-9⁰¹²³⁴-⁹])|[-−–](?=$)")


def clean_characters(text: str) -> str:
    """Give the text in NFC without control characters, soft hyphens, odd spaces, ligatures and double encoding.

    Dashes, primes, fractions and superscripts stay as they are. Line feeds and tabs stay; CR LF becomes LF.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DOUBLY_ENCODED.sub(_decode_again, text)
    if "\u00ac" in text:
        text = _BROKEN_WORD.sub("", text)
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def read_look_alikes(text: str) -> str:
    """Read Greek and Cyrillic letters within Latin words as the letters that they look like, one for one.

    "secοnd" and "stage Ι" become Latin; "TNFα", "β-blocker", "µL", and words of another script stay.
    """
    if text.isascii() or _STRANGE.search(text) is None:
        return text
    return _MIXED_WORD.sub(_as_latin, text)


def _as_latin(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) > 1 and _LATIN.search(word) is None:
        return word
    return "".join(_LOOK_ALIKE.get(letter, letter) for letter in word)


def clean_line(text: str) -> str:
    """Clean the characters and fold all white space to single blanks."""
    return " ".join(clean_characters(text).split())


def raise_characters(text: str) -> str:
    """Give what was set as a superscript: digits, signs and a lone letter as Unicode superscripts, words plain.

    A dash is a minus only before or after everything else: `10⁻⁵`, `CD8⁻`, but the citations `³–⁵`.
    """
    stripped = text.strip()
    if len(stripped) == 1 and stripped in "abcdefghn":
        return text.translate(_RAISED_LETTERS)
    return _SIGN.sub("⁻", text.translate(_SUPERSCRIPTS))


def _decode_again(match: re.Match[str]) -> str:
    found = match.group()
    for encoding in ("cp1252", "latin-1"):
        try:
            decoded = found.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return decoded
    return found


def decode(data: bytes) -> str | None:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252; None for what is no text."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp1252")):
        if not data.startswith(mark):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        break
    else:
        text = data.decode("latin-1")
    controls = sum(text.count(chr(code)) for code in range(0x20) if chr(code) not in "\t\n\r\f\x0b\x1a\x1e\x1f")
    return None if controls * 100 > len(text) or "\x00" in text else text


def cut_long(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Cut what is longer than `longest` characters, behind the last blank or mark in reach.

    Hardly a sentence that somebody wrote is so long (one of 25,000 has more than 800 characters); dumped lists are.
    What patterns do for each place of a sentence stays within a sentence, so its length is what keeps them quick.
    """
    while end - start > longest:
        found = max(text.rfind(mark, start + longest // 2, start + longest) for mark in "\n;, ")
        cut = found + 1 if found >= 0 else start + longest
        yield start, cut
        start = cut
    yield start, end


def lower_case(text: str) -> str:
    """Give the text in small letters, character for character: places in it stay the same."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)  # "İ" has two
