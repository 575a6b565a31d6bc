"""Charts of the report as SVG inside HTML, with a title and a description for those who cannot see them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 720
"""Units; on A4 paper one of them is a quarter of a millimetre."""
HEIGHT, TOP, FOOT = 220, 24, 26
LINE, NAMES, VALUES = 26, 250, 150
"""Of a chart with lying bars: the height of a line, the room for names, and for what is written at the bars."""
LETTER = 8.7
"""Units that a letter needs on average in the widest of the page's fonts."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `said` is what is written at it. `more` of `value` is drawn lighter: the second of two parts."""

    name: str
    value: float
    said: str
    more: float = 0.0


class Charts:
    """Draws the charts of one page, each with ids of its own."""

    def __init__(self) -> None:
        self._ids = count(1)

    def standing(self, title: str, about: str, bars: Sequence[Bar]) -> str:
        """Bars side by side over their names: hours and days. The highest one fills the height."""
        highest = max((bar.value for bar in bars), default=0) or 1
        step = WIDTH / max(len(bars), 1)
        return self._svg(title, about, HEIGHT, _standing(bars, highest, step))

    def lying(self, title: str, about: str, bars: Sequence[Bar], full: float = 0) -> str:
        """Bars one below the other after their names; `full` is the value that would fill the width."""
        highest = full or max((bar.value for bar in bars), default=0) or 1
        return self._svg(title, about, LINE * len(bars), _lying(bars, highest))

    def _svg(self, title: str, about: str, height: int, parts: Iterator[str]) -> str:
        number = next(self._ids)
        return (
            f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t{number} d{number}">'
            f'<title id="t{number}">{escape(title)}</title><desc id="d{number}">{escape(about)}</desc>'
            f"{''.join(parts)}</svg>"
        )


def _standing(bars: Sequence[Bar], highest: float, step: float) -> Iterator[str]:
    """Values stand over their bars, upright where they would touch one another."""
    longest = max((len(bar.said) for bar in bars), default=0) * LETTER
    upright = longest > step
    foot, top = HEIGHT - FOOT, longest + 10 if upright else TOP
    yield f'<line class="axis" x1="0" y1="{foot}" x2="{WIDTH}" y2="{foot}"/>'
    for place, bar in enumerate(bars):
        height = (foot - top) * bar.value / highest
        middle = (place + 0.5) * step
        yield _rect("bar", middle - step * 0.38, foot - height, step * 0.76, height)
        yield _text(middle, HEIGHT - 8, bar.name, "middle")
        if bar.value and upright:
            yield _text(middle + 5, foot - height - 5, bar.said, "start", "value", upright=True)
        elif bar.value:
            yield _text(middle, foot - height - 5, bar.said, "middle", "value")


def _lying(bars: Sequence[Bar], highest: float) -> Iterator[str]:
    room = WIDTH - NAMES - VALUES
    for place, bar in enumerate(bars):
        y = place * LINE
        length = room * min(bar.value / highest, 1)
        second = room * min(bar.more / highest, 1)
        yield _text(NAMES - 8, y + 17, _short(bar.name), "end")
        yield _rect("bar", NAMES, y + 4, length - second, LINE - 8)
        yield _rect("more", NAMES + length - second, y + 4, second, LINE - 8)
        yield _text(NAMES + length + 6, y + 17, bar.said, "start", "value")


def _rect(look: str, x: float, y: float, width: float, height: float) -> str:
    if width <= 0 or height <= 0:
        return ""
    return f'<rect class="{look}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str, look: str = "name", *, upright: bool = False) -> str:
    turned = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if upright else ""
    return f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turned}>{escape(text)}</text>'


def _short(name: str) -> str:
    """As much of a name as has room."""
    longest = int((NAMES - 12) / LETTER)
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
