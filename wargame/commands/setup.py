"""The questions before an exercise begins; Enter takes the usual answer to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wargame import EXERCISE
from wargame.commands.lookup import find_content
from wargame.content.load import library
from wargame.content.load.loader import Content, load_scenario
from wargame.content.load.problems import ContentError
from wargame.content.model.scenario import choose_usual_length
from wargame.exercise.play.input_parsing import find_whole_number
from wargame.exercise.play.seats import PEOPLE, SeatError, parse_seat
from wargame.suggestion import suggest_name


@dataclass(frozen=True)
class Setup:
    """The answers. ``seats`` are texts as ``--seat`` takes them."""

    content: Content
    length: str
    seats: list[str]
    name: str


def ask_setup() -> Setup | None:
    """Ask at the terminal; None if the input ends. Raises `ContentError` for a scenario with errors."""
    print("A new exercise. Press Enter to take what stands in brackets; Ctrl-C leaves.\n")
    try:
        content = find_content(_ask_scenario())
        scenario = content.scenario
        print(f"{scenario.title}.\n")
        lengths = {name: f"{it.turns} turns, {it.minutes} minutes. {it.about}" for name, it in scenario.lengths.items()}
        length = _choose("Length", lengths, choose_usual_length(scenario))
        print("\nWho plays each role? people, or bot.")
        seats = [f"{role}={_ask_seat(spec.name)}" for role, spec in scenario.roles.items()]
        name = input("\nA name for this session, such as the course [exercise]: ").strip()
    except EOFError:
        return None
    return Setup(content, length, seats, name or "exercise")


def _ask_scenario() -> str:
    paths = library.list_scenarios()
    if len(paths) == 1:
        return next(iter(paths))
    return _choose("Scenario", {name: _format_about(path) for name, path in paths.items()}, EXERCISE)


def _format_about(path: Path) -> str:
    """Return the title of a scenario and the question it asks, or that it has errors."""
    try:
        scenario = load_scenario(path)
    except ContentError:
        return "it has errors; wargame scenario check says which"
    return f"{scenario.title}. {scenario.question.text}" if scenario.question else f"{scenario.title}."


def _choose(what: str, among: Mapping[str, str], usual: str) -> str:
    """Ask for one of several names, by name or number."""
    names = list(among)
    first = usual if usual in among else names[0]
    for n, (name, about) in enumerate(among.items(), start=1):
        print(f"  {n}. {name}" + (f": {about}" if about else ""))
    while True:
        answer = input(f"{what} [{first}]: ").strip() or first
        if 1 <= (find_whole_number(answer) or 0) <= len(names):
            return names[int(answer) - 1]
        if answer in among:
            return answer
        hint = suggest_name(answer, names)
        print(f"{answer[:40]!r} is none of these{'; ' + hint if hint else ''}.")


def _ask_seat(role: str) -> str:
    while True:
        answer = input(f"  {role} [{PEOPLE}]: ").strip() or PEOPLE
        try:
            return parse_seat(answer)
        except SeatError as error:
            print(f"  {error}.")
