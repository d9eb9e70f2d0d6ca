"""Card report: a card trial and its story as text, eighty columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from wargame.content.model.deck import Card
from wargame.content.model.scenario import Scenario
from wargame.content.text.wording import Wording
from wargame.lab.card_story import CardStory
from wargame.lab.card_trial import CardMargin, CardTrial, NumberShift, OutcomeShift, TrialAnswer, TrialMoment
from wargame.lab.text_table import format_table

WIDTH = 80
FEW = 5
"""By how many points of per cent the share of an ending must change to be reported."""
LEGEND = (
    "Every exercise goes on from the same row with the card and with no card in that turn, and meets the same cards,"
    " dice and moods after it. Figures are means; from ... to ... is the 95 % interval, and * marks one that leaves out"
    " no difference. Of twenty intervals one misses by luck."
)


def format_card_report(trial: CardTrial, card: Card, scenario: Scenario, story: CardStory | None) -> str:
    """Return the whole report as plain text; ``story`` is one of the exercises, if there is one to tell."""
    return "\n".join(_iter_lines(trial, card, scenario, story)) + "\n"


def _iter_lines(trial: CardTrial, card: Card, scenario: Scenario, story: CardStory | None) -> Iterator[str]:
    yield from _wrap_text(f"{trial.title} ({trial.card} of {trial.deck})")
    bots = ", ".join(dict.fromkeys(trial.bots))
    yield from _wrap_text(
        f"{scenario.title}, {trial.length}: {trial.turns} turns, {trial.games} exercises among bots ({bots}), "
        f"seed {trial.seed}"
    )
    words = Wording(scenario)
    comes = (
        [f"It comes in turn {trial.scheduled} for certain; what follows is tried all the same."] if card.turn else []
    )
    comes += [f"It can be drawn when {words.format_condition(card.when)}."] if card.when else []
    for line in comes:
        yield from _wrap_text(line)
    for moment in trial.moments:
        yield ""
        yield from _iter_moment_lines(trial, moment, card, scenario)
    if story is not None:
        yield ""
        yield from _iter_story_lines(story)
    yield ""
    yield from _wrap_text(LEGEND)


def _iter_moment_lines(trial: CardTrial, moment: TrialMoment, card: Card, scenario: Scenario) -> Iterator[str]:
    yield f"{moment.when.capitalize()}: turn {moment.turn} of {trial.turns}"
    for sentence in _iter_arrival_lines(trial, moment):
        yield from _wrap_text(sentence, 2)
    if not moment.measured:
        return
    moved = ", ".join(_format_number_shift(one) for one in moment.moved)
    answer = ", with the answer" if moment.asked else ""
    yield from _wrap_text(f"At once{answer}: {moved or 'nothing moves'}.", 2)
    if card.response is not None:
        yield from _iter_answer_lines(moment, scenario.roles[card.response.role].name)
    yield from _wrap_text(_format_summary(moment, scenario), 2)
    yield from _iter_end_lines(moment, scenario)
    shifts = [
        _format_outcome_shift(one) for one in moment.outcomes if abs(one.more.mean) >= FEW and one.id != "question"
    ]
    shifts += [_format_outcome_shift(one) for one in moment.outcomes if one.id == "question"]
    for shift in shifts:
        yield from _wrap_text(shift, 2)


def _iter_arrival_lines(trial: CardTrial, moment: TrialMoment) -> Iterator[str]:
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


def _format_number_shift(one: NumberShift) -> str:
    often = f" (in {round(100 * one.share)} %)" if one.share < 0.995 else ""
    return f"{one.label} {one.without:.1f} -> {one.came:.1f}{often}"


def _iter_answer_lines(moment: TrialMoment, who: str) -> Iterator[str]:
    if moment.asked < moment.measured:
        yield from _wrap_text(f"{who} is asked in {moment.asked} of {moment.measured}.", 2)
    if not moment.asked:
        return
    yield f"  {who} answers:"
    for answer in moment.answers:
        said = f"{answer.title}: {answer.chosen} of {answer.open}" + (
            " where it is open" if _is_partly_open(answer, moment) else ""
        )
        odds = f", its check succeeds in {answer.odds:.0f} %" if answer.odds is not None else ""
        yield from _wrap_text(f"{said}{odds}", 4)


def _is_partly_open(answer: TrialAnswer, moment: TrialMoment) -> bool:
    return answer.open < moment.asked


def _format_summary(moment: TrialMoment, scenario: Scenario) -> str:
    """Return the clear differences at the end, in words."""
    said = []
    for side in moment.sides:
        if side.more.is_clear:
            more = "more" if side.more.mean > 0 else "fewer"
            said.append(f"{scenario.roles[side.role].name} has {abs(side.more.mean):.1f} points {more}")
    for one in moment.outcomes:
        if one.more.is_clear:
            what = "the question comes true" if one.id == "question" else f"{one.title!r} comes"
            said.append(f"{what} {'more' if one.more.mean > 0 else 'less'} often")
    return f"At the end: {', '.join(said) or 'no difference that luck could not make'}."


def _iter_end_lines(moment: TrialMoment, scenario: Scenario) -> Iterator[str]:
    """The points at the end, a row for each role: without the card, how many more with it, and with each answer."""
    heads = ("points at the end", "without", "with the card")
    rows = [[scenario.roles[side.role].name, f"{side.without:.1f}", _format_margin(side.more)] for side in moment.sides]
    yield from format_table(heads, rows, (1,))
    for answer in moment.answers:
        if answer.sides and answer.chosen < moment.asked:
            better = "; ".join(f"{scenario.roles[side.role].name} {_format_margin(side.more)}" for side in answer.sides)
            yield from _wrap_text(f"If always {answer.id}: {better}.", 4)


def _format_margin(margin: CardMargin) -> str:
    """Return a margin with its interval, and a star if it is clear: *-5.0 (-9.2 to -0.7) \\**."""
    if margin.low is None or margin.high is None:
        return f"{margin.mean:+.1f}"
    return f"{margin.mean:+.1f} ({margin.low:+.1f} to {margin.high:+.1f}){' *' if margin.is_clear else ''}"


def _format_outcome_shift(one: OutcomeShift) -> str:
    name = f"The question ({one.title.rstrip('.')})" if one.id == "question" else f"{one.title}"
    came = one.without + one.more.mean
    change = f"{one.without:.0f} % -> {came:.0f} %"
    if one.more.low is None or one.more.high is None:
        return f"{name}: {change}"
    mark = " *" if one.more.is_clear else ""
    return f"{name}: {change} ({one.more.low:+.0f} to {one.more.high:+.0f}){mark}"


def _iter_story_lines(story: CardStory) -> Iterator[str]:
    yield f"One of them, turn {story.turn}"
    if story.before:
        yield from _wrap_text(f"Before: {', '.join(f'{name} {n}' for name, n in story.before.items())}.", 2)
    for text in story.told:
        yield from _wrap_text(text, 2)
    yield from _wrap_text(f"So it ended: {story.came}.", 2)
    yield from _wrap_text(f"Without the card: {story.without}.", 2)


def _wrap_text(text: str, indent: int = 0) -> list[str]:
    return wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2 * bool(indent)))
