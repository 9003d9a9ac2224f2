"""VERB 7, many papers → run folder: find the files, read each in a worker, keep every result, write the folder."""

from extractor.batch.limits import Limits
from extractor.batch.paper import load_work
from extractor.batch.run import Options, Totals, run_papers

__all__ = ["Limits", "Options", "Totals", "load_work", "run_papers"]
