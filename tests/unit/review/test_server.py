"""What the review page answers: decisions kept, both versions of a stale one, blinding, patients, undo, search."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from extractor.review.decision import Verdict
from extractor.review.keys import KEYS

from .conftest import NASTY, PAPERS, SCHEMA, TEXT, Client, held

OpenPage = Callable[..., Client]


def entries(page: Client) -> list[tuple[str, Verdict, str, str]]:
    return [
        (entry.reviewer, entry.verdict, entry.field, "" if entry.answer is None else entry.answer.content)
        for entry in page.desk.book.ledger.decisions()
    ]


def finish(page: Client, path: str = "papers/a.txt") -> None:
    assert page.post(f"/act/{held(page.desk, path).key}", {"verdict": "done"}).status_code == 200


def test_what_is_shown_is_accepted(open_page: OpenPage) -> None:
    page = open_page()
    answer = page.decide("sex", accept=True)
    assert answer.status_code == 200
    assert entries(page) == [("anna", Verdict.ACCEPT, "sex", '"female"')]
    assert "state-accepted" in answer.json()["html"]
    assert answer.json()["case_left"] == len(SCHEMA.fields) - 1
    assert answer.json()["progress"] == f"1 of {4 * len(SCHEMA.fields)} cells"


@pytest.mark.parametrize(
    ("field", "body", "verdict", "content"),
    [
        ("age_years", {"take": 1}, Verdict.EDIT, "45"),
        ("age_years", {"status": "stated", "entries": {"number": ["46"]}}, Verdict.EDIT, "46"),
        ("symptoms", {"status": "not_reported"}, Verdict.REJECT, "null"),
        ("family_history", {"status": "denied"}, Verdict.REJECT, "null"),
        ("family_history", {"status": "not_reported"}, Verdict.ACCEPT, "null"),
        ("symptoms", {"status": "stated", "entries": {"item": ["back pain"]}}, Verdict.ACCEPT, '["back pain"]'),
        ("symptoms", {"status": "stated", "entries": {"item": ["fever", ""]}}, Verdict.EDIT, '["fever"]'),
    ],
)
def test_verdicts(field: str, body: dict[str, Any], verdict: Verdict, content: str, open_page: OpenPage) -> None:
    page = open_page()
    assert page.decide(field, **body).status_code == 200
    assert entries(page) == [("anna", verdict, field, content)]


@pytest.mark.parametrize(
    ("field", "body", "says"),
    [
        ("age_years", {"status": "stated", "entries": {"number": ["old"]}}, "“old” is not a number"),
        ("age_years", {"status": "stated", "entries": {"number": ["540"]}}, "from 0 to 120"),
        ("age_years", {"take": 2}, "no such reading"),
        ("sex", {"status": "stated", "entries": {"item": ["woman"]}}, "male, female, other"),
        ("lesion_levels", {"status": "stated", "entries": {"item": ["neck"]}}, "not a level"),
        (
            "serum_igg4",
            {"status": "stated", "entries": {"number": ["2"], "unit": ["cells/µL"]}},
            "cannot be told in mg/dL",
        ),
        ("symptoms", {"status": "stated", "entries": {}}, "enter a value"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(
    field: str, body: dict[str, Any], says: str, open_page: OpenPage
) -> None:
    page = open_page()
    answer = page.decide(field, **body)
    assert (answer.status_code, says in answer.json()["message"]) == (422, True), answer.json()
    assert entries(page) == []


def test_marked_words_become_the_evidence_with_the_papers_own_letters(open_page: OpenPage) -> None:
    page = open_page()
    start = TEXT.index("45 years old")
    places = [{"start": start - 1, "end": start + 13}, {"start": TEXT.index("𝛼"), "end": TEXT.index("𝛼") + 1}]
    places.append({"start": 2, "end": 13, "item": "as <b>told</b>", "quote": "lies"})
    assert page.decide(status="stated", entries={"number": ["45"]}, evidence=places).status_code == 200
    (entry,) = page.desk.book.ledger.decisions()
    assert entry.answer is not None
    assert [(q["quote"], q.get("item")) for q in json.loads(entry.answer.evidence)] == [
        ("45 years old.", None),
        ("𝛼", None),
        ("54-year-old", "as <b>told</b>"),
    ]
    beyond = page.decide(status="stated", entries={"number": ["45"]}, evidence=[{"start": 9, "end": 99999}], seen=1)
    assert beyond.status_code == 400


def test_a_paper_that_is_gone_keeps_its_evidence(open_page: OpenPage) -> None:
    page = open_page()
    known = {"start": 2, "end": 13}
    body = {"status": "stated", "entries": {"number": ["54"]}}
    assert page.decide("age_years", "papers/gone.txt", **body, evidence=[known]).status_code == 200
    refused = page.decide("sex", "papers/gone.txt", status="denied", evidence=[{"start": 0, "end": 1}])
    assert (refused.status_code, refused.json()["message"]) == (404, "the paper is not where the run found it")
    key = held(page.desk, "papers/gone.txt").key
    assert page.get(f"/paper/{key}/text").status_code == 404


def test_a_stale_edit_gets_both_versions_and_is_not_kept(open_page: OpenPage) -> None:
    page, window = open_page(), open_page()
    first = page.decide("sex", accept=True).json()["number"]
    stale = window.decide("sex", status="stated", entries={"item": ["male"]}, seen=0)
    assert stale.status_code == 409
    assert (stale.json()["yours"], stale.json()["theirs"], stale.json()["number"]) == ("male", "female", first)
    assert len(entries(page)) == 1
    assert window.decide("sex", status="stated", entries={"item": ["male"]}, seen=first).status_code == 200


def test_undo_takes_the_last_one_back_and_keeps_it_in_the_history(open_page: OpenPage) -> None:
    page = open_page()
    page.decide("sex", accept=True)
    key = held(page.desk).key
    answer = page.post(f"/undo/{key}", {}).json()
    assert (answer["case"], answer["field"]) == ("case-1", "sex")
    assert "state-unchecked" in answer["html"]
    assert '<li class="undone"><b>anna</b> accepted: female' in answer["html"]
    assert page.post(f"/undo/{key}", {}).status_code == 422
    assert page.decide("sex", accept=True, seen=2).status_code == 200


def test_reviewers_do_not_see_each_other_before_both_have_finished(open_page: OpenPage) -> None:
    anna, ben = open_page("anna"), open_page("ben")
    anna.decide("sex", status="stated", entries={"item": ["other"]}, comment="the word of anna")
    ben.decide("sex", accept=True)
    key = held(anna.desk).key
    finish(anna)
    shown = ben.get(f"/p/{key}/case-1").text
    assert "other" not in shown.split('id="sex"')[1].split('class="rest"')[0]
    assert "anna" not in shown
    assert ben.get("/settle").text.count('href="/settle/') == 0
    assert ben.decide("sex", accept=True, seen=2, settling=True).status_code == 422
    finish(ben)
    assert "What anna says" in ben.get(f"/settle/{key}/case-1").text
    assert "the word of anna" in ben.get(f"/settle/{key}/case-1").text
    assert f"/settle/{key}/case-1#sex" in anna.get("/settle").text
    assert anna.decide("sex", accept=True, seen=1).status_code == 422, "finished is finished"
    assert anna.post(f"/undo/{key}", {}).status_code == 422, "both have seen it"
    carla = open_page("carla")
    settled = carla.decide("sex", take=1, seen=0, settling=True, comment="Table 2")
    assert settled.status_code == 200
    assert settled.json()["disputes"] == 0
    assert entries(carla)[-1] == ("carla", Verdict.EDIT, "sex", '"other"')
    assert "carla (adjudicating)" in anna.get(f"/p/{key}/case-1").text


def test_blind_hides_the_machines_reading_until_one_has_answered(open_page: OpenPage) -> None:
    page = open_page(blind=True)
    key = held(page.desk).key
    hidden = page.get(f"/p/{key}/case-1").text
    assert "54-year-old" not in hidden and "back pain" not in hidden
    assert page.decide("symptoms", accept=True).status_code == 422
    assert "back pain" not in page.get(f"/editor/{page.place('symptoms')}").text
    shown = page.decide("symptoms", status="stated", entries={"item": ["fever"]}).json()["html"]
    assert "fever" in shown and "back pain" in shown


def test_patients_and_papers(open_page: OpenPage) -> None:
    page = open_page()
    key, other = held(page.desk, "papers/b.txt").key, held(page.desk, "papers/review.txt").key
    act = f"/act/{key}"
    assert page.post(act, {"verdict": "add", "target": NASTY}).json() == {"go": f"/p/{key}/added-1"}
    assert page.post(act, {"verdict": "split", "case": "case-1"}).json() == {"go": f"/p/{key}/added-2"}
    assert page.post(act, {"verdict": "merge", "case": "case-2", "target": "case-1"}).json() == {
        "go": f"/p/{key}/case-1"
    }
    assert page.post(act, {"verdict": "merge", "case": "case-2", "target": "case-1"}).status_code == 422
    assert page.post(act, {"verdict": "remove", "case": "added-1"}).status_code == 200
    assert {case for case, _ in page.desk.cells(held(page.desk, "papers/b.txt"))} == {"case-1", "added-2"}
    assert page.decide("sex", "papers/b.txt", "added-2", accept=True).status_code == 200
    assert page.decide("sex", "papers/b.txt", "case-2", accept=True).status_code == 422
    assert page.post(f"/act/{other}", {"verdict": "add", "target": "the girl"}).json() == {"go": f"/p/{other}/added-1"}
    assert (
        page.decide("sex", "papers/review.txt", "added-1", status="stated", entries={"item": ["female"]}).status_code
        == 200
    )
    assert page.post(act, {"verdict": "exclude", "target": "I do not like it"}).status_code == 422
    assert page.post(act, {"verdict": "exclude", "target": "another disease"}).status_code == 200
    assert page.desk.cells(held(page.desk, "papers/b.txt")) == ()
    assert page.post(f"/undo/{key}", {}).json() == {"go": f"/p/{key}"}
    assert len(page.desk.cells(held(page.desk, "papers/b.txt"))) == 2 * len(SCHEMA.fields)


def test_disagreement_about_patients_is_settled(open_page: OpenPage) -> None:
    anna, ben = open_page("anna"), open_page("ben")
    path, key = "papers/b.txt", held(anna.desk, "papers/b.txt").key
    anna.post(f"/act/{key}", {"verdict": "remove", "case": "case-2"})
    ben.decide("sex", path, accept=True)
    finish(anna, path)
    finish(ben, path)
    assert "anna: remove" in ben.get("/settle").text
    kept = ben.post(f"/act/{key}", {"verdict": "keep", "case": "case-2", "target": "remove", "settling": True})
    assert kept.json() == {"go": "/settle"}
    assert "anna: remove" not in ben.get("/settle").text


def test_what_to_look_at_next(open_page: OpenPage) -> None:
    page = open_page()
    a, b, gone = (held(page.desk, path).key for path in list(PAPERS)[:3])
    go = lambda search, after="": page.get(f"/next/{search}?after={after}").headers["location"]  # noqa: E731
    assert go("least") == f"/p/{a}/case-1#age_years"
    assert go("conflict", f"{a}/case-1/age_years") == f"/p/{b}/case-1#age_years"
    assert go("conflict", f"{gone}/case-1/age_years") == f"/p/{a}/case-1#age_years"
    assert go("left", f"{a}/case-1/age_years") == f"/p/{a}/case-1#sex"
    assert go("dispute") == "/settle"
    for path, cases in PAPERS.items():
        for number in range(cases):
            assert page.decide("age_years", path, f"case-{number + 1}", accept=True).status_code == 200
    assert go("conflict") == "/?none=1"


def test_every_page_opens_and_everything_said_stays_text(open_page: OpenPage) -> None:
    page = open_page()
    page.decide("sex", accept=True, comment=NASTY)
    page.post(f"/comment/{page.place('symptoms')}", {"comment": NASTY})
    key = held(page.desk).key
    paths = (
        "/",
        "/list",
        f"/list?words={NASTY}",
        "/settle",
        f"/p/{key}/case-1",
        f"/paper/{key}/text",
        f"/p/{key}/none",
    )
    for path in (*paths, *(f"/editor/{page.place(field.name)}" for field in SCHEMA.fields)):
        answer = page.get(path)
        assert answer.status_code == 200, path
        assert "<script>" not in answer.text, path
        assert " style=" not in answer.text and " onclick" not in answer.text
    assert "&lt;script&gt;" in page.get(f"/p/{key}/case-1").text


def test_every_action_on_the_pages_has_a_key(open_page: OpenPage) -> None:
    page = open_page()
    key = held(page.desk).key
    texts = [page.get(path).text for path in ("/", f"/p/{key}/case-1", "/settle", f"/editor/{page.place()}")]
    found = {part.split('"')[0] for text in texts for part in text.split('data-action="')[1:]}
    assert len(found) > 20
    assert found <= {key.action for key in KEYS}
    assert len({key.key for key in KEYS}) == len(KEYS)


def test_the_paper_is_searched_and_offered_as_a_download_alone(open_page: OpenPage) -> None:
    page = open_page()
    key = held(page.desk).key
    assert [one["quote"] for one in page.get(f"/paper/{key}/find?words=YEARS%20%20old").json()] == ["years old"]
    assert page.get(f"/paper/{key}/find?words=(.*)").json() == []
    assert page.get(f"/paper/{key}/file").status_code == 404


def test_words_are_offered(open_page: OpenPage) -> None:
    page = open_page()
    assert page.get("/words/sex").json() == ["male", "female", "other"]
    assert "back pain" in page.get("/words/symptoms").json()
    assert page.get("/words/shoe_size").status_code == 404


def test_the_list_is_given_by_stretches_and_by_words(open_page: OpenPage) -> None:
    page = open_page()
    assert page.get("/list").text.count('class="paper"') == len(PAPERS)
    assert page.get("/list?words=GONE").text.count('class="paper"') == 1
    assert page.get("/list?from=3").text.count('class="paper"') == 1
    for address in ("/", "/list"):
        assert ("data-more" in page.get(address).text, "No papers" in page.get(address).text) == (False, False)
