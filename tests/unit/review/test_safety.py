"""Only this machine's own browser, with the link of this start, gets anything from the page or changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from extractor.review.desk import Desk
from extractor.review.ledger import Ledger
from extractor.review.paper import Sheet
from extractor.review.safety import SAFE_HEADERS, Door, Guard
from extractor.review.server import build_app

from .conftest import DOOR, ORIGIN, Shelved, held

HOSTS = {
    "127.0.0.1:8000": True,
    "localhost:8000": True,
    "[::1]:8000": True,
    "LOCALHOST:8000": True,
    "127.0.0.1:8001": False,
    "127.0.0.1": False,
    "evil.example:8000": False,
    "localhost.evil.example:8000": False,
    "": False,
}
ORIGINS: tuple[tuple[dict[str, str], bool], ...] = (
    ({"origin": "own"}, True),
    ({"origin": "own", "sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "same-origin"}, True),
    ({}, False),
    ({"origin": "http://evil.example"}, False),
    ({"origin": "null"}, False),
    ({"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"}, False),
    ({"origin": "own", "sec-fetch-site": "cross-site"}, False),
)
TOKENS = {
    f"{DOOR.cookie}={DOOR.token}": True,
    f"other=1; {DOOR.cookie}={DOOR.token}": True,
    "": False,
    f"{DOOR.cookie}={DOOR.token[:-1]}": False,
    f"{DOOR.cookie}=": False,
    f'{DOOR.cookie}="{DOOR.token}é"': False,
    f"extractor-review-8001={DOOR.token}": False,
}


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


def routes(desk: Desk) -> dict[tuple[str, str], object]:
    """Every address of the page, with what is sent to it."""
    key = held(desk).key
    place = f"{key}/case-1/sex"
    reads = ("/", "/list", "/settle", f"/settle/{key}/case-1", f"/p/{key}", f"/p/{key}/case-1", f"/editor/{place}")
    papers = ("text", "find?words=a", "words/1", "size/1", "page/1.png", "file")
    others = ("/words/sex", "/next/least", "/static/review.css", "/nothing", *(f"/paper/{key}/{p}" for p in papers))
    writes = {
        f"/decide/{place}": {"seen": 0, "accept": True},
        f"/comment/{place}": {"comment": "x"},
        f"/act/{key}": {"verdict": "add"},
        f"/undo/{key}": {},
    }
    return {**{("GET", path): None for path in (*reads, *others)}, **{("POST", p): b for p, b in writes.items()}}


def walk(app: ASGIApp, desk: Desk) -> Iterator[str]:
    """Ask for everything in every way; give what was answered as it must not be."""
    client = TestClient(app, base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False)
    ledger = desk.book.ledger
    for (method, path), body in routes(desk).items():
        whole = path in ("/", "/settle") or path.startswith("/decide")  # elsewhere one thing is wrong at a time
        for (host, host_good), (origin, origin_good), (cookie, token_good) in product(
            HOSTS.items(), ORIGINS, TOKENS.items()
        ):
            usual = [host == "127.0.0.1:8000", origin == ORIGINS[0][0], cookie == next(iter(TOKENS))]
            if not whole and sum(usual) < 2:
                continue
            wrong = [not host_good, not token_good, method == "POST" and not origin_good]
            yield from ask(client, ledger, (method, path, body), (host, origin, cookie), wrong)


def ask(
    client: TestClient,
    ledger: Ledger,
    what: tuple[str, str, object],
    how: tuple[str, dict[str, str], str],
    wrong: list[bool],
) -> Iterator[str]:
    """Ask for one thing in one way; `wrong` is what is wrong with host, token and origin."""
    (method, path, body), (host, origin, cookie) = what, how
    own = {name: f"http://{host.lower()}" if value == "own" else value for name, value in origin.items()}
    headers = {**own, "host": host, "cookie": cookie}
    before = ledger.since(0)[-1:]
    answer = client.request(method, path, json=body, headers={k: v.encode() for k, v in headers.items()})
    changed = ledger.since(0)[-1:] != before
    asked = f"{method} {path} {headers}: {answer.status_code}"
    if any(wrong):
        if answer.status_code != (421 if wrong[0] else 403) or changed:
            yield f"let in: {asked}"
    elif answer.status_code in (403, 421):
        yield f"shut out: {asked}"
    if method == "GET" and changed:
        yield f"changed by reading: {asked}"
    if any(name.startswith("access-control") for name in answer.headers):
        yield f"speaks to other origins: {asked}"
    sandboxed = answer.headers.get("content-security-policy", "").startswith("sandbox")
    for name, value in SAFE_HEADERS.items():
        if answer.headers.get(name) != value and not (sandboxed and name == "content-security-policy"):
            yield f"without {name}: {asked}"


def test_only_the_right_host_token_and_origin_get_in(desk: Desk) -> None:
    assert list(walk(build_app(desk, Shelved(), DOOR), desk)) == []


def test_the_walk_bites(desk: Desk) -> None:
    """The same page without its door is caught by the same walk, in each of the ways."""
    caught = {complaint.split(":")[0].split(" GET")[0] for complaint in walk(build_app(desk, Shelved(), None), desk)}
    assert "let in" in caught
    assert {f"without {name}" for name in SAFE_HEADERS} <= caught


def test_the_link_becomes_a_cookie_and_leaves_the_address(desk: Desk) -> None:
    client = TestClient(build_app(desk, Shelved(), DOOR), base_url=ORIGIN, follow_redirects=False)
    answer = client.get(DOOR.link("/p/abc#age").removeprefix(ORIGIN))
    assert (answer.status_code, answer.headers["location"]) == (303, "/p/abc#age")
    assert answer.headers["set-cookie"] == f"{DOOR.cookie}={DOOR.token}; HttpOnly; SameSite=Strict; Path=/"
    assert client.get("/").status_code == 200
    for wrong in ("", "?token=", f"?token={DOOR.token}x", "?token=%ff", "?to=/"):
        refused = client.get(f"/start{wrong}")
        assert (refused.status_code, "set-cookie" in refused.headers) == (403, False)


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aset-cookie:a=b", "p"]
)
def test_the_link_leads_nowhere_else(to: str, desk: Desk) -> None:
    client = TestClient(build_app(desk, Shelved(), DOOR), base_url=ORIGIN, follow_redirects=False)
    assert client.get(f"/start?token={DOOR.token}&to={to}").headers["location"] == "/"


def test_other_methods_and_great_bodies_are_refused(desk: Desk) -> None:
    client = TestClient(build_app(desk, Shelved(), DOOR), base_url=ORIGIN)
    headers = {"origin": ORIGIN, "cookie": f"{DOOR.cookie}={DOOR.token}"}
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/", headers=headers).status_code == 405
    path = f"/undo/{held(desk).key}"
    assert client.post(path, content=b" " * 1_000_001, headers=headers).status_code == 413
    chunks = (b"[" for _ in range(3))
    assert client.post(path, content=chunks, headers=headers).status_code == 413
    assert client.post(path, content=b"{" * 5000, headers=headers).status_code == 400
    assert client.post(path, content=b"[1]", headers=headers).status_code == 400


def test_an_error_bears_the_headers_too() -> None:
    def fail(request: Request) -> Response:
        raise RuntimeError("a secret")

    client = TestClient(
        Guard(Starlette(routes=[Route("/", fail)]), DOOR), base_url=ORIGIN, raise_server_exceptions=False
    )
    answer = client.get("/", headers={"cookie": f"{DOOR.cookie}={DOOR.token}"})
    assert (answer.status_code, "secret" in answer.text) == (500, False)
    assert SAFE_HEADERS.items() <= dict(answer.headers).items()


def test_each_start_has_its_own_secret() -> None:
    tokens = {Door(1).token for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43, "256 bits"


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fetc%2fpasswd", "%00", "%2e%2e", "....%2f%2f", "C:\\boot.ini", "a%2f%2e%2e%2f%2e%2e%2fb", "\u202etxt"],
)
def test_no_address_names_a_file(name: str, desk: Desk) -> None:
    client = TestClient(build_app(desk, Shelved(), DOOR), base_url=ORIGIN)
    client.cookies.set(DOOR.cookie, DOOR.token)
    for path in (f"/paper/{name}/file", f"/paper/{name}/page/1.png", f"/static/{name}", f"/p/{name}/{name}"):
        assert client.get(path).status_code in (404, 405)


class OnePdf(Shelved):
    """A library with one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, path: str) -> Path | None:
        return self.path

    def read(self, path: str) -> tuple[Sheet, ...]:
        return ()


def test_the_file_itself_is_a_sandboxed_download(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 <script>")
    client = TestClient(build_app(desk, OnePdf(tmp_path / "x.pdf"), DOOR), base_url=ORIGIN)
    client.cookies.set(DOOR.cookie, DOOR.token)
    answer = client.get(f"/paper/{held(desk).key}/file")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["content-disposition"].startswith('attachment; filename="papers-a-txt')
    assert answer.headers["content-type"] == "application/octet-stream"
