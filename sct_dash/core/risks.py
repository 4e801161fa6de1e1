"""The risk register as it stands on a day: scores, bands, how they moved, reviews overdue; and a risk's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import matrix, risk_runs, risk_words
from sct_dash.core.differences import paired
from sct_dash.core.frames import facts
from sct_dash.core.risk_targets import targeted

Picture = Mapping[str, pl.DataFrame]

CONTRACT = (
    *("reference", "title", "owner", "priority", "likelihood", "impact", "score", "band", "previous_score"),
    *("movement", "target_score", "target_on", "last_assessed_on", "next_review_on", "overdue"),
)
"""The columns that `register` always begins with, in this order."""
EXPORTED = (
    *CONTRACT,
    *("demonstration", "at_band_since", "previous_on", "to_target", "target_at_risk", "target_why", "reason"),
    *("risk_register", "category", "appetite", "opened_on", "closed_on", "closing_reason"),
    *("actions", "actions_open", "actions_overdue", "submission_id", "at_score_since", "previous_band"),
)
"""The columns of `register` that are exported, in this order."""
DETAIL = (
    *("risk_register", "category", "appetite", "reason", "controls", "previous_on", "at_band_since"),
    *("opened_on", "closed_on", "closing_reason", "to_target", "target_at_risk", "target_why"),
    *("actions", "actions_open", "actions_overdue", "cause", "event", "consequence", "placed"),
    *("submission_id", "line", "risk_submission_id", "band_submission_id", "demonstration"),
    *("actions_cancelled", "previous_band", "at_score_since"),
)
MOVEMENTS = ("up", "down", "same", "new", "closed", "corrected")
"""How a score moved: `new` has no earlier score, or none at all; `corrected`, in `moved` only: it is another, not
by a later assessment, but as the last one was corrected or taken back."""
MOVED = (
    *("reference", "title", "priority", "was", "becomes", "was_band", "becomes_band", "movement", "reason", "says"),
    *("submission_id", "demonstration"),
)
"""The columns of `moved`."""
OPEN = ("not started", "in progress")

_ORIGINS = ("line", "submission_id")


def register(picture: Picture, *, on: date, since: date | None = None, priority: str | None = None) -> pl.DataFrame:
    """One row a risk opened by a day and not closed by it; with `since` also those closed after that and by the day.

    Columns: CONTRACT, then DETAIL. score is likelihood x impact, or the one that was given where these are not known;
    band (green, amber, red) and appetite are those of the matrix in force on the day, of a closed risk on the day it
    was closed; null for a score it does not have. previous_score and previous_on are of the assessment before the
    latest; with `since` of the latest that was made by then; previous_band is by the matrix of its day, with `since` by
    that of `since`. movement is one of MOVEMENTS. overdue: the day of the next review has passed; null where none is
    set, and of closed risks. Of a risk with no score held score, band and all that follows from them are null.
    Assessments after the day are not seen.

    at_score_since: the first assessment of the unbroken run at this score. at_band_since: the first day of the unbroken
    run at this band, each day by the matrix in force on it: so an assessment, or the day of a matrix that bands the
    same score otherwise, which is when it is later than at_score_since.

    actions (without those cancelled), actions_open, actions_overdue and actions_cancelled are counts. to_target is the
    score less the target. target_at_risk: the score is above the target, and the target's day has passed or is at most
    risk_targets.NEAR days away, or no action is open, or an open one is due after it or overdue; false at or below the
    target; null without a target or its day. target_why says which, in a sentence without its stop. placed: both
    levels are in the matrix. submission_id and line are those of the last assessment, else of the risk;
    risk_submission_id of what describes the risk, band_submission_id of the band. demonstration: whether anything it
    leans on is one.

    Red first, then the highest score, then by reference; those without a score after them, and the closed last. `since`
    later than the day is the day. `priority` keeps the risks of one.
    """
    since = None if since is None else min(since, on)
    listed = _listed(picture, on, since)
    kept = listed if priority is None else listed.filter(pl.col("priority") == priority)
    scored = kept.join(_latest(_assessments(picture, on), since), on="reference", how="left")
    placed = scored.with_columns(as_of=pl.min_horizontal(pl.lit(on), "closed_on"), _then_on=_compared(since))
    rated = matrix.banded(placed, picture, day="as_of").join(
        risk_runs.begun(picture, placed), on="reference", how="left"
    )
    before = placed.select("reference", "_then_on", score="previous_score")
    then = matrix.banded(before, picture, day="_then_on").select(
        "reference", previous_band="band", previous_demonstration="band_demonstration"
    )
    counted = rated.join(then, on="reference", how="left").join(_counts(picture, kept, on), on="reference", how="left")
    told = _told(targeted(_moving(_marked(counted)), on=on), matrix.in_force(picture, on), on)
    return told.sort(*_order()).select(*CONTRACT, *DETAIL)


def _compared(since: date | None) -> pl.Expr:
    """The day whose matrix bands the score that is compared with."""
    return pl.col("previous_on") if since is None else pl.lit(since, pl.Date)


def _listed(picture: Picture, on: date, since: date | None) -> pl.DataFrame:
    """The risks on the register, with `closed`; their origin as risk_line, risk_submission_id, risk_demonstration."""
    closed = (pl.col("closed_on") <= on).fill_null(False)
    rows = facts(picture, "risks").filter(pl.col("opened_on") <= on).with_columns(closed=closed)
    kept = rows.filter(~closed if since is None else ~closed | (pl.col("closed_on") > since))
    origin = {name: f"risk_{name}" for name in ("line", "submission_id", "demonstration")}
    return kept.rename({**origin, "reason": "closing_reason"})


def _assessments(picture: Picture, on: date) -> pl.DataFrame:
    """Every assessment by a day with its score, by reference and then in time."""
    seen = facts(picture, "risk_scores").filter(pl.col("assessed_on") <= on)
    scored = seen.with_columns(
        score=risk_runs.SCORE,
        demonstration=pl.col("demonstration").fill_null(False),
    )
    return scored.sort("reference", "assessed_on")


def _latest(assessments: pl.DataFrame, since: date | None) -> pl.DataFrame:
    """One row a risk: its latest assessment, the one it is compared with, and since when it is at its score."""
    last = ("likelihood", "impact", "score", "reason", "controls", "next_review_on")
    turned = pl.col("score").ne_missing(pl.col("score").shift())
    then = pl.col("assessed_on") <= since if since is not None else pl.int_range(pl.len()) < pl.len() - 1
    return assessments.group_by("reference").agg(
        pl.col(*last, *_ORIGINS).last(),
        last_assessed_on=pl.col("assessed_on").last(),
        previous_score=pl.col("score").filter(then).last(),
        previous_on=pl.col("assessed_on").filter(then).last(),
        at_score_since=pl.col("assessed_on").filter(turned).last(),
        assessed_demonstration=pl.col("demonstration").any(),
    )


def _counts(picture: Picture, listed: pl.DataFrame, on: date) -> pl.DataFrame:
    """The counts of each risk's actions by reference; actions_after: open and due after the target's day."""
    done = actions(picture, on=on).join(listed.select("reference", "target_on"), on="reference")
    late = pl.col("open") & (pl.col("due") > pl.col("target_on")).fill_null(False)
    return done.group_by("reference").agg(
        actions=(pl.col("status") != "cancelled").sum().cast(pl.Int64),
        actions_open=pl.col("open").sum().cast(pl.Int64),
        actions_overdue=pl.col("overdue").sum().cast(pl.Int64),
        actions_cancelled=(pl.col("status") == "cancelled").sum().cast(pl.Int64),
        actions_after=late.sum().cast(pl.Int64),
        actions_demonstration=pl.col("demonstration").any(),
    )


def _marked(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with no action counted as 0, their origin where there is no assessment, and `demonstration`."""
    leant_on = ("risk", "assessed", "band", "begun", "previous", "actions")
    invented = [f"{what}_demonstration" for what in leant_on]
    return rows.with_columns(
        pl.col("^actions(_open|_overdue|_after|_cancelled)?$").fill_null(0),
        *(pl.coalesce(name, f"risk_{name}").alias(name) for name in _ORIGINS),
        demonstration=pl.any_horizontal(*(pl.col(name).fill_null(False) for name in invented)),
    )


