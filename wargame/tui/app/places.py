"""The table of the app's screens: the title of each, its purpose, and where its class is.

The name of a screen here is its ``WHERE``, and also ``where`` in the table of commands. Screens open each other by this
name, so that no screen imports another one, and a screen is imported when it is opened first.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from textual.screen import Screen


class Place(NamedTuple):
    """A screen: its title, its class as ``module:Class`` below `wargame.tui`, and up to three lines for its help."""

    title: str
    screen: str
    purpose: str


PLACES: dict[str, Place] = {
    "home": Place(
        "Start",
        "start.home:HomeScreen",
        "Where everything begins: go on with a session, or start a new exercise.\n"
        "What was being played when the program last stopped stands first.\n"
        "Sessions are plain files; nothing decided in them is ever lost.",
    ),
    "new": Place(
        "New exercise",
        "start.new_exercise:NewScreen",
        "Choose the exercise, how long it is, and who plays each role.\n"
        "A role nobody takes can be played by a bot; you can change that later.\n"
        "Left and Right choose; a session that is left before it begins leaves no file.",
    ),
    "briefing": Place(
        "Briefing",
        "start.briefing:BriefingScreen",
        "What the class is told before the first turn: the notice, the situation, the roles.\n"
        "What is private to a role comes behind a curtain.\n"
        "A practice turn can be played first; it is not recorded.",
    ),
    "table": Place(
        "Table",
        "play.table:TableScreen",
        "What everybody may see: map, tracks, card, and what has just happened.\n"
        "Enter does what comes next. The letter beside a role's name opens its desk.\n"
        "Nothing secret is ever shown here: it may stand on the wall all the time.",
    ),
    "curtain": Place(
        "Curtain",
        "play.curtain:CurtainScreen",
        "Hand the keyboard to the team that is named; everybody else looks away.\n"
        "Nothing of what lies behind is shown until that team goes on.\n"
        "Blank goes back to the public table at any moment.",
    ),
    "idle": Place(
        "Desk without a decision",
        "play.curtain:IdleScreen",
        "Deals are made in secret: each team that could be asked is called to the keyboard,\n"
        "asked or not. So the others cannot tell whether something was offered.\n"
        "Read it in your own time, and press Enter.",
    ),
    "desk": Place(
        "Desk of a role",
        "play.desk.desk:DeskScreen",
        "What this role alone may know, what it wants, and what it may do now.\n"
        "Choose an offer, look at its cost, odds and effects, and say why.\n"
        "What you typed stays when you leave.",
    ),
    "hearing": Place(
        "Adjudication",
        "play.hearing.hearing:HearingScreen",
        "A free argument: what is done, what it should cause, and why it would work.\n"
        "The other teams give pros and cons; the facilitator marks the strong ones.\n"
        "The odds move as they are marked; then two dice are rolled.",
    ),
    "console": Place(
        "Console of the facilitator",
        "play.console.console:ConsoleScreen",
        "The facilitator's own page: what to say now, what comes next, and every power.\n"
        "A power is used with a reason, and recorded with it.\n"
        "It shows what players may not see: keep it off the projector.",
    ),
    "devices": Place(
        "Devices of the teams",
        "play.devices:DevicesScreen",
        "Teams decide in a browser, each with its code: one device holds the pen, the others suggest.\n"
        "Evaluators and a browser on the projector have codes too: they see what the room sees.\n"
        "Every power stays in this window, and a team can decide at the keyboard at any time.",
    ),
    "log": Place(
        "Log",
        "play.log:LogScreen",
        "Everything that has happened that everybody may know, turn by turn.\n"
        "Once the exercise is over, reasons are shown,\n"
        "and numbers at the left, which are the lines of the session file.",
    ),
    "end": Place(
        "End",
        "after.end:EndScreen",
        "How it ended, what each role was after, and how far it came.\n"
        "First step out of role; then talk about what was decided, and why.\n"
        "Secrets are shown here, since the exercise is over.",
    ),
    "debrief": Place(
        "Debrief",
        "after.debrief:DebriefScreen",
        "From the end of play to the report: read out, ask, and write down what people say.\n"
        "The arrows choose what the line writes to; Enter writes it into the session at once.\n"
        "What is written can be put otherwise; both stay in the file.",
    ),
    "report": Place(
        "Report",
        "after.report:ReportScreen",
        "The after-action review, made from the session file: choose how, and write it.\n"
        "People are called by their roles unless you ask for their names.\n"
        "From the end of play on, bots play on from every decision in the background, to see what mattered.",
    ),
    "help": Place(
        "Help",
        "app.help:HelpScreen",
        "",
    ),
    "replay": Place(
        "Replay",
        "after.replay:ReplayScreen",
        "A past session, a decision at a time: the table as it was, who decided what, why, and what came of it.\n"
        "The line at the top is the whole session; point at a mark on it, or go from one to the next by keys.\n"
        "Nothing is changed here. To play on from a moment makes a file of its own.",
    ),
    "decks": Place(
        "Deck desk",
        "author.deck_desk:DeckDesk",
        "Where decks are written: cards at the left, the text of one, what is wrong with it, and how it will be met.\n"
        "It is checked whenever you pause. Nothing is saved until you save; what you typed is kept as a draft.\n"
        "Only what you edit changes in the file. Letters are keys in the lists; in the text use the keys beside them.",
    ),
    "watch": Place(
        "Second window: the table",
        "watch.screens:PublicScreen",
        "A session that is being played, followed from its file; nothing is written to it.\n"
        "What is decided at the facilitator's machine is seen here at once.\n"
        "Only what everybody may know is shown.",
    ),
    "private": Place(
        "Second window: a role",
        "watch.screens:RoleScreen",
        "One role's window on a session that is being played; nothing can be decided here.\n"
        "Blank shuts it; its PIN, if it has one, opens it again.\n"
        "Whoever opens the session file itself sees everything in it.",
    ),
}

OVER = (
    "A question lies over the screen: what it asks, and the keys it takes, stand on it.\n"
    "Esc or F10 leaves it, and nothing is decided.\n"
    "The screen below waits as it is."
)
"""The purpose of a question over a screen."""


def load_screen(place: str) -> Callable[..., Screen[Any]]:
    """Return the class of a screen, and import its module if needed. Raises `KeyError` if there is no such place."""
    module, _, name = PLACES[place].screen.partition(":")
    screen: Callable[..., Screen[Any]] = getattr(import_module(f"wargame.tui.{module}"), name)
    return screen
