"""Small dialogs over another screen: a reason, a yes or no, dice, and an error with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Mount
from textual.screen import ModalScreen
from textual.widgets import Button, Input

from wargame.rules.chance import CARD_ROLL, EXPOSURE, DrawNeeded, split_dice
from wargame.rules.text.rule_text import end_sentence
from wargame.tui.app.screen import Answer, PlaceScreen, Prose, SingleScreen

if TYPE_CHECKING:
    from wargame.exercise.play.exercise import Exercise
    from wargame.exercise.seat import Seat


CSS = """
ReasonScreen, ConfirmScreen, DiceScreen, TroubleScreen { align: center middle; background: $background 60%; }
DiceScreen.-alone { background: $background; }
.ask { width: 72; max-width: 94%; height: auto; max-height: 90%; padding: 1 2; background: $surface;
       border: thick $primary; }
.ask Input { margin-top: 1; }
.ask .title { text-style: bold; }
.ask .buttons { height: auto; margin-top: 1; layout: horizontal; }
.ask Button { margin-right: 2; }
.ask .wrong { color: $error; }
"""


class LineScreen(SingleScreen[Answer], ModalScreen[Answer]):
    """A dialog with one line of text. Keys that come before the line is there are put into it."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[Key] | None = []

    def take_key(self, key: Key) -> bool:
        """Keep a key until there is a line to type into."""
        if self._early is None:
            return False
        self._early.append(key)
        return True

    @on(Mount)
    async def type_early_keys(self) -> None:
        """Focus the line, and type into it what came too early."""
        line = self.query_one(Input)
        self.set_focus(line)
        early, self._early = self._early or [], None
        for key in early:
            if key.is_printable and key.character is not None:
                line.insert_text_at_cursor(key.character)
            elif key.key == "backspace":
                line.action_delete_left()
            elif key.key == "enter":
                await line.action_submit()
                return
            else:
                self.app.simulate_key(key.key)


class ReasonScreen(LineScreen[str | None]):
    """Ask for one line of text; return None if the dialog was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "leave", "Back", show=False)]
    CSS = CSS

    def __init__(
        self, title: str, prompt: str = "Why? (recorded with it)", *, needed: bool = True, most: int = 2000
    ) -> None:
        """``needed``: an empty line is no answer. ``most`` is the greatest number of characters."""
        super().__init__()
        self._title, self._prompt, self._needed, self._most = title, prompt, needed, most

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="ask"):
            yield Prose(self._title, classes="title")
            yield Prose(self._prompt)
            yield Input(max_length=self._most)
            yield Prose("", classes="wrong")
            yield Prose("Enter to agree, Esc or F10 to leave.")

    @on(Input.Submitted)
    def submit_reason(self, event: Input.Submitted) -> None:
        """Return the typed text; ask again if a reason is needed and the line is empty."""
        text = event.value.strip()
        if self._needed and not text:
            self.query_one(".wrong", Prose).update("A reason is needed: one line will do.")
            return
        self.dismiss(text)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class ConfirmScreen(ModalScreen[bool]):
    """Ask for a yes or no before something is lost, and show what would be lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10,n", "no", "No", show=False),
        Binding("y", "yes", "Yes", show=False),
    ]
    CSS = CSS

    def __init__(self, question: str, lines: Sequence[str] = (), yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._question, self._lines, self._yes, self._no = question, lines, yes, no

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="ask"):
            yield Prose(self._question, classes="title")
            for line in self._lines[:10]:
                yield Prose(f"  {line}")
            with Vertical(classes="buttons"):
                yield Button(f"{self._yes} (y)", id="yes", variant="warning")
                yield Button(f"{self._no} (n)", id="no", variant="primary")

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def act_on_button(self, event: Button.Pressed) -> None:
        """Return the answer of the button."""
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)


class TroubleScreen(ModalScreen[None]):
    """Tell what went wrong, that nothing was lost, and what to do."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10,enter", "leave", "Back", show=False)]
    CSS = CSS

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="ask"):
            yield Prose("That could not be done", classes="title")
            yield Prose(self._text)
            yield Prose("What was decided before stands. Press Enter, mend it, and try again.")

    def action_leave(self) -> None:
        """Close the message."""
        self.dismiss(None)


class DiceScreen(LineScreen[bool]):
    """Ask for two real dice or a paper card; for an empty answer the computer draws. Return False if it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "leave", "Back", show=False)]
    CSS = CSS

    def __init__(self, chair: Seat, exercise: Exercise, need: DrawNeeded) -> None:
        """Take the seat of the facilitator, who is asked, and the exercise that needs the draw."""
        super().__init__()
        self._chair, self._exercise, self._need = chair, exercise, need

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="ask"):
            card = f"Draw the card of turn {self._need.address.turn} from the paper pile"
            yield Prose(card if self._need.cards else "Roll two dice", classes="title")
            if self._need.cards:
                yield Prose("Type its title. Leave it empty and the computer draws.")
            else:
                yield Prose(
                    f"For {self.format_roll_owner()}. Type both, such as 4 3, or 7 in all. Leave it empty and the "
                    "computer rolls."
                )
            yield Input(max_length=80)
            yield Prose("", classes="wrong")
            yield Prose("Enter to go on, Esc or F10 to leave it for now.")

    def on_mount(self) -> None:
        """Hide a private screen below: real dice are thrown in front of everybody."""
        below = self.app.screen_stack[:-1]
        self.set_class(any(isinstance(one, PlaceScreen) and one.is_private for one in below), "-alone")

    def format_roll_owner(self) -> str:
        """Return for whom the dice are rolled."""
        slot = self._need.address.slot
        if slot == EXPOSURE:
            return "the hidden check of the facilitator (let nobody see)"
        if slot == CARD_ROLL:
            return "the card"
        from wargame.exercise.play.staged_reveal import format_thrower
        from wargame.exercise.seat import Seat
        from wargame.rules.model import OBSERVER

        return format_thrower(Seat(self._exercise, OBSERVER), slot)

    @on(Input.Submitted)
    def submit_dice(self, event: Input.Submitted) -> None:
        """Pass the typed dice to the exercise, or show what is wrong with them."""
        from wargame.exercise.play.input_parsing import UnclearError, find_id, parse_throw

        text = event.value.strip()
        try:
            if not text:
                got = self._exercise.roll_for_me(self._need)
                if not self._need.cards and self._need.address.slot != EXPOSURE:
                    self.notify("The computer rolls {} and {}.".format(*split_dice(got)), markup=False)
            elif self._need.cards:
                titles = {id: title for id, title in self._chair.list_card_titles().items() if id in self._need.cards}
                drawn = find_id(text, titles, "card that may come now")
                self._exercise.type_in(self._need.address, self._need.cards.index(drawn))
            else:
                throw = parse_throw(text)
                self._exercise.type_in(self._need.address, throw.got, summed=throw.summed)
        except UnclearError as unclear:
            self.query_one(".wrong", Prose).update(end_sentence(str(unclear)))
            return
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave the roll for later."""
        self.dismiss(False)
