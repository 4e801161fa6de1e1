"""How each thing that can be linked stands, drawn as its word, shape and colour: one drawing a kind."""

from datetime import date, datetime

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import finance, finance_words, improvements, inspection_words, plan, plan_words, risk_words, risks
from sct_dash.core.sentences import counted
from sct_dash.ui import data, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import text

BRAG_MARKS = {
    "late": ("red", tables.SHAPES["red"]),
    "at_risk": ("amber", tables.SHAPES["amber"]),
    "not_reported": ("quiet", tables.SHAPES["no_data"]),
    "on_track": ("green", tables.SHAPES["green"]),
    "complete": ("blue", "■"),
    "cancelled": ("quiet", "✕"),
}
"""The colour class and the shape of each standing of the plan; none is told by its colour alone."""

BLUE = ' style="color: var(--sct-link)"'  # complete is blue: the one colour of BRAG that is no status of a KPI
Drawn = dict[tuple[str, str], str]


@st.cache_resource(max_entries=8, show_spinner=False)
def _drawn(url: str, at_version: int, as_at: datetime | None, on: date) -> Drawn:
    picture = data.picture(at_version, as_at)
    milestones = plan.milestones(picture, on=on)
    steps = plan.added_up(milestones, "priority")
    return {
        **_each("kpi", data.statuses(at_version, as_at, on), "kpi", lambda r: tables.mark(r["status"], r["relieved"])),
        **_each("risk", risks.register(picture, on=on, since=date.min), "reference", risk),
        **_each("milestone", milestones, "milestone", lambda row: brag(row["brag"])),
        **_each("outcome", plan.of_outcomes(picture, milestones), "outcome", lambda row: brag(row["brag"])),
        **_each("priority", steps, "priority", lambda row: brag(row["brag"])),
        **_each("finding", improvements.answered(picture, on=on), "finding_code", _answer),
        **_each("budget_line", finance.position(picture), "budget_line", _over),
    }


def drawn(moment: Moment) -> Drawn:
    """(kind, code) -> how it stands at the moment shown, as HTML; an aim, and what has no standing, is not in it."""
    return _drawn(settings.read().database_url, moment.version, moment.as_at, moment.on)


def _each(kind: str, rows: pl.DataFrame, code: str, draw) -> Drawn:
    return {(kind, row[code]): draw(row) for row in rows.iter_rows(named=True)}


def brag(standing: str) -> str:
    """A standing of the plan as HTML: its shape, its word, its colour."""
    tone, shape = BRAG_MARKS[standing]
    return _mark(tone, shape, plan_words.BRAG_WORDS[standing])


def risk(row: dict) -> str:
    """A risk of the register as HTML: its band with shape, word and colour and its score, or that it is closed."""
    if row["movement"] == "closed":
        return _mark("quiet", "✕", "Closed")
    if row["band"] is None:
        return _mark("quiet", tables.SHAPES["no_data"], risk_words.band(row))
    return f"{tables.mark(row['band'])} ({risk_words.score(row['score'])})"


def _mark(tone: str, shape: str, words: str) -> str:
    colour = BLUE if tone == "blue" else ""
    return f'<span class="mark {tone}"{colour}><span aria-hidden="true">{shape}</span> {text(words)}</span>'


def _answer(row: dict) -> str:
    """How many of a finding's actions are complete; that none is held is marked, where it is invented."""
    if row["without_action"]:
        none = _mark("quiet", tables.SHAPES["no_data"], inspection_words.LED_TO_WORDS["none"])
        return none + demonstration_mark(row)
    return f"{row['actions_complete']} of {counted(row['actions'], 'action')} complete"


def _over(row: dict) -> str:
    words = finance_words.over_or_under(row["variance"]) if row["variance"] is not None else "no forecast"
    return text(words)
