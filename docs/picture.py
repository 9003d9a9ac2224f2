"""Draws the README's picture: a page of a sample paper with the evidence marked, and the row that comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extractor.export.jsonl import record_to_json
from extractor.pipeline import analyse_paper, load_program

ROOT = Path(__file__).parents[1]
PAPER = ROOT / "corpus" / "papers" / "01-thoracic-two-columns.pdf"
SCALE = 2.0
WIDTH = 1150  # of the row beside the page, in pixels
COLOURS = ["#f4a261", "#2a9d8f", "#e9c46a", "#8ab17d", "#e76f51", "#90b4e8", "#c39bd3", "#7fc8a9"]


def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Give a font that is there on most machines, else Pillow's own."""
    for name in (f"DejaVuSans{'-Bold' if bold else ''}.ttf", "Arial.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def shown(value: object) -> str:
    """Write a value of cases.jsonl as a reader would."""
    if isinstance(value, dict):
        if "canonical" in value:
            sign = {"=": "", "range": ""}.get(value["comparator"], value["comparator"])
            number = "" if value["canonical"] is None else f"{sign}{value['canonical']:g} "
            return number + (f"({value['flag']})" if value["flag"] else "")
        return " ".join(str(part) for key, part in value.items() if part and key != "class")
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def draw() -> Image.Image:
    """Draw the first page and the row."""
    program = load_program()
    record = analyse_paper(PAPER, PAPER.name, program).analyses[0].records[0]
    values = json.loads(json.dumps(record_to_json(record, program.schema)))["values"]
    page = pypdfium2.PdfDocument(PAPER)[0].render(scale=SCALE).to_pil().convert("RGBA")
    marks = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(marks)
    stated = [
        (name, value)
        for name, value in values.items()
        if value["status"] != "not_reported" and not name.endswith("_calendar")
    ]
    for number, (_, value) in enumerate(stated):
        colour = COLOURS[number % len(COLOURS)]
        for evidence in value["evidence"]:
            for box in evidence["boxes"] if evidence["page"] == 1 else ():
                pen.rectangle([edge * SCALE for edge in box], fill=colour + "80", outline=colour)
    page = Image.alpha_composite(page, marks)
    canvas = Image.new("RGB", (page.width + WIDTH, page.height), "white")
    canvas.paste(page.convert("RGB"), (0, 0))
    pen = ImageDraw.Draw(canvas)
    pen.line([(page.width, 0), (page.width, page.height)], fill="#999999", width=2)
    x, y, step = page.width + 30, 40, (page.height - 120) / max(1, len(stated))
    pen.text(
        (x, y - 10), "one row per patient, every cell with its words in the paper", font=font(28, True), fill="black"
    )
    y += 50
    for number, (name, value) in enumerate(stated):
        pen.rectangle([x, y + 4, x + 14, y + step - 14], fill=COLOURS[number % len(COLOURS)])
        text = value["status"] if value["value"] is None else shown(value["value"])
        mark = "  (conflict)" if value["status"] == "conflict" else ""
        pen.text((x + 26, y), name, font=font(22, True), fill="#1f3864")
        pen.text((x + 430, y), (text[:54] + ("…" if len(text) > 58 else "")) + mark, font=font(22), fill="black")
        quote = value["evidence"][0]
        words = " ".join(quote["quote"].split())
        pen.text((x + 430, y + 27), f"“{words[:72]}” p. {quote['page']}", font=font(17), fill="#666666")
        y += step
    return canvas


if __name__ == "__main__":
    picture = draw()
    picture = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3), Image.Resampling.LANCZOS)
    picture.quantize(128).save(ROOT / "docs" / "picture.png", optimize=True)
