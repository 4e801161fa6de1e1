"""The outturn forecast in each month of a financial year beside the contract sum of that month."""

import altair as alt
import polars as pl

from sct_dash.charts.bridge import pounds_axis, signed
from sct_dash.charts.theme import SERIES, SERIES_LETTERS, domain, dressed, end_labels
from sct_dash.core.finance_words import NOTHING, money
from sct_dash.core.periods import Period

HEIGHT = 220
LINES = {"forecast": "Forecast", "contract": "Contract sum"}
DASHES = ([1, 0], [7, 3])
WIDTHS = (2.4, 1.6)


def forecast(months: pl.DataFrame, theme: str = "light") -> alt.LayerChart:
    """The chart of months with month_end, forecast and contract, oldest first, of one financial year.

    A solid line with points is the forecast, a dashed one in steps the contract sum; each is named where it ends. The
    axis need not begin at zero: the two lines are read against each other. A month without a sum is a gap.
    """
    rows = _told(months)
    known = [value for name in LINES for value in rows[name].drop_nulls()]
    scale = domain(known or [0.0], share=0.12)
    base = alt.Chart(rows.to_arrow())
    axis = alt.Axis(format="%b %Y", labelOverlap=True, grid=False, values=_days(rows))
    x = alt.X("month_end:T", title=None, axis=axis)
    layers = []
    for i, name in enumerate(LINES):
        plot = alt.Y(
            f"{name}:Q",
            title=None,
            scale=alt.Scale(domain=scale, nice=False, zero=False),
            axis=pounds_axis(scale, domain=False),
        )
        colour, step = SERIES[theme][_colour(i)], "step-after" if name == "contract" else "linear"
        line = base.mark_line(color=colour, strokeWidth=WIDTHS[i], strokeDash=DASHES[i], interpolate=step)
        layers.append(line.encode(x=x, y=plot))
        point = base.mark_point(color=colour, filled=True, opacity=1, size=45, shape=("circle", "square")[i])
        layers.append(point.encode(x=x, y=plot, tooltip=_hints()))
    return dressed(alt.layer(*layers, *_named(rows, scale, theme)), theme, HEIGHT)


def _colour(i: int) -> int:
    return (0, 2)[i]


def _days(rows: pl.DataFrame) -> list[alt.DateTime]:
    return [alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in rows["month_end"]]


def _told(months: pl.DataFrame) -> pl.DataFrame:
    rows = months.select("month_end", *LINES).sort("month_end")
    gaps = [None if None in pair else pair[0] - pair[1] for pair in rows.select(*LINES).iter_rows()]
    words = {
        "when": [Period(day.replace(day=1), day).words for day in rows["month_end"]],
        **{f"{name}_shown": ["–" if v is None else money(v) for v in rows[name]] for name in LINES},
        "gap": ["–" if gap is None else signed(gap, rows["contract"].max()) for gap in gaps],
    }
    return rows.with_columns(pl.Series(name, said, dtype=pl.String) for name, said in words.items())


def _hints() -> list[alt.Tooltip]:
    named = {"when": "Month", "forecast_shown": "Forecast", "contract_shown": "Contract sum", "gap": "Over or under"}
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in named.items()]


def _named(rows: pl.DataFrame, scale: list[float], theme: str) -> list[alt.Chart]:
    ends = []
    for i, (name, words) in enumerate(LINES.items()):
        known = rows.filter(pl.col(name).is_not_null())
        if known.height:
            last = known.row(-1, named=True)
            ends.append((last[name], f"{words} {last[f'{name}_shown']}", SERIES_LETTERS[theme][_colour(i)]))
    return end_labels(ends, rows["month_end"].max(), scale, HEIGHT) if ends else []


def headline(months: pl.DataFrame) -> str:
    """The chart's message in ten words or fewer: how the forecast moved in the latest month."""
    known = months.filter(pl.col("forecast").is_not_null()).sort("month_end")
    if known.is_empty():
        return "No forecast has been sent"
    last = known.row(-1, named=True)
    when = _month(last)
    if known.height == 1:
        return f"First forecast of the year: {money(last['forecast'])} in {when}"
    moved = last["forecast"] - known["forecast"][-2]
    if abs(moved) < NOTHING:
        return f"Forecast unchanged in {when}"
    return f"Forecast {'rose' if moved > 0 else 'fell'} by {money(abs(moved), beside=last['forecast'])} in {when}"


def described(months: pl.DataFrame) -> str:
    """What the chart says, as text: the first and latest forecast, its highest and lowest, and the contract sum."""
    known = months.filter(pl.col("forecast").is_not_null()).sort("month_end")
    if known.is_empty():
        return "No forecast to draw."
    rows = {
        "first": known.row(0, named=True),
        "last": known.row(-1, named=True),
        "lowest": known.row(known["forecast"].arg_min(), named=True),
        "highest": known.row(known["forecast"].arg_max(), named=True),
    }
    said = {name: f"{money(row['forecast'])} in {_month(row)}" for name, row in rows.items()}
    contract = rows["last"]["contract"]
    beside = "" if contract is None else f" The contract sum is then {money(contract)}."
    span = said["last"] if known.height == 1 else f"from {said['first']} to {said['last']}"
    ends = "" if known.height == 1 else f"; lowest {said['lowest']}, highest {said['highest']}"
    return f"Line chart of the outturn forecast: {span}{ends}.{beside} The table holds every month."


def _month(row: dict) -> str:
    return Period(row["month_end"].replace(day=1), row["month_end"]).words
