"""One KPI over time: its line, the target it is held to, relief as a band, and what the chart says in words."""

import altair as alt
import polars as pl

from sct_dash.core import periods
from sct_dash.core.sentences import STATUS_WORDS, figure

LINE = {"light": "#12436D", "dark": "#7fb2e5"}
TARGET = {"light": "#801650", "dark": "#e59ac4"}
TEXT = {"light": "#111418", "dark": "#f2f4f6"}
GRID = {"light": "#e3e6e9", "dark": "#2a3037"}
BAND = {"light": "#BFBFBF", "dark": "#5b6570"}
STATUS = {
    "light": {"green": "#00703c", "amber": "#b35900", "red": "#d4351c", "neutral": "#12436D"},
    "dark": {"green": "#4cc38a", "amber": "#f5a94a", "red": "#ff8674", "neutral": "#7fb2e5"},
}
SHAPE = {"green": "circle", "amber": "diamond", "red": "triangle-up", "neutral": "square"}


def trend(series: pl.DataFrame, relief: pl.DataFrame, unit: str, theme: str = "light") -> alt.LayerChart:
    """The chart of one KPI's `series` (period_end, value, target, rag, relieved; oldest first) with its relief bands.

    Points carry their status by shape and colour; the value axis starts at zero only where bars would, so lines are
    read against the target.
    """
    rows = series.with_columns(
        status=pl.col("rag").fill_null("neutral"),
        shown=pl.Series([figure(value, unit) for value in series["value"]], dtype=pl.String),
        aim=pl.Series([figure(value, unit) for value in series["target"]], dtype=pl.String),
        when=pl.Series([_words(s, e) for s, e in series.select("period", "period_end").iter_rows()], dtype=pl.String),
    ).with_columns(status_word=pl.col("status").replace_strict(STATUS_WORDS, default="Not rated"))
    base = alt.Chart(
        rows.select("period_end", "value", "target", "status", "status_word", "shown", "aim", "when").to_arrow()
    )
    x = alt.X("period_end:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True))
    tip = [
        alt.Tooltip("when:N", title="Period"),
        alt.Tooltip("shown:N", title="Value"),
        alt.Tooltip("aim:N", title="Target"),
        alt.Tooltip("status_word:N", title="Status"),
    ]
    names = list(SHAPE)
    layers = []
    if relief.height:
        layers.append(
            alt.Chart(relief.select("relief_from", "relief_to").to_arrow())
            .mark_rect(opacity=0.35, color=BAND[theme])
            .encode(x=alt.X("relief_from:T"), x2="relief_to:T")
        )
    layers.append(base.mark_line(color=LINE[theme], strokeWidth=1.8).encode(x=x, y=y))
    if rows["target"].is_not_null().any():
        layers.append(
            base.mark_line(color=TARGET[theme], strokeDash=[5, 4], strokeWidth=1.5, interpolate="step-after").encode(
                x=x, y=alt.Y("target:Q")
            )
        )
    layers.append(
        base.mark_point(filled=True, size=42, opacity=1).encode(
            x=x,
            y=y,
            tooltip=tip,
            color=alt.Color(
                "status:N", legend=None, scale=alt.Scale(domain=names, range=[STATUS[theme][n] for n in names])
            ),
            shape=alt.Shape("status:N", legend=None, scale=alt.Scale(domain=names, range=[SHAPE[n] for n in names])),
        )
    )
    return (
        alt.layer(*layers)
        .properties(height=300)
        .configure_axis(labelColor=TEXT[theme], titleColor=TEXT[theme], gridColor=GRID[theme], labelFontSize=12)
        .configure_view(strokeWidth=0)
    )


def described(name: str, series: pl.DataFrame, relief: pl.DataFrame, unit: str) -> str:
    """What the chart says, as text: span, first and latest value, lowest and highest, target, relief."""
    known = series.filter(pl.col("value").is_not_null())
    if known.is_empty():
        return f"{name}: no values to draw."
    first, last = known.row(0, named=True), known.row(-1, named=True)
    low = known.row(known["value"].arg_min(), named=True)
    high = known.row(known["value"].arg_max(), named=True)

    def at(row: dict) -> str:
        return f"{figure(row['value'], unit)} in {_words(row['period'], row['period_end'])}"

    aim = f" The target is {figure(last['target'], unit)}." if last["target"] is not None else ""
    bands = f" {relief.height} relief period{'s are' if relief.height > 1 else ' is'} shaded." if relief.height else ""
    return (
        f"Line chart of {name}: from {at(first)} to {at(last)}; lowest {at(low)}, highest {at(high)}."
        f"{aim}{bands} The history table holds every value."
    )


def _words(start, end) -> str:
    return periods.Period(start, end).words
