"""What is given for years for which illness, as `lexicons/usual_treatments.toml` lists it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.problem import DataError

_FILE = "usual_treatments.toml"
_KEYS = ("illness", "treatments")


@dataclass(frozen=True, slots=True)
class Usual:
    """An illness by parts of its name in small letters, and canonical treatments for it; `*` stands for any letters."""

    illness: tuple[str, ...]
    treatments: tuple[str, ...]

    def holds(self, treatment: str, names: Collection[str]) -> bool:
        """Tell whether the treatment is one of these, and one of the names that of the illness."""
        return _pattern(self.treatments).fullmatch(treatment) is not None and any(
            part in name.lower() for name in names for part in self.illness
        )


def is_usual_for(treatment: str, names: Collection[str]) -> bool:
    """Tell whether a treatment is what is usually given for years for one of the illnesses. Raises as `load_usual`."""
    return any(usual.holds(treatment, names) for usual in load_usual())


@cache
def load_usual() -> tuple[Usual, ...]:
    """Read `lexicons/usual_treatments.toml`. Raises as `read_usual`."""
    return read_usual((files("extractor") / "lexicons" / _FILE).read_text(encoding="utf-8"))


def read_usual(text: str) -> tuple[Usual, ...]:
    """Read the entries of such a file, in their order.

    Raises:
        DataError: an entry with other keys than `illness` and `treatments`, or one of them that is no list of texts.
    """
    return tuple(_read(number, entry) for number, entry in enumerate(tomllib.loads(text)["usual"], 1))


def _read(number: int, entry: dict[str, Any]) -> Usual:
    if set(entry) != set(_KEYS):
        raise DataError(f"lexicons/{_FILE}: usual {number}: needs {' and '.join(_KEYS)}, and nothing else")
    for key, words in entry.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            raise DataError(f"lexicons/{_FILE}: usual {number}: {key} must be a list of texts")
    return Usual(*(tuple(entry[key]) for key in _KEYS))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))
