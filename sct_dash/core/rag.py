"""Red, amber and green: a value against the target in force at its period's end, and how far it is from the next."""

from __future__ import annotations

import polars as pl

from sct_dash.core.frames import MOVING
from sct_dash.core.kpis import multiplier, slack

RAG = ("green", "amber", "red")
_TARGET = ("target", "target_upper", "tolerance", "tolerance_kind")


def rated(rows: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """Rows with target, target_upper, tolerance (Float64), tolerance_kind and rag: green, amber, red or null.

    The target is the one in force on period_end: the latest begun among those not over. The value is compared
    unrounded. Green: target met (on target exactly is green). Amber: missed by no more than the tolerance (exactly at
    it is amber), in points of the unit or in percent of the target missed. Red: otherwise. Null without a value or a
    target, and for a neutral direction. Figures within kpis.SLACK of each other count as equal, so that 49.98 is 2%
    short of 51 though their floats say a hair more. A range without an upper target has no upper end.
    Needs kpi_code, period_end, direction and value; rows keep their order.
    """
    return _with_targets(rows, targets).with_columns(_rag().alias("rag"))


def _with_targets(rows: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    start, end, day = pl.col("valid_from"), pl.col("valid_to"), pl.col("period_end")
    terms = targets.select("kpi_code", "valid_from", "valid_to", *_TARGET)
    chosen = (
        rows.select("kpi_code", "period_end")
        .unique()
        .join(terms, on="kpi_code")
        .filter((start <= day) & (end.is_null() | (end >= day)))
        .sort("valid_from")
        .unique(["kpi_code", "period_end"], keep="last", maintain_order=True)
        .select("kpi_code", "period_end", *_TARGET)
    )
    bare = rows.drop(_TARGET, strict=False)
    return bare.join(chosen, on=["kpi_code", "period_end"], how="left", maintain_order="left")


def _lower_edge() -> pl.Expr:
    """The least value that is green; null where there is no such thing."""
    return pl.when(pl.col("direction").is_in(["higher", "range"])).then("target")


def _upper_edge() -> pl.Expr:
    """The greatest value that is green; null where there is no such thing."""
    return (
        pl.when(pl.col("direction") == "lower").then("target").when(pl.col("direction") == "range").then("target_upper")
    )


def _tolerance(edge: pl.Expr) -> pl.Expr:
    """How far beyond an edge is still amber, in the unit."""
    points = pl.col("tolerance").fill_null(0.0)
    return pl.when(pl.col("tolerance_kind") == "percent").then(edge.abs() * points / 100).otherwise(points)


def _within(allowed: bool) -> pl.Expr:
    """Whether the value is within both edges, widened by the tolerance when it is allowed; an absent edge holds."""
    low, high, value = _lower_edge(), _upper_edge(), pl.col("value")
    below = low - value <= (_tolerance(low) if allowed else 0.0) + slack(low)
    above = value - high <= (_tolerance(high) if allowed else 0.0) + slack(high)
    return below.fill_null(True) & above.fill_null(True)


def _rag() -> pl.Expr:
    rateable = (
        pl.col("value").is_finite()
        & pl.col("target").is_not_null()
        & pl.col("direction").is_in(["higher", "lower", "range"])
    )
    return (
        pl.when(rateable & _within(allowed=False))
        .then(pl.lit("green"))
        .when(rateable & _within(allowed=True))
        .then(pl.lit("amber"))
        .when(rateable)
        .then(pl.lit("red"))
    )


def margins(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `rated` with how far each is from the next colour, and how much a green one can lose.

    to_amber, to_green (Int64): the least change of the numerator, the denominator staying as it is, that makes the row
    at least amber, or green. More where the value is too low, fewer where it is too high (`heading` says which).
    short_of_amber, short_of_green (Float64): the same in the unit, unrounded. Null once there: a red row has both, an
    amber row only those of green, others none.
    spare (Int64), headroom (Float64): for a green row, the most it can change for the worse and stay green, in the
    numerator and in the unit. Not for a range, where both ways are worse: there headroom is to the nearer edge.
    The counts need unit percent with numerator and denominator; they are null when no such change is possible, and
    for a figure computed_from one of frames.MOVING, where the denominator would not stay.
    heading (String): more or fewer, the way to better (for a green row, the way to worse); null without a rag.
    """
    low, high, value = _lower_edge(), _upper_edge(), pl.col("value")
    too_high = (value > high).fill_null(False)
    edge = pl.when(too_high).then(high).otherwise(low)
    widened = pl.when(too_high).then(high + _tolerance(high)).otherwise(low - _tolerance(low))
    red, green, off = pl.col("rag") == "red", pl.col("rag") == "green", pl.col("rag").is_in(["red", "amber"])
    room = pl.min_horizontal(value - low, high - value).clip(lower_bound=0.0)
    fewer = pl.when(green).then(pl.col("direction") != "lower").otherwise(too_high)
    moving = (
        pl.col("computed_from").is_in(MOVING).fill_null(False) if "computed_from" in rows.columns else pl.lit(False)
    )
    return (
        rows.with_columns(
            pl.when(off).then((edge - value).abs()).alias("short_of_green"),
            pl.when(red).then((widened - value).abs()).alias("short_of_amber"),
            pl.when(green).then(room).alias("headroom"),
            pl.when(off | (green & (pl.col("direction") != "range")))
            .then(pl.when(fewer).then(pl.lit("fewer")).otherwise(pl.lit("more")))
            .alias("heading"),
        )
        .with_columns(
            pl.when(red).then(_steps(widened, too_high, allowed=True)).alias("to_amber"),
            pl.when(off).then(_steps(edge, too_high, allowed=False)).alias("to_green"),
            pl.when(green).then(_spare()).alias("spare"),
        )
        .with_columns(pl.when(~moving).then(pl.col("to_amber", "to_green", "spare")).cast(pl.Int64))
    )


def _counted() -> pl.Expr:
    return (
        (pl.col("unit") == "percent")
        & pl.col("numerator").is_not_null()
        & (pl.col("denominator") > 0)
        & pl.col("value").is_not_null()
    )


def _at(edge: pl.Expr, towards: int) -> pl.Expr:
    """The numerator at which the share would be exactly on an edge, moved by the slack towards worse."""
    return (edge + towards * slack(edge)) * pl.col("denominator") / multiplier()


def _steps(edge: pl.Expr, too_high: pl.Expr, *, allowed: bool) -> pl.Expr:
    """The least whole change of the numerator that brings the share to an edge without passing the opposite one."""
    numerator, denominator = pl.col("numerator"), pl.col("denominator")
    steps = pl.when(too_high).then((numerator - _at(edge, 1)).ceil()).otherwise((_at(edge, -1) - numerator).ceil())
    after = numerator + pl.when(too_high).then(-steps).otherwise(steps)
    low, high = _lower_edge(), _upper_edge()
    if allowed:
        low, high = low - _tolerance(low), high + _tolerance(high)
    reached = (after >= _at(low, -1)).fill_null(True) & (after <= _at(high, 1)).fill_null(True)
    return pl.when(_counted() & reached & (after >= 0) & (after <= denominator)).then(steps)


def _spare() -> pl.Expr:
    numerator, denominator, target = pl.col("numerator"), pl.col("denominator"), pl.col("target")
    lost = pl.min_horizontal((numerator - _at(target, -1)).floor(), numerator)
    gained = pl.min_horizontal((_at(target, 1) - numerator).floor(), denominator - numerator)
    return (
        pl.when(_counted() & (pl.col("direction") == "higher"))
        .then(lost)
        .when(_counted() & (pl.col("direction") == "lower"))
        .then(gained)
    )
