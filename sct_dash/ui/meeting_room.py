"""The meeting view for the room: one item a screen in large type, next and previous by button or by arrow key."""

from datetime import date
from pathlib import Path

import polars as pl
import streamlit as st

from sct_dash.core.periods import day_words
from sct_dash.ui import filters, meetings_calendar, meetings_data, tables, thread, thread_marks
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

RULES = Path(__file__).with_name("meeting.css").read_text(encoding="utf-8")
MOST = 200  # items in the list of them all; Next goes on beyond
NOTHING = "There is nothing to talk about: nothing is held of what this board receives."


def asked(moment: Moment) -> dict:
    """The meeting that the address names (`board` and `meets_on`), a row of the calendar.

    Without a board it is the meeting that comes next, of a board without a day its next one. A board or a day that is
    none ends the page with a sentence.
    """
    boards = meetings_calendar.boards(moment)["board"].to_list()
    board, day = st.query_params.get("board"), st.query_params.get("meets_on")
    if board is not None and board not in boards:
        _none(f"There is no board called {board} at this moment.")
    rows = meetings_data.calendar(moment).filter(True if board is None else pl.col("board") == board)
    if day is None or board is None:
        if rows.is_empty():
            _none("No meeting is set or expected in the next six months.")
        return rows.row(0, named=True)
    found = meetings_data.meeting_on(moment, board, _day(day)) if _day(day) else None
    if found is None:
        _none(f"{board} has no meeting on {day_words(_day(day)) if _day(day) else day} at this moment.")
    return found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _none(says: str) -> None:
    st.title("No such meeting")
    st.text(f"{says} Choose one from the Meetings page.")
    st.stop()


def number(items: pl.DataFrame) -> int:
    """The number of the item shown, from 1, as the address has it (`item`); the first or last where that is too far."""
    written = st.query_params.get("item", "1")
    wanted = int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else 1
    return max(1, min(wanted, items.height))


def head(moment: Moment, meeting: dict) -> str:
    """Which meeting it is and what its figures are compared with, as HTML."""
    seen = meetings_data.last_seen(moment, meeting["board"], meeting["meets_on"])
    unset = "" if meeting["set"] else " (expected; no date is set)"
    since = f"; changes since {day_words(seen.moment.on)}, what it saw last" if seen else ""
    back = link(meetings_calendar.address(meeting["board"]), "What is due and what changed")
    over = ""
    if meeting["meets_on"] < moment.on:
        day = meeting["meets_on"].isoformat()
        way = link(filters.address("meeting", board=meeting["board"], meets_on=day, as_at=day), "as they stood then")
        over = f'<p class="banner">This meeting is over. These are the figures now: see them {way}.</p>'
    invented = demonstration_mark(meeting if meeting["demonstration"] or seen is None else seen.meeting)
    return f'{over}<p class="quiet">{text(day_words(meeting["meets_on"]) + unset + since)}.{invented} {back}.</p>'


def item(row: dict, at: int, of: int) -> str:
    """One item as HTML in large type: where it stands in the order, what it is, how it stands, and why."""
    tone = {"late": "red"}.get(row["status"], row["status"])
    edge = f' style="--tone: var(--sct-{tone})"' if tone in ("red", "amber", "green") else ""
    drawn = status_mark(row)
    where = thread.things_address(row["item_kind"], row["item_code"])
    named = text(row["title"]) if row["item_kind"] == "meeting" else link(where, row["title"])
    why = f'<p class="why">What was said for it: {text(row["why"])}</p>' if row["why"] else ""
    group = f'<p class="group">{at} of {of} · {text(row["group"])}{demonstration_mark(row)}</p>'
    return (
        f'<section class="room"{edge} aria-label="Item {at} of {of}">{group}<h2>{named}</h2>{drawn}'
        f'<p class="says">{text(row["says"])}</p>{why}</section>'
    )


def status_mark(row: dict) -> str:
    """The status of an item as its shape, word and colour, on a line of its own; nothing for what has none.

    Of a milestone as the plan draws it: that it is late is Red, that a figure is late is not.
    """
    if row["status"] is None:
        return ""
    drawn = thread_marks.brag if row["item_kind"] == "milestone" else tables.mark
    return f"<p>{drawn(row['status'])}</p>"


def walk(at: int, of: int) -> None:
    """Previous and next, by button or by the arrow keys; the address has the number of the item."""
    with st.container(horizontal=True):
        st.button(
            "Previous", key="previous", shortcut="Left", disabled=at == 1, on_click=_go, args=(at - 1,), width=150
        )
        st.button(
            "Next", key="next", shortcut="Right", disabled=at == of, on_click=_go, args=(at + 1,), width=150,
            type="primary",
        )  # fmt: skip


def _go(to: int) -> None:
    st.query_params["item"] = str(to)


def agenda(items: pl.DataFrame, at: int, meeting: dict) -> None:
    """The first MOST items of the meeting as a numbered list of links, folded away; the one shown is marked."""
    place = {"board": meeting["board"], "meets_on": meeting["meets_on"].isoformat()}
    said = "".join(
        f"<li>{link(filters.address('meeting', **place, item=str(number)), row['title'])}"
        f'<span class="quiet">: {text(row["group"])}{" (shown)" if number == at else ""}</span></li>'
        for number, row in enumerate(items.head(MOST).iter_rows(named=True), 1)
    )
    beyond = f"<p>{items.height - MOST:,} more come after these.</p>" if items.height > MOST else ""
    with st.expander(f"All {items.height:,} items"):
        tables.block(f'<ol class="agenda">{said}</ol>{beyond}')


def dress() -> None:
    """Lay the large type under the page."""
    st.html(f"<style>{RULES}</style>")


def title(meeting: dict) -> None:
    """The board as the title of the page."""
    st.title(tables.plain(meeting["board"]))
