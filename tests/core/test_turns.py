"""What turns between two frames of kpi_status: a series a case, its last month the one that makes the difference."""

from datetime import date
from functools import partial

import polars as pl
import pytest

from sct_dash.core import turns, verdicts
from sct_dash.core.differences import ROWS
from sct_dash.core.status import kpi_status
from tests.frames import frame

ON = date(2026, 6, 10)
STEADY = [80.0, 84.0] * 10


def shown(values, direction="higher", target=None, **more):
    """kpi_status of one count, KPI7 Visits, with these values up to May 2026."""
    kpis = frame(f"""
        | kpi_code | name   | unit  | direction   | aggregation | frequency | valid_from |
        | KPI7     | Visits | count | {direction} | snapshot    | month     | 2018-04-01 |
    """)
    months = pl.date_range(date(2020, 1, 1), date(2026, 5, 1), "1mo", eager=True).tail(len(values))
    held = pl.DataFrame(
        {"kpi_code": "KPI7", "period": months, "value": values, "submission_id": range(1, len(values) + 1)}
    )
    held = held.with_columns(period_end=pl.col("period").dt.month_end())
    targets = {"targets": pl.DataFrame({"kpi_code": ["KPI7"], "valid_from": [date(2018, 4, 1)], "target": [target]})}
    return kpi_status({"kpis": kpis, "kpi_values": held} | (targets if target else {}) | more, on=ON)


def told(of, before, after, *pictures):
    found = of(turns.compared(before, after, *pictures))
    assert found.schema == ROWS
    return found.select("what", "change", "period", "submission_id", "rest").rows()


def test_a_real_change_starts_with_its_evidence():
    before, after = shown(STEADY), shown([*STEADY, 40.0])
    assert told(turns.signals, before, after) == [
        (
            *("signal", "began", "2026-05", 21),
            ": a real change for the worse starts (below the usual range, in May 2026)",
        )
    ]


@pytest.mark.parametrize(
    ("direction", "change"),
    [("higher", "a real change for the worse"), ("lower", "a real change for the better"), ("neutral", "a real fall")],
)
def test_a_fall_is_worse_better_or_just_a_fall_by_what_is_better(direction, change):
    ((*_, rest),) = told(turns.signals, shown(STEADY, direction), shown([*STEADY, 40.0], direction))
    assert rest.startswith(f": {change} starts (")


def test_seven_in_a_row_start_a_real_change_since_the_first_of_them():
    run = [*STEADY, *[83.0] * 6]
    ((*_, rest),) = told(turns.signals, shown(run[:-1]), shown(run))
    assert rest == (
        ": a real change for the better starts "
        "(since November 2025, now seven or more months in a row above the average)"
    )


def test_a_real_change_that_is_over_ends():
    ((_, change, _, _, rest),) = told(turns.signals, shown([*STEADY, 40.0]), shown([*STEADY, 40.0, 80.0]))
    assert (change, rest) == ("ended", ": a real change for the worse ends; it is within its usual variation")


RESET = frame("""
    | kpi_code | rebase_on  | reason     | submission_id |
    | KPI7     | 2026-05-01 | new system | 30            |
""")
FALLEN = [*STEADY, 40.0]


def test_a_reset_of_limits_is_no_end_of_a_real_change_by_its_figures():
    before, after = shown(FALLEN), shown(FALLEN, rebases=RESET)
    assert told(turns.signals, before, after, {}, {"rebases": RESET}) == [
        (
            *("signal", "reset", "2026-05", 30),
            ": the limits were reset on 1 May 2026 (new system), so a real change for the worse is no longer measured; "
            "there are too few points since",
        )
    ]
    ((*_, number, rest),) = told(turns.signals, before, after)
    assert number is None and rest.startswith(": the limits were reset on 1 May 2026, so ")


