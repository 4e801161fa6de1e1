"""What turns between two frames of `kpi_status`: statuses, real changes, and what to expect of the target."""

from __future__ import annotations

import polars as pl

from sct_dash.core import events, terms, verdicts
from sct_dash.core.differences import NOTHING, ROWS, Picture, Row, paired, told, unlike
from sct_dash.core.periods import Period, day_words
from sct_dash.core.rag import RAG
from sct_dash.core.sentences import STATUS_WORDS

_RATED = (*RAG, "neutral")
"""The statuses that are of a figure and not of the day."""

_OUTLOOKS = {**verdicts.AVERAGE_WORDS, "none": "Not known"}  # without limits there may yet be a target
_UNJUDGED = pl.any_horizontal(pl.col(f"variation{side}").eq_missing("overlapping") for side in ("", "_then"))


def compared(
    before: pl.DataFrame, after: pl.DataFrame, then: Picture = NOTHING, now: Picture = NOTHING
) -> pl.DataFrame:
    """One row a KPI in either frame of `kpi_status`, as `paired` gives it, in the order of `after`, then those gone.

    The KPI's code is kpi_code. word and word_then: the status in words (Green, or Relieved (would be Red)). caused_by
    is the submission of the figure shown after, or of the one no longer shown; null where the same one is shown.
    reset_on: the day of the rebase that only one side's limits begin with, null without; undone: it is the former's.
    The pictures the frames are of, `then` and `now`, say what else can make a KPI differ: the columns of
    terms.retargeted, events.relieving and events.resets.
    """
    old, new = (frame.rename({"kpi": "kpi_code"}).with_columns(_worded().alias("word")) for frame in (before, after))
    both = paired(old, new.with_row_index("_order"), ["kpi_code"])
    both = both.with_columns(_cause().alias("caused_by"), *_resets())
    for found in (terms.retargeted(then, now, both), events.relieving(then, now, both), events.resets(then, now, both)):
        both = both.join(found, on="kpi_code", how="left", maintain_order="left")
    return both.sort("_order", nulls_last=True, maintain_order=True)


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


def _resets() -> tuple[pl.Expr, pl.Expr]:
    """reset_on and undone. Figures that go back, or are now of another unit or length, undo no rebase.

    Nor does anything where either side is not judged, for it never had limits.
    """
    day, former = pl.col("rebased_on"), pl.col("rebased_on_then")
    anew = ((day > former).fill_null(False) | (day.is_not_null() & former.is_null())) & ~_UNJUDGED
    same = (pl.col("period_end") >= pl.col("period_end_then")) & ~unlike(["unit", "frequency"]) & ~_UNJUDGED
    undone = (day.ne_missing(former) & ~anew & same).fill_null(False)
    return pl.when(anew).then(day).when(undone).then(former).alias("reset_on"), undone.alias("undone")


def _by(other: pl.Expr) -> pl.Expr:
    """caused_by: that of the figure shown, where it is another or has come or gone; `other` where it is the same."""
    figure = unlike(["period_end", "submission_id"])
    return pl.when(figure).then("caused_by").otherwise(other).alias("caused_by")


def _by_terms() -> pl.Expr:
    """The submission of the relief, the target or both (then the later) that gave a figure another status."""
    rated = pl.all_horizontal(pl.col(name).is_in(_RATED) for name in ("status", "status_then"))
    relief = pl.when(unlike(["relieved"])).then("by_relief")
    return pl.max_horizontal(relief, pl.when(rated & unlike(["status"])).then("by_target"))


def _by_limits(other: str) -> pl.Expr:
    """The submission of a rebase where limits begin with another, else of the figure, else `other`.

    None where either side is not judged: that is the definition's doing.
    """
    by = pl.when(pl.col("reset_on").is_not_null()).then("by_reset").otherwise(_by(pl.col(other)))
    return pl.when(~_UNJUDGED).then(by).alias("caused_by")


def _worded() -> pl.Expr:
    word = pl.col("status").replace_strict(STATUS_WORDS, return_dtype=pl.String)
    shadow = (
        pl.when(pl.col("status").is_in(RAG)).then(pl.format("would be {}", word)).otherwise(word.str.to_lowercase())
    )
    return pl.when("relieved").then(pl.format("Relieved ({})", shadow)).otherwise(word)


