"""Set-up: a few questions before an exercise begins, each with an answer at Enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.commands.arguments import EXERCISE
from wargame.commands.finding import find_content
from wargame.content import library
from wargame.content.loader import Content
from wargame.content.notation import nearest
from wargame.exercise.seats import PEOPLE, SeatError, check_seat


@dataclass(frozen=True)
class Setup:
    """What somebody chose: ``seats`` are texts as ``--seat`` takes them."""

    content: Content
    length: str
    seats: list[str]
    name: str


def ask_setup() -> Setup | None:
    """Ask at the terminal; None when the input ends. Raises `ContentError` for a scenario that cannot be used."""
    print("A new exercise. Press Enter to take what stands in brackets; Ctrl-C leaves.\n")
    try:
        content = find_content(_scenario())
        scenario = content.scenario
        print(f"{scenario.title}.\n")
        lengths = {name: f"{it.turns} turns, {it.minutes} minutes. {it.about}" for name, it in scenario.lengths.items()}
        length = _choose("Length", lengths, "standard")
        print("\nWho plays each role? people, or bot.")
        seats = [f"{role}={_seat(spec.name)}" for role, spec in scenario.roles.items()]
        name = input("\nA name for this session, such as the course [exercise]: ").strip()
    except EOFError:
        return None
    return Setup(content, length, seats, name or "exercise")


def _scenario() -> str:
    paths = library.scenarios()
    return EXERCISE if list(paths) == [EXERCISE] else _choose("Scenario", dict.fromkeys(paths, ""), EXERCISE)


def _choose(what: str, among: Mapping[str, str], usual: str) -> str:
    """One of several names, by name or number."""
    names = list(among)
    first = usual if usual in among else names[0]
    for n, (name, about) in enumerate(among.items(), start=1):
        print(f"  {n}. {name}" + (f": {about}" if about else ""))
    while True:
        answer = input(f"{what} [{first}]: ").strip() or first
        if answer.isdecimal() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        if answer in among:
            return answer
        hint = nearest(answer, names)
        print(f"{answer[:40]!r} is none of these{'; ' + hint if hint else ''}.")


def _seat(role: str) -> str:
    while True:
        answer = input(f"  {role} [{PEOPLE}]: ").strip() or PEOPLE
        try:
            return check_seat(answer)
        except SeatError as error:
            print(f"  {error}.")
