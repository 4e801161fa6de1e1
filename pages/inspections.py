"""Inspections and reviews: the judgements by framework, what was found, what was done, when the next can fall."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, tables

gate.require(Permission.READ)
st.title("Inspections")
moment = filters.moment()
tables.block(filters.banner(moment) + live.what_turned(moment))
st.text("No inspection is held at this moment. A performance officer can send the inspections return.")
live.watch(moment.version)
