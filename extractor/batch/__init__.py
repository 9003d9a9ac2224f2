"""VERB 7, many papers → run folder: find the files, read each in a worker, keep every result, write the folder."""

from extractor.batch.run import Options, Totals, run_papers

__all__ = ["Options", "Totals", "run_papers"]
