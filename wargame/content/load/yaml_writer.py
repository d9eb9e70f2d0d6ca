"""Writes plain data as YAML that `yaml_reader` reads back: quotes only where needed, long texts as blocks."""

from __future__ import annotations

import re
from typing import Any

import yaml

from wargame.content.load.document import Ambiguous
from wargame.content.load.yaml_reader import resolve_scalar

_UNSURE = "tag:wargame,2025:unsure"
_DEFAULT_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
"""The tags that a node has without saying so."""


class _YamlWriter(yaml.SafeDumper):
    """A dumper that puts a text in quotes exactly where `resolve_scalar` would read something else."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own tables are YAML 1.1's

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a scalar without quotes, by the rules of the reader."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return _DEFAULT_TAGS[kind]
        match resolve_scalar(value):
            case bool():
                return "tag:yaml.org,2002:bool"
            case int():
                return "tag:yaml.org,2002:int"
            case float():
                return "tag:yaml.org,2002:float"
            case None:
                return "tag:yaml.org,2002:null"
            case Ambiguous():
                return _UNSURE
        return _UNSURE if value == "<<" else "tag:yaml.org,2002:str"

    def ignore_aliases(self, data: Any) -> bool:
        """Return True, so that equal values are written out each time."""
        return True

    def represent_text(self, value: str) -> yaml.ScalarNode:
        """Represent a text of several lines as a literal block.

        The emitter uses quotes where a block cannot hold the text.
        """
        style = "|" if "\n" in value and not re.search(r"[ \t]\n|^\s", value) else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style)


_YamlWriter.add_representer(str, _YamlWriter.represent_text)


def write_yaml(data: Any, width: int = 100) -> str:
    """Return plain data (dicts, lists, texts, whole numbers, bools) as YAML, with its keys in their order."""
    text: str = yaml.dump(
        data, Dumper=_YamlWriter, sort_keys=False, allow_unicode=True, width=width, default_flow_style=None
    )
    return text
