"""The first screen: what is off, what moved, what is late and what is next, of everything, each a link to its cause."""

import streamlit as st

from sct_dash.core import status
from sct_dash.core.access import Permission
from sct_dash.ui import data, filters, front, gate, headlines, kpi_rows, live, tables

gate.require(Permission.READ)
st.title("Overview")
moment = filters.moment()
rows = data.statuses(moment.version, moment.as_at, moment.on)
priority = filters.priority()
rows = filters.narrowed(rows, priority=priority, kpi_set=filters.kpi_set())
tables.block(filters.banner(moment) + live.what_turned(moment) + kpi_rows.summary(rows))
tables.block((kpi_rows.tiles(status.counts(rows)) if rows.height else "") + headlines.section(moment, priority))
front.lists(moment, rows, priority)
live.watch(moment.version)
