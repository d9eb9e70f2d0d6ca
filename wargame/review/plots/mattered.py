"""What mattered: how the deciding role would have fared with the alternatives, each with its interval."""

from __future__ import annotations

from wargame.review.figure import Made, Palette, clear, looks, new_figure, short
from wargame.review.report import Report


def draw(report: Report, palette: Palette) -> Made:
    """The figure, its caption and what it shows; None without numbers."""
    if report.impact is None or not report.impact.decisions:
        return None
    shown = [(one, alternative) for one in report.impact.decisions[:5] for alternative in one.alternatives[:4]]
    if not shown:
        return None
    groups = len({one.line for one, _ in shown})
    figure = new_figure(0.22 * (len(shown) + groups) + 0.6)
    axes = figure.add_subplot()
    known = looks(report, palette)
    axes.axvline(0, color=palette.ink, lw=0.9)
    y, ticks, last = -1.0, [], 0
    for one, other in shown:
        if one.line != last:
            y += 1
            head = f"Turn {one.turn}, {one.name}: {one.decided}, instead:"
            ticks.append((y, short(head, 62), True))
            last = one.line
            y += 1
        how = known.get(one.name, palette.look(-1))
        axes.plot([other.low, other.high], [y, y], color=how.colour, lw=1.6)
        axes.plot([other.difference], [y], ls="", marker=how.mark, ms=5, color=how.colour)
        ticks.append((y, short(other.name, 50), False))
        y += 1
    axes.set_yticks([tick for tick, _, _ in ticks], [text for _, text, _ in ticks])
    for label, (_, _, bold) in zip(axes.get_yticklabels(), ticks, strict=True):
        label.set_fontweight("bold" if bold else "normal")
    axes.set_ylim(y - 0.4, -0.7)
    axes.set_xlabel("points of the role that decided, more or less than with what it did (95 % interval)")
    axes.grid(axis="x")
    axes.tick_params(length=0)
    clear(axes, "left")
    figure.subplots_adjust(left=0.47, right=0.98, top=0.99, bottom=0.5 / figure.get_figheight())
    said = "; ".join(f"{one.name}, turn {one.turn}: {one.decided}" for one in report.impact.decisions[:5])
    return figure, "What mattered", f"How the deciding role would have fared with each alternative. In order: {said}."
