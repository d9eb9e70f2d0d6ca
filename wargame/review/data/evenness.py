"""Counts how the facilitator ruled on each role, and under which hat (docs/procedures.md §1).

A *ruling* for or against a role is one of these decisions of the facilitator, as far as it stands:

- On the role's argument: *allow* (it happens without dice) and *succeed* are for it, *veto* and *fail* against it.
  *weigh* is neither, since the dice decide; its modifier is counted apart. *settle* is compared with what *apply* would
  have done: more of the changes that the role asked for is for it, less is against it, as much is neither.
- *overrule* of the role's result: turned into a success it is for the role, into a failure against it.
- *rule*, *set* and any other power that changes numbers are for every role whose points they raise at that moment, and
  against every role whose points they lower: one such intervention can count for one role and against another.

Cards injected, skipped or deferred, rulings lifted and the end of play are for or against nobody: their results come
from chance and from the roles' own decisions. They are interventions, and count under their hat. An even facilitator
need not give even figures: a role may argue badly. Uneven figures are a question to the facilitator, not an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wargame.exercise.play.run_of_show import HATS
from wargame.exercise.view.window import Window
from wargame.review.data.report import Evenness
from wargame.rules.model import FACILITATOR
from wargame.rules.picks import HearingOutcome
from wargame.rules.powers import RESULT_POWERS, find_power, is_power
from wargame.rules.row import Row
from wargame.rules.score import compute_score
from wargame.rules.step import Result
from wargame.session.events import RecordedDraw
from wargame.session.records import CommandLine, Undo

FOR = {"allow": 1, "succeed": 1, "veto": -1, "fail": -1}
"""Rulings on an argument that are for (1) or against (-1) the role that made it."""
HEARD = frozenset({*FOR, "weigh", "apply", "settle"})
"""Every ruling that a facilitator may make on an argument."""
NO_HAT = "no hat named"


def compute_evenness(window: Window) -> tuple[Evenness, ...]:
    """Return how even the facilitator was towards each role, in the scenario's order of roles."""
    rulings: dict[str, Counter[int]] = {role: Counter() for role in window.table.roles}
    granted: dict[str, list[int]] = {role: [] for role in window.table.roles}
    for line in window.standing:
        if line.role != FACILITATOR:
            continue
        for role, sign in _iter_leanings(window, line):
            rulings[role][sign] += 1
        if line.do == "weigh":
            granted[window.find_arguing_role(line.n)] += [
                event.plus for event in line.events if isinstance(event, RecordedDraw) and event.target
            ]
    out = []
    for at, role in enumerate(window.table.roles):
        own = [line for line in window.standing if line.role == role]
        plus = granted[role]
        out.append(
            Evenness(
                role=role,
                name=window.table.find_role_name(at),
                rulings_for=rulings[role][1],
                rulings_against=rulings[role][-1],
                arguments=sum(line.do == "argue" for line in own),
                mean_modifier=sum(plus) / len(plus) if plus else None,
                seconds=sum(line.seconds for line in own),
            )
        )
    return tuple(out)


def count_hats(window: Window) -> tuple[tuple[str, int], ...]:
    """Count rulings and interventions, undone ones too, by the hat they were made under.

    Hats without any are left out.
    """
    counts: Counter[str] = Counter()
    for line in window.standing:
        if line.role == FACILITATOR and (line.do in HEARD or is_power(window.table, line.do)):
            counts[_find_hat(line)] += 1
    counts.update(_find_hat(line) for line in window.list_records(Undo))
    return tuple((name, counts[name]) for name in (*HATS.values(), NO_HAT) if counts[name])


def _find_hat(line: CommandLine | Undo) -> str:
    return HATS.get(line.hat, NO_HAT)


def _iter_leanings(window: Window, line: CommandLine) -> Iterator[tuple[str, int]]:
    """Yield each role that a line of the facilitator is for (1) or against (-1)."""
    do = line.do
    if do in FOR:
        yield window.find_arguing_role(line.n), FOR[do]
    elif do == "settle":
        role = window.find_arguing_role(line.n)
        if sign := _compute_settled_sign(window, line, role):
            yield role, sign
    elif do in RESULT_POWERS:
        role = line.args["role"]
        table = window.table
        now = line.events.find_change(table.columns[table.at.result[table.roles.index(role)]].name)
        yield role, 1 if now is not None and now.after == Result.SUCCESS else -1
    elif (power := find_power(do)) is not None and power.part:
        before = window.find_row_before(line.n)
        after = _compute_moved_row(window, line, before, power.part)
        for at, role in enumerate(window.table.roles):
            gained = compute_score(window.table, after, at) - compute_score(window.table, before, at)
            if gained:
                yield role, 1 if gained > 0 else -1


def _compute_settled_sign(window: Window, line: CommandLine, role: str) -> int:
    """Return 1 if a ruling gave the role more of the changes it asked for than *apply* would have, -1 if less, else 0.

    A number counts in the direction in which the role asked for it. A size that also holds for later closes counts once
    for each of them.
    """
    row, at = window.find_row_before(line.n), window.table.at
    asked = [(row[number], row[size]) for number, size in at.argument[window.table.roles.index(role)].effects]
    given = line.args["effects"]
    times = 1 + line.args["closes"]
    succeeded = row[at.get_hearing().outcome] == HearingOutcome.SUCCESS
    more = 0
    for number, size in asked:
        if number:
            got = given.get(window.table.columns[number - 1].name, 0) * times
            more += (got - (size if succeeded else 0)) * (1 if size > 0 else -1)
    return (more > 0) - (more < 0)


def _compute_moved_row(window: Window, line: CommandLine, before: Row, part: str) -> Row:
    """Return the row before an intervention with only those numbers changed that the intervention itself moved."""
    after = before[:]
    for change in line.events.iter_changes():
        if change.part == part:
            after[window.table.index[change.what]] = change.after
    return after
