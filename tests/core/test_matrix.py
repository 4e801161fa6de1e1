"""The matrix in force on a day, its cells, what stands in none of them, and references as people count them."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import matrix
from tests.frames import frame

DAY = date(2026, 11, 22)
TWO_BY_TWO = frame("""
| valid_from | part       | level | words    | band  | appetite | note         |
| 2020-04-01 | likelihood | 1     | Unlikely | -     | -        | -            |
| 2020-04-01 | likelihood | 2     | Likely   | -     | -        | -            |
| 2020-04-01 | impact     | 1     | Slight   | -     | -        | -            |
| 2020-04-01 | impact     | 2     | Serious  | -     | -        | -            |
| 2020-04-01 | score      | 1     | -        | green | within   | -            |
| 2020-04-01 | score      | 2     | -        | amber | within   | Illustrative |
| 2020-04-01 | score      | 4     | -        | red   | beyond   | Published    |
""")
REGISTER = frame("""
| reference | likelihood | impact | score | movement | placed |
| 10        | 1          | 2      | 2     | same     | true   |
| 4c        | 1          | 2      | 2     | up       | true   |
| 4         | 1          | 2      | 2     | new      | true   |
| 7         | 2          | 2      | 4     | closed   | true   |
| 12        | -          | -      | 4     | same     | false  |
| 13        | 3          | 1      | 3     | same     | false  |
| 14        | -          | -      | -     | new      | false  |
| 15        | -          | -      | 4     | closed   | false  |
""", reference=pl.String)  # fmt: skip


def in_force(rows: pl.DataFrame = TWO_BY_TWO, on: date = DAY) -> pl.DataFrame:
    return matrix.in_force({"risk_bands": rows}, on)


def test_rows_are_banded_by_the_matrix_of_their_own_day_and_keep_their_order():
    other = pl.when(pl.col("level") == 2).then(pl.lit("red")).otherwise("band")
    later = TWO_BY_TWO.with_columns(valid_from=date(2025, 4, 1), band=other)
    days = [date(2025, 4, 1), date(2020, 3, 31), date(2025, 3, 31), date(2026, 1, 1), date(2020, 4, 1)]
    rows = pl.DataFrame({"name": list("abcde"), "day": days, "score": [2.0, 2.0, 2.0, 3.0, 4.0]})
    banded = matrix.banded(rows, {"risk_bands": pl.concat([later, TWO_BY_TWO])}, day="day")
    assert banded.select("name", "band", "appetite").rows() == [
        ("a", "red", "within"),
        ("b", None, None),
        ("c", "amber", "within"),
        ("d", None, None),
        ("e", "red", "beyond"),
    ]
    assert matrix.banded(rows, {}, day="day").schema == banded.schema


@pytest.mark.parametrize(
    ("on", "begun"),
    [
        (date(2020, 3, 31), None),
        (date(2020, 4, 1), date(2020, 4, 1)),
        (date(2023, 3, 31), date(2020, 4, 1)),
        (date(2023, 4, 1), date(2023, 4, 1)),
    ],
)
def test_the_matrix_in_force_is_the_last_that_has_begun(on, begun):
    later = TWO_BY_TWO.with_columns(valid_from=date(2023, 4, 1)).filter(pl.col("level") < 2)
    rows = in_force(pl.concat([later, TWO_BY_TWO]), on)
    assert rows["valid_from"].unique().to_list() == ([begun] if begun else [])
    assert rows.height == {None: 0, date(2020, 4, 1): 7, date(2023, 4, 1): 3}[begun]


def test_a_picture_without_a_matrix_has_none_and_no_cell():
    assert matrix.in_force({}, DAY).is_empty()
    assert matrix.cells(REGISTER, matrix.in_force({}, DAY)).is_empty()


def test_the_cells_stand_as_the_matrix_is_drawn_with_words_band_appetite_and_who_is_there():
    cells = matrix.cells(REGISTER, in_force())
    assert cells.columns == [
        "likelihood", "impact", "likelihood_words", "impact_words", "score", "band", "appetite", "note", "count",
        "references",
    ]  # fmt: skip
    assert cells.drop("note").rows() == [
        (2, 1, "Likely", "Slight", 2, "amber", "within", 0, []),
        (2, 2, "Likely", "Serious", 4, "red", "beyond", 0, []),
        (1, 1, "Unlikely", "Slight", 1, "green", "within", 0, []),
        (1, 2, "Unlikely", "Serious", 2, "amber", "within", 3, ["4", "4c", "10"]),
    ]
    assert cells["note"].to_list() == ["Illustrative", "Published", None, "Illustrative"]
    assert (cells.schema["count"], cells.schema["references"]) == (pl.Int64, pl.List(pl.String))


def test_an_empty_register_fills_no_cell():
    cells = matrix.cells(REGISTER.clear(), in_force())
    assert cells["count"].to_list() == [0] * 4
    assert cells["references"].to_list() == [[]] * 4


def test_what_no_cell_has_is_told_apart_and_cells_and_it_come_to_every_open_risk():
    outside = matrix.unplaced(REGISTER)
    assert outside["reference"].to_list() == ["12", "13", "14"]
    opened = REGISTER.filter(pl.col("movement") != "closed").height
    assert matrix.cells(REGISTER, in_force())["count"].sum() + outside.height == opened


@pytest.mark.parametrize(
    ("likelihood", "impact", "there"),
    [(1, 2, True), (2, 2, True), (3, 1, False), (1, 3, False), (None, 1, False), (None, None, False)],
)
def test_a_risk_is_placed_where_both_levels_are_of_the_matrix(likelihood, impact, there):
    row = pl.DataFrame(
        {"likelihood": [likelihood], "impact": [impact]}, schema=dict.fromkeys(("likelihood", "impact"), pl.Float64)
    )
    assert row.select(matrix.placed(in_force())).item() is there
    assert row.select(matrix.placed(in_force().clear())).item() is False


def test_references_stand_as_people_count_them():
    sent = ["10", "4c", "R10", "4", "4-1", "R2", "4.10", "4C2", "4.2", "SR-1b", "59"]
    rows = pl.DataFrame({"reference": sent}).sort(matrix.natural("reference"))
    assert rows["reference"].to_list() == [
        "4", "4-1", "4.2", "4.10", "4c", "4C2", "10", "59", "R2", "R10", "SR-1b",
    ]  # fmt: skip
