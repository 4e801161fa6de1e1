"""The six strategic priorities side by side: how far each is, what is late, KPIs by status and risks by band."""

import polars as pl
import streamlit as st

from sct_dash.core import plan_words, priorities
from sct_dash.core.sentences import STATUS_WORDS
from sct_dash.core.thread_frames import AIMS
from sct_dash.returns import sending
from sct_dash.ui import filters, plan_data, tables, thread
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.plan_data import Plan
from sct_dash.ui.plan_tables import marked_once, progress
from sct_dash.ui.tables import NUMERIC, SHAPES, link, text
from sct_dash.ui.thread_marks import brag

SIX = {
    "Standing": "w",
    "Priority": "",
    "Progress": "w",
    "Late": NUMERIC,
    "At risk": NUMERIC,
    "Complete": NUMERIC,
    "KPIs": "",
    "Risks": "",
}
KPIS = ("red", "amber", "green", "relieved", "late", "no_data")
BANDS = ("red", "amber", "green")
AIMED = {"Aim": "wide", "What is linked to it": "wide"}


def sentence(told: Plan) -> str:
    """Where the plan stands as a whole, and which priority has most of what is late, as HTML."""
    if told.whole is None:
        return '<p class="lead"><strong>No milestone is held yet.</strong></p>'
    says = plan_words.of_several(told.whole)
    late = told.six.filter(pl.col("late") > 0)
    most = late.filter(pl.col("late") == pl.col("late").max())
    if late.height == 1:
        where = f"What is late serves {late['priority'][0]}."
    elif late.height:
        which = f", most in {most['priority'][0]} ({most['late'][0]})" if most.height == 1 else ""
        where = f"Late in {late.height} of the six priorities{which}."
    return f'<p class="lead"><strong>{text(says)}</strong> {text(where)}{demonstration_mark(told.whole)}</p>'


def table(six: pl.DataFrame, chosen: str | None) -> None:
    """The six in the order of the strategy, each figure a link to what it counts; `chosen` is marked."""
    cells = [_cells(row, row["priority"] == chosen) for row in marked_once(six).iter_rows(named=True)]
    tables.table("The six strategic priorities: milestones, KPIs and risks", SIX, cells, header_column=1)
    kept = six.select(*priorities.EXPORTED, *priorities.DETAIL)
    st.download_button("Download the six (CSV)", sending.csv_bytes(kept), "priorities.csv", "text/csv")


def _cells(row: dict, chosen: bool) -> list[str]:
    name = row["priority"]
    here = ' <span class="quiet">(chosen)</span>' if chosen else ""
    of = f'<span class="quiet"> of {row["milestones"]}</span>'
    return [
        brag(row["brag"]),
        link(filters.address("priority", priority=name), name) + demonstration_mark(row) + here,
        progress(row),
        *(_milestones(row, standing) for standing in ("late", "at_risk")),
        f"{_milestones(row, 'complete')}{of if row['milestones'] else ''}",
        _kpis(row),
        _risks(row),
    ]


def _milestones(row: dict, standing: str) -> str:
    """How many milestones stand so, a link to those; a nought leads nowhere."""
    if not row[standing]:
        return '<span class="quiet">0</span>'
    words = plan_words.BRAG_WORDS[standing]
    href = filters.address("priority", priority=row["priority"], standing=words)
    return link(href, str(row[standing]))


def _kpis(row: dict) -> str:
    told = [
        _counted(
            row[f"kpis_{name}"], name, filters.address("kpis", priority=row["priority"], status=STATUS_WORDS[name])
        )
        for name in KPIS
    ]
    return "".join(told) or '<span class="quiet">none rated</span>'


def _risks(row: dict) -> str:
    told = [
        _counted(
            row[f"risks_{name}"], name, filters.address("risks", priority=row["priority"], band=STATUS_WORDS[name])
        )
        for name in BANDS
    ]
    return "".join(told) or '<span class="quiet">none</span>'


def _counted(count: int, status: str, href: str) -> str:
    """3 Red with its shape and colour, a link to those; nothing where there is none."""
    if not count:
        return ""
    tone = status if status in BANDS else "quiet"
    shape = '<span class="hatch"></span>' if status == "relieved" else SHAPES[status]
    return (
        f'<a class="tally {tone}" href="{text(href)}" target="_self"><span aria-hidden="true">{shape}</span> '
        f"{count} {STATUS_WORDS[status]}</a> "
    )


def aims(moment: Moment, priority: str | None = None) -> None:
    """The Corporate Plan's aims and what is linked to each, of one priority where it is given."""
    ends = marked_once(plan_data.aimed(moment, priority))
    st.header("Corporate Plan aims")
    linked = {aim: rows for (aim,), rows in ends.partition_by("aim", as_dict=True).items()}
    cells = [[text(aim), _things(linked[aim])] for aim in AIMS if aim in linked]
    note = "Nothing is linked to an aim of the Corporate Plan yet. A performance officer can send the links return."
    tables.table("What serves the aims of the Council’s Corporate Plan", AIMED, cells, note=note)
    without = [aim for aim in AIMS if aim not in linked]
    if cells and without:
        tables.block(f'<p class="quiet">Nothing is linked yet to: {text("; ".join(without))}.</p>')


def _things(rows: pl.DataFrame) -> str:
    said = [
        f"<li>{link(thread.things_address(row['kind'], row['code'], row['priority']), thread.named(row))}"
        f"{demonstration_mark(row)}{_why(row)}</li>"
        for row in rows.iter_rows(named=True)
    ]
    return f'<ul class="plain">{"".join(said)}</ul>'


def _why(row: dict) -> str:
    return f'<span class="quiet">: {text(row["why"])}</span>' if row["why"] else ""


def lead_to(chosen: str | None) -> str:
    """The way to the page of the priority chosen, as HTML; nothing when none is."""
    if chosen is None:
        return ""
    whole = link(filters.address("priority", priority=chosen), f"{chosen} whole")
    return f"<p>What follows is of {text(chosen)} alone. {whole}: its outcomes, milestones, KPIs, risks and money.</p>"
