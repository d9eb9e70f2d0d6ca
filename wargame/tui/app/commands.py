"""The table of commands: keys, footer, palette, help and docs are built from it.

A command is declared only here, except the powers of the facilitator, which `wargame/rules/powers.py` lists. ``where``
names the screens of `places` that have the command (`EVERYWHERE`: all). Its action is a method ``action_NAME`` of the
screen or the app. ``footer`` is the rank of the command in the key bar (0: not shown).

No key is one that tmux, screen, job control or terminals take (`keys.TAKEN`). A command with a key that some programs
keep for themselves (`keys.SHARED`) has a second one. Keys for all screens also work over questions. A screen's own
command replaces a command for all screens that has the same key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from textual.binding import Binding, BindingType

from wargame.tui.app.keys import format_key_name, is_character_key

EVERYWHERE = "everywhere"


class AppCommand(NamedTuple):
    """One command. ``id`` is the name by which settings remap its keys."""

    id: str
    keys: str
    action: str
    title: str
    help: str
    where: tuple[str, ...]
    footer: int = 0

    @property
    def name(self) -> str:
        """The name of its method: the action without arguments."""
        return self.action.partition("(")[0]

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Its keys, each as one text."""
        return tuple(self.keys.split(","))


COMMANDS: tuple[AppCommand, ...] = (
    # All screens
    AppCommand("help", "f1,question_mark", "help", "Help", "What you can do on this screen.", (EVERYWHERE,), 9),
    AppCommand("palette", "ctrl+p,colon", "command_palette", "Commands", "Find any command by name.", (EVERYWHERE,), 1),
    AppCommand("theme", "f9", "next_theme", "Theme", "Dark, light, projector, high contrast.", (EVERYWHERE,)),
    AppCommand("picture", "f12", "picture", "Picture", "Save a picture of this screen.", (EVERYWHERE,)),
    AppCommand("blank", "f8", "blank", "Blank", "Hide everything behind the public table at once.", (EVERYWHERE,)),
    AppCommand("exit", "ctrl+q", "exit", "Leave", "To the start, all saved; from there, out.", (EVERYWHERE,)),
    # Table
    AppCommand("next", "enter,space", "next", "Next", "Do what comes next.", ("table",), 10),
    AppCommand("rest", "exclamation_mark,end", "rest", "All at once", "The rest of the reveal without waiting.",
               ("table",), 9),
    AppCommand("console", "o,f2", "console", "Console", "The facilitator's powers, run of show.",
               ("table", "hearing"), 8),
    AppCommand("log", "l", "log", "Log", "Everything that has happened that all may know.", ("table",), 7),
    AppCommand("card", "v", "card", "View card", "The card in full.", ("table", "watch", "replay"), 4),
    AppCommand("numbers", "n", "numbers", "As a table", "The map and tracks as rows of numbers.",
               ("table", "replay"), 5),
    AppCommand("bookmark", "b", "bookmark", "Bookmark", "Mark this moment for the debrief.",
               ("table", "hearing", "console"), 4),
    AppCommand("note", "a", "note", "Note", "Write down an observation.", ("table", "hearing", "console"), 3),
    AppCommand("undo", "u", "undo", "Undo", "Take back the last decision, with a reason.", ("table", "console"), 6),
    AppCommand("pause", "p", "pause", "Pause", "Stop the clocks, or let them run again.", ("table", "console"), 2),
    AppCommand("time", "m,f7", "time", "Clock", "Show the time left of phase and lesson, or hide it.",
               ("table", "watch"), 1),
    AppCommand("leave", "q,ctrl+q", "leave", "Leave", "Save and go back to the start.", ("table",), 2),
    AppCommand("devices", "f4", "devices", "Devices", "Teams decide on their own phones or laptops.",
               ("table", "console", "briefing")),
    AppCommand("switch", "o", "switch", "Open or close", "Open the room to devices, or close it.", ("devices",), 10),
    AppCommand("lock", "k", "lock", "Lock", "Nobody else can join; again: they can.", ("devices",), 8),
    AppCommand("wait", "w", "wait", "Wait", "The table waits for devices; again: Enter calls teams here.",
               ("devices",), 7),
    # Home and new exercise
    AppCommand("new", "n", "new", "New exercise", "Choose length and seats, and begin.", ("home",), 8),
    AppCommand("demo", "d", "demo", "Demonstration", "Bots play, you look on; nothing is recorded.", ("home",), 4),
    AppCommand("check", "v", "check", "Verify", "Check that the session is what was played.", ("home",), 7),
    AppCommand("decks", "e", "decks", "Deck desk", "Write and mend decks of cards.", ("home",), 5),
    AppCommand("quit", "q,ctrl+q", "quit_app", "Quit", "Leave the program.", ("home", "watch", "private"), 6),
    AppCommand("start", "enter,f5", "start", "Start", "Begin with what is chosen.", ("new",), 10),
    AppCommand("option-on", "right", "option(1)", "Next option", "Choose the next option of a line.", ("new",)),
    AppCommand("option-back", "left", "option(-1)", "Option before", "Choose the option before.", ("new",)),
    AppCommand("field-on", "down", "field_on", "Next line", "Go to the next choice.", ("new", "report")),
    AppCommand("field-back", "up", "field_back", "Line before", "Go to the choice before.", ("new", "report")),
    # Briefing and end, which are read page by page
    AppCommand("forward", "enter,space,right", "forward", "Next page", "Turn the page.", ("briefing", "end"), 10),
    AppCommand("backward", "left,backspace", "backward", "Page before", "Turn back a page.", ("briefing", "end")),
    AppCommand("page-on", "pagedown", "page_on", "Skip", "Scroll on, or pass the page by.", ("briefing", "end"), 7),
    AppCommand("page-back", "pageup", "page_back", "Scroll back", "Scroll up, or turn back a page.",
               ("briefing", "end")),
    AppCommand("line-on", "down", "line_on", "Down", "Scroll down a line.", ("briefing", "end")),
    AppCommand("line-back", "up", "line_back", "Up", "Scroll up a line.", ("briefing", "end")),
    AppCommand("begin", "b", "begin", "Begin", "Pass the rest by and go to the table.", ("briefing",), 6),
    AppCommand("practise", "p", "practise", "Practice turn", "One turn that is not recorded.", ("briefing",), 5),
    AppCommand("cover", "f8", "cover", "Cover", "Draw the curtain before a private page.", ("briefing",)),
    AppCommand("copy", "c,f2", "copy", "Copy path", "The file's path, to the clipboard.", ("end", "report"), 6),
    AppCommand("home", "h", "home", "To the start", "Close the file and go back to the start.", ("end",), 5),
    AppCommand("debrief", "d", "debrief", "Debrief", "Talk it over, step by step, and write the report.", ("end",), 7),
    # Debrief: keys that are no letters as well, because people type into its line
    AppCommand("look", "f2", "look", "Replay", "The moment in replay; Esc comes back here.", ("debrief",), 9),
    AppCommand("stage-on", "f4", "stage_on", "Next step", "The next stage or page.", ("debrief",), 8),
    AppCommand("stage-back", "f3", "stage_back", "Step before", "The stage or page before.", ("debrief",), 7),
    AppCommand("clock", "f7", "clock", "Time", "How long this has taken, against the plan.", ("debrief",), 5),
    AppCommand("report", "f6,ctrl+r", "report", "Report", "Write the after-action report.", ("debrief", "end"), 6),
    AppCommand("slot-on", "down", "slot_on", "Next line", "Go to the next thing to write.", ("debrief",)),
    AppCommand("slot-back", "up", "slot_back", "Line before", "Go to the thing before.", ("debrief",)),
    AppCommand("write", "enter,f5", "write", "Write", "Write what is chosen.", ("report",), 10),
    AppCommand("stop", "f7", "stop", "Stop", "Stop what is being written; nothing is.", ("report",)),
    AppCommand("sheet-on", "pagedown", "sheet_on", "Scroll on", "Scroll down.", ("debrief",)),
    AppCommand("sheet-back", "pageup", "sheet_back", "Scroll back", "Scroll up.", ("debrief",)),
    # Hearing
    AppCommand("mark", "space", "mark", "Mark strong", "Mark a reason as strong; its number does too.", ("hearing",)),
    AppCommand("weigh", "r", "judge('weigh')", "Roll", "Weigh the strong reasons and roll two dice.", ("hearing",)),
    AppCommand("allow", "l", "judge('allow')", "Let it happen", "Nobody disputes it: no dice.", ("hearing",)),
    AppCommand("veto", "v", "judge('veto')", "Veto", "Absurd or out of bounds: the role plans again.", ("hearing",)),
    AppCommand("succeed", "s", "judge('succeed')", "It succeeds", "Your judgement, without dice.", ("hearing",)),
    AppCommand("fail", "f", "judge('fail')", "It fails", "Your judgement, without dice.", ("hearing",)),
    AppCommand("nothing", "f4", "nothing", "Nothing to add", "A role's pros and cons are complete.", ("hearing",)),
    AppCommand("withdraw", "f7,f6", "withdraw", "Withdraw", "The proposer takes the argument back.", ("hearing",)),
    # Replay
    AppCommand("step-on", "right,enter", "step_on", "Next", "The next decision.", ("replay",), 10),
    AppCommand("step-back", "left,backspace", "step_back", "Previous", "The decision before.", ("replay",), 10),
    AppCommand("turn-on", "down,t", "jump('turn', 1)", "Next turn", "To where the next turn begins.", ("replay",), 5),
    AppCommand("turn-back", "up,T", "jump('turn', -1)", "Turn back", "To where this turn began, or the one before.",
               ("replay",)),
    AppCommand("card-on", "c", "jump('card', 1)", "Next card", "To the next card.", ("replay",)),
    AppCommand("card-back", "C", "jump('card', -1)", "Card before", "To the card before.", ("replay",)),
    AppCommand("mark-on", "b", "jump('bookmark', 1)", "Bookmark", "To the next bookmark.", ("replay",), 2),
    AppCommand("mark-back", "B", "jump('bookmark', -1)", "Bookmark before", "To the bookmark before.", ("replay",)),
    AppCommand("first", "home", "first", "First", "Before anything was decided.", ("replay",)),
    AppCommand("last", "end", "last", "Last", "To the last decision.", ("replay",)),
    AppCommand("run", "space", "run", "Run", "Go on by itself, at a pace, or stop.", ("replay",), 6),
    AppCommand("pace", "s", "pace", "Pace", "One, two or four seconds a decision.", ("replay",)),
    AppCommand("go", "g", "go", "Go to", "To a moment, by turn and phase, or by its line.", ("replay",), 4),
    AppCommand("eyes", "w", "eyes", "As who", "As each role knew it then, as everybody, or whole.", ("replay",), 7),
    AppCommand("undone", "u", "undone", "Undone", "Step through what was undone too, struck out.", ("replay",)),
    AppCommand("fork", "f", "fork", "Play on", "A branch: play on from here in a file of its own.", ("replay",), 8),
    AppCommand("words-on", "pagedown", "words(1)", "Scroll on", "More of what was said.", ("replay",)),
    AppCommand("words-back", "pageup", "words(-1)", "Scroll back", "Back up.", ("replay",)),
    AppCommand("public", "f8", "public", "Public view", "Show only what everybody could know.", ("replay",)),
    AppCommand("replay", "r", "replay", "Replay", "Look at it again, step by step.", ("home", "end"), 3),
    # Console: the powers, and these
    AppCommand("amend", "m", "amend", "Amend", "Put a better rationale beside a decision.", ("console",)),
    AppCommand("seat", "t", "seat", "Seat", "Hand a role to a bot, or back to people.", ("console",)),
    AppCommand("rate", "g", "rate", "Rate", "Rate a learning objective; the debrief can change it.", ("console",)),
    AppCommand("hat", "h", "hat", "Hat", "Owner, controller or white cell.", ("console",), 5),
    AppCommand("everything", "v", "everything", "Everything", "All numbers, secrets and the full log.",
               ("console",), 7),
    # Curtain and desk: keys that are no letters as well, because the desk has lines to type in
    AppCommand("raise", "enter", "raise", "Show the desk", "You are the one it is meant for.", ("curtain",), 10),
    AppCommand("done", "enter", "done", "Back to the table", "You have read it.", ("idle",), 10),
    AppCommand("knows", "f2,k", "knows", "What you know", "All of it: points, deals, numbers, zones.", ("desk",), 7),
    AppCommand("quick", "f4,e", "quick", "Quick entry", "A whole decision on one line.", ("desk",), 6),
    AppCommand("map", "f5,m", "map", "Map", "What the highlighted offer would do, on the map.", ("desk",), 6),
    AppCommand("brief", "f3,f6,b", "brief", "Your brief", "What only your role was told.", ("desk",), 5),
    AppCommand("own-log", "f7,l", "own_log", "Your log", "What your role knows has happened.", ("desk",), 4),
    # Deck desk: keys that are no letters as well, because text is typed there
    AppCommand("save", "f5,ctrl+o", "save", "Save", "Write the file; it asks if somebody changed it.", ("decks",), 10),
    AppCommand("next-finding", "f3", "next_finding", "Next finding", "To what is wrong, errors first.", ("decks",), 9),
    AppCommand("cards", "f2", "cards", "Cards", "The list of cards; Esc there leads to the decks.", ("decks",), 7),
    AppCommand("preview", "f6,ctrl+r", "preview", "Preview", "As players see it, or the facilitator.", ("decks",), 6),
    AppCommand("findings", "f4", "findings", "Findings", "What is wrong, with lines; Enter goes there.", ("decks",), 5),
    AppCommand("new-card", "n,ctrl+n", "new_card", "New card", "A form for a card; for a deck, on the shelf.",
               ("decks",), 4),
    AppCommand("undo-text", "f7,u", "undo_text", "Undo", "Take back what was typed, or a card that went.",
               ("decks",), 3),
    AppCommand("whole", "w,ctrl+l", "whole", "Whole file", "All of the file as text, or the card again.", ("decks",)),
    AppCommand("editor", "e,ctrl+t", "editor", "Your editor", "The file in $EDITOR, and back.", ("decks",)),
    AppCommand("double", "c", "double", "Double", "A second one of this card, to be changed.", ("decks",)),
    AppCommand("remove", "x", "remove", "Take out", "This card leaves the deck.", ("decks",)),
    AppCommand("silence", "s", "silence", "Silence", "Say why a warning does not apply here.", ("decks",)),
    AppCommand("try", "t", "try", "Try it", "What happens if this card comes: bots play it. Again: stop.", ("decks",)),
    AppCommand("own", "y", "own", "Copy as yours", "A copy of the deck under a name of its own.", ("decks",)),
    AppCommand("reload", "r", "reload", "Reload", "Read the file again, dropping what was typed.", ("decks",)),
    AppCommand("leave-decks", "q,ctrl+q", "leave_decks", "Leave", "To the start; what is typed is kept.", ("decks",)),
    # A screen that was opened over another one
    AppCommand(
        "back", "escape,f10", "back", "Back", "Leave this screen; what you typed stays.",
        ("curtain", "idle", "desk", "hearing", "console", "devices", "new", "briefing", "end", "log", "help", "replay",
         "debrief", "report", "decks"), 8,
    ),
)  # fmt: skip
"""All commands but the powers."""

