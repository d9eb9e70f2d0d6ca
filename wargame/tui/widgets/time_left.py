"""The clock of table and watch window: the time left of the phase and of the exercise.

It is off until somebody asks for it. It is drawn once a second while it is shown, and not at all otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from wargame.exercise.view.times import TimeLeft

EVERY = 1.0
"""Seconds between two readings."""

Reader = Callable[[], TimeLeft | None]
"""A function that returns the time left now; None where there is none."""


def draw_time_left(left: TimeLeft, *, brief: bool = False) -> Content:
    """Return the time left: *1:20 left  31 of 50 min*. What is used up is said in words, in the colour of danger."""
    spent = (
        f"{left.spent // 60:.0f} of {left.minutes} min" if not brief else f"{left.spent // 60:.0f}/{left.minutes} min"
    )
    lesson = Content.styled(spent, "$error") if left.lesson < 0 else Content(spent)
    if left.phase is None:
        return lesson
    over = left.phase < 0
    seconds = int(abs(left.phase))
    phase = f"{seconds // 60}:{seconds % 60:02} {'over' if over else 'left'}"
    return Content.assemble((phase, "$error" if over else ""), "  ", lesson)


class TimeLeftText(Static):
    """The time left, in the heading. ``read`` tells it."""

    DEFAULT_CSS = """
    TimeLeftText { width: auto; height: 1; margin: 0 2; text-style: bold; }
    """

    def __init__(self, read: Reader, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._read = read
        self._timer: Timer | None = None

    @property
    def is_on(self) -> bool:
        """Is the clock shown?"""
        return self._timer is not None

    def switch(self, on: bool) -> None:
        """Show the clock, or hide it."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_interval(EVERY, self.show_time) if on else None
        self.show_time()

    def show_time(self) -> None:
        """Draw the time left now."""
        left = self._read() if self.is_on else None
        self.display = left is not None
        if left is not None:
            self.update(draw_time_left(left, brief=self.screen.size.width < 100))
