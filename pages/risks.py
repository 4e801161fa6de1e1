"""The risk register: what is red, what moved, whose review is overdue; as a matrix and as a table."""

import streamlit as st

from sct_dash.core import matrix
from sct_dash.core.access import Permission
from sct_dash.ui import data, filters, gate, live, risks_beside, risks_choice, risks_matrix, risks_register, tables

gate.require(Permission.READ)
st.title("Risks")
moment = filters.moment()
choice = risks_choice.choice(moment)
picture = data.picture(moment.version, moment.as_at)
live.watch(moment.version)
above = filters.banner(moment) + live.what_turned(moment)
if picture["risks"].is_empty():
    tables.block(above)
    st.text("No risk is held at this moment. A performance officer can send the risks return.")
    st.stop()

whole = risks_choice.whole(moment, choice)
bands = matrix.in_force(picture, moment.on)
tables.block(above + risks_register.standing(whole, choice))
left, right = st.columns([3, 2], gap="medium")
with left:
    risks_matrix.section(bands, whole, choice)
with right:
    risks_beside.section(whole, choice)
risks_register.table(whole, choice)
