"""Figures, tables and footnotes of JATS → captions, tables whose cells are known, small print."""

from __future__ import annotations

from extractor.document import SectionKind, Stream
from extractor.readers.assembly import Assembly, CellText
from extractor.xml_text import Element, child, children, local_name, words


class FloatReader:
    """Adds what floats beside the text to an assembly."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly

    def read_float(self, element: Element) -> None:
        """Read a figure, table, footnote or supplement, or a group of them."""
        name = local_name(element)
        if name in ("fig", "supplementary-material", "media", "boxed-text"):
            self._assembly.add(_caption(element), Stream.CAPTION, SectionKind.CAPTION)
            self._read_notes(element)
        elif name in ("table-wrap", "table"):
            self._read_table(element)
        elif name == "fn":
            self._assembly.add(words(element), Stream.SMALL_PRINT)
        else:
            if child(element, "caption") is not None:
                self._assembly.add(_caption(element), Stream.CAPTION, SectionKind.CAPTION)
            for inner in element:
                if local_name(inner) in (
                    "fig",
                    "table-wrap",
                    "supplementary-material",
                    "fig-group",
                    "table-wrap-group",
                ):
                    self.read_float(inner)

    def _read_table(self, wrap: Element) -> None:
        tables = [wrap] if local_name(wrap) == "table" else [e for e in wrap.iter("{*}table") if _own(e, wrap)]
        caption = _caption(wrap)
        if not tables:
            self._assembly.add(caption, Stream.CAPTION, SectionKind.CAPTION)
        for table in tables:
            self._assembly.add_table(read_rows(table), caption)
            caption = ""
        self._read_notes(wrap)

    def _read_notes(self, element: Element) -> None:
        for foot in children(element, "table-wrap-foot", "attrib", "fn", "fn-group", "p", "legend"):
            kind = SectionKind.TABLE if local_name(element) == "table-wrap" else SectionKind.CAPTION
            parts = [foot] if local_name(foot) in ("attrib", "fn", "p") else list(foot)
            for part in parts:
                self._assembly.add(words(part), Stream.SMALL_PRINT, kind)


def read_rows(table: Element) -> list[list[CellText]]:
    """Read the rows of an XHTML table, also of one inside lxml's HTML; `th` and the cells of `thead` are headers."""
    rows: list[list[CellText]] = []
    for row in table.iter("{*}tr"):
        if not _own(row, table):
            continue
        parent = row.getparent()
        heads = parent is not None and local_name(parent) == "thead"
        cells = children(row, "td", "th")
        rows.append(
            [
                CellText(
                    words(cell), heads or local_name(cell) == "th", _count(cell, "rowspan"), _count(cell, "colspan")
                )
                for cell in cells
            ]
        )
    return rows


def _count(cell: Element, attribute: str) -> int:
    stated = cell.get(attribute, "1").strip()
    return int(stated) if stated.isdigit() and len(stated) < 4 else 1


def _own(element: Element, holder: Element) -> bool:
    """Tell whether no other table stands between the element and its holder."""
    parent = element.getparent()
    while parent is not None and parent is not holder:
        if local_name(parent) == "table":
            return False
        parent = parent.getparent()
    return True


def _caption(element: Element) -> str:
    caption = child(element, "caption")
    label = words(child(element, "label"))
    if label and label[-1].isalnum():
        label += "."
    parts = [label]
    if caption is not None:
        title = words(child(caption, "title"))
        if title and title[-1].isalnum():
            title += "."
        parts += [title, *(words(inner) for inner in caption if local_name(inner) != "title")]
    return " ".join(part for part in parts if part)