_AFTER_POWERS = "amend"
"""The command before which the powers are listed."""


@cache
def _list_powers() -> tuple[AppCommand, ...]:
    """Return a command for each power, named by its verb.

    It imports the rules, which the first screen does not need.
    """
    from wargame.rules.powers import POWERS
    from wargame.rules.text.power_text import format_power_title

    return tuple(
        AppCommand(p.do, p.key, f"power('{p.do}')", format_power_title(p.do), p.help, ("console",)) for p in POWERS
    )


def iter_all_commands() -> Iterator[AppCommand]:
    """Yield all commands there are, the powers before the other commands of the console alone."""
    for command in COMMANDS:
        if command.id == _AFTER_POWERS:
            yield from _list_powers()
        yield command


def list_own_commands(where: str) -> list[AppCommand]:
    """Return the commands of a screen (`EVERYWHERE`: of the app) alone, with the powers on the console."""
    commands: Iterable[AppCommand] = iter_all_commands() if where == "console" else COMMANDS
    return [command for command in commands if where in command.where]


def iter_commands(where: str) -> Iterator[AppCommand]:
    """Yield the commands of a screen: first its own, then those for all screens that it does not replace."""
    replaced = list_replaced(where)
    yield from list_own_commands(where)
    yield from (c for c in list_own_commands(EVERYWHERE) if c.action not in replaced)


