"""One milestone: when it was first due, when it is due now, and the reason of every change."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, tables

gate.require(Permission.READ)
st.title("Milestone")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
st.text("No milestone is held at this moment. A performance officer can send the milestones return.")
live.watch(moment.version)
