"""Make the reference of all keys from the models: ``python -m docs.reference`` writes docs/reference.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic.fields import FieldInfo

from docs.examples import EXAMPLES
from wargame.content.author.key_docs import read_key_meanings, read_purpose
from wargame.content.author.schema import build_schema
from wargame.content.model.claim import Claim, Weakness
from wargame.content.model.deck import Bonus, Card, Check, Deck, Frame, Handout, Listing, Option, Response
from wargame.content.model.experiments import Choices, Expected, Experiment, Rate
from wargame.content.model.learning import CriticalTask, LearningObjective, Levels
from wargame.content.model.mechanics import Action, DealForm, Ending, UpkeepRule
from wargame.content.model.numbers import Derived, Flag, Track, Zone, ZoneNumber
from wargame.content.model.roles import Award, Member, Role, RoleObjective
from wargame.content.model.scenario import Arguments, Budget, Length, Question, Scenario
from wargame.content.model.source import Fact, Source
from wargame.content.model.switches import Switch
from wargame.content.model.types import Model
from wargame.lab.deck_rubric import CRITERIA, OTHER, Criterion

PAGE = Path(__file__).with_name("reference.md")

TITLES: dict[str, dict[type[Model], str]] = {
    "Decks": {
        Deck: "A deck",
        Card: "A card",
        Handout: "A handout",
        Listing: "A place in an injects list",
        Response: "The choice a card puts",
        Option: "An answer",
        Frame: "What happens",
        Check: "A check",
        Bonus: "A bonus",
    },
    "Scenarios": {
        Scenario: "A scenario",
        LearningObjective: "A learning objective",
        CriticalTask: "A critical task",
        Levels: "The levels of an objective",
        Question: "The question",
        Arguments: "Free arguments",
        Length: "A length",
        Budget: "Minutes for a turn",
        Role: "A role",
        RoleObjective: "What a role wants",
        Award: "Points for a condition",
        Member: "A member of a role",
        Track: "A track",
        Flag: "A flag",
        ZoneNumber: "A number of the zones",
        Zone: "A zone",
        Derived: "A derived number",
        Action: "An action",
        DealForm: "A deal",
        UpkeepRule: "A rule of the close",
        Ending: "An ending",
        Rate: "A rate",
        Experiment: "An experiment",
        Choices: "A choice in an experiment",
        Expected: "What is expected of it",
        Switch: "A switch",
    },
    "Sources": {Source: "A source", Fact: "A fact", Claim: "A claim", Weakness: "A reason why a claim may fail"},
}
"""The title of each model, by the kind of file it belongs to."""

_TITLE = {model: title for part in TITLES.values() for model, title in part.items()}

OPENING = """\
<!-- Made by `make reference` from the models (wargame/content) and docs/examples.py: change it there. -->

# Reference: every key of decks, scenarios and sources

For looking things up. [authoring.md](authoring.md) tells how to write a card, from the idea to the class. The files
are YAML; what is not listed here is refused. An editor shows the same as you type (`wargame deck new` sets it up).

## Notation

| written | means | where |
| --- | --- | --- |
| `+2`, `-1` | add; changes to one number are added up, and it stays in its range | effects |
| `=5` | set; nothing else may change that number at the same moment | effects |
| `true`, `false` | a flag becomes so, or ceases to be so | effects |
| `8+`, `3-`, `4..6`, `5` | 8 or more, 3 or less, from 4 to 6, exactly 5 | conditions |
| `true`, `false` | a flag is so, a deal stands; or not | conditions |
| `any: [{...}, {...}]` | at least one of these conditions holds, besides all the others | conditions |
| `{kind: [plaza], control: 4-}` | zones of these kinds whose numbers lie in these intervals | `target`, `where` |
| `2`, `-1.5`, `"5/3"` | a weight: a number or a fraction | `points`, `base`, `within` |
| `{card: surge, at: now, after: failure}` | brings a card (`now`, `next`, `later`), after what | `inject`, `hearing` |
| `SOURCE/FACT` | a fact of a source: `nolden-2011/fto-letter` | `cites` |

Names that can stand in effects and conditions: a track (`violence`), a flag (`flags.exposed`), a number of a zone
(`zones.juarez.control`), in an action with `target` the same at the zone chosen (`zones.target.control`) and the
will of the member there (`members.target`); in a rule of upkeep with `after` these too, and with `neighbour` those
next door (`zones.neighbour.control`, `members.neighbour`). In conditions only: a derived number (`plaza_control`),
a deal that stands (`deals.haven`), `turn` and `turns_left`. `wargame scenario show SCENARIO --glossary` lists those
of a scenario with their range and meaning.

A **line** is text on one line of at most 200 characters, a **text** has up to 5,000. An **id** has small letters,
digits, `_` and `-`, begins with a letter, and has at most 40 of them.
"""

EXTENDING = """\
Two more keys lay a scenario over another: `extends` (the id of a scenario) and `without` (a mapping of parts to the
names left out of them). Then only `format`, `id` and `title` are required. Of `lengths`, `roles`, `tracks`, `flags`,
`kinds`, `zone_numbers`, `zones`, `derived`, `actions`, `deals`, `upkeep`, `rates` and `experiments`, an entry with a
name the base has replaces that entry whole, and the others stay; every other key replaces the base's.
"""


RUBRIC = """\
## The rubric

`wargame deck check FILE --rubric` says of each criterion whether the program sees it met, with places, and what a
teacher must judge; [the assignment](course/assignment.md) has levels and a worked pair. The codes are those of
`wargame deck check --explain`.

