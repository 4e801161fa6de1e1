"""Inspections in time, a line a framework: judgements by shape, word and colour, visits hollow, the next dashed."""

from collections.abc import Mapping
from datetime import date, timedelta

import altair as alt
import polars as pl

from sct_dash.charts.theme import GRID, QUIET, SIZE, TEXT, dressed
from sct_dash.core import inspection_words as words
from sct_dash.core.inspection_words import SHAPES, TONES
from sct_dash.core.periods import day_words
from sct_dash.core.thread_frames import GRADED

ROW = 74  # pixels of a framework: its title, its marks, two lines of judgements
TITLE, LABEL, APART = -24, 15, 14  # pixels from the marks: the title above, the first line of words, the second
NARROW = 300  # pixels of the plot on a telephone: words must not cover one another there
LETTER = 6.4  # pixels
HOLLOW = "hollow"
STAR = "M0,-1L0.29,-0.35L1,-0.31L0.45,0.15L0.62,0.85L0,0.46L-0.62,0.85L-0.45,0.15L-1,-0.31L-0.29,-0.35Z"
MARKS = {"★": STAR, "●": "circle", "◆": "diamond", "■": "square", "▲": "triangle-up"}
"""The shape of a chart for each that tables write."""
HINTS = {"title": "What", "when": "When", "outcome": "Judgement", "body": "By", "summary": "It said"}


def timeline(
    rows: pl.DataFrame, windows: pl.DataFrame, on: date, colours: Mapping[str, str], theme: str = "light"
) -> alt.LayerChart:
    """The chart of the rows of `inspections.timeline` up to the day `on`, with `inspections.next_window` dashed ahead.

    A framework is a line under its title, the one inspected last on top. What is graded has its judgement beneath, on
    two lines where words would meet; what is not is hollow and grey. `colours` are those of statuses by name. What has
    no day is left out.
    """
    drawn = _drawn(rows)
    ends = _ends(drawn, windows, on)
    scale = alt.Scale(domain=[_instant(end) for end in ends], nice=False)
    ruled = alt.Axis(format="%Y", labelOverlap=True, grid=True, tickCount=8)
    x = alt.X("placed_on:T", title=None, scale=scale, axis=ruled)
    order = _order(drawn)
    y = alt.Y("under:N", sort=order, title=None, axis=None)
    layers = [
        *_today(on, theme),
        *_windows(windows, drawn, y, ends, theme),
        _titles(order, y, theme),
        _marks(drawn, x, y, colours, theme),
        *_judgements(drawn, x, y, ends, theme),
    ]
    return dressed(alt.layer(*layers), theme, ROW * max(len(order), 1))


def _at(name: str) -> alt.X:
    return alt.X(f"{name}:T", title=None)


