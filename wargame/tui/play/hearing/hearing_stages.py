"""The stages of a hearing, below the argument: pros and cons, stand or withdraw, odds, ruling."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Digits, Input

from wargame.exercise.play.input_parsing import UnclearError, fold_text, parse_moves, split_closes
from wargame.exercise.play.sanitize import LIMITS
from wargame.exercise.seat import Seat
from wargame.exercise.view.hearing import MOST_REASONS, Hearing
from wargame.likelihood_text import format_likelihood
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import Offer
from wargame.rules.text.decision_text import format_actor
from wargame.rules.text.offer_text import format_domain, format_text, format_title
from wargame.rules.text.rule_text import begin_sentence, end_sentence, format_known_moves
from wargame.tui.app.commands import find_shortcut
from wargame.tui.app.room import Room, find_room
from wargame.tui.app.screen import Prose
from wargame.tui.widgets.roll import RollPicture


class HearingStage(Vertical):
    """One stage of an argument, which was proposed in line ``n``. ``who`` is asked: a role or the facilitator.

    Typed text is kept as a draft of ``who``.
    """

    class Acted(Message):
        """A decision was taken: the command to carry out."""

        def __init__(self, who: str, do: str, args: dict[str, Any], because: str = "", **said: Any) -> None:
            super().__init__()
            self.who, self.do, self.args, self.because, self.said = who, do, args, because, said

    def __init__(self, argument: Hearing, n: int, who: str) -> None:
        super().__init__(classes="stage")
        self.argument, self.n, self.who = argument, n, who

    @property
    def room(self) -> Room:
        """The app, as the screens of an exercise know it."""
        return find_room(self)

    @property
    def chair(self) -> Seat:
        """The seat of the facilitator."""
        return self.room.find_seat(FACILITATOR)

    @property
    def asked_name(self) -> str:
        """The name of the role that is asked, or of the facilitator."""
        return format_actor("" if self.who == FACILITATOR else self.chair.find_role(self.who).name)

    def read_draft(self, field: str) -> str:
        """Return the draft of a field for this argument."""
        return self.room.drafts.get(self.who, f"{field}@{self.n}")

    def keep(self, field: str, text: str) -> None:
        """Keep a text as the draft of a field for this argument."""
        self.room.drafts.keep(self.who, f"{field}@{self.n}", text)

    @on(Input.Changed)
    def keep_typed(self, event: Input.Changed) -> None:
        """Keep the typed text as a draft."""
        if event.input.name:
            self.keep(event.input.name, event.value)


SIDES = {"pros": "FOR", "cons": "AGAINST"}
"""The two sides of an argument, as a role is asked for them."""


class ChallengeStage(HearingStage):
    """A role gives up to three cons and up to three pros. It is asked against the argument first; Tab changes sides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "take_back", "Take the last one back", show=False),
        Binding("tab", "change_side", "The other side", show=False),
    ]

    class Given(Message):
        """A reason was added or taken back, or the other side is asked for."""

    def __init__(self, argument: Hearing, n: int, who: str) -> None:
        super().__init__(argument, n, who)
        self.side = "cons"
        """The side that is asked for now."""
        self._sure = False
        """Was it said already that an empty line ends this?"""

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.side = "pros" if self.read_draft("side") == "pros" else "cons"
        self._ask()
        self.query_one(Input).focus()

    def list_given(self, side: str) -> list[str]:
        """Return the reasons that this role has given so far on one side."""
        return [line for line in self.read_draft(side).split("\n") if line]

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose("", classes="question")
        yield Input(self.read_draft("reason"), max_length=LIMITS["reason"], compact=True, name="reason")
        yield Prose("", classes="dim")
        with Horizontal(classes="buttons"):
            yield Button("Done (Enter)", name="more", compact=True)
            yield Button("", name="side", compact=True)
            yield Button(
                f"Nothing to add ({find_shortcut('nothing', self.room.settings.keys)})", name="nothing", compact=True
            )

    @property
    def other_side(self) -> str:
        """The side that is not asked for now."""
        return "pros" if self.side == "cons" else "cons"

    def _ask(self, hint: str = "") -> None:
        self.keep("side", self.side if self.side == "pros" else "")
        count, other = len(self.list_given(self.side)), SIDES[self.other_side]
        question = f"{self.asked_name}: a reason {SIDES[self.side]} it ({count + 1} of {MOST_REASONS})"
        if count == MOST_REASONS:
            question = f"{self.asked_name}: {count} reasons {SIDES[self.side]} it, no more. Tab: {other}"
        self.query_one(".question", Prose).update(question)
        self.query_one(".dim", Prose).update(
            hint or f"Enter adds it; on an empty line: done. Tab: {other}. Up takes one back."
        )
        next(one for one in self.query(Button) if one.name == "side").label = f"{other} (Tab)"
        self._sure = bool(hint)

    @on(Input.Submitted)
    def submit_reason(self, event: Input.Submitted) -> None:
        """Add the typed reason; on an empty line, finish."""
        event.stop()
        self._add()
        self.query_one(Input).focus()

    def _add(self) -> None:
        """Add the typed reason. On an empty line, finish; while nothing is given, only at the second time."""
        field = self.query_one(Input)
        text, given = field.value.strip(), self.list_given(self.side)
        if not text:
            if self._sure or self.list_given("pros") or self.list_given("cons"):
                self.finish()
                return
            self._ask(f"Nothing is given yet. Enter again: nothing to add. Tab: a reason {SIDES[self.other_side]}.")
            return
        if len(given) == MOST_REASONS:
            return
        self.keep(self.side, "\n".join([*given, text]))
        field.value = ""
        self._ask()
        self.post_message(self.Given())

    def action_change_side(self) -> None:
        """Ask for the other side. Text in the line stays."""
        self.side = self.other_side
        self._ask()
        self.query_one(Input).focus()
        self.post_message(self.Given())

    def finish(self) -> None:
        """Post the given reasons, together with the text that is still in the line."""
        field = self.query_one(Input)
        text = field.value.strip()
        if text and len(self.list_given(self.side)) < MOST_REASONS:
            self.keep(self.side, "\n".join([*self.list_given(self.side), text]))
            field.value = ""
        pros, cons = self.list_given("pros"), self.list_given("cons")
        self.post_message(
            self.Acted(self.who, "challenge", {"pros": len(pros), "cons": len(cons)}, pros=pros, cons=cons)
        )

    def action_take_back(self) -> None:
        """Put the last reason back into the line."""
        side = self.side if self.list_given(self.side) else self.other_side
        given = self.list_given(side)
        if not given:
            return
        self.side = side
        self.keep(side, "\n".join(given[:-1]))
        field = self.query_one(Input)
        field.value = given[-1]
        field.cursor_position = len(given[-1])
        self._ask()
        self.post_message(self.Given())

    @on(Button.Pressed)
    def act_on_button(self, event: Button.Pressed) -> None:
        """Carry out the action of the button."""
        event.stop()
        if event.button.name == "nothing":
            self.finish()
        elif event.button.name == "side":
            self.action_change_side()
        else:
            self._add()
            self.query_one(Input).focus()


