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
    """The chart of one KPI's `series` (period, period_end, value, target, rag; oldest first) with its relief bands.

    Points carry their status by shape and colour; the lines are named where they stand instead of in a legend. The
    value axis need not start at zero: it is read against the target, not against nothing.
    """
    rows = _told(series, unit)
    base = alt.Chart(rows.to_arrow())
    x = alt.X("period_end:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True))
    layers = []
    if relief.height:
        bands = alt.Chart(relief.select("relief_from", "relief_to").to_arrow())
        layers.append(
            bands.mark_rect(opacity=0.35, color=BAND[theme]).encode(x=alt.X("relief_from:T"), x2="relief_to:T")
        )
    layers.append(base.mark_line(color=LINE[theme], strokeWidth=1.8).encode(x=x, y=y))
    if rows["target"].is_not_null().any():
        aim = base.mark_line(color=TARGET[theme], strokeDash=[5, 4], strokeWidth=1.5, interpolate="step-after")
        layers.append(aim.encode(x=x, y=alt.Y("target:Q")))
        layers.append(
            _written(rows.filter(pl.col("target").is_not_null()).tail(1), "target", TARGET[theme], dx=-84, dy=-8)
        )
    layers.append(_points(base, x, y, theme))
    layers.append(_written(rows.filter(pl.col("value").is_not_null()).tail(1), "value", LINE[theme], dx=8))
    return (
        alt.layer(*layers)
        .properties(height=300, padding={"right": 70})
        .configure_axis(labelColor=TEXT[theme], titleColor=TEXT[theme], gridColor=GRID[theme], labelFontSize=12)
        .configure_view(strokeWidth=0, clip=False)
    )


def _told(series: pl.DataFrame, unit: str) -> pl.DataFrame:
    """The columns the chart draws, with every figure also in words for its tooltips and labels."""
    return series.select(
        "period_end",
        "value",
        "target",
        status=pl.col("rag").fill_null("neutral"),
        shown=pl.Series([figure(value, unit) for value in series["value"]], dtype=pl.String),
        aim=pl.Series([figure(value, unit) for value in series["target"]], dtype=pl.String),
        when=pl.Series([_words(*span) for span in series.select("period", "period_end").iter_rows()], dtype=pl.String),
    ).with_columns(status_word=pl.col("status").replace_strict(STATUS_WORDS, default="Not rated"))


def _points(base: alt.Chart, x: alt.X, y: alt.Y, theme: str) -> alt.Chart:
    names = list(SHAPE)
    colours = alt.Scale(domain=names, range=[STATUS[theme][name] for name in names])
    shapes = alt.Scale(domain=names, range=[SHAPE[name] for name in names])
    tooltip = [
        alt.Tooltip("when:N", title="Period"),
        alt.Tooltip("shown:N", title="Value"),
        alt.Tooltip("aim:N", title="Target"),
        alt.Tooltip("status_word:N", title="Status"),
    ]
    return base.mark_point(filled=True, size=42, opacity=1).encode(
        x=x,
        y=y,
        tooltip=tooltip,
        color=alt.Color("status:N", legend=None, scale=colours),
        shape=alt.Shape("status:N", legend=None, scale=shapes),
    )


def _written(row: pl.DataFrame, column: str, colour: str, dx: int = 0, dy: int = 0) -> alt.Chart:
    """Words beside one point of a line: what the latest target is; what the latest figure is."""
    words = pl.lit("Target ") + pl.col("aim") if column == "target" else pl.col("shown")
    base = alt.Chart(row.select("period_end", column, words=words).to_arrow())
    written = base.mark_text(align="left", dx=dx, dy=dy, color=colour, fontSize=12, fontWeight=600)
    return written.encode(x="period_end:T", y=alt.Y(f"{column}:Q"), text="words:N")


def headline(series: pl.DataFrame, unit: str) -> str:
    """The chart's message in ten words or fewer: the latest figure, and what it was a year before."""
    known = series.filter(pl.col("value").is_not_null())
    if known.is_empty():
        return "No value has been reported yet"
    last = known.row(-1, named=True)
    says = f"{figure(last['value'], unit)} in {_words(last['period'], last['period_end'])}"
    year_before = known.filter(pl.col("period") == pl.lit(last["period"]).dt.offset_by("-1y"))
    if year_before.is_empty():
        return says
    then = year_before["value"][0]
    if figure(then, unit) == figure(last["value"], unit):
        return f"{says}, as a year before"
    return f"{says}, {'up' if last['value'] > then else 'down'} from {figure(then, unit)} a year before"


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
