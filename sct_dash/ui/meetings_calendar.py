"""The calendar ahead: the next meeting of each board, the later ones folded away, and the board the page is of."""

from datetime import date

import polars as pl
import streamlit as st

from sct_dash.core import meeting_words, meetings
from sct_dash.core.frames import facts
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.ui import asked, data, filters, meetings_data, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

NONE_HELD = "No board is held at this moment. A performance officer can send the boards return."
NEXT = {"Meets on": "w", "Board": "", "Date": "w", "Papers due": "w", "Last held here": "w", "Public": ""}
MONTHS = 6
EXPECTED = "Expected: reckoned from how often the board meets and the last day held, since no date is set."


def boards(moment: Moment) -> pl.DataFrame:
    """The boards held at the moment shown, by name."""
    return facts(data.picture(moment.version, moment.as_at), "boards").sort("board")


def of(moment: Moment, board: str) -> dict:
    """The row of a board."""
    return boards(moment).filter(pl.col("board") == board).row(0, named=True)


def chosen(moment: Moment) -> str:
    """The board that the address names (`board`) or the reader chooses; that which meets next where neither does."""
    names = boards(moment)["board"].to_list()
    ahead = meetings_data.calendar(moment)["board"].unique(maintain_order=True).to_list()
    options = [*ahead, *(name for name in names if name not in ahead)]
    asked.put_right("board", asked.one_of({name: name for name in options}), "board", f"{options[0]} is shown")
    board = st.sidebar.selectbox(
        "Board", options, key="board", bind="query-params", on_change=asked.forget, args=("board",)
    )
    asked.tell("board")
    return board


def table(moment: Moment, board: str) -> None:
    """The next meeting of each board, the soonest first; the later ones of the months ahead folded away beneath."""
    rows = meetings_data.calendar(moment, MONTHS)
    first = rows.unique("board", keep="first", maintain_order=True)
    cells = [_cells(row, moment, board) for row in first.iter_rows(named=True)]
    none = f"No meeting is set or expected in the {MONTHS} months after {day_words(moment.on)}."
    tables.table("The next meeting of each board", NEXT, cells, header_column=1, note=none)
    reckoned = "" if rows["set"].all() else f'<p class="quiet">{EXPECTED}</p>'
    tables.block(reckoned + _unforeseen(moment, first))
    later = rows.join(first.select("board", "meets_on"), on=["board", "meets_on"], how="anti", maintain_order="left")
    if later.height:
        with st.expander(f"{counted(later.height, 'later meeting')} in the next {MONTHS} months"):
            cells = [_cells(row, moment, board) for row in later.iter_rows(named=True)]
            tables.table("Later meetings", NEXT, cells, header_column=1)


def _unforeseen(moment: Moment, first: pl.DataFrame) -> str:
    """Why the other boards are not in the table, as HTML; nothing where all are."""
    picture = data.picture(moment.version, moment.as_at)
    rows = meetings.unforeseen(picture, on=moment.on)
    listed = {row["board"]: text(row["says"]) + demonstration_mark(row) for row in rows.iter_rows(named=True)}
    past = meetings.held(picture, on=moment.on).unique("board", keep="first", maintain_order=True)
    far = past.filter(~pl.col("board").is_in([*first["board"], *listed]))
    listed |= {row["board"]: _far(row) + demonstration_mark(row) for row in far.iter_rows(named=True)}
    said = "".join(f"<li>{link(address(name), name)}: {says}</li>" for name, says in sorted(listed.items()))
    return f'<ul class="plain quiet">{said}</ul>' if said else ""


def _far(row: dict) -> str:
    last = f"The last meeting held here was on {day_words(row['meets_on'])}"
    return text(f"{last}, and none is expected in the next {MONTHS} months.")


def address(board: str) -> str:
    """The address of this page with a board chosen."""
    return filters.address("meetings", board=board)


def room(row: dict) -> str:
    """The address of the meeting view of a meeting."""
    return filters.address("meeting", board=row["board"], meets_on=row["meets_on"].isoformat())


def _cells(row: dict, moment: Moment, board: str) -> list[str]:
    named = link(address(row["board"]), row["board"]) + demonstration_mark(row)
    if row["board"] == board:
        named = f'<span aria-current="true"><strong>{named}</strong></span> <span class="quiet">(below)</span>'
    off = meeting_words.ahead((row["meets_on"] - moment.on).days)
    return [
        f'{day_words(row["meets_on"])} <span class="quiet">{off}</span>',
        named,
        _set(row),
        _papers(row["papers_due_on"], moment),
        day_words(row["last_met_on"]) if row["last_met_on"] else "none held",
        "Yes" if row["public"] == "yes" else "No",
    ]


def _papers(due_on: date | None, moment: Moment) -> str:
    if due_on is None:
        return '<span class="quiet">not set</span>'
    return day_words(due_on) + (' <span class="quiet">passed</span>' if due_on < moment.on else "")


def _set(row: dict) -> str:
    if row["set"]:
        return '<span aria-hidden="true">●</span> Set'
    return '<span aria-hidden="true">○</span> Expected'
