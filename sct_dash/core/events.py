"""What happened to KPIs between two days: relief that begins or ends, and limits that are reset."""

from __future__ import annotations

from datetime import date

import polars as pl

from sct_dash.core.differences import ROWS, Picture, Row, paired, told, unlike
from sct_dash.core.frames import facts
from sct_dash.core.periods import day_words


def relief(then: Picture, now: Picture, then_on: date, now_on: date) -> pl.DataFrame:
    """ROWS of the relief events that differ: what is relief; change is began, ended, set, changed or dropped.

    began and ended are by the day: in force on the second and not on the first, and the reverse (its last day is still
    in force). An event that neither begins nor ends is set when it was recorded in between, changed when its last day,
    clause, reason or day of agreement are others, dropped when it is no longer recorded. One that is over while others
    go on relieving the KPI without a day between is changed too: the relief has not ended.
    """
    both = paired(facts(then, "relief"), facts(now, "relief"), ["kpi_code", "relief_from"])
    both = both.with_columns(_stage("_then", then_on), _stage("", now_on))
    both = both.join(_lasting(facts(now, "relief"), now_on), on="kpi_code", how="left", maintain_order="left")
    other = both.filter(unlike(["relief_to", "clause", "reason", "agreed_on", "stage"]))
    return pl.DataFrame([_event(row) for row in other.iter_rows(named=True)], schema=ROWS)


def _lasting(relief: pl.DataFrame, on: date) -> pl.DataFrame:
    """The unbroken stretch of events that relieves a KPI on a day: kpi_code, lasts_from, lasts_to, and its last_clause.

    A KPI that is not relieved then has no row.
    """
    covered = pl.col("relief_to").cum_max().shift(1).over("kpi_code").dt.offset_by("1d")
    events = relief.sort("kpi_code", "relief_from").with_columns(
        apart=(pl.col("relief_from") > covered).fill_null(True)
    )
    stretches = events.with_columns(pl.col("apart").cum_sum().alias("stretch")).group_by("kpi_code", "stretch")
    found = stretches.agg(
        pl.col("relief_from").min().alias("lasts_from"),
        pl.col("relief_to").max().alias("lasts_to"),
        pl.col("clause").sort_by("relief_to").last().alias("last_clause"),
    )
    return found.filter(pl.lit(on).is_between("lasts_from", "lasts_to")).drop("stretch")


def _stage(side: str, on: date) -> pl.Expr:
    """Where an event is on a day: absent, ahead, standing or over."""
    return (
        pl.when(~pl.col(f"held{side}"))
        .then(pl.lit("absent"))
        .when(pl.col("relief_from") > on)
        .then(pl.lit("ahead"))
        .when(pl.col(f"relief_to{side}") >= on)
        .then(pl.lit("standing"))
        .otherwise(pl.lit("over"))
        .alias(f"stage{side}")
    )


def _event(row: Row) -> Row:
    before, after = row["stage_then"], row["stage"]
    if before in ("ahead", "standing", "over") and before == after:
        return _altered(row)
    start, end = day_words(row["relief_from"]), day_words(row["relief_to"] or row["relief_to_then"])
    clause = row["clause"] or row["clause_then"]
    under = f", under {clause}" if clause else ""
    if before in ("ahead", "standing") and _goes_on(row):
        return _relayed(row, f"relief from {start} to {end}{under}")
    if after == "absent":
        change = "ended" if before == "standing" else "dropped"
        rest = f": relief from {start} to {end}{under} is no longer recorded"
    elif after == "standing":
        change, rest = "began", f": relief began on {start} and lasts to {end}{under}"
    elif before == "standing":
        change, rest = "ended", f": relief ended on {end}{under}"
    elif before == "ahead":
        change, rest = "ended", f": relief began on {start} and ended on {end}{under}"
    else:
        change, rest = "set", f": relief from {start} to {end}{under} is now recorded"
    return told("relief", change, row, _stage_words(row, "_then"), _stage_words(row, ""), rest)


