"""Watching: the public table for the projector, and one role's view of a session, read-only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from wargame.exercise.play.input_parsing import numbered, numbered_closed
from wargame.exercise.play.pins import needs_pin, opens
from wargame.exercise.view.argument import argument_now
from wargame.exercise.view.followed import Watched
from wargame.exercise.view.narration import called, stands
from wargame.likelihood import phrase
from wargame.rules.table import ENDING, FACILITATOR, OBSERVER
from wargame.rules.text.command_text import moves_text
from wargame.tui.app.commands import bindings
from wargame.tui.app.screen import KeyBar, Prose
from wargame.tui.play.desk.offer_detail import Detail
from wargame.tui.play.desk.offers import ChoiceList, closed_items, offer_items
from wargame.tui.play.desk.role_knowledge import Known, log_lines
from wargame.tui.widgets.card import CardPanel, CardScreen, on_table
from wargame.tui.widgets.hanging_indent import Hanging, Item
from wargame.tui.widgets.map.zone_map import ROOMY, ZoneMap, caption
from wargame.tui.widgets.news import News, blocks
from wargame.tui.widgets.privacy_cover import Veil
from wargame.tui.widgets.rolls import Rolls
from wargame.tui.widgets.tracks import Tracks

if TYPE_CHECKING:
    from wargame.tui.watch.app import WatchApp


def heading(window: Watched) -> str:
    """Where the exercise stands."""
    return f"{stands(window)}   PAUSED" if window.paused else stands(window)


def deciding(window: Watched, width: int) -> str:
    """Who is still to decide, by name; by how many, where ``width`` cells are too few; empty if nobody is."""
    waiting = [called(window, who) for who in window.asked() if who != FACILITATOR] if not window.over else []
    text = f"Still to decide: {', '.join(waiting)}"
    return text if waiting and len(text) <= width else f"{len(waiting)} still to decide" if waiting else ""


class WatchScreen(Screen[None]):
    """A screen that follows a session. ``WHERE`` is its name in the table of commands."""

    WHERE: ClassVar[str] = "private"
    BINDINGS: ClassVar[list[BindingType]] = bindings("private")
    CSS_PATH = "watching.tcss"
    AUTO_FOCUS = ""

    @property
    def room(self) -> WatchApp:
        """The app, typed."""
        return cast("WatchApp", self.app)

    @property
    def window(self) -> Watched:
        """The session as it stands."""
        return self.room.window

    @property
    def built(self) -> bool:
        """Are its parts there? Until they are, and once they are gone, there is nothing to draw on."""
        return self.is_running and bool(self.query(KeyBar))

    def on_mount(self) -> None:
        self.show_state()

    def action_quit_app(self) -> None:
        self.app.exit(0)

    def show_state(self) -> None:
        """Draw anew: called whenever something is new in the file."""
        said = self.room.trouble or self.room.said
        notice = self.query_one("#notice", Prose)
        notice.update(said)
        notice.display = bool(said)
        notice.set_class(bool(self.room.trouble), "wrong")


class PublicScreen(WatchScreen):
    """What everybody in the room may see. It knows what an observer knows."""

    WHERE = "watch"
    BINDINGS: ClassVar[list[BindingType]] = bindings("watch")

    def compose(self) -> ComposeResult:
        plain = self.room.settings.ascii
        with Horizontal(id="top"):
            yield Prose("", id="name")
            yield Prose("", id="where")
        yield Rolls(ascii=plain, id="rolls")
        with Horizontal(id="board"):
            yield ZoneMap(ascii=plain, id="map")
            yield Tracks(OBSERVER, ascii=plain, id="tracks")
        with Horizontal(id="words"):
            yield CardPanel(id="card")
            yield Prose("", id="argued")
            with VerticalScroll(id="happened", can_focus=False):
                yield News(ascii=plain)
        with VerticalScroll(id="ended"):
            yield Static("", id="result", markup=False)
        yield Prose("", id="deciding")
        yield Prose("", id="notice")
        yield KeyBar(self.WHERE)

    def show_state(self) -> None:
        super().show_state()
        window = self.window
        self.query_one("#name", Prose).update(window.table.scenario.title)
        self.query_one("#where", Prose).update(heading(window))
        self._show_deciding()
        self.query_one("#board").display = self.query_one("#words").display = not window.over
        self.query_one("#ended").display = window.over
        if window.over:
            self.query_one("#result", Static).update(Content("\n").join(result(window)))
            return
        self.query_one(ZoneMap).show(window)
        self.query_one(Tracks).show(window)
        argued = "\n".join(open_argument(window))
        self.query_one(CardPanel).display = not argued
        self.query_one("#argued", Prose).display = bool(argued)
        self.query_one("#argued", Prose).update(argued)
        self.query_one(CardPanel).show(window)
        news = blocks(window, cuts(window))
        self.query_one(News).show(news)
        rolls = news[0].rolls if news else ()
        self.query_one(Rolls).show(rolls)
        self.set_class(bool(rolls) and not argued, "-rolled")
        self.query_one("#happened", VerticalScroll).scroll_home(animate=False)
        self.call_after_refresh(self._entitle)

    def on_resize(self) -> None:
        self._entitle()
        self._show_deciding()

    def _show_deciding(self) -> None:
        """Who is still to decide; nothing while the facilitator goes on."""
        said = deciding(self.window, self.size.width - 2)
        line = self.query_one("#deciding", Prose)
        line.update(said)
        line.display = bool(said)

    def _entitle(self) -> None:
        """The map's legend, where the map has no room for its own."""
        small = self.query_one("#map").size.width < ROOMY
        legend = caption(self.window, ascii=self.room.settings.ascii) if small else "What has just happened"
        self.query_one("#words").border_title = Content(legend)

    def action_card(self) -> None:
        self.app.push_screen(CardScreen(on_table(self.window)))


