"""Each file of the thread says what was known on its own day, and what is published is not marked as invented."""

import re
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from sct_dash import door
from sct_dash.core import inspections, risks
from sct_dash.core.frames import SCHEMAS, empty
from sct_dash.core.thread_frames import THREAD
from sct_dash.returns import RETURNS
from sct_dash.returns.comparing import upserted
from sct_dash.seed import SENT_BY, seed_files
from sct_dash.store import reads

DATA = Path(__file__).parents[2] / "data"
FILES = [file for file in seed_files(DATA) if file.kind in THREAD]
AHEAD = ("target_on", "next_review_on", "due_on", "revised_due_on", "first_due_on", "meets_on", "papers_due_on")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DATED = re.compile(rf"(?:(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) )?\b((?:19|20)\d\d)\b")
LEARNT_LATER = {("Department for Education", date(2021, 3, 17)): date(2021, 9, 1)}


def named_days(words: str) -> list[date]:
    """The first day of every day, month and year that a text names."""
    found = DATED.findall(words)
    return [date(int(year), MONTHS.index(month) + 1 if month else 1, int(day or 1)) for day, month, year in found]


def known_on(taken, day: date) -> dict[str, pl.DataFrame]:
    """What was held at the end of a day."""
    picture = {kind: empty(kind) for kind in SCHEMAS}
    for file in (file for file in FILES if file.day <= day):
        kind = RETURNS[file.kind]
        picture[kind.table] = upserted(kind, taken[0][file.path].rows, picture[kind.table])
    return picture


def test_days_are_found_in_words():
    found = named_days("Cabinet (28 September 2022), by May 2023 and in 2024; 2021/24, ID=6910, 12345")
    assert found == [date(2022, 9, 28), date(2023, 5, 1), date(2024, 1, 1), date(2021, 1, 1)]


@pytest.mark.parametrize("kind", THREAD)
def test_no_file_names_a_day_after_its_own_but_what_is_due_and_what_a_plan_is_called(taken, kind):
    for file in (file for file in FILES if file.kind == kind):
        rows = taken[0][file.path].rows.select(pl.col(pl.String, pl.Date).exclude("title", *AHEAD))
        said = [cell for row in rows.rows() for cell in row if cell is not None]
        days = [day for cell in said for day in ([cell] if isinstance(cell, date) else named_days(cell))]
        assert [day for day in days if day > file.day] == [], file.path.name


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2022, 9, 27), "The inspections of 2015 and 2017 ended 33 months apart"),
        (date(2022, 9, 28), "The Council's Cabinet counts on three years (28 September 2022)"),
        (date(2025, 12, 1), "The Council's Cabinet counts on three years (28 September 2022)"),
        (date(2025, 12, 2), "(28 September 2022); the last interval was 41 months"),
    ],
)
def test_what_the_next_inspection_is_expected_by_is_told_as_it_was_known(taken, day, ends):
    (window,) = inspections.next_window(known_on(taken, day), on=day).filter(framework="ILACS").to_dicts()
    assert window["assumption"].startswith("Our assumption")
    assert window["assumption"].endswith(ends)


def test_the_intervals_between_inspections_are_as_said(picture):
    ended = dict(picture["inspections"].select("inspection", "to_on").iter_rows())

    def months(first: str, last: str) -> int:
        days = pl.select(pl.date_range(ended[first], ended[last], "1mo")).to_series()
        return days.len() - 1

    assert (months("SIF-2015", "SIF-2017"), months("ILACS-2022", "ILACS-2025")) == (33, 41)


def test_that_the_statutory_recommendations_were_lifted_is_told_from_the_end_of_2023(taken):
    def summary(day: date) -> str:
        return known_on(taken, day)["inspections"].filter(inspection="BVG-2021")["summary"].item()

    assert "lifted" not in summary(date(2023, 12, 30))
    assert summary(date(2023, 12, 31)).endswith("which were lifted in December 2023.")


def test_a_control_is_in_place_from_the_assessment_that_says_so(picture):
    controls = dict(
        picture["risk_scores"].filter(reference="12").sort("assessed_on").select("assessed_on", "controls").iter_rows()
    )
    own = [day for day, words in controls.items() if "own homes" in words]
    assert own[0] == date(2026, 3, 6), "The first of the two opened in October 2025, after the assessment before"
    assert controls[date(2021, 3, 5)] == "Search for placements shared each week"


def test_a_public_meeting_is_held_from_its_own_day_but_one_that_was_learnt_of_later(taken):
    files = [file for file in FILES if file.kind == "meetings" and not file.demonstration]
    told = {row[:2]: file.day for file in files for row in taken[0][file.path].rows.select("board", "meets_on").rows()}
    assert {key: day for key, day in told.items() if key[1] != day} == LEARNT_LATER
    assert len(told) == 14


def test_what_may_happen_is_said_without_a_word_on_sources(taken):
    files = [file for file in FILES if file.kind == "risks" and not file.demonstration]
    events = [event for file in files for event in taken[0][file.path].rows["event"]]
    assert len(events) == 2
    assert [event for event in events if re.search("minutes|register|convention|day|published", event)] == []


def test_that_risk_4c_was_red_without_a_score_is_said_at_the_meeting_it_was_told(picture):
    met = picture["meetings"].filter(board="Audit and Risk Assurance Committee", meets_on=date(2019, 9, 19))
    assert met["note"].item().endswith("6 of them red: 4c, demand for children's social care, is one. The minutes give "
                                       "no score")  # fmt: skip
    assert risks.history(picture, "4c", on=date(2021, 11, 30)).is_empty()


def test_an_inspection_whose_days_are_not_known_stands_where_it_was_told_of_in_the_words_it_has(picture):
    rows = inspections.timeline(picture, on=date(2026, 11, 15)).select("code", "from_on", "to_on", "when", "placed_on")
    told = {row[0]: row[1:] for row in rows.rows()}
    assert told["MV-2022"] == (None, None, "by February 2022, day not found", date(2022, 2, 16))
    assert told["BVG-2021"] == (None, None, "published 3 December 2021", date(2021, 12, 3))
    # Its return asks for a day: the last it can have ended on, with no first day.
    assert told["FOSTERING-BEFORE"] == (None, date(2021, 6, 30), "before July 2021, day not found", date(2021, 6, 30))


def test_a_published_score_in_a_published_band_is_not_marked_as_invented(sqlite_engine):
    kinds = ("boards", "priorities", "risk_bands", "risks", "risk_scores")
    day = date(2021, 9, 1)
    for file in (file for file in FILES if file.kind in kinds and file.day <= day):
        outcome = door.submit(
            sqlite_engine, kind=file.kind, data=file.path.read_bytes(), file=file.name, by=SENT_BY, at=file.at,
            today=file.day, demonstration=file.demonstration,
        )  # fmt: skip
        assert outcome.submission is not None, file.path.name
    at = max(file.at for file in FILES if file.day == day) + timedelta(hours=1)
    register = risks.register(reads.picture(sqlite_engine, at), on=day)
    (four,) = register.filter(reference="4").to_dicts()
    assert (four["score"], four["band"], four["movement"], four["demonstration"]) == (16, "red", "up", False)
    others = register.filter(~pl.col("reference").is_in(["4", "4c"]))
    assert others.height > 5
    assert others["demonstration"].all()
