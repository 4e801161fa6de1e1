"""New, changed and unchanged rows, the picture afterwards, and when two files are the same file."""

import polars as pl

from sct_dash.returns import RETURNS, comparing
from tests.returns.drawn import HEAD, KPIS, ROW, checked, picture

KIND = RETURNS["kpi_values"]
HELD = picture(kpis=KPIS, kpi_values=f"{HEAD}2024-04,KPI001,45,60,,On track\n2024-05,KPI001,48,64,,\n")["kpi_values"]
STORED = HELD.with_columns(submission_id=pl.lit(7, pl.Int64), line=pl.lit(2, pl.Int64), demonstration=pl.lit(True))


def rows_of(text: str) -> pl.DataFrame:
    outcome = checked(HEAD + text)
    assert outcome.accepted
    return outcome.rows


def test_rows_are_new_changed_or_unchanged_by_their_key():
    sent = rows_of("2024-04,KPI001,45,60,,On track\n2024-05,KPI001,49,64,,\n2024-06,KPI001,50,80,,\n")
    compared = comparing.compared(KIND, sent, STORED)
    assert compared["change"].to_list() == ["unchanged", "changed", "new"]
    assert compared["line"].to_list() == [2, 3, 4]
    assert comparing.counted(compared) == {"new": 1, "changed": 1, "unchanged": 1}
    assert compared["was"].struct.field("numerator").to_list() == [45.0, 48.0, None]
    assert compared["was"].is_null().to_list() == [False, False, True]


def test_a_comment_taken_away_is_a_change_and_blank_equals_blank():
    compared = comparing.compared(KIND, rows_of("2024-04,KPI001,45,60,,\n2024-05,KPI001,48,64,,\n"), STORED)
    assert compared["change"].to_list() == ["changed", "unchanged"]


def test_a_month_and_its_quarter_are_two_rows():
    quarter = pl.DataFrame({"period_end": [HELD["period_end"][0].replace(month=6)]})
    sent = rows_of("2024-04,KPI001,45,60,,On track\n").with_columns(quarter["period_end"])
    assert comparing.counted(comparing.compared(KIND, sent, STORED)) == {"new": 1, "changed": 0, "unchanged": 0}


def test_the_picture_afterwards_has_the_new_rows_in_place_of_the_old():
    sent = rows_of("2024-05,KPI001,49,64,,\n2024-06,KPI001,50,80,,\n")
    after = comparing.upserted(KIND, sent, STORED)
    assert after.schema == STORED.schema
    assert after.select("period", "numerator", "submission_id", "demonstration").sort("period").rows() == [
        (STORED["period"][0], 45.0, 7, True),
        (STORED["period"][1], 49.0, None, False),
        (sent["period"][1], 50.0, None, False),
    ]


def test_nothing_held_makes_every_row_new():
    sent = rows_of(ROW)
    assert comparing.counted(comparing.compared(KIND, sent, HELD.clear())) == {"new": 1, "changed": 0, "unchanged": 0}
    assert comparing.upserted(KIND, sent, HELD.clear()).height == 1


def test_a_file_is_the_same_however_it_is_ordered_or_written():
    one = rows_of("2024-04,KPI001,45,60,,On track\n2024-05,KPI001,48,64,,\n")
    other = rows_of("\n01/05/2024,kpi001,48,64.0,,n/a\nApr 2024,KPI001,45,60,-,On track\n")
    assert comparing.identity(KIND, one) == comparing.identity(KIND, other)


def test_a_file_with_another_figure_comment_or_kind_is_another():
    rows = rows_of(ROW)
    others = [rows_of(ROW.replace("On track", text)) for text in ("", "On  track")] + [rows_of(ROW.replace("75.0", ""))]
    identities = {comparing.identity(KIND, frame) for frame in [rows, *others]}
    assert len(identities) == 4
    definitions = checked(KPIS, kind="kpis").rows
    assert comparing.identity(RETURNS["kpis"], definitions) not in identities


def test_what_a_changed_row_says_otherwise_is_told_cell_by_cell():
    sent = rows_of("2024-04,KPI001,45,60,,\n2024-05,KPI001,49,64,,Two left\n2024-06,KPI001,50,80,,\n")
    told = comparing.differences(KIND, comparing.compared(KIND, sent, STORED))
    assert told.schema == comparing.DIFFERENCES
    assert told.rows() == [
        (2, "1 April 2024, 30 April 2024, KPI001", "Comment", "On track", None),
        (3, "1 May 2024, 31 May 2024, KPI001", "Numerator", "48", "49"),
        (3, "1 May 2024, 31 May 2024, KPI001", "Comment", None, "Two left"),
    ]


def test_new_and_unchanged_rows_say_nothing_otherwise():
    sent = rows_of("2024-04,KPI001,45,60,,On track\n2024-06,KPI001,50,80,,\n")
    assert comparing.differences(KIND, comparing.compared(KIND, sent, STORED)).is_empty()
