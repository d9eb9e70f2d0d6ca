"""Builds JSON Schemas of scenarios, decks and sources from the models; editors complete and check with them.

A schema refuses mistakes in the *shape* of a file: keys, types, notation, limits. The loader alone checks what compares
two values (a start outside its range, an interval that runs backwards), all names and all duplicates. A schema cannot
see two things, because readers of YAML drop them: the plus of ``+1``, so that an effect without a sign is accepted; and
the fraction of ``2.0``, which is accepted as a whole number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from pydantic import AfterValidator, BeforeValidator, PlainValidator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from wargame.content.author.key_docs import read_key_meanings, read_purpose
from wargame.content.load.file_kind import Kind
from wargame.content.model import types
from wargame.content.model.deck import Deck, Frame, Response
from wargame.content.model.experiments import Choices, Experiment
from wargame.content.model.follows import MOMENTS, OUTCOMES
from wargame.content.model.numbers import Derived, Track
from wargame.content.model.parts import LAYERED
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Source
from wargame.content.model.types import Model

Schema = dict[str, Any]

KINDS: Mapping[Kind, type[Model]] = {"deck": Deck, "scenario": Scenario, "source": Source}
"""The kinds of files authors write, and the model of each."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SPACE = r"\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CONTROL = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TEXT = rf"^[^{_CONTROL}]*[^{_CONTROL}{_SPACE}][^{_CONTROL}]*$"
_LINE = rf"^[{_SPACE}]*[^{_CONTROL}{_SPACE}](?:[^{_CONTROL}\n]*[^{_CONTROL}{_SPACE}])?[{_SPACE}]*$"

_SIGNED = r"^\s*[+-][0-9]{1,6}\s*$"
_CHANGE = r"^\s*(?:[+-][0-9]{1,6}|=-?[0-9]{1,6})\s*$"
_INTERVAL = r"^\s*-?[0-9]{1,6}(?:\+|-|\.\.-?[0-9]{1,6})?\s*$"
_WEIGHT = r"^[+-]?[0-9]{1,4}(?:/(?!0+$)[0-9]{1,4}|\.[0-9]{1,4})?$"


def build_schema(kind: Kind) -> Schema:
    """Return the JSON Schema (2020-12) of a kind of file, with the meaning of each key."""
    model = KINDS[kind]
    made = model.model_json_schema(schema_generator=_SchemaGenerator)
    definitions: dict[str, Schema] = made.pop("$defs", {})
    if model is not Source:
        definitions |= _NOTATION
    made |= {"title": f"wargame {kind}", "description": read_purpose(model)}
    if model is Scenario:
        _let_extend(made)
    return {"$schema": DIALECT, **_insert_pointers({**made, "$defs": dict(sorted(definitions.items()))})}


def _build_pattern(pattern: str, expected: str) -> Schema:
    """Return a pattern, and the message of editors for a text that does not match it."""
    return {"pattern": pattern, "patternErrorMessage": f"expected {expected}"}


_LATER = "notation"
"""Marks where a notation is to be inserted as a pointer, after pydantic, which follows all pointers, has finished."""


def _insert_pointers(made: Any) -> Any:
    """Return the same schema with pointers where they were marked."""
    if isinstance(made, list):
        return [_insert_pointers(part) for part in made]
    if not isinstance(made, dict):
        return made
    parts = {key: _insert_pointers(part) for key, part in made.items() if key != _LATER or not isinstance(part, str)}
    return parts | ({"$ref": f"#/$defs/{made[_LATER]}"} if isinstance(made.get(_LATER), str) else {})


