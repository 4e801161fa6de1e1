"""The risk matrix: which one is in force on a day, the band of a score, and which risks stand in each of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core.frames import facts

Picture = Mapping[str, pl.DataFrame]

_RUNS = r"^(\D*)(\d*)(\D*)(\d*)(.*)$"  # words and numbers by turns: 4, 4c, R-12, 4.10
_WIDEST = 30  # no reference has more characters


def in_force(picture: Picture, on: date) -> pl.DataFrame:
    """The matrix in force on a day: the rows of risk_bands with the latest valid_from that is not after it.

    The columns of risk_bands and ORIGIN, by part and level; no rows when none is in force yet.
    """
    rows = facts(picture, "risk_bands").filter(pl.col("valid_from") <= on)
    return rows.filter(pl.col("valid_from") == pl.col("valid_from").max()).sort("part", "level")


def scores(bands: pl.DataFrame, *also: str) -> pl.DataFrame:
    """score, band, appetite, note, band_submission_id, band_demonstration (Boolean), of each score of a matrix.

    `also` are columns of risk_bands that stand before them: valid_from, where the rows are of more than one matrix.
    """
    return bands.filter(part="score").select(
        *(*also, pl.col("level").alias("score"), "band", "appetite", "note"),
        band_submission_id="submission_id",
        band_demonstration=pl.col("demonstration").fill_null(False),
    )


def banded(rows: pl.DataFrame, picture: Picture, *, day: str) -> pl.DataFrame:
    """The rows with band, appetite, band_submission_id and band_demonstration by the matrix in force on each one's day.

    `day` names the column of the day; score is the column that is banded. All four are null for a score that the matrix
    does not have, and where none was in force yet. The order is that of the rows.
    """
    held = facts(picture, "risk_bands")
    begun = held.select(pl.col("valid_from").unique()).drop_nulls().sort("valid_from")
    rated = scores(held, "valid_from").drop("note")
    placed = (
        rows.with_row_index("_place").sort(day).join_asof(begun, left_on=day, right_on="valid_from", coalesce=False)
    )
    return placed.join(rated, on=["valid_from", "score"], how="left").sort("_place").drop("_place", "valid_from")


def levels(bands: pl.DataFrame, part: str) -> pl.DataFrame:
    """`part` (the level, likelihood or impact) and `part`_words of a matrix of `in_force`, the lowest level first."""
    of_part = bands.filter(part=part)
    return of_part.select(pl.col("level").alias(part), pl.col("words").alias(f"{part}_words")).sort(part)


def cells(register: pl.DataFrame, bands: pl.DataFrame) -> pl.DataFrame:
    """One row a cell of a matrix, high likelihood first and then low impact first: as it is drawn, row by row.

    likelihood, impact, likelihood_words, impact_words, score, band, appetite, note, count (Int64, 0 for none) and
    references (list[str] in natural order, empty for none) of the open risks of `risks.register` that stand there.
    Those of them that stand nowhere are `unplaced`. band, appetite and note are null where the matrix lacks the score.
    """
    likelihoods, impacts = levels(bands, "likelihood"), levels(bands, "impact")
    grid = likelihoods.join(impacts, how="cross").with_columns(score=pl.col("likelihood") * pl.col("impact"))
    valued = grid.join(scores(bands).drop("band_submission_id", "band_demonstration"), on="score", how="left")
    there = _open(register).filter(pl.col("likelihood").is_not_null() & pl.col("impact").is_not_null())
    held = there.group_by("likelihood", "impact").agg(
        count=pl.len().cast(pl.Int64), references=pl.col("reference").sort_by(natural("reference"))
    )
    return (
        valued.join(held, on=["likelihood", "impact"], how="left")
        .with_columns(
            pl.col("count").fill_null(0),
            pl.col("references").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        )
        .select(
            *("likelihood", "impact", "likelihood_words", "impact_words", "score", "band", "appetite", "note"),
            *("count", "references"),
        )
        .sort("likelihood", "impact", descending=[True, False])
    )


def unplaced(register: pl.DataFrame) -> pl.DataFrame:
    """The open risks of `risks.register` that no cell of the matrix has, in its order and with its columns.

    Only their score is known, or their levels lie outside the matrix in force, or no score of them is held. With the
    counts of `cells` they come to all open risks.
    """
    return _open(register).filter(~pl.col("placed"))


def placed(bands: pl.DataFrame) -> pl.Expr:
    """Whether the columns likelihood and impact are both levels of a matrix; false where either is not known."""
    sides = ("likelihood", "impact")
    there = (pl.col(side).is_in(levels(bands, side)[side].implode()).fill_null(False) for side in sides)
    return pl.all_horizontal(*there)


def natural(column: str) -> pl.Expr:
    """What to sort references of a column by so that they stand as people count them: 4, 4c, 10, R2, R10."""
    runs = pl.col(column).str.to_lowercase().str.extract_groups(_RUNS).struct
    filled = (runs[f"{at}"].str.zfill(_WIDEST) if at in (2, 4) else runs[f"{at}"] for at in range(1, 6))
    # A space sorts before every character that a reference can have, so that 4 comes before 4-1.
    return pl.concat_str(*filled, separator=" ")


def _open(register: pl.DataFrame) -> pl.DataFrame:
    return register.filter(pl.col("movement") != "closed")
