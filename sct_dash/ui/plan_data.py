"""What the pages of the plan show, worked out once a version of the data: priorities, themes, outcomes, milestones."""

from datetime import date, datetime
from typing import NamedTuple

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import plan, priorities, risks
from sct_dash.core.thread import turned
from sct_dash.ui import data, thread
from sct_dash.ui.filters import Moment


class Plan(NamedTuple):
    """The plan on a day: rows of plan.milestones, plan.outcomes, priorities.standing and .themes, risks.register.

    whole: the milestones of all added up, as plan.added_up has them; None where there is none.
    """

    milestones: pl.DataFrame
    outcomes: pl.DataFrame
    six: pl.DataFrame
    themes: pl.DataFrame
    register: pl.DataFrame
    whole: dict | None

    @property
    def held(self) -> bool:
        """Whether anything of a plan is held."""
        return self.milestones.height + self.outcomes.height > 0

    def of(self, priority: str) -> dict:
        """The row of `six` of one priority."""
        return self.six.row(by_predicate=pl.col("priority") == priority, named=True)


@st.cache_resource(max_entries=8, show_spinner=False)
def _plan(url: str, at_version: int, as_at: datetime | None, on: date) -> Plan:
    picture = data.picture(at_version, as_at)
    rows = plan.milestones(picture, on=on)
    register = risks.register(picture, on=on)
    added = plan.added_up(rows.with_columns(every=pl.lit("plan")), "every")
    return Plan(
        milestones=rows,
        outcomes=plan.of_outcomes(picture, rows),
        six=priorities.standing(picture, on=on, status=data.statuses(at_version, as_at, on), register=register),
        themes=priorities.themes(picture, on),
        register=register,
        whole=added.row(0, named=True) if added.height else None,
    )


def shown(moment: Moment) -> Plan:
    """The plan at the moment shown. Shared between sessions: never changed in place."""
    return _plan(settings.read().database_url, moment.version, moment.as_at, moment.on)


def aimed(moment: Moment, priority: str | None = None) -> pl.DataFrame:
    """What is linked to an aim of the Corporate Plan: aim, kind, code, title, priority, why, demonstration; a row each.

    Of one priority where it is given: itself and what serves it.
    """
    links = thread.joined(moment)
    both = pl.concat([links, turned(links).select(links.columns)])
    rows = both.filter(pl.col("to_kind") == "aim", pl.col("from_title").is_not_null()).select(
        *("why", "demonstration"),
        aim="to_code",
        kind="from_kind",
        code="from_code",
        title="from_title",
        priority="from_priority",
    )
    if priority is None:
        return rows
    itself = (pl.col("kind") == "priority") & (pl.col("code") == priority)
    return rows.filter((pl.col("priority") == priority) | itself)
