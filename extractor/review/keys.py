"""The keys of the review page: every action has one, and the help sheet is this list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key (as the browser names it), the action that it does, and what the help sheet says of it."""

    key: str
    action: str
    says: str
    group: str


KEYS = (
    Key("j", "next-field", "next field (also ↓)", "Go"),
    Key("k", "previous-field", "previous field (also ↑)", "Go"),
    Key("]", "next-case", "next patient or paper", "Go"),
    Key("[", "previous-case", "previous patient or paper", "Go"),
    Key("l", "next-least", "next least certain cell, of all papers", "Go"),
    Key("m", "next-conflict", "next conflict in a paper", "Go"),
    Key("b", "next-left", "next cell that is not checked", "Go"),
    Key("y", "next-dispute", "next disagreement of reviewers", "Go"),
    Key("i", "overview", "all papers", "Go"),
    Key("f", "filter", "find a paper in the list", "Go"),
    Key("a", "accept", "accept the value as it is shown", "Decide"),
    Key("e", "edit", "edit the value (also Enter)", "Decide"),
    Key("n", "not_reported", "the paper does not report it", "Decide"),
    Key("o", "not_done", "the paper says it was not done", "Decide"),
    Key("d", "denied", "the paper says no, absent or negative", "Decide"),
    Key("1", "take", "take another reading of the paper: 1 to 9", "Decide"),
    Key("c", "comment", "write a comment", "Decide"),
    Key("u", "undo", "undo your last decision on this paper", "Decide"),
    Key("h", "history", "show the history of the cell", "Decide"),
    Key("z", "sort", "sort by what is worth checking, or as in the schema", "Decide"),
    Key("v", "use-words", "make the marked words the evidence", "Paper"),
    Key("/", "search", "search the paper; what is found is marked", "Paper"),
    Key("t", "text", "show the page or its text", "Paper"),
    Key(".", "next-page", "next page", "Paper"),
    Key(",", "previous-page", "previous page", "Paper"),
    Key("+", "zoom-in", "larger", "Paper"),
    Key("-", "zoom-out", "smaller", "Paper"),
    Key("p", "add", "add a patient whom the machine missed", "Patients"),
    Key("s", "split", "split this patient into two", "Patients"),
    Key("g", "merge", "merge this patient into another", "Patients"),
    Key("r", "remove", "remove: no patient of this paper", "Patients"),
    Key("x", "exclude", "exclude the paper, with a reason", "Patients"),
    Key("D", "done", "finished with this paper", "Patients"),
    Key("?", "help", "this sheet", "Help"),
    Key("Escape", "close", "close what is open", "Help"),
)


def grouped_keys() -> tuple[tuple[str, tuple[Key, ...]], ...]:
    """Give the keys by group, in order."""
    groups = dict.fromkeys(key.group for key in KEYS)
    return tuple((group, tuple(key for key in KEYS if key.group == group)) for group in groups)
