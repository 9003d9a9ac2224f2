"""Draws the figures of the sample papers: a spine, a section under the microscope, a curve over time."""

from __future__ import annotations

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable


class Drawing(Flowable):  # type: ignore[misc]
    """A figure: `spine A,B`, `microscope`, or `curve 0:412,3:180,12:96 mg/dL` (month:value)."""

    def __init__(self, what: str, width: float) -> None:
        super().__init__()
        self.kind, _, self.detail = what.partition(" ")
        self.width = min(width, 330.0)
        self.height = self.width * 0.46

    def draw(self) -> None:
        {"spine": self._spine, "microscope": self._microscope, "curve": self._curve}[self.kind](self.canv)

    def _spine(self, canvas: Canvas) -> None:
        panels = self.detail.split(",") if self.detail else ["A", "B"]
        each = self.width / len(panels)
        for i, letter in enumerate(panels):
            x = i * each
            canvas.setFillColor(colors.Color(0.12, 0.12, 0.12))
            canvas.rect(x + 2, 0, each - 4, self.height, stroke=0, fill=1)
            for k in range(9):
                canvas.setFillColor(colors.Color(0.55, 0.55, 0.55))
                canvas.roundRect(x + each * 0.3, 6 + k * self.height / 9.5, each * 0.16, self.height / 14, 2, 0, 1)
            canvas.setFillColor(colors.Color(0.75, 0.75, 0.75))
            canvas.rect(x + each * 0.56, 4, each * 0.06, self.height - 8, stroke=0, fill=1)
            canvas.setFillColor(colors.white)
            canvas.ellipse(x + each * 0.62, self.height * 0.3, x + each * 0.68, self.height * 0.75, 0, 1)
            canvas.setFont("Helvetica-Bold", 8)
            canvas.drawString(x + 6, self.height - 12, letter)

    def _microscope(self, canvas: Canvas) -> None:
        canvas.setFillColor(colors.Color(0.96, 0.88, 0.92))
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        seed = 7
        for _ in range(160):
            seed = (seed * 1103515245 + 12345) % 2147483648
            x = seed % 1000 / 1000 * (self.width - 8)
            seed = (seed * 1103515245 + 12345) % 2147483648
            y = seed % 1000 / 1000 * (self.height - 8)
            canvas.setFillColor(colors.Color(0.35, 0.2, 0.5) if seed % 3 else colors.Color(0.6, 0.35, 0.15))
            canvas.circle(x + 4, y + 4, 2.1, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(self.width - 40, 5, "50 µm")

    def _curve(self, canvas: Canvas) -> None:
        points, _, unit = self.detail.partition(" ")
        pairs = [(float(a), float(b)) for a, b in (p.split(":") for p in points.split(","))]
        far, high = max(a for a, _ in pairs) or 1, max(b for _, b in pairs)
        left, low, wide, tall = 34.0, 20.0, self.width - 50, self.height - 34
        canvas.setFont("Helvetica", 6)
        canvas.line(left, low, left + wide, low)
        canvas.line(left, low, left, low + tall)
        for a, b in pairs:
            canvas.drawCentredString(left + a / far * wide, low - 9, f"{a:g}")
            canvas.drawRightString(left - 3, low + b / high * tall - 2, f"{b:g}")
        canvas.drawString(left, low + tall + 5, f"Serum IgG4 ({unit})")
        canvas.drawRightString(left + wide, 2, "Months after start of treatment")
        path = canvas.beginPath()
        for i, (a, b) in enumerate(pairs):
            (path.lineTo if i else path.moveTo)(left + a / far * wide, low + b / high * tall)
        canvas.drawPath(path)
