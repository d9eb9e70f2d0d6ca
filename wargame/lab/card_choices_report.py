"""Card choices as text, eighty columns wide. What is a false choice comes first."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from wargame.lab.card_choices import FEWEST_STATES, SHARE, AnswerFigures, CardChoice, ChoiceFigures
from wargame.lab.text_table import format_table

WIDTH = 80
LEGEND = (
    "Each answer is given in the same states and played on with the same cards, dice and moods. better: of the states,"
    " those in which the role ends with more points than after each other answer, by more than two errors. lead: the"
    " points it has more than the best of the others, on average. met: the states in which the card came by itself; in"
    " the others it was laid on the table. Bots are not people: they say what the numbers hold."
)


def format_choices(found: ChoiceFigures) -> str:
    """Return the figures of all cards as plain text."""
    return "\n".join(_iter_lines(found)) + "\n"


def _iter_lines(found: ChoiceFigures) -> Iterator[str]:
    head = f"{found.scenario}, {found.length}: {found.turns} turns, {len(found.cards)} cards with several answers,"
    yield from wrap(f"{head} {found.pairs} pairs in each state, seed {found.seed}", WIDTH)
    yield ""
    if not found.cards:
        yield "No card asks for one of several answers."
        return
    false = [card for card in found.cards if card.false is not None]
    open_ones = [card for card in false if card.silence is None]
    yield "False choices:" if open_ones else "No answer is better nearly always."
    for card in open_ones:
        yield from _wrap_line(f"card {card.card} of {card.deck}: {_format_false(card)}")
    for card in false:
        if card.silence is not None:
            yield from _wrap_line(f"silenced: card {card.card} of {card.deck}: {_format_false(card)}: {card.silence}")
    few = [card.card for card in found.cards if card.states < FEWEST_STATES]
    if few:
        yield from _wrap_line(f"too few states to say: {', '.join(few)}")
    yield ""
    lines = [line for card in found.cards for line in _iter_answer_cells(card)]
    yield from format_table(("card", "answer", "role", "states", "met", "better %", "lead"), lines, range(3, 7))
    yield ""
    yield from wrap(LEGEND, WIDTH)


def _format_false(card: CardChoice) -> str:
    """Return what makes a card a false choice."""
    answer = next(one for one in card.answers if one.id == card.false)
    return (
        f"{answer.id} is better for {card.role} in {answer.better} of {card.states} states"
        f" (goal {100 * SHARE:.0f} % at most), by {answer.lead or 0:.1f} points"
    )


def _wrap_line(said: str) -> list[str]:
    return wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _iter_answer_cells(card: CardChoice) -> Iterator[tuple[str, ...]]:
    for i, one in enumerate(card.answers):
        name, role, states, met = (card.card, card.role, str(card.states), str(card.met)) if not i else ("", "", "", "")
        yield name, one.id, role, states, met, _format_share(one, card.states), _format_lead(one)


def _format_share(one: AnswerFigures, states: int) -> str:
    return f"{100 * one.better / states:.0f}" if states else "-"


def _format_lead(one: AnswerFigures) -> str:
    return "-" if one.lead is None else f"{one.lead:+.1f}"
