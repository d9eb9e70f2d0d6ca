"""One app in a process of its own, without a terminal: ``python -m benchmarks.frames empty|home|table|played [FILE]``.

The process ends with the first frame and prints its memory in MB; *played* first plays a standard exercise on the
screens. Our modules are imported late, so that the empty app imports Textual alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

SIZE = (120, 40)


def tell_frames(app: App[Any], framed: Callable[[], object], screens: int = 1) -> None:
    """Call ``framed`` after each frame of an app that has at least ``screens`` screens.

    A frame includes making the characters that a terminal would be sent.
    """
    display = app._display

    def display_and_tell(screen: Screen[Any], update: Any) -> None:
        display(screen, update)
        if update is None or app._batch_count or screen is not app.screen or len(app.screen_stack) < screens:
            return
        update.render_segments(app.console)
        framed()

    vars(app)["_display"] = display_and_tell  # for this app alone


def read_memory() -> float:
    """The memory of this process, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def main() -> None:
    """Run the app that the command line names, until its first frame."""
    what, *files = sys.argv[1:]
    if what == "empty":
        app: Any = App()
        tell_frames(app, app.exit)
    else:
        app = build_our_app(files)
        tell_frames(app, lambda: play_on(app) if what == "played" else app.exit(), screens=2 + len(files))
    app.run(headless=True, size=SIZE)
    print(f"{read_memory():.1f}")


def build_our_app(files: list[str]) -> Any:
    """Our app: at home, or at the table of a session file."""
    from wargame.tui.app.app import WargameApp
    from wargame.tui.app.settings import Settings

    if not files:
        return WargameApp(Settings(), Path("nowhere"))
    from wargame.exercise.play.exercise import Exercise

    return WargameApp(Settings(), Path(files[0]).parent, Exercise.resume(Path(files[0])))


def play_on(app: Any) -> None:
    """Press Next until the exercise, which bots play, is over."""
    if app.playing.over:
        app.exit()
    else:
        app.call_later(lambda: app.playing.over or app.act("facilitator", app.playing.pending()))


if __name__ == "__main__":
    main()
