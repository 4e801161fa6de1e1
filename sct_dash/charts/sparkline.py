"""A trend at a glance: a small SVG picture of the last periods, drawn by the server, with its words."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, PAD = 110, 26, 3


def sparkline(values: Sequence[float | None], target: float | None, colours: dict[str, str]) -> str:
    """SVG text of a line through `values` (oldest first), broken where one is null, its last point marked.

    A dashed line stands at `target` when there is one. Empty string when fewer than two values are known.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min([*known, *_one(target)]), max([*known, *_one(target)])
    step = (WIDTH - 2 * PAD) / (len(values) - 1)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - PAD - share * (HEIGHT - 2 * PAD), 1)

    points = [(round(PAD + i * step, 1), y(value)) if value is not None else None for i, value in enumerate(values)]
    lines = "".join(
        f'<polyline points="{" ".join(f"{px},{py}" for px, py in run)}" fill="none" '
        f'stroke="{colours["line"]}" stroke-width="1.5"/>'
        for run in _runs(points)
    )
    aim = (
        ""
        if target is None
        else (
            f'<line x1="0" x2="{WIDTH}" y1="{y(target)}" y2="{y(target)}" '
            f'stroke="{colours["target"]}" stroke-dasharray="3 3"/>'
        )
    )
    end = next(point for point in reversed(points) if point is not None)
    dot = f'<circle cx="{end[0]}" cy="{end[1]}" r="2.4" fill="{colours["line"]}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{aim}{lines}{dot}</svg>'
    )


def picture(svg: str, words: str) -> str:
    """The SVG as an HTML image with `words` as its text alternative; the words alone when there is no picture."""
    if not svg:
        return f"<span>{escape(words)}</span>"
    coded = b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{coded}" width="{WIDTH}" height="{HEIGHT}" alt="{escape(words)}">'


def _one(value: float | None) -> list[float]:
    return [] if value is None else [value]


def _runs(points: list) -> list[list]:
    runs, run = [], []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            runs.append(run)
            run = []
    return runs
