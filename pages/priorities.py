"""The six strategic priorities side by side, the plan that carries them, and what contradicts what."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, plan_data, plan_tables, priority_standing, tables, thread

gate.require(Permission.READ)
st.title("Priorities")
moment = filters.moment()
priority = filters.priority()
told = plan_data.shown(moment)
tables.block(filters.banner(moment) + live.what_turned(moment))
if told.held:
    tables.block(priority_standing.sentence(told))
    priority_standing.table(told.six, priority)
    tables.block(priority_standing.lead_to(priority))
    plan_tables.section(told.milestones, priority)
    plan_tables.rule()
    thread.contradictions(moment, priority)
    if priority is None:
        plan_tables.themes(told.themes)
    priority_standing.aims(moment, priority)
else:
    st.text("No plan is held at this moment. A performance officer can send the outcomes and milestones returns.")
    priority_standing.table(told.six, priority)
live.watch(moment.version)
