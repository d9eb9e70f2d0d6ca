"""The roster: the bots there are, by the names people ask for them with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wargame.bots.bot import Bot
from wargame.bots.habits import TEMPERS
from wargame.bots.random_bot import UniformBot


def _make_doctrine(temper: str) -> Bot:
    from wargame.bots.doctrine import DoctrineBot  # here, because where people play nobody needs it

    return DoctrineBot(temper)


_MAKERS: dict[str, Callable[[], Bot]] = {"random": UniformBot} | {
    f"doctrine:{temper}" if temper else "doctrine": partial(_make_doctrine, temper) for temper in TEMPERS
}
NAMES: tuple[str, ...] = tuple(_MAKERS)


def make_bot(name: str) -> Bot:
    """The bot of this name. Raises `ValueError`, naming those there are."""
    maker = _MAKERS.get(name)
    if maker is None:
        raise ValueError(f"there is no bot {name!r}; there are: {', '.join(NAMES)}")
    return maker()
