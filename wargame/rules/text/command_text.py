"""Commands in words, for one viewer: what was decided, without its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.likelihood import format_likelihood
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.powers import find_power
from wargame.rules.text.power_text import format_power_use
from wargame.rules.text.rule_text import format_moves

_VERBS: Mapping[str, str] = {
    "pass": "makes no offer",
    "accept": "accepts",
    "decline": "declines",
    "begin": "begins the exercise",
    "reveal": "reveals the plans",
    "close": "closes the turn",
    "next": "goes on to the next turn",
    "stand": "stands by the argument",
    "withdraw": "withdraws the argument",
    "veto": "vetoes the argument",
    "allow": "lets the argument happen without dice",
    "succeed": "rules that it succeeds",
    "fail": "rules that it fails",
    "apply": "rules as it stands",
}


def format_command(table: Table, do: str, args: Mapping[str, Any], viewer: str = FACILITATOR) -> str:
    """Return a command in words, for a viewer: *plans Interdict at Plaza Juárez*, *offers Safe haven*, *passes*."""
    scenario = table.scenario
    if do == "plan":
        title = next((a.title for a in scenario.actions if a.id == args.get("action")), str(args.get("action")))
        zone = scenario.zones.get(str(args.get("zone")))
        return f"plans {title}" + (f" at {zone.name}" if zone is not None else "")
    if do == "respond":
        titles = {o.id: o.title for card in table.cards if card.response for o in card.response.options}
        return f"answers the card: {titles.get(str(args.get('option')), '')}"
    if do in ("offer", "break", "counter"):
        title = next((f.title for f in table.forms if f.id == args.get("form")), str(args.get("form")))
        return f"{ {'offer': 'offers', 'break': 'breaks off', 'counter': 'counters with'}[do] } {title}".replace(
            "  ", " "
        )
    if do == "estimate":
        percent = int(args.get("percent", 0))
        return f"estimates {percent} % ({format_likelihood(percent)})"
    if do in _VERBS:
        return _VERBS[do]
    if do in ("argue", "settle"):
        moves = format_moves(table, dict(args.get("effects", {})), viewer)
        what = {"argue": "argues", "settle": "rules"}[do]
        return f"{what}: {moves}" if moves else what
    if find_power(do) is not None:
        return format_power_use(table, do, args, viewer)
    if do in ("challenge", "weigh"):
        what = "gives" if do == "challenge" else "weighs"
        pros, cons = int(args.get("pros", 0)), int(args.get("cons", 0))
        return f"{what} {pros} pro{'s' * (pros != 1)} and {cons} con{'s' * (cons != 1)}"
    return do
