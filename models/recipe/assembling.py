"""Writes the trained pipeline as the folder that ships: weights, tokenizer and facts, and no word of the texts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from spacy.language import Language

from extractor.score.ner import ABSTRACT_LABELS, REPORT_LABELS

_LARGEST_MB = 20


def save_pipeline(nlp: Language, folder: Path) -> float:
    """Save a pipeline that loads with `spacy.load` alone; give its size in MB.

    Raises:
        ValueError: it is too large to ship.
    """
    nlp.meta.update(
        lang="en",
        name="case_report_ner",
        version="1.0.0",
        description="Entities of case reports (MACCROBAT) and, where those are silent, Chemical and Disease (BC5CDR)",
        license="CC BY 4.0",
        spacy_version=">=3.8,<3.9",
        author="extractor",
    )
    nlp.config["initialize"] = {**nlp.config["initialize"], "vectors": None}
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    # The store of strings has every word of the training texts; the weights need none of them.
    kept = sorted({*REPORT_LABELS, *ABSTRACT_LABELS})
    (folder / "vocab" / "strings.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    if megabytes > _LARGEST_MB:
        raise ValueError(f"{folder} has {megabytes:.1f} MB, more than the {_LARGEST_MB} that ship")
    return megabytes
