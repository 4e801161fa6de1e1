"""What cannot both be as it looks: linked things of which one says that all is well and the other that it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from sct_dash.core import risk_words, things, thread, verdicts
from sct_dash.core.frames import facts
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import aim, displayed
from sct_dash.core.status import shown

Picture = Mapping[str, pl.DataFrame]
Row = Mapping[str, Any]

RULES = {
    "lowered": "Risk lowered while its KPI gets worse",
    "unreviewed": "Risk not assessed since its KPI began to get worse",
    "complete": "Milestone complete, but a KPI of its outcome is Red",
    "no_action": "Inspection finding without an action",
}
"""The rules in their order, and the words for each."""

FOUND = pl.Schema(
    {
        **dict.fromkeys(("rule", "kind", "code", "other_kind", "other_code", "says", "priority"), pl.String),
        "demonstration": pl.Boolean,
        **dict.fromkeys(("title", "other_title", "other_priority"), pl.String),
    }
)
"""The columns of `found`."""


def found(
    picture: Picture,
    *,
    on: date,
    status: pl.DataFrame,
    register: pl.DataFrame,
    milestones: pl.DataFrame,
    outcomes: pl.DataFrame,
    points: pl.DataFrame,
) -> pl.DataFrame:
    """Every contradiction on a day, a row a pair of linked things, in the order of RULES: the columns of FOUND.

    rule (one of RULES), kind and code of the thing that looks well, other_kind and other_code of the one that does not
    (null where there is none), says (a sentence), priority (its own, else that of the other), demonstration, and title,
    other_title, other_priority. The frames are those of status.kpi_status, risks.register (without `since`),
    plan.milestones, plan.outcomes and signals.points, all of the same picture and day.

    A KPI gets worse while its last point is a real change for the worse, however its status is; one under relief is not
    judged while it lasts. lowered: the last time the score of an open risk changed it came down, and its linked KPI was
    getting worse by then, or has begun to since and the risk was not assessed again. unreviewed: the risk was never
    assessed, or last no later than the end of the first period of the change for the worse; what is lowered is not
    told again. complete: the KPI is Red and not relieved, and linked to the milestone or to its outcome. no_action: no
    action is recorded, or every one is cancelled; of inspections known by the day.
    """
    links = thread.joined(picture)
    risks = register.filter((pl.col("movement") != "closed").fill_null(True))
    worsening = _worsening(status, points)
    pairs = thread.pairs(links, "risk", "kpi").join(_risks(risks, picture, on), on="code").join(worsening, on="other")
    lowered = pairs.filter(_lowered())
    unreviewed = pairs.join(lowered, on=["code", "other"], how="anti").filter(_unreviewed())
    told = [
        _told(lowered.sort("place", "other"), "lowered", ("risk", "kpi"), _lowering),
        _told(unreviewed.sort("place", "other"), "unreviewed", ("kpi", "risk"), _unseen),
        _told(_complete(links, status, milestones, outcomes), "complete", ("milestone", "kpi"), _done),
        _told(_unanswered(picture, on), "no_action", ("finding", None), _idle),
    ]
    return _named(pl.concat(told), picture)


def _worsening(status: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The KPIs whose last point is a real change for the worse: `other`, `kpi_row` (the status row), begun and seen.

    begun is the first day of the change, seen the end of its first period: nobody could know before.
    """
    worse = status.filter(pl.col("variation").str.starts_with("concern").fill_null(False))
    last = points.sort("kpi_code", "period_end", "period").unique("kpi_code", keep="last").select("series_id")
    first = points.join(last, on="series_id", how="semi").select(
        pl.col("kpi_code").alias("kpi"), pl.col("period").alias("signal_from"), pl.col("period_end").alias("seen")
    )
    told = worse.join(
        first.unique(["kpi", "signal_from"]), on=["kpi", "signal_from"], how="left", maintain_order="left"
    )
    return told.select(
        other="kpi",
        begun="signal_from",
        seen=pl.coalesce("seen", "signal_on"),
        other_demonstration=pl.col("demonstration").fill_null(False),
        kpi_row=pl.struct(status.columns),
    )


def _risks(register: pl.DataFrame, picture: Picture, on: date) -> pl.DataFrame:
    """The open risks in their order: code, title, assessed, demonstration, and the last change of the score.

    changed (its day), was and becomes are null where the score never changed.
    """
    given = pl.coalesce(pl.col("likelihood") * pl.col("impact"), "score")
    seen = facts(picture, "risk_scores").filter(pl.col("assessed_on") <= on).with_columns(score=given)
    steps = seen.sort("reference", "assessed_on").with_columns(was=pl.col("score").shift().over("reference"))
    changed = steps.filter(pl.col("score") != pl.col("was")).unique("reference", keep="last", maintain_order=True)
    last = changed.select(code="reference", changed="assessed_on", was="was", becomes="score")
    rows = register.with_row_index("place").select(
        "place",
        "title",
        code="reference",
        assessed="last_assessed_on",
        invented=pl.col("demonstration").fill_null(False),
    )
    return rows.join(last, on="code", how="left", maintain_order="left")


def _lowered() -> pl.Expr:
    down = pl.col("becomes") < pl.col("was")
    meanwhile = pl.col("changed") >= pl.col("begun")
    since = pl.col("changed") == pl.col("assessed")
    return (down & (meanwhile | since)).fill_null(False)


def _unreviewed() -> pl.Expr:
    return pl.col("assessed").is_null() | (pl.col("assessed") <= pl.col("seen"))


