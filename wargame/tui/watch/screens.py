"""The screens of the second window: the public table for the projector, and one role's view of a session; read-only."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from wargame.exercise.play.clock import Clock
from wargame.exercise.play.pins import LONGEST, PinError
from wargame.exercise.room.news import begins_phase, list_blocks
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.session.text.line_text import format_position
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.screen import KeyBar, PlaceScreen, Prose
from wargame.tui.play.desk.offer_detail import OfferDetail
from wargame.tui.play.desk.offers import ChoiceList, find_closed, list_offer_items
from wargame.tui.play.desk.role_knowledge import KnownPane, list_role_log
from wargame.tui.watch.end_page import iter_end_page
from wargame.tui.watch.feed import SessionFeed
from wargame.tui.widgets.argument_lines import iter_argument
from wargame.tui.widgets.card import CardPanel, CardScreen, find_shown_cards
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph
from wargame.tui.widgets.map.zone_map import ZoneMap, format_caption
from wargame.tui.widgets.news import NewsPane, format_news_title
from wargame.tui.widgets.privacy_cover import Veil
from wargame.tui.widgets.reveal.banner import BannerPane
from wargame.tui.widgets.reveal.board_motion import BoardMotion
from wargame.tui.widgets.reveal.pane import RevealPane
from wargame.tui.widgets.role_bar import RoleBar, list_role_states
from wargame.tui.widgets.role_look import colour_by_role, list_role_looks
from wargame.tui.widgets.rolls import Rolls
from wargame.tui.widgets.time_left import TimeLeftText
from wargame.tui.widgets.title import draw_name
from wargame.tui.widgets.tracks import Tracks


def format_heading(seat: Seat) -> str:
    """Return the turn and the phase, and whether the clocks are stopped."""
    at = seat.find_position()
    heading = format_position(at.turn, at.turns, at.phase, at.over)
    return f"{heading}   PAUSED" if at.paused else heading


def format_deciding(seat: Seat, width: int) -> str:
    """Return who still has to decide: the names if they fit ``width`` cells, else their number; empty for nobody."""
    waiting = [seat.find_role(who).name for who in seat.find_asked().who if who != FACILITATOR]
    text = f"Still to decide: {', '.join(waiting)}"
    return text if waiting and len(text) <= width else f"{len(waiting)} still to decide" if waiting else ""


class WatchScreen(PlaceScreen):
    """A screen that shows what a feed has read of a session."""

    WHERE: ClassVar[str] = "private"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("private")
    CSS_PATH = "watching.tcss"
    AUTO_FOCUS = ""

    def __init__(self, feed: SessionFeed, viewer: str = OBSERVER) -> None:
        super().__init__()
        self._feed, self._viewer = feed, viewer

    @property
    def seat(self) -> Seat:
        """The seat of the viewer of this screen, in the session as far as it was read."""
        return self._feed.find_seat(self._viewer)

    def on_mount(self) -> None:
        """Draw the session in its current state."""
        self.show_state()

    def action_quit_app(self) -> None:
        """Leave the app."""
        self.app.exit(0)

    def show_state(self) -> None:
        """Redraw. This is called whenever the session file has grown."""
        said = self._feed.trouble or self._feed.said
        notice = self.query_one("#notice", Prose)
        notice.update(said)
        notice.display = bool(said)
        notice.set_class(bool(self._feed.trouble), "wrong")


class PublicScreen(WatchScreen):
    """What everybody in the room may see: the view of an observer."""

    WHERE = "watch"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("watch")

    def __init__(self, feed: SessionFeed, viewer: str = OBSERVER) -> None:
        super().__init__(feed, viewer)
        self._board: BoardMotion | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        plain = self.app.settings.ascii
        with Horizontal(id="top"):
            yield Static("", id="name", markup=False)
            yield TimeLeftText(lambda: self.seat.find_time_left(self._feed.compute_seconds_since()), id="time")
            yield Prose("", id="where")
        yield RoleBar(ascii=plain, id="roles")
        yield RevealPane(ascii=plain, id="reveal")
        yield Rolls(ascii=plain, id="rolls")
        with Horizontal(id="board"):
            yield ZoneMap(ascii=plain, id="map")
            yield Tracks(ascii=plain, id="tracks")
        with Horizontal(id="words"):
            yield CardPanel(id="card")
            yield Prose("", id="argued")
            with VerticalScroll(id="happened", can_focus=False):
                yield NewsPane(ascii=plain)
        with VerticalScroll(id="ended"):
            yield Static("", id="result", markup=False)
        yield Static("", id="deciding", classes="role-bar", markup=False)
        yield Prose("", id="notice")
        yield BannerPane(ascii=plain)
        yield KeyBar(self.WHERE)

    def show_state(self) -> None:
        """Draw the session as everybody may see it."""
        super().show_state()
        seat = self.seat
        at = seat.find_position()
        heading = format_heading(seat)
        self.query_one("#name", Static).update(draw_name(seat, self.size.width - len(heading) - 4))
        self.query_one("#where", Prose).update(heading)
        self.query_one(TimeLeftText).show_time()
        self._show_deciding()
        pane = self.query_one(RevealPane)
        changed = pane.show(seat)
        pane.display = pane.is_shown and not at.over and seat.find_hearing() is None
        board = self._board = self._board or BoardMotion(self, lambda: self.app.read_seconds())
        motion = self.app.settings.motion
        board.show_stage(moves=changed and pane.display and motion and board.is_drawn)
        self.query_one("#board").display = self.query_one("#words").display = not at.over and not pane.display
        self.query_one("#ended").display = at.over
        board.show_board(seat, may_move=motion and self.query_one("#board").display)
        if at.over:
            self.query_one("#result", Static).update(Content("\n").join(iter_end_page(seat)))
            return
        self._show_roles()
        argued = "\n".join(iter_argument(seat))
        self.query_one(CardPanel).display = not argued
        self.query_one("#argued", Prose).display = bool(argued)
        self.query_one("#argued", Prose).update(argued)
        self.query_one(CardPanel).show(seat)
        news = list_blocks(seat, begins_phase)
        self.query_one(NewsPane).show(seat, news)
        rolls = news[0].rolls if news else ()
        self.query_one(Rolls).show(seat, rolls)
        self.set_class(bool(rolls) and not argued and not seat.find_reveal().staged, "-rolled")
        self.call_after_refresh(self._show_title)

    def on_mount(self) -> None:
        """Draw the session in its current state."""
        super().on_mount()
        self.query_one(TimeLeftText).switch(self.app.settings.clock)

    def action_time(self) -> None:
        """Show the time left, or hide it."""
        settings = self.app.settings
        settings.clock = not settings.clock
        self.query_one(TimeLeftText).switch(settings.clock)

    @on(RevealPane.Settled)
    def _show_roles(self) -> None:
        """Draw the bar of the roles; while dice tumble it does not tell what they come to."""
        if self.is_built:
            tumbling = self.query_one(RevealPane).is_moving
            self.query_one(RoleBar).show(list_role_states(self.seat.find_asked(), self.seat, tumbling=tumbling))

    def on_resize(self) -> None:
        """Fit the parts to the new size."""
        self._show_title()
        self._show_deciding()

    def _show_deciding(self) -> None:
        """Draw who still has to decide, or nothing while it is the facilitator's turn."""
        seat = self.seat
        said = format_deciding(seat, self.size.width - 4)
        line = self.query_one("#deciding", Static)
        colour_by_role(line, seat, next(iter(seat.find_asked().who), ""))
        line.update(f"{'>' if self.app.settings.ascii else '▶'} {said}")
        line.display = bool(said)
        self.set_class(bool(said), "-deciding")

    def _show_title(self) -> None:
        """Draw the title of the words, or the legend of the map if the map has no room for it."""
        if not self.is_built:  # it was closed before this was called
            return
        legend = format_caption(self.seat.build_map(), ascii=self.app.settings.ascii)
        title = format_news_title("" if self.query_one(ZoneMap).has_legend else legend, self.size.width)
        self.query_one("#words").border_title = title

    def action_card(self) -> None:
        """Show the card in full."""
        self.app.push_screen(CardScreen(find_shown_cards(self.seat)))


