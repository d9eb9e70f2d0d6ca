"""The foot of a desk: the decision in words, the line for its reason, the quick entry, and a hint."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input

from wargame.exercise.play.sanitize import LIMITS
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.screen import Prose
from wargame.tui.widgets.line_input import LineInput

WHY, ENTRY = "because", "entry"
"""The names of the drafts of these lines."""


class DecisionForm(Vertical):
    """The last step of a choice. Typed text is kept as a draft."""

    class Decided(Message):
        """Enter was pressed in the line for the reason, or its button."""

    class Entered(Message):
        """Enter was pressed in the line for the quick entry."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Edited(Message):
        """Something was typed. ``more`` is False if a line was only emptied, or filled by a quick entry."""

        def __init__(self, more: bool) -> None:
            super().__init__()
            self.more = more

    def __init__(self, role: str, drafts: Drafts, *, id: str) -> None:
        super().__init__(id=id)
        self._role, self._drafts = role, drafts
        self.why = LineInput(
            "in your own words: why this, why now?", drafts.get(role, WHY), limit=LIMITS["rationale"], id="why"
        )
        self.entry = LineInput("", drafts.get(role, ENTRY), limit=LIMITS["rationale"] + 200, id="entry")

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose("", id="confirm")
        with Horizontal(classes="field"):
            yield Prose("Why?", classes="label")
            yield self.why
            yield Button("Decide", id="take", variant="primary", compact=True)
        with Horizontal(classes="field quick"):
            yield Prose("Quick", classes="label")
            yield self.entry
        yield Prose("", id="hint")

    @property
    def because(self) -> str:
        """The reason as typed so far."""
        return self.why.value.strip()

    def clear(self) -> None:
        """Empty both lines."""
        with self.prevent(Input.Changed):
            self.why.value = self.entry.value = ""

    def show_decision(self, text: str) -> None:
        """Show what Enter in the line for the reason would decide."""
        self.query_one("#confirm", Prose).update(text)

    def show_hint(self, text: str, *, wrong: bool = False) -> None:
        """Show a hint, or what is ``wrong``."""
        hint = self.query_one("#hint", Prose)
        hint.update(begin_sentence(end_sentence(text)) if wrong else text)
        hint.set_class(wrong, "wrong")

    @property
    def is_complaining(self) -> bool:
        """Does the hint tell an error?"""
        return self.query_one("#hint").has_class("wrong")

    def focus_quick_entry(self) -> None:
        """Focus the quick entry. Typing replaces its text; arrow keys move in it."""
        self.entry.focus()
        self.entry.select_all()

    @on(Input.Changed)
    def keep_typed(self, event: Input.Changed) -> None:
        """Keep the typed text as a draft."""
        event.stop()
        self._drafts.keep(self._role, WHY if event.input is self.why else ENTRY, event.value)
        self.post_message(self.Edited(event.input.has_focus and bool(event.value)))

    @on(Input.Submitted)
    @on(Button.Pressed)
    def submit_line(self, event: Input.Submitted | Button.Pressed) -> None:
        """Post the decision, or the quick entry."""
        event.stop()
        quick = isinstance(event, Input.Submitted) and event.input is self.entry
        self.post_message(self.Entered(self.entry.value.strip()) if quick else self.Decided())
