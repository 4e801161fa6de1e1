"""What every page wears: the status colours of the theme in use, and the printed look of tables and tiles."""

from pathlib import Path

import streamlit as st

from sct_dash.charts.theme import CHANGE

LIGHT = {
    "green": "#00703c",
    "amber": "#b35900",
    "red": "#d4351c",
    "quiet": "#505a63",
    "rule": "#c3c9cf",
    "wash": "#f3f5f7",
    "ink": "#111418",
    "link": "#1d4f91",
}
DARK = {
    "green": "#4cc38a",
    "amber": "#f5a94a",
    "red": "#ff8674",
    "quiet": "#b4bcc4",
    "rule": "#3b434b",
    "wash": "#15191e",
    "ink": "#f2f4f6",
    "link": "#8ab8f0",
}

RULES = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def theme() -> str:
    """light or dark, as the reader has it; light where the browser has not said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> dict[str, str]:
    """The colours of the theme the reader has on; light where the browser has not said."""
    return {**(DARK if theme() == "dark" else LIGHT), **CHANGE[theme()]}


def dress() -> None:
    """Lay the style sheet under the page."""
    colours = "".join(f"--sct-{name}: {colour};" for name, colour in palette().items())
    st.html(f"<style>:root {{{colours}}}{RULES}</style>")
