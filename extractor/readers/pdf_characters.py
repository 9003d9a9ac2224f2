"""What a glyph of a PDF font means: pi fonts, codes of Symbol, private codes, letter styles."""

from __future__ import annotations

import re
import unicodedata

from extractor.characters import clean_characters

UNMAPPED = "\ufffd"

# Codes of TeX's cmsy10, which publishers' "AdvP4C4E74" pi font keeps as glyph names /C0, /C1, …
_CMSY = {
    0: "−", 1: "·", 2: "×", 3: "*", 4: "÷", 6: "±", 7: "∓", 8: "⊕", 14: "°", 15: "•", 16: "≍", 17: "≡", 18: "⊆",
    19: "⊇", 20: "≤", 21: "≥", 24: "∼", 25: "≈", 26: "⊂", 27: "⊃", 28: "≪", 29: "≫", 32: "←", 33: "→", 34: "↑",
    35: "↓", 36: "↔", 39: "≃", 40: "⇐", 41: "⇒", 42: "⇑", 43: "⇓", 44: "⇔", 47: "∝", 48: "′", 49: "∞", 50: "∈",
    54: "/", 56: "∀", 57: "∃", 58: "¬", 59: "∅", 91: "∪", 92: "∩", 94: "∧", 95: "∨", 102: "{", 103: "}",
    104: "⟨", 105: "⟩", 106: "|", 107: "‖", 110: "\\", 112: "√", 120: "§", 121: "†", 122: "‡", 123: "¶",
    161: "·", 162: "×", 164: "÷", 165: "±", 169: "°", 176: "°", 177: "±", 188: "=", 211: "©", 215: "×",
}  # fmt: skip

# The built-in encoding of Adobe Symbol, codes 32 to 126 and 160 to 254 ("\0" where nothing stands).
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\0αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√·¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑\0\0\0\0\0\0\0\0\0\0\0⟩∫"
_SYMBOL = {
    code: char
    for start, chars in ((32, _SYMBOL_LOW), (160, _SYMBOL_HIGH))
    for code, char in enumerate(chars, start)
    if char != "\0"
}

# Glyph names of the "Mathematical Pi" fonts.
_MATHEMATICAL_PI = {
    9004: "Δ", 9251: "α", 9252: "β", 9253: "γ", 9254: "δ", 9255: "ε", 9257: "η", 9258: "θ", 9260: "κ", 9261: "λ",
    9262: "μ", 9266: "π", 9267: "ρ", 9268: "σ", 9270: "τ", 9273: "χ", 9275: "ω", 11001: "+", 11002: "−", 11003: "×",
    11005: "=", 11006: "±", 11011: "∼", 11015: "≈", 11021: "<", 11022: ">", 11032: "′", 11034: "°", 11349: "≤",
    11350: "≥",
}  # fmt: skip

# Fonts whose own names of glyphs lie: the letters are those of the key that was pressed.
_GREEK_BY_ORDER = dict(zip("abcdefghijklmnopqrstuvwx", "αβγδεζηθικλµνξοπρστυφχψω", strict=True))
_PI_BY_KEY = {"9": "×", "?": "+", "\\": "<", "[": ">", "C": "≥", "B": "≤", "&": "≈", "*": "∼", "-": "−"}
_LYING_FONTS = (
    (re.compile(r"AdvPSMP1\d|AdvGreek"), _GREEK_BY_ORDER),
    (re.compile(r"AdvPSMP\d$|AdvTir_symb"), _PI_BY_KEY),
    (re.compile(r"AdvPS44A44B"), {"e": "–"}),
)
ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302", "ˇ": "\u030c", "¸": "\u0327"}
_ACCENTED = re.compile(r"([´`¨˜ˆˇ¸])([a-zA-Zı])")
_HYPHENS = {0x00AD: "-", 0x2010: "-", 0x2011: "-"}  # they only say how a line may break; on the page all look alike
_PLAIN = re.compile(r"[ -~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u02d9\u2012-\u2027]+")  # nothing in here to change
_CODED_NAME = re.compile(r"[CH](\d{1,5})")


def is_symbol_font(name: str) -> bool:
    """Tell whether a font of this name keeps to the codes of Adobe Symbol."""
    return name.rsplit("+", 1)[-1].lower().startswith(("symbol", "advpssym", "advsym"))


def symbol_character(code: int) -> str | None:
    """Give what a code of Adobe Symbol stands for."""
    return _SYMBOL.get(code)


def character_of_name(glyph_name: str, font_name: str) -> str | None:
    """Give the character of a glyph named by its code in a pi font (/C0, /C176, /H11002), if it is known."""
    match = _CODED_NAME.fullmatch(glyph_name)
    if match is None:
        return None
    code = int(match[1])
    if glyph_name[0] == "H":
        return _MATHEMATICAL_PI.get(code)
    if is_symbol_font(font_name):
        return _SYMBOL.get(code)
    return _CMSY.get(code) if font_name.rsplit("+", 1)[-1].startswith("Adv") else None


def clean_glyph(text: str, font_name: str) -> str:
    """Give what a glyph means, with U+FFFD for what has no meaning.

    No NFKC over everything: it would turn "²" into "2" and "½" into "1⁄2".
    """
    if len(text) == 1 and "+Adv" in font_name:
        for pattern, table in _LYING_FONTS:
            if pattern.match(font_name.split("+", 1)[-1]) is not None:
                return table.get(text, text)
    if _PLAIN.fullmatch(text) is not None:
        return text
    return clean_characters("".join(_clean_character(char, font_name) for char in text))


def _clean_character(char: str, font_name: str) -> str:
    code = ord(char)
    if code in _HYPHENS:
        return _HYPHENS[code]
    if 0xF020 <= code <= 0xF0FF:  # "symbolic" TrueType fonts: the code plus F000
        dingbat = "dingbat" in font_name.lower() or "wingding" in font_name.lower()
        return "•" if dingbat else _SYMBOL.get(code - 0xF000, UNMAPPED)
    if 0x1D400 <= code <= 0x1D7FF:  # mathematical italic and bold letters are letters
        return unicodedata.normalize("NFKC", char)
    if char in "\t\n\r":
        return " "
    return UNMAPPED if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") else char


def compose_accents(text: str) -> str:
    """Join an accent set before its letter, as TeX does, to one character: "Mu˜noz" to "Muñoz"; not "patient´s"."""
    return _ACCENTED.sub(_compose, text)


def _compose(match: re.Match[str]) -> str:
    accent, letter = match[1], match[2].replace("ı", "i")
    if accent == "´" and letter in "sdtlrm":  # an apostrophe of those who have no other
        return match[0]
    composed = unicodedata.normalize("NFC", letter + ACCENTS[accent])
    return composed if len(composed) == 1 else match[0]
