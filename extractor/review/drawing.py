"""A page of a PDF → its picture (PNG), drawn in a process of its own, which a bad file may take down.

Run by itself it is that process: each line that comes in names a page, each answer is a length and as many bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import IO

_SECONDS = 20.0
_MOST_PIXELS = 12_000_000
_HELD = 48
_MEMORY_BYTES = 2 << 30


class Drawer:
    """Draws pages one at a time, in a process that is begun anew when it has died or stood still."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._drawn: OrderedDict[tuple[str, int, float], bytes] = OrderedDict()

    def warm(self) -> None:
        """Begin the process, so that the first page need not wait for it."""
        with self._lock:
            self._ask(json.dumps([os.devnull, 1, 0]))

    def draw(self, path: Path, sha256: str, page: int, scale: float) -> bytes | None:
        """Give the PNG of a page (from 1), `scale` pixels a point; None if it cannot be drawn."""
        key = sha256 or str(path), page, scale
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
            picture = self._ask(json.dumps([str(path), page, scale]))
            if picture:
                self._drawn[key] = picture
                if len(self._drawn) > _HELD:
                    self._drawn.popitem(last=False)
            return picture or None

    def size(self, path: Path, page: int) -> tuple[float, float, int] | None:
        """Give the width and height of a page in points and the number of pages; None if it cannot be opened."""
        with self._lock:
            answer = self._ask(json.dumps([str(path), page, 0]))
        return struct.unpack(">ddI", answer) if len(answer) == 20 else None

    def _ask(self, order: str) -> bytes:
        process = self._process
        if process is None or process.poll() is not None:
            command = [sys.executable, "-I", __file__]  # alone: nothing of the program is loaded there
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._process = process
        assert process.stdin is not None and process.stdout is not None
        alarm = threading.Timer(_SECONDS, process.kill)
        alarm.start()
        try:
            process.stdin.write(order.encode("ascii") + b"\n")
            process.stdin.flush()
            head = process.stdout.read(4)
            return process.stdout.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""
        except OSError:
            return b""
        finally:
            alarm.cancel()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.wait()


def draw_page(path: Path, page: int, scale: float) -> bytes:
    """Draw one page, or with scale 0 measure it; empty if the file has no such page or PDFium cannot read it."""
    import pypdfium2

    with contextlib.suppress(pypdfium2.PdfiumError, OSError, ValueError):
        pdf = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= page <= len(pdf):
                return b""
            sheet = pdf[page - 1]
            width, height = sheet.get_size()
            if not scale:
                return struct.pack(">ddI", width, height, len(pdf))
            fitting = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            bitmap = sheet.render(scale=fitting, rev_byteorder=True, prefer_bgrx=False)
            return _write_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        finally:
            pdf.close()
    return b""


def _write_png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Write rows of grey, RGB or RGBA pixels as PNG."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * channels] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in orders:
        path, page, scale = json.loads(line)
        try:
            picture = draw_page(Path(path), page, scale)
        except MemoryError:
            picture = b""
        answers.write(struct.pack(">I", len(picture)) + picture)
        answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
