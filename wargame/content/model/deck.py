"""The shape of decks as authors write them: cards, the choices they put to roles, and frames of what can happen.

The text below a key says what the key means: `wargame.content.author.key_docs` reads it for editors and the reference.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from wargame.card_limits import MOST_ALSO
from wargame.content.model.follows import ANY
from wargame.content.model.keys import list_effect_items
from wargame.content.model.notation import Condition, Effects, Fault, fail
from wargame.content.model.types import (
    EffectMap,
    EndingRef,
    FactId,
    Follows,
    Id,
    Line,
    Model,
    ObjectiveId,
    Per,
    RoleId,
    Signed,
    Silences,
    Text,
    TrackId,
    When,
    make_list,
    make_unique_check,
)

MOST_CARDS = 2000
"""The most cards of a deck."""


class Bonus(Model):
    """A bonus or penalty to a check while its condition holds."""

    when: When
    """The condition under which it counts; the role that rolls must be able to see every number in it."""
    add: Signed
    """What is added to the roll: +1, -2."""
    because: Line | None = None
    """The reason in a few words, read out with the odds."""


class Check(Model):
    """2d6 plus the bonuses that hold, against a target: a success on the target or more."""

    target: Annotated[int, Field(ge=2, le=12)] = 7
    """What two dice and the bonuses must reach: 7 is 58 %, 9 is 28 %."""
    plus: list[Bonus] = Field(default_factory=make_list)
    """Bonuses and penalties, each with its condition."""


class Frame(Model):
    """Something that can happen: when, at what cost, on which check, with what effect."""

    when: When = Field(default_factory=Condition)
    """The condition under which it is possible; left out, always."""
    cost: dict[TrackId, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    """What it costs, track by track, paid when plans are revealed. Who cannot pay holds."""
    check: Check | None = None
    """Two dice against a target; left out, it simply happens."""
    effects: EffectMap = Field(default_factory=dict)
    """What changes in any case."""
    success: EffectMap = Field(default_factory=dict)
    """What changes as well when the check succeeds."""
    failure: EffectMap = Field(default_factory=dict)
    """What changes as well when the check fails."""
    per: Per | None = None
    """Counts the changes once for each of these steps that a number has reached."""
    lasts: Annotated[int, Field(ge=2, le=99)] | None = None
    """For how many turns the effects are felt: now, and again at each of the closes that follow."""
    reveal: list[TrackId] = Field(default_factory=make_list)
    """Tracks that everybody may see once it has happened."""
    inject: Follows = Field(default_factory=tuple)
    """The card that it brings after the announced one; `{card: CARD, at: now}` brings it at once, `at: next` in place
    of the announced one, which returns to the pile; with `after: success` or `failure` only then. A list brings
    several."""
    end: EndingRef | None = None
    """The ending it brings about at once."""

    @model_validator(mode="after")
    def _check_outcomes(self) -> "Frame":
        if self.check is None and (self.success or self.failure):
            key = "success" if self.success else "failure"
            fail([Fault((key,), f"{key} without a check", "effects:, or a check:", f"rename {key} to effects", True)])
        if self.check is None and any(one.after != ANY for one in self.inject):
            fail([Fault(("inject",), "an outcome without a check", "a check:", "leave `after` out, or add a check")])
        return self

    def list_effects(self, succeeds: bool) -> list[Effects]:
        """Return all effects that come together: those in any case, and those of a success or of a failure.

        Without a check, a frame succeeds.
        """
        other = "failure" if succeeds else "success"
        return [effects for key, effects in list_effect_items(self) if key != other]


class Option(Frame):
    """One answer to a card."""

    id: Id
    """Its name for the program; no other option of the card has it."""
    title: Line
    """The answer in a few words, as the role reads it."""
    text: Line | None = None
    """One sentence on what it means, for the role that answers."""


class Response(Model):
    """The choice a card puts to a role."""

    role: RoleId
    """The role that must answer."""
    prompt: Line
    """The question put to it."""
    when: When = Field(default_factory=Condition)
    """The condition under which it is asked at all; the card comes either way."""
    options: Annotated[list[Option], Field(min_length=1, max_length=4)]
    """The answers: two to four, or one alone whose `text` says what it is for."""

    @model_validator(mode="after")
    def _check_distinct_ids(self) -> "Response":
        if len(self.options) == 1 and self.options[0].text is None:
            said = "one answer alone is no choice"
            expected = "two to four answers, or a text that says what the one is for"
            fail([Fault(("options", 0), said, expected, "add text: to it, or a second answer")])
        ids = [o.id for o in self.options]
        for i, name in enumerate(ids):
            if name in ids[:i]:
                fail(
                    [
                        Fault(
                            ("options", i, "id"),
                            f"the option id {name!r} is used twice",
                            "an id of its own",
                            code="duplicate",
                        )
                    ]
                )
        return self


class Listing(Model):
    """How an inject stands in the list it was taken from."""

    number: Line | None = None
    """Its number in the list, as people wrote it."""
    time: Line | None = None
    """When it is planned for, as people wrote it."""
    sender: Line | None = None
    """Who sends it, in the story."""
    receiver: Line | None = None
    """Who gets it."""
    method: Line | None = None
    """How it reaches them: phone, e-mail, radio."""


class Handout(Model):
    """A picture or a page that goes with a card: for the hands of players, or for the wall."""

    file: Line
    """The file, beside the deck or in a folder below it: PNG, JPEG, SVG without scripts, or PDF; at most 2 MB."""
    caption: Line
    """What stands below it, and what a terminal shows in its place."""
    text: Text
    """What is on it, for those who cannot see it."""
    sha: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """Its digest; the program fills it in when an exercise begins."""


class Card(Model):
    """An event card: what happens, what it asks, and where it comes from."""

    id: Annotated[Id, make_unique_check("card")]
    """Its name for the program; no other card of any deck in play has it."""
    title: Line
    """What stands at its head, and is announced a turn before."""
    text: Text
    """What happens, to be read aloud: 25 to 90 words."""
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts it rests on."""
    ours: Line | None = None
    """Where the event itself is invented after these facts: what is, in a few words. Players read it with the pages."""
    invented: Line | None = None
    """Where the event is in a document: what is invented beside it, in a few words. Players read it with the pages."""
    when: When = Field(default_factory=Condition)
    """The condition under which it can be drawn; use only what all can see, since its title is announced."""
    copies: Annotated[int, Field(ge=1, le=9)] = 1
    """How many of it are in the pile."""
    turn: Annotated[int, Field(ge=1, le=99)] | None = None
    """The turn it comes in for certain; left out, it is drawn."""
    replaces: Annotated[list[Id], Field(max_length=12)] = Field(default_factory=make_list)
    """Cards of other decks that are too much like it: they are left out of an exercise that has this one."""
    drawn: bool = True
    """False: it is never drawn, and comes only where something brings it (`inject`) or in its turn."""
    effects: EffectMap = Field(default_factory=dict)
    """What changes when it comes, whatever is answered."""
    also: Annotated[list[Frame], Field(max_length=MOST_ALSO)] = Field(default_factory=make_list)
    """More that happens, each with a condition, a check or a duration of its own."""
    response: Response | None = None
    """The choice it puts to one role."""
    hearing: Follows = Field(default_factory=tuple)
    """The cards that come when an open argument was heard while this card lies on the table, by its outcome: written as
    `inject`."""
    expect: Text | None = None
    """What a facilitator should look and listen for."""
    ask: list[Line] = Field(default_factory=make_list)
    """Questions for the class, now or in the debrief."""
    objectives: list[ObjectiveId] = Field(default_factory=make_list)
    """The learning objectives it serves."""
    tags: Annotated[list[Id], Field(max_length=12)] = Field(default_factory=make_list)
    """Words of your own to find it by (`wargame deck list --tag`); they change nothing in play."""
    notes: Text | None = None
    """A word to the facilitator: when to use it, what to avoid."""
    handout: Handout | None = None
    """A picture or a page that goes with it."""
    listing: Listing | None = None
    """How it stands in the injects list (MSEL) it was taken from; it changes nothing in play."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class Deck(Model):
    """A file of event cards. Those of a ``contingency`` deck are never drawn: the facilitator injects them."""

    format: Literal[1]
    """The format of the file."""
    id: Id
    """Its name; best the name of the file."""
    title: Line
    """What facilitators read when they choose."""
    about: Text
    """What is in it and where it comes from, in two sentences."""
    scenario: Id
    """The scenario it is written for; it plays with all that extend this one, too."""
    contingency: bool = False
    """Its cards are never drawn: the facilitator brings them in when they are needed."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""
    cards: Annotated[list[Card], Field(min_length=1, max_length=MOST_CARDS)]
    """The cards."""