def cuts(window: Watched) -> Iterator[int]:
    """The lines after which the news is cut: before each new phase, and before whatever the facilitator does."""
    phase = ""
    for line in window.standing:
        if line["role"] == FACILITATOR or line["phase"] != phase:
            yield line["n"] - 1
        phase = line["phase"]


def open_argument(window: Watched) -> Iterator[str]:
    """The argument being heard in the open, with its pros and cons; nothing of a secret one."""
    argument = argument_now(window)
    if argument is None or argument.secret:
        return
    roles = window.table.scenario.roles
    yield f"{roles[argument.role].name} argues: {argument.action}"
    if argument.effect:
        yield f"It should cause: {argument.effect}"
    if argument.moves:
        yield f"Asked for: {moves_text(window.table, argument.moves, OBSERVER)}"
    for word, reasons in (("For", argument.pros), ("Against", argument.cons)):
        yield from (f"{word}: {reason.text} ({roles[reason.role].name})" for reason in reasons)


def result(window: Watched) -> Iterator[Content]:
    """How it ended, how far each role came, and the question: all of it everybody's, now that it is over."""
    table = window.table
    ending = table.endings[window.view(OBSERVER)[ENDING] - 1][0]
    yield Content.styled(ending.title, "bold $primary")
    yield Content(ending.text)
    for role, spec in table.scenario.roles.items():
        standings = window.standings(role)
        yield Content.styled(f"\n{spec.name}: {sum(one.points for one in standings):.1f} points", "bold")
        for one in standings:
            most = f" of {one.most:g}" if one.most >= 0 else ""
            secret = " (was secret)" if one.objective.secret else ""
            yield Content(f"  {one.objective.title}{secret}: {one.points:.1f}{most}. {one.objective.text}")
    if table.scenario.question is not None:
        yield Content(f"\nThe question: {table.scenario.question.text}")
        for role, spec in table.scenario.roles.items():
            stated = [ln for ln in window.standing if ln["do"] == "estimate" and ln["role"] == role]
            drift = [f"turn {ln['turn']}: {ln['args']['percent']} % ({phrase(ln['args']['percent'])})" for ln in stated]
            if drift:
                yield Content(f"  {spec.name} estimated {', '.join(drift)}.")
    yield Content(f"\n{table.scenario.out_of_role}")


class DoorScreen(WatchScreen):
    """Before a role's window: its PIN, or, where it has none, a veil."""

    AUTO_FOCUS = "Input"

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def compose(self) -> ComposeResult:
        name = self.window.table.scenario.roles[self._role].name
        if needs_pin(self.window.header, self._role):
            with Vertical(id="door"), Vertical(classes="panel"):
                yield Prose(f"Private: {name}", classes="title private")
                yield Prose("Type the PIN of this role and press Enter.")
                yield Input(password=True, max_length=40)
                yield Prose("", id="refused", classes="wrong")
        else:
            yield Veil(f"Private: {name}", "This session has no PIN. Press Enter when only you can see the screen.")
        yield Prose("", id="notice")
        yield KeyBar(self.WHERE)

    @on(Input.Submitted)
    def try_pin(self, event: Input.Submitted) -> None:
        typed, event.input.value = event.value, ""
        right = opens(self.window.header, self._role, typed)
        self.query_one("#refused", Prose).update("" if right else "That is not the PIN of this role.")
        if right:
            self.app.push_screen(RoleScreen(self._role))

    @on(Veil.Lifted)
    def lifted(self) -> None:
        self.app.push_screen(RoleScreen(self._role))


class RoleScreen(WatchScreen):
    """What one role knows and may do. Decisions are taken at the facilitator's machine."""

    AUTO_FOCUS = "ChoiceList"

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def compose(self) -> ComposeResult:
        plain = self.room.settings.ascii
        yield Prose("", id="where", classes="title private")
        with Horizontal(id="desk"):
            with Vertical(id="may"):
                yield ChoiceList(id="offers")
                yield Detail(id="detail", ascii=plain)
            yield Known(self._role, id="known", ascii=plain)
            with VerticalScroll(id="told"):
                yield Hanging(id="log")
        yield Prose("", id="notice")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        for pane, title in (("known", "What you know"), ("told", "What has happened")):
            self.query_one(f"#{pane}").border_title = title
        super().on_mount()

    def show_state(self) -> None:
        super().show_state()
        window, role = self.window, self._role
        self.query_one("#where", Prose).update(
            f"Private: {window.table.scenario.roles[role].name}   {heading(window)}   read-only"
        )
        offers = numbered(window.table, window.offers(role), role)
        self.query_one("#may").border_title = "You may" if offers else "Nothing is asked of you now"
        self.query_one("#offers").display = self.query_one("#detail").display = bool(offers)
        self.query_one("#may").set_class(not offers, "-idle")
        closed = numbered_closed(window.table, window.closed(role), role)
        self.query_one(ChoiceList).show([*offer_items(offers), *closed_items(closed)])
        self.query_one(Known).show(window)
        lines = log_lines(window, role) or ["Nothing has happened yet."]
        self.query_one("#log", Hanging).write(
            Item(Content("  " if line.startswith(" ") else ""), Content(line.strip())) for line in lines
        )
        self.query_one("#told", VerticalScroll).scroll_end(animate=False)
        self._show_detail()

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        offers = numbered(self.window.table, self.window.offers(self._role), self._role)
        here = self.query_one(ChoiceList).here
        offer = offers.get(int(here)) if here.isdecimal() else None
        self.query_one(Detail).show(self.window, self._role, offer)
