"""Rows of a run → the results section of a review: figures, tables and pictures of one computation."""

from extractor.summary.summarizing import Summary, summarize
from extractor.summary.writing import write_summary

__all__ = ["Summary", "summarize", "write_summary"]
