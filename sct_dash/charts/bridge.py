"""From the original sum through virement and real uplift to the contract sum and what is reached: the bridge."""

import altair as alt
import polars as pl

from sct_dash.charts.theme import LINE, QUIET, SERIES, SIZE, TEXT, domain, dressed
from sct_dash.core.finance_words import NOTHING, money, over_or_under

ROW = 34  # pixels of a step
BAR, TICK = 18, 24  # how thick a change is drawn, how tall the mark of a sum
LEAST = 0.02  # of the largest sum that the scale spans, so that a small change looks small
MILLIONS = 1_000_000  # from this much on an axis is in millions
CHANGES = ("Virement", "Real uplift")
"""The changes within the contract sum, each in a colour of its own; every other change is over or under it."""
ASIDE = "Last forecast"  # stands beside the outturn and leads on from no step


def bridge(steps: pl.DataFrame, theme: str = "light", places: int | None = 1) -> alt.LayerChart:
    """The chart of `finance.bridge`: a row a step from the top down, money from left to right.

    Figures have the places of `finance_words.places_of`. Sums are marks at their place, changes are bars from where
    the step before ended, so that a bar's length is the change and nothing is cut off although the axis does not begin
    at zero. Each row says its figure at its right.
    """
    rows = _told(steps, places)
    scale = _scale([*rows["start"], *rows["end"]])
    order = rows["step"].to_list()
    base = alt.Chart(rows.to_arrow())
    y = alt.Y(
        "step:N",
        sort=order,
        title=None,
        axis=alt.Axis(domain=False, ticks=False, grid=False, labelLimit=150, labelOverlap=False, labelFlush=False),
    )
    x = alt.X("start:Q", title=None, scale=alt.Scale(domain=scale, nice=False, zero=False), axis=pounds_axis(scale))
    layers = [*_links(rows, order, theme), *_changes(base, x, y, order, theme), _sums(base, x, y, theme)]
    return dressed(alt.layer(*layers, *_figures(rows, scale, y, theme)), theme, ROW * rows.height)


def _scale(sums: list[float]) -> list[float]:
    low, high = min(sums), max(sums)
    short = max(0.0, LEAST * max(abs(low), abs(high)) - (high - low))
    return domain([low - short / 2, high + short / 2], share=0.04)


def pounds_axis(scale: list[float], **more: object) -> alt.Axis:
    """An axis in pounds: in millions where it reaches one, with a decimal more where its ends are close."""
    low, high = scale
    if max(abs(low), abs(high)) < MILLIONS:
        label = "'£' + format(datum.value, ',.0f')"
    else:
        places = 2 if high - low < MILLIONS else 1 if high - low < 10 * MILLIONS else 0
        label = f"datum.value ? '£' + format(datum.value / {MILLIONS}, ',.{places}f') + 'm' : '£0'"
    return alt.Axis(**{"labelExpr": label, "tickCount": 4, "domain": False, "ticks": False, **more})


def signed(value: float, beside: float | None = None, places: int | None = 1) -> str:
    """A change as its row says it, `beside` a larger sum: +£1.3m, -£0.4m, none."""
    if abs(value) < NOTHING:
        return "none"
    return f"{'+' if value > 0 else '-'}{money(abs(value), beside=beside, places=places)}"


def named(steps: pl.DataFrame) -> pl.DataFrame:
    """The steps with the one from the contract sum on called what it is: Over, Under or In balance."""
    gap = pl.col("end") - pl.col("start")
    side = pl.when(gap >= NOTHING).then(pl.lit("Over"))
    side = side.when(gap <= -NOTHING).then(pl.lit("Under")).otherwise(pl.lit("In balance"))
    return steps.with_columns(step=pl.when(pl.col("step") == "Over or under").then(side).otherwise("step"))


