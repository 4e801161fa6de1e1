"""Staffing: how many are permanent, how many agency, who comes and goes, what they carry; by team and elsewhere."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.core.frames import facts
from sct_dash.ui import (
    data,
    filters,
    gate,
    live,
    staffing_choice,
    staffing_figures,
    staffing_sections,
    staffing_tables,
    tables,
    what_if,
)

gate.require(Permission.READ)
st.title("Staffing")
moment = filters.moment()
choice = staffing_choice.choice(moment)
held = data.picture(moment.version, moment.as_at)
staff, rows = staffing_choice.overall(moment, choice)
whose = staffing_choice.WHOSE[staff] + choice.words
wanted = choice.until or facts(held, "staffing")["month_end"].max()
earlier = staffing_figures.earlier(whose, rows, wanted)
tables.block(filters.banner(moment) + live.what_turned(moment) + earlier + staffing_figures.standing(whose, rows))
if rows.height:
    staffing_sections.mix(whose, rows, staff)
    staffing_sections.coming_and_going(whose, rows, staff)
    staffing_sections.caseload(staffing_choice.team_rows(moment, choice, staff), rows["caseload"][-1])
    staffing_sections.sickness(whose, rows, staff)
    staffing_tables.reasons(held, rows["period_end"][-1], choice)
    staffing_sections.residential(moment, choice, staff)
staffing_tables.kpis(moment, held, choice.until)
if rows.height:
    staffing_tables.teams("Teams", moment, choice, staff)
    if not earlier:  # nobody asks what would become of a team that has ended, or of an old month
        what_if.section(whose, rows.row(-1, named=True))
staffing_tables.elsewhere(moment, held)
staffing_tables.download(moment, choice, staff)
live.watch(moment.version)
