"""VERB 12, gold × records → figures: how right a run is, how far two runs agree."""

from extractor.score.agreement import compare_runs, format_agreement
from extractor.score.calibration import format_calibration, judge_run
from extractor.score.demographics import compare_people, format_people
from extractor.score.report import format_scores
from extractor.score.scoring import score_records

__all__ = [
    "compare_people",
    "compare_runs",
    "format_agreement",
    "format_calibration",
    "format_people",
    "format_scores",
    "judge_run",
    "score_records",
]
