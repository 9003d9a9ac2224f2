"""The review page: addresses → answers. Everything that is shown comes from the desk; GET changes nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from extractor.case import Status
from extractor.problem import ExtractorError
from extractor.review.decision import Answer, Role, StaleDecision, Verdict
from extractor.review.desk import Deed, Desk, Judgement, Refused, Search
from extractor.review.drawing import Drawer
from extractor.review.entering import EntryError, read_entry
from extractor.review.pages import Pages
from extractor.review.paper import Library
from extractor.review.safety import Door, Guard
from extractor.review.sheets import Sheets, SheetsGone
from extractor.review.shelf import Held

Body = Mapping[str, Any]


class Server:
    """The handlers of the page, for one reviewer."""

    def __init__(self, desk: Desk, library: Library) -> None:
        self.desk, self.library = desk, library
        self.sheets = Sheets(library)
        self.drawer = Drawer()
        threading.Thread(target=self.drawer.warm, daemon=True).start()
        environment = Environment(
            loader=PackageLoader("extractor.review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.pages = Pages(desk, environment)

    def overview(self, request: Request, body: Body) -> Response:
        return HTMLResponse(self.pages.overview())

    def listing(self, request: Request, body: Body) -> Response:
        start = request.query_params.get("from", "0")
        words = request.query_params.get("words", "")
        return HTMLResponse(self.pages.listing(int(start) if start.isdecimal() else 0, words))

    def paper(self, request: Request, body: Body) -> Response:
        held = self._held(request)
        patients = self.desk.arrangement(held).patients
        case = patients[0].case if patients else "none"
        return RedirectResponse(f"/p/{held.key}/{quote(case)}", 303)

    def patient(self, request: Request, body: Body) -> Response:
        return HTMLResponse(self.pages.patient(self._held(request), request.path_params["case"], False))

    def settle(self, request: Request, body: Body) -> Response:
        return HTMLResponse(self.pages.patient(self._held(request), request.path_params["case"], True))

    def disputes(self, request: Request, body: Body) -> Response:
        return HTMLResponse(self.pages.disputes())

    def editor(self, request: Request, body: Body) -> Response:
        return HTMLResponse(self.pages.editor(self._held(request), self._place(request), _settling(request)))

    def words(self, request: Request, body: Body) -> Response:
        return JSONResponse(self.pages.words(self._field(request)))

    def next(self, request: Request, body: Body) -> Response:
        if request.path_params["search"] not in set(Search):
            raise HTTPException(404)
        search = Search(request.path_params["search"])
        after = (*request.query_params.get("after", "").split("/"), "", "")[:3]
        found = self.desk.next(search, cast(tuple[str, str, str], after))
        if found is None:
            return RedirectResponse("/settle" if search is Search.DISPUTE else "/?none=1", 303)
        held, (case, field) = found
        room = "settle" if search is Search.DISPUTE else "p"
        return RedirectResponse(f"/{room}/{held.key}/{quote(case)}#{quote(field)}", 303)

    def page_picture(self, request: Request, body: Body) -> Response:
        held, page = self._held(request), request.path_params["page"]
        path = self.library.file(held.paper)
        wanted = request.query_params.get("scale", "2")
        scale = {"1": 1.0, "1.5": 1.5, "2": 2.0, "3": 3.0}.get(wanted, 2.0)
        drawn = None if path is None else self.drawer.draw(path, str(held.document["id"]), page, scale)
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/png")

    def page_size(self, request: Request, body: Body) -> Response:
        path = self.library.file(self._held(request).paper)
        size = None if path is None else self.drawer.size(path, request.path_params["page"])
        if size is None:
            raise SheetsGone("the file is not there, or its pages cannot be drawn")
        return JSONResponse({"width": size[0], "height": size[1], "pages": size[2]})

    def page_words(self, request: Request, body: Body) -> Response:
        return JSONResponse(self.sheets.words(self._held(request), request.path_params["page"]))

    def text(self, request: Request, body: Body) -> Response:
        held = self._held(request)
        return HTMLResponse(self.pages.text(self.sheets.sheet(held)))

    def find(self, request: Request, body: Body) -> Response:
        return JSONResponse(self.sheets.find(self._held(request), request.query_params.get("words", "")))

    def file(self, request: Request, body: Body) -> Response:
        held = self._held(request)
        path = self.library.file(held.paper)
        if path is None:
            raise HTTPException(404)
        name = "".join(char if char.isalnum() and char.isascii() else "-" for char in held.paper)[-80:]
        headers = {
            "content-security-policy": "sandbox; default-src 'none'",
            "content-disposition": f'attachment; filename="{name}-{held.key}.{held.document["format"] or "bin"}"',
        }
        return FileResponse(path, media_type="application/octet-stream", headers=headers)

    def decide(self, request: Request, body: Body) -> Response:
        """Keep a judgement; where another one stands than the page has seen, both come back and nothing is kept."""
        held, place, role = self._held(request), self._place(request), _role(body)
        try:
            answer = self._answer(held, place, role, body)
            judgement = Judgement(place, answer, int(body["seen"]), str(body.get("comment", "")))
            entry = self.desk.judge(held, judgement, role)
        except StaleDecision as stale:
            return JSONResponse(self.pages.stale(held, place, role, stale.standing, answer), 409)
        return JSONResponse({"number": entry.number, **self.pages.changed(held, place, role)})

    def comment(self, request: Request, body: Body) -> Response:
        held, place, role = self._held(request), self._place(request), _role(body)
        self.desk.note(held, place, role, str(body["comment"]))
        return JSONResponse(self.pages.changed(held, place, role))

    def act(self, request: Request, body: Body) -> Response:
        held = self._held(request)
        verdict = Verdict(str(body["verdict"]))
        if not verdict.rearranges and verdict not in (Verdict.DONE, Verdict.KEEP):
            raise Refused("no such act")
        case, target = str(body.get("case", "")), str(body.get("target", ""))
        entry = self.desk.act(held, Deed(verdict, case, target, str(body.get("comment", ""))), _role(body))
        patients = [patient.case for patient in self.desk.arrangement(held).patients]
        onward = entry.case if entry.case in patients else target if target in patients else (patients or ["none"])[0]
        return JSONResponse({"go": f"/p/{held.key}/{quote(onward)}" if _role(body) is Role.REVIEWER else "/settle"})

    def undo(self, request: Request, body: Body) -> Response:
        held, role = self._held(request), _role(body)
        number = body.get("number")
        undone = self.desk.undo(held, role, number if isinstance(number, int) else None)
        place = (undone.case, undone.field)
        if not undone.verdict.judges:
            return JSONResponse({"go": f"/p/{held.key}"})
        return JSONResponse({"case": undone.case, "field": undone.field, **self.pages.changed(held, place, role)})

    def _answer(self, held: Held, place: tuple[str, str], role: Role, body: Body) -> Answer:
        """Read an answer from what the page sends; evidence is told by places in the paper, its words are read here."""
        field = self.desk.schema.field(place[1])
        shown = self.pages.cell(held, place, role)
        if body.get("accept"):
            if shown.answer.given is None:
                raise Refused("there is no value shown to accept")
            return shown.answer.given
        if "take" in body:
            readings = [r.given for r in (shown.answers if role is Role.ADJUDICATOR else shown.alternatives)]
            reading = readings[int(body["take"]) - 1] if 1 <= int(body["take"]) <= len(readings) else None
            if reading is None:
                raise Refused("there is no such reading")
            return reading
        status = Status(str(body["status"]))
        before = None if shown.answer.given is None else json.loads(shown.answer.given.content)
        filled = status in (Status.STATED, Status.CONFLICT)
        content = read_entry(field, body.get("entries", {}), before) if filled else None
        if status is Status.STATED and content is None and not body.get("evidence"):
            raise EntryError("enter a value, or say that the paper does not report it (n)")
        evidence = self.sheets.cite(held, body.get("evidence", ()))
        return Answer(status, json.dumps(content, ensure_ascii=False), json.dumps(evidence, ensure_ascii=False))

    def _held(self, request: Request) -> Held:
        held = self.desk.held(request.path_params["key"])
        if held is None:
            raise HTTPException(404)
        return held

    def _place(self, request: Request) -> tuple[str, str]:
        return request.path_params["case"], self._field(request)

    def _field(self, request: Request) -> str:
        name = str(request.path_params["field"])
        if name not in {field.name for field in self.desk.schema.fields}:
            raise HTTPException(404)
        return name


def _role(body: Body) -> Role:
    return Role.ADJUDICATOR if body.get("settling") is True else Role.REVIEWER


def _settling(request: Request) -> bool:
    return request.query_params.get("settling") == "1"


Handler = Callable[[Request, Body], Response]


def _route(path: str, handler: Handler, method: str = "GET") -> Route:
    """Run a handler beside the loop; what the reviewer cannot do comes back as words."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await request.json() if method == "POST" else {}
            if not isinstance(body, dict):
                raise ValueError("not an object")
            return await run_in_threadpool(handler, request, body)
        except SheetsGone as error:
            return JSONResponse({"message": str(error)}, 404)
        except ExtractorError as error:
            return JSONResponse({"message": str(error)}, 422)
        except (KeyError, ValueError, TypeError, RecursionError):
            if method == "GET":
                raise
            return JSONResponse({"message": "the page sent what cannot be understood; load it again"}, 400)

    return Route(path, endpoint, methods=[method])


