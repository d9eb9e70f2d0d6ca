"""The lines of the house (ARCHITECTURE.md), held: who may import whom, and what a command loads.

`cli → commands → plain, tui → review → exercise → session, bots → rules → content.model`; `review → lab`.
`rules` is pure: the standard library without chance, clocks, ids or files. A front end never touches state: it reads
views, offers and sentences, and hands commands to the exercise.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.paths import ROOT

PACKAGE = ROOT / "wargame"

FOR_ALL = ("light_dataclass", "phrases")
"""What every package may import; `test_only_text_modules_fill_templates` says which modules use phrases."""
MAY: dict[str, tuple[str, ...]] = {
    "card_limits": (),
    "garbage_collection": (),
    "likelihood": (),
    "likelihood_text": ("likelihood",),
    "light_dataclass": (),
    "input_file": (),
    "interval_text": (),
    "outcome_text": (),
    "phrases": (),
    "own_files": (),
    "role_colours": (),
    "suggestion": (),
    "content": (
        "card_limits",
        "garbage_collection",
        "input_file",
        "interval_text",
        "likelihood",
        "likelihood_text",
        "outcome_text",
        "own_files",
        "suggestion",
    ),
    "rules": ("card_limits", "interval_text", "likelihood", "likelihood_text", "outcome_text"),
    "rules.compiler": ("content.model",),
    "bots": ("rules", "suggestion"),
    "session": ("content", "garbage_collection", "input_file", "own_files", "rules", "suggestion"),
    "exercise": (
        "session",
        "bots",
        "rules",
        "content",
        "garbage_collection",
        "likelihood",
        "likelihood_text",
        "suggestion",
    ),
    "lab": ("bots", "rules", "content", "likelihood", "suggestion"),
    "review": (
        "lab",
        "exercise",
        "session",
        "rules",
        "content",
        "input_file",
        "likelihood",
        "likelihood_text",
        "role_colours",
    ),
    "devices": (
        "content.print.map_drawing",
        "exercise",
        "own_files",
        "likelihood",
        "likelihood_text",
        "rules.banners",
        "rules.chance",
        "rules.known_plan",
        "rules.model",
        "rules.offers",
        "rules.preview",
        "rules.refusal",
        "rules.text",
        "rules.told",
        "session.chain",
        "session.text",
    ),
    "plain": (
        "devices",
        "exercise",
        "review",
        "likelihood",
        "likelihood_text",
        "rules.banners",
        "rules.chance",
        "rules.offers",
        "rules.powers",
        "rules.refusal",
        "rules.model",
        "rules.text",
        "rules.told",
        "session.shell_commands",
        "session.journal",
        "session.text",
    ),
    "tui": (
        "devices",
        "own_files",
        "role_colours",
        "exercise",
        "review",
        "content",
        "input_file",
        "likelihood",
        "likelihood_text",
        "lab.card_report",
        "lab.card_story",
        "lab.card_trial",
        "rules.chance",
        "rules.banners",
        "rules.known_plan",
        "rules.offers",
        "rules.powers",
        "rules.preview",
        "rules.refusal",
        "rules.model",
        "rules.text",
        "rules.told",
        "session.shell_commands",
        "session.follow",
        "session.glance",
        "session.chain",
        "session.journal",
        "session.known_line",
        "session.text",
        "session.shape",
        "session.verify",
    ),
    "commands": (
        "bots.roster",
        "content",
        "devices.addresses",
        "devices.room_options",
        "exercise",
        "input_file",
        "lab",
        "own_files",
        "plain",
        "review",
        "session.branch",
        "session.chain",
        "session.shell_commands",
        "session.compiled_contents",
        "session.glance",
        "session.shape",
        "session.verify",
        "suggestion",
        "tui",
    ),
    "cli": ("commands", "content.load.problems", "session.chain"),
    "__main__": ("cli",),
}
"""By package, what it may import beside itself. A new package takes its place here first.

