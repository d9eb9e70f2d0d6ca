"""A screen that is read page by page and always shows the number of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button

from wargame.tui.app.screen import KeyBar, PlayScreen, Prose


class Page(NamedTuple):
    """One page: title, and paragraphs as (text, classes).

    With ``for_``, the name of a role, a curtain hides the page at first. ``figure`` builds the drawing below the
    paragraphs. ``id`` is its id in session files, where it is recorded.
    """

    title: str
    body: Sequence[tuple[str, str]]
    for_: str = ""
    figure: Callable[[], Widget] | None = None
    id: str = ""


class PagesScreen(PlayScreen):
    """Show the pages of `list_pages` one after another; after the last page, call `finish`."""

    CSS_PATH = Path(__file__).with_name("paged_screen.tcss")
    AUTO_FOCUS = ""
    FINISH: ClassVar[str] = "Done"
    """The label of the button after the last page."""
    _scroll = getters.query_one("#page", VerticalScroll)

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._open = False
        """Is the curtain before this page open?"""

    @property
    def is_private(self) -> bool:
        """Does an open page of one role stand on the screen?"""
        return bool(self.list_pages()[self._at].for_) and not self.is_covered

    def list_pages(self) -> list[Page]:
        """Return all pages, in order."""
        raise NotImplementedError

    def format_finish(self) -> str:
        """Return the label of the button after the last page."""
        return self.FINISH

    def finish(self) -> None:
        """Go on after the last page."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Horizontal(id="head"):
            yield Prose(id="title", classes="title")
            yield Prose(id="place")
        with VerticalScroll(id="page", can_focus=False):
            yield Prose("")
        with Horizontal(id="turn"):
            yield self._build_button("Page back", "back-page")
            yield self._build_button("Next page", "next-page")
            yield from self.compose_more_buttons()
        yield KeyBar(self.WHERE)

    def compose_more_buttons(self) -> ComposeResult:
        """Yield further buttons beside those that turn the page."""
        yield from ()

    @staticmethod
    def _build_button(text: str, id: str) -> Button:
        """Build a button for the mouse. It takes no focus, because keys turn pages."""
        button = Button(text, id=id, compact=True)
        button.can_focus = False
        button.active_effect_duration = 0  # during the effect further clicks would be lost
        return button

    def on_screen_resume(self) -> None:
        """Redraw when no screen lies over this one any more."""
        self.show_state()

    def show_state(self) -> None:
        """Draw the page that is open, unless another screen lies over this one."""
        if not self.is_current:  # it is redrawn when the user comes back
            return
        self._at = min(self._at, len(self.list_pages()) - 1)
        self.show_page()

    @property
    def page(self) -> Page:
        """The current page."""
        return self.list_pages()[self._at]

    @property
    def is_covered(self) -> bool:
        """Does a closed curtain hide this page?"""
        return bool(self.page.for_) and not self._open

    def show_page(self) -> None:
        """Draw the page that is open, or its curtain."""
        page, count = self.page, len(self.list_pages())
        self.query_one("#title", Prose).update(page.title)
        self.show_place()
        scroll = self._scroll
        scroll.set_class(self.is_covered, "curtain")
        scroll.remove_children()
        scroll.mount(*(Prose(text, classes=classes) for text, classes in self._list_shown()))
        if page.figure is not None and not self.is_covered:
            scroll.mount(page.figure())
        scroll.scroll_home(animate=False)
        self.query_one("#back-page", Button).disabled = self._at == 0
        after = self.format_finish() if self._at == count - 1 else "Next page"
        button = self.query_one("#next-page", Button)
        button.label = f"Open as {page.for_}" if self.is_covered else after
        button.refresh(layout=True)

    def show_place(self) -> None:
        """Draw which page of how many is open."""
        self.query_one("#place", Prose).update(self.format_place())

    def format_place(self) -> str:
        """Return which page of how many is open."""
        return f"{self._at + 1} of {len(self.list_pages())}"

    def _list_shown(self) -> Sequence[tuple[str, str]]:
        page = self.page
        if not self.is_covered:
            return page.body
        return (
            (f"Hand the keyboard to: {page.for_}", "title"),
            (f"For {page.for_} only. Everybody else looks away.", ""),
            ("Enter opens it, PageDown passes it by. F8 covers it again at once.", ""),
        )

    def turn_to(self, at: int) -> None:
        """Turn to a page by its index, or finish after the last one. A private page is covered again."""
        self._open = False
        if at >= len(self.list_pages()):
            self.show_page()
            self.finish()
            return
        self._at = max(at, 0)
        self.show_page()

    @on(Button.Pressed, "#next-page")
    def action_forward(self) -> None:
        """Open the curtain, or turn to the next page."""
        if self.is_covered:
            self._open = True
            self.show_page()
        else:
            self.turn_to(self._at + 1)

    @on(Button.Pressed, "#back-page")
    def action_backward(self) -> None:
        """Turn to the previous page."""
        self.turn_to(self._at - 1)

    def action_page_on(self) -> None:
        """Scroll down; at the end of the page turn to the next one, without opening a curtain."""
        scroll = self._scroll
        if scroll.scroll_offset.y < scroll.max_scroll_y:
            scroll.scroll_page_down(animate=False)
        elif self._at < len(self.list_pages()) - 1:
            self.turn_to(self._at + 1)

    def action_page_back(self) -> None:
        """Scroll up; at the top of the page turn to the previous one."""
        scroll = self._scroll
        if scroll.scroll_offset.y > 0:
            scroll.scroll_page_up(animate=False)
        elif self._at:
            self.turn_to(self._at - 1)

    def action_line_on(self) -> None:
        """Scroll down a line."""
        self._scroll.scroll_down(animate=False)

    def action_line_back(self) -> None:
        """Scroll up a line."""
        self._scroll.scroll_up(animate=False)

    def action_cover(self) -> None:
        """Close the curtain before a private page at once."""
        self._open = False
        self.show_page()
