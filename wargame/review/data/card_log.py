"""Builds the card log, planned against actual, and lists the documents that are cited by what was met in play."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.content.model.deck import Card
from wargame.content.text.wording import format_citations
from wargame.review.data import codes
from wargame.review.data.play_record import CardPlay
from wargame.review.data.report import CitedDocument
from wargame.review.data.reviewed_session import NumberMove, ReviewedSession
from wargame.review.text import play_text
from wargame.rules.column import ColumnKind
from wargame.rules.powers import CARD_POWERS
from wargame.rules.row import TURN, Changed
from wargame.rules.steps.draw import CardPlace
from wargame.rules.text.rule_text import end_sentence
from wargame.session.records import CommandLine

_SET_ASIDE = {CardPlace.SKIPPED: codes.SKIPPED, CardPlace.DEFERRED: codes.DEFERRED}


def build_card_log(session: ReviewedSession) -> tuple[CardPlay, ...]:
    """Return every card that came or was set aside, in order, then those that were announced but never came."""
    table = session.table
    decks = session.content_decks
    log: list[CardPlay] = []
    came: set[str] = set()
    for line in session.standing:
        for turn, event in _iter_changes(session, line):
            column = table.columns[event.column]
            if column.kind == ColumnKind.CURRENT and event.after:
                entry = event.after - 1
                status = codes.INJECTED if line.do in CARD_POWERS else codes.DELIVERED
                done = _format_done(session, line, entry)
            elif column.kind == ColumnKind.CARD and event.after in _SET_ASIDE:
                entry, status, done = (
                    int(column.about),
                    _SET_ASIDE[CardPlace(event.after)],
                    line.because,
                )
            else:
                continue
            card = table.cards[table.entries[entry]]
            came.add(card.id)
            log.append(_build_card_play(session, decks, card, entry, len(log) + 1, turn, line.n, done, status))
    following = session.row[table.at.next]
    if following:
        entry = following - 1
        card = table.cards[table.entries[entry]]
        came.add(card.id)
        turn = session.turn + 1
        log.append(_build_card_play(session, decks, card, entry, len(log) + 1, turn, 0, "", codes.ANNOUNCED))
    for card in table.cards:
        if card.turn is not None and card.turn <= table.turns and card.id not in came:
            entry = next(e for e, c in enumerate(table.entries) if table.cards[c].id == card.id)
            log.append(_build_card_play(session, decks, card, entry, len(log) + 1, card.turn, 0, "", codes.NOT_DRAWN))
    return tuple(log)


def _build_card_play(
    session: ReviewedSession,
    decks: dict[str, str],
    card: Card,
    entry: int,
    number: int,
    turn: int,
    line: int,
    done: str,
    status: str,
) -> CardPlay:
    if entry >= session.table.reserve:
        planned = codes.KEPT
    else:
        planned = codes.build_turn_code(card.turn) if card.turn is not None else codes.DRAWN
    return CardPlay(
        number=number,
        turn=turn,
        line=line,
        id=card.id,
        title=card.title,
        deck=decks.get(card.id, ""),
        target=session.find_role_name(card.response.role) if card.response is not None else "",
        planned=planned,
        expected=card.expect or "",
        done=done,
        status=status,
        cites=format_citations(card.cites, session.sources, card.ours, card.invented),
    )


def _iter_changes(session: ReviewedSession, line: CommandLine) -> Iterator[tuple[int, Changed]]:
    """Yield the changes of a line, each with its turn."""
    turn = line.turn
    for event in session.events[line.n]:
        if isinstance(event, Changed):
            turn = event.after if event.column == TURN else turn
            yield turn, event


def _format_done(session: ReviewedSession, delivered: CommandLine, entry: int) -> str:
    """Say what a card did, and how it was answered."""
    table = session.table
    card = table.entries[entry]
    rules = {*table.card_rules[card], *table.option_rules[card]}
    answer = next(
        (
            line
            for line in session.standing
            if line.n > delivered.n
            and line.do == "respond"
            and session.find_row_before(line.n)[table.at.current] == entry + 1
        ),
        None,
    )
    parts = []
    response = table.cards[card].response
    if answer is not None and response is not None:
        title = next((o.title for o in response.options if o.id == answer.args.get("option")), "")
        parts.append(play_text.format_card_answer(session.find_role_name(answer.role), title))
    lines = [delivered, *([answer] if answer is not None else [])]
    moved = [move for line in lines for move in session.moves[line.n] if move.event.rule in rules]
    parts += [play_text.format_card_moves(_format_move(session, move) for move in moved)] if moved else []
    return " ".join(parts)


def _format_move(session: ReviewedSession, move: NumberMove) -> str:
    column = session.table.columns[move.event.column]
    if column.is_flag:
        return play_text.format_flag_move(column.label, holds=bool(move.event.after))
    return play_text.format_number_move(column.label, move.event.before, move.event.after)


def list_cited_documents(session: ReviewedSession) -> tuple[CitedDocument, ...]:
    """Return the documents, each with the facts that were met in this exercise in the order of their pages."""
    met: dict[str, list[str]] = {}
    for facts, where in _iter_met(session):
        for fact in facts:
            listed = met.setdefault(fact, [])
            if where not in listed:
                listed.append(where)
    out = []
    for source in session.sources:
        title = f"{source.author}, {end_sentence(source.title)} {source.publisher}, {source.date or source.year}"
        found = [
            (fact.page, play_text.format_claim(fact.stance, fact.claim), ", ".join(met[f"{source.id}/{fact.id}"]))
            for fact in source.facts
            if f"{source.id}/{fact.id}" in met
        ]
        if found:
            out.append(CitedDocument(end_sentence(title), tuple(sorted(found, key=lambda fact: _parse_page(fact[0])))))
    return tuple(out)


def _parse_page(page: str) -> tuple[int, str]:
    first = page.partition("-")[0]
    return (int(first), page) if first.isdecimal() else (0, page)


def _iter_met(session: ReviewedSession) -> Iterator[tuple[list[str], str]]:
    """Yield what was met in play and cites something: cards, actions, deals, and rules that happened by themselves."""
    table = session.table
    actions = {action.id: action for action in table.scenario.actions}
    forms = {form.id: form for form in table.forms}
    upkeep = {at: table.scenario.upkeep[i] for at, i in table.upkeep_of.items()}
    for line in session.standing:
        if line.do == "plan" and (action := actions.get(str(line.args.get("action")))) is not None:
            yield action.cites, play_text.mark_ours(play_text.format_met_action(action.title), action.ours)
        elif line.do in ("offer", "counter") and (form := forms.get(str(line.args.get("form")))) is not None:
            yield form.cites, play_text.mark_ours(play_text.format_met_deal(form.title), form.ours)
        for event in session.events[line.n]:
            if not isinstance(event, Changed):
                continue
            if table.columns[event.column].kind == ColumnKind.CURRENT and event.after:
                card = table.cards[table.entries[event.after - 1]]
                yield card.cites, play_text.mark_ours(play_text.format_met_card(card.title), card.ours)
            elif (rule := upkeep.get(event.rule)) is not None:
                yield rule.cites, play_text.mark_ours(play_text.format_met_rule(rule.title), rule.ours)
