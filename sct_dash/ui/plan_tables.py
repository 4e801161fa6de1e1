"""The plan as tables: milestones, outcomes and themes, what is late first, each with how far it is and why."""

from collections.abc import Mapping
from datetime import date

import polars as pl
import streamlit as st

from sct_dash.core import plan, plan_words
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted, figure
from sct_dash.returns import sending
from sct_dash.ui import asked, filters, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text
from sct_dash.ui.thread_marks import brag

PAGE = 10  # milestones on one screen of a table
STANDINGS = {words: name for name, words in plan_words.BRAG_WORDS.items()}
MILESTONES = {
    "Standing": "w",
    "Milestone and owner": "wide",
    "First due": "w",
    "Due now": "w",
    "Slipped by": NUMERIC,
    "Done": NUMERIC,
}
OUTCOMES = {"Standing": "w", "Outcome and owner": "wide", "Progress": "w", "Milestones": "wide", "Next due": "w"}
THEMES = {"Standing": "w", "Theme": "wide", "Progress": "w", "Outcomes": NUMERIC, "Milestones": "wide"}
NOT_KNOWN = '<span class="quiet">–</span>'


def marked_once(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without their marks of a demonstration where each has one: the sentence above them has it for all."""
    every = rows.height > 0 and rows["demonstration"].all()
    return rows.with_columns(demonstration=pl.lit(False)) if every else rows


def progress(row: Mapping) -> str:
    """How far an outcome, a theme or a priority is: a bar out of the whole and its figure, as HTML."""
    if row["progress"] is None:
        return '<span class="quiet">not reported</span>'
    share = min(max(row["progress"], 0.0), 100.0)
    words = plan_words.done(row["progress"]).removesuffix(" done")
    return (
        f'<span class="bar" aria-hidden="true"><span style="width: {share:.1f}%"></span></span> '
        f'<span class="w">{text(words)}</span>'
    )


def standing() -> str | None:
    """The standing that the reader narrows milestones to, as one of plan.BRAGS; None for all. Bound to the address."""
    asked.put_right("standing", asked.one_of({filters.ALL: filters.ALL, **STANDINGS}), "standing", "all are shown")
    chosen = st.sidebar.selectbox(
        "Milestones that are",
        [filters.ALL, *STANDINGS],
        key="standing",
        bind="query-params",
        on_change=asked.forget,
        args=("standing",),
    )
    asked.tell("standing")
    return STANDINGS.get(chosen)


def section(rows: pl.DataFrame, priority: str | None) -> None:
    """The milestones of the plan, of one priority and of one standing where they are chosen."""
    which = standing()
    rows = rows if priority is None else rows.filter(pl.col("priority") == priority)
    rows = rows if which is None else rows.filter(pl.col("brag") == which)
    st.header("Milestones: first date, date now, and why")
    milestones(rows, caption(rows, priority, which))


def caption(rows: pl.DataFrame, of: str | None, which: str | None) -> str:
    """What a table of milestones is of: 12 milestones of People: late only."""
    gone = 0 if which == "cancelled" else rows.filter(pl.col("brag") == "cancelled").height
    only = f": {plan_words.BRAG_WORDS[which].lower()} only" if which else ", what is late first"
    ended = f" and {gone} cancelled" if gone else ""
    return f"{counted(rows.height - gone, 'milestone')}{f' of {of}' if of else ''}{ended}{only}"


def milestones(rows: pl.DataFrame, caption: str, *, names_outcome: bool = True) -> None:
    """The milestones in pages of at most PAGE, what is late first, a row leading to its milestone; and their download.

    Under each stands why its date moved, or what was last said of it. `names_outcome` names the outcome of each.
    """
    pages = max(1, -(-rows.height // PAGE))
    number = st.pagination(pages, key="milestones_page") if pages > 1 else 1
    part = marked_once(rows).slice((number - 1) * PAGE, PAGE)
    tables.table(
        caption,
        MILESTONES,
        [_milestone(row, names_outcome) for row in part.iter_rows(named=True)],
        header_column=1,
        note="No milestone answers to this choice.",
        beneath=[_why(row) for row in part.iter_rows(named=True)],
    )
    if rows.height:
        kept = sending.csv_bytes(plan.exported(rows))
        st.download_button("Download these milestones (CSV)", kept, "milestones.csv", "text/csv")


def _milestone(row: dict, names_outcome: bool) -> list[str]:
    named = link(
        filters.address("milestone", milestone=row["milestone"]), f"{row['milestone']} {row['title']}", whole_row=True
    )
    of = [row["outcome_title"] if names_outcome else None, row["owner"] or "Nobody owns it"]
    beneath = ". ".join(part for part in of if part)
    return [
        brag(row["brag"]),
        f'{named}{demonstration_mark(row)}<br><span class="quiet">{text(beneath)}</span>',
        day_words(row["first_due_on"]),
        _now(row),
        slipped(row["slippage_days"]),
        NOT_KNOWN if row["percent"] is None else text(plan_words.done(row["percent"]).removesuffix(" done")),
    ]


def _now(row: dict) -> str:
    """The date in force where it is another than the first; of what is complete the day it was."""
    if row["brag"] == "complete":
        return f"complete {day_words(row['completed_on'])}"
    if row["brag"] == "cancelled":
        return NOT_KNOWN
    moved = row["due_on"] != row["first_due_on"]
    return day_words(row["due_on"]) if moved else '<span class="quiet">the same</span>'


def slipped(days: int | None) -> str:
    """By how many days something is after its first date, as a cell: 320 days, 12 days early, none."""
    if days is None:
        return NOT_KNOWN
    if days == 0:
        return '<span class="quiet">none</span>'
    return f"{figure(abs(days), 'count')} {'day' if abs(days) == 1 else 'days'}{' early' if days < 0 else ''}"


def _why(row: dict) -> str:
    if row["brag"] == "complete":
        return ""
    why, said = row["moved_why"], row["reason"]
    if why and row["due_on"] != row["first_due_on"]:
        last = "" if said == why else plan_words.reason(said, "Last said")
        return text(f"{plan_words.reason(why, 'Why it moved')}{last}".strip())
    return text(plan_words.reason(said, "Last said").strip())


def outcomes(rows: pl.DataFrame, caption: str) -> None:
    """One row an outcome, what is late first, with how far it is; a row leads to the milestones of it alone."""
    cells = [
        [
            brag(row["brag"]),
            _outcome(row),
            progress(row),
            text(plan_words.of_several(row)),
            _next(row["next_due_on"]),
        ]
        for row in marked_once(rows).iter_rows(named=True)
    ]
    tables.table(caption, OUTCOMES, cells, header_column=1, note="No outcome is held for this priority.")


def _outcome(row: dict) -> str:
    href = filters.address("priority", priority=row["priority"], outcome=row["outcome"])
    named = link(href, f"{row['outcome']} {row['title']}", whole_row=True)
    owner = text(row["owner"] or "Nobody owns it")
    weight = "" if row["weight"] is None else f". Weight {figure(row['weight'], 'score', trimmed=True)}"
    return f'{named}{demonstration_mark(row)}<br><span class="quiet">{owner}{weight}</span>'


def _next(day: date | None) -> str:
    return NOT_KNOWN if day is None else day_words(day)


def themes(rows: pl.DataFrame) -> None:
    """One row a theme of the plan, with how far it is."""
    if rows.is_empty():
        return
    plans = [name for name in rows["plan"].unique(maintain_order=True) if name]
    st.header(tables.plain(f"Themes of the {plans[0]}" if len(plans) == 1 else "Themes of the plan"))
    cells = [
        [
            brag(row["brag"]),
            f'{text(row["theme"])}{demonstration_mark(row)}<br><span class="quiet">{text(row["about"])}</span>',
            progress(row),
            str(row["outcomes"]),
            text(plan_words.of_several(row)),
        ]
        for row in marked_once(rows).iter_rows(named=True)
    ]
    caption = f"{counted(rows.height, 'theme')}: the same milestones by the plan's themes and not by priority"
    tables.table(caption, THEMES, cells, header_column=1)


def rule() -> None:
    """How the colours are worked out, in words."""
    says = text(f"{plan_words.RULE} {plan_words.RULE_OF_SEVERAL}")
    tables.block(f'<p class="quiet">How a standing is worked out. {says}</p>')
