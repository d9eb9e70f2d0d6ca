"""Card report: a card trial and its tale as text, eighty columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from wargame.content.model.scenario import Card, Scenario
from wargame.content.text.wording import Wording
from wargame.lab.card_story import Tale
from wargame.lab.card_trial import Answer, CardTrial, Margin, Moment, Moved, Outcome

WIDTH = 80
FEW = 5
"""Points of per cent by which the share of an ending must differ to be told."""
LEGEND = (
    "Every exercise goes on from the same row with the card and with no card in that turn, and meets the same cards,"
    " dice and moods after it. Figures are means; from ... to ... is the 95 % interval, and * marks one that leaves out"
    " no difference. Of twenty intervals one misses by luck."
)


def report_card(trial: CardTrial, card: Card, scenario: Scenario, tale: Tale | None) -> str:
    """The whole report, plain text."""
    return "\n".join(_lines(trial, card, scenario, tale)) + "\n"


def _lines(trial: CardTrial, card: Card, scenario: Scenario, tale: Tale | None) -> Iterator[str]:
    yield from _wrapped(f"{trial.title} ({trial.card} of {trial.deck})")
    bots = ", ".join(dict.fromkeys(trial.bots))
    yield from _wrapped(
        f"{scenario.title}, {trial.length}: {trial.turns} turns, {trial.games} exercises among bots ({bots}), "
        f"seed {trial.seed}"
    )
    words = Wording(scenario)
    comes = (
        [f"It comes in turn {trial.scheduled} for certain; what follows is tried all the same."] if card.turn else []
    )
    comes += [f"It can be drawn when {words.condition(card.when)}."] if card.when else []
    for line in comes:
        yield from _wrapped(line)
    for moment in trial.moments:
        yield ""
        yield from _moment(trial, moment, card, scenario)
    if tale is not None:
        yield ""
        yield from _tale(tale)
    yield ""
    yield from _wrapped(LEGEND)


def _moment(trial: CardTrial, moment: Moment, card: Card, scenario: Scenario) -> Iterator[str]:
    yield f"{moment.when.capitalize()}: turn {moment.turn} of {trial.turns}"
    for sentence in _can_come(trial, moment):
        yield from _wrapped(sentence, 2)
    if not moment.measured:
        return
    moved = ", ".join(_moved(one) for one in moment.moved)
    answer = ", with the answer" if moment.asked else ""
    yield from _wrapped(f"At once{answer}: {moved or 'nothing moves'}.", 2)
    if card.response is not None:
        yield from _answers(moment, scenario.roles[card.response.role].name)
    yield from _wrapped(_short(moment, scenario), 2)
    yield from _ends(moment, scenario)
    shifts = [_shift(one) for one in moment.outcomes if abs(one.more.mean) >= FEW and one.id != "question"]
    shifts += [_shift(one) for one in moment.outcomes if one.id == "question"]
    for shift in shifts:
        yield from _wrapped(shift, 2)


def _can_come(trial: CardTrial, moment: Moment) -> Iterator[str]:
    if moment.reached < trial.games:
        over = trial.games - moment.reached
        yield f"{over} of the {trial.games} exercises {'is' if over == 1 else 'are'} over by then."
    if not moment.reached:
        return
    if moment.may == moment.reached:
        yield f"It can come in all {moment.reached}." if moment.reached > 1 else "It can come."
    elif moment.may:
        share = round(100 * moment.may / moment.reached)
        yield f"It can come in {moment.may} of {moment.reached} ({share} %); the figures are those of these."
    else:
        yield (
            f"It can come in none of the {moment.reached}: its condition never holds then. The figures are as if the"
            " facilitator brought it all the same."
        )


def _moved(one: Moved) -> str:
    often = f" (in {round(100 * one.share)} %)" if one.share < 0.995 else ""
    return f"{one.label} {one.without:.1f} -> {one.came:.1f}{often}"


def _answers(moment: Moment, who: str) -> Iterator[str]:
    if moment.asked < moment.measured:
        yield from _wrapped(f"{who} is asked in {moment.asked} of {moment.measured}.", 2)
    if not moment.asked:
        return
    yield f"  {who} answers:"
    for answer in moment.answers:
        said = f"{answer.title}: {answer.chosen} of {answer.open}" + (
            " where it is open" if _partly(answer, moment) else ""
        )
        odds = f", its check succeeds in {answer.odds:.0f} %" if answer.odds is not None else ""
        yield from _wrapped(f"{said}{odds}", 4)


def _partly(answer: Answer, moment: Moment) -> bool:
    return answer.open < moment.asked


def _short(moment: Moment, scenario: Scenario) -> str:
    """What is clear of the end, in words."""
    said = []
    for side in moment.sides:
        if side.more.clear:
            more = "more" if side.more.mean > 0 else "fewer"
            said.append(f"{scenario.roles[side.role].name} has {abs(side.more.mean):.1f} points {more}")
    for one in moment.outcomes:
        if one.more.clear:
            what = "the question comes true" if one.id == "question" else f"{one.title!r} comes"
            said.append(f"{what} {'more' if one.more.mean > 0 else 'less'} often")
    return f"At the end: {', '.join(said) or 'no difference that luck could not make'}."


def _ends(moment: Moment, scenario: Scenario) -> Iterator[str]:
    """Points at the end, a row a role: without the card, then how many more with it, and with each answer."""
    heads = ["points at the end", "without", "with the card"]
    rows = [[scenario.roles[side.role].name, f"{side.without:.1f}", _told(side.more)] for side in moment.sides]
    yield from _table(heads, rows)
    for answer in moment.answers:
        if answer.sides and answer.chosen < moment.asked:
            better = "; ".join(f"{scenario.roles[side.role].name} {_told(side.more)}" for side in answer.sides)
            yield from _wrapped(f"If always {answer.id}: {better}.", 4)


def _told(margin: Margin) -> str:
    """*-5.0 (-9.2 to -0.7) \\**."""
    if margin.low is None or margin.high is None:
        return f"{margin.mean:+.1f}"
    return f"{margin.mean:+.1f} ({margin.low:+.1f} to {margin.high:+.1f}){' *' if margin.clear else ''}"


def _shift(one: Outcome) -> str:
    name = f"The question ({one.title.rstrip('.')})" if one.id == "question" else f"{one.title}"
    came = one.without + one.more.mean
    change = f"{one.without:.0f} % -> {came:.0f} %"
    if one.more.low is None or one.more.high is None:
        return f"{name}: {change}"
    mark = " *" if one.more.clear else ""
    return f"{name}: {change} ({one.more.low:+.0f} to {one.more.high:+.0f}){mark}"


def _tale(tale: Tale) -> Iterator[str]:
    yield f"One of them, turn {tale.turn}"
    if tale.before:
        yield from _wrapped(f"Before: {', '.join(f'{name} {n}' for name, n in tale.before.items())}.", 2)
    for text in tale.told:
        yield from _wrapped(text, 2)
    yield from _wrapped(f"So it ended: {tale.came}.", 2)
    yield from _wrapped(f"Without the card: {tale.without}.", 2)


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(line[i]) for line in (heads, *rows)) for i in range(len(heads))]
    for line in (heads, *rows):
        cells = [
            cell.rjust(width) if i == 1 else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()


def _wrapped(text: str, indent: int = 0) -> list[str]:
    return wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2 * bool(indent)))
