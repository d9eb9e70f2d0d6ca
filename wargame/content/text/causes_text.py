"""The model on a page in words: headings, the key to its marks, and what its loops do."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.interval_text import format_interval
from wargame.phrases import fill, fill_count, join_clauses, join_list


def title_model() -> str:
    """Return the title of the page with the matrix."""
    return fill("The model on a page")


def title_loops() -> str:
    """Return the title of the page with the loops."""
    return fill("The loops of the model")


def name_group(kind: str, who: str) -> str:
    """Return the heading of the parts of one kind, and of a role's parts where a role decides."""
    match kind:
        case "action":
            return fill("{role}: actions", role=who)
        case "deal":
            return fill("{roles}: deals", roles=who)
        case "rule":
            return fill("By itself at every close")
        case "card":
            return fill("Cards, by deck")
        case "score":
            return fill("Scores: points for a step")
        case "partner":
            return fill("Partners that can refuse")
        case "ending":
            return fill("Endings")
        case "question":
            return fill("The question")
    raise ValueError(f"no parts are of the kind {kind!r}")


def format_variant(off: Sequence[str]) -> str:
    """Return which switches are off; nothing if none is."""
    return fill("Played without: {switches}.", switches=join_list(off)) if off else ""


def list_key() -> list[tuple[str, str]]:
    """Return the key to the marks of the matrix: each mark or group of marks, and what it means."""
    return [
        ("7+", fill("what two dice must reach")),
        ("+2 −1", fill("the part moves the number by so much; with a check, if that succeeds")),
        ("f", fill("if it fails")),
        ("a", fill("in any case")),
        ("=0", fill("sets it; =1 yes, =0 no")),
        ("p", fill("the price of the part")),
        ("e b", fill("of a deal: at every close while it stands; when it is broken")),
        ("n", fill("at the place next door")),
        ("*", fill("at a place that is named")),
        ("°", fill("the partner whose place is chosen")),
        ("≥6 ≤4", fill("only while the number is so")),
        ("↑ ↓ ↕", fill("more of it helps the roll, hurts it, does both")),
        ("~3", fill("felt in three turns")),
        ("×", fill("counts for each step reached")),
        ("max", fill("chooses the place")),
        ("l", fill("a deal lapses")),
        ("( )", fill("read in a number that is counted from it")),
        ("▲9 ▼4 =1 r7", fill("so many cards can raise, lower, set it; read it")),
    ]


def format_source_key(documents: Sequence[tuple[str, str]]) -> str:
    """Return what the letters of sources mean, and what a page does not say."""
    if not documents:
        return fill("Nothing is cited: all of it is the author's own.")
    said = [fill("{letter}: {document}", letter=letter, document=name) for letter, name in documents]
    key = fill("Sources, with pages: {documents}", documents=join_clauses(said))
    return fill(
        "{key}; †: what the document reports to argue against it; ours: nothing is cited; after: ours, invented after "
        "these pages. A page says where a part comes from, not how large its numbers should be.",
        key=key,
    )


def format_counted(counted: Sequence[tuple[str, str, str]]) -> str:
    """Return the numbers that are counted from others; nothing without any."""
    said = [fill("{name} ({about})", name=name, about=about.rstrip(".")) for _, name, about in counted]
    return fill("Counted from others: {numbers}.", numbers=join_clauses(said)) if said else ""


def format_not_here(silent: Sequence[str], timed: bool, free: bool) -> str:
    """Return what the matrix leaves out."""
    parts = []
    if silent:
        parts.append(fill("Move and read nothing: {titles}.", titles=join_list(silent)))
    if timed:
        parts.append(fill("Conditions on the turn are left out."))
    if free:
        parts.append(fill("A free argument may move any number, and so may the facilitator."))
    else:
        parts.append(fill("The facilitator may move any number."))
    return " ".join(parts)


def format_loop_rule() -> str:
    """Return how to read the picture of the loops."""
    return fill(
        "An arrow with + says: more of the first makes the second higher than it would be; with −: lower. A whole "
        "line is a rule of the close, a broken line needs somebody's decision. R, a reinforcing loop: what changes in "
        "it comes back as more of the same. B, a balancing loop: it comes back against itself. Each loop works only "
        "while the conditions of its parts hold."
    )


def format_text_loop_rule() -> str:
    """Return how to read the loops in a terminal."""
    return fill(
        "Read each loop downwards and back up. A + says: more of the one above makes the one below higher than it "
        "would be; a -: lower. A line of | is a rule of the close, a line of : needs somebody's decision. R, a "
        "reinforcing loop: what changes in it comes back as more of the same. B, a balancing loop: it comes back "
        "against itself. Each works only while the conditions of its parts hold."
    )


def format_loop_choice(shown: int, found: int) -> str:
    """Return how many of the loops are shown, and what is in none."""
    return fill(
        "{shown} of {found} loops of at most four arrows: all kinds, the short ones that need no decision first. Cards "
        "and what can happen only once are in no loop.",
        shown=shown,
        found=found,
    )


def format_no_loops() -> str:
    """Return that nothing in the scenario feeds back on itself."""
    return fill("No number feeds back on itself: there is no loop.")


def name_loop(name: str, reinforcing: bool, titles: Sequence[str]) -> str:
    """Return the name of a loop, with its kind and the parts that make it."""
    made = join_list(titles)
    if reinforcing:
        return fill("{name}, reinforcing: {parts}", name=name, parts=made)
    return fill("{name}, balancing: {parts}", name=name, parts=made)


def format_arrow(source: str, target: str, sign: int, parts: str) -> str:
    """Return an arrow of a loop with what makes it."""
    if sign > 0:
        return fill("{source} + {target} by {parts}", source=source, target=target, parts=parts)
    return fill("{source} − {target} by {parts}", source=source, target=target, parts=parts)


