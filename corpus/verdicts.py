"""Holds a run against judged outputs, `corpus/verdicts.jsonl`: judged right, wrong or missed → figures per field.

Each line of the file is a text of a public corpus by its id, with what a reader said of every value that the program
gave for it on the day ("r" right, "a" acceptable, "w" wrong) and of what the program had left out. No word of the texts
stands there. A value that nobody has judged counts for nothing: it is new, and shown with `--new`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.score.scoring import Share

FILE = Path(__file__).with_name("verdicts.jsonl")
OF_ITSELF = frozenset({"onset_to_diagnosis_weeks_calendar", "initial_symptoms"})  # told by another field
GIVEN = frozenset({"stated", "conflict"})
Key = tuple[int, str, str]  # number of the case, field, value as text


@dataclass(frozen=True, slots=True)
class Text:
    """One judged text: `part` names the draw, `verdicts` the values by case, field and text.

    Of a single value that was drawn, `only` names the field; nothing else of the text was judged, nor what it lacks.
    """

    key: str
    part: str
    verdicts: dict[Key, str]
    missed: tuple[tuple[str, str], ...]
    only: str | None = None


def read_verdicts(path: Path = FILE) -> tuple[Text, ...]:
    """Read the judged texts."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Text(
            line["id"],
            line["part"],
            {(case, field, value): verdict for case, field, value, verdict in line["verdicts"]},
            tuple((field, value) for field, value in line["missed"]),
            line.get("only"),
        )
        for line in lines
    )


def values_of(records: Sequence[dict[str, Any]]) -> Iterator[Key]:
    """Give every value of the cases of a text, lists item by item, as it stands in the verdicts."""
    for number, record in enumerate(records, 1):
        for field, value in record["values"].items():
            if field in OF_ITSELF:
                continue
            if value["status"] in GIVEN:
                content = value["value"]
                for item in content if isinstance(content, list) else [content]:
                    yield number, field, as_text(item)
            elif value["status"] in ("denied", "not_done"):
                yield number, field, value["status"].upper()


def as_text(item: Any) -> str:
    """Write a value so that it can be compared; of a quantity or a drug only what is known."""
    if isinstance(item, dict):
        return json.dumps({k: v for k, v in item.items() if v is not None and k != "class"}, ensure_ascii=False)
    return str(item)


def count_verdicts(texts: Sequence[Text], found: dict[str, list[dict[str, Any]]]) -> dict[str, Counter[str]]:
    """Count by field what the run gives again, lost, found of the missed, and gives anew."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        given = list(values_of(found.get(text.key, [])))
        missed = Counter((field, value.lower()) for field, value in text.missed)
        for key in given:
            verdict = text.verdicts.get(key)
            if verdict is None and missed[key[1], key[2].lower()] > 0:
                missed[key[1], key[2].lower()] -= 1
                verdict = "found"
            counts[key[1]][verdict or "new"] += 1
        for key, verdict in text.verdicts.items():
            counts[key[1]][f"lost {verdict}"] += key not in given
        for (field, _), number in missed.items():
            counts[field]["missed"] += number
    return counts


def format_counts(counts: dict[str, Counter[str]]) -> str:
    """Write a line a field: precision over what was judged, and what was judged right and is lost."""
    heads = ("r", "a", "w", "found", "missed", "new", "lost r", "lost w")
    lines = [f"{'field':28}{''.join(f'{head:>8}' for head in heads)}  right or acceptable"]
    for field, count in sorted(counts.items()):
        right, of = count["r"] + count["a"] + count["found"], count["r"] + count["a"] + count["found"] + count["w"]
        share = Share(right, of).interval
        told = f"{right}/{of} ({share.low:.2f}–{share.high:.2f})" if of else ""
        figures = "".join(f"{count[head]:>8}" for head in heads)
        lines.append(f"{field:28}{figures}  {told}")
    return "\n".join(lines)


def main() -> None:
    """Print the figures of a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path, help="a run folder with cases.jsonl")
    parser.add_argument("--part", help="the texts of one draw alone")
    parser.add_argument("--new", metavar="FIELD", help="show the values of a field that nobody has judged")
    options = parser.parse_args()
    run = json.loads((options.records / "run.json").read_text(encoding="utf-8"))
    read = {Path(paper["path"]).stem for paper in run["papers"]}
    texts = [text for text in read_verdicts() if text.key in read and options.part in (None, text.part)]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (options.records / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found[Path(record["document"]["path"]).stem].append(record)
    print(format_counts(count_verdicts(texts, found)))
    for text in texts if options.new else ():
        for key in values_of(found.get(text.key, [])):
            if key[1] == options.new and key not in text.verdicts:
                print(text.key, *key)


if __name__ == "__main__":
    main()
