"""The console of the facilitator: run of show, every power with one key and a reason, all secrets, the full log.

It is private: if people play roles, it opens behind a veil. The powers are built from what the exercise offers. A new
power needs only an entry in `POWERS` (`wargame/rules/powers.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.exercise.play.run_of_show import list_injectable_cards
from wargame.exercise.play.seats import BOT, DEFAULT_BOT, PEOPLE, format_seat
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import Offer, OfferGroup, Slot
from wargame.rules.powers import POWERS, RESULT_POWERS
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.offer_text import format_closes, format_text, format_title, list_slot_labels
from wargame.rules.text.plan_text import format_reversal, format_reversible
from wargame.rules.text.power_text import format_power_title
from wargame.rules.text.rule_text import end_sentence
from wargame.tui.app.commands import build_bindings, find_shortcut
from wargame.tui.app.hats import find_hat, wear_next_hat
from wargame.tui.app.pick_dialog import EffectsScreen, PickScreen
from wargame.tui.app.question_dialogs import ReasonScreen
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.play.console.facilitator_overview import iter_everything, iter_full_log, iter_run_of_show
from wargame.tui.play.console.rating import RatingScreen
from wargame.tui.play.note import NoteScreen, bookmark
from wargame.tui.widgets.hanging_indent import Hanging
from wargame.tui.widgets.privacy_cover import Veil

DESK = {
    "undo": "Undo to a decision",
    "pause": "Stop the clocks",
    "note": "Note an observation",
    "rate": "Rate a learning objective",
    "bookmark": "Bookmark this moment",
    "amend": "Amend a reason",
    "seat": "Hand a role to a bot, or back",
    "hat": "Change the hat",
    "everything": "All secrets and the full log",
    "devices": "Devices of the teams",
}
"""The actions of the console beside the powers, in the order of the list."""
PANES = {"show": "Run of show", "powers": "What you can do", "all": "All secrets", "log": "Full log"}
"""The contents of each pane."""
ALWAYS = frozenset({"back", "help", "blank", "next_theme", "command_palette", "picture"})
"""The actions that work before the veil is lifted."""


class ConsoleScreen(PlayScreen):
    """The screen of the facilitator."""

    WHERE = "console"
    PRIVATE = True
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("console")
    CSS_PATH = "console.tcss"
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._veiled = False

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Prose("", id="where", classes="private")
        with Vertical(id="console"):
            with Horizontal(id="above"):
                with VerticalScroll(id="show"):
                    yield Hanging(id="running")
                yield OptionList(id="powers", markup=False)
            with Horizontal(id="below"):
                with VerticalScroll(id="all"):
                    yield Hanging(id="numbers")
                with VerticalScroll(id="log"):
                    yield Hanging(id="lines")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        for pane, title in PANES.items():
            self.query_one(f"#{pane}").border_title = title
        log = self.query_one("#log", VerticalScroll)
        for laid_out in ("virtual_size", "size"):
            self.watch(log, laid_out, self._show_end_of_log, init=False)
        self._veiled = bool(self._chair.list_people_roles())
        if self._veiled:
            self.query_one("#console").display = False
            self.query_one("#where", Prose).update("Console")
            text = "Everything is on it: plans, secrets, the pile. Enter shows it when nobody else can see the screen."
            self.mount(Veil("Facilitator only", text), before="#console")
        self.show_state()

    @on(Veil.Lifted)
    def lift_veil(self) -> None:
        """Show the contents behind the veil."""
        self._veiled = False
        self.query_one(Veil).remove()
        self.query_one("#console").display = True
        self.query_one(KeyBar).refresh()
        self.show_state()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable all commands of the console before the veil is lifted."""
        return not self._veiled or action in ALWAYS

    # Drawing

    @property
    def _chair(self) -> Seat:
        return self.room.find_seat(FACILITATOR)

    def show_state(self) -> None:
        """Draw the run of show, the powers and the overview."""
        if self._veiled:
            return
        chair, ascii = self._chair, self.room.settings.ascii
        here = chair.find_position()
        at = f"turn {here.turn} of {here.turns}, {here.phase}" if here.turn else "before turn 1"
        self.query_one("#where", Prose).update(
            f"Console: facilitator only   {'it is over' if here.over else at}   hat: {find_hat(self.room.drafts)}"
        )
        self.query_one("#running", Hanging).write(
            iter_run_of_show(chair, ascii, self.room.settings.keys, brief=self.has_class("-short"))
        )
        self.query_one("#numbers", Hanging).write(iter_everything(chair, self.room.find_seat(OBSERVER), ascii))
        self.query_one("#lines", Hanging).write(iter_full_log(chair))
        self._show_powers()

    def _show_end_of_log(self) -> None:
        """Scroll the log to its end after each layout."""
        log = self.query_one("#log", VerticalScroll)
        self.call_after_refresh(log.scroll_end, animate=False)

    def _show_powers(self) -> None:
        """Show all powers with their keys. Those that cannot be used now are listed, but cannot be chosen."""
        listed = self.query_one("#powers", OptionList)
        at = listed.highlighted
        open_now = {offer.do for offer in self._list_powers()}
        keys = self.room.settings.keys
        options: list[Option | None] = [
            Option(_format_row(find_shortcut(power.do, keys), format_power_title(power.do), power.do in open_now),
                   id=f"power('{power.do}')",
                   disabled=power.do not in open_now)
            for power in POWERS
        ]  # fmt: skip
        options.append(None)
        desk = {**DESK, "pause": "Let the clocks run"} if self._chair.find_position().paused else DESK
        options += [Option(_format_row(find_shortcut(id, keys), text, True), id=id) for id, text in desk.items()]
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = at if at is not None else next(
            (i for i, option in enumerate(listed.options) if not option.disabled), None
        )  # fmt: skip
        if self.focused is None:
            listed.focus()

    @on(OptionList.OptionSelected, "#powers")
    def run_chosen(self, event: OptionList.OptionSelected) -> None:
        """Run the command that was selected."""
        self.run_worker(self.run_action(str(event.option.id)))

    # Powers

    def _list_powers(self) -> list[Offer]:
        return [offer for offer in self._chair.list_offers() if offer.group is OfferGroup.POWERS]

    @work(exclusive=True)
    async def action_power(self, do: str) -> None:
        """Use a power: ask for its variant, its arguments and the reason."""
        ways = [offer for offer in self._list_powers() if offer.do == do]
        if not ways:
            self.notify("There is nothing to do that with now.", markup=False)
            return
        offer = ways[0]
        if len(ways) > 1:
            labels = [f"{way.way}{self._format_current(way)}" for way in ways]
            at = await self.app.push_screen_wait(PickScreen(format_power_title(do), labels, format_text(offer)))
            if at is None:
                return
            offer = ways[at]
        values: dict[str, Any] = {}
        because: str | None = None
        for slot in offer.slots:
            if slot.effects and do in RESULT_POWERS:  # before the line that is full of effects already
                because = await self.app.push_screen_wait(
                    ReasonScreen(format_title(offer), f"{self._format_result(values)} Why? (recorded with it)")
                )
                if because is None:
                    return
            value = await self._ask(offer, slot, values)
            if value is None:
                return
            values[slot.name] = value
        args = offer.fill(**values)
        if because is None:
            prompt = self._format_prompt(offer, args)
            because = await self.app.push_screen_wait(ReasonScreen(format_title(offer), prompt))
        if because is not None:
            self.room.act(FACILITATOR, do, args, because=because, hat=find_hat(self.room.drafts))

    def _format_prompt(self, offer: Offer, args: Mapping[str, Any]) -> str:
        said = format_decision(self._chair.name_command(offer.do, args), "The facilitator")
        return f"{self._format_result(args)} {said}. Why? (recorded with it)".lstrip()

    def _format_result(self, args: Mapping[str, Any]) -> str:
        """Return the result that is overruled; empty where none is."""
        result = self._chair.list_reversible().get(str(args.get("role")))
        return end_sentence(format_reversible(result)) if result is not None else ""

    async def _ask(self, offer: Offer, slot: Slot, values: Mapping[str, Any]) -> Any:
        """Ask for the value of a slot; return None if the question was left."""
        if slot.effects:
            start = self._chair.compute_reversal(values["role"]) if offer.do in RESULT_POWERS else {}
            result = self._chair.list_reversible().get(str(values.get("role")))
            text = format_text(offer)
            if result is not None:
                brought = self._chair.list_turned_cards(values["role"])
                text = f"{end_sentence(format_reversible(result))} {format_reversal(bool(start), brought)}"
            return await self.app.push_screen_wait(EffectsScreen(self._chair, format_title(offer), slot, text, start))
        if offer.do in RESULT_POWERS:
            return await self._ask_result(offer)
        if len(slot.domain) == 1:
            return slot.domain[0]
        current = self._find_current(offer) if slot.name == "value" else None
        labels = [
            self._format_value(slot, i) + (" (now)" if one == current else "") for i, one in enumerate(slot.domain)
        ]
        now = slot.domain.index(current) if current in slot.domain else 0
        headings: list[str] = []
        picked: Sequence[Any] = slot.domain
        if slot.name == "card":
            cards = list_injectable_cards(self._chair)
            labels = [shorten(card.text, 200, placeholder=" ...") for card in cards]
            headings, picked = [card.heading for card in cards], [card.id for card in cards]
        at = await self.app.push_screen_wait(
            PickScreen(format_title(offer), labels, format_text(offer), now=now, headings=headings)
        )
        return None if at is None else picked[at]

    async def _ask_result(self, offer: Offer) -> str | None:
        """Ask for the role whose result is overruled; return None if the question was left."""
        results = self._chair.list_reversible()
        if not results:
            self.notify("No result of this turn can be turned.", markup=False)
            return None
        if len(results) == 1:
            return next(iter(results))
        picked = await self.app.push_screen_wait(
            PickScreen(format_title(offer), list(map(format_reversible, results.values())), format_text(offer))
        )
        return None if picked is None else list(results)[picked]

    def _format_value(self, slot: Slot, i: int) -> str:
        """Return one value of a slot in words."""
        value = slot.domain[i]
        labels = list_slot_labels(slot)
        if labels:
            return labels[i]
        if slot.name == "closes":
            return format_closes(value)
        return next((role.name for role in self._chair.list_roles() if role.id == value), str(value))

    def _find_current(self, offer: Offer) -> int | None:
        """Return the current value of the number that an offer sets."""
        numbers = [*self._chair.list_numbers(), *self._chair.build_map().list_numbers()]
        values = {number.id: number.now for number in numbers}
        values |= {flag.id: int(flag.now) for flag in self._chair.list_flags()}
        return values.get(str(offer.args.get("number")))

    def _format_current(self, offer: Offer) -> str:
        value = self._find_current(offer)
        if value is None:
            return ""
        return f": {('no', 'yes')[value]}" if self._is_flag(offer) else f": {value}"

    def _is_flag(self, offer: Offer) -> bool:
        return any(flag.id == offer.args.get("number") for flag in self._chair.list_flags())

    # Records

    def _list_decisions(self) -> list[tuple[int, str]]:
        """Return the decisions that stand, the last one first, as (line, words), without the start of the session."""
        out = []
        for n, entry in reversed(self._chair.list_log()[1:]):
            decided = format_decision(entry.decision) if entry.decision is not None else ""
            out.append((n, f"{n:>3}  {decided}{f' -- {entry.because}' if entry.because else ''}"))
        return out

    @work(exclusive=True)
    async def action_undo(self) -> None:
        """Pick the line to undo; all later lines are undone with it."""
        decisions = self._list_decisions()
        if not decisions:
            self.notify("There is nothing to undo yet.", markup=False)
            return
        last = self._chair.find_last_own()
        now = next((i for i, (n, _) in enumerate(decisions) if n == last), 0)
        text = "It is taken back, and all that came after it. Dice and cards fall anew from there."
        labels = [words for _, words in decisions]
        at = await self.app.push_screen_wait(PickScreen("Undo which decision?", labels, text, now=now))
        if at is not None:
            self.room.undo(decisions[at][0] - 1, find_hat(self.room.drafts))

    @work(exclusive=True)
    async def action_amend(self) -> None:
        """Write a better rationale for a decision."""
        decisions = self._list_decisions()
        if not decisions:
            self.notify("There is no decision yet.", markup=False)
            return
        labels = [words for _, words in decisions]
        at = await self.app.push_screen_wait(PickScreen("Amend the reason of which decision?", labels))
        if at is None:
            return
        n, words = decisions[at]
        because = await self.app.push_screen_wait(
            ReasonScreen("A better reason; the first one stays too", words.strip())
        )
        if because is None:
            return
        if self.room.record(lambda: self._chair.do("amend", {"line": n}, because)):
            self.notify(f"Line {n} is amended.", markup=False)

    @work(exclusive=True)
    async def action_seat(self) -> None:
        """Give a role to a bot, or back to people."""
        roles = self._chair.list_roles()
        others = [f"{BOT}:{DEFAULT_BOT}" if role.seat == PEOPLE else PEOPLE for role in roles]
        labels = [
            f"{role.name}: {format_seat(role.seat)} now; hand it to {format_seat(other)}"
            for role, other in zip(roles, others, strict=True)
        ]
        at = await self.app.push_screen_wait(PickScreen("Hand over which role?", labels))
        if at is None:
            return
        role, other = roles[at], others[at]
        title = f"{role.name} is played by {format_seat(other)} from now on"
        because = await self.app.push_screen_wait(ReasonScreen(title))
        if because is None:
            return
        if self.room.record(lambda: self._chair.do("seat", {"role": role.id, "seat": other}, because)):
            self.room.let_bots_play()

    def action_pause(self) -> None:
        """Stop the clocks, or start them again."""
        verb = "resume" if self._chair.find_position().paused else "pause"
        self.room.record(lambda: self._chair.do(verb))

    def action_note(self) -> None:
        """Write down an observation."""
        self.app.push_screen(NoteScreen())

    @work(exclusive=True)
    async def action_rate(self) -> None:
        """Pick a learning objective, and rate it."""
        rated = self._chair.list_ratings()
        if not rated:
            self.notify("This scenario has no learning objectives.", markup=False)
            return
        labels = [f"{one.rating or '-'}  {one.text}" for one in rated]
        now = next((i for i, one in enumerate(rated) if not one.rating), 0)
        at = await self.app.push_screen_wait(PickScreen("Rate which learning objective?", labels, now=now))
        if at is not None:
            self.app.push_screen(RatingScreen(rated[at].objective))

    def action_bookmark(self) -> None:
        """Mark this moment for the debrief."""
        bookmark(self)

    def action_hat(self) -> None:
        """Change to the next hat."""
        wear_next_hat(self.room.drafts)
        self.show_state()

    def action_devices(self) -> None:
        """Open the devices of the teams."""
        self.room.open("devices")

    def action_everything(self) -> None:
        """Show all secrets and the full log in the place of the run of show, or both again."""
        shown = self.toggle_class("-everything").has_class("-everything")
        self.query_one("#all" if shown else "#powers").focus()


def _format_row(key: str, text: str, usable: bool) -> Content:
    """Return a row with a key and what it does."""
    return Content.assemble((f"{key:>2}  ", "bold" if usable else ""), text)
