"""Under which name a viewer sees an action: its own, or the cover that the scenario gives it for everybody else."""

from __future__ import annotations

from wargame.rules.model import FACILITATOR, Rule, Table


def find_cover(table: Table, rule: Rule, viewer: str) -> str:
    """Return the cover of the action of a rule; empty where it has none, or where the viewer sees behind it.

    The role that acts sees behind it, and so does the facilitator.
    """
    at = table.rule_at.get(rule.name, -1)
    if not 0 <= at < len(table.action_of) or viewer in (FACILITATOR, table.roles[rule.owner]):
        return ""
    return table.scenario.actions[table.action_of[at]].cover or ""


def name_seen_rule(table: Table, rule: Rule, viewer: str) -> tuple[str, str]:
    """Return name and title of a rule as a viewer sees them. Behind a cover the name tells only the role."""
    cover = find_cover(table, rule, viewer)
    return (f"cover.{table.roles[rule.owner]}", cover) if cover else (rule.name, rule.title)
