"""Find the front of a paper on its first page: the title, what stands above it, and where the text begins.

Lines of page 1 → title, Streams
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.document import Stream
from extractor.lexicon import load_lexicon
from extractor.readers.pdf_lines import Line

_LABEL = re.compile(
    r"""
    \W* (?: (?:original|research|review|short|brief|clinical|rapid|full[\ -]length|invited|mini)[\ -]* )*
    (?: case\ (?:reports?|series|stud(?:y|ies)|presentation) | letters?(?:\ to\ the\ editors?)? | reviews?
      | articles? | communications? | correspondence | reports? | research | images? | stud(?:y|ies) | protocol
      | papers? | editorial | open\ access )
    (?: \ (?:article|and\ (?:review|literature).*|of\ the\ literature|open\ access|in\ [\w ]+) )? \W*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MOST_CANDIDATES = 200  # groups of lines on page 1 that are set larger than the body
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.)\s+")
_VERB = re.compile(r"was|were|is|are|has|had|have|been|be|we|can|may|did|does|reported|describe|present")
_SMALL_WORD = re.compile(r"the|a|an|of|in|and|to|for|with|by|that|this|on|at|from|as|or|not|it|which")
_NOTICE = re.compile(
    r"""
    (?i: copyright | © | \(c\)\ 20 | creative\ ?commons | open[\ -]access\ article | \S@\w )
    | ^\W* (?: Correspond(?:ence|ing)\b | E-?mail\b | Received\b | Accepted\b | Revised\b | Published\b | Citation\b
              | How\ to\ cite | Cite\ this | Article\ (?:history|info) | Academic\ [Ee]ditor )
    """,
    re.VERBOSE,
)


def is_known_heading(text: str) -> bool:
    """Tell whether a line says nothing but the name of a usual section ("2. Case Report", "Discussion:")."""
    return kind_of_heading(text) is not None


def kind_of_heading(text: str) -> str | None:
    """Give the kind of section that a line names; None unless it says nothing else."""
    return _known_headings().get(_NUMBERING.sub("", text).rstrip(" .:").lower())


@cache
def _known_headings() -> dict[str, str]:
    return {term.term.lower(): term.concept for term in load_lexicon("headings").terms}


def is_label(text: str) -> bool:
    """Tell whether a line names a kind of article ("Case Report")."""
    return _LABEL.fullmatch(text) is not None


def is_prose(text: str) -> bool:
    """Tell whether a paragraph is running text, and neither names, addresses nor a notice of the publisher."""
    words = [word.lower() for word in _LETTERS.findall(text)]
    verbs = sum(_VERB.fullmatch(word) is not None for word in words)
    small = sum(_SMALL_WORD.fullmatch(word) is not None for word in words)
    return len(words) >= 20 and verbs >= 1 and small + verbs >= 0.2 * len(words) and _NOTICE.search(text) is None


def begins_notice(text: str) -> bool:
    """Tell whether a line begins a notice of the publisher."""
    return _NOTICE.match(text) is not None


def letters_of(text: str) -> str:
    """Give nothing but the letters, in lower case."""
    return "".join(_LETTERS.findall(text)).lower()


def find_title(lines: Sequence[Line], streams: Sequence[Stream], body_size: float, info_title: str | None) -> list[int]:
    """Give the positions of the title's lines on page 1: what Info calls so, else what is set largest; [] if unsure."""
    groups = _group_by_type(lines, streams)
    wanted = letters_of(info_title or "")
    if len(wanted) >= 12:
        agreeing = [group for group in groups if _agrees(_letters(group, lines), wanted)]
        if agreeing:
            return max(agreeing, key=lambda group: lines[group[0]].size)
    best: list[int] = []
    best_size = body_size + 0.6
    dated = [(index, letters_of(line.text)) for index, line in enumerate(lines) if any(map(str.isdigit, line.text))]
    candidates = [group for group in groups if lines[group[0]].size > best_size]
    for group in candidates[:_MOST_CANDIDATES]:
        text = " ".join(lines[index].text for index in group)
        size = lines[group[0]].size
        if size <= best_size or not 3 <= len(text.split()) <= 60 or is_label(text) or is_known_heading(text):
            continue
        if not _names_journal(text, group, lines, dated):
            best, best_size = group, size + 0.2
    return best


