"""How well either method would have done over the last two years, told only what was known at each start."""

from dataclasses import dataclass

import polars as pl

from sct_dash.projections.methods import PATH, RECENT, YEAR, as_last_year, modelled

TRIED = 24  # the latest months, from each of which the methods are tried
LEARNT = 24  # reported months, of the RECENT before it, that a trial needs


@dataclass(frozen=True)
class Trial:
    """How the method and the plain forecast (the same month last year) would have done, told only what was known.

    A forecast was made from each of the last 24 months that had 24 reported months before it (`starts` of them), 1 to
    12 months ahead: `forecasts` in all whose month is reported, as is the month a year before it. error and
    plain_error are mean absolute errors, in the unit; the percentages are of what came, null where a month was 0. held
    and plain_held are the shares of what came that lay inside the range.
    """

    starts: int
    forecasts: int
    error: float
    error_percent: float | None
    held: float
    plain_error: float
    plain_error_percent: float | None
    plain_held: float


def forecasts(past: pl.DataFrame) -> pl.DataFrame:
    """One row a forecast: start, came, then expected, low, high, then the plain forecast's three.

    Each is made of the months before its start alone; the search for a fit begins where the one before it ended.
    """
    schema = {"start": pl.Int64, "came": pl.Float64, **PATH, **{f"plain_{name}": pl.Float64 for name in PATH}}
    made, begin = [pl.DataFrame(schema=schema)], None
    for start in range(past.height - TRIED, past.height):
        known = past.head(start)
        if known["value"].tail(RECENT).count() < LEARNT or unseen(known.tail(2 * YEAR)):
            continue
        came = past["value"].slice(start, YEAR)
        path, begin, _ = modelled(known["value"], came.len(), begin)
        plain = as_last_year(known["value"], came.len()).rename(lambda name: f"plain_{name}")
        rows = came.to_frame("came").select(pl.lit(start, pl.Int64).alias("start"), "came")
        made.append(pl.concat([rows, path, plain], how="horizontal"))
    return pl.concat(made)


def tried(made: pl.DataFrame) -> Trial:
    """What the rows of `forecasts` come to, of those whose month and whose month a year before are reported."""
    rows = made.drop_nulls(["came", "plain_expected"])
    came = pl.col("came")
    error, plain = (pl.col("expected") - came).abs(), (pl.col("plain_expected") - came).abs()
    whole = came.min() > 0
    return Trial(
        **rows.select(
            starts=pl.col("start").n_unique(),
            forecasts=pl.len(),
            error=error.mean(),
            error_percent=pl.when(whole).then((error / came).mean() * 100),
            held=came.is_between("low", "high").mean(),
            plain_error=plain.mean(),
            plain_error_percent=pl.when(whole).then((plain / came).mean() * 100),
            plain_held=came.is_between("plain_low", "plain_high").mean(),
        ).row(0, named=True)
    )


def unseen(past: pl.DataFrame) -> list[str]:
    """The names of the months of the year of which `past` holds no figure."""
    by_name = past.group_by(pl.col("period").dt.strftime("%B").alias("name"), maintain_order=True)
    return by_name.agg(pl.col("value").count()).filter(pl.col("value") == 0)["name"].to_list()
