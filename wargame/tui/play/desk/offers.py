"""A numbered list to choose from, in groups, with the odds at the right edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from textwrap import wrap
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
from wargame.rules.text.deal_text import format_breach_mark
from wargame.rules.text.offer_text import (
    format_closed_group,
    format_closed_note,
    format_group,
    format_odds,
    format_title,
)
from wargame.tui.widgets.row_diff_text import FittedVisual

SHUT = "shut-"
"""The key of an item that can be read and not taken begins so."""


class ChoiceItem(NamedTuple):
    """One item of a list: its key, its number, its title, the text at the right, and its group.

    ``mark`` stands before the number; ``note`` below the title, where there is room for the notes of all items.
    """

    key: str
    lead: str
    title: str
    tail: str = ""
    group: str = ""
    mark: str = ""
    note: str = ""

    @property
    def is_shut(self) -> bool:
        """Can it be read and not taken?"""
        return self.key.startswith(SHUT)


class ChoiceList(OptionList):
    """A list of items. Digits jump to a number. Headings and notes are shown if there is room for all of them."""

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
        self._noted: tuple[object, bool] | None = None
        """Whether there is room for notes, for these items at this size."""

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
        groups = _count_groups(self._items)
        return groups > 1 and len(self._items) + groups <= self.size.height

    @property
    def has_notes(self) -> bool:
        """Is there room for all items with their headings and notes?"""
        width = self.scrollable_content_region.width
        known = self._items, self.size, width
        if self._noted is None or self._noted[0] != known:
            self._noted = known, count_rows(self._items, width) <= self.size.height
        return self._noted[1]

    def _draw(self, at: str) -> None:
        options: list[Option] = []
        group = ""
        for item in self._items:
            if item.group != group:
                group = item.group
                options.append(Option(_Heading(group, self), disabled=True))
            options.append(Option(_Item(item, self), id=item.key))
        self.set_options(options)
        keys = [item.key for item in self._items]
        if keys:
            first = next((item.key for item in self._items if not item.is_shut), keys[0])
            self.highlighted = self.get_option_index(at if at in keys else first)

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
        leads = {item.lead: item.key for item in sorted(self._items, key=lambda one: not one.is_shut) if item.lead}
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


class _Item(FittedVisual):
    """One item of a list, with its note where the list has room for notes. Under the cursor it has no colours."""

    def __init__(self, item: ChoiceItem, within: ChoiceList) -> None:
        super().__init__(partial(_draw_item, item, noted=False, lit=False))
        self._item, self._within = item, within
        self._others: dict[tuple[bool, bool], FittedVisual] = {}

    def list_rows(self, width: int) -> list[Content]:
        noted = bool(self._item.note) and self._within.has_notes
        lit = bool(self._item.mark) and self._within.highlighted_key == self._item.key
        if not noted and not lit:
            return super().list_rows(width)
        if (noted, lit) not in self._others:
            self._others[noted, lit] = FittedVisual(partial(_draw_item, self._item, noted=noted, lit=lit))
        return self._others[noted, lit].list_rows(width)


def count_rows(items: Sequence[ChoiceItem], width: int) -> int:
    """Return how many rows the items take at a width, with their headings and notes."""
    rows = sum(_draw_item(item, width, noted=True, lit=False).plain.count("\n") + 1 for item in items)
    return rows + (_count_groups(items) if _count_groups(items) > 1 else 0)


def _count_groups(items: Sequence[ChoiceItem]) -> int:
    return len(dict.fromkeys(item.group for item in items if item.group))


def _draw_item(item: ChoiceItem, width: int, noted: bool, lit: bool) -> Content:
    """Draw an item. The row under the cursor (``lit``) has colours of its own, on which no other can be read."""
    lead = f"{item.mark + item.lead:>2} " if item.lead or item.mark else " "
    text = _format_item(item, lead, width - 1)
    quiet = "not bold" if lit else "not bold $foreground 80%"
    alarm = "bold" if lit else "bold $error"
    parts: list[tuple[str, str]] = [(lead, quiet if item.is_shut else alarm if item.mark else "")]
    parts.append((text[len(lead) :], quiet if item.is_shut else ""))
    if noted and item.note:
        room = max(12, width - 1 - len(lead))
        note = "\n".join(" " * len(lead) + line for line in wrap(item.note, room))
        parts.append((f"\n{note}", quiet if item.is_shut else alarm))
    return Content.assemble(*parts)


def _format_item(item: ChoiceItem, lead: str, width: int) -> str:
    """Return the rows of an item: the title wraps under itself, and the text at the right stays there."""
    room = max(12, width - len(lead) - len(item.tail) - 1)
    words, rows = item.title.split(), [""]
    for word in words:
        if rows[-1] and len(rows[-1]) + 1 + len(word) > room:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    first = f"{lead}{rows[0]:<{room}} {item.tail}"
    return "\n".join([first.rstrip(), *(" " * len(lead) + row for row in rows[1:])])


def list_offer_items(
    offers: Mapping[int, Offer], closed: Sequence[KnownClosed] = (), ascii: bool = False
) -> list[ChoiceItem]:
    """Return offers by number as items of a list, with those that are not open at their numbers, or else at the end.

    Zones of an open action that are refused are not here: they stand in the list of its zones.
    """
    items = [
        (
            n,
            ChoiceItem(
                str(n),
                str(n),
                format_title(offer),
                format_odds(offer),
                format_group(offer),
                "!" if offer.breaks else "",
                "; ".join(dict.fromkeys(map(format_breach_mark, offer.breaks))),
            ),
        )
        for n, offer in offers.items()
    ]
    by_name: dict[str, list[int]] = {}
    for i, one in enumerate(closed):
        if one.number not in offers:
            by_name.setdefault(one.offer.name, []).append(i)
    for at in by_name.values():
        why = format_closed_note([closed[i].offer for i in at])
        items.append((closed[at[0]].number or len(offers) + 1, _build_shut_item(at[0], closed[at[0]], why, ascii)))
    return [item for _, item in sorted(items, key=itemgetter(0))]


def _build_shut_item(i: int, closed: KnownClosed, why: str, ascii: bool) -> ChoiceItem:
    return ChoiceItem(
        f"{SHUT}{i}",
        str(closed.number or ""),
        closed.offer.title,
        group=closed.offer.section if closed.number else format_closed_group(),
        mark="x" if ascii else "×",
        note=why,
    )


def find_closed(key: str, closed: Sequence[KnownClosed]) -> KnownClosed | None:
    """Return what is not open, by the key of its item; None for the key of an offer."""
    return closed[int(key.removeprefix(SHUT).partition("-")[0])] if key.startswith(SHUT) else None


def list_zone_items(
    offer: Offer, slot: Slot, closed: Sequence[KnownClosed] = (), ascii: bool = False
) -> list[ChoiceItem]:
    """Return the zones to which an offer may go as items, each with its odds; then those that are refused."""
    items = [
        ChoiceItem(zone, str(n), label, format_odds(offer, zone))
        for n, (zone, label) in enumerate(zip(slot.domain, slot.labels, strict=True), start=1)
    ]
    mark = "x" if ascii else "×"
    for i, one in enumerate(closed):
        if one.offer.name == offer.name and one.offer.do == offer.do:
            zones = ((f"{SHUT}{i}-{zone.id}", zone.name) for zone in one.offer.zones)
            why = format_closed_note([one.offer])
            items += [ChoiceItem(key, "", name, mark=mark, note=why) for key, name in zones]
    return items
