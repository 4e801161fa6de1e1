"""Where a KPI stands: which period is shown, and which of the seven statuses it has."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import signals
from sct_dash.core.frames import ORIGIN, SCHEMAS, empty, facts
from sct_dash.core.periods import containing, following, parsed
from sct_dash.core.status import CONTRACT, DETAIL, STATUSES, counts, kpi_status, series
from tests.frames import frame

KPIS = frame("""
    | kpi_code | name    | kpi_set    | unit    | direction | aggregation | frequency | priority | valid_from |
    | M        | Monthly | contract   | percent | higher    | ratio       | month     | People   | 2018-04-01 |
    | Q        | Quarter | contract   | count   | lower     | total       | quarter   | Practice | 2018-04-01 |
    | Y        | Yearly  | supporting | ratio   | lower     | snapshot    | year      | -        | 2018-04-01 |
""")
TARGETS = frame("""
    | kpi_code | valid_from | target | tolerance |
    | M        | 2018-04-01 | 80     | 5         |
    | Q        | 2018-04-01 | 10     | 2         |
    | Y        | 2018-04-01 | 16     | 1         |
""")


def values(*rows):
    """Rows written as `code label numerator/denominator`, `code label value` or `code label symbol`."""
    cells = []
    for row in rows:
        code, figure, label = row.split(" ")[0], row.split(" ")[-1], " ".join(row.split(" ")[1:-1])
        cell = {"kpi_code": code, "period": parsed(label).start, "period_end": parsed(label).end}
        if "/" in figure:
            cell |= dict(zip(("numerator", "denominator"), map(float, figure.split("/")), strict=True))
        elif figure.isalpha():
            cell |= {"symbol": figure}
        else:
            cell |= {"value": float(figure)}
        cells.append(cell)
    return pl.DataFrame(cells, schema=SCHEMAS["kpi_values"])


def picture(*rows, kpis=KPIS, **more):
    return {"kpis": kpis, "targets": TARGETS, "kpi_values": values(*rows)} | more


def standing(code, pictured, on, period=None):
    out = kpi_status(pictured, on=date(*on), period=parsed(period) if period else None)
    return out.row(by_predicate=pl.col("kpi") == code, named=True)


def told(code, pictured, on, period=None):
    row = standing(code, pictured, on, period)
    return row["period"], row["status"]


def test_the_columns_begin_with_the_exported_ones_in_their_order():
    assert kpi_status(picture(), on=date(2024, 6, 1)).columns == [*CONTRACT, *DETAIL]
    assert (
        *("kpi", "name", "set", "priority", "period", "value", "numerator", "denominator", "target", "tolerance"),
        *("status", "relieved", "year_to_date", "previous", "travel"),
    ) == CONTRACT


def test_an_empty_picture_has_the_same_columns_and_types_and_no_rows():
    nothing, something = (
        kpi_status({}, on=date(2024, 6, 1)),
        kpi_status(picture("M 2024-04 45/60"), on=date(2024, 6, 1)),
    )
    assert nothing.height == 0
    assert nothing.schema == something.schema
    assert series({}).schema == series(picture("M 2024-04 45/60")).schema
    assert set(counts(nothing).values()) == {0}


@pytest.mark.parametrize("missing", ["kpis", "targets", "kpi_values"])
def test_a_picture_that_lacks_a_kind_still_answers(missing):
    partial = {kind: rows for kind, rows in picture("M 2024-04 45/60").items() if kind != missing}
    assert kpi_status(partial, on=date(2024, 5, 10)).height == (0 if missing == "kpis" else 3)
    assert series(partial).height == (1 if missing == "targets" else 0)
    assert series(partial | {missing: empty(missing)}).equals(series(partial))


def test_where_a_value_came_from_comes_along_when_it_is_known():
    rows = values("M 2024-04 45/60").with_columns(submission_id=pl.lit(7), line=pl.lit(3), demonstration=pl.lit(True))
    row = standing("M", picture() | {"kpi_values": rows}, (2024, 5, 10))
    assert [row[name] for name in ORIGIN] == [7, 3, True]
    assert [standing("M", picture("M 2024-04 45/60"), (2024, 5, 10))[name] for name in ORIGIN] == [None, None, False]


def test_the_origin_of_definitions_and_targets_does_not_disturb_that_of_values():
    stamped = {
        kind: rows.with_columns(submission_id=pl.lit(number), line=pl.lit(number), demonstration=pl.lit(False))
        for number, (kind, rows) in enumerate(picture("M 2024-04 45/60").items())
    }
    assert standing("M", stamped, (2024, 5, 10))["submission_id"] == 2


def test_the_latest_reported_period_is_shown_with_its_figures():
    row = standing("M", picture("M 2024-04 45/60", "M 2024-05 50/80"), (2024, 6, 20))
    shown = {name: row[name] for name in CONTRACT}
    assert shown == {
        **{"kpi": "M", "name": "Monthly", "set": "contract", "priority": "People", "period": "2024-05"},
        **{"value": 62.5, "numerator": 50.0, "denominator": 80.0, "target": 80.0, "tolerance": 5.0, "status": "red"},
        **{"relieved": False, "year_to_date": 100 * 95 / 140, "previous": 75.0, "travel": "worse"},
    }
    assert (row["previous_status"], row["moved"], row["year_to_date_periods"]) == ("amber", True, 2)
    assert (row["period_start"], row["period_end"], row["due_on"]) == (
        date(2024, 5, 1),
        date(2024, 5, 31),
        date(2024, 6, 15),
    )


def test_the_next_period_is_late_only_after_its_due_date():
    reported = picture("M 2024-04 45/60")
    assert told("M", reported, (2024, 6, 15)) == ("2024-04", "amber")
    assert told("M", reported, (2024, 6, 16)) == ("2024-05", "late")


@pytest.mark.parametrize(
    ("code", "row", "last_day", "late_day", "late"),
    [
        ("Q", "Q 2023/24 Q3 9", (2024, 4, 30), (2024, 5, 1), "2023/24 Q4"),
        ("Y", "Y 2021/22 15", (2024, 1, 31), (2024, 2, 1), "2022/23"),
        ("Y", "Y census 2022 15", (2024, 3, 31), (2024, 4, 1), "census 2023"),
    ],
)
def test_a_quarter_a_year_and_a_census_year_fall_late_on_their_own_days(code, row, last_day, late_day, late):
    assert told(code, picture(row), last_day)[1] == "green"
    assert told(code, picture(row), late_day) == (late, "late")


def test_a_late_row_has_no_value_but_says_what_the_period_before_was():
    row = standing("M", picture("M 2024-04 45/60"), (2024, 6, 16))
    assert [row[name] for name in ("value", "numerator", "year_to_date", "travel", "symbol")] == [None] * 5
    assert (row["previous"], row["previous_status"], row["moved"], row["target"]) == (75.0, "amber", False, 80.0)
    assert standing("M", picture("M 2024-04 45/60"), (2024, 7, 16))["previous"] is None


def test_a_late_snapshot_does_not_borrow_the_year_to_date_of_the_month_before():
    snapshot = KPIS.with_columns(aggregation=pl.lit("snapshot"))
    assert standing("M", picture("M 2024-04 45/60", kpis=snapshot), (2024, 6, 15))["year_to_date"] == 75.0
    late = standing("M", picture("M 2024-04 45/60", kpis=snapshot), (2024, 6, 16))
    assert (late["year_to_date"], late["year_to_date_periods"]) == (None, 0)


@pytest.mark.parametrize(("code", "before", "now"), [("Y", "2021/22", "2022/23"), ("Q", "2021/22 Q4", "2022/23 Q1")])
def test_a_year_and_a_quarter_know_the_one_before(code, before, now):
    row = standing(code, picture(f"{code} {before} 9", f"{code} {now} 8"), (2022, 7, 31), now)
    assert (row["previous"], row["travel"]) == (9.0, "better")


def test_a_definition_that_begins_on_the_last_day_of_a_period_owes_that_period():
    new = KPIS.with_columns(valid_from=pl.lit(date(2024, 4, 30)))
    assert told("M", picture(kpis=new), (2024, 5, 16)) == ("2024-04", "no_data")
    revised = pl.concat([KPIS, new])
    assert told("M", picture("M 2024-03 45/60", kpis=revised), (2024, 5, 16)) == ("2024-04", "late")
    newer = KPIS.with_columns(valid_from=pl.lit(date(2024, 5, 1)))
    assert told("M", picture(kpis=newer), (2024, 5, 16)) == ("2024-05", "not_due")


def test_a_kpi_that_was_never_reported_has_no_data():
    assert told("M", picture(), (2024, 6, 16)) == ("2024-05", "no_data")


def test_a_period_still_running_is_shown_when_it_is_reported_and_one_not_begun_is_not():
    assert told("M", picture("M 2024-06 45/60"), (2024, 6, 1)) == ("2024-06", "amber")
    assert told("M", picture("M 2024-05 45/60", "M 2024-06 80/80"), (2024, 5, 31)) == ("2024-05", "amber")


@pytest.mark.parametrize("figure", ["z", "x", "c", "k", "u", "0/0"])
def test_a_row_with_a_symbol_or_without_a_usable_value_has_no_data(figure):
    assert told("M", picture(f"M 2024-05 {figure}"), (2024, 6, 20)) == ("2024-05", "no_data")


def test_a_value_of_nought_is_a_value():
    assert told("M", picture("M 2024-05 0/60"), (2024, 6, 20)) == ("2024-05", "red")


def test_a_value_without_a_target_or_of_a_neutral_kpi_is_neutral():
    reported = picture("M 2024-05 45/60")
    neutral = KPIS.with_columns(direction=pl.lit("neutral"))
    assert told("M", reported | {"targets": empty("targets")}, (2024, 6, 1))[1] == "neutral"
    assert told("M", reported | {"kpis": neutral}, (2024, 6, 1))[1] == "neutral"


@pytest.mark.parametrize(
    ("rows", "on", "expected"),
    [
        (["M 2024-04 45/60"], (2024, 5, 1), ("2024-04", "amber")),
        (["M 2024-03 45/60"], (2024, 5, 1), ("2024-04", "not_due")),
        (["M 2024-03 45/60"], (2024, 5, 15), ("2024-04", "not_due")),
        (["M 2024-03 45/60"], (2024, 5, 16), ("2024-04", "late")),
        (["M 2024-05 45/60"], (2024, 5, 16), ("2024-04", "no_data")),
        (["M 2024-05 45/60"], (2024, 5, 15), ("2024-04", "not_due")),
        ([], (2024, 5, 15), ("2024-04", "not_due")),
        ([], (2024, 5, 16), ("2024-04", "no_data")),
        (["M 2024-04 45/60", "M 2024-05 80/80"], (2024, 9, 1), ("2024-04", "amber")),
        (["M 2024-04 c"], (2024, 9, 1), ("2024-04", "no_data")),
    ],
)
def test_an_asked_for_period_is_shown_whether_or_not_it_is_reported(rows, on, expected):
    assert told("M", picture(*rows), on, "2024-04") == expected


def test_an_asked_for_period_is_for_each_kpi_its_latest_that_ended_by_then():
    reported = picture("M 2024-05 80/80", "Q 2023/24 Q4 9", "Y 2023/24 15")
    out = kpi_status(reported, on=date(2024, 6, 10), period=parsed("2024-05")).sort("kpi")
    assert out.select("kpi", "period", "status").rows() == [
        ("M", "2024-05", "green"),
        ("Q", "2023/24 Q4", "green"),
        ("Y", "2023/24", "green"),
    ]


def test_the_year_to_date_of_an_earlier_period_stops_at_it():
    reported = picture("M 2024-04 45/60", "M 2024-05 50/80", "M 2024-06 80/80")
    assert standing("M", reported, (2024, 9, 1), "2024-05")["year_to_date"] == 100 * 95 / 140


def test_a_definition_too_new_to_owe_anything_is_not_due():
    new = KPIS.with_columns(valid_from=pl.lit(date(2024, 5, 20)))
    assert told("M", picture(kpis=new), (2024, 6, 10)) == ("2024-05", "not_due")
    assert told("Q", picture(kpis=new), (2024, 6, 10)) == ("2024/25 Q1", "not_due")
    assert told("Y", picture(kpis=new), (2024, 6, 10)) == ("2024/25", "not_due")
    assert told("M", picture(kpis=new), (2024, 6, 10), "2024-05") == ("2024-05", "not_due")
    assert told("Q", picture(kpis=new), (2024, 6, 10), "2024-05") == ("2024/25 Q1", "not_due")


def test_a_new_definition_still_shows_what_was_reported_under_the_old_one():
    revised = pl.concat([KPIS, KPIS.with_columns(name=pl.lit("Revised"), valid_from=pl.lit(date(2024, 4, 1)))])
    row = standing("Q", picture("Q 2023/24 Q4 9", kpis=revised), (2024, 5, 1))
    assert (row["name"], row["period"], row["status"]) == ("Revised", "2023/24 Q4", "green")
    asked = standing("Q", picture("Q 2023/24 Q4 9", kpis=revised), (2024, 6, 1), "2024-04")
    assert (asked["period"], asked["status"]) == ("2023/24 Q4", "green")


def test_only_kpis_in_force_are_told_and_an_asked_for_period_has_the_kpis_of_its_time():
    ended = KPIS.with_columns(valid_to=pl.lit(date(2023, 3, 31)))
    assert kpi_status(picture(kpis=ended), on=date(2024, 6, 1)).height == 0
    assert kpi_status(picture(kpis=ended), on=date(2024, 6, 1), period=parsed("2023-02")).height == 3


def test_a_priority_keeps_its_own_kpis():
    reported = picture("M 2024-05 45/60")
    assert kpi_status(reported, on=date(2024, 6, 1), priority="People")["kpi"].to_list() == ["M"]
    assert kpi_status(reported, on=date(2024, 6, 1), priority="Prevention").height == 0


def test_relief_is_judged_at_the_shown_periods_end_and_leaves_the_status():
    relief = frame("| kpi_code | relief_from | relief_to | clause |\n| M | 2024-04-01 | 2024-05-31 | 12.1 |")
    reported = picture("M 2024-05 45/80", "M 2024-06 45/80", relief=relief)
    first, second = (standing("M", reported, (2024, 7, 10), month) for month in ("2024-05", "2024-06"))
    assert (first["status"], first["relieved"], first["clause"]) == ("red", True, "12.1")
    assert (second["status"], second["relieved"], second["clause"]) == ("red", False, None)


def test_what_is_off_target_sorts_first_and_then_by_code():
    figures = {"G": "90", "R2": "1", "A": "78", "N": "c", "R1": "2"}
    kpis = pl.DataFrame({"kpi_code": [*figures, "L"]}).join(KPIS.head(1).drop("kpi_code"), how="cross")
    targets = pl.DataFrame({"kpi_code": [*figures, "L"]}).join(TARGETS.head(1).drop("kpi_code"), how="cross")
    rows = values(*(f"{code} 2024-05 {figure}" for code, figure in figures.items()), "L 2024-03 90")
    out = kpi_status({"kpis": kpis, "targets": targets, "kpi_values": rows}, on=date(2024, 6, 20))
    assert out["kpi"].to_list() == ["R1", "R2", "A", "L", "N", "G"]
    order = [STATUSES.index(status) for status in out["status"]]
    assert order == sorted(order)


def test_each_row_counts_once_and_a_relieved_colour_as_relieved():
    relief = frame("""
        | kpi_code | relief_from | relief_to  |
        | M        | 2024-04-01  | 2024-05-31 |
        | Y        | 2018-04-01  | 2024-05-31 |
    """)
    tally = counts(kpi_status(picture("M 2024-05 45/80", "Q 2023/24 Q4 9", relief=relief), on=date(2024, 6, 10)))
    assert tally == {
        **{"green": 1, "amber": 0, "red": 0, "relieved": 1},
        **{"no_data": 1, "late": 0, "not_due": 0, "neutral": 0},
    }


def test_moved_means_from_one_colour_to_another():
    rows = ["M 2024-01 80/80", "M 2024-02 79/80", "M 2024-03 c", "M 2024-04 10/80", "M 2024-05 78/100"]
    out = series(picture(*rows))
    assert out["status"].to_list() == ["green", "green", "no_data", "red", "amber"]
    assert out["previous_status"].to_list() == [None, "green", "green", "no_data", "red"]
    assert out["moved"].to_list() == [False, False, False, False, True]


def test_the_status_and_the_series_agree_on_the_row_they_share():
    reported = picture("M 2023-05 40/60", "M 2024-03 1/2", "M 2024-04 45/60", "M 2024-05 50/80", "Q 2023/24 Q4 9")
    shared = ["value", "status", "previous", "travel", "year_to_date", "year_to_date_periods", "to_green", "moved"]
    last = series(reported).group_by("kpi_code").last().sort("kpi_code").select(shared)
    shown = kpi_status(reported, on=date(2024, 6, 10)).filter(pl.col("kpi").is_in(["M", "Q"])).sort("kpi")
    assert shown.select(shared).equals(last)


def test_a_real_figure_beside_invented_ones_is_still_marked_a_demonstration():
    kpis = pl.DataFrame({"kpi_code": ["A", "B"], "name": ["a", "b"], "kpi_set": "contract", "unit": "percent",
                         "direction": "higher", "aggregation": "ratio", "frequency": "month",
                         "valid_from": date(2018, 4, 1)})  # fmt: skip
    values = pl.DataFrame({"kpi_code": ["A", "A", "B"], "period": [date(2024, month, 1) for month in (4, 5, 5)],
                           "period_end": [date(2024, 4, 30), date(2024, 5, 31), date(2024, 5, 31)],
                           "value": [50.0, 60.0, 70.0], "demonstration": [True, False, False]})  # fmt: skip
    rows = kpi_status({"kpis": kpis, "kpi_values": values}, on=date(2024, 6, 10))
    assert dict(rows.select("kpi", "demonstration").iter_rows()) == {"A": True, "B": False}


SIGNAL = [name for name in signals.SCHEMA if name != "kpi_code"]
USUAL = [70, 74, 68, 72, 70, 66, 74, 70, 72, 68, 70, 74, 66, 72]


def months(figures, code="M", first="2023-01"):
    """Rows of `values` for figures in a row of months; None is left out."""
    span, rows = parsed(first), []
    for figure in figures:
        rows += [] if figure is None else [f"{code} {span.label} {figure}"]
        span = following(span)
    return rows


def test_the_signal_is_that_of_the_series_up_to_the_shown_row():
    pictured = picture(*months([*USUAL, 95]), "Q 2023/24 Q4 9")
    row = standing("M", pictured, (2024, 4, 1))
    found = signals.latest(signals.points(series(pictured), empty("rebases"))).row(0, named=True)
    assert {name: row[name] for name in SIGNAL} == {name: found[name] for name in SIGNAL}
    assert (row["variation"], row["assurance"], row["signal_type"]) == ("improvement_high", "inconsistent", "Above UCL")
    assert (row["signal_points"], row["signal_from"], row["signal_on"]) == (15, date(2024, 3, 1), date(2024, 3, 31))
    assert standing("Q", pictured, (2024, 4, 1))["variation"] == "too_few"


def test_the_sentence_says_status_signal_and_margin():
    assert standing("M", picture(*months([*USUAL, 70])), (2024, 4, 1))["sentence"] == (
        "Red: 70.0% against a target of 80%. Not a signal: within usual variation; at the present level the target "
        "will be met in some months and missed in others, by chance. 5.0 points short of Amber, 10.0 points short of "
        "Green."
    )


def test_nothing_after_the_asked_for_period_reaches_its_signal():
    before = picture(*months([*USUAL, 95]))
    relief = frame("| kpi_code | relief_from | relief_to | clause |\n| M | 2024-04-01 | 2024-05-31 | 12.1 |")
    rebases = frame("| kpi_code | rebase_on |\n| M | 2024-04-01 |")
    after = picture(*months([*USUAL, 95, 1, 1, 99]), relief=relief, rebases=rebases)
    for month in ("2023-06", "2024-02", "2024-03"):
        rows = [
            kpi_status(p, on=date(2024, 9, 1), period=parsed(month)).select("kpi", "value", "sentence", *SIGNAL)
            for p in (before, after)
        ]
        assert rows[0].equals(rows[1])
    assert standing("M", after, (2024, 9, 1))["rebased_on"] == date(2024, 4, 1)


def test_nothing_after_the_asked_for_period_reaches_a_kpi_too_new_to_owe_it():
    new = KPIS.with_columns(valid_from=pl.lit(date(2024, 5, 20)))
    out = kpi_status(picture("Q 2024/25 Q1 8", kpis=new), on=date(2024, 7, 10), period=parsed("2024-05"))
    assert out.height == 3
    row = out.row(by_predicate=pl.col("kpi") == "Q", named=True)
    assert (row["period"], row["status"], row["value"]) == ("2024/25 Q1", "not_due", None)
    assert (row["signal_points"], row["signal_on"]) == (0, None)


def test_a_figure_for_a_time_not_begun_reaches_no_signal():
    known = months(USUAL, first="2023-04")
    ahead = standing("M", picture(*known, "M 2024-06 99"), (2024, 5, 31))
    assert ahead == standing("M", picture(*known), (2024, 5, 31))


def test_a_late_row_tells_what_the_figures_up_to_then_showed():
    row = standing("M", picture(*months([*USUAL, 95])), (2024, 5, 20))
    assert (row["period"], row["status"], row["value"]) == ("2024-04", "late", None)
    assert (row["variation"], row["signal_on"], row["signal_points"]) == ("improvement_high", date(2024, 3, 31), 15)
    assert row["sentence"] == (
        "Late: April 2024 was due by 15 May 2024. The last figure, for March 2024, was a real change for the better: "
        "above the usual range. On the average until then the target would be met in some months and missed in others, "
        "by chance."
    )


def test_a_kpi_that_was_never_reported_has_too_few_points_and_none():
    row = standing("M", picture(), (2024, 6, 16))
    assert [row[name] for name in ("variation", "assurance", "signal_points", "trial")] == ["too_few", "none", 0, False]
    assert row["signal_on"] is None


@pytest.mark.parametrize("reported", [["M 2024-03 5"], []])
def test_figures_in_another_unit_are_no_part_of_the_signal(reported):
    revised = KPIS.with_columns(unit=pl.lit("count"), valid_from=pl.lit(date(2024, 3, 1)))
    pictured = picture(*months(USUAL), *reported, kpis=pl.concat([KPIS, revised]))
    row = standing("M", pictured, (2024, 4, 20))
    assert (row["unit"], row["variation"]) == ("count", "too_few")
    assert (row["signal_points"], row["mean"]) == ((1, 5.0) if reported else (0, None))


def test_figures_of_another_grain_are_no_part_of_the_signal():
    quarterly = KPIS.with_columns(frequency=pl.lit("quarter"))
    row = standing("M", picture(*months(USUAL), kpis=quarterly), (2024, 8, 1))
    assert (row["period"], row["status"], row["signal_points"]) == ("2024/25 Q1", "late", 0)


def test_a_relieved_row_keeps_the_signal_of_those_before_it():
    relief = frame("| kpi_code | relief_from | relief_to | clause |\n| M | 2024-03-01 | 2024-05-31 | 12.1 |")
    row = standing("M", picture(*months([*USUAL, 5]), relief=relief), (2024, 4, 1))
    assert (row["relieved"], row["status"], row["value"]) == (True, "red", 5.0)
    assert (row["variation"], row["signal_on"], row["signal_points"]) == ("common_cause", date(2024, 2, 29), 14)
    assert row["mean"] == pytest.approx(sum(USUAL) / 14)


def test_a_rebase_reaches_the_status():
    rebases = frame("| kpi_code | rebase_on |\n| M | 2023-09-01 |")
    row = standing("M", picture(*months(USUAL), rebases=rebases), (2024, 3, 1))
    assert (row["trial"], row["rebased_on"]) == (True, date(2023, 9, 1))
    assert row["mean"] == pytest.approx(sum(USUAL[8:]) / 6)


def test_travel_is_told_only_while_there_are_too_few_points():
    few, enough = (
        standing("M", picture(*months(USUAL[:n])), (2024, 3, 20), period)
        for n, period in ((12, "2023-12"), (13, "2024-01"))
    )
    assert "than the month before" in few["sentence"] and "(12 of 13)" in few["sentence"]
    assert "than the month before" not in enough["sentence"] and enough["travel"] is not None


def test_months_after_the_quarter_that_was_asked_for_reach_no_signal_of_it():
    quarterly = KPIS.with_columns(frequency=pl.lit("quarter"))
    quarters = [f"M 2023/24 Q{number} 7{number}" for number in (1, 2, 3)]
    reported = picture(*quarters, "M 2024-04 5", "M 2024-05 6", kpis=quarterly)
    row = standing("M", reported, (2024, 9, 1), "2024-05")
    assert (row["period"], row["value"], row["signal_points"]) == ("2023/24 Q4", None, 3)


def test_an_invented_figure_of_later_marks_nothing_that_came_before():
    rows = values(*months(USUAL))
    invented = rows.with_columns(demonstration=pl.col("period") == date(2024, 2, 1))
    pictured = picture() | {"kpi_values": invented}
    asked = [standing("M", pictured, (2024, 3, 1), label)["demonstration"] for label in ("2024-01", "2024-02")]
    assert asked == [False, True]


@pytest.mark.parametrize("kind", ["kpi_values", "rebases"])
def test_an_invented_figure_or_rebase_of_long_ago_marks_what_leans_on_it(kind):
    rows = {
        "kpi_values": values(*months(USUAL)),
        "rebases": frame("| kpi_code | rebase_on |\n| M | 2023-06-01 |"),
    }
    real = {name: frame_.with_columns(demonstration=pl.lit(False)) for name, frame_ in rows.items()}
    first = facts(real, kind).with_row_index("row").with_columns(demonstration=pl.col("row") == 0).drop("row")
    shown = [standing("M", picture() | real | more, (2024, 3, 1))["demonstration"] for more in ({}, {kind: first})]
    assert shown == [False, True]


def test_many_kpis_have_each_its_own_signal():
    codes = [f"K{number:02}" for number in range(30)]
    figures = [[value - number / 2 for value in USUAL] + [95 - number / 2] for number in range(30)]
    kpis = pl.DataFrame({"kpi_code": codes}).join(KPIS.head(1).drop("kpi_code"), how="cross")
    rows = values(*(row for code, own in zip(codes, figures, strict=True) for row in months(own, code)))
    out = kpi_status({"kpis": kpis, "kpi_values": rows}, on=date(2024, 4, 1)).sort("kpi")
    assert out["mean"].to_list() == pytest.approx([sum(own) / 15 for own in figures])
    assert out["signal_on"].unique().to_list() == [containing(date(2024, 3, 1), "month").end]
