"""The house stands as CONTRIBUTING says: who may import whom, third parties in their rooms, sizes that only shrink."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "extractor"
LISTED = tomllib.loads((ROOT / "tests" / "oversize.toml").read_text(encoding="utf-8"))

NOUNS = {
    "problem",
    "document",
    "mention",
    "case",
    "lexicon",
    "wordlist",
    "guarded",
    "schema",
    "unit",
    "characters",
    "metadata",
    "xml_text",
    "tagged",
}
STAGES = {"readers", "structure", "mentions", "fields", "tables", "criteria", "references", "audit", "score"}
# What a module outside the nouns may import beside nouns and its own folder.
MAY_IMPORT = {
    "pipeline": {"readers", "structure", "mentions", "fields", "tables"},
    "batch": {"pipeline", "export", "review"},
    # The command line may import all of them.
    "cli": {"pipeline", "batch", "export", "review", "readers", "structure", "fields", "score", "summary", "audit"}
    | {"criteria", "references"},
    "score": {"mentions"},  # a recogniser is judged without the rest of the house
    "export": set(),
    "criteria": {"export"},  # rows are what a run gives to those who go on with it
    "references": {"export", "criteria"},
    "audit": {"export", "summary"},
    "summary": {"export"},
    "review": set(),
}
# What a family of the rules in `fields/` may import of the others; what all of them lean on stands beside the folders.
FAMILIES: dict[str, set[str]] = {
    "diagnoses": set(),
    "histories": {"diagnoses"},
    "treatments": {"diagnoses", "histories"},
    "times": set(),
    "symptoms": {"treatments"},
    "outcomes": {"treatments", "times"},
    "lesions": {"diagnoses"},
}
ROOMS = {
    "pdfminer": {"readers"},
    "pypdfium2": {"readers", "review"},
    "lxml": {"xml_text.py", "readers", "references", "tables"},
    "rispy": {"readers", "references"},
    "bibtexparser": {"references"},
    "spacy": {"mentions"},
    "scispacy": {"mentions/abbreviations.py"},
    "pysbd": {"mentions"},
    "pandas": {"export", "score", "review"},
    "xlsxwriter": {"export", "review", "summary"},
    "openpyxl": {"readers", "review"},
    "scipy": {"review"},
    "starlette": {"review"},
    "uvicorn": {"review"},
    "jinja2": {"review"},
    "sqlite3": {"review", "batch"},
    "typer": {"cli"},
    "rich": {"cli"},
}
BANNED_NAMES = {"utils", "util", "helpers", "common", "misc", "base", "manager", "handler", "models"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            if node.module == "extractor":
                yield from (f"extractor.{alias.name}" for alias in node.names)


def test_a_stage_imports_nouns_and_itself_alone() -> None:
    wrong = []
    for name, tree in modules():
        room = name.split("/")[0].removesuffix(".py")
        allowed = NOUNS | MAY_IMPORT.get(room, set()) | ({room} if room not in NOUNS else set())
        for module in imports(tree):
            parts = module.split(".")
            if parts[0] == "extractor" and len(parts) > 1 and parts[1] not in allowed and name != "__main__.py":
                known = parts[1] in NOUNS | STAGES | set(MAY_IMPORT)
                if known:
                    wrong.append(f"{name} imports {module}")
    assert wrong == []


def test_families_of_rules_import_only_those_before_them() -> None:
    folders = {path.name for path in (PACKAGE / "fields").iterdir() if (path / "__init__.py").is_file()}
    assert folders == FAMILIES.keys()
    wrong = [
        f"{name} imports {module}"
        for name, tree in modules()
        if name.startswith("fields/") and (family := name.split("/")[1]) in FAMILIES
        for module in imports(tree)
        if module.startswith("extractor.fields.")
        and module.split(".")[2] in FAMILIES.keys() - {family} - FAMILIES[family]
    ]
    assert wrong == []


def test_nouns_import_nouns_alone() -> None:
    wrong = [
        f"{name} imports {module}"
        for name, tree in modules()
        if name.removesuffix(".py") in NOUNS
        for module in imports(tree)
        if module.startswith("extractor.") and module.split(".")[1] not in NOUNS
    ]
    assert wrong == []


def test_third_parties_stay_in_their_rooms() -> None:
    wrong = [
        f"{name} imports {module}"
        for name, tree in modules()
        for module in imports(tree)
        if module.split(".")[0] in ROOMS
        and not any(name == room or name.startswith(f"{room}/") for room in ROOMS[module.split(".")[0]])
    ]
    assert wrong == []


def test_one_broad_except() -> None:
    broad = [
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    assert broad == ["pipeline.py"]


def test_names_say_something() -> None:
    assert [name for name, _ in modules() if Path(name).stem in BANNED_NAMES] == []


def test_every_module_and_public_thing_says_what_it_is() -> None:
    silent = []
    for name, tree in modules():
        if not ast.get_docstring(tree) and name != "__init__.py":
            silent.append(name)
        for node in tree.body:
            public = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                silent.append(f"{name}: {node.name}")
    assert silent == []


def test_only_the_command_line_prints() -> None:
    printing = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert {name for name in printing if not name.startswith("cli/")} <= set(LISTED.get("printing", []))


def test_sizes_only_shrink() -> None:
    """Modules to 300 lines, functions to 50, six parameters; the exceptions are listed with their number."""
    sizes = {}
    for name, tree in modules():
        lines = (PACKAGE / name).read_text(encoding="utf-8").count("\n")
        if lines > 300:
            sizes[name] = lines
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    sizes[f"{name}:{node.name}"] = length
                if len(node.args.args) + len(node.args.kwonlyargs) > 6 and not name.startswith("cli"):
                    sizes[f"{name}:{node.name}()"] = len(node.args.args) + len(node.args.kwonlyargs)
    listed = LISTED.get("sizes", {})
    assert {name: size for name, size in sizes.items() if size > listed.get(name, 0)} == {}
    assert {name for name in listed if name not in sizes} == set(), "strike these off tests/oversize.toml"


def test_no_machine_paths_or_hosts() -> None:
    places = re.compile(r"/(?:root|home|work|tmp|Users)/|https?://(?!doi\.org|www\.w3\.org)")
    wrong = [
        f"{path.name}: {found.group()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for found in places.finditer(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
