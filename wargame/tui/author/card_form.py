"""A form for a new card: what it says, its sources, who answers and how. It writes YAML that passes the check."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, TextArea

from wargame.content.author.deck_document import EditedDeck
from wargame.content.author.deck_text import find_card_spans, find_line_number, insert_card
from wargame.content.author.new_card import FormError, NewAnswer, NewCard, build_free_id, format_card, suggest_effects
from wargame.content.check.check_file import check_deck_file
from wargame.content.load import library
from wargame.content.load.loader import load_scenario, load_source
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.model.raw_data import read_mapping
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Fact, Source
from wargame.tui.app.pick_dialog import PickScreen
from wargame.tui.app.screen import Prose
from wargame.tui.author.findings import format_problem
from wargame.tui.widgets.choice import LABEL, ChoiceLine
from wargame.tui.widgets.line_input import LineInput

Typed = dict[str, str]
"""The texts of the fields by name. The screen that opened the form keeps them for the next time."""

LINES = {
    "title": ("Title", "announced a turn before; such as: The third night", 120),
    "id": ("Name", "for the program; made of the title", 60),
    "prompt": ("Question to it", "such as: Do you take the offer?", 300),
    "title1": ("First answer", "such as: Take it", 120),
    "text1": ("  what it means", "one sentence, for the role that answers", 300),
    "effects1": ("  what it does", "nothing; a name and by how much: will -1, partnership +1", 200),
    "title2": ("Second answer", "such as: Decline", 120),
    "text2": ("  what it means", "one sentence, for the role that answers", 300),
    "effects2": ("  what it does", "nothing; a name and by how much: will +1", 200),
    "expect": ("Look for", "what a facilitator should look and listen for", 600),
    "ask": ("Ask afterwards", "a question for the class", 300),
}
"""The lines of the form: label, text while the line is empty, and greatest length."""

ANSWERED = ("prompt", "title1", "text1", "effects1", "title2", "text2", "effects2")
"""The lines that are shown only if a role answers the card."""


class CardTextArea(TextArea):
    """What happens, to be read aloud. Tab goes to the next field."""

    typed_into = True
    DEFAULT_CSS = """
    CardTextArea, CardTextArea:focus { border: none; padding: 0 1; height: 4; background: $panel; }
    CardTextArea:focus { background: $primary 25%; }
    CardTextArea .text-area--cursor-line { background: transparent; }
    """

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus", compact=True)
        self.cursor_blink = False

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the last line to the next field."""
        if self.cursor_at_last_line and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; from the first line to the previous field."""
        if self.cursor_at_first_line and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)


class FactsField(Prose, can_focus=True):
    """The facts that were chosen. Enter or a click lists all facts."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "screen.facts", show=False)]

    def on_click(self, event: events.Click) -> None:
        """Open the list of facts."""
        event.stop()
        self.screen.run_worker(self.screen.run_action("facts"))


