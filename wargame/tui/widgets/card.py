"""The event card on the table with its source, the title of the next card, and the screen with the card in full."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wargame.exercise.seat import Seat
from wargame.exercise.view.cards import TableCard
from wargame.tui.app.commands import find_shortcut
from wargame.tui.app.screen import Prose
from wargame.tui.app.shared_app import SharedApp
from wargame.tui.widgets.tracks import DIM


class ShownCards(NamedTuple):
    """The card on the table (None between cards), and the title of the next one (empty if none is announced).

    ``about`` is the topic of the exercise, which is shown until the first card is turned. ``earlier`` are the other
    cards that came in this turn.
    """

    now: TableCard | None
    announced: str
    about: str = ""
    earlier: tuple[TableCard, ...] = ()


def find_shown_cards(seat: Seat) -> ShownCards:
    """Return what is shown of the cards."""
    cards = seat.find_cards()
    about = "" if seat.find_position().turn else seat.find_briefing().summary
    return ShownCards(cards.now, cards.announced, about, cards.earlier)


class CardPanel(Static):
    """Title, text and citation, cut to the pane. A key or a click opens the card in full."""

    app = getters.app(SharedApp)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._cards = ShownCards(None, "")

    async def on_click(self) -> None:
        """Show the card in full."""
        await self.run_action("screen.card")

    def show(self, seat: Seat) -> None:
        """Redraw, if the cards on the table have changed."""
        cards = find_shown_cards(seat)
        if cards != self._cards:
            self._cards = cards
            self.refresh(layout=self.styles.is_auto_height)

    def render(self) -> Content:
        """Return the card, cut to the available space."""
        now, announced, about, earlier = self._cards
        width, height = self.content_size
        key = find_shortcut("card", self.app.settings.keys)
        more = f" ({len(earlier)} more in this turn: {key})" if earlier else ""
        title = Content.assemble(
            ("Card: ", DIM), (now.title, "bold $primary"), (more, DIM)
        ) if now else Content("No card is on the table.")  # fmt: skip
        after = Content.assemble(("Next: ", DIM), announced) if announced else Content("")
        gap = width - title.cell_length - after.cell_length
        head = [Content.assemble(title, " " * gap, after)] if gap >= 2 else [title, after]
        if now is None and not about:
            return Content("\n").join(head)
        text = Content(now.text if now is not None else about).wrap(width)
        if now is not None and now.handout:
            text += Content(f"Handout: {now.handout}").wrap(width)
        if now is not None and now.sources:
            text += [line.stylize(DIM) for line in Content(now.sources).wrap(width)]
        room = height - len(head)
        if len(text) > room > 0:
            more = f"... ({key}: all of it)"
            last = text[room - 1].plain
            cut = last if len(last) + len(more) + 1 <= width else shorten_to(last, width - len(more) - 1)
            text = [*text[: room - 1], Content.assemble(f"{cut} ", (more, "bold"))]
        return Content("\n").join([*head, *text[: max(room, 0)]])


def shorten_to(text: str, width: int) -> str:
    """Return as many whole words of a text as fit."""
    return text[: width + 1].rpartition(" ")[0] if len(text) > width else text


class CardScreen(ModalScreen[None]):
    """The card in full, over the table."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10,enter,space,v", "leave", "Back", show=False)]
    DEFAULT_CSS = """
    CardScreen { align: center middle; background: $background 60%; }
    CardScreen VerticalScroll { width: 84; max-width: 94%; height: auto; max-height: 90%; padding: 1 3;
                                background: $surface; border: thick $primary; }
    CardScreen Prose { margin-bottom: 1; }
    CardScreen .title { text-style: bold; color: $primary; }
    CardScreen .dim { color: $foreground 80%; }
    """

    def __init__(self, cards: ShownCards, asks: str = "") -> None:
        super().__init__()
        self._cards, self._asks = cards, asks

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        now, announced, about, earlier = self._cards
        with VerticalScroll():
            if now is None:
                yield Prose("No card is on the table.", classes="title")
                if about:
                    yield Prose(about)
            else:
                yield Prose(now.title, classes="title")
                yield Prose(now.text)
                if now.handout:
                    yield Prose(f"Handout: {now.handout} (wargame handout opens it)")
                if self._asks:
                    yield Prose(self._asks)
                if now.sources:
                    yield Prose(now.sources, classes="dim")
            if earlier:
                yield Prose("Before it in this turn:", classes="dim")
            for one in earlier:
                yield Prose(one.title, classes="title")
                yield Prose(f"{one.text}\nHandout: {one.handout}" if one.handout else one.text)
            if announced:
                yield Prose(f"Next card: {announced}")
            yield Prose("Enter or Esc: back to the table.", classes="dim")

    def on_click(self) -> None:
        """Close the card."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Close the card."""
        self.dismiss(None)
