"""How many patients a word counts: "both", "three", "12"; and which of them one names: "the second"."""

from __future__ import annotations

SEVERAL = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}"
"""The counts of more than one, as a pattern."""
ORDINALS = ("first", "second", "third", "fourth")
"""The words for which of the patients is meant, in order."""
_ONE = ("a", "an", "one", "the", "single", "our")
_MORE = (*SEVERAL.split("|")[:-1], "thirteen", "fourteen", "fifteen")
_COUNTS = dict.fromkeys(_ONE, 1) | {"both": 2} | {word: number for number, word in enumerate(_MORE, start=2)}


def read_count(word: str) -> int:
    """Give the number of a count in digits or words, in any case; an article counts one.

    Raises:
        KeyError: it is no count up to fifteen, nor in digits.
    """
    return int(word) if word.isdigit() else _COUNTS[word.lower()]
