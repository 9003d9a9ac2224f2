"""Lines of a plain text → paragraphs, whether a line is a paragraph or the text was copied with hard line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.readers.furniture import find_running_heads, is_furniture
from extractor.readers.hyphens import HyphenJoiner

_END = re.compile(r"[.!?:;…][\"”’)\]*]*(?:\s?\[?\d{1,3}(?:[,–-]\d{1,3})*\]?)?$")
_SENTENCES = re.compile(r"[a-z)\]”\"][.!?][”\")]*\s+[A-Z“\"(]")
_CAPTION = re.compile(
    r"(?:(?:supplementary |extended data |online )?(?:fig(?:ure)?s?\.?|tables?|box|chart|scheme|plate|video)\s?"
    r"[A-Z]?\d{1,3}[A-Za-z]?|(?:FIGURE|TABLE|Fig\.) ?(?:\d{1,3}|[IVX]{1,4}))"
    r"\s*(?:[.:|—–]|-\s|\s{2,}|$|\((?=[A-Za-z]\)))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[•●○▪◦‣*–-]\s|\(?\d{1,3}[.)]\s|\[\d{1,3}\]\s|[a-z]\)\s)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph on one line; `alone` if it stood on a line or lines of its own between blank lines."""

    text: str
    furniture: bool = False
    alone: bool = False


def is_caption(text: str) -> bool:
    """Tell whether a paragraph begins as the caption of a figure or table does."""
    return _CAPTION.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence, a list entry or a lead-in does."""
    return _END.search(text.rstrip()) is not None


def join_lines(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a text whose tables are out."""
    width = find_width(lines)
    if width is None:
        return tuple(_take_lines(lines))
    return tuple(_join_wrapped(lines, width))


def find_width(lines: Sequence[str]) -> int | None:
    """Give the usual length of a full line where a text has hard line ends; None where a line is a paragraph."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if len(lengths) < 5:
        return None
    width = lengths[int(len(lengths) * 0.9)]
    if not 30 <= width <= 150:
        return None
    full = [line for line in lines if len(line.strip()) >= 0.75 * width]
    running = sum(not ends_sentence(line) for line in full)
    return width if len(full) >= 4 and running > 0.5 * len(full) else None


def _take_lines(lines: Sequence[str]) -> Iterator[Paragraph]:
    """Take each line as a paragraph; a line that goes on in lower case, and one-sentence lines, are joined."""
    for group in _groups(lines):
        if len(group) > 3 and sum(_is_sentence(line) for line in group) >= 0.9 * len(group):
            yield Paragraph(" ".join(group))
            continue
        held = ""
        for line in group:
            if held and not ends_sentence(held) and _goes_on(held, line) and not is_furniture(held):
                held = f"{held} {line}"
                continue
            if held:
                yield Paragraph(held, is_furniture(held))
            held = line
        yield Paragraph(held, is_furniture(held), alone=len(group) == 1)


def _goes_on(held: str, line: str) -> bool:
    """Tell whether a line takes up what the one before broke off: in lower case, or after whole sentences."""
    if line[0].islower():
        return len(held) > 40
    return _SENTENCES.search(held) is not None and not is_caption(line) and _ITEM.match(line) is None


def _is_sentence(line: str) -> bool:
    return ends_sentence(line) and _SENTENCES.search(line) is None and _ITEM.match(line) is None and line[0].isalnum()


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give the runs of lines between blank lines, white space folded."""
    group: list[str] = []
    for line in [*lines, ""]:
        folded = line if is_caption(line) else " ".join(line.split())
        if folded.strip():
            group.append(folded.strip())
        elif group:
            yield group
            group = []


class _Wrapped:
    """The state while hard line ends are undone: the paragraph so far and the one that a caption broke off."""

    def __init__(self, lines: Sequence[str], width: int) -> None:
        self._joiner = HyphenJoiner(lines)
        self._width = width
        self.held: list[str] = []
        self.broken_off: list[str] = []
        self.blank = True  # whether a blank line stands before the next line

    @property
    def caption(self) -> bool:
        return bool(self.held) and is_caption(self.held[0])

    def continues(self, raw: str) -> bool:
        """Tell whether a line goes on with the paragraph held."""
        line, last = raw.strip(), self.held[-1] if self.held else ""
        if not last or is_caption(line):
            return False
        if _ITEM.match(raw) is not None and (self.blank or ends_sentence(last)):
            return False
        indented = raw[:1] in " \t" and self.held[0][:1] != " "
        if ends_sentence(last):
            return not (self.blank or indented or len(last) < 0.7 * self._width)
        if self.caption and indented:
            return False
        if len(self.held) < 6 and all(_short(held, self._width) for held in self.held):  # a heading so far
            return (not self.blank and _short(line, self._width)) or line[0].islower()
        if self.blank:
            return line[0].islower() or last.endswith("-")
        if _short(line, self._width) and _short(last, self._width) and line[0].isupper():
            return False
        return not last.endswith(":")

    def text(self, lines: list[str]) -> str:
        """Join lines to a paragraph and undo the hyphens at their ends."""
        parts = lines[:1]
        for line in lines[1:]:
            last = parts[-1]
            if last.endswith("-"):
                joint = self._joiner.joint(last, line)
                parts[-1] = last[:-1] if joint.drops else last
                parts.append(joint.blank)
            elif not (last.endswith(("–", "/")) and last[-2:-1].isalnum()):
                parts.append(" ")
            parts.append(line)
        return "".join(parts)


def _short(line: str, width: int) -> bool:
    return len(line) < 0.75 * width and not ends_sentence(line)


def _join_wrapped(lines: Sequence[str], width: int) -> Iterator[Paragraph]:
    state = _Wrapped(lines, width)
    heads = find_running_heads(lines)
    for number, raw in enumerate(lines):
        line = raw.strip()
        if not line:
            state.blank = True
            continue
        if number in heads or line.isdigit() or ((" " in line or state.blank) and is_furniture(line)):
            yield Paragraph(line, furniture=True)
            continue
        if state.continues(raw):
            state.held.append(line)
        else:
            yield from _close(state, raw)
            if state.broken_off and line[0].islower():
                state.held, state.broken_off = [*state.broken_off, line], []
            else:
                state.held = [line]
        state.blank = False
    if state.held:
        yield Paragraph(state.text(state.held))
    if state.broken_off:
        yield Paragraph(state.text(state.broken_off))


def _close(state: _Wrapped, following: str) -> Iterator[Paragraph]:
    """End the paragraph held; where a caption breaks into a sentence, keep the sentence for its second half."""
    if not state.held:
        return
    if (
        is_caption(following.strip())
        and not ends_sentence(state.held[-1])
        and len(state.held) > 1
        and not state.caption
    ):
        state.broken_off = state.held
        return
    if state.broken_off and not state.caption:
        yield Paragraph(state.text(state.broken_off))
        state.broken_off = []
    yield Paragraph(state.text(state.held))
