"""The six strategic priorities, and the plan's themes: how far each is, with its KPIs by status and risks by band."""

from __future__ import annotations

from datetime import date

import polars as pl

from sct_dash.core import plan
from sct_dash.core import status as kpis
from sct_dash.core.frames import PRIORITIES, facts
from sct_dash.core.plan import Picture

EXPORTED = (
    *("priority", "outcomes", "milestones", "complete", "on_track", "at_risk", "late", "progress"),
    *("kpis_green", "kpis_amber", "kpis_red", "kpis_no_data", "risks_red"),
)
"""The columns that `standing` always begins with, in this order."""
DETAIL = (
    *("not_reported", "cancelled", "brag", "intent", "kpis_relieved", "kpis_late", "kpis_other"),
    *("risks_amber", "risks_green", "risks", "milestones_reported", "demonstration"),
)
THEMES = (
    *("theme", "plan", "about", "outcomes", "milestones", "complete", "on_track", "at_risk", "late", "progress"),
    *("not_reported", "cancelled", "brag", "milestones_reported", "demonstration"),
)
"""The columns of `themes`."""

_KPIS = ("green", "amber", "red", "no_data", "relieved", "late")
_BANDS = ("red", "amber", "green")


def standing(picture: Picture, *, on: date, status: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """One row a strategic priority, all six in the order of frames.PRIORITIES: EXPORTED, then DETAIL.

    `status` and `register`: the rows of status.kpi_status and of risks.register on the day, of every priority.
    outcomes, milestones (not cancelled) and each standing are counts. progress is in percent: the mean of the
    milestones reported and not cancelled (milestones_reported says how many), or where every outcome of the priority
    has a weight the weighted mean of those outcomes' progress that have any; null where nothing is reported. brag is
    that of all its milestones, not_reported where there are none. kpis_* count each KPI once, one relieved of its
    colour apart, kpis_other being those not rated and not due; risks_* the open risks by band, risks all of them, also
    without a band. intent is null where it is not held. demonstration: whether anything counted is one.
    """
    rows = plan.milestones(picture, on=on)
    outcomes = plan.of_outcomes(picture, rows)
    added = plan.added_up(rows, "priority").rename({"demonstration": "_milestones"})
    six = pl.DataFrame({"priority": PRIORITIES}, schema={"priority": pl.String})
    parts = (_intents(picture), added, _of_outcomes(outcomes), _of_kpis(status), _of_risks(register))
    for part in parts:
        six = six.join(part, on="priority", how="left", maintain_order="left")
    told = _without_gaps(six).with_columns(
        pl.when("_weighed").then("_progress").otherwise("progress").alias("progress"),
        _invented("_intent", "_milestones", "_outcomes", "_kpis", "_risks"),
    )
    return told.select(*EXPORTED, *DETAIL)


def themes(picture: Picture, on: date) -> pl.DataFrame:
    """One row a theme of the plan, in their order: the columns of THEMES, as those of `standing`.

    progress is the mean of the milestones: the weight of an outcome is one among those of its priority, not its theme.
    """
    rows = plan.milestones(picture, on=on)
    held = facts(picture, "themes").sort("submission_id", "line").rename({"demonstration": "_theme"})
    added = plan.added_up(rows, "theme").rename({"demonstration": "_milestones"})
    of = (
        facts(picture, "outcomes")
        .drop_nulls("theme")
        .group_by("theme")
        .agg(outcomes=pl.len().cast(pl.Int64), _outcomes=pl.col("demonstration").any())
    )
    for part in (added, of):
        held = held.join(part, on="theme", how="left", maintain_order="left")
    return _without_gaps(held).with_columns(_invented("_theme", "_milestones", "_outcomes")).select(THEMES)


def _intents(picture: Picture) -> pl.DataFrame:
    return facts(picture, "priorities").select("priority", "intent", _intent="demonstration")


def _of_outcomes(outcomes: pl.DataFrame) -> pl.DataFrame:
    """How many outcomes a priority has, whether each has a weight, and their progress by weight."""
    known = pl.col("progress").is_not_null()
    progress, weight = (pl.col(name).filter(known) for name in ("progress", "weight"))
    return outcomes.group_by("priority").agg(
        outcomes=pl.len().cast(pl.Int64),
        _weighed=pl.col("weight").is_not_null().all(),
        _progress=pl.when(known.any()).then((progress * weight).sum() / weight.sum()),
        _outcomes=pl.col("demonstration").any(),
    )


def _of_kpis(status: pl.DataFrame) -> pl.DataFrame:
    shown = status.select("priority", "demonstration", shown=kpis.shown()).drop_nulls("priority")
    return shown.group_by("priority").agg(
        *((pl.col("shown") == name).sum().cast(pl.Int64).alias(f"kpis_{name}") for name in _KPIS),
        (~pl.col("shown").is_in(_KPIS)).sum().cast(pl.Int64).alias("kpis_other"),
        _kpis=pl.col("demonstration").any(),
    )


def _of_risks(register: pl.DataFrame) -> pl.DataFrame:
    held = register.filter(pl.col("movement").ne_missing("closed")).drop_nulls("priority")
    return held.group_by("priority").agg(
        *((pl.col("band") == name).sum().cast(pl.Int64).alias(f"risks_{name}") for name in _BANDS),
        risks=pl.len().cast(pl.Int64),
        _risks=pl.col("demonstration").any(),
    )


def _without_gaps(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with 0 for every count that nothing was counted for: none of a thing is known to be none."""
    counts = [name for name in rows.columns if name.startswith(("kpis_", "risks"))]
    filled = plan.with_none(rows).with_columns(pl.col("outcomes", *counts).fill_null(0))
    return filled.rename({"reported": "milestones_reported"})


def _invented(*names: str) -> pl.Expr:
    return pl.any_horizontal(pl.col(names).fill_null(False)).alias("demonstration")
