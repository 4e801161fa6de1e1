"""Relief that begins or ends and limits that are reset between two days: a table a case."""

from datetime import date

import pytest

from sct_dash.core.differences import ROWS
from sct_dash.core.events import rebases, relief
from tests.frames import frame

THEN, NOW = date(2021, 9, 1), date(2021, 11, 1)
HEAD = "| kpi_code | relief_from | relief_to | clause | reason | agreed_on | submission_id |\n"
COVID = "| KPI7 | 2020-04-01 | 2021-09-30 | Covid | pandemic | 2020-06-24 | 3 |"
AHEAD = "| KPI7 | 2021-10-01 | 2021-12-31 | Move | - | - | 4 |"
BRIEF = "| KPI7 | 2021-10-01 | 2021-10-20 | Move | - | - | 4 |"
FAR = "| KPI7 | 2022-04-01 | 2022-06-30 | Move | - | - | 4 |"


def told(before, after, then_on=THEN, now_on=NOW):
    then, now = ({"relief": frame(HEAD + row)} if row else {} for row in (before, after))
    found = relief(then, now, then_on, now_on)
    assert found.schema == ROWS
    assert set(found["what"]) <= {"relief"}
    return found.select("kpi", "change", "was", "becomes", "submission_id", "rest").rows()


@pytest.mark.parametrize(
    ("before", "after", "change", "was", "becomes", "rest"),
    [
        (COVID, COVID, "ended", "relieved to 30 September 2021", "relief over",
         ": relief ended on 30 September 2021, under Covid"),
        (COVID, "", "ended", "relieved to 30 September 2021", "no relief",
         ": relief from 1 April 2020 to 30 September 2021, under Covid is no longer recorded"),
        (AHEAD, AHEAD, "began", "relief to come", "relieved to 31 December 2021",
         ": relief began on 1 October 2021 and lasts to 31 December 2021, under Move"),
        ("", AHEAD, "began", "no relief", "relieved to 31 December 2021",
         ": relief began on 1 October 2021 and lasts to 31 December 2021, under Move"),
        (BRIEF, BRIEF, "ended", "relief to come", "relief over",
         ": relief began on 1 October 2021 and ended on 20 October 2021, under Move"),
        ("", BRIEF, "set", "no relief", "relief over",
         ": relief from 1 October 2021 to 20 October 2021, under Move is now recorded"),
        ("", FAR, "set", "no relief", "relief to come",
         ": relief from 1 April 2022 to 30 June 2022, under Move is now recorded"),
        (FAR, "", "dropped", "relief to come", "no relief",
         ": relief from 1 April 2022 to 30 June 2022, under Move is no longer recorded"),
        (FAR, FAR.replace("06-30", "09-30"), "changed", "1 April 2022 to 30 June 2022 under Move",
         "1 April 2022 to 30 September 2022 under Move",
         ": relief goes from 1 April 2022 to 30 June 2022 under Move to 1 April 2022 to 30 September 2022 under Move"),
    ],
)  # fmt: skip
def test_an_event_is_told_by_what_became_of_it(before, after, change, was, becomes, rest):
    number = 3 if before == COVID else 4
    assert told(before, after) == [("KPI7", change, was, becomes, number, rest)]


def test_the_last_day_of_an_event_is_still_in_force():
    assert told(COVID, COVID, now_on=date(2021, 9, 30)) == []
    assert [row[1] for row in told(COVID, COVID, now_on=date(2021, 10, 1))] == ["ended"]
    assert [row[1] for row in told(AHEAD, AHEAD, now_on=date(2021, 10, 1))] == ["began"]
    assert told(AHEAD, AHEAD, now_on=date(2021, 9, 30)) == []


def test_an_event_made_longer_goes_on_and_says_so():
    longer = COVID.replace("2021-09-30", "2022-03-31").replace("| 3 |", "| 8 |")
    ((_, change, was, becomes, number, _),) = told(COVID, longer)
    assert (change, number) == ("changed", 8)
    assert (was, becomes) == (
        "1 April 2020 to 30 September 2021 under Covid, agreed on 24 June 2020",
        "1 April 2020 to 31 March 2022 under Covid, agreed on 24 June 2020",
    )


