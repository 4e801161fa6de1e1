"""One milestone: when it was first due, when it is due now, and the reason of every change."""

import streamlit as st

from sct_dash.core import plan
from sct_dash.core.access import Permission
from sct_dash.ui import data, filters, gate, live, plan_data, plan_milestone, plan_tables, tables

gate.require(Permission.READ)
moment = filters.moment()
rows = plan_data.shown(moment).milestones
above = filters.banner(moment) + live.what_turned(moment)
if rows.is_empty():
    st.title("Milestone")
    tables.block(above)
    st.text("No milestone is held at this moment. A performance officer can send the milestones return.")
else:
    row = plan_milestone.chosen(rows)
    reports = plan.revisions(data.picture(moment.version, moment.as_at), row["milestone"], on=moment.on)
    st.title(tables.plain(f"{row['milestone']} {row['title']}"))
    tables.block(above + plan_milestone.sentence(row))
    plan_milestone.about(row)
    plan_milestone.changes(reports, row)
    plan_milestone.linked(row, moment)
    plan_milestone.reports(reports, moment)
    plan_tables.rule()
live.watch(moment.version)
