"""The screen for a new exercise: scenario, length and players. The defaults start it with one key."""

from __future__ import annotations

import secrets
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input

from wargame.content.load import library
from wargame.content.load.loader import Content, load_content
from wargame.content.load.problems import ContentError
from wargame.content.model.scenario import choose_usual_length
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.seats import PEOPLE, SEATS, describe_seat, format_seat_title, list_people_roles
from wargame.session.journal import JournalError
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.choice import LABEL, ChoiceLine
from wargame.tui.widgets.line_input import LineInput

KEYS = "Left, Right: choose. Up, Down: lines. Enter starts with what is chosen."
NAME = "Class or group"
DICE = (("seeded", "the computer rolls"), ("typed", "real dice, typed in"))
ABOUT_DICE = {
    "seeded": "The computer rolls two dice and draws the cards.",
    "typed": "Throw two dice and draw paper cards in the room, and type in what they show.",
}

REVEALS = (("staged", "plan by plan"), ("at-once", "all at once"))
ABOUT_REVEALS = {
    "staged": "Each plan stands alone with its odds, then its dice fall, then all see what it moves. One key shows the "
    "rest at once.",
    "at-once": "All plans are shown, rolled and carried out in one step.",
}

COUNTERS = (("instead", "instead of an offer"), ("besides", "besides an offer"))
ABOUT_COUNTERS = {
    "instead": "Who counters a deal makes no offer of its own in that turn. The keyboard changes hands less often.",
    "besides": "Who counters a deal may make an offer of its own too. Teams are called more often.",
}

DECIDE = (("keyboard", "at this keyboard"), ("devices", "on their own devices"), ("both", "both"))
ABOUT_DECIDE = {
    "keyboard": "The teams come to this keyboard one after the other. F4 opens the room to their devices later.",
    "devices": "Each team decides in a browser of its own. The table waits and shows who has decided; a team's letter "
    "calls it here, and so does Enter if it has no device.",
    "both": "Each team decides in a browser of its own, or here: Enter calls the next one to this keyboard, as ever.",
}