def test_a_reset_that_makes_a_fall_usual_is_said_to_be_no_change_in_the_figures():
    lower = RESET.with_columns(rebase_on=date(2025, 6, 1))
    values, reset = [*[80.0, 84.0] * 8, *[60.0, 64.0] * 6], {"rebases": lower}
    rows = told(turns.signals, shown(values), shown([*values, 60.0, 64.0], **reset), {}, reset)
    ((_, change, said, number, rest),) = rows
    assert (change, said, number) == ("reset", "2026-05", 30)
    assert rest == (
        ": the limits were reset on 1 June 2025 (new system), so a real change for the worse is no longer measured; "
        "by the new limits it is within its usual variation, which is no change in the figures"
    )


def test_a_reset_taken_back_is_laid_to_it_too():
    before, after = shown(FALLEN, rebases=RESET), shown(FALLEN)
    ((_, change, _, number, rest),) = told(turns.signals, before, after, {"rebases": RESET}, {})
    assert (change, number) == ("began", 30)
    assert rest == (
        ": the limits are no longer reset on 1 May 2026 (new system), so by the new limits there is "
        "a real change for the worse (below the usual range, in May 2026)"
    )


def test_figures_taken_back_from_after_a_reset_do_not_undo_it():
    then = {"rebases": RESET}
    before, after = shown(FALLEN, rebases=RESET), shown(FALLEN, rebases=RESET)
    earlier = {"period_end": date(2026, 4, 30), "rebased_on": None, "variation": "concern_low", "submission_id": 20}
    after = after.with_columns(
        *(pl.lit(value).alias(name) for name, value in earlier.items()),
        signal_type=pl.lit("Below LCL"), signal_from=date(2026, 4, 1), signal_on=date(2026, 4, 30),
        period_start=date(2026, 4, 1),
    )  # fmt: skip
    ((_, change, _, number, rest),) = told(turns.signals, before, after, then, then)
    assert (change, number) == ("began", 21)
    assert rest == ": a real change for the worse starts (below the usual range, in April 2026)"


def overlapping(row):
    """The row as it is when by its definition the figures overlap, so that nothing is judged."""
    none = ("signal_type", "signal_from", "mean", "lpl", "upl", "rebased_on")
    return row.with_columns(
        variation=pl.lit("overlapping"), assurance=pl.lit("none"), **dict.fromkeys(none, pl.lit(None))
    ).cast(row.schema)


@pytest.mark.parametrize("reset", [{}, {"rebases": RESET.with_columns(rebase_on=date(2025, 6, 1))}])
def test_a_real_change_that_is_no_longer_judged_has_not_ended(reset):
    judged = shown(FALLEN, target=60.0, **reset)
    assert judged["variation"].item() == "concern_low"
    after = overlapping(judged).with_columns(submission_id=pl.lit(99))
    assert told(turns.signals, judged, after, reset, reset) == [
        (
            *("signal", "unjudged", "2026-05", None),
            ": a real change for the worse is no longer judged, for each month shares eleven with the one before",
        )
    ]
    ((_, _, _, number, rest),) = told(turns.outlooks, judged, after, reset, reset)
    expected = verdicts.AVERAGE_WORDS[judged["assurance"].item()]
    assert number is None
    assert rest == f": what to expect of its target goes from ‘{expected}’ to ‘Not judged’"


@pytest.mark.parametrize("reset", [{}, {"rebases": RESET.with_columns(rebase_on=date(2025, 6, 1))}])
def test_a_real_change_that_is_judged_again_is_told_without_a_beginning_of_its_own(reset):
    judged = shown(FALLEN, **reset)
    assert told(turns.signals, overlapping(judged), judged, reset, reset) == [
        (
            *("signal", "began", "2026-05", None),
            ": judged again, there is a real change for the worse (below the usual range, in May 2026)",
        )
    ]


def test_what_is_not_judged_and_was_no_real_change_has_no_row():
    usual, fallen = shown(STEADY), shown(FALLEN)
    for before, after in ((usual, overlapping(usual)), (overlapping(usual), usual)):
        assert told(turns.signals, before, after) == []
    assert told(turns.signals, overlapping(usual), overlapping(fallen)) == []
    assert told(turns.outlooks, overlapping(usual), overlapping(fallen)) == []


