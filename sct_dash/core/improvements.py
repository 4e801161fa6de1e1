"""Areas to improve: what inspections found, what each finding led to, and how that stands in the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from sct_dash.core import plan
from sct_dash.core.frames import facts
from sct_dash.core.things import finding_code

Picture = Mapping[str, pl.DataFrame]

LED_TO = ("none", "not started", "in progress", "complete")
"""What a finding has led to so far, in the order in which it is read: that on which no action is held comes first."""
_FINDING = ["inspection", "number"]
_invented = pl.col("demonstration").fill_null(False)


def answered(picture: Picture, *, on: date, inspection: str | None = None) -> pl.DataFrame:
    """One row a finding published by the day `on`, of the latest inspection first, those without an action before.

    finding_code (ILACS-2022/1), inspection, number, text, area, led_to (one of LED_TO: complete when every action is),
    actions (how many are held that are not cancelled), actions_complete, without_action (none is), cancelled (how many
    are), submission_id, demonstration (whether the finding or an action on it is one; of a finding without an action,
    whether any action held is: that nothing was done is as invented as what is recorded to have been done).
    """
    held = facts(picture, "finding_actions")
    invented = pl.lit(held.select(_invented.any()).item(), pl.Boolean)
    rows = (
        _findings_known(picture, on, inspection)
        .join(_led(held), on=_FINDING, how="left")
        .with_columns(
            pl.col("actions", "actions_complete", "cancelled").fill_null(0),
            pl.col("led_to").fill_null(LED_TO[0]),
        )
    )
    told = rows.with_columns(without_action=pl.col("actions") == 0).with_columns(
        demonstration=_invented | pl.col("invented").fill_null(False) | (pl.col("without_action") & invented)
    )
    columns = ("finding_code", "inspection", "number", "text", "area", "led_to", "actions", "actions_complete")
    return told.sort("_at", ~pl.col("without_action"), "number").select(
        *columns, "without_action", "cancelled", "submission_id", "demonstration"
    )


def unanswered(row: Mapping[str, Any]) -> str:
    """That no action is held on a row of `answered` without one: what was done elsewhere is not known here."""
    if not row["cancelled"]:
        return "no action is held here"
    return "the one action held here is cancelled" if row["cancelled"] == 1 else "every action held here is cancelled"


def findings(picture: Picture, *, on: date, inspection: str | None = None) -> pl.DataFrame:
    """The rows of `answered` without `cancelled`, and `priorities` before their origin: list[str], those that the
    outcomes and milestones of its actions serve; empty where there is none.
    """  # fmt: skip
    alive = pl.col("priority").filter(pl.col("status") != "cancelled")
    done = actions(picture, on=on, inspection=inspection).group_by(_FINDING)
    served = done.agg(priorities=alive.drop_nulls().unique().sort())
    rows = answered(picture, on=on, inspection=inspection).join(served, on=_FINDING, how="left", maintain_order="left")
    none = pl.lit([], dtype=pl.List(pl.String))
    before = [
        name for name in rows.columns if name not in ("cancelled", "priorities", "submission_id", "demonstration")
    ]
    return rows.select(*before, pl.col("priorities").fill_null(none), "submission_id", "demonstration")


def serving(rows: pl.DataFrame, priority: str) -> pl.DataFrame:
    """The rows of `findings` that serve a priority, and those without any action: nothing says they do not."""
    return rows.filter(pl.col("without_action") | pl.col("priorities").list.contains(priority))


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of `findings` as a file has them: the priorities as one text, null where there is none."""
    joined = pl.col("priorities").list.join("; ")
    return rows.with_columns(pl.col("number").cast(pl.Int64), priorities=pl.when(joined != "").then(joined))


def _findings_known(picture: Picture, on: date, inspection: str | None) -> pl.DataFrame:
    """The findings whose inspection is published by the day, or is not held; `_at` tells the latest inspection."""
    held = facts(picture, "inspections").select("inspection", told_on=pl.coalesce("published_on", "to_on", "from_on"))
    rows = facts(picture, "findings").join(held, on="inspection", how="left")
    known = rows.filter((pl.col("told_on") <= on).fill_null(True))
    if inspection is not None:
        known = known.filter(pl.col("inspection") == inspection)
    of = known.select("inspection", "told_on").unique()
    latest = of.sort("told_on", "inspection", descending=[True, False], nulls_last=True)
    order = latest.select("inspection", _at=pl.int_range(pl.len()))
    return known.join(order, on="inspection").with_columns(finding_code=finding_code())


def _led(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of finding_actions added up: one row a finding that has any, cancelled or not."""
    alive = pl.col("status") != "cancelled"
    complete = (pl.col("status") == "complete").sum()
    begun = (alive & (pl.col("status") != "not started")).any()
    counted = rows.group_by(_FINDING).agg(
        actions=alive.sum().cast(pl.Int64),
        actions_complete=complete.cast(pl.Int64),
        begun=begun,
        cancelled=(pl.col("status") == "cancelled").sum().cast(pl.Int64),
        invented=_invented.any(),
    )
    none, waiting, under_way, done = (pl.lit(word) for word in LED_TO)
    return counted.with_columns(
        led_to=pl.when(pl.col("actions") == 0)
        .then(none)
        .when(pl.col("actions") == pl.col("actions_complete"))
        .then(done)
        .when("begun")
        .then(under_way)
        .otherwise(waiting)
    ).drop("begun")


def actions(picture: Picture, *, on: date, inspection: str | None = None) -> pl.DataFrame:
    """One row an action on a finding, in the order sent: what a finding led to, and how that stands on the day `on`.

    finding_code, inspection, number, action, status (one of STAGES, as it was sent), owner, evidence, outcome and
    milestone (their codes), outcome_title, outcome_brag, milestone_title, milestone_brag (as the plan works them out;
    null where the action names none or it is not held), priority (of its outcome, else of its milestone),
    submission_id, demonstration.
    """
    rows = facts(picture, "finding_actions").with_columns(finding_code=finding_code())
    if inspection is not None:
        rows = rows.filter(pl.col("inspection") == inspection)
    steps = plan.milestones(picture, on=on)
    carried = steps.select("milestone", milestone_title="title", milestone_brag="brag", _milestone_priority="priority")
    outcomes = plan.of_outcomes(picture, steps).select(
        "outcome", outcome_title="title", outcome_brag="brag", _outcome_priority="priority"
    )
    told = rows.join(carried, on="milestone", how="left").join(outcomes, on="outcome", how="left")
    names = ("finding_code", "inspection", "number", "action", "status", "owner", "evidence", "outcome", "milestone")
    plan_ = ("outcome_title", "outcome_brag", "milestone_title", "milestone_brag")
    return told.sort("inspection", "number", "submission_id", "line", maintain_order=True).select(
        *names,
        *plan_,
        pl.coalesce("_outcome_priority", "_milestone_priority").alias("priority"),
        "submission_id",
        _invented,
    )


def led_to(rows: pl.DataFrame) -> dict[str, int]:
    """How many rows of `findings` have led to what: every word of LED_TO, and `all` of them."""
    found = dict(rows.group_by("led_to").len().iter_rows())
    return {"all": rows.height, **{word: found.get(word, 0) for word in LED_TO}}