| criterion | title | met if | codes against it |
| --- | --- | --- | --- |
"""


def build_page() -> str:
    """Return the page as the models are now."""
    made = [build_schema(kind) for kind in ("deck", "scenario", "source")]
    bodies: dict[str, Any] = {name: body for one in made for name, body in one["$defs"].items()}
    bodies |= {model.__name__: body for model, body in zip((Deck, Scenario, Source), made, strict=True)}
    parts = [OPENING]
    for heading, models in TITLES.items():
        parts.append(f"## {heading}\n")
        parts += [_format_section(model, title, bodies[model.__name__]) for model, title in models.items()]
    return "\n".join([*parts, RUBRIC + "".join(map(_format_criterion, CRITERIA))])


def _format_criterion(one: Criterion) -> str:
    codes = ", ".join(f"`{code}`" for code in one.codes) or ("any other" if one.id == OTHER else "none")
    return f"| `{one.id}` | {one.title} | {one.looks} | {codes} |\n"


def _format_section(model: type[Model], title: str, body: Mapping[str, Any]) -> str:
    """Return the section of one model: what it is for, its keys, an example."""
    shared = next((one for one in model.__mro__[1:] if one in _TITLE), None)
    known = read_key_meanings(model)
    keys = [key for key in model.model_fields if shared is None or key not in shared.model_fields]
    rows = "".join(_format_row(key, model.model_fields[key], body["properties"][key], known[key]) for key in keys)
    also = f"\nAnd the keys of [what happens](#{_build_anchor(_TITLE[shared])}).\n" if shared is not None else ""
    more = f"\n{EXTENDING}" if model is Scenario else ""
    table = f"| key | what stands there | if left out | meaning |\n| --- | --- | --- | --- |\n{rows}"
    return f"### {title}\n\n{read_purpose(model)}\n\n{table}{also}{more}\n```yaml\n{EXAMPLES[model].strip()}\n```\n"


def _format_row(key: str, field: FieldInfo, body: Mapping[str, Any], meaning: str) -> str:
    cells = (f"`{key}`", _format_kind(body), _format_default(field, body), meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _format_default(field: FieldInfo, body: Mapping[str, Any]) -> str:
    if field.is_required():
        return "**required**"
    value = body.get("default")
    if value is None or value == {}:
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _format_kind(body: Mapping[str, Any] | Literal[True]) -> str:
    """Return what a key may hold, in words, with its limits."""
    return ", ".join((_find_kind(body), *(() if body is True else _format_limits(body))))


def _find_kind(body: Mapping[str, Any] | Literal[True]) -> str:
    if body is True or not body:
        return "a value that fits the key"
    if "anyOf" in body:
        kinds = [_format_kind(one) for one in body["anyOf"] if one.get("type") != "null"]
        return " or ".join(kinds)
    if "$ref" in body:
        return _format_link(body["$ref"].rpartition("/")[2])
    if "const" in body:
        return f"`{body['const']}`"
    if "enum" in body:
        return " or ".join(f"`{one}`" for one in body["enum"])
    if "title" in body:
        return str(body["title"])
    kind = body["type"]
    if kind == "array":
        return f"a list: {_format_kind(body['items'])}"
    if kind == "object":
        name = _format_kind(body["propertyNames"]) if "propertyNames" in body else "a name"
        return f"a mapping from {name} to {_format_kind(body['additionalProperties'])}"
    if kind == "string":
        return _find_text_kind(body)
    if isinstance(kind, list):
        return "a signed number: +1, -2" if "integer" in kind else "a weight: 2, -1.5, 5/3"
    return {"integer": "a whole number", "number": "a number", "boolean": "true or false"}[kind]


def _find_text_kind(body: Mapping[str, Any]) -> str:
    said = body.get("patternErrorMessage", "")
    if "starting with a letter" in said:
        return "an id"
    if body.get("maxLength") == 200:
        return "a line"
    if body.get("maxLength") == 5000:
        return "a text"
    return "a letter" if body.get("pattern") == "^[a-z]$" else "a page" if "ivxl" in body.get("pattern", "") else "text"


def _format_link(name: str) -> str:
    """Return how a definition is called: a notation, or a link to the section of a model."""
    notations = {
        "when": "a condition",
        "effects": "effects",
        "zones": "a choice of zones",
        "interval": "an interval",
        "follows": "a card, or how it is brought",
    }
    if name in notations:
        return notations[name]
    title = next(title for model, title in _TITLE.items() if model.__name__ == name)
    return f"[{title[0].lower()}{title[1:]}](#{_build_anchor(title)})"


_LEAST, _MOST = ("minItems", "minProperties"), ("maxItems", "maxProperties")


def _format_limits(body: Mapping[str, Any]) -> Iterator[str]:
    low, high = body.get("minimum"), body.get("maximum")
    if low is not None and high is not None:
        yield f"{low} to {high}"
    elif "exclusiveMinimum" in body:
        yield f"more than {body['exclusiveMinimum']}, at most {high}"
    elif low is not None:
        yield f"{low} or more"
    elif high is not None:
        yield f"{high} or less"
    least, most = (next((body[key] for key in keys if key in body), None) for keys in (_LEAST, _MOST))
    if least is not None and most is not None:
        yield f"{least}" if least == most else f"{least} to {most} of them"
    elif least is not None:
        yield f"at least {least}"
    elif most is not None:
        yield f"at most {most}"


def _build_anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def main() -> None:
    """Write the page."""
    PAGE.write_text(build_page(), "utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