class ClarifyStage(HearingStage):
    """The proposer stands by the argument, with a clarification if wanted, or withdraws it."""

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose(f"{self.asked_name}: do you stand by it? You may clarify it once.", classes="question")
        yield Input(self.read_draft("line"), max_length=LIMITS["effect"], compact=True, name="line",
                    placeholder="one line, or nothing")  # fmt: skip
        with Horizontal(classes="buttons"):
            yield Button("Stand by it (Enter)", name="stand", variant="primary", compact=True)
            yield Button(
                f"Withdraw it ({find_shortcut('withdraw', self.room.settings.keys)})", name="withdraw", compact=True
            )

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, ".-primary")
    def stand(self, event: Message) -> None:
        """Stand by the argument, with the clarification."""
        event.stop()
        self.post_message(self.Acted(self.who, "stand", {}, self.query_one(Input).value.strip()))

    def withdraw(self) -> None:
        """Withdraw the argument."""
        self.post_message(self.Acted(self.who, "withdraw", {}))


class AssessStage(HearingStage):
    """The odds for the marked reasons, and the ways to judge."""

    def __init__(self, argument: Hearing, n: int, who: str, offers: dict[str, Offer]) -> None:
        super().__init__(argument, n, who)
        self.offers = offers

    @property
    def strong_marks(self) -> set[str]:
        """Return the names of the marked reasons: ``p1``, ``c2`` ..."""
        marks = set(self.read_draft("strong").split())
        return marks & {reason.mark for reason in (*self.argument.pros, *self.argument.cons)}

    def toggle_mark(self, name: str) -> None:
        """Mark a reason as strong, or remove its mark."""
        self.keep("strong", " ".join(sorted(self.strong_marks ^ {name})))
        self.show_odds()

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        if "weigh" in self.offers:
            yield Prose("Facilitator: mark the strong reasons (press their numbers), then roll.", classes="question")
            with Horizontal(classes="odds"):
                big = Prose("") if self.room.settings.ascii else Digits("")
                big.add_class("big")
                yield big
                yield Prose("", classes="sum")
        else:
            yield Prose("Facilitator: you rule on it, after the pros and cons.", classes="question")
        with Horizontal(classes="buttons"):
            for do, offer in self.offers.items():
                title = "Roll" if do == "weigh" else format_title(offer)
                yield Button(f"{title} ({find_shortcut(do, self.room.settings.keys)})", name=do, compact=True,
                             variant="primary" if do == "weigh" else "default", tooltip=format_text(offer))  # fmt: skip

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.show_odds()

    def say_keys(self) -> None:
        """Show which keys go on from here, after Enter was pressed."""
        keys = self.room.settings.keys
        ways = "judge by one of the keys below"
        if "weigh" in self.offers:
            ways = f"{find_shortcut('weigh', keys)} rolls, {find_shortcut('mark', keys)} or its number marks a reason"
        self.query_one(".question", Prose).update(f"Enter does nothing here: {ways}.")

    def count_strong(self) -> tuple[int, int]:
        """Return the numbers of strong pros and of strong cons."""
        marks, argument = self.strong_marks, self.argument
        return sum(one.mark in marks for one in argument.pros), sum(one.mark in marks for one in argument.cons)

    def show_odds(self) -> None:
        """Draw the odds for the marked reasons."""
        if "weigh" not in self.offers or not self.children:  # without parts the stage is being removed
            return
        pros, cons = self.count_strong()
        odds, target = self.argument.find_odds(pros, cons), self.argument.target
        chance = odds.percent
        big = self.query_one(".big")
        if isinstance(big, Digits):
            big.update(str(chance))
        else:
            cast(Prose, big).update(str(chance))
        words = format_likelihood(max(1, min(99, chance)))
        plus = f" {odds.modifier:+d}" if odds.modifier else ""
        self.query_one(".sum", Prose).update(
            f"% {words}\nStrong: {pros} for, {cons} against.\n{target} or more on two dice{plus} succeeds."
        )

    def build_weighing(self) -> HearingStage.Acted:
        """Return the command that weighs the reasons with their marks."""
        pros, cons = self.count_strong()
        return self.Acted(self.who, "weigh", {"pros": pros, "cons": cons}, strong=sorted(self.strong_marks))


