"""The words of the moments that nobody must miss. Danger cannot be taken for an end here, nor can an escape."""

from __future__ import annotations

from wargame.phrases import fill, fill_count, join_list
from wargame.rules.banners import Banner, BannerKind
from wargame.rules.text.event_text import format_change
from wargame.rules.text.rule_text import format_member_refusal


def format_banner_title(banner: Banner) -> str:
    """Return the few words that are written large."""
    match banner.kind:
        case BannerKind.BRINK:
            return fill("On the brink")
        case BannerKind.BACK:
            return fill("Back from the brink")
        case BannerKind.REFUSES:
            return fill("{member} refuses", member=banner.title)
    return banner.title.rstrip(".")


def list_banner_lines(banner: Banner) -> list[str]:
    """Return what it means, a sentence a line."""
    ending = banner.title.rstrip(".")
    match banner.kind:
        case BannerKind.BRINK if banner.last:
            return [
                fill("Nothing has ended yet."),
                fill(
                    "If it is so again at the next close, the last one, the exercise ends so: {ending}.", ending=ending
                ),
            ]
        case BannerKind.BRINK:
            return [
                fill("Nothing has ended yet."),
                fill_count(
                    "If it is still so at the next close, the exercise ends there: {ending}.",
                    "If it is still so at the next {n} closes, the exercise ends there: {ending}.",
                    banner.more,
                    ending=ending,
                ),
            ]
        case BannerKind.BACK:
            return [
                fill("The exercise goes on."),
                fill("The danger of this ending has passed, for now: {ending}.", ending=ending),
            ]
        case BannerKind.REFUSES if banner.refusal is not None:
            return [fill("{refusal}.", refusal=format_member_refusal(banner.refusal))]
        case BannerKind.ENDING:
            return [fill("The exercise is over.")]
    return [fill("{changes}.", changes=join_list(map(format_change, banner.moves)))] if banner.moves else []