class NewScreen(PlayScreen):
    """A few lines of choices, each with its default chosen."""

    WHERE = "new"
    CSS_PATH = "new_exercise.tcss"
    AUTO_FOCUS = ""  # set in on_mount
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("new")

    def __init__(self) -> None:
        super().__init__()
        self._contents: dict[str, Content] = {}
        self._files = library.list_scenarios()
        self._unusable: list[str] = []
        for name, path in self._files.items():
            try:
                self._contents[name] = load_content(path)
            except ContentError:
                self._unusable.append(name)

    @property
    def content(self) -> Content:
        """The chosen scenario with its decks."""
        return self._contents[self.query_one("#scenario", ChoiceLine).value]

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        ascii = self.room.settings.ascii
        with Vertical(id="new"):
            yield Prose("New exercise", classes="title heading")
            if not self._contents:
                yield Prose("There is no scenario that can be used. wargame scenario check says why.", classes="wrong")
            else:
                titles = [(name, content.scenario.title) for name, content in self._contents.items()]
                with VerticalScroll(id="form", can_focus=False):
                    yield ChoiceLine("Scenario", titles, titles[0][0], id="scenario", ascii=ascii)
                    yield Prose("", id="summary")
                    yield ChoiceLine("Length", [("", "")], "", id="length", ascii=ascii)
                    yield Vertical(id="seats")
                    yield ChoiceLine("Play with", [("", "")], "", id="without", ascii=ascii)
                    yield ChoiceLine("Dice and cards", DICE, "seeded", id="dice", ascii=ascii)
                    yield ChoiceLine("Reveal", REVEALS, "staged", id="reveal", ascii=ascii)
                    yield ChoiceLine("Counters", COUNTERS, "instead", id="counter", ascii=ascii)
                    yield ChoiceLine("Teams decide", DECIDE, "keyboard", id="decide", ascii=ascii)
                    with Horizontal(id="called"):
                        yield Prose(f"  {NAME:{LABEL}}", id="label")
                        yield LineInput("a name for the session file, such as POL 310", limit=60, id="name")
                yield Prose("", id="said")
            with Horizontal(id="buttons"):
                yield Button("Start", id="start", variant="primary", compact=True, disabled=not self._contents)
                yield Button("Back", id="leave", compact=True)
        yield KeyBar(self.WHERE)

    async def on_mount(self) -> None:
        """Show the first scenario and put the cursor on the first choice."""
        if self._contents:
            await self._show_scenario()
            first = next(line for line in self.query(ChoiceLine) if len(line.options) > 1)  # or else dice
            first.focus()
        if self._unusable:
            left_out = ", ".join(self._unusable)
            self.notify(f"Left out, with errors: {left_out}. See wargame scenario check.", markup=False)

    async def _show_scenario(self) -> None:
        """Show what depends on the scenario: its lengths and its roles."""
        scenario = self.content.scenario
        self.query_one("#summary", Prose).update(scenario.summary)
        lengths = [(name, f"{name}, {it.minutes} min") for name, it in scenario.lengths.items()]
        self.query_one("#length", ChoiceLine).set_options(lengths, choose_usual_length(scenario))
        without = self.query_one("#without", ChoiceLine)
        without.set_options([("", "everything"), *((one.id, f"all but: {one.title}") for one in scenario.switches)], "")
        without.display = bool(scenario.switches)
        seats = self.query_one("#seats", Vertical)
        await seats.remove_children()
        options = [(seat, format_seat_title(seat)) for seat in SEATS]
        ascii = self.room.settings.ascii
        await seats.mount(
            *(
                ChoiceLine(spec.name, options, PEOPLE, id=f"seat-{role}", ascii=ascii)
                for role, spec in scenario.roles.items()
            )
        )

    # Choosing

    @on(ChoiceLine.Changed, "#scenario")
    async def change_scenario(self) -> None:
        """Show the lengths and the roles of the chosen scenario."""
        await self._show_scenario()

    @on(ChoiceLine.Changed)
    def explain(self, event: ChoiceLine.Changed) -> None:
        """Explain the chosen option."""
        self._say(self._format_about(event.choice))

    def on_descendant_focus(self) -> None:
        """Explain the line that the cursor is on."""
        self._say(self._format_about(self.focused) if isinstance(self.focused, ChoiceLine) else "")
        here = (">" if self.room.settings.ascii else "→") if isinstance(self.focused, LineInput) else " "
        self.query_one("#label", Prose).update(f"{here} {NAME:{LABEL}}")

    def _format_about(self, choice: ChoiceLine) -> str:
        """Return what the chosen option means."""
        if choice.id == "length":
            length = self.content.scenario.lengths[choice.value]
            return f"{length.turns} turns in {length.minutes} minutes. {length.about}"
        if choice.id == "without":
            switches = {one.id: one.text for one in self.content.scenario.switches}
            return switches.get(choice.value, "The scenario as it is. Leave a part out to see what it carries.")
        if choice.id == "dice":
            return ABOUT_DICE[choice.value]
        if choice.id == "reveal":
            return ABOUT_REVEALS[choice.value]
        if choice.id == "counter":
            return ABOUT_COUNTERS[choice.value]
        if choice.id == "decide":
            return ABOUT_DECIDE[choice.value]
        if choice.id == "scenario":
            return ""
        return f"{choice.label}: {describe_seat(choice.value)}"

    def _say(self, text: str, wrong: bool = False) -> None:
        for line in self.query("#said").results(Prose):
            line.set_class(wrong, "wrong")
            line.update(f"{text}\n{KEYS}".strip())

    def action_option(self, by: int) -> None:
        """Choose the next option, or the one before, of the line under the cursor."""
        if isinstance(self.focused, ChoiceLine):
            self.focused.action_move(by)

    def action_field_on(self) -> None:
        """Move the cursor to the next line."""
        self.focus_next()

    def action_field_back(self) -> None:
        """Move the cursor to the previous line."""
        self.focus_previous()

    # Starting

    @on(Button.Pressed, "#leave")
    def leave(self) -> None:
        """Leave the screen."""
        self.action_back()

    @on(Input.Submitted)
    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Begin the exercise, and open its briefing."""
        if not self._contents:
            return
        seats = {role: self.query_one(f"#seat-{role}", ChoiceLine).value for role in self.content.scenario.roles}
        dice = self.query_one("#dice", ChoiceLine).value
        if dice == "typed" and not list_people_roles(seats):
            self._say("Nobody is there to throw real dice: seat people somewhere, or let the computer roll.", True)
            return
        try:
            without = self.query_one("#without", ChoiceLine).value
            file = self._files[self.query_one("#scenario", ChoiceLine).value]
            exercise = Exercise.begin(
                load_content(file, without=[without]) if without else self.content,
                self.query_one("#length", ChoiceLine).value,
                seats,
                secrets.randbits(53),  # not more bits than every reader of JSON keeps
                self.room.sessions,
                name=self.query_one("#name", Input).value.strip() or "exercise",
                dice=dice,
                staged=self.query_one("#reveal", ChoiceLine).value == "staged",
                instead=self.query_one("#counter", ChoiceLine).value == "instead",
            )
        except (JournalError, ContentError) as error:
            self._say(str(error), wrong=True)
            return
        decide = self.query_one("#decide", ChoiceLine).value
        self.dismiss(None)
        self.room.play(exercise, "briefing")
        self.room.wait_for_devices(decide == "devices")
        if decide != "keyboard" and list_people_roles(seats):
            self.room.open("devices", ask=True)