_INTERVALS = {_LATER: "interval"}
_ZONES = {
    "type": "object",
    "properties": {
        "kind": {
            "description": "The kind of zone, or a list of kinds; left out, any.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }
    },
    "additionalProperties": _INTERVALS,
    "examples": [{"kind": ["plaza"], "control": "4-"}],
}

_NOTATION: dict[str, Schema] = {
    "interval": {
        "description": "8+ (8 or more), 3- (3 or less), 4..6, 5, true or false",
        "type": ["boolean", "integer", "string"],
        **_build_pattern(_INTERVAL, "8+, 3-, 4..6, 5, true or false"),
        "examples": ["8+", "3-", "4..6", 5, True],
    },
    "when": {
        "description": "Numbers with intervals, all of which must hold; and any: a list of which one must.",
        "type": "object",
        "properties": {
            "any": {
                "description": "Conditions of which one at least must hold.",
                "type": "array",
                "minItems": 1,
                "items": {_LATER: "when"},
            }
        },
        "additionalProperties": _INTERVALS,
        "examples": [{"violence": "7+", "flags.exposed": False}],
    },
    "effects": {
        "description": "Numbers with changes: +1 and -1 add, =3 sets; a flag becomes true or false.",
        "type": "object",
        "patternProperties": {r"^flags\.": {"type": "boolean"}},
        "additionalProperties": {
            "description": "+N or -N to add, =N to set",
            "type": ["integer", "string"],
            **_build_pattern(_CHANGE, "+N or -N to add, =N to set"),
        },
        "examples": [{"violence": "+1", "will": -1, "flags.exposed": True}],
    },
    "follow": {
        "description": "A card that is brought: which, when, and on which outcome.",
        "type": "object",
        "properties": {
            "card": {"description": "The card.", "title": "the id of a card", "type": "string"},
            "at": {"description": "When it comes.", "enum": [*MOMENTS]},
            "after": {"description": "The outcome of the check or hearing that brings it.", "enum": [*OUTCOMES]},
        },
        "required": ["card"],
        "additionalProperties": False,
    },
    "follows": {
        "description": "The id of a card, a mapping such as {card: surge, at: now}, or a list of such mappings.",
        "anyOf": [
            {"title": "the id of a card", "type": "string"},
            {_LATER: "follow"},
            {"type": "array", "minItems": 1, "items": {_LATER: "follow"}},
        ],
        "examples": ["surge", {"card": "surge", "at": "now", "after": "failure"}],
    },
    "zones": _ZONES,
}

_NAMED = (
    (types.RoleId, "a role"),
    (types.ZoneId, "a zone"),
    (types.KindId, "a kind of zone"),
    (types.TrackId, "a track"),
    (types.ActionId, "an action"),
    (types.DealId, "a deal"),
    (types.EndingRef, "an ending"),
    (types.ObjectiveId, "a learning objective"),
    (types.FactId, "a fact (SOURCE/FACT)"),
    (types.NumberName, "a number"),
)

_BY_ALIAS: tuple[tuple[Any, Schema], ...] = (
    (
        types.Id,
        _build_pattern(r"^[a-z][a-z0-9_-]{0,39}$", "small letters, digits, _ or -, starting with a letter, at most 40"),
    ),
    (types.Line, _build_pattern(_LINE, "some text on one line")),
    (types.Text, _build_pattern(_TEXT, "some text")),
    *((alias, {"title": f"the id of {what}"}) for alias, what in _NAMED),
    (types.When, {_LATER: "when"}),
    (types.EffectMap, {_LATER: "effects"}),
    (types.Follows, {_LATER: "follows"}),
    (types.ZoneChoice, {_LATER: "zones"}),
    (types.Counted, {_LATER: "zones"}),
    (types.Signed, {"type": ["integer", "string"], **_build_pattern(_SIGNED, "+N or -N")}),
    (
        types.Weight,
        {"type": ["number", "string"], **_build_pattern(_WEIGHT, "a number or fraction: 2, -1.5, 5/3")},
    ),
    (
        types.Per,
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"type": "integer"},
            },
            "examples": [{"partnership": [3, 6, 9]}],
        },
    ),
)
"""The schema of what the loader's own parsers accept, by annotated type."""


def _find_parser(alias: Any) -> Callable[..., Any]:
    """Return our function that parses an annotated type."""
    parsers = (AfterValidator, BeforeValidator, PlainValidator)
    (parser,) = (one.func for one in get_args(alias)[1:] if isinstance(one, parsers))
    return cast(Callable[..., Any], parser)


_BY_PARSER = {_find_parser(alias): made for alias, made in _BY_ALIAS}


def _require_entries(key: str) -> Schema:
    """Return a schema that asks for a key with a mapping or list that is not empty."""
    return {"required": [key], "properties": {key: {"minProperties": 1, "minItems": 1}}}


def _require_value(key: str, value: Schema) -> Schema:
    return {"required": [key], "properties": {key: value}}