def _moving(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        movement=pl.when("closed").then(pl.lit("closed")).otherwise(_movement("score", "previous_score"))
    )


def _movement(score: str, before: str) -> pl.Expr:
    gap = pl.col(score) - pl.col(before)
    moved = pl.when(gap > 0).then(pl.lit("up")).when(gap < 0).then(pl.lit("down"))
    return moved.when(gap == 0).then(pl.lit("same")).otherwise(pl.lit("new"))


def _told(rows: pl.DataFrame, bands: pl.DataFrame, on: date) -> pl.DataFrame:
    late = pl.when(~pl.col("closed")).then(pl.col("next_review_on") < on)
    return rows.with_columns(overdue=late, placed=matrix.placed(bands))


def _order() -> list[pl.Expr]:
    red = (pl.col("band") == "red").fill_null(False)
    return [pl.col("movement") == "closed", pl.col("score").is_null(), ~red, -pl.col("score"), _natural()]


def _natural() -> pl.Expr:
    return matrix.natural("reference")


def history(picture: Picture, reference: str, *, on: date) -> pl.DataFrame:
    """Each assessment of a risk by a day, the earliest first; no rows where no score of it is held.

    assessed_on, likelihood, impact, score, band (by the matrix in force on the day of the assessment), was (the score
    before), movement (up, down, same, new), reason, controls, next_review_on, submission_id, demonstration (whether the
    assessment itself is one; the band's cut-offs may be besides), line.
    """
    seen = matrix.banded(_assessments(picture, on).filter(reference=reference), picture, day="assessed_on")
    return seen.with_columns(was=pl.col("score").shift()).select(
        *("assessed_on", "likelihood", "impact", "score", "band", "was"),
        _movement("score", "was").alias("movement"),
        *("reason", "controls", "next_review_on", "submission_id", "demonstration", "line"),
    )


