"""Inspections: what was inspected, when and by whom, how it was judged, and when the next can fall."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import inspection_words
from sct_dash.core.frames import facts
from sct_dash.core.improvements import findings
from sct_dash.core.thread_frames import GRADED

Picture = Mapping[str, pl.DataFrame]

OVERALL = "Overall"
"""The area of a judgement on the whole."""
_invented = pl.col("demonstration").fill_null(False)


def timeline(picture: Picture, *, on: date) -> pl.DataFrame:
    """One row an inspection, visit, review or direction that had ended or was published by the day `on`, latest first.

    code, title, body, kind, framework, framework_title, from_on, to_on, when (its days in words: as the return says,
    else 9 to 20 May 2022), published_on, judgement (the overall one: its own, else what every source sent has; null
    until it is published, where sources differ, and for what is never graded),
    disagreement (list[str], "Overall: Good (Ofsted); Inadequate (a newspaper)" an area on which sources differ),
    graded, findings and findings_without_action (how many), summary, source, demonstration; then awaited (graded and
    not published yet), placed_on (where it stands in time: its last day, else its first, else its publication), under
    (the framework's title, or that none is held) and submission_id.
    """
    titles = facts(picture, "frameworks").select("framework", framework_title="title")
    differing = (
        disagreements(picture, on=on)
        .with_columns(says=pl.format("{}: {}", "area", "says"))
        .group_by("inspection", maintain_order=True)
        .agg(disagreement="says")
    )
    found = findings(picture, on=on).group_by("inspection")
    counts = found.agg(findings=pl.len().cast(pl.Int64), idle=pl.col("without_action").sum().cast(pl.Int64))
    rows = _known(picture, on).join(titles, on="framework", how="left").join(differing, on="inspection", how="left")
    rows = rows.join(_agreed(judged(picture, on=on)), on="inspection", how="left")
    none = pl.lit([], dtype=pl.List(pl.String))
    return (
        rows.join(counts, on="inspection", how="left")
        .sort("placed_on", "inspection", descending=[True, False], nulls_last=True)
        .select(
            *(pl.col("inspection").alias("code"), "title", "body", pl.col("inspection_kind").alias("kind")),
            *("framework", "framework_title", "from_on", "to_on", _when().alias("when"), "published_on"),
            pl.coalesce("judgement", "agreed").alias("judgement"),
            *(pl.col("disagreement").fill_null(none), "graded", pl.col("findings").fill_null(0)),
            pl.col("idle").fill_null(0).alias("findings_without_action"),
            *("summary", "source", _invented, "awaited", "placed_on", _under(), "submission_id"),
        )
    )


def _agreed(rows: pl.DataFrame) -> pl.DataFrame:
    """The overall judgement of each inspection on which the sources in rows of `judged` agree."""
    whole = rows.filter((pl.col("area").str.to_lowercase() == OVERALL.lower()) & ~pl.col("disagrees"))
    return whole.group_by("inspection").agg(agreed=pl.col("judgement").first())


def _under() -> pl.Expr:
    return pl.coalesce("framework_title", "framework", pl.lit(inspection_words.NO_FRAMEWORK)).alias("under")


def _known(picture: Picture, on: date) -> pl.DataFrame:
    """The inspections known by a day, with `graded`, `told` (its report is out), `awaited` and `placed_on`.

    Of one without any day nothing says that it lies ahead: it is known, and told.
    """
    ended, told = pl.coalesce("to_on", "from_on", "published_on"), pl.coalesce("published_on", "to_on", "from_on")
    rows = facts(picture, "inspections").filter(
        pl.any_horizontal(ended <= on, pl.col("published_on") <= on, ended.is_null())
    )
    rows = rows.with_columns(
        graded=pl.col("inspection_kind").is_in(GRADED), told=(told <= on).fill_null(True), placed_on=ended
    )
    return rows.with_columns(
        pl.when(pl.col("told") & pl.col("graded")).then("judgement").alias("judgement"),
        awaited=pl.col("graded") & ~pl.col("told"),
    )


def _when() -> pl.Expr:
    """The days of an inspection in words, no more of the first day than differs from the last."""
    first, last = pl.col("from_on"), pl.col("to_on")
    same_year = first.dt.year() == last.dt.year()
    same_month = same_year & (first.dt.month() == last.dt.month())
    begins = (
        pl.when(same_month)
        .then(first.dt.strftime("%-d"))
        .when(same_year)
        .then(first.dt.strftime("%-d %B"))
        .otherwise(_day("from_on"))
    )
    return (
        pl.when(pl.col("date_words").is_not_null())
        .then("date_words")
        .when(first == last)
        .then(_day("from_on"))
        .when(first.is_not_null() & last.is_not_null())
        .then(pl.format("{} to {}", begins, _day("to_on")))
        .when(last.is_not_null())
        .then(pl.format("ended {}", _day("to_on")))
        .when(first.is_not_null())
        .then(pl.format("began {}", _day("from_on")))
        .when(pl.col("published_on").is_not_null())
        .then(pl.format("published {}", _day("published_on")))
        .otherwise(pl.lit("no day is held"))
    )


def _day(name: str) -> pl.Expr:
    return pl.col(name).dt.strftime("%-d %B %Y")


def judged(picture: Picture, *, on: date, inspection: str | None = None) -> pl.DataFrame:
    """One row a judgement published by the day `on`: an inspection, an area and a source; of one inspection if given.

    inspection, area, judgement, source, disagrees (another source judges the area otherwise), submission_id,
    demonstration. Overall stands first, then the areas as they were sent. The overall judgement of the inspections
    return counts as one of its source, unless a judgement sent says the same.
    """
    known = _known(picture, on).filter(pl.col("told") & pl.col("graded"))
    known = known if inspection is None else known.filter(inspection=inspection)
    latest = known.sort("placed_on", "inspection", descending=[True, False], nulls_last=True)
    columns = ("inspection", "area", "judgement", "source", "submission_id", "line", "demonstration")
    sent = facts(picture, "judgements").select(columns).join(known, on="inspection", how="semi")
    whole = pl.col("area").str.to_lowercase() == OVERALL.lower()
    own = known.filter(pl.col("judgement").is_not_null()).with_columns(
        pl.col("source").fill_null(inspection_words.UNSAID), area=pl.lit(OVERALL)
    )
    own = own.select(columns).join(sent.filter(whole), on=["inspection", "judgement"], how="anti")
    order = latest.select("inspection", _at=pl.int_range(pl.len()))
    alike = pl.struct("inspection", pl.col("area").str.to_lowercase())
    return (
        pl.concat([own, sent])
        .join(order, on="inspection")
        .sort("_at", ~whole, "submission_id", "line", maintain_order=True)
        .with_columns(_invented, disagrees=pl.col("judgement").n_unique().over(alike) > 1)
        .select("inspection", "area", "judgement", "source", "disagrees", "submission_id", "demonstration")
    )


def disagreements(picture: Picture, *, on: date) -> pl.DataFrame:
    """One row an area on which sources do not agree: inspection, area, says (each judgement with its source), and
    demonstration.
    """  # fmt: skip
    each = pl.format("{} ({})", "judgement", "source")
    return (
        judged(picture, on=on)
        .filter("disagrees")
        .group_by("inspection", pl.col("area").str.to_lowercase().alias("_alike"), maintain_order=True)
        .agg(pl.col("area").first(), says=each.str.join("; "), demonstration=pl.col("demonstration").any())
        .drop("_alike")
    )


def next_window(picture: Picture, *, on: date) -> pl.DataFrame:
    """When the next inspection can fall: one row a framework that says how often and has had one, soonest first.

    framework, framework_title, last (the code of the last graded inspection by it that ended by the day `on`),
    last_title, last_on, earliest_on and latest_on (as many months after its last day), open (the day lies between
    them), passed (it lies after both), assumption, says (a sentence), source (of the interval), submission_id and
    demonstration (whether the framework or the inspection is one).
    """
    known = _known(picture, on).filter(pl.col("graded") & pl.col("placed_on").is_not_null())
    last = known.sort("placed_on", "inspection").group_by("framework").agg(
        pl.col("inspection").last().alias("last"), pl.col("title").last().alias("last_title"),
        pl.col("placed_on").last().alias("last_on"), pl.col("demonstration").last().alias("_invented"),
    )  # fmt: skip
    regular = facts(picture, "frameworks").filter(pl.col("latest_months").is_not_null())
    rows = regular.rename({"title": "framework_title"}).join(last, on="framework")
    rows = rows.with_columns(
        earliest_on=_months_on("earliest_months"),
        latest_on=_months_on("latest_months"),
        demonstration=_invented | pl.col("_invented").fill_null(False),
    )
    day = pl.lit(on)
    rows = rows.with_columns(
        open=day.is_between("earliest_on", "latest_on"), passed=day > pl.col("latest_on")
    ).sort("latest_on", "framework")  # fmt: skip
    says = pl.Series("says", [inspection_words.window(row, on) for row in rows.iter_rows(named=True)], pl.String)
    return rows.with_columns(says).select(
        *("framework", "framework_title", "last", "last_title", "last_on", "earliest_on", "latest_on", "open"),
        *("passed", "assumption", "says", "source", "submission_id", "demonstration"),
    )


def _months_on(months: str) -> pl.Expr:
    """So many months after the last inspection's last day; on a shorter month's last day where it has no such day."""
    return pl.col("last_on").dt.offset_by(pl.format("{}mo", pl.col(months).cast(pl.Int64)))


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of `timeline` as a file has them: what sources differ on as one text, null where they agree."""
    joined = pl.col("disagreement").list.join(" | ")
    return rows.with_columns(disagreement=pl.when(joined != "").then(joined)).drop("under")


def latest(rows: pl.DataFrame) -> dict | None:
    """The row of `timeline` whose judgement stands now: of the whole service if one is there, else of a provider."""
    judged_ = rows.filter(pl.col("judgement").is_not_null())
    whole = judged_.filter(pl.col("kind") == GRADED[0])
    kept = whole if whole.height else judged_
    return kept.row(0, named=True) if kept.height else None
