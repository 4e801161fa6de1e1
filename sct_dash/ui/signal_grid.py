"""Which measures really change and which will meet their target: every KPI in a grid of variation by assurance."""

import polars as pl
import streamlit as st

from sct_dash.core.verdicts import AVERAGE_WORDS, variation_caption
from sct_dash.ui import filters, tables
from sct_dash.ui.tables import link, text

GLYPHS = {
    "common_cause": ("usual", "●"),
    "improvement_high": ("improvement", "✚↑"),
    "improvement_low": ("improvement", "✚↓"),
    "concern_high": ("concern", "■↑"),
    "concern_low": ("concern", "■↓"),
    "neutral_high": ("change", "⬢↑"),
    "neutral_low": ("change", "⬢↓"),
    "too_few": ("usual", "…"),
    "overlapping": ("usual", "≈"),
    "fail": ("concern", "✗"),
    "inconsistent": ("usual", "?"),
    "pass": ("improvement", "✓"),
    "none": ("usual", "–"),
}
"""Of every variation and assurance: what its colour means, and its shapes."""

COLUMNS = {
    "Concern": ("concern_high", "concern_low"),
    "Usual variation": ("common_cause",),
    "Improvement": ("improvement_high", "improvement_low"),
    "Real rise or fall": ("neutral_high", "neutral_low"),
    "Too few points": ("too_few",),
    "Not judged": ("overlapping",),
}
ROWS = ("fail", "inconsistent", "pass", "none")


def icon(name: str, words: str) -> str:
    """The icon of a variation or an assurance with a row's words for it beside it, as HTML."""
    return f"{badge(name)} {text(words)}"


def badge(name: str) -> str:
    """The icon alone, for where its words stand beside it already."""
    tone, glyph = GLYPHS[name]
    return f'<span class="icon {tone}" aria-hidden="true">{glyph}</span>'


def section(rows: pl.DataFrame) -> None:
    """The grid of the rows of `kpi_status`: each cell the KPIs that are so, each KPI a link to its page."""
    cells = [
        [
            icon(assurance, AVERAGE_WORDS[assurance]),
            *(_cell(rows, assurance, variations) for variations in COLUMNS.values()),
        ]
        for assurance in ROWS
    ]
    st.header("Real changes and targets ahead")
    tables.table(
        "Real change (across) and what to expect of the target (down)",
        {"Target": "", **dict.fromkeys(COLUMNS, "")},
        cells,
    )


def _cell(rows: pl.DataFrame, assurance: str, variations: tuple[str, ...]) -> str:
    held = rows.filter(pl.col("variation").is_in(variations) & (pl.col("assurance") == assurance)).sort("kpi")
    if held.is_empty():
        return '<span class="quiet">–</span>'
    items = "".join(
        f'<li>{badge(row["variation"])} {_name(row)} <span class="quiet">{text(variation_caption(row))}</span></li>'
        for row in held.iter_rows(named=True)
    )
    return f'<ul class="plain">{items}</ul>'


def _name(row: dict) -> str:
    return link(filters.address("kpi", kpi=row["kpi"]), f"{row['kpi']} {row['name']}")