def _lowering(row: Row) -> str:
    scores = f"from {risk_words.score(row['was'])} to {risk_words.score(row['becomes'])}"
    what = f"Risk {row['code']} {row['title']} was lowered {scores} on {day_words(row['changed'])}"
    kpi = row["kpi_row"]
    worse = f"{_kpi(kpi)} has shown {verdicts.change_words(kpi)} {verdicts.since_words(kpi)}"
    if row["changed"] >= row["begun"]:
        return f"{what}, although {worse}."
    return f"{what}, and after that {worse}, without another assessment."


def _unseen(row: Row) -> str:
    kpi = row["kpi_row"]
    worse = f"{_kpi(kpi)} shows {verdicts.change_words(kpi)} {verdicts.since_words(kpi)}"
    if row["assessed"] is None:
        return f"{worse}, and Risk {row['code']} {row['title']} has never been assessed."
    last = f"last assessed on {day_words(row['assessed'])}"
    return f"{worse}, and Risk {row['code']} {row['title']}, {last}, has not been assessed since."


def _kpi(row: Row) -> str:
    return f"{row['kpi']} {row['name']}"


def _complete(
    links: pl.DataFrame, status: pl.DataFrame, milestones: pl.DataFrame, outcomes: pl.DataFrame
) -> pl.DataFrame:
    """The complete milestones beside each Red KPI that is linked to them or to their outcome, in plan order."""
    red = status.filter(shown() == "red").select(
        other="kpi", other_demonstration=pl.col("demonstration").fill_null(False), kpi_row=pl.struct(status.columns)
    )
    done = milestones.filter(pl.col("brag") == "complete").with_row_index("place")
    done = done.select("place", "title", "outcome", "completed_on", code="milestone", invented="demonstration")
    done = done.join(outcomes.select("outcome", outcome_title="title"), on="outcome", how="left", maintain_order="left")
    own = thread.pairs(links, "milestone", "kpi").with_columns(through=pl.lit(False))
    shared = thread.pairs(links, "outcome", "kpi").rename({"code": "outcome"}).with_columns(through=pl.lit(True))
    joined = [done.join(own, on="code"), done.join(shared, on="outcome")]
    every = pl.concat(joined, how="diagonal").unique(["code", "other"], keep="first", maintain_order=True)
    return every.join(red, on="other").sort("place", "other")


def _done(row: Row) -> str:
    kpi = row["kpi_row"]
    when = f" (reported on {day_words(row['completed_on'])})" if row["completed_on"] else ""
    named = " ".join(part for part in ("outcome", row["outcome"], row["outcome_title"]) if part)
    linked = f", linked to its {named}," if row["through"] else ", linked to it,"
    red = f"{_kpi(kpi)}{linked} is Red: {displayed(kpi)} against {aim(kpi)}"
    return f"Milestone {row['code']} {row['title']} is complete{when}, but {red}."


def _unanswered(picture: Picture, on: date) -> pl.DataFrame:
    """The findings of inspections known by the day that no action answers, by inspection, the latest first."""
    known = facts(picture, "inspections").select("inspection", "from_on", "to_on", "published_on", named="title")
    told_on = pl.coalesce("published_on", "to_on", "from_on")
    actions = (
        facts(picture, "finding_actions")
        .group_by("inspection", "number")
        .agg(standing=(pl.col("status") != "cancelled").any())
    )
    rows = facts(picture, "findings").join(known, on="inspection", how="left")
    rows = rows.join(actions, on=["inspection", "number"], how="left")
    open_ = rows.filter(~pl.col("standing").fill_null(False) & (told_on <= on).fill_null(True))
    # That nothing was done is as invented as what is recorded to have been done.
    invented = facts(picture, "finding_actions")["demonstration"].fill_null(False).any()
    told = open_.with_columns(
        code=things.finding_code(),
        title=pl.col("text"),
        other=pl.lit(None, pl.String),
        invented=pl.col("demonstration").fill_null(False) | invented,
        other_demonstration=pl.lit(False),
    )
    return told.sort(told_on, "inspection", "number", descending=[True, False, False], nulls_last=True)


def _idle(row: Row) -> str:
    of = f" of {row['named']}" if row["named"] else ""
    what = f"Finding {row['code']}{of}, “{row['text'].rstrip('.')}”,"
    return f"{what} has no action." if row["standing"] is None else f"{what} has no action that is not cancelled."


def _told(rows: pl.DataFrame, rule: str, kinds: tuple[str, str | None], words: Callable[[Row], str]) -> pl.DataFrame:
    """The pairs in their order with the sentence; the thing of the first of `kinds` stands first."""
    says = pl.Series("says", [words(row) for row in rows.iter_rows(named=True)], pl.String)
    code, other = ("code", "other") if kinds[0] != "kpi" else ("other", "code")
    return rows.with_columns(says).select(
        rule=pl.lit(rule),
        kind=pl.lit(kinds[0]),
        code=code,
        other_kind=pl.lit(kinds[1], pl.String),
        other_code=other,
        says="says",
        demonstration=pl.any_horizontal(pl.col("invented").fill_null(False), "other_demonstration"),
    )


def _named(rows: pl.DataFrame, picture: Picture) -> pl.DataFrame:
    named = things.names(picture)
    other = named.rename({name: f"other_{name}" for name in named.columns})
    told = rows.join(named, on=["kind", "code"], how="left", maintain_order="left")
    told = told.join(other, on=["other_kind", "other_code"], how="left", maintain_order="left")
    return told.with_columns(priority=pl.coalesce("priority", "other_priority")).select(list(FOUND)).cast(dict(FOUND))