def _letters(group: Sequence[int], lines: Sequence[Line]) -> str:
    return letters_of(" ".join(lines[index].text for index in group))


def _agrees(found: str, wanted: str) -> bool:
    """Tell whether the letters of a group of lines are those of a title, or most of them."""
    return (
        found == wanted
        or (len(found) >= 25 and found in wanted)
        or (wanted in found and len(found) < 1.3 * len(wanted))
    )


def _group_by_type(lines: Sequence[Line], streams: Sequence[Stream]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        if line.page != 1:
            break
        if line.turn != 0 or streams[index] is Stream.HEAD:
            continue
        last = lines[groups[-1][-1]] if groups else None
        if (
            last is not None
            and abs(last.size - line.size) < 0.4
            and (last.bold == line.bold or abs(last.size - line.size) < 0.05)
            and -0.5 * line.size < line.base - last.base < 1.7 * line.size
            and not is_label(last.text)
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _names_journal(text: str, group: Sequence[int], lines: Sequence[Line], dated: Sequence[tuple[int, str]]) -> bool:
    """Tell whether the words stand elsewhere together with a year or volume, as a journal's name does."""
    wanted = letters_of(text)
    return any(
        wanted in letters and len(lines[index].text) > len(text) and index not in group for index, letters in dated
    )


def mark_front(lines: Sequence[Line], streams: list[Stream], title: Sequence[int], page_height: float) -> None:
    """Mark what stands above the title as furniture, and names, addresses and notices below it as small print."""
    if not title:
        return
    top = min(lines[index].top for index in title)
    for index, line in enumerate(lines):
        if line.page != 1:
            break
        label = is_label(line.text) and not is_known_heading(line.text)
        above = line.bottom < top + 2 and line.bottom < 0.3 * page_height
        if (above or label) and streams[index] in (Stream.BODY, Stream.SMALL_PRINT) and not is_prose(line.text):
            streams[index] = Stream.HEAD
    for paragraph in _paragraphs_after(lines, streams, title[-1]):
        text = " ".join(lines[index].text for index in paragraph)
        first = lines[paragraph[0]].text
        if is_prose(text) or any(is_known_heading(lines[index].text) for index in paragraph) or _NUMBERING.match(first):
            return
        for index in paragraph:
            streams[index] = Stream.SMALL_PRINT


def _paragraphs_after(lines: Sequence[Line], streams: Sequence[Stream], start: int) -> list[list[int]]:
    """Give the lines of page 1 after a position, cut where type, column or leading change."""
    found: list[list[int]] = []
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.page != 1:
            break
        if streams[index] is not Stream.BODY:
            continue
        last = lines[found[-1][-1]] if found else None
        goes_on = (
            last is not None
            and abs(last.size - line.size) < 0.4
            and last.bold == line.bold
            and -0.5 * line.size < line.base - last.base < 1.6 * line.size
            and not begins_notice(line.text)
        )
        if goes_on:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def order_front(lines: Sequence[Line], title: Sequence[int]) -> list[int]:
    """Give the order in which the title and what follows it come before text that stands below them.

    Some files write the columns of page 1 first and the title last.
    """
    positions = list(range(len(lines)))
    if not title:
        return positions
    bottom = max(lines[index].bottom for index in title)
    first = next((index for index in range(title[0]) if lines[index].top > bottom and lines[index].turn == 0), None)
    if first is None:
        return positions
    end = title[0]
    while end < len(lines) and lines[end].page == 1 and lines[end].bottom < lines[first].top + 1:
        end += 1
    return [*positions[:first], *positions[title[0] : end], *positions[first : title[0]], *positions[end:]]
