"""The built wheel, installed elsewhere, has all that it needs: schemas, word lists, data and commands."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PROBE = """
import socket, sys; sys.path.insert(0, sys.argv[1])
def refuse(*_, **__):
    raise OSError("there is no network here")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
import extractor
assert extractor.__file__.startswith(sys.argv[1]), extractor.__file__
from extractor.schema import load_schema, schema_names
from extractor.lexicon import lexicon_names, load_lexicon
from extractor.pipeline import load_program
from importlib.resources import files
for name in ("templates/patient.html", "static/review.js", "static/review.css"):
    assert (files("extractor") / "review" / name).is_file(), name
for name in schema_names():
    program = load_program(name)
for name in lexicon_names():
    assert load_lexicon(name).terms
from extractor.criteria import criteria_names, load_criteria
assert [load_criteria(name).source for name in criteria_names()]
from extractor.mentions.entities import load_recogniser, mark_texts
(found,) = mark_texts(["She had a fever."], load_recogniser("en_case_report_ner"))
assert [entity.label for entity in found if entity.start == 10] == ["Sign_symptom"], found
print(len(schema_names()), len(lexicon_names()))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_loads_everything_elsewhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path / "site")], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    schemas, lexicons = map(int, answer.stdout.split())
    assert schemas >= 2
    assert lexicons >= 10


def test_wheel_installs_its_command(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True, system_site_packages=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True)
    assert (tmp_path / "venv" / "bin" / "extractor").exists()


def test_wheel_holds_the_package_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"extractor"}
