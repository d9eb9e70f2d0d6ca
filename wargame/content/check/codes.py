"""The one table of rules for content: for each a stable code, its meaning, and a mended example."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from wargame.suggestion import suggest_name


@dataclass(frozen=True, slots=True)
class ContentRule:
    """One rule of the table.

    ``bad`` and ``mended`` are the same piece of YAML with the mistake and without; ``of`` says what it is a piece of
    (*card*, *deck*, *scenario*, *source*). ``words``: the rule is about words, and is checked only on request.
    ``measured``: it is no finding of a check, but one of `wargame balance --choices`, which plays many exercises.
    """

    code: str
    level: Literal["error", "warning"]
    meaning: str
    why: str
    of: str = ""
    bad: str = ""
    mended: str = ""
    words: bool = False
    measured: bool = False


@cache
def load_rules() -> dict[str, ContentRule]:
    """Return every rule by its code, in the order of the table."""
    from wargame.content.load.yaml_reader import read_yaml

    table: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_suffix(".yaml")).data
    return {code: ContentRule(code=code, **fields) for code, fields in table.items()}


@cache
def load_levels() -> dict[str, str]:
    """Return the level of each rule by its code.

    Explanations are not read, because reading them takes ten times as long.
    """
    return dict(_LEVEL.findall(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")))


_LEVEL = re.compile(r"^([a-z-]+):\n  level: (\w+)$", re.MULTILINE)


def suggest_code(code: str) -> str:
    """Return what to say of a code that does not exist: the nearest one, or a list of all."""
    return suggest_name(code, load_rules()) or f"there are: {', '.join(load_rules())}"
