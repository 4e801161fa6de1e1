"""What differs between two pictures: what a submission does, and what changed between two instants."""

from __future__ import annotations

from datetime import date

import polars as pl

from sct_dash.core import events, terms, turns
from sct_dash.core.computed import figures
from sct_dash.core.differences import NOTHING, ROWS, Picture, Row, paired, told
from sct_dash.core.frames import facts
from sct_dash.core.kpis import defined, in_force, slack, valued, without_origin
from sct_dash.core.periods import Period, labelled
from sct_dash.core.sentences import figure
from sct_dash.core.status import kpi_status

SCHEMA = pl.Schema(dict.fromkeys(("kpi", "name", "period", "was", "becomes", "says"), pl.String))
"""The columns of `consequences` and `restated`, so that their frames can be put one under the other."""

WHATS = ("status", "restated", "signal", "assurance", "relief", "target", "kpi")
"""Everything that `between` tells of, in its order."""

CHANGES = pl.Schema(
    {
        **dict.fromkeys(("what", "kpi", "name", "priority", "period", "was", "becomes"), pl.String),
        "submission_id": pl.Int64,
        **dict.fromkeys(("says", "change", "set"), pl.String),
        "demonstration": pl.Boolean,
    }
)
"""The columns of `between`."""

_REPORTED = ["kpi_code", "period", "period_end"]


def consequences(
    before: pl.DataFrame, after: pl.DataFrame, then: Picture = NOTHING, now: Picture = NOTHING
) -> pl.DataFrame:
    """What turns between two frames of `kpi_status`: the statuses, then the real changes that start, end or turn.

    Columns: those of SCHEMA; in the order of `after`, then the KPIs that go. `period` is the canonical label shown
    after; `was` and `becomes` are words (Green, or Relieved (would be Red)), null when the KPI was not there before, or
    is not after. `says` is the sentence: KPI007 Assessments on time goes from Green to Red. A KPI that stays as it is
    has no row, one whose status and variation both turn has two. The pictures the frames are of, `then` and `now`, say
    why limits were reset, when they are given.
    """
    both = turns.compared(before, after, then, now)
    names = both.select(pl.col("kpi_code").alias("kpi"), pl.coalesce("name", "name_then"))
    return _said(pl.concat([turns.statuses(both), turns.signals(both)]), names).select(list(SCHEMA))


