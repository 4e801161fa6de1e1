"""The plan: where each milestone and outcome stands, and how far its date has slipped from the first one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core.frames import facts
from sct_dash.core.plan_words import BRAG_WORDS, ENOUGH, SOON, of_milestone

Picture = Mapping[str, pl.DataFrame]

BRAGS = tuple(BRAG_WORDS)
"""Every standing a milestone can have, in the order in which they are read: what is late comes first."""
COUNTS = ("complete", "on_track", "at_risk", "late", "not_reported", "cancelled")
_MILESTONES = (
    *("milestone", "title", "outcome", "outcome_title", "theme", "priority", "owner", "first_due_on", "due_on"),
    *("percent", "said", "brag", "slippage_days", "revisions", "completed_on", "reported_on", "reason", "reasoned_on"),
    *("moved_on", "moved_why", "days_left", "weight", "submission_id", "line", "demonstration"),
)
EXPORTED = (*(name for name in _MILESTONES if name != "line"), "sentence")
"""The columns of `exported`."""
_done = (pl.col("percent") == 100).fill_null(False) & (pl.col("said") != "cancelled")


def milestones(picture: Picture, *, on: date, priority: str | None = None) -> pl.DataFrame:
    """One row a milestone as reported by the day `on`: late first, then by date in force and code.

    milestone, title, outcome, outcome_title, theme, priority, owner, first_due_on, due_on (the date in force: the last
    revised one, else the first), percent and said (0 to 100 and one of STAGES, as last reported; null: never), brag
    (one of BRAGS, as plan_words.RULE says), slippage_days (after the first date: of what is complete the day that was
    reported, of what is late the day `on`, else the date in force; below 0 is earlier; null when cancelled), revisions
    (how often the date moved), completed_on (reported_on of the first of the reports at 100% that nothing has broken),
    reported_on (last), reason and reasoned_on (last given), moved_on and moved_why (the last move of the date),
    days_left (to the date in force, below 0 once it has passed; null when complete or cancelled), weight, submission_id
    and line (of the last report, else of the milestone) and demonstration (whether anything of it is one).
    An outcome that is not held leaves its title, theme and priority null.
    """
    last = _latest(_reports(picture, on)).rename({"demonstration": "_invented"})
    origin = (
        pl.when(pl.col("said").is_null()).then(name).otherwise(f"{name}_last") for name in ("submission_id", "line")
    )
    rows = _held(picture).join(last, on="milestone", how="left", suffix="_last")
    kept = rows if priority is None else rows.filter(priority=priority)
    told = kept.with_columns(
        pl.coalesce("due_on", "first_due_on").alias("due_on"),
        pl.col("revisions").fill_null(0),
        *origin,
        pl.any_horizontal(pl.col("demonstration", "_outcome_invented", "_invented").fill_null(False)).alias(
            "demonstration"
        ),
    ).with_columns(brag=_brag(on))
    gone = pl.col("brag").is_in(["complete", "cancelled"])
    days_left = (pl.col("due_on") - pl.lit(on)).dt.total_days()
    told = told.with_columns(
        pl.when(brag="complete").then("completed_on").alias("completed_on"),
        slippage_days=_slippage(on),
        days_left=pl.when(~gone).then(days_left),
    )
    return told.sort(pl.col("brag").cast(pl.Enum(BRAGS)), "due_on", "milestone").select(_MILESTONES)


def exported(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `milestones` as they go out, by command or from a page: EXPORTED, with where each stands in words."""
    says = pl.Series("sentence", [of_milestone(row) for row in rows.iter_rows(named=True)], pl.String)
    return rows.with_columns(says).select(EXPORTED)


def _held(picture: Picture) -> pl.DataFrame:
    """The milestones with what their outcomes say of them."""
    of = facts(picture, "outcomes").select(
        "outcome", "theme", "priority", outcome_title="title", _outcome_invented="demonstration"
    )
    return facts(picture, "milestones").join(of, on="outcome", how="left")


