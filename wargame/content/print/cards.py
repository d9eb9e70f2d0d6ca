"""Prints cards as one HTML file: nine to a page, fronts to be read aloud and backs for the facilitator.

Cards have the size of playing cards (63 by 88 mm), so that one layout fits A4, Letter and card sleeves. Every page of
fronts is followed by the page of their backs, each row mirrored, so that fronts and backs match when the paper is
turned on its long edge. Type shrinks as far as it can be read; a card that is still too long stands in full on a page
at the end.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape as e
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from wargame.content.load.handouts import read_handout
from wargame.content.load.loader import Content
from wargame.content.model.deck import Card, Deck, Option
from wargame.content.print.parts import format_document, format_table, read_stylesheet
from wargame.content.text.card_text import format_frame, list_offer_lines
from wargame.content.text.wording import Wording, begin_sentence, format_citations, format_follow

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height of a page, in millimetres."""

WIDE, HIGH = 63.0, 88.0
"""Width and height of a card, in millimetres."""
ACROSS, DOWN = 3, 3
EDGE = 4.0
"""Free space around the text of a card, in millimetres."""

FRONT_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
BACK_SIZES = (8.0, 7.5, 7.0, 6.75, 6.5, 6.25, 6.0, 5.75, 5.5)
"""Sizes of type in points; the first that fits is used."""

_POINT = 0.3528
_LETTER = 0.53
"""The mean width of a letter in ems: wider than in most typefaces, so that what fits here fits everywhere."""
_LEADING = 1.25


class PrintedParagraph(NamedTuple):
    """A paragraph on a card, with a lead in bold before it, and its indentation in ems."""

    text: str
    lead: str = ""
    indent: float = 0.0
    kind: str = ""


def format_card_sheet(content: Content, deck: Deck, paper: str = "a4", fronts_alone: bool = False) -> str:
    """Return the cards of a deck as one HTML document for ``paper``, a4 or letter. All text is escaped.

    ``fronts_alone``: only what is read aloud, for the hands of players; no answer, effect or word to the facilitator.
    """
    fronts = [_build_front(card, deck, content) for card in deck.cards]
    backs = [_build_back(card, deck, content) for card in deck.cards]
    order = [i for i, card in enumerate(deck.cards) for _ in range(card.copies)]
    pages: list[str] = []
    for first in range(0, len(order), ACROSS * DOWN):
        part: list[int | None] = [*order[first : first + ACROSS * DOWN]]
        part += [None] * (ACROSS * DOWN - len(part))
        pages.append(_format_page([_format_side(fronts, i) for i in part], "fronts"))
        if not fronts_alone:
            pages.append(_format_page([_format_side(backs, i) for i in _iter_mirrored(part)], "backs"))
    pages += [_format_handout(card, content) for card in deck.cards if card.handout is not None]
    count = len(range(0, len(order), ACROSS * DOWN))
    css = read_stylesheet("cards.css") + _format_page_css(paper)
    if fronts_alone:
        pages += [
            _format_full_card(card, side, None) for card, side in zip(deck.cards, fronts, strict=True) if not side.size
        ]
        how = '<div class="how"><p>The fronts of the cards alone: nothing of it is for the facilitator only.</p></div>'
        return format_document(f"{deck.title}: cards", css, [how, *pages])
    long = [i for i in range(len(deck.cards)) if fronts[i].size is None or backs[i].size is None]
    pages.append(_format_card_list(deck, content))
    pages += [_format_full_card(deck.cards[i], fronts[i], backs[i]) for i in long]
    return format_document(f"{deck.title}: cards", css, [_format_instructions(deck, content, count), *pages])


class _CardSide(NamedTuple):
    """One side of a card: class, head, paragraphs, foot, and size of type in points (None: too long)."""

    kind: str
    head: str
    lines: tuple[PrintedParagraph, ...]
    foot: str
    size: float | None
    marks: tuple[str, ...] = ()


def _build_front(card: Card, deck: Deck, content: Content) -> _CardSide:
    to = f"To {content.scenario.roles[card.response.role].name}:" if card.response is not None else ""
    parts = [part for part in card.text.split("\n") if part.strip()]
    lines = [PrintedParagraph(part, "" if n else to) for n, part in enumerate(parts)]
    lines += [PrintedParagraph(card.handout.caption, "Handout:")] if card.handout is not None else []
    foot = begin_sentence(format_citations(card.cites, content.sources, card.ours, card.invented))
    return _fit_side("front", card.title, lines, foot, FRONT_SIZES, _list_marks(card, deck))


def _build_back(card: Card, deck: Deck, content: Content) -> _CardSide:
    lines = list(_iter_back_lines(card, content))
    return _fit_side("back", card.title, lines, card.id, BACK_SIZES, _list_marks(card, deck))


