"""The table, which the whole class sees: map, tracks, card, news, and who is asked now.

It draws what observers know.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from wargame.exercise.play.seats import find_bot_name
from wargame.exercise.room.news import list_blocks
from wargame.exercise.seat import Seat
from wargame.exercise.view.asked import NOTHING_ASKED, Asked
from wargame.exercise.view.hearing import HEARING_KINDS
from wargame.exercise.view.reveal import STAGES
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.asked_text import format_asked, format_next_step
from wargame.rules.text.rule_text import begin_sentence
from wargame.session.text.line_text import format_position
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.play.note import NoteScreen, bookmark
from wargame.tui.widgets.card import CardPanel, CardScreen, find_shown_cards
from wargame.tui.widgets.map.zone_map import ZoneMap, format_caption
from wargame.tui.widgets.news import NewsPane, format_news_title
from wargame.tui.widgets.numbers import NumbersPane
from wargame.tui.widgets.reveal.banner import BannerPane
from wargame.tui.widgets.reveal.board_motion import BoardMotion
from wargame.tui.widgets.reveal.pane import RevealPane
from wargame.tui.widgets.role_bar import RoleBar, list_role_states
from wargame.tui.widgets.role_look import colour_by_role, list_role_looks
from wargame.tui.widgets.rolls import Rolls
from wargame.tui.widgets.time_left import TimeLeftText
from wargame.tui.widgets.title import draw_name
from wargame.tui.widgets.tracks import Tracks

EVERY = 5.0
"""The seconds after which it is looked at again whose devices are away."""


def format_heading(seat: Seat) -> str:
    """Return the turn, the phase and the state of the exercise on one line."""
    at = seat.find_position()
    marks = ["PAUSED"] if at.paused else []
    marks += [] if at.recorded else ["practice: nothing is recorded"]
    return ", ".join([format_position(at.turn, at.turns, at.phase, at.over), *marks])


class PromptBar(Static):
    """Show who is asked now, and what Next does. A click does Next; a click on a name opens the desk of this role.

    It draws from the seat of the facilitator, who leads everybody to their desks, in secret phases too.
    """

    def __init__(self, *, ascii: bool = False) -> None:
        self._turn_mark = ">" if ascii else "▶"
        super().__init__("", id="prompt", classes="role-bar", markup=False)
        self._seat: Seat | None = None
        self._asked = NOTHING_ASKED
        self._calls = ""
        self.auto_links = False  # a name that can be clicked keeps its colours

    def show(self, seat: Seat, asked: Asked, calls: str) -> None:
        """Redraw, in the colour of the role that is asked first.

        ``calls`` is the role that Next calls to this keyboard; it is empty if all that are asked decide on devices.
        """
        self._seat, self._asked, self._calls = seat, asked, calls
        colour_by_role(self, seat, next(iter(asked.who), ""))
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return who is asked, shortened to the width."""
        if self._seat is None:
            return Content("")
        said = [self._draw_text(self._seat, brief) for brief in range(4)]
        return next((text for text in said if text.cell_length <= self.content_size.width), said[-1])

    def _draw_text(self, seat: Seat, brief: int) -> Content:
        if seat.find_position().over:
            return Content("The exercise is over. Enter: how it ended")
        asked = self._asked
        if asked.mine:
            return Content(f"{self._turn_mark} Facilitator. Enter: {format_next_step(asked.kind)}")
        looks = list_role_looks(seat)
        parts: list[Content] = []
        for role in asked.who:
            look = looks[role]
            click = Style.from_meta({"@click": f"screen.desk({role!r})"})
            named = brief < 2 or (brief == 2 and not parts)
            name = Content(f" {look.name}" if named else "")
            parts.append(Content.assemble(look.draw_mark_on_plate(), name).stylize(click))
        what = begin_sentence(format_asked(asked.kind))
        more = "" if brief else " still to decide"
        if not self._calls:
            here = (" on their devices. A letter: here", ". A letter: here", "", "")[brief]
            return Content.assemble(f"{self._turn_mark} {what}, waiting for ", Content(", ").join(parts), here)
        first = looks[self._calls]
        enter = first.key if brief > 2 else first.name
        return Content.assemble(f"{self._turn_mark} {what}: ", Content(", ").join(parts), f"{more}. Enter: {enter}")

    async def on_click(self, event: events.Click) -> None:
        """Do the next step."""
        if "@click" not in event.style.meta:
            await self.run_action("screen.next")


