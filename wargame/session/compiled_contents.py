"""Compiles the content pinned in many session files: the same content at the same length once, however many hold it."""

from __future__ import annotations

from collections import OrderedDict

from wargame.content.load.loader import Content, compute_digest
from wargame.rules.compiler.content_table import ContentTable
from wargame.session.fold import FoldedSession

MOST = 8
"""How many compiled contents are kept: sessions that are read together share one scenario, or a few."""


class CompiledContents:
    """The contents compiled last, by digest of scenario, decks and sources, by length, pace, reveal and counter.

    The digest is computed from the content itself, not taken from the header, which may claim another one.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str, bool, str, str], tuple[Content, ContentTable]] = OrderedDict()

    def fill(self, folded: FoldedSession, digest: str | None = None) -> None:
        """Give a session its content and table, compiling them if they are not kept.

        ``digest`` is the digest of the content, if the caller has computed it already.

        Raises what `FoldedSession.content` and `FoldedSession.table` raise; nothing is kept then.
        """
        header = folded.header
        digest = digest or compute_digest(header.content)
        key = (digest, header.length, header.paced, header.reveal, header.counter)
        if key not in self._kept:
            self._kept[key] = folded.content, folded.table
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        folded.pinned, folded.compiled = self._kept[key]
