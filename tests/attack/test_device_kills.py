"""The program is killed while devices decide: no acknowledged decision is lost or taken twice, and the pages come back.

Half of the requests go wrong as well: their connection is cut before the answer, or they are sent again after it.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from benchmarks.simulated_device import GONE, SimulatedDevice, find_first_answer, is_asking, wait_until
from tests.attack.device_program import DeviceProgram

if sys.platform == "win32":
    pytest.skip("processes are begun in another way there", allow_module_level=True)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

BACK = 5.0
"""The seconds after which every page is back."""
RETRY = 1.0
"""The seconds after which the script of a page connects again."""


class Team:
    """Two devices of one team: the first one decides; both follow their streams, and connect again."""

    def __init__(self, address: str, luck: Random) -> None:
        self.pen, self.reader = (SimulatedDevice(address, name) for name in ("pen", "reader"))
        self.luck = luck
        self.acknowledged: list[str] = []
        self.cut = self.repeated = 0
        """How many requests were cut before their answer, and sent again after it."""
        self.back: dict[SimulatedDevice, float] = {}
        """When the page of each device was loaded first since the program was started."""

    async def follow(self, device: SimulatedDevice) -> None:
        """Follow the stream, and connect again whenever it ends."""
        while True:
            try:
                await device.load()
                self.back.setdefault(device, monotonic())
                await device.follow()
            except GONE:
                device.close()
                await asyncio.sleep(RETRY)

    async def decide(self) -> None:
        """Decide whatever is asked. A decision that nobody acknowledged is sent again with its key."""
        while True:
            try:
                page = await self.pen.load()
            except GONE:
                self.pen.close()
                await asyncio.sleep(RETRY / 10)
                continue
            if not is_asking(page):
                await asyncio.sleep(0.02)
                continue
            await self._send(*find_first_answer(page))

    async def _send(self, path: str, fields: dict[str, str]) -> None:
        cuts, repeats = self.luck.random() < 0.25, self.luck.random() < 0.25
        while True:
            try:
                sending = asyncio.create_task(self.pen.send("POST", path, fields))
                if cuts:
                    cuts = False
                    await asyncio.wait([sending], timeout=self.luck.random() / 50)
                    if sending.cancel():
                        await asyncio.wait([sending])
                        self.cut += 1
                        continue
                answer = await sending
            except GONE:
                self.pen.close()
                await asyncio.sleep(RETRY / 10)
                continue
            assert answer.status in (303, 409), answer.text[:3000]
            if answer.status == 303 and path == "/decide":
                self.acknowledged.append(fields["key"])
            if not repeats:
                return
            repeats = False
            self.repeated += 1


class Play:
    """One exercise, as often as it is killed: three teams, and a facilitator who presses Enter when nobody is asked."""

    def __init__(self, folder: Path, case: int, luck: Random) -> None:
        self.program = DeviceProgram(folder, seed=case)
        self.luck = luck
        self.teams: list[Team] = []
        self.is_over = False

    async def run_until_killed(self, *, plain: bool) -> float:
        """Start the program, and kill it shortly after some decision. Return the seconds until all pages were back."""
        self.program.plain = plain
        await self.program.start()
        begun, back = monotonic(), 0.0
        if not self.teams:
            await self._join()
        else:
            for team in self.teams:
                team.back.clear()
        works = [asyncio.create_task(team.decide()) for team in self.teams]
        works += [asyncio.create_task(team.follow(one)) for team in self.teams for one in (team.pen, team.reader)]
        facilitator = asyncio.create_task(self._lead())
        works.append(facilitator)
        try:
            while not all(len(team.back) == 2 for team in self.teams):
                await asyncio.wait(works, timeout=0.01, return_when=asyncio.FIRST_EXCEPTION)
                for work in works:
                    if work.done():
                        work.result()
                assert monotonic() - begun < 10 * BACK, "pages do not come back"
            back = max(max(team.back.values()) for team in self.teams) - begun
            wanted = self._count_acknowledged() + self.luck.randrange(6)
            await wait_until(lambda: self._count_acknowledged() >= wanted or self.is_over, 3)
            await asyncio.sleep(self.luck.random() / 20)
            for work in works:
                if work.done():
                    work.result()
        finally:
            self.program.kill()
            for work in works:
                work.cancel()
            await asyncio.gather(*works, return_exceptions=True)
            for team in self.teams:
                team.pen.close()
                team.reader.close()
        return back

    def _count_acknowledged(self) -> int:
        return sum(len(team.acknowledged) for team in self.teams)

    async def _join(self) -> None:
        codes = self.program.read_codes()
        self.teams = [Team(self.program.address, self.luck) for _ in self.program.roles]
        for role, team in zip(self.program.roles, self.teams, strict=True):
            for device in (team.pen, team.reader):
                assert (await device.join(codes[role])).status == 303

    async def _lead(self) -> None:
        """Press Enter when no team is asked anything, until the exercise is over."""
        looker = self.teams[0].pen
        while True:
            await asyncio.sleep(0.05)
            pages = [team.pen.page for team in self.teams]
            if any("The exercise is over" in page for page in pages):
                self.is_over = True
                return
            try:
                if any([is_asking(await team.pen.load()) for team in self.teams]):
                    continue
            except GONE:
                continue
            before = looker.page
            self.program.press()
            for _ in range(10):
                await asyncio.sleep(0.05)
                if looker.page != before:
                    break


def check(play: Play) -> int:
    """Check the session file. Return how many decisions of devices it holds."""
    keys = Counter(play.program.read_keys())
    held = play.program.read_held()  # the decision that ends a secret round gets its line after the last call
    assert set(keys.values()) <= {1}, "a decision was taken twice"
    for team in play.teams:
        lost = [key for key in team.acknowledged if key not in keys and key not in held]
        assert not lost, f"an acknowledged decision is lost: {lost}"
    return len(keys)


async def kill_again_and_again(folder: Path, cases: range, luck: Random) -> str:
    """Kill in each case, and go on; begin a new exercise after one is over. Return what was found, in words."""
    play = Play(folder / "0", 0, luck)
    plays, waits = [play], list[float]()
    for case in cases:
        if play.is_over:
            play = Play(folder / str(case), case, luck)
            plays.append(play)
        back = await play.run_until_killed(plain=bool(case % 2))
        check(play)
        assert back <= BACK, f"case {case}: pages were back after {back:.1f} s"
        waits.append(back)
    decided = sum(map(check, plays))
    assert decided > len(waits), "the devices were at work"
    teams = [team for one in plays for team in one.teams]
    cut, repeated = sum(team.cut for team in teams), sum(team.repeated for team in teams)
    typical = sorted(waits)[len(waits) // 2]
    return (
        f"{len(waits)} kills, {len(plays)} exercises, {decided} decisions, {cut} connections cut before the answer, "
        f"{repeated} requests repeated after it: none lost, none taken twice; "
        f"pages back after {typical:.1f} s, at most {max(waits):.1f} s"
    )


def test_no_decision_of_a_device_is_lost_or_taken_twice(
    cases: Callable[[int], range], luck: Random, tmp_path: Path
) -> None:
    print(asyncio.run(kill_again_and_again(tmp_path, cases(20), luck)))
