"""What changed since a day, of everything: KPIs, risks, the plan and inspections; and the relief that ends soon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from sct_dash.core import changes, inspection_words, inspections, risk_words, risks, slippage
from sct_dash.core.differences import Picture, Row, paired
from sct_dash.core.frames import facts
from sct_dash.core.kpis import in_force
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted as numbered

WHATS = (*changes.WHATS, "risk", "milestone", "inspection")
"""Everything that `between` tells of, in its order."""

SCHEMA = pl.Schema({**changes.CHANGES, "kind": pl.String, "code": pl.String})
"""The columns of `between`."""

AHEAD = pl.Schema(
    {
        **dict.fromkeys(("kpi", "name", "priority"), pl.String),
        "relief_from": pl.Date,
        "relief_to": pl.Date,
        "days_left": pl.Int64,
        **dict.fromkeys(("clause", "reason", "says"), pl.String),
        "submission_id": pl.Int64,
        "demonstration": pl.Boolean,
    }
)
"""The columns of `relief_ahead` and `relief_coming`."""


def between(then: Picture, now: Picture, *, then_on: date, now_on: date, priority: str | None = None) -> pl.DataFrame:
    """Everything that differs between two pictures, each judged on its own day (`then_on` no later than `now_on`).

    The rows of changes.between, then the risks of risks.moved, the milestones of slippage.slipped and the inspections
    that became known or were judged. Columns: those of changes.CHANGES, then kind (kpi, risk, milestone or inspection)
    and code; what is one of WHATS. Of what is no KPI, kpi, period and set are null, and name is its title. was and
    becomes: a risk's score and band, what slippage.slipped has, an inspection's judgement or why it has none; null for
    none. change: a risk's movement (up, down, same, corrected, new, closed, gone); of a milestone as slippage.slipped
    says; of an inspection new, judged, gone. `priority` keeps what serves one, and inspections, which are of the whole
    service.
    """
    then_on = min(then_on, now_on)
    days = {"then_on": then_on, "now_on": now_on}
    kpis = changes.between(then, now, **days, priority=priority).with_columns(kind=pl.lit("kpi"), code="kpi")
    others = [
        _told("risk", risks.moved(then, now, **days), "reference", _of_risk),
        _told("milestone", slippage.slipped(then, now, **days), "milestone", _of_milestone),
    ]
    kept = [rows if priority is None else rows.filter(pl.col("priority") == priority) for rows in others]
    inspected = _told("inspection", _inspected(then, now, then_on, now_on), "code", _of_inspection)
    return pl.concat([kpis.select(list(SCHEMA)), *kept, inspected])


def _told(kind: str, rows: pl.DataFrame, code: str, words: Callable[[Row], Row]) -> pl.DataFrame:
    """The rows as those of SCHEMA; `words` gives name, was, becomes, change and says of one."""
    told = [
        {
            **dict.fromkeys(SCHEMA),
            **{name: row[name] for name in ("priority", "submission_id", "demonstration")},
            "what": kind,
            "kind": kind,
            "code": row[code],
            **words(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    return pl.DataFrame(told, schema=SCHEMA)


def _of_risk(row: Row) -> Row:
    becomes = "Closed" if row["movement"] == "closed" else _scored(row["becomes"], row["becomes_band"])
    return {
        "name": row["title"],
        "was": _scored(row["was"], row["was_band"]),
        "becomes": becomes,
        "change": row["movement"],
        "says": row["says"],
    }


def _scored(score: float | None, band: str | None) -> str | None:
    """16 (Red); nothing without a score."""
    if score is None:
        return None
    return f"{risk_words.score(score)} ({risk_words.BAND_WORDS.get(band, risk_words.UNBANDED)})"


def _of_milestone(row: Row) -> Row:
    return {"name": row["title"], **{name: row[name] for name in ("was", "becomes", "change", "says")}}


def _inspected(then: Picture, now: Picture, then_on: date, now_on: date) -> pl.DataFrame:
    """The inspections known in one picture only, or with another judgement, the latest first: as `paired` has them."""
    old, new = inspections.timeline(then, on=then_on), inspections.timeline(now, on=now_on)
    both = paired(old.with_columns(place=pl.lit(0)), new.with_row_index("place"), ["code"])
    again = pl.col("judgement").ne_missing(pl.col("judgement_then")) | pl.col("awaited").ne(pl.col("awaited_then"))
    differing = both.filter(~pl.col("held") | ~pl.col("held_then") | again)
    origin = pl.col("caused_by").alias("submission_id")
    return differing.with_columns(origin, priority=pl.lit(None, pl.String)).sort("place", nulls_last=True)


def _of_inspection(row: Row) -> Row:
    former = {name.removesuffix("_then"): value for name, value in row.items() if name.endswith("_then")}
    was = inspection_words.outcome(former) if row["held_then"] else None
    becomes = inspection_words.outcome(row) if row["held"] else None
    named = inspection_words.named(row if row["held"] else former)
    if not row["held"]:
        change, says = "gone", f"{named}: no longer held; it was {was}"
    elif not row["held_then"]:
        change, says = "new", f"{named}: {becomes}{_published(row)}"
    else:
        change, says = "judged", f"{named}: goes from {was} to {becomes}{_published(row)}"
    return {"name": row["title"] or former["title"], "was": was, "becomes": becomes, "change": change, "says": says}


def _published(row: Row) -> str:
    out = row["published_on"]
    return "" if out is None or row["awaited"] else f", published {day_words(out)}"


def counted(found: pl.DataFrame) -> list[str]:
    """How much of each sort there is in rows of `between`, in words: 3 statuses moved, 2 risks rose.

    Nothing is said of a sort that has no row.
    """
    numbers = {(what, change): rows for what, change, rows in found.group_by("what", "change").len().iter_rows()}
    others = [
        (one if numbers[sort] == 1 else many).format(numbers[sort])
        for sort, (one, many) in _COUNTS.items()
        if sort in numbers
    ]
    return [*changes.counted(found), *others]


_COUNTS = {
    ("risk", "up"): ("1 risk rose", "{} risks rose"),
    ("risk", "down"): ("1 risk came down", "{} risks came down"),
    ("risk", "new"): ("1 risk is new", "{} risks are new"),
    ("risk", "closed"): ("1 risk was closed", "{} risks were closed"),
    ("risk", "same"): ("1 risk has another band by the matrix", "{} risks have another band by the matrix"),
    ("risk", "corrected"): ("1 risk score was corrected or taken back", "{} risk scores were corrected or taken back"),
    ("risk", "gone"): ("1 risk is no longer held", "{} risks are no longer held"),
    ("milestone", "slipped"): ("1 milestone slipped", "{} milestones slipped"),
    ("milestone", "pulled forward"): ("1 milestone was pulled forward", "{} milestones were pulled forward"),
    ("milestone", "late"): ("1 milestone became late", "{} milestones became late"),
    ("milestone", "complete"): ("1 milestone was completed", "{} milestones were completed"),
    ("milestone", "cancelled"): ("1 milestone was cancelled", "{} milestones were cancelled"),
    ("milestone", "reopened"): ("1 milestone was opened again", "{} milestones were opened again"),
    ("milestone", "new"): ("1 milestone is new", "{} milestones are new"),
    ("milestone", "gone"): ("1 milestone is no longer held", "{} milestones are no longer held"),
    ("inspection", "new"): ("1 inspection is new", "{} inspections are new"),
    ("inspection", "judged"): ("1 inspection was judged", "{} inspections were judged"),
    ("inspection", "gone"): ("1 inspection is no longer held", "{} inspections are no longer held"),
}


def relief_ahead(picture: Picture, *, on: date, days: int = 60) -> pl.DataFrame:
    """The relief in force on a day that ends within so many days, the first to end first: the columns of AHEAD.

    relief_to is its last day, `days_left` how many are left after `on`. An event is left out where another relieves the
    KPI on the day after its last: the relief goes on. says is a sentence without its stop.
    """
    rows = _relief(picture, on)
    others = rows.select("kpi", other_from="relief_from", other_to="relief_to")
    ending = rows.filter(
        pl.lit(on).is_between("relief_from", "relief_to") & (pl.col("relief_to") <= on + timedelta(days=days))
    )
    after = pl.col("relief_to").dt.offset_by("1d").is_between("other_from", "other_to")
    on_and_on = ending.join(others, on="kpi").filter(after).select("kpi", "relief_from")
    return _said(ending.join(on_and_on, on=["kpi", "relief_from"], how="anti"), "relief_to", on, _ending)


def relief_coming(picture: Picture, *, on: date, days: int = 60) -> pl.DataFrame:
    """The relief that begins after a day and within so many days, the first to begin first: the columns of AHEAD.

    `days_left` is how many days are left until it begins.
    """
    rows = _relief(picture, on)
    first = pl.lit(on).dt.offset_by("1d")
    coming = rows.filter(pl.col("relief_from").is_between(first, on + timedelta(days=days)))
    return _said(coming, "relief_from", on, _coming)


def _relief(picture: Picture, on: date) -> pl.DataFrame:
    kpis = in_force(facts(picture, "kpis"), on).select("kpi_code", "name", "priority")
    rows = facts(picture, "relief").join(kpis, on="kpi_code").rename({"kpi_code": "kpi"})
    return rows.with_columns(pl.col("demonstration").fill_null(False))


def _said(rows: pl.DataFrame, day: str, on: date, words: Callable[[Row], str]) -> pl.DataFrame:
    left = rows.with_columns(days_left=(pl.col(day) - pl.lit(on)).dt.total_days()).sort(day, "kpi")
    says = pl.Series("says", [words(row) for row in left.iter_rows(named=True)], pl.String)
    return left.with_columns(says).select(list(AHEAD)).cast(dict(AHEAD))


def _ending(row: Row) -> str:
    left = f"in {numbered(row['days_left'], 'day')}" if row["days_left"] else "today"
    return f"{row['kpi']} {row['name']}: relief{_under(row)} ends on {day_words(row['relief_to'])}, {left}"


def _coming(row: Row) -> str:
    span = f"{day_words(row['relief_from'])} and lasts to {day_words(row['relief_to'])}"
    return f"{row['kpi']} {row['name']}: relief{_under(row)} begins on {span}"


def _under(row: Row) -> str:
    return f" under {row['clause']}" if row["clause"] else ""
