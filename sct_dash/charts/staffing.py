"""Permanent and agency staff over time, stacked, in full-time equivalents; the picture, its message and its words."""

from datetime import date

import altair as alt
import polars as pl

from sct_dash.charts.theme import PAPER, SERIES, SERIES_LETTERS, dressed, end_labels
from sct_dash.core.periods import containing
from sct_dash.core.sentences import figure

HEIGHT = 260
PARTS = {
    "in_post_fte": "Permanent",
    "agency_covering_fte": "Covering",
    "agency_over_establishment_fte": "Above",
}
"""The column of each part of the stack, from the bottom up, and its name where it ends."""
FULL = {
    "in_post_fte": "permanent",
    "agency_covering_fte": "agency covering a vacancy",
    "agency_over_establishment_fte": "agency above establishment",
}
ROOM = 1.06  # of the highest stack: what the axis reaches


def mix(rows: pl.DataFrame, theme: str = "light") -> alt.LayerChart:
    """The stack of the rows of one group of `staffing.months`, oldest first, from zero, a step a month.

    Each part is named at its right end with its latest figure instead of in a legend. A month that is not held, or of
    which a part is not known, is a gap. Pointing at a month tells its figures.
    """
    stack = _stacked(rows)
    tops = stack["high"].drop_nulls()
    scale = [0.0, (tops.max() if tops.len() else 0.0) * ROOM or 1.0]
    x = alt.X("at:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=8))
    y = alt.Y("low:Q", title=None, scale=alt.Scale(domain=scale, nice=False), axis=alt.Axis(tickCount=5))
    areas = [
        alt.Chart(stack.filter(pl.col("part") == part).to_arrow())
        .mark_area(
            interpolate="step-after",
            color=colour,
            opacity=1,
            line=alt.OverlayMarkDef(color=PAPER[theme], strokeWidth=1, interpolate="step-after"),
        )
        .encode(x=x, y=y, y2="high:Q", detail="run:N")
        for part, colour in zip(PARTS, SERIES[theme], strict=False)
    ]
    labels = end_labels(_ends(stack, theme), stack["at"].max(), scale, HEIGHT)
    return dressed(alt.layer(*areas, _hints(rows), *labels), theme, HEIGHT)


def _stacked(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a part and month, and one more where a run of months ends: part, at, low, high, run."""
    known = rows.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in PARTS)).sort("period_end")
    until = pl.col("period_end").dt.offset_by("1d")
    apart = (pl.col("period") != until.shift(1)).fill_null(False).cum_sum()
    known = known.with_columns(until.alias("until"), apart.alias("run"))
    closing = known.group_by("run", maintain_order=True).last().with_columns(period=pl.col("until"))
    months = pl.concat([known, closing.select(known.columns)]).sort("run", "period")
    low, parts = pl.lit(0.0), []
    for part in PARTS:
        high = low + pl.col(part)
        parts.append(months.select(part=pl.lit(part), at="period", low=low, high=high, run="run"))
        low = high
    return pl.concat(parts)


def _hints(rows: pl.DataFrame) -> alt.Chart:
    """A clear strip over each month that tells its figures when it is pointed at."""
    when = [containing(day, "month").words for day in rows["period_end"]]
    told = rows.select(
        "period",
        pl.col("period_end").dt.offset_by("1d").alias("until"),
        pl.Series("when", when, pl.String),
        *(pl.Series(name, [figure(v, "ratio") for v in rows[name]], pl.String) for name in PARTS),
        pl.Series("share", [figure(v, "percent") for v in rows["permanent_share"]], pl.String),
    )
    hints = {"when": "Month", **{name: f"{words.capitalize()}, FTE" for name, words in FULL.items()}}
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in {**hints, "share": "Permanent share"}.items()]
    strip = alt.Chart(told.to_arrow()).mark_rect(opacity=0)
    return strip.encode(x="period:T", x2="until:T", y=alt.value(0), y2=alt.value(HEIGHT), tooltip=tooltip)


def _ends(stack: pl.DataFrame, theme: str) -> list[tuple[float, str, str]]:
    last = stack.group_by("part", maintain_order=True).last().iter_rows(named=True)
    letters = dict(zip(PARTS, SERIES_LETTERS[theme], strict=False))
    return [
        (
            (row["low"] + row["high"]) / 2,
            f"{PARTS[row['part']]} {figure(row['high'] - row['low'], 'ratio')}",
            letters[row["part"]],
        )
        for row in last
    ]


def described(whose: str, rows: pl.DataFrame) -> str:
    """What the chart says, as text: the span, and the first and the latest month's parts."""
    known = rows.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in PARTS)).sort("period_end")
    if known.is_empty():
        return f"{whose}: no month to draw."
    first, last = known.row(0, named=True), known.row(-1, named=True)
    earlier = f"{_month(first['period_end'])}, {_parts(first)}; " if known.height > 1 else ""
    months = "one month" if known.height == 1 else f"{known.height} months"
    return (
        f"Stacked chart of {whose}, full-time equivalents, {months}: {earlier}{_month(last['period_end'])}, "
        f"{_parts(last)}. The download holds every figure."
    )


def _parts(row: dict) -> str:
    said = [f"{figure(row[name], 'ratio')} {words}" for name, words in FULL.items()]
    return f"{', '.join(said[:-1])} and {said[-1]}"


def _month(day: date) -> str:
    return containing(day, "month").words
