"""A form for an observation during play: what was seen, whether it is a strength, and its learning objective."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from wargame.rules.model import FACILITATOR
from wargame.tui.app.hats import find_hat
from wargame.tui.app.question_dialogs import LineScreen, ReasonScreen
from wargame.tui.app.room import Room, find_room
from wargame.tui.app.screen import PlayScreen, Prose

KINDS = {"note": "a note", "strength": "a strength", "improvement": "to improve"}
DRAFT = (FACILITATOR, "note")


class NoteChoice(Prose):
    """One of a few options. A key or a click changes it."""

    def on_click(self, event: events.Click) -> None:
        """Change to the next option."""
        event.stop()
        cast(NoteScreen, self.screen).run_worker(self.screen.run_action(f"next_{self.id}"))


class NoteScreen(LineScreen[None]):
    """Write an observation.

    F2 changes its kind, F3 its learning objective. Typed text is kept when the form is left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "leave", "Back", show=False),
        Binding("f2", "next_kind", "Kind", show=False),
        Binding("f3", "next_objective", "Objective", show=False),
    ]
    CSS = """
    NoteScreen { align: center middle; background: $background 60%; }
    NoteScreen > Vertical { width: 76; max-width: 96%; height: auto; padding: 1 2; background: $surface;
                            border: thick $primary; }
    NoteScreen NoteChoice { margin-top: 1; height: auto; }
    NoteScreen Input { margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._objective = 0, 0

    @property
    def room(self) -> Room:
        """The app, as the screens of an exercise know it."""
        return find_room(self)

    @property
    def _objectives(self) -> list[tuple[str, str]]:
        """Return the learning objectives by id; the first option is none."""
        learning = self.room.find_seat(FACILITATOR).find_briefing().learning
        return [("", "none in particular"), *((one.id, one.name) for one in learning)]

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical():
            yield Prose("An observation, for debrief and report", classes="title")
            yield NoteChoice("", id="kind")
            yield NoteChoice("", id="objective")
            yield Input(self.room.drafts.get(*DRAFT), placeholder="what you saw, in one line", max_length=2000)
            yield Prose("Enter writes it down, Esc or F10 leaves.", classes="dim")

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._show()

    def _show(self) -> None:
        on, off = ("(x)", "( )") if self.room.settings.ascii else ("●", "○")
        kinds = "   ".join(f"{on if i == self._kind else off} {text}" for i, text in enumerate(KINDS.values()))
        self.query_one("#kind", NoteChoice).update(f"F2  {kinds}")
        count = len(self._objectives) - 1
        at = f"objective {self._objective} of {count}: " if self._objective else "objective: "
        self.query_one("#objective", NoteChoice).update(f"F3  {at}{self._objectives[self._objective][1]}")

    def action_next_kind(self) -> None:
        """Change the kind of the observation."""
        self._kind = (self._kind + 1) % len(KINDS)
        self._show()

    def action_next_objective(self) -> None:
        """Change the learning objective of the observation."""
        self._objective = (self._objective + 1) % len(self._objectives)
        self._show()

    @on(Input.Changed)
    def keep_typed(self, event: Input.Changed) -> None:
        """Keep the typed text as a draft."""
        self.room.drafts.keep(*DRAFT, event.value)

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Record the observation, once."""
        if not self.is_on_top:
            return
        text, kind = event.value.strip(), list(KINDS)[self._kind]
        objective, room = self._objectives[self._objective][0], self.room
        chair, told = room.find_seat(FACILITATOR), {"text": text, "kind": kind, "objective": objective}
        if not text:
            self.dismiss(None)
            return
        self.dismiss(None)
        if room.record(lambda: chair.do("note", told, hat=find_hat(room.drafts))):
            room.drafts.forget(*DRAFT)
            room.notify("Noted.", markup=False)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def bookmark(screen: PlayScreen) -> None:
    """Ask what this moment is marked for, mark it for the debrief, and confirm it."""
    room = screen.room
    chair = room.find_seat(FACILITATOR)

    def write(text: str | None) -> None:
        if text is not None and room.record(lambda: chair.do("bookmark", {"text": text})):
            room.notify("Marked for the debrief.", markup=False)

    prompt = "A word for the debrief, or Enter alone."
    screen.app.push_screen(ReasonScreen("A bookmark", prompt, needed=False, most=500), write)
