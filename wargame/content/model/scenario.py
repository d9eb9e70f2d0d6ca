"""The shape of a scenario as authors write it: its texts, lengths and rules of play, and all its parts.

It is closed: it has no unknown key and converts no type.

The text below a key says what the key means: `wargame.content.author.key_docs` reads it for editors and the reference.
"""

from typing import Annotated, Literal

from pydantic import Field

from wargame.content.model.emphasis import quote_emphasis
from wargame.content.model.experiments import Experiment, Rate
from wargame.content.model.learning import LearningObjective
from wargame.content.model.mechanics import Action, DealForm, Ending, UpkeepRule
from wargame.content.model.numbers import Derived, Flag, Outline, Track, Zone, ZoneNumber
from wargame.content.model.roles import Role
from wargame.content.model.switches import Switch
from wargame.content.model.types import EffectMap, Id, Line, Model, RoleId, Silences, Text, When, make_list

MOST_DECKS = 20
"""The most decks that a scenario is played with."""


class Budget(Model):
    """Minutes for each phase of one turn."""

    inject: Annotated[int, Field(ge=0, le=60)]
    """For the card."""
    deal: Annotated[int, Field(ge=0, le=60)]
    """For deals."""
    plan: Annotated[int, Field(ge=0, le=60)]
    """For plans."""
    adjudicate: Annotated[int, Field(ge=0, le=60)]
    """For revealing and judging them."""
    close: Annotated[int, Field(ge=0, le=60)]
    """For the close."""


class Length(Model):
    """How long an exercise is, and what is different when it opens."""

    turns: Annotated[int, Field(ge=1, le=60)]
    """How many turns."""
    minutes: Annotated[int, Field(ge=1, le=600)]
    """How many minutes in all."""
    about: Line
    """When to choose it, in a sentence."""
    opening: EffectMap = Field(default_factory=dict)
    """What is different from the usual start."""
    budget: Budget | None = None
    """Minutes for each phase of one turn."""


class Arguments(Model):
    """How free arguments are judged: limits and method."""

    method: Literal["weighted", "umpired"] = "weighted"
    """Weighted: strong reasons for and against move the odds. Umpired: the facilitator sets them."""
    target: Annotated[int, Field(ge=2, le=12)] = 7
    """What two dice must reach before any reason counts."""
    numbers: Annotated[int, Field(ge=1, le=2)] = 2
    """How many numbers an argument may change."""
    size: Annotated[int, Field(ge=1, le=3)] = 3
    """By how much an argument may change each of them at most."""
    reasons: Annotated[int, Field(ge=1, le=3)] = 3
    """How many reasons may be given."""
    net: Annotated[int, Field(ge=1, le=5)] = 5
    """By how much reasons can move the roll at most."""
    secret: Annotated[int, Field(ge=0, le=9)] = 1
    """How many arguments a role may make in secret during an exercise."""


class Question(Model):
    """The question each role estimates in every review round, and what makes it true."""

    text: Line
    """What is estimated, as a statement that will prove true or false."""
    true_when: When
    """What makes it true at the end."""
    every: Annotated[int, Field(ge=1, le=20)] = 2
    """After how many turns it is asked, again and again."""


