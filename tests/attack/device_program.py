"""The program with an open room, in a pseudo-terminal and a process of its own, as devices reach it over real HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.simulated_device import GONE, SimulatedDevice
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.session.records import CommandLine
from wargame.session.verify import verify

pty = pytest.importorskip("pty", reason="pseudo-terminals are Unix's")
ENTER = b"\r"


def find_free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


class DeviceProgram:
    """``wargame resume`` of a new exercise with ``--devices``, in the app or (``plain``) the line mode."""

    def __init__(self, folder: Path, *, scenario: str = "crossroads", seed: int = 3) -> None:
        self.folder, self.plain, self.port = folder, False, find_free_port()
        content = load_content(scenario)
        seats = dict.fromkeys(content.scenario.roles, "people")
        begun = Exercise.begin(content, "short", seats, seed, folder, name="devices", staged=True, instead=True)
        begun.execute(FACILITATOR, "begin")
        begun.close()
        assert begun.path is not None
        self.session, self.roles = begun.path, list(content.scenario.roles)
        self._process: subprocess.Popen[bytes] | None = None
        self._near = -1
        self.said = b""
        """What it drew."""

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def read_codes(self) -> dict[str, str]:
        """Return the code of each viewer, from the file in which they are kept."""
        (path,) = (self.folder / "state" / "wargame" / "rooms").glob("*.json")
        assert path.stat().st_mode & 0o777 == 0o600
        codes: dict[str, str] = json.loads(path.read_text())["codes"]
        return codes

    async def start(self) -> None:
        """Start, or go on after it was killed; return when it answers."""
        argv = [
            "resume",
            str(self.session),
            "--devices",
            "--port",
            str(self.port),
            *(["--plain"] if self.plain else []),
        ]
        self._near, far = pty.openpty()
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME"), str(self.folder))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "wargame", *argv], stdin=far, stdout=far, stderr=far, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **homes,
                 "XDG_STATE_HOME": str(self.folder / "state")},
        )  # fmt: skip
        os.close(far)
        self.said = b""
        os.set_blocking(self._near, False)
        asyncio.get_running_loop().add_reader(self._near, self._drain)
        await self._wait_until_it_answers()

    def _drain(self) -> None:
        try:
            self.said = (self.said + os.read(self._near, 1 << 16))[-100_000:]
        except OSError:
            asyncio.get_running_loop().remove_reader(self._near)

    async def _wait_until_it_answers(self) -> None:
        async with asyncio.timeout(60):
            while True:
                assert self._process is not None
                assert self._process.poll() is None, self.said
                device = SimulatedDevice(self.address)
                try:
                    async with asyncio.timeout(10):
                        assert (await device.send("GET", "/")).status == 200
                    return
                except (*GONE, TimeoutError):
                    await asyncio.sleep(0.02)
                finally:
                    device.close()

    def press(self, keys: bytes = ENTER) -> None:
        """Type at the terminal."""
        os.write(self._near, keys)

    def kill(self) -> None:
        """End the process at once, as the machine would when its power fails."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._near >= 0:
            asyncio.get_running_loop().remove_reader(self._near)
            os.close(self._near)
            self._near = -1

    def read_keys(self) -> list[str]:
        """Return the keys of all decisions in the session file, which must be good."""
        verdict = verify(self.session)
        assert verdict.is_good, verdict
        played = Exercise.resume(self.session)
        played.close()
        return [line.key for line in played.lines if isinstance(line, CommandLine) and line.key]

    def read_held(self) -> str:
        """Return what is kept beside the session until a secret round ends; an empty text without it."""
        path = self.session.with_name(f"{self.session.name}.held")
        return path.read_text() if path.exists() else ""
