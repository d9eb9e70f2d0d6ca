"""Says in plain words why a text is not YAML, where the parser speaks of tokens and block ends.

Both parsers (libyaml and PyYAML's own) are understood. Their wordings differ; their positions are nearly always equal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from wargame.content.load.problems import Problem
from wargame.content.model.notation import suggest_from_comparison

_COMPARED = re.compile(r"[<>=]=?\s*-?\d+")
_ID = re.compile(r"\s*(?:- +)*id: *([a-z][a-z0-9_-]*)")


def explain_yaml_error(error: yaml.YAMLError, lines: Sequence[str], file: str) -> Problem:
    """Return the problem behind an error of the parser, at the line and column an author should look at."""
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return Problem(file, 1, 1, "", "the file is not YAML", hint=f"({error})", code="yaml")
    context = (error.context_mark.line, error.context_mark.column) if error.context_mark else (mark.line, mark.column)
    line, column, said, expected, hint = _explain_problem(
        error.problem or "", error.context or "", (mark.line, mark.column), context, lines
    )
    return Problem(file, line + 1, column + 1, format_nearby_id(lines, line), said, expected, hint, "yaml")


def format_nearby_id(lines: Sequence[str], line: int) -> str:
    """Return the last id above a line, such as *card siege*, to help an author find a broken place."""
    for text in reversed(lines[: line + 1]):
        if found := _ID.match(text):
            return f"near {found[1]}"
    return ""


Words = tuple[int, int, str, str, str]
Spot = tuple[int, int]


def _explain_problem(problem: str, context: str, at: Spot, began: Spot, lines: Sequence[str]) -> Words:
    """Return line and column (from 0), what is said, what is expected, and a hint."""
    text = lines[at[0]] if at[0] < len(lines) else ""
    before, rest = text[: at[1]], text[at[1] :]
    margin = text[: len(text) - len(text.lstrip())]
    if "\t" in margin and (not before.strip() or "tab" in problem):
        return _explain_tab(at, lines)
    block = "block scalar" in context
    where = began if block else at
    source = lines[where[0]][where[1] :] if where[0] < len(lines) else ""
    if compared := _COMPARED.match(source):
        said = f"{compared[0]!r} is a comparison"
        return (*where, said, "an interval: 8+, 3-, 4..6 or 5", suggest_from_comparison(compared[0]))
    if block:
        said = f"text on the line of the {source[:1]}"
        return (*at, said, "nothing more on it, the text indented below", "or put the text in quotes")
    if "mapping values" in problem:
        return _explain_second_colon(at, before)
    if "end of stream" in problem and "quoted" in context:
        quote = lines[began[0]][began[1]]
        return (*began, f"the quote {quote} that opens here is never closed", f"a closing {quote}", "")
    if "escape" in problem or "hexdecimal" in problem:
        slash = text.rfind("\\", 0, at[1] + 1)
        said = f"{text[slash : slash + 2]} means nothing inside double quotes"
        return (at[0], slash, said, "", "write two backslashes, or use single quotes")
    if "flow" in context and "expected ','" in problem:
        opened = lines[began[0]][began[1]]
        closing = "]" if opened == "[" else "}"
        said = f"the {opened} of line {began[0] + 1} is not closed before this"
        return (*at, said, f", or {closing}", "text with a comma, colon or bracket inside needs quotes")
    if "':'" in problem:
        source = lines[began[0]][began[1] :].strip()
        return (*began, f"{_shorten(source)} is no key with a value", "key: value", "is a colon missing?")
    if "directive" in context or "cannot start" in problem or "alphabetic" in problem:
        spot = began if "directive" in context or "alias" in context or "anchor" in context else at
        char = lines[spot[0]][spot[1] : spot[1] + 1]
        if char == "\t":
            return (*spot, "a tab between key and value", "spaces", "replace the tab by a space")
        return (*spot, f"text cannot start with {char} unless it is quoted", "", 'put it in quotes: "..."')
    if "node content" in problem:
        return (*at, f"{rest[:1] or 'the end'!r} where a value should stand", "a value", "")
    if "block sequence entries" in problem or "sequence entries" in problem:
        return (*at, "a list item behind a key", "each item on its own line below the key", "or write [a, b]")
    if "expected key" in problem or "'-' indicator" in problem or "<block end>" in problem:
        return _explain_misfit(at, began, before, rest)
    return (*at, "this is not YAML", "key: value lines and lists", f"({problem})" if problem else "")


def _explain_tab(at: Spot, lines: Sequence[str]) -> Words:
    others = [i + 1 for i, text in enumerate(lines) if re.match(r" *\t", text) and i != at[0]]
    also = f" (also in line{'s' * (len(others) > 1)} {', '.join(map(str, others[:10]))})" if others else ""
    column = lines[at[0]].index("\t")
    return at[0], column, "a tab in the indentation", "spaces", f"replace each tab by two spaces{also}"


def _explain_second_colon(at: Spot, before: str) -> Words:
    key, colon, value = before.partition(": ")
    if colon:
        said = "a second ': ' in one line"
        hint = f'put the text in quotes: {key.strip()}: "{_strip_quotes(value)}: ..."'
        return (*at, said, "one key: value on a line", hint)
    said = "a key below a value that has ended" if not before.startswith(" ") else "a key indented below a plain value"
    indent = len(before) - len(before.lstrip())
    return at[0], indent, said, "the same indentation as the line above", "or put the text above in quotes"


def _explain_misfit(at: Spot, began: Spot, before: str, rest: str) -> Words:
    if before.rstrip()[-1:] in ("'", '"'):
        hint = "within '...' a quote is written twice: ''; or use \"...\""
        return (*at, "text goes on after the closing quote", "the end of the line", hint)
    if rest.startswith("- "):
        said = "a list item where a key was expected"
    else:
        said = "this line does not line up with the lines above"
    return (*at, said, f"the indentation of line {began[0] + 1} (column {began[1] + 1})", "")


def _shorten(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")


def _strip_quotes(text: str) -> str:
    text = text.strip().strip("\"'")
    return text if len(text) <= 30 else text[:27] + "..."
