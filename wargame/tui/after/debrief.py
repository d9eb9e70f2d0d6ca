"""Debrief: step by step from the end of play to the report: what to read out, what to ask, and a line to write in.

A written line becomes a record of the session at once. Text that is not finished is kept as a draft.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static

from wargame.exercise.debrief.form_parts import FormSlot, Part
from wargame.exercise.debrief.stages import DebriefStep
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.drafts import AFTERWARDS
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.estimate_chart import draw_drift
from wargame.tui.widgets.line_input import LineInput

ROOMY = 30
"""The number of rows of the screen from which the chart may be twice as high."""


class Steps(Static):
    """The steps of the debrief with the current one marked, as many titles as fit. A click goes to a step."""

    def __init__(self) -> None:
        super().__init__("", id="steps", markup=False)
        self._steps: list[DebriefStep] = []
        self._at = 0

    def show(self, listed: list[DebriefStep], at: int) -> None:
        """Redraw."""
        self._steps, self._at = listed, at
        self.refresh()

    def render(self) -> Content:
        """Return the names of the steps, with the current one marked."""
        full = self._draw_line(titles=True)
        return full if full.cell_length <= self.content_size.width else self._draw_line(titles=False)

    def _draw_line(self, *, titles: bool) -> Content:
        parts = []
        for i, step in enumerate(self._steps):
            here = i == self._at
            text = f"{i + 1} {step.title}" if titles or here else f"{i + 1}"
            click = Style.from_meta({"@click": f"screen.stage({i})"})
            shown = Content.assemble((f"[{text}]" if here else f" {text} ", click))
            parts.append(shown.stylize("bold") if here else shown)
        return Content("Debrief ") + Content("").join(parts)


class SlotLine(Prose):
    """A slot of the form: its question, or its entry. After a click the line writes into it."""

    def __init__(self, slot: FormSlot, at: int) -> None:
        super().__init__("", classes="said" if slot.entry else "slot")
        self.slot, self.at = slot, at

    def show(self, current: bool) -> None:
        """Draw the slot; ``current`` if the line writes into it."""
        self.set_class(current, "current")
        self.update(f"{'>' if current else '•' if self.slot.entry else ' '} {self.slot.says}")

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on this line."""
        event.stop()
        screen = self.screen
        if isinstance(screen, DebriefScreen):
            screen.go_to(self.at)