def _list_marks(card: Card, deck: Deck) -> tuple[str, ...]:
    marks = ["contingency"] if deck.contingency else []
    return (*marks, *([f"turn {card.turn}"] if card.turn else []))


def _iter_back_lines(card: Card, content: Content) -> Iterator[PrintedParagraph]:
    words, scenario = Wording(content.scenario), content.scenario
    if card.when:
        yield PrintedParagraph(f"{words.format_condition(card.when)}.", "Can come when")
    if card.effects:
        yield PrintedParagraph(f"{words.format_effects(card.effects)}.", "It does")
    for frame in card.also:
        yield PrintedParagraph(f"{format_frame(frame, words)}.", "Also")
    if card.response is not None:
        response = card.response
        unless = f" (if {words.format_condition(response.when)})" if response.when else ""
        yield PrintedParagraph(response.prompt, f"{scenario.roles[response.role].name}{unless}:")
        for n, option in enumerate(response.options, start=1):
            yield PrintedParagraph(_format_option(option, words), f"{n} {option.title}:", 0.9)
    for follow in card.hearing:
        yield PrintedParagraph(f"{' '.join(format_follow(follow))}.", "After a hearing")
    if card.expect:
        yield PrintedParagraph(card.expect, "Look for")
    for question in card.ask:
        yield PrintedParagraph(question, "Ask")
    if card.notes:
        yield PrintedParagraph(card.notes, "Note")


def _format_option(option: Option, words: Wording) -> str:
    parts = [f"if {words.format_condition(option.when)}"] if option.when else []
    parts += [f"costs {words.format_cost(option)}"] if option.cost else []
    if option.check is not None:
        parts += [words.format_check(option.check), *words.list_bonuses(option.check)]
    parts += list_offer_lines(option, words)
    more = [text for case, text in words.list_outcomes(option) if case in ("shown to all", "ends the exercise")]
    more += [" ".join(format_follow(follow)) for follow in option.inject]
    said = "; ".join([*parts, *more])
    return f"{option.text} [{said}]" if option.text else f"{said}."


# Fitting


def _fit_side(
    kind: str, head: str, lines: list[PrintedParagraph], foot: str, sizes: Sequence[float], marks: tuple[str, ...]
) -> _CardSide:
    size = next(
        (size for size in sizes if _compute_height(kind, head, lines, foot, size, marks) <= HIGH - 2 * EDGE), None
    )
    return _CardSide(kind, head, tuple(lines), foot, size, marks)


def _compute_height(
    kind: str, head: str, lines: Sequence[PrintedParagraph], foot: str, size: float, marks: Sequence[str]
) -> float:
    """Return the height of one side of a card in a size of type, in millimetres; rather too high than too low."""
    top = 12.0 if kind == "front" else 8.5
    height = _count_rows(head, top, bold=True) * top * _POINT * 1.2 + 1.5
    height += 3.6 if marks else 0.0
    height += _count_rows(foot, 6.0) * 6.0 * _POINT * _LEADING + 1.8 if foot else 0.0
    for line in lines:
        text = f"{line.lead} {line.text}" if line.lead else line.text
        height += _count_rows(text, size, line.indent) * size * _POINT * _LEADING + 0.25 * size * _POINT
    return height


def _count_rows(text: str, size: float, indent: float = 0.0, bold: bool = False) -> int:
    em = size * _POINT
    letters = (WIDE - 2 * EDGE - indent * em) / (em * _LETTER * (1.08 if bold else 1.0))
    return max(1, len(wrap(text, max(1, int(letters)))))


# HTML


def _iter_mirrored(cards: Sequence[int | None]) -> Iterator[int | None]:
    """Yield each row in reverse order."""
    for first in range(0, len(cards), ACROSS):
        yield from reversed(cards[first : first + ACROSS])


def _format_side(sides: Sequence[_CardSide], i: int | None) -> str:
    if i is None:
        return '<div class="blank"></div>'
    side = sides[i]
    marks = "".join(f"<span>{e(mark)}</span>" for mark in side.marks)
    head = f'<div class="marks">{marks}</div>' if marks else ""
    head += f'<div class="title">{e(side.head)}</div>'
    if side.size is None:
        body = "<p>Too long for a card: it stands in full at the end of these pages.</p>"
        size = 9.0
    else:
        body, size = "".join(map(_format_paragraph, side.lines)), side.size
    foot = f'<div class="foot">{e(side.foot)}</div>' if side.foot else ""
    kind = f"{side.kind} contingency" if "contingency" in side.marks else side.kind
    return f'<div class="card {kind}">{head}<div class="body" style="font-size: {size:g}pt">{body}</div>{foot}</div>'


