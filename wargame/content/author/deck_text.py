"""Edits the text of a deck: finds each card in it, inserts, removes, copies cards, and adds silences.

Only the edited lines change: every other byte stays, with comments, order and line ends. All functions take text and
return text; `wargame.content.author.deck_document` reads and saves the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from textwrap import indent
from typing import Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from wargame.content.check.suppressions import KEY as SILENCE
from wargame.content.load.document import BREAK, split_lines
from wargame.content.load.yaml_reader import make_parser, parse_yaml

_Take = Callable[[], Any]
"""Returns the next event of the parser."""

UNNAMED = "(no id)"


@dataclass(frozen=True, slots=True)
class CardSpan:
    """The place of a card in a text: whole lines from ``start`` to before ``end``, in characters.

    Comments right above the dash belong to the card, and so do comments below it that are indented further than the
    dash.
    """

    id: str
    title: str
    start: int
    end: int

    def shift(self, by: int) -> CardSpan:
        """Return the same span, ``by`` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


def find_card_spans(text: str, file: str = "deck") -> tuple[CardSpan, ...]:
    """Return the places of the cards of a deck, in order. Raises `ContentError` if the text is no YAML.

    The result is empty if the cards do not stand on lines of their own (``cards: [{...}, {...}]``).
    """
    parse_yaml(text, file)  # raises in plain words if the parser would fail
    items = [*_iter_items(text)]
    starts = list_line_starts(text)
    lines = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    cuts: list[CardSpan] = []
    floor = 0
    for at, item in enumerate(items):
        dash = _find_dash(lines, item.line, item.column, floor)
        if dash is None:
            return ()
        first, column = dash
        while first > floor and _find_comment_column(lines[first - 1]) == column:
            first -= 1
        below = items[at + 1].line if at + 1 < len(items) else len(lines)
        last = _find_card_end(lines, item.last, below, column)
        if at + 1 < len(items) and last >= below:
            return ()
        cuts.append(CardSpan(item.id or UNNAMED, item.title, starts[first], starts[last] + len(lines[last])))
        floor = last + 1
    return tuple(cuts)


def restore_line_ends(old: str, new: str) -> str:
    """Return the text ``new`` of an editor with the line ends that ``old`` has.

    An unchanged line keeps its line end; a new line gets the most usual line end of ``old``.
    """
    if new == unify_line_ends(old):
        return old
    if not new:
        return ""
    before, after = old.splitlines(keepends=True), new.split("\n")
    kinds = [line[len(_strip_line_end(line)) :] for line in before]
    usual = max((kind for kind in dict.fromkeys(kinds) if kind), key=kinds.count, default="\n")
    ends = [usual] * len(after)
    if set(kinds) - {usual, ""}:
        for at, was in _iter_line_pairs([_strip_line_end(line) for line in before], after):
            ends[at] = kinds[was] or usual
    if before and not kinds[-1]:
        ends[-1] = ""
    return "".join(line + end for line, end in zip(after, ends, strict=True))


def unify_line_ends(piece: str) -> str:
    """Return a piece of a file for an editor: all line ends equal, none after the last line."""
    return "\n".join(piece.splitlines())


def remove_card(text: str, card: CardSpan) -> str:
    """Return the text without a card and without the blank lines between it and the next one."""
    rest = text[card.end :]
    blank = re.match(r"(?:[ \t]*(?:\r\n|\r|\n))*", rest)
    gap = blank.end() if blank else 0
    if gap == len(rest) or not text[: card.start].strip():
        gap = 0
    return text[: card.start] + rest[gap:]


def insert_card(text: str, cuts: Sequence[CardSpan], card: str, after: int) -> tuple[str, int]:
    """Return the text with a card inserted after another, after a blank line, and the place where it begins.

    ``card`` is a text as `wargame.content.author.new_card.format_card` returns it, at the left edge; it is indented
    like the other cards.
    """
    place = cuts[after]
    newline = _find_usual_newline(text)
    put = indent(card, " " * _find_dash_column(text, place)).replace("\n", newline)
    head = text[: place.end]
    if not head.endswith(("\n", "\r")):
        head += newline
        put = put.removesuffix(newline)
    head += newline
    return head + put + text[place.end :], len(head)