def _reports(picture: Picture, on: date) -> pl.DataFrame:
    """The updates of held milestones up to a day, in order, each with the date in force after it and how it moved."""
    firsts = facts(picture, "milestones").select("milestone", "first_due_on")
    seen = facts(picture, "milestone_updates").filter(pl.col("reported_on") <= on).rename({"status": "said"})
    ordered = seen.join(firsts, on="milestone").sort("milestone", "reported_on")
    revised = pl.col("revised_due_on").forward_fill().over("milestone")
    dated = ordered.with_columns(due_on=pl.coalesce(revised, "first_due_on"))
    before = pl.coalesce(pl.col("due_on").shift(1).over("milestone"), "first_due_on")
    moved = (pl.col("due_on") - before).dt.total_days()
    return dated.with_columns(moved_days=pl.when(moved != 0).then(moved))


def _latest(reports: pl.DataFrame) -> pl.DataFrame:
    """One row a milestone that was reported: what its reports in order come to."""
    moved, reasoned = pl.col("moved_days").is_not_null(), pl.col("reason").is_not_null()
    unbroken = _done.cast(pl.Int8).cum_min(reverse=True) == 1
    return reports.group_by("milestone").agg(
        pl.col("due_on", "percent", "said", "reported_on", "submission_id", "line").last(),
        revisions=moved.sum().cast(pl.Int64),
        completed_on=pl.col("reported_on").filter(unbroken).first(),
        reason=pl.col("reason").filter(reasoned).last(),
        reasoned_on=pl.col("reported_on").filter(reasoned).last(),
        moved_on=pl.col("reported_on").filter(moved).last(),
        moved_why=pl.col("reason").filter(moved).last(),
        demonstration=pl.col("demonstration").any(),
    )


def _brag(on: date) -> pl.Expr:
    """The rule of plan_words.RULE."""
    soon = (pl.col("due_on") - pl.lit(on)).dt.total_days() <= SOON
    return (
        pl.when(pl.col("said") == "cancelled")
        .then(pl.lit("cancelled"))
        .when(_done)
        .then(pl.lit("complete"))
        .when(pl.col("due_on") < on)
        .then(pl.lit("late"))
        .when(pl.col("reported_on").is_null())
        .then(pl.lit("not_reported"))
        .when((pl.col("due_on") > pl.col("first_due_on")) | (soon & (pl.col("percent") < ENOUGH)))
        .then(pl.lit("at_risk"))
        .otherwise(pl.lit("on_track"))
    )


def _slippage(on: date) -> pl.Expr:
    reached = (
        pl.when(brag="complete").then("completed_on").when(brag="late").then(pl.lit(on)).otherwise(pl.col("due_on"))
    )
    return pl.when(pl.col("brag") != "cancelled").then((reached - pl.col("first_due_on")).dt.total_days())


def revisions(picture: Picture, milestone: str, *, on: date) -> pl.DataFrame:
    """Every report of a milestone up to the day `on`, in order.

    reported_on, percent, due_on (the date in force after it), moved_days (by how many it moved that date, below 0 is
    earlier; null when it did not), said, reason, slippage_days (from the first date to that in force), submission_id,
    line, demonstration. Without rows for a milestone that is not held or was never reported.
    """
    of_one = {kind: facts(picture, kind).filter(milestone=milestone) for kind in ("milestones", "milestone_updates")}
    return _reports(of_one, on).select(
        *("reported_on", "percent", "due_on", "moved_days", "said", "reason"),
        (pl.col("due_on") - pl.col("first_due_on")).dt.total_days().alias("slippage_days"),
        *("submission_id", "line"),
        pl.col("demonstration").fill_null(False),
    )


