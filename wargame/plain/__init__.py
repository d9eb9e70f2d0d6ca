"""The line mode: a whole exercise through prompts and text alone, for screen readers, poor connections and scripts."""

from wargame.plain.session_loop import play
from wargame.plain.unattended import demo, headless

__all__ = ["demo", "headless", "play"]
