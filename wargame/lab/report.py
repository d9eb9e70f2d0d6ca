"""Report: a balance as text, eighty columns wide, with what lies outside the goals first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from wargame.lab.balance import Balance

SHARE = (25, 45)
TAKEN = (2, 40)
ENDING_LEAST = 1
EARLY_MOST = 10
LEADER_MOST = 65
MOVED_LEAST = 90
"""The goals, in per cent (scenario design, measured numbers)."""
WIDTH = 80
LEGEND = (
    "taken: of the turns in which the action was open. effect: own score at the end, against turns in which it was open"
    " and not taken (observed, not an experiment). moves: in how many of its exercises the card changed something."
)


def warnings(balance: Balance) -> list[str]:
    """What lies outside the goals, one sentence each."""
    out = [
        f"{role.role} has {role.share:.1f} % of the scores (goal {SHARE[0]} to {SHARE[1]} %)"
        for role in balance.roles
        if len(balance.roles) == 3 and not SHARE[0] <= role.share <= SHARE[1]
    ]
    for action in balance.actions:
        if not action.chances:
            out.append(f"the action {action.action} was never open")
        elif not TAKEN[0] <= action.taken <= TAKEN[1]:
            out.append(
                f"the action {action.action} is taken in {action.taken:.1f} % of its chances"
                f" (goal {TAKEN[0]} to {TAKEN[1]} %)"
            )
    out += [
        f"the ending {ending} occurs in {share:.1f} % (goal {ENDING_LEAST} % or more)"
        for ending, share in balance.endings.items()
        if share < ENDING_LEAST
    ]
    if balance.early > EARLY_MOST:
        out.append(f"{balance.early:.1f} % end before two thirds of the turns (goal {EARLY_MOST} % at most)")
    if balance.leader is not None and balance.leader > LEADER_MOST:
        out.append(f"the leader at half time leads at the end in {balance.leader:.1f} % (goal {LEADER_MOST} % at most)")
    for card in balance.cards:
        if card.moved is None:
            out.append(f"the card {card.card} was never drawn")
        elif card.moved < MOVED_LEAST:
            out.append(
                f"the card {card.card} changes something in {card.moved:.1f} % of its draws (goal {MOVED_LEAST} %)"
            )
    return out


def report(balance: Balance) -> str:
    """The whole report, plain text."""
    return "\n".join(_lines(balance)) + "\n"


def _lines(balance: Balance) -> Iterator[str]:
    yield f"{balance.scenario}, {balance.length}: {balance.turns} turns, {balance.games} exercises, seed {balance.seed}"
    yield ""
    found = warnings(balance)
    yield "Outside the goals:" if found else "Everything lies within the goals."
    for warning in found:
        yield from wrap(warning, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield from _table(
        ("role", "bot", "share %", "mean", "sd", "highest %"),
        ((r.role, r.bot, f"{r.share:.1f}", f"{r.mean:.1f}", f"{r.sd:.1f}", f"{r.best:.1f}") for r in balance.roles),
        words=2,
    )
    yield from _table(("ending", "%"), ((name, f"{share:.1f}") for name, share in balance.endings.items()))
    yield ""
    yield f"  ends before two thirds of the turns   {balance.early:5.1f} %"
    yield f"  ends before the last close            {balance.before_last:5.1f} %"
    if balance.leader is not None:
        yield f"  leader at half time leads at the end  {balance.leader:5.1f} %"
    if balance.base_rate is not None:
        yield f"  the question comes true               {balance.base_rate:5.1f} %"
    if balance.deals:
        yield f"  two roles make a deal                 {balance.any_deal:5.1f} %"
    yield from _table(
        ("action", "role", "chances", "taken %", "effect"),
        (
            (a.action, a.role, str(a.chances), f"{a.taken:.1f}", "-" if a.effect is None else f"{a.effect:+.1f}")
            for a in balance.actions
        ),
        words=2,
    )
    if balance.deals:
        yield from _table(
            ("deal", "made %", "broken %"), ((d.form, f"{d.made:.1f}", f"{d.broken:.1f}") for d in balance.deals)
        )
    if balance.checks:
        yield from _table(
            ("check of no role", "succeeds %"), ((name, f"{share:.1f}") for name, share in balance.checks.items())
        )
    yield from _table(
        ("card", "drawn %", "moves %"),
        ((c.card, f"{c.drawn:.1f}", "-" if c.moved is None else f"{c.moved:.1f}") for c in balance.cards),
    )
    yield ""
    yield from wrap(LEGEND, WIDTH)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> Iterator[str]:
    """A blank line and a table; the first ``words`` columns are words, the others numbers."""
    lines = [heads, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    yield ""
    for line in lines:
        cells = [
            cell.ljust(width) if i < words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
