"""deck check and scenario check: files and folders, once or at every save, for people and for programs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.commands import WrongUsage
from wargame.commands.lookup import find_scenario_file, read_text
from wargame.content.check.check_file import (
    CheckedFile,
    ProseOptions,
    check_deck_file,
    check_file,
    check_scenario_file,
    find_kind,
)
from wargame.content.check.shared_ids import find_shared_ids
from wargame.content.load import library
from wargame.content.load.document import split_lines
from wargame.content.load.file_kind import Kind
from wargame.content.load.problems import ContentError, Problem, ToldProblems, format_file_name
from wargame.input_file import TEXT_BYTES, read_input

if TYPE_CHECKING:
    from wargame.content.check.codes import ContentRule

FORMAT = 1
"""The format of what --json prints. It rises when a key changes its meaning or goes away."""

WIDTH = 100
"""The most columns of an excerpt."""


def check_decks(args: Namespace) -> int:
    """Check decks, or all files in a folder: 0 without errors, 1 with errors, 2 for wrong usage."""
    return _check(args, "deck")


def check_scenarios(args: Namespace) -> int:
    """Check scenarios with their decks and sources, or all files in a folder."""
    return _check(args, "scenario")


def _check(args: Namespace, kind: Kind) -> int:
    if args.explain is not None:
        return _explain(args.explain)
    if not args.files:
        raise WrongUsage(f"name a {kind} or a folder to check, or a code to --explain")
    if args.watch and args.json:
        raise WrongUsage("--watch is for reading and --json for programs: choose one of the two")
    if args.watch and getattr(args, "rubric", False):
        raise WrongUsage("--watch checks at every save and --rubric once, with games among bots: choose one of the two")
    if (scenario := getattr(args, "scenario", None)) is not None:
        find_scenario_file(scenario)
    run = _CheckRun(args, kind)
    if getattr(args, "rubric", False):
        return _tell_rubrics(run, args)
    if args.watch:
        return run.watch()
    if args.json:
        import json

        print(json.dumps(_dump_checked(run.check(), args.all), indent=2, ensure_ascii=False))
        return run.code
    run.check_aloud()
    return run.code


class _CheckRun:
    """One check, or many, of the files that a command line names."""

    def __init__(self, args: Namespace, kind: Kind) -> None:
        self._names: Sequence[str] = args.files
        self._kind = kind
        self._scenario: str | None = getattr(args, "scenario", None)
        self._every: bool = args.all
        self._words = None if getattr(args, "rubric", False) else _build_prose_options(args)  # a rubric weighs words
        self.code = 0
        self._files: set[Path] = set()  # every file read so far: a file with errors does not tell which files it needs

    def check(self) -> list[CheckedFile]:
        """Check everything that is named; ``code`` is the result. Files in a folder are checked by their kind."""
        return [checked for _, found in self._iter_checked() for checked in found]

    def check_aloud(self) -> None:
        """Check once, and say each problem once, as soon as it is found."""
        told: set[Problem] = set()
        cut = ToldProblems(self._every)
        for name, found in self._iter_checked():
            for problem in cut.iter_told(_iter_new_problems(found, told)):
                _say(problem)
            if os.path.isdir(Path(name)):
                _say_folder(name, found)
            else:
                for checked in found:
                    print(f"{format_file_name(name)}: {_format_verdict(checked)}")
        for line in cut.iter_counts("--all shows them"):
            print(line)

    def watch(self) -> int:
        """Check now and at every save, until Ctrl-C."""
        from watchfiles import watch

        try:
            while True:
                self.check_aloud()
                folders = self._list_folders()
                _announce(self._files, folders)
                for changes in watch(*folders, watch_filter=_is_yaml, recursive=False):
                    names = sorted({Path(path).name for _, path in changes})
                    print(f"\nChanged: {format_file_name(', '.join(names))}", flush=True)
                    self.check_aloud()
                    if self._list_folders() != folders:
                        break
        except KeyboardInterrupt:
            print("\nNo longer watching.")
        return 0

    def _iter_checked(self) -> Iterator[tuple[str, list[CheckedFile]]]:
        """Each name with what was found in it. Where nothing is found, that is said at once, and is wrong usage."""
        self.code = 0
        for name in self._names:
            try:
                found = self._check_path(name)
            except ContentError as error:
                print(error, file=sys.stderr)
                self.code = 2
                continue
            for checked in found:
                self._files |= set(checked.files)
                self.code = max(self.code, int(checked.errors > 0))
            yield name, found

    def _check_path(self, name: str) -> list[CheckedFile]:
        if name and os.path.isdir(Path(name)):
            return self._check_folder(Path(name))
        find = library.find_deck if self._kind == "deck" else library.find_scenario
        path = find(name)
        if not os.path.exists(path):
            self.code = 2
        if self._kind == "deck":
            return [check_deck_file(path, self._scenario, self._words)]
        return [check_scenario_file(path)]

    def _check_folder(self, folder: Path) -> list[CheckedFile]:
        closed: list[OSError] = []
        for _ in os.walk(folder, onerror=closed.append):
            pass
        for error in closed:
            print(
                f"{error.filename}: this folder cannot be searched ({error.strerror}); it is left out", file=sys.stderr
            )
        there = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and os.path.isfile(path))
        astray = [path for path in there if os.path.islink(path) and not library.has_inside(folder, path)]
        kinds = [(path, find_kind(path)) for path in there if path not in astray]
        for path in astray:
            hint = "it is left out; to check what it leads to, name the file itself"
            said = Problem(str(path), 0, 0, "", "this link leads out of the folder", "", hint, "file").format_line()
            print(said, file=sys.stderr)
        if not any(kind for _, kind in kinds):
            said = "there is no deck, scenario or source in this folder"
            raise ContentError([Problem(str(folder), 0, 0, "", said, "YAML files", code="file")])
        found = [check_file(path, kind, self._words) for path, kind in kinds if kind is not None]
        shared = find_shared_ids([path for path, kind in kinds if kind == "deck"])
        return [replace(one, problems=(*one.problems, *shared.get(one.file, ()))) for one in found]

    def _list_folders(self) -> list[Path]:
        """Return the folders to watch. A save may replace a file, but its folder stays."""
        named = {Path(name) for name in self._names if os.path.isdir(Path(name))}
        within = {path for folder in named for path in folder.rglob("*") if os.path.isdir(path)}
        found = named | within | {path.absolute().parent for path in self._files}
        return sorted({folder.resolve() for folder in found if os.path.isdir(folder)})


def _tell_rubrics(run: _CheckRun, args: Namespace) -> int:
    """Print the rubric of each deck that has no errors, and the errors of the others."""
    from wargame.commands.rubric import build_rubrics
    from wargame.lab.rubric_report import dump_rubric, format_rubric

    words, found = _build_prose_options(args), run.check()
    if not found:
        return run.code
    rubrics = build_rubrics(found, args, words)
    if args.json:
        import json

        made = _dump_checked(found, args.all) | {"rubrics": [dump_rubric(one) for one in rubrics]}
        print(json.dumps(made, indent=2, ensure_ascii=False))
        return run.code
    cut = ToldProblems(args.all)
    wrong = (problem for problem in _iter_new_problems(found, set()) if problem.level == "error")
    for problem in cut.iter_told(wrong):
        _say(problem)
    for line in cut.iter_counts("--all shows them"):
        print(line)
    for checked in found:
        if checked.kind == "deck" and checked.errors:
            print(f"{format_file_name(checked.file)}: {_format_verdict(checked)}: no rubric before they are mended")
    print("\n".join(format_rubric(one) for one in rubrics), end="")
    return run.code


def _iter_new_problems(found: Sequence[CheckedFile], told: set[Problem]) -> Iterator[Problem]:
    """Yield the problems that have not been said, whatever path the file was named by."""
    for checked in found:
        for problem in checked.problems:
            known = replace(problem, file=str(Path(problem.file).absolute()))
            if known not in told:
                told.add(known)
                yield problem


def _is_yaml(_: Any, path: str) -> bool:
    return path.endswith((".yaml", ".yml"))


def _announce(files: set[Path], folders: Sequence[Path]) -> None:
    if not folders:
        raise WrongUsage("there is nothing to watch")
    names = sorted({path.name for path in files})
    print(f"\nWatching {len(names)} file{'s' * (len(names) != 1)}: {', '.join(names)}. Ctrl+C ends.", flush=True)


def _build_prose_options(args: Namespace) -> ProseOptions | None:
    """Return the request to check words, with the papers of --text. Raises `WrongUsage`."""
    papers: Sequence[str] = getattr(args, "text", ())
    if papers and not args.content:
        raise WrongUsage("--text holds a deck's words against a paper; add --content")
    if not getattr(args, "content", False):
        return None
    if not papers:
        return ProseOptions()
    from wargame.content.check.prose.papers import Paper

    texts = {name: read_text(Path(name)) for name in papers}
    for name, text in texts.items():
        if not text.strip():
            raise WrongUsage(f"--text {name}: the file is empty, and nothing can be compared with it")
    return ProseOptions([Paper(Path(name), text) for name, text in texts.items()])


# What is said


def _say(problem: Problem) -> None:
    """A problem on one line; on a terminal in colour, with the line of the file and a caret below it."""
    text = f"{problem.format_line()} [{problem.code}]"
    if not sys.stdout.isatty():
        print(text)
        return
    colour = _has_colours() and ("31" if problem.level == "error" else "33")
    print(f"\033[{colour}m{text}\033[0m" if colour else text)
    if problem.line:
        for line in _format_excerpt(problem):
            print(f"\033[2m{line}\033[0m" if colour else line)


def _has_colours() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _format_excerpt(problem: Problem) -> list[str]:
    """Return the line of a problem and a caret below its column; a long line is cut."""
    lines = _read_lines(problem.file, _read_save_time(problem.file))
    if problem.line > len(lines):
        return []
    at = problem.column - 1
    line = "".join(" " if char == "\t" or not char.isprintable() else char for char in lines[problem.line - 1])
    start = min(len(line) - len(line.lstrip()), at) if at < WIDTH else at - WIDTH // 2
    return ["    " + line[start : start + WIDTH].rstrip(), "    " + " " * (at - start) + "^"]


@cache
def _read_lines(file: str, _: float) -> list[str]:
    try:
        return split_lines(read_input(file, TEXT_BYTES).decode("utf-8-sig", errors="replace"))
    except OSError:
        return []


def _read_save_time(file: str) -> float:
    try:
        return Path(file).stat().st_mtime
    except OSError:
        return 0.0


def _format_verdict(checked: CheckedFile) -> str:
    parts = [_format_count(checked.errors, "error") if checked.errors else "no errors"]
    parts += [_format_count(checked.warnings, "warning")] if checked.warnings else []
    parts += [f"{checked.silenced} silenced"] if checked.silenced else []
    return ", ".join(parts) + (f" ({checked.size})" if checked.size else "")


def _say_folder(name: str, found: Sequence[CheckedFile]) -> None:
    for checked in found:
        print(f"{format_file_name(checked.file)}: {checked.kind}, {_format_verdict(checked)}")
    problems = [*_iter_new_problems(found, set())]
    wrong = [problem.file for problem in problems if problem.level == "error"]
    errors, bad = len(wrong), len({Path(file).absolute() for file in wrong})
    said = f"{_format_count(errors, 'error')} in {_format_count(bad, 'file')}" if errors else "no errors"
    warned = f", {_format_count(len(problems) - errors, 'warning')}" if len(problems) > errors else ""
    kinds = [(kind, sum(checked.kind == kind for checked in found)) for kind in ("scenario", "deck", "source")]
    inside = ", ".join(_format_count(n, kind) for kind, n in kinds if n)
    print(f"{format_file_name(name)}: {said}{warned} ({inside})")


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _dump_checked(found: Sequence[CheckedFile], every: bool) -> dict[str, Any]:
    """Return what --json prints: each problem once, and the files with the number of their problems.

    ``left_out`` counts the problems that are not told, by file, if there are any; with ``every`` all are told.
    """
    cut = ToldProblems(every)
    told = [*cut.iter_told(_iter_new_problems(found, set()))]
    made: dict[str, Any] = {
        "format": FORMAT,
        "files": [
            {
                "file": checked.file,
                "kind": checked.kind,
                "errors": checked.errors,
                "warnings": checked.warnings,
                "silenced": checked.silenced,
            }
            for checked in found
        ],
        "problems": [
            {
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "card": _find_card(one.where),
                "where": one.where,
                "code": one.code,
                "level": one.level,
                "message": one.said,
                "expected": one.expected,
                "hint": one.hint,
            }
            for one in told
        ],
    }
    return made | ({"left_out": dict(cut.left_out)} if cut.left_out else {})


def _find_card(where: str) -> str | None:
    """Return the id of the card that has a problem; an empty text outside of cards."""
    kind, _, rest = where.partition(", ")[0].partition(" ")
    return rest if kind == "card" and not rest.startswith("no. ") else None


# Explanations


def _explain(code: str) -> int:
    from wargame.content.check.codes import load_rules, suggest_code

    rule = load_rules().get(code)
    if rule is None:
        raise WrongUsage(f"there is no code {code!r}; {suggest_code(code)}")
    _say_rule(rule)
    return 0


def _say_rule(rule: ContentRule) -> None:
    import textwrap

    about = ", one of the rules for words (--content)" if rule.words else ""
    print(f"{rule.code}: {rule.level}{about}\n")
    print(textwrap.fill(rule.meaning, 80))
    print()
    print(textwrap.fill(rule.why, 80))
    if rule.bad:
        print(f"\nWith the mistake:\n\n{textwrap.indent(rule.bad.rstrip(), '  ')}")
        print(f"\nWithout:\n\n{textwrap.indent(rule.mended.rstrip(), '  ')}")
    if rule.level == "warning" and rule.code != "unused-silence":
        print(f"\nWhere it does not apply, say why:\n\n  silence: {{{rule.code}: the reason}}")