_MEMBERS = {"type": "object", **_require_value("will", _INTERVALS), "additionalProperties": False}
_TOGETHER: tuple[tuple[type[Model], Schema], ...] = (
    (
        Frame,
        {
            "if": {"anyOf": [_require_entries("success"), _require_entries("failure")]},
            "then": _require_value("check", {"type": "object"}),
        },
    ),
    (
        Response,
        {
            "if": {"properties": {"options": {"maxItems": 1}}},
            "then": {"properties": {"options": {"items": {"required": ["text"]}}}},
        },
    ),
    (Choices, {"anyOf": [_require_entries("actions"), _require_entries("deals")]}),
    (
        Derived,
        {
            "oneOf": [
                {**_require_value("sum", {"type": "string"}), "not": _require_value("count", {"type": "string"})},
                {**_require_value("count", {"type": "string"}), "not": _require_value("sum", {"type": "string"})},
            ],
            "if": _require_value("count", {"const": "members"}),
            "then": _require_value("where", _MEMBERS),
        },
    ),
)
"""What the keys of one mapping require of each other."""

_NARROWER: tuple[tuple[type[Model], str, Schema], ...] = (
    (Track, "min", {"minimum": -1000, "maximum": 999}),
    (Track, "max", {"minimum": -999, "maximum": 1000}),
    (Track, "start", {"minimum": -1000, "maximum": 1000}),
    (Experiment, "within", {"exclusiveMinimum": 0, "maximum": 1}),
)
"""Limits that the models check for several keys together."""


class _SchemaGenerator(GenerateJsonSchema):
    """The generator of pydantic, with what our parsers accept and what each key means."""

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        """Return the schema of a type that one of our functions checks after pydantic."""
        return {**super().function_after_schema(schema), **_find_parser_schema(schema)}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Return the schema of a type that one of our functions converts for pydantic."""
        return _find_parser_schema(schema) or super().function_before_schema(schema)

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        """Return the schema of a type that one of our functions parses alone."""
        return _find_parser_schema(schema) or super().function_plain_schema(schema)

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a mapping, which refuses names of another form."""
        made = super().dict_schema(schema)
        if "patternProperties" in made:  # refuse a name of another form
            ((_, made["additionalProperties"]),) = made.pop("patternProperties").items()
        if "keys_schema" in schema and len(keys := self.generate_inner(schema["keys_schema"])) > 1:
            made["propertyNames"] = keys
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False: titles made of keys say nothing."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model, with the meanings of its keys and its rules for several keys."""
        made = super().model_schema(schema)
        made.pop("title", None)
        model = schema["cls"]
        if not issubclass(model, Model):
            return made
        made["description"] = read_purpose(model)
        keys = made["properties"]
        for key, text in read_key_meanings(model).items():
            keys[key]["description"] = text
            if keys[key].get("default", 0) is None:
                del keys[key]["default"]  # or editors would offer it
        for one, key, limits in _NARROWER:
            if model is one:
                keys[key] |= limits
        for one, together in _TOGETHER:
            if issubclass(model, one):
                made |= together
        return made


def _find_parser_schema(schema: Mapping[str, Any]) -> Schema:
    return dict(_BY_PARSER.get(schema["function"]["function"], {}))


def _let_extend(made: Schema) -> None:
    """Let a scenario that extends another give only its own keys; the rest comes from the base."""
    keys: dict[str, Schema] = made["properties"]
    own, needed = ["format", "id", "title"], made.pop("required")
    limits: dict[str, Schema] = {}
    for key in LAYERED:
        found: Schema = {limit: keys[key].pop(limit) for limit in ("minItems", "minProperties") if limit in keys[key]}
        limits |= {key: found} if found else {}
    keys["extends"] = {"description": "The id of the scenario it is laid over.", "type": "string"}
    keys["without"] = {
        "description": "What of that scenario is left out: names, part by part.",
        "type": "object",
        "properties": {key: {"type": "array", "items": {"type": "string"}} for key in LAYERED},
        "additionalProperties": False,
    }
    made |= {
        "if": {"required": ["extends"]},
        "then": {"required": own},
        "else": {"required": needed, "properties": {**limits, "without": False}},
    }
