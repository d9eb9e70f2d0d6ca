"""Argument: the form of a free action: what we do, what it should cause, which numbers it moves, and why it works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Select

from wargame.exercise.entry import UnclearError, capital
from wargame.exercise.exercise import Exercise
from wargame.exercise.preview import argued
from wargame.exercise.text import LIMITS
from wargame.rules.offers import Offer, Slot
from wargame.tui.drafts import Drafts
from wargame.tui.screen import Prose
from wargame.tui.widgets.line import Line, Toggle


class ArgumentForm(VerticalScroll):
    """One argument as it is being written. Every field is kept as a draft under its own name."""

    class Ready(Message):
        """Enter was pressed in the last field."""

    def __init__(self, role: str, drafts: Drafts, *, id: str, ascii: bool = False) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._role, self._drafts, self._ascii = role, drafts, ascii
        self._exercise: Exercise | None = None
        self._offer: Offer | None = None

    def compose(self) -> ComposeResult:
        yield Prose("Argue for something else", classes="title")
        for field, label, hint, limit in self._texts():
            with Horizontal(classes="field"):
                yield Prose(label, classes="label")
                yield Line(hint, limit=limit, id=field)
            if field == "effect":
                yield from self._numbers()
        with Horizontal(classes="field"):
            yield Prose("In secret", classes="label")
            yield Toggle("only the facilitator hears it", id="secret")
        yield Prose("", id="moves")

    @staticmethod
    def _texts() -> Iterator[tuple[str, str, str, int]]:
        yield "action", "What we do", "one action, in one line", LIMITS["action"]
        yield "effect", "So that", "what it should cause", LIMITS["effect"]
        yield "reason1", "Because", "a reason why it works", LIMITS["reason"]
        yield "reason2", "and", "another, if there is one", LIMITS["reason"]
        yield "reason3", "and", "a third", LIMITS["reason"]

    @staticmethod
    def _numbers() -> ComposeResult:
        for k in (1, 2):
            with Horizontal(classes="field", id=f"move{k}"):
                yield Prose("Moves" if k == 1 else "and", classes="label")
                yield Select[str]([], prompt="no number", id=f"number{k}", compact=True)
                yield Select[int]([], prompt="by", id=f"size{k}", compact=True)

    def show(self, exercise: Exercise, offer: Offer) -> None:
        """Offer the numbers and sizes of this offer, and what had been written before."""
        fresh = self._offer is None
        self._exercise, self._offer = exercise, offer
        if not fresh:
            self._show_moves()
            return
        effects, secret = self._slot("effects"), self._slot("secret")
        reasons = self._slot("reasons").domain[-1]
        with self.prevent(Input.Changed, Select.Changed):
            for field, *_ in self._texts():
                self.query_one(f"#{field}", Line).value = self._drafts.get(self._role, field)
            for n in range(1, 4):
                self.query_one(f"#reason{n}").parent.display = n <= reasons  # type: ignore[union-attr]
            # Text: a string would be read as markup, and other content is not searched as one types
            numbers = [(Text(label), name) for name, label in zip(effects.domain, effects.labels, strict=True)]
            sizes = [(f"{by:+d}", by) for by in range(effects.size, -effects.size - 1, -1) if by]
            for k in (1, 2):
                self.query_one(f"#move{k}").display = k <= effects.most
                self._fill(f"number{k}", numbers)
                self._fill(f"size{k}", sizes)
            box = self.query_one("#secret", Toggle)
            box.parent.display = len(secret.domain) > 1  # type: ignore[union-attr]
            box.on = bool(self._drafts.get(self._role, "secret")) and len(secret.domain) > 1
        self._show_moves()

    def _fill(self, field: str, options: list[Any]) -> None:
        select = self.query_one(f"#{field}", Select)
        select.set_options(options)
        kept = next((value for _, value in options if str(value) == self._drafts.get(self._role, field)), None)
        if kept is not None:
            select.value = kept

    def _slot(self, name: str) -> Slot:
        assert self._offer is not None
        return next(slot for slot in self._offer.slots if slot.name == name)

    def start(self) -> None:
        self.query_one("#action", Line).focus()

    # What is written

    def moves(self) -> dict[str, int]:
        """The changes asked for. Raises `UnclearError` where one is half said, or a number is named twice."""
        out: dict[str, int] = {}
        for k in (1, 2):
            name, by = (self.query_one(f"#{field}{k}", Select).value for field in ("number", "size"))
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

    def taken(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Arguments and words of the command. Raises `UnclearError` where something is missing."""
        words = {field: self.query_one(f"#{field}", Line).value.strip() for field, *_ in self._texts()}
        reasons = [words[field] for field in ("reason1", "reason2", "reason3") if words[field]]
        if not words["action"]:
            raise UnclearError("say what you do, in one line")
        if not reasons:
            raise UnclearError("an argument needs at least one reason")
        args = {
            "effects": self.moves(),
            "reasons": len(reasons),
            "secret": self.query_one("#secret", Toggle).on,
        }
        return args, {"action": words["action"], "effect": words["effect"], "reasons": reasons}

    def _show_moves(self) -> None:
        line = self.query_one("#moves", Prose)
        line.set_class(False, "wrong")
        if self._exercise is None:
            return
        try:
            moves = self.moves()
        except UnclearError as unclear:
            line.update(capital(f"{unclear}."))
            line.set_class(True, "wrong")
            return
        if not moves:
            line.update("Two dice decide; strong reasons add to them. Numbers are where the ruling starts from.")
            return
        exercise = self._exercise
        outcome = argued(exercise.table, exercise.view(self._role), self._role, moves)
        parts = [f"{shift.label} {shift.text}" for shift in outcome.shifts]
        parts += [f"{stake.title} {stake.after - stake.before:+.1f} points" for stake in outcome.stakes]
        text = f"If it succeeds: {', '.join(parts)}."
        line.update(text.replace("→", "->") if self._ascii else text)

    # Events

    @on(Input.Changed)
    def keep_text(self, event: Input.Changed) -> None:
        self._drafts.keep(self._role, event.input.id or "", event.value)

    @on(Select.Changed)
    def keep_choice(self, event: Select.Changed) -> None:
        value = "" if event.value is Select.NULL else str(event.value)
        self._drafts.keep(self._role, event.select.id or "", value)
        self._show_moves()

    @on(Toggle.Changed)
    def keep_secret(self, event: Toggle.Changed) -> None:
        self._drafts.keep(self._role, "secret", "yes" if event.on else "")

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter goes to the next field; in the last of them the argument is ready to be decided."""
        event.stop()
        shown = [line for line in self.query(Line) if line.parent is not None and line.parent.display]
        if event.input is shown[-1]:
            self.post_message(self.Ready())
        else:
            self.screen.focus_next()
