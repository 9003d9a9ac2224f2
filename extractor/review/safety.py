"""Who may ask the review server for what: this machine's own browser, with the link that the program printed."""

from __future__ import annotations

import hmac
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.problem import ExtractorError

START = "/start"
_SCHEME = "http"  # nothing leaves this machine
_MOST_BYTES = 1_000_000
_SAFE = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE_HEADERS: Mapping[str, str] = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_NO_TOKEN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not open</title>
<link rel="stylesheet" href="/static/review.css"><main class="alone"><h1>This page is not open yet</h1>
<p>Open the link that <code>extractor review</code> printed when it was started; it holds the key.
If you came from another page, <a href="">try once more</a>.</p></main></html>"""


@dataclass(frozen=True, slots=True)
class Door:
    """The addresses under which the server may be called, and the secret of this start."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def hosts(self) -> frozenset[str]:
        """The values of `Host` that are ours: everything else is somebody's name for this machine."""
        return frozenset(f"{name}:{self.port}" for name in ("localhost", "127.0.0.1", "[::1]"))

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies do not know ports, so that it does."""
        return f"extractor-review-{self.port}"

    def link(self, path: str = "/") -> str:
        """Give the link that opens the page."""
        return f"{_SCHEME}://127.0.0.1:{self.port}{START}?token={self.token}&to={quote(path)}"

    def knows(self, token: str) -> bool:
        """Tell whether a token is ours, in a time that says nothing about it."""
        return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self.token.encode())


def free_port(wanted: int) -> int:
    """Give a port of the loopback address that nobody uses: the one wanted, if it is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was just given up is free
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ExtractorError("no port of this machine is free")


class Guard:
    """Lets through what may pass, and puts the same headers on every answer, also on refusals and errors."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check host, token, origin and size, in this order."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refuse(scope, headers)
        if refusal is not None:
            await _answer(send, *refusal)
        elif scope["path"] == START:
            await self._open(scope, send)
        else:
            await self._app(scope, _limited(receive), _with_headers(send))

    def _refuse(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        door = self._door
        hosts = [value for name, value in scope["headers"] if name.lower() == b"host"]
        if len(hosts) != 1 or headers["host"].lower() not in door.hosts:
            return 421, "not the address of this server"
        if scope["path"] == START:
            return None if scope["method"] in _SAFE else (405, "open it as a link")
        if not door.knows(_cookie(headers.get("cookie", ""), door.cookie)):
            return 403, _NO_TOKEN if scope["method"] in _SAFE else "open the page anew, by the link"
        if scope["method"] not in _SAFE:
            if scope["method"] != "POST":
                return 405, "only GET and POST"
            own = f"{scope['scheme']}://{headers['host'].lower()}"
            origin, site = headers.get("origin"), headers.get("sec-fetch-site")
            if (origin, site) == (None, None) or origin not in (None, own) or site not in (None, "same-origin"):
                return 403, "not from this page"
            if not headers.get("content-length", "").isdecimal() or int(headers["content-length"]) > _MOST_BYTES:
                return 413, "too much"
        return None

    async def _open(self, scope: Scope, send: Send) -> None:
        """Turn the token of the link into a cookie and go on to the page, so that the token leaves the address."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if not self._door.knows(query.get("token", [""])[0]):
            await _answer(send, 403, _NO_TOKEN)
            return
        to = query.get("to", ["/"])[0]
        if not to.startswith("/") or to.startswith("//") or not to.isprintable() or "\\" in to:
            to = "/"
        cookie = f"{self._door.cookie}={self._door.token}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 303, "", {"location": quote(to, safe="/?=&#%"), "set-cookie": cookie})


def _cookie(header: str, name: str) -> str:
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return "" if morsel is None else morsel.value


async def _answer(send: Send, status: int, text: str, more: Mapping[str, str] | None = None) -> None:
    kind = "text/html; charset=utf-8" if text.startswith("<") else "text/plain; charset=utf-8"
    headers = {"content-type": kind, "content-length": str(len(text.encode())), **(more or {})}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await _with_headers(send)({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": text.encode()})


def _with_headers(send: Send) -> Send:
    """Put the safe headers on an answer that does not give stricter ones of its own; none speaks to other origins."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [
                *(pair for pair in message["headers"] if not pair[0].lower().startswith(b"access-control-")),
                *((n.encode(), v.encode()) for n, v in SAFE_HEADERS.items() if n.encode() not in given),
            ]
        await send(message)

    return wrapped


def _limited(receive: Receive) -> Receive:
    """Stop a body that is longer than it said."""
    got = 0

    async def wrapped() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        return {"type": "http.disconnect"} if got > _MOST_BYTES else message

    return wrapped
