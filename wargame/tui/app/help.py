"""Help: what the screen one came from is for, and everything that can be done there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from wargame.tui.app.commands import EVERYWHERE, PLACES, build_bindings, iter_commands, list_key_names
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph

PURPOSE: dict[str, str] = {
    "": (
        "A question lies over the screen: what it asks, and the keys it takes, stand on it.\n"
        "Esc or F10 leaves it, and nothing is decided.\n"
        "The screen below waits as it is."
    ),
    "home": (
        "Where everything begins: go on with a session, or start a new exercise.\n"
        "What was being played when the program last stopped stands first.\n"
        "Sessions are plain files; nothing decided in them is ever lost."
    ),
    "new": (
        "Choose the exercise, how long it is, and who plays each role.\n"
        "A role nobody takes can be played by a bot; you can change that later.\n"
        "Nothing is written before you begin."
    ),
    "briefing": (
        "What the class is told before the first turn: the notice, the situation, the roles.\n"
        "What is private to a role comes behind a curtain.\n"
        "A practice turn can be played first; it is not recorded."
    ),
    "table": (
        "What everybody may see: map, tracks, card, and what has just happened.\n"
        "Enter does what comes next. The letter beside a role's name opens its desk.\n"
        "Nothing secret is ever shown here: it may stand on the wall all the time."
    ),
    "curtain": (
        "Hand the keyboard to the team that is named; everybody else looks away.\n"
        "Nothing of what lies behind is shown until that team goes on.\n"
        "Blank goes back to the public table at any moment."
    ),
    "desk": (
        "What this role alone may know, what it wants, and what it may do now.\n"
        "Choose an offer, look at its cost, odds and effects, and say why.\n"
        "What you typed stays when you leave."
    ),
    "hearing": (
        "A free argument: what is done, what it should cause, and why it would work.\n"
        "The other teams give pros and cons; the facilitator marks the strong ones.\n"
        "The odds move as they are marked; then two dice are rolled."
    ),
    "console": (
        "The facilitator's own page: what to say now, what comes next, and every power.\n"
        "A power is used with a reason, and recorded with it.\n"
        "It shows what players may not see: keep it off the projector."
    ),
    "end": (
        "How it ended, what each role was after, and how far it came.\n"
        "First step out of role; then talk about what was decided, and why.\n"
        "Secrets are shown here, since the exercise is over."
    ),
    "debrief": (
        "From the end of play to the report: read out, ask, and write down what people say.\n"
        "The arrows choose what the line writes to; Enter writes it into the session at once.\n"
        "What is written can be put otherwise; both stay in the file."
    ),
    "report": (
        "The after-action review, made from the session file: choose how, and write it.\n"
        "People are called by their roles unless you ask for their names.\n"
        "To see what mattered bots play on from every decision; that takes a while, and can be stopped."
    ),
    "replay": (
        "A past session, a decision at a time: the table as it was, who decided what, why, and what came of it.\n"
        "The line at the top is the whole session; point at a mark on it, or go from one to the next by keys.\n"
        "Nothing is changed here. To play on from a moment makes a file of its own."
    ),
    "decks": (
        "Where decks are written: cards at the left, the text of one, what is wrong with it, and how it will be met.\n"
        "It is checked whenever you pause. Nothing is saved until you save; what you typed is kept as a draft.\n"
        "Only what you edit changes in the file. Letters are keys in the lists; in the text use the keys beside them."
    ),
    "watch": (
        "A session that is being played, followed from its file; nothing is written to it.\n"
        "What is decided at the facilitator's machine is seen here at once.\n"
        "Only what everybody may know is shown."
    ),
    "private": (
        "One role's window on a session that is being played; nothing can be decided here.\n"
        "Blank shuts it; its PIN, if it has one, opens it again.\n"
        "Whoever opens the session file itself sees everything in it."
    ),
    "log": (
        "Everything that has happened that everybody may know, turn by turn.\n"
        "Numbers at the left are the lines of the session file.\n"
        "Reasons are shown once the exercise is over."
    ),
}
"""Three lines on each screen: what it is for."""


class HelpScreen(PlayScreen):
    """Help for one screen; ``where`` is its name in the table of commands, an empty text for a question over it."""

    WHERE = "help"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("help")
    DEFAULT_CSS = """
    HelpScreen VerticalScroll { padding: 0 1; scrollbar-size-vertical: 1; }
    HelpScreen .heading { padding: 0 1; }
    HelpScreen #purpose { margin: 1 0; }
    """

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self._where = where

    def compose(self) -> ComposeResult:
        yield Prose(f"Help: {PLACES[self._where]}" if self._where else "Help", classes="heading")
        with VerticalScroll():
            if self._where in PURPOSE:
                yield Prose(PURPOSE[self._where], id="purpose")
            yield Hanging(id="commands")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        self.query_one("#commands", Hanging).write(self.iter_paragraphs())
        self.query_one(VerticalScroll).focus()

    def iter_paragraphs(self) -> Iterator[MarkedParagraph]:
        """Each command with its keys; those that work everywhere last."""
        remapped = self.room.settings.keys
        commands = list(iter_commands(self._where))
        keys = {command.id: " or ".join(list_key_names(command, remapped)) for command in commands}
        wide = max((len(some) for some in keys.values()), default=0)
        everywhere = False
        for command in commands:
            if EVERYWHERE in command.where and not everywhere:
                everywhere = True
                yield MarkedParagraph(Content(""), Content(""))
                yield MarkedParagraph(Content(""), Content.styled("On every screen", "bold $primary"))
            mark = Content.styled(f"{keys[command.id]:<{wide}}  ", "bold")
            yield MarkedParagraph(mark, Content.assemble((command.title, "bold"), f": {command.help}"))
