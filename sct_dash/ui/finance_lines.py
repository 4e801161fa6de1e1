"""The Finance page's budget lines: each line with its sums, how the forecast moved, and the files behind them."""

from datetime import date

import polars as pl
import streamlit as st

from sct_dash import clock
from sct_dash.charts import forecast as forecasts
from sct_dash.core import finance, finance_words, periods
from sct_dash.core.finance_words import NOTHING
from sct_dash.core.sentences import counted, figure
from sct_dash.returns import sending
from sct_dash.ui import data, filters, style, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.finance_data import Told, label
from sct_dash.ui.finance_standing import places, whose
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text

THOUSAND = 1_000
OF_THE_OUTTURN = "Over or under is of the outturn where it is known"
_SUMS = {
    "variance": "Over or under",
    "original": "Original sum",
    "virement": "Virement",
    "uplift": "Real uplift",
    "contract": "Contract sum",
    "forecast": "Forecast",
    "actual": "Spent to date",
    "outturn": "Outturn",
    "reached": "Forecast, or outturn",
}
"""The sums of a line and of a month, and their headings: what matters first, for a screen that shows no more."""


def thousands(value: float | None) -> str:
    """A sum as a cell of a table in thousands of pounds has it: 12,400; an en dash when there is none."""
    return figure(None if value is None else value / THOUSAND, "count")


def lines_table(told: Told, year: date) -> None:
    """Every budget line, what is furthest over first, with a total; a row leads to the line alone."""
    rows = told.every
    if rows.is_empty():
        return
    st.header("Budget lines, what is over first")
    ended = rows["outturn"].is_not_null().any()
    shown = [name for name in _SUMS if name != "reached" and (ended or name != "outturn")]
    columns = {"Line": "wide", **{_SUMS[name]: NUMERIC for name in shown}}
    cells = [[_line(row, year), *(_sum(row, name) for name in shown)] for row in rows.iter_rows(named=True)]
    total = finance.totals(rows).row(0, named=True)
    if rows.height > 1:
        cells.append([f"<strong>{counted(rows.height, 'line')}</strong>", *(_sum(total, name) for name in shown)])
    tables.table(f"Budget lines at {periods.day_words(total['month_end'])}, £ thousand", columns, cells)
    notes = [finance_words.not_spent(rows.to_dicts()), OF_THE_OUTTURN if ended else ""]
    tables.block("".join(f'<p class="quiet">{text(note)}.</p>' for note in notes if note))
    st.download_button(
        "Download these lines (CSV)", sending.csv_bytes(rows), f"finance-{total['month_end']:%Y-%m}.csv", "text/csv"
    )


def _line(row: dict, year: date) -> str:
    named = link(filters.address("finance", year=label(year), line=row["budget_line"]), row["name"], whole_row=True)
    said = [row["area"], row["note"]]
    if row["given_for"] != row["month_end"]:
        said.append(f"as sent for {periods.containing(row['given_for'], 'month').words}: this month leaves it out")
    beneath = ". ".join(part.rstrip(". ") for part in said if part)
    return f'{named}{demonstration_mark(row)}<br><span class="quiet">{text(beneath)}</span>'


def _sum(row: dict, name: str) -> str:
    value = row[name]
    if name != "variance" or value is None:
        return thousands(value)
    if abs(value) < NOTHING:
        return "in balance"
    return f"{thousands(abs(value))} {'over' if value > 0 else 'under'}"


def movement(told: Told) -> None:
    """How the forecast moved month by month: chart, text alternative and a table with the lines that moved it."""
    rows = told.movement
    if rows.is_empty():
        return
    at = places(told)
    st.header(tables.plain(forecasts.headline(rows, at)))
    tables.block(
        f'<p class="quiet">{text(whose(told))}, £: the outturn as forecast at each month\'s end, beside the contract '
        "sum of that month.</p>"
    )
    words = forecasts.described(rows, at)
    st.altair_chart(forecasts.forecast(rows, style.theme(), at), alt=words, key="forecast", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')
    shown = ("variance", "forecast" if rows["outturn"].is_null().all() else "reached", "contract")
    columns = {"Month": "w", **{_SUMS[name]: NUMERIC for name in shown}}
    latest = list(rows.sort("month_end", descending=True).iter_rows(named=True))
    cells = [
        [
            text(periods.containing(row["month_end"], "month").words) + demonstration_mark(row),
            *(_sum(row, name) for name in shown),
        ]
        for row in latest
    ]
    beneath = [text(f"{finance_words.moved(row)}.") for row in latest]
    tables.table("The forecast month by month, £ thousand", columns, cells, beneath=beneath)


def provenance(told: Told, moment: Moment) -> None:
    """Which files the figures shown were read from, with who sent them and when."""
    frames = (told.every, told.schemes, told.funding)
    numbers = pl.concat([frame.select(pl.col("submission_id").cast(pl.Int64)) for frame in frames])["submission_id"]
    sent = data.submissions(moment.version).filter(pl.col("id").is_in(numbers.drop_nulls().unique().implode()))
    if sent.is_empty():
        return
    said = [
        f"<li>{text(row['file_name'])}, sent {clock.moment(row['submitted_at'])} by {text(row['submitted_by'])}</li>"
        for row in sent.iter_rows(named=True)
    ]
    tables.block(f'<div class="quiet"><p>Read from:</p><ul>{"".join(said)}</ul></div>')
