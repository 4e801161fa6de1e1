"""Open pages notice a new submission by themselves, say what turned, and can be paused."""

import streamlit as st

from sct_dash.core.sentences import STATUS_WORDS
from sct_dash.ui import data, tables

EVERY = 1.5  # seconds between looks; with the one-second version cache a change shows in under three


def watch(shown: int) -> None:
    """Watch for a data version after `shown` and run the page again when there is one, unless the reader paused it."""
    paused = st.sidebar.toggle("Pause updates", key="paused", help="Keep this page as it is while new figures arrive.")
    _paused(shown) if paused else _watching(shown)


@st.fragment(run_every=EVERY)
def _watching(shown: int) -> None:
    if data.version() != shown:
        st.rerun()


@st.fragment(run_every=EVERY)
def _paused(shown: int) -> None:
    if data.version() != shown:
        tables.block(
            '<p role="status" class="banner">New figures have arrived. Turn off Pause updates to see them.</p>'
        )


def what_turned(shown: int) -> str:
    """When the figures changed while this page stood open: which statuses turned, as HTML; else nothing."""
    statuses = data.statuses(shown, None, data.day_judged(shown)[0])
    now = {row["kpi"]: (row["name"], row["status"]) for row in statuses.iter_rows(named=True)}
    seen, before = st.session_state.get("seen_statuses", (shown, now))
    if seen != shown:
        turned = [
            f"{kpi} {name} goes from {STATUS_WORDS[before[kpi][1]]} to {STATUS_WORDS[status]}"
            for kpi, (name, status) in now.items()
            if kpi in before and before[kpi][1] != status
        ]
        says = ". ".join(turned[:5]) + (f". And {len(turned) - 5} more." if len(turned) > 5 else ".")
        st.session_state["said_turned"] = says if turned else "New figures were received; no status turned."
    st.session_state["seen_statuses"] = (shown, now)
    said = st.session_state.get("said_turned")
    return f'<p role="status" class="banner">Updated: {tables.text(said)}</p>' if said else ""
