"""The front door: who is there, which pages they may open, and what stands on every page."""

from pathlib import Path

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, style

PAGES = Path(__file__).resolve().parent.parent / "pages"

st.set_page_config(page_icon=str(Path(style.__file__).with_name("icon.svg")), layout="wide")
viewer = gate.require(Permission.READ)
HIDDEN = "hidden"  # opened by a link to one thing, not from the menu
offered = [
    st.Page(PAGES / "overview.py", title="Overview", url_path="overview", default=True),
    st.Page(PAGES / "kpis.py", title="KPIs", url_path="kpis"),
    st.Page(PAGES / "kpi.py", title="KPI", url_path="kpi"),
    st.Page(PAGES / "staffing.py", title="Staffing", url_path="staffing"),
    st.Page(PAGES / "finance.py", title="Finance", url_path="finance"),
    st.Page(PAGES / "risks.py", title="Risks", url_path="risks"),
    st.Page(PAGES / "risk.py", title="Risk", url_path="risk", visibility=HIDDEN),
    st.Page(PAGES / "priorities.py", title="Priorities", url_path="priorities"),
    st.Page(PAGES / "priority.py", title="Priority", url_path="priority", visibility=HIDDEN),
    st.Page(PAGES / "milestone.py", title="Milestone", url_path="milestone", visibility=HIDDEN),
    st.Page(PAGES / "inspections.py", title="Inspections", url_path="inspections"),
    st.Page(PAGES / "meetings.py", title="Meetings", url_path="meetings"),
    st.Page(PAGES / "meeting.py", title="Meeting", url_path="meeting", visibility=HIDDEN),
    st.Page(PAGES / "changes.py", title="Changes", url_path="changes"),
]
if gate.may(viewer, Permission.SUBMIT):
    offered.append(st.Page(PAGES / "returns.py", title="Returns", url_path="returns"))
page = st.navigation(offered)
st.set_page_config(page_title=f"{page.title} – SCT Dash")
style.dress()
filters.follow(page.url_path)
page.run()
filters.tell_followed()