def test_a_change_of_the_same_kind_after_usual_figures_is_another():
    first = [*STEADY, 40.0]
    second = [*first, *[80.0, 84.0] * 3, 80.0, 40.0]
    before = shown(first).with_columns(
        signal_from=date(2025, 9, 1), signal_on=date(2025, 9, 30), period_start=date(2025, 9, 1),
        period_end=date(2025, 9, 30), submission_id=3,
    )  # fmt: skip
    assert told(turns.signals, before, shown(second)) == [
        (
            *("signal", "began", "2026-05", 29),
            ": a real change for the worse in September 2025 is over and a new one starts "
            "(below the usual range, in May 2026)",
        )
    ]
    after = shown(second)
    assert told(turns.signals, before.with_columns(signal_on=date(2026, 4, 30)), after) == []
    assert told(turns.signals, before.with_columns(signal_on=date(2026, 3, 31)), after) != []


# What is not a figure ------------------------------------------------------------------------------------------------

MET = frame("| kpi_code | valid_from | valid_to | target | submission_id |\n| KPI7 | 2018-04-01 | - | 70 | 40 |")
MISSED = MET.with_columns(target=pl.lit(90.0), submission_id=pl.lit(41))
LATER = frame("| kpi_code | valid_from | valid_to | target | submission_id |\n| KPI7 | 2026-05-01 | - | 90 | 42 |")
RELIEF = frame("""
    | kpi_code | relief_from | relief_to  | clause | submission_id |
    | KPI7     | 2026-05-01  | 2026-06-30 | Move   | 50            |
""")


@pytest.mark.parametrize(
    ("then", "now", "number"),
    [
        ({"targets": MET}, {"targets": MISSED}, 41),
        ({"targets": MISSED}, {"targets": MET}, 41),
        ({"targets": MET}, {"targets": pl.concat([MET, LATER], how="diagonal_relaxed")}, 42),
        ({"targets": pl.concat([MET, LATER], how="diagonal_relaxed")}, {"targets": MET}, 42),
        ({}, {"targets": MISSED}, 41),
        ({"targets": MISSED}, {"targets": MISSED, "relief": RELIEF}, 50),
        ({"targets": MISSED, "relief": RELIEF}, {"targets": MISSED}, 50),
        ({"targets": MET}, {"targets": LATER, "relief": RELIEF}, 50),
    ],
)
def test_a_status_that_its_figure_did_not_move_is_of_the_target_or_the_relief_that_did(then, now, number):
    before, after = (shown(STEADY, **picture) for picture in (then, now))
    assert [row[3] for row in told(turns.statuses, before, after, then, now)] == [number]


def test_a_status_that_its_figure_moved_is_of_the_figure_whatever_its_target():
    then, now = {"targets": MET}, {"targets": MISSED}
    before, after = shown(STEADY, **then), shown([*STEADY, 80.0], **now)
    before = before.with_columns(submission_id=pl.lit(5))
    assert [row[3] for row in told(turns.statuses, before, after, then, now)] == [21]


def test_a_status_that_the_day_alone_moved_is_of_no_target_nor_relief():
    then = {"targets": MET}
    now = {"targets": MISSED, "relief": RELIEF.with_columns(relief_from=ON)}
    before, after = shown(STEADY, **then), shown(STEADY, **now).with_columns(status=pl.lit("late"))
    assert [row[3] for row in told(turns.statuses, before, after, then, now)] == [None]


def test_a_real_change_that_relief_leaves_out_is_of_the_relief():
    now = {"relief": RELIEF}
    ((_, change, _, number, _),) = told(turns.signals, shown(FALLEN), shown(FALLEN, **now), {}, now)
    assert (change, number) == ("ended", 50)


def test_what_to_expect_is_of_the_target_or_the_reset_that_turned_it():
    then, now = {"targets": MET}, {"targets": MISSED}
    before, after = shown(STEADY, **then), shown(STEADY, **now)
    assert [row[3] for row in told(turns.outlooks, before, after, then, now)] == [41]
    after = shown(STEADY, **then, rebases=RESET)
    assert [row[3] for row in told(turns.outlooks, before, after, then, then | {"rebases": RESET})] == [30]


