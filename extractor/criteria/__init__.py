"""VERB 6: a row → what sets of diagnostic and classification criteria make of it, each point with its evidence."""

from extractor.criteria.assessing import Assessment, assess
from extractor.criteria.rules import CriteriaSet, criteria_names, load_criteria

__all__ = ["Assessment", "CriteriaSet", "assess", "criteria_names", "load_criteria"]
