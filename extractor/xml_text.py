"""XML of unknown origin → a tree that was read without entities, network or DTD, and the words of its elements."""

from __future__ import annotations

from html.entities import html5

from lxml import etree

from extractor.characters import raise_characters
from extractor.problem import UnreadablePaper

Element = etree._Element

# What stands in a paragraph and is no words of it: pictures, TeX source, alternative text.
DROPPED = frozenset(
    {"tex-math", "graphic", "inline-graphic", "media", "object-id", "alt-text", "long-desc", "annotation"}
    | {"annotation-xml", "inline-supplementary-material", "permissions", "processing-meta", "private-char"}
)
# What stands in a paragraph but is read elsewhere.
FLOATS = frozenset(("fig", "fig-group", "table-wrap", "table-wrap-group", "fn", "supplementary-material"))
_DASHES = frozenset("-–−")
_RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_CITED = frozenset({"bibr", "ref"})


def parse_xml(data: bytes, shown: str) -> tuple[Element, bool]:
    """Parse the bytes; give the root and whether the file is whole. Raise `damaged` where nothing can be saved."""
    for recover in (False, True):
        try:
            root = etree.fromstring(data, _parser(recover))
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            return root, not recover
    raise UnreadablePaper("damaged", "the XML is broken; download the file again.")


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=recover
    )


def local_name(element: Element) -> str:
    """Give the name without namespace; empty for comments, instructions and entities."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> list[Element]:
    """Give the child elements of these names, whatever their namespace."""
    return [child for child in element if local_name(child) in names]


def child(element: Element | None, *path: str) -> Element | None:
    """Give the first element along the path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def words(element: Element | None) -> str:
    """Give the words of an element on one line, superscripts raised; empty for None."""
    if element is None:
        return ""
    parts: list[str] = []
    append_words(element, parts)
    return " ".join("".join(parts).split())


def append_words(element: Element, parts: list[str]) -> None:
    """Append the words inside an element, without its tail, to the text so far."""
    if element.text and local_name(element):
        parts.append(element.text)
    for inner in element:
        append_child(inner, parts)
        if inner.tail:
            parts.append(inner.tail)


def append_child(inner: Element, parts: list[str]) -> None:
    """Append one element that stands inside a text, without its tail."""
    name = local_name(inner)
    if not name:
        parts.append(_entity(inner))
    elif name in DROPPED or name in FLOATS:
        return
    elif name in ("break", "hr", "br"):
        parts.append(" ")
    elif name == "sup":
        parts.append(_raised(_inside(inner), parts))
    elif name == "xref" and inner.get("ref-type") in _CITED:
        text = _inside(inner)
        parts.append(raise_characters(text) if _glued(text, parts) else text)
    elif name == "msup" and len(inner) == 2:
        parts += [_whole(inner[0]), raise_characters(_whole(inner[1]))]
    elif name == "mfrac" and len(inner) == 2:
        parts += [_whole(inner[0]), "/", _whole(inner[1])]
    elif name in ("p", "title", "label", "list-item", "td", "th", "sec", "def"):  # blocks inside a cell or a caption
        parts += [" ", _inside(inner), " "]
    else:
        append_words(inner, parts)


def _whole(element: Element) -> str:
    parts: list[str] = []
    append_child(element, parts)
    return "".join(parts)


def _inside(element: Element) -> str:
    parts: list[str] = []
    append_words(element, parts)
    return "".join(parts)


def _raised(text: str, before: list[str]) -> str:
    """Raise a superscript; a lone dash after a raised number is that of a range of citations."""
    if text.strip() in _DASHES and _last(before) in _RAISED_DIGITS:
        return text
    return raise_characters(text)


def _glued(text: str, before: list[str]) -> bool:
    """Tell whether a citation number stands close to a word, as only a superscript does: `disease1`, `disease.1,2`."""
    if not text.strip().isdigit():
        return False
    tail = "  " + "".join(before[-4:])
    last, last_but_one = tail[-1], tail[-2]
    if last == ",":
        return last_but_one in _RAISED_DIGITS or last_but_one.isalpha() or last_but_one in ')%”"’'
    if last in _DASHES:
        return last_but_one in _RAISED_DIGITS
    return last.isalpha() or last in ".;:)%”\"'’"


def _last(parts: list[str]) -> str:
    return next((part[-1] for part in reversed(parts) if part), " ")


def _entity(node: Element) -> str:
    """Give the character of a named entity that HTML knows; others, whatever they stand for, are not expanded."""
    if isinstance(node, etree._Entity):
        return html5.get(f"{node.name};", "")
    return ""
