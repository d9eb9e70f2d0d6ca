"""`RoomState`: which devices belong to which team, who holds its pen, its draft and suggestions, and the codes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from wargame.devices.codes import make_code, read_code
from wargame.devices.room_options import USUAL, Limits
from wargame.devices.throttle import Throttle
from wargame.devices.viewers import Page
from wargame.exercise.play.sanitize import clean
from wargame.rules.model import OBSERVER

MOST_NAME = 40
MOST_OLD = 50
AWAY_AFTER = 20.0
"""The seconds after which a device that sends nothing and holds no connection is away."""
MOST_SUGGESTIONS = 6


class JoinProblem(StrEnum):
    """Why a device cannot join."""

    NO_CODE = "no-code"
    WRONG_CODE = "wrong-code"
    OLD_CODE = "old-code"
    OTHER_TEAM = "other-team"
    """It has a seat already, and this is the code of another one."""
    SITS_HERE = "sits-here"
    TOO_MANY_TRIES = "too-many-tries"
    LOCKED = "locked"
    FULL = "full"


@dataclass
class Device:
    """One browser at the seat of ``viewer``. ``streams`` is how many connections it listens on now."""

    id: str
    viewer: str
    name: str
    token: str
    """The digest of its token. The token itself is in the cookie of the browser alone."""
    seen: float = 0.0
    streams: int = 0
    number: int = 0
    """Which device of its team it is, counted from 1: what it is called without a name."""

    @property
    def title(self) -> str:
        """The name it was given, or its number."""
        return self.name or f"Device {self.number}"


@dataclass
class Suggestion:
    """What a device without the pen suggests: the fields of the form, and the decision in words."""

    by: str
    fields: dict[str, str]
    words: str


@dataclass
class Team:
    """What the devices of one team share. ``choice`` is the revision of the choice that the draft is for."""

    pen: str = ""
    asks_for_pen: str = ""
    draft: dict[str, str] = field(default_factory=dict)
    choice: str = ""
    suggestions: list[Suggestion] = field(default_factory=list)
    drafted: int = 0
    """Counts the changes of the draft, for who reads along."""


@dataclass(frozen=True)
class Joined:
    """A device has joined; ``token`` is its secret, which is kept nowhere but in its cookie."""

    device: Device
    token: str


class RoomState:
    """The devices of one exercise. It knows of no socket and no page, and reads no clock.

    ``roles`` are the teams that can be joined, ``others`` the viewers that own no role (`viewers.OTHERS`).
    """

    def __init__(self, roles: Iterable[str], others: Iterable[str] = (), limits: Limits = USUAL) -> None:
        self.roles = tuple(roles)
        self.viewers = (*self.roles, *others)
        self.codes: dict[str, str] = {}
        self.devices: dict[str, Device] = {}
        self.teams: dict[str, Team] = {role: Team() for role in self.roles}
        """What the devices of each team share. Viewers that own no role share nothing, and hold no pen."""
        self._old_codes: list[str] = []
        """The codes that were renewed."""
        self.locked = False
        self.waits: bool | None = None
        """Does the table wait for teams that have a device here? None: nobody has said so yet."""
        self.throttle = Throttle(limits.tries, limits.room_tries)
        self._most_devices = limits.devices
        self._changed: Callable[[], None] = lambda: None
        for viewer in self.viewers:
            self.codes[viewer] = make_code(frozenset(self.codes.values()))

    def on_change(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` now, and after every change that has to be kept."""
        self._changed = changed
        changed()

    # Joining

    def join(self, typed: str, name: str, address: str, now: float, sits: str = "") -> Joined | JoinProblem:
        """Let a device join with a code. A failed try counts against its address.

        ``sits`` is the viewer whose seat the device has, if it has one that it does not mean to give up.
        """
        if self.throttle.compute_wait(address, now) > 0:
            return JoinProblem.TOO_MANY_TRIES
        try:
            code = read_code(typed)
        except ValueError:
            self.throttle.count_failure(address, now)
            return JoinProblem.NO_CODE
        viewer = next((one for one, known in self.codes.items() if secrets.compare_digest(known, code)), "")
        if not viewer:
            self.throttle.count_failure(address, now)
            return JoinProblem.OLD_CODE if code in self._old_codes else JoinProblem.WRONG_CODE
        if sits:
            return JoinProblem.SITS_HERE if sits == viewer else JoinProblem.OTHER_TEAM
        if self.locked:
            return JoinProblem.LOCKED
        if len(self.devices) >= self._most_devices:
            return JoinProblem.FULL
        token = secrets.token_urlsafe(32)
        number = 1 + max((one.number for one in self.list_devices(viewer)), default=0)
        name = clean_line(name, MOST_NAME)
        if viewer not in self.teams and any(one.name == name for one in self.list_devices(viewer)) and name:
            name = f"{name} {number}"  # an evaluator writes under its name, and mends what stands under it
        device = Device(secrets.token_hex(6), viewer, name, hash_token(token), now, 0, number)
        self.devices[device.id] = device
        team = self.teams.get(viewer)
        if team is not None and team.pen not in self.devices:
            team.pen = device.id
        self._changed()
        return Joined(device, token)

    def find_page(self, viewer: str) -> Page:
        """Return the kind of page that the devices of a viewer are shown."""
        if viewer in self.teams:
            return Page.SEAT
        return Page.TABLE if viewer == OBSERVER else Page.NOTES

    def find(self, token: str) -> Device | None:
        """Return the device with this token; None for a token of another exercise, or of a device that was removed."""
        digest = hash_token(token)
        return next((one for one in self.devices.values() if secrets.compare_digest(one.token, digest)), None)

    def list_devices(self, viewer: str) -> list[Device]:
        """Return the devices of a viewer in the order in which they joined."""
        return [one for one in self.devices.values() if one.viewer == viewer]

    def remove(self, device: str) -> None:
        """Take the seat from a device. Its pen goes to another one of the team."""
        gone = self.devices.pop(device, None)
        if gone is None:
            return
        team = self.teams.get(gone.viewer)
        if team is None:
            self._changed()
            return
        team.suggestions = [one for one in team.suggestions if one.by != device]
        if team.asks_for_pen == device:
            team.asks_for_pen = ""
        if team.pen == device:
            left = self.list_devices(gone.viewer)
            team.pen = left[0].id if left else ""
        self._changed()

    def renew_code(self, viewer: str) -> str:
        """Give a viewer a new code; the old one is good no more. Devices that joined keep their seats."""
        self._old_codes = [*self._old_codes, self.codes[viewer]][-MOST_OLD:]
        self.codes[viewer] = make_code(frozenset({*self.codes.values(), *self._old_codes}))
        self._changed()
        return self.codes[viewer]

    def lock(self, locked: bool) -> None:
        """Let nobody join any more, or again."""
        self.locked = locked
        self._changed()

    def wait(self, waits: bool) -> None:
        """Let the table wait for teams that have a device here, or call them to the keyboard."""
        self.waits = waits
        self._changed()

    # The pen

    def is_away(self, device: Device, now: float) -> bool:
        """Does a device hold no connection, and has it sent nothing lately?"""
        return not device.streams and now - device.seen > AWAY_AFTER

    def has_pen(self, device: Device) -> bool:
        """Does this device hold the pen of its team?"""
        team = self.teams.get(device.viewer)
        return team is not None and team.pen == device.id

    def pass_pen(self, viewer: str, device: str) -> bool:
        """Give the pen of a team to one of its devices. Return whether there is such a device."""
        found = self.devices.get(device)
        if found is None or found.viewer != viewer:
            return False
        team = self.teams[viewer]
        team.pen, team.asks_for_pen = device, ""
        team.suggestions = [one for one in team.suggestions if one.by != device]
        self._changed()
        return True

    def ask_for_pen(self, device: Device, now: float) -> None:
        """Ask for the pen. It is passed on at once if its holder is away."""
        team = self.teams[device.viewer]
        holder = self.devices.get(team.pen)
        if holder is None or self.is_away(holder, now):
            self.pass_pen(device.viewer, device.id)
        elif holder is not device:
            team.asks_for_pen = device.id

    # Draft and suggestions

    def keep_draft(self, viewer: str, choice: str, fields: dict[str, str]) -> None:
        """Keep what the pen has written so far for a choice, given by its revision."""
        team = self.teams[viewer]
        if (team.choice, team.draft) != (choice, fields):
            team.choice, team.draft = choice, fields
            team.drafted += 1

    def suggest(self, device: Device, choice: str, suggestion: Suggestion) -> None:
        """Put a suggestion beside the draft; one of each device stands."""
        self.open_choice(device.viewer, choice)
        team = self.teams[device.viewer]
        team.suggestions = [one for one in team.suggestions if one.by != device.id][-(MOST_SUGGESTIONS - 1) :]
        team.suggestions.append(suggestion)

    def drop_suggestion(self, viewer: str, by: str) -> Suggestion | None:
        """Take a suggestion away and return it; None without one."""
        team = self.teams[viewer]
        found = next((one for one in team.suggestions if one.by == by), None)
        team.suggestions = [one for one in team.suggestions if one.by != by]
        return found

    def open_choice(self, viewer: str, choice: str) -> None:
        """Forget draft and suggestions if they are for another choice than this one."""
        team = self.teams[viewer]
        if team.choice != choice:
            team.choice, team.draft, team.suggestions = choice, {}, []
            team.drafted += 1

    # What is kept

    def dump(self) -> dict[str, Any]:
        """Return what has to be kept, as JSON: codes, devices with the digests of their tokens, pens."""
        return {
            "codes": self.codes,
            "old": self._old_codes,
            "locked": self.locked,
            "waits": self.waits,
            "devices": [
                {"id": one.id, "viewer": one.viewer, "name": one.name, "token": one.token, "number": one.number}
                for one in self.devices.values()
            ],
            "pens": {viewer: team.pen for viewer, team in self.teams.items()},
        }

    def load(self, data: dict[str, Any]) -> None:
        """Take over what was kept. Raises `ValueError`, `KeyError`, `TypeError` for anything else; then all is as it
        was.
        """
        codes = {viewer: read_code(str(data["codes"][viewer])) for viewer in self.viewers if viewer in data["codes"]}
        devices = [
            Device(str(one["id"]), str(one["viewer"]), clean_line(str(one["name"]), MOST_NAME), str(one["token"]),
                   number=int(one["number"]))
            for one in data["devices"]
        ]  # fmt: skip
        pens, locked, waits = dict(data["pens"]), bool(data["locked"]), data.get("waits")
        old = [read_code(str(one)) for one in data.get("old", ())]
        self.codes.update(codes)
        self.locked, self._old_codes = locked, old[-MOST_OLD:]
        self.waits = waits if isinstance(waits, bool) else None
        self.devices = {one.id: one for one in devices if one.viewer in self.viewers}
        for viewer, team in self.teams.items():
            held = pens.get(viewer, "")
            team.pen = held if held in self.devices else next((one.id for one in self.list_devices(viewer)), "")


def hash_token(token: str) -> str:
    """Return the digest under which a token is kept. A token is random and long: it needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def clean_line(text: str, most: int) -> str:
    """Return what a device sent as one line without signs that control a terminal or turn the direction of text."""
    return clean(" ".join(clean(text, 10 * most + 10).split()), most)
