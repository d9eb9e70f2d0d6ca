"""Decks, scenarios and sources made to do harm: changed by chance, or built to grow when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

HEAD = "format: 1\nid: big\ntitle: Big\nabout: A big deck.\nscenario: tiny\n"
CARD = "  - id: c{}\n    title: The fair\n    text: Lights on every mast. For one night nobody counts.\n"


def iter_hostile(n: int) -> Iterator[tuple[str, str]]:
    """Yield decks made to do harm, each with its name; ``n`` is the number of parts that are too many."""
    one = HEAD + "cards:\n" + CARD.format(1)

    def listed(key: str, text: str) -> str:
        return one + f"    {key}: [" + ", ".join(text.format(i) for i in range(n)) + "]\n"

    yield "unknown keys of a card", one + "".join(f"    key-{i}: 1\n" for i in range(n))
    yield "unknown keys of a deck", HEAD + "".join(f"key-{i}: 1\n" for i in range(n)) + "cards:\n" + CARD.format(1)
    yield "keys given twice", one + "    copies: 1\n" * n
    yield "tags", one + "".join(f"    t{i}: !x 1\n" for i in range(n))
    yield "cards", HEAD + "cards:\n" + "".join(CARD.format(i) for i in range(n))
    yield "cards of one id", HEAD + "cards:\n" + CARD.format(1) * n
    yield "effects on nothing", one + "    effects: {" + ", ".join(f"flags.no{i}: true" for i in range(n)) + "}\n"
    yield "conditions on nothing", one + "    when: {any: [" + ", ".join(f"{{no{i}: 3+}}" for i in range(n)) + "]}\n"
    yield "facts that are not there", listed("cites", "tiny-paper/fact-{}")
    yield "sources that are not there", listed("cites", "paper-{}/fact")
    yield "objectives that are not there", listed("objectives", "aim-{}")
    yield "questions", listed("ask", "What of {}?")
    yield "silences", HEAD + "silence: {" + ", ".join(f"k{i}: x" for i in range(n)) + "}\ncards:\n" + CARD.format(1)
    yield "anchors", HEAD + "cards:\n" + "".join(f"  - &c{i} {{id: a{i}}}\n" for i in range(n)) + "  - *d1\n"
    yield "aliases", HEAD + "cards:\n  - &c {id: a, title: b, text: c, no: 1}\n" + "  - *c\n" * n
    deep = "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(2, 60))
    yield "aliases that multiply", HEAD + "a: &a1 [1, 1]\n" + deep + "cards:\n" + CARD.format(1)
    yield "lists in lists", HEAD + "cards: " + "[" * n
    yield "mappings in mappings", HEAD + "cards: " + "{a: " * n
    yield "dashes", "- " * n
    yield "question marks", "? " * n
    yield "a long key", HEAD + "x" * n * 50 + ": 1\ncards:\n" + CARD.format(1)
    yield "a long text", one.replace("Lights", "x" * n * 50)
    yield "a long title", one.replace("The fair", "x " * n * 25)
    yield "a long id", one.replace("c1", "c" * n * 50)
    yield "a long name", one + "    effects: {" + "x" * n * 50 + ": +1}\n"
    yield "a long number", one + "    turn: " + "9" * n * 50 + "\n"
    yield "a long change", one + "    effects: {fear: +" + "9" * n * 50 + "}\n"
    yield "a long alias", HEAD + "cards: *" + "a" * n * 50
    yield "a quotation without an end", HEAD + "a: '" + "x\n" * n
    yield "tabs", HEAD + "\t" * n
    yield "lines without a text", HEAD + "\r" * n * 50
    yield "documents", (one + "---\n") * (n // 20)


_PIECES = (
    "{", "}", "[", "]", ": ", "- ", "? ", "&a ", "*a", "!x ", "|\n", ">\n", "'", '"', "#", "\t", "\r", "\n", "  ",
    "~", "null", "no", "2011-10-28", "1e999", "0x1f", "+1", "=5", "8+", "4..6", "any", "fear", "%YAML 9.9\n", "---\n",
    "...\n", "\u2028", "\u202e", "\ufeff", "\x85", "\x07", "\x00", "\U0001f600",
    "99999999999999999999", "-0", "<<: ", "x" * 300,
)  # fmt: skip


def mutate(text: str, chance: Random) -> bytes:
    """Return a text with a few changes by chance: pieces of YAML put in, lines moved, bytes changed."""
    for _ in range(chance.randint(1, 5)):
        lines = text.split("\n")
        i, j = (chance.randrange(len(lines)) for _ in range(2))
        at = chance.randrange(len(text) + 1)
        match chance.randrange(7):
            case 0:
                text = text[:at] + chance.choice(_PIECES) + text[at:]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 30) :]
            case 2:
                lines[i] = lines[j]
                text = "\n".join(lines)
            case 3:
                lines[i : i + 1] = [lines[i]] * chance.choice((2, 3, 300))
                text = "\n".join(lines)
            case 4:
                del lines[i : i + chance.randint(1, 5)]
                text = "\n".join(lines) or "x"
            case 5:
                lines[i] = chance.choice((" ", "  ", "      ")) + lines[i]
                text = "\n".join(lines)
            case _:
                key, colon, _ = lines[i].partition(":")
                lines[i] = f"{key}{colon} {chance.choice(_PIECES)}"
                text = "\n".join(lines)
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if chance.random() < 0.2:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)
