"""The first screen: what is off target, how staffing and money stand, what moved, what is late."""

import streamlit as st

from sct_dash.core import status
from sct_dash.core.access import Permission
from sct_dash.ui import changed, data, filters, gate, headlines, kpi_rows, live, tables

gate.require(Permission.READ)
st.title("Overview")
moment = filters.moment()
rows = data.statuses(moment.version, moment.as_at, moment.on)
priority, kpi_set = filters.priority(), filters.kpi_set()
rows = filters.narrowed(rows, priority=priority, kpi_set=kpi_set)
series = data.series(moment.version, moment.as_at)
tables.block(filters.banner(moment) + live.what_turned(moment) + kpi_rows.summary(rows))
tables.block((kpi_rows.tiles(status.counts(rows)) if rows.height else "") + headlines.section(moment, priority))
if rows.height:  # of no KPIs, "nothing is off target" would be false comfort
    kpi_rows.table("Off target", status.off_target(rows), series, empty="Nothing here is off target.")
    kpi_rows.moved_table("Moved since the previous period", rows)
    kpi_rows.late_table("Late returns", rows)
changed.section(moment, priority=priority, kpi_set=kpi_set)
live.watch(moment.version)
