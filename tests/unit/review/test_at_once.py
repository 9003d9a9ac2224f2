"""Many people at once, beside a batch that writes: no edit is lost, none meets a locked database."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from extractor.case import Status
from extractor.problem import PaperStatus
from extractor.review.decision import Answer, Decision, Role, StaleDecision, Verdict
from extractor.review.desk import Desk
from extractor.review.ledger import open_ledger
from extractor.review.result import PaperResult, Part
from extractor.review.store import open_store

from .conftest import Client, held

CLIENTS, EDITS, CELLS = 8, 200, 5


def test_eight_clients_edit_beside_a_batch(database: Path) -> None:
    """Two tabs each of four people, who edit the same few cells: who is late is told, looks again, and edits again."""
    stop = threading.Event()

    def batch() -> int:
        written = 0
        with open_store(database) as store:
            while not stop.wait(0.02):  # fifty papers a second
                written += 1
                path = f"papers/new {written}.txt"
                store.begin(path, "22", "v1")
                part = Part((f'{{"case": {written}}}',), ())
                store.end(PaperResult(path, "22", PaperStatus.DONE), [part], "stamp", "v1")
        return written

    with ExitStack() as stack, ThreadPoolExecutor(CLIENTS + 1) as pool:
        ledgers = [stack.enter_context(open_ledger(database)) for _ in range(CLIENTS // 2)]

        def edit(client: int) -> tuple[set[int], int]:
            ledger, numbers, late = ledgers[client // 2], set(), 0
            chance = random.Random(client)
            for edit in range(EDITS):
                answer = Answer(Status.STATED, f'"{client} {edit}"')
                wanted = Decision(
                    *("papers/a.txt", "11", f"reviewer {client // 2}", Verdict.EDIT, Role.REVIEWER, "case-1"),
                    *(f"field {chance.randrange(CELLS)}", answer),
                )
                seen = 0
                while True:
                    try:
                        numbers.add(ledger.add(Decision(*fields_of(wanted), seen=seen)).number)
                        time.sleep(0.005)  # SQLite knows no queue: whoever never rests starves the others
                        break
                    except StaleDecision as stale:
                        late, seen = late + 1, stale.standing.number
            return numbers, late

        running = pool.submit(batch)
        done = list(pool.map(edit, range(CLIENTS)))
        stop.set()
        written = running.result()
    with open_ledger(database) as ledger, open_store(database) as store:
        kept = ledger.decisions()
        assert len(list(store.results(PaperStatus.DONE))) == written + 4
    assert written > 3, "the batch wrote all the while"
    assert len(kept) == CLIENTS * EDITS
    assert {entry.number for entry in kept} == set().union(*(numbers for numbers, _ in done))
    assert {entry.answer.content for entry in kept if entry.answer} == {
        f'"{client} {edit}"' for client in range(CLIENTS) for edit in range(EDITS)
    }
    assert sum(late for _, late in done) > CLIENTS, "tabs of one person met"
    last: dict[tuple[str, str], int] = {}
    for entry in kept:
        assert entry.seen == last.get((entry.reviewer, entry.field), 0), "each edit had seen the one before it"
        last[entry.reviewer, entry.field] = entry.number


def test_what_another_process_closes_stays_open_here(database: Path) -> None:
    """Two connections of one process, as the review page has, and a batch that ends beside them: the log stays."""
    batch = 'with open_store(path) as store: store.set_meta("batch", "was here")'
    look = "with open_ledger(path) as ledger: print([entry.path for entry in ledger.decisions()])"

    def beside(script: str) -> str:
        imports = "from pathlib import Path; from extractor.review.store import open_store; "
        imports += f"from extractor.review.ledger import open_ledger; path = Path({str(database)!r})"
        whole = f"import sys; sys.path[:0] = {sys.path!r}\n{imports}\n{script}"
        return subprocess.run([sys.executable, "-c", whole], check=True, capture_output=True, text=True).stdout.strip()

    with open_ledger(database) as ledger, open_store(database, threads=True) as store:
        ledger.add(Decision("papers/a.txt", "11", "anna", Verdict.DONE))
        beside(batch)
        ledger.add(Decision("papers/b.txt", "11", "anna", Verdict.DONE))
        assert beside(look) == "['papers/a.txt', 'papers/b.txt']"
        assert store.meta("batch") == "was here"


def fields_of(decision: Decision) -> tuple[str, str, str, Verdict, Role, str, str, Answer | None]:
    return (
        *(decision.path, decision.sha256, decision.reviewer, decision.verdict),
        *(decision.role, decision.case, decision.field, decision.answer),
    )


def test_two_servers_see_what_the_other_keeps(open_page: Callable[..., Client]) -> None:
    anna, ben = open_page("anna"), open_page("ben")
    for page in (anna, ben):
        assert page.decide("sex", accept=True).status_code == 200
    assert {entry.reviewer for entry in anna.desk.page_of(held(anna.desk)).standing} == {"anna", "ben"}


def test_what_was_answered_as_kept_outlives_a_kill(database: Path, open_desk: Callable[..., Desk]) -> None:
    """A process that dies at the moment of its answer has lost nothing of it."""
    script = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from extractor.case import Status
from extractor.review.decision import Answer, Decision, Role, Verdict
from extractor.review.ledger import open_ledger
with open_ledger(Path({str(database)!r})) as ledger:
    for number in range(50):
        answer = Answer(Status.STATED, str(number))
        entry = ledger.add(Decision("papers/a.txt", "11", "anna", Verdict.EDIT, Role.REVIEWER, "case-1", "f", answer))
        print(entry.number, flush=True)
    os.kill(os.getpid(), 9)
"""
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    kept = open_desk().book.ledger.decisions()
    assert [str(entry.number) for entry in kept] == killed.stdout.split()
    assert len(kept) == 50
