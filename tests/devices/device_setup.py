"""A room with devices around an exercise, without an app and without sockets: clients that join, read and decide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from benchmarks.simulated_device import find_first_answer, find_hidden, is_asking
from tests.tui.app_setup import StillClock, content
from wargame.content.load.loader import Content
from wargame.devices.room_options import USUAL_OPTIONS, RoomOptions
from wargame.devices.room_state import RoomState
from wargame.devices.stream_hub import StreamHub
from wargame.devices.table_host import DeviceHost
from wargame.devices.viewers import list_others
from wargame.devices.web_app import WebApp
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import OfferGroup

HOST = "room.test:8620"


class Table:
    """The exercise at the table, as the app holds it: what `DeviceHost` uses of a `Room`."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise, self.round = exercise, SecretRound(exercise)
        self._seats: dict[str, Seat] = {}

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer."""
        return self._seats.setdefault(viewer, Seat(self.exercise, viewer))

    debrief_stage = ""

    def redraw_screens(self) -> None:
        """Draw nothing."""

    def let_bots_play(self) -> None:
        """Let bots take the choices that are theirs."""
        self.round.play_bots()

    def finish_call(self) -> None:
        """Go on to the next call of a secret round."""
        self.round.finish_call()
        self.round.play_bots()

    def step(self) -> bool:
        """Do the next step of the facilitator. Return whether it was the facilitator's turn."""
        chair = self.find_seat(FACILITATOR)
        asked = chair.find_asked()
        if not asked.mine:
            return False
        verb = asked.kind
        args: dict[str, Any] = {}
        if verb in ("assess", "ruling"):
            offers = {one.do: one for one in chair.list_offers() if one.group is not OfferGroup.POWERS}
            verb = next(do for do in ("weigh", "allow", "succeed", "apply") if do in offers)
            args = {"pros": 1, "cons": 0} if verb == "weigh" else {}
        done = chair.do(verb, args, "because it is so")
        assert hasattr(done, "n"), done
        self.round.play_bots()
        return True


class Room:
    """A room with its server application, over a new exercise in ``folder`` (None: in memory)."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        exercise: Exercise | None = None,
        of: Callable[[], Content] = content,
        seed: int = 20,
        options: RoomOptions = USUAL_OPTIONS,
    ) -> None:
        if exercise is None:
            made = of()
            seats = dict.fromkeys(made.scenario.roles, "people")
            exercise = Exercise.begin(made, "short", seats, seed, folder, clock=StillClock())
        self.table = Table(exercise)
        self.roles = list(exercise.table.roles)
        self.state = RoomState(self.roles, list_others(self.roles), options.limits)
        self.hub, self.now = StreamHub(), 0.0
        trouble: list[str] = []
        self.shows_clock = False
        self.host = DeviceHost(
            self.table, lambda need, again: trouble.append("dice"), trouble.append, lambda: self.shows_clock
        )
        self.web = WebApp(
            self.host,
            self.state,
            self.hub,
            lambda: frozenset({HOST}),
            lambda: self.now,
            secure=options.tls is not None,
            limits=options.limits,
        )

    def open_device(self) -> Device:
        """Return a browser that has not joined yet."""
        return Device(self)

    def join(self, role: str, name: str = "") -> Device:
        """Return a device that has joined a team, or as another viewer, with its code."""
        device = Device(self)
        assert device.post("/join", code=self.state.codes[role], name=name).status_code == 200
        return device


class Device:
    """A browser without scripts: it follows redirects and keeps its cookie."""

    def __init__(self, room: Room) -> None:
        self.web = TestClient(room.web.asgi, base_url=f"http://{HOST}", raise_server_exceptions=False)

    def get(self, path: str = "/seat") -> Response:
        """Load a page."""
        return self.web.get(path)

    def post(self, path: str, **fields: str) -> Response:
        """Send a form."""
        return self.web.post(path, data=fields)

    @property
    def page(self) -> str:
        """The page of the seat."""
        return self.get().text

    def read_hidden(self) -> dict[str, str]:
        """Return the hidden fields of the form: the revision and a fresh key."""
        return find_hidden(self.page)

    def decide(self, **fields: str) -> Response:
        """Decide with the fields of the form, as it stands on the page now."""
        return self.post("/decide", **{**self.read_hidden(), **fields})

    def take_first(self) -> Response:
        """Decide whatever the page asks in the simplest way."""
        path, fields = find_first_answer(self.page)
        return self.post(path, **fields)

    def is_asked(self) -> bool:
        """Does the page ask something of this team?"""
        return is_asking(self.page)