def relieving(then: Picture, now: Picture, shown: pl.DataFrame) -> pl.DataFrame:
    """One row a KPI of whose relief events any has other days: kpi_code, by_relief, by_ghosts.

    by_relief is the submission that made one differ which relieves the figure shown, before or after; by_ghosts one
    that relieves it or an earlier one, and so leaves other figures out of the limits. The latest of several, null for
    none. `shown` has kpi_code and period_end.
    """
    both = paired(facts(then, "relief"), facts(now, "relief"), ["kpi_code", "relief_from"])
    other = both.filter(unlike(["relief_to"])).join(shown.select("kpi_code", "period_end"), on="kpi_code")
    begun = pl.col("relief_from") <= pl.col("period_end")
    lasting = pl.col("period_end") <= pl.max_horizontal("relief_to", "relief_to_then")
    return other.group_by("kpi_code").agg(
        pl.col("caused_by").filter(begun & lasting).max().alias("by_relief"),
        pl.col("caused_by").filter(begun).max().alias("by_ghosts"),
    )


def _goes_on(row: Row) -> bool:
    """Whether an event that is over or gone leaves the KPI relieved by others, without a day between."""
    if row["stage"] not in ("over", "absent") or row["lasts_from"] is None:
        return False
    return row["stage"] == "absent" or row["lasts_from"] <= row["relief_to"]


def _relayed(row: Row, event: str) -> Row:
    until = f"relieved to {day_words(row['lasts_to'])}"
    over = "is over" if row["stage"] == "over" else "is no longer recorded"
    under = f", under {row['last_clause']}" if row["last_clause"] else ""
    rest = f": {event} {over}, but it stays {until}{under}"
    return told("relief", "changed", row, _stage_words(row, "_then"), until, rest)


def _altered(row: Row) -> Row:
    was, becomes = _event_words(row, "_then"), _event_words(row, "")
    same = f": the reason of its relief, {was}, is reworded"
    rest = same if was == becomes else f": relief goes from {was} to {becomes}"
    return told("relief", "changed", row, was, becomes, rest)


def _stage_words(row: Row, side: str) -> str:
    said = {"absent": "no relief", "ahead": "relief to come", "over": "relief over"}
    return said.get(row[f"stage{side}"]) or f"relieved to {day_words(row[f'relief_to{side}'])}"


def _event_words(row: Row, side: str) -> str:
    clause, agreed = row[f"clause{side}"], row[f"agreed_on{side}"]
    under = f" under {clause}" if clause else ""
    settled = f", agreed on {day_words(agreed)}" if agreed else ""
    return f"{day_words(row['relief_from'])} to {day_words(row[f'relief_to{side}'])}{under}{settled}"


def rebases(then: Picture, now: Picture) -> pl.DataFrame:
    """ROWS of the days from which limits are reset: what is signal; change is set, changed, dropped.

    changed: the reason or the day it was agreed is another.
    """
    both = paired(facts(then, "rebases"), facts(now, "rebases"), ["kpi_code", "rebase_on"])
    other = both.filter(unlike(["reason", "agreed_on", "held"]))
    return pl.DataFrame([_rebase(row) for row in other.iter_rows(named=True)], schema=ROWS)


def resets(then: Picture, now: Picture, shown: pl.DataFrame) -> pl.DataFrame:
    """kpi_code, by_reset and reset_why: the submission and the reason of the rebase on `reset_on` of each KPI shown.

    One no longer recorded is that of the picture before. A KPI without such a day or rebase has no row.
    """
    both = paired(facts(then, "rebases"), facts(now, "rebases"), ["kpi_code", "rebase_on"])
    days = shown.select("kpi_code", pl.col("reset_on").alias("rebase_on"))
    found = both.join(days, on=["kpi_code", "rebase_on"], how="semi")
    return found.select(
        "kpi_code", pl.col("caused_by").alias("by_reset"), pl.coalesce("reason", "reason_then").alias("reset_why")
    )


def _rebase(row: Row) -> Row:
    start = day_words(row["rebase_on"])
    if not row["held"]:
        change, rest = "dropped", f": its limits are no longer reset from {start}"
    elif row["held_then"]:
        change, rest = "changed", f": why its limits are reset from {start} is reworded"
    else:
        change, rest = "set", f": its limits are reset from {start}"
    because = f" ({row['reason']})" if row["reason"] else ""
    return told("signal", change, row, row["reason_then"], row["reason"], rest + because)