def statuses(both: pl.DataFrame, *, dated: bool = False) -> pl.DataFrame:
    """ROWS of the KPIs of `compared` whose status is another, and of those new or gone (what is then kpi).

    change is moved, new or gone. `dated` says for which period each status is. Of a figure that stays, the target or
    the relief is what moved it.
    """
    moved = both.filter(unlike(["word"])).with_columns(_by(_by_terms()))
    return _rows(moved, lambda row: _status(row, dated))


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
    """ROWS of the KPIs of `compared` in which a real change begins, ends or turns into another: what is signal.

    change is began, turned, ended, or reset when the limits begin with another rebase and by the new ones there is no
    real change: that is no doing of the figures; nor is unjudged, when by another definition the figures overlap. One
    of the same kind began when the former was over before it.
    """
    real = pl.any_horizontal(~pl.col(name).is_in(verdicts.NOT_REAL) for name in ("variation", "variation_then"))
    # The day after the former's last point would go on with it, wherever the limits of today see its beginning.
    another = pl.col("signal_from") > pl.col("signal_on_then").dt.offset_by("1d")
    afresh = pl.col("reset_on").is_not_null() & unlike(["signal_from"])
    found = _kept(both).filter(real & (unlike(["variation"]) | another.fill_null(False) | afresh))
    return _rows(found.with_columns(_by_limits("by_ghosts")), _signal)


def _signal(row: Row) -> Row:
    former = {name.removesuffix("_then"): value for name, value in row.items() if name.endswith("_then")}
    was, becomes = (verdicts.VARIATION_WORDS[side["variation"]] for side in (former, row))
    change, rest = _turn(former, row) if row["reset_on"] is None else _reset(former, row)
    return told("signal", change, row, was, becomes, f": {rest}", row["period"])


def _turn(former: Row, row: Row) -> tuple[str, str]:
    """The change of the figures, and in words; one that is no longer judged has not ended."""
    if row["variation"] == "overlapping":
        return "unjudged", f"{verdicts.change_words(former)} is no longer judged, for {verdicts.OVERLAP}"
    if former["variation"] == "overlapping":
        return "began", f"judged again, there is {verdicts.change_words(row)} ({_evidence(row)})"
    if not verdicts.changing(row):
        why = verdicts.too_few(row) if row["variation"] == "too_few" else "it is within its usual variation"
        return "ended", f"{verdicts.change_words(former)} ends; {why}"
    if not verdicts.changing(former):
        return "began", f"{verdicts.change_words(row)} starts ({_evidence(row)})"
    if former["variation"] == row["variation"]:
        was = f"{verdicts.change_words(former)} {verdicts.since_words(former)}"
        return "began", f"{was} is over and a new one starts ({_evidence(row)})"
    return "turned", f"{verdicts.change_words(former)} turns into {verdicts.change_words(row)} ({_evidence(row)})"


def _reset(former: Row, row: Row) -> tuple[str, str]:
    """The change that other limits make, and in words; what ends by them says nothing of the figures."""
    why = f" ({row['reset_why']})" if row["reset_why"] else ""
    were = "are no longer reset" if row["undone"] else "were reset"
    so = f"the limits {were} on {day_words(row['reset_on'])}{why}, so"
    if verdicts.changing(row):
        change = "turned" if verdicts.changing(former) and former["variation"] != row["variation"] else "began"
        return change, f"{so} by the new limits there is {verdicts.change_words(row)} ({_evidence(row)})"
    was = f"{so} {verdicts.change_words(former)} is no longer measured"
    if row["variation"] == "too_few":
        return "reset", f"{was}; there are too few points since"
    return "reset", f"{was}; by the new limits it is within its usual variation, which is no change in the figures"


def _evidence(row: Row) -> str:
    """What was found and since when: the run may have begun by another rule than the last point shows."""
    since, found = verdicts.since_words(row), verdicts.found_words(row)
    return f"{found}, {since}" if since.startswith("in ") else f"{since}, now {found}"


def outlooks(both: pl.DataFrame) -> pl.DataFrame:
    """ROWS of the KPIs of `compared` of whose target something else is to be expected: what is assurance."""
    found = _kept(both).filter(unlike(["assurance"]))
    return _rows(found.with_columns(_by_limits("by_target")), _outlook)


def _outlook(row: Row) -> Row:
    was, becomes = (_expected(row, side) for side in ("_then", ""))
    rest = f": what to expect of its target goes from ‘{was}’ to ‘{becomes}’"
    return told("assurance", "changed", row, was, becomes, rest, row["period"])


def _expected(row: Row, side: str) -> str:
    unjudged = row[f"variation{side}"] == "overlapping"
    return verdicts.NOT_JUDGED if unjudged else _OUTLOOKS[row[f"assurance{side}"]]


def _kept(both: pl.DataFrame) -> pl.DataFrame:
    return both.filter(pl.col("held") & pl.col("held_then"))


def _rows(both: pl.DataFrame, worded) -> pl.DataFrame:
    return pl.DataFrame([worded(row) for row in both.iter_rows(named=True)], schema=ROWS)
