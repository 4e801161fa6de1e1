"""What turns between two frames of `kpi_status`: statuses, real changes, and what to expect of the target."""

from __future__ import annotations

import polars as pl

from sct_dash.core import verdicts
from sct_dash.core.differences import ROWS, Row, paired, told, unlike
from sct_dash.core.periods import Period
from sct_dash.core.rag import RAG
from sct_dash.core.sentences import STATUS_WORDS

NOT_REAL = ("common_cause", "too_few")
"""The variations that are no real change."""

_OUTLOOKS = {**verdicts.ASSURANCE_WORDS, "none": "Not known"}  # without limits there may yet be a target


def compared(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """One row a KPI in either frame of `kpi_status`, as `paired` gives it, in the order of `after`, then those gone.

    The KPI's code is kpi_code. word and word_then: the status in words (Green, or Relieved (would be Red)). caused_by
    is the submission of the figure shown after, or of the one no longer shown; null where the same one is shown.
    """
    old, new = (frame.rename({"kpi": "kpi_code"}).with_columns(_worded().alias("word")) for frame in (before, after))
    both = paired(old, new.with_row_index("_order"), ["kpi_code"])
    return both.with_columns(_cause().alias("caused_by")).sort("_order", nulls_last=True, maintain_order=True)


def _cause() -> pl.Expr:
    end, former_end = pl.col("period_end"), pl.col("period_end_then")
    return (
        pl.when(end > former_end)
        .then("submission_id")
        .when(end < former_end)
        .then("submission_id_then")
        .when(unlike(["submission_id"]))
        .then("caused_by")
    )


def _worded() -> pl.Expr:
    word = pl.col("status").replace_strict(STATUS_WORDS, return_dtype=pl.String)
    shadow = (
        pl.when(pl.col("status").is_in(RAG)).then(pl.format("would be {}", word)).otherwise(word.str.to_lowercase())
    )
    return pl.when("relieved").then(pl.format("Relieved ({})", shadow)).otherwise(word)


def statuses(both: pl.DataFrame, *, dated: bool = False) -> pl.DataFrame:
    """ROWS of the KPIs of `compared` whose status is another, and of those new or gone (what is then kpi).

    change is moved, new or gone. `dated` says for which period each status is.
    """
    return _rows(both.filter(unlike(["word"])), lambda row: _status(row, dated))


def _status(row: Row, dated: bool) -> Row:
    was, becomes = row["word_then"], row["word"]
    if was is None:
        return told("kpi", "new", row, None, becomes, f" is new: {becomes}", row["period"])
    if becomes is None:
        return told("kpi", "gone", row, was, None, f" is no longer in force; it was {was}", row["period_then"])
    former, latter = _span(row, "_then"), _span(row, "")
    since = f" for {former}" if dated and former != latter else ""
    until = f" for {latter}" if dated else ""
    return told("status", "moved", row, was, becomes, f" goes from {was}{since} to {becomes}{until}", row["period"])


def _span(row: Row, side: str) -> str:
    return verdicts.named(Period(row[f"period_start{side}"], row[f"period_end{side}"]))


def signals(both: pl.DataFrame) -> pl.DataFrame:
    """ROWS of the KPIs of `compared` in which a real change begins, ends or turns into another: what is signal."""
    real = pl.any_horizontal(~pl.col(name).is_in(NOT_REAL) for name in ("variation", "variation_then"))
    return _rows(_kept(both).filter(real & unlike(["variation"])), _signal)


def _signal(row: Row) -> Row:
    former = {name.removesuffix("_then"): value for name, value in row.items() if name.endswith("_then")}
    was, becomes = (verdicts.VARIATION_WORDS[side["variation"]] for side in (former, row))
    if not verdicts.changing(row):
        why = verdicts.too_few(row) if row["variation"] == "too_few" else "it is within its usual variation"
        change, rest = "ended", f": {verdicts.change_words(former)} ends; {why}"
    elif not verdicts.changing(former):
        change, rest = "began", f": {verdicts.change_words(row)} starts ({_evidence(row)})"
    else:
        change = "turned"
        rest = f": {verdicts.change_words(former)} turns into {verdicts.change_words(row)} ({_evidence(row)})"
    return told("signal", change, row, was, becomes, rest, row["period"])


def _evidence(row: Row) -> str:
    return f"{verdicts.found_words(row)}, {verdicts.since_words(row)}"


def outlooks(both: pl.DataFrame) -> pl.DataFrame:
    """ROWS of the KPIs of `compared` of whose target something else is to be expected: what is assurance."""
    return _rows(_kept(both).filter(unlike(["assurance"])), _outlook)


def _outlook(row: Row) -> Row:
    was, becomes = (_OUTLOOKS[row[name]] for name in ("assurance_then", "assurance"))
    rest = f": what to expect of its target goes from ‘{was}’ to ‘{becomes}’"
    return told("assurance", "changed", row, was, becomes, rest, row["period"])


def _kept(both: pl.DataFrame) -> pl.DataFrame:
    return both.filter(pl.col("held") & pl.col("held_then"))


def _rows(both: pl.DataFrame, worded) -> pl.DataFrame:
    return pl.DataFrame([worded(row) for row in both.iter_rows(named=True)], schema=ROWS)
