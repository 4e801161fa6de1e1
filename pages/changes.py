"""What changed between a day the reader chooses and the moment shown."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import changed, filters, gate, live, tables

gate.require(Permission.READ)
st.title("Changes")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
changed.section(moment, priority=filters.priority(), kpi_set=filters.kpi_set())
live.watch(moment.version)
