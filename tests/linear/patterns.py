"""Lists every pattern that the program compiles, and how it is used: modules are imported and papers read under watch.

Run as `python -m tests.linear.patterns PAPER…`: prints one JSON object a line.
"""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import sys
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
_ANCHORED = frozenset({"match", "fullmatch"})  # tried at one place of the text
Key = tuple[str, int]


class Watch:
    """The patterns compiled from now on by modules of the program, the first to do so, and the functions that did."""

    def __init__(self) -> None:
        self.module: dict[Key, str] = {}
        self.uses: dict[Key, set[str]] = defaultdict(set)
        self._compile = re._compile  # type: ignore[attr-defined]
        re._compile = self._note  # type: ignore[attr-defined]

    def _note(self, pattern: Any, flags: Any) -> Any:
        compiled = self._compile(pattern, flags)
        user = sys._getframe(2).f_globals.get("__name__", "")
        if user == "extractor.guarded":  # compiles for others
            user = sys._getframe(3).f_globals.get("__name__", "")
        if user.startswith("extractor") and isinstance(compiled.pattern, str):
            key = compiled.pattern, compiled.flags
            self.module.setdefault(key, user)
            self.uses[key].add(sys._getframe(1).f_code.co_name)
        return compiled


def import_all() -> list[ModuleType]:
    """Import every module of the program."""
    import extractor

    names = (module.name for module in pkgutil.walk_packages(extractor.__path__, "extractor."))
    return [import_module(name) for name in names if not name.endswith("__main__")]


def methods_of(module: ModuleType, name: str) -> set[str]:
    """Give what is asked of a name in its module, and of a public one in any: `_WORD.match(text)`."""
    own = Path(module.__file__ or "")
    methods: set[str] = set()
    for path in [own] if name.startswith("_") else (ROOT / "extractor").rglob("*.py"):
        for node in ast.walk(_parse(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
                methods.add(node.attr)
    return methods


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def main() -> None:
    """Import every module, load every list of cues, read the papers, and print what was compiled."""
    watch = Watch()
    modules = import_all()
    from extractor.lexicon import load_cues
    from extractor.pipeline import analyse_paper, load_program
    from extractor.problem import DataError
    from extractor.wordlist import Guarded

    for path in sorted((ROOT / "extractor" / "lexicons").glob("*.toml")):
        try:
            load_cues(path.stem)
        except DataError:
            continue  # a table of another kind
    program = load_program()
    for name in sys.argv[1:]:
        analyse_paper(Path(name), name, program)
    for module in modules:
        for name, value in vars(module).items():
            value = value.compiled if isinstance(value, Guarded) else value
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                watch.uses[value.pattern, value.flags] |= methods_of(module, name)
    for (pattern, flags), user in watch.module.items():
        uses = watch.uses[pattern, flags] - {"compile", "pattern"}
        anchored = bool(uses) and uses <= _ANCHORED
        print(json.dumps({"module": user, "pattern": pattern, "flags": flags, "anchored": anchored}))


if __name__ == "__main__":
    main()