SECOND = "| KPI7 | 2021-07-01 | 2021-12-31 | Move | - | - | 4 |"


@pytest.mark.parametrize(
    ("after", "why"),
    [(COVID, "under Covid is over"), ("", "under Covid is no longer recorded")],
)
def test_a_kpi_that_another_event_still_relieves_is_not_said_to_be_out_of_relief(after, why):
    before = COVID + "\n" + SECOND
    assert told(before, after + "\n" + SECOND) == [
        (
            *("KPI7", "changed", "relieved to 30 September 2021", "relieved to 31 December 2021", 3),
            f": relief from 1 April 2020 to 30 September 2021, {why}, but it stays relieved to 31 December 2021, "
            "under Move",
        )
    ]


@pytest.mark.parametrize(
    ("follower", "sorts"),
    [
        ("| KPI7 | 2021-10-01 | 2021-12-31 | Move | - | - | 4 |", ["changed", "began"]),
        ("| KPI7 | 2021-10-02 | 2021-12-31 | Move | - | - | 4 |", ["ended", "began"]),
        ("| KPI7 | 2021-07-01 | 2021-10-31 | Move | - | - | 4 |", ["ended", "ended"]),
        ("| KPI8 | 2021-07-01 | 2021-12-31 | Move | - | - | 4 |", ["ended"]),
    ],
)
def test_relief_goes_on_only_without_a_day_between_and_to_the_day_itself(follower, sorts):
    both = COVID + "\n" + follower
    assert [row[1] for row in told(both, both)] == sorts


def test_the_last_of_several_events_says_how_long_the_relief_lasts():
    chain = (
        "| KPI7 | 2021-09-15 | 2021-10-31 | Move | - | - | 4 |\n| KPI7 | 2021-11-01 | 2022-03-31 | Flood | - | - | 5 |"
    )
    both = COVID + "\n" + chain
    first, *_ = told(both, both)
    assert first[1] == "changed" and first[5].endswith("is over, but it stays relieved to 31 March 2022, under Flood")


def test_the_day_an_event_was_agreed_is_told_when_it_comes_to_be_known():
    ((_, change, *_, rest),) = told(FAR, FAR.replace("| - | - |", "| - | 2022-01-05 |"))
    assert change == "changed" and rest.endswith("1 April 2022 to 30 June 2022 under Move, agreed on 5 January 2022")


def test_a_reason_that_is_reworded_is_told_without_the_words():
    ((_, change, _, _, _, rest),) = told(FAR, FAR.replace("| Move | -", "| Move | another system"))
    assert change == "changed" and rest.startswith(
        ": the reason of its relief, 1 April 2022 to 30 June 2022 under Move"
    )


def test_an_event_of_long_ago_that_stays_as_it_is_is_not_told():
    assert told(COVID, COVID, then_on=date(2022, 1, 1), now_on=date(2022, 2, 1)) == []
    assert told(FAR, FAR) == []


@pytest.mark.parametrize(
    ("before", "after", "change", "rest"),
    [
        ("", "new team", "set", ": its limits are reset from 1 April 2021 (new team)"),
        ("", "-", "set", ": its limits are reset from 1 April 2021"),
        ("new team", "", "dropped", ": its limits are no longer reset from 1 April 2021"),
        ("new team", "new system", "changed",
         ": why its limits are reset from 1 April 2021 is reworded (new system)"),
    ],
)  # fmt: skip
def test_limits_that_are_reset_are_told(before, after, change, rest):
    then, now = (
        {"rebases": frame(f"| kpi_code | rebase_on | reason |\n| KPI7 | 2021-04-01 | {why} |")} if why else {}
        for why in (before, after)
    )
    found = rebases(then, now)
    assert found.schema == ROWS
    assert found.select("what", "kpi", "change", "rest").rows() == [("signal", "KPI7", change, rest)]
    assert rebases(now, now).is_empty()
