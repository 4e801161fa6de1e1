"""Where every KPI stands: the whole series of each, and the one row that says it today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import computed, periods, signals
from sct_dash.core.frames import ORIGIN, facts
from sct_dash.core.kpis import defined, in_force, previous_and_travel, valued, without_origin, year_to_date
from sct_dash.core.periods import GRAINS, Period
from sct_dash.core.rag import RAG, margins, rated
from sct_dash.core.relief import relieved
from sct_dash.core.verdicts import told

STATUSES = ("red", "amber", "late", "no_data", "green", "neutral", "not_due")
"""Every status a KPI can have, in the order in which they are read: what is off target comes first."""

CONTRACT = (
    *("kpi", "name", "set", "priority", "period", "value", "numerator", "denominator", "target", "tolerance"),
    *("status", "relieved", "year_to_date", "previous", "travel"),
)
"""The columns that `kpi_status` always begins with, in this order; what is exported."""

DETAIL = (
    *("unit", "direction", "frequency", "aggregation", "owner", "numerator_label", "denominator_label"),
    *("target_upper", "tolerance_kind", "period_start", "period_end", "due_on", "symbol", "comment"),
    *("clause", "reason", "relief_from", "relief_to", "year_to_date_periods", "previous_status", "moved"),
    *("to_amber", "to_green", "short_of_amber", "short_of_green", "spare", "headroom", "heading"),
    *("variation", "assurance", "signal_type", "signal_points", "signal_from", "signal_on", "trial"),
    *("mean", "lpl", "upl", "rebased_on", "margin", "sentence", *ORIGIN),
)

_NAMED = ("name", "kpi_set", "priority", "owner", "source", "method", "why_it_matters")


def series(picture: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every reported row of every KPI, sorted by kpi_code and period: one for each (kpi_code, period, period_end).

    The columns of kpi_values, with `value` computed; the definition in force at the period's end (the columns of kpis
    but its dates, and defined_from); those of `rated`, `relieved`, `margins`, `previous_and_travel` and `year_to_date`;
    period_label; status (green, amber, red, neutral, or no_data with a symbol or without a usable value);
    previous_status (of the period just before, null when that is not reported); moved (Boolean: both are a colour and
    they differ). Values of a KPI without a definition are left out. The status of a relieved row is its shadow. The
    rows are those of `computed.figures`: typed, or worked out of another return where the definition says so.
    """
    values = computed.figures(picture).with_columns(reported=pl.lit(True))
    return _computed(_held(values, picture)).drop("reported")


