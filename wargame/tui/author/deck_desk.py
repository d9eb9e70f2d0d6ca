"""The deck desk: the cards of a deck, the YAML of one of them to be edited, what is wrong, and a preview.

Only the user saves the file. Typed text is kept beside the file as a draft. It is checked in a thread when the typing
pauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.events import AppFocus
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList, TextArea

from wargame.content.author.deck_document import EditedDeck
from wargame.content.author.deck_folder import DeckFile, is_shipped, list_deck_files
from wargame.content.author.deck_text import find_line_number, find_offset
from wargame.content.author.editor_check import EditorCheck, check_editor_text, format_problem_count
from wargame.content.load.problems import ContentError, Problem
from wargame.tui.app.commands import build_bindings
from wargame.tui.author import card_try, deck_actions
from wargame.tui.author.card_form import Typed
from wargame.tui.author.deck_draft import DeckDraft, is_kept
from wargame.tui.author.deck_layout import DeckPanes
from wargame.tui.author.deck_list import NEW, WHOLE
from wargame.tui.author.findings import Findings, format_problem

HINT = "Enter: the text of a card. n: a new one. F1 tells what else there is."
"""The line above the keys if there is no other message."""


class DeckDesk(DeckPanes):
    """The screen for one deck. Without a ``path`` it lists the decks of the current folder."""

    BINDINGS: ClassVar[list[BindingType]] = build_bindings("decks")
    PAUSE: ClassVar[float] = 0.35
    """Seconds between the last key and the check."""

    class Proved(Message):
        """A check has finished."""

        def __init__(self, proof: EditorCheck) -> None:
            super().__init__()
            self.proof = proof

    def __init__(self, path: Path | None = None, card: str | None = None) -> None:
        super().__init__()
        self._begin_with = (path, card)
        self.folder = path.parent if path is not None else Path()
        self.form: Typed = {}
        """What was typed into a form for a new card that was left."""
        self._decks: list[DeckFile] = []
        self._draft = DeckDraft()
        self._busy = False
        self._pause: Timer | None = None
        self._told: Problem | None = None
        """The finding that is shown in words above the keys."""
        self._put = ""
        """The text that was last put into the editor or read from it. Any other text in the editor is new."""

    def on_mount(self) -> None:
        """List the decks, and open the one that was asked for."""
        self.query_one("#findings").border_title = "Findings"
        self.set_class(self.room.settings.ascii, "-ascii")
        path, card = self._begin_with
        self.show_shelf()
        if path is not None:
            self.open_deck(path, card)

    # The list of decks

    def show_shelf(self) -> None:
        """List the decks. Unsaved text stays a draft."""
        self.manuscript, self.proof = None, None
        self._decks = list_deck_files(self.folder)
        self.cards.show_shelf(self._decks)
        self.source.read_only = True
        self.source.show("", 1)
        self._put = ""
        self.source.border_title = "Text"
        self.query_one(Findings).show((), Path())
        self.draw_preview()
        self.draw_state()
        self.say("Enter opens a deck. Those that are shipped are only read; y makes a copy of your own.")
        self.show_pane("cards")

    def open_deck(self, path: Path, card: str | None = None) -> bool:
        """Open a deck at a card, with its draft. If it cannot be read, show why and return False."""
        self.apply_typed()
        try:
            self.manuscript = EditedDeck(path)
        except ContentError as error:
            self.say(str(error).replace(str(path), path.name), wrong=True)
            return False
        self.shipped = is_shipped(path)
        self._draft = DeckDraft(None if self.shipped else path)
        self.proof, self.last_good = None, {}
        said = "It is shipped, and only read here: y makes a copy of your own." if self.shipped else ""
        self.form = self._draft.read_form()
        if self._draft.restore(self.manuscript):
            said = "What you had typed and not saved is here again. F7 goes back to what the file has."
        self.source.read_only = self.shipped
        ids = [one.id for one in self.manuscript.cards]
        at = ids.index(card) if card in ids else 0 if ids else None
        if card is not None and card not in ids and ids:
            said = f"There is no card {card} here; this is the first."
        self.cards.clear_options()
        self.select(at)
        self.show_pane("cards" if at is not None and card is None else "source")
        if self.manuscript.fault is not None:
            fault = self.manuscript.fault
            place = f"Line {fault.line}: " if fault.line else ""
            said += f" It cannot be understood yet. {place}{format_problem(fault)}"
        self.say(said.strip() or HINT, wrong=self.manuscript.fault is not None)
        self.request_check()
        return True

    # Choosing

    @on(OptionList.OptionHighlighted, "#cards")
    def show_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Open the highlighted card."""
        row = event.option_id or ""
        if self.manuscript is not None and (row == WHOLE or row.startswith("card:")):
            at = None if row == WHOLE else int(row.partition(":")[2])
            if at != self.manuscript.at:
                self.select(at)
                self.say("")

    @on(OptionList.OptionSelected, "#cards")
    def open_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the selected deck, form or text."""
        row = event.option_id or ""
        if row == NEW:
            self.action_new_card()
        elif row.startswith("deck:"):
            self.open_deck(self._decks[int(row.partition(":")[2])].path)
        else:
            self.show_pane("source")

    def select(self, at: int | None) -> None:
        """Open a card by its index, or the whole file, in the editor."""
        manuscript = self.manuscript
        if manuscript is None:
            return
        self.apply_typed()
        manuscript.open(at if at is not None and at < len(manuscript.cards) else None)
        self.draw_text()
        if self.proof is not None and self.proof.at != manuscript.at and self.proof.find_card(manuscript.at) is None:
            self.request_check()  # other cards are faulty: this one is checked separately

    def draw_text(self) -> None:
        """Put the open card or the whole file into the editor."""
        manuscript = self.manuscript
        assert manuscript is not None
        self.source.show(manuscript.source, find_line_number(manuscript.text, manuscript.piece[0]))
        self._put = self.source.text
        self.draw_cards()
        self.cards.point_at(manuscript.at)
        self.draw_preview()
        self.draw_state()

    # Typing, and the check when it pauses

    @on(TextArea.Changed)
    def wait_for_pause(self) -> None:
        """Restart the timer of the check."""
        manuscript = self.manuscript
        if manuscript is None or self.source.read_only or self.source.text == self._put:
            return
        self.draw_state(typing=True)
        if self._told is None and self.said:
            self.say("")
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.PAUSE, self.apply_typed)

    def apply_typed(self) -> None:
        """Take over the text of the editor: keep it as a draft, and check it."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self._store_typed():
            self.draw_state()
            self.request_check()

    def _store_typed(self) -> bool:
        """Put the typed text into the deck and its draft; return whether there was any."""
        manuscript, text = self.manuscript, self.source.text
        if manuscript is None or self.source.read_only or text == self._put:
            return False
        self._put = text
        if not manuscript.type(text):
            return False
        self.keep_draft()
        return True

    def keep_draft(self) -> None:
        """Keep unsaved text as a draft beside the file; remove the draft if everything is saved."""
        if self.manuscript is not None and not self.shipped:
            self._draft.keep(self.manuscript, self.form)

    def move_draft(self) -> None:
        """Move the draft to the new name of the deck."""
        self._draft.forget()
        if self.manuscript is not None:
            self._draft = DeckDraft(self.manuscript.path)

    @property
    def highlighted_deck(self) -> Path | None:
        """The highlighted deck of the list."""
        row = self.cards.highlighted_option
        name = row.id or "" if row is not None else ""
        return self._decks[int(name.partition(":")[2])].path if name.startswith("deck:") else None

    @property
    def would_be_lost(self) -> bool:
        """Is there text that is neither saved nor kept as a draft?"""
        manuscript = self.manuscript
        return manuscript is not None and not self.shipped and manuscript.changed and not is_kept(manuscript)

    def request_check(self) -> None:
        """Request a check of the text. Only one check runs at a time; the result for an older text is ignored."""
        self.version += 1
        if not self._busy:
            self._start_check()

    def _start_check(self) -> None:
        manuscript = self.manuscript
        if manuscript is not None:
            self._busy = True
            self._run_check(manuscript.path, manuscript.text, self.version, manuscript.at)

    @work(thread=True)
    def _run_check(self, path: Path, text: str, version: int, at: int | None) -> None:
        self.post_message(self.Proved(check_editor_text(path, text, version, at)))

    @on(Proved)
    def finish_check(self, event: Proved) -> None:
        """Show what a check has found. Check again if the text has changed meanwhile."""
        self._busy = False
        if event.proof.version != self.version:  # the text changed meanwhile
            self._start_check()
            return
        if self.manuscript is None:
            return
        self.proof, manuscript = event.proof, self.manuscript
        manuscript.fault = None if event.proof.cards is not None else event.proof.problems[0]
        if event.proof.cards is not None:
            manuscript.cards = event.proof.cards
        for at, card in enumerate(manuscript.cards):
            understood = event.proof.find_card(at)
            if understood is not None and event.proof.content is not None:
                self.last_good[card.id] = (understood, event.proof.content)
        self.query_one(Findings).show(event.proof.problems, manuscript.path)
        self.query_one(Findings).border_title = f"Findings: {format_problem_count(event.proof.problems)}"
        self.draw_cards()
        self.cards.point_at(manuscript.at)
        self.draw_preview()
        self.draw_state()
        self._update_said(event.proof.problems)

    # Commands

    def action_back(self) -> None:
        """Go from a pane to the cards, from the cards to the list of decks, and from the list leave the desk."""
        if self.manuscript is None:
            self.dismiss(None)
        elif self.focused is not self.cards:
            self.apply_typed()
            self.show_pane("cards")
        else:
            self.apply_typed()
            deck_actions.leave(self, self.show_shelf)

    def action_leave_decks(self) -> None:
        """Leave the desk."""
        self.apply_typed()
        deck_actions.leave(self, self._close)

    def _close(self) -> None:
        self.dismiss(None)

    def action_cards(self) -> None:
        """Show the list of cards."""
        self.show_pane("cards")

    def action_findings(self) -> None:
        """Show the findings."""
        self.show_pane("findings")

    def action_preview(self) -> None:
        """Show the card as players see it, or as the facilitator sees it if the first view is shown already."""
        if self.has_class("-on-preview") or not self.has_class("-narrow"):
            self.view = "facilitator" if self.view == "players" else "players"
        self.draw_preview()
        if self.has_class("-narrow"):
            self.show_pane("preview")

    def action_whole(self) -> None:
        """Put the whole file into the editor, at the line of the cursor; or return to the card at this line."""
        if self.manuscript is None:
            return
        self.apply_typed()
        line = self.source.line
        self.jump(line, 1, whole=not self.manuscript.whole)

    def jump(self, line: int, column: int, *, whole: bool = False) -> None:
        """Put the cursor on a line of the file, in the card or in the whole file."""
        manuscript = self.manuscript
        if manuscript is None:
            return
        offset = find_offset(manuscript.text, line)
        cards = [] if whole else manuscript.cards
        self.select(next((i for i, card in enumerate(cards) if card.start <= offset < card.end), None))
        self.source.move_to(line, column)
        self.show_pane("source")

    def show_problem(self, problem: Problem) -> None:
        """Go to the place of a problem, and tell the problem."""
        manuscript = self.manuscript
        if manuscript is not None and problem.file == str(manuscript.path):
            self.jump(problem.line, problem.column)
        self._say_problem(problem)

    def _say_problem(self, problem: Problem | None) -> None:
        """Tell a problem above the keys, or clear the line for None."""
        self._told = problem
        if problem is None:
            self.say("")
        else:
            place = f"Line {problem.line}. " if problem.line else ""
            self.say(f"{place}{format_problem(problem)}", wrong=problem.level == "error")

    def _update_said(self, problems: Sequence[Problem]) -> None:
        """Update the line above the keys: remove a finding that is gone; on a narrow screen show the first finding."""
        if self._told is not None and self._told not in problems:
            self._say_problem(None)
        if self._told is None and problems and self.said in ("", HINT) and self.has_class("-narrow"):
            self._say_problem(problems[0])

    @property
    def chosen_problem(self) -> Problem | None:
        """The highlighted finding."""
        return self.query_one(Findings).chosen_problem

    @on(OptionList.OptionSelected, "#findings")
    def show_finding(self) -> None:
        """Go to the selected finding."""
        chosen = self.chosen_problem
        if chosen is not None:
            self.show_problem(chosen)

    def action_next_finding(self) -> None:
        """Go to the next finding, errors first."""
        self.apply_typed()
        findings = self.query_one(Findings)
        if not findings.problems:
            self.say("Nothing is wrong that a program can see.")
            return
        at = findings.highlighted
        findings.highlighted = 0 if at is None else (at + 1) % len(findings.problems)
        self.show_problem(findings.problems[findings.highlighted])

    def action_undo_text(self) -> None:
        """Undo the last typing, or else the last card that was added or removed."""
        manuscript = self.manuscript
        before = self.source.text
        self.source.undo()
        if self.source.text == before and manuscript is not None and manuscript.take_back():
            self.show_replaced("Taken back.")

    def show_replaced(self, said: str, at: int | None = None) -> None:
        """Show the text after it was replaced, at a card, and have it checked."""
        if self.manuscript is not None:
            self.manuscript.open(at if at is not None and at < len(self.manuscript.cards) else None)
            self.keep_draft()
            self.draw_text()
            self.request_check()
            self.say(said)

    def action_save(self) -> None:
        """Save the file."""
        deck_actions.save(self)

    def action_reload(self) -> None:
        """Read the file again."""
        deck_actions.reload(self)

    def action_editor(self) -> None:
        """Open the file in the editor of the environment."""
        deck_actions.edit_outside(self)

    def action_new_card(self) -> None:
        """Begin a card, or a deck in the list of decks."""
        if self.manuscript is None:
            deck_actions.begin_deck(self)
        else:
            deck_actions.add_card(self)

    def action_double(self) -> None:
        """Copy the open card."""
        deck_actions.add_duplicate(self)

    def action_remove(self) -> None:
        """Remove the open card from the deck."""
        deck_actions.take_out_card(self)

    def action_silence(self) -> None:
        """Silence the highlighted warning."""
        deck_actions.silence_finding(self)

    def action_try(self) -> None:
        """Try the open card with bots, or stop the trial."""
        card_try.start_trial(self)

    def action_own(self) -> None:
        """Copy the deck under a new name."""
        deck_actions.copy_deck(self)

    def on_app_focus(self, _: AppFocus) -> None:
        """Compare the deck with the file when the window gets the focus, because another editor may have changed it."""
        deck_actions.check_disk(self)

    def on_unmount(self) -> None:
        """Keep the text that was typed last."""
        self._store_typed()
        self.keep_draft()
