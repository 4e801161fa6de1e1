"""A meeting in the room: exceptions first, one item a screen, with what is asked and agreed noted against it."""

import streamlit as st

from sct_dash.core.access import Permission
from sct_dash.ui import filters, gate, live, meeting_notes, meeting_room, meetings_calendar, meetings_data, tables

viewer = gate.require(Permission.READ)
moment = filters.moment()
live.watch(moment.version)
if meetings_calendar.boards(moment).is_empty():
    st.title("Meeting")
    tables.block(filters.banner(moment) + live.what_turned(moment))
    st.text(meetings_calendar.NONE_HELD)
    st.stop()

meeting = meeting_room.asked(moment)
items = meetings_data.items(moment, meeting)
notes = meeting_notes.noted(moment, meeting["board"], meeting["meets_on"])
meeting_room.dress()
meeting_room.title(meeting)
tables.block(filters.banner(moment) + live.what_turned(moment) + meeting_room.head(moment, meeting))
if items.is_empty():
    st.text(meeting_room.NOTHING)
    st.stop()

at = meeting_room.number(items)
row = items.row(at - 1, named=True)
meeting_room.walk(at, items.height)
tables.block(meeting_room.item(row, at, items.height) + meeting_notes.of_item(notes, row))
if moment.as_at is None:
    meeting_notes.form(viewer, meeting, row)
meeting_room.agenda(items, at, meeting)
meeting_notes.downloads(notes, meeting["board"], meeting["meets_on"])
