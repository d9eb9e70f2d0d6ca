"""Pairs of sessions that differ only in a secret offer and its answer, and what others see of each.

An exercise is played in the line mode by hands that press Enter at the table. In private, they go one of the `WAYS`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from tests.exercise.exercise_driver import FakeClock
from tests.paths import DECKS
from tests.plain.answer_scripts import parts
from wargame.content.load.loader import Content, load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.plain import play
from wargame.plain.terminal_io import Talk
from wargame.rules.model import OBSERVER
from wargame.tui.watch.feed import SessionFeed

WAYS = ("nothing", "declined", "accepted", "countered", "both", "late")
"""Nothing is offered; the first offer is declined, accepted, or countered and declined; each role offers something; or
the last role alone, which then declines the counter at the last call.
"""


def secret_contents() -> dict[str, Content]:
    """The shipped scenarios in which two roles can deal in secret, by id."""
    loaded = {path.stem: load_content(path.stem) for path in sorted((DECKS / "scenarios").glob("*.yaml"))}
    return {name: content for name, content in loaded.items() if list_dealing_roles(content)}


def list_dealing_roles(content: Content) -> set[str]:
    """The roles that can deal with each other in secret."""
    forms = [form for form in content.scenario.deals if form.secret and len(form.between) == 2]
    return {role for form in forms for role in form.between}


def choose(exercise: Exercise, role: str, way: str) -> int:
    """The number of the offer that a role takes in private."""
    numbered = Seat(exercise, role).number_offers()
    names = {offer.do: n for n, offer in reversed(numbered.items())}
    if exercise.find_pending() == "deal":
        dealing = sorted(list_dealing_roles(exercise.content))
        offers = role in {"nothing": [], "both": dealing, "late": dealing[-1:]}.get(way, dealing[:1])
        return names["offer" if offers and "offer" in names else "pass"]
    if way in ("countered", "both", "late") and "counter" in names:
        return names["counter"]
    return names["accept" if way == "accepted" else "decline"]


class Hands(Talk):
    """Presses Enter at the table, decides in private as ``way`` says, looks around when plans are due, and leaves."""

    def __init__(self, exercise: Exercise, way: str, orders: list[str], leaves: int = 0) -> None:
        self.screen = io.StringIO()
        super().__init__(io.StringIO(), self.screen)
        self.exercise, self.way, self.orders = exercise, way, list(orders)
        names = {spec.name: role for role, spec in exercise.table.scenario.roles.items()}
        self.roles, self.who, self.left = names, "", leaves

    def open_private(self, who: str) -> None:
        self.who = self.roles.get(who, "")
        super().open_private(who)

    def ask(self, prompt: str, most: int = 10_000, help: str = "") -> str:
        self._write(f"{prompt} ")
        answer = self.answer(prompt)
        self._write(f"{answer}\n")
        return answer

    def answer(self, prompt: str) -> str:
        exercise = self.exercise
        if prompt.startswith("[turn"):
            if exercise.phase == "deal" and self.left:
                self.left -= 1
                if not self.left:
                    return "quit"
            busy = exercise.phase in ("setup", "inject", "deal")
            return "" if busy else self.orders.pop(0)
        if prompt.startswith("Play one practice"):
            return "n"
        if prompt.startswith("Press Enter to meet"):
            return "skip"
        if prompt.endswith("number (help, back):"):
            if exercise.find_pending() == "respond":
                return "1"
            if exercise.find_pending() == "plan":
                return self.orders.pop(0)
            return str(choose(exercise, self.who, self.way))
        return "y" if prompt.endswith("[y/N]") else ""


def begin_secretly(
    content: Content, folder: Path, seats: dict[str, str], seed: int = 3, *, instead: bool = False
) -> Exercise:
    roles = content.scenario.roles
    length = next(iter(content.scenario.lengths))
    folder.mkdir(parents=True, exist_ok=True)
    people = dict.fromkeys(roles, "people") | seats
    return Exercise.begin(content, length, people, seed, folder, name="pair", instead=instead, clock=FakeClock())


def play_way(exercise: Exercise, way: str, orders: list[str], leaves: int = 0) -> str:
    """Play one way; all that was said. With ``leaves``, quit at this prompt of the deals."""
    hands = Hands(exercise, way, orders, leaves)
    play(exercise, talk=hands)
    return hands.screen.getvalue()


def list_public(text: str, exercise: Exercise) -> Iterator[tuple[str, str]]:
    """What everybody sees of a transcript, and the private parts of roles that cannot deal in secret."""
    names = {exercise.table.scenario.roles[role].name for role in list_dealing_roles(exercise.content)}
    for who, part in parts(text.replace(str(exercise.path), "FILE")):
        yield who, "" if who in names else part


def list_other_roles(content: Content) -> list[str]:
    """The roles that cannot deal in secret."""
    return [role for role in content.scenario.roles if role not in list_dealing_roles(content)]


def list_revisions(path: Path, copy: Path, viewer: str = OBSERVER) -> list[str]:
    """The revisions of a seat that follows a session line by line; equal ones that follow each other are one."""
    lines = path.read_bytes().splitlines(keepends=True)
    copy.write_bytes(lines[0])
    feed = SessionFeed(copy)
    out = [Seat(feed.window, viewer).revision]
    for raw in lines[1:]:
        with copy.open("ab") as file:
            file.write(raw)
        news = feed.read_more()
        assert news is not None
        feed.apply_news(news)
        revision = Seat(feed.window, viewer).revision
        if revision != out[-1]:
            out.append(revision)
    return out
