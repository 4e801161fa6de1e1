"""The Inspections page's areas to improve: what each led to, what in the plan carries that, what it is linked to."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from sct_dash.core import improvements, things, thread
from sct_dash.core import inspection_words as words
from sct_dash.returns import sending
from sct_dash.ui import inspection_marks, tables, thread_marks
from sct_dash.ui import thread as threads
from sct_dash.ui.filters import Moment
from sct_dash.ui.inspections_data import Told
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

COLUMNS = {"Led to": "", "Area to improve": "wide"}
NOTHING = "No action on it is held here. "
CARRIERS = ("milestone", "outcome")
Drawn = Mapping[tuple[str, str], str]


def section(told: Told, moment: Moment, priority: str | None, *, whole: bool = False) -> None:
    """The areas to improve of each inspection, the latest first; what no action is held on stands before the rest.

    With `whole` each action is told with its owner, its evidence and the outcome it serves.
    """
    rows = told.findings if priority is None else improvements.serving(told.findings, priority)
    if told.findings.is_empty():
        return
    st.header("Areas to improve, and what they led to")
    if priority is not None:
        says = f"Those whose actions serve {priority}, and those on which no action is held. {words.WHOLE}"
        tables.block(f'<p class="quiet">{text(says)}</p>')
    joined, drawn = threads.joined(moment), thread_marks.drawn(moment)
    for code in rows["inspection"].unique(maintain_order=True).to_list():
        _of(code, rows.filter(inspection=code), told, joined, drawn, whole)
    if rows.is_empty():
        tables.block(f"<p>No area to improve serves {text(priority)}.</p>")
        return
    st.download_button(
        "Download these (CSV)", sending.csv_bytes(improvements.flat(rows)), "areas-to-improve.csv", "text/csv"
    )


def _of(code: str, rows: pl.DataFrame, told: Told, joined: pl.DataFrame, drawn: Drawn, whole: bool) -> None:
    held = told.timeline.filter(code=code)
    named = words.named(held.row(0, named=True)) if held.height else code
    cells, beneath = [], []
    for row in rows.iter_rows(named=True):
        area = f'<br><span class="quiet">{text(row["finding_code"])}{text(_area(row))}</span>'
        cells.append([inspection_marks.led_to(row["led_to"]) + demonstration_mark(row), f"{text(row['text'])}{area}"])
        done = told.actions.filter(finding_code=row["finding_code"])
        beneath.append(_done(done, drawn, whole) + _linked(row["finding_code"], joined, drawn))
    caption = words.led_to(improvements.led_to(rows), named)
    tables.table(caption, COLUMNS, cells, header_column=1, beneath=beneath)


def _area(row: dict) -> str:
    return f", {row['area']}" if row["area"] else ""


def _done(rows: pl.DataFrame, drawn: Drawn, whole: bool) -> str:
    """The actions of a finding as a list: how far each is, what is done, the milestone or outcome that carries it."""
    if rows.is_empty():
        return NOTHING
    said = [_whole(row, drawn) if whole else _brief(row, drawn) for row in rows.iter_rows(named=True)]
    listed = "".join(f"<li>{words_}</li>" for words_ in said)
    return f'<ul class="plain" style="font-size: inherit; color: var(--sct-ink)">{listed}</ul>'


def _brief(row: dict, drawn: Drawn) -> str:
    kind = next((name for name in CARRIERS if row[name]), None)
    carried = f' <span class="quiet">In the plan:</span> {_carrier(row, kind, drawn, named=False)}' if kind else ""
    return f"{inspection_marks.led_to(row['status'])} {text(row['action'])}.{carried}"


def _whole(row: dict, drawn: Drawn) -> str:
    evidence = row["evidence"] or ("no evidence is held" if row["status"] == "complete" else None)
    said = [row["owner"], f"Evidence: {evidence}" if evidence else None]
    about = ". ".join(part.rstrip(".") for part in said if part)
    told = f'<br><span class="quiet">{text(about)}.</span>' if about else ""
    carried = " under ".join(_carrier(row, kind, drawn, named=True) for kind in CARRIERS if row[kind])
    plan = f"In the plan:</span> {carried}" if carried else "Nothing in the plan carries it.</span>"
    return f"{inspection_marks.led_to(row['status'])} {text(row['action'])}.{told}<br><span class='quiet'>{plan}"


def _carrier(row: dict, kind: str, drawn: Drawn, *, named: bool) -> str:
    """The milestone or outcome that carries an action, with how it stands: its code, or its title too."""
    code, title = row[kind], row[f"{kind}_title"]
    if title is None:
        return f'{text(code)} <span class="quiet">(no longer held)</span>'
    href = threads.things_address(kind, code, row["priority"])
    words_ = f"{code} {title}" if named else f"{things.KINDS[kind][0].capitalize()} {code}"
    return f'<span class="w">{drawn.get((kind, code), "")}</span> {link(href, words_)}'


def _linked(code: str, joined: pl.DataFrame, drawn: Drawn) -> str:
    """What the finding is linked to besides what its actions name, with how each stands and why, as HTML."""
    ends = thread.of(joined, "finding", code).filter(~pl.col("implied"))
    said = [_end(row, drawn) for row in ends.iter_rows(named=True)]
    return f"Linked to {'; '.join(said)}" if said else "Linked to nothing else"


def _end(row: dict, drawn: Drawn) -> str:
    href = threads.things_address(row["kind"], row["code"], row["priority"])
    mark = drawn.get((row["kind"], row["code"]), "")
    why = f": {text(row['why'])}" if row["why"] else ""
    return f"{mark} {link(href, threads.named(row))}{demonstration_mark(row)}{why}"
