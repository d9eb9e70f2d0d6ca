"""What the rules read of content while they run: protocols that the models of `content.model` fulfil.

The compiler (`rules/compiler`) is the only part of `rules` that knows those models. All other modules know these
protocols, and so they load neither pydantic nor YAML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class RoleContent(Protocol):
    """A role of the scenario."""

    @property
    def name(self) -> str:
        """Its name, as players read it."""
        ...


class ZoneContent(Protocol):
    """A zone of the map."""

    @property
    def name(self) -> str:
        """Its name, as players read it."""
        ...


class ActionContent(Protocol):
    """An action that a role can plan."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its title in the list of the role."""
        ...

    @property
    def text(self) -> str:
        """What it does, in a sentence for the role."""
        ...

    @property
    def cover(self) -> str | None:
        """The name under which everybody else sees it, or None if they see its own."""
        ...

    @property
    def group(self) -> str:
        """The heading that it is listed under."""
        ...

    @property
    def target(self) -> object | None:
        """The zones it can name, or None if it names none."""
        ...

    @property
    def repeat(self) -> bool:
        """Whether it may be planned in two turns running where the scenario rests actions."""
        ...


class ArgumentTerms(Protocol):
    """How arguments for free actions are judged."""

    @property
    def method(self) -> str:
        """``weighted`` (the facilitator weighs the reasons, then dice) or ``umpired`` (the facilitator decides)."""
        ...

    @property
    def target(self) -> int:
        """The total that two dice plus the modifier need."""
        ...

    @property
    def numbers(self) -> int:
        """How many numbers an argument may want to change."""
        ...

    @property
    def size(self) -> int:
        """By how much it may change each of them."""
        ...

    @property
    def reasons(self) -> int:
        """How many reasons the proposer may give."""
        ...

    @property
    def net(self) -> int:
        """The largest modifier, either way."""
        ...

    @property
    def secret(self) -> int:
        """How many arguments each role may make in secret."""
        ...


class QuestionContent(Protocol):
    """The question whose likelihood the roles estimate."""

    @property
    def text(self) -> str:
        """The question."""
        ...

    @property
    def every(self) -> int:
        """Estimates are due at every close whose number it divides, and at the last close."""
        ...


class OptionContent(Protocol):
    """An option of the role that responds to a card."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def text(self) -> str | None:
        """What it means, in a sentence."""
        ...


class ResponseContent(Protocol):
    """What a card asks of a role."""

    @property
    def role(self) -> str:
        """The id of the role that responds."""
        ...

    @property
    def options(self) -> Sequence[OptionContent]:
        """What it chooses from, in order."""
        ...


class CardContent(Protocol):
    """A card of a deck."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def turn(self) -> int | None:
        """The turn it is scheduled for, or None if it is drawn at random."""
        ...

    @property
    def response(self) -> ResponseContent | None:
        """What it asks of a role, or None."""
        ...


class DealContent(Protocol):
    """A form of deal that roles can offer each other."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def text(self) -> str:
        """What is agreed, in words."""
        ...

    @property
    def between(self) -> Sequence[str]:
        """The ids of the roles that can make it, one or two."""
        ...

    @property
    def secret(self) -> bool:
        """Whether only these roles know of it."""
        ...

    @property
    def once(self) -> bool:
        """Whether it can be made only once in an exercise."""
        ...

    @property
    def limit(self) -> str | None:
        """Of the forms with the same limit, one can be made in a turn."""
        ...

    @property
    def stands(self) -> bool:
        """Whether it stays in force after it is made."""
        ...

    @property
    def lasts(self) -> int | None:
        """How many closes it stands, or None for no limit."""
        ...

    @property
    def promises(self) -> Mapping[str, Sequence[str]]:
        """By role, the ids of the actions that break the deal."""
        ...


class EndingContent(Protocol):
    """A way in which the exercise can end."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def closes(self) -> int:
        """At how many closes running its condition has to hold."""
        ...

    @property
    def last(self) -> bool:
        """Whether it is reached only at the last close."""
        ...


class ScenarioContent(Protocol):
    """A scenario, as far as the rules read it while they run."""

    @property
    def planning(self) -> str:
        """``together`` (all plans, then all results) or ``in_turn`` (each role plans and acts in its turn)."""
        ...

    @property
    def repeat(self) -> bool:
        """Whether a role may plan the same action in two turns running."""
        ...

    @property
    def roles(self) -> Mapping[str, RoleContent]:
        """The roles by id."""
        ...

    @property
    def zones(self) -> Mapping[str, ZoneContent]:
        """The zones by id."""
        ...

    @property
    def actions(self) -> Sequence[ActionContent]:
        """The actions of all roles; ``Table.action_of`` counts them in this order."""
        ...

    @property
    def arguments(self) -> ArgumentTerms | None:
        """How arguments are judged, or None where nobody can make one."""
        ...

    @property
    def question(self) -> QuestionContent | None:
        """The question that the roles estimate, or None."""
        ...
