"""What things are linked to and what contradicts them: the section and the table that pages share."""

from datetime import date, datetime

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import contradictions as contradicting
from sct_dash.core import plan, risks, things, thread
from sct_dash.core.sentences import counted
from sct_dash.core.verdicts import capitalised
from sct_dash.returns import sending
from sct_dash.ui import data, filters, tables, thread_marks
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

PAGES = {
    "kpi": ("kpi", "kpi"),
    "risk": ("risk", "risk"),
    "priority": ("priority", "priority"),
    "milestone": ("milestone", "milestone"),
    "inspection": ("inspections", "inspection"),
    "budget_line": ("finance", "line"),
}
"""The page of one thing of a kind, and the name that its code has in the address."""

WHOLE = {"aim": "priorities", "staffing": "staffing", "finance": "finance"}
"""The page of a kind whose things have none of their own."""

LINKED = {"Status": "", "What": "", "Kind": "", "Why": "wide"}
NONE_LINKED = "Nothing is linked to this yet. A performance officer can send the links return."
CONTRADICTED = {"What does not fit together": "wide", "Look at": ""}
NONE_FOUND = "Nothing that is linked contradicts what it is linked to."
SHOWN = 10  # contradictions before the rest is folded away


def things_address(kind: str, code: str, priority: str | None = None) -> str:
    """The address of the page that shows a thing, with the day and priority chosen here kept.

    `kind` is one of thread_frames.NOTED, inspection or item kinds of the front page; the code of a meeting is its board
    and its day, joined by a slash. An outcome stands on the page of its `priority`, else with all priorities.
    """
    if kind in PAGES:
        page, name = PAGES[kind]
        return filters.address(page, **{name: code})
    if kind == "finding":
        return filters.address("inspections", inspection=code.rpartition("/")[0])
    if kind == "meeting":
        board, _, meets_on = code.rpartition("/")
        return filters.address("meeting", board=board, meets_on=meets_on) if board else filters.address("meetings")
    if kind == "outcome" and priority is not None:
        return filters.address("priority", priority=priority, outcome=code)
    return filters.address(WHOLE.get(kind, "priorities"))


@st.cache_resource(max_entries=8, show_spinner=False)
def _joined(url: str, at_version: int, as_at: datetime | None, on: date) -> pl.DataFrame:
    return thread.joined(data.picture(at_version, as_at), on=on)


def joined(moment: Moment) -> pl.DataFrame:
    """core.thread `joined` at the moment shown; kept by data version, never changed in place."""
    return _joined(settings.read().database_url, moment.version, moment.as_at, moment.on)


@st.cache_resource(max_entries=8, show_spinner=False)
def _found(url: str, at_version: int, as_at: datetime | None, on: date) -> pl.DataFrame:
    picture = data.picture(at_version, as_at)
    return contradicting.found(
        picture,
        on=on,
        status=data.statuses(at_version, as_at, on),
        register=risks.register(picture, on=on),
        milestones=plan.milestones(picture, on=on),
        outcomes=plan.outcomes(picture, on=on),
        points=data.points(at_version, as_at),
    )


def found(moment: Moment, priority: str | None = None) -> pl.DataFrame:
    """core.contradictions `found` at the moment shown; what it has for one priority (`serving`) where that is given."""
    rows = _found(settings.read().database_url, moment.version, moment.as_at, moment.on)
    return rows if priority is None else contradicting.serving(rows, priority)


def section(moment: Moment, kind: str, code: str) -> None:
    """The section Linked to: everything one thing is linked to, both ways, with how it stands and why they are linked.

    What contradicts it stands above, where anything does.
    """
    st.header("Linked to")
    against = found(moment).filter(_of("", kind, code) | _of("other_", kind, code))
    if against.height:
        said = "".join(
            f"<li>{text(row['says'])}{demonstration_mark(row)}</li>" for row in against.iter_rows(named=True)
        )
        tables.block(f'<div class="banner"><strong>Does not fit together</strong><ul>{said}</ul></div>')
    ends = thread.of(joined(moment), kind, code)
    drawn = thread_marks.drawn(moment)
    cells = [_linked(row, drawn) for row in ends.iter_rows(named=True)]
    tables.table("What it is linked to", LINKED, cells, header_column=1, note=NONE_LINKED)


def _of(side: str, kind: str, code: str) -> pl.Expr:
    return ((pl.col(f"{side}kind") == kind) & (pl.col(f"{side}code") == code)).fill_null(False)


def _linked(row: dict, drawn: dict[tuple[str, str], str]) -> list[str]:
    held = row["title"] is not None
    what = link(things_address(row["kind"], row["code"], row["priority"]), named(row)) if held else text(row["code"])
    status = drawn.get((row["kind"], row["code"]), "") if held else '<span class="quiet">no longer held</span>'
    why = text(row["why"]) or '<span class="quiet">not said</span>'
    return [status, what + demonstration_mark(row), capitalised(things.KINDS[row["kind"]][0]), why]


def named(row: dict) -> str:
    """What a row's thing is called in a table: 4c Placements; an aim, a priority or a budget line by its words."""
    if row["kind"] in ("priority", "aim", "budget_line"):
        return row["title"] or row["code"]
    return " ".join(part for part in (row["code"], row["title"]) if part)


def contradictions(moment: Moment, priority: str | None = None) -> None:
    """The section on what does not fit together: each contradiction in a sentence, with links to both of its things."""
    st.header("What does not fit together")
    rows = found(moment, priority)
    for rule, heading in contradicting.RULES.items():
        of_rule = rows.filter(pl.col("rule") == rule)
        cells = [_contradicted(row) for row in of_rule.iter_rows(named=True)]
        if cells:
            tables.table(f"{heading}: {len(cells)}", CONTRADICTED, cells[:SHOWN])
        if len(cells) > SHOWN:
            with st.expander(f"{counted(len(cells) - SHOWN, 'more')}".removesuffix("s")):
                tables.table(heading, CONTRADICTED, cells[SHOWN:])
    if rows.is_empty():
        tables.block(f"<p>{NONE_FOUND}</p>")
        return
    st.download_button("Download these (CSV)", sending.csv_bytes(rows), "contradictions.csv", "text/csv")


def _contradicted(row: dict) -> list[str]:
    ends = [link(things_address(row["kind"], row["code"], row["priority"]), _short(row["kind"], row["code"]))]
    if row["other_code"] is not None:
        other = row["other_kind"], row["other_code"]
        ends.append(link(things_address(*other), _short(*other)))
    return [text(row["says"]) + demonstration_mark(row), ", ".join(ends)]


def _short(kind: str, code: str) -> str:
    """Risk 4c, KPI003, Milestone M012: a thing by its code alone."""
    return code if kind in ("kpi", "aim", "priority") else f"{capitalised(things.KINDS[kind][0])} {code}"
