"""Trains both entity components over one network: streams of marked sentences → a spaCy pipeline."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.pipeline.tok2vec import Tok2Vec, Tok2VecListener
from spacy.training import Example
from spacy.util import filter_spans, load_config, load_model_from_config, registry
from thinc.api import Model, Optimizer, fix_random_seed, set_dropout_rate

from extractor.mentions.entities import plain_characters
from extractor.score.annotations import MarkedText, cut_lines, flatten_marks
from recipe.tokens import set_tokenizer

CONFIG = Path(__file__).with_name("recogniser.cfg")
_FEWEST_WORDS, _MOST_WORDS, _GROWTH = 250, 1000, 1.001  # of a batch
_WATCHED = 1500  # steps from one look at the figures to the next


@dataclass(frozen=True, slots=True)
class Stream:
    """Marked texts for one entity component, and how often a batch of them is drawn."""

    component: str
    labels: tuple[str, ...]
    texts: tuple[MarkedText, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train, from which seed, how fast at first, and on which vectors or from which trained pipeline."""

    steps: int
    seed: int
    rate: float
    vectors: Path | None = None
    start: Path | None = None


def train_pipeline(
    streams: Sequence[Stream], plan: Plan, watch: Callable[[int, Language], None] | None = None
) -> Language:
    """Train a pipeline whose weights are the averages over all steps; `watch` is called now and then with it."""
    nlp, optimizer, drop = build_pipeline(streams, plan)
    choose = random.Random(plan.seed)
    batches = [draw_batches(make_examples(nlp, stream), choose) for stream in streams]
    weights = [stream.weight for stream in streams]
    for step in range(1, plan.steps + 1):
        which = choose.choices(range(len(streams)), weights)[0]
        update_component(nlp, streams[which].component, next(batches[which]), optimizer, drop)
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
        if watch is not None and (step % _WATCHED == 0 or step == plan.steps):
            with nlp.use_params(optimizer.averages):
                watch(step, nlp)
    for component in (_network(nlp), *(_entities(nlp, stream.component) for stream in streams)):
        _keep_averages(component.model, optimizer)
    return nlp


def _network(nlp: Language) -> Tok2Vec:
    found = nlp.get_pipe("tok2vec")
    assert isinstance(found, Tok2Vec)
    return found


def _entities(nlp: Language, component: str) -> EntityRecognizer:
    found = nlp.get_pipe(component)
    assert isinstance(found, EntityRecognizer)
    return found


def _keep_averages(model: Model[Any, Any], optimizer: Optimizer) -> None:
    averages = optimizer.averages or {}
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name) and (node.id, name) in averages:
                node.set_param(name, averages[node.id, name])


def build_pipeline(streams: Sequence[Stream], plan: Plan) -> tuple[Language, Optimizer, float]:
    """Load the pipeline to go on with, or build one with its vectors, its tokenizer and the labels of the streams."""
    fix_random_seed(plan.seed)
    config = load_config(
        CONFIG,
        overrides={
            "training.seed": plan.seed,
            "training.optimizer.learn_rate.total_steps": plan.steps,
            "training.optimizer.learn_rate.initial_rate": plan.rate,
            "initialize.vectors": None if plan.vectors is None else str(plan.vectors),
        },
    )
    training = registry.resolve({"training": config.interpolate()["training"]})["training"]
    if plan.start is not None:
        return spacy.load(plan.start), training["optimizer"], training["dropout"]
    nlp = load_model_from_config(config, auto_fill=True)
    set_tokenizer(nlp)
    for stream in streams:
        for label in stream.labels:
            _entities(nlp, stream.component).add_label(label)
    sample = [nlp.make_doc(text.text) for text in streams[0].texts[:10]]
    nlp.initialize(lambda: [Example(doc, doc.copy()) for doc in sample])
    return nlp, training["optimizer"], training["dropout"]


def make_examples(nlp: Language, stream: Stream) -> list[Example]:
    """Make an example of each sentence; an entity that cuts a word takes the whole word."""
    examples = []
    for text in stream.texts:
        for line in cut_lines(text):
            doc = nlp.make_doc(plain_characters(line.text))
            marks = flatten_marks(line.marks, stream.labels)
            spans = [doc.char_span(m.start, m.end, label=m.label, alignment_mode="expand") for m in marks]
            reference = doc.copy()
            reference.set_ents(filter_spans([span for span in spans if span is not None]))
            examples.append(Example(doc, reference))
    return examples


def draw_batches(examples: Sequence[Example], choose: random.Random) -> Iterator[list[Example]]:
    """Give batches for ever, every example once in each round, in an order drawn anew, of slowly growing size."""
    size = float(_FEWEST_WORDS)
    batch: list[Example] = []
    words = 0
    while True:
        for example in choose.sample(examples, len(examples)):
            batch.append(example)
            words += len(example.reference)
            if words >= size:
                yield batch
                batch, words, size = [], 0, min(size * _GROWTH, _MOST_WORDS)


def update_component(
    nlp: Language, component: str, batch: Sequence[Example], optimizer: Optimizer, drop: float
) -> None:
    """Learn from one batch that is marked for this component alone: the network below and this one head."""
    network = _network(nlp)
    docs = [example.predicted for example in batch]
    set_dropout_rate(network.model, drop)
    meanings, learn = network.model.begin_update(docs)
    for listener in network.listener_map[component]:
        listener.receive(Tok2VecListener.get_batch_id(docs), meanings, learn)
    _entities(nlp, component).update(batch, drop=drop, sgd=optimizer)
    network.finish_update(optimizer)
