"""The line mode: a whole exercise in prompts and text, for screen readers, slow connections and scripts."""

from wargame.plain.paced_talk import PacedTalk
from wargame.plain.session_loop import play
from wargame.plain.unattended import play_demo, play_headless

__all__ = ["PacedTalk", "play", "play_demo", "play_headless"]
