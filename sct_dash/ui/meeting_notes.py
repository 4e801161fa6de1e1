"""What was asked and agreed at a meeting: the form that notes it, the list, and the two downloads for the minutes."""

from datetime import date

import polars as pl
import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from sct_dash import clock, door
from sct_dash.core import meeting_words, meetings
from sct_dash.core.access import Permission
from sct_dash.core.frames import SCHEMAS
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.core.thread_frames import NOTE_KINDS
from sct_dash.returns import sending
from sct_dash.ui import data, gate, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.gate import Viewer
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import text

PAST = {"About": "", "Note": "wide", "Owner": "", "Due": "w"}
NOT_DONE = "The database did not answer, so the note was not kept. Note it again in a minute."
_DONE, _TURN = "note_done", "note_turn"


def noted(moment: Moment, board: str, meets_on: date | None = None) -> pl.DataFrame:
    """core.meetings `noted`, of one meeting of a board or of all of them."""
    return meetings.noted(data.picture(moment.version, moment.as_at), board, meets_on)


def form(viewer: Viewer, meeting: dict, item: dict) -> None:
    """The form that notes a question or an action against an item, for those who may; what came of the last one."""
    if not gate.may(viewer, Permission.NOTE):
        tables.block('<p class="quiet">A performance officer takes the notes of this meeting.</p>')
        return
    tables.block(f'<p role="status">{text(st.session_state.pop(_DONE, ""))}</p>')
    turn = st.session_state.get(_TURN, 0)
    key = f"{item['item_kind']}_{item['item_code']}_{turn}"
    with st.form(f"note_{key}", border=True):
        kind = st.radio(
            "Note", NOTE_KINDS, format_func=meeting_words.NOTE_WORDS.get, horizontal=True, key=f"kind_{key}"
        )
        words = st.text_area("What was asked or agreed", max_chars=1000, height=80, key=f"words_{key}")
        who, when = st.columns(2)
        owner = who.text_input("Owner", max_chars=100, key=f"owner_{key}", help="Who is to do it, by their post.")
        due = when.text_input("Due", max_chars=40, key=f"due_{key}", placeholder="10/12/2026", help="Day first.")
        pressed = st.form_submit_button("Note it", type="primary")
    if pressed:
        _note(viewer, meeting, {**item, "note_kind": kind, "text": words, "owner": owner, "due_on": due})


def _note(viewer: Viewer, meeting: dict, cells: dict) -> None:
    """Send the note through the one door, as a return of one row; say what came of it on the next run."""
    cells |= {"board": meeting["board"], "meets_on": meeting["meets_on"].isoformat()}
    row = pl.DataFrame({name: [cells[name] or ""] for name in SCHEMAS["notes"]})
    now = clock.now()
    name = f"note {meeting['meets_on'].isoformat()}.csv"
    try:
        done = door.submit(
            data.engine(),
            kind="notes",
            data=sending.csv_bytes(row),
            file=name,
            by=viewer.name,
            at=now,
            today=clock.day_of(now),
        )
    except (door.Busy, SQLAlchemyError) as fault:
        st.error(str(fault) if isinstance(fault, door.Busy) else NOT_DONE)
        return
    wrong = done.checked.findings.filter(pl.col("severity") == "finding")["says"].to_list()
    if wrong:
        st.error(" ".join(wrong))
        return
    asked = done.checked.findings["says"].to_list()
    kept = f"Noted as submission {done.submission}." if done.submission else " ".join(done.notices)
    st.session_state[_DONE] = " ".join([kept, *asked])
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    data.forget_version()
    st.rerun()


def of_item(notes: pl.DataFrame, item: dict) -> str:
    """What was noted against an item, as HTML; nothing where nothing was."""
    same = [pl.col(name) == item[name] for name in ("item_kind", "item_code")]
    said = [
        f"<li>{text(meeting_words.noted(row))}{demonstration_mark(row)}</li>"
        for row in notes.filter(same).iter_rows(named=True)
    ]
    return f"<p><strong>Noted</strong></p><ul>{''.join(said)}</ul>" if said else ""


def downloads(notes: pl.DataFrame, board: str, meets_on: date) -> None:
    """The notes of a meeting as CSV, as `export notes` gives them, and as plain text for the minutes."""
    if notes.is_empty():
        return
    invented = notes["demonstration"].any()
    words = meeting_words.minutes(board, meets_on, notes.to_dicts(), demonstration=invented)
    name = f"notes-{meets_on.isoformat()}"
    columns = st.columns(2)
    key = f"{board}_{meets_on}"
    columns[0].download_button(
        "Download the notes (CSV)", sending.csv_bytes(notes), f"{name}.csv", "text/csv", key=f"csv_{key}"
    )
    columns[1].download_button(
        "Download for the minutes (text)", words.encode(), f"{name}.txt", "text/plain", key=f"text_{key}"
    )


def past(moment: Moment, board: str) -> None:
    """The notes of every meeting of a board, the latest first, each meeting with its downloads."""
    st.subheader("Noted at its meetings")
    notes = noted(moment, board)
    if notes.is_empty():
        tables.block("<p>Nothing was noted at a meeting of this board. Notes are taken in the meeting view.</p>")
        return
    for rows in notes.partition_by("meets_on", maintain_order=True):
        meets_on = rows["meets_on"][0]
        cells = [
            [
                text(row["about"]) + demonstration_mark(row),
                f"{meeting_words.NOTE_WORDS[row['note_kind']]}: {text(row['text'])}",
                text(row["owner"]),
                _due(row["due_on"], moment.on),
            ]
            for row in rows.iter_rows(named=True)
        ]
        tables.table(f"{day_words(meets_on)}: {counted(rows.height, 'note')}", PAST, cells)
        downloads(rows, board, meets_on)


def _due(day: date | None, on: date) -> str:
    """The day an action is due by, as HTML; of one whose day has passed that it has, for nobody records here that it is
    done.
    """
    if day is None:
        return ""
    return f"{day_words(day)}, <strong>its day has passed</strong>" if day < on else day_words(day)