def _told(steps: pl.DataFrame, places: int | None) -> pl.DataFrame:
    largest = steps["end"].max()
    shown = [
        money(row["end"], beside=largest, places=places)
        if row["kind"] == "sum"
        else signed(row["end"] - row["start"], largest, places)
        for row in steps.iter_rows(named=True)
    ]
    begins = pl.when(pl.col("kind") == "sum").then("end").otherwise("start")  # a sum is a place and spans nothing
    told = named(steps).select("step", "kind", begins.alias("start"), "end")
    return told.with_columns(pl.Series("shown", shown, dtype=pl.String))


def _changes(base: alt.Chart, x: alt.X, y: alt.Y, order: list[str], theme: str) -> list[alt.Chart]:
    virement, uplift, over = SERIES[theme][1:]
    colour = alt.when(alt.datum.step == CHANGES[0]).then(alt.value(virement))
    colour = colour.when(alt.datum.step == CHANGES[1]).then(alt.value(uplift)).otherwise(alt.value(over))
    of = base.transform_filter("datum.kind !== 'sum'")
    return [of.mark_bar(size=BAR).encode(x=x, x2="end:Q", y=y, color=colour, tooltip=_hints())]


def _sums(base: alt.Chart, x: alt.X, y: alt.Y, theme: str) -> alt.Chart:
    of = base.transform_filter("datum.kind === 'sum'")
    mark = of.mark_tick(color=LINE[theme], opacity=1, orient="vertical", size=TICK, thickness=5)
    return mark.encode(x=x, y=y, tooltip=_hints())


def _hints() -> list[alt.Tooltip]:
    return [alt.Tooltip("step:N", title="Step"), alt.Tooltip("shown:N", title="Amount")]


def _links(rows: pl.DataFrame, order: list[str], theme: str) -> list[alt.Chart]:
    """A thin line from where each step ends down to the next."""
    joined = rows.select("step", "end", below=pl.col("step").shift(-1)).filter(pl.col("below") != ASIDE)
    if joined.is_empty():
        return []
    line = alt.Chart(joined.to_arrow()).mark_rule(color=QUIET[theme], strokeWidth=1)
    return [line.encode(x="end:Q", y=alt.Y("step:N", sort=order), y2="below:N")]


def _figures(rows: pl.DataFrame, scale: list[float], y: alt.Y, theme: str) -> list[alt.Chart]:
    """Each row's figure in a column right of the plot; those of sums are the heavier."""
    drawn = []
    for of, weight in ((pl.col("kind") == "sum", 600), (pl.col("kind") != "sum", 400)):
        placed = rows.filter(of).with_columns(at=pl.lit(scale[1]))
        mark = alt.Chart(placed.to_arrow()).mark_text(
            align="left", baseline="middle", dx=8, fontSize=SIZE, fontWeight=weight, color=TEXT[theme]
        )
        drawn.append(mark.encode(x="at:Q", y=y, text="shown:N"))
    return drawn


def headline(steps: pl.DataFrame, places: int | None = 1, of: str | None = None) -> str:
    """The chart's message in ten words or fewer: how far the forecast, or the outturn, is from the contract sum.

    `of`: what the steps are of when they are a part of the contract sum: this line, these lines.
    """
    if steps.is_empty():
        return "No sums are held"
    ends = dict(steps.select("step", "end").iter_rows())
    word, contract = "Outturn" if "Outturn" in ends else "Forecast", ends["Contract sum"]
    gap = ends["Over or under"] - contract
    if abs(gap) < NOTHING and of is None:
        return f"{word} is on the contract sum of {money(contract, places=places)}"
    side = over_or_under(gap, beside=steps["end"].max(), places=places)
    return f"{word} is {side} the contract sum" if of is None else f"{word} is {side} for {of}"


def described(steps: pl.DataFrame, places: int | None = 1) -> str:
    """What the chart says, as text: every sum and every change between them in turn."""
    if steps.is_empty():
        return "No sums to draw."
    said = []
    for row in _told(steps, places).iter_rows(named=True):
        after = "then " if said and row["step"] != ASIDE else ""
        said.append(f"{after}{row['step']} {row['shown'] if row['shown'] != 'none' else 'of nothing'}")
    return f"Bridge chart: {', '.join(said)}. The table holds every line."
