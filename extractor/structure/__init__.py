"""VERB 2, Document → Sections → Cases: know each stretch of a paper for what it is, and whose it is."""

from extractor.structure.cases import split_cases
from extractor.structure.sections import split_sections

__all__ = ["split_cases", "split_sections"]