def duplicate_card(text: str, cuts: Sequence[CardSpan], at: int) -> tuple[str, int]:
    """Return the text with a copy of a card under a free id, and the place where the copy begins."""
    one, newline = cuts[at], _find_usual_newline(text)
    piece = text[one.start : one.end]
    if not piece.endswith(("\n", "\r")):
        piece += newline
    name = find_free_name(one.id, {card.id for card in cuts})
    named = re.sub(
        rf"^([ \t]*(?:-[ \t]+)?\{{?[ \t]*id:[ \t]+)([\"']?){re.escape(one.id)}\2(?=[ \t]*(?:[,}}#].*)?\r?$)",
        rf"\g<1>{name}",
        piece,
        count=1,
        flags=re.MULTILINE,
    )
    head = text[: one.end]
    if not head.endswith(("\n", "\r")):
        head += newline
        named = named.removesuffix(newline)
    head += newline
    return head + named + text[one.end :], len(head)


def find_free_name(name: str, taken: Container[str]) -> str:
    """Return the name, or the first free one with a number after it."""
    return next(one for one in (name, *(f"{name}{n}" for n in range(2, 100_000))) if one not in taken)


def add_silence(text: str, card: CardSpan | None, code: str, reason: str) -> str | None:
    """Return the text with a warning silenced on a card, or on the whole deck.

    The result is None if the place for it cannot be found.
    """
    start, end = (card.start, card.end) if card is not None else (0, len(text))
    column = _find_dash_column(text, card) + 2 if card is not None else 0
    piece, newline = text[start:end], _find_usual_newline(text)
    said = f"{code}: {json.dumps(' '.join(reason.split()), ensure_ascii=False)}"
    lead = rf"^(?P<lead>[ \t]{{{column}}}|[ \t]{{{max(column - 2, 0)}}}-[ ])" if column else r"^(?P<lead>)"
    there = re.search(rf"{lead}{SILENCE}:[ \t]*(?P<flow>\{{)?(?P<rest>[^\r\n]*)(?P<end>\r\n|\r|\n|\Z)", piece, re.M)
    if there is None:
        if card is None:
            before = re.search(r"^cards:", text, re.M)
            if before is None:
                return None
            return f"{text[: before.start()]}{SILENCE}: {{{said}}}{newline}{newline}{text[before.start() :]}"
        if not piece.endswith(("\n", "\r")):
            piece += newline
            return f"{text[:start]}{piece}{' ' * column}{SILENCE}: {{{said}}}{text[end:]}"
        return f"{text[:start]}{piece}{' ' * column}{SILENCE}: {{{said}}}{newline}{text[end:]}"
    if there["flow"]:
        at = start + there.start("rest")
        return f"{text[:at]}{said}{'' if there['rest'].lstrip().startswith('}') else ', '}{text[at:]}"
    if there["rest"].strip() and not there["rest"].strip().startswith("#"):
        return None
    at = start + there.end()
    further = re.match(r"[ \t]+", text[at:])
    inner = len(further[0]) if further is not None and len(further[0]) > column else column + 2
    return f"{text[:at]}{' ' * inner}{said}{newline}{text[at:]}"


def find_line_number(text: str, offset: int) -> int:
    """Return the line (from 1) of a character, as problems count lines."""
    return len(split_lines(text[:offset]))


def find_offset(text: str, line: int) -> int:
    """Return the offset at which a line (from 1) begins."""
    starts = list_line_starts(text)
    return starts[min(max(line, 1), len(starts)) - 1]


