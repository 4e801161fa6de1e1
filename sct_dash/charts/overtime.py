"""One or two staffing figures month by month, from zero: the picture and its words."""

from collections.abc import Mapping

import altair as alt
import polars as pl

from sct_dash.charts.theme import SERIES, SERIES_LETTERS, dressed, end_labels
from sct_dash.core.periods import containing
from sct_dash.core.sentences import figure

HEIGHT = 190
ROOM = 1.1  # of the highest figure: what the axis reaches
DASHES = ([1, 0], [6, 3])
GLYPHS = ("●", "■")
SHAPES = ("circle", "square")


def overtime(rows: pl.DataFrame, named: Mapping[str, str], unit: str, theme: str = "light") -> alt.LayerChart:
    """A line for each column of `named` (at most two, each with its name) of one group of `staffing.months`.

    Told apart by colour, dash and end point, and named where they end instead of in a legend. A line breaks where a
    month is missing or not known; a month alone is a point. The value axis begins at zero.
    """
    long = _long(rows, named, unit)
    scale = [0.0, (long["value"].max() or 0.0) * ROOM or 1.0]
    base = alt.Chart(long.to_arrow())
    x = alt.X("period_end:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=8))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=scale, nice=False), axis=alt.Axis(tickCount=4))
    colour = alt.Color("series:N", legend=None, scale=_each(named, SERIES[theme]))
    dash = alt.StrokeDash("series:N", legend=None, scale=_each(named, DASHES))
    shape = alt.Shape("series:N", legend=None, scale=_each(named, SHAPES))
    seen = alt.condition("datum.marked", alt.value(1), alt.value(0))
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in _HINTS.items()]
    lines = base.mark_line(strokeWidth=1.8).encode(x=x, y=y, color=colour, strokeDash=dash, detail="run:N")
    points = base.mark_point(filled=True, size=45).encode(
        x=x, y=y, color=colour, shape=shape, opacity=seen, tooltip=tooltip
    )
    labels = end_labels(_ends(long, named, theme), long["period_end"].max(), scale, HEIGHT)
    return dressed(alt.layer(lines, points, *labels), theme, HEIGHT)


_HINTS = {"when": "Month", "series": "Figure", "shown": "Value"}


def _each(named: Mapping[str, str], chosen: tuple) -> alt.Scale:
    return alt.Scale(domain=list(named.values()), range=list(chosen[: len(named)]))


def _long(rows: pl.DataFrame, named: Mapping[str, str], unit: str) -> pl.DataFrame:
    """One row a known figure: series, period_end, value, run, marked (the last of a line, or alone), when, shown."""
    rows = rows.sort("period_end")
    parts = []
    for column, words in named.items():
        apart = (pl.col("period") != pl.col("period_end").shift(1).dt.offset_by("1d")).fill_null(False)
        run = (apart | pl.col(column).is_null()).cum_sum()
        known = rows.with_columns(run.alias("_run")).filter(pl.col(column).is_not_null())
        last = pl.col("period_end") == pl.col("period_end").max()
        parts.append(
            known.select(
                "period_end",
                series=pl.lit(words),
                value=pl.col(column).cast(pl.Float64),
                run=pl.format("{} {}", pl.lit(words), "_run"),
                marked=last | (pl.len().over("_run") == 1),
                when=pl.Series([containing(day, "month").words for day in known["period_end"]], dtype=pl.String),
                shown=pl.Series([figure(value, unit) for value in known[column]], dtype=pl.String),
            )
        )
    return pl.concat(parts)


def _ends(long: pl.DataFrame, named: Mapping[str, str], theme: str) -> list[tuple[float, str, str]]:
    """What is written at the end of each line; the month too of one that ends before the others."""
    at, ends = long["period_end"].max(), []
    for place, words in enumerate(named.values()):
        part = long.filter(pl.col("series") == words)
        if part.is_empty():
            continue
        row = part.row(-1, named=True)
        early = "" if row["period_end"] == at else f" ({containing(row['period_end'], 'month').short})"
        mark = f"{GLYPHS[place]} " if len(named) > 1 else ""
        ends.append((row["value"], f"{mark}{words} {row['shown']}{early}", SERIES_LETTERS[theme][place]))
    return ends


def described(whose: str, rows: pl.DataFrame, named: Mapping[str, str], unit: str) -> str:
    """What the chart says, as text: of each line its first and latest figure, its lowest and its highest."""
    long = _long(rows, named, unit)
    if long.is_empty():
        return f"{whose}: no month to draw."
    said = [_span(part) for part in long.partition_by("series", maintain_order=True)]
    return f"Line chart of {whose}. {' '.join(said)} The download holds every figure."


def _span(part: pl.DataFrame) -> str:
    first, last = part.row(0, named=True), part.row(-1, named=True)
    if part.height == 1:
        return f"{first['series']}: {first['shown']} in {first['when']}."
    low, high = part.row(part["value"].arg_min(), named=True), part.row(part["value"].arg_max(), named=True)
    return (
        f"{first['series']}: {first['shown']} in {first['when']} to {last['shown']} in {last['when']}; "
        f"lowest {low['shown']} in {low['when']}, highest {high['shown']} in {high['when']}."
    )
