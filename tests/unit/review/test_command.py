"""`extractor review` without a browser: it answers on loopback alone, outlives a kill, follows a batch beside it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from extractor.batch import Options, run_papers
from extractor.pipeline import Program
from extractor.review.safety import free_port

ROOT = Path(__file__).parents[3]
REPORT = "A 61-year-old man presented with a three-week history of back pain. He was given prednisolone and improved."


@contextmanager
def reviewing(run: Path, port: int) -> Iterator[httpx.Client]:
    """Run the command, open its link, and kill it at the end."""
    command = [sys.executable, "-m", "extractor", "review", str(run), "--reviewer", "anna", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--port", str(port)], stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )
    try:
        assert process.stderr is not None
        said = ""
        while (link := re.search(r"http://[^ ]+:\d+/start\S+", said)) is None:
            line = process.stderr.readline()
            assert line, said
            said += line
        origin = link.group().split("/start")[0]
        with httpx.Client(base_url=origin, follow_redirects=True, headers={"origin": origin}, timeout=30) as client:
            assert client.get(link.group()).status_code == 200
            yield client
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_command(tmp_path: Path, program: Program) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text(REPORT, encoding="utf-8")
    run = tmp_path / "run"
    run_papers([tmp_path / "papers"], run, program, Options(jobs=1))
    port = free_port(0)
    with reviewing(run, port) as client:
        page = client.get("/next/least")
        key = page.url.path.split("/")[2]
        assert "What is the patient&#39;s sex?" in page.text
        assert "61-year-old man" in client.get(f"/paper/{key}/text").text
        assert client.post(f"/decide/{key}/case-1/sex", json={"seen": 0, "accept": True}).status_code == 200
        listening = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
        bound = {line[1].split(":")[0] for line in listening if line[3] == "0A" and line[1].endswith(f":{port:04X}")}
        assert bound == {"0100007F"}, "127.0.0.1 and nothing else"
    (tmp_path / "papers" / "b.txt").write_text(REPORT.replace("61", "34"), encoding="utf-8")
    with reviewing(run, port) as client:
        assert "state-accepted" in client.get(f"/p/{key}/case-1").text
        assert client.get("/list").text.count('class="paper"') == 1
        run_papers([tmp_path / "papers"], run, program, Options(jobs=1))
        client.post(f"/decide/{key}/case-1/age_years", json={"seen": 0, "accept": True}).raise_for_status()
    with reviewing(run, port) as client:
        assert client.get("/list").text.count('class="paper"') == 2
        assert client.get(f"/p/{key}/case-1").text.count("state-accepted") == 2


def test_what_is_wrong_is_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", "review", str(tmp_path), "--reviewer"]
    for name, says in (("anna", "no run folder"), ("", "give your name")):
        done = subprocess.run([*command, name], capture_output=True, text=True, check=False, cwd=ROOT)
        assert (done.returncode, says in done.stderr, done.stderr.count("\n")) == (2, True, 1), done.stderr
