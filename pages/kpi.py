"""One KPI: what it says, its trend, its history, its definition, and where every number came from."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import data, filters, gate, kpi_detail, live, tables

gate.require(Permission.READ)
moment = filters.moment()
rows = data.statuses(moment.version, moment.as_at, moment.on)
live.watch(moment.version)
if rows.is_empty():
    st.title("KPI")
    st.text("No KPI is defined at this moment. A performance officer can send the kpis return.")
    st.stop()

row = kpi_detail.chosen(rows)
series = data.series(moment.version, moment.as_at)
series = series.filter(series["kpi_code"] == row["kpi"])
relief = data.picture(moment.version, moment.as_at)["relief"]
relief = relief.filter(relief["kpi_code"] == row["kpi"])
st.title(tables.plain(f"{row['kpi']} {row['name']}"))
tables.block(filters.banner(moment) + live.what_turned(moment) + kpi_detail.sentence(row))
kpi_detail.chart(row, series, relief)
kpi_detail.relief_table(relief, moment.on)
kpi_detail.history_table(row, series)
kpi_detail.definition(data.picture(moment.version, moment.as_at)["kpis"], row["kpi"], moment.on)
kpi_detail.provenance(row, series, moment.as_at)
