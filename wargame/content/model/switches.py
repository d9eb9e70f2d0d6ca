"""The shape of a switch: a named part of a scenario that an exercise can leave out, to see what it carried."""

from typing import Annotated, Any

from pydantic import Field

from wargame.content.model.types import ClaimId, FactId, Id, Line, Model, make_list, make_unique_check


class Switch(Model):
    """A part of a scenario that stands for a claim, and that an exercise can be played without.

    ``without`` and ``changes`` say what is different when it is off. Pinned content holds neither: there a switch only
    says whether it is off.
    """

    id: Annotated[Id, make_unique_check("switch")]
    """Its name for the program and for `--without`."""
    title: Line
    """What it is called in lists, such as Detection."""
    text: Line
    """What an exercise does without, in a sentence for everybody."""
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts of the claim it stands for."""
    claims: list[ClaimId] = Field(default_factory=make_list)
    """The claims it stands for, as SOURCE/CLAIM: the report says of them what was built in."""
    without: dict[str, list[Id]] = Field(default_factory=dict)
    """Entries left out when it is off, by part: upkeep, actions, deals, cards and so on."""
    changes: dict[str, dict[Id, dict[str, Any]]] = Field(default_factory=dict)
    """What is different when it is off: by part and entry, keys with their other values; null takes a key away. A key
    with dots, such as ``members.mexico.vetoes``, leads inside the entry."""
    off: bool = False
    """Whether it is off. The program writes this key; a file leaves it out."""
