"""One strategic priority whole: its outcomes, milestones, KPIs, risks, findings and budget lines."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, tables

gate.require(Permission.READ)
st.title("Priority")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
st.text("No plan is held at this moment. A performance officer can send the outcomes and milestones returns.")
live.watch(moment.version)
