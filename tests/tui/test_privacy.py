"""Privacy: planted words that only one role may read are found on no screen that others may see.

Words are planted in private briefings, secret objectives, cards that nobody has seen, every reason a role gives, and a
secret argument. An exercise is then played through the app, and its file watched line by line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.app_setup import SIZES, StillClock, content, room, text_of
from tests.tui.pilot import wait_until
from wargame.content.load.loader import Content
from wargame.content.model.deck import Card
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import number_offers
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.event_text import format_told
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.play.curtain import CurtainScreen, IdleScreen
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.play.hearing.hearing import HearingScreen
from wargame.tui.play.log import LogScreen
from wargame.tui.play.table import TableScreen
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed
from wargame.tui.widgets.line_input import LineInput
from wargame.tui.widgets.privacy_cover import Veil

ROLES = ("cartel", "cell", "security")
TURNS = 2
MOST = 120
"""Steps after which something hangs."""


def planted() -> Content:
    """The shipped exercise with a word of its own in everything that is hidden."""
    loaded = content()
    roles = {}
    for role_id, role in loaded.scenario.roles.items():
        goals = [
            goal.model_copy(update={"title": f"Xgoal{role_id}", "text": f"Xgoal{role_id}."}) if goal.secret else goal
            for goal in role.objectives
        ]
        roles[role_id] = role.model_copy(update={"private": f"Xbrief{role_id}.", "objectives": goals})
    decks = tuple(deck.model_copy(update={"cards": [hidden(card) for card in deck.cards]}) for deck in loaded.decks)
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"roles": roles}), decks=decks)


def hidden(card: Card) -> Card:
    return card.model_copy(update={"title": f"Xtitle{card.id}x", "text": f"Xtext{card.id}x.", "notes": "Xnotes"})


def hidden_from(window: Window, who: str) -> Iterator[str]:
    """The words ``who`` may not read now. The exercise must not be over."""
    for role in ROLES:
        if role != who:
            yield from (f"Xbrief{role}", f"Xgoal{role}", f"Xwhy{role}", f"Xsecret{role}")
    table, row = window.table, window.build_view(FACILITATOR)
    shown = {table.entries[row[column] - 1] for column in (table.at.current, table.at.next) if row[column]}
    told = " ".join(format_told(one) for line in window.standing for one in window.list_told(line.n, OBSERVER))
    for i, card in enumerate(table.cards):
        if i not in shown:
            if f"Xtitle{card.id}x" not in told:
                yield f"Xtitle{card.id}x"
            yield f"Xtext{card.id}x"
    yield "Xnotes"


def leaks(text: str, window: Window, who: str) -> list[str]:
    return [word for word in hidden_from(window, who) if word in text]


class Player:
    """Plays through the app as people would, looking at every screen on the way."""

    def __init__(self, pilot: Pilot[int], played: Exercise) -> None:
        self.pilot, self.played = pilot, played
        assert isinstance(pilot.app, WargameApp)
        self.room = pilot.app
        self.argued = False
        self.seen: list[str] = []

    def check(self, who: str = OBSERVER) -> None:
        """What is on the screen, in its notifications and in the window's title is for ``who`` to read."""
        app = self.room
        notices = " ".join(one.message for one in app._notifications)
        for text in (text_of(app), notices, f"{app.title} {app.sub_title}"):
            found = leaks(text, self.played, who)
            assert not found, f"{found} on {type(app.screen).__name__}, as {who}:\n{text}"
        self.seen.append(type(app.screen).__name__)

    async def step(self) -> None:
        """One thing done by whoever is asked."""
        screen, played = self.room.screen, self.played
        if isinstance(screen, HearingScreen):
            await self.hear(screen)
            return
        self.check()
        if isinstance(screen, CurtainScreen):  # the keyboard is handed on
            await self.sit()
            return
        assert isinstance(screen, TableScreen), screen
        if "cartel" in played.list_waiting() and played.find_pending() == "plan" and not self.argued:
            self.argued = True
            self.argue()
            await self.pilot.pause()
            return
        await self.pilot.press("enter")
        if not isinstance(self.room.screen, TableScreen | HearingScreen):
            await self.sit()

    async def sit(self) -> None:
        """Behind the curtain, one role decides."""
        role = self.room.round.find_asked().who[0]
        self.check()
        await self.pilot.press("enter")
        await self.pilot.pause()
        self.check(role)
        if isinstance(self.room.screen, IdleScreen):  # it is called as all are, and has nothing to decide
            await self.pilot.press("enter")
            await self.pilot.pause()
            self.check()
            return
        played = self.played
        offers = number_offers(played.table, played.list_offers(role), role)
        number, offer = next(iter(offers.items()))
        slot = next((one for one in offer.slots if one.name == "zone"), None)
        where = f" {slot.domain[0]}" if slot is not None else ""
        head = "50 %" if offer.do == "estimate" else f"{number}{where}"
        entry = self.room.screen.query_one("#entry", LineInput)
        entry.value = f"{head} because Xwhy{role}"
        lines = len(played.lines)
        await entry.action_submit()
        await self.pilot.pause()
        held = not isinstance(self.room.screen, DeskScreen)  # in a secret round a decision waits for the last call
        assert len(played.lines) > lines or held, text_of(self.room)
        self.check()

    def argue(self) -> None:
        """The cartel argues in secret."""
        said = {"action": "Xsecretcartel", "effect": "Xsecretcartel", "reasons": ["Xsecretcartel"]}
        args = {"effects": {"violence": 1}, "reasons": 1, "secret": True}
        self.room.act("cartel", "argue", args, because="Xwhycartel", said=said)

    async def hear(self, screen: HearingScreen) -> None:
        """A secret argument is heard behind a veil, and allowed."""
        who = self.played.list_waiting()[0]
        if screen.query(Veil):
            self.check()
            await self.pilot.press("enter")
            await self.pilot.pause()
        if who != FACILITATOR:
            self.check(who)
        verb = {"clarify": "stand", "assess": "allow", "ruling": "apply"}[self.played.find_pending()]
        self.room.act(who, verb, {}, because="")
        await self.pilot.pause()
        if self.room.screen is not screen or screen.query(Veil):
            self.check()

    async def look_around(self) -> None:
        """The log, and the console once it is closed."""
        await self.pilot.press("l")
        assert isinstance(self.room.screen, LogScreen)
        self.check()
        await self.pilot.press("escape")
        await self.pilot.press("o")
        await self.pilot.press("f8")
        self.check()


