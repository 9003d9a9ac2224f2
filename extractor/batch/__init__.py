"""VERB 7, many papers → run folder: find the files, read each in a worker, keep every result, write the folder."""

from extractor.batch.limits import Limits
from extractor.batch.paper import load_work
from extractor.batch.run import Options, Totals, run_papers, text_cache
from extractor.batch.shard import merge_runs, read_shard
from extractor.batch.workers import CAN_FORK

__all__ = [
    "CAN_FORK",
    "Limits",
    "Options",
    "Totals",
    "load_work",
    "merge_runs",
    "read_shard",
    "run_papers",
    "text_cache",
]