class Scenario(Model):
    """The situation: everything an exercise is played with, but for its cards.

    A file that ``extends`` another gives only what differs; it is laid over the other to make a whole scenario.
    """

    format: Literal[1]
    """The format of the file."""
    id: Id
    """Its name; best the name of the file."""
    title: Line
    """What facilitators read when they choose."""
    summary: Text
    """The situation in three or four sentences, for everybody."""
    notice: Text
    """The content notice, read out before anything else."""
    out_of_role: Text
    """What is read out when play is over, so that people leave their roles."""
    teaches: Text | None = None
    """What is built into the numbers, for the facilitator and the debrief only."""
    learning_objectives: list[LearningObjective] = Field(default_factory=make_list)
    """What the class should be able to do afterwards."""
    question: Question | None = None
    """What every role estimates in the review rounds."""
    adjudication: Literal["rigid", "semi-rigid", "free"] = "semi-rigid"
    """Who decides what happens: the rules (rigid), the rules unless the facilitator overrules, or the facilitator."""
    arguments: Arguments | None = None
    """How free arguments are judged; left out, there are none."""
    planning: Literal["together", "in_turn"] = "together"
    """Whether plans are made in secret and revealed together, or one role after another."""
    repeat: bool = True
    """Whether a role may do the same action twice running; a free argument between the two does not count."""
    order: list[RoleId]
    """The order in which roles act; every role once."""
    lengths: Annotated[dict[Id, Length], Field(min_length=1)]
    """The lengths an exercise can have, by name; `standard`, or else the first, is played when none is chosen."""
    roles: Annotated[dict[Id, Role], Field(min_length=1, max_length=6)]
    """The roles, by name."""
    tracks: Annotated[dict[Id, Track], Field(min_length=1, max_length=60)]
    """The tracks, by name."""
    flags: dict[Id, Flag] = Field(default_factory=dict)
    """What is so or not, by name."""
    kinds: dict[Id, Line] = Field(default_factory=dict)
    """The kinds of zones, by name, each with its title."""
    zone_numbers: dict[Id, ZoneNumber] = Field(default_factory=dict)
    """The numbers that every zone has, by name."""
    zones: Annotated[dict[Id, Zone], Field(max_length=60)] = Field(default_factory=dict)
    """The places on the map, by name."""
    outline: Outline = Field(default_factory=list)
    """Coasts and borders drawn faintly behind the zones: lines of points [x, y], in 0 to 100 as `at` of the zones."""
    derived: dict[Id, Derived] = Field(default_factory=dict)
    """Numbers computed from others, by name."""
    actions: Annotated[list[Action], Field(min_length=1, max_length=200)]
    """What the roles can do. Give each role one that is always open, such as to hold."""
    deals: Annotated[list[DealForm], Field(max_length=40)] = Field(default_factory=make_list)
    """The forms of agreement there are."""
    upkeep: Annotated[list[UpkeepRule], Field(max_length=100)] = Field(default_factory=make_list)
    """What happens by itself when a turn closes, in this order."""
    endings: Annotated[list[Ending], Field(min_length=1, max_length=40)]
    """The ways it can end, the first that holds; the last of them without a condition and with `last: true`."""
    rates: Annotated[list[Rate], Field(max_length=10)] = Field(default_factory=make_list)
    """What should hold how often at the end, measured by `wargame balance`."""
    experiments: Annotated[list[Experiment], Field(max_length=20)] = Field(default_factory=make_list)
    """Choices whose worth `wargame balance --experiments` measures."""
    switches: Annotated[list[Switch], Field(max_length=20)] = Field(default_factory=make_list)
    """Named parts that an exercise can be played without, each for a claim that it carries."""
    schedule: Annotated[dict[Id, Annotated[int, Field(ge=1, le=99)]], Field(max_length=60)] = Field(
        default_factory=dict
    )
    """The cards that every exercise meets, each with its turn; the rest is drawn. A card that is in no deck in play is
    passed over, and so is a turn that a length does not have."""
    decks: Annotated[list[Id], Field(min_length=1, max_length=MOST_DECKS)]
    """The decks it is played with, unless others are chosen."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""

    @property
    def lessons(self) -> str:
        """``teaches`` as it is shown; empty without it. Recorded sessions can have signs of emphasis there."""
        return quote_emphasis(self.teaches or "")

    def list_linked(self, zone: str) -> tuple[str, ...]:
        """Return the zones that a link joins to a zone, whichever of the two names it, in the order of the file."""
        return tuple(z for z, one in self.zones.items() if zone in one.links or z in self.zones[zone].links)


USUAL_LENGTH = "standard"
"""The length that is played when none is chosen, if the scenario has it."""


def choose_usual_length(scenario: Scenario) -> str:
    """Return the length that is played when none is chosen: `standard`, or else the first."""
    return USUAL_LENGTH if USUAL_LENGTH in scenario.lengths else next(iter(scenario.lengths))