def _format_paragraph(line: PrintedParagraph) -> str:
    lead = f"<b>{e(line.lead)}</b> " if line.lead else ""
    style = f' style="padding-left: {line.indent:g}em"' if line.indent else ""
    return f"<p{style}>{lead}{e(line.text)}</p>"


def _format_page(cards: Sequence[str], kind: str) -> str:
    marks = "".join(
        f'<i class="cut down" style="left: {column * WIDE:g}mm; {edge}: -5mm"></i>'
        for column in range(ACROSS + 1)
        for edge in ("top", "bottom")
    )
    marks += "".join(
        f'<i class="cut over" style="top: {row * HIGH:g}mm; {edge}: -5mm"></i>'
        for row in range(DOWN + 1)
        for edge in ("left", "right")
    )
    return f'<section class="{kind}"><div class="grid">{"".join(cards)}{marks}</div></section>'


def _format_page_css(paper: str) -> str:
    wide, high = PAPERS[paper]
    return (
        f"@page {{ size: {wide:g}mm {high:g}mm; margin: 0; }}\n"
        f"section {{ width: {wide:g}mm; height: {high:g}mm; }}\n"
        f".grid {{ left: {(wide - ACROSS * WIDE) / 2:g}mm; top: {(high - DOWN * HIGH) / 2:g}mm; }}\n"
    )


def _format_instructions(deck: Deck, content: Content, pages: int) -> str:
    """Return instructions that only the screen shows: one more page would separate fronts from their backs."""
    sheets = "one sheet" if pages == 1 else f"{pages} sheets"
    return (
        f'<div class="how"><h1>{e(deck.title)}</h1><p>{sheets[0].upper()}{sheets[1:]} of cards and a list. Print on'
        " both sides, turned on the long edge, at 100 %, and cut along the marks. Without such a printer: print the odd"
        " pages, put them in again, print the even ones.</p><p>Read the front aloud; the back is for the facilitator."
        " Draw a card a turn, those with a turn in that turn; what was drawn and chosen is typed into the program"
        f" (<b>wargame play {e(content.scenario.id)} --dice typed</b>). Briefs, offers, boards and forms:"
        f" <b>wargame scenario sheet {e(content.scenario.id)}</b>.</p></div>"
    )


def _format_card_list(deck: Deck, content: Content) -> str:
    """Return a list of all cards, with when each comes and who answers it."""
    roles, words = content.scenario.roles, Wording(content.scenario)
    rows = [
        (
            f"<b>{e(card.id)}</b>",
            e(card.title) + (f" ({card.copies} of it)" if card.copies > 1 else ""),
            e(_format_coming(card, words)),
            e(roles[card.response.role].name) if card.response is not None else "",
        )
        for card in deck.cards
    ]
    about = f"<p>{e(deck.about)}</p>"
    if deck.contingency:
        about += "<p>Contingency cards: never drawn; the facilitator brings them in.</p>"
    size = 9.0 if len(rows) <= 26 else 7.5 if len(rows) <= 45 else 6.5
    listed = format_table(("id", "card", "comes", "who answers"), rows)
    return f'<section class="text" style="font-size: {size:g}pt"><h2>{e(deck.title)}</h2>{about}{listed}</section>'


def _format_coming(card: Card, words: Wording) -> str:
    """Return when a card comes: in its turn, where something brings it, or by its condition."""
    if card.turn:
        return f"turn {card.turn}"
    return words.format_condition(card.when) if card.drawn else "brought by another"


def _format_handout(card: Card, content: Content) -> str:
    """Return a page with the picture of a card, its caption and what is on it."""
    handout = card.handout
    if handout is None:
        return ""
    path = content.handouts.get(handout.sha or "")
    shown = f"<p>It is printed from its own file: {e(handout.file)}</p>"
    kind = _PICTURES.get(Path(handout.file).suffix.lower())
    if path is not None and kind is not None:
        data = b64encode(read_handout(path)).decode()
        shown = (
            f'<img style="max-width: 100%; max-height: 200mm" alt="{e(handout.text)}" src="data:{kind};base64,{data}">'
        )
    title = f"<h2>{e(card.title)}</h2>"
    return f'<section class="text">{title}{shown}<p><b>{e(handout.caption)}</b></p><p>{e(handout.text)}</p></section>'


_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def _format_full_card(card: Card, front: _CardSide, back: _CardSide | None) -> str:
    lines = "".join(map(_format_paragraph, (*front.lines, *(back.lines if back is not None else ()))))
    named = f"<p>{e(card.id)}</p>" if back is not None else ""
    return f'<section class="text"><h2>{e(card.title)}</h2>{lines}<p>{e(front.foot)}</p>{named}</section>'
