"""Cards on paper: nothing is lost, fronts and backs meet, and long texts get smaller type."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from wargame.content.check.check_file import gather_deck
from wargame.content.load import library
from wargame.content.load.loader import Content
from wargame.content.model.deck import Deck
from wargame.content.print.cards import BACK_SIZES, FRONT_SIZES, format_card_sheet

SECTION = re.compile(r'<section class="(fronts|backs)"><div class="grid">(.*?)</section>', re.DOTALL)


def changed(tiny: Content, **parts: object) -> tuple[Deck, str]:
    """A deck of one card, changed, and its pages."""
    card = tiny.decks[0].cards[1].model_copy(update=parts)
    deck = tiny.decks[0].model_copy(update={"cards": [card]})
    return deck, format_card_sheet(tiny, deck)


def titles(page: str) -> list[str]:
    """The titles of a page, empty where a card is missing."""
    return re.findall(r'class="title">(.*?)</div>|class="blank"', page)


def test_backs_stand_behind_their_fronts(tiny: Content) -> None:
    pages = SECTION.findall(format_card_sheet(tiny, tiny.decks[0]))
    assert [kind for kind, _ in pages] == ["fronts", "backs"]
    fronts, backs = (titles(page) for _, page in pages)
    assert len(fronts) == len(backs) == 9
    for row in range(0, 9, 3):
        assert backs[row : row + 3] == fronts[row : row + 3][::-1]


@pytest.mark.parametrize("path", library.list_decks().values(), ids=lambda path: path.stem)
def test_everything_people_need_stands_on_the_cards(path: Path) -> None:
    content = gather_deck(path).build_content()
    (deck,) = content.decks
    html = format_card_sheet(content, deck)
    text = unescape(html)
    assert "Too long for a card" not in text
    assert ('class="card front contingency"' in html) == deck.contingency
    for card in deck.cards:
        asked = [card.response.prompt, *(o.title for o in card.response.options)] if card.response else []
        for part in (card.title, card.id, card.expect, card.notes, *card.ask, *asked):
            assert part is None or " ".join(part.split()) in " ".join(text.split()), card.id


def test_long_text_gets_smaller_type(tiny: Content) -> None:
    def size(words: int) -> float:
        _, html = changed(tiny, text="word " * words, response=None)
        return float(re.findall(r'style="font-size: ([\d.]+)pt', html)[0])

    sizes = [size(words) for words in (20, 120, 180, 240)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == FRONT_SIZES[0]
    assert sizes[-1] < sizes[0]
    assert min(BACK_SIZES) >= 5.5


def test_what_is_too_long_for_any_card_stands_in_full_at_the_end(tiny: Content) -> None:
    long = "A sentence that goes on. " * 190
    _, html = changed(tiny, expect=long)
    assert "Too long for a card: it stands in full at the end of these pages." in html
    assert html.rstrip().endswith("</section>\n</body></html>")
    assert long.strip() in html.rpartition("<section")[2]


def test_copies_are_printed_as_often_as_there_are_of_them(tiny: Content) -> None:
    _, html = changed(tiny, copies=4)
    fronts, _ = SECTION.findall(html)
    assert titles(fronts[1]).count("A warehouse burns") == 4


def test_text_is_no_markup(tiny: Content) -> None:
    _, html = changed(tiny, title="<b>Fire</b> & <script>", text="1 < 2")
    assert "<script>" not in html
    assert "1 &lt; 2" in html
