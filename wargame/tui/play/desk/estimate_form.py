"""The form of an estimate: how likely the question is, typed in per cent or in words, or set on a scale."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from wargame.exercise.play.input_parsing import UnclearError, parse_percent
from wargame.exercise.seat import Seat
from wargame.likelihood_text import format_likelihood, list_likelihood_words
from wargame.rules.text.rule_text import end_sentence
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.screen import Prose
from wargame.tui.widgets.line_input import LineInput

FIELD = "percent"


class Scale(Static):
    """0 to 100 per cent as a line that can be clicked, with the estimate marked."""

    DEFAULT_CSS = "Scale { height: 2; width: 1fr; max-width: 104; }"

    class Picked(Message):
        """A percentage was clicked on."""

        def __init__(self, percent: int) -> None:
            super().__init__()
            self.percent = percent

    def __init__(self, *, ascii: bool) -> None:
        super().__init__(markup=False)
        self._ascii = ascii
        self.percent: int | None = None

    def render(self) -> Content:
        """Return the scale with the percentage marked."""
        width = max(20, self.size.width)
        cells = ["-" if self._ascii else "─"] * width
        for edge in (0, 5, 20, 45, 55, 80, 95, 100):
            cells[self._find_cell(edge, width)] = "+" if self._ascii else "┼"
        if self.percent is not None:
            cells[self._find_cell(self.percent, width)] = "O" if self._ascii else "●"
        below = [" "] * width
        for edge in (0, 20, 45, 80, 100):
            text = str(edge)
            at = min(self._find_cell(edge, width), width - len(text))
            below[at : at + len(text)] = text
        return Content("".join(cells) + "\n" + "".join(below))

    @staticmethod
    def _find_cell(percent: int, width: int) -> int:
        return round(percent * (width - 1) / 100)

    def on_click(self, event: events.Click) -> None:
        """Post the percentage that was clicked on."""
        percent = round(100 * event.x / max(1, self.size.width - 1))
        self.post_message(self.Picked(max(1, min(99, percent))))


class EstimateForm(VerticalScroll):
    """The question, the role's estimate, and its estimates before. Up and Down change it by one per cent."""

    class Ready(Message):
        """Enter was pressed on an estimate that is valid."""

    def __init__(self, seat: Seat, drafts: Drafts, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._role, self._drafts, self._ascii = seat.viewer, drafts, ascii
        question = seat.find_question()
        self._question = question.text if question is not None else ""
        self._criterion = question.criterion if question is not None else ""
        self._earlier = [
            f"turn {one.turn}: {one.percent} % ({format_likelihood(one.percent)})"
            for one in (question.estimates if question is not None else ())
            if one.role == self._role
        ]
        self._line = LineInput("1 to 99, or words such as likely", drafts.get(self._role, FIELD), limit=40, id=FIELD)

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose("How likely is this?", classes="heading")
        yield Prose(self._question, id="question", classes="title")
        yield Prose(self._criterion, id="criterion", classes="dim")
        before = f"You said before: {', '.join(self._earlier)}." if self._earlier else "This is your first estimate."
        yield Prose(before, id="earlier", classes="dim")
        with Horizontal(classes="field"):
            yield Prose("Your estimate", classes="label")
            yield self._line
        yield Prose("", id="phrase")
        yield Scale(ascii=self._ascii)
        yield Prose(", ".join(f"{words} {low}-{high}" for words, low, high in list_likelihood_words()), classes="dim")

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._show_phrase()
        self.start()

    def start(self) -> None:
        """Focus the line."""
        self._line.focus()

    def read_percent(self) -> int:
        """Return the typed estimate. Raises `UnclearError`."""
        typed = self._line.value
        if not typed.strip():
            raise UnclearError("type an estimate, or click on the scale")
        return parse_percent(typed)

    def _show_phrase(self) -> None:
        line, scale = self.query_one("#phrase", Prose), self.query_one(Scale)
        scale.percent = None
        typed = self._line.value.strip()
        line.set_class(False, "wrong")
        try:
            scale.percent = self.read_percent()
            line.update(f"{scale.percent} %: {format_likelihood(scale.percent)}")
        except UnclearError as unclear:
            line.update(end_sentence(str(unclear)) if typed else "Type it, press Up and Down, or click on the scale.")
            line.set_class(bool(typed), "wrong")
        scale.refresh()

    @on(Input.Changed)
    def keep_typed(self, event: Input.Changed) -> None:
        """Keep the typed text as a draft."""
        self._drafts.keep(self._role, FIELD, event.value)
        self._show_phrase()

    @on(Input.Submitted)
    def submit_estimate(self, event: Input.Submitted) -> None:
        """Post `Ready` if the estimate is valid."""
        event.stop()
        try:
            self.read_percent()
        except UnclearError:
            self._show_phrase()
            return
        self.post_message(self.Ready())

    @on(Scale.Picked)
    def take_picked(self, event: Scale.Picked) -> None:
        """Write the clicked percentage into the line."""
        event.stop()
        self.set_percent(event.percent)

    def on_key(self, event: events.Key) -> None:
        """Change the percentage by the arrow keys."""
        by = {"up": 1, "down": -1, "pageup": 10, "pagedown": -10}.get(event.key)
        if by is None:
            return
        event.stop()
        try:
            self.set_percent(max(1, min(99, self.read_percent() + by)))
        except UnclearError:
            self.set_percent(50)

    def set_percent(self, percent: int) -> None:
        """Write an estimate into the line."""
        self._line.value = str(percent)
        self.start()
