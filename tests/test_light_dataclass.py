"""Light dataclasses do what the standard ones do."""

from __future__ import annotations

import ast
import dataclasses
import pickle
from copy import copy, deepcopy
from dataclasses import field
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paths import ROOT
from wargame import light_dataclass


@light_dataclass.dataclass(frozen=True, slots=True)
class Light:
    """One class, made by the light decorator."""

    kind: Literal["light"] = field(default="light", init=False)
    a: int
    b: tuple[int, ...] = ()
    c: list[int] = field(default_factory=list)


@light_dataclass.dataclass(frozen=True, slots=True)
class Longer(Light):
    """A class that inherits fields."""

    d: str = "d"


@light_dataclass.dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A class whose fields are given by name."""

    a: int = 1
    b: int


@light_dataclass.dataclass(frozen=True, eq=False)
class Open:
    """A class without slots and comparison."""

    a: int
    count: int = 0

    def __post_init__(self) -> None:
        """Double the count."""
        object.__setattr__(self, "count", self.count * 2)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same fields as `Light`, made by the standard decorator."""

    kind: Literal["light"] = field(default="light", init=False)
    a: int
    b: tuple[int, ...] = ()
    c: list[int] = field(default_factory=list)


numbers = st.integers(-3, 3)
values = st.tuples(numbers, st.lists(numbers, max_size=2).map(tuple), st.lists(numbers, max_size=2))


@given(values, values)
def test_a_light_class_is_as_a_standard_one(one: tuple[int, tuple[int, ...], list[int]],
                                            other: tuple[int, tuple[int, ...], list[int]]) -> None:  # fmt: skip
    light, standard = Light(*one), Standard(*one)
    assert dataclasses.asdict(light) == dataclasses.asdict(standard)
    assert repr(light) == repr(standard).replace("Standard", "Light")
    assert (light == Light(*other)) == (standard == Standard(*other))
    assert dataclasses.replace(light, a=9) == Light(9, *one[1:])
    assert copy(light) == deepcopy(light) == pickle.loads(pickle.dumps(light)) == light


def test_fields_have_their_defaults_and_lists_of_their_own() -> None:
    first, second = Light(1), Light(1)
    first.c.append(5)
    assert (first.kind, first.b, first.c, second.c) == ("light", (), [5], [])
    assert Longer(1, d="x").d == "x"
    assert Longer(1) == Longer(1)
    assert Longer(1) != Light(1)
    assert Named(b=2) == Named(a=1, b=2)
    assert hash(Named(b=2)) == hash(Named(a=1, b=2))
    with pytest.raises(TypeError):
        Named(1, 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Light()  # type: ignore[call-arg]


def test_a_light_class_may_go_without_slots_and_comparison() -> None:
    one = Open(1, 3)
    assert one.count == 6
    assert one != Open(1, 3)
    assert vars(pickle.loads(pickle.dumps(one))) == {"a": 1, "count": 6}


def test_nothing_changes_a_light_object() -> None:
    light = Light(1)
    for name in ("a", "new"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(light, name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(light, "a")
    assert light.a == 1


def test_packages_that_every_command_loads_use_the_light_decorator() -> None:
    wrong = []
    for package in ("rules", "session", "bots", "exercise"):
        for path in (ROOT / "wargame" / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            sources = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
            if "wargame.light_dataclass" not in sources:
                classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
                wrong += [f"{path}: {one.name}" for one in classes if any(map(_is_frozen, one.decorator_list))]
    assert not wrong, "import dataclass from wargame.light_dataclass"


def _is_frozen(decorator: ast.expr) -> bool:
    """Return whether a decorator is given ``frozen`` and nothing that the light one does not know."""
    given = {key.arg for key in decorator.keywords} if isinstance(decorator, ast.Call) else set()
    return {"frozen"} <= given <= {"frozen", "slots", "kw_only", "eq"}
