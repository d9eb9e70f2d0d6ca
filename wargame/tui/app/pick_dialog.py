"""Dialogs for picking one entry of a list, filtered by typing, or effects, which are interpreted while typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from wargame.exercise.play.input_parsing import UnclearError, fold_text, parse_moves
from wargame.rules.offers import Slot
from wargame.rules.text.offer_text import format_domain
from wargame.rules.text.rule_text import begin_sentence, end_sentence, format_known_moves
from wargame.tui.app.screen import Prose, SingleScreen

if TYPE_CHECKING:  # the modules for an exercise are imported when one is opened
    from wargame.exercise.seat import Seat

CSS = """
PickScreen, EffectsScreen { align: center middle; background: $background 60%; }
.pick { width: 76; max-width: 96%; height: auto; max-height: 92%; padding: 1 2; background: $surface;
        border: thick $primary; }
.pick Input { border: none; height: 1; background: $panel; padding: 0 1; }
.pick > .dim { dock: bottom; }
.pick OptionList { height: auto; max-height: 18; margin: 1 0; background: $surface; border: none; padding: 0; }
.pick .reading { height: auto; margin-top: 1; }
PickScreen.-short .pick { padding: 0 2; }
PickScreen.-short .pick OptionList { max-height: 13; }
"""
FEW = 9
"""The most entries that can be picked by number. A longer list is filtered by typing."""


class PickScreen(SingleScreen[int | None], ModalScreen[int | None]):
    """Ask for one entry of a list, and return its index, or None if the dialog was left.

    The cursor starts at ``now``. ``headings``, if given, has the heading of each entry.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "leave", "Back", show=False),
        Binding("down", "cursor('down')", show=False),
        Binding("up", "cursor('up')", show=False),
    ]
    CSS = CSS

    def __init__(
        self,
        title: str,
        labels: Sequence[str],
        text: str = "",
        *,
        now: int = 0,
        headings: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._title, self._labels, self._text, self._now = title, list(labels), text, now
        self._headings = list(headings) or [""] * len(self._labels)

    @property
    def _is_long(self) -> bool:
        return len(self._labels) > FEW

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="pick"):
            yield Prose(self._title, classes="title")
            if self._text:
                yield Prose(self._text)
            if self._is_long:
                yield Input(placeholder="type a part of it to find it", max_length=80)
            yield OptionList(*self._list_options(""), markup=False)
            number = "" if self._is_long else "its number or "
            yield Prose(f"Arrows, then Enter; {number}a click does it too. Esc or F10 leaves.", classes="dim")

    def _list_options(self, wanted: str) -> list[Option]:
        numbered = [f"{i}  {label}" if not self._is_long else label for i, label in enumerate(self._labels, start=1)]
        found = fold_text(wanted)
        options: list[Option] = []
        above = ""
        for i, (text, label, heading) in enumerate(zip(numbered, self._labels, self._headings, strict=True)):
            if found in fold_text(label):
                options += [Option(heading, disabled=True)] if heading != above else []
                options.append(Option(text, id=str(i)))
                above = heading
        return options

    def _highlight(self, wanted: int | None) -> None:
        """Put the cursor on an entry, or on the first one that is listed."""
        listed = self.query_one(OptionList)
        open_ones = [at for at, option in enumerate(listed.options) if not option.disabled]
        same = [at for at in open_ones if wanted is not None and listed.options[at].id == str(wanted)]
        listed.highlighted = next(iter(same or open_ones), None)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        listed = self.query_one(OptionList)
        self._highlight(self._now)
        (self.query_one(Input) if self._is_long else listed).focus()

    @on(Input.Changed)
    def filter_options(self, event: Input.Changed) -> None:
        """Show only the options that contain the typed text."""
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(self._list_options(event.value))
        self._highlight(None if event.value else self._now)

    @on(Input.Submitted)
    def pick_highlighted(self) -> None:
        """Return the highlighted option."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def pick_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the selected option."""
        self.dismiss(int(event.option.id or 0))

    def on_key(self, event: events.Key) -> None:
        """Pick an option of a short list by its number."""
        if not self._is_long and event.key.isdecimal() and 1 <= int(event.key) <= len(self._labels):
            event.stop()
            self.dismiss(int(event.key) - 1)

    def action_cursor(self, way: str) -> None:
        """Move the cursor in the list by the arrow keys, while the focus is in the line."""
        listed = self.query_one(OptionList)
        (listed.action_cursor_down if way == "down" else listed.action_cursor_up)()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class EffectsScreen(SingleScreen[dict[str, int] | None], ModalScreen[dict[str, int] | None]):
    """Ask for effects such as *violence -1, partnership +1*; return None if the dialog was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "leave", "Back", show=False)]
    CSS = CSS

    def __init__(
        self, seat: Seat, title: str, slot: Slot, text: str = "", start: Mapping[str, int] | None = None
    ) -> None:
        super().__init__()
        self._seat, self._title, self._slot, self._text = seat, title, slot, text
        self._labels = dict(zip(slot.domain, slot.labels, strict=True))
        self._start = self.format_moves(start or {})

    def format_moves(self, moves: Mapping[str, int]) -> str:
        """Return effects as a user types them: by label, or by name if the label is ambiguous."""
        parts = []
        for name, by in moves.items():
            text = self._format_move(name, by)
            try:
                sound = parse_moves(text, self._labels) == {name: by}
            except UnclearError:
                sound = False
            parts.append(text if sound else f"{name} {by:+d}")
        return ", ".join(parts)

    def _format_move(self, name: str, by: int) -> str:
        return format_known_moves(*self._seat.name_moves({name: by}))

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="pick"):
            yield Prose(self._title, classes="title")
            if self._text:
                yield Prose(self._text)
            yield Input(self._start, placeholder="such as: violence -1, partnership +1", max_length=400)
            yield Prose("", classes="reading")
            yield Prose("Enter to agree, Esc or F10 to leave.", classes="dim")

    def _read_moves(self) -> dict[str, int]:
        """Return the effects typed into the line. Raises `UnclearError`."""
        text = self.query_one(Input).value.strip()
        moves = parse_moves(text, self._labels) if text else {}
        if not self._slot.is_valid(moves):
            raise UnclearError(f"effects must be {format_domain(self._slot)}")
        return moves

    @on(Input.Changed)
    def show_reading(self) -> None:
        """Show how the line is interpreted, while it is typed."""
        try:
            moves = self._read_moves()
        except UnclearError as unclear:
            said = f"{unclear}" if self.query_one(Input).value.strip() else ""
        else:
            said = "read as: " + (", ".join(self._format_move(n, by) for n, by in moves.items()) or "no change")
        self.query_one(".reading", Prose).update(begin_sentence(f"{said}." if said else ""))

    @on(Input.Submitted)
    def submit_effects(self) -> None:
        """Return the typed effects, or show what is wrong with them."""
        try:
            moves = self._read_moves()
        except UnclearError as unclear:
            self.query_one(".reading", Prose).update(begin_sentence(end_sentence(str(unclear))))
            return
        self.dismiss(moves)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
