"""One KPI over time: values, mean, limits, target, relief and real changes; and what the chart says in words."""

import altair as alt
import polars as pl

from sct_dash.charts.theme import (
    BAND,
    CHANGE,
    LIMIT,
    LINE,
    QUIET,
    SIZE,
    TARGET,
    TEXT,
    domain,
    dressed,
    end_labels,
)
from sct_dash.core import periods
from sct_dash.core.outlook import shown_limits
from sct_dash.core.sentences import STATUS_WORDS, figure
from sct_dash.core.verdicts import OVERLAP

HEIGHT = 290
HEXAGON = "M0,-1L0.87,-0.5L0.87,0.5L0,1L-0.87,0.5L-0.87,-0.5Z"
MARKS = {
    "usual": ("Usual variation", "circle", "●"),
    "improvement": ("Real improvement", "cross", "✚"),
    "concern": ("Real change for the worse", "square", "■"),
    "neutral": ("Real change", HEXAGON, "⬢"),
    "relieved": ("Relieved, left out", "circle", "○"),
}
"""What a point can be: its words, its shape in the chart and in a line of text; none of them is a status's shape."""


def trend(points: pl.DataFrame, relief: pl.DataFrame, unit: str, theme: str = "light") -> alt.LayerChart:
    """The chart of one KPI's `signals.points`, oldest first, with its relief events as bands.

    Solid: the values and their mean. Dashed: the target and, where there are enough points, the limits, a step at each
    rebase, which has its own mark. Points carry what they are by shape and colour, relieved ones are hollow. The lines
    are named where they end instead of in a legend. A percentage's limits are drawn within 0 and 100, a rate's or a
    count's from 0; the rules use them as they are. The value axis need not start at zero: a line is read against its
    mean, limits and target.
    """
    rows = _told(shown_limits(points, unit), unit)
    ends = _ends(rows, unit, theme)
    scale = domain([v for name in ("value", "target", "mean", "low", "high") for v in rows[name].drop_nulls()])
    base = alt.Chart(rows.to_arrow())
    x = alt.X("period_end:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=8))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=scale, nice=False, zero=False))
    layers = [
        *_relief(relief, rows, theme),
        *(_level(base, x, name, LIMIT[theme], dash=[4, 3]) for name in ("low", "high") if _any(rows, name)),
        *([_level(base, x, "mean", QUIET[theme])] if _any(rows, "mean") else []),
        *([_level(base, x, "target", TARGET[theme], dash=[8, 4], step=True)] if _any(rows, "target") else []),
        *_rebases(rows, theme),
        base.mark_line(color=LINE[theme], strokeWidth=1.8).encode(x=x, y=y),
        _marked(base, x, y, theme),
        *end_labels(ends, rows["period_end"].max(), scale, HEIGHT),
    ]
    return dressed(alt.layer(*layers), theme, HEIGHT)


def _any(rows: pl.DataFrame, column: str) -> bool:
    return rows[column].is_not_null().any()


def _told(points: pl.DataFrame, unit: str) -> pl.DataFrame:
    """The columns the chart draws, with every figure also in words for its tooltips."""

    def words(column: str) -> pl.Series:
        return pl.Series([figure(value, unit) for value in points[column]], dtype=pl.String)

    return points.select(
        *("period_end", "value", "target", "mean", "rebase_group", "low", "high"),
        kind=pl.Series([kind_of_point(row) for row in points.iter_rows(named=True)], dtype=pl.String),
        shown=words("value"),
        aim=words("target"),
        middle=words("mean"),
        usual=pl.when(pl.col("low").is_not_null()).then(pl.format("{} to {}", words("low"), words("high"))),
        when=pl.Series([_words(*span) for span in points.select("period", "period_end").iter_rows()], dtype=pl.String),
        status_word=pl.col("rag").fill_null("neutral").replace_strict(STATUS_WORDS, return_dtype=pl.String),
    ).with_columns(
        kind_word=pl.col("kind").replace_strict({name: mark[0] for name, mark in MARKS.items()}),
    )


def kind_of_point(row: dict) -> str:
    """What a row of `signals.points` is drawn and told as: a key of MARKS."""
    if row["ghost"]:
        return "relieved"
    if not row["special_cause_flag"]:
        return "usual"
    meaning = row["point_type"].removeprefix("special_cause_")
    return "neutral" if meaning.startswith("neutral") else meaning


def _level(
    base: alt.Chart, x: alt.X, column: str, colour: str, dash: list[int] | None = None, step: bool = False
) -> alt.Chart:
    """A line of a level, a piece for each partition, so that nothing slopes from one to the next."""
    mark = {"strokeDash": dash} if dash else {}
    line = base.mark_line(color=colour, strokeWidth=1.3, interpolate="step-after" if step else "linear", **mark)
    parts = {} if step else {"detail": "rebase_group:N"}
    return line.encode(x=x, y=alt.Y(f"{column}:Q"), **parts)


def _marked(base: alt.Chart, x: alt.X, y: alt.Y, theme: str) -> alt.Chart:
    names = list(MARKS)
    colours = {"usual": LINE[theme], "relieved": LINE[theme], **CHANGE[theme]}
    paper = {"light": "#ffffff", "dark": "#000000"}[theme]
    tooltip = [
        alt.Tooltip(f"{column}:N", title=title)
        for column, title in (
            ("when", "Period"),
            ("shown", "Value"),
            ("kind_word", "Variation"),
            ("aim", "Target"),
            ("status_word", "Status"),
            ("middle", "Mean"),
            ("usual", "Usual range"),
        )
    ]
    return base.mark_point(opacity=1, strokeWidth=1.5).encode(
        x=x,
        y=y,
        tooltip=tooltip,
        size=alt.Size("kind:N", legend=None, scale=alt.Scale(domain=names, range=[22, 80, 80, 80, 40])),
        stroke=alt.Stroke("kind:N", legend=None, scale=alt.Scale(domain=names, range=[colours[n] for n in names])),
        fill=alt.Fill(
            "kind:N",
            legend=None,
            scale=alt.Scale(domain=names, range=[paper if n == "relieved" else colours[n] for n in names]),
        ),
        shape=alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=names, range=[MARKS[n][1] for n in names])),
    )


