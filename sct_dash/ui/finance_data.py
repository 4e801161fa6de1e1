"""Which year and budget line the Finance page shows, and its figures, worked out once a version of the data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import finance, periods, savings, unit_cost
from sct_dash.core.frames import facts
from sct_dash.ui import asked, filters

Picture = Mapping[str, pl.DataFrame]


class Told(NamedTuple):
    """All that the page tells of a year, as core.finance gives it; lines, total and movement are of one line if asked.

    every: all lines of the year's latest month, whichever is chosen. saved: the schemes added up. Deficit, funding and
    unit_cost are of the whole Trust, whatever is chosen.
    """

    every: pl.DataFrame
    lines: pl.DataFrame
    total: pl.DataFrame
    movement: pl.DataFrame
    standing: dict | None
    schemes: pl.DataFrame
    saved: dict
    funding: pl.DataFrame
    deficit: dict | None
    unit_cost: pl.DataFrame


@st.cache_resource(max_entries=64, show_spinner=False)
def _told(
    url: str,
    at_version: int,
    as_at: datetime | None,
    year: date,
    priority: str | None,
    line: str | None,
    _held: Picture,
) -> Told:
    """The picture is the version's and no part of the key."""
    every = finance.position(_held, financial_year=year, priority=priority)
    narrowed = _held if line is None else {**_held, "finance": _of_line(_held, line)}
    schemes = savings.schemes(_held, year, priority=priority)
    lines = every if line is None else finance.position(narrowed, financial_year=year, priority=priority)
    return Told(
        every,
        lines,
        finance.totals(lines),
        finance.movement(narrowed, year, priority=priority),
        _only(finance.standing(_held, financial_year=year, priority=priority)),
        schemes,
        savings.saved(schemes).row(0, named=True),
        finance.funding(_held, year),
        _only(finance.deficit(_held, year)),
        unit_cost.costs(_held, financial_year=year),
    )


def told(moment: filters.Moment, picture: Picture, year: date, priority: str | None, line: str | None) -> Told:
    """The figures of a financial year (its first day), of a priority and a budget line where one is chosen.

    Shared between sessions: never changed in place.
    """
    return _told(settings.read().database_url, moment.version, moment.as_at, year, priority, line, picture)


def _of_line(picture: Picture, line: str) -> pl.DataFrame:
    return facts(picture, "finance").filter(pl.col("budget_line") == line)


def _only(rows: pl.DataFrame) -> dict | None:
    return rows.row(0, named=True) if rows.height else None


def label(year: date) -> str:
    """A financial year by its first day, as it is written: 2026/27."""
    return periods.containing(year, "year").label


def year(picture: Picture) -> date | None:
    """The financial year chosen, as its first day; None where nothing of money is held. The latest with a budget first.

    Bound to the address as `year`: 2026/27, 2026-27, or a month or quarter of it.
    """
    held = finance.years(picture)
    if not held:
        return None
    latest = finance.latest_year(picture)
    options = {label(first): first for first in sorted(held, key=lambda first: (first != latest, -first.toordinal()))}
    lacking = "for which nothing is held"
    asked.put_right("year", lambda text: _year(text, options), "financial year", f"{label(latest)} is shown", lacking)
    chosen = st.sidebar.selectbox(
        "Financial year", list(options), key="year", bind="query-params", on_change=asked.forget, args=("year",)
    )
    asked.tell("year")
    return options[chosen]


def _year(text: str, options: Mapping[str, date]) -> str | None:
    try:
        meant = periods.financial_year(periods.parsed(text).end).label
    except ValueError:
        return None
    return meant if meant in options else None


def line(picture: Picture, year: date, priority: str | None) -> str | None:
    """The code of the budget line chosen, among those of the year and priority, or None for all of them.

    Bound to the address as `line`, by its name; its code is understood too. Lines of one name are told apart by code.
    """
    lines = finance.position(picture, financial_year=year, priority=priority).sort("name", "budget_line")
    twice = lines["name"].is_duplicated().to_list()
    pairs = zip(twice, lines["name"], lines["budget_line"], strict=True)
    options = {f"{name} ({code})" if again else name: code for again, name, code in pairs}
    lacking = "which this year and priority do not have"
    read = asked.one_of({filters.ALL: filters.ALL, **options})
    asked.put_right("line", read, "budget line", "all are shown", lacking)
    chosen = st.sidebar.selectbox(
        "Budget line",
        [filters.ALL, *options],
        key="line",
        bind="query-params",
        on_change=asked.forget,
        args=("line",),
    )
    asked.tell("line")
    return options.get(chosen)