def actions(picture: Picture, reference: str | None = None, *, on: date) -> pl.DataFrame:
    """The actions of every risk, or of one: the overdue first, then those open by their day, then the others.

    The columns of risk_actions; due (the day in force: the revised one, else the first), slipped_days (Int64, from the
    first day to that in force), open (not started or in progress) and overdue (open, and its day has passed), Boolean;
    submission_id, line, demonstration.
    """
    rows = facts(picture, "risk_actions")
    kept = rows if reference is None else rows.filter(reference=reference)
    due, is_open = pl.coalesce("revised_due_on", "due_on"), pl.col("status").is_in(OPEN)
    return (
        kept.with_columns(
            pl.col("demonstration").fill_null(False),
            due=due,
            slipped_days=(due - pl.col("due_on")).dt.total_days(),
            open=is_open,
            overdue=is_open & (due < on),
        )
        .sort(pl.col("overdue"), "open", "due", _natural(), "action", descending=[True, True, False, False, False])
        .select(
            *("reference", "action", "owner", "due_on", "revised_due_on", "status", "reason"),
            *("due", "slipped_days", "open", "overdue", "submission_id", "line", "demonstration"),
        )
    )


def moved(then: Picture, now: Picture, *, then_on: date, now_on: date) -> pl.DataFrame:
    """The risks whose score or band differs between two pictures, each as it stood on its own day; worst first.

    Columns: MOVED. was and becomes are scores, null for none. movement is one of MOVEMENTS, or `gone` where the risk,
    or every assessment of it, was taken back; new: a risk opened, or its first score is held; corrected: the score is
    another though no later assessment is held, for the last one was corrected, or taken back; same: only the band is
    another, for the matrix is. reason is that of the last assessment, of a closed risk why it was closed. says is
    one sentence without its stop. submission_id is the one that made it differ, as `changes.between` has it.
    """
    before = register(then, on=then_on).with_columns(closed=pl.lit(False))
    after = register(now, on=now_on, since=date.min).with_columns(closed=pl.col("movement") == "closed")
    both = paired(before, after.with_row_index("place"), ["reference"])
    ended = facts(then, "risks").filter(pl.col("closed_on") <= then_on)["reference"]
    told = both.with_columns(
        movement=_between(then_on),
        again=~pl.col("held_then") & pl.col("reference").is_in(ended.implode()),
        title=pl.coalesce("title", "title_then"),
        priority=pl.coalesce("priority", "priority_then"),
        was=pl.col("score_then"),
        becomes=pl.col("score"),
        was_band=pl.col("band_then"),
        becomes_band=pl.col("band"),
    ).filter(pl.col("movement").is_not_null())
    caused = told.with_columns(
        submission_id=_cause(),
        reason=pl.when(pl.col("movement") == "closed").then("closing_reason").otherwise("reason"),
    ).sort("place", _natural(), nulls_last=True)
    said = pl.Series("says", [risk_words.moved(row) for row in caused.iter_rows(named=True)], pl.String)
    return caused.with_columns(said).select(MOVED)


def _between(then_on: date) -> pl.Expr:
    """The movement of a `paired` row, null where nothing differs or the risk was closed by the earlier day already."""
    old, new = pl.col("score_then"), pl.col("score")
    again = pl.col("band").ne_missing(pl.col("band_then"))
    both, opened = pl.col("held") & pl.col("held_then"), pl.col("held") & ~pl.col("held_then")
    told = [
        (both & pl.col("closed"), "closed"),
        (opened & pl.col("closed") & (pl.col("closed_on") > then_on), "closed"),
        (opened & ~pl.col("closed"), "new"),
        (~pl.col("held"), "gone"),
        (both & old.is_not_null() & new.is_null(), "gone"),
        (both & old.is_null() & new.is_not_null(), "new"),
        (both & (new != old) & (pl.col("last_assessed_on") <= pl.col("last_assessed_on_then")), "corrected"),
        (both & (new > old), "up"),
        (both & (new < old), "down"),
        (both & again, "same"),
    ]
    return pl.coalesce(*(pl.when(when).then(pl.lit(word)) for when, word in told))


def _cause() -> pl.Expr:
    """The submission that made a `paired` row differ: of the assessment, of the risk, or of the matrix."""
    risk = pl.max_horizontal("risk_submission_id", "risk_submission_id_then")
    band = pl.max_horizontal("band_submission_id", "band_submission_id_then")
    described = (pl.col("movement") == "closed") | ~pl.col("held") | ~pl.col("held_then")
    return pl.when(described).then(risk).when(pl.col("movement") == "same").then(band).otherwise("caused_by")
