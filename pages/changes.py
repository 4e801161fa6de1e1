"""What changed since a day or since a board last met, and what does not fit together now."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import changed, filters, gate, live, tables, thread

gate.require(Permission.READ)
st.title("Changes")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
priority = filters.priority()
changed.section(moment, priority=priority, kpi_set=filters.kpi_set(), boards=True)
thread.contradictions(moment, priority)
live.watch(moment.version)