def restated(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The periods already reported whose value is another afterwards, between two frames of `series`, in order.

    Columns: those of SCHEMA. `was` and `becomes` are figures, an en dash for no value; two that would look alike are
    told to more places. A period reported for the first time is not restated, one that is no longer reported is.
    `says` is the sentence: KPI007 Assessments on time, April 2024: restated from 80.0% to 81.2%.
    """
    names = before.select(pl.col("kpi_code").alias("kpi"), "name").unique("kpi", keep="last")
    return _said(_restatements(before, after, by=False), names).select(list(SCHEMA))


def between(then: Picture, now: Picture, *, then_on: date, now_on: date, priority: str | None = None) -> pl.DataFrame:
    """Everything that differs between two pictures, each judged on its own day (`then_on` no later than `now_on`).

    Columns: what (one of WHATS, in that order), kpi, name, priority, period (canonical label, null where it is of
    none), was, becomes (words or figures, null for none), submission_id (the one that made it differ or was taken back;
    of what only time brought, the one that recorded it, or null), says (one sentence), then change, set and
    demonstration (Boolean: whether anything told of is one). change: moved of a status; restated; began, ended of a
    signal or of relief, turned, reset and unjudged (neither by the figures) of a signal; set, changed, dropped of what
    was recorded; new, gone, changed of a KPI.

    A figure reported for the first time has no row (`first_reported` counts them). Of a KPI that is new or gone only
    that is told, and its relief. Statuses and signals come worst status first, all else by KPI. `priority` keeps the
    KPIs of one.
    """
    then_on = min(then_on, now_on)
    both = turns.compared(kpi_status(then, on=then_on), kpi_status(now, on=now_on), then, now)
    statuses = turns.statuses(both, dated=True)
    came = pl.col("what") == "kpi"
    kpis = _kpis(then, now, then_on, now_on)
    staying = kpis.rename({"kpi": "kpi_code"}).join(both.filter("held", "held_then"), on="kpi_code", how="semi")
    staying_on = _values(then).join(facts(now, "kpis"), on="kpi_code", how="semi", maintain_order="left")
    found = [
        statuses.filter(~came),
        _restatements(staying_on, _values(now), by=True),
        turns.signals(both),
        events.rebases(then, now),
        turns.outlooks(both),
        events.relief(then, now, then_on, now_on),
        terms.targets(then, now, then_on, now_on, staying),
        statuses.filter(came),
        terms.definitions(then, now, then_on, now_on),
    ]
    kept = kpis if priority is None else kpis.filter(pl.col("priority") == priority)
    return _said(pl.concat(found), kept).select(list(CHANGES))


def _kpis(then: Picture, now: Picture, then_on: date, now_on: date) -> pl.DataFrame:
    """kpi, name, set, priority, unit, direction of every KPI in either picture, as it is defined at the latest."""
    new, old = facts(now, "kpis"), facts(then, "kpis")
    latest_first = [in_force(new, now_on), in_force(old, then_on), new.reverse(), old.reverse()]
    return (
        pl.concat(latest_first)
        .unique("kpi_code", keep="first", maintain_order=True)
        .select(
            pl.col("kpi_code").alias("kpi"), "name", pl.col("kpi_set").alias("set"), "priority", "unit", "direction"
        )
    )


def _values(picture: Picture) -> pl.DataFrame:
    """The figures with their value and unit: as much of `series` as it takes to see what is restated."""
    definitions = without_origin(facts(picture, "kpis"))
    return labelled(valued(defined(figures(picture), definitions)))


def _said(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The rows of the KPIs named, in their order, with their names and `says`."""
    named = rows.join(names, on="kpi", maintain_order="left")
    return named.with_columns(says=pl.format("{} {}{}", "kpi", "name", "rest"))


def _restatements(before: pl.DataFrame, after: pl.DataFrame, *, by: bool) -> pl.DataFrame:
    """ROWS of the figures restated; `by` says in words which submission did it."""
    columns = [*_REPORTED, "period_label", "unit", "value", "submission_id", "demonstration"]
    both = paired(before.select(columns), after.select(columns), _REPORTED).filter("held_then")
    old, new = pl.col("value_then"), pl.col("value")
    moved = ((old - new).abs() > slack(old)).fill_null(False)
    lost = old.is_null() != new.is_null()
    other = both.filter(moved | lost | ~pl.col("held"))
    return pl.DataFrame([_restatement(row, by) for row in other.iter_rows(named=True)], schema=ROWS)


def _restatement(row: Row, by: bool) -> Row:
    old, new, unit = row["value_then"], row["value"], row["unit_then"]
    becomes_unit = row["unit"] or unit
    was, becomes = figure(old, unit), figure(new, becomes_unit)
    if was == becomes and old is not None:
        was, becomes = (figure(v, u, places=4, trimmed=True) for v, u in ((old, unit), (new, becomes_unit)))
    words = f", {Period(row['period'], row['period_end']).words}: "
    words += f"restated from {was} to {becomes}" if row["held"] else f"no longer reported; it was {was}"
    if row["submission_id"] == row["submission_id_then"]:
        row = {**row, "caused_by": None}
    return told(
        *("restated", "restated", row, was, becomes, words + (_cause(row) if by else "")),
        row["period_label"] or row["period_label_then"],
    )


def _cause(row: Row) -> str:
    """Which submission restated a figure: the new one, or the one taken back; neither where the definition did."""
    if row["caused_by"] is None:
        return " as its definition changed" if row["submission_id"] is not None else ""
    if row["caused_by"] == row["submission_id"]:
        return f" by submission {row['caused_by']}"
    return f" as submission {row['caused_by']} was taken back"


def first_reported(then: Picture, now: Picture, *, on: date) -> pl.DataFrame:
    """How many periods each KPI has in `now` that it had not in `then`: kpi, set, priority (on a day), figures (Int64).

    A KPI without any has no row.
    """
    fresh = figures(now).join(figures(then), on=_REPORTED, how="anti")
    counted = fresh.group_by(pl.col("kpi_code").alias("kpi")).agg(pl.len().cast(pl.Int64).alias("figures"))
    named = _kpis(then, now, on, on).select("kpi", "set", "priority")
    return counted.join(named, on="kpi").select("kpi", "set", "priority", "figures").sort("kpi")


def sourced(found: pl.DataFrame, submissions: pl.DataFrame) -> pl.DataFrame:
    """The rows with submitted_at, submitted_by and file_name of their submission_id, null where there is none.

    `submissions` are those of the store: id and these three.
    """
    sent = submissions.select(pl.col("id").alias("submission_id"), "submitted_at", "submitted_by", "file_name")
    return found.join(sent, on="submission_id", how="left", maintain_order="left")


def counted(found: pl.DataFrame) -> list[str]:
    """How much of each sort there is in rows of `between`, in words: 3 statuses moved, relief ended for 2.

    Relief and what to expect of a target are counted by KPI; nothing is said of a sort that has no row.
    """
    numbers = found.group_by("what", "change").agg(pl.len(), pl.col("kpi").n_unique().alias("kpis"))
    by_sort = {(what, change): (rows, kpis) for what, change, rows, kpis in numbers.iter_rows()}
    said = []
    for what, sorts, one, many in _COUNTS:
        rows, kpis = map(sum, zip(*(by_sort.get((what, change), (0, 0)) for change in sorts.split()), strict=True))
        if rows:
            said.append((one if rows == 1 else many).format(rows=rows, kpis=kpis))
    return said


_RECORDED = "set changed dropped"
_COUNTS = (
    ("status", "moved", "1 status moved", "{rows} statuses moved"),
    ("restated", "restated", "1 figure was restated", "{rows} figures were restated"),
    ("signal", "began", "1 real change began", "{rows} real changes began"),
    ("signal", "turned", "1 real change turned", "{rows} real changes turned"),
    ("signal", "ended", "1 real change ended", "{rows} real changes ended"),
    ("signal", "reset", *("a reset of limits took {rows} of the real changes away",) * 2),
    ("signal", "unjudged", "1 real change is no longer judged", "{rows} real changes are no longer judged"),
    ("signal", _RECORDED, *("limits were reset for {kpis}",) * 2),
    ("assurance", "changed", *("what to expect of the target changed for {kpis}",) * 2),
    ("relief", "began", *("relief began for {kpis}",) * 2),
    ("relief", "ended", *("relief ended for {kpis}",) * 2),
    ("relief", _RECORDED, *("relief was recorded or changed for {kpis}",) * 2),
    ("target", _RECORDED, "1 target changed", "{rows} targets changed"),
    ("kpi", "new", "1 KPI is new", "{rows} KPIs are new"),
    ("kpi", "gone", "1 KPI is no longer in force", "{rows} KPIs are no longer in force"),
    ("kpi", "changed", "1 definition changed", "{rows} definitions changed"),
)
