"""The optional teacher: a small transformer fine-tuned on the marked reports → silver marks on raw sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc
from torch import nn
from transformers import AutoModel, AutoTokenizer

from extractor.mentions.entities import plain_characters
from extractor.score.annotations import Mark, MarkedText, cut_lines, flatten_marks
from recipe.tokens import set_tokenizer
from recipe.training import Stream

Tagged = tuple[Doc, list[int]]  # a sentence, and the number of the tag of each word

_PIECES_PER_BATCH, _LONGEST = 800, 256
_RATE, _HEAD_RATE, _WARM_UP, _DECAY = 3e-4, 9e-4, 0.1, 0.01


class Teacher(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """A transformer with a linear layer a component: each word's first piece tells B, I or O of each label."""

    def __init__(self, folder: Path, streams: Sequence[Stream]) -> None:
        """Read the transformer and its word pieces from a folder; the layers on top are new."""
        super().__init__()
        self.tags = {s.component: ["O"] + [f"{place}-{label}" for label in s.labels for place in "BI"] for s in streams}
        self.pieces = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.body = AutoModel.from_pretrained(
            folder, local_files_only=True, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        # Half of all weights, and few reports: they stay, which halves the time of a step.
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        width = self.body.config.hidden_size
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(tags)) for name, tags in self.tags.items()})
        self.nlp = spacy.blank("en")
        set_tokenizer(self.nlp)

    def forward(self, docs: Sequence[Doc]) -> tuple[torch.Tensor, list[list[int]]]:
        """Give the meaning of every piece, and the place of each word's first piece (-1: cut off)."""
        batch = self.pieces(
            [[token.text for token in doc] for doc in docs],
            is_split_into_words=True, truncation=True, max_length=_LONGEST, padding=True, return_tensors="pt",
        )  # fmt: skip
        firsts = []
        for i, doc in enumerate(docs):
            first = [-1] * len(doc)
            for place, word in reversed(list(enumerate(batch.word_ids(i)))):
                if word is not None:
                    first[word] = place
            firsts.append(first)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.body(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
        return self.drop(states.float()), firsts


def train_teacher(folder: Path, streams: Sequence[Stream], epochs: int, seed: int) -> Teacher:
    """Fine-tune on marked texts, a sentence at a time, with warm-up and linear decay.

    A stream of weight w is seen `epochs * w` times.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # the same sums in the same order
    choose = random.Random(seed)
    teacher = Teacher(folder, streams)
    groups = [{"params": [p for p in teacher.body.parameters() if p.requires_grad], "lr": _RATE}]
    groups.append({"params": list(teacher.heads.parameters()), "lr": _HEAD_RATE})
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY, fused=True)
    batches = [(s.component, batch) for s in streams for batch in _plan_rounds(teacher, s, epochs, choose)]
    choose.shuffle(batches)
    steps = len(batches)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps))
    )
    teacher.train()
    for component, batch in batches:
        meanings, firsts = teacher([doc for doc, _ in batch])
        rows = [(i, p, tags[w]) for i, (_, tags) in enumerate(batch) for w, p in enumerate(firsts[i]) if p >= 0]
        where = torch.tensor(rows)
        scores = teacher.heads[component](meanings[where[:, 0], where[:, 1]])
        optimizer.zero_grad()
        nn.functional.cross_entropy(scores, where[:, 2]).backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        pace.step()
    teacher.eval()
    return teacher


def _plan_rounds(teacher: Teacher, stream: Stream, epochs: int, choose: random.Random) -> Iterator[list[Tagged]]:
    tags = teacher.tags[stream.component]
    examples = [_tag_line(teacher, line, stream.labels, tags) for text in stream.texts for line in cut_lines(text)]
    for _ in range(round(epochs * stream.weight)):
        yield from _batch_examples(choose.sample(examples, len(examples)))


def mark_lines(teacher: Teacher, lines: Sequence[str], name: str = "silver") -> Iterator[dict[str, MarkedText]]:
    """Mark sentences as the teacher sees them, once for each component."""
    plain = [plain_characters(line) for line in lines]
    order = sorted(range(len(plain)), key=lambda i: len(plain[i]))
    docs = [(teacher.nlp.make_doc(plain[i]), [i]) for i in order if plain[i].strip()]
    for batch in _batch_examples(docs):
        with torch.inference_mode():
            meanings, firsts = teacher([doc for doc, _ in batch])
            scores = {name: head(meanings).numpy() for name, head in teacher.heads.items()}
        for row, (doc, (i,)) in enumerate(batch):
            seen = [word for word, place in enumerate(firsts[row]) if place >= 0]
            places = [firsts[row][word] for word in seen]
            marked = {}
            for component, tags in teacher.tags.items():
                found = ["O"] * len(doc)
                for word, tag in zip(seen, best_path(scores[component][row][places], tags), strict=True):
                    found[word] = tags[tag]
                marked[component] = MarkedText(f"{name}-{i}", doc.text, tuple(_read_tags(doc, found)))
            yield marked


def best_path(scores: NDArray[np.float32], tags: Sequence[str]) -> list[int]:
    """Give the best sequence of tags in which each I follows a B or I of its label (Viterbi 1967)."""
    if not len(scores):
        return []
    penalty = _penalties(tuple(tags))
    best = scores[0] + np.where([t[0] == "I" for t in tags], -1e4, 0.0)
    back = []
    for row in scores[1:]:
        reach = best[:, None] + penalty
        back.append(reach.argmax(0))
        best = reach.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@cache
def _penalties(tags: tuple[str, ...]) -> NDArray[np.float32]:
    allowed = [[t[0] != "I" or (f != "O" and f[2:] == t[2:]) for t in tags] for f in tags]
    return np.where(np.array(allowed), 0.0, -1e4).astype("f")


def _tag_line(teacher: Teacher, line: MarkedText, labels: Sequence[str], tags: Sequence[str]) -> Tagged:
    doc = teacher.nlp.make_doc(plain_characters(line.text))
    numbers = [0] * len(doc)
    for mark in flatten_marks(line.marks, labels):
        span = doc.char_span(mark.start, mark.end, alignment_mode="expand")
        for place, token in enumerate(span or ()):
            numbers[token.i] = tags.index(f"{'I' if place else 'B'}-{mark.label}")
    return doc, numbers


def _batch_examples(examples: Sequence[Tagged]) -> Iterator[list[Tagged]]:
    """Give batches of about so many pieces; sentences of like length stand together in pools of a few batches."""
    pool_size = 256
    batches: list[list[Tagged]] = []
    for start in range(0, len(examples), pool_size):
        batch: list[Tagged] = []
        for example in sorted(examples[start : start + pool_size], key=lambda e: len(e[0])):
            if batch and (len(batch) + 1) * len(example[0]) * 1.5 > _PIECES_PER_BATCH:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    random.Random(len(batches)).shuffle(batches)
    yield from batches


def _read_tags(doc: Doc, tags: Sequence[str]) -> Iterator[Mark]:
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and tag[0] != "I":
            yield Mark(doc[start].idx, doc[i - 1].idx + len(doc[i - 1]), tags[start][2:])
            start = None
        if tag[0] == "B":
            start = i
