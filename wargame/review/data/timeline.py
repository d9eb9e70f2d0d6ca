"""Lists every decision: who took it, why, against which alternatives, how long it took, and its consequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.content.model.deck import Card
from wargame.exercise.debrief.key_decisions import UNREMARKABLE, is_hindsight
from wargame.exercise.play.result_reversal import RULED
from wargame.exercise.play.seats import BOT, find_bot_name
from wargame.exercise.view.narration import PACE
from wargame.review.data import codes
from wargame.review.data.attribution import Consequences
from wargame.review.data.dice_record import build_die
from wargame.review.data.play_record import Decision, NumberChange
from wargame.review.data.reviewed_session import NumberMove, ReviewedSession
from wargame.review.text import timeline_text
from wargame.rules.chance import sum_dice
from wargame.rules.column import Column
from wargame.rules.decisions import build_decision
from wargame.rules.text.rule_text import end_sentence, join_title
from wargame.session.records import Amendment, Bookmark, CommandLine, find_words, list_words


def list_decisions(
    session: ReviewedSession, came: Mapping[int, Consequences], names: bool = False
) -> tuple[Decision, ...]:
    """Return every decision in the order of play, undone ones marked. The command *next* is no decision."""
    amended = {line.line: line for line in session.list_records(Amendment)}
    marked = _find_bookmarks(session)
    words = DecisionWords(session)
    return tuple(
        Decision(
            line=n,
            turn=line.turn,
            phase=line.phase,
            role=line.role,
            name=session.find_role_name(line.role),
            by=find_decider(line.by, names),
            do=line.do,
            attempted=words.format_attempt(line),
            happened=words.format_result(line, came[n]),
            because=words.format_reason(line),
            amended=amended[n].because if n in amended else "",
            alternatives=words.list_alternatives(line),
            seconds=line.seconds,
            hat=line.hat,
            changes=tuple(build_change(session, move) for move in came[n].moves),
            dice=tuple(build_die(session, rolled) for rolled in came[n].rolls),
            struck=n in session.struck,
            bookmark=marked.get(n),
            effect=compute_effect(session, came[n].moves),
            hindsight=n in amended and is_hindsight(session, amended[n]),
        )
        for line in session.commands
        if is_decision(line)
        for n in (line.n,)
    )


def is_decision(line: CommandLine) -> bool:
    """Tell whether a command decides something; some only set the pace. A ruling on an argument is a decision."""
    return line.do not in PACE or line.do == "apply"


def find_decider(seat: str, names: bool) -> str:
    """Return who decided: the code of a bot, or *people*; the name that was given instead, if names are asked for."""
    bot = find_bot_name(seat)
    if bot is not None:
        return codes.build_bot_code(bot)
    return seat if names and seat != BOT else codes.PEOPLE


def build_change(session: ReviewedSession, move: NumberMove) -> NumberChange:
    """Return a number that moved."""
    column = session.table.columns[move.event.column]
    before, after = (format_value(column, n) for n in (move.event.before, move.event.after))
    return NumberChange(column.label, before, after, move.why, move.hidden)


def compute_effect(session: ReviewedSession, moves: Sequence[NumberMove]) -> tuple[tuple[str, float], ...]:
    """Return the worth of some changes to each role, in points; empty if they were worth nothing to every role."""
    worth = [sum(move.worth[at] for move in moves) for at in range(len(session.table.roles))]
    return tuple(zip(session.table.roles, worth, strict=True)) if any(worth) else ()


def format_value(column: Column, n: int) -> str:
    """Return a value: a code for a flag or a deal, else the number."""
    if column.is_truth:
        return codes.YES if n else codes.NO
    return str(n)


def _find_bookmarks(session: ReviewedSession) -> dict[int, str]:
    """Return the words of each bookmark, by the line of the decision before it."""
    decided = [ln.n for ln in session.commands if is_decision(ln) and ln.do not in UNREMARKABLE]
    out: dict[int, str] = {}
    for line in session.list_records(Bookmark):
        before = [n for n in decided if n < line.n]
        if before:
            out[before[-1]] = "; ".join(filter(None, (out.get(before[-1], ""), line.text)))
    return out


class DecisionWords:
    """Says what was decided in one session."""

    def __init__(self, session: ReviewedSession) -> None:
        self.session = session
        self.table = session.table
        self.actions = {action.id: action for action in self.table.scenario.actions}
        self.forms = {form.id: form.title for form in self.table.forms}
        self.answered, self.answers = _match_offers(session)

    def format_attempt(self, line: CommandLine) -> str:
        """Return what was decided, with its slots."""
        do, args = line.do, line.args
        if do == "plan":
            zone = self.table.scenario.zones.get(str(args.get("zone")))
            action = self.actions.get(str(args.get("action")))
            title = action.title if action is not None else str(args.get("action"))
            return join_title(title, zone.name) if zone is not None else title
        if do == "respond":
            card = self._find_card(line)
            title = self._list_options(card).get(str(args.get("option")), str(args.get("option")))
            return join_title(card.title, title) if card is not None else title
        words = find_words(line, "action") if do == "argue" else ""
        decision = build_decision(self.table, line.role, do, args, words=words)
        return timeline_text.format_attempt(decision, self.answers.get(line.n, "") if do != "counter" else "")

    def format_reason(self, line: CommandLine) -> str:
        """Return the rationale with what was said beside it: an argument's reasons, pros and cons."""
        parts = [line.because]
        for key in ("effect", "reasons", "pros", "cons"):
            listed = [one for one in list_words(line, key) if one]
            parts += [timeline_text.format_reasons(key, listed)] if listed else []
        return "\n".join(filter(None, parts))

    def format_result(self, line: CommandLine, came: Consequences) -> str:
        """Return the outcome in a few words. The numbers that moved are listed elsewhere."""
        said = find_words(line, "happened")
        if line.do in ("offer", "counter"):
            return self.answered.get(line.n, said)
        if line.do == "argue" and not said:
            said = self._find_ruling(line)
        last = came.rolls[-1].event if came.rolls else None
        total, target = (sum_dice(last.got) + last.plus, last.target) if last is not None else (0, 0)
        words = timeline_text.format_result(came.result, total, target, came.overruled)
        return " ".join(end_sentence(part) for part in (words, said) if part)

    def list_alternatives(self, line: CommandLine) -> tuple[str, ...]:
        """Return the offers not taken, in words."""
        options = self._list_options(self._find_card(line)) if line.do == "respond" else {}
        titles: Mapping[str, str] = {name: action.title for name, action in self.actions.items()}
        titles = {**self.forms, **titles, **options}
        return tuple(timeline_text.format_alternative(name, titles.get(name, name)) for name in line.not_taken or ())

    def _find_card(self, line: CommandLine) -> Card | None:
        entry = self.session.find_row_before(line.n)[self.table.at.current]
        return self.table.cards[self.table.entries[entry - 1]] if entry else None

    @staticmethod
    def _list_options(card: Card | None) -> dict[str, str]:
        if card is None or card.response is None:
            return {}
        return {option.id: option.title for option in card.response.options}

    def _find_ruling(self, argued: CommandLine) -> str:
        """Return what the facilitator ruled on an argument, if a ruling came."""
        for line in self.session.commands:
            later = line.n > argued.n and line.turn == argued.turn
            if later and line.do in RULED and self.session.deciding[line.n] == argued.role:
                return find_words(line, "happened") or line.because
        return ""


def _match_offers(session: ReviewedSession) -> tuple[dict[int, str], dict[int, str]]:
    """Return how each offer and counter-offer was answered, and by the line of each answer the title of the deal."""
    forms = {form.id: form for form in session.table.forms}
    answered: dict[int, str] = {}
    answers: dict[int, str] = {}
    waiting: dict[str, tuple[int, str]] = {}
    for line in session.commands:
        do, role = line.do, line.role
        if do in ("counter", "accept", "decline") and role in waiting:
            offer, title = waiting.pop(role)
            answered[offer] = timeline_text.format_answer(session.find_role_name(role), do)
            answers[line.n] = title
        form = forms.get(str(line.args.get("form")))
        if do in ("offer", "counter") and form is not None:
            other = next((one for one in form.between if one != role), "")
            if other:
                waiting[other] = line.n, form.title
            else:
                answered[line.n] = timeline_text.format_agreed_at_once()
    return answered, answers
