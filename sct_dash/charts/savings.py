"""Savings schemes: what each has delivered, put off and still to deliver of what was planned."""

import altair as alt
import polars as pl

from sct_dash.charts.bridge import pounds_axis
from sct_dash.charts.theme import BAND, SERIES, SIZE, TEXT, dressed
from sct_dash.core.finance_words import money
from sct_dash.core.sentences import counted

ROW = 44  # pixels of a scheme: its words above its bar
BAR = 14
MOST = 12  # schemes drawn; the table holds the rest
PARTS = {"delivered": "Delivered", "delayed": "Delayed", "outstanding": "Not delivered yet"}


def colours(theme: str) -> dict[str, str]:
    """The colour of each of PARTS."""
    return {"delivered": SERIES[theme][0], "delayed": SERIES[theme][1], "outstanding": BAND[theme]}


def savings(schemes: pl.DataFrame, theme: str = "light") -> alt.LayerChart:
    """The chart of schemes with scheme, planned, delivered, delayed and outstanding, in the order to be drawn.

    One bar a scheme from zero, in parts; a tick is what was planned. Its figures and name stand above it, the name cut
    where it does not fit. The first MOST schemes are drawn.
    """
    rows = schemes.head(MOST).with_columns(said=pl.Series(_said(schemes.head(MOST)), dtype=pl.String))
    order = rows["scheme"].to_list()
    top = max([*rows["planned"], *rows["delivered"], 1.0]) * 1.03
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("scheme:N", sort=order, title=None, axis=None)
    layers = [_parts(rows, y, scale, top, theme), _planned(rows, y, theme), _words(rows, y, theme)]
    return dressed(alt.layer(*layers), theme, ROW * rows.height)


def _parts(rows: pl.DataFrame, y: alt.Y, scale: alt.Scale, top: float, theme: str) -> alt.Chart:
    places = dict(zip(PARTS, range(len(PARTS)), strict=True))
    long = (
        rows.unpivot(list(PARTS), index=["scheme", "said"], variable_name="part", value_name="amount")
        .filter(pl.col("amount") > 0)
        .with_columns(
            named=pl.col("part").replace_strict(PARTS, return_dtype=pl.String),
            place=pl.col("part").replace_strict(places, return_dtype=pl.Int64),
            shown=pl.col("amount").map_elements(money, return_dtype=pl.String),
        )
    )
    chosen = colours(theme)
    drawn = alt.Scale(domain=list(PARTS), range=[chosen[part] for part in PARTS])
    hints = {"scheme": "Scheme", "named": "Part", "shown": "Amount"}
    return (
        alt.Chart(long.to_arrow())
        .mark_bar(size=BAR, yOffset=8)
        .encode(
            x=alt.X("amount:Q", title=None, scale=scale, axis=pounds_axis([0, top], grid=False)),
            y=y,
            color=alt.Color("part:N", legend=None, scale=drawn),
            order="place:Q",
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in hints.items()],
        )
    )


def _planned(rows: pl.DataFrame, y: alt.Y, theme: str) -> alt.Chart:
    mark = alt.Chart(rows.to_arrow()).mark_tick(
        color=TEXT[theme], opacity=1, orient="vertical", size=BAR + 6, thickness=2, yOffset=8
    )
    return mark.encode(x="planned:Q", y=y)


def _words(rows: pl.DataFrame, y: alt.Y, theme: str) -> alt.Chart:
    mark = alt.Chart(rows.to_arrow()).mark_text(
        align="left", baseline="middle", dy=-9, fontSize=SIZE, limit=alt.ExprRef("width")
    )
    return mark.encode(x=alt.value(0), y=y, text="said:N", color=alt.value(TEXT[theme]))


def _said(rows: pl.DataFrame) -> list[str]:
    said = []
    for row in rows.iter_rows(named=True):
        delivered, delayed = (money(row[name], beside=row["planned"]) for name in ("delivered", "delayed"))
        late = f", {delayed} delayed" if row["delayed"] > 0 else ""
        said.append(f"{delivered} of {money(row['planned'])}{late}: {row['scheme']}")
    return said


def headline(schemes: pl.DataFrame) -> str:
    """The chart's message in ten words or fewer: how much of what was planned is delivered."""
    if schemes.is_empty():
        return "No savings scheme is held"
    planned = schemes["planned"].sum()
    return f"{money(schemes['delivered'].sum(), beside=planned)} of {money(planned)} savings delivered"


def described(schemes: pl.DataFrame) -> str:
    """What the chart says, as text: how much is delivered, delayed and outstanding, and the largest still to come."""
    if schemes.is_empty():
        return "No savings scheme to draw."
    planned = schemes["planned"].sum()
    told = {part: money(schemes[part].sum(), beside=planned) for part in PARTS}
    left = schemes.with_columns(left=pl.col("delayed") + pl.col("outstanding")).sort("left", descending=True)
    largest = left.row(0, named=True)
    most = f" The most still to come is of {largest['scheme']}, {money(largest['left'], beside=planned)}."
    beyond = f" The {MOST} largest are drawn." if schemes.height > MOST else ""
    return (
        f"Bar chart of {counted(schemes.height, 'savings scheme')}: {told['delivered']} delivered of {money(planned)} "
        f"planned, {told['delayed']} delayed, {told['outstanding']} not delivered yet."
        f"{most if largest['left'] > 0 and schemes.height > 1 else ''}{beyond} The table holds every scheme."
    )
