"""One app in a process of its own, without a terminal: ``python -m benchmarks.frames empty|home|table|played [FILE]``.

The process ends with the first frame and prints its memory in MB; *played* first plays a standard exercise on the
screens. Our modules are imported late, so that the empty app imports Textual alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

if TYPE_CHECKING:
    from wargame.tui.app.app import WargameApp

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
        app: App[Any] = App()
        tell_frames(app, app.exit)
    else:
        app = ours = build_our_app(files)
        tell_frames(app, lambda: play_on(ours) if what == "played" else ours.exit(), screens=2 + len(files))
    app.run(headless=True, size=SIZE)
    print(f"{read_memory():.1f}")
    if app.return_code:  # an app that died has used another amount of memory
        raise SystemExit(app.return_code)


def build_our_app(files: list[str]) -> WargameApp:
    """Our app: at home, or at the table of a session file."""
    from wargame.tui.app.app import WargameApp
    from wargame.tui.app.settings import Settings

    if not files:
        return WargameApp(Settings(), Path("nowhere"))
    from wargame.exercise.play.exercise import Exercise

    return WargameApp(Settings(), Path(files[0]).parent, Exercise.resume(Path(files[0])))


def play_on(app: WargameApp) -> None:
    """Press Next until the exercise, which bots play, is over."""
    if app.current_exercise.over:
        app.exit()
    else:
        app.call_later(press_next, app)


def press_next(app: WargameApp) -> None:
    """Go on as the facilitator, unless the exercise is over."""
    exercise = app.current_exercise
    if not exercise.over:
        app.act("facilitator", exercise.find_pending())


if __name__ == "__main__":
    main()