def _instant(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _drawn(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that have a place in time, oldest first, with their words."""
    placed = rows.filter(pl.col("placed_on").is_not_null()).sort("placed_on", "code")
    said = [(words.outcome(row), words.brief(row)) for row in placed.iter_rows(named=True)]
    return placed.with_columns(
        outcome=pl.Series([full for full, _ in said], dtype=pl.String),
        brief=pl.Series([short for _, short in said], dtype=pl.String),
    )


def _order(drawn: pl.DataFrame) -> list[str]:
    return (
        drawn.group_by("under")
        .agg(pl.col("placed_on").max())
        .sort("placed_on", "under", descending=[True, False])["under"]
        .to_list()
    )


def _ends(drawn: pl.DataFrame, windows: pl.DataFrame, on: date) -> tuple[date, date]:
    """The first and the last day of the axis, with room for the words at either end."""
    first = drawn["placed_on"].min() or on
    last = max([on, *windows["latest_on"]])
    room = max((last - first) // 20, timedelta(days=60))
    return first - room, last + room


def _today(on: date, theme: str) -> list[alt.Chart]:
    today = pl.DataFrame({"placed_on": [on], "says": [day_words(on)]})
    row = alt.Chart(today.to_arrow())
    rule = row.mark_rule(color=QUIET[theme], strokeWidth=1, strokeDash=[2, 3]).encode(x=_at("placed_on"))
    says = row.mark_text(align="right", dx=-4, fontSize=SIZE, color=QUIET[theme]).encode(
        x=_at("placed_on"), y=alt.value(-8), text="says:N"
    )
    return [rule, says]


def _windows(windows: pl.DataFrame, drawn: pl.DataFrame, y: alt.Y, ends: tuple[date, date], theme: str) -> list:
    """The days on which the next can fall, dashed and empty, on the line of their framework."""
    held = windows.with_columns(under=pl.coalesce("framework_title", "framework")).filter(
        pl.col("under").is_in(drawn["under"].to_list())
    )
    if held.is_empty():
        return []
    told = held.with_columns(brief=pl.when("passed").then(pl.lit("Was due")).otherwise(pl.lit("Next")))
    base = alt.Chart(told.select("under", "earliest_on", "latest_on", "says", "brief").to_arrow())
    box = base.mark_bar(
        height=16, fillOpacity=0, stroke=TEXT[theme], strokeWidth=1.2, strokeDash=[3, 2], cornerRadius=2
    ).encode(x=_at("earliest_on"), x2="latest_on:T", y=y, tooltip=alt.Tooltip("says:N", title="Next"))
    # Its words end where it ends: it lies at the right end of the axis, where there is no room beyond.
    label = base.mark_text(align="right", dy=LABEL + 2, fontSize=SIZE, color=TEXT[theme]).encode(
        x=_at("latest_on"), y=y, text="brief:N"
    )
    return [box, label]


def _titles(order: list[str], y: alt.Y, theme: str) -> alt.Chart:
    mark = alt.Chart(pl.DataFrame({"under": order}, schema={"under": pl.String}).to_arrow()).mark_text(
        align="left", dy=TITLE, fontSize=SIZE, fontWeight=600, limit=alt.ExprRef("width"), color=TEXT[theme]
    )
    return mark.encode(x=alt.value(0), y=y, text="under:N")


def _marks(rows: pl.DataFrame, x: alt.X, y: alt.Y, colours: Mapping[str, str], theme: str) -> alt.Chart:
    """Shapes for judgements, in front of the hollow grey circles of whatever has none."""
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in HINTS.items()]
    names = list(SHAPES)
    judged = pl.col("judgement").is_not_null()
    told = rows.with_columns(mark=pl.when(judged).then("judgement").otherwise(pl.lit(HOLLOW))).sort(judged)
    shapes = alt.Scale(domain=[*names, HOLLOW], range=[*(MARKS[SHAPES[name]] for name in names), "circle"])
    tones = alt.Scale(domain=[*names, HOLLOW], range=[*(colours[TONES[name]] for name in names), GRID[theme]])
    edges = alt.Scale(domain=[*names, HOLLOW], range=[*(colours[TONES[name]] for name in names), QUIET[theme]])
    columns = ("placed_on", "under", "mark", *HINTS)
    return (
        alt.Chart(told.select(columns).to_arrow())
        .mark_point(size=130, opacity=1, strokeWidth=1.6)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("mark:N", scale=shapes, legend=None),
            fill=alt.Fill("mark:N", scale=tones, legend=None),
            fillOpacity=alt.condition(f"datum.mark === '{HOLLOW}'", alt.value(0), alt.value(1)),
            stroke=alt.Stroke("mark:N", scale=edges, legend=None),
            tooltip=tooltip,
        )
    )


def _judgements(drawn: pl.DataFrame, x: alt.X, y: alt.Y, ends: tuple[date, date], theme: str) -> list[alt.Chart]:
    """The word of each graded inspection beneath its mark, on the second line where the first has no room."""
    graded = drawn.filter("graded")
    lines = _lines(graded, ends)
    told = graded.with_columns(side=pl.Series([side for side, _ in lines], dtype=pl.String),
                               line=pl.Series([line for _, line in lines], dtype=pl.Int64))  # fmt: skip
    found = []
    for (side, line), rows in told.group_by("side", "line"):
        mark = alt.Chart(rows.select("placed_on", "under", "brief").to_arrow()).mark_text(
            align=side, dx={"left": -6, "right": 6}.get(side, 0), dy=LABEL + line * APART, fontSize=SIZE,
            color=TEXT[theme], baseline="middle",
        )  # fmt: skip
        found.append(mark.encode(x=x, y=y, text="brief:N"))
    return found


def _lines(graded: pl.DataFrame, ends: tuple[date, date]) -> list[tuple[str, int]]:
    """For each graded row, oldest first, how its word is aligned and on which line: as on a telephone."""
    days = max((ends[1] - ends[0]).days, 1)
    until: dict[tuple[str, int], float] = {}
    found = []
    for row in graded.iter_rows(named=True):
        at, wide = (row["placed_on"] - ends[0]).days / days * NARROW, len(row["brief"]) * LETTER
        side = "left" if at < wide / 2 else "right" if at > NARROW - wide / 2 else "center"
        begins = at - {"left": 6, "right": wide, "center": wide / 2}[side]
        line = 0 if begins >= until.get((row["under"], 0), 0.0) else 1
        until[row["under"], line] = begins + wide + LETTER
        found.append((side, line))
    return found


def headline(rows: pl.DataFrame) -> str:
    """The chart's message in ten words or fewer: Requires improvement in 2022, Good in 2025.

    Of the last two judgements on the whole service; of a provider where the service has none.
    """
    judged = rows.filter(pl.col("judgement").is_not_null() & pl.col("placed_on").is_not_null())
    whole = judged.filter(pl.col("kind") == GRADED[0])
    kept = (whole if whole.height else judged).sort("placed_on", "code").tail(2)
    said = [f"{words.brief(row)} in {row['placed_on'].year}" for row in kept.iter_rows(named=True)]
    return ", ".join(said) or "No judgement is held yet"


def described(rows: pl.DataFrame, windows: pl.DataFrame) -> str:
    """What the chart says, as text: of each framework the judgements, how many are not graded and the next."""
    drawn = _drawn(rows)
    if drawn.is_empty():
        return "No inspection to draw."
    ahead = {
        row["framework"]: f"next {row['earliest_on']:%b %Y} to {row['latest_on']:%b %Y}"
        for row in windows.iter_rows(named=True)
    }
    told = []
    for under in _order(drawn):
        of = drawn.filter(pl.col("under") == under)
        said = [f"{row['brief']} {row['placed_on']:%b %Y}" for row in of.filter("graded").iter_rows(named=True)]
        hollow = of.filter(~pl.col("graded")).height
        said += [f"{hollow} not graded"] if hollow else []
        said += [ahead[framework] for framework in of["framework"].unique() if framework in ahead]
        told.append(f"{under}: {', '.join(said)}.")
    first, last = drawn["placed_on"].min().year, drawn["placed_on"].max().year
    span = f"{first} to {last}" if first != last else f"{first}"
    many = "1 inspection or visit" if drawn.height == 1 else f"{drawn.height:,} inspections, visits and reviews"
    return f"Timeline of {many} by framework, {span}. {' '.join(told)} The tables hold all of them."
