"""Savings schemes: what each has delivered, put off and still to deliver of what was planned."""

from collections.abc import Mapping

import altair as alt
import polars as pl

from sct_dash.charts.bridge import pounds_axis
from sct_dash.charts.theme import BAND, SERIES, SIZE, TEXT, dressed
from sct_dash.core.finance_words import delivered, savings_shown
from sct_dash.core.sentences import counted

ROW = 44  # pixels of a scheme: its words above its bar
BAR = 14
MOST = 12  # schemes drawn; the table holds the rest
_DRAWN = {"scheme": pl.String, "part": pl.String, "named": pl.String, "place": pl.Int64, "amount": pl.Float64,
          "shown": pl.String}  # fmt: skip
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
    chosen = colours(theme)
    drawn = alt.Scale(domain=list(PARTS), range=[chosen[part] for part in PARTS])
    hints = {"scheme": "Scheme", "named": "Part", "shown": "Amount"}
    return (
        alt.Chart(_drawn(rows).to_arrow())
        .mark_bar(size=BAR, yOffset=8)
        .encode(
            x=alt.X("amount:Q", title=None, scale=scale, axis=pounds_axis([0, top], grid=False)),
            y=y,
            color=alt.Color("part:N", legend=None, scale=drawn),
            order="place:Q",
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in hints.items()],
        )
    )


def _drawn(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a part of a scheme that there is anything of."""
    return pl.DataFrame(
        [
            {
                "scheme": row["scheme"],
                "part": part,
                "named": named,
                "place": place,
                "amount": row[part],
                "shown": savings_shown(row)[part],
            }
            for row in rows.iter_rows(named=True)
            for place, (part, named) in enumerate(PARTS.items())
            if row[part] > 0
        ],
        schema=_DRAWN,
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
        told = savings_shown(row)
        late = f", {told['delayed']} delayed" if row["delayed"] > 0 else ""
        said.append(f"{told['delivered']} of {told['planned']}{late}: {row['scheme']}")
    return said


def headline(saved: Mapping) -> str:
    """The chart's message in ten words or fewer, from a row of `savings.saved`: how much of the plan is delivered."""
    if not saved["schemes"]:
        return "No savings scheme is held"
    says = delivered(saved, brief=True) or "No saving is planned"
    return says[:1].upper() + says[1:]


def described(schemes: pl.DataFrame, saved: Mapping) -> str:
    """What the chart says, as text: how much is delivered, delayed and outstanding, and the largest still to come.

    `saved`: the row of `savings.saved` of these schemes.
    """
    if schemes.is_empty():
        return "No savings scheme to draw."
    told = savings_shown(saved)
    left = schemes.with_columns(left=pl.col("delayed") + pl.col("outstanding")).sort("left", descending=True)
    largest = left.row(0, named=True)
    most = f" The most still to come is of {largest['scheme']}, {savings_shown(largest)['rest']}."
    beyond = f" The {MOST} largest are drawn." if schemes.height > MOST else ""
    return (
        f"Bar chart of {counted(schemes.height, 'savings scheme')}: {told['delivered']} delivered of {told['planned']} "
        f"planned, {told['delayed']} delayed, {told['outstanding']} not delivered yet."
        f"{most if largest['left'] > 0 and schemes.height > 1 else ''}{beyond} The table holds every scheme."
    )
