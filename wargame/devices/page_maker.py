"""Makes the pages: each part is drawn once for a seat and revision, from a template in which all text is escaped."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wargame.devices.changes import Looks
from wargame.devices.end_part import build_end_part
from wargame.devices.host import Host
from wargame.devices.map_svg import draw_map
from wargame.devices.notes_page import build_notes, name_evaluator
from wargame.devices.offer_rows import OfferSection
from wargame.devices.room_state import Device, RoomState
from wargame.devices.seat_page import build_ask, build_bar, build_know
from wargame.devices.table_page import (
    EndView,
    HearingView,
    RevealView,
    build_board,
    build_clock,
    build_end,
    build_hearing,
    build_reveal,
    build_table_bar,
    find_banner_views,
)
from wargame.devices.team_choice import Standing, TeamChoice, find_choice
from wargame.devices.viewers import Page
from wargame.exercise.seat import Seat
from wargame.light_dataclass import dataclass
from wargame.rules.model import OBSERVER

STAGES: tuple[tuple[str, Callable[[Seat], EndView | HearingView | RevealView | None]], ...] = (
    ("table_end.html", build_end),
    ("table_hearing.html", build_hearing),
    ("table_reveal.html", build_reveal),
)
"""What may fill the page of the projector in place of the table, and its template; the first that there is does."""
TEMPLATES = Path(__file__).parent / "templates"
KEY = secrets.token_urlsafe(16)
"""Stands for the key of a form until its page is sent. Nobody knows it, so that no text contains it."""


@cache
def load_templates() -> Environment:
    """Return all templates, compiled once in a process: the first device of a room does not wait for it."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in templates.list_templates():
        templates.get_template(name)
    return templates


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why something that a device sent was not taken, and what to do."""

    problem: str
    remedy: str


class PageMaker:
    """Draws the pages of one room."""

    def __init__(self, host: Host, state: RoomState) -> None:
        self._host, self._state = host, state
        self._stage: tuple[str, str, str] | None = None
        """The stage and the banners of the projector as they were drawn last, after the revision of its seat."""
        self._templates = load_templates()
        self._known: dict[str, tuple[str, str, str]] = {}
        """Bar and knowledge of each viewer as they were drawn last, after the revision of its seat."""
        self._sections: dict[str, tuple[str, tuple[OfferSection, ...]]] = {}
        self._choices: dict[str, tuple[tuple[str, str, bool], TeamChoice]] = {}
        """The choice of each viewer, after what it was found from."""
        self._looks = Looks()
        self._asks: dict[str, tuple[tuple[object, ...], str]] = {}
        """What all devices of a team without the pen are asked, with `KEY` for a key, after what it was drawn from."""

    def find_choice(self, viewer: str) -> TeamChoice:
        """Return what a team is asked now. What was drafted for another choice is forgotten."""
        host, kept = self._host, self._choices.get(viewer)
        seat, called = host.find_seat(viewer), host.find_called()
        found_from = (seat.revision, called, called == viewer and host.is_called_asked(viewer))
        if kept is None or kept[0] != found_from:
            kept = self._choices[viewer] = found_from, find_choice(host, seat)
            self._looks.keep(seat, kept[1])
        choice = kept[1]
        self._state.open_choice(viewer, choice.revision)
        return choice

    def list_changes(self, viewer: str, revision: str) -> list[str]:
        """Return what has changed since a team was asked the choice with this revision, each as a sentence."""
        return self._looks.list_changes(self._host.find_seat(viewer), self.find_choice(viewer), revision)

    def compute_revision(self, device: Device) -> str:
        """Return a digest of all that the page of a device shows: it changes when, and only when, its page does.

        The page of the pen does not change while it is written in.
        """
        state, viewer = self._state, device.viewer
        if state.find_page(viewer) is Page.NOTES:
            seat = self._host.find_evaluator(name_evaluator(device))
            return _digest(repr((build_notes(seat), build_end_part(seat, self._host.find_debrief_stage()))))
        if viewer not in state.teams:
            return self._compute_room_revision()
        choice, team = self.find_choice(viewer), state.teams[viewer]
        shown: list[object] = [self._host.find_seat(viewer).revision, choice.revision, team.pen, team.asks_for_pen]
        if choice.standing is Standing.WAITS:
            shown.append(choice.asked.who)  # who is called is told to all who wait, and is part of no seat
        shown += [[(one.id, one.title) for one in state.list_devices(viewer)], team.suggestions]
        if team.pen != device.id:
            shown.append(team.drafted)
        if choice.standing is Standing.OVER:
            shown.append(build_end_part(self._host.find_seat(viewer), self._host.find_debrief_stage()))
        return blake2b(repr(shown).encode(), digest_size=12).hexdigest()

    def draw_seat(
        self,
        device: Device,
        now: float,
        complaint: Complaint | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> str:
        """Return the page of a device at a team's seat; with a ``complaint``, the ``fields`` that were not taken."""
        bar_html, know_html = self._draw_known(device.viewer)
        return self._draw(
            "seat.html",
            bar=build_bar(self._host.find_seat(device.viewer)),
            revision=self.compute_revision(device),
            bar_html=_Drawn(bar_html),
            ask_html=_Drawn(self._draw_ask(device, now, complaint, fields).replace(KEY, secrets.token_urlsafe(16))),
            know_html=_Drawn(know_html),
            end_html=_Drawn(self._draw_end(self._host.find_seat(device.viewer))),
        )

    def _draw_end(self, seat: Seat) -> str:
        """Return what the viewer of a seat is asked after the end; an empty part before."""
        end = build_end_part(seat, self._host.find_debrief_stage())
        return self._draw("end.html", end=end, key=secrets.token_urlsafe(9), digest=_digest(repr(end)))

    def _draw_ask(
        self, device: Device, now: float, complaint: Complaint | None, fields: Mapping[str, str] | None
    ) -> str:
        """Return what a device is asked, with `KEY` in place of a key.

        Devices without the pen are asked the same: for them it is drawn once, unless there is something to complain of.
        """
        state, seat, choice = self._state, self._host.find_seat(device.viewer), self.find_choice(device.viewer)
        team = state.teams[device.viewer]
        shares = complaint is None and fields is None and not state.has_pen(device)
        holder = state.devices.get(team.pen)
        drawn_from = (
            seat.revision,
            choice.revision,
            choice.asked.who,
            holder.title if holder is not None else "",
            team.drafted,
        )
        kept = self._asks.get(device.viewer)
        if shares and kept is not None and kept[0] == drawn_from:
            return kept[1]
        ask = build_ask(seat, choice, state, device, now, fields, self._sections.get(device.viewer))
        self._sections[device.viewer] = (choice.revision, ask.sections)
        of_pen = "" if ask.pen else ask.draft + ask.draft_because
        others = tuple((one[0], one[1]) for one in ask.others)
        stable = replace(ask, fields={}, draft="", draft_because="", others=())
        digest = _digest(repr((stable, of_pen, others, complaint)))
        html = self._draw(
            "ask.html",
            ask=ask,
            digest=digest,
            key=KEY,
            problem=complaint.problem if complaint is not None else "",
            remedy=complaint.remedy if complaint is not None else "",
        )
        if shares:
            self._asks[device.viewer] = drawn_from, html
        return html

    def _draw_known(self, viewer: str) -> tuple[str, str]:
        seat = self._host.find_seat(viewer)
        kept = self._known.get(viewer)
        if kept is None or kept[0] != seat.revision:
            bar, know = build_bar(seat), build_know(seat)
            kept = (
                seat.revision,
                self._draw("bar.html", bar=bar, digest=_digest(repr(bar))),
                self._draw(
                    "know.html", know=know, map=_Drawn(draw_map(know.map, links="#zone-")), digest=_digest(repr(know))
                ),
            )
            self._known[viewer] = kept
        return kept[1], kept[2]

    def _compute_room_revision(self) -> str:
        """Return a digest of what the room sees, and of whether the clock is shown: its seconds change nothing."""
        shown = self._host.find_seat(OBSERVER).revision, self._host.find_time_left() is not None
        return blake2b(repr(shown).encode(), digest_size=12).hexdigest()

    def draw_table(self) -> str:
        """Return the page of the projector: what the room may see."""
        seat = self._host.find_seat(OBSERVER)
        bar, clock = build_table_bar(seat), build_clock(self._host.find_time_left())
        kept = self._stage
        if kept is None or kept[0] != seat.revision:
            place, banners = find_banner_views(seat)
            banner_html = self._draw("table_banners.html", banners=banners, digest=_digest(repr((place, banners))))
            kept = self._stage = seat.revision, self._draw_stage(seat), banner_html
        return self._draw(
            "table.html",
            title=bar.title,
            revision=self._compute_room_revision(),
            bar_html=_Drawn(self._draw("table_bar.html", bar=bar, clock=clock, digest=_digest(repr((bar, clock))))),
            main_html=_Drawn(kept[1]),
            banner_html=_Drawn(kept[2]),
        )

    def _draw_stage(self, seat: Seat) -> str:
        """Return what fills the page below its bar: the page after the end, a hearing, a reveal, or the table."""
        for template, build in STAGES:
            view = build(seat)
            if view is not None:
                return self._draw(template, view=view, digest=_digest(repr(view)))
        board = build_board(seat)
        return self._draw("table_board.html", board=board, digest=_digest(repr(board)))

    def draw_notes(
        self, device: Device, complaint: Complaint | None = None, fields: Mapping[str, str] | None = None
    ) -> str:
        """Return the page of an evaluator; with a ``complaint``, the ``fields`` that were not taken."""
        seat = self._host.find_evaluator(name_evaluator(device))
        part, kept = build_notes(seat), fields or {}
        digests = {
            "bar": _digest(repr((part.when, part.paused, part.practice))),
            "ask": _digest(repr((part.card, part.over, part.notes[:1], complaint))),
            "own": _digest(repr(part.notes)),
        }
        return self._draw(
            "notes.html",
            part=part,
            digests=digests,
            revision=self.compute_revision(device),
            key=secrets.token_urlsafe(9),
            fields={"objective": kept.get("objective"), "words": kept.get("words", "")},
            problem=complaint.problem if complaint is not None else "",
            remedy=complaint.remedy if complaint is not None else "",
            end_html=_Drawn(self._draw_end(seat)),
        )

    def draw_join(
        self, complaint: Complaint | None = None, code: str = "", name: str = "", *, changes: bool = False
    ) -> str:
        """Return the page on which a device joins. With ``changes``, it gives up the seat that it has."""
        return self._draw(
            "join.html",
            problem=complaint.problem if complaint is not None else "",
            remedy=complaint.remedy if complaint is not None else "",
            code=code,
            name=name,
            changes=changes,
        )

    def draw_plain(self, title: str, text: str, link: str = "To the first page") -> str:
        """Return a page with a sentence and a link to the first page."""
        return self._draw("plain.html", title=title, text=text, link=link)

    def _draw(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(**values)


class _Drawn(str):
    """A part that was drawn from a template: its text is escaped already."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=9).hexdigest()
