"""Boxes in a picture, for names that are put where they cover least; y may grow downward or upward."""

from __future__ import annotations

from typing import NamedTuple


class Rect(NamedTuple):
    """A box from its least to its greatest x and y."""

    x: float
    y: float
    right: float
    far: float

    def compute_overlap(self, other: Rect) -> float:
        """Return the area that two boxes share."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.far, other.far) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0

    def compute_overhang(self, width: float, height: float) -> float:
        """Return how far the box is outside a picture of this size."""
        return sum(max(0.0, over) for over in (-self.x, -self.y, self.right - width, self.far - height))
