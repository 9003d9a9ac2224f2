"""Pages are drawn beside the server: whatever a file does, the server goes on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from extractor.review.drawing import Drawer

PAPER = Path(__file__).parents[3] / "corpus" / "papers" / "01-thoracic-two-columns.pdf"


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    drawing = Drawer()
    yield drawing
    drawing.close()


def test_a_page_is_drawn_as_large_as_it_is(drawer: Drawer) -> None:
    size = drawer.size(PAPER, 1)
    assert size is not None and size[2] == 3
    drawn = drawer.draw(PAPER, "1", 1, 2.0)
    assert drawn is not None
    picture = Image.open(io.BytesIO(drawn))
    assert picture.size == (pytest.approx(2 * size[0], abs=2), pytest.approx(2 * size[1], abs=2))
    dark = sum(picture.convert("L").point(lambda grey: grey < 90).histogram()[1:])
    assert 0.01 < dark / (picture.width * picture.height) < 0.2, "print on paper"
    assert drawer.draw(PAPER, "1", 1, 2.0) is drawn, "drawn once"


@pytest.mark.parametrize("page", [0, 4, 99999])
def test_no_such_page(page: int, drawer: Drawer) -> None:
    assert (drawer.draw(PAPER, "1", page, 2.0), drawer.size(PAPER, page)) == (None, None)


def test_what_cannot_be_drawn_and_a_process_that_dies(drawer: Drawer, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4\n1 0 obj <</Type/Catalog>>")
    for path in (tmp_path / "x.pdf", tmp_path / "none.pdf", tmp_path):
        assert drawer.draw(path, str(path), 1, 2.0) is None
    assert drawer._process is not None
    drawer._process.kill()
    drawer._process.wait()
    assert drawer.size(PAPER, 2) is not None, "begun anew"