def build_app(desk: Desk, library: Library, door: Door | None) -> ASGIApp:
    """Build the application; without a door nothing is checked, which only a test may want."""
    server = Server(desk, library)
    cell = "/{key}/{case}/{field}"
    routes = [
        _route("/", server.overview),
        _route("/list", server.listing),
        _route("/settle", server.disputes),
        _route("/settle/{key}/{case}", server.settle),
        _route("/p/{key}", server.paper),
        _route("/p/{key}/{case}", server.patient),
        _route("/editor" + cell, server.editor),
        _route("/words/{field}", server.words),
        _route("/next/{search}", server.next),
        _route("/paper/{key}/page/{page:int}.png", server.page_picture),
        _route("/paper/{key}/size/{page:int}", server.page_size),
        _route("/paper/{key}/words/{page:int}", server.page_words),
        _route("/paper/{key}/text", server.text),
        _route("/paper/{key}/find", server.find),
        _route("/paper/{key}/file", server.file),
        _route("/decide" + cell, server.decide, "POST"),
        _route("/comment" + cell, server.comment, "POST"),
        _route("/act/{key}", server.act, "POST"),
        _route("/undo/{key}", server.undo, "POST"),
        Mount("/static", StaticFiles(packages=[("extractor.review", "static")])),
    ]
    app = Starlette(routes=routes)
    return app if door is None else Guard(app, door)  # outermost, so that errors pass it too


def serve(app: ASGIApp, port: int, started: Callable[[], None]) -> None:
    """Answer on the loopback address alone until interrupted; `started` is called when the page can be opened."""
    import asyncio

    import uvicorn

    config = uvicorn.Config(
        *(app, "127.0.0.1", port),
        log_level="error",
        access_log=False,
        server_header=False,
        limit_concurrency=64,
        h11_max_incomplete_event_size=16_384,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        http="h11",
        ws="none",
        loop="asyncio",
    )
    server = uvicorn.Server(config)

    async def run() -> None:
        serving = asyncio.ensure_future(server.serve())
        while not server.started and not serving.done():
            await asyncio.sleep(0.02)
        if server.started:
            started()
        await serving

    asyncio.run(run())
