"""The Meetings page and the meeting view on the shipped data: what they say, link to, refuse and keep."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from sct_dash import door
from sct_dash.core import meetings
from sct_dash.store import engine as engines
from sct_dash.store import reads

BOARD = "Operational Partnership Board"
MEETS_ON = "2026-11-26"
AT = datetime(2026, 11, 15, 12, tzinfo=UTC)


def said(page: AppTest) -> str:
    assert not page.exception
    return " ".join(html.proto.body for html in page.get("html"))


def note_rows(url: str) -> list[dict]:
    engine = engines.connected(url)
    rows = meetings.noted(reads.picture(engine, None), BOARD, date.fromisoformat(MEETS_ON)).to_dicts()
    engine.dispose()
    return rows


def test_the_page_says_when_the_next_board_meets_and_what_its_papers_lack(seeded_url, opened):
    words = said(opened("meetings"))
    assert f"{BOARD} meets on 26 November 2026, in 11 days; papers are due by 19 November 2026." in words
    assert re.search(r"Of what it receives, \d+ are late", words)
    assert "Expected: reckoned from how often the board meets" in words
    assert f'href="meeting?board=Operational+Partnership+Board&amp;meets_on={MEETS_ON}"' in words


def test_the_page_shows_what_the_board_saw_and_what_changed_since(seeded_url, opened):
    page = opened("meetings")
    words = said(page)
    assert (
        "The last meeting held here was on 29 October 2026, with figures as they stood at the end of 22 October 2026"
        in words
    )
    assert 'href="overview?as_at=2026-10-22"' in words
    assert "Then (22 October 2026) and now (15 November 2026)" in words
    assert "Since 22 October 2026: " in words
    assert [each.value for each in page.subheader][:2] == ["What it saw last time", "What changed since"]


DEMO = ' <span class="demo"'


def test_meetings_that_are_invented_are_marked_wherever_their_day_is_told(seeded_url, opened):
    words = said(opened("meetings"))
    assert f"papers are due by 19 November 2026.</strong>{DEMO}" in words
    assert f"22 October 2026, when its papers were due.{DEMO}" in words
    room = said(opened("meeting", board=BOARD, meets_on=MEETS_ON))
    assert f"26 November 2026; changes since 22 October 2026, what it saw last.{DEMO}" in room
    public = said(opened("meetings", board="Audit and Risk Assurance Committee", as_at="2021-09-15"))
    assert "The last meeting held here was on 29 July 2021" in public
    assert "22 July 2021, when its papers were due. See it as it stood" in public


def test_a_board_that_the_address_names_is_shown_and_another_is_told_of(seeded_url, opened):
    page = opened("meetings", board="Audit and Risk Assurance Committee")
    assert page.header[0].value.replace("\\", "") == "Audit and Risk Assurance Committee"
    assert "Due for" in said(page)
    words = said(opened("meetings", board="Parish Council"))
    assert "The address asked for board Parish Council, which is not one" in words


def test_of_a_board_without_an_earlier_meeting_the_changes_say_that_none_is_held_and_not_that_it_never_met(
    seeded_url, opened
):
    words = said(opened("changes", board="Parish Council"))
    assert "board Parish Council, of which no meeting before the day shown is held" in words


def test_before_any_board_was_held_the_page_says_what_to_send(seeded_url, opened):
    page = opened("meetings").text_input(key="as_at").set_value("2016-01-01").run()
    assert "No board is held at this moment." in page.text[0].value


def test_the_meeting_view_goes_through_its_items_by_the_address(seeded_url, opened):
    first = said(opened("meeting", board=BOARD, meets_on=MEETS_ON))
    number = int(re.search(r'aria-label="Item 1 of (\d+)"', first)[1])
    assert number > 5
    assert f'aria-label="Item {number} of {number}"' in said(opened("meeting", board=BOARD, item="999"))
    assert 'aria-label="Item 1 of' in said(opened("meeting", board=BOARD, item="-3"))


def test_next_and_previous_move_by_one_and_stop_at_the_ends(seeded_url, opened):
    page = opened("meeting", board=BOARD, meets_on=MEETS_ON)
    assert page.button(key="previous").disabled
    page.button(key="next").click().run()
    assert page.query_params["item"] == "2"
    assert 'aria-label="Item 2 of' in said(page)
    page.button(key="previous").click().run()
    assert 'aria-label="Item 1 of' in said(page)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"board": "Parish Council"}, "There is no board called Parish Council"),
        ({"board": BOARD, "meets_on": "2026-11-27"}, "has no meeting on 27 November 2026"),
        ({"board": BOARD, "meets_on": "soon"}, "has no meeting on soon"),
    ],
)
def test_a_meeting_that_is_none_is_told_of(seeded_url, opened, query, says):
    page = opened("meeting", **query)
    assert not page.exception
    assert page.title[0].value == "No such meeting"
    assert says in page.text[0].value


def noting(page: AppTest, words: str, owner: str = "", due: str = "") -> AppTest:
    page.radio[0].set_value("action")
    page.text_area[0].set_value(words)
    form = {box.label: box for box in page.text_input}
    form["Owner"].set_value(owner)
    form["Due"].set_value(due)
    next(button for button in page.button if button.label == "Note it").click()
    return page.run()


def test_an_action_is_noted_against_the_item_shown_and_goes_out_for_the_minutes(seeded_url, opened):
    page = opened("meeting", board=BOARD, meets_on=MEETS_ON)
    noting(page, "=Bring the <b>reasons</b>", "Head of Service", "10/12/2026")
    words = said(page)
    assert "Noted as submission" in words
    assert "Action: =Bring the &lt;b&gt;reasons&lt;/b&gt; (owner Head of Service, by 10 December 2026)" in words
    row = note_rows(seeded_url)[-1]
    assert (row["text"], row["owner"], row["due_on"]) == (
        "=Bring the <b>reasons</b>", "Head of Service", date(2026, 12, 10),
    )  # fmt: skip
    assert {button.label for button in page.get("download_button")} == {
        "Download the notes (CSV)", "Download for the minutes (text)",
    }  # fmt: skip


def test_a_note_that_cannot_be_kept_says_why_and_keeps_nothing(seeded_url, opened):
    before = note_rows(seeded_url)
    page = noting(opened("meeting", board=BOARD, meets_on=MEETS_ON), "", "Head", "soon")
    assert "Enter the note." in page.error[0].value
    assert "Due must be a real date" in page.error[0].value
    assert note_rows(seeded_url) == before


def test_an_action_without_an_owner_is_kept_and_asked_about(seeded_url, opened):
    page = noting(opened("meeting", board=BOARD, meets_on=MEETS_ON), "Bring the reasons")
    assert "Nobody is named to do it" in said(page)
    assert note_rows(seeded_url)[-1]["text"] == "Bring the reasons"


def test_a_reader_sees_the_items_and_the_notes_and_takes_none(seeded_url, opened, monkeypatch):
    monkeypatch.setenv("SCT_DASH_ROLE", "reader")
    page = opened("meeting", board=BOARD, meets_on=MEETS_ON)
    assert "A performance officer takes the notes of this meeting." in said(page)
    assert not page.text_area


def test_a_meeting_that_is_over_points_to_the_figures_of_its_day(seeded_url, opened):
    words = said(opened("meeting", board=BOARD, meets_on="2026-10-29"))
    assert "This meeting is over." in words
    assert "as_at=2026-10-29" in words
    page = opened("meeting", board=BOARD, meets_on="2026-10-29")
    then = page.text_input(key="as_at").set_value("2026-10-29").run()
    assert "This meeting is over." not in said(then)
    assert not then.text_area  # nobody takes notes in the past


def test_a_day_that_is_no_meeting_is_queried_and_a_code_that_is_none_is_refused(seeded_url):
    text = io.StringIO()
    writer = csv.DictWriter(text, ["board", "meets_on", "item_kind", "item_code", "note_kind", "text"])
    writer.writeheader()
    row = {"board": BOARD, "meets_on": "2026-11-27", "note_kind": "question", "text": "Why?"}
    writer.writerow(row | {"item_kind": "kpi", "item_code": "KPI0O2"})
    engine = engines.connected(seeded_url)
    done = door.checked(engine, kind="notes", data=text.getvalue().encode(), file="notes.csv", today=AT.date())
    engine.dispose()
    found = dict(done.checked.findings.select("rule", "severity").rows())
    assert found == {"a meeting that day": "query", "item held": "finding"}
    assert "Did you mean KPI002?" in " ".join(done.checked.findings["says"])


def test_an_action_whose_day_has_passed_says_so_among_what_was_noted(seeded_url, opened):
    page = opened("meetings", board="Operational Partnership Board")
    told = " ".join(html.proto.body for html in page.get("html"))
    assert "12 November 2026, <strong>its day has passed</strong>" in told