class DoorScreen(WatchScreen):
    """The entrance to a role's window: it asks for the PIN, or shows a veil if there is none."""

    AUTO_FOCUS = "Input"

    def __init__(self, feed: SessionFeed, role: str, clock: Clock) -> None:
        super().__init__(feed, role)
        self._door = feed.build_door(role, clock)

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        name = self.seat.find_role(self._viewer).name
        if self._feed.needs_pin(self._viewer):
            with Vertical(id="door"), Vertical(classes="panel"):
                yield Prose(f"Private: {name}", classes="title private")
                yield Prose("Type the PIN of this role and press Enter.")
                yield Input(password=True, max_length=LONGEST)
                yield Prose("", id="refused", classes="wrong")
        else:
            yield Veil(f"Private: {name}", "This session has no PIN. Press Enter when only you can see the screen.")
        yield Prose("", id="notice")
        yield KeyBar(self.WHERE)

    @on(Input.Submitted)
    def try_pin(self, event: Input.Submitted) -> None:
        """Open the role's window if the PIN is correct."""
        typed, event.input.value = event.value, ""
        try:
            refused = self._door.try_pin(typed)
        except PinError as error:
            refused = str(error)
        self.query_one("#refused", Prose).update(refused)
        if not refused:
            self.app.push_screen(RoleScreen(self._feed, self._viewer))

    @on(Veil.Lifted)
    def open_role(self) -> None:
        """Open the role's window."""
        self.app.push_screen(RoleScreen(self._feed, self._viewer))


