"""Every KPI in one table, each with its sentence, and in a grid of real change by what to expect of the target."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.core.sentences import counted
from sct_dash.ui import data, filters, gate, kpi_rows, live, signal_grid, tables

gate.require(Permission.READ)
st.title("KPIs")
moment = filters.moment()
series = data.series(moment.version, moment.as_at)
period = filters.period(series)
chosen = filters.statuses()
rows = filters.narrowed(
    data.statuses(moment.version, moment.as_at, moment.on, period),
    priority=filters.priority(),
    kpi_set=filters.kpi_set(),
    statuses=chosen,
)
tables.block(filters.banner(moment) + live.what_turned(moment) + ("" if chosen else kpi_rows.summary(rows)))
kpi_rows.paged_table(counted(rows.height, "KPI"), rows, series)
kpi_rows.download(rows)
signal_grid.section(rows)
live.watch(moment.version)