class CardForm(ModalScreen[str | None]):
    """Ask for a card, and return it as YAML; None if the form was left.

    Raises `ContentError` if the scenario is faulty.
    """

    class Checked(Message):
        """The deck was checked with the card in it; ``faults`` are those of the card."""

        def __init__(self, card: str, faults: list[str]) -> None:
            super().__init__()
            self.card, self.faults = card, faults

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "leave", "Back", show=False),
        Binding("f5,ctrl+o", "add", "Add", show=False),
        Binding("f4", "facts", "Facts", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    CSS = """
    CardForm { align: center middle; background: $background 60%; }
    CardForm > Vertical { width: 100; max-width: 100%; height: 100%; max-height: 28; padding: 0 1;
                          background: $surface; border: thick $primary; }
    CardForm #fields { height: 1fr; scrollbar-size-vertical: 1; }
    CardForm .field { height: auto; }
    CardForm .label { width: 21; height: 1; padding: 0 0 0 2; }
    CardForm LineInput, CardForm LineInput:focus { width: 1fr; border: none; height: 1; padding: 0 1; }
    CardForm FactsField { width: 1fr; height: auto; padding: 0 1; background: $panel; }
    CardForm FactsField:focus { background: $primary 25%; text-style: bold; }
    CardForm.-short CardTextArea { height: 3; }
    CardForm #wrong { height: auto; max-height: 5; color: $error; }
    CardForm #buttons { height: 1; }
    CardForm Button { margin-right: 2; }
    CardForm LineInput.-suggested { text-style: italic; color: $foreground 80%; }
    CardForm.-ascii > Vertical { border: ascii $primary; }
    """

    def __init__(self, manuscript: EditedDeck, after: int, typed: Typed) -> None:
        super().__init__()
        self._manuscript, self._after, self._typed = manuscript, after, typed
        self._scenario = _load_scenario(manuscript)
        self._cites = typed.get("cites", "").split()
        self._taken = {card.id for card in manuscript.cards}
        self._suggested = ("", "")
        self._busy = False

    @cached_property
    def _facts(self) -> dict[str, tuple[Source, Fact]]:
        """All facts that can be cited. They are read when they are needed first."""
        return _load_facts(self._manuscript.path)

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        ascii = self.app.has_class("-ascii")
        scenario, typed = self._scenario, self._typed
        roles = [*((role, spec.name) for role, spec in scenario.roles.items()), ("", "nobody")]
        goals = [*((goal.id, goal.text) for goal in scenario.learning_objectives), ("", "none")]
        with Vertical():
            yield Prose("A new card", classes="title")
            with VerticalScroll(id="fields", can_focus=False):
                yield from self._compose_line("title")
                with Horizontal(classes="field"):
                    yield Prose("What happens", classes="label")
                    yield CardTextArea(typed.get("text", ""), id="text")
                with Horizontal(classes="field"):
                    yield Prose("Rests on (F4)", classes="label")
                    yield FactsField("", id="cites")
                yield ChoiceLine("Who answers", roles, typed.get("role", roles[0][0]), id="role", ascii=ascii)
                for name in ANSWERED:
                    yield from self._compose_line(name)
                yield from self._compose_line("expect")
                yield from self._compose_line("ask")
                yield ChoiceLine("Serves", goals, typed.get("objective", goals[0][0]), id="objective", ascii=ascii)
                yield from self._compose_line("id")
            yield Prose("", id="wrong")
            with Horizontal(id="buttons"):
                yield Button("Add (F5)", id="add", variant="primary", compact=True)
                yield Button("Back (Esc)", id="leave", compact=True)
                yield Prose("Tab and arrows go from line to line.", classes="dim")

    def _compose_line(self, name: str) -> ComposeResult:
        label, placeholder, limit = LINES[name]
        with Horizontal(classes="field", id=f"row-{name}"):
            yield Prose(f"{label:{LABEL}}", classes="label")
            yield LineInput(placeholder, self._typed.get(name, ""), limit=limit, id=name)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.set_class(self.app.has_class("-ascii"), "-ascii")
        self._show_facts()
        self._show_answers()
        self.query_one("#title", LineInput).focus()

    # Entries

    @on(Input.Changed, "#title")
    def suggest_name(self, event: Input.Changed) -> None:
        """Derive the name from the title, unless a name was typed."""
        line = self.query_one("#id", LineInput)
        if line.value in ("", self._typed.get("made", "")):
            made = build_free_id(event.value, self._taken) if event.value.strip() else ""
            self._typed["made"] = line.value = made

    @on(ChoiceLine.Changed, "#role")
    def _show_answers(self) -> None:
        """Show the answers if a role answers, with some effects as examples."""
        role = self.query_one("#role", ChoiceLine).value
        for name in ANSWERED:
            self.query_one(f"#row-{name}").display = bool(role)
        usual = suggest_effects(self._scenario, role) if role else ("", "")
        for name, before, now in zip(("effects1", "effects2"), self._suggested, usual, strict=True):
            line = self.query_one(f"#{name}", LineInput)
            if line.value in ("", before):
                line.value = now
        self._suggested = usual
        self._mark_suggested()

    @on(Input.Changed, "#effects1, #effects2")
    def _mark_suggested(self) -> None:
        """Mark the effects that nobody typed: typing replaces them."""
        for name, usual in zip(("effects1", "effects2"), self._suggested, strict=True):
            line = self.query_one(f"#{name}", LineInput)
            line.set_class(bool(usual) and line.value == usual, "-suggested")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Select a suggestion as a whole, so that typing replaces it."""
        if event.widget.has_class("-suggested") and isinstance(event.widget, LineInput):
            event.widget.select_all()

    def action_facts(self) -> None:
        """List all facts. Choosing a fact that is chosen already removes it."""
        names = list(self._facts)
        labels = [_format_label(name, fact, name in self._cites) for name, (_, fact) in self._facts.items()]
        headings = [source.short for source, _ in self._facts.values()]

        def picked(at: int | None) -> None:
            if at is not None:
                name = names[at]
                self._cites.remove(name) if name in self._cites else self._cites.append(name)
                self._show_facts()
                self._keep()
                self.query_one(FactsField).focus()

        if not names:
            self._show_faults(["There are no sources here: wargame sources new NAME begins one."])
            return
        self.app.push_screen(PickScreen("What does it rest on?", labels, headings=headings), picked)

    def _show_facts(self) -> None:
        chosen = [f"{name} (p. {self._facts[name][1].page})" for name in self._cites if name in self._facts]
        self.query_one(FactsField).update(", ".join(chosen) or "nothing yet; Enter lists the facts")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceLine.Changed)
    def _keep(self) -> None:
        """Keep the texts of the fields for the next time."""
        for name in LINES:
            self._typed[name] = self.query_one(f"#{name}", LineInput).value
        self._typed["text"] = self.query_one(CardTextArea).text
        self._typed["cites"] = " ".join(self._cites)
        self._typed["role"] = self.query_one("#role", ChoiceLine).value
        self._typed["objective"] = self.query_one("#objective", ChoiceLine).value

    # Adding the card

    def _format_card(self) -> str:
        """Return the card as YAML. Raises `FormError`."""
        self._keep()
        typed = {name: value.strip() for name, value in self._typed.items()}
        needed = ["title", "text", *(("prompt", "title1", "title2") if typed["role"] else ())]
        for name in needed:
            if not typed[name]:
                self.query_one(f"#{name}").focus()
                raise FormError(f"{LINES[name][0] if name in LINES else 'What happens'}: nothing is written there yet")
        answers = [NewAnswer(typed[f"title{n}"], typed[f"text{n}"], typed[f"effects{n}"]) for n in (1, 2)]
        objectives = [typed["objective"]] if typed["objective"] else []
        name = typed["id"] or build_free_id(typed["title"], self._taken)
        card = NewCard(
            name,
            typed["title"],
            typed["text"],
            tuple(self._cites),
            typed["role"],
            typed["prompt"],
            answers,
            typed["expect"],
            typed["ask"],
            objectives,
        )
        return format_card(card, self._scenario)

    @on(Button.Pressed, "#add")
    def action_add(self) -> None:
        """Check the deck with the card in it, in a thread, and post what was found."""
        if self._busy:
            return
        try:
            card = self._format_card()
        except FormError as error:
            self._show_faults([str(error)])
            return
        self._busy = True
        self._show_faults(["Checking ..."])
        manuscript = self._manuscript
        text, start = insert_card(manuscript.text, manuscript.cards, card, self._after)
        self._check(manuscript.path, text, start, card)

    @work(thread=True)
    def _check(self, path: Path, text: str, start: int, card: str) -> None:
        self.post_message(self.Checked(card, _list_faults(path, text, start)))

    @on(Checked)
    def finish_check(self, event: Checked) -> None:
        """Show what the check has found."""
        self._busy = False
        if event.faults:
            self._show_faults(event.faults)
            return
        self._typed.clear()
        self.dismiss(event.card)

    def _show_faults(self, lines: list[str]) -> None:
        self.query_one("#wrong", Prose).update("\n".join(lines[:3]))

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave without an answer."""
        self._keep()
        self.dismiss(None)


def _list_faults(path: Path, text: str, start: int) -> list[str]:
    """Return sentences on what is wrong with the card that begins at the offset ``start``."""
    try:
        one = next(card for card in find_card_spans(text, str(path)) if card.start == start)
    except ContentError as error:
        return [format_problem(problem) for problem in error.problems]
    first, last = find_line_number(text, one.start), find_line_number(text, one.end)
    checked = check_deck_file(path, text=text)
    errors = [one for one in checked.problems if one.level == "error" and one.file == str(path)]
    return [format_problem(problem) for problem in errors if first <= problem.line < last]


def _load_scenario(manuscript: EditedDeck) -> Scenario:
    """Load the scenario of a deck. Raises `ContentError`."""
    named = read_mapping(parse_yaml(manuscript.text, str(manuscript.path)).data).get("scenario")
    return load_scenario(library.find_scenario(str(named), near=manuscript.path))


def _load_facts(path: Path) -> dict[str, tuple[Source, Fact]]:
    """Return all facts that can be cited, by name, without those of a faulty source."""
    found: dict[str, tuple[Source, Fact]] = {}
    for file in library.list_sources(near=path).values():
        try:
            source = load_source(file)
        except ContentError:
            continue
        found |= {f"{source.id}/{fact.id}": (source, fact) for fact in source.facts}
    return found


def _format_label(name: str, fact: Fact, chosen: bool) -> str:
    claim = fact.claim if len(fact.claim) <= 110 else f"{fact.claim[:109].rstrip()}…"
    return f"{'[x] ' if chosen else ''}{name.partition('/')[2]}, p. {fact.page}: {claim}"
