"""Inspections and reviews: the judgements by framework, what was found, what was done, when the next can fall."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import (
    data,
    filters,
    gate,
    inspections_data,
    inspections_findings,
    inspections_judged,
    inspections_provenance,
    inspections_standing,
    live,
    tables,
)

gate.require(Permission.READ)
st.title("Inspections")
moment = filters.moment()
told = inspections_data.told(moment, data.picture(moment.version, moment.as_at))
tables.block(filters.banner(moment) + live.what_turned(moment))
if told.timeline.is_empty():
    st.text("No inspection is held at this moment. A performance officer can send the inspections return.")
else:
    row = inspections_data.chosen(told.timeline)
    priority = filters.priority()
    if row is None:
        inspections_standing.whole(told, moment)
        inspections_standing.timeline(told, moment)
        inspections_findings.section(told, moment, priority)
        inspections_judged.judgements(told)
        inspections_judged.disagreements(told)
        inspections_judged.ungraded(told)
    else:
        told = inspections_data.of(told, row["code"])
        inspections_standing.one(row, told)
        inspections_standing.windows(told, moment)
        inspections_findings.section(told, moment, priority, whole=True)
        inspections_judged.judgements(told)
        inspections_judged.disagreements(told)
    inspections_provenance.section(told, moment)
live.watch(moment.version)