def list_line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins, as YAML counts lines."""
    return [0, *(found.end() for found in BREAK.finditer(text))]


# The places of cards


@dataclass(slots=True)
class _Item:
    """One item of ``cards`` as the parser sees it; ``last`` is the last line with a part of it."""

    line: int
    column: int
    last: int
    id: str = ""
    title: str = ""


def _iter_items(text: str) -> Iterator[_Item]:
    """Yield the items of the list ``cards`` at the top level of a text."""
    take: _Take = make_parser(text).get_event
    take()  # skip the start of the stream
    if isinstance(take(), StreamEndEvent) or not isinstance(take(), MappingStartEvent):
        return
    while not isinstance(key := take(), MappingEndEvent):
        _skip_value(key, take)
        value = take()
        if not (isinstance(key, ScalarEvent) and key.value == "cards" and isinstance(value, SequenceStartEvent)):
            _skip_value(value, take)
            continue
        while not isinstance(entry := take(), SequenceEndEvent):
            yield _parse_item(entry, take)
        return


def _parse_item(entry: Any, take: _Take) -> _Item:
    mark = entry.start_mark
    item = _Item(mark.line, mark.column, mark.line)
    if not isinstance(entry, MappingStartEvent):
        item.last = _skip_value(entry, take)
        return item
    while not isinstance(key := take(), MappingEndEvent):
        item.last = max(item.last, _skip_value(key, take))
        value = take()
        item.last = max(item.last, _skip_value(value, take))
        if isinstance(key, ScalarEvent) and isinstance(value, ScalarEvent) and key.value in ("id", "title"):
            setattr(item, key.value, value.value)
    if entry.flow_style:
        item.last = max(item.last, _find_last_line(key))
    return item


def _skip_value(event: Any, take: _Take) -> int:
    """Read a value to its end, and return the last line that has a part of it."""
    last, open_ones = _find_last_line(event), [event]
    if not isinstance(event, MappingStartEvent | SequenceStartEvent):
        return last
    while open_ones:
        event = take()
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            open_ones.append(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            if open_ones.pop().flow_style:  # the end mark of a block is where the next thing begins
                last = max(last, _find_last_line(event))
            continue
        last = max(last, _find_last_line(event))
    return last


def _find_last_line(event: Any) -> int:
    mark = event.end_mark
    line: int = mark.line
    return line - 1 if mark.column == 0 and line > event.start_mark.line else line


def _find_dash(lines: Sequence[str], line: int, column: int, floor: int) -> tuple[int, int] | None:
    """Return line and column of the dash before an item; None if something else stands on its line."""
    before = lines[line][:column].rstrip(" ")
    while not before.strip() and line > floor:
        line -= 1
        before = lines[line].partition(" #")[0].rstrip()
        before = "" if before.lstrip().startswith("#") else before
    if before.strip() != "-" or line < floor:
        return None
    return line, len(before) - 1


def _find_comment_column(line: str) -> int:
    """Return the column of the comment that fills a line, or -1."""
    bare = line.lstrip(" ")
    return len(line) - len(bare) if bare.startswith("#") else -1


def _find_card_end(lines: Sequence[str], last: int, below: int, column: int) -> int:
    """Return the last line of a card: comments below that are indented further than its dash belong to it."""
    while last > 0 and not lines[last].strip():
        last -= 1
    for at in range(last + 1, min(below, len(lines))):
        if _find_comment_column(lines[at]) > column:
            last = at
        elif lines[at].strip():
            break
    return last


def _find_dash_column(text: str, card: CardSpan) -> int:
    """Return the column of a card's dash."""
    found = re.search(r"^([ \t]*)-", text[card.start : card.end], re.M)
    return len(found[1]) if found else 0


def _iter_line_pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which line of ``after`` was which line of ``before``: equal lines, and lines typed over."""
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    yield from ((i, i) for i in range(head))
    yield from ((len(after) - 1 - i, len(before) - 1 - i) for i in range(tail))
    match = SequenceMatcher(None, before[head : len(before) - tail], after[head : len(after) - tail], autojunk=False)
    for _, a1, a2, b1, b2 in match.get_opcodes():
        if a2 - a1 == b2 - b1:
            yield from ((head + b1 + i, head + a1 + i) for i in range(a2 - a1))


def _strip_line_end(line: str) -> str:
    return line.splitlines()[0] if line else line


def _find_usual_newline(text: str) -> str:
    """Return the most usual line end of a text."""
    found = re.findall(r"\r\n|\r|\n", text)
    return max(dict.fromkeys(found), key=found.count, default="\n")
