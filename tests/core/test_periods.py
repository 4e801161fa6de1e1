"""Periods: they tile the calendar, are read however an officer writes them, and fall due on a known day."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sct_dash.core import periods
from sct_dash.core.periods import GRAINS, Period, parsed

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
grains = st.sampled_from(GRAINS)
some_periods = st.builds(periods.containing, days, grains)
relaxed = settings(deadline=None)


@relaxed
@given(days, grains)
def test_the_period_containing_a_day_holds_it_and_is_of_the_grain_asked_for(day, grain):
    period = periods.containing(day, grain)
    assert period.start <= day <= period.end
    assert period.grain == grain


@relaxed
@given(some_periods)
def test_previous_and_following_undo_each_other(period):
    assert periods.previous(periods.following(period)) == period == periods.following(periods.previous(period))


@relaxed
@given(some_periods)
def test_there_is_no_gap_between_a_period_and_the_following(period):
    following = periods.following(period)
    assert following.start - period.end == timedelta(days=1)
    assert following.grain == period.grain


@relaxed
@given(some_periods)
def test_label_words_and_short_are_all_read_back_as_the_same_period(period):
    assert parsed(period.label) == parsed(period.words) == parsed(period.short) == period


@relaxed
@given(days, grains)
def test_the_latest_ended_has_ended_and_the_next_has_not(day, grain):
    period = periods.latest_ended(day, grain)
    assert period.end <= day < periods.following(period).end


@relaxed
@given(days, grains)
def test_the_latest_due_is_overdue_and_the_next_is_not(day, grain):
    period = periods.latest_due(day, grain)
    assert periods.due_on(period) < day <= periods.due_on(periods.following(period))


@relaxed
@given(some_periods, st.integers(0, 40))
def test_a_span_runs_from_first_to_last_without_a_gap(first, steps):
    last = first
    for _ in range(steps):
        last = periods.following(last)
    span = periods.span(first, last)
    assert (span[0], span[-1], len(span)) == (first, last, steps + 1)
    assert all(periods.following(a) == b for a, b in pairwise(span))


@relaxed
@given(st.lists(some_periods, max_size=30), days)
def test_frames_say_of_every_period_what_the_period_says_of_itself(several, day):
    rows = pl.DataFrame(
        {
            "period": [p.start for p in several],
            "period_end": [p.end for p in several],
            "day": [day] * len(several),
            "held_by": [p.grain for p in several],
        },
        schema={"period": pl.Date, "period_end": pl.Date, "day": pl.Date, "held_by": pl.String},
    )
    told = periods.labelled(rows).with_columns(
        grain=periods.grain(),
        due=periods.due(),
        year=periods.financial_year_start(),
        first=periods.start_holding("day", "held_by"),
    )
    told = told.with_columns(last=periods.end_after("first", "held_by"))
    assert told["period_label"].to_list() == [p.label for p in several]
    assert told["grain"].to_list() == [p.grain for p in several]
    assert told["due"].to_list() == [periods.due_on(p) for p in several]
    assert told["year"].to_list() == [periods.financial_year(p.start).start for p in several]
    held = [periods.containing(day, p.grain) for p in several]
    assert told.select("first", "last").rows() == [(p.start, p.end) for p in held]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2024-04", "2024-04"),
        ("April 2024", "2024-04"),
        ("apr 2024", "2024-04"),
        ("Apr-24", "2024-04"),
        ("Apr '24", "2024-04"),
        ("Sept 2024", "2024-09"),
        ("04/2024", "2024-04"),
        ("4/2024", "2024-04"),
        ("2024-04-30", "2024-04"),
        ("2024-04-01 00:00:00", "2024-04"),
        ("01/04/2024", "2024-04"),
        ("1/5/2024", "2024-05"),
        ("01/04/24", "2024-04"),
        ("30.04.2024", "2024-04"),
        ("29/02/2024", "2024-02"),
        ("1 April 2024", "2024-04"),
        ("  April   2024 ", "2024-04"),
        ("05/04/2024", "2024-04"),
        ("2021/22 Q1", "2021/22 Q1"),
        ("2021/22 Q4", "2021/22 Q4"),
        ("Q1 2021/22", "2021/22 Q1"),
        ("2021-22 Q1", "2021/22 Q1"),
        ("q3 2021/2022", "2021/22 Q3"),
        ("2021/22", "2021/22"),
        ("2021-22", "2021/22"),
        ("2021/2022", "2021/22"),
        ("1999/00", "1999/00"),
        ("2011/12", "2011/12"),
        ("2011-12", "2011-12"),
        ("census 2021", "census 2021"),
        ("Census 2021", "census 2021"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, label):
    assert parsed(text).label == label


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "soon", "Blah 2024", "24 Apr", "2024", "20240401", "45383", "April", "Q1 2021", "Q5 2021/22"),
        *("2021/23", "2021/21", "2024-13", "2024-00", "2024/04", "13/2024", "00/2024", "1/4/124", "٠٤/٢٠٢٤"),
        *("31/02/2024", "29/02/2023", "31 April 2024", "04/30/2024", "2024-04-31", "00/04/2024", "01/00/2024"),
        *("01/04/0024", "0024-04-01", "9999-12-31", "census 0021", "2024-04-30 13:00:00", "01/04-2024", "=A1"),
    ],
)
def test_what_is_not_a_period_is_refused_in_a_sentence_that_quotes_it(text):
    with pytest.raises(ValueError, match=r"^Period must .+, not ‘") as refused:
        parsed(text)
    assert str(refused.value).endswith(f"not ‘{text}’")


def test_a_date_in_us_order_is_told_that_the_day_comes_first():
    with pytest.raises(ValueError, match="with the day first"):
        parsed("04/30/2024")


def test_a_long_text_is_quoted_by_its_first_sixty_characters():
    with pytest.raises(ValueError, match=r"not ‘x{59}…’$"):
        parsed("x" * 1000)


@pytest.mark.parametrize(
    ("label", "words", "short", "first", "last", "due"),
    [
        ("2024-12", "December 2024", "Dec 2024", date(2024, 12, 1), date(2024, 12, 31), date(2025, 1, 15)),
        ("2024-02", "February 2024", "Feb 2024", date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 15)),
        (
            *("2021/22 Q1", "Q1 2021/22 (April to June 2021)", "Q1 2021/22"),
            *(date(2021, 4, 1), date(2021, 6, 30), date(2021, 7, 31)),
        ),
        (
            *("2021/22 Q4", "Q4 2021/22 (January to March 2022)", "Q4 2021/22"),
            *(date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 30)),
        ),
        ("2021/22", "2021/22", "2021/22", date(2021, 4, 1), date(2022, 3, 31), date(2023, 1, 31)),
        (
            *("census 2021", "census year to 30 September 2021", "census 2021"),
            *(date(2020, 10, 1), date(2021, 9, 30), date(2022, 3, 31)),
        ),
    ],
)
def test_each_grain_has_its_words_its_days_and_its_due_date(label, words, short, first, last, due):
    period = parsed(label)
    assert (period.words, period.short, period.start, period.end) == (words, short, first, last)
    assert periods.due_on(period) == due


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 4, 2), date(2024, 4, 30)),
        (date(2024, 4, 1), date(2024, 5, 31)),
        (date(2024, 5, 1), date(2024, 7, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 4, 30), date(2024, 4, 1)),
    ],
)
def test_a_span_of_days_that_is_no_period_cannot_be_made(start, end):
    with pytest.raises(ValueError, match="is not a month, a quarter, a financial year or a census year"):
        Period(start, end)


def test_a_period_that_ends_on_the_day_has_ended():
    assert periods.latest_ended(date(2024, 4, 30), "month").label == "2024-04"
    assert periods.latest_ended(date(2024, 4, 29), "month").label == "2024-03"


def test_a_period_is_overdue_only_after_its_due_date():
    assert periods.latest_due(date(2024, 5, 15), "month").label == "2024-03"
    assert periods.latest_due(date(2024, 5, 16), "month").label == "2024-04"


def test_what_was_due_can_be_kept_to_what_had_ended_by_a_day():
    assert periods.latest_due(date(2024, 9, 1), "month", by=date(2024, 5, 31)).label == "2024-05"
    assert periods.latest_due(date(2024, 6, 1), "month", by=date(2024, 12, 31)).label == "2024-04"


def test_a_span_backwards_is_empty_and_a_span_of_two_grains_is_refused():
    assert periods.span(parsed("2024-05"), parsed("2024-04")) == []
    with pytest.raises(ValueError, match="not periods of one kind"):
        periods.span(parsed("2024-05"), parsed("2024/25"))


def test_an_unknown_grain_is_refused():
    with pytest.raises(KeyError):
        periods.containing(date(2024, 1, 1), "week")
