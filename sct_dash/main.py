"""The front door: who is there, which pages they may open, and what stands on every page."""

from pathlib import Path

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import gate, style

PAGES = Path(__file__).resolve().parent.parent / "pages"

st.set_page_config(page_icon=str(Path(style.__file__).with_name("icon.svg")), layout="wide")
viewer = gate.require(Permission.READ)
offered = [
    st.Page(PAGES / "overview.py", title="Overview", url_path="overview", default=True),
    st.Page(PAGES / "kpis.py", title="KPIs", url_path="kpis"),
    st.Page(PAGES / "kpi.py", title="KPI", url_path="kpi"),
    st.Page(PAGES / "staffing.py", title="Staffing", url_path="staffing"),
    st.Page(PAGES / "finance.py", title="Finance", url_path="finance"),
]
if gate.may(viewer, Permission.SUBMIT):
    offered.append(st.Page(PAGES / "returns.py", title="Returns", url_path="returns"))
page = st.navigation(offered)
st.set_page_config(page_title=f"{page.title} – SCT Dash")
style.dress()
page.run()
