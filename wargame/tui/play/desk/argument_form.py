"""The form of a free action: what we do, what it should cause, which numbers it moves, and why it works."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Select

from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.play.sanitize import LIMITS
from wargame.exercise.seat import Seat
from wargame.rules.offers import Offer, Slot
from wargame.rules.text.preview_text import format_argument_preview
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.screen import Prose
from wargame.tui.widgets.line_input import LineInput, Toggle

FIELDS = (
    ("action", "What we do", "one action, in one line", LIMITS["action"]),
    ("effect", "So that", "what it should cause", LIMITS["effect"]),
    ("reason1", "Because", "a reason why it works", LIMITS["reason"]),
    ("reason2", "and", "another, if there is one", LIMITS["reason"]),
    ("reason3", "and", "a third", LIMITS["reason"]),
)
"""Each field: the name of its draft, its label, its text while empty, and its greatest length. The reasons are last."""


class ArgumentForm(VerticalScroll):
    """One argument while it is written. Every field is kept as a draft under its own name."""

    class Ready(Message):
        """Enter was pressed in the last field."""

    def __init__(self, seat: Seat, offer: Offer, drafts: Drafts, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._seat, self._role, self._offer = seat, seat.viewer, offer
        self._drafts, self._ascii = drafts, ascii
        effects, secret = self._find_slot("effects"), self._find_slot("secret")
        fields = FIELDS[: 2 + self._find_slot("reasons").domain[-1]]
        self._lines = {
            field: LineInput(hint, self._read_draft(field), limit=limit, id=field) for field, _, hint, limit in fields
        }
        # Text, because a string is read as markup, and other content is not searched while the user types
        numbers = [(Text(label), name) for name, label in zip(effects.domain, effects.labels, strict=True)]
        sizes = [(f"{by:+d}", by) for by in range(effects.size, -effects.size - 1, -1) if by]
        self._moves = [
            (self._build_select(numbers, "no number", f"number{k}"), self._build_select(sizes, "by", f"size{k}"))
            for k in range(1, effects.most + 1)
        ]
        self._may_hide = len(secret.domain) > 1
        hidden = self._may_hide and bool(self._read_draft("secret"))
        self._secret = Toggle("only the facilitator hears it", on=hidden, id="secret")

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose("Argue for something else", classes="title")
        labels = {field: label for field, label, *_ in FIELDS}
        for field, line in self._lines.items():
            with Horizontal(classes="field"):
                yield Prose(labels[field], classes="label")
                yield line
            if field == "effect":
                yield from self._compose_numbers()
        if self._may_hide:
            with Horizontal(classes="field"):
                yield Prose("In secret", classes="label")
                yield self._secret
        yield Prose("", id="moves")

    def _compose_numbers(self) -> ComposeResult:
        for k, (which, size) in enumerate(self._moves):
            with Horizontal(classes="field"):
                yield Prose("and" if k else "Moves", classes="label")
                yield which
                yield size

    def _build_select(self, options: list[Any], prompt: str, field: str) -> Select[Any]:
        """Build a field with these options, with the option that was chosen before."""
        kept = next((value for _, value in options if str(value) == self._read_draft(field)), Select.NULL)
        return Select(options, prompt=prompt, value=kept, id=field, compact=True)

    def _read_draft(self, field: str) -> str:
        return self._drafts.get(self._role, field)

    def _find_slot(self, name: str) -> Slot:
        return next(slot for slot in self._offer.slots if slot.name == name)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._show_moves()
        self.start()

    def start(self) -> None:
        """Focus the first line."""
        self._lines["action"].focus()

    # Contents

    def read_moves(self) -> dict[str, int]:
        """Return the changes that are asked for.

        Raises `UnclearError` if one is incomplete, or names a number twice.
        """
        out: dict[str, int] = {}
        for which, size in self._moves:
            name, by = which.value, size.value
            if name is Select.NULL and by is Select.NULL:
                continue
            if name is Select.NULL:
                raise UnclearError("choose which number should move, or take its size away")
            if by is Select.NULL:
                raise UnclearError("choose by how much the number should move")
            if name in out:
                raise UnclearError("the same number is named twice; choose another")
            out[str(name)] = int(str(by))
        return out

    def read_command(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the arguments and the words of the command. Raises `UnclearError` if something is missing."""
        words = {field: line.value.strip() for field, line in self._lines.items()}
        reasons = [text for field, text in words.items() if field.startswith("reason") and text]
        if not words["action"]:
            raise UnclearError("say what you do, in one line")
        if not reasons:
            raise UnclearError("an argument needs at least one reason")
        args = {
            "effects": self.read_moves(),
            "reasons": len(reasons),
            "secret": self._secret.on,
        }
        return args, {"action": words["action"], "effect": words["effect"], "reasons": reasons}

    def _show_moves(self) -> None:
        line = self.query_one("#moves", Prose)
        line.set_class(False, "wrong")
        try:
            moves = self.read_moves()
        except UnclearError as unclear:
            line.update(begin_sentence(end_sentence(str(unclear))))
            line.set_class(True, "wrong")
            return
        if not moves:
            line.update("Two dice decide; strong reasons add to them. Numbers are where the ruling starts from.")
            return
        outcome = self._seat.preview_argument(moves)
        text = format_argument_preview(outcome.shifts, outcome.stakes)
        line.update(text.replace("→", "->") if self._ascii else text)

    # Events

    @on(Input.Changed)
    def keep_text(self, event: Input.Changed) -> None:
        """Keep a line of text as a draft."""
        self._drafts.keep(self._role, event.input.id or "", event.value)

    @on(Select.Changed)
    def keep_choice(self, event: Select.Changed) -> None:
        """Keep a choice from a list as a draft."""
        value = "" if event.value is Select.NULL else str(event.value)
        self._drafts.keep(self._role, event.select.id or "", value)
        self._show_moves()

    @on(Toggle.Changed)
    def keep_secret(self, event: Toggle.Changed) -> None:
        """Keep whether the argument is secret as a draft."""
        self._drafts.keep(self._role, "secret", "yes" if event.on else "")

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter goes to the next field. In the last field it posts `Ready`."""
        event.stop()
        if event.input is self.query(LineInput).last():
            self.post_message(self.Ready())
        else:
            self.screen.focus_next()
