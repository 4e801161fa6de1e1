"""What a submission does: the statuses that turn, and the history that is told again."""

from __future__ import annotations

import polars as pl

from sct_dash.core.kpis import slack
from sct_dash.core.sentences import STATUS_WORDS, figure

SCHEMA = pl.Schema(dict.fromkeys(("kpi", "name", "period", "was", "becomes", "says"), pl.String))
"""The columns of both functions here, so that their frames can be put one under the other."""


def consequences(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The KPIs whose status turns between two frames of `kpi_status`, in the order of `after`, then those that go.

    Columns: those of SCHEMA. `period` is the canonical label shown after; `was` and `becomes` are words (Green, or
    Relieved (would be Red)), null when the KPI was not there before, or is not after. `says` is the sentence:
    KPI007 Assessments on time goes from Green to Red. A KPI that stays as it is has no row.
    """
    columns = ["kpi", "name", "period"]
    was, becomes = (frame.select(*columns, _worded().alias("word")) for frame in (before, after))
    kept = becomes.join(was.select("kpi", pl.col("word").alias("was")), on="kpi", how="left", maintain_order="left")
    gone = was.join(becomes.select("kpi"), on="kpi", how="anti", maintain_order="left")
    rows = pl.concat(
        [
            kept.rename({"word": "becomes"}),
            gone.rename({"word": "was"}).with_columns(becomes=pl.lit(None, pl.String)),
        ],
        how="diagonal",
    )
    who, old, new = pl.format("{} {}", "kpi", "name"), pl.col("was"), pl.col("becomes")
    says = (
        pl.when(old.is_null())
        .then(pl.format("{} is new: {}", who, new))
        .when(new.is_null())
        .then(pl.format("{} is no longer in force; it was {}", who, old))
        .otherwise(pl.format("{} goes from {} to {}", who, old, new))
    )
    return rows.filter(old.ne_missing(new)).with_columns(says.alias("says")).select(list(SCHEMA))


def _worded() -> pl.Expr:
    word = pl.col("status").replace_strict(STATUS_WORDS, return_dtype=pl.String)
    coloured = pl.col("status").is_in(["green", "amber", "red"])
    shadow = pl.when(coloured).then(pl.format("would be {}", word)).otherwise(word.str.to_lowercase())
    return pl.when("relieved").then(pl.format("Relieved ({})", shadow)).otherwise(word)


def restated(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The periods already reported whose value is another afterwards, between two frames of `series`, in order.

    Columns: those of SCHEMA. `was` and `becomes` are figures, an en dash for no value; two that would look alike are
    told to more places. A period reported for the first time is not restated, one that is no longer reported is.
    `says` is the sentence: KPI007 Assessments on time, 2024-04: restated from 80.0% to 81.2%.
    """
    keys = ["kpi_code", "period", "period_end"]
    old = before.select(*keys, "period_label", "unit", "name", old="value")
    new = after.select(*keys, new="value", there=pl.lit(True))
    both = old.join(new, on=keys, how="left", maintain_order="left")
    moved = ((pl.col("old") - pl.col("new")).abs() > slack(pl.col("old"))).fill_null(False)
    lost = pl.col("old").is_null() != pl.col("new").is_null()
    rows = [_restatement(row) for row in both.filter(moved | lost | pl.col("there").is_null()).iter_rows(named=True)]
    return pl.DataFrame(rows, schema=SCHEMA)


def _restatement(row: dict) -> dict[str, str]:
    was, becomes = (figure(row[side], row["unit"]) for side in ("old", "new"))
    if was == becomes and row["old"] is not None:
        was, becomes = (figure(row[side], row["unit"], places=4, trimmed=True) for side in ("old", "new"))
    who = f"{row['kpi_code']} {row['name']}, {row['period_label']}"
    says = f"{who}: restated from {was} to {becomes}" if row["there"] else f"{who}: no longer reported; it was {was}"
    return {
        "kpi": row["kpi_code"],
        "name": row["name"],
        "period": row["period_label"],
        "was": was,
        "becomes": becomes,
        "says": says,
    }
