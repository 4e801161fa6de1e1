"""Staffing: the staff of teams added up by month, and the rates of the sums, as the DfE's workforce census has them."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping

import polars as pl

from sct_dash.core import periods
from sct_dash.core.frames import SCHEMAS, STAFF, facts
from sct_dash.core.periods import Period

Picture = Mapping[str, pl.DataFrame]

STOCKS = (
    *("establishment_fte", "in_post_fte", "in_post_headcount", "agency_fte", "agency_headcount"),
    *("agency_covering_fte", "vacancy_fte", "cases", "case_holders_fte"),
)
"""What stands at a month's end: of a longer period, the figure of its last month."""
FLOWS = ("starters_fte", "leavers_fte", "days_lost", "days_available")
"""What happens in a month: of a longer period, the sum over its months."""
TWELVE = {
    "starters_12m": "starters_fte",
    "leavers_12m": "leavers_fte",
    "days_lost_12m": "days_lost",
    "days_available_12m": "days_available",
}
"""The sums over the twelve months to a month's end, and what they are sums of."""

RATES = {
    "permanent_share": (100.0, "in_post_fte", ("in_post_fte", "agency_fte")),
    "agency_rate": (100.0, "agency_fte", ("in_post_fte", "agency_fte")),
    "vacancy_rate": (100.0, "vacancy_fte", ("in_post_fte", "vacancy_fte")),
    "turnover_12m": (100.0, "leavers_12m", ("in_post_fte",)),
    "caseload": (1.0, "cases", ("case_holders_fte",)),
    "absence_rate": (100.0, "days_lost", ("days_available",)),
    "absence_rate_12m": (100.0, "days_lost_12m", ("days_available_12m",)),
    "agency_rate_headcount": (100.0, "agency_headcount", ("in_post_headcount", "agency_headcount")),
}
"""Each rate: what it is multiplied by (100 for a percentage), its numerator, and what its denominator is the sum of."""
OVER = "agency_over_establishment_fte"

BY = ("trust", "service", "team", "role")
"""What staff can be added up by."""
TRUST = "trust"
UNPLACED = "No service on the list of teams"
"""The group of a team that the list of teams does not have in force at the month's end."""
COLUMNS = (
    *("period", "period_end", "period_label", "group", "staff"),
    *(name for name in SCHEMAS["staffing"] if name in (*STOCKS, *FLOWS)),
    *(*TWELVE, OVER, *RATES, "teams", "teams_lacking", "months_12m"),
    *("submission_id", "demonstration", "submission_id_12m", "demonstration_12m"),
)
"""The columns of `months` and of `at`, in their order."""

_DIGITS = 6  # a sum of tenths is made a tenth again; nothing that was typed has as many
_STAFF_OF = {role: staff for staff, roles in STAFF.items() for role in roles}
_USUAL = {
    "trust": ("social_work",),
    "service": ("social_work", "residential"),
    "team": ("social_work", "residential"),
    "role": tuple(STAFF),
}


def numerator(rate: str) -> pl.Expr:
    """The numerator of one of RATES (else a KeyError), of a frame that has its column."""
    return pl.col(RATES[rate][1])


def denominator(rate: str) -> pl.Expr:
    """The denominator of one of RATES (else a KeyError): null where one of its parts is."""
    return functools.reduce(operator.add, map(pl.col, RATES[rate][2])).round(_DIGITS)


def rated(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with agency_over_establishment_fte and each of RATES of which it has the columns, all Float64.

    Rates are percent (31.5), caseload is cases a full-time case holder; unrounded. Null where a component is null or
    the denominator is 0. The definitions are the DfE's, of full-time equivalents; a column of the name is replaced.
    """
    has = set(frame.columns)
    added = [_rate(name).alias(name) for name, (_, top, parts) in RATES.items() if has >= {top, *parts}]
    if has >= {"agency_fte", "agency_covering_fte"}:
        added.append((pl.col("agency_fte") - pl.col("agency_covering_fte")).round(_DIGITS).alias(OVER))
    return frame.with_columns(added)


def _rate(name: str) -> pl.Expr:
    below = denominator(name)
    return pl.when(below != 0).then(RATES[name][0] * numerator(name) / below)


def months(
    picture: Picture,
    *,
    by: str = "trust",
    staff: str | None = None,
    service: str | None = None,
    role: str | None = None,
    team: str | None = None,
    priority: str | None = None,
) -> pl.DataFrame:
    """One row a (group, staff, month) of which anything is held, sorted so: sums of the staffing return, and rates.

    Columns: COLUMNS. period and period_end are the month's first and last day, period_label its canonical label. group
    is `trust`, or the service, the team or the role (`by`, one of BY, else a KeyError); staff is one of frames.STAFF.
    A sum is null where a part is (a blank or a symbol). teams Int64: how many are in it. teams_lacking Int64: how many
    belong to it that month by the list of teams and had figures of those staff before, but have none that month.
    months_12m Int64: how many of the twelve months to it are held and lack no team; a 12-month sum is null unless all
    twelve do, so that a team that is forgotten for a month never makes it smaller. submission_id is the latest of the
    month's rows and demonstration whether any is one; those with _12m, of all rows that the 12-month sums lean on.

    `staff` keeps one of frames.STAFF; without it and without a role, trust has social_work, service and team also
    residential, role all. `service`, `role`, `team` and `priority` keep rows of one; a team has the service and the
    priority in force at the month's end. People, the priority that the workforce is about, keeps every team.
    """
    if by not in BY:
        raise KeyError(f"{by!r} is none of {', '.join(BY)}")
    of_role = pl.col("role").replace_strict(_STAFF_OF, default=None, return_dtype=pl.String)
    teams = facts(picture, "teams")
    rows = placed(facts(picture, "staffing").with_columns(staff=of_role), teams)
    rows = rows.with_columns(pl.col("service").fill_null(UNPLACED))
    kept = {"staff": staff, "service": service, "role": role, "team": team}
    if priority != "People":
        kept["priority"] = priority
    conditions = [pl.col(name) == value for name, value in kept.items() if value is not None]
    if staff is None and role is None:
        conditions.append(pl.col("staff").is_in(_USUAL[by]))
    group = pl.lit(TRUST) if by == "trust" else pl.col(by)
    chosen = [
        frame.filter(pl.all_horizontal(conditions)).with_columns(group=group) for frame in (rows, _lacking(rows, teams))
    ]
    return rated(_twelve(_summed(*chosen))).select(COLUMNS)


def placed(rows: pl.DataFrame, teams: pl.DataFrame) -> pl.DataFrame:
    """The rows, which have team and month_end, with the service and the priority the team has in force on that day.

    Both are null where the list of teams does not have the team on that day; of two rows in force the later begun.
    """
    start, end, key = pl.col("valid_from"), pl.col("valid_to"), ["team", "month_end"]
    places = (
        rows.select(key)
        .unique()
        .join(teams.select("team", "service", "priority", "valid_from", "valid_to"), on="team")
        .filter((start <= pl.col("month_end")) & (end.is_null() | (end >= pl.col("month_end"))))
        .sort("valid_from")
        .unique(key, keep="last", maintain_order=True)
    )
    return rows.join(places.drop("valid_from", "valid_to"), on=key, how="left", maintain_order="left")


def _lacking(rows: pl.DataFrame, teams: pl.DataFrame) -> pl.DataFrame:
    """What the rows lack: team, role, staff, month_end, service, priority; a row for each role that a team had before.

    A team lacks a month that is held of others where it is in force at its end and has no row of those staff.
    """
    begun = rows.group_by("team", "role", "staff").agg(_begun=pl.col("month_end").min())
    asked = begun.join(rows.select("month_end").unique(), how="cross").filter(pl.col("month_end") > pl.col("_begun"))
    lacking = asked.join(rows, on=["team", "staff", "month_end"], how="anti")
    return placed(lacking.drop("_begun"), teams).drop_nulls("service")


def _sum(name: str) -> pl.Expr:
    """The sum of a group's column, null where a part is not known."""
    return pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).round(_DIGITS).alias(name)


