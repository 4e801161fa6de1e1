"""The parts of one milestone's page: choice, sentence, what it is, and every report with the date after it and why."""

import polars as pl
import streamlit as st

from sct_dash import clock
from sct_dash.core import plan_words
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted, figure
from sct_dash.ui import data, filters, plan_tables, tables, thread
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text
from sct_dash.ui.thread_marks import brag

CHANGES = {
    "Reported": "w",
    "Was due": "w",
    "Now due": "w",
    "Moved by": NUMERIC,
    "After first date": NUMERIC,
    "Why": "wide",
}
REPORTS = {"Reported": "w", "Done": NUMERIC, "Due then": "w", "Said": "wide", "From": ""}
RECENT = 12  # reports shown at once: a year of months


def chosen(rows: pl.DataFrame) -> dict:
    """The milestone that the address names (`?milestone=M012`) or the reader chooses; the address follows."""
    ordered = rows.sort("milestone")
    names = {row["milestone"]: f"{row['milestone']} {row['title']}" for row in ordered.iter_rows(named=True)}
    given = st.query_params.get("milestone")
    folded = {code.casefold(): code for code in names}
    meant = None if given is None else folded.get(given.strip().casefold())
    if given is not None and meant is None:
        st.title("No such milestone")
        st.text(f"There is no milestone {given} at this moment. Choose one from the Priorities page.")
        st.stop()
    if meant is not None and meant != st.session_state.get("milestone_in_address"):
        st.session_state["milestone_choice"] = meant
    code = st.sidebar.selectbox(
        "Milestone", list(names), format_func=names.get, key="milestone_choice", persist_state="session"
    )
    st.query_params["milestone"] = st.session_state["milestone_in_address"] = code
    return rows.filter(pl.col("milestone") == code).row(0, named=True)


def sentence(row: dict) -> str:
    """Where the milestone stands and why, with its mark, as HTML."""
    said = text(plan_words.of_milestone(row).removeprefix(plan_words.BRAG_WORDS[row["brag"]]))
    return f'<p class="lead">{brag(row["brag"])}{said}{demonstration_mark(row)}</p>'


def about(row: dict) -> None:
    """What the milestone is a step to, who answers for it, and how far it slipped."""
    outcome = f"{row['outcome']} {row['outcome_title'] or ''}".strip()
    at = row["priority"] and filters.address("priority", priority=row["priority"], outcome=row["outcome"])
    moved = row["revisions"]
    told = {
        "Outcome": link(at, outcome) if at else text(outcome),
        "Strategic priority": at and link(filters.address("priority", priority=row["priority"]), row["priority"]),
        "Theme of the plan": text(row["theme"]),
        "Owner": text(row["owner"] or "Nobody owns it"),
        "First due": day_words(row["first_due_on"]),
        "Due now": row["brag"] not in ("complete", "cancelled") and day_words(row["due_on"]),
        "Slipped by": plan_tables.slipped(row["slippage_days"]),
        "Its date moved": "never" if not moved else "once" if moved == 1 else f"{moved} times",
        "Last reported": day_words(row["reported_on"]) if row["reported_on"] else "never",
        "Weight in its outcome": row["weight"] and figure(row["weight"], "score", trimmed=True),
    }
    items = "".join(f"<dt>{words}</dt><dd>{value}</dd>" for words, value in told.items() if value)
    tables.block(f"<dl>{items}</dl>")


def changes(rows: pl.DataFrame, row: dict) -> None:
    """Every change of the milestone's date, the newest first, with the reason, of rows of plan.revisions."""
    before = pl.col("due_on").shift(1).fill_null(row["first_due_on"])
    moved = rows.with_columns(was=before).filter(pl.col("moved_days").is_not_null()).reverse()
    st.header("Every change of its date, and why")
    cells = [
        [
            day_words(each["reported_on"]),
            day_words(each["was"]),
            day_words(each["due_on"]),
            f"{counted(abs(each['moved_days']), 'day')} {'later' if each['moved_days'] > 0 else 'earlier'}",
            plan_tables.slipped(each["slippage_days"]),
            text(each["reason"]) or '<span class="quiet">no reason given</span>',
        ]
        for each in moved.iter_rows(named=True)
    ]
    caption = f"{counted(moved.height, 'change')}; first due {day_words(row['first_due_on'])}"
    note = f"Its date has not moved: first due {day_words(row['first_due_on'])}, and due then still."
    tables.table(caption, CHANGES, cells, note=note)


def reports(rows: pl.DataFrame, moment: Moment) -> None:
    """Every report, the newest first: how much was done, what was said, and the file; the older folded away."""
    st.header("Every report")
    files = data.submissions(moment.version).filter(pl.col("id").is_in(rows["submission_id"].unique().implode()))
    sent = {each["id"]: each for each in files.iter_rows(named=True)}
    cells = [
        [
            day_words(each["reported_on"]),
            "cancelled" if each["said"] == "cancelled" else _done(each["percent"]),
            day_words(each["due_on"]),
            text(each["reason"]),
            _from(each, sent[each["submission_id"]]),
        ]
        for each in rows.reverse().iter_rows(named=True)
    ]
    note = "Nothing is reported of it yet. A performance officer can send the milestone_updates return."
    tables.table(f"{counted(rows.height, 'report')}, the newest first", REPORTS, cells[:RECENT], note=note)
    if len(cells) > RECENT:
        with st.expander(counted(len(cells) - RECENT, "earlier report")):
            tables.table("Earlier reports", REPORTS, cells[RECENT:])


def _done(percent: float | None) -> str:
    return text(plan_words.done(percent).removesuffix(" done"))


def _from(row: dict, sent: dict) -> str:
    """The file, the line, who sent it and when."""
    who = f"sent {clock.moment(sent['submitted_at'])} by {sent['submitted_by']}"
    return f'{text(sent["file_name"])}, line {row["line"]}<br><span class="quiet">{text(who)}</span>'


def linked(row: dict, moment: Moment) -> None:
    """What the milestone is linked to, and what contradicts it."""
    thread.section(moment, "milestone", row["milestone"])
