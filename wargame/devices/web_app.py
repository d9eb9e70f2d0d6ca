"""The web application: which address answers what. It hands decisions to the host, draws pages, and keeps nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from wargame.devices.complaints import DECIDED, JOIN_PROBLEMS, NO_SEAT, OLD_PAGE, STALE
from wargame.devices.decision_form import clean_fields, read_decision
from wargame.devices.edge import BROKEN, TOO_LONG, App, Edge, Scope, TooLongError
from wargame.devices.host import Host
from wargame.devices.packing import Packing
from wargame.devices.page_maker import Complaint, PageMaker
from wargame.devices.room_options import USUAL, Limits
from wargame.devices.room_state import Device, JoinProblem, RoomState, Suggestion
from wargame.devices.stream_hub import StreamHub
from wargame.devices.team_choice import Standing
from wargame.devices.viewers import Page
from wargame.devices.writings import Writings
from wargame.exercise.play.exercise import Done
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.seat_view import build_schema
from wargame.rules.refusal import Refusal
from wargame.rules.text.refusal_text import format_refusal_sentence
from wargame.rules.text.rule_text import begin_sentence, end_sentence

COOKIE = "wargame_seat"
STATIC = Path(__file__).parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
TOO_MANY = "This device has too many pages open. Close some of them."
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


class WebApp:
    """The addresses of one room."""

    def __init__(
        self,
        host: Host,
        state: RoomState,
        hub: StreamHub,
        hosts: Callable[[], frozenset[str]],
        read_seconds: Callable[[], float],
        *,
        secure: bool = False,
        limits: Limits = USUAL,
        is_too_fast: Callable[[str, bool], bool] = lambda sender, joined: False,
    ) -> None:
        """``read_seconds`` is a clock that never goes back; ``secure`` says that the pages come over TLS.

        ``is_too_fast`` counts a request of a sender, which is a device that has ``joined``, or an address.
        """
        self._host, self._state, self._hub, self._secure = host, state, hub, secure
        self._read_seconds, self._limits, self._is_sender_too_fast = read_seconds, limits, is_too_fast
        self._pages, self._writings = PageMaker(host, state), Writings(host)
        self._static = {path.name: path.read_bytes() for path in STATIC.iterdir() if path.suffix in KINDS}
        routes = [
            Route("/", self._show_first),
            Route("/join", self._join, methods=["POST"]),
            Route("/leave", self._leave, methods=["POST"]),
            Route(Page.SEAT, self._show_seat),
            Route(Page.TABLE, self._show_table),
            Route(Page.NOTES, self._show_notes),
            Route("/note", self._write_note, methods=["POST"]),
            Route("/mend", self._mend_note, methods=["POST"]),
            Route("/answer", self._write_answer, methods=["POST"]),
            Route("/events", self._follow),
            Route("/decide", self._decide, methods=["POST"]),
            Route("/called", self._finish_call, methods=["POST"]),
            Route("/draft", self._keep_draft, methods=["POST"]),
            Route("/suggest", self._suggest, methods=["POST"]),
            Route("/suggestion", self._answer_suggestion, methods=["POST"]),
            Route("/pen", self._move_pen, methods=["POST"]),
            Route("/api/schema", self._show_schema),
            Route("/api/seat", self._show_json),
            Route("/api/decide", self._decide_json, methods=["POST"]),
            Route("/static/{name}", self._show_static),
        ]
        app = Starlette(routes=routes)
        for lost in (404, 405):
            app.add_exception_handler(lost, self._tell_lost)
        app.add_exception_handler(TooLongError, self._tell_too_long)
        app.add_exception_handler(Exception, self._tell_broken)
        self.asgi: App = Edge(Packing(app), hosts, limits.body << 10, self._is_too_fast)

    def _is_too_fast(self, scope: Scope) -> bool:
        """Count a request, and return whether its device, or its address, asks too often."""
        request = Request(scope)
        device = self._state.find(request.cookies[COOKIE]) if COOKIE in request.cookies else None
        address = request.client.host if request.client is not None else ""
        return self._is_sender_too_fast(device.id if device is not None else address, device is not None)

    # Joining and leaving

    def _find_any(self, request: Request) -> Device | None:
        """Return the device whose cookie a request carries, whatever its kind."""
        device = self._state.find(request.cookies.get(COOKIE, "")) if COOKIE in request.cookies else None
        if device is not None:
            device.seen = self._read_seconds()
        return device

    def _find_device(self, request: Request, page: Page = Page.SEAT) -> Device | None:
        """Return the device whose cookie a request carries, if its viewer is shown this kind of page."""
        device = self._find_any(request)
        return device if device is not None and self._state.find_page(device.viewer) is page else None

    def _find_path(self, device: Device) -> str:
        return self._state.find_page(device.viewer).value

    async def _show_first(self, request: Request) -> Response:
        device = self._find_any(request)
        if device is not None:
            return RedirectResponse(self._find_path(device), 303)
        return _page(self._pages.draw_join(NO_SEAT if COOKIE in request.cookies else None))

    async def _join(self, request: Request) -> Response:
        fields = await _read_form(request)
        address = request.client.host if request.client is not None else ""
        code, name = fields.get("code", "")[:20], fields.get("name", "")
        old = self._find_any(request)
        sits = old.viewer if old is not None and not fields.get("change") else ""
        joined = self._state.join(code, name, address, self._read_seconds(), sits)
        if joined is JoinProblem.SITS_HERE and old is not None:
            return RedirectResponse(self._find_path(old), 303)
        if joined is JoinProblem.OTHER_TEAM:
            return _page(self._pages.draw_join(JOIN_PROBLEMS[joined], code, name[:40], changes=True), 409)
        if isinstance(joined, JoinProblem):
            status = 429 if joined is JoinProblem.TOO_MANY_TRIES else 403
            return _page(self._pages.draw_join(JOIN_PROBLEMS[joined], code, name[:40]), status)
        if old is not None:  # the browser takes another seat: the first one is free again
            self._state.remove(old.id)
        self._hub.changed()
        answer = RedirectResponse(self._find_path(joined.device), 303)
        answer.set_cookie(
            COOKIE, joined.token, max_age=7 * 86400, path="/", secure=self._secure, httponly=True, samesite="strict"
        )
        return answer

    async def _leave(self, request: Request) -> Response:
        device = self._find_any(request)
        if device is not None:
            self._state.remove(device.id)
            self._hub.changed()
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE, path="/", secure=self._secure, httponly=True, samesite="strict")
        return answer

    # The page of a team

    async def _show_seat(self, request: Request) -> Response:
        device = self._find_device(request)
        return self._show(device) if device is not None else self._tell_gone()

    def _show(
        self,
        device: Device,
        complaint: Complaint | None = None,
        fields: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        return _page(self._pages.draw_seat(device, self._read_seconds(), complaint, fields), status)

    # The pages of viewers that own no role

    async def _show_table(self, request: Request) -> Response:
        device = self._find_device(request, Page.TABLE)
        return _page(self._pages.draw_table()) if device is not None else self._tell_gone()

    async def _show_notes(self, request: Request) -> Response:
        device = self._find_device(request, Page.NOTES)
        return _page(self._pages.draw_notes(device)) if device is not None else self._tell_gone()

    # What is written down

    async def _write_note(self, request: Request) -> Response:
        device, fields = self._find_device(request, Page.NOTES), await _read_form(request)
        if device is None:
            return self._tell_gone()
        return self._answer_written(device, fields, self._writings.note(device, fields, _find_key(fields)), "own")

    async def _mend_note(self, request: Request) -> Response:
        device, fields = self._find_device(request, Page.NOTES), await _read_form(request)
        if device is None:
            return self._tell_gone()
        return self._answer_written(device, {}, self._writings.mend(device, fields, _find_key(fields)), "own")

    async def _write_answer(self, request: Request) -> Response:
        device, fields = self._find_any(request), await _read_form(request)
        page = self._state.find_page(device.viewer) if device is not None else Page.TABLE
        if device is None or page is Page.TABLE:
            return self._tell_gone()
        problem = self._writings.answer(device, page is Page.NOTES, fields, _find_key(fields))
        return self._answer_written(device, {}, problem, "end")

    def _answer_written(
        self, device: Device, fields: Mapping[str, str], problem: Complaint | None, part: str
    ) -> Response:
        """Lead back to a part of the page, or show the page with why nothing was written."""
        self._hub.changed()
        if problem is None:
            return RedirectResponse(f"{self._find_path(device)}#{part}", 303)
        if self._state.find_page(device.viewer) is Page.SEAT:
            return self._show(device, problem, None, 409)
        return _page(self._pages.draw_notes(device, problem, fields), 409)

    # What is new, and decisions

    async def _follow(self, request: Request) -> Response:
        device = self._find_any(request)
        if device is None:
            return Response(status_code=401)
        if device.streams >= self._limits.streams:
            return Response(TOO_MANY, 429, media_type="text/plain")

        async def send() -> Any:
            device.streams += 1
            try:
                async for event in self._hub.follow(lambda: self.find_revision(device)):
                    yield event
            finally:
                device.streams -= 1
                device.seen = self._read_seconds()

        return StreamingResponse(send(), media_type="text/event-stream")

    def find_revision(self, device: Device) -> str | None:
        """Return the revision of the page of a device; None if its seat was taken away."""
        if device.id not in self._state.devices:
            return None
        return self._pages.compute_revision(device)

    async def _decide(self, request: Request) -> Response:
        device, fields = self._find_device(request), await _read_form(request)
        if device is None:
            return self._tell_gone()
        key = fields.pop("key", "")
        if self._host.is_taken(key):
            return RedirectResponse("/seat", 303)
        problem = self._check_hand(device)
        if problem is not None:
            return self._show(device, problem, fields, 403)
        choice = self._pages.find_choice(device.viewer)
        revision = fields.pop("revision", "")
        if choice.standing is not Standing.DECIDES or revision != choice.revision:
            return self._show_stale(device, revision, fields)
        try:
            read = read_decision(self._host.find_seat(device.viewer), choice.asked.kind, fields)
        except UnclearError as unclear:
            return self._show(device, Complaint(begin_sentence(end_sentence(str(unclear))), ""), fields, 400)
        if not _KEY.fullmatch(key):
            return self._show(device, Complaint("That page was too old.", "Look again, then decide."), fields, 400)
        done = self._host.decide(device.viewer, read.verb, read.args, read.because, read.said, key)
        self._hub.changed()
        if isinstance(done, Done):
            return RedirectResponse("/seat", 303)
        if isinstance(done, Refusal):
            return self._show(device, Complaint(format_refusal_sentence(done), ""), fields, 409)
        return self._show(device, Complaint(*DECIDED[done]), fields, 503)

    def _show_stale(self, device: Device, revision: str, fields: Mapping[str, str]) -> Response:
        """Refuse what was sent from the page of an older choice, with what has changed since."""
        changes = self._pages.list_changes(device.viewer, revision) or [OLD_PAGE]
        decides = self._pages.find_choice(device.viewer).standing is Standing.DECIDES
        remedy = (
            "What you typed is kept. Look again, then decide." if decides else "There is nothing left to do for it."
        )
        return self._show(device, Complaint(STALE, f"{' '.join(changes)} {remedy}"), fields, 409)

    def _check_hand(self, device: Device) -> Complaint | None:
        """Return why this device may not decide for its team; None if it holds the pen."""
        if self._state.has_pen(device):
            return None
        holder = self._state.devices.get(self._state.teams[device.viewer].pen)
        name = holder.title if holder is not None else "Another device"
        return Complaint(f"{name} holds the pen.", "Suggest it, or ask for the pen.")

    async def _finish_call(self, request: Request) -> Response:
        device, fields = self._find_device(request), await _read_form(request)
        if device is None:
            return self._tell_gone()
        choice = self._pages.find_choice(device.viewer)
        is_now = choice.standing is Standing.CALLED and fields.get("revision") == choice.revision
        if is_now and self._state.has_pen(device):
            self._host.finish_call()
            self._hub.changed()
        return RedirectResponse("/seat", 303)

    async def _keep_draft(self, request: Request) -> Response:
        device, fields = self._find_device(request), clean_fields(await _read_form(request))
        if device is None:
            return Response(status_code=401)
        fields.pop("key", None)
        revision = fields.pop("revision", "")
        choice = self._pages.find_choice(device.viewer)
        if self._state.has_pen(device) and revision == choice.revision:
            self._state.keep_draft(device.viewer, revision, fields)
            self._hub.changed()
        return Response(status_code=204)

    async def _suggest(self, request: Request) -> Response:
        device, fields = self._find_device(request), clean_fields(await _read_form(request))
        if device is None:
            return self._tell_gone()
        fields.pop("key", None)
        revision = fields.pop("revision", "")
        choice = self._pages.find_choice(device.viewer)
        if choice.standing is not Standing.DECIDES or revision != choice.revision:
            return self._show_stale(device, revision, fields)
        try:
            read = read_decision(self._host.find_seat(device.viewer), choice.asked.kind, fields)
        except UnclearError as unclear:
            return self._show(device, Complaint(begin_sentence(end_sentence(str(unclear))), ""), fields, 400)
        self._state.suggest(device, revision, Suggestion(device.id, fields, read.words))
        self._hub.changed()
        return RedirectResponse("/seat", 303)

    async def _answer_suggestion(self, request: Request) -> Response:
        device, fields = self._find_device(request), await _read_form(request)
        if device is None:
            return self._tell_gone()
        if self._state.has_pen(device):
            found = self._state.drop_suggestion(device.viewer, fields.get("by", ""))
            if found is not None and fields.get("do") == "take":
                revision = self._pages.find_choice(device.viewer).revision
                self._state.keep_draft(device.viewer, revision, found.fields)
            self._hub.changed()
        return RedirectResponse("/seat", 303)

    async def _move_pen(self, request: Request) -> Response:
        device, fields = self._find_device(request), await _read_form(request)
        if device is None:
            return self._tell_gone()
        to = fields.get("to", "")
        if to == "me":
            self._state.ask_for_pen(device, self._read_seconds())
        elif self._state.has_pen(device):
            self._state.pass_pen(device.viewer, to)
        self._hub.changed()
        return RedirectResponse("/seat", 303)

    # For other front ends

    async def _show_schema(self, request: Request) -> Response:
        return JSONResponse(build_schema())

    async def _show_json(self, request: Request) -> Response:
        device = self._find_device(request)
        if device is None:
            return JSONResponse({"problem": "join first"}, 401)
        choice, seat = self._pages.find_choice(device.viewer), self._host.find_seat(device.viewer)
        head = {"standing": choice.standing, "revision": choice.revision, "pen": self._state.has_pen(device)}
        body = json.dumps(head).encode()[:-1] + b', "seat": ' + seat.dump_json() + b"}"
        return Response(body, media_type="application/json")

    async def _decide_json(self, request: Request) -> Response:
        device = self._find_device(request)
        if device is None:
            return JSONResponse({"problem": "join first"}, 401)
        try:
            sent = json.loads(await request.body())
            if not isinstance(sent, dict):
                raise ValueError("send one object")
            key, verb, revision = (_get_text(sent, name) for name in ("key", "do", "revision"))
            because, args, said = str(sent.get("because", "")), sent.get("args", {}), sent.get("said", {})
            if not (isinstance(args, dict) and isinstance(said, dict) and _KEY.fullmatch(key)):
                raise ValueError("args and said are objects; key has 8 to 64 letters, digits, - or _")
        except (ValueError, KeyError, AttributeError, RecursionError) as error:
            return JSONResponse({"problem": f"not understood: {error}"}, 400)
        if self._host.is_taken(key):
            return JSONResponse({"taken": True})
        problem = self._check_hand(device)
        choice = self._pages.find_choice(device.viewer)
        if problem is not None:
            return JSONResponse({"problem": problem.problem, "revision": choice.revision}, 409)
        if choice.standing is not Standing.DECIDES or revision != choice.revision:
            changes = self._pages.list_changes(device.viewer, revision) or [OLD_PAGE]
            return JSONResponse({"problem": STALE, "changes": changes, "revision": choice.revision}, 409)
        try:
            done = self._host.decide(device.viewer, verb, args, because, said, key)
        except (TypeError, ValueError, AttributeError, LookupError):
            return JSONResponse({"problem": "the arguments are of the wrong kind"}, 400)
        self._hub.changed()
        if isinstance(done, Done):
            return JSONResponse({"taken": True})
        if isinstance(done, Refusal):
            return JSONResponse({"problem": format_refusal_sentence(done)}, 409)
        return JSONResponse({"problem": DECIDED[done][0]}, 503)

    # What is not there, and what is always there

    async def _show_static(self, request: Request) -> Response:
        name = str(request.path_params["name"])
        if name not in self._static:
            raise HTTPException(404)
        return Response(self._static[name], media_type=KINDS[Path(name).suffix])

    def _tell_gone(self) -> Response:
        return _page(self._pages.draw_join(NO_SEAT), 401)

    async def _tell_lost(self, request: Request, error: Exception) -> Response:
        return _page(self._pages.draw_plain("There is no such page", "Go back to the first page."), 404)

    async def _tell_too_long(self, request: Request, error: Exception) -> Response:
        return Response(TOO_LONG, 413, media_type="text/plain")

    async def _tell_broken(self, request: Request, error: Exception) -> Response:
        return Response(BROKEN, 500, media_type="text/plain")


def _page(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type="text/html")


def _find_key(fields: Mapping[str, str]) -> str:
    """Return the key of a form; empty if it has none that can be written."""
    key = fields.get("key", "")
    return key if _KEY.fullmatch(key) else ""


def _get_text(sent: Mapping[str, Any], name: str) -> str:
    value = sent[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} is a text")
    return value


async def _read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; nothing for a body that is none."""
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=200, errors="replace")
    except ValueError:
        return {}
    return dict(pairs)
