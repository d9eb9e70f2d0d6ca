"""Compiles a scenario and its decks into a table.

First what becomes a rule is collected, then the columns are laid out, then rules, objectives and steps are compiled.
Names are resolved here and nowhere later.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from wargame.content.model.deck import Deck
from wargame.content.model.scenario import Scenario
from wargame.rules.chance import list_slots
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.compiler.derived import derive
from wargame.rules.compiler.gates import GateCompiler
from wargame.rules.compiler.layout import build_layout
from wargame.rules.compiler.members import add_consent, list_members
from wargame.rules.compiler.program import write_program
from wargame.rules.compiler.rules import RuleCompiler
from wargame.rules.compiler.sources import Sources, collect_sources
from wargame.rules.compiler.step_tables import add_step_tables
from wargame.rules.model import FAR, OBSERVER, OPEN, CompiledMember, Consent, Gate, Objective, Rule, Term, Weight
from wargame.rules.row import TURN
from wargame.rules.view import build_mask, list_hidden_columns


def compile_table(
    scenario: Scenario,
    decks: Sequence[Deck],
    length: str,
    paced: bool = True,
    staged: bool = False,
    instead: bool = False,
) -> ContentTable:
    """Return the table of a scenario at one length, with a facilitator (``paced``) or without.

    ``staged``: the facilitator goes through the reveal plan by plan, where there is one and plans are made together.
    ``instead``: who counters an offer makes no offer of its own in that turn, where two roles can make deals.
    Raises `KeyError` for a length that the scenario does not have.
    """
    sources = collect_sources(scenario, decks, length, paced, staged)
    layout = build_layout(sources)
    derived = derive(scenario, layout.columns, layout.index, sources.turns)
    gates = GateCompiler(scenario, layout, derived)
    members = list_members(scenario, layout.index, gates.build_gate)
    compiler = RuleCompiler(sources, layout, gates)
    rules, consents = _add_consents(compiler.compile_rules(), sources, members)
    unit, objectives = _build_objectives(scenario, gates)
    card_gates = tuple(gates.build_gate(card.when) if card.drawn else NEVER for card in sources.cards)
    roles = tuple(scenario.roles)
    hidden = {role: list_hidden_columns(layout.columns, role) for role in (*roles, OBSERVER)}
    table = ContentTable(
        scenario=scenario,
        length=length,
        turns=sources.turns,
        paced=paced,
        columns=layout.columns,
        index=layout.index,
        at=layout.at,
        derived=derived,
        numbers=gates.numbers,
        roles=roles,
        order=tuple(roles.index(role) for role in scenario.order),
        rules=rules,
        rule_at={rule.name: i for i, rule in enumerate(rules)},
        actions=sources.actions,
        action_of=sources.action_of,
        holds=tuple(_find_hold_rule(scenario, rules, mine) for mine in sources.actions),
        cards=sources.cards,
        entries=sources.entries,
        reserve=sources.reserve,
        card_rules=sources.card_rules,
        card_gates=card_gates,
        option_rules=sources.option_rules,
        response_gates=tuple(
            gates.build_gate(card.response.when) if card.response is not None else OPEN for card in sources.cards
        ),
        forms=tuple(scenario.deals),
        form_rules=sources.form_rules,
        form_gates=tuple((gates.build_gate(form.when), gates.build_exception(form.lapses)) for form in scenario.deals),
        upkeep=sources.upkeep,
        endings=tuple((ending, gates.build_gate(ending.when)) for ending in scenario.endings),
        truth=gates.build_gate(scenario.question.true_when) if scenario.question is not None else None,
        objectives=objectives,
        unit=unit,
        slots={slot: i for i, slot in enumerate(list_slots(roles))},
        simple=not paced and all(gate is OPEN for gate in card_gates) and not any(c.turn for c in sources.cards),
        ticks=paced or any(rule.lasts for rule in rules) or any(form.stands for form in scenario.deals),
        hidden=hidden,
        masks={role: build_mask(columns) for role, columns in hidden.items()},
        heard=compiler.list_heard(),
        members=members,
        consents=consents,
        rates=tuple(gates.build_gate(rate.when) for rate in scenario.rates),
        upkeep_of=sources.upkeep_of,
        instead=instead and any(len(form.between) > 1 for form in scenario.deals),
    )
    return write_program(add_step_tables(table), sources.follows)


NEVER = Gate((Term(TURN, FAR, FAR),))
"""The gate of a card that is never drawn: no turn has that number."""


def _add_consents(
    rules: Sequence[Rule], sources: Sources, members: Sequence[CompiledMember]
) -> tuple[tuple[Rule, ...], dict[int, Consent]]:
    """Return the rules, with the refusals of members in the gates of actions, and the consents by rule."""
    out, consents = list(rules), {}
    for at, action in enumerate(sources.action_of):
        out[at], consent = add_consent(out[at], action, members)
        if consent is not None:
            consents[at] = consent
    return tuple(out), consents


def _find_hold_rule(scenario: Scenario, rules: Sequence[Rule], mine: Sequence[int]) -> int:
    """Return the rule of a role that cannot pay: its first action that is free, certain, repeatable and without a zone.

    Returns -1 for a role without such an action.
    """
    ids = {action.id: action for action in scenario.actions}
    for at in mine:
        rule = rules[at]
        action = ids.get(rule.name)
        if action is not None and action.repeat and not rule.cost and not rule.target and rule.gate is OPEN:
            return at
    return -1


def _build_objectives(scenario: Scenario, gates: GateCompiler) -> tuple[int, tuple[Objective, ...]]:
    """Return into how many parts a point is divided, and the objectives of all roles."""
    listed = [(r, o) for r, role in enumerate(scenario.roles.values()) for o in role.objectives]
    fractions = [f for _, o in listed for f in (o.base, *o.points.values(), *(a.points for a in o.awards))]
    unit = lcm(*(f.denominator for f in fractions)) if fractions else 1
    out = [
        Objective(
            id=o.id,
            title=o.title,
            text=o.text,
            role=role,
            secret=o.secret,
            base=int(o.base * unit),
            weights=tuple(Weight(gates.numbers[name], int(f * unit)) for name, f in o.points.items()),
            awards=tuple((gates.build_gate(a.when), int(a.points * unit)) for a in o.awards),
            cap=o.max * unit if o.max is not None else -1,
        )
        for role, o in listed
    ]
    return unit, tuple(out)
