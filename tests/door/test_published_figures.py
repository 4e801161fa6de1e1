"""A file of DfE's through the door: previewed, stored as published figures, taken back, on both engines."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from sct_dash import door
from sct_dash.core import frames
from sct_dash.store import reads

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEASURES = b"measure,name,unit,direction\nTURNOVER,Turnover of social workers,percent,lower\n"
AREAS = b"area,area_kind,area_code,old_code\nSandwell,authority,E08000028,333\nEngland,england,E92000001,\n"
COLUMNS = b"measure,value_column,condition,basis,year_ends\nTURNOVER,turnover_rate_fte,,year,30 September\n"
HEAD = b"time_period,geographic_level,country_code,new_la_code,la_name,turnover_rate_fte\n"
NATION = b"2025,National,E92000001,,,13.8\n"
OURS = b"2025,Local authority,E92000001,E08000028,Sandwell,11.1\n"
OTHERS = b"2025,Local authority,E92000001,E08000027,Dudley,9.9\n"
FILE = "csww_indicators_2017_to_2025.csv"


def sent(engine, kind, data, minutes, file=FILE):
    at = AT + timedelta(minutes=minutes)
    return door.submit(engine, kind=kind, data=data, file=file, by="an officer", at=at, today=TODAY)


def figures(engine, as_at=None):
    told = reads.facts(engine, "benchmarks", as_at=as_at)
    return dict(told.select(pl.concat_str(["area", "period_end"], separator=" "), "value").iter_rows())


@pytest.fixture
def ready(engine):
    for order, (kind, data) in enumerate([("measures", MEASURES), ("areas", AREAS), ("dfe_columns", COLUMNS)]):
        assert sent(engine, kind, data, order).submission
    return engine


def test_what_must_be_held_first_is_asked_for_and_nothing_is_stored(engine):
    outcome = sent(engine, "dfe_statistics", HEAD + OURS, 0)
    assert outcome.submission is None
    assert outcome.checked.findings["rule"].to_list() == ["nothing held", "nothing held"]
    assert reads.audit(engine)["act"].to_list() == ["findings"]


def test_a_file_becomes_published_figures_with_where_each_came_from(ready):
    outcome = sent(ready, "dfe_statistics", HEAD + OTHERS + NATION + OURS, 5)
    assert outcome.preview.counts == {"new": 2, "changed": 0, "unchanged": 0}
    told = frames.facts(reads.picture(ready), "benchmarks")
    assert told.select("area", "value", "release", "submission_id", "line").rows() == [
        ("England", 13.8, "csww_indicators_2017_to_2025", outcome.submission, 3),
        ("Sandwell", 11.1, "csww_indicators_2017_to_2025", outcome.submission, 4),
    ]
    row = reads.submissions(ready).row(0, named=True)
    assert (row["kind"], row["row_count"], row["new_count"]) == ("dfe_statistics", 2, 2)
    assert reads.file_of(ready, outcome.submission) == (FILE, HEAD + OTHERS + NATION + OURS)
    assert outcome.reply()["changes"]["new"] == 2


def test_a_preview_compares_with_the_figures_held_and_submitting_does_as_it_said(ready):
    sent(ready, "dfe_statistics", HEAD + OURS, 5)
    revised = HEAD + OURS.replace(b"11.1", b"11.4") + NATION
    preview = door.checked(ready, kind="dfe_statistics", data=revised, file=FILE, today=TODAY).preview
    assert preview.counts == {"new": 1, "changed": 1, "unchanged": 0}
    assert preview.after["benchmarks"].height == 2 and preview.before["benchmarks"].height == 1
    assert figures(ready) == {"Sandwell 2025-09-30": 11.1}
    sent(ready, "dfe_statistics", revised, 6)
    assert figures(ready) == {"England 2025-09-30": 13.8, "Sandwell 2025-09-30": 11.4}
    assert figures(ready, AT + timedelta(minutes=5)) == {"Sandwell 2025-09-30": 11.1}
    key = {"measure": "TURNOVER", "area": "Sandwell"}
    assert reads.history(ready, "benchmarks", key)["value"].to_list() == [11.4, 11.1]


def test_the_same_figures_again_are_a_no_op_whatever_else_the_file_has(ready):
    first = sent(ready, "dfe_statistics", HEAD + OURS, 5).submission
    version = reads.data_version(ready)
    again = sent(ready, "dfe_statistics", HEAD + OTHERS + OURS, 6)
    assert again.submission is None
    assert f"as submission {first}" in again.notices[-1]
    assert reads.data_version(ready) == version


def test_taking_a_file_back_brings_the_earlier_figures_back(ready):
    by_hand = (
        b"measure,area,area_kind,period_end,basis,value,release,source\n"
        b"TURNOVER,Sandwell,authority,30/09/2025,year,11.0,csww_indicators_2017_to_2025,Department for Education\n"
    )
    sent(ready, "benchmarks", by_hand, 5, "by-hand.csv")
    number = sent(ready, "dfe_statistics", HEAD + OURS, 6).submission
    assert figures(ready) == {"Sandwell 2025-09-30": 11.1}
    door.take_back(ready, submission=number, by="an officer", why="revised since", at=AT + timedelta(minutes=7))
    assert figures(ready) == {"Sandwell 2025-09-30": 11.0}


def test_another_release_stands_beside_the_first(ready):
    sent(ready, "dfe_statistics", HEAD + OURS, 5, "csww_2025.csv")
    sent(ready, "dfe_statistics", HEAD + OURS.replace(b"11.1", b"11.3"), 6, "csww_2026.csv")
    told = reads.facts(ready, "benchmarks").select("release", "value").rows()
    assert told == [("csww_2025", 11.1), ("csww_2026", 11.3)]


def test_a_condition_left_blank_comes_back_blank_and_is_the_same_row_again(ready):
    assert reads.facts(ready, "dfe_columns")["condition"].to_list() == [""]
    assert sent(ready, "dfe_columns", COLUMNS, 5).submission is None
    changed = sent(ready, "dfe_columns", COLUMNS.replace(b"30 September", b"31 March"), 6)
    assert changed.preview.counts == {"new": 0, "changed": 1, "unchanged": 0}
