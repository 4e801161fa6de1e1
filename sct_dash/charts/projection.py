"""What is expected: the last three years as a line, the months ahead as a dashed one, their range as a band."""

import altair as alt
import polars as pl

from sct_dash.charts.theme import LINE, domain, dressed, end_labels
from sct_dash.core import periods
from sct_dash.core.sentences import figure

SHOWN = 36  # months of the past
HEIGHT = 290
ENDS = {"high": "up to", "expected": "about", "low": "down to"}


def projection(past: pl.DataFrame, ahead: pl.DataFrame, unit: str, theme: str = "light") -> alt.LayerChart:
    """The chart of a projection's `past` (period, period_end, value) and `ahead` (the same, expected, low, high).

    A month of the past without a value breaks the line. The path and its range begin at the latest value, which is
    known. Their ends are named where they stand. The value axis need not start at zero, as in the trend, and never
    goes below it.
    """
    recent, path = past.tail(SHOWN), _from_the_latest(past, ahead)
    low, high = domain([*recent["value"].drop_nulls(), *path["low"], *path["high"]])
    scale = [max(0.0, low), high]
    known = alt.Chart(_told(recent, unit, ("value",)).to_arrow())
    beyond = alt.Chart(_told(path, unit, tuple(ENDS)).to_arrow())
    x = alt.X("period_end:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=8))

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", title=None, scale=alt.Scale(domain=scale, nice=False, zero=False))

    last = ahead.row(-1, named=True)
    ends = [(last[name], f"{words} {figure(last[name], unit)}", LINE[theme]) for name, words in ENDS.items()]
    layers = [
        beyond.mark_area(color=LINE[theme], opacity=0.18).encode(x=x, y=y("low"), y2="high:Q"),
        # The band alone is too faint for a reader with low vision: its edges are lines.
        *(beyond.mark_line(color=LINE[theme], strokeWidth=0.8).encode(x=x, y=y(edge)) for edge in ("low", "high")),
        beyond.mark_line(color=LINE[theme], strokeWidth=1.8, strokeDash=[5, 4]).encode(x=x, y=y("expected")),
        known.mark_line(color=LINE[theme], strokeWidth=1.8).encode(x=x, y=y("value")),
        _points(beyond, x, y("expected"), theme, {"expected_words": "Expected", "range_words": "Range"}),
        _points(known, x, y("value"), theme, {"value_words": "Reported"}),
        *end_labels(ends, last["period_end"], scale, HEIGHT),
    ]
    return dressed(alt.layer(*layers), theme, HEIGHT)


def _from_the_latest(past: pl.DataFrame, ahead: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("value")
    start = past.tail(1).select("period", "period_end", expected=known, low=known, high=known)
    return pl.concat([start, ahead.select(start.columns)])


def _told(rows: pl.DataFrame, unit: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """The rows with what their tooltips say: the month, and each figure as shown."""
    words = {
        f"{name}_words": pl.Series([figure(value, unit) for value in rows[name]], dtype=pl.String) for name in columns
    }
    told = rows.with_columns(when=_months(rows), **words)
    if "low" in columns:
        return told.with_columns(range_words=pl.format("{} to {}", "low_words", "high_words"))
    return told


def _months(rows: pl.DataFrame) -> pl.Series:
    return pl.Series([_words(*span) for span in rows.select("period", "period_end").iter_rows()], dtype=pl.String)


def _points(base: alt.Chart, x: alt.X, y: alt.Y, theme: str, says: dict[str, str]) -> alt.Chart:
    """What the pointer finds: a point too faint to see on every month, with its figures in words."""
    tooltip = [alt.Tooltip("when:N", title="Period"), *(alt.Tooltip(f"{c}:N", title=t) for c, t in says.items())]
    return base.mark_point(filled=True, size=60, opacity=0, color=LINE[theme]).encode(x=x, y=y, tooltip=tooltip)


def headline(past: pl.DataFrame, ahead: pl.DataFrame, unit: str) -> str:
    """The chart's message in ten words or fewer: what is expected at the end, and what was reported a year before."""
    last = ahead.row(-1, named=True)
    about = figure(last["expected"], unit)
    says = f"About {about} expected in {_words(last['period'], last['period_end'])}"
    before = past.filter(pl.col("period") == pl.lit(last["period"]).dt.offset_by("-1y")).drop_nulls("value")
    if before.is_empty():
        return says
    then = before["value"][0]
    if figure(then, unit) == about:
        return f"{says}, as a year before"
    return f"{says}, {'up' if last['expected'] > then else 'down'} from {figure(then, unit)}"


def described(name: str, past: pl.DataFrame, ahead: pl.DataFrame, unit: str) -> str:
    """What the chart says, as text: what was reported and when, what is expected, and between what."""
    recent = past.tail(SHOWN).drop_nulls("value")
    first, last = recent.row(0, named=True), recent.row(-1, named=True)
    end = ahead.row(-1, named=True)

    def at(row: dict, column: str) -> str:
        return f"{figure(row[column], unit)} in {_words(row['period'], row['period_end'])}"

    return (
        f"Line chart of {name}: reported, from {at(first, 'value')} to {at(last, 'value')}; then, dashed, expected, "
        f"about {at(end, 'expected')}, in a band from {figure(end['low'], unit)} to {figure(end['high'], unit)}. "
        "The table holds every month ahead."
    )


def _words(start, end) -> str:
    return periods.Period(start, end).words
