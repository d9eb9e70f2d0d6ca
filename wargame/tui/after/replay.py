"""Replay: the table as it was at any moment of a past session, and who decided what there, why, instead of what."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer

from wargame.content.load.problems import ContentError
from wargame.exercise.play.clock import SystemClock
from wargame.exercise.view.decision_summary import WHOLE, Moment, attempts, beside, first_viewer, moment, took, viewers
from wargame.exercise.view.jump_points import marks
from wargame.exercise.view.narration import called, stands
from wargame.exercise.view.replay import Past
from wargame.rules.table import OBSERVER
from wargame.session.chain import JournalError
from wargame.tui.after.scrubber import Scrubber, legend
from wargame.tui.app.commands import bindings
from wargame.tui.app.question_dialogs import ReasonScreen, TroubleScreen
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.card import CardPanel, CardScreen, on_table
from wargame.tui.widgets.hanging_indent import Hanging, Item
from wargame.tui.widgets.map.zone_map import ROOMY, ZoneMap, caption
from wargame.tui.widgets.news import ASCII_MARKS, piece
from wargame.tui.widgets.numbers import Numbers
from wargame.tui.widgets.tracks import Tracks

PACES = (1, 2, 4)
"""Seconds a decision."""

DIM = "$foreground 80%"


class Eyes(Prose):
    """Through whose eyes the session is shown. A click goes on to the next."""

    async def on_click(self) -> None:
        await self.run_action("screen.eyes")


class ReplayScreen(PlayScreen):
    """A past session. It begins at line ``at`` and is shown as ``viewer`` could know it then; it changes nothing."""

    WHERE = "replay"
    BINDINGS: ClassVar[list[BindingType]] = bindings("replay")
    CSS_PATH = "replay.tcss"
    AUTO_FOCUS = ""

    def __init__(self, past: Past, at: int = 1, *, viewer: str = "", undone: bool = False) -> None:
        super().__init__()
        self.past = past
        self._viewer = viewer or first_viewer(past)
        self._undone = undone
        self._pace = PACES[1]
        self._timer: Timer | None = None
        self._legend = self._title = ""
        past.go(max(1, min(at, past.last)))
        self._list_moments()

    def _list_moments(self) -> None:
        past = self.past
        self._moments = past.moments(self._undone)
        self._marks = marks(past, self._viewer, self._undone)

    def compose(self) -> ComposeResult:
        plain = self.room.settings.ascii
        with Horizontal(id="top"):
            yield Prose(self.past.name, id="name")
            yield Prose("", id="where")
        with Horizontal(id="shown"):
            yield Eyes("", id="eyes")
            yield Prose(legend(plain), id="legend")
        yield Scrubber(ascii=plain, id="scrubber")
        with Vertical(id="body"):
            with Vertical(id="then"):
                yield CardPanel(id="card")
                with Horizontal(id="picture"):
                    yield ZoneMap(ascii=plain, id="map")
                    yield Tracks(self._viewer, ascii=plain, id="tracks")
                with VerticalScroll(id="numbers", can_focus=False):
                    yield Numbers(id="rows")
            with VerticalScroll(id="moment", can_focus=False):
                yield Hanging(fills=True, id="words")
        yield Prose(self.past.trouble, id="trouble")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        self.set_class(self.room.settings.ascii, "-ascii")
        self.query_one("#trouble").display = bool(self.past.trouble)
        self.query_one("#numbers").display = False
        self.query_one("#map").display = bool(self.past.table.scenario.zones)
        gc.collect()
        gc.freeze()  # the session stays: no step should wait while the collector goes through it
        self.show_state()

    def on_resize(self) -> None:
        self.call_after_refresh(self._entitle)

    def _entitle(self) -> None:
        """The line above the words: the map's legend, where the map has no room for its own."""
        drawn = self.query_one("#map")
        small = drawn.display and self.query_one("#picture").display and 0 < drawn.size.width < ROOMY
        title = self._legend if small else "What was decided"
        if title != self._title:
            self._title = title
            self.query_one("#moment").border_title = Content(title)

    def show_state(self) -> None:
        past, viewer = self.past, self._viewer
        self._legend = caption(past, ascii=self.room.settings.ascii)
        self.query_one("#where", Prose).update(f"{stands(past)}   line {past.at} of {past.last}", layout=False)
        self._show_eyes()
        self.query_one(Scrubber).show(past.at, self._moments[-1], self._marks)
        self.query_one(CardPanel).show(past)
        self.query_one(ZoneMap).show(past)
        self.query_one(Tracks).show(past, viewer)
        if self.query_one("#numbers").display:
            self.query_one(Numbers).show(past, viewer)
        self.query_one("#words", Hanging).write(self._words())
        words = self.query_one("#moment", VerticalScroll)
        if words.scroll_y:
            words.scroll_home(animate=False, immediate=True)
        self._entitle()

    def _show_eyes(self) -> None:
        eyes = self.query_one("#eyes", Prose)
        if self._viewer == WHOLE:
            said = "The whole, secrets too"
        else:
            said = "Public view" if self._viewer == OBSERVER else f"As known then: {called(self.past, self._viewer)}"
        running = f"   runs, {self._pace} s" if self._timer is not None else ""
        eyes.update(f"{said}{running}{'   undone too' if self._undone else ''}", layout=False)
        eyes.set_class(self._viewer != OBSERVER, "private")

    # The words

    def _words(self) -> Iterator[Item]:
        past, viewer = self.past, self._viewer
        told = moment(past, viewer)
        if told.decided or told.told:
            yield from self._decision(told)
        if told.record and past.standing:  # a bookmark, say: what it stands beside is what one came to see
            yield from self._decision(moment(past, viewer, past.standing[-1]["n"]))
        tried = attempts(past, viewer)
        line = past.line(past.at)
        if tried and line is not None:
            heading = f"Attempted in turn {line['turn']}, and what became of it"
            yield Item(Content(""), Content.styled(heading, "bold $primary"))
        arrow = "->" if self.room.settings.ascii else "→"
        for one in tried:
            yield Item(
                Content("  "),
                Content.assemble((called(past, one.role), "bold"), f": {one.attempted} {arrow} {one.happened}."),
            )
        listed = beside(past, past.at, viewer)
        if listed:
            yield Item(Content(""), Content.styled("Beside it", "bold $primary"))
        for n, text in listed:
            yield Item(Content.styled(f"{n:>4}  ", DIM), Content(text))

    def _decision(self, told: Moment) -> Iterator[Item]:
        plain = self.room.settings.ascii
        struck = "strike" if told.undone else ""
        lead = "undone: " if told.undone else ""
        more = ", ".join(filter(None, (told.by, took(told.seconds))))
        when = f"Turn {told.turn}, {told.phase}" if told.turn else "Before the first turn"
        text = told.decided or "What followed:"
        yield Item(
            Content.styled(f"{ASCII_MARKS['●'] if plain else '●'} ", "bold $primary"),
            Content.assemble(
                (f"{when}: ", DIM), (lead, "bold $error"), (text, f"bold {struck}"), (f" ({more})" if more else "", DIM)
            ),
        )
        for label, said in (("Why", told.because), ("Why, said later", told.amended), *told.words):
            if said:
                yield Item(Content.styled(f"  {label}: ", DIM), Content.styled(said, struck))
        if told.instead:
            yield Item(Content.styled("  Instead of: ", DIM), Content.styled("; ".join(told.instead), struck))
        for one in map(piece, told.told):
            glyph = ASCII_MARKS[one.mark] if plain else one.mark
            color = {"▲": "$accent", "▼": "$secondary"}.get(one.mark, "$primary")
            text_ = Content.styled(one.text, struck)
            yield Item(Content.styled(f"  {glyph} ", f"bold {color}"), text_.stylize("bold", 0, len(one.what)))

    # Moving

    def go(self, n: int) -> None:
        """Stand at line ``n``."""
        self.past.go(max(1, min(n, self.past.last)))
        self.show_state()

    def _stay(self) -> None:
        """Whoever moves by hand stops what runs by itself."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Scrubber.Went)
    def pointed(self, event: Scrubber.Went) -> None:
        self._stay()
        self.go(event.n)

    def _next(self) -> int | None:
        return next((n for n in self._moments if n > self.past.at), None)

    def action_step_on(self) -> None:
        self._stay()
        if (n := self._next()) is not None:
            self.go(n)
        else:
            self._show_eyes()
            self.notify("This is the last decision of the file.")

    def action_step_back(self) -> None:
        self._stay()
        self.go(next((n for n in reversed(self._moments) if n < self.past.at), 1))

    def action_first(self) -> None:
        self._stay()
        self.go(1)

    def action_last(self) -> None:
        self._stay()
        self.go(self._moments[-1])

    def action_jump(self, kind: str, way: int) -> None:
        """To the next mark of a kind, or to the one before."""
        self._stay()
        found = [mark.n for mark in self._marks if mark.kind == kind]
        ahead = [n for n in found if n > self.past.at] if way > 0 else [n for n in found[::-1] if n < self.past.at]
        if ahead:
            self.go(ahead[0])
        else:
            self._show_eyes()
            self.notify(f"There is no {kind} {'after' if way > 0 else 'before'} this.", markup=False)

    def action_go(self) -> None:
        self._stay()
        ask = ReasonScreen("Go to a line", f"Its number, from 1 to {self.past.last}.", needed=False)
        self.app.push_screen(ask, self._went)

    def _went(self, typed: str | None) -> None:
        if not typed:
            return
        if typed.isdecimal() and 1 <= int(typed) <= self.past.last:
            self.go(int(typed))
        else:
            self.notify(f"The lines are 1 to {self.past.last}.", severity="warning", markup=False)

    # Running by itself: the only timer, and only while it runs

    def action_run(self) -> None:
        if self._timer is not None:
            self._stay()
        elif self._next() is None:
            self.notify("This is the last decision of the file.")
        else:
            self._timer = self.set_interval(self._pace, self._tick)
        self._show_eyes()

    def _tick(self) -> None:
        n = self._next()
        if n is None:
            self._stay()
            self._show_eyes()
        else:
            self.go(n)

    def action_pace(self) -> None:
        self._pace = PACES[(PACES.index(self._pace) + 1) % len(PACES)]
        if self._timer is not None:
            self._stay()
            self._timer = self.set_interval(self._pace, self._tick)
            self._show_eyes()
        else:
            self.notify(f"{self._pace} s a decision; Space lets it run.")

    def on_screen_suspend(self, _: events.ScreenSuspend) -> None:
        self._stay()

    # Seeing

    def action_eyes(self) -> None:
        """On to the next pair of eyes: the whole, everybody's, each role's."""
        eyes = viewers(self.past)
        self._see_as(eyes[(eyes.index(self._viewer) + 1) % len(eyes)])

    def action_public(self) -> None:
        self._see_as(OBSERVER)

    def _see_as(self, viewer: str) -> None:
        self._viewer = viewer
        self._list_moments()
        self.show_state()

    def action_undone(self) -> None:
        self._undone = not self._undone
        if not self._undone and self.past.undone(self.past.at):
            self.past.go(next(n for n in reversed(self.past.moments()) if n < self.past.at))
        self._list_moments()
        self.show_state()

    def action_words(self, way: int) -> None:
        """Scroll what is read: the numbers, while they are shown as a table, or the words."""
        words = self.query_one("#numbers" if self.query_one("#numbers").display else "#moment", VerticalScroll)
        (words.scroll_page_down if way > 0 else words.scroll_page_up)(animate=False)

    def action_numbers(self) -> None:
        """Map and tracks as rows of numbers, or drawn again."""
        rows, picture = self.query_one("#numbers"), self.query_one("#picture")
        rows.display, picture.display = not rows.display, not picture.display
        self.show_state()

    def action_card(self) -> None:
        self.app.push_screen(CardScreen(on_table(self.past)))

    # Playing on

    def action_fork(self) -> None:
        """Ask for a name, and play on from here in a file of its own."""
        past = self.past
        self._stay()
        if past.path is None:
            self.notify("This session is recorded nowhere, so nobody can play on from it.", severity="warning")
        elif past.over:
            self.notify("Here the exercise is over. Go back to a moment before its end.", severity="warning")
        else:
            title = f"Play on from line {past.at}: a file of its own, with other luck from here"
            name = f"A name for it (none: {past.name} from line {past.at})"
            self.app.push_screen(ReasonScreen(title, name, needed=False), self._fork)

    def _fork(self, name: str | None) -> None:
        if name is None:
            return
        try:
            self.room.play_on(self.past.branch(name, SystemClock()))
        except (JournalError, ContentError) as error:
            self.app.push_screen(TroubleScreen(str(error)))