class RulingStage(HearingStage):
    """The roll, large, and the result of the argument. The facilitator accepts it, or changes it with a reason."""

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        if self.argument.roll is not None:
            yield RollPicture(self.argument.roll, "The argument", ascii=self.room.settings.ascii)
        yield Prose(f"{'It succeeds' if self.is_success else 'It fails'}. As it stands: {self._format_result()}.",
                    classes="question")  # fmt: skip
        for field, label, hint, limit in (
            ("happened", "What happened", "in words, for the room and the record", LIMITS["rationale"]),
            ("effects", "Other effects", "only if they depart: violence -1 for 2 closes, or nothing", 200),
            ("why", "Why otherwise", "only where they depart", LIMITS["rationale"]),
        ):
            with Horizontal(classes="field"):
                yield Prose(label, classes="label")
                yield Input(self.read_draft(field), placeholder=hint, max_length=limit, compact=True, name=field)
        yield Prose("", classes="reading")
        with Horizontal(classes="buttons"):
            yield Button("Rule as it stands (Enter, Enter)", name="rule", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._find_field("happened").focus()
        self._show_reading()

    @property
    def is_success(self) -> bool:
        """Did the argument succeed?"""
        return any(offer.succeeded for offer in self.chair.list_offers())

    def _format_result(self) -> str:
        moves = format_known_moves(self.argument.moves, self.argument.hidden) if self.is_success else ""
        return moves or "no number changes"

    def _find_field(self, name: str) -> Input:
        return next(one for one in self.query(Input) if one.name == name)

    def _parse_effects(self) -> tuple[dict[str, int], int] | None:
        """Return other effects, and the number of further closes; None if nothing was typed. Raises `UnclearError`."""
        text, closes = split_closes(self._find_field("effects").value.strip())
        if not text:
            return None
        slot = next(o for o in self.chair.list_offers() if o.do == "settle").slots[0]
        nothing = fold_text(text) in ("nothing", "none", "no effects")
        moves = {} if nothing else parse_moves(text, dict(zip(slot.domain, slot.labels, strict=True)))
        if not slot.is_valid(moves):
            raise UnclearError(f"effects must be {format_domain(slot)}")
        return moves, closes

    @on(Input.Changed)
    def _show_reading(self) -> None:
        """Show how the typed text is interpreted, while it is typed."""
        try:
            settled = self._parse_effects()
        except UnclearError as unclear:
            text = begin_sentence(end_sentence(str(unclear)))
        else:
            text = "" if settled is None else f"Read as: {self._format_effects(*settled)}."
        self.query_one(".reading", Prose).update(text)
        button = self.query_one(Button)
        button.label = "Rule as it stands (Enter, Enter)" if not text else "Rule otherwise (Enter)"

    def _format_effects(self, moves: dict[str, int], closes: int) -> str:
        seat = self.room.find_seat(FACILITATOR if self.argument.secret else OBSERVER)
        said = format_known_moves(*seat.name_moves(moves)) or "no number changes"
        return f"{said}, for {closes} further close{'s' * (closes != 1)}" if closes else f"{said}, once"

    @on(Input.Submitted)
    def focus_next_field(self, event: Input.Submitted) -> None:
        """Go from the story to the other effects; from the other lines, rule."""
        event.stop()
        if event.input.name == "happened":
            self._find_field("effects").focus()
        else:
            self.rule()

    @on(Button.Pressed)
    def rule(self) -> None:
        """Rule. If the ruling differs from the result, ask for the reason first."""
        happened = self._find_field("happened").value.strip()
        try:
            settled = self._parse_effects()
        except UnclearError:
            self._find_field("effects").focus()
            return
        if settled is None:
            self.post_message(self.Acted(FACILITATOR, "apply", {}, happened=happened))
            return
        because = self._find_field("why").value.strip()
        if not because:
            self.query_one(".reading", Prose).update("Say why it departs from what was argued: one line will do.")
            self._find_field("why").focus()
            return
        args = {"effects": settled[0], "closes": settled[1]}
        self.post_message(self.Acted(FACILITATOR, "settle", args, because, happened=happened))