class DebriefScreen(PlayScreen):
    """The form of one step, and the line that writes into the marked slot."""

    WHERE = "debrief"
    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("debrief")
    _sheet = getters.query_one("#sheet", VerticalScroll)

    def __init__(self, step: str = "") -> None:
        super().__init__()
        self._step = step
        self._keys: dict[str, str] = {}
        """By step, the slot that was marked last."""
        self._at = 0
        self._places: list[SlotLine] = []
        self._reading = True
        """Is the step shown from its top? It is until somebody goes to a slot or writes."""
        self._spent: dict[str, float] = {}
        self._since = 0.0

    @property
    def _chair(self) -> Seat:
        return self.room.find_seat(FACILITATOR)

    @property
    def _steps(self) -> list[DebriefStep]:
        return self._chair.list_debrief_steps()

    @property
    def _index(self) -> int:
        return next(i for i, one in enumerate(self._steps) if one.id == self._step)

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Horizontal(id="head"):
            yield Steps()
            yield Prose(id="minutes")
        yield Prose(id="about")
        yield VerticalScroll(id="sheet", can_focus=False)
        with Vertical(id="write"):
            yield Prose("", id="ask")
            yield LineInput(limit=2000, id="line")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._step = self._step or self._steps[self._chair.find_debrief_progress().stage].id
        self._since = self.exercise.compute_seconds_spent()
        self.query_one(LineInput).focus()
        self.show_state()

    def on_screen_resume(self) -> None:
        """Redraw when no screen lies over this one any more."""
        if self.is_current:  # it is not current if it was closed together with the screen over it
            self.show_state()

    def on_resize(self) -> None:
        """Fit the parts to the new size."""
        self.call_after_refresh(self._scroll_to_mark)

    def show_state(self) -> None:
        """Redraw from the exercise."""
        if not self.exercise.over:
            if self.is_current:  # the end of the exercise was undone
                self.dismiss(None)
            return
        if not self.is_current or not self._step:
            return
        step = self._steps[self._index]
        self.room.follow_debrief(step.id)
        minutes = f"about {step.minutes} minute{'s' * (step.minutes != 1)}" if step.minutes else ""
        self.query_one("#minutes", Prose).update(minutes)
        self.query_one("#about", Prose).update(step.about)
        self.query_one(Steps).show(self._steps, self._index)
        shown = self._sheet
        shown.remove_children()
        self._places = []
        shown.mount(*(self._build_widget(part) for part in self._chair.list_debrief_parts(step.id)))
        keys = [place.slot.key for place in self._places]
        key = self._keys.get(self._step)
        if key is None:  # begin with the first slot that has no entry
            self._at = next((place.at for place in self._places if not place.slot.entry), 0)
        self._mark_slot(keys.index(key) if key in keys else min(self._at, len(keys) - 1))

    def _build_widget(self, part: Part) -> Widget:
        if isinstance(part, FormSlot):
            self._places.append(SlotLine(part, len(self._places)))
            return self._places[-1]
        if part.kind == "drift":
            step, public = 10 if self.size.height >= ROOMY else 20, self.room.find_seat(OBSERVER)
            return Prose(draw_drift(public, step=step, ascii=self.room.settings.ascii), classes="figure")
        return Prose(part.text, classes=part.kind)

    # The marked slot

    @property
    def _slot(self) -> FormSlot | None:
        return self._places[self._at].slot if 0 <= self._at < len(self._places) else None

    def _name_draft(self, slot: FormSlot) -> str:
        return f"{self._step}/{slot.key}"

    def go_to(self, at: int) -> None:
        """Mark a slot. The text in the line stays the draft of the slot for which it was typed."""
        if 0 <= at < len(self._places):
            self._keys[self._step] = self._places[at].slot.key
            self._reading = False
            self._mark_slot(at)

    def _mark_slot(self, at: int) -> None:
        self._at = at
        for place in self._places:
            place.show(place.at == at)
        slot, line = self._slot, self.query_one(LineInput)
        self._say(slot.ask if slot is not None else "Nothing is to be written here.")
        line.disabled = slot is None
        if slot is not None:
            line.max_length = slot.limit
            empty = "takes it back" if slot.start else "moves on"
            line.placeholder = f"write, then Enter; an empty Enter {empty}"
            with line.prevent(Input.Changed):
                line.value = self.room.drafts.get(AFTERWARDS, self._name_draft(slot)) or slot.start
            line.cursor_position = len(line.value)
            line.focus()
        self.query_one(KeyBar).refresh()
        self.call_after_refresh(self._scroll_to_mark)

    def _scroll_to_mark(self) -> None:
        """Scroll until the marked slot and the answers to it are visible."""
        if not self.is_built:  # it was closed before this was called
            return
        shown = self._sheet
        if self._reading:
            return
        answers = self._places[self._at + 1 :]
        said = [place for i, place in enumerate(answers) if all(one.slot.entry for one in answers[: i + 1])]
        for place in [*said[-1:], *self._places[self._at : self._at + 1]]:
            shown.scroll_to_widget(place, animate=False)

    def _say(self, text: str, wrong: bool = False) -> None:
        ask = self.query_one("#ask", Prose)
        ask.set_class(wrong, "wrong")
        ask.update(text)

    @on(Input.Changed)
    def keep_typed(self, event: Input.Changed) -> None:
        """Keep the typed text as a draft."""
        slot = self._slot
        if slot is not None:
            text = event.value if event.value != slot.start else ""
            self.room.drafts.keep(AFTERWARDS, self._name_draft(slot), text)

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Record the text in the line; if it has nothing new, go to the next slot."""
        slot, text = self._slot, event.value.strip()
        if slot is None or text == slot.start:
            self._go_to_question()
            return
        self._reading = False
        try:
            written = self.room.record(
                lambda: self._chair.do(*slot.put(text)), lambda said: self._say(said, wrong=True)
            )
        except UnclearError as unclear:
            self._say(begin_sentence(end_sentence(str(unclear))), wrong=True)
            return
        if not written:
            return
        self.room.drafts.keep(AFTERWARDS, self._name_draft(slot), "")
        self.show_state()
        if slot.entry and not text:
            self.notify("Taken back. What it said stays in the session file.", markup=False)

    # Moving

    def _go_to_question(self) -> None:
        """Go to the next slot without an answer."""
        later = range(self._at + 1, len(self._places))
        at = next((i for i in later if not self._places[i].slot.entry), None)
        if at is None:
            self.action_stage_on()
        else:
            self.go_to(at)

    def action_slot_on(self) -> None:
        """Go to the next slot; after the last slot of a step, to the next step."""
        if self._at + 1 < len(self._places):
            self.go_to(self._at + 1)
        else:
            self.action_stage_on()

    def action_slot_back(self) -> None:
        """Go to the previous slot."""
        self.go_to(self._at - 1)

    def action_stage_on(self) -> None:
        """Go to the next step; after the last, to the report."""
        if self._index + 1 < len(self._steps):
            self.action_stage(self._index + 1)
        else:
            self.action_report()

    def action_stage_back(self) -> None:
        """Go to the previous step."""
        if self._index:
            self.action_stage(self._index - 1)

    def action_stage(self, index: int) -> None:
        """Go to a step by its index."""
        self._add_lap()
        self._step = self._steps[index].id
        self._at, self._reading = 0, True
        self.show_state()
        self._sheet.scroll_home(animate=False)

    def action_sheet_on(self) -> None:
        """Scroll down a page."""
        self._sheet.scroll_page_down(animate=False)

    def action_sheet_back(self) -> None:
        """Scroll up a page."""
        self._sheet.scroll_page_up(animate=False)

    # The clock, the replay, the report

    def _add_lap(self) -> None:
        """Add the time since the last lap to the current step."""
        now = self.exercise.compute_seconds_spent()
        self._spent[self._step] = self._spent.get(self._step, 0.0) + now - self._since
        self._since = now

    def action_clock(self) -> None:
        """Show how long this step and the whole debrief have taken, and how long they were planned."""
        self._add_lap()
        step = self._steps[self._index]
        here, whole = self._spent[step.id] / 60, sum(self._spent.values()) / 60
        planned = f" of {step.minutes}" if step.minutes else ""
        total = self._chair.find_debrief_progress().minutes
        self._say(f"{step.title}: {here:.0f}{planned} minutes. The debrief: {whole:.0f} of {total} minutes.")

    def action_look(self) -> None:
        """Open the moment of the marked slot in replay, or else the end of the session.

        Leaving the replay leads back here.
        """
        from wargame.exercise.view.past_session import PastSession

        slot, past = self._slot, PastSession.build_from_window(self.exercise, self.exercise.path)
        at = slot.line if slot is not None and slot.line else past.last
        self.room.open("replay", past, at=at)

    def action_report(self) -> None:
        """Open the screen that writes the report."""
        self.room.open("report")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the report if nothing is recorded."""
        if action == "report":
            return self.exercise.recorded
        return super().check_action(action, parameters)
