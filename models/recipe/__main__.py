"""The steps of the recipe on the command line: `python -m recipe vectors|silver|train|folds|speed`."""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import chain, islice
from pathlib import Path

import spacy
from spacy.language import Language

from extractor.mentions.entities import Recogniser, load_recogniser, plain_characters
from extractor.score.annotations import Mark, MarkedText, cut_lines, flatten_marks, read_brat, read_iob
from extractor.score.ner import ABSTRACT_LABELS, REPORT_LABELS, Judged, judge_texts, resample, total
from recipe.assembling import save_pipeline
from recipe.raw_text import read_articles, read_case_texts
from recipe.speed import measure_speed
from recipe.training import Plan, Stream, train_pipeline

REPORTS, ABSTRACTS = "ner", "ner_chem_disease"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_TEACHER_EPOCHS, _TEACHER_WEIGHTS = 5, (1.0, 0.4)
_TIMED_TEXTS = 300
_ARTICLE_SENTENCES = 15_000  # silver marks: these beside all sentences of case texts


def main() -> None:
    """Read the command line and take one step."""
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("step", choices=["vectors", "silver", "train", "folds", "speed"])
    parser.add_argument("--data", type=Path, required=True, help="folder with maccrobat2020, ner-iob and e3c-english")
    parser.add_argument("--raw", type=Path, help="checkout of evidence-inference: vectors and silver from its articles")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--teacher", type=Path, help="folder of a transformer: learn from its silver marks too")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--fold", type=int, nargs="*", default=[], help="which of five folds to run (all: 0 1 2 3 4)")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    {"vectors": make_vectors, "silver": make_silver, "train": train, "folds": run_folds, "speed": print_speed}[
        options.step
    ](options)
    print(
        f"{options.step}: {time.process_time() / 60:.1f} min of CPU, {(time.monotonic() - began) / 60:.1f} min in all"
    )


def make_vectors(options: argparse.Namespace) -> None:
    """Train word vectors on all raw text; without articles, take those of the model that ships."""
    target = options.work / "vectors"
    if options.raw is None:
        shipped = spacy.load(options.out)
        for name in shipped.pipe_names:
            shipped.remove_pipe(name)
        shipped.to_disk(target)
        print("no --raw: the vectors of the shipped model are kept")
        return
    from recipe.vectors import load_vectors, train_vectors, write_words

    reports = (text.text for text in read_brat(options.data / "maccrobat2020" / "train"))
    lines = (plain_characters(line) for text in reports for line in text.splitlines())
    words = options.work / "words.txt"
    number = write_words(chain(read_case_texts(options.data), lines, read_articles(options.raw)), words)
    print(f"{number} words of raw text")
    train_vectors(words, options.work / "vectors.floret")
    load_vectors(options.work / "vectors.floret").to_disk(target)


def gold_streams(data: Path, reports: Sequence[MarkedText], abstracts: Sequence[str] = ("train",)) -> list[Stream]:
    """Give the gold: these reports, and the abstracts of these parts of BC5CDR."""
    texts = tuple(text for part in abstracts for text in read_iob(data / "ner-iob" / "BC5CDR" / f"{part}.tsv"))
    return [Stream(REPORTS, REPORT_LABELS, tuple(reports)), Stream(ABSTRACTS, ABSTRACT_LABELS, texts)]


def make_silver(options: argparse.Namespace) -> None:
    """Fine-tune the teacher on the training reports and abstracts, and let it mark raw sentences."""
    reports = options.data / "maccrobat2020"
    _teach(options, read_brat(reports / "train"), read_brat(reports / "dev"), options.work / "silver.jsonl")


def _teach(options: argparse.Namespace, reports: Sequence[MarkedText], kept: Sequence[MarkedText], path: Path) -> None:
    from recipe.teacher import mark_lines, train_teacher

    streams = [
        replace(stream, weight=weight)
        for stream, weight in zip(gold_streams(options.data, reports), _TEACHER_WEIGHTS, strict=True)
    ]
    teacher = train_teacher(options.teacher, streams, epochs=_TEACHER_EPOCHS, seed=1)
    lines = [line for text in kept for line in cut_lines(text)]
    seen = {text[REPORTS].name: text[REPORTS].marks for text in mark_lines(teacher, [x.text for x in lines], "kept")}
    judged = [Judged(flatten_marks(x.marks, REPORT_LABELS), seen.get(f"kept-{i}", ())) for i, x in enumerate(lines)]
    print(f"teacher: reports {total(judged).f1:.1f} (overlap {total(judged, True).f1:.1f})", flush=True)
    sentences = cut_sentences(read_case_texts(options.data))
    if options.raw is not None:
        articles = cut_sentences(read_articles(options.raw))
        sentences += random.Random(3).sample(articles, _ARTICLE_SENTENCES)
    with path.open("w", encoding="utf-8") as out:
        for marked in mark_lines(teacher, sentences):
            out.write(json.dumps({name: asdict(text) for name, text in marked.items()}) + "\n")


