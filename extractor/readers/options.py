"""NOUNS: what a reader may use beside the file: passwords, an engine that reads pictures, who is told of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from extractor.readers.ocr import OcrEngine


@dataclass(frozen=True, slots=True)
class Passwords:
    """Passwords of locked PDFs: of files by their name, and those to try on every file. They are shown nowhere."""

    named: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    any: tuple[str, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return len(self.named) + len(self.any) > 0

    def of(self, shown: str) -> tuple[str, ...]:
        """Give what to try on a file, by its path as shown or by its name alone."""
        names = (shown, PurePosixPath(shown).name)
        return tuple(password for name, password in self.named if name in names) + self.any


def read_passwords(text: str) -> Passwords:
    """Read lines of `name<TAB>password`, or of a password to try on every file."""
    named: list[tuple[str, str]] = []
    tried: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
        name, tab, password = line.partition("\t")
        if tab:
            named.append((name.strip(), password))
        elif line:
            tried.append(line)
    return Passwords(tuple(named), tuple(tried))


def _nobody() -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """How to read; `scanned` is called for each page that is a picture, before an engine takes seconds to read it."""

    passwords: Passwords = Passwords()
    ocr: OcrEngine | None = None
    scanned: Callable[[], None] = _nobody


PLAIN = ReaderOptions()
