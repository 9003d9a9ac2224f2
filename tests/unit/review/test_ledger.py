"""Decisions are appended, never changed; an edit made on what no longer stands is refused; nothing drops them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.case import Status
from extractor.problem import PaperStatus
from extractor.review.database import VERSION
from extractor.review.decision import Answer, Decision, Role, StaleDecision, Verdict
from extractor.review.ledger import open_ledger
from extractor.review.result import PaperResult
from extractor.review.store import open_store


def judged(content: str, reviewer: str = "anna", seen: int | None = 0, **changes: object) -> Decision:
    decision = Decision(
        "papers/a.pdf",
        "11",
        reviewer,
        Verdict.EDIT,
        case="case-1",
        field="age_years",
        answer=Answer(Status.STATED, content, "[]"),
        seen=seen,
    )
    return replace(decision, **changes)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "review.sqlite"
    with open_store(path, create=True) as store:
        store.begin("papers/a.pdf", "11", "v1")
        store.end(PaperResult("papers/a.pdf", "11", PaperStatus.DONE), [], "stamp", "v1")
    return path


def test_decisions_come_back_as_they_were_made(database: Path) -> None:
    with open_ledger(database) as ledger:
        first = ledger.add(judged("54", comment="as in <b>Table 1</b>"))
        second = ledger.add(judged("55", "ben"))
        undo = ledger.add(
            Decision("papers/a.pdf", "11", "anna", Verdict.UNDO, case="case-1", field="age_years", target="1", seen=1)
        )
    with open_ledger(database) as ledger:
        assert ledger.decisions() == (first, second, undo)
        assert ledger.decisions("papers/other.pdf") == ()
        assert ledger.reviewers() == ("anna", "ben")
    assert [entry.number for entry in (first, second, undo)] == [1, 2, 3]
    assert first.at < second.at < undo.at


def test_an_edit_of_what_no_longer_stands_is_refused(database: Path) -> None:
    with open_ledger(database) as ledger:
        first = ledger.add(judged("54"))
        ledger.add(judged("60", "ben"))  # another hand is not in the way
        with pytest.raises(StaleDecision) as refused:
            ledger.add(judged("55", seen=0))
        assert refused.value.standing == first
        ledger.add(judged("55", seen=first.number))
        assert len(ledger.decisions()) == 3


def test_adjudicators_share_one_hand(database: Path) -> None:
    with open_ledger(database) as ledger:
        ledger.add(judged("54", "carla", role=Role.ADJUDICATOR))
        with pytest.raises(StaleDecision):
            ledger.add(judged("55", "dan", role=Role.ADJUDICATOR))


@pytest.mark.parametrize("order", ["UPDATE decision SET content = '99'", "DELETE FROM decision"])
def test_the_database_itself_refuses_to_change_a_decision(database: Path, order: str) -> None:
    with open_ledger(database) as ledger:
        ledger.add(judged("54"))
    with sqlite3.connect(database) as connection, pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(order)


def test_no_run_and_no_upgrade_loses_a_decision(database: Path) -> None:
    with open_ledger(database) as ledger:
        kept = ledger.add(judged("54"))
    with open_store(database) as store:
        store.begin("papers/a.pdf", "22", "v2")  # another file under the name
        store.drop(["papers/a.pdf"])  # and then it is gone
        for version in range(1, VERSION):
            store.connection.execute(f"PRAGMA user_version = {version}")
            with open_ledger(database) as ledger:
                assert ledger.decisions() == (kept,)


def test_a_database_of_results_alone_is_taken_further_with_its_results(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.executescript("DROP TABLE decision; PRAGMA user_version = 2;")
    with open_ledger(database) as ledger:
        ledger.add(judged("54"))
    with open_store(database) as store:
        assert [result.path for result in store.results()] == ["papers/a.pdf"]


def test_what_is_taken_over_twice_is_there_once(database: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.sqlite", create=True):
        pass
    with open_ledger(database) as ledger:
        first = ledger.add(judged("54"))
        ledger.add(replace(judged("55"), verdict=Verdict.UNDO, answer=None, target=str(first.number), seen=1))
        whole = ledger.decisions()
    with open_ledger(tmp_path / "other.sqlite") as other:
        other.add(judged("33", path="papers/b.pdf"))
        assert (other.take_over(whole), other.take_over(whole)) == (2, 0)
        taken = other.decisions("papers/a.pdf")
    assert [(entry.number, entry.verdict, entry.target) for entry in taken] == [
        (2, Verdict.EDIT, ""),
        (3, Verdict.UNDO, "2"),
    ]
    assert [entry.at for entry in taken] == [entry.at for entry in whole]


def test_a_judgement_needs_its_cell_and_its_answer() -> None:
    with pytest.raises(ValueError, match="answer"):
        Decision("a", "1", "anna", Verdict.ACCEPT, case="case-1", field="age_years")
    with pytest.raises(ValueError, match="which cell"):
        Decision("a", "1", "anna", Verdict.ACCEPT, answer=Answer(Status.NOT_REPORTED))
    with pytest.raises(ValueError, match="name"):
        Decision("a", "1", " ", Verdict.DONE)
