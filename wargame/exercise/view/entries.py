"""The log as data: an entry for each command that stands, with what one viewer may know of it."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.play.seats import find_bot_name
from wargame.exercise.view.narration import find_answer_options, find_decision, is_told_by_events
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.decisions import Decision
from wargame.rules.explain import join_moves
from wargame.rules.model import FACILITATOR
from wargame.rules.told import Told
from wargame.session.known_line import LeftOffer, SaidWords
from wargame.session.records import CommandLine

OWED = ("plan", "argue", "estimate", "respond")
"""The commands that roles owe in any case: that one was given is no secret."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """One command, as a viewer may know it. It has a decision, or something that happened, or both.

    ``decision`` is None where the viewer may not know it; ``announced`` says that what happened does not tell all of
    it. ``bot`` is the name of the bot that took it, ``hat`` the facilitator's hat. ``told`` is what came of it,
    neighbouring moves that have one cause joined.

    ``because`` is the rationale, ``words`` are further words of an argument, ``left`` the offers that were not taken,
    ``seconds`` how long it took; all are empty where the viewer may not read them.

    ``number`` is the number of the line, for the facilitator and once the exercise is over; else 0. Gaps between the
    numbers of the entries of a viewer would tell how much others decided in secret.

    ``by_people`` says that people, and not bots alone, decided something after the entry before it and up to this one,
    as far as the viewer may know that they did. ``by_facilitator`` says that the facilitator gave the command, also
    where the viewer may not know what it was.
    """

    turn: int
    phase: str
    number: int
    decision: Decision | None
    announced: bool
    bot: str
    hat: str
    because: str
    words: tuple[SaidWords, ...]
    left: tuple[LeftOffer, ...]
    seconds: float
    told: tuple[Told, ...]
    by_people: bool
    by_facilitator: bool


def is_known_of_people(window: Window, line: CommandLine, viewer: str) -> bool:
    """Was a command given by people, and may the viewer know that it was given, if not what it says?

    Everybody sees when a plan, an estimate or an answer to a card has been given and when the facilitator goes on, but
    not what happens between the parties of a secret deal.
    """
    seen = line.do in OWED or line.role == FACILITATOR
    return find_bot_name(line.by) is None and (seen or window.may_know(line, viewer))


def build_entry(window: Window, line: CommandLine, viewer: str, by_people: bool = True) -> KnownEntry | None:
    """Return a command that stands as a viewer may know it; None where the viewer may know nothing of it."""
    knows, told = window.may_know(line, viewer), window.list_told(line.n, viewer)
    if not knows and not told:
        return None
    reads = knows and window.may_read(line, viewer)
    return KnownEntry(
        turn=line.turn,
        phase=line.phase,
        number=line.n if window.over or viewer == FACILITATOR else 0,
        decision=find_decision(window, line, viewer) if knows else None,
        announced=knows and not is_told_by_events(window, line, viewer),
        bot=find_bot_name(line.by) or "" if knows else "",
        hat=line.hat if knows else "",
        because=line.because if reads else "",
        words=tuple(iter_said_words(line)) if reads else (),
        left=tuple(iter_left_offers(window, line)) if reads else (),
        seconds=float(line.seconds) if reads else 0.0,
        told=tuple(join_moves(told)),
        by_people=by_people,
        by_facilitator=line.role == FACILITATOR,
    )


def iter_said_words(line: CommandLine) -> Iterator[SaidWords]:
    """Yield the words beside the rationale. The argued action and the ruling are part of the decision itself."""
    for kind, said in line.said.items():
        if kind in ("effect", "reasons", "pros", "cons"):
            texts = [said] if isinstance(said, str) else [str(one) for one in said]
            yield from (SaidWords(kind, text) for text in texts if text)


def iter_left_offers(window: Window, line: CommandLine) -> Iterator[LeftOffer]:
    """Yield the offers that were not taken."""
    table = window.table
    if line.do == "respond":
        titles = find_answer_options(window, line)
    elif line.do in ("plan", "argue"):
        titles = {action.id: action.title for action in table.scenario.actions}
    else:
        titles = {form.id: form.title for form in table.forms}
    yield from (LeftOffer(name, titles.get(name, "")) for name in line.not_taken or ())
