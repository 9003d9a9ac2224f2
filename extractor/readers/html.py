"""HTML of a journal's page → `Document`: headings, paragraphs, captions and tables; the page's chrome as furniture."""

from __future__ import annotations

import hashlib
import re

import lxml.html
from lxml import etree

from extractor.characters import clean_line, decode
from extractor.document import Document, SectionKind, Stream
from extractor.problem import UnreadablePaper
from extractor.readers.assembly import Assembly, Source
from extractor.readers.front_matter import Line
from extractor.readers.furniture import is_furniture, load_furniture
from extractor.readers.html_front import read_meta
from extractor.readers.jats_floats import read_rows
from extractor.readers.text_lines import is_caption
from extractor.xml_text import Element, append_child, child, local_name, words

_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "button",
    "input",
    "select",
    "textarea",
    "iframe",
    "canvas",
)
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "hidden", "hide"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = (
    frozenset(_HEADINGS)
    | {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "main", "menu", "nav"}
    | {"ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_CAPTIONS = frozenset({"caption", "figcaption", "fig-caption", "figure-caption", "table-caption", "legend"})
_WORDS = re.compile(r"[-_]+|(?<=[a-z])(?=[A-Z])")
_MOST_CHROME = 0.3  # share of a page's words that one piece of chrome may hold; a wrapper of the paper holds more
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)


def read_html(data: bytes, shown: str) -> Document:
    """Read one page."""
    text = _decode(data)
    try:
        root = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadablePaper("damaged", "the HTML is broken; save the page again or give the PDF.") from None
    _remove_unseen(root)
    page = _Page(root)
    page.read(root, False)
    if page.assembly.empty:
        raise UnreadablePaper("no_text", "the page holds no words of a paper; save it when fully loaded.")
    source = Source(hashlib.sha256(data).hexdigest(), shown, "html", "lxml")
    return page.assembly.finish(source, read_meta(root, page.front))


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return decode(data) or ""


def _remove_unseen(root: lxml.html.HtmlElement) -> None:
    for element in list(root.iter()):
        name = local_name(element)
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None
        unseen = name in _UNSEEN or hidden or not _HIDDEN_CLASSES.isdisjoint(element.get("class", "").split())
        if unseen and name not in ("html", "body") and element.getparent() is not None:
            element.drop_tree()


class _Page:
    """Walks a page in order and adds its words to an assembly."""

    def __init__(self, root: Element) -> None:
        self.assembly = Assembly()
        self.front: list[Line] = []
        self._lengths = _measure(root)
        self._length = self._lengths[root]
        self._main = _find_main(self._lengths, root)
        self._titled = False

    def read(self, element: Element, chrome: bool) -> None:
        """Read what a block holds: words become a paragraph, blocks in it their own."""
        parts: list[str] = [element.text or ""]
        for inner in element:
            if inner.tag == "head":
                continue
            if self._is_block(inner):
                self._add(parts, element, chrome)
                self._read_block(inner, chrome)
            else:
                append_child(inner, parts)
            parts.append(inner.tail or "")
        self._add(parts, element, chrome)

    def _is_block(self, element: Element) -> bool:
        if local_name(element) in _BLOCKS:
            return True
        return any(local_name(inner) in _BLOCKS for inner in element.iterdescendants())

    def _read_block(self, element: Element, chrome: bool) -> None:
        if self._main is not None and element is self._main:
            chrome = False
        chrome = chrome or self._is_chrome(element)
        if local_name(element) == "table" and not chrome and _is_data_table(element):
            caption = words(child(element, "caption"))
            self.assembly.add_table(read_rows(element), caption)
        else:
            self.read(element, chrome)

    def _is_chrome(self, element: Element) -> bool:
        furniture = load_furniture()
        if self._main is not None and _is_inside(self._main, element):
            return False
        if local_name(element) in furniture.elements or element.get("role", "") in furniture.roles:
            return True
        length = self._lengths[element]
        if length > 1500 and length > _MOST_CHROME * self._length:
            return False
        named = f"{element.get('class', '')} {element.get('id', '')}".split()
        tokens = {token.lower() for token in named} | {
            word.lower() for token in named for word in _WORDS.split(token) if word
        }
        return not tokens.isdisjoint(furniture.classes) or _is_link_list(element, length)

    def _add(self, parts: list[str], holder: Element, chrome: bool) -> None:
        text = clean_line("".join(parts))
        parts.clear()
        if not text:
            return
        name = local_name(holder)
        outside = self._main is not None and not _is_inside(holder, self._main)
        furniture = chrome or outside or is_furniture(text)
        level = _HEADINGS.get(name)
        self.front.append(Line(text, level is not None, furniture))
        if furniture:
            self.assembly.add(text, Stream.HEAD, SectionKind.FURNITURE)
        elif level is not None:
            kind = SectionKind.TITLE if level == 1 and not self._titled else None
            self._titled = self._titled or level == 1
            self.assembly.add(text, Stream.HEADING, kind, level)
        elif is_caption(text) or _is_caption_holder(holder):
            self.assembly.add(text, Stream.CAPTION, SectionKind.CAPTION)
        else:
            self.assembly.add(text)


def _measure(root: Element) -> dict[Element, int]:
    """Give the number of characters in every element, those of its children included, blanks folded roughly."""
    lengths: dict[Element, int] = {}
    for element in reversed(list(root.iter())):
        own = len((element.text or "").strip())
        lengths[element] = own + sum(lengths[inner] + len((inner.tail or "").strip()) for inner in element)
    return lengths


def _find_main(lengths: dict[Element, int], root: Element) -> Element | None:
    """Give the part that the page says is its content, if it holds most of the words."""
    marked = [element for element in root.iter() if element.tag in ("article", "main") or element.get("role") == "main"]
    best = max(marked, key=lambda element: lengths[element], default=None)
    return best if best is not None and lengths[best] > 0.4 * lengths[root] else None


def _is_inside(element: Element, holder: Element) -> bool:
    return element is holder or any(ancestor is holder for ancestor in element.iterancestors())


def _is_caption_holder(element: Element) -> bool:
    """Tell whether an element, or one just around it, is marked as a caption."""
    for holder in (element, *list(element.iterancestors())[:3]):
        if local_name(holder) in _CAPTIONS or not _CAPTIONS.isdisjoint(holder.get("class", "").lower().split()):
            return True
    return False


def _is_link_list(element: Element, length: int) -> bool:
    """Tell whether a list is one of links to other pages: menus, related articles."""
    items = [inner for inner in element if local_name(inner) == "li"]
    if local_name(element) not in ("ul", "ol") or len(items) < 3 or length / len(items) > 90:
        return False
    linked = sum(len(words(link)) for link in element.iter("a"))
    return linked > 0.8 * length


def _is_data_table(table: Element) -> bool:
    """Tell a table of data from one that lays out the page: no tables inside, two columns and rows or more."""
    rows = list(table.iter("tr"))
    nested = next((inner for inner in table.iterdescendants() if local_name(inner) == "table"), None)
    widest = max((sum(local_name(cell) in ("td", "th") for cell in row) for row in rows), default=0)
    longest = max((len(words(cell)) for cell in table.iter("td")), default=0)
    return nested is None and len(rows) > 1 and widest > 1 and longest < 2000