def _summed(rows: pl.DataFrame, lacking: pl.DataFrame) -> pl.DataFrame:
    key = ("group", "staff", pl.col("month_end").alias("period_end"))
    lacks = lacking.group_by(key).agg(pl.col("team").n_unique().cast(pl.Int64).alias("teams_lacking"))
    return periods.labelled(
        rows.group_by(key)
        .agg(
            *map(_sum, (*STOCKS, *FLOWS)),
            pl.col("team").n_unique().cast(pl.Int64).alias("teams"),
            pl.col("submission_id").max(),
            pl.col("demonstration").fill_null(False).any(),
        )
        .join(lacks, on=["group", "staff", "period_end"], how="left")
        .with_columns(pl.col("teams_lacking").fill_null(0), period=pl.col("period_end").dt.month_start())
        .sort("group", "staff", "period_end")
    )


def _twelve(rows: pl.DataFrame) -> pl.DataFrame:
    """The sorted rows with the sums over twelve months, and what those lean on."""
    group = ["group", "staff"]
    unbroken = (pl.col("teams_lacking") == 0).cast(pl.Int64)
    rows = rows.with_columns(months_12m=unbroken.rolling_sum_by("period", "12mo").over(group))
    whole = pl.col("months_12m") == 12
    sums = [
        pl.when(whole).then(pl.col(of).rolling_sum(12).over(group)).round(_DIGITS).alias(name)
        for name, of in TWELVE.items()
    ]
    latest = pl.col("submission_id").rolling_max(12, min_samples=1).over(group)
    any_one = pl.col("demonstration").cast(pl.Int8).rolling_max(12, min_samples=1).over(group) == 1
    return rows.with_columns(
        *sums,
        pl.when(whole).then(latest).otherwise("submission_id").alias("submission_id_12m"),
        pl.when(whole).then(any_one).otherwise("demonstration").alias("demonstration_12m"),
    )


def at(rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The rows of `months` as one row a (group, staff) for a period of any grain, sorted so; columns: COLUMNS.

    STOCKS and the 12-month sums are those at its end; FLOWS are summed over it, null unless all its months are held
    and, of a longer one, none lacks a team (teams_lacking: how many the month lacks that lacks the most). The rates are
    worked out of these. A group without a row of its last month has none. submission_id and demonstration are of all
    its months, those with _12m of the twelve months to its end.
    """
    within = rows.filter(pl.col("period_end").is_between(period.start, period.end))
    count = len(periods.span(periods.containing(period.start, "month"), periods.containing(period.end, "month")))
    held = (pl.len() == count) & ((pl.col("teams_lacking").max() == 0) | (count == 1))
    sums = within.group_by("group", "staff").agg(
        *(pl.when(held & (pl.col(name).null_count() == 0)).then(pl.col(name).sum()).round(_DIGITS) for name in FLOWS),
        pl.col("teams_lacking", "submission_id").max(),
        pl.col("demonstration").any(),
    )
    last = within.filter(pl.col("period_end") == period.end).drop(sums.columns[2:])
    dated = last.with_columns(
        pl.lit(period.start).alias("period"), pl.lit(period.label, dtype=pl.String).alias("period_label")
    )
    return rated(dated.join(sums, on=["group", "staff"])).select(COLUMNS).sort("group", "staff")


def latest(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of `months` of the latest month that any of them has."""
    return rows.filter(pl.col("period_end") == pl.col("period_end").max())
