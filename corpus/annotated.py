"""Joins the gold of `annotated.jsonl` with its texts, which are no part of this project: folders as `make score` reads.

Each line of the file is a text of a public corpus by its id, with the answers that an annotator gave who had not seen
the program: values only, no word of the text. `followed` is true of the sets that rules were later measured on; the
others were only scored. The folder gets `texts/` and `gold.jsonl`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.problem import DataError

FILE = Path(__file__).with_name("annotated.jsonl")


def read_lines(path: Path = FILE) -> Iterator[dict[str, Any]]:
    """Read the texts that were annotated, in the order of the sets."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read_texts(paths: list[Path]) -> Mapping[str, str]:
    """Read texts by id, from folders of `ID.txt` and from files with a JSON object of `id` and `text` a line."""
    texts: dict[str, str] = {}
    for path in paths:
        if path.is_dir():
            texts |= {file.stem: file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.txt"))}
        else:
            lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
            texts |= {line["id"]: line["text"] for line in lines}
    return texts


def join(texts: Mapping[str, str], out: Path, followed: bool) -> int:
    """Write the folder from the sets that were followed or not, and count its texts.

    Raises:
        DataError: a text is in none of the corpora.
    """
    chosen = [line for line in read_lines() if line["followed"] is followed]
    lacking = [line["id"] for line in chosen if line["id"] not in texts]
    if lacking:
        raise DataError(
            f"{len(lacking)} texts are in none of the corpora, as {lacking[0]}: name the folder or file of each"
        )
    (out / "texts").mkdir(parents=True, exist_ok=True)
    for line in chosen:
        (out / "texts" / f"{line['id']}.txt").write_text(texts[line["id"]], encoding="utf-8")
    lines = (json.dumps({"id": line["id"], "cases": line["cases"]}, ensure_ascii=False) for line in chosen)
    (out / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(chosen)


def main() -> None:
    """Write both folders below OUT: `kept`, which no rule has followed, and `followed`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+", help="a folder of ID.txt, or a file of JSON lines")
    options = parser.parse_args()
    texts = read_texts(options.corpora)
    for name, followed in (("kept", False), ("followed", True)):
        print(f"{options.out / name}: {join(texts, options.out / name, followed)} texts")


if __name__ == "__main__":
    main()
