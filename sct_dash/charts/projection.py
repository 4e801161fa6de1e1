"""What is expected: the last three years as a line, the months ahead as a dashed one, their range as a band."""

import altair as alt
import polars as pl

from sct_dash.charts.trend import GRID, LINE, TEXT
from sct_dash.core import periods
from sct_dash.core.sentences import figure

SHOWN = 36  # months of the past
HEIGHT = 300
APART = 15  # pixels between two lines of words, so that they never touch
ENDS = {"high": "up to", "expected": "about", "low": "down to"}


def projection(past: pl.DataFrame, ahead: pl.DataFrame, unit: str, theme: str = "light") -> alt.LayerChart:
    """The chart of a projection's `past` (period, period_end, value) and `ahead` (the same, expected, low, high).

    A month of the past without a value breaks the line. The path and its range begin at the latest value, which is
    known. Their ends are named where they stand. The value axis need not start at zero, as in the trend.
    """
    recent, path = past.tail(SHOWN), _from_the_latest(past, ahead)
    x = alt.X("period_end:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=8))
    low, high = _reach(recent, path)
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6))

    ahead_of = alt.Chart(_told(path, unit, ("expected", "low", "high")).to_arrow())
    known = alt.Chart(_told(recent, unit, ("value",)).to_arrow())
    band = ahead_of.mark_area(color=LINE[theme], opacity=0.18).encode(x=x, y=y("low"), y2="high:Q")
    expected = ahead_of.mark_line(color=LINE[theme], strokeWidth=1.8, strokeDash=[5, 4]).encode(x=x, y=y("expected"))
    line = known.mark_line(color=LINE[theme], strokeWidth=1.8).encode(x=x, y=y("value"))
    layers = [
        band,
        expected,
        line,
        _points(known, x, y("value"), theme, {"value_words": "Reported"}),
        _points(ahead_of, x, y("expected"), theme, {"expected_words": "Expected", "range_words": "Range"}),
        *_ends(ahead.tail(1), unit, HEIGHT / (high - low), theme),
    ]
    return (
        alt.layer(*layers)
        .properties(height=HEIGHT, padding={"right": 90})
        .configure_axis(labelColor=TEXT[theme], titleColor=TEXT[theme], gridColor=GRID[theme], labelFontSize=12)
        .configure_view(strokeWidth=0, clip=False)
    )


def _from_the_latest(past: pl.DataFrame, ahead: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("value")
    start = past.tail(1).select("period", "period_end", expected=known, low=known, high=known)
    return pl.concat([start, ahead.select(start.columns)])


def _reach(recent: pl.DataFrame, path: pl.DataFrame) -> tuple[float, float]:
    """The ends of the value axis: all that is drawn and a little more, never below nothing, never of no height."""
    drawn = pl.concat([recent["value"], path["low"], path["high"]]).drop_nulls()
    room = (drawn.max() - drawn.min()) * 0.08 or max(1.0, abs(drawn.max()) * 0.1)
    return max(0.0, drawn.min() - room), drawn.max() + room


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


def _ends(last: pl.DataFrame, unit: str, pixels: float, theme: str) -> list[alt.Chart]:
    """The words at the end of the path and of the edges of its range, moved apart where they would touch."""
    row = last.row(0, named=True)
    middle = row["expected"]
    layers = []
    for name, words in ENDS.items():
        gap = (row[name] - middle) * pixels
        clear = {"high": max(gap, APART), "expected": 0.0, "low": min(gap, -APART)}[name]
        end = last.select("period_end", at=name, words=pl.lit(f"{words} {figure(row[name], unit)}"))
        written = alt.Chart(end.to_arrow()).mark_text(
            align="left", baseline="middle", dx=8, dy=gap - clear, color=LINE[theme], fontSize=12, fontWeight=600
        )
        layers.append(written.encode(x="period_end:T", y=alt.Y("at:Q"), text="words:N"))
    return layers


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
