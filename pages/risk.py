"""One risk: why it stands where it does, when it should come down, every score with its reason, its actions."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, tables

gate.require(Permission.READ)
st.title("Risk")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
st.text("No risk is held at this moment. A performance officer can send the risks return.")
live.watch(moment.version)
