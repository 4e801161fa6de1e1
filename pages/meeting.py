"""A meeting in the room: exceptions first, one item a screen, with what is asked and agreed noted against it."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, tables

gate.require(Permission.READ)
st.title("Meeting")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
st.text("No board is held at this moment. A performance officer can send the boards return.")
live.watch(moment.version)
