"""What devices are sent over HTTP, on every route and stream of every seat: words that were planted, and pairs of
sessions that differ only in what is hidden, of which all others are sent the same bytes.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from benchmarks.simulated_device import GONE, SimulatedDevice, find_first_answer, find_hidden, is_asking, wait_until
from tests.attack.device_room import ServedRoom, serve_room
from tests.attack.secret_pairs import WAYS, choose, list_dealing_roles
from wargame.content.load.loader import Content, load_content
from wargame.exercise.seat_parts import EVALUATOR
from wargame.rules.model import OBSERVER

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

PAGES = {EVALUATOR: "/notes", OBSERVER: "/table"}
"""The page of each viewer that owns no role."""
SECRET_KINDS = ("deal", "answer")


def load_crossroads() -> Content:
    """A scenario in which two roles can deal in secret."""
    return load_content("crossroads")


class Look(NamedTuple):
    """What a device was sent: the answers to what it asked for, and what its stream has said since it looked last."""

    pages: bytes
    said: bytes


class Onlooker:
    """One device of a viewer. It follows its stream, and asks for everything that it can be sent."""

    def __init__(self, viewer: str, device: SimulatedDevice) -> None:
        self.viewer, self.device, self._told = viewer, device, b""
        self.following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        try:
            await self.device.follow(loads=False)
        except GONE:
            return

    async def look(self, *, everywhere: bool = True) -> Look:
        """Return all that it is sent now, and all that its stream has said since.

        That is its page and its JSON form; ``everywhere``, all routes. The key of its form is random, and left out.
        """
        own, parts = (PAGES.get(self.viewer, "/seat"), "/api/seat"), list[bytes]()
        for path in ("/", "/seat", "/notes", "/table", "/api/seat", "/api/schema") if everywhere else own:
            answer = await self.device.send("GET", path, Accept_Encoding="identity")
            parts.append(f"{path} {answer.status} {sorted(answer.headers.items())}\n".encode() + answer.body)
        pages = re.sub(rb'name="key" value="[^"]*"', b"", b"\n".join(parts))
        shown = re.findall(rb'data-events="([^"]+)"', pages)[0]
        assert await wait_until(lambda: self._was_told(shown), 10), f"the stream of {self.viewer} lags behind its page"
        said = b"".join(chunk for _, chunk in self.device.events)
        self.device.events.clear()
        return Look(pages, said)

    def _was_told(self, revision: bytes) -> bool:
        """Has the stream said by now that the page has this revision?"""
        ids = [id for _, chunk in self.device.events for id in re.findall(rb"^id: (\S+)", chunk, re.MULTILINE)]
        if ids:
            self._told = ids[-1]
        return self._told == revision


# Planted words


class Planted:
    """A word that a device sent, and who may read it: what it is part of, of which role, and in which turn."""

    def __init__(self, word: str, kind: str, role: str, turn: int) -> None:
        self.word, self.kind, self.role, self.turn = word.encode(), kind, role, turn


class PlantedPlay:
    """A random exercise in which every reason, draft, suggestion and name carries a word of its own."""

    def __init__(self, room: ServedRoom, luck: Random) -> None:
        self.room, self.luck = room, luck
        self.words: list[Planted] = []
        self.onlookers: list[Onlooker] = []
        self.pens: dict[str, SimulatedDevice] = {}
        self.readers: dict[str, SimulatedDevice] = {}
        self._drawn = count()

    def plant(self, kind: str, role: str) -> str:
        """Return a new word."""
        word = f"zq{next(self._drawn):05}qz"
        self.words.append(Planted(word, kind, role, self.room.exercise.turn))
        return word

    async def join_all(self) -> None:
        """Let two devices of each team join, and one of each other viewer."""
        for viewer in self.room.server.state.viewers:
            name = self.plant("name", viewer)
            device = await self.room.join(viewer, name)
            self.onlookers.append(Onlooker(viewer, device))
            if viewer in self.room.roles:
                self.pens[viewer] = device
                self.readers[viewer] = await self.room.join(viewer, self.plant("name", viewer))
                self.onlookers.append(Onlooker(viewer, self.readers[viewer]))

    async def play(self, most: int) -> int:
        """Play, and check after every decision what everybody is sent. Return how many decisions were taken."""
        taken = 0
        for _ in range(10 * most):
            if self.room.exercise.over or taken >= most:
                break
            if not self.room.step():
                asked = [role for role, pen in self.pens.items() if is_asking(await pen.load())]
                taken += await self.decide(self.luck.choice(asked))
            await self.check()
        return taken

    async def decide(self, role: str) -> bool:
        """Write a draft and a suggestion, then decide by chance. Return whether the decision was taken."""
        pen, reader, kind = self.pens[role], self.readers[role], self.room.table.find_seat(role).find_asked().kind
        hidden = find_hidden(pen.page)
        if self.luck.random() < 0.3:
            draft = {**hidden, "offer": "1", "because": self.plant("draft", role)}
            await pen.send("POST", "/draft", draft)
        if self.luck.random() < 0.3 and is_asking(await reader.load()):
            path, fields = find_first_answer(reader.page, self.plant("draft", role))
            await reader.send("POST", "/suggest" if path == "/decide" else path, fields)
        path, fields = self._choose(await pen.load(), self.plant(kind, role))
        answer = await pen.send("POST", path, fields)
        if answer.status in (400, 409):  # a slot that has no such value
            answer = await pen.send("POST", *find_first_answer(await pen.load(), self.plant(kind, role)))
        assert answer.status == 303, answer.text[-3000:]
        return True

    def _choose(self, page: str, word: str) -> tuple[str, dict[str, str]]:
        path, fields = find_first_answer(page, word)
        numbers = re.findall(r'name="offer" id="[^"]*" value="([0-9]+)"', page)
        if numbers:
            number = self.luck.choice(numbers)
            fields["offer"] = number
            slots: dict[str, list[str]] = {}
            for field, value in re.findall(rf'name="([a-z]+-{number})" value="([^"]*)"', page):
                slots.setdefault(field, []).append(value)
            fields |= {field: self.luck.choice(values) for field, values in slots.items()}
            fields |= {"action": f"do {word}", "effect": word, "reason1": word}
        if "con1" in fields:
            fields |= {"con1": word, "pro1": word}
        return path, fields

    async def check(self) -> None:
        """Check that nobody was sent a word, a code or a token of somebody else."""
        exercise, state = self.room.exercise, self.room.server.state
        for one in self.onlookers:
            sent = b"\n".join(await one.look(everywhere=self.luck.random() < 0.1))
            known = self.room.table.find_seat(OBSERVER if one.viewer == EVALUATOR else one.viewer).dump_json()
            for planted in self.words:
                if planted.role == one.viewer or planted.word not in sent:
                    continue
                what = f"{one.viewer} was sent what {planted.role} wrote as {planted.kind} in turn {planted.turn}"
                assert planted.kind not in ("draft", "name"), what
                assert planted.word in known, f"{what}, and its seat does not know it"
                plans = exercise.turn == planted.turn and exercise.phase == "plan"
                assert not (plans and planted.kind == "plan"), what
            for viewer, code in state.codes.items():
                assert code.encode() not in sent, f"{one.viewer} was sent the code of {viewer}"
            for other in self.onlookers:
                assert other.device.cookie.encode() not in sent, f"{one.viewer} was sent a token"


async def play_planted(folder: Path, luck: Random, most: int) -> int:
    """Play one random exercise with planted words."""
    async with serve_room(folder, load_crossroads, luck.randrange(1000)) as room:
        play = PlantedPlay(room, luck)
        await play.join_all()
        taken = await play.play(most)
        for one in play.onlookers:
            one.following.cancel()
    return taken


def test_no_device_is_sent_what_another_seat_knows(cases: Callable[[int], range], luck: Random, tmp_path: Path) -> None:
    taken = [asyncio.run(play_planted(tmp_path / str(case), luck, 40 if case % 2 else 15)) for case in cases(3)]
    print(f"{len(taken)} exercises, {sum(taken)} decisions, each seen by everybody: nothing leaked")


# Pairs


class Moment(NamedTuple):
    """What the room sees, what the parties to secret deals see, and what devices of everybody else are sent."""

    room: bytes
    parties: bytes
    others: tuple[Look, ...]


async def play_pair(folder: Path, seed: int, way: str, luck: Random | None) -> list[Moment]:
    """Play a turn in which two roles deal in secret in one of the `WAYS`, then plan.

    Return the moment after each step. With ``luck``, the parties also write drafts, suggest and pass their pens.
    """
    seen: list[Moment] = []
    async with serve_room(folder, load_crossroads, seed) as room:
        dealing = list_dealing_roles(room.exercise.content)
        devices = {viewer: await room.join(viewer, viewer) for viewer in room.server.state.viewers}
        second = {role: await room.join(role, f"second {role}") for role in sorted(dealing)}
        others = [Onlooker(viewer, device) for viewer, device in devices.items() if viewer not in dealing]
        for _ in range(60):
            at = room.exercise.turn, room.exercise.phase
            if at >= (2, "") and at[1] == "deal":
                break
            if not room.step():
                role = await _find_asked(devices, room.roles)
                pen = devices[role]
                if luck is not None and role in dealing:
                    await _make_noise(pen, second[role], luck)
                path, fields = find_first_answer(await pen.load())
                if path == "/decide" and room.exercise.phase == "deal" and role in dealing:
                    fields["offer"] = str(choose(room.exercise, role, way))
                    fields["because"] = way
                assert (await pen.send("POST", path, fields)).status == 303
            sights = [room.table.find_seat(viewer).dump_json() for viewer in (OBSERVER, *sorted(dealing))]
            looked = [await one.look(everywhere=room.exercise.phase == "plan") for one in others]
            seen.append(Moment(sights[0], b"".join(sights[1:]), tuple(looked)))
        for one in others:
            one.following.cancel()
    return seen


async def _find_asked(devices: dict[str, SimulatedDevice], roles: list[str]) -> str:
    for role in roles:
        if is_asking(await devices[role].load()):
            return role
    raise AssertionError("nobody is asked")


async def _make_noise(pen: SimulatedDevice, second: SimulatedDevice, luck: Random) -> None:
    """Do what only a team itself sees."""
    for _ in range(luck.randrange(3)):
        if "con1" in pen.page or 'id="decide"' not in await pen.load():
            break
        await pen.send("POST", "/draft", {**find_hidden(pen.page), "offer": "1", "because": str(luck.random())})
        path, fields = find_first_answer(await second.load(), str(luck.random()))
        await second.send("POST", "/suggest" if path == "/decide" else path, fields)
        await second.send("POST", "/pen", {"to": "me"})


def draw_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every session draw the same names and tokens of devices, so that only what is told can differ."""
    drawn = count()
    monkeypatch.setattr("secrets.token_hex", lambda size: f"{next(drawn):0{2 * size}x}")


def test_devices_of_others_are_sent_the_same_bytes_whatever_is_dealt_in_secret(
    cases: Callable[[int], range], luck: Random, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = secret = 0
    for case in cases(1):
        seed, plain = luck.randrange(1000), list[Moment]()
        for way in WAYS:
            draw_alike(monkeypatch)
            seen = asyncio.run(play_pair(tmp_path / str(case) / way, seed, way, luck if plain else None))
            plain = plain or seen
            told, told_before = list(list_told(seen)), list(list_told(plain))
            for moment, before in zip(told, told_before, strict=False):
                if moment.room != before.room:  # something public differs
                    break
                assert moment.others == before.others, f"seed {seed}, {way}: others are told of it"
                compared += 1
                secret += moment.parties != before.parties
    assert secret > len(WAYS) * len(cases(1))
    print(f"{compared} moments compared, {secret} of them with a secret that differs: the same bytes")


def list_told(seen: list[Moment]) -> Iterator[Moment]:
    """Yield the moments in which the devices of others were told something; a party may decide twice meanwhile."""
    before: list[bytes] = []
    for moment in seen:
        pages = [look.pages for look in moment.others]
        if pages != before or any(look.said for look in moment.others):
            yield moment
        before = pages