A subpackage named here may import what its package may, and what is listed. The rest of its package may not import it.
"""

WRITES_WORDS = ("content", "rules", "session", "review")
"""The packages whose folder ``text`` turns data into sentences: they alone import `wargame.phrases`."""
SHARED_WORDS = ("wargame/interval_text.py", "wargame/likelihood_text.py", "wargame/outcome_text.py")
"""The sentences that these packages share with cards on paper."""

WORDS = ("rules.text", "session.text")
DRAWN_FROM_SEATS: dict[str, tuple[str, ...]] = {
    "exercise.room": ("exercise.seat", "rules.known_plan", "rules.told", *WORDS),
    "plain": (
        "exercise.seat",
        "exercise.play",
        "exercise.debrief",
        "rules.banners",
        "rules.chance",
        "rules.model",
        "rules.offers",
        "rules.powers",
        "rules.refusal",
        "rules.told",
        "session.journal",
        "session.shell_commands",
        *WORDS,
    ),
    "tui.app": (
        "exercise.seat",
        "exercise.play",
        "exercise.debrief",
        "rules.chance",
        "rules.model",
        "rules.offers",
        "rules.powers",
        "rules.refusal",
        "session.chain",
        "session.shell_commands",
        *WORDS,
    ),
    "tui.start": (
        "exercise.play",
        "rules.model",
        "session.chain",
        "session.glance",
        "session.journal",
        "session.shape",
        "session.verify",
        *WORDS,
    ),
    "tui.widgets": ("exercise.seat", "exercise.room", "rules.banners", "rules.known_plan", "rules.told", *WORDS),
    "tui.watch": (
        "exercise.seat",
        "exercise.room",
        "exercise.play.clock",
        "exercise.play.pins",
        "rules.model",
        "session.follow",
        "session.shape",
        *WORDS,
    ),
    "tui.after": (
        "exercise.seat",
        "exercise.room",
        "exercise.past_seat",
        "exercise.debrief",
        "exercise.play.clock",
        "exercise.play.input_parsing",
        "rules.model",
        "session.chain",
        "session.known_line",
        "session.shell_commands",
        *WORDS,
    ),
    "tui.play": (
        "exercise.seat",
        "exercise.debrief.form_parts",
        "exercise.room",
        "exercise.play",
        "rules.model",
        "rules.offers",
        "rules.powers",
        "rules.preview",
        "rules.told",
        *WORDS,
    ),
}
"""By package that draws what a viewer may see, what it imports of exercise, rules and session.

