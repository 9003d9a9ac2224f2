"""The tokens of a PDF's content stream, found by one pattern that leaps over what paints no text, and operands.

bytes → matches of TOKEN → numbers, names, strings, arrays
"""

from __future__ import annotations

import re

_LONGEST_NUMBERS = 400  # bytes; no operator takes more than six numbers
_LONGEST_ARRAY = 200_000

Operand = bytes | str | list[bytes | float]

_END = rb"(?=[\s\0/()<>\[\]{}%]|\Z)"
_NUMBERS = rb"[-+.\d\s\0]*+"
_NAME = rb"/[^\s\0/()<>\[\]{}%]*+"
_STRING = rb"\((?:[^()\\]++|\\.)*+\)"  # without a bare parenthesis inside
_HEX = rb"<[0-9A-Fa-f\s]*+>"

# Paths, colours, graphics state and marked content, a run of up to 500 operators at once: nothing to read in them.
_PAINT = rb"""
    (?: %(numbers)s
        (?: re | [mlcvyhnwJjMigGkK] | [SsFfBb]\*? | W\*? | rg | RG | sc | SC | scn | SCN | EMC | Tr ) %(end)s
      | [\s\0]*+ %(name)s [\s\0]*+ (?: << [^<>()]*+ >> [\s\0]*+ | %(name)s [\s\0]*+ )?
        (?: BDC | BMC | gs | cs | CS | ri | sh | DP | MP ) %(end)s
    ){0,500}
""" % {b"numbers": _NUMBERS, b"name": _NAME, b"end": _END}

# The numbers before every token are a group, so that most operators come with their operands as one match.
TOKEN = re.compile(
    _PAINT
    + rb"""
    (?P<numbers> %(numbers)s )
    (?: (?P<operator> [A-Za-z][^\s\0/()<>\[\]{}%%]*+ | ['"] )
      | (?: \( (?P<shown> (?:[^()\\]++|\\.)*+ ) \) | < (?P<shown_hex> [0-9A-Fa-f\s]*+ ) > ) [\s\0]*+ Tj %(end)s
      | \[ (?P<shown_array> (?: [-+.\d\s]++ | %(string)s | %(hex)s ){0,2000}+ ) \] [\s\0]*+ TJ %(end)s
      | (?P<name> %(name)s )
      | \( (?P<string> (?:[^()\\]++|\\.)*+ ) \)
      | <(?!<) (?P<hex> [0-9A-Fa-f\s]*+ ) >?
      | (?P<bracket> \[[\s\[]*+ | \][\s\]]*+ )
      | (?P<nested> \( )            # the string holds a bare parenthesis, or never ends
      | %% [^\r\n]*+
      | [^\s\0/(<\[\]A-Za-z'"%%\d+.-]++ | <<
      | \Z
    )
    """
    % {b"numbers": _NUMBERS, b"name": _NAME, b"end": _END, b"string": _STRING, b"hex": _HEX},
    re.VERBOSE | re.DOTALL,
)
_ITEM = re.compile(
    rb"\((?P<string>(?:[^()\\]++|\\.)*+)\) | <(?P<hex>[^>]*+)> | (?P<number>[-+.\d]++)", re.VERBOSE | re.DOTALL
)
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_CODE_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_END_OF_PICTURE = re.compile(rb"EI(?=[\s\0](?:[\s\0 -~]{4}|[\s\0 -~]{0,3}\Z))")


def read_numbers(written: bytes) -> list[float]:
    """Read a run of numbers, also where they are not parted ("1-2") or are none ("-")."""
    try:
        return [float(number) for number in written.split()]
    except ValueError:
        return [float(number) for number in _NUMBER.findall(written)]


def read_array(written: bytes) -> list[bytes | float]:
    """Read the strings and numbers of an array that holds nothing else."""
    items: list[bytes | float] = []
    for string, digits, number in _ITEM.findall(written):
        if number:
            try:
                items.append(float(number))
            except ValueError:
                items += read_numbers(number)
        elif digits:
            items.append(read_hex(digits))
        else:
            items.append(read_string(string))
    return items


def read_string(written: bytes) -> bytes:
    """Give the bytes that a string between its parentheses stands for."""
    return _ESCAPE.sub(_unescape, written) if b"\\" in written else written


def _unescape(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    if escape[:1] in b"01234567":
        return bytes((int(escape, 8) & 255,))
    return _ESCAPED.get(escape, escape)


def read_hex(digits: bytes) -> bytes:
    """Give the bytes that hexadecimal digits stand for."""
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def read_name(written: bytes) -> str:
    """Give a name without its solidus, as pdfminer writes it."""
    plain = written[1:]
    if b"#" in plain:
        plain = _CODE_IN_NAME.sub(lambda code: bytes.fromhex(code[1].decode("ascii")), plain)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return str(plain)


def _end_of_string(data: bytes, start: int) -> int:
    """Give the place behind a string whose parentheses are nested; the end of the data if it never ends."""
    depth = 0
    for match in _PARENTHESIS.finditer(data, start):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if depth == 0:
                return match.end()
    return len(data)


def end_of_picture(data: bytes, start: int) -> int:
    """Give the place behind the EI of an inline picture whose ID ends at `start`; the end of the data if there is none.

    Two bytes of a picture may be "EI": what follows the right ones is text.
    """
    match = _END_OF_PICTURE.search(data, start)
    return match.end() if match is not None else len(data)


class Operands:
    """What stands before an operator, where it is more than the numbers right before it."""

    __slots__ = ("_array", "_numbers", "last")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all, as behind every operator."""
        self._numbers = b""
        self.last: Operand | None = None  # that is no number
        self._array: list[bytes | float] | None = None  # that is open

    def numbers(self, token: re.Match[bytes]) -> list[float]:
        """Give the numbers before the operator of a token."""
        numbers = token["numbers"]
        if self._numbers or len(numbers) > _LONGEST_NUMBERS:
            numbers = (self._numbers + numbers)[-_LONGEST_NUMBERS:]
        return read_numbers(numbers)

    def keep(self, token: re.Match[bytes], data: bytes) -> int:
        """Keep a token that is no operator, and give the place behind it."""
        place, kind, array = token.end(), token.lastgroup, self._array
        numbers = token["numbers"][-_LONGEST_NUMBERS:]
        if array is None:
            self._numbers = (self._numbers + b" " + numbers)[-_LONGEST_NUMBERS:]
        elif len(array) < _LONGEST_ARRAY:
            array += read_numbers(numbers)
        if kind == "name":
            self.last = read_name(token["name"])
        elif kind == "string":
            self._keep_string(read_string(token["string"]))
        elif kind == "hex":
            self._keep_string(read_hex(token["hex"]))
        elif kind == "nested":
            place = _end_of_string(data, place - 1)
            self._keep_string(read_string(data[token.end() : place - 1]))
        elif kind == "bracket":
            if token["bracket"].startswith(b"["):
                self._array = []
            elif array is not None:
                self.last, self._array = array, None
        return place

    def _keep_string(self, string: bytes) -> None:
        if self._array is None:
            self.last = string
        elif len(self._array) < _LONGEST_ARRAY:
            self._array.append(string)
