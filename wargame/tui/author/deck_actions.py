"""Actions of the deck desk: save, reload, leave, edit outside, add and remove cards, silence warnings, copy."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.app import SuspendNotSupported

from wargame.content.author import deck_folder
from wargame.content.author.deck_document import EditedDeck, SaveError
from wargame.content.author.deck_text import add_silence, duplicate_card, find_offset, insert_card, remove_card
from wargame.content.load import library
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import decode_text, parse_yaml, read_file_bytes
from wargame.tui.app.pick_dialog import PickScreen
from wargame.tui.app.question_dialogs import ConfirmScreen, ReasonScreen
from wargame.tui.author.author_desk import AuthorDesk
from wargame.tui.author.card_form import CardForm

GOES_TO_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "mcedit", "pico", "ne"}
"""Editors that go to a line if they are called with +LINE."""


def _find_own_deck(desk: AuthorDesk) -> EditedDeck | None:
    """Return the open deck if it may be changed; else show why not and return None."""
    if desk.manuscript is None:
        desk.say("Open a deck first: Enter.")
        return None
    if desk.shipped:
        desk.say("This deck is shipped, and only read here: y makes a copy of your own.", wrong=True)
        return None
    desk.apply_typed()
    return desk.manuscript


# The file


def save(desk: AuthorDesk) -> None:
    """Save the deck. If another program has changed the file meanwhile, ask first."""
    manuscript = _find_own_deck(desk)
    if manuscript is None:
        return
    stands = manuscript.compare_with_disk()
    if stands == "same":
        if manuscript.changed:
            write_deck(desk)
        else:
            desk.say("Everything is saved.")
        return
    if stands == "gone":
        title, text = f"{manuscript.path.name} is gone", "Somebody has moved or deleted it since it was read."
        ways = {"Write it anew": write_deck, "Save under another name": save_as, "Go on without saving": _leave_unsaved}
    else:
        title = f"{manuscript.path.name} has changed on the disk"
        text = "Somebody has saved it since it was read here. Both cannot be kept in one file."
        ways = {
            "Save yours under another name": save_as,
            "Reload theirs, and drop yours": _reload_confirmed,
            "Overwrite theirs with yours": write_deck,
            "Go on without saving": _leave_unsaved,
        }
    done = list(ways.values())
    desk.app.push_screen(PickScreen(title, list(ways), text), lambda at: done[at](desk) if at is not None else None)


def write_deck(desk: AuthorDesk) -> None:
    """Write the file, and tell whether it succeeded."""
    manuscript = desk.manuscript
    assert manuscript is not None
    try:
        manuscript.save()
    except SaveError as error:
        _offer_other_name(desk, str(error))
        return
    _finish_save(desk)


def save_as(desk: AuthorDesk) -> None:
    """Ask for another name, and write a file of this name."""
    manuscript = desk.manuscript
    assert manuscript is not None

    def named(name: str | None) -> None:
        if name is None:
            return
        before = manuscript.path
        try:
            manuscript.save_as(before.parent / os.path.expanduser(name))
        except SaveError as error:
            _offer_other_name(desk, str(error))
            return
        desk.move_draft()
        _finish_save(desk)

    title = f"Another name for {manuscript.path.name}"
    desk.app.push_screen(ReasonScreen(title, "A file that is not there yet, such as week-six.yaml"), named)


def _offer_other_name(desk: AuthorDesk, why: str) -> None:
    """Show why the file could not be saved, and ask for another name."""
    ways = ["Save under another name", "Go on without saving"]
    text = f"{why}.\nWhat you typed is still here."
    question = PickScreen("It could not be saved", ways, text)
    desk.app.push_screen(question, lambda at: save_as(desk) if at == 0 else None)


def _finish_save(desk: AuthorDesk) -> None:
    assert desk.manuscript is not None
    desk.keep_draft()
    desk.request_check()
    desk.say(f"Saved: {desk.manuscript.path}")


def reload(desk: AuthorDesk) -> None:
    """Read the file again. Ask first if something was typed."""
    manuscript = desk.manuscript
    if manuscript is None:
        desk.show_shelf()
        return
    desk.apply_typed()
    if not manuscript.changed:
        _reload_confirmed(desk)
        return
    question = ConfirmScreen("Drop what was typed and not saved?", [f"{manuscript.path}"], "Reload", "Keep")
    desk.app.push_screen(question, lambda sure: _reload_confirmed(desk) if sure else None)


def _reload_confirmed(desk: AuthorDesk) -> None:
    manuscript = desk.manuscript
    assert manuscript is not None
    at = manuscript.at
    try:
        manuscript.reload()
    except ContentError as error:
        desk.say(str(error), wrong=True)
        return
    desk.show_replaced("Read again from the disk.", at)


def check_disk(desk: AuthorDesk) -> None:
    """Read the file again if another program changed it. If something was typed here, only tell about the change."""
    manuscript = desk.manuscript
    if manuscript is None or desk.shipped or manuscript.compare_with_disk() == "same":
        return
    desk.apply_typed()
    if manuscript.changed or manuscript.compare_with_disk() == "gone":
        desk.say(f"{manuscript.path.name} was changed outside. Saving asks which of the two to keep.", wrong=True)
    else:
        _reload_confirmed(desk)


def leave(desk: AuthorDesk, then: Callable[[], None]) -> None:
    """Leave the deck. Unsaved text stays a draft; the user is asked only if it would be lost."""
    manuscript = desk.manuscript
    if manuscript is not None and desk.would_be_lost:
        question = ConfirmScreen(
            "What you typed is not saved, and cannot be kept beside the file. Leave it?",
            [str(manuscript.path)],
            "Leave",
            "Stay",
        )
        desk.app.push_screen(question, lambda sure: then() if sure else None)
        return
    if manuscript is not None and manuscript.changed:
        said = f"{manuscript.path.name} is not saved yet; what you typed is kept for the next time."
        desk.app.notify(said, markup=False)
    then()


def _leave_unsaved(_: AuthorDesk) -> None:
    """Do nothing: the callback for going on without saving."""


# External editor


def edit_outside(desk: AuthorDesk) -> None:
    """Open the text in the editor of the environment, at the line of the cursor, and take over what it saved."""
    manuscript = _find_own_deck(desk)
    if manuscript is None:
        return
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = [named] if os.path.isfile(named) else shlex.split(named)  # a path with spaces, or options after it
    except ValueError:
        desk.say(f"A quotation mark in the name of the editor is not closed: {named}", wrong=True)
        return
    if not words:
        desk.say("No editor is named. Leave, say: export EDITOR=nano, and come back; or type here.", wrong=True)
        return
    line, column = desk.source.line, desk.source.cursor_location[1] + 1
    with tempfile.TemporaryDirectory(prefix="wargame-") as folder:
        copy = Path(folder) / manuscript.path.name
        copy.write_bytes(manuscript.text.encode("utf-8"))
        at = [f"+{line}"] if Path(words[0]).name in GOES_TO_LINE else []
        try:
            with desk.app.suspend():
                code = subprocess.call([*words, *at, str(copy)])
            text = decode_text(read_file_bytes(copy), copy.name)
        except SuspendNotSupported:
            desk.say("Another editor cannot be opened from here; type in this one.", wrong=True)
            return
        except (OSError, ContentError) as error:
            desk.say(f"{words[0]}: {error}", wrong=True)
            return
    if code:
        desk.say(f"{words[0]} ended with the code {code}; nothing was taken over.", wrong=True)
    elif text == manuscript.text:
        desk.say("Nothing was changed there.")
    else:
        manuscript.replace(text)
        desk.show_replaced(f"Taken over from {Path(words[0]).name}; not saved yet.")
        desk.jump(line, column)


# Adding and removing cards


def add_card(desk: AuthorDesk) -> None:
    """Show the form for a card, and put the new card after the open one."""
    manuscript = _find_own_deck(desk)
    if manuscript is None:
        return
    if manuscript.fault is not None or not manuscript.cards:
        desk.say("Where cards stand cannot be told here: mend the file first, or type the card in.", wrong=True)
        return
    after = manuscript.at if manuscript.at is not None else len(manuscript.cards) - 1

    def filled(card: str | None) -> None:
        desk.keep_draft()
        if card:
            text, start = insert_card(manuscript.text, manuscript.cards, card, after)
            manuscript.replace(text)
            at = next((i for i, one in enumerate(manuscript.cards) if one.start == start), None)
            desk.show_replaced("A new card; not saved yet.", at)
            desk.show_pane("source")

    try:
        desk.app.push_screen(CardForm(manuscript, after, desk.form), filled)
    except ContentError as error:
        desk.say(f"The scenario must be sound first: {error.problems[0].format_line()}", wrong=True)


def add_duplicate(desk: AuthorDesk) -> None:
    """Put a copy of the open card after it."""
    manuscript = _find_own_deck(desk)
    if manuscript is None:
        return
    at = manuscript.at
    if at is None or manuscript.fault is not None:
        desk.say("Choose a card first, one without errors.")
        return
    text, _ = duplicate_card(manuscript.text, manuscript.cards, at)
    manuscript.replace(text)
    desk.show_replaced("A second one, under a name of its own; not saved yet.", at + 1)


def take_out_card(desk: AuthorDesk) -> None:
    """Remove the open card, after a question."""
    manuscript = _find_own_deck(desk)
    if manuscript is None:
        return
    at = manuscript.at
    if at is None:
        desk.say("Choose a card first.")
        return
    if len(manuscript.cards) == 1:
        desk.say("A deck has at least one card: type another over it.", wrong=True)
        return
    card = manuscript.cards[at]

    def surely(sure: bool | None) -> None:
        if sure:
            manuscript.replace(remove_card(manuscript.text, card))
            desk.show_replaced(f"{card.id} is taken out; F7 brings it back.", min(at, len(manuscript.cards) - 1))

    question = ConfirmScreen(f"Take out {card.title or card.id}?", ["Undo brings it back."], "Take out", "Keep")
    desk.app.push_screen(question, surely)


def silence_finding(desk: AuthorDesk) -> None:
    """Write at a warning why it does not apply."""
    manuscript = _find_own_deck(desk)
    chosen = desk.chosen_problem
    if manuscript is None:
        return
    if chosen is None or chosen.level == "error" or chosen.file != str(manuscript.path):
        desk.say("Choose a warning among the findings first; errors cannot be silenced, only mended.")
        return
    offset = find_offset(manuscript.text, chosen.line)
    at = next((i for i, card in enumerate(manuscript.cards) if card.start <= offset < card.end), None)

    def because(reason: str | None) -> None:
        if reason is None:
            return
        card = manuscript.cards[at] if at is not None else None
        text = add_silence(manuscript.text, card, chosen.code, reason)
        if text is None or not _is_sound(text):
            desk.say(f"Write it by hand: silence: {{{chosen.code}: the reason}}", wrong=True)
            return
        manuscript.replace(text)
        desk.show_replaced(f"{chosen.code} is silenced here; not saved yet.", at)

    title = f"Silence {chosen.code}: why does it not apply?"
    desk.app.push_screen(ReasonScreen(title, "One line, for whoever reads the deck later"), because)


def _is_sound(text: str) -> bool:
    try:
        return not parse_yaml(text, "deck").slips
    except ContentError:
        return False


# Decks


def copy_deck(desk: AuthorDesk) -> None:
    """Copy a shipped deck into the current folder, under another name."""
    path = desk.manuscript.path if desk.manuscript is not None else desk.highlighted_deck
    if path is None:
        desk.say("Choose a deck first.")
        return

    def named(name: str | None) -> None:
        if name is not None:
            _open_new(desk, lambda: deck_folder.copy_deck(path, desk.folder, name))

    title = f"A copy of {path.stem} of your own"
    desk.app.push_screen(ReasonScreen(title, f"What is it called? Such as my-{path.stem}"), named)


def begin_deck(desk: AuthorDesk) -> None:
    """Begin a deck: ask for its name and its scenario."""
    known = list(library.list_scenarios(near=desk.folder / "deck.yaml"))

    def named(name: str | None) -> None:
        if name is None:
            return
        question = PickScreen("Which scenario is it for?", known)
        desk.app.push_screen(question, lambda at: _for_scenario(name, at))

    def _for_scenario(name: str, at: int | None) -> None:
        if at is not None:
            _open_new(desk, lambda: deck_folder.create_deck(desk.folder, name, known[at]))

    desk.app.push_screen(ReasonScreen("A new deck", "What is it called? Such as week-five"), named)


def _open_new(desk: AuthorDesk, make: Callable[[], Path]) -> None:
    try:
        path = make()
    except (SaveError, ContentError) as error:
        desk.say(str(error), wrong=True)
        return
    if desk.open_deck(path):
        desk.say(f"Written: {path}. It passes its check; change one card at a time.")
