"""Replay: the table at any line of a past session, with who decided what and why, and the offers not taken."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer

from wargame.content.load.problems import ContentError
from wargame.exercise.past_seat import PastSeat, choose_first_viewer, list_viewers, parse_moment
from wargame.exercise.play.clock import SystemClock
from wargame.exercise.play.input_parsing import find_whole_number
from wargame.exercise.room.news import build_piece
from wargame.exercise.view.decision_summary import WHOLE
from wargame.exercise.view.past_session import PastSession
from wargame.rules.model import OBSERVER
from wargame.rules.text.plan_text import format_attempted, format_happened
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.session.chain import JournalError
from wargame.session.known_line import KnownLine
from wargame.session.text.known_line_text import (
    format_decider,
    format_line,
    label_amended_reason,
    list_labelled_words,
    list_left_titles,
)
from wargame.session.text.line_text import format_position, format_time_taken
from wargame.session.text.record_text import format_record
from wargame.tui.after.scrubber import Scrubber, format_legend
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.question_dialogs import ReasonScreen, TroubleScreen
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.card import CardPanel, CardScreen, find_shown_cards
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph
from wargame.tui.widgets.map.zone_map import ROOMY, ZoneMap, format_caption
from wargame.tui.widgets.news import ASCII_MARKS
from wargame.tui.widgets.numbers import NumbersPane
from wargame.tui.widgets.reveal.pane import RevealPane
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.tracks import DIM, Tracks

PACES = (1, 2, 4)
"""Seconds for each decision."""


class ViewerLabel(Prose):
    """The viewer whose view is shown. A click changes to the next viewer."""

    async def on_click(self) -> None:
        """Change the viewer."""
        await self.run_action("screen.eyes")


class ReplayScreen(PlayScreen):
    """A past session from line ``at`` on, as ``viewer`` could know it then. It is read-only."""

    WHERE = "replay"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("replay")
    CSS_PATH = "replay.tcss"
    AUTO_FOCUS = ""
    _numbers = getters.query_one("#numbers", VerticalScroll)
    _picture = getters.query_one("#picture", Horizontal)
    _map = getters.query_one("#map", ZoneMap)
    _words = getters.query_one("#moment", VerticalScroll)

    def __init__(self, past: PastSession, at: int = 1, *, viewer: str = "", undone: bool = False) -> None:
        super().__init__()
        self.past = past
        self._seats: dict[str, PastSeat] = {}
        """The seats that were asked for, by viewer. Each shows the line at which the past session stands."""
        self._viewer = viewer or choose_first_viewer(past)
        self._undone = undone
        self._pace = PACES[1]
        self._timer: Timer | None = None
        self._legend = self._title = ""
        past.go_to(max(1, min(at, past.last)))
        self._load_moments()

    def _load_moments(self) -> None:
        self._moments = self._seat.list_moments(self._undone)
        self._marks = self._seat.list_jump_points(self._undone)
        if not self._seat.may_count:
            self.past.go_to(self._moments[self._find_place(self.past.at) - 1])

    def _find_place(self, n: int) -> int:
        """Return the place of line ``n`` on the scrubber: its number, or that of the moment for who may not count."""
        return n if self._seat.may_count else bisect_right(self._moments, n)

    def _go_to_place(self, place: int) -> None:
        self.go_to(place if self._seat.may_count else self._moments[place - 1])

    @property
    def is_private(self) -> bool:
        """Does the screen show more than everybody knew?"""
        return self._viewer != OBSERVER

    @property
    def _seat(self) -> PastSeat:
        """The seat of the viewer whose view is shown."""
        if self._viewer not in self._seats:
            self._seats[self._viewer] = PastSeat(self.past, self._viewer)
        return self._seats[self._viewer]

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        plain = self.room.settings.ascii
        with Horizontal(id="top"):
            yield Prose(self.past.name, id="name")
            yield Prose("", id="where")
        with Horizontal(id="shown"):
            yield ViewerLabel("", id="eyes")
            yield Prose(format_legend(plain), id="legend")
        yield Scrubber(ascii=plain, id="scrubber")
        with Vertical(id="body"):
            with Vertical(id="then"):
                yield RevealPane(ascii=plain, id="reveal")
                yield CardPanel(id="card")
                with Horizontal(id="picture"):
                    yield ZoneMap(ascii=plain, id="map")
                    yield Tracks(ascii=plain, id="tracks")
                with VerticalScroll(id="numbers", can_focus=False):
                    yield NumbersPane(id="rows")
            with VerticalScroll(id="moment", can_focus=False):
                yield Hanging(fills=True, id="words")
        yield Prose(self.past.trouble, id="trouble")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.set_class(self.room.settings.ascii, "-ascii")
        self.query_one("#trouble").display = bool(self.past.trouble)
        self._numbers.display = False
        self._map.display = bool(self._seat.build_map().zones)
        gc.collect()
        gc.freeze()  # the session stays in memory: the collector should not search it while a user waits for a step
        self.show_state()

    def on_resize(self) -> None:
        """Fit the parts to the new size."""
        self.call_after_refresh(self._show_title)

    def _show_title(self) -> None:
        """Draw the title above the words, or the legend of the map if the map has no room for it."""
        if not self.is_built:  # it was closed before this was called
            return
        drawn = self._map
        small = drawn.display and self._picture.display and 0 < drawn.size.width < ROOMY
        title = self._legend if small else "What was decided"
        if title != self._title:
            self._title = title
            self._words.border_title = Content(title)

    def show_state(self) -> None:
        """Redraw from the exercise."""
        past, seat = self.past, self._seat
        at = seat.find_position()
        where = format_position(at.turn, at.turns, at.phase, at.over)
        self._legend = format_caption(seat.build_map(), ascii=self.room.settings.ascii)
        place, last = self._find_place(past.at), self._find_place(past.last)
        word = "line" if seat.may_count else "moment"
        self.query_one("#where", Prose).update(f"{where}   {word} {place} of {last}", layout=False)
        self._show_eyes()
        marks = [mark._replace(n=self._find_place(mark.n)) for mark in self._marks]
        self.query_one(Scrubber).show(place, self._find_place(self._moments[-1]), marks, word)
        pane = self.query_one(RevealPane)
        pane.show(seat)
        self.set_class(pane.is_shown and seat.find_hearing() is None, "-revealing")
        self.query_one(CardPanel).show(seat)
        self.query_one(ZoneMap).show(seat.build_map())
        self.query_one(Tracks).show(seat)
        if self._numbers.display:
            self.query_one(NumbersPane).show(seat)
        self.query_one("#words", Hanging).write(self._iter_words())
        words = self._words
        if words.scroll_y:
            words.scroll_home(animate=False, immediate=True)
        self._show_title()

    def _show_eyes(self) -> None:
        eyes = self.query_one("#eyes", Prose)
        if self._viewer == WHOLE:
            said = "The whole, secrets too"
        else:
            said = (
                "Public view"
                if self._viewer == OBSERVER
                else f"As known then: {self._seat.find_role(self._viewer).name}"
            )
        running = f"   runs, {self._pace} s" if self._timer is not None else ""
        eyes.update(f"{said}{running}{'   undone too' if self._undone else ''}", layout=False)
        eyes.set_class(self._viewer != OBSERVER, "private")

    # The words

    def _iter_words(self) -> Iterator[MarkedParagraph]:
        seat = self._seat
        told = seat.find_line()
        if told.has_words:
            yield from self._iter_decision(told)
        last = seat.find_last_command() if told.is_record else None
        if last is not None:  # beside a bookmark, for example, the user wants to see the decision
            yield from self._iter_decision(last)
        tried, looks = seat.list_attempts(), list_role_looks(seat)
        if tried:
            heading = f"Attempted in turn {told.turn}, and what became of it"
            yield MarkedParagraph(Content(""), Content.styled(heading, "bold $primary"))
        arrow = "->" if self.room.settings.ascii else "→"
        for one in tried:
            yield MarkedParagraph(
                Content("  "),
                looks[one.role].draw_name() + Content(f": {format_attempted(one)} {arrow} {format_happened(one)}."),
            )
        listed = seat.list_records()
        if listed:
            yield MarkedParagraph(Content(""), Content.styled("Beside it", "bold $primary"))
        for n, record in listed:
            number = f"{n:>4}  " if seat.may_count else "  "
            yield MarkedParagraph(Content.styled(number, DIM), Content(format_record(record)))

    def _iter_decision(self, told: KnownLine) -> Iterator[MarkedParagraph]:
        plain = self.room.settings.ascii
        struck = "strike" if told.undone else ""
        lead = "undone: " if told.undone else ""
        more = ", ".join(filter(None, (format_decider(told), format_time_taken(told.seconds))))
        when = f"Turn {told.turn}, {told.phase}" if told.turn else "Before the first turn"
        text = format_line(told) or "What followed:"
        yield MarkedParagraph(
            Content.styled(f"{ASCII_MARKS['●'] if plain else '●'} ", "bold $primary"),
            Content.assemble(
                (f"{when}: ", DIM), (lead, "bold $error"), (text, f"bold {struck}"), (f" ({more})" if more else "", DIM)
            ),
        )
        later = label_amended_reason(hindsight=told.hindsight)
        for label, said in (("Why", told.because), (later, told.amended), *list_labelled_words(told)):
            if said:
                yield MarkedParagraph(Content.styled(f"  {label}: ", DIM), Content.styled(said, struck))
        if told.left:
            yield MarkedParagraph(
                Content.styled("  Instead of: ", DIM), Content.styled("; ".join(list_left_titles(told)), struck)
            )
        for one in map(build_piece, told.told):
            glyph = ASCII_MARKS[one.mark] if plain else one.mark
            color = {"▲": "$accent", "▼": "$secondary"}.get(one.mark, "$primary")
            text_ = Content.styled(one.text, struck)
            yield MarkedParagraph(
                Content.styled(f"  {glyph} ", f"bold {color}"), text_.stylize("bold", one.start, one.end)
            )

    # Moving

    def go_to(self, n: int) -> None:
        """Go to line ``n``."""
        self.past.go_to(max(1, min(n, self.past.last)))
        self.show_state()

    def _stop_timer(self) -> None:
        """Stop the timer, because the user moves by hand."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Scrubber.Went)
    def go_to_clicked(self, event: Scrubber.Went) -> None:
        """Go to the clicked line."""
        self._stop_timer()
        self._go_to_place(event.n)

    def _find_next(self) -> int | None:
        return next((n for n in self._moments if n > self.past.at), None)

    def action_step_on(self) -> None:
        """Go to the next decision."""
        self._stop_timer()
        if (n := self._find_next()) is not None:
            self.go_to(n)
        else:
            self._show_eyes()
            self.notify("This is the last decision of the file.")

    def action_step_back(self) -> None:
        """Go to the previous decision."""
        self._stop_timer()
        self.go_to(next((n for n in reversed(self._moments) if n < self.past.at), 1))

    def action_first(self) -> None:
        """Go to the first line."""
        self._stop_timer()
        self.go_to(1)

    def action_last(self) -> None:
        """Go to the last decision."""
        self._stop_timer()
        self.go_to(self._moments[-1])

    def action_jump(self, kind: str, way: int) -> None:
        """Go to the next mark of a kind, or to the previous one."""
        self._stop_timer()
        found = [mark.n for mark in self._marks if mark.kind == kind]
        ahead = [n for n in found if n > self.past.at] if way > 0 else [n for n in found[::-1] if n < self.past.at]
        if ahead:
            self.go_to(ahead[0])
        else:
            self._show_eyes()
            self.notify(f"There is no {kind} {'after' if way > 0 else 'before'} this.", markup=False)

    def action_go(self) -> None:
        """Ask for the number of a line, or for a turn and phase, and go there."""
        self._stop_timer()
        ask = ReasonScreen("Go to a moment", self._format_moments(), needed=False)
        self.app.push_screen(ask, self._go_to_typed)

    def _format_moments(self) -> str:
        named = "Its turn and phase, such as 2 plan"
        return f"{named}; or a line, from 1 to {self.past.last}." if self._seat.may_count else f"{named}."

    def _go_to_typed(self, typed: str | None) -> None:
        if not typed:
            return
        try:
            self.go_to(self._seat.find_moment(parse_moment(typed)))
        except LookupError as error:
            self.notify(begin_sentence(end_sentence(str(error))), severity="warning", markup=False)
        except ValueError:
            self._go_to_line(typed)

    def _go_to_line(self, typed: str) -> None:
        if not self._seat.may_count:
            self.notify(self._format_moments(), severity="warning", markup=False)
        elif 1 <= (find_whole_number(typed) or 0) <= self.past.last:
            self.go_to(int(typed))
        else:
            self.notify(f"The lines are 1 to {self.past.last}.", severity="warning", markup=False)

    # Running alone: the only timer of this screen, and only while it runs

    def action_run(self) -> None:
        """Start or stop the timer that goes on to the next decision."""
        if self._timer is not None:
            self._stop_timer()
        elif self._find_next() is None:
            self.notify("This is the last decision of the file.")
        else:
            self._timer = self.set_interval(self._pace, self._tick)
        self._show_eyes()

    def _tick(self) -> None:
        n = self._find_next()
        if n is None:
            self._stop_timer()
            self._show_eyes()
        else:
            self.go_to(n)

    def action_pace(self) -> None:
        """Change the number of seconds between two decisions."""
        self._pace = PACES[(PACES.index(self._pace) + 1) % len(PACES)]
        if self._timer is not None:
            self._stop_timer()
            self._timer = self.set_interval(self._pace, self._tick)
            self._show_eyes()
        else:
            self.notify(f"{self._pace} s a decision; Space lets it run.")

    def on_screen_suspend(self, _: events.ScreenSuspend) -> None:
        """Stop the timer when another screen covers this one."""
        self._stop_timer()

    # Views

    def action_eyes(self) -> None:
        """Change to the next viewer: everything, everybody, each role."""
        eyes = list_viewers(self.past)
        self._set_viewer(eyes[(eyes.index(self._viewer) + 1) % len(eyes)])

    def action_public(self) -> None:
        """Show only what everybody could know."""
        self._set_viewer(OBSERVER)

    def _set_viewer(self, viewer: str) -> None:
        self._viewer = viewer
        self._load_moments()
        self.show_state()

    def action_undone(self) -> None:
        """Switch between stepping through undone decisions and skipping them."""
        self._undone = not self._undone
        if not self._undone and self.past.is_undone(self.past.at):
            self.past.go_to(next(n for n in reversed(self._seat.list_moments()) if n < self.past.at))
        self._load_moments()
        self.show_state()

    def action_words(self, way: int) -> None:
        """Scroll the numbers if they are shown as a table, else the words."""
        words = self._numbers if self._numbers.display else self._words
        (words.scroll_page_down if way > 0 else words.scroll_page_up)(animate=False)

    def action_numbers(self) -> None:
        """Switch between map and tracks and their numbers as rows."""
        rows, picture = self._numbers, self._picture
        rows.display, picture.display = not rows.display, not picture.display
        self.show_state()

    def action_card(self) -> None:
        """Show the card in full."""
        self.app.push_screen(CardScreen(find_shown_cards(self._seat)))

    # Playing on

    def action_fork(self) -> None:
        """Ask for a name, and play on from here in a new file."""
        past = self.past
        self._stop_timer()
        if past.path is None:
            self.notify("This session is recorded nowhere, so nobody can play on from it.", severity="warning")
        elif past.over:
            self.notify("Here the exercise is over. Go back to a moment before its end.", severity="warning")
        else:
            at = self._seat.find_position()
            counts = self._seat.may_count
            here = f"line {past.at}" if counts else format_position(at.turn, at.turns, at.phase, at.over)
            title = f"Play on from {here}: a file of its own, with other luck from here"
            name = f"A name for it (none: {past.name} from line {past.at})" if counts else "A name for it"
            self.app.push_screen(ReasonScreen(title, name, needed=False), self._play_branch)

    def _play_branch(self, name: str | None) -> None:
        if name is None:
            return
        try:
            self.room.play_on(self.past.branch(name, SystemClock()))
        except (JournalError, ContentError) as error:
            self.app.push_screen(TroubleScreen(str(error)))
