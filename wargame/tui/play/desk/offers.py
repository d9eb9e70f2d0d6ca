"""A numbered list to choose from, in groups, with the odds at the right edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.reactive import reactive
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.exercise.view.outlooks import KnownClosed
from wargame.rules.offers import Offer, Slot
from wargame.rules.text.offer_text import format_closed, format_closed_group, format_group, format_odds, format_title
from wargame.tui.widgets.row_diff_text import FittedVisual


class ChoiceItem(NamedTuple):
    """One item of a list: its key, its number or mark, its title, the text at the right, and its group.

    An item without a key can be read and not chosen.
    """

    key: str
    lead: str
    title: str
    tail: str = ""
    group: str = ""


class ChoiceList(OptionList):
    """A list of items. Digits jump to a number. Group headings are shown if there is room for all of them."""

    DEFAULT_CSS = """
    ChoiceList, ChoiceList:focus { border: none; padding: 0; background: transparent; height: 1fr;
        scrollbar-size-vertical: 1; }
    ChoiceList > .option-list--option { padding: 0; }
    ChoiceList > .option-list--option-disabled { color: $primary; text-style: bold; }
    ChoiceList > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: bold; }
    ChoiceList:focus > .option-list--option-highlighted { background: $primary; color: $background; }
    """

    class Paged(Message):
        """Page Up (``by`` -1) or Page Down (1) was pressed, to read more about the item."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._items: tuple[ChoiceItem, ...] = ()
        self._typed = ""
        self._lit: int | None = None
        """The option that was highlighted before."""

    def show(self, items: Sequence[ChoiceItem], at: str = "") -> None:
        """Show these items, with the item ``at``, or else the previous one, highlighted."""
        wanted = at or self.highlighted_key
        self._items = tuple(items)
        self._draw(wanted)

    @property
    def highlighted_key(self) -> str:
        """The key of the highlighted item."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def highlight_item(self, key: str) -> None:
        """Highlight an item."""
        if any(item.key == key for item in self._items):
            self.highlighted = self.get_option_index(key)

    @property
    def is_grouped(self) -> bool:
        """Is there room for all items with their headings?"""
        groups = len(dict.fromkeys(item.group for item in self._items if item.group))
        return groups > 1 and len(self._items) + groups <= self.size.height

    def _draw(self, at: str) -> None:
        options: list[Option] = []
        group = ""
        for item in self._items:
            if item.group != group:
                group = item.group
                options.append(Option(_Heading(group, self), disabled=True))
            options.append(Option(FittedVisual(partial(_draw_item, item)), id=item.key or None, disabled=not item.key))
        self.set_options(options)
        keys = [item.key for item in self._items if item.key]
        if keys:
            self.highlighted = self.get_option_index(at if at in keys else keys[0])

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw only the two items whose look changes."""
        for index in {self._lit, highlighted}:
            if index is not None and index < self.option_count:
                self.refresh_lines(*self._find_rows(index))
        self._lit = highlighted
        super().watch_highlighted(highlighted)

    def _find_rows(self, index: int) -> tuple[int, int]:
        """Return the first row of an option, and how many rows it has."""
        width = self.scrollable_content_region.width
        heights = [cast(Visual, option.prompt).get_height({}, width) for option in self.options[: index + 1]]
        return sum(heights[:-1]), heights[-1]

    def action_page_up(self) -> None:
        """Post that the detail beside the list should scroll up."""
        self.post_message(self.Paged(-1))

    def action_page_down(self) -> None:
        """Post that the detail beside the list should scroll down."""
        self.post_message(self.Paged(1))

    def on_key(self, event: events.Key) -> None:
        """Move the cursor to an option by its number."""
        if event.character is None or not event.character.isdecimal():
            self._typed = ""
            return
        leads = {item.lead: item.key for item in self._items if item.key}
        typed = self._typed + event.character
        self._typed = typed if typed in leads else event.character
        if self._typed in leads:
            self.highlight_item(leads[self._typed])
        event.stop()


class _Heading(FittedVisual):
    """The heading of a group above its items. It takes no room if the list has no room for headings."""

    def __init__(self, group: str, over: ChoiceList) -> None:
        super().__init__(lambda width: Content(group))
        self._over = over

    def get_height(self, rules: RulesMap, width: int) -> int:
        return super().get_height(rules, width) if self._over.is_grouped else 0


def _draw_item(item: ChoiceItem, width: int) -> Content:
    return Content.styled(_format_item(item, width - 1), "" if item.key else "not bold $foreground 80%")


def _format_item(item: ChoiceItem, width: int) -> str:
    """Return the rows of an item: the title wraps under itself, and the text at the right stays there."""
    lead = f"{item.lead:>2} " if item.lead else " "
    room = max(12, width - len(lead) - len(item.tail) - 1)
    words, rows = item.title.split(), [""]
    for word in words:
        if rows[-1] and len(rows[-1]) + 1 + len(word) > room:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    first = f"{lead}{rows[0]:<{room}} {item.tail}"
    return "\n".join([first.rstrip(), *(" " * len(lead) + row for row in rows[1:])])


def list_offer_items(offers: Mapping[int, Offer]) -> list[ChoiceItem]:
    """Return offers by number as items of a list."""
    return [
        ChoiceItem(str(n), str(n), format_title(offer), format_odds(offer), format_group(offer))
        for n, offer in offers.items()
    ]


def list_closed_items(closed: Sequence[KnownClosed]) -> list[ChoiceItem]:
    """Return the offers that members refuse, as items that cannot be chosen."""
    return [ChoiceItem("", str(one.number), format_closed(one.action), group=format_closed_group()) for one in closed]


def list_zone_items(offer: Offer, slot: Slot) -> list[ChoiceItem]:
    """Return the zones to which an offer may go as items, each with its odds."""
    return [
        ChoiceItem(zone, str(n), label, format_odds(offer, zone))
        for n, (zone, label) in enumerate(zip(slot.domain, slot.labels, strict=True), start=1)
    ]
