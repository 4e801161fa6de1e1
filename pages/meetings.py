"""The boards: what is next, what each is due, what it saw last time and what changed since."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, tables

gate.require(Permission.READ)
st.title("Meetings")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
st.text("No board is held at this moment. A performance officer can send the boards return.")
live.watch(moment.version)
