"""One strategic priority whole: its outcomes, milestones, KPIs, risks, findings and budget lines."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import data, filters, gate, live, plan_data, priority_parts, priority_standing, tables, thread

gate.require(Permission.READ)
moment = filters.moment()
priority = filters.priority()
st.title(priority or "Priority")
told = plan_data.shown(moment)
tables.block(filters.banner(moment) + live.what_turned(moment))
if priority is None:
    priority_parts.choose(told)
else:
    picture = data.picture(moment.version, moment.as_at)
    priority_parts.plan(told, moment, priority)
    priority_parts.kpis(moment, priority)
    priority_parts.risks(told.register, priority)
    priority_parts.findings(picture, moment, priority)
    priority_parts.budget_lines(picture, priority)
    priority_standing.aims(moment, priority)
    thread.contradictions(moment, priority)
live.watch(moment.version)