def play_through(folder: Path) -> Exercise:
    """Two turns, played through the app; every screen on the way is looked at."""
    loaded = planted()
    seats = dict.fromkeys(loaded.scenario.roles, "people")
    exercise = Exercise.begin(loaded, "standard", seats, 20, folder, clock=StillClock())

    async def play() -> None:
        app = room(folder, exercise)
        async with app.run_test(size=SIZES["medium"], notifications=True) as pilot:
            await pilot.pause()
            player = Player(pilot, exercise)
            for _ in range(MOST):
                if exercise.turn > TURNS:
                    break
                await player.step()
            assert exercise.turn > TURNS
            await player.look_around()
            assert {"TableScreen", "CurtainScreen", "DeskScreen", "HearingScreen", "LogScreen"} <= set(player.seen)
        app.close_exercise()

    asyncio.run(play())
    return exercise


def test_nothing_private_is_seen_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the screen: table, curtain, desks, veils, log, notifications and title after every step. In windows that
    follow the session: whatever they show after every line."""
    played = play_through(tmp_path)
    assert any(line.do == "argue" and line.args["secret"] for line in played.standing)
    assert {line.role for line in played.standing if line.because.startswith("Xwhy")} == set(ROLES)
    monkeypatch.setattr("wargame.tui.watch.app.POLL", 0.005)
    for who in (OBSERVER, "security"):
        follow(played, who, tmp_path / f"{who}.jsonl")


def has_more_lines(feed: SessionFeed, count: int) -> bool:
    return len(feed.window.lines) > count


def follow(played: Exercise, who: str, path: Path) -> None:
    """Watch the session as ``who``, line by line."""
    assert played.path is not None
    lines = played.path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0])

    async def watching() -> None:
        feed = SessionFeed(path)
        app = WatchApp(Settings(), feed, "" if who == OBSERVER else who)
        async with app.run_test(size=SIZES["large"]) as pilot:
            await pilot.pause()
            if who != OBSERVER:
                assert not leaks(text_of(app), feed.window, OBSERVER)
                await pilot.press("enter")
            for raw in lines[1:]:
                count = len(feed.window.lines)
                with path.open("ab") as file:
                    file.write(raw)
                await wait_until(partial(has_more_lines, feed, count), app)
                await pilot.pause()
                found = leaks(text_of(app), feed.window, who)
                assert not found, f"{found}, as {who}:\n{text_of(app)}"
            assert len(feed.window.lines) == len(played.lines)
            if who != OBSERVER:
                assert f"Xwhy{who}" in text_of(app)  # the words would be found if they were there

    asyncio.run(watching())
