"""Which changes of a KPI are real: its points beside mean and limits, and the one row that says it today."""

from __future__ import annotations

import polars as pl

from sct_dash.core import periods, spc
from sct_dash.core.frames import OVERLAPPING
from sct_dash.core.kpis import slack

FULL = 12
"""How many points a partition needs before its limits are more than trial limits (Making Data Count)."""
LEAST = 6
"""How many it needs to have limits at all: with fewer than five steps a single one, or two figures alike, make them."""

VARIATIONS = (
    *("common_cause", "improvement_high", "improvement_low", "concern_high", "concern_low"),
    *("neutral_high", "neutral_low", "too_few", "overlapping"),
)
ASSURANCES = ("pass", "fail", "inconsistent", "none")
SCHEMA = pl.Schema(
    {
        "kpi_code": pl.String,
        "variation": pl.String,
        "assurance": pl.String,
        "signal_type": pl.String,
        "signal_points": pl.Int64,
        "signal_from": pl.Date,
        "signal_on": pl.Date,
        "trial": pl.Boolean,
        "mean": pl.Float64,
        "lpl": pl.Float64,
        "upl": pl.Float64,
        "rebased_on": pl.Date,
    }
)
"""The columns of `latest`."""

_DIRECTIONS = {"higher": "increase", "lower": "decrease"}
_LIMITS = ("lpl", "upl")
_TYPES = ("special_cause_type", "point_type")
_ADDED = ("mean", *_LIMITS, "rebase_group", "special_cause_flag", *_TYPES)


def points(series: pl.DataFrame, rebases: pl.DataFrame) -> pl.DataFrame:
    """The rows of `status.series`, in their order, each beside the mean and the limits of its partition.

    Adds series_id String (a KPI's rows of one grain, up to a change of unit or of overlapping), ghost Boolean
    (relieved: left out of mean, limits and rules), mean, lpl, upl Float64 (unclipped), rebase_group Int64, rebased_on
    Date (the rebase that its partition began with), special_cause_type and point_type String, special_cause_flag
    Boolean, limits Boolean (the row has limits), trial Boolean (it has, from fewer than FULL points) and overlapping
    Boolean (the figure is computed_from one of frames.OVERLAPPING).

    Figures that overlap are not judged: neighbours that share eleven months hardly differ, so limits would be far too
    narrow and runs without end. Such a row has no mean, limits, type or flag, and a rebase begins nothing in it.

    Under spc.ENOUGH unrelieved points with a value the series has its mean and nothing else: no limits, no type; so
    has a partition of under LEAST of them. A partition that mostly stands still has its limits from all of its steps,
    and the figure that stands for it is common cause (see `_judged`).
    A relieved row has no type and no flag, nor has one without a value. The direction is that of the series' last row;
    a range is neutral. A missing period or value is never bridged; a relieved one is, as if it had not been. A rebase
    begins a partition at the first unrelieved period that ends on its day or later; before the first figure it is none.
    Needs kpi_code, period, period_end, value, unit, direction and relieved; without computed_from nothing overlaps.
    """
    rows = _keyed(series)
    begun = _begun(rows, rebases)
    judged = _judged(_inputs(rows), _settings(rows, begun))
    keys = ["series_id", "period_end"]
    found = judged.select("series_id", pl.col("date").alias("period_end"), *_ADDED)
    joined = rows.join(found, on=keys, how="left").sort(keys)
    since = begun.select(*keys, pl.col("rebase_on").alias("rebased_on"))
    told = joined.join(since, on=keys, how="left").sort(keys)
    return _held_back(told).sort("_row").drop("_row", "_real", "_gap")


def _judged(inputs: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """What spc says of every row, screened, but for the partitions whose limits that leaves no width though they vary.

    Screening drops each of the few steps of a measure that mostly stands still. Limits without width would make a real
    change of every figure, so those partitions have all their steps back, and the figure they mostly have, their
    median, is usual: it lies on one side of a mean that a few others have moved.
    """
    judged = spc.points(inputs, settings, collapse_constant=True)
    partition = ["series_id", "rebase_group"]
    counted = pl.col("value").filter(~pl.col("ghost"))
    still = (pl.col("lpl") == pl.col("upl")).any() & (counted.min() != counted.max())
    bare = judged.group_by(partition).agg(still.alias("_bare"), counted.median().alias("_usual")).filter("_bare")
    if bare.is_empty():
        return judged
    affected = bare.select("series_id").unique()
    unscreened = settings.with_columns(pl.lit(False).alias("screen_outliers"))
    widened = (
        spc.points(
            inputs.join(affected, on="series_id", how="semi"),
            unscreened.join(affected, on="series_id", how="semi"),
            collapse_constant=True,
        )
        .join(bare, on=partition)
        .with_columns(_usual())
        .select(judged.columns)
    )
    return pl.concat([judged.join(bare, on=partition, how="anti", nulls_equal=True), widened])


def _usual() -> list[pl.Expr]:
    """The label, type and flag of common cause for the points of a partition that are its usual figure."""
    usual = (pl.col("value") == pl.col("_usual")) & pl.col("special_cause_flag")
    common = {"special_cause_type": pl.lit("Common Cause"), "point_type": pl.lit(spc.COMMON)}
    common |= {"special_cause_flag": pl.lit(False)}
    return [pl.when(usual).then(new).otherwise(name).alias(name) for name, new in common.items()]


def _keyed(series: pl.DataFrame) -> pl.DataFrame:
    """The rows with series_id and ghost, sorted by series and period; _real: it counts; _gap: a period lacks before."""
    grain = periods.grain().fill_null("other").alias("_grain")
    rows = series.with_row_index("_row").with_columns(grain, pl.col("relieved").alias("ghost"))
    rows = rows.with_columns(_overlapping(rows).alias("overlapping")).sort("kpi_code", "_grain", "period_end")
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in ("unit", "overlapping"))
    turned = other.cum_sum().over("kpi_code", "_grain")
    rows = rows.with_columns(pl.format("{}/{}/{}", "kpi_code", "_grain", turned).alias("series_id"))
    real = ~pl.col("ghost") & pl.col("value").is_not_null()
    return rows.with_columns(real.alias("_real"), _gap("series_id").alias("_gap")).drop("_grain")


