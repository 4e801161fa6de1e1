"""Who is there, and what they may do. The first thing the front door and every page ask."""

from dataclasses import dataclass

import streamlit as st

from sct_dash import settings
from sct_dash.core.access import ROLES, Permission
from sct_dash.core.access import may as role_may
from sct_dash.ui import data

LOOPBACK = ("127.0.0.1", "localhost", "::1")
FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded")


@dataclass(frozen=True)
class Viewer:
    """The person looking: their name as it stands in the audit, and their role."""

    name: str
    role: str


def may(viewer: Viewer, permission: Permission) -> bool:
    """Whether this viewer's role gives the permission."""
    return role_may(viewer.role, permission)


def require(permission: Permission) -> Viewer:
    """The viewer, when they may do this; otherwise the page says why not and goes no further.

    Until sign-in is set up, only a reader at this machine is let in: the server listens on a loopback address and
    no proxy stands before it. Their name and role come from the settings. A database that cannot be read stops the
    page here too, with a plain sentence.
    """
    viewer = _local_viewer()
    if viewer is None:
        _stop("Sign-in is not set up", "This server can be opened only from the machine it runs on.")
    if not may(viewer, permission):
        _stop("This page is not for your role", f"Your role is {viewer.role}: {ROLES[viewer.role].description}")
    trouble = data.trouble()
    if trouble:
        _stop("The figures cannot be read", trouble)
    return viewer


def _local_viewer() -> Viewer | None:
    address = st.get_option("server.address")
    if address not in LOOPBACK or any(st.context.headers.get(name) for name in FORWARDED):
        return None
    asked = settings.read()
    return Viewer(asked.viewer, asked.role if asked.role in ROLES else "reader")


def _stop(title: str, says: str) -> None:
    st.title(title)
    st.text(says)
    st.stop()
