"""Makes the sample papers and their gold from `sources/`: `python corpus/build.py [FOLDER]`, the same bytes each time.

Without FOLDER the committed `papers/`, `twins/`, `gold.jsonl` and `built_with.json` are written anew.
"""

from __future__ import annotations

import io
import json
import sys
import zlib
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import PIL
import pypdfium2
import reportlab
from gold_source import read_gold
from paper_pdf import pdf_bytes
from paper_source import HERE, Source, read_sources
from paper_text import make_html, make_jats, make_nbib, make_pubmed, make_ris, make_text
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PASSWORD = "invented"  # the locked sample paper opens with it


def built_with() -> dict[str, str]:
    """Name the libraries on whose version the bytes of the PDFs depend."""
    return {
        "reportlab": reportlab.Version,
        "pypdfium2": str(pypdfium2.PYPDFIUM_INFO),
        "pillow": PIL.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def build_papers() -> dict[str, bytes]:
    """Give every file of the corpus by its path below the corpus folder."""
    sources = read_sources()
    shared: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for path in source.make:
            shared[path].append(source)
    made = {path: _build(path, papers) for path, papers in shared.items()}
    gold = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in read_gold(sources))
    return made | {"gold.jsonl": gold.encode()}


def _build(path: str, papers: list[Source]) -> bytes:
    source = papers[0]
    suffix = path.rpartition(".")[2]
    if suffix == "pdf":
        if "scan" in source.marks:
            return scan(pdf_bytes(source))
        return pdf_bytes(source, PASSWORD if "locked" in source.marks else "")
    if suffix == "xml":
        return (make_pubmed(papers) if source.layout == "abstract" else make_jats(source)).encode()
    if suffix in ("nbib", "ris"):
        return (make_nbib(papers) if suffix == "nbib" else make_ris(papers)).encode()
    return (make_html(source) if suffix == "html" else make_text(source)).encode()


def scan(data: bytes) -> bytes:
    """Give a PDF whose pages are pictures of the pages given, slightly askew, as a copier makes them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0)
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        picture = picture.rotate(0.4, fillcolor=255).point(lambda level: 255 if level > 150 else 0, mode="1")
        canvas.drawImage(ImageReader(picture), 0, 0, A4[0], A4[1])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def main(arguments: list[str]) -> None:
    """Write the corpus below the folder given, or in its place."""
    folder = Path(arguments[0]) if arguments else HERE
    for path, data in build_papers().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        print(f"{len(data):9,d}  {path}")
    (folder / "built_with.json").write_text(json.dumps(built_with(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
