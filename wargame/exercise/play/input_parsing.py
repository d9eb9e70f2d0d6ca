"""Reads what people type at a prompt.

A name may be an id, a label or the beginning of either, with or without accents and capital letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wargame.likelihood_text import list_likelihood_words
from wargame.rules.chance import find_sum_draw
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.offers import ClosedOffer, Offer, Slot
from wargame.rules.text.offer_text import format_closed_reason, format_domain, format_title, list_slot_labels
from wargame.rules.text.rule_text import format_flag

NEAR = 0.75
"""How alike a word and a typed word must be (0 to 1) for the one to be meant by the other."""
LONGEST_COMPARED = 40
"""A typed text that is longer is compared with nothing: the time for it grows with the square."""


class UnclearError(ValueError):
    """What was typed cannot be read; the message says what would be understood."""


class AmbiguousError(UnclearError):
    """What was typed could mean several things; the message lists them."""


def fold_text(text: str) -> str:
    """Return a text in a form to compare: small letters, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if c in "_-.:" else c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def find_id(text: str, names: Mapping[str, str], what: str, parts: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the id that ``text`` means among ``names`` (label by id): an id, a label, or a part of one that is unique.

    ``what`` is the word for what is named. Where labels are sentences, ``parts`` are the texts read in place of
    the label of each id. Raises `UnclearError` with a list of the names, `AmbiguousError` if several fit.
    """
    wanted = fold_text(text)
    if not wanted:
        raise UnclearError(f"say which {what}: {format_names(names.values())}")
    read = {key: [fold_text(one) for one in (key, *(parts[key] if parts else (names[key],)))] for key in names}
    exact = [key for key, texts in read.items() if wanted in texts]
    if exact:
        return exact[0]
    tests = (str.startswith, str.__contains__, _has_word_starts)
    for test in tests if len(wanted) > 2 else tests[:1]:  # one or two letters are part of nearly every name
        close = [key for key, texts in read.items() if any(test(one, wanted) for one in texts)]
        if len(close) == 1:
            return close[0]
        if close:
            raise AmbiguousError(f"{text!r} could be {format_names(names[key] for key in close)}")
    near = _find_near(wanted, read)
    if near:
        raise UnclearError(f"there is no {what} {text!r} here; is it {' or '.join(names[key] for key in near)}?")
    raise UnclearError(f"there is no {what} {text!r} here; there is {format_names(names.values())}")


def _find_near(wanted: str, read: Mapping[str, Sequence[str]]) -> list[str]:
    """Return up to three keys whose texts, or words of them, are spelt nearly so; those that begin so come first."""
    if len(wanted) > LONGEST_COMPARED:
        return []
    close: dict[str, tuple[bool, float]] = {}
    for key, texts in read.items():
        parts = {part for text in texts for part in (text, *text.split())}
        best = max((SequenceMatcher(None, wanted, part).ratio() for part in parts), default=0.0)
        if best >= NEAR:
            close[key] = (not any(text.startswith(wanted[:3]) for text in texts), -best)
    return sorted(close, key=close.__getitem__)[:3]


def _has_word_starts(label: str, wanted: str) -> bool:
    """Does each wanted word begin a word of the label, in the same order? *run rou* finds *Run the routes*."""
    words = iter(label.split())
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def format_names(names: Iterable[str], most: int = 14) -> str:
    """Names in a list with commas, at most ``most`` of them; how many more there are is said after them."""
    listed = list(names)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def split_because(text: str) -> tuple[str, str]:
    """Return what is done and why: the parts of a line before and after its first *because*."""
    head, _, reason = re.sub(r"(?i)\bbecause\b", "\0", text, count=1).partition("\0")
    return head.strip(), reason.strip()


def split_closes(text: str) -> tuple[str, int]:
    """Return the effects and the number of further closes for which they hold: ``violence -1 for 2 closes``.

    The number is 0 where none is typed.
    """
    found = re.search(r"\bfor\s+(\d)\s*(closes?|turns?)?\s*$", text)
    return (text[: found.start()].strip(), int(found[1])) if found else (text, 0)


def parse_moves(text: str, names: Mapping[str, str]) -> dict[str, int]:
    """Effects such as ``violence -1, partnership +1``: changes by id. Raises `UnclearError`."""
    moves: dict[str, int] = {}
    flags = {format_flag(1): 1, format_flag(0): -1}
    changes = "|".join((r"[+-]\s?\d{1,3}", *map(re.escape, flags)))
    move = re.compile(rf"([^+\-=,;]+?)\s*:?\s*({changes})(?=\s|,|;|$)")
    rest = text.strip().strip("{}")
    while rest:
        found = move.match(rest)
        if not found:
            raise UnclearError(f"{rest!r} is no effect; write a number's name and a change, such as: violence -1")
        name = find_id(found[1], names, "number")
        if name in moves:
            raise UnclearError(f"{names[name]} is named twice")
        moves[name] = flags.get(found[2]) or int(found[2].replace(" ", ""))
        rest = rest[found.end() :].lstrip(" ,;")
    return moves


def number_offers(table: ContentTable, offers: Sequence[Offer], role: str) -> dict[int, Offer]:
    """Offers by the number that people type.

    An action keeps its number in the whole exercise; an argument has the number after the last action.
    """
    actions = [action.id for action in table.scenario.actions if action.role == role]
    out: dict[int, Offer] = {}
    for i, offer in enumerate(offers, start=1):
        if offer.do == "plan":
            out[actions.index(offer.name) + 1] = offer
        elif offer.do == "argue":
            out[len(actions) + 1] = offer
        else:
            out[i] = offer
    return out


def number_closed(table: ContentTable, closed: Sequence[ClosedOffer], role: str) -> list[tuple[int, ClosedOffer]]:
    """Return what is not open now, each action with the number that it has in the whole exercise, all else with 0."""
    actions = [action.id for action in table.scenario.actions if action.role == role]
    return [(actions.index(one.name) + 1 if one.do == "plan" else 0, one) for one in closed]


def find_whole_number(text: str) -> int | None:
    """Return the whole number that a text is, or None; nothing here has a number of more than nine digits."""
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def parse_offer(
    text: str, offers: Mapping[int, Offer], closed: Sequence[tuple[int, ClosedOffer]] = ()
) -> tuple[Offer, str]:
    """Return the offer that a text begins with, by number, verb, id or name, and the rest of the text.

    Raises `UnclearError`, with the reason where the number is ``closed``.
    """
    first, _, rest = text.partition(" ")
    if (number := find_whole_number(first.rstrip("."))) is not None:
        return _find_numbered_offer(number, offers, closed), rest.strip()
    with_verb = {n: offer for n, offer in offers.items() if offer.do == fold_text(first)}
    if len(with_verb) == 1:  # pass, accept, decline, argue
        return next(iter(with_verb.values())), rest.strip()
    if with_verb and rest:  # offer haven, break haven, counter service
        return _find_named_offer(rest.strip(), with_verb)
    return _find_named_offer(text, offers)


def _find_numbered_offer(n: int, offers: Mapping[int, Offer], closed: Sequence[tuple[int, ClosedOffer]]) -> Offer:
    if n in offers:
        return offers[n]
    why = "; ".join(format_closed_reason(one) for number, one in closed if number == n)
    listed = ", ".join(map(str, offers))
    raise UnclearError(f"{n} is not open now{f' ({why})' if why else ''}; open are {listed}")


def _find_named_offer(text: str, offers: Mapping[int, Offer]) -> tuple[Offer, str]:
    """Return the offer whose id is the first word, or whose name the longest run of first words means; and the rest."""
    words = text.split()
    ids = {fold_text(offer.name): offer for offer in offers.values()}
    if words and fold_text(words[0]) in ids:
        return ids[fold_text(words[0])], " ".join(words[1:])
    names = {str(n): format_title(offer) for n, offer in offers.items()}
    for count in range(len(words), 0, -1) if len(text) > 2 else ():  # one or two letters open a desk at the table
        try:
            key = find_id(" ".join(words[:count]), names, "offer")
        except AmbiguousError:
            if count == 1 and len(words[0]) > 1:
                raise
        except UnclearError:
            continue
        else:
            return offers[int(key)], " ".join(words[count:])
    said = f"{text[:40]!r} is no offer; " if text else ""
    raise UnclearError(f"{said}type the number of one in the list, or the beginning of its name")


def fill_slot(slot: Slot, text: str) -> object:
    """Return the value of a slot as it was typed. Raises `UnclearError`."""
    if slot.domain and isinstance(slot.domain[0], bool):
        return fold_text(text) in ("y", "yes", "true", slot.name)
    if slot.domain and isinstance(slot.domain[0], int):
        if not re.fullmatch(r"-?\d{1,4}", text) or int(text) not in slot.domain:
            raise UnclearError(f"{slot.name} must be {format_domain(slot)}")
        return int(text)
    labels = dict(zip(slot.domain, list_slot_labels(slot) or slot.domain, strict=True))
    return find_id(text, labels, slot.name)


_PERCENT = re.compile(r"(\d{1,3})\s*%?")


def parse_percent(text: str) -> int:
    """Return a likelihood in per cent (1 to 99), typed as a number or in ICD-203 words. Raises `UnclearError`."""
    found = _PERCENT.fullmatch(text.strip())
    if found and 1 <= int(found[1]) <= 99:
        return int(found[1])
    likelihoods = list_likelihood_words()
    for one in likelihoods:
        if fold_text(one.words) == fold_text(text):
            return (one.low + one.high) // 2  # the middle of its range
    listed = ", ".join(one.words for one in likelihoods)
    raise UnclearError(f"{text!r} is no estimate; type 1 to 99 per cent, or one of: {listed}")


class Throw(NamedTuple):
    """A throw of two real dice as a draw of 36 (0 to 35). ``summed``: only the sum of the dice is known."""

    got: int
    summed: bool


_SUM = re.compile(r"([0-9]{1,2})")
_SURE_SUM = re.compile(r"(?:=\s*|sum\s+)([0-9]{1,2})|([0-9]{1,2})\s*(?:in all|altogether|sum|all)")
_DICE = re.compile(r"([1-6])(?:\s*[+,;/&-]\s*|\s+and\s+|\s+|)([1-6])")


def parse_throw(text: str) -> Throw:
    """Return a throw of two dice, typed as both (``4 3``, ``4+3``, ``43``) or as their sum (``7``, ``12 in all``).

    Raises `UnclearError`; for 11 and 12, which are a sum and two dice, it asks back.
    """
    typed = " ".join(text.casefold().split())
    found = _SUM.fullmatch(typed)
    if found and int(found[1]) in (11, 12):
        raise UnclearError(f"{typed} in all, or 1 and {typed[1]}? Type {typed} in all, or 1 {typed[1]}")
    found = found or _SURE_SUM.fullmatch(typed)
    if found and 2 <= (total := int(next(filter(None, found.groups())))) <= 12:
        return Throw(find_sum_draw(total), True)
    if found := _DICE.fullmatch(typed):
        return Throw((int(found[1]) - 1) * 6 + int(found[2]) - 1, False)
    raise UnclearError(f"{text!r} is no throw of two dice; type both, such as 4 3, or their sum, such as 7")
