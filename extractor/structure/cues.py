"""The cues of `lexicons/structure.toml`: each list as one pattern, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractor.guarded import compile_guarded
from extractor.problem import DataError
from extractor.wordlist import Guarded

_FILE = "structure.toml"


@cache
def load_cue(name: str) -> Guarded:
    """Give the pattern of a list of cues, named "group.list"; it begins at the beginning of a word.

    Raises:
        DataError: the file has no such list, or one of its entries is no pattern.
    """
    group, _, key = name.partition(".")
    lists = tomllib.loads((files("extractor") / "lexicons" / _FILE).read_text(encoding="utf-8"))
    entries = lists.get(group, {}).get(key)
    if not isinstance(entries, list):
        raise DataError(f"lexicons/{_FILE}: no list {name!r}")
    for entry in entries:
        try:
            re.compile(entry)
        except re.error as error:
            raise DataError(f"lexicons/{_FILE}: {name}: {entry!r} is no pattern: {error}") from error
    # Inside a class this adds a plus sign to the blanks, which does no harm.
    joined = "|".join(f"(?:{entry})" for entry in entries).replace(" ?", r"\s*").replace(" ", r"\s+")
    return compile_guarded(rf"(?<!\w)(?:{joined})", re.IGNORECASE)


def has_cue(name: str, text: str) -> bool:
    """Tell whether a text has one of the cues."""
    return load_cue(name).search(text) is not None
