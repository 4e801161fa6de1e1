"""What the Meetings pages show, cached by data version: the calendar, how things stand, and what a board saw last."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl
import streamlit as st

from sct_dash import clock, settings
from sct_dash.core import agenda, finance, finance_words, meetings, papers, plan, risks, since, staffing_words
from sct_dash.core.frames import facts
from sct_dash.ui import changed, data, finance_data, staffing_choice, staffing_figures, thread
from sct_dash.ui.filters import Moment


@dataclass(frozen=True)
class Standing:
    """How KPIs, risks and milestones stand on a day: rows of kpi_status, risks.register and plan.milestones."""

    status: pl.DataFrame
    register: pl.DataFrame
    milestones: pl.DataFrame


@dataclass(frozen=True)
class Seen:
    """What a board saw last: the meeting, a row of meetings.held, and the moment whose figures its papers had."""

    meeting: dict
    moment: Moment


@st.cache_resource(max_entries=8, show_spinner=False)
def _calendar(url: str, at_version: int, as_at: datetime | None, on: date, months: int) -> pl.DataFrame:
    return meetings.calendar(data.picture(at_version, as_at), on=on, months=months)


def calendar(moment: Moment, months: int = 6) -> pl.DataFrame:
    """core.meetings `calendar` from the day shown on. Shared between sessions: never changed in place."""
    return _calendar(settings.read().database_url, moment.version, moment.as_at, moment.on, months)


@st.cache_resource(max_entries=16, show_spinner=False)
def _standing(url: str, at_version: int, as_at: datetime | None, on: date, moved: date | None) -> Standing:
    picture = data.picture(at_version, as_at)
    return Standing(
        data.statuses(at_version, as_at, on),
        risks.register(picture, on=on, since=moved),
        plan.milestones(picture, on=on),
    )


def standing(moment: Moment, moved: date | None = None) -> Standing:
    """How things stand at a moment; the movement of risks is counted from `moved`."""
    return _standing(settings.read().database_url, moment.version, moment.as_at, moment.on, moved)


def meeting_on(moment: Moment, board: str, meets_on: date) -> dict | None:
    """The row of a board's meeting on a day, ahead or past, dated or expected; None when there is none."""
    picture = data.picture(moment.version, moment.as_at)
    past = meetings.held(picture, board, on=moment.on)
    ahead = meetings.calendar(picture, on=moment.on, months=60).filter(pl.col("board") == board)
    found = pl.concat([past, ahead]).filter(pl.col("meets_on") == meets_on)
    return found.row(0, named=True) if found.height else None


def last_seen(moment: Moment, board: str, before: date | None = None) -> Seen | None:
    """What the board saw at its last meeting before the day shown, or before an earlier day; None where none is held.

    Its figures are of the day its papers were due: where that is still to come, of the day shown.
    """
    past = meetings.held(data.picture(moment.version, moment.as_at), board, on=min(before or moment.on, moment.on))
    if past.is_empty():
        return None
    meeting = past.row(0, named=True)
    day = min(meetings.seen_at(meeting), moment.on)
    return Seen(meeting, replace(moment, as_at=clock.end_of(day), on=day, fault=""))


def due(moment: Moment, meeting: dict | None) -> pl.DataFrame:
    """core.papers `due` for a meeting, from all that is held at the moment shown; no rows for no meeting."""
    if meeting is None:
        return pl.DataFrame(schema=papers.DUE)
    picture, now = data.picture(moment.version, moment.as_at), standing(moment)
    return papers.due(
        meeting,
        on=moment.on,
        status=now.status,
        register=now.register,
        milestones=now.milestones,
        contradictions=thread.found(moment),
        reported={
            "staffing": facts(picture, "staffing")["month_end"].max(),
            "finance": finance.months(picture)["month_end"].max(),
        },
    )


def items(moment: Moment, meeting: dict) -> pl.DataFrame:
    """core.agenda `items` of a meeting: what changed is counted from what its board saw last, from now without one."""
    seen = last_seen(moment, meeting["board"], meeting["meets_on"])
    last = seen.moment.on if seen else moment.on
    now = standing(moment, last)
    return agenda.items(
        meeting,
        contradictions=thread.found(moment),
        status=now.status,
        register=now.register,
        milestones=now.milestones,
        changed=changed.between(moment, last)[0],
        relief=relief_soon(moment),
        told=_told(moment),
    )


def relief_soon(moment: Moment) -> pl.DataFrame:
    """The relief that ends, then that begins, within 60 days of the day shown, as core.since has it."""
    picture = data.picture(moment.version, moment.as_at)
    return pl.concat([since.relief_ahead(picture, on=moment.on), since.relief_coming(picture, on=moment.on)])


def _told(moment: Moment) -> dict[str, dict]:
    """The sentences on staffing and on money, each with whether it leans on a demonstration; those that are held."""
    told = {}
    rows = staffing_choice.months(moment, "trust")
    if rows.height:
        row, before = rows.row(-1, named=True), staffing_choice.year_before(rows)
        invented = staffing_figures.either(row, before)["demonstration"]
        told["staffing"] = {"says": f"{staffing_words.standing(row, before)}.", "demonstration": invented}
    picture = data.picture(moment.version, moment.as_at)
    year = finance.latest_year(picture)
    row = year and finance_data.told(moment, picture, year, None, None).standing
    if row and row["month_end"]:
        told["finance"] = {"says": f"{finance_words.standing(row)}.", "demonstration": row["demonstration"]}
    return told
