"""Open pages notice a new submission by themselves, say what turned, and can be paused."""

import streamlit as st

from sct_dash.core import changes
from sct_dash.ui import data, tables

EVERY = 1.5  # seconds between looks; with the one-second version cache a change shows in under three
SAID = 5  # turned statuses said in one line


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
    now = data.statuses(shown, None, data.day_judged(shown)[0])
    seen, before = st.session_state.get("seen_statuses", (shown, now))
    if seen != shown:
        turned = changes.consequences(before, now)["says"].to_list()
        more = [f"and {len(turned) - SAID} more"] if len(turned) > SAID else []
        st.session_state["turned"] = "; ".join([*turned[:SAID], *more]) or "new figures, and no status turned"
    st.session_state["seen_statuses"] = (shown, now)
    said = st.session_state.get("turned")
    return f'<p role="status" class="banner">Updated: {tables.text(said)}.</p>' if said else ""
