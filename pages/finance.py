"""The budget: contract sum against forecast, what moved it, savings, what funds a deficit, and what others spend."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import (
    data,
    filters,
    finance_data,
    finance_lines,
    finance_published,
    finance_savings,
    finance_standing,
    gate,
    live,
    tables,
)

gate.require(Permission.READ)
st.title("Finance")
moment = filters.moment()
picture = data.picture(moment.version, moment.as_at)
year = finance_data.year(picture)
tables.block(filters.banner(moment) + live.what_turned(moment))
if year is None:
    st.text(finance_standing.NONE_HELD)
else:
    priority = filters.priority()
    line = finance_data.line(picture, year, priority)
    told = finance_data.told(moment, picture, year, priority, line)
    narrowed = priority is not None or line is not None
    finance_standing.sentence(told, year, priority)
    finance_standing.bridge(told, year, priority)
    finance_lines.lines_table(told, year)
    finance_lines.movement(told)
    finance_savings.savings(told, year)
    finance_savings.deficit(told, year, narrowed=narrowed)
    finance_savings.unit_cost(told.unit_cost, narrowed=narrowed)
    finance_lines.provenance(told, moment)
finance_published.section(picture, moment.version, moment.as_at)
live.watch(moment.version)
