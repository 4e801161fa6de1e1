"""The parts of the meeting pages drawn alone: how much they show at once, and how they mark how a thing stands."""

import pytest
from streamlit.testing.v1 import AppTest

from sct_dash.ui import meeting_room


def many_due() -> None:
    from datetime import date  # AppTest runs this function as a script of its own

    import polars as pl
    import streamlit as st

    from sct_dash.core import papers
    from sct_dash.ui import meetings_board

    rows = int(st.query_params["rows"])
    one = {"state": "stale", "subject": "plan", "kind": "milestone", "what": "Step", "says": "Old."}
    due = pl.DataFrame([one | {"code": f"M{number}"} for number in range(rows)], schema=papers.DUE)
    meetings_board.due_table(due, {"meets_on": date(2026, 11, 26)})


def many_items() -> None:
    from datetime import date  # AppTest runs this function as a script of its own

    import polars as pl
    import streamlit as st

    from sct_dash.core import agenda
    from sct_dash.ui import meeting_room

    one = {"item_kind": "risk", "title": "Risk", "group": "Red risk"}
    rows = [one | {"item_code": str(number)} for number in range(int(st.query_params["rows"]))]
    meeting_room.agenda(pl.DataFrame(rows, schema=agenda.ITEMS), 1, {"board": "Board", "meets_on": date(2026, 11, 26)})


def said(part, rows: int) -> str:
    page = AppTest.from_function(part, default_timeout=60)
    page.query_params["rows"] = str(rows)
    page.run()
    assert not page.exception
    assert [button.label for button in page.get("download_button")] == (
        ["Download what is due (CSV)"] if part is many_due else []
    )
    return " ".join(html.proto.body for html in page.get("html"))


@pytest.mark.parametrize(("rows", "shown", "more"), [(200, 200, ""), (1203, 200, "The download has 1,003 more.")])
def test_of_what_is_due_the_page_shows_a_part_and_counts_the_rest(rows: int, shown: int, more: str):
    words = said(many_due, rows)
    assert words.count("Not fresh") == shown
    assert more in words and ("The download has" in words) == bool(more)


@pytest.mark.parametrize(("rows", "shown", "more"), [(200, 200, ""), (1203, 200, "1,003 more come after these.")])
def test_of_the_items_of_a_meeting_the_list_shows_a_part_and_counts_the_rest(rows: int, shown: int, more: str):
    words = said(many_items, rows)
    assert words.count("<li>") == shown
    assert more in words and ("come after" in words) == bool(more)


def test_a_late_milestone_is_red_in_the_room_as_in_the_plan_and_a_late_figure_is_not():
    late = {"item_kind": "milestone", "status": "late"}
    assert meeting_room.status_mark(late) == (
        '<p><span class="mark red"><span aria-hidden="true">▲</span> Late</span></p>'
    )
    assert "mark quiet" in meeting_room.status_mark({"item_kind": "kpi", "status": "late"})
    assert meeting_room.status_mark({"item_kind": "finding", "status": None}) == ""
