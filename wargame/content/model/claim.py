"""The shape of a claim: what a document argues, the facts for and against it, and where it may fail.

A claim names facts of its own source by their ids. `Source` holds the facts before the claims, so that the names are
known when claims are validated.
"""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from wargame.content.model.notation import Fault, fail, format_value
from wargame.content.model.types import Id, KnownNames, Line, Model, Text, make_list, make_unique_check
from wargame.suggestion import suggest_name

Page = Annotated[str, Field(pattern=r"^(\d{1,4}|[ivxl]+)(-\d{1,4})?$")]
"""A page or a span of pages: "3", "3-4", "iv"."""


def _validate_own_fact(value: str, info: ValidationInfo) -> str:
    if isinstance(info.context, KnownNames):
        known = info.context.seen.get("fact", set())
        if value not in known:
            said = f"no fact of this source is called {format_value(value)}"
            near = suggest_name(value.rpartition("/")[2], known)
            fail([Fault((), said, "its id alone", near, code="name")])
    return value


OwnFactId = Annotated[str, AfterValidator(_validate_own_fact)]
"""The id of a fact of the same source."""


class Weakness(Model):
    """A reason why a claim may fail, with what that rests on: facts of the same document, or another document."""

    text: Annotated[Text, Field(max_length=600)]
    """The reason, in one or two sentences of your own."""
    rests_on: Annotated[list[OwnFactId], Field(max_length=6)] = Field(default_factory=make_list)
    """The facts of this source that it rests on."""
    document: Line | None = None
    """The document that it rests on, where it is known from elsewhere: author, title, publisher, date."""

    @model_validator(mode="after")
    def _check_ground(self) -> "Weakness":
        if not self.rests_on and self.document is None:
            fail([Fault((), "nothing says what this rests on", "rests_on: or document:", "add one of them")])
        return self


class Claim(Model):
    """What a document argues, told so that somebody who has not read it could state it."""

    id: Annotated[Id, make_unique_check("claim")]
    """Its name; switches and experiments of a scenario name it as SOURCE/CLAIM."""
    title: Line
    """The claim in a few words, as the heading of its part of the report."""
    text: Annotated[Text, Field(max_length=900)]
    """The claim in three or four sentences of your own, with its reasons."""
    pages: Annotated[list[Page], Field(min_length=1, max_length=8)]
    """The pages on which it is argued, in quotes; each must be a page of a fact in `rests_on`."""
    rests_on: Annotated[list[OwnFactId], Field(min_length=1, max_length=16)]
    """The facts that speak for it, by their ids."""
    against: Annotated[list[OwnFactId], Field(max_length=16)] = Field(default_factory=make_list)
    """The facts that speak against it: counter-arguments that the document reports, and what it grants."""
    may_fail: Annotated[list[Weakness], Field(max_length=4)] = Field(default_factory=make_list)
    """Reasons why it may fail, the best first: the report prints that one."""

    @model_validator(mode="after")
    def _check_sides(self) -> "Claim":
        for at, name in enumerate(self.against):
            if name in self.rests_on:
                said = f"{format_value(name)} stands on both sides of the claim"
                fail([Fault(("against", at), said, "a fact on one side only", "delete it here or in rests_on")])
        return self


def list_single_pages(page: str) -> frozenset[str]:
    """Return the single pages of a page or a span of pages: *3-5* gives *3*, *4* and *5*."""
    first, _, last = page.partition("-")
    if not last or not first.isdecimal():
        return frozenset({page})
    return frozenset(map(str, range(int(first), int(last) + 1)))