def test_a_real_change_that_turns_names_both():
    ((_, change, _, _, rest),) = told(turns.signals, shown([*STEADY, 40.0]), shown([*STEADY, 40.0, 140.0]))
    assert change == "turned"
    assert rest == (
        ": a real change for the worse turns into a real change for the better (above the usual range, in May 2026)"
    )


def test_what_goes_on_or_cannot_be_told_is_no_signal():
    assert told(turns.signals, shown([*STEADY, 40.0]), shown([*STEADY, 40.0, 39.0])) == []
    assert told(turns.signals, shown([80.0] * 5), shown([*[80.0] * 5, 10.0])) == []
    assert told(turns.signals, shown(STEADY[:12]), shown(STEADY[:14])) == []
    assert told(turns.signals, shown(STEADY), shown([*STEADY, 80.0])) == []


def test_a_kpi_that_is_new_or_gone_has_no_signal_and_no_outlook():
    fallen = shown([*STEADY, 40.0], target=10.0)
    for before, after in ((fallen.clear(), fallen), (fallen, fallen.clear())):
        assert told(turns.signals, before, after) == told(turns.outlooks, before, after) == []
    assert [row[:2] for row in told(turns.statuses, fallen.clear(), fallen)] == [("kpi", "new")]
    assert [row[:2] for row in told(turns.statuses, fallen, fallen.clear())] == [("kpi", "gone")]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        (60.0, 82.0, "‘On average so far: met’ to ‘On average so far: hit or miss’"),
        (82.0, 120.0, "‘On average so far: hit or miss’ to ‘On average so far: missed’"),
        (None, 60.0, "‘Not known’ to ‘On average so far: met’"),
    ],
)
def test_what_to_expect_of_the_target_is_told_when_it_turns(was, becomes, says):
    before, after = shown(STEADY, target=was), shown(STEADY, target=becomes)
    ((what, change, _, number, rest),) = told(turns.outlooks, before, after)
    assert (what, change, number) == ("assurance", "changed", None)
    assert rest == f": what to expect of its target goes from {says}"
    assert told(turns.outlooks, after, after) == []


def test_a_status_names_its_period_when_asked_and_both_when_they_differ():
    april, may = shown([80.0], target=85.0), shown([90.0], target=85.0)
    assert told(turns.statuses, april, may)[0][4] == " goes from Red to Green"
    dated = partial(turns.statuses, dated=True)
    assert told(dated, april, may)[0][4] == " goes from Red to Green for May 2026"
    earlier = april.with_columns(period_start=date(2026, 4, 1), period_end=date(2026, 4, 30))
    assert told(dated, earlier, may)[0][4] == " goes from Red for April 2026 to Green for May 2026"
    quarter = earlier.with_columns(period_start=date(2026, 1, 1), period_end=date(2026, 3, 31))
    assert told(dated, quarter, may)[0][4] == " goes from Red for Q4 2025/26 to Green for May 2026"


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (("2026-04-30", 3), ("2026-05-31", 7), 7),
        (("2026-05-31", 7), ("2026-04-30", 3), 7),
        (("2026-04-30", 9), ("2026-05-31", 5), 5),
        (("2026-05-31", 5), ("2026-04-30", 9), 5),
        (("2026-05-31", 3), ("2026-05-31", 7), 7),
        (("2026-05-31", 7), ("2026-05-31", 3), 7),
        (("2026-05-31", 3), ("2026-05-31", 3), None),
        (("2026-04-30", 3), ("2026-05-31", None), None),
    ],
)
def test_the_cause_is_the_submission_of_the_figure_that_came_or_went(before, after, cause):
    def status(word, end, number):
        row = shown([80.0], target=85.0)
        end = pl.lit(date.fromisoformat(end))
        start = end.dt.month_start()
        return row.with_columns(status=pl.lit(word), period_end=end, period_start=start, submission_id=pl.lit(number))

    assert [row[3] for row in told(turns.statuses, status("red", *before), status("green", *after))] == [cause]


def test_every_real_variation_has_words():
    rows = {name for name in verdicts.VARIATION_WORDS if name not in verdicts.NOT_REAL}
    assert rows == {f"{sense}_{way}" for sense in ("improvement", "concern", "neutral") for way in ("high", "low")}
