"""Compare the glyphs of the content reader with those of pdfminer's interpreter: twins.py FOLDER…"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import zip_longest
from pathlib import Path

from extractor.problem import UnreadablePaper
from extractor.readers.pdf_content import ContentSource
from extractor.readers.pdf_glyphs import Glyph, GlyphPage, GlyphSource
from extractor.readers.pdf_pdfminer import PDFMINER_FAILURES, PdfminerSource

_NEAR_PT = 0.5


def read_pages(engine: type[GlyphSource], data: bytes) -> tuple[list[GlyphPage], str]:
    """Give the pages that an engine reads, and the name of what stopped it."""
    pages: list[GlyphPage] = []
    try:
        pages.extend(engine(data).read_pages())
    except (*PDFMINER_FAILURES, UnreadablePaper) as error:
        return pages, f"{type(error).__name__}: {error}"
    return pages, ""


def differ(one: Glyph, other: Glyph) -> bool:
    """Tell whether two glyphs are not the same; places count from half a point on."""
    near = all(
        abs(here - there) < _NEAR_PT
        for here, there in zip(
            (one.x0, one.x1, one.base, one.size), (other.x0, other.x1, other.base, other.size), strict=True
        )
    )
    return not near or (one.text, one.turn, one.face) != (other.text, other.turn, other.face)


def compare_pages(one: GlyphPage, other: GlyphPage) -> str:
    """Say how two readings of a page differ; nothing where they do not."""
    frame = (one.number, one.width, one.height, one.cut), (other.number, other.width, other.height, other.cut)
    if frame[0] != frame[1]:
        return f"page {one.number}: frame {frame[0]} against {frame[1]}"
    if abs(one.image_share - other.image_share) > 0.01:
        return f"page {one.number}: pictures {one.image_share:.2f} against {other.image_share:.2f}"
    for index, (here, there) in enumerate(zip_longest(one.glyphs, other.glyphs)):
        if here is None or there is None or differ(here, there):
            counts = f"{len(one.glyphs)} against {len(other.glyphs)} glyphs"
            return f"page {one.number}: {counts}, glyph {index}: {_show(here)} against {_show(there)}"
    return ""


def _show(glyph: Glyph | None) -> str:
    if glyph is None:
        return "none"
    return f"{glyph.text!r} x {glyph.x0:.1f}-{glyph.x1:.1f} base {glyph.base:.1f} size {glyph.size:.1f}"


def compare_engines(data: bytes) -> tuple[int, list[str]]:
    """Give the number of pages of a PDF that both engines read the same, and what differs."""
    (pages, failure), (twins, twin_failure) = (read_pages(engine, data) for engine in (ContentSource, PdfminerSource))
    found = [compare_pages(page, twin) for page, twin in zip(pages, twins, strict=False)]
    differences = [difference for difference in found if difference]
    if (len(pages), failure) != (len(twins), twin_failure):
        differences.append(f"{len(pages)} pages {failure!r} against {len(twins)} pages {twin_failure!r}")
    return len(found) - sum(map(bool, found)), differences


def main() -> None:
    """Print every difference, and how many pages are the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    totals: Counter[str] = Counter()
    for folder in parser.parse_args().folders:
        for path in sorted(folder.rglob("*.pdf")) if folder.is_dir() else [folder]:
            same, differences = compare_engines(path.read_bytes())
            totals["same"] += same
            totals["differences"] += len(differences)
            for difference in differences:
                sys.stdout.write(f"{path.name}: {difference}\n")
    sys.stdout.write(f"{totals['same']} pages are the same, {totals['differences']} differences\n")


if __name__ == "__main__":
    main()