def outcomes(picture: Picture, *, on: date, priority: str | None = None) -> pl.DataFrame:
    """One row an outcome on the day `on`, what is late first, as `of_outcomes` has them; `priority` keeps one's."""
    return of_outcomes(picture, milestones(picture, on=on), priority=priority)


def of_outcomes(picture: Picture, rows: pl.DataFrame, *, priority: str | None = None) -> pl.DataFrame:
    """One row an outcome, added up from the rows of `milestones`: the worst standing first, then by code.

    outcome, title, theme, priority, owner, milestones (how many are not cancelled), complete, on_track, at_risk, late,
    not_reported, cancelled (how many each), progress (percent: the mean of its milestones that are reported and not
    cancelled; weighted where each that is not cancelled has a weight; null where none is reported), reported (of how
    many that is), brag (plan_words.RULE_OF_SEVERAL), next_due_on (the next date in force of one that is open and not
    late), weight, submission_id, demonstration (whether the outcome or any of its milestones is one).
    """
    held = facts(picture, "outcomes")
    kept = held if priority is None else held.filter(priority=priority)
    added = added_up(rows, "outcome", weighted=True).rename({"demonstration": "_invented"})
    told = with_none(kept.join(added, on="outcome", how="left")).with_columns(
        pl.any_horizontal(pl.col("demonstration", "_invented").fill_null(False)).alias("demonstration")
    )
    return told.sort(pl.col("brag").cast(pl.Enum(BRAGS)), "outcome").select(
        *("outcome", "title", "theme", "priority", "owner", "milestones", *COUNTS, "progress", "reported", "brag"),
        *("next_due_on", "weight", "submission_id", "demonstration"),
    )


def added_up(rows: pl.DataFrame, by: str, *, weighted: bool = False) -> pl.DataFrame:
    """The rows of `milestones` added up by a column: one row a value of it, where that is not null.

    milestones, COUNTS, progress, reported, brag, next_due_on and demonstration as `of_outcomes` has them. Weights count
    only if `weighted`: they are of a milestone among those of its outcome, and say nothing across outcomes.
    """
    alive, reported = pl.col("brag") != "cancelled", pl.col("percent").is_not_null()
    percent, weight = (pl.col(name).filter(alive & reported) for name in ("percent", "weight"))
    every = pl.col("weight").filter(alive).is_not_null().all() if weighted else pl.lit(False)
    added = (
        rows.drop_nulls(by)
        .group_by(by)
        .agg(
            *((pl.col("brag") == name).sum().cast(pl.Int64).alias(name) for name in COUNTS),
            milestones=alive.sum().cast(pl.Int64),
            reported=(alive & reported).sum().cast(pl.Int64),
            progress=pl.when(every).then((percent * weight).sum() / weight.sum()).otherwise(percent.mean()),
            next_due_on=pl.col("due_on").filter(pl.col("days_left") >= 0).min(),
            demonstration=pl.col("demonstration").any(),
        )
    )
    unknown = pl.col("reported") == 0
    return added.with_columns(pl.when(~unknown).then("progress").alias("progress"), brag=_worst())


def _worst() -> pl.Expr:
    return (
        pl.when((pl.col("milestones") == 0) & (pl.col("cancelled") > 0))
        .then(pl.lit("cancelled"))
        .when(pl.col("late") > 0)
        .then(pl.lit("late"))
        .when(pl.col("at_risk") > 0)
        .then(pl.lit("at_risk"))
        .when((pl.col("complete") > 0) & (pl.col("complete") == pl.col("milestones")))
        .then(pl.lit("complete"))
        .when(pl.col("reported") > 0)
        .then(pl.lit("on_track"))
        .otherwise(pl.lit("not_reported"))
    )


def with_none(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows beside which `added_up` was joined, where it has no milestones: they count 0 of each, and have no data."""
    counts = ("milestones", *COUNTS, "reported")
    return rows.with_columns(pl.col(counts).fill_null(0), pl.col("brag").fill_null("not_reported"))
