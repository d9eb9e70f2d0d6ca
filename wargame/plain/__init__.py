"""The line mode: a whole exercise through prompts and text alone, for screen readers, poor connections and scripts."""

from wargame.plain.room import play
from wargame.plain.runs import demo, headless

__all__ = ["demo", "headless", "play"]
