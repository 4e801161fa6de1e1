"""What a reader chose that goes with them from page to page: a menu's link carries no filter, so it is kept here."""

from collections.abc import Callable, Mapping

import streamlit as st

_KEPT = "followed"  # session state: filter -> what goes with the reader
_ARRIVED = "page_arrived_at"  # session state: the page of the run before
_SHOWN = "filters_shown_here"  # session state: the filters that this run has shown


def arrive(page: str, read: Mapping[str, Callable[[str], str | None]]) -> None:
    """Before a page runs: bring along what was chosen on the page the reader came from, of each filter of `read`.

    What the page's own address asks for comes first, as `read` understands it. The rest is written into the address
    of every page, where a reload or a shared link finds it, also of one without the filter, which would lose it.
    """
    arrived = st.session_state.get(_ARRIVED) != page
    st.session_state[_ARRIVED], st.session_state[_SHOWN] = page, set()
    if not arrived:
        return
    written = False
    for key, understood in read.items():
        given, value = st.query_params.get(key), kept(key)
        if given:
            _all()[key] = understood(given) or value
        elif value:
            st.query_params[key] = st.session_state[key] = value
            written = True
    if written:
        st.rerun()  # a filter reads an address as it was when the run began


def keep(key: str, value: str | None) -> None:
    """This page's filter `key` is chosen so; None takes the choice back. It goes with the reader to the next page."""
    st.session_state.setdefault(_SHOWN, set()).add(key)
    _all()[key] = value


def kept(key: str) -> str | None:
    """What goes with the reader of the filter `key`; None for nothing."""
    return _all().get(key)


def unshown(key: str) -> str | None:
    """What goes with the reader of a filter that this page has not shown; None for nothing, or where it has."""
    return None if key in st.session_state.get(_SHOWN, ()) else kept(key)


def _all() -> dict[str, str | None]:
    return st.session_state.setdefault(_KEPT, {})
