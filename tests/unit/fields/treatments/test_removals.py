"""What was removed names the operation, unless it was a lesion."""

from __future__ import annotations

import pytest

from extractor.fields.treatments.removals import operation_of

REMOVALS = [
    ("The infarcted spleen was", "excised", "", "splenectomy"),
    ("The affected segment of the ileum was completely", "resected", "", "bowel resection"),
    ("She underwent", "resection", " of the left kidney.", "nephrectomy"),
    ("They", "resected", " about 10 cm of the jejunum.", "bowel resection"),
    ("The", "resected", " appendix was inflamed.", "appendectomy"),
    ("A vaginal septal", "resection", " was done.", "surgery"),
    ("A", "transurethral resection", " biopsy was negative.", "biopsy"),
    ("A lesion of the liver was", "excised", "", None),
    ("We planned an", "excision", " of the kidney tumour.", None),
    ("The exostosis of the joint was treated by", "excision", "", None),
    ("The stomach lesion had an", "endoscopic mucosal resection", ".", None),
]


@pytest.mark.parametrize(("before", "word", "after", "operation"), REMOVALS)
def test_operation(before: str, word: str, after: str, operation: str | None) -> None:
    text = f"{before} {word}{after}"
    start = len(before) + 1
    assert operation_of(text, start, start + len(word)) == operation
