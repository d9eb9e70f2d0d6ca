"""The codecs of plans, responses, deals, estimates and the pace, and the functions that find the codec of a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.rules.choices.closed_offers import list_closed_forms, list_closed_options, list_closed_plans
from wargame.rules.choices.codec import (
    Args,
    ChoiceCodec,
    build_effects_slot,
    check_pick,
    dump_effects,
    load_effects,
)
from wargame.rules.choices.hearing_codecs import AssessCodec, ChallengeCodec, ClarifyCodec, RulingCodec
from wargame.rules.command_arguments import check_arguments, check_slots
from wargame.rules.members import list_refusals
from wargame.rules.model import FACILITATOR, RuleKind, Table
from wargame.rules.naming import name_effects
from wargame.rules.offers import (
    ClosedOffer,
    Offer,
    OfferGroup,
    Slot,
    build_deal_terms,
    build_lapsing_deal,
    build_rule_offer,
    is_lapsing,
    list_broken_promises,
)
from wargame.rules.picks import (
    PER_CENTS,
    Accept,
    AnswerPick,
    Argue,
    BreakDeal,
    Counter,
    Decline,
    OfferDeal,
    OfferPick,
    Pass,
    PlanPick,
)
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import PC, Row
from wargame.rules.state import list_legal_picks
from wargame.rules.step import AnswerChoice, AnyChoice, Choice, Listed, NumberChoice, OfferChoice, PlanChoice, Taken
from wargame.rules.steps import argue
from wargame.rules.steps.choose import find_response
from wargame.rules.steps.deal import find_offered_form
from wargame.rules.steps.stage import STAGE_VERBS

if TYPE_CHECKING:  # protocols cost memory, and only type checkers read them
    from wargame.rules.content import ArgumentTerms


class PlanCodec(ChoiceCodec[int, PlanPick]):
    """Plan an action from the list of the role, or argue for an action that is on no list."""

    verbs = ("plan", "argue")

    def list_offers(self, table: Table, seen: Row, role: int, choice: PlanChoice) -> list[Offer]:
        """Return the actions that are open to a role, and a free argument where it may make one."""
        by_action: dict[int, dict[str, int]] = {}
        for at in choice.picks(seen, role):
            by_action.setdefault(table.action_of[at], {})[table.rules[at].zone] = at
        out = []
        for i, rules in by_action.items():
            action = table.scenario.actions[i]
            slots: tuple[Slot, ...] = ()
            if action.target is not None:
                zones = table.scenario.zones
                slots = (Slot("zone", tuple(rules), tuple(zones[z].name for z in rules)),)
            args = {"action": action.id}
            out.append(
                build_rule_offer(
                    table,
                    seen,
                    "plan",
                    action.id,
                    action.title,
                    action.text,
                    args,
                    rules,
                    slots,
                    section=action.group,
                    breaks=list_broken_promises(table, seen, role, action.id),
                )
            )
        terms = find_argument_terms(table)
        if terms is not None:
            slots = self.build_slots(table, seen, role, terms)
            out.append(Offer("argue", "argue", slots=slots, group=OfferGroup.ARGUMENT))
        return out

    def list_closed(self, table: Table, seen: Row, role: int, choice: PlanChoice) -> list[ClosedOffer]:
        """Return the actions that are not open to a role, each with its reason."""
        return list_closed_plans(table, seen, role, choice.picks(seen, role))

    @staticmethod
    def build_slots(table: Table, row: Row, role: int, terms: ArgumentTerms) -> tuple[Slot, ...]:
        """Return the slots of an argument by this role."""
        left = terms.secret - row[table.at.secrets[role]]
        return (
            build_effects_slot(table, argue.list_argument_columns(table, role), terms.numbers, terms.size),
            Slot("reasons", tuple(range(1, terms.reasons + 1))),
            Slot("secret", (False, True) if left > 0 else (False,)),
        )

    def parse_command(
        self, table: Table, row: Row, role: int, choice: PlanChoice, do: str, args: Args
    ) -> PlanPick | Refusal:
        """Return the pick of a command, or a refusal."""
        if do == "argue":
            terms = find_argument_terms(table)
            if terms is None:
                return Refusal(RefusalCode.NO_ARGUMENTS)
            refusal = check_slots(args, self.build_slots(table, row, role, terms))
            if refusal is not None:
                return refusal
            return Argue(load_effects(table, args["effects"]), args["reasons"], bool(args["secret"]))
        zone = args.get("zone")
        refusal = check_arguments(args, "action", "zone") if "zone" in args else check_arguments(args, "action")
        if refusal is not None:
            return refusal
        at = table.rule_at.get(f"{args['action']}@{zone}" if "zone" in args else str(args["action"]), -1)
        # "raid@harbour" is the name of a rule, not the id of an action
        if at < 0 or table.rules[at].kind != RuleKind.ACTION or table.rules[at].zone != args.get("zone", ""):
            if "zone" in args:
                return Refusal(RefusalCode.NOT_THERE, name=args["action"], zone=zone)
            return Refusal(RefusalCode.NO_ACTION, name=args["action"])
        picked = check_pick(choice, row, role, at)
        if isinstance(picked, Refusal) and at in list_legal_picks(table, row, table.unopposed.plans[role]):
            return Refusal(RefusalCode.MEMBERS, members=list_refusals(table, row, at))
        return picked

    def build_command(self, table: Table, row: Row, role: int, choice: PlanChoice, pick: PlanPick) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        if isinstance(pick, Argue):
            effects = dump_effects(table, pick.effects)
            return "argue", {"effects": effects, "reasons": pick.reasons, "secret": pick.secret}
        zone = table.rules[pick].zone
        args = {"action": table.scenario.actions[table.action_of[pick]].id}
        return "plan", args | ({"zone": zone} if zone else {})


def find_argument_terms(table: Table) -> ArgumentTerms | None:
    """Return how arguments are judged, or None where nobody can make one."""
    return table.scenario.arguments if table.paced and table.scenario.planning == "together" else None


class ResponseCodec(ChoiceCodec[int, int]):
    """Choose one of the options of a card."""

    verbs = ("respond",)

    def list_offers(self, table: Table, seen: Row, role: int, choice: NumberChoice) -> list[Offer]:
        """Return the options of the card that are open to the role."""
        card = table.entries[seen[table.at.current] - 1]
        response = find_response(table, seen)
        out = []
        for i in choice.picks(seen, role):
            option = response.options[i]
            rules = {"": table.option_rules[card][i]}
            args = {"option": option.id}
            out.append(
                build_rule_offer(table, seen, "respond", option.id, option.title, option.text or "", args, rules)
            )
        return out

    def list_closed(self, table: Table, seen: Row, role: int, choice: NumberChoice) -> list[ClosedOffer]:
        """Return the options that are not open to the role, each with its reason."""
        return list_closed_options(table, seen, choice.picks(seen, role))

    def parse_command(
        self, table: Table, row: Row, role: int, choice: NumberChoice, do: str, args: Args
    ) -> int | Refusal:
        """Return the pick of a command, or a refusal. A pick is the index of an option."""
        refusal = check_arguments(args, "option")
        if refusal is not None:
            return refusal
        ids = [option.id for option in find_response(table, row).options]
        if args["option"] not in ids:
            return Refusal(RefusalCode.NO_OPTION, name=args["option"], known=tuple(ids))
        return check_pick(choice, row, role, ids.index(args["option"]))

    def build_command(self, table: Table, row: Row, role: int, choice: NumberChoice, pick: int) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        return "respond", {"option": find_response(table, row).options[pick].id}


class DealCodec(ChoiceCodec[OfferPick, OfferPick]):
    """Offer a deal, break one, or pass."""

    verbs = ("pass", "offer", "break")

    def list_offers(self, table: Table, seen: Row, role: int, choice: OfferChoice) -> list[Offer]:
        """Return the deals that a role can offer or break, and to pass."""
        out = [Offer("pass", "pass")]
        for pick in choice.picks(seen, role):
            if isinstance(pick, Pass):
                continue
            f = pick.form
            form = table.forms[f]
            args = {"form": form.id}
            if isinstance(pick, BreakDeal):
                effects = name_effects(table, table.form_rules[f][2])
                lapses = is_lapsing(table, seen, f, table.roles[role])
                deal = build_lapsing_deal(table, f, ends=True) if lapses else None
                lapsing = (deal,) if deal is not None else ()
                out.append(
                    Offer(
                        "break",
                        form.id,
                        form.title,
                        args=args,
                        effects=effects,
                        group=OfferGroup.DEALS,
                        lapsing=lapsing,
                    )
                )
                continue
            terms = build_deal_terms(table, f, role)
            out.append(Offer("offer", form.id, form.title, form.text, args, terms=terms, group=OfferGroup.DEALS))
        return out

    def list_closed(self, table: Table, seen: Row, role: int, choice: OfferChoice) -> list[ClosedOffer]:
        """Return the deals that a role cannot offer now, each with its reason; not those that stand."""
        return list_closed_forms(table, seen, role)

    def parse_command(
        self, table: Table, row: Row, role: int, choice: OfferChoice, do: str, args: Args
    ) -> OfferPick | Refusal:
        """Return the pick of a command, or a refusal."""
        if do == "pass":
            return check_arguments(args) or Pass()
        form = _parse_form(table, args)
        if isinstance(form, Refusal):
            return form
        return check_pick(choice, row, role, BreakDeal(form) if do == "break" else OfferDeal(form))

    def build_command(
        self, table: Table, row: Row, role: int, choice: OfferChoice, pick: OfferPick
    ) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        if isinstance(pick, Pass):
            return "pass", {}
        return ("break" if isinstance(pick, BreakDeal) else "offer"), {"form": table.forms[pick.form].id}


def _parse_form(table: Table, args: Args) -> int | Refusal:
    refusal = check_arguments(args, "form")
    if refusal is not None:
        return refusal
    ids = [form.id for form in table.forms]
    if args["form"] not in ids:
        return Refusal(RefusalCode.NO_FORM, name=args["form"], known=tuple(ids))
    return ids.index(args["form"])


class AnswerCodec(ChoiceCodec[AnswerPick, AnswerPick]):
    """Accept an offer, decline it, or counter it once."""

    verbs = ("accept", "decline", "counter")

    def list_offers(self, table: Table, seen: Row, role: int, choice: AnswerChoice) -> list[Offer]:
        """To accept, to decline, and the forms to counter with."""
        offered = find_offered_form(table, seen, role)
        form = table.forms[offered]
        out = [
            Offer("accept", "accept", form.title, form.text, terms=build_deal_terms(table, offered, role)),
            Offer("decline", "decline", form.title),
        ]
        for pick in choice.picks(seen, role):
            if isinstance(pick, Counter):
                other = table.forms[pick.form]
                args = {"form": other.id}
                terms = build_deal_terms(table, pick.form, role)
                out.append(Offer("counter", other.id, other.title, other.text, args, terms=terms))
        return out

    def parse_command(
        self, table: Table, row: Row, role: int, choice: AnswerChoice, do: str, args: Args
    ) -> AnswerPick | Refusal:
        """Return the pick of a command, or a refusal."""
        if do != "counter":
            return check_arguments(args) or (Accept() if do == "accept" else Decline())
        form = _parse_form(table, args)
        return form if isinstance(form, Refusal) else check_pick(choice, row, role, Counter(form))

    def build_command(
        self, table: Table, row: Row, role: int, choice: AnswerChoice, pick: AnswerPick
    ) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        if isinstance(pick, Counter):
            return "counter", {"form": table.forms[pick.form].id}
        return ("accept" if isinstance(pick, Accept) else "decline"), {}


class EstimateCodec(ChoiceCodec[int, int]):
    """Estimate how likely the question is, in per cent."""

    verbs = ("estimate",)
    slot = Slot("percent", tuple(PER_CENTS))

    def list_offers(self, table: Table, seen: Row, role: int, choice: NumberChoice) -> list[Offer]:
        """Return the question, with a slot for the per cent."""
        question = table.scenario.question
        assert question is not None
        return [Offer("estimate", "estimate", text=question.text, slots=(self.slot,))]

    def parse_command(
        self, table: Table, row: Row, role: int, choice: NumberChoice, do: str, args: Args
    ) -> int | Refusal:
        """Return the pick of a command, or a refusal. A pick is the per cent."""
        return check_slots(args, (self.slot,)) or int(args["percent"])

    def build_command(self, table: Table, row: Row, role: int, choice: NumberChoice, pick: int) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        return "estimate", {"percent": pick}


class PaceCodec(ChoiceCodec[int, int]):
    """The facilitator goes on."""

    verbs: tuple[str, ...] = ("begin", "reveal", "close", "next")

    def list_offers(self, table: Table, seen: Row, role: int, choice: NumberChoice) -> list[Offer]:
        """Return the one step that comes next."""
        return [Offer(choice.do, choice.do)]

    def parse_command(
        self, table: Table, row: Row, role: int, choice: NumberChoice, do: str, args: Args
    ) -> int | Refusal:
        """Return the pick of a command, or a refusal. A pick is the number of the pause in the turn."""
        if do != choice.do:
            return Refusal(RefusalCode.WRONG_PACE, verb=choice.do)
        return check_arguments(args) or choice.picks(row, role)[0]

    def build_command(self, table: Table, row: Row, role: int, choice: NumberChoice, pick: int) -> tuple[str, Args]:
        """Return the verb and arguments of a pick."""
        return choice.do, {}


class StageCodec(PaceCodec):
    """The facilitator goes on to the next stage of the reveal."""

    verbs = STAGE_VERBS[1:]


_CODECS: dict[str, ChoiceCodec[Any, Any]] = {
    "plan": PlanCodec(),
    "respond": ResponseCodec(),
    "deal": DealCodec(),
    "answer": AnswerCodec(),
    "estimate": EstimateCodec(),
    "challenge": ChallengeCodec(),
    "clarify": ClarifyCodec(),
    "assess": AssessCodec(),
    "ruling": RulingCodec(),
    **dict.fromkeys(PaceCodec.verbs, PaceCodec()),
    **dict.fromkeys(StageCodec.verbs, StageCodec()),
}
VERBS = frozenset(verb for codec in _CODECS.values() for verb in codec.verbs)
"""The verbs of all commands by which somebody makes a choice."""


def _find_pending(table: Table, row: Row, who: str) -> tuple[AnyChoice, int] | None:
    """Return the choice that is asked of somebody now, with the index of the role; None if none is."""
    choice = table.choices[row[PC]]
    role = -1 if who == FACILITATOR else table.roles.index(who) if who in table.roles else -2
    return (choice, role) if choice is not None and role in choice.asked(row) else None


def list_choice_offers(table: Table, seen: Row, who: str) -> list[Offer]:
    """Return what the program asks of somebody now, from their view; empty if it asks nothing."""
    pending = _find_pending(table, seen, who)
    if pending is None:
        return []
    choice, role = pending
    return _CODECS[choice.do].list_offers(table, seen, role, choice)


def list_choice_closed(table: Table, seen: Row, who: str) -> list[ClosedOffer]:
    """Return what is not open of what the program asks of somebody now, and why, from their view."""
    pending = _find_pending(table, seen, who)
    if pending is None:
        return []
    choice, role = pending
    return _CODECS[choice.do].list_closed(table, seen, role, choice)


def parse_command(table: Table, row: Row, who: str, do: str, args: Args) -> tuple[AnyChoice, int, Any] | Refusal:
    """Return a command as (choice, role, pick), or the reason why it cannot be taken."""
    if who != FACILITATOR and who not in table.roles:
        return Refusal(RefusalCode.NO_ROLE, name=who)
    pending = _find_pending(table, row, who)
    if pending is None:
        return Refusal(RefusalCode.NOT_ASKED, name=who)
    choice, role = pending
    codec = _CODECS[choice.do]
    if do not in codec.verbs:
        return Refusal(RefusalCode.WRONG_VERB, verb=do, known=codec.verbs)
    picked = codec.parse_command(table, row, role, choice, do, args)
    return picked if isinstance(picked, Refusal) else (choice, role, picked)


def build_command(table: Table, row: Row, choice: Choice[Listed, Taken], role: int, pick: Taken) -> tuple[str, Args]:
    """Return the verb and arguments of the command that takes a pick: the reverse of `parse_command`."""
    return _CODECS[choice.do].build_command(table, row, role, choice, pick)
