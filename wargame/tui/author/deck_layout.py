"""The panes of the deck desk: cards, the text of one card, findings, preview. On a narrow screen one at a time."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content as Text

from wargame.content.author.deck_document import EditedDeck
from wargame.content.author.editor_check import EditorCheck, format_problem_count
from wargame.content.load.loader import Content
from wargame.content.model.deck import Card
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.author.card_preview import CardPreview, View
from wargame.tui.author.deck_list import DeckList
from wargame.tui.author.deck_text_pane import SourceEditor
from wargame.tui.author.findings import Findings

PANES = ("cards", "source", "findings", "preview")


class DeckPanes(PlayScreen):
    """The deck, the result of the last check, and the panes that show both."""

    WHERE = "decks"
    CSS_PATH = "deck_desk.tcss"
    AUTO_FOCUS: ClassVar[str | None] = ""
    cards = getters.query_one("#cards", DeckList)
    """The list of cards, or of decks."""

    def __init__(self) -> None:
        super().__init__()
        self.source = SourceEditor(id="source")
        self.manuscript: EditedDeck | None = None
        self.shipped = False
        self.said = ""
        self.proof: EditorCheck | None = None
        self.version = 0
        """The version of the text. It rises with every change, so that a check of an older text is recognised."""
        self.view: View = "players"
        self.last_good: dict[str, tuple[Card, Content]] = {}
        """The last version of each card that could be understood, by id."""

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        ascii = self.room.settings.ascii
        with Horizontal(id="top"):
            yield Prose("", id="name")
            yield Prose("", id="state")
        with Horizontal(id="body"):
            yield DeckList(id="cards", ascii=ascii)
            with Horizontal(id="work"):
                yield self.source
                with Horizontal(id="beside"):
                    yield Findings(id="findings", ascii=ascii)
                    yield CardPreview(id="preview")
        yield Prose("", id="said")
        yield KeyBar(self.WHERE)

    def say(self, text: str, wrong: bool = False) -> None:
        """Show a message above the keys."""
        self.said = text
        said = self.query_one("#said", Prose)
        said.set_class(wrong, "wrong")
        said.update(text)

    def show_pane(self, pane: str) -> None:
        """Bring a pane to the front, if only one fits, and focus it."""
        for one in PANES:
            self.set_class(one == pane, f"-on-{one}")
        self.query_one(f"#{pane}").focus()

    @property
    def understood_card(self) -> tuple[Card, Content] | None:
        """The current version of the open card, with the whole deck; None while anything is faulty."""
        manuscript, proof = self.manuscript, self.proof
        if manuscript is None or proof is None or proof.version != self.version or proof.content is None:
            return None
        card = proof.find_card(manuscript.at)
        whole = len(proof.content.decks[0].cards) == len(manuscript.cards)
        return (card, proof.content) if card is not None and whole else None

    def draw_cards(self) -> None:
        """Draw the list of cards with their findings."""
        manuscript = self.manuscript
        assert manuscript is not None
        problems = self.proof.problems if self.proof is not None else ()
        title = f"{manuscript.path.stem}: {len(manuscript.cards)} cards"
        self.cards.show_cards(title, manuscript.text, manuscript.cards, problems, str(manuscript.path))

    def draw_preview(self) -> None:
        """Draw the last version of the open card that could be understood."""
        preview, manuscript, proof = self.query_one(CardPreview), self.manuscript, self.proof
        at = manuscript.at if manuscript is not None else None
        if manuscript is None or at is None:
            preview.show(None, None, self.view)
            return
        card = proof.find_card(at) if proof is not None else None
        if card is not None and proof is not None:
            preview.show(card, proof.content, self.view)
        else:
            known = self.last_good.get(manuscript.cards[at].id, (None, None))
            preview.show(known[0], known[1], self.view, stale=proof is not None)

    def draw_state(self, typing: bool = False) -> None:
        """Draw the name of the deck, and whether it is checked and saved."""
        manuscript = self.manuscript
        name, state = self.query_one("#name", Prose), self.query_one("#state", Prose)
        if manuscript is None:
            name.update("Deck desk")
            state.update("")
            return
        at = manuscript.at
        one = manuscript.cards[at].id if at is not None else "whole file"
        self.source.border_title = Text(f"{one}, read only" if self.shipped else one)
        name.update(f"{manuscript.path.name}")
        mark = "*" if self.room.settings.ascii else "●"
        unsaved = f"{mark} not saved" if typing or manuscript.changed else "read only" if self.shipped else "saved"
        found = format_problem_count(self.proof.problems) if self.proof is not None else "checking ..."
        state.update(f"{found}   {unsaved}")
        self.query_one(KeyBar).refresh()
