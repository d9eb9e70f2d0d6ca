"""The hearing: a matrix argument before the room (docs/procedures.md §3): reasons, odds, roll and ruling.

An open argument is visible for everybody. A secret one is shown only to its proposer and to the facilitator, each
behind a veil.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from wargame.exercise.play.exercise import Done
from wargame.exercise.seat import Seat
from wargame.exercise.view.hearing import HEARING_KINDS, Hearing
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import OfferGroup
from wargame.rules.text.decision_text import format_actor
from wargame.rules.text.offer_text import format_text, format_title
from wargame.rules.text.rule_text import format_known_moves
from wargame.session.text.line_text import format_wordless
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.hats import find_hat
from wargame.tui.app.question_dialogs import ConfirmScreen, ReasonScreen
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.play.hearing.hearing_stages import AssessStage, ChallengeStage, ClarifyStage, HearingStage, RulingStage
from wargame.tui.play.hearing.reasons import ReasonList, ReasonPoint, ReasonRow
from wargame.tui.play.note import NoteScreen, bookmark
from wargame.tui.widgets.privacy_cover import Veil
from wargame.tui.widgets.role_look import ROLE_CLASSES, list_role_looks

STEPS = {"challenge": "pros and cons", "clarify": "stand or withdraw", "assess": "strong reasons", "ruling": "ruling"}


FEW = 4
"""The most reasons of one side that have space between them on a high screen."""


class HearingScreen(PlayScreen):
    """One argument, from its proposal to the ruling. The screen closes when the argument is finished."""

    WHERE = "hearing"
    PRIVATE = True
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("hearing")
    CSS_PATH = "hearing.tcss"
    AUTO_FOCUS = ""
    _hearing = getters.query_one("#hearing", Vertical)

    def __init__(self) -> None:
        super().__init__()
        self._n = 0
        self._asked: tuple[str, str] = ("", "")
        self._shown_to = ""
        self._stage: HearingStage | None = None
        self._done = self._gone = False

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Prose("", id="where", classes="title role-bar")
        with Vertical(id="hearing"):
            with VerticalScroll(id="argument", classes="panel", can_focus=False):
                yield Static("", id="who", classes="heading", markup=False)
                yield Prose("", id="what")
            with Horizontal(id="reasons"):
                yield ReasonList("For")
                yield ReasonList("Against")
            yield Vertical(id="stage")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.show_state()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Close if the argument is over and no screen lies over this one."""
        if self._done:
            self._finish()

    # Drawing

    def show_state(self) -> None:
        """Show the argument and its stage; close when it is finished."""
        argument, asked, n = self._find_argument(), self._chair.find_asked(), self._find_proposal()
        if argument is None or asked.kind not in HEARING_KINDS or self._n not in (0, n):
            self._finish()
            return
        self._n = n
        who, pending = asked.who[0], asked.kind
        if argument.secret and self._chair.has_onlookers(asked.argues) and who != self._shown_to:
            self._draw_veil(who)
            return
        self._shown_to = who
        for veil in self.query(Veil):
            veil.remove()
        self._hearing.display = True
        self._show_argument(argument, pending)
        if (pending, who) != self._asked or self._stage is None:
            self._mount_stage(argument, pending, who)
            self._asked = (pending, who)
        self._show_reasons(argument)
        self.call_after_refresh(self._fit_reasons)

    @property
    def _chair(self) -> Seat:
        return self.room.find_seat(FACILITATOR)

    def _find_argument(self) -> Hearing | None:
        """Return the argument as everybody may know it; a secret one as its role does. None without one."""
        argues = self._chair.find_asked().argues
        if not argues:
            return None
        return self.room.find_seat(OBSERVER).find_hearing() or self.room.find_seat(argues).find_hearing()

    def _find_proposal(self) -> int:
        """Return the line in which the argument was proposed; 0 without one."""
        argues = self._chair.find_asked().argues
        decided = ((n, entry.decision) for n, entry in reversed(self._chair.list_log()))
        return next((n for n, one in decided if one is not None and (one.verb, one.role) == ("argue", argues)), 0)

    def on_resize(self) -> None:
        """Fit the parts to the new size."""
        self.call_after_refresh(self._fit_reasons)

    def _fit_reasons(self) -> None:
        """Give the reasons the rows that argument and stage leave free; the parts below follow them."""
        if not self.is_built:  # it was closed before this was called
            return
        taken = sum(self.query_one(f"#{part}").outer_size.height for part in ("argument", "stage"))
        for box in self.query(ReasonList):
            box.limit_height(max(self._hearing.size.height - taken - 4, 2))

    def _finish(self) -> None:
        """Close the screen once: now, or when no screen lies over it any more."""
        self._done = True
        if self.app.screen is self and not self._gone:
            self._gone = True
            self.dismiss(None)

    def _draw_veil(self, who: str) -> None:
        """Hide the argument until the next reader confirms that nobody else is looking."""
        self._hearing.display = False
        self._clear_stage()
        self.query_one("#where", Prose).update("Adjudication: a private part")
        if not self.query(Veil):
            name = self.format_name(who)
            text = f"Everybody else looks away. {name}: Enter when only you can see the screen."
            self.mount(Veil(f"Private: {name}", text), before="#hearing")

    @on(Veil.Lifted)
    def lift_veil(self) -> None:
        """Show the contents behind the veil."""
        self._shown_to = self._chair.find_asked().who[0]
        self.show_state()

    def format_name(self, who: str) -> str:
        """Return the name of a role, or of the facilitator."""
        return format_actor("" if who == FACILITATOR else self._chair.find_role(who).name)

    def _show_argument(self, argument: Hearing, pending: str) -> None:
        steps = " > ".join(text.upper() if step == pending else text for step, text in STEPS.items())
        secret = "  [secret]" if argument.secret else ""
        self.query_one("#where", Prose).update(f"Adjudication{secret}   {steps}")
        looks, who = list_role_looks(self._chair), self._chair.find_asked().who[:1]
        turn = looks[who[0]].css_class if who and who[0] in looks else ""
        for one in ROLE_CLASSES:
            self.query_one("#where").set_class(one == turn, one)
        look = looks[argument.role]
        self.query_one("#who", Static).update(look.draw_name() + Content.styled(" argues", f"bold {look.ink}"))
        arrow = "->" if self.room.settings.ascii else "→"
        lines = [argument.action]
        if argument.effect:
            lines.append(f"{arrow} It should cause: {argument.effect}")
        if argument.moves or argument.hidden:
            lines.append(f"{arrow} Asked for: {format_known_moves(argument.moves, argument.hidden)}")
        if argument.clarified:
            lines.append(f"Clarified: {argument.clarified}")
        self.query_one("#what", Prose).update("\n".join(lines))

    def _mount_stage(self, argument: Hearing, pending: str, who: str) -> None:
        self._clear_stage()
        if pending == "challenge":
            self._stage = ChallengeStage(argument, self._n, who)
        elif pending == "clarify":
            self._stage = ClarifyStage(argument, self._n, who)
        elif pending == "assess":
            offers = {offer.do: offer for offer in self._chair.list_offers() if offer.group is not OfferGroup.POWERS}
            self._stage = AssessStage(argument, self._n, who, offers)
        else:
            self._stage = RulingStage(argument, self._n, who)
        self.set_class(pending == "ruling", "-ruling")
        self.query_one("#stage").mount(self._stage)

    def _clear_stage(self) -> None:
        if self._stage is not None:
            self._stage.remove()
        self._stage, self._asked = None, ("", "")

    def _show_reasons(self, argument: Hearing) -> None:
        sides = [[(one.role, one.text or format_wordless()) for one in side] for side in (argument.pros, argument.cons)]
        strong = {one.mark for one in (*argument.pros, *argument.cons) if one.strong}
        if isinstance(self._stage, ChallengeStage):
            for side, name in zip(sides, ("pros", "cons"), strict=True):
                side += [(self._stage.who, text) for text in self._stage.list_given(name)]
        markable = isinstance(self._stage, AssessStage) and "weigh" in self._stage.offers
        if isinstance(self._stage, AssessStage):
            strong = self._stage.strong_marks
        self.set_class(max(map(len, sides)) <= FEW, "-few")
        number, looks = 0, list_role_looks(self._chair)
        for box, letter, reasons in zip(self.query(ReasonList), "pc", sides, strict=True):
            self._mark_side(box, "pros" if letter == "p" else "cons")
            points = []
            for i, (role, text) in enumerate(reasons, start=1):
                number += 1
                who = self.format_name(role)
                points.append(ReasonPoint(number * markable, f"{letter}{i}", text, who, looks.get(role)))
            box.show(points, strong, markable=markable, ascii=self.room.settings.ascii)
        if markable:
            self.call_after_refresh(self._focus_a_reason)

    def _mark_side(self, box: ReasonList, side: str) -> None:
        """Say at the heading of a side whether it is the one that is asked for, and the key to the other."""
        stage = self._stage
        asked = isinstance(stage, ChallengeStage) and stage.side == side
        box.set_class(asked, "-asked")
        box.asked = "" if not isinstance(stage, ChallengeStage) or asked else "   Tab: go here"

    def _focus_a_reason(self) -> None:
        """Move the cursor to an existing reason: redrawing may have replaced the rows."""
        rows = [row for box in self.query(ReasonList) for row in box.rows]
        if rows and self.focused not in rows:
            rows[0].focus()

    # Actions of the user

    @on(ChallengeStage.Given)
    def show_given(self) -> None:
        """Draw the reasons given so far."""
        argument = self._find_argument()
        if argument is not None:
            self._show_reasons(argument)

    @on(HearingStage.Acted)
    def carry_out(self, event: HearingStage.Acted) -> None:
        """Carry out the command of a stage."""
        hat = find_hat(self.room.drafts) if event.who == FACILITATOR else ""

        def forget(done: Done) -> None:
            self.room.drafts.forget(event.who, f"@{self._n}")

        self.room.act(event.who, event.do, event.args, because=event.because, said=event.said, hat=hat, then=forget)

    @on(ReasonRow.Chosen)
    def mark_chosen(self, event: ReasonRow.Chosen) -> None:
        """Mark the chosen reason as strong, or remove its mark."""
        self._toggle_mark(event.row)
        event.row.focus()

    def _toggle_mark(self, row: ReasonRow) -> None:
        if isinstance(self._stage, AssessStage) and row.can_focus:
            self._stage.toggle_mark(row.point.mark)
            row.strong = row.point.mark in self._stage.strong_marks
            row.scroll_visible(animate=False)
            for box in self.query(ReasonList):
                box.show_count()

    def on_key(self, event: events.Key) -> None:
        """Mark a reason by its number; move between reasons by up and down."""
        if not isinstance(self._stage, AssessStage):
            return
        rows = [row for box in self.query(ReasonList) for row in box.rows]
        if event.key.isdecimal():
            at = (int(event.key) or 10) - 1
            if at < len(rows):
                self._toggle_mark(rows[at])
                event.stop()
        elif event.key in ("up", "down") and isinstance(self.focused, ReasonRow):
            at = rows.index(self.focused) + (1 if event.key == "down" else -1)
            rows[at % len(rows)].focus()
            event.stop()
        elif event.key == "enter":  # a focused button takes the key first
            self._stage.say_keys()

    @on(Button.Pressed)
    def act_on_button(self, event: Button.Pressed) -> None:
        """Carry out the action of the button."""
        if isinstance(self._stage, ClarifyStage):
            self.action_withdraw()
        elif isinstance(self._stage, AssessStage) and event.button.name:
            self.action_judge(event.button.name)

    def action_mark(self) -> None:
        """Mark the reason under the cursor."""
        if isinstance(self.focused, ReasonRow):
            self._toggle_mark(self.focused)

    def action_nothing(self) -> None:
        """Finish the pros and cons of a role."""
        if isinstance(self._stage, ChallengeStage):
            self._stage.finish()

    def action_withdraw(self) -> None:
        """Withdraw the argument, after a question."""
        stage = self._stage
        if isinstance(stage, ClarifyStage):
            question = "Withdraw the argument? Nothing happens then, and the turn's plan is spent."
            sure = ConfirmScreen(question, (), "Withdraw", "Keep it")
            self.app.push_screen(sure, lambda yes: stage.withdraw() if yes else None)

    def action_judge(self, do: str) -> None:
        """Roll, or judge without dice. A veto needs a reason; the other ways may have one."""
        stage = self._stage
        if not isinstance(stage, AssessStage) or do not in stage.offers:
            return
        if do == "weigh":
            stage.post_message(stage.build_weighing())
            return

        def with_reason(because: str | None) -> None:
            if because is not None:
                stage.post_message(stage.Acted(stage.who, do, {}, because))

        offer = stage.offers[do]
        needed = do == "veto"
        prompt = f"{format_text(offer)} Why? {'(recorded with it)' if needed else '(Enter: nothing to add)'}"
        self.app.push_screen(ReasonScreen(format_title(offer), prompt, needed=needed), with_reason)

    def action_console(self) -> None:
        """Open the console of the facilitator."""
        self.room.open("console")

    def action_note(self) -> None:
        """Open the form for an observation."""
        self.app.push_screen(NoteScreen())

    def action_bookmark(self) -> None:
        """Mark this moment for the debrief."""
        bookmark(self)
