"""The codecs of a hearing: challenge an argument, clarify it, assess it, rule on it.

`rules/steps/argue.py` describes the picks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.rules.choices.codec import NOT_OPEN, Args, ChoiceCodec, build_effects_slot, check_pick
from wargame.rules.model import Table
from wargame.rules.offers import Offer, Slot, check_arguments, check_slots
from wargame.rules.refusal import Refusal
from wargame.rules.row import Row
from wargame.rules.step import Choice, Pick
from wargame.rules.steps import argue


class ChallengeCodec(ChoiceCodec):
    """Give reasons for and against the argument of another role."""

    verbs = ("challenge",)
    slots = tuple(Slot(side, tuple(range(argue.MOST + 1))) for side in ("pros", "cons"))

    def list_offers(self, table: Table, seen: Row, role: int, choice: Choice) -> list[Offer]:
        """To give pros and cons."""
        return [Offer("challenge", "challenge", "Give pros and cons", "Up to three of each.", slots=self.slots)]

    def parse_command(self, table: Table, row: Row, role: int, choice: Choice, do: str, args: Args) -> Pick | Refusal:
        """Return the pick of a command, or a refusal. A pick is 4 x pros + cons."""
        return check_slots(args, self.slots) or (argue.MOST + 1) * int(args["pros"]) + int(args["cons"])

    def build_command(self, table: Table, row: Row, role: int, choice: Choice, pick: Pick) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        assert isinstance(pick, int)
        return "challenge", {"pros": pick // (argue.MOST + 1), "cons": pick % (argue.MOST + 1)}


class ClarifyCodec(ChoiceCodec):
    """Stand by an argument, or withdraw it."""

    verbs = ("stand", "withdraw")

    def list_offers(self, table: Table, seen: Row, role: int, choice: Choice) -> list[Offer]:
        """To stand by the argument or to withdraw it."""
        return [
            Offer("stand", "stand", "Stand by the argument", "You may clarify it once, in words."),
            Offer("withdraw", "withdraw", "Withdraw the argument", "Nothing happens."),
        ]

    def parse_command(self, table: Table, row: Row, role: int, choice: Choice, do: str, args: Args) -> Pick | Refusal:
        """Return the pick of a command, or a refusal. A pick is 1 (stand) or 2 (withdraw)."""
        return check_arguments(args) or (1 if do == "stand" else 2)

    def build_command(self, table: Table, row: Row, role: int, choice: Choice, pick: Pick) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        return ("stand" if pick == 1 else "withdraw"), {}


class AssessCodec(ChoiceCodec):
    """Veto an argument, let it happen, weigh its reasons, or (umpired) decide on it."""

    verbs = ("veto", "allow", "succeed", "fail", "weigh")
    simple: Mapping[str, tuple[int, str, str]] = {
        "veto": (argue.Assessment.VETO, "Veto", "Absurd or out of bounds: the role plans again."),
        "allow": (argue.Assessment.AUTOMATIC, "Let it happen", "Nobody disputes it: it succeeds without dice."),
        "succeed": (argue.Assessment.SUCCEEDS, "Rule: it succeeds", "Your judgement after pros and cons."),
        "fail": (argue.Assessment.FAILS, "Rule: it fails", "Your judgement after pros and cons."),
    }

    def list_offers(self, table: Table, seen: Row, role: int, choice: Choice) -> list[Offer]:
        """Return the ways to assess the argument that are open."""
        picks = choice.picks(seen, role)
        out = [Offer(do, do, title, text) for do, (pick, title, text) in self.simple.items() if pick in picks]
        if any(pick >= argue.Assessment.WEIGHED for pick in picks):
            out.insert(0, Offer("weigh", "weigh", "Weigh the reasons and roll",
                                "How many strong pros (the proposer's reasons among them) and strong cons?",
                                slots=self.build_slots(picks)))  # fmt: skip
        return out

    @staticmethod
    def build_slots(picks: Any) -> tuple[Slot, ...]:
        """Return the slots for the numbers of strong pros and cons, from the picks that weigh."""
        strong = [divmod(pick - argue.Assessment.WEIGHED, 20) for pick in picks if pick >= argue.Assessment.WEIGHED]
        return (
            Slot("pros", tuple(range(max(p for p, _ in strong) + 1))),
            Slot("cons", tuple(range(max(c for _, c in strong) + 1))),
        )

    def parse_command(self, table: Table, row: Row, role: int, choice: Choice, do: str, args: Args) -> Pick | Refusal:
        """The pick of a command, or a refusal. A pick is a value of `Assessment` or one of `build_weigh_pick`."""
        if do in self.simple:
            return check_arguments(args) or check_pick(choice, row, role, int(self.simple[do][0]))
        picks = choice.picks(row, role)
        if not any(pick >= argue.Assessment.WEIGHED for pick in picks):
            return NOT_OPEN
        return check_slots(args, self.build_slots(picks)) or argue.build_weigh_pick(args["pros"], args["cons"])

    def build_command(self, table: Table, row: Row, role: int, choice: Choice, pick: Pick) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        assert isinstance(pick, int)
        if pick < argue.Assessment.WEIGHED:
            return next(do for do, (value, _, _) in self.simple.items() if value == pick), {}
        pros, cons = divmod(pick - argue.Assessment.WEIGHED, 20)
        return "weigh", {"pros": pros, "cons": cons}


class RulingCodec(ChoiceCodec):
    """Rule what an argument leads to: as it was proposed, or otherwise."""

    verbs = ("apply", "settle")

    def list_offers(self, table: Table, seen: Row, role: int, choice: Choice) -> list[Offer]:
        """To rule as proposed or otherwise."""
        succeeded = seen[table.index["hearing.outcome"]] == 1
        what = "The effect as proposed." if succeeded else "It failed: nothing changes."
        return [
            Offer("apply", "apply", "Rule as it stands", what),
            Offer("settle", "settle", "Rule otherwise", "Say what happened, and why.", slots=self.build_slots(table)),
        ]

    @staticmethod
    def build_slots(table: Table) -> tuple[Slot, ...]:
        """Return the slots of a ruling that departs from the proposal."""
        columns = [i for i, column in enumerate(table.columns) if column.kind in ("track", "zone")]
        return (build_effects_slot(table, columns, 2, 3), Slot("closes", tuple(range(10))))

    def parse_command(self, table: Table, row: Row, role: int, choice: Choice, do: str, args: Args) -> Pick | Refusal:
        """Return the pick of a command, or a refusal. A pick is 0 (as proposed) or (number 1, size 1, number 2, size 2,
        closes).
        """
        if do == "apply":
            return check_arguments(args) or 0
        refusal = check_slots(args, self.build_slots(table))
        if refusal is not None:
            return refusal
        moves = [(table.index[name] + 1, by) for name, by in args["effects"].items()]
        moves += [(0, 0)] * (2 - len(moves))
        return (*moves[0], *moves[1], args["closes"])

    def build_command(self, table: Table, row: Row, role: int, choice: Choice, pick: Pick) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        if not isinstance(pick, tuple):
            return "apply", {}
        moves = {table.columns[at - 1].name: by for at, by in (pick[:2], pick[2:4]) if at}
        return "settle", {"effects": moves, "closes": pick[4]}
