"""One KPI: what it says, its trend, its history, its definition, and where every number came from."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import (
    changed,
    comparison,
    data,
    filters,
    gate,
    kpi_chart,
    kpi_detail,
    live,
    projection,
    tables,
    thread,
)

gate.require(Permission.READ)
moment = filters.moment()
rows = data.statuses(moment.version, moment.as_at, moment.on)
live.watch(moment.version)
if rows.is_empty():
    st.title("KPI")
    st.text("No KPI is defined at this moment. A performance officer can send the kpis return.")
    st.stop()

row = kpi_detail.chosen(rows)
picture = data.picture(moment.version, moment.as_at)
points = data.points(moment.version, moment.as_at)
points = points.filter(points["kpi_code"] == row["kpi"])
relief = picture["relief"].filter(picture["relief"]["kpi_code"] == row["kpi"])
st.title(tables.plain(f"{row['kpi']} {row['name']}"))
tables.block(filters.banner(moment) + live.what_turned(moment) + kpi_detail.sentence(row))
kpi_chart.chart(row, points, relief)
kpi_chart.reading()
kpi_chart.ahead(row)
projection.section(row, points)
comparison.section(picture, row, moment.on, at_version=moment.version, as_at=moment.as_at)
thread.section(moment, "kpi", row["kpi"])
changed.section(moment, kpi=row["kpi"])
kpi_detail.relief_table(relief, moment.on)
kpi_detail.history_table(points)
kpi_detail.definition(picture["kpis"], row["kpi"], moment.on)
kpi_detail.provenance(row, points, picture, moment)
