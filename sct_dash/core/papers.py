"""What a board's papers need: of each subject it receives, what is late, missing, due or in hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from sct_dash.core import meeting_words, periods
from sct_dash.core.periods import Period, day_words
from sct_dash.core.thread_frames import SUBJECTS

Row = Mapping[str, object]

STATES = ("late", "missing", "stale", "due", "in hand")
"""late: the day it was due has passed; missing: it never came; stale: the last of it is old, though no day was set for
another; due: it falls before the papers or the meeting; in hand: it is there."""
DUE = pl.Schema(
    {
        **dict.fromkeys(("state", "subject", "kind", "code", "what"), pl.String),
        "due_on": pl.Date,
        **dict.fromkeys(("says", "owner"), pl.String),
        "demonstration": pl.Boolean,
    }
)
"""The columns of `due`."""
FRESH = timedelta(days=35)
"""For how long a report on a milestone is fresh: a month, and the days that a monthly report may wander."""


def received(meeting: Row) -> list[str]:
    """The subjects that the board of a row of meetings.calendar receives, in the order of SUBJECTS."""
    said = (meeting["receives"] or "").split("; ")
    return [subject for subject in SUBJECTS if subject in said]


def due(
    meeting: Row,
    *,
    on: date,
    status: pl.DataFrame,
    register: pl.DataFrame,
    milestones: pl.DataFrame,
    contradictions: pl.DataFrame,
    reported: Mapping[str, date | None],
) -> pl.DataFrame:
    """What is due for a meeting, a row of meetings.calendar: DUE, by state (the order of STATES), subject and day.

    Of kpis: each that is late, or was never reported, and how many of the monthly ones have the month that the papers
    should show: the latest that is due by the day of the papers (else of the meeting). Of staffing and finance: whether
    that month is there; `reported` has the last month end of each, None for none. Of risks: each whose review is
    overdue, falls due by the meeting, or that was never assessed. Of the plan: each open milestone on which nothing was
    ever reported, or nothing for FRESH: by the day `on` it is stale, by that of the papers it is due with them. No day
    is set for a report, so none is late. Of inspections: each finding without an action.
    A subject of which nothing is wanting has one row `in hand`. A board that receives nothing has no rows. `status` are
    rows of status.kpi_status, the others of risks.register, plan.milestones and contradictions.found, of which the
    findings without an action are taken.
    """
    papers = meeting["papers_due_on"] or meeting["meets_on"]
    month = periods.latest_due(papers + timedelta(days=1), "month")
    told = {
        "kpis": lambda: _kpis(status, month, on),
        "staffing": lambda: _month("staffing", reported.get("staffing"), month, on),
        "finance": lambda: _month("finance", reported.get("finance"), month, on),
        "risks": lambda: _risks(register, meeting["meets_on"], on),
        "plan": lambda: _plan(milestones, papers, on),
        "inspections": lambda: _findings(contradictions),
    }
    of = {"kpis": status, "risks": register, "plan": milestones}
    rows = [pl.DataFrame(schema=DUE)]
    for subject in received(meeting):
        if subject in of and of[subject].is_empty():
            rows.append(_one(subject, "missing", "Nothing of it is held here."))
            continue
        found = told[subject]()
        rows.append(found if found.height else _in_hand(subject))
    order = [pl.col("state").cast(pl.Enum(STATES)), pl.col("subject").cast(pl.Enum(SUBJECTS)), "due_on", "code"]
    return pl.concat(rows).sort(order, nulls_last=True, maintain_order=True)


def counted(rows: pl.DataFrame) -> dict[str, int]:
    """How many rows of `due` are of each state; every state of STATES is there."""
    found = dict(rows.group_by("state").len().iter_rows())
    return {state: found.get(state, 0) for state in STATES}


def _rows(subject: str, kind: str, told: pl.DataFrame) -> pl.DataFrame:
    """The rows told as DUE has them; what is absent is null."""
    kept = told.with_columns(subject=pl.lit(subject), kind=pl.lit(kind))
    columns = [
        (pl.col(name) if name in kept.columns else pl.lit(None)).cast(dtype).alias(name) for name, dtype in DUE.items()
    ]
    return kept.select(columns)


def _one(subject: str, state: str, says: str, due_on: date | None = None) -> pl.DataFrame:
    what = meeting_words.SUBJECT_WORDS[subject]
    told = {"state": [state], "code": [subject], "what": [what], "due_on": [due_on], "says": [says]}
    kind = subject if subject in ("staffing", "finance") else "meeting"
    schema = {name: DUE[name] for name in told}
    return _rows(subject, kind, pl.DataFrame(told, schema=schema))


def _in_hand(subject: str) -> pl.DataFrame:
    return _one(subject, "in hand", meeting_words.IN_HAND[subject])


def _kpis(status: pl.DataFrame, month: Period, on: date) -> pl.DataFrame:
    wanting = status.filter(pl.col("status").is_in(["late", "no_data"]) & pl.col("value").is_null())
    each = wanting.filter((pl.col("status") == "late") | pl.col("symbol").is_null()).select(
        state=pl.when(pl.col("status") == "late").then(pl.lit("late")).otherwise(pl.lit("missing")),
        code="kpi",
        what=pl.format("{} {}", "kpi", "name"),
        due_on="due_on",
        says=pl.when(pl.col("status") == "late")
        .then(pl.format("Its figure for {} was due.", _period_words()))
        .otherwise(pl.lit("No figure of it is held here.")),
        owner="owner",
        demonstration="demonstration",
    )
    return pl.concat([_rows("kpis", "kpi", each), _monthly(status, month, on)])


def _monthly(status: pl.DataFrame, month: Period, on: date) -> pl.DataFrame:
    """One row on the monthly KPIs: how many have the month; none where there is no monthly KPI, or where the month is
    overdue, for then each that lacks it has a row of its own.
    """
    monthly = status.filter(pl.col("frequency") == "month")
    if monthly.is_empty():
        return pl.DataFrame(schema=DUE)
    there = monthly.filter((pl.col("period_end") >= month.end) & (pl.col("status") != "late")).height
    last_day = periods.due_on(month)
    says = meeting_words.months_there(there, monthly.height, month, last_day)
    if there < monthly.height and last_day < on:
        return pl.DataFrame(schema=DUE)
    return _one("kpis", "in hand", says) if there == monthly.height else _one("kpis", "due", says, last_day)


def _period_words() -> pl.Expr:
    """The period of a row of kpi_status, in words: September 2026, or the days of a longer one."""
    month = pl.col("period_start").dt.strftime("%B %Y")
    span = pl.format("{} to {}", month, pl.col("period_end").dt.strftime("%B %Y"))
    return pl.when(pl.col("frequency") == "month").then(month).otherwise(span)


def _month(subject: str, held: date | None, month: Period, on: date) -> pl.DataFrame:
    if held is not None and held >= month.end:
        return _one(subject, "in hand", f"Held up to {periods.containing(held, 'month').words}.")
    last_day = periods.due_on(month)
    so_far = "nothing is held" if held is None else f"held up to {periods.containing(held, 'month').words}"
    state = "missing" if held is None else "due" if last_day >= on else "late"
    verb = "is" if last_day >= on else "was"
    return _one(subject, state, f"{month.words} {verb} due by {day_words(last_day)}; {so_far}.", last_day)


def _risks(register: pl.DataFrame, meets_on: date, on: date) -> pl.DataFrame:
    review, never = pl.col("next_review_on"), pl.col("last_assessed_on").is_null()
    overdue = pl.col("overdue").fill_null(False)
    before = review.is_between(pl.lit(on), pl.lit(meets_on)).fill_null(False)
    found = register.filter(pl.col("movement") != "closed").filter(never | overdue | before)
    told = found.select(
        state=pl.when(never).then(pl.lit("missing")).when(overdue).then(pl.lit("late")).otherwise(pl.lit("due")),
        code="reference",
        what=pl.format("Risk {} {}", "reference", "title"),
        due_on=review,
        says=pl.when(never)
        .then(pl.lit("No score is held here."))
        .when(overdue)
        .then(pl.lit("Its review is overdue."))
        .otherwise(pl.lit("Its review falls due before the meeting.")),
        owner="owner",
        demonstration="demonstration",
    )
    return _rows("risks", "risk", told)


def _plan(milestones: pl.DataFrame, papers: date, on: date) -> pl.DataFrame:
    stale_on = pl.col("reported_on") + FRESH
    standing = milestones.filter(~pl.col("brag").is_in(["complete", "cancelled"]))
    found = standing.filter(pl.col("reported_on").is_null() | (stale_on < papers))
    never, stale = pl.col("reported_on").is_null(), stale_on < on
    state = pl.when(never).then(pl.lit("missing")).when(stale).then(pl.lit("stale")).otherwise(pl.lit("due"))
    told = found.select(
        state=state,
        code="milestone",
        what=pl.format("{} {}", "milestone", "title"),
        due_on=pl.when(state == "due").then(pl.lit(papers)),
        says=pl.when(never)
        .then(pl.lit("No report on it is held here."))
        .otherwise(pl.format("Last reported on {}.", pl.col("reported_on").dt.strftime("%-d %B %Y"))),
        owner="owner",
        demonstration="demonstration",
    )
    return _rows("plan", "milestone", told)


def _findings(contradictions: pl.DataFrame) -> pl.DataFrame:
    told = contradictions.filter(rule="no_action").select(
        state=pl.lit("missing"),
        code="code",
        what=pl.format("Finding {} {}", "code", "title"),
        says=pl.lit("No action on it is held here."),
        demonstration="demonstration",
    )
    return _rows("inspections", "finding", told)
