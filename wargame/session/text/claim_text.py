"""The claims of documents in words, for debrief and report: what happened here, why they may fail, what is built in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.phrases import fill, fill_count, join_clauses, join_list, join_with_and
from wargame.rules.text.rule_text import begin_sentence, end_sentence


def title_claims() -> str:
    """Return the heading above the claims of the documents."""
    return fill("What the papers claim, and what happened here")


def format_side_rule() -> str:
    """Return when a decision stands for a claim or against it, and who judges what it shows."""
    return fill(
        "A decision stands for a claim if what it cites (its action, deal or card) carries the claim, and against it "
        "if that speaks against it; to turn such a deal down stands for it. Judge yourselves what it shows, and what "
        "could not be found out, because it was built in. Numbers in brackets are lines of the timeline."
    )


def format_no_claims(documents: Sequence[str]) -> str:
    """Return that the content of an exercise states no claims of these documents, so that none are listed."""
    return fill(
        "This exercise was played with content that does not say what {documents} claims, so this page cannot set "
        "decisions beside claims. What was cited in play stands in the appendix of sources.",
        documents=join_with_and(documents),
    )


def format_no_documents() -> str:
    """Return that no document is cited at all."""
    return fill("This exercise cites no document.")


def format_document(document: str, title: str) -> str:
    """Return a document with its title: *Nolden 2011: Mexican Drug Cartels and al Qaeda*."""
    return fill("{document}: {title}", document=document, title=title)


def format_claim_heading(title: str, pages: Sequence[str]) -> str:
    """Return a claim with the pages on which it is argued."""
    return fill("{claim} (p. {pages})", claim=title, pages=join_list(pages))


def format_document_claim(document: str, title: str, pages: Sequence[str]) -> str:
    """Return a claim with its document and the pages on which it is argued."""
    return fill("{document}, p. {pages}: {claim}", document=document, claim=title, pages=join_list(pages))


def lead_side(side: str) -> str:
    """Return the words before the decisions on one side of a claim."""
    match side:
        case "for":
            return fill("For it here:")
        case "against":
            return fill("Against it here:")
        case "both":
            return fill("For and against:")
    return fill("Cards asked:")


def format_claim_decision(verb: str, cited: str) -> str:
    """Return a decision by what it cites: *Courts before arrests*, *declines Safe haven*."""
    match verb:
        case "offer":
            return fill("offers {deal}", deal=cited)
        case "counter":
            return fill("counters with {deal}", deal=cited)
        case "accept":
            return fill("accepts {deal}", deal=cited)
        case "decline":
            return fill("declines {deal}", deal=cited)
        case "break":
            return fill("breaks off {deal}", deal=cited)
        case "respond":
            return fill("answers {card}", card=cited)
    return cited


def format_decided_at(decided: str, lines: Sequence[str]) -> str:
    """Return a decision with the lines on which it was taken: *declines Safe haven (6, 14)*."""
    return fill("{decided} ({lines})", decided=decided, lines=join_list(lines))


def format_decided_by(who: str, decisions: Sequence[str]) -> str:
    """Return the decisions of a role."""
    return fill("{who}: {decisions}", who=who, decisions=join_list(decisions))


def join_decisions(roles: Sequence[str], more: int = 0) -> str:
    """Return the decisions of several roles; ``more`` is how many others there are."""
    listed = join_clauses(roles)
    return fill("{decisions}; {n} more", n=more, decisions=listed) if more else listed


def format_nothing_decided() -> str:
    """Return that no decision bears on a claim."""
    return fill("Here nothing was decided that cites it.")


def format_untouched() -> str:
    """Return that no decision bears on a claim, and that nothing of it was built in."""
    return fill("Here nothing was decided that cites it, and no rule carries it.")


def lead_weakness() -> str:
    """Return the words before the reason why a claim may fail."""
    return fill("May fail:")


def format_weakness(text: str, pages: Sequence[str], document: str) -> str:
    """Return why a claim may fail, with the pages or the other document that this rests on."""
    if document and pages:
        return fill("{reason} ({document}; p. {pages})", reason=text, document=document, pages=join_list(pages))
    if document:
        return fill("{reason} ({document})", reason=text, document=document)
    return fill("{reason} (p. {pages})", reason=text, pages=join_list(pages))


def format_no_weakness() -> str:
    """Return that the content names no reason why a claim may fail."""
    return fill("the content names no reason; find one.")


def format_led(lead: str, text: str) -> str:
    """Return a text after the words that lead to it."""
    return fill("{lead} {text}", lead=lead, text=text)


def lead_built_in() -> str:
    """Return the words before what of a claim the exercise has built in."""
    return fill("Built in:")


def format_built_in(
    rules: Sequence[tuple[str, bool]], switches: Sequence[tuple[str, bool]], measures: Sequence[str]
) -> str:
    """Return what of a claim was built in.

    ``rules`` are sentences of rules, each with whether it happened; ``switches`` are titles, each with whether it was
    off; ``measures`` say what choices about the claim changed.
    """
    if not rules and not switches and not measures:
        return fill("no rule carries it.")
    said = [_format_rule(rules)] if rules else []
    for off in (True, False):
        named = [title for title, is_off in switches if is_off == off]
        said += [_format_switches(named, off=off)] if named else []
    if measures:
        said.append(_join_sentence(measures))
    return " ".join(said)


def _join_sentence(clauses: Iterable[str]) -> str:
    return end_sentence(begin_sentence(join_clauses(clauses)))


def _format_rule(rules: Sequence[tuple[str, bool]]) -> str:
    """Return the first rule that happened, or the first one, and how many others there are."""
    told, happened = next((rule for rule in rules if rule[1]), rules[0])
    rule = told.rstrip(".")
    more = len(rules) - 1
    parts = [fill("it happened here")] if happened else []
    parts += [fill_count("{n} more rule", "{n} more rules", more)] if more else []
    return fill("{rule} ({parts}).", rule=rule, parts=join_clauses(parts)) if parts else fill("{rule}.", rule=rule)


def _format_switches(titles: Sequence[str], *, off: bool) -> str:
    if off:
        return fill("Switched off here: {switches}.", switches=join_list(titles))
    return fill("Can be switched off: {switches}.", switches=join_list(titles))


def format_measure(choice: str, who: str, points: float) -> str:
    """Return what a choice changed for a role at the end, among bots."""
    told = f"{abs(points):.1f}"
    if points < 0:
        return fill("among bots “{choice}” cost {who} {points} points", choice=choice, who=who, points=told)
    return fill("among bots “{choice}” won {who} {points} points", choice=choice, who=who, points=told)


def format_measured_note(pairs: int) -> str:
    """Return where the figures of experiments come from; with 0 pairs, that there are none."""
    if not pairs:
        return fill("No figures were measured of this version of the rules.")
    return fill(
        "Points are those at the end, over {pairs} exercises that bots played with the choice taken early and with it "
        "refused as long. They tell what our numbers hold, and nothing of the world.",
        pairs=pairs,
    )


def title_questions() -> str:
    """Return the heading above the questions of cards for the class."""
    return fill("To talk about")


def format_question_of_card(question: str, card: str, turn: int) -> str:
    """Return a question with the card that asks it."""
    return fill("{question} ({card}, turn {turn})", question=question, card=card, turn=turn)


def ask_side(document: str, title: str, pages: Sequence[str]) -> str:
    """Return the question for which side of a claim a decision speaks."""
    return fill(
        "{document} claims (p. {pages}): {claim}. Does this speak for it or against it, and why?",
        document=document,
        pages=join_list(pages),
        claim=title,
    )
