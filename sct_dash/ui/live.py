"""Open pages notice a new submission by themselves, say what turned, and can be paused."""

from datetime import timedelta

import streamlit as st

from sct_dash import clock
from sct_dash.core import changes
from sct_dash.ui import data, tables
from sct_dash.ui.filters import Moment

EVERY = 1.5  # seconds between looks; with the one-second version cache a change shows in under three
SAID_FOR = timedelta(minutes=10)
SAID = 5  # turned statuses said in one line


def watch(shown: int) -> None:
    """Watch for a data version after `shown` and run the page again when there is one, unless the reader paused it."""
    paused = st.sidebar.toggle("Pause updates", key="paused", help="Keep this page as it is while new figures arrive.")
    _paused(shown) if paused else _watching(shown)


@st.fragment(run_every=EVERY)
def _watching(shown: int) -> None:
    if data.trouble() is None and data.version() != shown:
        st.rerun()


@st.fragment(run_every=EVERY)
def _paused(shown: int) -> None:
    if data.trouble() is None and data.version() != shown:
        tables.block(
            '<p role="status" class="banner">New figures have arrived. Turn off Pause updates to see them.</p>'
        )


def what_turned(moment: Moment) -> str:
    """When the figures changed while this page stood open: which statuses turned, as HTML; else nothing.

    Said for SAID_FOR, and not beside the figures of an earlier day.
    """
    shown = moment.version
    now = data.statuses(shown, None, data.day_judged(shown)[0])
    seen, before = st.session_state.get("seen_statuses", (shown, now))
    if seen != shown:
        turned = changes.consequences(before, now)["says"].to_list()
        more = [f"and {len(turned) - SAID} more"] if len(turned) > SAID else []
        words = "; ".join([*turned[:SAID], *more]) or "new figures, and no status turned"
        st.session_state["what_turned"] = (clock.now(), words)
    st.session_state["seen_statuses"] = (shown, now)
    at, words = st.session_state.get("what_turned", (None, ""))
    if at is None or moment.as_at is not None or clock.now() - at > SAID_FOR:
        return ""
    return f'<p role="status" class="banner">Updated {clock.moment(at)}: {tables.text(words)}.</p>'