class HandedOver(NamedTuple):
    """What is so when the keyboard is handed over: turn and phase, who is asked, and the place in the public log."""

    turn: int
    phase: str
    who: tuple[str, ...]
    place: int


class TableScreen(PlayScreen):
    """The public table. Everything shown here may be read by everybody in the room."""

    WHERE = "table"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("table")
    AT_ONCE = frozenset({"next", "rest", "bookmark", "note", "console", "log", "card", "undo", "leave"})
    CSS_PATH = "table.tcss"
    _news = getters.query_one("#news", VerticalScroll)
    _map = getters.query_one("#map", ZoneMap)
    _picture = getters.query_one("#picture", Horizontal)
    _numbers = getters.query_one("#numbers", VerticalScroll)

    def __init__(self) -> None:
        super().__init__()
        self._legend = ""
        """The legend of the map on one line, for screens on which the map has no room for its own."""
        self._board: BoardMotion | None = None
        self._handed: HandedOver | None = None
        """What was so when a role sat down; None when the table is in front again."""

    @property
    def _public(self) -> Seat:
        """The seat of the room: what everybody may know."""
        return self.room.find_seat(OBSERVER)

    @property
    def _asked(self) -> Asked:
        """What is asked at this keyboard."""
        return self.room.round.find_asked()

    @property
    def _leading(self) -> Seat:
        """The seat of the facilitator, which knows who is asked, in secret phases too."""
        return self.room.find_seat(FACILITATOR)

    @property
    def _at_keyboard(self) -> list[str]:
        """The roles that *Next* calls to this keyboard: those that are asked and not awaited on their devices."""
        devices, who = self.room.devices, self._asked.who
        return [role for role in who if devices is None or not self._waits or not devices.is_there(role)]

    @property
    def _waits(self) -> bool:
        """Does the table wait for teams that have devices here?"""
        return self.room.devices is not None and self.room.waits_for_devices

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        ascii = self.room.settings.ascii
        with Horizontal(id="top"):
            yield Static("", id="name", markup=False)
            yield TimeLeftText(self._public.find_time_left, id="time")
            yield Prose("", id="where")
        yield RoleBar(ascii=ascii, id="roles")
        yield RevealPane(ascii=ascii, id="reveal")
        yield CardPanel(id="card")
        yield Rolls(ascii=ascii, id="rolls")
        with Horizontal(id="picture"):
            yield ZoneMap(ascii=ascii, id="map")
            yield Tracks(ascii=ascii, id="tracks")
        with VerticalScroll(id="numbers"):
            yield NumbersPane(id="rows")
        with VerticalScroll(id="news"):
            yield NewsPane(ascii=ascii, id="sentences")
        yield PromptBar(ascii=ascii)
        yield BannerPane(ascii=ascii)
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.set_class(self.room.settings.ascii, "-ascii")
        self._numbers.display = False
        self.query_one(TimeLeftText).switch(self.room.settings.clock)
        self._board = BoardMotion(self, lambda: self.app.read_seconds())
        if not self._public.build_map().zones:
            self._map.display = False
        self.show_state()
        self.set_interval(EVERY, lambda: self._show_prompt() if self._waits else None)
        self._news.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the parts to the new size."""
        # Below eighty by twenty-four the map is hidden first: the numbers show the same.
        self.set_class(event.size.width < 76, "-slim")
        self.set_class(event.size.height < 22, "-low")
        self.set_class(event.size.height >= 55, "-vast")
        self._show_name()
        self.call_after_refresh(self._show_title)

    def _show_name(self) -> None:
        """Draw the title of the scenario, and the endings that are near as long as they are."""
        if not self.is_built or not self.room.is_playing:  # the exercise was left before the screen was closed
            return
        room = self.size.width - len(format_heading(self._public)) - 4
        room -= 27 * self.query_one(TimeLeftText).is_on
        self.query_one("#name", Static).update(draw_name(self._public, room))

    def _show_title(self) -> None:
        """Draw the title above the news, or the legend of the map if the map has no room for it."""
        if not self.is_built:  # it was closed before this was called
            return
        drawn = self._picture.display and self._map.display
        self._news.border_title = format_news_title(
            "" if self._map.has_legend or not drawn else self._legend, self.size.width
        )

    def show_state(self) -> None:
        """Redraw from the exercise."""
        public = self._public
        self._legend = format_caption(public.build_map(), ascii=self.room.settings.ascii)
        self.query_one("#where", Prose).update(format_heading(public))
        self.query_one(TimeLeftText).show_time()
        self._show_name()
        self._show_reveal(public)
        self._show_roles()
        self.query_one(CardPanel).show(public)
        if self._board is not None:
            self._board.show_board(public, may_move=self._may_move and not self.has_class("-revealing"))
        self.query_one(NumbersPane).show(public)
        news = list_blocks(public)
        self.query_one(NewsPane).show(public, news)
        rolls = news[0].rolls if news and not public.find_reveal().staged else ()
        self.query_one(Rolls).show(public, rolls)
        self.set_class(bool(rolls), "-rolled")
        self.set_class(public.find_position().phase not in ("setup", "inject"), "-settled")
        self._show_prompt()
        self.call_after_refresh(self._show_title)

    def _show_prompt(self) -> None:
        """Draw who is asked, and whether their devices are awaited."""
        if self.is_built and self.room.is_playing:
            self.query_one(PromptBar).show(self._leading, self._asked, next(iter(self._at_keyboard), ""))

    @on(RevealPane.Settled)
    def _show_roles(self) -> None:
        """Draw the bar of the roles; while dice tumble it does not tell what they come to."""
        if not self.is_built or not self.room.is_playing:  # it was left while the dice tumbled
            return
        tumbling = self.query_one(RevealPane).is_moving
        self.query_one(RoleBar).show(
            list_role_states(self._asked, self._public, tumbling=tumbling, together=self._waits)
        )

    @property
    def _may_move(self) -> bool:
        """Would a movement be seen?"""
        return self.room.settings.motion and self.app.screen is self

    def _show_reveal(self, public: Seat) -> None:
        """Show the stage of a reveal in place of the board, as long as there is one."""
        pane = self.query_one(RevealPane)
        changed = pane.show(public)
        staged = public.find_reveal().staged and self._leading.find_asked().kind in ("reveal", *STAGES)
        if staged != self.has_class("-staged"):
            self.set_class(staged, "-staged")
            self.query_one(KeyBar).refresh()
        self.set_class(pane.is_shown, "-revealing")
        if self._board is not None:
            self._board.show_stage(moves=changed and self._may_move)

    # The next step

    def take_key(self, key: events.Key) -> bool:
        """Open the desk of the role with this letter. A role has priority over a command with the same letter."""
        if self._board is not None:
            self._board.end()
        role = next((one for one in self._public.list_roles() if one.key == key.character), None)
        if role is None:
            return super().take_key(key)
        self.action_desk(role.id)
        return True

    def action_next(self) -> None:
        """Do the next step."""
        asked = self._asked
        if self._leading.find_position().over:
            self.room.open("end")
        elif not asked.mine:
            self._call_next(asked)
        elif asked.kind in HEARING_KINDS:
            self.room.open("hearing")
        else:
            self.room.act(FACILITATOR, asked.kind)

    def _call_next(self, asked: Asked) -> None:
        """Open what is asked of the next role that decides at this keyboard; say who is awaited if there is none."""
        at_keyboard = self._at_keyboard
        if at_keyboard:
            self.action_desk(at_keyboard[0])
            return
        roles = [self._leading.find_role(role) for role in asked.who]
        self._show_prompt()
        calls = ", ".join(f"{role.key} for {role.name}" for role in roles)
        self.notify(f"Decided on their own devices. At this keyboard all the same: {calls}.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the rest of a reveal where none is going on by stages."""
        return action != "rest" or self.has_class("-staged")

    def action_rest(self) -> None:
        """Go through what is left of the reveal at once."""
        self.room.show_rest()

    def action_desk(self, role: str) -> None:
        """Open what is asked of a role, or tell that nothing is asked."""
        asked, known = self._asked, self._leading.find_role(role)
        if role not in asked.who:
            self.notify(f"Nothing is asked of {known.name} now. Enter does what comes next.", markup=False)
        elif find_bot_name(known.seat) is not None:  # the role is a bot, and waits for typed dice
            self.room.let_bots_play()
        elif asked.kind in HEARING_KINDS:
            self.room.open("hearing")
        else:
            self.room.open("curtain", role, self._note_hand_over)

    def _note_hand_over(self) -> None:
        """Keep what is so as a role sits down at the keyboard."""
        at = self._public.find_position()
        self._handed = HandedOver(at.turn, at.phase, self._asked.who, self._public.place)

    def on_screen_resume(self) -> None:
        """Hand the keyboard on when a team has decided and the next one is asked in the same phase.

        The room looks at the table first if it has been told something; and whoever left a desk without a decision
        is at the table.
        """
        handed, self._handed = self._handed, None
        if handed is None or not self.room.is_playing:
            return
        at, asked = self._public.find_position(), self._asked
        told = any(entry.told for _, entry in self._public.list_log(handed.place))
        same = (at.turn, at.phase) == (handed.turn, handed.phase) and asked.who != handed.who
        if same and not (asked.mine or told) and self._at_keyboard:
            self.action_desk(self._at_keyboard[0])

    # Other actions

    def action_card(self) -> None:
        """Show the card in full."""
        public = self._public
        cards, asked = find_shown_cards(public), public.find_asked()
        asks = ""
        if cards.now is not None and cards.now.role and asked.kind == "respond":
            asks = f"It asks {public.find_role(cards.now.role).name}: {asked.prompt}"
        self.app.push_screen(CardScreen(cards, asks))

    def action_console(self) -> None:
        """Open the console of the facilitator."""
        self.room.open("console")

    def action_devices(self) -> None:
        """Open the devices of the teams."""
        self.room.open("devices")

    def action_log(self) -> None:
        """Open the public log."""
        self.room.open("log")

    def action_numbers(self) -> None:
        """Switch between map and tracks and their numbers as rows."""
        rows, picture = self._numbers, self._picture
        rows.display, picture.display = not rows.display, not picture.display
        (rows if rows.display else self._news).focus()
        self.call_after_refresh(self._show_title)  # by then the map has its size again

    def action_time(self) -> None:
        """Show the time left, or hide it."""
        settings = self.room.settings
        settings.clock = not settings.clock
        self.query_one(TimeLeftText).switch(settings.clock)
        if self.room.devices is not None:  # the projector shows the clock while the table does
            self.room.devices.hub.changed()

    def action_bookmark(self) -> None:
        """Mark this moment for the debrief."""
        bookmark(self)

    def action_note(self) -> None:
        """Open the form for an observation."""
        self.app.push_screen(NoteScreen())

    def action_undo(self) -> None:
        """Undo the last decision that people took."""
        chair = self.room.find_seat(FACILITATOR)
        last = chair.find_last_own()
        if last:
            self.room.undo(chair.find_undo_place(last))
        else:
            self.notify("There is nothing to undo yet.", markup=False)

    def action_pause(self) -> None:
        """Stop the clocks, or start them again."""
        chair = self.room.find_seat(FACILITATOR)
        verb = "resume" if chair.find_position().paused else "pause"
        self.room.record(lambda: chair.do(verb))

    def action_leave(self) -> None:
        """Save, and go home."""
        self.app.action_exit()
