"""Desk: one role's private choice: what it knows, what it may do, what that would bring, what it takes, and why."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, OptionList, Select

from wargame.content.likelihood import phrase
from wargame.exercise.entry import UnclearError, capital, numbered
from wargame.exercise.exercise import Done
from wargame.exercise.quick import Entry, ask_for, read_entry
from wargame.exercise.text import LIMITS
from wargame.rules.explain import moves_text
from wargame.rules.offers import Offer, Slot
from wargame.tui.commands import bindings
from wargame.tui.drafts import Drafts
from wargame.tui.screen import KeyBar, PlayScreen, Prose
from wargame.tui.screens.page import PageScreen
from wargame.tui.widgets.argument import ArgumentForm
from wargame.tui.widgets.effects import Detail
from wargame.tui.widgets.estimate import EstimateForm
from wargame.tui.widgets.known import Known, asked_text, log_lines, strip_text
from wargame.tui.widgets.line import Line, Toggle
from wargame.tui.widgets.offers import ChoiceList, odds_text, offer_items, zone_items

SERVED = frozenset({"respond", "deal", "answer", "plan", "estimate"})
"""The kinds of choice that are made here; the parts of a hearing have a screen of their own."""

HINTS = {
    "offers": "Up, Down, digits: look; PgDn: read on. Enter: take it, its reason comes next.",
    "zones": "Where? Up, Down: look at each. Enter: there. Esc: another offer.",
    "argument": "Enter or Tab: next field. Enter in the last reason: on to the decision.",
    "estimate": "Per cent or words; Up, Down move it. Enter: on to the reason.",
    "why": "One line in your own words, then Enter decides. Esc: back.",
    "": "Esc or F10: back to the table.",
}
NARROW = 112
"""Below so many columns what a role knows lies behind a key, with a strip of it on top."""
EXAMPLES = {"plan": "3 juarez because ...", "estimate": "70 because ..."}
"""What a quick entry looks like."""
WHY, ENTRY, OFFER, ZONE = "because", "entry", "offer", "zone"
"""The drafts of a desk, beside those of its forms."""


class DeskScreen(PlayScreen):
    """One role's desk. Nothing is decided before Enter in the line for the reason (or in a whole quick entry)."""

    WHERE = "desk"
    BINDINGS: ClassVar[list[BindingType]] = bindings("desk")
    CSS_PATH = "desk.tcss"

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role
        self._offers: dict[int, Offer] = {}
        self._taken: Offer | None = None
        self._zone = ""
        self._stage = ""
        self._sure = False
        self._decided = False

    def compose(self) -> ComposeResult:
        self._drafts = Drafts(self.room.drafts, self.exercise.path)
        self._drafts.load()
        ascii = self.room.settings.ascii
        yield Prose("", id="where")
        yield Prose("", id="strip")
        yield Prose("", id="asked")
        with Horizontal(id="panes"):
            yield Known(self._role, id="known", ascii=ascii)
            with Vertical(id="left"):
                yield ChoiceList(id="offers")
                yield ChoiceList(id="zones")
            yield Detail(id="detail", ascii=ascii)
            yield ArgumentForm(self._role, self._drafts, id="argument", ascii=ascii)
            yield EstimateForm(self._role, self._drafts, id="estimate", ascii=ascii)
        with Vertical(id="decide"):
            yield Prose("", id="confirm")
            with Horizontal(classes="field"):
                yield Prose("Why?", classes="label")
                yield Line("in your own words: why this, why now?", limit=LIMITS["rationale"], id="why")
                yield Button("Decide", id="take", variant="primary", compact=True)
            with Horizontal(classes="field quick"):
                yield Prose("Quick", classes="label")
                yield Line("3 juarez because ...", limit=LIMITS["rationale"] + 200, id="entry")
            yield Prose("", id="hint")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        self.set_class(self.room.settings.ascii, "-ascii")
        for pane, title in (("known", "What you know"), ("left", "You may"), ("detail", "What it would bring")):
            self.query_one(f"#{pane}").border_title = title
        with self.prevent(Input.Changed):
            self.query_one("#why", Line).value = self._drafts.get(self._role, WHY)
            self.query_one("#entry", Line).value = self._drafts.get(self._role, ENTRY)
        self.show_state()

    def on_unmount(self) -> None:
        self._drafts.save()

    def on_screen_resume(self) -> None:
        if self._decided:
            self.dismiss(None)

    # Drawing

    @property
    def _asked(self) -> str:
        """The kind of choice this role owes here now, or an empty text."""
        owed = self._role in self.exercise.waiting_for() and self.exercise.pending() in SERVED
        return self.exercise.pending() if owed else ""

    @property
    def _up(self) -> bool:
        """Is this desk still there? What was typed may arrive when the exercise has been left already."""
        return self in self.app.screen_stack

    @property
    def _narrow(self) -> bool:
        """Is there no room for what the role knows beside its offers?"""
        return self.app.size.width < NARROW

    def show_state(self) -> None:
        if self._decided:
            return
        exercise, role, asked = self.exercise, self._role, self._asked
        self._offers = numbered(exercise.table, exercise.offers(role), role) if asked else {}
        self._taken, self._zone, self._sure = None, "", False
        name = exercise.table.scenario.roles[role].name
        when = "the exercise is over" if exercise.over else f"turn {exercise.turn} of {exercise.table.turns}"
        what = f", {exercise.phase}" if exercise.turn and not exercise.over else ""
        self.query_one("#where", Prose).update(f"{name}, for its eyes only: {when}{what}")
        self._show_strip()
        self.query_one("#entry", Line).placeholder = EXAMPLES.get(asked, "1 because ...")
        self.query_one("#known", Known).show(exercise)
        self._show_asked(asked)
        self.query_one("#offers", ChoiceList).show(offer_items(self._offers), self._drafts.get(role, OFFER))
        if asked == "estimate":
            self.query_one("#estimate", EstimateForm).show(exercise, self._offers[1])
        self._enter("estimate" if asked == "estimate" else "offers" if asked else "")

    def on_resize(self, event: events.Resize) -> None:
        if not self._decided:
            self._show_strip()
            self._arrange()

    def _show_strip(self) -> None:
        width = max(40, self.size.width - 2)
        self.query_one("#strip", Prose).update(strip_text(self.exercise, self._role, width, self.room.settings.ascii))

    def _show_asked(self, asked: str) -> None:
        text = asked_text(self.exercise, self._role, asked)
        self.query_one("#asked", Prose).update(text)
        self.query_one("#asked").display = bool(text)

    def _enter(self, stage: str) -> None:
        """Go to a stage of the decision: show its part, and put the keyboard there."""
        self._stage, self._sure = stage, False
        self._arrange()
        self._hint()
        self._confirm()
        if not stage:
            self.query_one("#known").focus()
        elif stage == "argument":
            self.query_one("#argument", ArgumentForm).start()
        elif stage == "estimate":
            self.query_one("#estimate", EstimateForm).start()
        else:
            self.query_one(f"#{stage}").focus()
        if stage in ("offers", "zones"):
            self._look()

    def _arrange(self) -> None:
        """Show the parts this stage needs."""
        arguing = self._taken is not None and self._taken.do == "argue"
        estimating = self._asked == "estimate"
        narrow, turned = self._narrow, self.has_class("-knows")
        knows = narrow and turned
        self.set_class(narrow, "-alone")
        self.query_one("#strip").display = narrow
        self.query_one("#known").display = knows if narrow else not turned
        self.query_one("#offers").display = self._stage != "zones"
        self.query_one("#zones").display = self._stage == "zones"
        self.query_one("#left").border_title = "Where?" if self._stage == "zones" else "You may"
        self.query_one("#left").display = not estimating and not knows and not (arguing and self.app.size.width < 150)
        self.query_one("#argument").display = arguing and not knows
        self.query_one("#estimate").display = estimating and not knows
        self.query_one("#detail").display = not arguing and not estimating and not knows
        self.query_one("#decide").display = bool(self._stage)

    def _look(self) -> None:
        """Show in detail what is highlighted."""
        offer = self._taken or self._offers.get(int(self.query_one("#offers", ChoiceList).here or 0))
        zone = self.query_one("#zones", ChoiceList).here if self._stage == "zones" else self._zone
        self.query_one("#detail", Detail).show(self.exercise, self._role, offer, zone)

    def _hint(self, wrong: str = "") -> None:
        hint = self.query_one("#hint", Prose)
        hint.update(capital(f"{wrong.rstrip('.')}.") if wrong else HINTS[self._stage])
        hint.set_class(bool(wrong), "wrong")

    def _confirm(self) -> None:
        """What Enter in the line for the reason would decide."""
        try:
            text = f"Decide: {self._in_words()}" if self._asked else ""
        except UnclearError as unclear:
            text = "Nothing is taken yet." if self._stage in ("offers", "zones") else f"Not yet: {unclear}."
        self.query_one("#confirm", Prose).update(text)

    def _in_words(self) -> str:
        """The decision as it stands. Raises `UnclearError` while something is missing."""
        offer, args, _ = self._command()
        if offer.do == "estimate":
            return f"{args['percent']} % ({phrase(args['percent'])})"
        if offer.do == "argue":
            moves = moves_text(self.exercise.table, args["effects"], self._role)
            return f"argue{' in secret' * args['secret']}{': ' * bool(moves)}{moves}"
        zone = self.exercise.table.scenario.zones.get(self._zone)
        odds = odds_text(offer, self._zone)
        return offer.title + (f" at {zone.name}" if zone is not None else "") + (f" ({odds})" if odds else "")

    def _command(self) -> tuple[Offer, dict[str, Any], dict[str, Any]]:
        """The offer taken, with the arguments and words of its command. Raises `UnclearError`."""
        if self._asked == "estimate":
            return self._offers[1], {"percent": self.query_one("#estimate", EstimateForm).percent()}, {}
        if self._taken is None:
            raise UnclearError("take an offer first: Up and Down, then Enter")
        if self._taken.do == "argue":
            return self._taken, *self.query_one("#argument", ArgumentForm).taken()
        slot = self._slot(self._taken)
        if slot is not None and not self._zone:
            raise UnclearError(ask_for(self._taken, slot))
        return self._taken, self._taken.fill(**({slot.name: self._zone} if slot is not None else {})), {}

    @staticmethod
    def _slot(offer: Offer) -> Slot | None:
        """The one slot of an action, if it has one."""
        return offer.slots[0] if offer.slots and offer.rules else None

    # Choosing

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Whoever goes back to the offers has taken none of them yet."""
        if event.widget.id == "offers" and self._stage != "offers":
            self._taken, self._zone = None, ""
            self._enter("offers")

    @on(OptionList.OptionHighlighted)
    def highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list.has_focus or self._stage in ("offers", "zones"):
            self._look()

    @on(ChoiceList.Paged)
    def read_on(self, event: ChoiceList.Paged) -> None:
        self.query_one("#detail", Detail).scroll_relative(y=event.by * 6, animate=False)

    @on(OptionList.OptionSelected, "#offers")
    def offer_taken(self, event: OptionList.OptionSelected) -> None:
        self._take(self._offers[int(event.option.id or 0)])

    @on(OptionList.OptionSelected, "#zones")
    def zone_taken(self, event: OptionList.OptionSelected) -> None:
        self._zone = event.option.id or ""
        self._drafts.keep(self._role, ZONE, self._zone)
        self._enter("why")
        self._look()

    def _take(self, offer: Offer, zone: str = "") -> None:
        """Take an offer for the time being, and go on to what is still open of it."""
        self._taken, self._zone = offer, zone
        number = next(str(n) for n, one in self._offers.items() if one is offer)
        self._drafts.keep(self._role, OFFER, number)
        self.query_one("#offers", ChoiceList).go(number)
        slot = self._slot(offer)
        if offer.do == "argue":
            self.query_one("#argument", ArgumentForm).show(self.exercise, offer)
            self._enter("argument")
        elif slot is not None and not zone and len(slot.domain) > 1:
            self.query_one("#zones", ChoiceList).show(zone_items(offer, slot), self._drafts.get(self._role, ZONE))
            self._enter("zones")
        else:
            self._zone = zone or (slot.domain[0] if slot is not None else "")
            self._enter("why")
            self._look()

    @on(ArgumentForm.Ready)
    @on(EstimateForm.Ready)
    def form_ready(self) -> None:
        try:
            self._command()
        except UnclearError as unclear:
            self._hint(str(unclear))
            return
        self._enter("why")

    # Deciding

    @on(Input.Changed, "#why,#entry")
    def keep_typed(self, event: Input.Changed) -> None:
        if self._up:
            self._drafts.keep(self._role, WHY if event.input.id == "why" else ENTRY, event.value)
            self._sure = False

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Toggle.Changed)
    def say_again(self) -> None:
        if self._up:
            self._confirm()

    @on(Input.Blurred)
    def keep_on_leaving(self) -> None:
        self._drafts.save()

    @on(Input.Submitted, "#why")
    @on(Button.Pressed, "#take")
    def decide(self) -> None:
        """Enter in the line for the reason decides; without a reason, only at the second time."""
        because = self.query_one("#why", Line).value.strip()
        highlighted = self._offers.get(int(self.query_one("#offers", ChoiceList).here or 0))
        if self._taken is None and highlighted is not None and self._asked != "estimate":
            self._take(highlighted)
            if self._stage == "why":
                self._hint("Enter once more decides what stands above")
            return
        try:
            offer, args, said = self._command()
        except UnclearError as unclear:
            self._hint(str(unclear))
            return
        if not because and not self._sure and offer.do not in ("pass", "argue"):
            self.query_one("#why").focus()
            self._sure = True
            self._hint("No reason yet: write one line, or press Enter again to decide without one")
            return
        self._carry_out(offer, args, because, said)

    @on(Input.Submitted, "#entry")
    def quick_entry(self, event: Input.Submitted) -> None:
        try:
            entry = read_entry(event.value.strip(), self._offers)
        except UnclearError as unclear:
            self._hint(str(unclear))
            return
        if entry.because and entry.missing is None:
            self._carry_out(entry.offer, entry.args, entry.because, entry.said)
        else:
            self._go_on_from(entry)

    def _go_on_from(self, entry: Entry) -> None:
        """Take what a quick entry said, and ask for the rest."""
        if entry.because:
            self.query_one("#why", Line).value = entry.because
        if entry.offer.do == "estimate":
            self._drafts.keep(self._role, "percent", str(entry.args["percent"]))
            self.query_one("#estimate", EstimateForm).show(self.exercise, entry.offer)
            self._enter("why")
            return
        slot = self._slot(entry.offer)
        self._take(entry.offer, str(entry.args.get(slot.name, "")) if slot is not None else "")
        if entry.missing is not None:
            self._hint(ask_for(entry.offer, entry.missing))

    def _carry_out(self, offer: Offer, args: dict[str, Any], because: str, said: dict[str, Any]) -> None:
        self._drafts.save()
        self.room.act(self._role, offer.do, args, because=because, said=said, then=self._done)

    def _done(self, done: Done) -> None:
        """Decided: forget the drafts, hide all at once, and close as soon as nothing lies over this screen."""
        self._decided = True
        self._drafts.forget(self._role)
        for part in self.children:
            part.display = False
        self.call_later(self._close)

    def _close(self) -> None:
        if self.is_current:
            self.dismiss(None)

    # Commands

    def action_back(self) -> None:
        """One step back; from the first, to the table."""
        if self._narrow and self.has_class("-knows"):
            self.action_knows()
            return
        first = "estimate" if self._asked == "estimate" else "offers"
        if self._asked and (self._stage != first or self.focused is self.query_one("#entry")):
            self._taken, self._zone = None, ""
            self._enter(first)
        else:
            self.dismiss(None)

    def action_knows(self) -> None:
        self.toggle_class("-knows")
        self._arrange()
        if self._narrow and self.has_class("-knows"):
            self.query_one("#known").focus()
        elif self.focused is None or self.focused.id == "known":
            self._enter(self._stage)

    def action_brief(self) -> None:
        spec = self.exercise.table.scenario.roles[self._role]
        goals = [f"{s.objective.title}: {s.objective.text}" for s in self.exercise.standings(self._role)]
        self.room.push_screen(PageScreen(f"{spec.name}: your brief", [spec.private, *goals]))

    def action_own_log(self) -> None:
        name = self.exercise.table.scenario.roles[self._role].name
        lines = log_lines(self.exercise, self._role) or ["Nothing has happened yet."]
        self.room.push_screen(PageScreen(f"What {name} knows has happened", lines, end=True))

    def action_quick(self) -> None:
        if self._asked:
            self.add_class("-quick")
            self.query_one("#entry").focus()
            self.query_one("#hint", Prose).update(
                "All of it on one line: number (and zone), because, your reason. Enter decides."
            )
