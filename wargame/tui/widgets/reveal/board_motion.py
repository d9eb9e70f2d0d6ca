"""What moves on a public table: the stage of a reveal, the numbers on map and tracks, and the banners after them."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from wargame.exercise.seat import Seat
from wargame.tui.widgets.map.zone_map import ZoneMap
from wargame.tui.widgets.reveal.banner import BannerPane, list_new_banners
from wargame.tui.widgets.reveal.motion import LateFrames, Motion, MovingTogether
from wargame.tui.widgets.reveal.pane import MOVES, RevealPane
from wargame.tui.widgets.tracks import Tracks


class BoardMotion:
    """The movements of one public table. Its widgets are those of ``host``, each of which is there once."""

    def __init__(self, host: Widget, read_seconds: Callable[[], float]) -> None:
        self._map, self._tracks = host.query_one(ZoneMap), host.query_one(Tracks)
        self._banners = host.query_one(BannerPane)
        late = LateFrames()
        self._stage = Motion(host, host.query_one(RevealPane), read_seconds, late)
        self._numbers = Motion(host, MovingTogether(self._map, self._tracks), read_seconds, late)
        self._heard: int | None = None
        """The place in the log up to which banners were shown; None before the board is drawn."""

    @property
    def is_drawn(self) -> bool:
        """Was the board drawn before? What stands there at first is nothing new."""
        return self._heard is not None

    def show_stage(self, *, moves: bool) -> None:
        """Let the stage of a reveal move for a moment if it ``moves``; any other movement of it ends."""
        self._stage.end()
        if moves:
            self._stage.begin(MOVES)

    def show_board(self, seat: Seat, *, may_move: bool) -> None:
        """Draw map and tracks; let the numbers move that have just changed, and show the banners after that.

        ``may_move`` says whether a movement would be seen.
        """
        self._numbers.end()
        self._map.show(seat.build_map())
        self._tracks.show(seat)
        heard, self._heard = self._heard, seat.place
        if heard is None:
            return
        moved = seat.place > heard and (self._map.has_moved or self._tracks.has_moved)
        moves = may_move and moved and self._numbers.begin(MOVES)
        self._banners.show(seat, list_new_banners(seat, heard), after=MOVES if moves else 0)

    def end(self) -> None:
        """End every movement, and take the banners away."""
        self._stage.end()
        self._numbers.end()
        self._banners.end()
