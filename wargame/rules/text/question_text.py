"""Says what exactly makes the question of a scenario true."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.rules.model import Table
from wargame.rules.naming import name_condition
from wargame.rules.text.rule_text import format_sole_condition


def format_criterion(table: Table) -> str:
    """Return what makes the question true at the end: *True at the end with Nexus 4 or more.* Empty without one."""
    if table.truth is None:
        return ""
    return fill(
        "True at the end with {condition}.", condition=format_sole_condition(name_condition(table, table.truth))
    )
