"""A form to rate one learning objective during play: what shows it, what each rating looks like, and a line to type in.

It lies over the console, which only the facilitator sees. The debrief shows the same and can change it.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from wargame.exercise.debrief.form_parts import FormSlot, Part
from wargame.exercise.play.input_parsing import UnclearError
from wargame.rules.model import FACILITATOR
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.tui.app.question_dialogs import LineScreen
from wargame.tui.app.room import Room, find_room
from wargame.tui.app.screen import Prose
from wargame.tui.widgets.line_input import LineInput


class RatingScreen(LineScreen[None]):
    """Rate one learning objective and mark its tasks, as often as wanted. Typed text is kept when the form is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "leave", "Back", show=False),
        Binding("pagedown,down", "scroll(1)", "Scroll on", show=False),
        Binding("pageup,up", "scroll(-1)", "Scroll back", show=False),
    ]
    CSS = """
    RatingScreen { align: center middle; background: $background 60%; }
    RatingScreen > Vertical { width: 100; max-width: 98%; height: auto; max-height: 98%; padding: 1 2;
                              background: $surface; border: thick $primary; }
    RatingScreen VerticalScroll { height: auto; max-height: 28; scrollbar-size-vertical: 1; }
    RatingScreen VerticalScroll > Prose { height: auto; }
    RatingScreen .heading { text-style: bold; }
    RatingScreen .close, RatingScreen .dim, RatingScreen .said { margin-left: 2; }
    RatingScreen .heading { margin-bottom: 1; }
    RatingScreen LineInput, RatingScreen LineInput:focus { border: none; height: 1; padding: 0 1; margin: 0; }
    RatingScreen .current { margin-top: 1; color: $primary; }
    RatingScreen #ask { height: auto; margin-top: 1; }
    RatingScreen #ask.wrong { color: $error; }
    RatingScreen.-short > Vertical { padding: 0 1; }
    RatingScreen.-short VerticalScroll { max-height: 17; }
    RatingScreen.-short .heading { margin-bottom: 0; }
    RatingScreen.-short #ask { margin-top: 0; }
    """

    def __init__(self, objective: str) -> None:
        super().__init__()
        self._objective = objective

    @property
    def room(self) -> Room:
        """The app, as the screens of an exercise know it."""
        return find_room(self)

    @property
    def _draft(self) -> tuple[str, str]:
        return FACILITATOR, f"rating/{self._objective}"

    @property
    def _parts(self) -> list[Part]:
        """Return what is shown: all but the questions for further observations, which have a form of their own."""
        parts = self.room.find_seat(FACILITATOR).list_rating_parts(self._objective)
        slot = self._slot
        return [part for part in parts if not isinstance(part, FormSlot) or part.entry or part.key == slot.key]

    @property
    def _slot(self) -> FormSlot:
        """The slot that takes the rating: the last one."""
        parts = self.room.find_seat(FACILITATOR).list_rating_parts(self._objective)
        return [part for part in parts if isinstance(part, FormSlot)][-1]

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical():
            yield VerticalScroll(id="sheet", can_focus=False)
            yield Prose("", id="ask")
            yield LineInput("write, then Enter; an empty Enter leaves, as Esc does", limit=self._slot.limit, id="line")

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.query_one(LineInput).value = self.room.drafts.get(*self._draft)
        self._show()

    def _show(self) -> None:
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.remove_children()
        for part in self._parts:
            if isinstance(part, FormSlot):
                sheet.mount(Prose(part.says, classes="said" if part.entry else "current"))
            else:
                sheet.mount(Prose(part.text, classes=part.kind))
        self._say(self._slot.ask)

    def _say(self, text: str, wrong: bool = False) -> None:
        ask = self.query_one("#ask", Prose)
        ask.set_class(wrong, "wrong")
        ask.update(text)

    @on(Input.Changed)
    def keep_typed(self, event: Input.Changed) -> None:
        """Keep the typed text as a draft."""
        self.room.drafts.keep(*self._draft, event.value)

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Record the rating or the marks, and show what stands now; an empty line leaves."""
        if not self.is_on_top:
            return
        text, slot, chair = event.value.strip(), self._slot, self.room.find_seat(FACILITATOR)
        if not text:
            self.dismiss(None)
            return
        try:
            written = self.room.record(lambda: chair.do(*slot.put(text)), lambda said: self._say(said, wrong=True))
        except UnclearError as unclear:
            self._say(begin_sentence(end_sentence(str(unclear))), wrong=True)
            return
        if written:
            self.query_one(LineInput).value = ""
            self.room.drafts.forget(*self._draft)
            self._show()

    def action_scroll(self, pages: int) -> None:
        """Scroll by half of what is seen."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=pages * max(1, sheet.size.height // 2), animate=False)

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        self.dismiss(None)