def _overlapping(rows: pl.DataFrame) -> pl.Expr:
    """Whether a row's figure shares most of its months with its neighbours."""
    source = pl.col("computed_from") if "computed_from" in rows.columns else pl.lit(None, pl.String)
    return source.is_in(OVERLAPPING).fill_null(False)


def _gap(series: str) -> pl.Expr:
    """Whether a period is missing between a row and the one before in its series; rows sorted by period."""
    after = pl.col("period_end").shift(1).over(series).dt.offset_by("1d")
    return (after < pl.col("period")).fill_null(False)


def _inputs(rows: pl.DataFrame) -> pl.DataFrame:
    """What spc reads: every row, and one without a value where periods are missing, so that nothing crosses them."""
    given = rows.select("series_id", pl.col("period_end").alias("date"), "value", "ghost")
    missing = rows.filter("_gap").select(
        "series_id",
        pl.col("period").dt.offset_by("-1d").alias("date"),
        pl.lit(None, pl.Float64).alias("value"),
        pl.lit(False).alias("ghost"),
    )
    return pl.concat([given, missing])


def _settings(rows: pl.DataFrame, begun: pl.DataFrame) -> pl.DataFrame:
    direction = pl.col("direction").last().replace_strict(_DIRECTIONS, default="neutral", return_dtype=pl.String)
    dates = begun.group_by("series_id").agg(pl.col("period_end").sort().alias("rebase_dates"))
    return (
        rows.group_by("series_id", maintain_order=True)
        .agg(direction.alias("improvement_direction"))
        .join(dates, on="series_id", how="left", maintain_order="left")
        .with_columns(
            pl.lit(None, pl.Float64).alias("target"),
            pl.lit(None, pl.Int64).alias("fix_after_n_points"),
            pl.lit(True).alias("screen_outliers"),
        )
    )


def _begun(rows: pl.DataFrame, rebases: pl.DataFrame) -> pl.DataFrame:
    """The partitions that a rebase begins: series_id, period_end of the first period in it, rebase_on (the latest)."""
    counted = rows.filter(pl.col("_real") & ~pl.col("overlapping"))
    spans = counted.group_by("kpi_code", "series_id").agg(pl.col("period_end").min().alias("_first"))
    asked = (
        rebases.select("kpi_code", "rebase_on")
        .join(spans, on="kpi_code")
        .filter(pl.col("rebase_on") > pl.col("_first"))
        .sort("rebase_on")
    )
    starts = rows.filter(~pl.col("ghost")).select("series_id", "period_end").sort("period_end")
    return (
        asked.join_asof(
            starts,
            left_on="rebase_on",
            right_on="period_end",
            by="series_id",
            strategy="forward",
            coalesce=False,
            check_sortedness=False,
        )
        .filter(pl.col("period_end").is_not_null())
        .unique(["series_id", "period_end"], keep="last", maintain_order=True)
        .select("series_id", "period_end", "rebase_on")
    )


