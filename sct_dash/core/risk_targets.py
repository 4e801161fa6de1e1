"""Whether a risk will come down to its target by the day set for it: how far it is, and what speaks against it."""

from __future__ import annotations

from datetime import date

import polars as pl

NEAR = 92
"""A score still above its target this many days before its day is at risk: a register is reviewed once a quarter."""

_score, _target, _target_on = pl.col("score"), pl.col("target_score"), pl.col("target_on")
_open, _overdue, _after = (pl.col(name) for name in ("actions_open", "actions_overdue", "actions_after"))


def targeted(rows: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """The rows with to_target, target_at_risk and target_why, as `risks.register` says; of closed risks all but why
    are null.

    Needs score, target_score, target_on, closed (Boolean), and of the open actions how many there are, how many are
    overdue and how many are due after target_on: actions_open, actions_overdue, actions_after.
    """
    away = (_target_on - pl.lit(on)).dt.total_days()
    speaks = (away <= NEAR) | (_after > 0) | (_overdue > 0) | (_open == 0)
    at_risk = pl.when(_score <= _target).then(False).when(_score > _target).then(speaks)
    dated = _target_on.is_not_null() | (_score <= _target)
    return rows.with_columns(
        to_target=pl.when(~pl.col("closed")).then(_score - _target),
        target_at_risk=pl.when(~pl.col("closed") & dated).then(at_risk),
        target_why=_why(away, speaks),
    )


def _why(away: pl.Expr, speaks: pl.Expr) -> pl.Expr:
    told = [
        (pl.col("closed"), pl.lit("The risk is closed")),
        (_target.is_null(), pl.lit("No target is set")),
        (_score.is_null(), pl.lit("No score is held here")),
        (_score == _target, pl.lit("The score is at its target")),
        (_score < _target, pl.lit("The score is below its target")),
        (_target_on.is_null(), pl.lit("No day is set for the target")),
        (speaks, _against(away)),
    ]
    return pl.coalesce(
        *(pl.when(when).then(words) for when, words in told),
        pl.format(
            "The target's day is {} away, no open action is due after it and none is overdue",
            _count(away, "day", "days"),
        ),
    )


def _against(away: pl.Expr) -> pl.Expr:
    """What speaks against reaching the target, each in words, beginning with a capital wherever it begins."""
    parts = [
        pl.when(away < 0).then(pl.lit("the target's day has passed")),
        pl.when(away == 0).then(pl.lit("the target's day has come")),
        pl.when(away.is_between(1, NEAR)).then(
            pl.format("the target's day is {} away", _count(away, "day", "days")),
        ),
        pl.when(_open == 0).then(pl.lit("no action is open to bring it down")),
        pl.when(_after > 0).then(
            pl.format("{} due after the target's day", _count(_after, "open action is", "open actions are")),
        ),
        pl.when(_overdue > 0).then(pl.format("{} overdue", _count(_overdue, "action is", "actions are"))),
    ]
    said = pl.concat_str(*parts, separator="; ", ignore_nulls=True)
    return pl.concat_str(said.str.slice(0, 1).str.to_uppercase(), said.str.slice(1))


def _count(number: pl.Expr, one: str, many: str) -> pl.Expr:
    return pl.format("{} {}", number, pl.when(number == 1).then(pl.lit(one)).otherwise(pl.lit(many)))