def _relief(relief: pl.DataFrame, rows: pl.DataFrame, theme: str) -> list[alt.Chart]:
    """The relief events as bands, within what is drawn, each named at its top."""
    first, last = rows["period_end"].min(), rows["period_end"].max()
    seen = relief.filter((pl.col("relief_to") >= first) & (pl.col("relief_from") <= last)).select(
        pl.max_horizontal("relief_from", pl.lit(first)).alias("from"),
        pl.min_horizontal("relief_to", pl.lit(last)).alias("to"),
        words=pl.lit("Relief"),
    )
    if seen.is_empty():
        return []
    band = alt.Chart(seen.to_arrow()).mark_rect(opacity=0.3, color=BAND[theme]).encode(x="from:T", x2="to:T")
    # A band that begins near the right edge is named on its left, clear of the words at the lines' ends.
    late = pl.col("from") > pl.lit(last) - (pl.lit(last) - pl.lit(first)) * 0.15
    names = []
    for side, those in (("left", seen.filter(~late)), ("right", seen.filter(late))):
        if those.height:
            mark = {"align": side, "baseline": "top", "dx": 4 if side == "left" else -4, "dy": 3}
            name = alt.Chart(those.to_arrow()).mark_text(color=TEXT[theme], fontSize=SIZE, **mark)
            names.append(name.encode(x="from:T", y=alt.value(0), text="words:N"))
    return [band, *names]


def _rebases(rows: pl.DataFrame, theme: str) -> list[alt.Chart]:
    """A mark where each partition after the first begins."""
    starts = rows.group_by("rebase_group").agg(pl.col("period_end").min()).sort("period_end")[1:]
    if starts.is_empty():
        return []
    base = alt.Chart(starts.select("period_end", words=pl.lit("Rebased")).to_arrow())
    rule = base.mark_rule(color=QUIET[theme], strokeDash=[2, 2]).encode(x="period_end:T")
    name = base.mark_text(align="left", baseline="bottom", dx=4, dy=-3, color=TEXT[theme], fontSize=SIZE)
    return [rule, name.encode(x="period_end:T", y=alt.value("height"), text="words:N")]


def _ends(rows: pl.DataFrame, unit: str, theme: str) -> list[tuple[float, str, str]]:
    """What is written at the end of each line: its last value, in words and its colour."""
    named = (
        ("high", "Upper {}", LIMIT[theme]),
        ("value", "{}", LINE[theme]),
        ("mean", "Mean {}", QUIET[theme]),
        ("target", "Target {}", TARGET[theme]),
        ("low", "Lower {}", LIMIT[theme]),
    )
    ends = []
    for column, words, colour in named:
        known = rows[column].drop_nulls() if column == "value" else rows[column].tail(1).drop_nulls()
        if known.len():
            ends.append((known[-1], words.format(figure(known[-1], unit)), colour))
    return ends


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


def described(name: str, points: pl.DataFrame, relief: pl.DataFrame, unit: str) -> str:
    """What the chart says, as text: span, first and latest value, lowest and highest, mean, limits, real changes,
    target, relief, rebases."""
    known = points.filter(pl.col("value").is_not_null())
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
        f"{_levels(points, unit)}{_changes(points)}{aim}{bands} The history table holds every value."
    )


def _levels(points: pl.DataFrame, unit: str) -> str:
    last = shown_limits(points, unit).row(-1, named=True)
    if last["overlapping"]:
        return f" There are no limits, for {OVERLAP}."
    if last["mean"] is None:
        return ""
    middle = f" The mean is {figure(last['mean'], unit)}"
    if last["low"] is None:
        return f"{middle}; there are too few points for limits."
    parts = points["rebase_group"].drop_nulls().n_unique() - 1
    again = f" Mean and limits were begun again {'once' if parts == 1 else f'{parts} times'}." if parts else ""
    return f"{middle}, the usual range {figure(last['low'], unit)} to {figure(last['high'], unit)}.{again}"


def _changes(points: pl.DataFrame) -> str:
    real = points.filter(pl.col("special_cause_flag").fill_null(False)).height
    if points["lpl"].is_null().all():
        return ""
    return (
        f" {real} point{' is a' if real == 1 else 's are'} real change{'' if real == 1 else 's'}."
        if real
        else (" No point is a real change.")
    )


def key(points: pl.DataFrame) -> list[str]:
    """Which of MARKS the chart's points are, in their order."""
    known = points.filter(pl.col("value").is_not_null())
    used = {kind_of_point(row) for row in known.iter_rows(named=True)}
    return [name for name in MARKS if name in used]


def _words(start, end) -> str:
    return periods.Period(start, end).words