def _held_back(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without what spc says of a series too short or too much alike to say it; with how far the rest goes."""
    count = pl.col("_real").sum().over("series_id", "rebase_group")
    enough = (pl.col("_real").sum().over("series_id") >= spc.ENOUGH) & (count >= LEAST) & ~pl.col("overlapping")
    judged = enough & pl.col("_real")
    return (
        rows.with_columns(
            pl.col("rebased_on").forward_fill().over("series_id"),
            pl.when(~pl.col("overlapping")).then("mean").alias("mean"),
            *(pl.when(enough).then(name).alias(name) for name in _LIMITS),
            *(pl.when(judged).then(name).alias(name) for name in _TYPES),
            (judged & pl.col("special_cause_flag")).fill_null(False).alias("special_cause_flag"),
            pl.col("rebase_group").cast(pl.Int64),
        )
        .with_columns(pl.col("lpl").is_not_null().alias("limits"))
        .with_columns((pl.col("limits") & (count < FULL)).alias("trial"))
    )


def latest(points: pl.DataFrame) -> pl.DataFrame:
    """What the last point of each KPI's current series says: one row a kpi_code, sorted by it; the columns of SCHEMA.

    The current series is that of the row whose period ends last. Its last point is its last unrelieved one with a
    value: on signal_on Date (its period's end) it had signal_type String (its label); signal_from Date is the start of
    the first period of the unbroken run of real change in the same sense that it ends, null when it is none.
    signal_points Int64 counts such points. mean, lpl, upl Float64, trial and rebased_on are of its partition.

    variation is one of VARIATIONS: overlapping where the last row's figure is not judged for that; else too_few without
    limits, be it that the series is shorter than spc.ENOUGH (then signal_points says how short), that a rebase was too
    recent, or that its figures have no steps to tell the usual one by. assurance is one of ASSURANCES, by the target of
    the series' last row: pass when the limits lie wholly where it is met, fail when wholly where it is missed,
    inconsistent when it lies between them or on one; none without limits, target or a sense of better. Limits that have
    collapsed on their mean are wholly on one side: on the target exactly it is met.
    """
    keys = ["kpi_code", "series_id"]
    rows = points.sort("kpi_code", "period_end", "period")
    last = rows.unique("kpi_code", keep="last", maintain_order=True)
    current = rows.join(last.select(keys), on=keys, how="semi", maintain_order="left")
    real = _runs(current).filter(~pl.col("ghost") & pl.col("value").is_not_null())
    found = real.group_by("kpi_code", maintain_order=True).agg(
        pl.col("special_cause_type").last().alias("signal_type"),
        pl.len().cast(pl.Int64).alias("signal_points"),
        pl.when(pl.col("special_cause_flag").last())
        .then(pl.col("period").filter(pl.col("_run") == pl.col("_run").last()).first())
        .alias("signal_from"),
        pl.col("period_end").last().alias("signal_on"),
        pl.col("point_type", "trial", "mean", *_LIMITS, "rebased_on").last(),
    )
    terms = last.select("kpi_code", "direction", "target", "target_upper", "overlapping")
    return (
        terms.join(found, on="kpi_code", how="left", maintain_order="left")
        .with_columns(_variation().alias("variation"), _assurance().alias("assurance"))
        .with_columns(pl.col("signal_points").fill_null(0), pl.col("trial").fill_null(False))
        .select(list(SCHEMA))
    )


def _runs(rows: pl.DataFrame) -> pl.DataFrame:
    """The unrelieved rows with _run: a number for each unbroken stretch of points of one type in one partition."""
    rows = rows.with_columns(_gap("kpi_code").cum_sum().over("kpi_code").alias("_gaps")).filter(~pl.col("ghost"))
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(name).shift(1)).over("kpi_code")
        for name in ("point_type", "rebase_group", "_gaps")
    )
    return rows.with_columns((~same).cum_sum().over("kpi_code").alias("_run"))


def _variation() -> pl.Expr:
    rising = (
        pl.when(pl.col("signal_type").str.contains("Above|Increasing")).then(pl.lit("high")).otherwise(pl.lit("low"))
    )
    return (
        pl.when("overlapping")
        .then(pl.lit("overlapping"))
        .when(pl.col("lpl").is_null())
        .then(pl.lit("too_few"))
        .when(pl.col("point_type") == "common_cause")
        .then(pl.lit("common_cause"))
        .when(pl.col("point_type").str.starts_with("special_cause_neutral"))
        .then(pl.format("neutral_{}", rising))
        .otherwise(pl.format("{}_{}", pl.col("point_type").str.strip_prefix("special_cause_"), rising))
    )


def _assurance() -> pl.Expr:
    direction, target, upper = pl.col("direction"), pl.col("target"), pl.col("target_upper")
    low, high = pl.col("lpl"), pl.col("upl")
    least = pl.when(direction.is_in(["higher", "range"])).then(target)
    most = pl.when(direction == "lower").then(target).when(direction == "range").then(upper)
    still = (high - low).abs() <= slack(high)
    edge = pl.when(still).then(slack(high)).otherwise(0.0)
    above = pl.when(still).then(low - least >= -edge).otherwise(low > least).fill_null(True)
    below = pl.when(still).then(most - high >= -edge).otherwise(high < most).fill_null(True)
    missed = (high < least - edge).fill_null(False) | (low > most + edge).fill_null(False)
    return (
        pl.when(low.is_null() | target.is_null() | ~direction.is_in(["higher", "lower", "range"]))
        .then(pl.lit("none"))
        .when(above & below)
        .then(pl.lit("pass"))
        .when(missed)
        .then(pl.lit("fail"))
        .otherwise(pl.lit("inconsistent"))
    )
