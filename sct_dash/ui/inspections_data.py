"""Which inspection the Inspections page is narrowed to, and what it tells, worked out once a version of the data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import improvements, inspections
from sct_dash.core.inspection_words import named
from sct_dash.ui import asked, filters
from sct_dash.ui.filters import Moment

Picture = Mapping[str, pl.DataFrame]


class Told(NamedTuple):
    """All that the page tells, as core.inspections and core.improvements give it for the day shown."""

    timeline: pl.DataFrame
    windows: pl.DataFrame
    judged: pl.DataFrame
    disagreements: pl.DataFrame
    findings: pl.DataFrame
    actions: pl.DataFrame


@st.cache_resource(max_entries=16, show_spinner=False)
def _told(url: str, at_version: int, as_at: datetime | None, on: date, _held: Picture) -> Told:
    """The picture is the version's and no part of the key."""
    return Told(
        inspections.timeline(_held, on=on),
        inspections.next_window(_held, on=on),
        inspections.judged(_held, on=on),
        inspections.disagreements(_held, on=on),
        inspections.findings(_held, on=on),
        improvements.actions(_held, on=on),
    )


def told(moment: Moment, picture: Picture) -> Told:
    """What the page tells at the moment shown. Shared between sessions: never changed in place."""
    return _told(settings.read().database_url, moment.version, moment.as_at, moment.on, picture)


def of(told: Told, code: str) -> Told:
    """What is told of one inspection alone; the window is the one that begins after it, if it is the last."""
    ours = pl.col("inspection") == code
    return Told(
        told.timeline.filter(pl.col("code") == code),
        told.windows.filter(pl.col("last") == code),
        *(rows.filter(ours) for rows in (told.judged, told.disagreements, told.findings, told.actions)),
    )


def chosen(timeline: pl.DataFrame) -> dict | None:
    """The row of the inspection chosen in the sidebar, or None for all of them.

    Bound to the address as `inspection`, by its title and days; its code is understood too. Those alike are told apart
    by their code.
    """
    rows = timeline.to_dicts()
    names = [named(row) for row in rows]
    options = {
        f"{name} ({row['code']})" if names.count(name) > 1 else name: row["code"]
        for name, row in zip(names, rows, strict=True)
    }
    lacking = "which is not held at this moment"
    read = asked.one_of({filters.ALL: filters.ALL, **options})
    asked.put_right("inspection", read, "inspection", "all are shown", lacking)
    choice = st.sidebar.selectbox(
        "Inspection",
        [filters.ALL, *options],
        key="inspection",
        bind="query-params",
        on_change=asked.forget,
        args=("inspection",),
    )
    asked.tell("inspection")
    return next((row for row in rows if row["code"] == options.get(choice)), None)
