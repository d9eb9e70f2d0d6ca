"""The codecs of a hearing: challenge an argument, clarify it, assess it, rule on it.

`rules/picks.py` describes the picks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.rules.choices.codec import (
    NOT_OPEN,
    Args,
    ChoiceCodec,
    build_effects_slot,
    check_pick,
    dump_effects,
    load_effects,
)
from wargame.rules.column import COUNTED_KINDS
from wargame.rules.command_arguments import check_arguments, check_slots
from wargame.rules.model import Table
from wargame.rules.offers import Offer, Slot
from wargame.rules.picks import (
    AsProposed,
    Assessment,
    AssessPick,
    Challenge,
    Clarification,
    HearingOutcome,
    Ruling,
    RulingPick,
    Weigh,
)
from wargame.rules.refusal import Refusal
from wargame.rules.row import Row
from wargame.rules.step import AssessChoice, ChallengeChoice, ClarifyChoice, RulingChoice
from wargame.rules.steps import argue


class ChallengeCodec(ChoiceCodec[Challenge, Challenge]):
    """Give reasons for and against the argument of another role."""

    verbs = ("challenge",)
    slots = tuple(Slot(side, tuple(range(argue.MOST + 1))) for side in ("pros", "cons"))

    def list_offers(self, table: Table, seen: Row, role: int, choice: ChallengeChoice) -> list[Offer]:
        """To give pros and cons."""
        return [Offer("challenge", "challenge", slots=self.slots)]

    def parse_command(
        self, table: Table, row: Row, role: int, choice: ChallengeChoice, do: str, args: Args
    ) -> Challenge | Refusal:
        """Return the pick of a command, or a refusal."""
        return check_slots(args, self.slots) or Challenge(args["pros"], args["cons"])

    def build_command(
        self, table: Table, row: Row, role: int, choice: ChallengeChoice, pick: Challenge
    ) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        return "challenge", {"pros": pick.pros, "cons": pick.cons}


class ClarifyCodec(ChoiceCodec[Clarification, Clarification]):
    """Stand by an argument, or withdraw it."""

    verbs = ("stand", "withdraw")

    def list_offers(self, table: Table, seen: Row, role: int, choice: ClarifyChoice) -> list[Offer]:
        """To stand by the argument or to withdraw it."""
        return [Offer("stand", "stand"), Offer("withdraw", "withdraw")]

    def parse_command(
        self, table: Table, row: Row, role: int, choice: ClarifyChoice, do: str, args: Args
    ) -> Clarification | Refusal:
        """Return the pick of a command, or a refusal."""
        return check_arguments(args) or (Clarification.STAND if do == "stand" else Clarification.WITHDRAW)

    def build_command(
        self, table: Table, row: Row, role: int, choice: ClarifyChoice, pick: Clarification
    ) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        return ("stand" if pick is Clarification.STAND else "withdraw"), {}


class AssessCodec(ChoiceCodec[AssessPick, AssessPick]):
    """Veto an argument, let it happen, weigh its reasons, or (umpired) decide on it."""

    verbs = ("veto", "allow", "succeed", "fail", "weigh")
    simple: Mapping[str, Assessment] = {
        "veto": Assessment.VETO,
        "allow": Assessment.AUTOMATIC,
        "succeed": Assessment.SUCCEEDS,
        "fail": Assessment.FAILS,
    }

    def list_offers(self, table: Table, seen: Row, role: int, choice: AssessChoice) -> list[Offer]:
        """Return the ways to assess the argument that are open."""
        picks = choice.picks(seen, role)
        out = [Offer(do, do) for do, pick in self.simple.items() if pick in picks]
        if any(isinstance(pick, Weigh) for pick in picks):
            out.insert(0, Offer("weigh", "weigh", slots=self.build_slots(picks)))
        return out

    @staticmethod
    def build_slots(picks: Sequence[AssessPick]) -> tuple[Slot, ...]:
        """Return the slots for the numbers of strong pros and cons, from the picks that weigh."""
        strong = [pick for pick in picks if isinstance(pick, Weigh)]
        return (
            Slot("pros", tuple(range(max(pick.pros for pick in strong) + 1))),
            Slot("cons", tuple(range(max(pick.cons for pick in strong) + 1))),
        )

    def parse_command(
        self, table: Table, row: Row, role: int, choice: AssessChoice, do: str, args: Args
    ) -> AssessPick | Refusal:
        """Return the pick of a command, or a refusal."""
        if do in self.simple:
            pick: AssessPick = self.simple[do]
            picked = check_pick(choice, row, role, pick)
            return check_arguments(args) or picked
        picks = choice.picks(row, role)
        if not any(isinstance(pick, Weigh) for pick in picks):
            return NOT_OPEN
        return check_slots(args, self.build_slots(picks)) or Weigh(args["pros"], args["cons"])

    def build_command(
        self, table: Table, row: Row, role: int, choice: AssessChoice, pick: AssessPick
    ) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        if isinstance(pick, Weigh):
            return "weigh", {"pros": pick.pros, "cons": pick.cons}
        return next(do for do, value in self.simple.items() if value == pick), {}


class RulingCodec(ChoiceCodec[AsProposed, RulingPick]):
    """Rule what an argument leads to: as it was proposed, or otherwise."""

    verbs = ("apply", "settle")

    def list_offers(self, table: Table, seen: Row, role: int, choice: RulingChoice) -> list[Offer]:
        """To rule as proposed or otherwise."""
        succeeded = seen[table.at.get_hearing().outcome] == HearingOutcome.SUCCESS
        return [
            Offer("apply", "apply", succeeded=succeeded),
            Offer("settle", "settle", slots=self.build_slots(table)),
        ]

    @staticmethod
    def build_slots(table: Table) -> tuple[Slot, ...]:
        """Return the slots of a ruling that departs from the proposal."""
        columns = [i for i, column in enumerate(table.columns) if column.kind in COUNTED_KINDS]
        return (build_effects_slot(table, columns, 2, 3), Slot("closes", tuple(range(10))))

    def parse_command(
        self, table: Table, row: Row, role: int, choice: RulingChoice, do: str, args: Args
    ) -> RulingPick | Refusal:
        """Return the pick of a command, or a refusal."""
        if do == "apply":
            return check_arguments(args) or AsProposed()
        refusal = check_slots(args, self.build_slots(table))
        if refusal is not None:
            return refusal
        return Ruling(load_effects(table, args["effects"]), args["closes"])

    def build_command(
        self, table: Table, row: Row, role: int, choice: RulingChoice, pick: RulingPick
    ) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        if isinstance(pick, Ruling):
            return "settle", {"effects": dump_effects(table, pick.effects), "closes": pick.closes}
        return "apply", {}
