"""What if, on the staffing page: three numbers typed, and the year ahead as a sentence, two charts and a table."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from sct_dash.charts import what_if as charts
from sct_dash.core.periods import containing
from sct_dash.core.sentences import SMALL_DENOMINATOR, figure
from sct_dash.core.staffing_words import shown
from sct_dash.core.what_if import Prices, possible, projected, unknown
from sct_dash.core.what_if_words import ASSUMED, besides, cost, done, fte, limits, outcome
from sct_dash.returns.words import listed
from sct_dash.ui import asked, style, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, text

ASKED = {
    "turned": ("Agency staff made permanent, FTE", "a number made permanent of"),
    "filled": ("Vacancies filled, FTE", "a number filled of"),
    "leaving": ("Leaving each month, FTE", "a number leaving of"),
}
"""Each number of the address: what its box is called, and how the sentence on an address begins that has it wrong."""
PRICED = {
    "day_rate": ("Agency day rate, £", 10.0, "%.2f"),
    "days_a_year": ("Days an agency worker is paid a year", 1.0, "%.0f"),
    "salary": ("Permanent salary a year, £", 500.0, "%.0f"),
    "on_costs_percent": ("On-costs, % of the salary", 1.0, "%.1f"),
}
"""Each price: what its box is called, its step, and how it is written there."""
MOST = 10_000.0  # FTE: more than any council employs
COLUMNS = {
    "Month": "w",
    "In post, FTE": NUMERIC,
    "Agency, FTE": NUMERIC,
    "Covering a vacancy, FTE": NUMERIC,
    "Vacancies, FTE": NUMERIC,
    "Agency rate": NUMERIC,
    "Vacancy rate": NUMERIC,
    "Caseload": NUMERIC,
}


def section(whose: str, row: dict) -> None:
    """The twelve months after a row of staffing.months, with what the reader asks; a sentence where it cannot be.

    `whose`: whose the row is, as a sentence has it (social workers of Early help). What is asked is bound to the
    address (turned, filled, leaving); the prices are kept for the reader's session.
    """
    st.header("What if")
    lacking = _lacking(row)
    if lacking:
        tables.block(f"<p>{text(lacking)}</p>")
        return
    tables.block(f'<p class="quiet">{text(_start(whose, row))}{demonstration_mark(row)}</p>')
    wanted = {}
    for column, (key, words) in zip(st.columns(len(ASKED)), ASKED.items(), strict=True):
        with column:
            wanted[key] = _number(key, *words)
    prices, missing = _prices()
    rows, change = projected(row, **wanted, prices=prices), possible(row, **wanted)
    short = limits(row, change, turned=wanted["turned"], filled=wanted["filled"])
    tables.block(
        "".join(f'<p class="banner">{text(says)}</p>' for says in short)
        + f'<p class="lead">{text(outcome(rows, change))}</p>'
        + "".join(f"<p>{text(says)}</p>" for says in (*besides(change), *_cost(rows, missing)))
    )
    if done(change):  # without it every line is flat and every month as now
        _charts(rows)
        with st.expander("The figures of what if"):
            tables.table("What if, month by month", *_cells(rows))
    with st.expander("What is assumed"):
        tables.block("".join(f"<p>{text(paragraph)}</p>" for paragraph in ASSUMED))


def _lacking(row: dict) -> str:
    """Why nothing can be worked out from a row, as a sentence; "" when it can."""
    month = containing(row["period_end"], "month").words
    if unknown(row):
        return f"Nothing can be worked out from {month}, of which is not known: {listed(unknown(row))}."
    if row["in_post_fte"] + row["agency_fte"] == 0:
        return f"There are no staff in {month} to begin from."
    return ""


def _start(whose: str, row: dict) -> str:
    return (
        f"From {containing(row['period_end'], 'month').words}, {whose}: {fte(row['in_post_fte'])} FTE in post, "
        f"{fte(row['agency_fte'])} FTE agency, of whom {fte(row['agency_covering_fte'])} cover a vacancy, and "
        f"{fte(row['vacancy_fte'])} FTE of vacancies. The twelve months after it are worked out, not forecast."
    )


def _number(key: str, label: str, words: str) -> float:
    """A number of FTE bound to the address, put right when the address has it some other way."""
    lacking = f"which is no number from 0 to {MOST:,.0f}"
    asked.put_right(key, _amount, words, "none is assumed", lacking)
    given = st.number_input(
        label,
        min_value=0.0,
        max_value=MOST,
        step=1.0,
        format="%.1f",
        key=key,
        bind="query-params",
        on_change=asked.forget,
        args=(key,),
    )
    asked.tell(key)
    return given or 0.0


def _amount(written: str) -> str | None:
    """The number as the address has it, 10.0; None when it is none or out of range."""
    try:
        number = float(written)
    except ValueError:
        return None
    return str(number) if 0 <= number <= MOST else None


def _prices() -> tuple[Prices | None, list[str]]:
    """What the reader typed as prices, or None and which are missing; [] missing when none is typed."""
    given = {}
    with st.expander("Prices, to see what it would cost"):
        for column, (name, (label, step, written)) in zip(st.columns(len(PRICED)), PRICED.items(), strict=True):
            given[name] = column.number_input(
                label,
                min_value=0.0,
                step=step,
                value=None,
                format=written,
                key=f"price_{name}",
                persist_state="session",
            )
    missing = [PRICED[name][0] for name, value in given.items() if value is None]
    if not missing:
        return Prices(**given), []
    return None, missing if len(missing) < len(PRICED) else []


def _cost(rows: pl.DataFrame, missing: list[str]) -> list[str]:
    if missing:
        return [f"For the cost all four prices are needed; still empty: {listed(missing)}."]
    return [says] if (says := cost(rows)) else []


def _charts(rows: pl.DataFrame) -> None:
    """The rates wide, the caseload beside them; rates of fewer than SMALL_DENOMINATOR FTE are told, not drawn."""
    wide, narrow = st.columns([3, 2])
    below = [pl.col("in_post_fte") + pl.col(part) for part in ("agency_fte", "vacancy_fte")]
    with wide:
        if rows.select(pl.min_horizontal(below).min()).item() < SMALL_DENOMINATOR:
            tables.block(f"<p>Rates of fewer than {SMALL_DENOMINATOR} FTE are not drawn; the table has them.</p>")
        else:
            _chart(charts.headline(rows), "Agency and vacancy rate, FTE", charts.RATES, rows, charts.rates)
    with narrow:
        if rows["caseload"][0] is not None:
            says = charts.caseload_headline(rows)
            _chart(says, "Cases for each full-time case holder", charts.CASELOAD, rows, charts.caseload)


def _chart(
    says: str, measure: str, names: dict[str, str], rows: pl.DataFrame, draw: Callable[[pl.DataFrame, str], object]
) -> None:
    st.subheader(tables.plain(says))
    tables.block(f'<p class="quiet">{measure}, by month. Line: what if. Dashed: with no change.</p>')
    words = charts.described(rows, names)
    st.altair_chart(draw(rows, style.theme()), alt=words, key=f"what_if_{'_'.join(names)}", width="stretch")


def _cells(rows: pl.DataFrame) -> tuple[dict[str, str], list[list[str]]]:
    """The columns and a row a month; with prices also what staff cost a year and the sum against no change."""
    priced = rows["cost"][0] is not None
    columns = {**COLUMNS, "Cost a year": NUMERIC, "Against no change": NUMERIC} if priced else COLUMNS
    cells = []
    for row in rows.iter_rows(named=True):
        told = [
            containing(row["period_end"], "month").words,
            *(fte(row[name]) for name in ("in_post_fte", "agency_fte", "agency_covering_fte", "vacancy_fte")),
            *(shown(row, name) for name in charts.RATES),
            figure(row["caseload"], "ratio"),
            *(figure(row[name], "currency") for name in ("cost", "cost_change") if priced),
        ]
        cells.append([text(cell) for cell in told])
    return columns, cells