class RoleScreen(WatchScreen):
    """What one role knows and may do. Decisions are taken on the facilitator's computer."""

    PRIVATE = True
    AUTO_FOCUS = "ChoiceList"

    def __init__(self, feed: SessionFeed, role: str) -> None:
        super().__init__(feed, role)

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        plain = self.app.settings.ascii
        self.add_class(list_role_looks(self.seat)[self._viewer].css_class)
        yield Static("", id="where", classes="role-bar", markup=False)
        with Horizontal(id="desk"):
            with Vertical(id="may"):
                yield ChoiceList(id="offers")
                yield OfferDetail(id="detail", ascii=plain)
            yield KnownPane(id="known", ascii=plain)
            with VerticalScroll(id="told"):
                yield Hanging(id="log")
        yield Prose("", id="notice")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        for pane, title in (("known", "What you know"), ("told", "What has happened")):
            self.query_one(f"#{pane}").border_title = title
        self.query("#may, #known, #told").add_class("role-title")
        super().on_mount()

    def show_state(self) -> None:
        """Draw what the role knows and may do."""
        super().show_state()
        seat, role = self.seat, self._viewer
        look = list_role_looks(seat)[role]
        heading = f" Private: {look.name}   {format_heading(seat)}   read-only"
        self.query_one("#where", Static).update(look.draw_mark_on_plate() + Content(heading))
        offers = seat.number_offers()
        self.query_one("#may").border_title = "You may" if offers else "Nothing is asked of you now"
        self.query_one("#offers").display = self.query_one("#detail").display = bool(offers)
        self.query_one("#may").set_class(not offers, "-idle")
        self.query_one(ChoiceList).show(list_offer_items(offers, seat.list_closed(), self.app.settings.ascii))
        self.query_one(KnownPane).show(seat)
        lines = list_role_log(seat) or [(0, "Nothing has happened yet.")]
        self.query_one("#log", Hanging).write(
            MarkedParagraph(Content("  " * level), Content(text)) for level, text in lines
        )
        self.query_one("#told", VerticalScroll).scroll_end(animate=False)
        self._show_detail()

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        offers = self.seat.number_offers()
        here = self.query_one(ChoiceList).highlighted_key
        closed = find_closed(here, self.seat.list_closed())
        if closed is not None:
            self.query_one(OfferDetail).show_closed(closed)
            return
        offer = offers.get(int(here)) if here.isdecimal() else None
        self.query_one(OfferDetail).show(self.seat, offer)
