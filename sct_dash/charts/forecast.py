"""The outturn forecast in each month of a financial year beside the contract sum of that month."""

import altair as alt
import polars as pl

from sct_dash.charts.bridge import pounds_axis, signed
from sct_dash.charts.theme import SERIES, SERIES_LETTERS, domain, dressed, end_labels
from sct_dash.core.finance_words import NOTHING, money, more_or_less, places_beside
from sct_dash.core.periods import Period

HEIGHT = 220
LINES = {"reached": "Forecast", "contract": "Contract sum"}
TELLS = ("when", "reached_shown", "contract_shown", "gap")
DASHES = ([1, 0], [7, 3])
WIDTHS = (2.4, 1.6)


def forecast(months: pl.DataFrame, theme: str = "light", places: int | None = 1) -> alt.LayerChart:
    """The chart of months with month_end, reached, outturn and contract, oldest first, of one financial year.

    A solid line with points is the forecast, and at its end the outturn once that is known, a dashed one in steps the
    contract sum; each is named where it ends. The axis need not begin at zero: the two lines are read against each
    other. A month without a sum is a gap. Sums have the places of `finance_words.places_of`, or more to add up.
    """
    rows = _told(months, places)
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


def _told(months: pl.DataFrame, places: int | None) -> pl.DataFrame:
    rows = months.select("month_end", "outturn", *LINES).sort("month_end")
    said = [_shown(row, places) for row in rows.iter_rows(named=True)]
    return rows.with_columns(pl.Series(name, [row[name] for row in said], dtype=pl.String) for name in TELLS)


def _shown(row: dict, places: int | None) -> dict[str, str]:
    """What a month's points say: sums of which the one less the other is what is over or under as it is shown."""
    reached, contract = row["reached"], row["contract"]
    if reached is None or contract is None:
        sums = {name: money(row[name], places=places) for name in LINES}
        return {"when": _month(row), "reached_shown": sums["reached"], "contract_shown": sums["contract"], "gap": "–"}
    at, largest = places_beside(reached, contract, places), max(reached, contract)
    return {
        "when": _month(row),
        "reached_shown": money(reached, beside=largest, places=at),
        "contract_shown": money(contract, beside=largest, places=at),
        "gap": signed(reached - contract, largest, at),
    }


def _hints() -> list[alt.Tooltip]:
    named = {"when": "Month", "reached_shown": "Forecast", "contract_shown": "Contract sum", "gap": "Over or under"}
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in named.items()]


def _named(rows: pl.DataFrame, scale: list[float], theme: str) -> list[alt.Chart]:
    ends = []
    for i, (name, words) in enumerate(LINES.items()):
        known = rows.filter(pl.col(name).is_not_null())
        if known.height:
            last = known.row(-1, named=True)
            words = _word(last) if name == "reached" else words
            ends.append((last[name], f"{words} {last[f'{name}_shown']}", SERIES_LETTERS[theme][_colour(i)]))
    return end_labels(ends, rows["month_end"].max(), scale, HEIGHT) if ends else []


def headline(months: pl.DataFrame, places: int | None = 1) -> str:
    """The chart's message in ten words or fewer: how the forecast moved in the latest month, or the outturn left it."""
    known = months.filter(pl.col("reached").is_not_null()).sort("month_end")
    if known.is_empty():
        return "No forecast has been sent"
    last = known.row(-1, named=True)
    word, when = _word(last), _month(last)
    if known.height == 1:
        first = "First forecast of the year" if word == "Forecast" else "Outturn of the year"
        return f"{first}: {money(last['reached'], places=places)} in {when}"
    before = known.row(-2, named=True)
    moved = last["reached"] - before["reached"]
    if word == "Outturn":
        by = "as" if abs(moved) < NOTHING else f"{more_or_less(moved, beside=last['reached'])} than"
        return f"Outturn is {by} forecast in {_month(before)}"
    if abs(moved) < NOTHING:
        return f"Forecast unchanged in {when}"
    return f"Forecast {'rose' if moved > 0 else 'fell'} by {money(abs(moved), beside=last['reached'])} in {when}"


def _word(row: dict) -> str:
    return "Forecast" if row["outturn"] is None else "Outturn"


def described(months: pl.DataFrame, places: int | None = 1) -> str:
    """What the chart says, as text: the first and latest forecast, its highest and lowest, and the contract sum."""
    known = months.filter(pl.col("reached").is_not_null()).sort("month_end")
    if known.is_empty():
        return "No forecast to draw."
    rows = {
        "first": known.row(0, named=True),
        "last": known.row(-1, named=True),
        "lowest": known.row(known["reached"].arg_min(), named=True),
        "highest": known.row(known["reached"].arg_max(), named=True),
    }
    said = {name: f"{money(row['reached'], places=places)} in {_month(row)}" for name, row in rows.items()}
    last = rows["last"]
    contract = last["contract"]
    beside = "" if contract is None else f" The contract sum is then {money(contract, places=places)}."
    span = said["last"] if known.height == 1 else f"from {said['first']} to {said['last']}"
    ends = "" if known.height == 1 else f"; lowest {said['lowest']}, highest {said['highest']}"
    known_at_last = "" if last["outturn"] is None else ", which is the outturn"
    return f"Line chart of the outturn forecast: {span}{known_at_last}{ends}.{beside} The table holds every month."


def _month(row: dict) -> str:
    return Period(row["month_end"].replace(day=1), row["month_end"]).words
