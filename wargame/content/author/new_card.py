"""Writes a new card from the fields of a form, as the text an author would have written."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import indent, wrap

from wargame.content.author.deck_text import find_free_name
from wargame.content.author.scaffold import choose_tracks
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.made_ids import spell_plainly
from wargame.content.model.scenario import Scenario

WIDTH = 100
"""The number of columns of a text."""

_CHANGE = re.compile(r"(?P<name>[^:=+]*?)\s*:?\s*(?P<change>[+=-]\s*\d+|true|false)")


class FormError(Exception):
    """Something in the form cannot be read; the message is one clear sentence."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """One answer to a card; ``effects`` is text as typed, such as *will -1, partnership +1*."""

    title: str
    text: str = ""
    effects: str = ""


@dataclass(frozen=True, slots=True)
class NewCard:
    """The fields of the form. Without a ``role``, nobody answers the card."""

    id: str
    title: str
    text: str
    cites: Sequence[str] = ()
    role: str = ""
    prompt: str = ""
    answers: Sequence[NewAnswer] = ()
    expect: str = ""
    ask: str = ""
    objectives: Sequence[str] = ()


def build_free_id(title: str, taken: Container[str]) -> str:
    """Return a free id made of a title: *Juárez: a third night* gives *juarez_a_third_night*."""
    words = re.findall(r"[a-z0-9]+", spell_plainly(title))
    name = "_".join(words)[:40].rstrip("_")
    return find_free_name(name if name[:1].isalpha() else f"card_{name}".rstrip("_"), taken)


def suggest_effects(scenario: Scenario, role: str) -> tuple[str, str]:
    """Return effects for two answers of a role to begin with: one number rises, another falls."""
    own, common = choose_tracks(scenario, role)
    return (f"{own} +1" if own == common else f"{own} +1, {common} -1", f"{own} -1")


def read_effects(text: str, scenario: Scenario) -> dict[str, str]:
    """Return typed effects by the names a deck uses; tracks may be named by their titles. Raises `FormError`."""
    called = {_fold_case(track.name): name for name, track in scenario.tracks.items()}
    called |= {_fold_case(flag.name): f"flags.{name}" for name, flag in scenario.flags.items()}
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        read = _CHANGE.fullmatch(part)
        if read is None or not read["name"].strip():
            raise FormError(f"{part!r} is no effect; write a name and by how much: {next(iter(scenario.tracks))} +1")
        name = read["name"].strip()
        name = name if name in scenario.tracks else called.get(_fold_case(name), name)
        if name in found:
            raise FormError(f"{name} is changed twice; write it once, with the sum")
        found[name] = read["change"].replace(" ", "")
    return found


def format_card(card: NewCard, scenario: Scenario) -> str:
    """Return the card as YAML at the left edge, with its dash. Raises `FormError`."""
    lines = [f"id: {_format_scalar(card.id)}", _format_line("title", card.title), *_format_text("text", card.text)]
    if card.cites:
        lines += _format_list("cites", card.cites)
    if card.role:
        lines += ["response:", f"  role: {card.role}", f"  {_format_line('prompt', card.prompt)}", "  options:"]
        taken: set[str] = set()
        for answer in card.answers:
            name = build_free_id(answer.title, taken)
            taken.add(name)
            lines += [f"    - id: {_format_scalar(name)}", f"      {_format_line('title', answer.title)}"]
            lines += [f"      {_format_line('text', answer.text)}"] if answer.text.strip() else []
            try:
                effects = read_effects(answer.effects, scenario)
            except FormError as error:
                raise FormError(f"What {answer.title!r} does: {error}") from None
            if effects:
                lines += [f"      effects: {_format_flow(effects)}"]
    if card.expect.strip():
        lines += _format_text("expect", card.expect)
    if card.ask.strip():
        lines += ["ask:", f"  - {_format_scalar(card.ask)}"]
    if card.objectives:
        lines += _format_list("objectives", card.objectives)
    return "- " + indent("\n".join(lines), "  ")[2:] + "\n"


def _format_line(key: str, text: str) -> str:
    return f"{key}: {_format_scalar(text)}"


def _format_scalar(text: str) -> str:
    """Return a text on one line, in quotes if it needs them."""
    flat = " ".join(text.split())
    return write_yaml({"k": flat, "more": []}, width=1_000_000).splitlines()[0].removeprefix("k: ")


def _format_flow(pairs: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {change}" for name, change in pairs.items()) + "}"


def _format_list(key: str, items: Iterable[str]) -> list[str]:
    joined = f"{key}: [{', '.join(items)}]"
    return [joined] if len(joined) <= WIDTH else [f"{key}:", *(f"  - {item}" for item in items)]


def _format_text(key: str, text: str) -> list[str]:
    """Return a long text as a folded block; a blank line in it begins a paragraph."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]
    lines: list[str] = []
    for paragraph in filter(None, paragraphs):
        lines += [""] if lines else []
        lines += wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{key}: >-", *(f"  {line}" if line else "" for line in lines)] if lines else [f'{key}: ""']


def _fold_case(text: str) -> str:
    return " ".join(text.split()).casefold()
