"""Sparklines as SVG text: light to send, sharp on paper, in the colours of whatever holds them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Room for the dots and for half the line's width inside the picture.
MARGIN: Final = 4.0
DOT: Final = 2.5
HATCH_STEP: Final = 8


def sparkline_svg(
    values: Sequence[float | None],
    *,
    label: str = "",
    target: float | None = None,
    interim: Collection[int] = (),
    width: int = 144,
    height: int = 36,
) -> str:
    """One SVG element for `st.html`, drawn in currentColor, so that both themes fit.

    values: one per period, oldest first; None leaves a gap that nothing bridges. interim:
    indexes that stand apart from the line as hollow dots. target: a thin level line, in the
    unit of the values. label: what it shows, in the reader's words, for who cannot see it.
    Without any value the picture is hatched.
    """
    known = [value for value in values if value is not None]
    if not known:
        return _svg(width, height, label, _hatching(width, height))
    levels = [*known, target] if target is not None else known
    x = _across(len(values), width)
    y = _Scale(min(levels), max(levels), height)
    final = [value if index not in interim else None for index, value in enumerate(values)]
    parts = [_line(run, x, y) for run in _runs(final)]
    if target is not None:
        parts.insert(0, _target(y.at(target), width))
    parts += [
        _ring(x[index], y.at(value))
        for index, value in enumerate(values)
        if value is not None and index in interim
    ]
    last = max((index for index, value in enumerate(final) if value is not None), default=None)
    if last is not None:
        parts.append(_dot(x[last], y.at(final[last] or 0.0)))
    return _svg(width, height, label, "".join(parts))


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a value to its place in the picture, counted downwards in pixels."""

    low: float
    high: float
    height: int

    def at(self, value: float) -> float:
        if self.high == self.low:
            return self.height / 2
        share = (value - self.low) / (self.high - self.low)
        return self.height - MARGIN - share * (self.height - 2 * MARGIN)


def _across(count: int, width: int) -> list[float]:
    if count == 1:
        return [width / 2]
    step = (width - 2 * MARGIN) / (count - 1)
    return [MARGIN + step * index for index in range(count)]


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Neighbours that have values, as (index, value)."""
    runs: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]


def _line(run: Sequence[tuple[int, float]], x: Sequence[float], y: _Scale) -> str:
    if len(run) == 1:
        index, value = run[0]
        return _dot(x[index], y.at(value))
    points = " ".join(f"{x[index]:.1f},{y.at(value):.1f}" for index, value in run)
    return (
        f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="currentColor"/>'


def _ring(x: float, y: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="none" stroke="currentColor" '
        'stroke-width="1.5"/>'
    )


def _target(y: float, width: int) -> str:
    return (
        f'<line x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor" '
        'stroke-width="1" stroke-opacity="0.55"/>'
    )


def _hatching(width: int, height: int) -> str:
    strokes = "".join(
        f"M{start} {height}L{start + height} 0" for start in range(-height, width, HATCH_STEP)
    )
    return (
        f'<path d="{strokes}" fill="none" stroke="currentColor" stroke-width="1" '
        'stroke-opacity="0.35"/>'
    )


def _svg(width: int, height: int, label: str, content: str) -> str:
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" {named} '
        f'style="max-width:100%">{content}</svg>'
    )
