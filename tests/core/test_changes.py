"""What a submission would turn and tell again, and what differs between two pictures."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.changes import (
    CHANGES,
    SCHEMA,
    WHATS,
    between,
    consequences,
    counted,
    first_reported,
    restated,
    sourced,
)
from sct_dash.core.status import kpi_status, series
from tests.frames import frame

KPIS = frame("""
    | kpi_code | name      | unit    | direction | aggregation | frequency | valid_from |
    | KPI007   | Re-visits | percent | higher    | ratio       | month     | 2018-04-01 |
""")
TARGETS = frame("| kpi_code | valid_from | target | tolerance |\n| KPI007 | 2018-04-01 | 80 | 5 |")
RELIEF = frame("| kpi_code | relief_from | relief_to |\n| KPI007 | 2024-04-01 | 2024-05-31 |")
ON = date(2024, 6, 10)


def picture(april, may=None, **more):
    rows = frame(f"""
        | kpi_code | period     | period_end | numerator | denominator |
        | KPI007   | 2024-04-01 | 2024-04-30 | {april}   | 1000        |
        | KPI007   | 2024-05-01 | 2024-05-31 | {may}     | 1000        |
    """)
    return {"kpis": KPIS, "targets": TARGETS, "kpi_values": rows if may is not None else rows.head(1)} | more


def turns(before, after):
    found = consequences(kpi_status(before, on=ON), kpi_status(after, on=ON))
    assert found.schema == SCHEMA
    return found.select("was", "becomes", "says").rows()


def told_again(before, after):
    found = restated(series(before), series(after))
    assert found.schema == SCHEMA
    return found.select("period", "was", "becomes", "says").rows()


def test_a_status_that_turns_is_told_and_one_that_stays_is_not():
    assert turns(picture(800), picture(700)) == [("Green", "Red", "KPI007 Re-visits goes from Green to Red")]
    assert turns(picture(800), picture(900)) == []
    assert turns(picture(800), picture(800, 900)) == []


def test_relief_that_begins_is_a_consequence_and_names_the_colour_beneath():
    (turn,) = turns(picture(700), picture(700, relief=RELIEF))
    assert turn == (
        *("Red", "Relieved (would be Red)"),
        "KPI007 Re-visits goes from Red to Relieved (would be Red)",
    )


def test_a_symbol_that_is_taken_away_is_told_too():
    unknown = picture(800) | {"kpi_values": picture(800)["kpi_values"].with_columns(symbol=pl.lit("c"))}
    assert told_again(unknown, {**unknown, "kpi_values": unknown["kpi_values"].head(0)}) == [
        ("2024-04", "–", "–", "KPI007 Re-visits, April 2024: no longer reported; it was –")
    ]


def months(*numerators):
    """The KPI with these numerators of 1,000 in the months up to May 2024."""
    starts = pl.date_range(date(2020, 1, 1), date(2024, 5, 1), "1mo", eager=True).tail(len(numerators))
    rows = pl.DataFrame({"kpi_code": "KPI007", "period": starts, "numerator": numerators, "denominator": 1000.0})
    return picture(0) | {"kpi_values": rows.with_columns(period_end=pl.col("period").dt.month_end())}


def test_a_figure_that_starts_a_real_change_has_that_consequence_beside_its_status():
    steady = [820.0, 860.0] * 8
    assert turns(months(*steady), months(*steady, 500.0)) == [
        ("Green", "Red", "KPI007 Re-visits goes from Green to Red"),
        (
            *("Usual variation", "Concern: falling"),
            "KPI007 Re-visits: a real change for the worse starts (below the usual range, in May 2024)",
        ),
    ]
    assert turns(months(*steady), months(*steady, 810.0)) == []


def test_a_kpi_that_comes_and_one_that_goes_are_told():
    none = {}
    assert turns(none, picture(700)) == [(None, "Red", "KPI007 Re-visits is new: Red")]
    assert turns(picture(700), none) == [("Red", None, "KPI007 Re-visits is no longer in force; it was Red")]
    assert turns(none, none) == []


def test_a_reported_period_with_another_value_is_restated_and_a_first_report_is_not():
    assert told_again(picture(800), picture(812, 900)) == [
        ("2024-04", "80.0%", "81.2%", "KPI007 Re-visits, April 2024: restated from 80.0% to 81.2%")
    ]
    assert told_again(picture(800), picture(800, 900)) == []
    assert told_again({}, picture(800)) == []


def test_two_values_that_look_alike_are_told_apart():
    before = picture(800)
    after = {**before, "kpi_values": before["kpi_values"].with_columns(numerator=pl.lit(800.2))}
    assert told_again(before, after)[0][1:3] == ("80%", "80.02%")


def test_a_value_that_becomes_unknown_or_is_taken_away_is_restated():
    before = picture(800)
    unknown = {**before, "kpi_values": before["kpi_values"].with_columns(symbol=pl.lit("c"))}
    assert told_again(before, unknown)[0][1:3] == ("80.0%", "–")
    assert told_again(unknown, before)[0][1:3] == ("–", "80.0%")
    assert told_again(before, {**before, "kpi_values": before["kpi_values"].head(0)}) == [
        ("2024-04", "80.0%", "–", "KPI007 Re-visits, April 2024: no longer reported; it was 80.0%")
    ]


WHOLE = ["what", "kpi", "name", "priority", "period", "was", "becomes", "submission_id", "says"]
THEN, NOW = date(2024, 6, 1), date(2024, 7, 10)


def held(april, may=None, kpi="KPI007", name="Re-visits", priority="Practice", **more):
    """A picture of one KPI whose April figure is of submission 3 and whose May figure is of 4."""
    said = picture(april, may)
    values = (
        said["kpi_values"].with_row_index("n").select(pl.exclude("n"), submission_id=pl.col("n").cast(pl.Int64) + 3)
    )
    kpis = KPIS.with_columns(
        kpi_code=pl.lit(kpi), name=pl.lit(name), priority=pl.lit(priority), kpi_set=pl.lit("contract")
    )
    coded = {kind: frame.with_columns(kpi_code=pl.lit(kpi)) for kind, frame in (said | {"kpi_values": values}).items()}
    return coded | {"kpis": kpis} | more


def differing(then, now, then_on=THEN, now_on=NOW, **asked):
    found = between(then, now, then_on=then_on, now_on=now_on, **asked)
    assert found.schema == CHANGES and found.columns[: len(WHOLE)] == WHOLE
    assert found["what"].to_list() == sorted(found["what"], key=WHATS.index)
    return found


def test_the_kpis_that_go_come_after_those_that_stay():
    one, two = held(800), held(800, kpi="KPI001", name="Reviews")
    both = {kind: pl.concat([one[kind], two[kind]], how="diagonal") for kind in one}
    worse = {**one, "kpi_values": one["kpi_values"].with_columns(numerator=pl.lit(700.0))}
    found = consequences(kpi_status(both, on=ON), kpi_status(worse, on=ON))
    assert found.select("kpi", "becomes").rows() == [("KPI007", "Red"), ("KPI001", None)]


def test_nothing_differs_between_a_picture_and_itself():
    assert differing(held(800, 812), held(800, 812)).is_empty()
    assert differing({}, {}).is_empty()


def test_a_restatement_says_which_submission_did_it():
    now = held(800)
    now["kpi_values"] = now["kpi_values"].with_columns(numerator=pl.lit(812.0), submission_id=pl.lit(9))
    (row,) = differing(held(800), now, now_on=THEN).to_dicts()
    assert list(row.values()) == [
        *("restated", "KPI007", "Re-visits", "Practice", "2024-04", "80.0%", "81.2%", 9),
        "KPI007 Re-visits, April 2024: restated from 80.0% to 81.2% by submission 9",
        *("restated", "contract", False),
    ]


def test_a_submission_taken_back_is_named_for_the_figure_it_leaves():
    before = held(800)
    before["kpi_values"] = before["kpi_values"].with_columns(numerator=pl.lit(812.0), submission_id=pl.lit(9))
    (row,) = differing(before, held(800), now_on=THEN).to_dicts()
    assert row["submission_id"] == 9
    assert row["says"].endswith("restated from 81.2% to 80.0% as submission 9 was taken back")
    gone = differing(held(800, 812), held(800), now_on=THEN).filter(pl.col("what") == "restated").to_dicts()
    assert [(row["submission_id"], row["becomes"]) for row in gone] == [(4, "–")]
    assert gone[0]["says"].endswith("no longer reported; it was 81.2% as submission 4 was taken back")


def test_a_figure_that_its_definition_restates_is_of_no_submission():
    now = held(800)
    now["kpis"] = now["kpis"].with_columns(unit=pl.lit("per_10000"))
    rows = {row["what"]: row for row in differing(held(800), now, now_on=THEN).to_dicts()}
    assert rows["restated"]["submission_id"] is None
    assert rows["restated"]["says"].endswith("restated from 80.0% to 8,000.0 as its definition changed")
    assert rows["kpi"]["says"].endswith("its definition changed: unit from percent to per 10,000")


def test_a_status_that_moved_on_says_both_periods_and_its_submission():
    (row,) = differing(held(800), held(800, 700)).to_dicts()
    assert (row["what"], row["change"], row["period"], row["submission_id"]) == ("status", "moved", "2024-05", 4)
    assert row["says"] == "KPI007 Re-visits goes from Green for April 2024 to Red for May 2024"


def test_a_return_that_became_late_is_of_no_submission():
    (row,) = differing(held(800), held(800), now_on=date(2024, 7, 20)).to_dicts()
    assert (row["was"], row["becomes"], row["submission_id"]) == ("Green", "Late", None)


def test_relief_that_begins_and_ends_is_told_by_the_day():
    events = frame("| kpi_code | relief_from | relief_to  |\n| KPI007 | 2024-06-20 | 2024-06-30 |")
    same = held(800, 800, relief=events)
    for then_on, now_on, sorts in (
        (THEN, date(2024, 6, 20), ["began"]),
        (date(2024, 6, 20), NOW, ["ended"]),
        (THEN, date(2024, 6, 19), []),
    ):
        assert differing(same, same, then_on=then_on, now_on=now_on)["change"].to_list() == sorts


def test_a_kpi_that_is_new_or_gone_has_no_other_row():
    (row,) = differing({}, held(800)).to_dicts()
    assert (row["what"], row["change"], row["says"]) == ("kpi", "new", "KPI007 Re-visits is new: Late")
    (row,) = differing(held(800), {}).to_dicts()
    assert (row["what"], row["change"], row["name"]) == ("kpi", "gone", "Re-visits")


def test_signals_what_to_expect_resets_and_targets_are_told_in_their_order():
    then = months(*[820.0, 860.0] * 8)
    then["kpis"] = then["kpis"].with_columns(priority=pl.lit("Practice"), kpi_set=pl.lit("contract"))
    now = then | {"kpi_values": months(*[820.0, 860.0] * 7, 820.0, 700.0)["kpi_values"]}
    now["targets"] = TARGETS.with_columns(target=pl.lit(120.0))
    now["rebases"] = frame("| kpi_code | rebase_on | reason |\n| KPI007 | 2019-01-01 | another team |")
    found = differing(then, now)
    assert found.select("what", "change").rows() == [
        ("status", "moved"),
        ("restated", "restated"),
        ("signal", "began"),
        ("signal", "set"),
        ("assurance", "changed"),
        ("target", "changed"),
    ]


def test_the_first_picture_is_never_judged_on_a_later_day_than_the_second():
    late = date(2025, 1, 1)
    assert differing(held(800), held(800), then_on=late, now_on=THEN).is_empty()


def test_a_priority_keeps_its_own_kpis():
    one, two = held(800), held(800, kpi="KPI008", name="Reviews", priority="People")
    both = {kind: pl.concat([one[kind], two[kind]], how="diagonal") for kind in one}
    later = {**both, "kpi_values": both["kpi_values"].with_columns(numerator=pl.lit(700.0))}
    assert set(differing(both, later)["kpi"]) == {"KPI007", "KPI008"}
    assert set(differing(both, later, priority="People")["kpi"]) == {"KPI008"}
    assert differing(both, later, priority="Prevention").is_empty()


def test_what_leans_on_a_demonstration_says_so():
    invented = held(800)
    invented["kpi_values"] = invented["kpi_values"].with_columns(demonstration=pl.lit(True), numerator=pl.lit(100.0))
    assert differing(held(800), invented)["demonstration"].to_list() == [True, True]
    assert not any(differing(held(800), held(700))["demonstration"])


def test_figures_reported_for_the_first_time_are_counted_and_not_told():
    found = first_reported(held(800), held(800, 812), on=NOW)
    assert found.rows() == [("KPI007", "contract", "Practice", 1)]
    assert first_reported(held(800), held(700), on=NOW).is_empty()
    assert differing(held(800), held(800, 812), now_on=THEN).is_empty()


def test_the_counts_are_told_in_words():
    rows = pl.DataFrame(
        {
            "what": ["status", "status", "restated", "relief", "relief", "signal", "target", "signal", "kpi"],
            "change": ["moved", "moved", "restated", "ended", "ended", "began", "set", "dropped", "gone"],
            "kpi": ["A", "B", "A", "A", "A", "A", "A", "B", "C"],
        }
    )
    assert counted(rows) == [
        "2 statuses moved",
        "1 figure was restated",
        "1 real change began",
        "limits were reset for 1",
        "relief ended for 1",
        "1 target changed",
        "1 KPI is no longer in force",
    ]
    assert counted(rows.clear()) == []


RECORDED = ("set", "changed", "dropped")
SORTS = {
    "status": ("moved",),
    "restated": ("restated",),
    "signal": ("began", "ended", "turned", "reset", *RECORDED),
    "assurance": ("changed",),
    "relief": ("began", "ended", *RECORDED),
    "target": RECORDED,
    "kpi": ("new", "gone", "changed"),
}


@pytest.mark.parametrize(("what", "change"), [(what, change) for what in WHATS for change in SORTS[what]])
def test_every_sort_of_row_is_counted_once(what, change):
    assert len(counted(pl.DataFrame({"what": [what], "change": [change], "kpi": ["A"]}))) == 1


def test_a_row_says_who_sent_its_submission():
    submissions = pl.DataFrame(
        {
            "id": [9, 3],
            "submitted_at": ["then", "before"],
            "submitted_by": ["an officer", "b"],
            "file_name": ["f.csv", "g"],
        }
    )
    now = held(800)
    now["kpi_values"] = now["kpi_values"].with_columns(numerator=pl.lit(812.0), submission_id=pl.lit(9))
    found = sourced(differing(held(800), now, now_on=date(2024, 7, 20)), submissions)
    assert found.select("what", "submitted_at", "submitted_by", "file_name").rows() == [
        ("status", None, None, None),
        ("restated", "then", "an officer", "f.csv"),
    ]
