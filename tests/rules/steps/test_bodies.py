"""Programs as data: which step stands at which number, of what its fields consist, and that each class has its body.

A recorded exercise holds numbers of steps, so none may move: the text below is what every program is, to the letter.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module

import wargame.rules.steps
from tests.golden.playthrough import FOLDER
from tests.paths import DATA
from wargame.content.load.loader import load_content
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table
from wargame.rules.step import Step
from wargame.rules.steps.bodies import BODIES, bind_program

SCENARIOS = (
    "crossroads",
    "impracticable-alliance",
    "security-through-partnership",
    "high-water",
    *(str(DATA / name / "scenarios" / f"{name}.yaml") for name in ("tiny", "league")),
    str(DATA / "peers" / "peers.yaml"),
)
STAGED = (SCENARIOS[0], SCENARIOS[3])
"""Scenarios whose programs are also written with a reveal in stages."""
CONTENT = ("clears", "asked", "pairs", "rules")
"""Fields that hold columns, cards, forms and rules, whose numbers follow from the content."""
WRITTEN = FOLDER / "programs" / "steps.txt"


@cache
def tables() -> tuple[tuple[str, str, Table], ...]:
    """(scenario, length, table) for every scenario, length, pace and reveal."""
    return tuple(compiled())


def compiled() -> Iterator[tuple[str, str, Table]]:
    for names, paces in ((SCENARIOS, ((True, False), (False, False))), (STAGED, ((True, True),))):
        for name in names:
            content = load_content(name)
            for length in content.scenario.lengths:
                for paced, staged in paces:
                    yield (
                        content.scenario.id,
                        length,
                        compile_table(content.scenario, content.decks, length, paced, staged),
                    )


def described(table: Table) -> str:
    """A program as text: a line for each step with its number, its phase, what it is, and where and for whom."""

    def name(field: str, value: object) -> object:
        if field == "role":
            return table.roles[int(str(value))]
        if field == "roles" and isinstance(value, tuple):
            return ",".join(table.roles[role] for role in value)
        return ",".join(sorted(value)) if isinstance(value, frozenset) else value

    lines = []
    for n, step in enumerate(table.program):
        told = {field.name: getattr(step, field.name) for field in fields(step)}
        for left_out in ("phase", "then", *CONTENT):
            told.pop(left_out, None)
        operands = "".join(f" {field}={name(field, value)}" for field, value in told.items() if value is not None)
        lines.append(f"{n:>3} {step.phase:<10} {type(step).__name__.removesuffix('Step')} -> {step.then}{operands}")
    return "\n".join(lines)


def is_plain(value: object) -> bool:
    """Is this an int, a string, a bool, nothing, or a tuple or frozenset of such?"""
    if isinstance(value, (tuple, frozenset)):
        return all(is_plain(one) for one in value)
    return value is None or type(value) in (int, str, bool)


def step_classes() -> set[type[Step]]:
    """Every class of steps that no other class of steps is made from."""
    names = [one.name for one in pkgutil.iter_modules(wargame.rules.steps.__path__)]
    modules = [import_module(f"wargame.rules.steps.{name}") for name in names]
    found = {
        one for module in modules for _, one in inspect.getmembers(module, inspect.isclass) if issubclass(one, Step)
    } - {Step}
    return {one for one in found if not any(one in other.__bases__ for other in found)}


def test_no_step_of_a_program_has_moved() -> None:
    programs: dict[tuple[str, str, str], list[str]] = {}
    for scenario, length, table in tables():
        pace = "staged" if table.staged else "paced" if table.paced else "bots alone"
        programs.setdefault((scenario, pace, described(table)), []).append(length)
    found = [
        f"{scenario} ({', '.join(lengths)}), {pace}\n{text}" for (scenario, pace, text), lengths in programs.items()
    ]
    written = WRITTEN.read_text(encoding="utf-8").splitlines()
    assert "\n\n".join(found).splitlines() == written, "a step moved: recorded exercises would no longer verify"


def test_every_class_of_steps_has_a_body_and_is_in_use() -> None:
    used = {type(step) for _, _, table in tables() for step in table.program}
    assert step_classes() == set(BODIES) == used


def test_the_fields_of_steps_are_plain_data() -> None:
    for _, _, table in tables():
        for step in table.program:
            for field in fields(step):
                assert is_plain(getattr(step, field.name)), f"{step}: {field.name}"


def test_a_step_runs_or_waits() -> None:
    for _, _, table in tables():
        runs, choices = bind_program(table)
        assert len(runs) == len(choices) == len(table.program)
        for step, run, choice in zip(table.program, table.runs, table.choices, strict=True):
            assert (run is None) != (choice is None), step