def _held(values: pl.DataFrame, picture: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The values with definition, value, target, colour and relief: all that a row is by itself."""
    rows = valued(defined(values, without_origin(facts(picture, "kpis"))))
    return relieved(rated(rows, facts(picture, "targets")), facts(picture, "relief"))


def _computed(rows: pl.DataFrame) -> pl.DataFrame:
    """`series` of the `_held` rows whose column `reported` is true, and of the others that stand for what is missing.

    A row leans on those of its year to date and on the period just before.
    """
    rows = year_to_date(previous_and_travel(margins(rows))).with_columns(_reported_status().alias("status"))
    return periods.labelled(_moved(rows)).sort("kpi_code", "period", "period_end")


def _reported_status() -> pl.Expr:
    return pl.when(pl.col("value").is_null()).then(pl.lit("no_data")).otherwise(pl.col("rag").fill_null("neutral"))


def _moved(rows: pl.DataFrame) -> pl.DataFrame:
    keys = ["kpi_code", "_grain", "_before"]
    rows = rows.with_columns(_grain=periods.grain(), _before=pl.col("period").dt.offset_by("-1d"))
    before = (
        rows.filter("reported")
        .select("kpi_code", "_grain", pl.col("period_end").alias("_before"), previous_status="status")
        .unique(keys, keep="last", maintain_order=True)
    )
    coloured = pl.col("status").is_in(RAG) & pl.col("previous_status").is_in(RAG) & pl.col("reported")
    return (
        rows.join(before, on=keys, how="left", maintain_order="left")
        .with_columns((coloured & (pl.col("status") != pl.col("previous_status"))).fill_null(False).alias("moved"))
        .drop("_grain", "_before")
    )


def kpi_status(
    picture: Mapping[str, pl.DataFrame], *, on: date, period: Period | None = None, priority: str | None = None
) -> pl.DataFrame:
    """One row a KPI in force on a day (at the end of `period` when that came before), worst first, then by kpi.

    Columns: CONTRACT, then DETAIL. `kpi` is the code and `period` the canonical label. status is one of STATUSES;
    a relieved KPI keeps the colour it would have. Figures are unrounded, in the unit; margin and sentence are words.

    Without `period`, the latest reported period is shown, or the latest that is overdue when that is later: late, or
    no_data when the KPI was never reported. With it, each KPI's latest period that ended by then is shown, reported or
    not: not_due up to and including its due date, no_data when a later one is reported (or none ever was), else late.
    A KPI too new to owe anything is not_due. Late, not_due and unreported rows have no value, but have `previous`.
    demonstration: whether anything the row leans on is one: its figure, those before it, target, relief or rebase.
    variation to rebased_on are those of signals.latest for what ended by the shown period, in its unit and grain;
    without any such figure: too_few of 0 points, or overlapping. `priority` keeps the KPIs of one of frames.PRIORITIES.
    """
    kpis = in_force(facts(picture, "kpis"), on if period is None else min(on, period.end))
    if priority is not None:
        kpis = kpis.filter(pl.col("priority") == priority)
    kpis = without_origin(kpis)
    values = computed.figures(picture).join(kpis.select("kpi_code"), on="kpi_code", how="semi")
    shown = _shown(kpis, values, on, period)
    held = _held(_leant_on(values, shown), picture)
    rows = _computed(held.filter(pl.col("period") >= pl.col("_from"))).drop(_NAMED, "reported")
    current = rows.join(shown, on=["kpi_code", "period", "period_end"])
    named = current.join(kpis.select("kpi_code", *_NAMED), on="kpi_code")
    marked = named.with_columns(_demonstration(picture, held))
    signalled = marked.join(_signals(held, picture), on="kpi_code", how="left")
    return _finished(signalled.with_columns(_status(on, period).alias("status"), periods.due().alias("due_on")))


def _known(on: date, period: Period | None) -> pl.Expr:
    """Whether a value may be shown: begun by the day, or ended by the end of the period asked for."""
    return pl.col("period") <= on if period is None else pl.col("period_end") <= period.end


def _signals(held: pl.DataFrame, picture: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`signals.latest` of each KPI up to its shown row; that comes last, so the signal is in its unit and grain."""
    past = held.filter(pl.col("period_end") <= pl.col("_to"))
    return signals.latest(signals.points(past, facts(picture, "rebases")))


def _demonstration(picture: Mapping[str, pl.DataFrame], held: pl.DataFrame) -> pl.Expr:
    """Whether anything a row leans on is a demonstration: its figure, those before it, target, relief or rebase."""
    leant = [*(facts(picture, kind) for kind in ("targets", "relief", "rebases")), held]
    invented = pl.concat([frame.filter(pl.col("demonstration").fill_null(False)).select("kpi_code") for frame in leant])
    return pl.col("kpi_code").is_in(invented["kpi_code"].unique().implode()).alias("demonstration")


def _leant_on(values: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """The values up to each shown row, and the shown rows that are not `reported`.

    Adds _from, the start of what its year to date and its period before need, and _to, its end.
    """
    missing = shown.filter(~pl.col("reported")).select("kpi_code", "period", "period_end", "reported")
    others = values.join(missing, on=["kpi_code", "period", "period_end"], how="anti", maintain_order="left")
    window = shown.select("kpi_code", _from=pl.col("period").dt.offset_by("-12mo"), _to="period_end")
    return (
        pl.concat([others.with_columns(reported=pl.lit(True)), missing], how="diagonal")
        .join(window, on="kpi_code", maintain_order="left")
        .filter(pl.col("period") <= pl.col("_to"))
    )


def _shown(kpis: pl.DataFrame, values: pl.DataFrame, on: date, period: Period | None) -> pl.DataFrame:
    """One row a KPI: kpi_code, period, period_end, reported, ever (any row at all), later (a later row), expected."""
    by_end = ["period_end", "period"]
    last = values.sort(by_end).group_by("kpi_code").agg(pl.col("period_end").last().alias("_last"))
    latest = (
        values.filter(_known(on, period))
        .sort(by_end)
        .group_by("kpi_code")
        .agg(pl.col("period").last().alias("_period"), pl.col("period_end").last().alias("_period_end"))
    )
    expected = _expected(_grained(kpis, values), on, period)
    joined = expected.join(latest, on="kpi_code", how="left").join(last, on="kpi_code", how="left")
    ahead = pl.col("_period_end") >= pl.col("period_end")
    keep = (ahead | ~pl.col("owed")) if period is None else (pl.col("_period_end") == pl.col("asked_end"))
    reported = (keep & pl.col("_period_end").is_not_null()).fill_null(False)
    return joined.select(
        "kpi_code",
        pl.when(reported).then("_period").otherwise("period").alias("period"),
        pl.when(reported).then("_period_end").otherwise("period_end").alias("period_end"),
        reported.alias("reported"),
        pl.col("_last").is_not_null().alias("ever"),
        (pl.col("_last") > pl.col("period_end")).fill_null(False).alias("later"),
    )


def _grained(kpis: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """kpi_code, valid_from and grain: the KPI's frequency, but census_year for a yearly one last reported so."""
    census = (
        values.filter(periods.grain().is_in(["year", "census_year"]))
        .sort("period_end")
        .group_by("kpi_code")
        .agg((periods.grain().last() == "census_year").alias("_census"))
    )
    yearly = (pl.col("frequency") == "year") & pl.col("_census").fill_null(False)
    return kpis.join(census, on="kpi_code", how="left").select(
        "kpi_code", "valid_from", pl.when(yearly).then(pl.lit("census_year")).otherwise("frequency").alias("grain")
    )


def _expected(grained: pl.DataFrame, on: date, period: Period | None) -> pl.DataFrame:
    """The period each KPI owes: kpi_code, period, period_end, owed, asked_end.

    Where the definition is too new to owe the one asked for (which ends on asked_end), its first.
    """
    found = {
        grain: periods.latest_due(on, grain) if period is None else periods.latest_ended(period.end, grain)
        for grain in GRAINS
    }
    table = pl.DataFrame(
        {"grain": list(found), "_start": [p.start for p in found.values()], "_end": [p.end for p in found.values()]},
        schema={"grain": pl.String, "_start": pl.Date, "_end": pl.Date},
    )
    owed = pl.col("_end") >= pl.col("valid_from")
    first = grained.join(table, on="grain").with_columns(
        owed.alias("owed"), periods.start_holding("valid_from", "grain").alias("_first")
    )
    return first.with_columns(periods.end_after("_first", "grain").alias("_first_end")).select(
        "kpi_code",
        pl.when("owed").then("_start").otherwise("_first").alias("period"),
        pl.when("owed").then("_end").otherwise("_first_end").alias("period_end"),
        "owed",
        pl.col("_end").alias("asked_end"),
    )


def _status(on: date, period: Period | None) -> pl.Expr:
    overlooked = ~pl.col("ever") | pl.col("later")
    return (
        pl.when("reported")
        .then("status")
        .when(pl.lit(on) <= periods.due())
        .then(pl.lit("not_due"))
        .when(overlooked if period is not None else ~pl.col("ever"))
        .then(pl.lit("no_data"))
        .otherwise(pl.lit("late"))
    )


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    renamed = rows.rename(
        {"kpi_code": "kpi", "kpi_set": "set", "period": "period_start", "period_label": "period"}
    ).with_columns(pl.col("status").cast(pl.Enum(STATUSES)).alias("_order"))
    return told(renamed.sort("_order", "kpi")).select(*CONTRACT, *DETAIL)


def counts(status: pl.DataFrame) -> dict[str, int]:
    """How many rows of `kpi_status` are green, amber, red, relieved, no_data, late, not_due and neutral.

    A relieved row that has a colour counts as relieved and not as that colour; every row counts once.
    """
    names = ("green", "amber", "red", "relieved", "no_data", "late", "not_due", "neutral")
    found = dict(status.group_by(shown().alias("shown")).len().iter_rows())
    return {name: found.get(name, 0) for name in names}


def shown() -> pl.Expr:
    """What a row of `kpi_status` counts and filters as: `relieved` when it has a colour under relief, else status."""
    forgiven = pl.col("relieved") & pl.col("status").is_in(RAG)
    return pl.when(forgiven).then(pl.lit("relieved")).otherwise("status")


def off_target(status: pl.DataFrame) -> pl.DataFrame:
    """The rows of `kpi_status` that are Red or Amber and not relieved, in their order."""
    return status.filter(shown().is_in(["red", "amber"]))
