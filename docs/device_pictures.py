"""Draw what devices show, for the README: the facilitator's list of them, a team's phone, the projector.

The pages come from a room that is really open, and a headless Chromium makes pictures of them; without one they are
left as they are.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from httpx2 import ASGITransport, AsyncClient
from textual.pilot import Pilot

from wargame.devices.addresses import LOOPBACK, listen
from wargame.devices.device_server import DeviceServer
from wargame.devices.web_app import STATIC
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import OBSERVER
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
ADDRESS = "http://192.168.1.20:8620"
NETWORK = "Open to devices in the network of 192.168.1.20 (wlan0)."
"""The address and the network that the pictures show, in place of those of this machine."""
CODES = ("K7R4XM", "P3W9HC", "T6N2FB", "D8J5QY", "H4Z7GV")
WHO = (("cartel", "Ines"), ("cartel", "Tom"), ("cell", "Mara"), ("security", ""))
PHONE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; display: grid; place-items: center; height: 900px; background: #e9e6df }}
iframe {{ width: 390px; height: 844px; border: 9px solid #222; border-radius: 28px; background: #fff }}
</style><iframe src="{page}"></iframe>"""
"""A page in a frame of 390 pixels: a browser's own window is not so narrow."""


async def show_room(
    app: WargameApp, show: Callable[..., Any], take: Callable[[WargameApp], None], folder: Path
) -> None:
    """Open the room of an exercise, let devices join, and draw *Devices*. Keep two pages in ``folder``."""

    async def join(pilot: Pilot[Any]) -> None:
        server = app.devices
        assert server is not None
        server.address, server.is_on_network, server.network = ADDRESS, True, NETWORK
        server.state.codes.update(zip(server.state.viewers, CODES, strict=True))
        first = await _join(server, *WHO[0])
        for who in WHO[1:]:
            await (await _join(server, *who)).aclose()
        projector = await _join(server, OBSERVER, "")
        for name, client, path in (("phone", first, "/seat"), ("projector", projector, "/table")):
            (folder / f"{name}.html").write_text(_make_still((await client.get(path)).text), "utf-8")
            await client.aclose()
        ticks = count(0, 20)
        app.read_seconds = lambda: next(ticks)  # the veil has been there for long at the next key
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("enter")

    await show(app, take, then=join)


def open_app(folder: Path, played: Exercise) -> WargameApp:
    """Return the app at the table of an exercise, with its room open."""
    return WargameApp(Settings(), folder, played, listens=listen(LOOPBACK, 0))


async def _join(server: DeviceServer, viewer: str, name: str) -> AsyncClient:
    at = f"http://{LOOPBACK}:{server.port}"
    client = AsyncClient(transport=ASGITransport(app=server.asgi), base_url=at, follow_redirects=True)
    await client.post("/join", data={"code": server.state.codes[viewer], "name": name})
    return client


def _make_still(page: str) -> str:
    """Return a page that needs no server: with its stylesheet in it, an offer chosen, and as if it followed."""
    style = (STATIC / "devices.css").read_text("utf-8")
    page = re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{style}</style>", page)
    page = re.sub(r"<script[^>]*></script>", "", page)
    page = re.sub(r'<body class="', '<body class="live ', page)
    page = page.replace('<label for="offer-3">', '<label id="here" for="offer-3">')
    return re.sub(r'(<input type="radio" name="offer" id="offer-5")', r"\1 checked", page, count=2)


def draw_pages(folder: Path, target: Path) -> None:
    """Make pictures of the kept pages with a headless Chromium, or say that there is none."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("phone.png and projector.png are left as they are: chromium is missing (apt-get install chromium)")
        return
    (folder / "framed.html").write_text(PHONE.format(page="phone.html#here"), "utf-8")
    for name, page, size in (("phone", "framed", "500,900"), ("projector", "projector", "1280,720")):
        where = target / f"{name}.png"
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--force-prefers-reduced-motion",
             "--allow-file-access-from-files", f"--window-size={size}", f"--screenshot={where}",
             (folder / f"{page}.html").resolve().as_uri()],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        print(where)
