"""A folder as it is: odd names, links, pipes, devices, depth; each file is read or listed with the reason."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from extractor.batch.walk import find_papers, hash_paper, open_paper, show_name


def reasons_of(root: Path, output: Path) -> dict[str, str]:
    return {paper.shown: paper.skipped for paper in find_papers([root], output)}


def test_every_kind_of_file_is_listed_and_only_regular_ones_are_read(tmp_path: Path) -> None:
    root = tmp_path / "papers"
    (root / "sub").mkdir(parents=True)
    for name in ("a.pdf", "B.PDF", "none", "sub/a.pdf", ".PDF"):
        (root / name).write_bytes(b"%PDF-1.4")
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"%PDF-1.4")
    os.symlink(outside, root / "link.pdf")
    os.symlink("/dev/zero", root / "zero.pdf")
    os.symlink(tmp_path, root / "up")
    os.symlink("nowhere", root / "dangling.pdf")
    os.mkfifo(root / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(root)
        server.bind("socket.pdf")
        os.chdir(tmp_path)
        (root / ".hidden").write_bytes(b"")
        found = reasons_of(root, tmp_path / "out")
    link, special = "a link; put the file itself into the folder", "no regular file (a pipe, socket or device)"
    assert found == {
        **dict.fromkeys((f"papers/{name}" for name in ("a.pdf", "B.PDF", "none", "sub/a.pdf", ".PDF")), ""),
        **dict.fromkeys((f"papers/{name}" for name in ("link.pdf", "zero.pdf", "up", "dangling.pdf")), link),
        **dict.fromkeys((f"papers/{name}" for name in ("pipe.pdf", "socket.pdf")), special),
    }


def test_names_of_any_bytes_stay_apart_and_can_be_printed(tmp_path: Path) -> None:
    names = [
        b"caf\xe9.pdf",
        rb"caf\xe9.pdf",
        "café.pdf".encode(),
        "cafe\u0301.pdf".encode(),
        b"line\nfeed.pdf",
        b"\x1b[31mred.pdf",
        "\u202efdp.exe.pdf".encode(),
        b"=cmd|' calc'!A0.pdf",
        b"<img src=x onerror=alert(1)>.pdf",
        b"-rf.pdf",
        b"%s%n.pdf",
        rb"..\..\x.pdf",
        b"n" * 251 + b".pdf",
        b"CON",
        b"a.pdf",
        b"A.pdf",
        b" .pdf",
        b"trailing.pdf ",
    ]
    root = tmp_path / "papers"
    root.mkdir()
    for name in names:
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(name)
    papers = find_papers([root], tmp_path / "out")
    shown = [paper.shown for paper in papers]
    assert len(set(shown)) == len(names)
    assert all(name.isprintable() and name.encode() for name in shown)
    for paper in papers:
        with os.fdopen(open_paper(paper.path), "rb") as file:
            assert file.read() in names


def test_deeper_than_a_path_may_be_long(tmp_path: Path) -> None:
    root = tmp_path / "papers"
    root.mkdir()
    (root / "a.pdf").write_bytes(b"%PDF-1.4")
    here = os.open(root, os.O_RDONLY)
    levels = [here]
    try:
        for _ in range(40):
            os.mkdir("d" * 200, dir_fd=levels[-1])
            levels.append(os.open("d" * 200, os.O_RDONLY, dir_fd=levels[-1]))
        os.close(os.open("deep.pdf", os.O_WRONLY | os.O_CREAT, dir_fd=levels[-1]))
        found = find_papers([root], tmp_path / "out")
        assert [paper.skipped for paper in found if paper.shown == "papers/a.pdf"] == [""]
        assert any("too long" in paper.skipped for paper in found)
    finally:  # what no path can name, no path can remove
        os.unlink("deep.pdf", dir_fd=levels.pop())
        for level in reversed(levels):
            os.rmdir("d" * 200, dir_fd=level)


def test_more_folders_in_each_other_than_calls_can_be_nested(tmp_path: Path) -> None:
    root = deep = str(tmp_path / "p")
    os.mkdir(root)
    for _ in range(1100):
        deep += "/d"
        os.mkdir(deep)
    Path(deep, "a.pdf").write_bytes(b"%PDF-1.4")
    try:
        assert [paper.skipped for paper in find_papers([Path(root)], tmp_path / "out")] == [""]
    finally:
        os.unlink(f"{deep}/a.pdf")
        os.removedirs(deep)


def test_results_are_no_papers(tmp_path: Path) -> None:
    (tmp_path / "papers" / "old run").mkdir(parents=True)
    (tmp_path / "papers" / "old run" / "review.sqlite").write_bytes(b"")
    (tmp_path / "papers" / "old run" / "cases.csv").write_bytes(b"")
    (tmp_path / "papers" / "new").mkdir()
    (tmp_path / "papers" / "new" / "cases.csv").write_bytes(b"")
    found = reasons_of(tmp_path / "papers", tmp_path / "papers" / "new")
    assert found == {"papers/old run": "a run folder; its files are results, not papers"}


def test_two_folders_of_one_name_stay_apart(tmp_path: Path) -> None:
    for parent in ("x", "y"):
        (tmp_path / parent / "papers").mkdir(parents=True)
        (tmp_path / parent / "papers" / "a.txt").write_text(parent, encoding="utf-8")
    found = find_papers([tmp_path / "x" / "papers", tmp_path / "y" / "papers"], tmp_path / "out")
    assert [paper.shown for paper in found] == ["papers (2)/a.txt", "papers/a.txt"]


def test_names_with_controls_are_shown_escaped() -> None:
    assert show_name("a\x1b[31m\n.pdf") == "a\\x1b[31m\\n.pdf"
    assert show_name(os.fsdecode(b"caf\xe9.pdf")) == "caf\\xe9.pdf"
    assert show_name("caf\\xe9.pdf") == "caf\\\\xe9.pdf"


def test_a_file_swapped_for_a_link_or_pipe_is_not_opened(tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF-1.4")
    (found,) = find_papers([paper], tmp_path / "out")
    paper.unlink()
    os.symlink("/etc/passwd", paper)
    with pytest.raises(OSError):
        hash_paper(found)
    paper.unlink()
    os.mkfifo(paper)
    with pytest.raises(OSError, match="no regular file"):
        hash_paper(found)
