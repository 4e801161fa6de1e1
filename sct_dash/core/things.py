"""Everything that can be linked: what kind of thing it is, its code, what it is called and which priority it serves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core.frames import PRIORITIES, facts
from sct_dash.core.kpis import in_force
from sct_dash.core.thread_frames import AIMS, LINKED

KINDS = {
    "kpi": ("KPI", "KPIs"),
    "risk": ("risk", "risks"),
    "priority": ("strategic priority", "strategic priorities"),
    "outcome": ("outcome", "outcomes"),
    "milestone": ("milestone", "milestones"),
    "finding": ("inspection finding", "inspection findings"),
    "budget_line": ("budget line", "budget lines"),
    "aim": ("Corporate Plan aim", "Corporate Plan aims"),
}
"""What one and several of each kind are called, in the order of LINKED."""

HELD_BY = {
    "kpi": "kpis",
    "risk": "risks",
    "outcome": "outcomes",
    "milestone": "milestones",
    "finding": "findings",
    "budget_line": "budget_lines",
}
"""The return that holds each kind of thing; priorities and aims are given with the product."""

NAMES = pl.Schema(dict.fromkeys(("kind", "code", "title", "priority"), pl.String))
"""The columns of `names`."""


def names(picture: Mapping[str, pl.DataFrame], on: date | None = None) -> pl.DataFrame:
    """Every thing that a link can join: kind (one of LINKED), code, title, priority; a row a thing.

    In the order of LINKED, each kind by code. A KPI is called what the definition in force on the day `on` calls it;
    without a day, or where none is in force on it, what its latest definition does. A finding's code is its
    inspection's and its number, ILACS-2022/1, and its title what it says; the title of a priority or an aim is its
    code. `priority` is null where a thing serves none: a milestone serves that of its outcome, findings and aims none.
    """
    found = [_coded(definitions(picture, on), "kpi", code="kpi_code", title="name"), _risks(picture), *_plan(picture)]
    found += [_given("priority", PRIORITIES), _findings(picture)]
    found += [_coded(facts(picture, "budget_lines"), "budget_line", title="name"), _given("aim", AIMS)]
    order = pl.col("kind").cast(pl.Enum(LINKED))
    return pl.concat([each.select(list(NAMES)).cast(dict(NAMES)) for each in found]).sort(order, "code")


def definitions(picture: Mapping[str, pl.DataFrame], on: date | None = None) -> pl.DataFrame:
    """One definition a KPI: the one in force on the day; its latest without a day, or where none is in force on it."""
    held = facts(picture, "kpis")
    latest = held.sort("valid_from", maintain_order=True).unique("kpi_code", keep="last")
    current = latest.clear() if on is None else in_force(held, on)
    others = latest.join(current, on="kpi_code", how="anti")
    return pl.concat([current, others])


def _risks(picture: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return _coded(facts(picture, "risks"), "risk", code="reference")


def _plan(picture: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    outcomes = _coded(facts(picture, "outcomes"), "outcome")
    served = outcomes.select(outcome="code", priority="priority")
    steps = facts(picture, "milestones").join(served, on="outcome", how="left")
    return outcomes, _coded(steps, "milestone")


def _findings(picture: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    rows = facts(picture, "findings").with_columns(code=finding_code(), priority=pl.lit(None, pl.String))
    return _coded(rows, "finding", code="code", title="text")


def finding_code() -> pl.Expr:
    """The code of a finding, ILACS-2022/1, from its inspection and its number."""
    return pl.format("{}/{}", "inspection", pl.col("number").cast(pl.Int64))


def _coded(rows: pl.DataFrame, kind: str, *, code: str | None = None, title: str = "title") -> pl.DataFrame:
    return rows.select(kind=pl.lit(kind), code=pl.col(code or kind), title=pl.col(title), priority="priority")


def _given(kind: str, codes: tuple[str, ...]) -> pl.DataFrame:
    serves = pl.col("code") if kind == "priority" else pl.lit(None, pl.String)
    rows = pl.DataFrame({"code": list(codes)}, schema={"code": pl.String})
    return rows.select(kind=pl.lit(kind), code="code", title="code", priority=serves)


def called(kind: str = "kind", code: str = "code", title: str = "title") -> pl.Expr:
    """What a thing is called in a sentence, from the columns of its kind, code and title: Risk 4 Children's care.

    A finding is Finding ILACS-2022/1, since its title is a sentence; what is no longer held (no title) is its code.
    """
    named = pl.concat_str(code, title, separator=" ", ignore_nulls=True)
    return (
        pl.when(pl.col(kind).is_in(["priority", "aim"]))
        .then(code)
        .when(pl.col(kind) == "risk")
        .then(pl.format("Risk {}", named))
        .when(pl.col(kind) == "finding")
        .then(pl.format("Finding {}", code))
        .when(pl.col(kind) == "budget_line")
        .then(pl.coalesce(title, code))
        .otherwise(named)
    )
