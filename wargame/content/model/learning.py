"""The shape of a learning objective: what shows it in play, and what each of the four ratings looks like.

Ratings after play rest on both. They change nothing that is played.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from wargame.content.model.notation import Fault, fail
from wargame.content.model.types import Id, Line, Model, make_list, make_unique_check

MOST_TASKS = 6
"""The most critical tasks that an objective may have: each is one more thing to listen for during play."""

Seen = Literal["plans", "answers", "deals", "arguments", "estimates"]
"""A kind of decision, in the words of authors."""


class CriticalTask(Model):
    """What a class does that shows an objective: something that can be heard, or read in a decision and its reason."""

    id: Annotated[Id, make_unique_check("task")]
    """Its name for the program; no other task of the scenario has it."""
    text: Line
    """What is done, as a sentence: who says or does what, and when."""
    seen_in: Annotated[list[Seen], Field(max_length=5)] = Field(default_factory=make_list)
    """The decisions in whose reasons it can be read: plans, answers (to cards), deals, arguments, estimates. Of plans
    and answers only those of actions and cards that serve the objective count. Left out, it can only be heard."""


class Levels(Model):
    """What the work of a class looks like at each of the four ratings: P the best, U the worst."""

    P: Line
    """Performed without challenges."""
    S: Line
    """Performed with some challenges."""
    M: Line
    """Performed with major challenges."""
    U: Line
    """Unable to be performed."""

    @model_validator(mode="after")
    def _check_apart(self) -> "Levels":
        seen: dict[str, str] = {}
        for letter, text in self.model_dump().items():
            if text in seen:
                said = f"it says the same as {seen[text]}"
                fail([Fault((letter,), said, "what sets it apart from the level above", "say what is missing here")])
            seen[text] = letter
        return self


class LearningObjective(Model):
    """What the class should be able to do or say afterwards."""

    id: Id
    """Its name for the program."""
    text: Line
    """What they should be able to do, beginning with a verb."""
    tasks: Annotated[list[CriticalTask], Field(max_length=MOST_TASKS)] = Field(default_factory=make_list)
    """The critical tasks: two to four things that a class does which show it. They stand where one rates."""
    levels: Levels | None = None
    """A descriptor for each rating; they stand beside the choice where one rates."""
