"""Where a year's budget stands on the Finance page: the sentence, its figures, and the bridge to the forecast."""

from datetime import date

import streamlit as st

from sct_dash.charts import bridge as bridges
from sct_dash.core import finance, finance_words, periods
from sct_dash.core.finance_words import NOTHING, money
from sct_dash.core.sentences import counted, figure
from sct_dash.ui import filters, style, tables
from sct_dash.ui.finance_data import Told, label
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text

NONE_HELD = (
    "No budget figure is held. A performance officer can send the budget_lines and finance returns, and the savings "
    "and deficit_funding ones beside them."
)


def sentence(told: Told, year: date) -> None:
    """Where the year stands: the sentence, and the figures it is made of as tiles."""
    row = told.standing
    says = finance_words.standing(row)
    mark = demonstration_mark({"demonstration": told.every["demonstration"].any() if told.every.height else False})
    tables.block(f'<p class="lead"><strong>{text(label(year))}.</strong> {text(says)}.{mark}</p>')
    if row is None or row["forecast"] is None or not row["contract"]:
        return
    tables.block(f'<ul class="tiles">{"".join(_tile(*tile) for tile in _tiles(row))}</ul>')


def _tile(count: str, words: str, beneath: str) -> str:
    said = f'{text(words)}<br><span class="quiet">{text(beneath)}</span>'
    return f'<li><span class="count">{text(count)}</span>{said}</li>'


def _tiles(row: dict) -> list[tuple[str, str, str]]:
    """The figures of a row of `finance.standing` that holds a forecast: the figure, what it is, what stands beneath."""
    contract, outturn = row["contract"], row["outturn"]
    reached = row["forecast"] if outturn is None else outturn
    gap = reached - contract
    side = "in balance" if abs(gap) < NOTHING else f"{'over' if gap > 0 else 'under'} the contract sum"
    tiles = [
        (money(contract), "contract sum", f"original {money(row['original'])}"),
        (money(reached), "forecast outturn" if outturn is None else "outturn", _since(row)),
        (money(abs(gap), beside=contract), side, f"{figure(100 * abs(gap) / contract, 'percent')} of it"),
    ]
    if row["planned"]:
        delivered, late = (money(row[name], beside=row["planned"]) for name in ("delivered", "delayed"))
        late = "none" if row["delayed"] < NOTHING else late
        tiles.append((delivered, f"saved of {money(row['planned'])}", f"{late} delayed"))
    if row["unfunded"] is not None:
        tiles.append((money(row["unfunded"], beside=contract), "has no funding yet", "of what is over"))
    return tiles


def _since(row: dict) -> str:
    """How the forecast moved since the month sent before it."""
    if row["change"] is None:
        return "first month of the year"
    before = periods.containing(row["before"], "month").short
    if abs(row["change"]) < NOTHING:
        return f"as in {before}"
    return f"{finance_words.more_or_less(row['change'], beside=row['contract'])} than {before}"


def bridge(told: Told, year: date) -> None:
    """From the original sum to the forecast: the chart, its text alternative, and its figures one click away.

    Of one line where one is chosen, with the way back to all of them.
    """
    steps = finance.bridge(told.total)
    if steps.is_empty():
        st.header("From the original sum to the forecast")
        st.text("No budget line answers to this choice of year, priority and line.")
        return
    st.header(tables.plain(bridges.headline(steps)))
    total = told.total.row(0, named=True)
    if told.lines.height < told.every.height:
        back = link(filters.address("finance", year=label(year)), "Show all budget lines")
        tables.block(f"<p>{text(whose(told))} alone, and so is its forecast month by month. {back}.</p>")
    day = periods.day_words(total["month_end"])
    tables.block(
        f'<p class="quiet">{text(whose(told))}, £, at {day}. Marks are sums; a bar is as long as the change it shows, '
        "so the scale need not begin at zero.</p>"
    )
    words = bridges.described(steps)
    st.altair_chart(bridges.bridge(steps, style.theme()), alt=words, key="bridge", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')
    with st.expander("The figures"):
        cells = [[text(row["step"]), *_step(row)] for row in bridges.named(steps).iter_rows(named=True)]
        tables.table("From the original sum to the forecast, £", {"Step": "", "Change": NUMERIC, "Sum": NUMERIC}, cells)


def whose(told: Told) -> str:
    """Of how many lines, or of which one, the bridge and the forecast are."""
    return told.lines["name"][0] if told.lines.height == 1 else counted(told.lines.height, "budget line")


def _step(row: dict) -> list[str]:
    change, total = ("", row["amount"]) if row["kind"] == "sum" else (row["amount"], "")
    return ["" if value == "" else figure(value, "currency") for value in (change, total)]
