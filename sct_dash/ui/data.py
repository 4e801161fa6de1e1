"""The figures a page shows, cached by data version; the only way from a page to the door and the store."""

from collections.abc import Callable
from datetime import date, datetime

import polars as pl
import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from sct_dash import clock, door, settings
from sct_dash.core import periods, signals, status
from sct_dash.core.frames import facts
from sct_dash.store import engine as engines
from sct_dash.store import reads


@st.cache_resource(show_spinner=False)
def _engine(url: str) -> Engine:
    return engines.connected(url)


def engine() -> Engine:
    """The process's one engine for the database of the settings."""
    return _engine(settings.read().database_url)


@st.cache_resource(show_spinner=False)
def _prepared(url: str) -> bool:
    """True once the tables are up to date; asked again until they are, since a false answer raises and is not kept."""
    if not engines.migrated(_engine(url)):
        raise NotPrepared
    return True


class NotPrepared(RuntimeError):
    """The tables are missing or older than this version of the product."""


def trouble() -> str | None:
    """Why the figures cannot be read, as a sentence, or None when they can."""
    url = settings.read().database_url
    try:
        _prepared(url)
        _version(url)
        return None
    except NotPrepared:
        return "The database has not been prepared. Whoever runs this server needs to run: make run"
    except (SQLAlchemyError, ValueError, OSError):
        return "The database does not answer. Try again in a minute; the figures themselves are safe."


@st.cache_data(ttl=1.0, show_spinner=False)
def _version(url: str) -> int:
    return reads.data_version(_engine(url))


def version() -> int:
    """The number that rises with every submission; one look a second per process, however many pages are open."""
    return _version(settings.read().database_url)


@st.cache_resource(max_entries=8, show_spinner=False)
def _picture(url: str, at_version: int, as_at: datetime | None) -> dict[str, pl.DataFrame]:
    read_at, held = reads.snapshot(_engine(url), as_at)
    if read_at != at_version:
        raise _Moved
    return held


class _Moved(Exception):
    """The data moved on between looking at its version and reading it; nothing was cached under the wrong version."""


def _steady(read: Callable[..., pl.DataFrame | dict], *asked: object):
    """What `read` gives; when the data moved on meanwhile, the page runs again from the version there is now."""
    try:
        return read(*asked)
    except _Moved:
        forget_version()
        st.rerun()


def picture(at_version: int, as_at: datetime | None = None) -> dict[str, pl.DataFrame]:
    """Every kind's frame in force now, or as at an instant. Shared between sessions: never changed in place."""
    return _steady(_picture, settings.read().database_url, at_version, as_at)


@st.cache_resource(max_entries=64, show_spinner=False)
def _statuses(url: str, at_version: int, as_at: datetime | None, on: date, period: str | None) -> pl.DataFrame:
    asked = periods.parsed(period) if period else None
    return status.kpi_status(_picture(url, at_version, as_at), on=on, period=asked)


def statuses(at_version: int, as_at: datetime | None, on: date, period: str | None = None) -> pl.DataFrame:
    """One row a KPI, as core.status.kpi_status gives it; `period` is a canonical label."""
    return _steady(_statuses, settings.read().database_url, at_version, as_at, on, period)


@st.cache_resource(max_entries=8, show_spinner=False)
def _series(url: str, at_version: int, as_at: datetime | None) -> pl.DataFrame:
    return status.series(_picture(url, at_version, as_at)).sort("kpi_code", "period_end")


def series(at_version: int, as_at: datetime | None = None) -> pl.DataFrame:
    """Every reported period of every KPI with its value and status, oldest first."""
    return _steady(_series, settings.read().database_url, at_version, as_at)


@st.cache_resource(max_entries=8, show_spinner=False)
def _points(url: str, at_version: int, as_at: datetime | None) -> pl.DataFrame:
    rebases = facts(_picture(url, at_version, as_at), "rebases")
    return signals.points(_series(url, at_version, as_at), rebases)


def points(at_version: int, as_at: datetime | None = None) -> pl.DataFrame:
    """`series` with each point's mean, limits and what it signals, as core.signals.points gives it."""
    return _steady(_points, settings.read().database_url, at_version, as_at)


@st.cache_resource(max_entries=4, show_spinner=False)
def _submissions(url: str, at_version: int) -> pl.DataFrame:
    return reads.submissions(_engine(url)).sort("id", descending=True)


def submissions(at_version: int) -> pl.DataFrame:
    """Every submission, newest first."""
    return _submissions(settings.read().database_url, at_version)


def day_judged(at_version: int) -> tuple[date, bool]:
    """door.day_judged here: the day figures are judged on by default, and whether this is a demonstration."""
    return _day_judged(settings.read().database_url, at_version, clock.day_of(clock.now()))


@st.cache_data(max_entries=4, show_spinner=False)
def _day_judged(url: str, at_version: int, today: date) -> tuple[date, bool]:
    return door.day_judged(_engine(url), today)


def history(kpi: str, period_start: date, period_end: date, as_at: datetime | None) -> pl.DataFrame:
    """Every row submitted for one KPI and period by `as_at`, newest first, with who, when, which file and line."""
    key = {"kpi_code": kpi, "period": period_start, "period_end": period_end}
    rows = reads.history(engine(), "kpi_values", key).sort("submission_id", descending=True)
    if as_at is None:
        return rows
    back = pl.when(pl.col("taken_back_at") <= as_at).then("taken_back_at")
    return rows.filter(pl.col("submitted_at") <= as_at).with_columns(taken_back_at=back)


def forget_version() -> None:
    """Look at the data version afresh: called after a deed, so that the page that did it shows it at once."""
    _version.clear()
