"""The desk: one role's private choice: what it knows, what it may do, the effects of an offer, and its decision."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Select, Static

from wargame.exercise.play.exercise import Done
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.play.quick_entry import QuickEntry, format_missing_slot
from wargame.rules.model import OBSERVER
from wargame.rules.offers import Offer
from wargame.rules.text.offer_text import format_not_open
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.app.text_page import PageScreen
from wargame.tui.play.desk.argument_form import ArgumentForm
from wargame.tui.play.desk.choosing import DeskChoice, find_slot, finish_last_call
from wargame.tui.play.desk.decision import DecisionForm
from wargame.tui.play.desk.decision_text import HINTS, format_example, format_heading, format_no_deal, format_recorded
from wargame.tui.play.desk.estimate_form import EstimateForm
from wargame.tui.play.desk.offer_detail import OfferDetail
from wargame.tui.play.desk.offers import ChoiceList, find_closed, list_offer_items, list_zone_items
from wargame.tui.play.desk.panes import NARROW, Panes
from wargame.tui.play.desk.plan_map import PlanMap
from wargame.tui.play.desk.role_knowledge import KnownPane, format_asked, format_strip, list_role_log
from wargame.tui.widgets.line_input import Toggle
from wargame.tui.widgets.role_look import list_role_looks

PARTS = "#where, #strip, #asked, #panes, #decide"
"""The parts that are hidden at once when a decision is taken."""
OFFER, ZONE = "offer", "zone"
"""The drafts of a desk, beside those of its parts."""


class DeskScreen(PlayScreen):
    """One role's desk. A decision needs Enter in the line for the reason, or a complete quick entry."""

    WHERE = "desk"
    PRIVATE = True
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("desk")
    CSS_PATH = "desk.tcss"
    AUTO_FOCUS = ""
    _panes = getters.query_one("#panes", Panes)
    _foot = getters.query_one("#decide", DecisionForm)

    def __init__(self, role: str, *, had_no_deal: bool = False) -> None:
        """``had_no_deal``: the role was called for deals, owed nothing, and goes on to its plan without a new call."""
        super().__init__()
        self._role, self._had_no_deal = role, had_no_deal
        self._stage = ""
        self._sure = False
        self._over = ""
        """The pane over the others that was opened by its key: ``knows``, ``map`` or nothing."""
        self._decided: Done | None = None
        """The decision that was just taken; None while there is a decision to take."""
        self._called = False
        """Was the role called in a secret round?"""
        self._is_last_call = False
        """Was that the last call of its round? The decision made at it may have ended the round."""
        self._came = 0
        """The place in the log when the role sat down."""
        self._recorded = ""
        """The decision that was taken here before, in words."""
        self._before = 0
        """The place in the log before that decision."""

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        self._drafts = self.room.drafts
        self._take_size()
        self._seat = self.room.find_seat(self._role)
        self._called = self.room.round.find_called() == self._role
        self._is_last_call, self._came = self.room.round.is_last_call, self._seat.place
        self._choosing = DeskChoice(self._seat)
        self.add_class(list_role_looks(self._seat)[self._role].css_class)
        yield Static("", id="where", classes="role-bar", markup=False)
        yield Prose("", id="strip")
        yield Prose("", id="asked")
        form = self._build_estimate_form() if self._choosing.asked == "estimate" else None
        yield Panes(self._seat, form, id="panes", ascii=self.room.settings.ascii)
        yield DecisionForm(self._role, self._drafts, id="decide")
        yield KeyBar(self.WHERE)

    def _take_size(self) -> None:
        """Set the classes of this size before there are parts: later, each class would style all parts again."""
        for size, steps in zip(
            self.app.size, (self.app.HORIZONTAL_BREAKPOINTS or (), self.app.VERTICAL_BREAKPOINTS or ()), strict=True
        ):
            self.add_class(max(step for step in steps if size >= step[0])[1])
        self.set_class(self.app.size.width < NARROW, "-alone")
        self.set_class(self.room.settings.ascii, "-ascii")

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.query("#known, #left, #detail, #map, #argument, #estimate").add_class("role-title")
        self.show_state()

    def on_screen_resume(self) -> None:
        """Go on after a decision when no screen lies over the desk any more."""
        if self._decided:
            self._go_on()

    # Drawing

    @property
    def _is_open(self) -> bool:
        """Is this desk still on the stack of screens? Messages of its inputs may arrive after it was closed."""
        return self in self.app.screen_stack

    def show_state(self) -> None:
        """Redraw the desk at the beginning of a decision."""
        if self._decided:
            return
        role = self._role
        self._choosing, self._sure = DeskChoice(self._seat), False
        asked = self._choosing.asked
        look = list_role_looks(self._seat)[self._role]
        heading = Content.assemble(look.draw_mark_on_plate(), f" {format_heading(self._seat)}")
        self.query_one("#where", Static).update(heading)
        self._show_strip()
        self._foot.entry.placeholder = format_example(asked, self._choosing.offers)
        self._show_asked(asked)
        items = list_offer_items(self._choosing.offers, self._choosing.refused, self.room.settings.ascii)
        self._panes.offers.show(items, self._drafts.get(role, OFFER))
        if asked == "estimate" and self._panes.form is None:
            self._panes.show_form(self._build_estimate_form())
        self._enter("estimate" if asked == "estimate" else "offers" if asked else "", anew=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the parts to the new size."""
        if not self._decided:
            if not self._panes.is_narrow and self._over == "knows":
                self._over = ""
            self._show_strip()
            self._arrange()

    def _show_strip(self) -> None:
        width = max(40, self.app.size.width - 2)
        self.query_one("#strip", Prose).update(format_strip(self._seat, width, self.room.settings.ascii))

    def _show_asked(self, asked: str) -> None:
        text = format_asked(self._seat, asked)
        if self._had_no_deal and asked and not self._recorded:
            text = f"{format_no_deal(asked)}\n{text}".rstrip()
        if self._recorded and asked:
            recorded = format_recorded(self._seat, self._recorded, self._before, asked)
            text = f"{recorded}\n{text}".rstrip()
        self.query_one("#asked", Prose).update(text)
        self.query_one("#asked").display = bool(text)

    def _build_estimate_form(self) -> EstimateForm:
        return EstimateForm(self._seat, self._drafts, id="estimate", ascii=self.room.settings.ascii)

    def _enter(self, stage: str, *, anew: bool = False) -> None:
        """Go to a stage of the decision: show its part, and focus it."""
        self._stage, self._sure = stage, False
        self._arrange()
        self._show_detail(anew=anew)
        self._show_hint()
        self._show_decision()
        if not stage:
            self.query_one("#known").focus()
        elif self._panes.form is not None and stage != "why":
            self._panes.form.start()
        else:
            self.query_one(f"#{stage}").focus()

    def _arrange(self) -> None:
        self.set_class(self._panes.is_narrow, "-alone")
        self.query_one("#strip").display = self._panes.is_narrow
        self.query_one("#decide").display = bool(self._stage)
        self._panes.lay_out(self._stage, self._over)

    @property
    def _highlighted(self) -> Offer | None:
        key = self._panes.offers.highlighted_key
        return self._choosing.offers.get(int(key)) if key.isdecimal() else None

    def _show_detail(self, *, anew: bool = False) -> None:
        """Show the taken or highlighted offer in detail."""
        zone = self._panes.zones.highlighted_key if self._stage == "zones" else self._choosing.zone
        listed = self._panes.zones if self._stage == "zones" else self._panes.offers
        closed = find_closed(listed.highlighted_key, self._choosing.refused)
        if closed is not None and (self._choosing.taken is None or self._stage == "zones"):
            self._panes.show_closed(closed)
            return
        self._panes.show_offer(self._choosing.taken or self._highlighted, zone, anew=anew)

    def _show_hint(self, wrong: str = "") -> None:
        over = self._over if self._panes.is_narrow or self._over == "map" else ""
        if over == "map" and self._stage == "why":
            over = "typing"
        kept = "kept" if self._stage == "offers" and self._foot.because else self._stage
        self._foot.show_hint(wrong or HINTS[over or kept], wrong=bool(wrong))

    def _show_decision(self) -> None:
        """Show what Enter in the line for the reason would decide."""
        try:
            offer, args, _ = self._choosing.build_command(self._panes.form)
            text = f"Decide: {self._choosing.format_taken(offer, args)}"
        except UnclearError as unclear:
            text = "Nothing is taken yet." if self._stage in ("offers", "zones") else f"Not yet: {unclear}."
        self._foot.show_decision(text)

    # Choosing

    def _put_back(self) -> None:
        """Put the taken offer back, with its form."""
        self._choosing.put_back()
        if isinstance(self._panes.form, ArgumentForm):
            self._panes.drop_form()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Put the taken offer back when the focus returns to the list."""
        gone_back = event.widget.id == "offers" and self.focused is event.widget
        if gone_back and self._stage != "offers":
            self._put_back()
            self._enter("offers")

    @on(OptionList.OptionHighlighted)
    def show_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the highlighted offer in detail."""
        if event.option_list.id in ("offers", "zones") and self._stage in ("offers", "zones") and not self._decided:
            self._show_detail()

    @on(ChoiceList.Paged)
    def scroll_detail(self, event: ChoiceList.Paged) -> None:
        """Scroll the detail of an offer."""
        self.query_one("#detail", OfferDetail).scroll_relative(y=event.by * 6, animate=False)

    @on(PlanMap.Stepped)
    async def pass_key_on(self, event: PlanMap.Stepped) -> None:
        """Pass a key on the map to the list behind it."""
        if event.action == "select":
            self.action_map()
        await (self._panes.zones if self._stage == "zones" else self._panes.offers).run_action(event.action)

    @on(OptionList.OptionSelected, "#offers")
    def take_offer(self, event: OptionList.OptionSelected) -> None:
        """Take the selected offer; say why one that is not open cannot be taken."""
        if not self._is_refused(event):
            self._take(self._choosing.offers[int(event.option.id or 0)])

    @on(OptionList.OptionSelected, "#zones")
    def take_zone(self, event: OptionList.OptionSelected) -> None:
        """Take the selected zone; say why one that is refused cannot be taken."""
        if not self._is_refused(event):
            self._choosing.zone = event.option.id or ""
            self._drafts.keep(self._role, ZONE, self._choosing.zone)
            self._enter("why")

    def _is_refused(self, event: OptionList.OptionSelected) -> bool:
        """Say why the selected item is not open, and return whether it is not."""
        closed = find_closed(event.option.id or "", self._choosing.refused)
        if closed is not None:
            self._show_hint(format_not_open(closed.offer))
        return closed is not None

    def _take(self, offer: Offer, zone: str = "") -> None:
        """Take an offer for now, and go on to its open slot, its form or the reason."""
        number = self._choosing.take(offer, zone)
        self._drafts.keep(self._role, OFFER, number)
        self._panes.offers.highlight_item(number)
        slot = self._choosing.open_slot
        ascii = self.room.settings.ascii
        if offer.do == "argue":
            self._panes.show_form(ArgumentForm(self._seat, offer, self._drafts, id="argument", ascii=ascii))
            self._enter("argument")
        elif slot is not None:
            self._panes.zones.show(
                list_zone_items(offer, slot, self._choosing.refused, ascii), self._drafts.get(self._role, ZONE)
            )
            self._enter("zones")
        else:
            self._enter("why")

    @on(ArgumentForm.Ready)
    @on(EstimateForm.Ready)
    def finish_form(self) -> None:
        """Go on to the reason when the form is complete."""
        try:
            self._choosing.build_command(self._panes.form)
        except UnclearError as unclear:
            self._show_hint(str(unclear))
            return
        self._enter("why")

    # Deciding

    @on(DecisionForm.Edited)
    def reset_warning(self, event: DecisionForm.Edited) -> None:
        """Ask for a reason again after the decision was edited."""
        self._sure = False
        if event.more and self._foot.is_complaining:
            self._show_hint()  # the user corrects the error

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Toggle.Changed)
    def redraw_decision(self) -> None:
        """Show what Enter would decide now."""
        if self._is_open:
            self._show_decision()

    @on(DecisionForm.Decided)
    def decide(self) -> None:
        """Decide. If there is no reason, ask for one, and decide at the second Enter."""
        because = self._foot.because
        highlighted = self._highlighted
        if self._choosing.taken is None and highlighted is not None and self._choosing.asked != "estimate":
            self._take(highlighted)
            if self._stage == "why":
                self._show_hint("Enter once more decides what stands above")
            return
        try:
            offer, args, said = self._choosing.build_command(self._panes.form)
        except UnclearError as unclear:
            self._show_hint(str(unclear))
            return
        if not because and not self._sure and offer.do not in ("pass", "argue"):
            self._foot.why.focus()
            self._sure = True
            self._show_hint("No reason yet: write one line, or press Enter again to decide without one")
            return
        self._carry_out(offer, args, because, said)

    @on(DecisionForm.Entered)
    def read_quick_entry(self, event: DecisionForm.Entered) -> None:
        """Carry out a quick entry. If it is incomplete, take what it has and ask for the rest."""
        try:
            entry = self._choosing.read_entry(event.text)
        except UnclearError as unclear:
            self._show_hint(str(unclear))
            return
        if entry.because and entry.missing is None:
            self._carry_out(entry.offer, entry.args, entry.because, entry.said)
        else:
            self._apply_entry(entry)

    def _apply_entry(self, entry: QuickEntry) -> None:
        """Take what a quick entry has, and ask for the rest."""
        self._foot.entry.value = ""  # the entry is read: the parts above show what is taken
        if entry.because:
            self._foot.why.value = entry.because
        if isinstance(self._panes.form, EstimateForm):
            self._panes.form.set_percent(entry.args["percent"])
            self._enter("why")
            return
        slot = find_slot(entry.offer)
        self._take(entry.offer, str(entry.args.get(slot.name, "")) if slot is not None else "")
        if entry.missing is not None:
            self._show_hint(format_missing_slot(entry.offer, entry.missing))

    def _carry_out(self, offer: Offer, args: dict[str, Any], because: str, said: dict[str, Any]) -> None:
        words, before = self._choosing.format_taken(offer, args), self._seat.place

        def done(done: Done) -> None:
            """Remove the drafts after a decision, hide all parts, and go on when no screen lies over this one."""
            self._decided, self._recorded, self._before = done, words, before
            self._drafts.forget(self._role)
            self.query(PARTS).set(display=False)
            self.call_later(self._go_on)

        self.room.act(self._role, offer.do, args, because=because, said=said, then=done)

    def _go_on(self) -> None:
        """Show the next choice if it is this role's again, else close. Wait while a dialog lies over the desk."""
        if self._decided is None or not self.is_current:
            return
        if not self._is_asked_on(self._decided):
            if self._called and self._is_last_call:
                self._called = False
                if not finish_last_call(self.room, self._role, self._came):
                    self.dismiss(None)
                    return
            else:
                self.dismiss(None)
                if self._called:
                    self.room.finish_call()
                return
        self._decided = None
        self._panes.drop_form()
        self._foot.clear()
        self._panes.offers.show([])
        self.remove_class("-quick")
        self._over = ""
        self.query(PARTS).set(display=True)
        self.show_state()

    def _is_asked_on(self, decided: Done) -> bool:
        """Does this role decide further here, before anybody else?"""
        if self._called:
            return self.room.round.is_asked(self._role)
        return self._choosing.has_next_choice(decided.n, self.room.find_seat(OBSERVER))

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the key of the map only if the map is not shown anyway and there is an offer to show on it."""
        if action == "map":
            return (
                bool(self._seat.build_map().zones and self._choosing.offers)
                and self._panes.form is None
                and not self._panes.has_map
            )
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Go one step back; from the first, to the table."""
        if isinstance(self.focused, KnownPane) and not self._over and self._stage:
            self._enter(self._stage)
            return
        if self._over == "map" or (self._over and self._panes.is_narrow):
            self._toggle_overlay(self._over, PlanMap if self._over == "map" else KnownPane)
            return
        first = "estimate" if self._choosing.asked == "estimate" else "offers"
        if self._choosing.asked and (self._stage != first or self.focused is self._foot.entry):
            self._put_back()
            self._enter(first)
        else:
            self.dismiss(None)

    def action_knows(self) -> None:
        """Focus what the role knows, to read all of it; where it has no room beside the offers, show it in their place.

        The same key goes back.
        """
        if self._panes.is_narrow:
            self._toggle_overlay("knows", KnownPane)
        elif isinstance(self.focused, KnownPane):
            self._enter(self._stage)
        else:
            self.query_one("#known").focus()
            self._foot.show_hint(HINTS["knows"])

    def action_map(self) -> None:
        """Switch between the map and the offers."""
        self._toggle_overlay("map", PlanMap)

    def _toggle_overlay(self, what: str, part: type[KnownPane | PlanMap]) -> None:
        """Show or hide a pane that lies over others if there is no room for all. The focus moves with it."""
        typing = isinstance(self.focused, Input)
        self._over = what if self._over != what else ""
        self._arrange()
        self._show_hint()
        if self._over and self._panes.is_narrow and not typing:
            self.query_one(part).focus()
        elif self.focused is None or isinstance(self.focused, KnownPane | PlanMap):
            self._enter(self._stage)

    def action_brief(self) -> None:
        """Show the brief of the role."""
        spec = self._seat.find_role(self._role)
        goals = [f"{one.title}: {one.text}" for one in self._seat.find_own_objectives().objectives]
        self.app.push_screen(PageScreen(f"{spec.name}: your brief", [spec.private, *goals]))

    def action_own_log(self) -> None:
        """Show the log of the role."""
        log = list_role_log(self._seat)
        lines = [f"{'   ' * level}{text}" for level, text in log] or ["Nothing has happened yet."]
        title = f"What {self._seat.find_role(self._role).name} knows has happened"
        self.app.push_screen(PageScreen(title, lines, end=True))

    def action_quick(self) -> None:
        """Focus the line for a quick entry."""
        if self._choosing.asked:
            self.add_class("-quick")
            self._foot.focus_quick_entry()
            self._foot.show_hint(HINTS["quick"])