def cut_sentences(paragraphs: Iterator[str]) -> list[str]:
    """Cut paragraphs where a full stop stands before a capital; leave out scraps and lists."""
    return [part for text in paragraphs for part in _SENTENCE_END.split(text) if 20 < len(part) < 600]


def read_silver(path: Path) -> list[Stream]:
    """Read what the teacher marked."""
    texts: dict[str, list[MarkedText]] = {REPORTS: [], ABSTRACTS: []}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for name, text in json.loads(line).items():
                marks = tuple(Mark(**mark) for mark in text["marks"])
                texts[name].append(MarkedText(text["name"], text["text"], marks))
    labels = {REPORTS: REPORT_LABELS, ABSTRACTS: ABSTRACT_LABELS}
    return [Stream(name, labels[name], tuple(found), 2.0 if name == REPORTS else 1.0) for name, found in texts.items()]


def train(options: argparse.Namespace) -> None:
    """Train on the training reports and abstracts, and print the figures on those kept aside: the first leg.

    In the second leg the abstracts that were kept aside are learned too, and what comes out is what ships.
    """
    reports = read_brat(options.data / "maccrobat2020" / "train")
    kept = read_brat(options.data / "maccrobat2020" / "dev")
    silver = [] if options.teacher is None else read_silver(options.work / "silver.jsonl")
    first = options.work / "first_leg"
    if not first.is_dir():
        plan = Plan(options.steps, seed=13, rate=0.002, vectors=options.work / "vectors")
        save_pipeline(_train_watched(options, [*gold_streams(options.data, reports), *silver], kept, plan), first)
    streams = [*gold_streams(options.data, reports, ("train", "devel")), *silver]
    plan = Plan(options.steps // 4, seed=14, rate=0.0007, start=first)
    print("second leg: chemicals and diseases of devel are learned now")
    print(f"{options.out}: {save_pipeline(_train_watched(options, streams, kept, plan), options.out):.1f} MB")


def _train_watched(
    options: argparse.Namespace, streams: Sequence[Stream], kept: Sequence[MarkedText], plan: Plan
) -> Language:
    abstracts = read_iob(options.data / "ner-iob" / "BC5CDR" / "devel.tsv")

    def watch(step: int, nlp: Language) -> None:
        recogniser = Recogniser("", nlp, {})
        reports = judge_texts(recogniser, kept, REPORT_LABELS, REPORTS)
        chemicals = judge_texts(recogniser, abstracts, ABSTRACT_LABELS, ABSTRACTS)
        print(
            f"{step}: reports {total(reports).f1:.1f} (overlap {total(reports, True).f1:.1f}), "
            f"chemicals and diseases {total(chemicals).f1:.1f}",
            flush=True,
        )

    return train_pipeline(streams, plan, watch)


def run_folds(options: argparse.Namespace) -> None:
    """Train on four fifths of all reports and judge the fifth, for each fold asked for; add up and resample."""
    reports = [t for part in ("train", "dev") for t in read_brat(options.data / "maccrobat2020" / part)]
    reports.sort(key=lambda text: text.name)
    random.Random(5).shuffle(reports)
    judged: list[Judged] = []
    for fold in options.fold:
        kept = reports[fold::5]
        rest = [text for i, text in enumerate(reports) if i % 5 != fold]
        streams = gold_streams(options.data, rest)
        if options.teacher is not None:
            silver = options.work / f"silver-{fold}.jsonl"
            if not silver.is_file():
                _teach(options, rest, kept, silver)
            streams += read_silver(silver)
        plan = Plan(options.steps, seed=13, rate=0.002, vectors=options.work / "vectors")
        nlp = _train_watched(options, streams, kept, plan)
        judged += judge_texts(Recogniser("", nlp, {}), kept, REPORT_LABELS, REPORTS)
        for overlap in (False, True):
            low, high = resample(judged, overlap)
            print(
                f"folds up to {fold}: F1 {total(judged, overlap).f1:.1f} ({low:.1f}-{high:.1f}), {overlap=}", flush=True
            )


def print_speed(options: argparse.Namespace) -> None:
    """Print words a second of the model on the first case texts, and of the blank tokenizer."""
    texts = [cut_sentences(iter([text])) for text in islice(read_case_texts(options.data), _TIMED_TEXTS)]
    ours, blank = measure_speed(load_recogniser(str(options.out)), texts)
    words = sum(len(sentence.split()) for text in texts for sentence in text)
    print(f"{words:,} words of {len(texts)} texts: {ours:,.0f} a second; spaCy's blank tokenizer {blank:,.0f}")


if __name__ == "__main__":
    main()