@cache
def list_replaced(where: str) -> frozenset[str]:
    """Return the actions for all screens whose key the screen uses for a command of its own."""
    own = {key for c in list_own_commands(where) for key in c.all_keys}
    return frozenset(c.action for c in list_own_commands(EVERYWHERE) if own.intersection(c.all_keys))


def build_bindings(where: str) -> list[BindingType]:
    """Return the bindings of a screen, or of the app (`EVERYWHERE`: these work over questions too)."""
    return [
        Binding(c.keys, c.action, c.title, id=c.id, tooltip=c.help, show=False, priority=where == EVERYWHERE)
        for c in list_own_commands(where)
    ]


def list_key_names(command: AppCommand, remapped: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of all keys of a command; ``remapped`` are keys by command id."""
    return tuple(format_key_name(key.strip()) for key in remapped.get(command.id, command.keys).split(","))


def format_shortcut(command: AppCommand, remapped: Mapping[str, str], *, typing: bool = False) -> str:
    """Return the short form of a command's first key: ``^P``. With ``typing``, of the first key that is no letter."""
    keys = remapped.get(command.id, command.keys).split(",")
    usable = [key.strip() for key in keys if not (typing and is_character_key(key.strip()))]
    return format_key_name(usable[0]).replace("Ctrl+", "^") if usable else ""


def find_shortcut(id: str, remapped: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the short form of the key of a command by its id; an empty text if there is no such command."""
    return next((format_shortcut(command, remapped) for command in iter_all_commands() if command.id == id), "")
