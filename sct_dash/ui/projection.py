"""What the next twelve months may bring, on the page of a measure of demand; or why nothing is projected."""

from datetime import date

import polars as pl
import streamlit as st

from sct_dash.charts.projection import described, headline, projection
from sct_dash.core.periods import Period
from sct_dash.core.sentences import figure
from sct_dash.projections import Projection, is_demand, projected
from sct_dash.projections.words import expectation, method, tried
from sct_dash.ui import style, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, text

COLUMNS = {"Month": "w", "Expected": NUMERIC, "Low": NUMERIC, "High": NUMERIC, "A year before": NUMERIC}


def section(row: dict, series: pl.DataFrame) -> None:
    """The projection of the KPI of a row of kpi_status from its `series`; nothing for what is not demand."""
    if not is_demand(row):
        return
    monthly = series.filter(pl.col("unit") == row["unit"]).select("period", "period_end", "value")
    found = _found(monthly.write_csv(), row["period_end"], monthly)
    unit = row["unit"]
    st.header("Twelve months ahead")
    says = text(expectation(found, unit, row["aggregation"]))
    if found.why_not is not None:
        tables.block(f"<p>{says}</p>")
        return
    tables.block(
        f'<p class="lead">{says}{demonstration_mark(row)}</p>'
        f'<p class="quiet">{text(tried(found, unit))}</p>'
        f'<p class="quiet">{text(method(found))}</p>'
    )
    _chart(row["name"], found, unit)
    with st.expander("The figures"):
        tables.table("Expected, month by month", COLUMNS, _cells(found, unit))


@st.cache_resource(max_entries=128, show_spinner=False)
def _found(figures: str, until: date, _monthly: pl.DataFrame) -> Projection:
    """The projection, kept by the figures themselves as text: a frame is no safe key, and a fit costs half a second.

    So what was worked out stays good through every submission that does not touch this KPI, and an earlier picture
    (as at an instant) never meets a later one.
    """
    return projected(_monthly, until=until)


def _chart(name: str, found: Projection, unit: str) -> None:
    st.subheader(headline(found.past, found.ahead, unit))
    tables.block(
        f'<p class="quiet">{text(name)}, each month. Line: reported. Dashed: expected. Band: the range told above.</p>'
    )
    words = described(name, found.past, found.ahead, unit)
    chart = projection(found.past, found.ahead, unit, style.theme())
    st.altair_chart(chart, alt=words, key="projection", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')


def _cells(found: Projection, unit: str) -> list[list[str]]:
    """One row a month ahead, with what was reported for the same month a year before."""
    before = found.past.select(pl.col("period").dt.offset_by("1y"), was="value")
    rows = found.ahead.join(before, on="period", how="left", maintain_order="left")
    return [
        [
            text(Period(r["period"], r["period_end"]).words),
            *(text(figure(r[name], unit)) for name in ("expected", "low", "high", "was")),
        ]
        for r in rows.iter_rows(named=True)
    ]