def join_arrows(arrows: Sequence[str]) -> str:
    """Return arrows, loops or parts one after the other."""
    return join_clauses(arrows)


def format_parts(titles: Sequence[str], more: int) -> str:
    """Return the parts behind an arrow; ``more`` are not named."""
    said = join_list(titles)
    return fill_count("{parts} and one more", "{parts} and {n} more", more, parts=said) if more else said


# Number by number, in a terminal


def format_quantity(name: str, low: int, high: int, start: int | None, is_flag: bool) -> str:
    """Return the heading of a number, with its range."""
    if is_flag:
        return fill("{name} (yes or no)", name=name)
    if start is None:
        return fill("{name} ({low} to {high})", name=name, low=low, high=high)
    return fill("{name} ({low} to {high}, starts at {start})", name=name, low=low, high=high, start=start)


def title_moved() -> str:
    """Return the heading of what moves a number."""
    return fill("Moved by")


def title_read() -> str:
    """Return the heading of what reads a number."""
    return fill("Read by")


def format_unmoved() -> str:
    """Return that nothing moves a number."""
    return fill("nothing moves it")


def format_counts_by_itself() -> str:
    """Return that a number counts by itself, as the turn does."""
    return fill("it counts by itself")


def format_unread() -> str:
    """Return that nothing reads a number."""
    return fill("nothing reads it: it moves and nothing follows")


def format_card_count(rising: int, falling: int, setting: int) -> str:
    """Return how many cards can move a number, and which way."""
    parts = [fill_count("{n} card can raise it", "{n} cards can raise it", rising)] if rising else []
    parts += [fill_count("{n} can lower it", "{n} can lower it", falling)] if falling else []
    parts += [fill_count("{n} can set it", "{n} can set it", setting)] if setting else []
    return join_list(parts)


def format_part_name(who: str, title: str) -> str:
    """Return a part with the role that decides, or the deck of a card."""
    return fill("{who}: {title}", who=who, title=title) if who else title


def name_side(kind: str, who: str) -> str:
    """Return what kind of part moves or reads a number, or whose it is."""
    match kind:
        case "rule":
            return fill("at the close")
        case "card":
            return fill("card")
        case "score":
            return fill("score of {role}", role=who)
        case "ending":
            return fill("ending")
        case "question":
            return fill("the question")
    return who


def format_with_source(said: str, origin: str) -> str:
    """Return what is said of a part, with its source."""
    return fill("{said} ({source})", said=said, source=origin) if origin else said


def format_move(key: str, change: str, where: str, chance: bool) -> str:
    """Return a change with the case in which it comes, where it is not sure: *+2 if it succeeds*."""
    if where:
        return fill("{change} {where}", change=format_move(key, change, "", chance), where=where)
    match key:
        case "success":
            return fill("{change} if it succeeds", change=change)
        case "failure":
            return fill("{change} if it fails", change=change)
        case "effects":
            return fill("{change} in any case", change=change) if chance else change
        case "cost":
            return fill("{change} as its price", change=change)
        case "now":
            return fill("{change} when it is made", change=change)
        case "each":
            return fill("{change} at every close while it stands", change=change)
        case "broken":
            return fill("{change} when it is broken", change=change)
    return fill("{change} ({key})", change=change, key=key)


def format_extent(change: str, lasts: int, per: bool) -> str:
    """Return a change with the number of turns in which it is felt, and that it counts for each step of a number."""
    said = fill("{change} for each step", change=change) if per else change
    return fill("{change} in {n} turns", change=said, n=lasts) if lasts > 1 else said


def format_set(n: int) -> str:
    """Return that a number is set."""
    return fill("to {n}", n=n)


def format_becomes(value: bool) -> str:
    """Return what a flag becomes."""
    return fill("makes it so") if value else fill("ends it")


def format_yes(value: bool) -> str:
    """Return what a flag is."""
    return fill("yes") if value else fill("no")


def format_where(where: str, is_local: bool) -> str:
    """Return where a number is moved or read: at the place chosen, next door, at a named place, or nothing.

    The will of a partner is no number of a place: it is the partner whose place is chosen.
    """
    match where:
        case "":
            return ""
        case "there":
            return fill("there") if is_local else fill("in its places")
        case "next door":
            return fill("next door") if is_local else fill("where next door is its own")
    return fill("at {place}", place=where)


def format_bounds(low: int | None, high: int | None, is_flag: bool) -> str:
    """Return the numbers for which a condition holds; nothing without a bound."""
    if low is None and high is None:
        return ""
    return format_yes(low == 1) if is_flag else format_interval(low, high)


def format_read(how: str, bounds: str, weight: str, where: str, through: str) -> str:
    """Return for what a number is read: *only with 6 or more*, *-1 to the roll with 7 or more*."""
    if through:
        said = format_read(how, bounds, weight, where, "")
        return fill("{said}, as part of {number}", said=said, number=through)
    if where and how != "neighbour":
        return fill("{said} {where}", said=format_read(how, bounds, weight, "", ""), where=where)
    match how:
        case "odds":
            return fill("{weight} to the roll with {bounds}", weight=weight, bounds=bounds)
        case "steps":
            return fill("counts once for each step reached")
        case "neighbour":
            return fill("chooses the place next door where it is highest")
        case "points":
            return fill("{points} points for a step", points=weight)
        case "lapses":
            return fill("ends with {bounds}", bounds=bounds)
        case "vetoes":
            return fill("refuses with {bounds}", bounds=bounds)
        case "true_when":
            return fill("true with {bounds}", bounds=bounds)
    return fill("only with {bounds}", bounds=bounds)
