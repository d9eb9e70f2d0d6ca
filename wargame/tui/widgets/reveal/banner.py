"""A banner over the whole width, for a second or two. It takes no key: the next one ends it, and is obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from textual.content import Content
from textual.timer import Timer

from wargame.exercise.seat import Seat
from wargame.rules.banners import Banner, BannerKind, find_banners
from wargame.rules.text.banner_text import format_banner_title, list_banner_lines
from wargame.tui.widgets.reveal.block_letters import fit_block
from wargame.tui.widgets.role_look import RoleLook, list_role_looks
from wargame.tui.widgets.row_diff_text import TextRows
from wargame.tui.widgets.tracks import CHANGED, DANGER

STANDS = 1.6
"""The seconds for which a banner stands."""
_EDGES = {
    BannerKind.BRINK: "▞",
    BannerKind.BACK: "▁",
    BannerKind.FLAG: "▌",
    BannerKind.REFUSES: "┃",
    BannerKind.ENDING: "═",
}
"""What the edge of each kind consists of: kinds differ by more than their colour."""
_ASCII = {"▞": "/", "▁": "_", "▌": "#", "┃": "|", "═": "="}


def _wrap_evenly(text: str, width: int) -> list[str]:
    """Break a text into as few lines as fit, of about the same length: no word stands alone on the last one."""
    lines = wrap(text, width)
    least = -(-len(text) // max(len(lines), 1))
    return next((even for n in range(least, width) if len(even := wrap(text, n)) == len(lines)), lines)


def list_new_banners(seat: Seat, since: int) -> list[Banner]:
    """Return the moments in the log of a viewer after the place ``since``."""
    return [banner for _, entry in seat.list_log(since) for banner in find_banners(entry.told)]


class BannerPane(TextRows):
    """The banners that wait, one after the other, in the middle of the screen and over everything else."""

    DEFAULT_CSS = """
    BannerPane { layer: banner; width: 100%; height: auto; display: none; }
    """

    def __init__(self, *, ascii: bool = False) -> None:
        super().__init__(id="banner")
        self._ascii = ascii
        self._waiting: list[Banner] = []
        self._looks: dict[str, RoleLook] = {}
        self._rows: tuple[int, list[Content]] = (0, [])
        self._timer: Timer | None = None

    def show(self, seat: Seat, banners: Iterable[Banner], *, after: float = 0) -> None:
        """Show banners, after those that wait already, and not before so many seconds have passed."""
        self._looks = list_role_looks(seat)
        self._waiting += banners
        if self._waiting and self._timer is None:
            if after:
                self._timer = self.set_timer(after, self._show_next)
            else:
                self._show_next()

    def end(self) -> None:
        """Take every banner away at once."""
        self._waiting.clear()
        self._show_next()

    def _show_next(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.display = bool(self._waiting)
        if not self._waiting:
            return
        width, height = self.screen.size
        self._rows = width, self._draw(self._waiting.pop(0), width, height)
        self.styles.height = len(self._rows[1])
        self.styles.offset = (0, max((height - len(self._rows[1])) // 2, 0))
        self.refresh(layout=True)
        self._timer = self.set_timer(STANDS, self._show_next)

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows of the banner that is shown."""
        return self._rows[1]

    def _draw(self, banner: Banner, width: int, height: int) -> list[Content]:
        style = self._choose_style(banner)
        title = format_banner_title(banner).upper()
        room = max(height - 8, 1)
        letters = None if self._ascii else fit_block(title, width - 4, room, most=2 if height >= 36 else 1)
        edge = _EDGES[banner.kind]
        lines = [line for text in list_banner_lines(banner) for line in _wrap_evenly(text, width - 4)][:4]
        rows = [(_ASCII[edge] if self._ascii else edge) * width, ""]
        rows += [row.center(width) for row in letters] if letters is not None else [title.center(width)]
        rows += ["", *(line.center(width) for line in lines), "", rows[0]]
        return [Content.styled(row.ljust(width)[:width], style) for row in rows]

    def _choose_style(self, banner: Banner) -> str:
        if banner.kind is BannerKind.BRINK:
            return DANGER
        if banner.kind is BannerKind.BACK:
            return "bold $background on $foreground"
        if banner.kind is BannerKind.ENDING:
            return "bold $foreground on $background"
        look = self._looks.get(banner.role)
        return look.plate if look is not None else CHANGED
