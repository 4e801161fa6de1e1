"""The boards: what is next, what each is due, what it saw last time and what changed since."""

import streamlit as st

from sct_dash.core import papers
from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, meeting_notes, meetings_board, meetings_calendar, meetings_data, tables

gate.require(Permission.READ)
st.title("Meetings")
moment = filters.moment()
live.watch(moment.version)
if meetings_calendar.boards(moment).is_empty():
    tables.block(filters.banner(moment) + live.what_turned(moment))
    st.text(meetings_calendar.NONE_HELD)
    st.stop()

board = meetings_calendar.chosen(moment)
meeting = meetings_board.next_meeting(moment, board)
due = meetings_data.due(moment, meeting)
seen = meetings_data.last_seen(moment, board)
subjects = papers.received(meetings_calendar.of(moment, board))
tables.block(filters.banner(moment) + live.what_turned(moment) + meetings_board.summary(moment, meeting, board, due))
meetings_calendar.table(moment, board)
meetings_board.about(moment, board)
meetings_board.due_table(due, meeting)
meetings_board.saw_last(moment, seen, subjects)
meetings_board.changed_since(moment, seen, subjects)
meeting_notes.past(moment, board)