From `exercise.view` each of them may import classes and constants: the data of a seat.
"""
UNSEEN = frozenset({"all_lines", "build_turn_start_view", "build_view", "columns", "list_standings", "list_told"} |
                   {"standing", "table"})  # fmt: skip
"""Attributes that lead past a seat to rows, tables and lines."""

FRONT_ENDS = ("devices", "plain", "tui", "commands", "cli")

MOVES_STATE = {
    "rules.state": {"write", "move_number", "apply_changes", "build_next_values"},
    "session.fold": {"fold", "FoldedSession"},
    "session.journal": {"Journal"},
    "rules.powers": {"use_power"},
    "rules.steps.argue": {"propose"},
    "rules.chance": {"SeededChance", "RecordedChance", "TypedChance"},
}
"""What would move state or luck, in modules a front end may otherwise read from."""

IMPURE = {"random", "time", "datetime", "uuid", "os", "pathlib", "secrets", "io", "tempfile", "shutil", "socket"}

HEAVY = (
    "textual",
    "pydantic",
    "pydantic_core",
    "yaml",
    "platformdirs",
    "matplotlib",
    "jinja2",
    "docx",
    "typst",
    "pptx",
    "pypdf",
    "openpyxl",
    "anyascii",
    "watchfiles",
)


def imports(package: str) -> Iterator[tuple[str, str, str]]:
    """(place, module, name) of each import in a package; ``wargame.`` is left out of the module.

    Subpackages that `MAY` names on their own are left out.
    """
    top = PACKAGE.joinpath(*package.split("."))
    apart = [PACKAGE.joinpath(*one.split(".")) for one in MAY if one.startswith(f"{package}.")]
    for path in sorted(top.rglob("*.py")) if top.is_dir() else [top.with_suffix(".py")]:
        if any(path.is_relative_to(one) for one in apart):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{path.relative_to(PACKAGE.parent)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Import):
                yield from ((place, alias.name.removeprefix("wargame."), "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{place}: imports are absolute here"
                for alias in node.names:
                    module = node.module or ""
                    if module == "wargame":  # `from wargame import plain` is an import of that package
                        yield place, alias.name, ""
                    else:
                        yield place, module.removeprefix("wargame."), alias.name


def packages() -> set[str]:
    """The packages and modules of the program."""
    found = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    return found - {"__init__", "__pycache__"}


def ours(module: str) -> bool:
    return module.partition(".")[0] in packages()


def test_every_package_has_its_place() -> None:
    assert packages() == {package for package in MAY if "." not in package}


@pytest.mark.parametrize("package", MAY)
def test_imports_run_one_way(package: str) -> None:
    top = package.partition(".")[0]
    allowed = {package, top, *MAY[package], *MAY[top]}
    apart = {one for one in MAY if one.startswith(f"{package}.")}

    def lies_in(module: str, places: set[str]) -> bool:
        return any(module == one or module.startswith(f"{one}.") for one in places)

    wrong = [
        f"{place}: {package} may not import {module}"
        for place, module, _ in imports(package)
        if ours(module) and module not in FOR_ALL and (not lies_in(module, allowed) or lies_in(module, apart))
    ]
    assert not wrong


@pytest.mark.parametrize("package", [package for package in MAY if "." not in package])
def test_only_text_modules_fill_templates(package: str) -> None:
    wrong = [
        place
        for place, module, name in imports(package)
        if "phrases" in (module, name)
        and not place.startswith((*SHARED_WORDS, *(f"wargame/{one}/text/" for one in WRITES_WORDS)))
    ]
    assert not wrong, "sentences are made in text/ modules; other modules hand data to them"


SETS_OUT = ("review/write/front_matter.py", "review/write/appendices.py", "review/course/outline.py")
"""The modules that set out what a report says; with the charts and templates they have no words of their own."""
OF_MATPLOTLIB = frozenset({"offset points", "figure fraction", "lower center"})


def test_sections_and_charts_of_a_report_place_finished_text() -> None:
    charts = [one for one in PACKAGE.joinpath("review/write/charts").glob("*.py") if one.stem != "style"]
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}: {text!r}"
        for path in (*(PACKAGE / one for one in SETS_OUT), *charts, PACKAGE / "review/course/charts.py")
        for line, text in literals(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(r"[^\W\d_]", text) and " " in text.strip() and text not in OF_MATPLOTLIB
    ]
    for path in PACKAGE.joinpath("review/write/templates").rglob("*.j2"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", "", text)
        wrong += [f"{path.relative_to(PACKAGE)}: {word}" for word in re.findall(r"[^\W\d_]+", text)]
    assert not wrong, "the words of a report are templates in review/text/"


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and value of every text of a module, docstrings left out."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


@pytest.mark.parametrize("package", DRAWN_FROM_SEATS)
def test_what_a_viewer_may_see_is_drawn_from_its_seat(package: str) -> None:
    allowed = DRAWN_FROM_SEATS[package]
    wrong = [
        f"{place}: {module}.{name}"
        for place, module, name in imports(package)
        if module.partition(".")[0] in ("exercise", "rules", "session")
        and not any(module == one or module.startswith(f"{one}.") for one in allowed)
        and not (module.startswith("exercise.view.") and name[:1].isupper())
    ]
    for path in sorted(PACKAGE.joinpath(*package.split(".")).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in UNSEEN:
                wrong.append(f"{path.relative_to(PACKAGE.parent)}:{node.lineno}: .{node.attr}")
    assert not wrong, "the seat of the viewer has what it may see"


def graph() -> dict[str, set[str]]:
    """By module, the modules of the program that it imports: also in functions, and for types only."""
    modules = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    found: dict[str, set[str]] = {}
    for module, path in modules.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                each = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= each & modules.keys() or {node.module}
        found[module] = (named & modules.keys()) - {module}
    return found


def circle(of: dict[str, set[str]], start: str) -> list[str]:
    """The shortest way from a module back to itself, both ends included; empty if there is none."""
    came: dict[str, str] = {}
    queue = [start]
    for module in queue:
        for other in sorted(of[module]):
            if other == start:
                way = [start, module]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if other not in came:
                came[other] = module
                queue.append(other)
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    of = graph()
    circles = {tuple(sorted(way)): way for module in of if (way := circle(of, module))}
    assert not circles, "\n".join(" -> ".join(way) for way in circles.values())


@pytest.mark.parametrize("package", ["rules", "rules.compiler"])
def test_the_rules_are_pure(package: str) -> None:
    for place, module, _ in imports(package):
        top = module.partition(".")[0]
        assert top not in IMPURE, f"{place}: rules know no {module}"
        assert ours(module) or top in sys.stdlib_module_names, f"{place}: rules use the standard library only"


@pytest.mark.parametrize("package", FRONT_ENDS)
def test_no_front_end_touches_state(package: str) -> None:
    for place, module, name in imports(package):
        assert name not in MOVES_STATE.get(module, ()), f"{place}: {name} is for the exercise to use"


def loaded_by(*argv: str) -> set[str]:
    """The heavy packages in memory after a command line was run."""
    code = (
        "import sys; from wargame.cli import main; code = main(sys.argv[1:]);"
        "print('LOADED', code, *[m for m in sys.modules if '.' not in m])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    _, _, after = ran.stdout.rpartition("LOADED ")
    return set(after.split()) & set(HEAVY)


def test_the_rules_run_without_the_models_of_content() -> None:
    code = (
        "import sys, wargame.rules.decide, wargame.rules.evolve, wargame.rules.view, wargame.rules.score;"
        "import wargame.rules.text.event_text, wargame.bots.roster;"
        "print(*[m for m in sys.modules if '.' not in m or m.startswith('wargame.content')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    loaded = set(ran.stdout.split())
    assert not loaded & {*HEAVY, "wargame.content"}


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("--help") == set()


def test_a_mistyped_command_loads_nothing_heavy() -> None:
    assert loaded_by("paly") == set()


def test_reviewing_never_loads_the_app() -> None:
    assert "textual" not in loaded_by("review", "nowhere.jsonl")


@pytest.mark.parametrize("argv", [("verify", "nowhere.jsonl"), ("deck", "check", "nolden-2011")])
def test_checking_never_loads_the_app_or_a_lock(argv: tuple[str, ...]) -> None:
    assert not loaded_by(*argv) & {"textual", "platformdirs"}
