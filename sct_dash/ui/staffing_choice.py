"""What the Staffing page shows: its filters, bound to the address, and what they leave, cached by data version."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import periods, staffing, teams
from sct_dash.core.frames import ROLES, STAFF, facts
from sct_dash.ui import asked, data, filters
from sct_dash.ui.filters import Moment

WHOSE = {"social_work": "social workers", "residential": "residential care staff", "other": "other staff"}
"""Each of frames.STAFF in a sentence."""


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the page to; None for all. `until` is the last day of the month shown, None: latest."""

    service: str | None = None
    team: str | None = None
    role: str | None = None
    priority: str | None = None
    until: date | None = None

    @property
    def kept(self) -> dict[str, str]:
        """The choices that `staffing.months` keeps rows by."""
        chosen = {"service": self.service, "team": self.team, "role": self.role, "priority": self.priority}
        return {name: value for name, value in chosen.items() if value is not None}

    @property
    def words(self) -> str:
        """Who is left, as it follows a noun: of Safeguarding, team A; nothing without a choice."""
        serving = self.priority and f"teams that serve {self.priority}"
        if self.priority == "People":
            serving = "every team, as People is about all staff"
        said = [self.service, self.team and f"team {self.team}", self.role and f"role {self.role}", serving]
        told = ", ".join(part for part in said if part)
        return f" of {told}" if told else ""


def choice(moment: Moment) -> Choice:
    """The filters of the sidebar: service, team, role, priority and month."""
    picture = data.picture(moment.version, moment.as_at)
    held = facts(picture, "staffing")
    listed = facts(picture, "teams")
    return Choice(
        priority=filters.priority(),
        service=_selected("Service", "service", listed["service"].unique().sort().to_list()),
        team=_selected("Team", "team", held["team"].unique().sort().to_list()),
        role=_selected("Role", "role", [role for role in ROLES if role in set(held["role"])]),
        until=_until(held["month_end"].unique().sort(descending=True).to_list()),
    )


def _selected(label: str, key: str, names: list[str]) -> str | None:
    lacking = "of which nothing is held"
    options = {name: name for name in (filters.ALL, *names)}
    asked.put_right(key, asked.one_of(options), label.lower(), "all are shown", lacking)
    chosen = st.sidebar.selectbox(
        label, list(options), key=key, bind="query-params", on_change=asked.forget, args=(key,)
    )
    asked.tell(key)
    return None if chosen == filters.ALL else chosen


def _until(ends: list[date]) -> date | None:
    months = {periods.containing(end, "month").words: end for end in ends}
    lacking = "for which nothing is held"
    asked.put_right("period", lambda text: _month(text, months), "period", "the latest month is shown", lacking)
    chosen = st.sidebar.selectbox(
        "Month", [filters.LATEST, *months], key="period", bind="query-params", on_change=asked.forget, args=("period",)
    )
    asked.tell("period")
    return months.get(chosen)


def _month(text: str, months: dict[str, date]) -> str | None:
    """The option for a period: of a quarter or a year, its last month."""
    if text == filters.LATEST:
        return filters.LATEST
    try:
        month = periods.containing(periods.parsed(text).end, "month").words
    except ValueError:
        return None
    return month if month in months else None


def address(**query: str) -> str:
    """The address of this page as it is chosen now, with `query` in place of what it chooses."""
    chosen = {name: st.session_state.get(name) for name in ("service", "role", "period")}
    kept = {name: value for name, value in chosen.items() if value not in (None, filters.ALL, filters.LATEST)}
    return filters.address("staffing", **{**kept, **query})


@st.cache_resource(max_entries=64, show_spinner=False)
def _months(url: str, at_version: int, as_at: datetime | None, by: str, kept: tuple) -> pl.DataFrame:
    return staffing.months(data.picture(at_version, as_at), by=by, **dict(kept))


def months(moment: Moment, by: str, until: date | None = None, **kept: str) -> pl.DataFrame:
    """The rows of core.staffing.months up to a month's end. Shared between sessions: never changed in place."""
    asked_of = (settings.read().database_url, moment.version, moment.as_at, by, tuple(sorted(kept.items())))
    rows = _months(*asked_of)
    return rows if until is None else rows.filter(pl.col("period_end") <= until)


def overall(moment: Moment, chosen: Choice) -> tuple[str, pl.DataFrame]:
    """The months of everybody the choice leaves, oldest first, and which of frames.STAFF they are of.

    Social workers, as the headline rates are of them; where the choice leaves none, residential care, then others.
    """
    for staff in STAFF:
        rows = months(moment, "trust", chosen.until, staff=staff, **chosen.kept)
        if rows.height:
            return staff, rows
    return "social_work", rows


@st.cache_resource(max_entries=32, show_spinner=False)
def _teams(url: str, at_version: int, as_at: datetime | None, kept: tuple, until: date | None) -> pl.DataFrame:
    rows = _months(url, at_version, as_at, "team", kept)
    rows = rows if until is None else rows.filter(pl.col("period_end") <= until)
    return teams.standing(rows, facts(data.picture(at_version, as_at), "teams"))


def team_rows(moment: Moment, chosen: Choice, staff: str) -> pl.DataFrame:
    """A row a team in the month shown, as core.teams.standing gives it."""
    kept = tuple(sorted({**chosen.kept, "staff": staff}.items()))
    return _teams(settings.read().database_url, moment.version, moment.as_at, kept, chosen.until)


def year_before(rows: pl.DataFrame) -> dict | None:
    """The row of the month twelve before the last one's, or None when it is not held."""
    if rows.is_empty():
        return None
    then = rows.filter(pl.col("period") == pl.lit(rows["period"].max()).dt.offset_by("-1y"))
    return then.row(0, named=True) if then.height else None
