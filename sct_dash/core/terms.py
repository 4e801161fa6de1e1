"""What the KPIs are held to, where it differs between two days: their definitions and their targets."""

from __future__ import annotations

from datetime import date

import polars as pl

from sct_dash.core import computed
from sct_dash.core.differences import ROWS, Picture, Row, paired, told, unlike
from sct_dash.core.frames import facts
from sct_dash.core.kpis import in_force
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import aim, in_words

_TERMS = ("target", "target_upper", "tolerance", "tolerance_kind")
_NAMED = {
    "name": "name",
    "kpi_set": "set",
    "unit": "unit",
    "direction": "direction",
    "aggregation": "year to date",
    "frequency": "frequency",
    "priority": "strategic priority",
    "owner": "owner",
    "computed_from": "figures",
}
_REWORDED = {
    "numerator_label": "numerator",
    "denominator_label": "denominator",
    "source": "source",
    "method": "method",
    "why_it_matters": "why it matters",
}


def definitions(then: Picture, now: Picture, then_on: date, now_on: date) -> pl.DataFrame:
    """ROWS of the KPIs in force on both days whose definition in force is another: what is kpi, change is changed.

    A long text that differs is told as reworded and not repeated.
    """
    old, new = in_force(facts(then, "kpis"), then_on), in_force(facts(now, "kpis"), now_on)
    both = paired(old, new, ["kpi_code"]).filter(pl.col("held") & pl.col("held_then"))
    other = both.filter(unlike([*_NAMED, *_REWORDED]))
    return pl.DataFrame([_definition(row) for row in other.iter_rows(named=True)], schema=ROWS)


def _definition(row: Row) -> Row:
    sides = [
        (words, _told(name, row[f"{name}_then"]), _told(name, row[name]))
        for name, words in _NAMED.items()
        if row[name] != row[f"{name}_then"]
    ]
    parts = [f"{words} from {was} to {becomes}" for words, was, becomes in sides]
    parts += [f"{words} reworded" for name, words in _REWORDED.items() if row[name] != row[f"{name}_then"]]
    was = "; ".join(f"{words} {side}" for words, side, _ in sides) or None
    becomes = "; ".join(f"{words} {side}" for words, _, side in sides) or None
    return told("kpi", "changed", row, was, becomes, f": its definition changed: {'; '.join(parts)}")


def _told(name: str, value: str | None) -> str:
    if name == "computed_from":
        return "those typed" if value is None else computed.words(value)
    return {None: "nothing", "per_10000": "per 10,000"}.get(value, value)


def targets(then: Picture, now: Picture, then_on: date, now_on: date, kpis: pl.DataFrame) -> pl.DataFrame:
    """ROWS of the targets that differ: what is target; change is set, changed or dropped.

    First the target in force on each day, where it is another; then every other target recorded in one picture and
    not, or differently, in the other. `kpis` (kpi_code, unit, direction) says in which words; a KPI not in it is left
    out. That a target ends because another follows on is no change of its own.
    """
    old, new = (_ending(facts(picture, "targets")) for picture in (then, now))
    standing = paired(in_force(old, then_on), in_force(new, now_on), ["kpi_code"]).filter(unlike(_TERMS))
    standing = standing.with_columns(_setter())
    words = kpis.select("kpi_code", "unit", "direction")
    found = [
        _target(row, stands)
        for differing, stands in ((standing, True), (_elsewhere(old, new, standing), False))
        for row in differing.join(words, on="kpi_code", maintain_order="left").iter_rows(named=True)
    ]
    return pl.DataFrame(found, schema=ROWS)


def retargeted(then: Picture, now: Picture, shown: pl.DataFrame) -> pl.DataFrame:
    """kpi_code and by_target, the submission that made another target stand for the figure shown; no row for the same.

    `shown` has kpi_code, period_end and period_end_then.
    """
    old, new = (
        _standing(facts(picture, "targets"), shown.select("kpi_code", pl.col(end).alias("end")))
        for picture, end in ((then, "period_end_then"), (now, "period_end"))
    )
    other = paired(old, new, ["kpi_code"]).filter(unlike(_TERMS)).with_columns(_setter())
    return other.select("kpi_code", pl.col("caused_by").alias("by_target"))


def _standing(targets: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """The target in force on each KPI's `end`, as the figure of a period is rated by that of its last day."""
    begun = pl.col("end").is_between("valid_from", pl.coalesce("valid_to", "end"))
    standing = targets.join(ends, on="kpi_code").filter(begun).drop("end").sort("valid_from")
    return standing.unique("kpi_code", keep="last", maintain_order=True)


def _setter() -> pl.Expr:
    """caused_by of two targets in force: the submission of one that follows on, else the later of the two."""
    followed = pl.col("valid_from") > pl.col("valid_from_then")
    return pl.when(followed).then("submission_id").otherwise("caused_by").alias("caused_by")


def _ending(targets: pl.DataFrame) -> pl.DataFrame:
    """With `last`: the last day of a target that no other follows on."""
    follower = pl.col("valid_from").shift(-1).over("kpi_code", order_by="valid_from")
    followed = (follower <= pl.col("valid_to").dt.offset_by("1d")).fill_null(False)
    return targets.with_columns(last=pl.when(~followed).then("valid_to"))


def _elsewhere(old: pl.DataFrame, new: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """The recorded targets that differ, without what the change of the standing one says already."""
    key = ["kpi_code", "valid_from"]
    amended = pl.col("held") & pl.col("held_then") & unlike(_TERMS)
    replaced = standing.select("kpi_code", valid_from="valid_from_then", replaced=pl.lit(True))
    return (
        paired(old, new, key)
        .filter(unlike([*_TERMS, "last"]))
        .join(standing, on=key, how="anti")
        .join(replaced, on=key, how="left", maintain_order="left")
        .filter(pl.col("replaced").is_null() | amended)
    )


def _target(row: Row, stands: bool) -> Row:
    was, becomes = _target_words(row, "_then"), _target_words(row, "")
    start = day_words(row["valid_from"] or row["valid_from_then"])
    if becomes is None:
        gone = f" no longer has {was}" if stands else f": {was} from {start} is no longer recorded"
        return told("target", "dropped", row, was, becomes, gone)
    if was is None:
        come = f" now has {becomes}, from {start}" if stands else f": {becomes}, from {start}, is now recorded"
        return told("target", "set", row, was, becomes, come)
    return told("target", "changed", row, was, becomes, f" goes from {was} to {becomes}, from {start}")


def _target_words(row: Row, side: str) -> str | None:
    """The target of one side with its tolerance, and its last day where nothing follows; None where there is none."""
    terms = {name: row[f"{name}{side}"] for name in _TERMS}
    if terms["target"] is None:
        return None
    allowed = f" (tolerance {_tolerance(terms, row['unit'])})" if terms["tolerance"] else ""
    last = f" until {day_words(row[f'last{side}'])}" if row[f"last{side}"] else ""
    return aim({**row, **terms}) + allowed + last


def _tolerance(terms: Row, unit: str) -> str:
    size = terms["tolerance"]
    if terms["tolerance_kind"] == "percent":
        return f"{in_words(size, 'percent', trimmed=True)} of it"
    points = in_words(size, "score", trimmed=True)
    return f"{points} {'point' if size == 1 else 'points'}" if unit == "percent" else in_words(size, unit, trimmed=True)
