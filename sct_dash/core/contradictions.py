"""What cannot both be as it looks: linked things of which one says that all is well and the other that it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from sct_dash.core import improvements, noticed, risk_words, things, thread, verdicts
from sct_dash.core.frames import facts
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import aim, displayed
from sct_dash.core.status import shown

Picture = Mapping[str, pl.DataFrame]
Row = Mapping[str, Any]

RULES = {
    "lowered": "Risk lowered while its KPI gets worse",
    "unreviewed": "Risk not assessed since its KPI was seen to get worse",
    "complete": "Milestone complete, but a KPI of its outcome is Red",
    "no_action": "Inspection finding on which no action is held",
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
    judged while it lasts. That is known from the end of the period whose figure completed the signal
    (noticed.completed), and a risk assessed later could allow for it. lowered: the last time the score of an open risk
    changed it came down, and either its linked KPI was known by then to get worse, or it is known since and the risk
    was not assessed again. unreviewed: no score of the risk is held, or none of after that day; what is lowered is not
    told again. complete: the KPI is Red and not relieved, and linked to the milestone or to its outcome. no_action: a
    finding on which no action is held, or only cancelled ones (improvements.answered), if any action on any finding is
    held: without that return nothing is known of what was done.
    """
    links = thread.joined(picture, on=on)
    risks = register.filter((pl.col("movement") != "closed").fill_null(True))
    worsening = _worsening(status, points, facts(picture, "rebases"))
    pairs = thread.pairs(links, "risk", "kpi").join(_risks(risks, picture, on), on="code").join(worsening, on="other")
    lowered = pairs.filter(_lowered())
    unreviewed = pairs.join(lowered, on=["code", "other"], how="anti").filter(_unreviewed())
    told = [
        _told(lowered.sort("place", "other"), "lowered", ("risk", "kpi"), _lowering),
        _told(unreviewed.sort("place", "other"), "unreviewed", ("kpi", "risk"), _unseen),
        _told(_complete(links, status, milestones, outcomes), "complete", ("milestone", "kpi"), _done),
        _told(_unanswered(picture, on), "no_action", ("finding", None), _idle),
    ]
    return _named(pl.concat(told), picture, on)


def serving(rows: pl.DataFrame, priority: str) -> pl.DataFrame:
    """The rows of `found` of which either thing serves a priority, and those that serve none, such as findings."""
    ours = (pl.col("priority") == priority) | (pl.col("other_priority") == priority)
    return rows.filter(ours.fill_null(False) | pl.col("priority").is_null())


def _worsening(status: pl.DataFrame, points: pl.DataFrame, rebases: pl.DataFrame) -> pl.DataFrame:
    """The KPIs whose last point is a real change for the worse: `other`, `kpi_row` (the status row), and known.

    known is the last day of the period whose figure completed the signal: nobody could know before.
    """
    worse = status.filter(pl.col("variation").str.starts_with("concern").fill_null(False))
    known = noticed.completed(worse, points, rebases)
    return worse.join(known, on="kpi", how="left", maintain_order="left").select(
        other="kpi",
        known=pl.coalesce("completed_on", "signal_on"),
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
    although = pl.col("changed") > pl.col("known")
    not_again = pl.col("changed") == pl.col("assessed")
    return (down & (although | not_again)).fill_null(False)


def _unreviewed() -> pl.Expr:
    return pl.col("assessed").is_null() | (pl.col("assessed") <= pl.col("known"))


def _lowering(row: Row) -> str:
    scores = f"from {risk_words.score(row['was'])} to {risk_words.score(row['becomes'])}"
    what = f"Risk {row['code']} {row['title']} was lowered {scores} on {day_words(row['changed'])}"
    kpi = row["kpi_row"]
    change, began = verdicts.change_words(kpi), verdicts.since_words(kpi)
    if row["changed"] > row["known"]:
        return f"{what}, although {_kpi(kpi)} has shown {change} {began}, {_known(row)}."
    after = f"and since then the figures of {_kpi(kpi)} to {day_words(row['known'])} have shown {change} ({began})"
    return f"{what}, {after}, without another assessment."


def _known(row: Row) -> str:
    return f"known by the figures to {day_words(row['known'])}"


def _unseen(row: Row) -> str:
    kpi, risk = row["kpi_row"], f"Risk {row['code']} {row['title']}"
    worse = f"{_kpi(kpi)} shows {verdicts.change_words(kpi)} {verdicts.since_words(kpi)}, {_known(row)}"
    if row["assessed"] is None:
        return f"{worse}, and no score of {risk} is held here."
    return f"{worse}, and {risk}, last assessed on {day_words(row['assessed'])}, has not been assessed since."


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
    """The findings on which no action is held, by inspection, the latest first; none while no action at all is held."""
    rows = improvements.answered(picture, on=on).filter("without_action")
    if facts(picture, "finding_actions").is_empty():
        rows = rows.clear()
    named = facts(picture, "inspections").select("inspection", named="title")
    return rows.join(named, on="inspection", how="left", maintain_order="left").with_columns(
        code="finding_code",
        title="text",
        other=pl.lit(None, pl.String),
        invented="demonstration",
        other_demonstration=pl.lit(False),
    )


def _idle(row: Row) -> str:
    of = f" of {row['named']}" if row["named"] else ""
    what = f"Finding {row['code']}{of}, “{row['text'].rstrip('.')}”"
    return f"{what}: {improvements.unanswered(row)}."


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


def _named(rows: pl.DataFrame, picture: Picture, on: date) -> pl.DataFrame:
    named = things.names(picture, on=on)
    other = named.rename({name: f"other_{name}" for name in named.columns})
    told = rows.join(named, on=["kind", "code"], how="left", maintain_order="left")
    told = told.join(other, on=["other_kind", "other_code"], how="left", maintain_order="left")
    return told.with_columns(priority=pl.coalesce("priority", "other_priority")).select(list(FOUND)).cast(dict(FOUND))
