"""The Inspections page's judgements: each area by framework, what sources differ on, and what was never graded."""

import polars as pl
import streamlit as st

from sct_dash.core import inspection_words as words
from sct_dash.core.periods import day_words
from sct_dash.core.thread_frames import INSPECTION_KINDS
from sct_dash.ui import filters, inspection_marks, tables
from sct_dash.ui.inspections_data import Told
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

UNGRADED = {"When": "", "What": "wide", "What it said": "wide"}
APART = '<span class="quiet">not judged apart</span>'
VISIT = INSPECTION_KINDS[2]


def judgements(told: Told) -> None:
    """A table a framework: its areas down, its inspections across from the latest, what each area was judged."""
    graded = told.timeline.filter("graded")
    if graded.is_empty():
        return
    st.header("How each area was judged, by framework")
    for under in graded["under"].unique(maintain_order=True).to_list():
        of = graded.filter(pl.col("under") == under)
        codes = of["code"].to_list()
        rows = told.judged.filter(pl.col("inspection").is_in(codes))
        heads = _heads(of)
        columns = {"Area": "wide", **dict.fromkeys(heads, "")}
        tables.table(under, columns, _areas(rows, of), note="No judgement is published yet.")
        tables.block(f'<p class="quiet">{" ".join(_about(row, of.height) for row in of.iter_rows(named=True))}</p>')


def _heads(of: pl.DataFrame) -> list[str]:
    """What stands over each inspection: its month, with its code where two are of one month."""
    months = [_month(row) for row in of.iter_rows(named=True)]
    return [
        f"{month} ({code})" if months.count(month) > 1 else month
        for month, code in zip(months, of["code"], strict=True)
    ]


def _month(row: dict) -> str:
    if row["placed_on"] is None:
        return row["code"]
    # Of one whose first day is not known the last is no more than a day by which it was.
    return f"{'by ' if row['from_on'] is None else ''}{row['placed_on']:%b %Y}"


def _areas(rows: pl.DataFrame, of: pl.DataFrame) -> list[list[str]]:
    """A row an area, Overall first, then in the order in which the latest inspection has them."""
    areas = rows.with_columns(_alike=pl.col("area").str.to_lowercase())
    names = areas.unique("_alike", keep="first", maintain_order=True)
    return [
        [text(name["area"]), *(_cell(areas.filter(_alike=name["_alike"], inspection=code)) for code in of["code"])]
        for name in names.iter_rows(named=True)
    ]


def _cell(rows: pl.DataFrame) -> str:
    """What an area was judged; where sources differ each of them, named."""
    if rows.is_empty():
        return APART
    said = []
    for row in rows.unique("judgement" if not rows["disagrees"].any() else "source", maintain_order=True).iter_rows(
        named=True
    ):
        source = f'<br><span class="quiet">{text(row["source"])}</span>' if row["disagrees"] else ""
        said.append(f"{inspection_marks.judgement(row['judgement'])}{demonstration_mark(row)}{source}")
    return "<br>".join(said)


def _about(row: dict, several: int) -> str:
    """Which inspection stands under a month, with its link, when it was published and the source."""
    month = f"{_month(row)}: " if several > 1 else ""
    out = f", published {day_words(row['published_on'])}" if row["published_on"] else ""
    awaited = f" ({words.AWAITED.lower()})" if row["awaited"] else ""
    source = f" Source: {text(row['source'])}." if row["source"] else ""
    named = link(filters.address("inspections", inspection=row["code"]), words.dated(row))
    return f"{month}{named}{text(out)}{awaited}.{demonstration_mark(row)}{source}"


def disagreements(told: Told) -> None:
    """What sources do not agree on, each with what it says; nothing where all agree."""
    if told.disagreements.is_empty():
        return
    st.header("Sources disagree")
    names = {row["code"]: words.named(row) for row in told.timeline.iter_rows(named=True)}
    said = "".join(
        f"<li>{text(words.disagreement(names[row['inspection']], row))}{demonstration_mark(row)}</li>"
        for row in told.disagreements.iter_rows(named=True)
    )
    tables.block(f"<p>Both are shown; nothing here says which is right.</p><ul>{said}</ul>")


def ungraded(told: Told) -> None:
    """The visits, and the reviews and directions: when, by whom, what they said. None of them is ever graded."""
    rows = told.timeline.filter(~pl.col("graded"))
    visits = rows.filter(kind=VISIT)
    if rows.is_empty():
        return
    st.header("Visits, reviews and directions")
    for caption, kept in (
        ("Visits, never graded", visits),
        ("Reviews and directions, never graded", rows.filter(pl.col("kind") != VISIT)),
    ):
        if kept.height:
            tables.table(caption, UNGRADED, [_visit(row) for row in kept.iter_rows(named=True)], header_column=1)


def _visit(row: dict) -> list[str]:
    named = link(filters.address("inspections", inspection=row["code"]), row["title"], whole_row=True)
    by = f"{words.KIND_WORDS[row['kind']]} by {row['body']}"
    source = f'<br><span class="quiet">Source: {text(row["source"])}</span>' if row["source"] else ""
    said = text(row["summary"]) or '<span class="quiet">nothing is held of what it said</span>'
    return [
        text(row["when"]),
        f'{named}{demonstration_mark(row)}<br><span class="quiet">{text(by)}</span>',
        f"{said}{source}",
    ]
