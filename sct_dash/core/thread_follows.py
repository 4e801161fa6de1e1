"""What follows from a submission for risks and for the plan: scores that move, milestones that slip or are complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from sct_dash.core import risk_words, risks, slippage
from sct_dash.core.changes import SCHEMA
from sct_dash.core.frames import SCHEMAS, facts

Picture = Mapping[str, pl.DataFrame]

OF_RISKS = ("risk_bands", "risks", "risk_scores")
OF_THE_PLAN = ("outcomes", "milestones", "milestone_updates")
SAID_ON = {"risk_scores": "assessed_on", "risk_bands": "valid_from", "milestone_updates": "reported_on"}


def following(before: Picture, after: Picture, *, on: date, today: date | None = None) -> pl.DataFrame:
    """One row a risk or a milestone that stands otherwise in another picture: the columns of changes.SCHEMA, kpi null.

    Both are judged on a day, the second on the latest day that its new rows speak of when that is later: a score of
    today, sent where figures are judged on an earlier day, moves that day on as it is stored. Of a matrix, which may be
    sent before it comes into force, that holds up to `today`; where it is not given, up to what the others speak of.
    """
    reported = max([on, *_days(before, after, ("risk_scores", "milestone_updates"), date.max)])
    then = max([reported, *_days(before, after, ("risk_bands",), today or reported)])
    told = []
    if _differ(before, after, OF_RISKS):
        told += [
            (None, row["title"], None, _score(row["was"]), _score(row["becomes"]), f"{row['says']}.")
            for row in risks.moved(before, after, then_on=on, now_on=then).iter_rows(named=True)
        ]
    if _differ(before, after, OF_THE_PLAN):
        told += [
            (None, row["title"], None, row["was"], row["becomes"], f"{row['says'].removesuffix('.')}.")
            for row in slippage.slipped(before, after, then_on=on, now_on=then).iter_rows(named=True)
        ]
    return pl.DataFrame(told, schema=SCHEMA, orient="row")


def _differ(before: Picture, after: Picture, kinds: tuple[str, ...]) -> bool:
    return any(before.get(kind) is not after.get(kind) for kind in kinds)


def _days(before: Picture, after: Picture, kinds: Iterable[str], until: date) -> list[date]:
    """The latest day by `until` that the new rows of each kind speak of, of those that speak of any."""
    days = (_latest(before, after, kind, until) for kind in kinds)
    return [day for day in days if day is not None]


def _latest(before: Picture, after: Picture, kind: str, until: date) -> date | None:
    """The latest day by `until` that the rows of a kind which only the second picture has speak of."""
    if before.get(kind) is after.get(kind):
        return None
    own = list(SCHEMAS[kind])
    new = facts(after, kind).join(facts(before, kind), on=own, how="anti", nulls_equal=True)
    return new.filter(pl.col(SAID_ON[kind]) <= until)[SAID_ON[kind]].max()


def _score(score: float | None) -> str | None:
    return None if score is None else risk_words.score(score)
