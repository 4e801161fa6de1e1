"""One risk: why it stands where it does, when it should come down, every score with its reason, its actions."""

import streamlit as st

from sct_dash.core import matrix, risks
from sct_dash.core.access import Permission
from sct_dash.ui import data, filters, gate, live, risk_detail, risk_provenance, tables, thread

gate.require(Permission.READ)
moment = filters.moment()
rows = risk_detail.every(moment)
live.watch(moment.version)
if rows.is_empty():
    st.title("Risk")
    tables.block(filters.banner(moment) + live.what_turned(moment))
    st.text("No risk is held at this moment. A performance officer can send the risks return.")
    st.stop()

row = risk_detail.chosen(rows)
picture = data.picture(moment.version, moment.as_at)
history = risks.history(picture, row["reference"], on=moment.on)
st.title(tables.plain(f"{row['reference']} {row['title']}"))
tables.block(filters.banner(moment) + live.what_turned(moment) + risk_detail.sentence(row))
risk_detail.scores(row, history, matrix.in_force(picture, moment.on), moment)
risk_detail.controls(row)
risk_detail.actions(row, risks.actions(picture, row["reference"], on=moment.on))
thread.section(moment, "risk", row["reference"])
risk_detail.definition(row)
risk_provenance.section(row["reference"], history, moment.as_at)
