"""Staffing added up: by month, trust, service, team and role, over twelve months and any period; rates of the sums."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import staffing
from sct_dash.core.frames import PRIORITIES, ROLES, SCHEMAS, STAFF
from sct_dash.core.periods import parsed
from tests.frames import frame

TEAMS = frame("""
    | team   | service  | priority | valid_from | valid_to   |
    | North  | Families | Practice | 2018-04-01 | 2020-08-31 |
    | North  | Children | Practice | 2020-09-01 | -          |
    | South  | Children | People   | 2018-04-01 | -          |
    | Home A | Homes    | -        | 2018-04-01 | -          |
""")
SHORT = {
    "in_post": "in_post_fte",
    "agency": "agency_fte",
    "covering": "agency_covering_fte",
    "vacant": "vacancy_fte",
    "holders": "case_holders_fte",
}
TWO = frame("""
    | month_end  | team   | role          | in_post | agency | covering | vacant | cases | holders |
    | 2020-08-31 | North  | social worker | 6       | 2      | 1.5      | 2      | 90    | 6       |
    | 2020-08-31 | North  | manager       | 1       | 0      | 0        | 0      | 0     | 0       |
    | 2020-08-31 | South  | social worker | 0.7     | 1.3    | 0.3      | 0.3    | 40    | 2       |
    | 2020-08-31 | Home A | residential   | 9       | 1      | 1        | 1      | -     | -       |
    | 2020-08-31 | South  | other         | 5       | 0      | 0        | 0      | -     | -       |
    | 2020-09-30 | North  | social worker | 6       | 2      | 2        | 2      | -     | 6       |
    | 2020-09-30 | South  | social worker | 2       | 0      | 0        | 0      | 30    | 2       |
""").rename(SHORT)
PICTURE = {"teams": TEAMS, "staffing": TWO}


def row(found, **asked):
    return found.row(by_predicate=pl.all_horizontal(pl.col(name) == value for name, value in asked.items()), named=True)


AUGUST, SEPTEMBER = {"period_end": date(2020, 8, 31)}, {"period_end": date(2020, 9, 30)}


def test_the_trust_is_the_social_workers_of_all_teams_and_its_rates_are_of_the_sums():
    trust = row(staffing.months(PICTURE), **AUGUST)
    assert (trust["group"], trust["staff"], trust["period_label"]) == ("trust", "social_work", "2020-08")
    assert (trust["period"], trust["teams"]) == (date(2020, 8, 1), 2)
    assert (trust["in_post_fte"], trust["agency_fte"], trust["vacancy_fte"]) == (7.7, 3.3, 2.3)
    assert trust["agency_over_establishment_fte"] == 1.5
    assert trust["permanent_share"] == pytest.approx(100 * 7.7 / 11)
    assert trust["agency_rate"] == pytest.approx(30)
    assert trust["vacancy_rate"] == pytest.approx(23)
    assert trust["caseload"] == 16.25  # not 17.5, the mean of 15 and 20


def test_a_sum_in_which_a_part_is_not_known_is_not_known():
    trust = row(staffing.months(PICTURE), **SEPTEMBER)
    assert (trust["in_post_fte"], trust["cases"], trust["caseload"]) == (8, None, None)
    south = row(staffing.months(PICTURE, by="team"), group="South", staff="social_work", **SEPTEMBER)
    assert south["caseload"] == 15


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("trust", [("trust", "social_work")]),
        ("service", [("Children", "social_work"), ("Families", "social_work"), ("Homes", "residential")]),
        ("team", [("Home A", "residential"), ("North", "social_work"), ("South", "social_work")]),
        (
            "role",
            [
                ("manager", "social_work"),
                ("other", "other"),
                ("residential", "residential"),
                ("social worker", "social_work"),
            ],
        ),
    ],
)
def test_staff_are_added_up_by(by, groups):
    assert staffing.months(PICTURE, by=by).filter(**AUGUST).select("group", "staff").rows() == groups


def test_another_way_to_add_up_is_a_key_error():
    with pytest.raises(KeyError, match="postcode"):
        staffing.months(PICTURE, by="postcode")


def test_a_team_counts_in_the_service_it_is_in_at_the_end_of_the_month():
    found = staffing.months(PICTURE, by="service", staff="social_work")
    in_post = {(row["group"], row["period_label"]): row["in_post_fte"] for row in found.iter_rows(named=True)}
    assert in_post == {
        ("Children", "2020-08"): 0.7,
        ("Children", "2020-09"): 8,
        ("Families", "2020-08"): 7,
    }


def test_a_team_that_the_list_does_not_have_in_force_still_counts_and_says_so():
    found = staffing.months({"staffing": TWO}, by="service")
    assert set(found["group"]) == {staffing.UNPLACED}
    assert staffing.months({"staffing": TWO}).equals(staffing.months(PICTURE))


@pytest.mark.parametrize(
    ("asked", "in_post"),
    [
        ({"service": "Families"}, 7),
        ({"team": "South"}, 0.7),
        ({"role": "manager"}, 1),
        ({"role": "residential"}, 9),
        ({"staff": "residential"}, 9),
        ({"staff": "other", "team": "South"}, 5),
        ({"priority": "Practice"}, 7),
        ({"priority": "People"}, 7.7),
        ({"priority": "Practice", "team": "South"}, None),
        ({"staff": "social_work", "role": "residential"}, None),
    ],
)
def test_only_what_is_asked_for_is_added_up(asked, in_post):
    found = staffing.months(PICTURE, **asked).filter(**AUGUST)
    assert found["in_post_fte"].to_list() == ([] if in_post is None else [in_post])


def test_nothing_held_is_no_row_with_the_same_columns():
    nothing = staffing.months({})
    assert nothing.is_empty() and nothing.schema == staffing.months(PICTURE).schema
    assert tuple(nothing.columns) == staffing.COLUMNS
    assert staffing.at(nothing, parsed("2020/21")).schema == nothing.schema
    assert staffing.latest(nothing).is_empty()


def test_every_role_is_of_some_staff_and_every_sum_of_the_return_is_made():
    assert sorted(role for roles in STAFF.values() for role in roles) == sorted(ROLES)
    numbers = {name for name, dtype in SCHEMAS["staffing"].items() if dtype == pl.Float64}
    assert numbers == {*staffing.STOCKS, *staffing.FLOWS}
    assert "People" in PRIORITIES


# Twelve months and longer periods ------------------------------------------------------------------------------------


def held(months, team="North", leavers=1.1, **more):
    """A row a month: 10 in post, so many leavers, 2 days lost of 20."""
    ends = [parsed(label).end for label in months]
    return pl.DataFrame({"month_end": ends}).with_columns(
        pl.lit(10.0).alias("in_post_fte"),
        pl.lit(leavers).alias("leavers_fte"),
        pl.lit(0.1).alias("starters_fte"),
        pl.lit(2.0).alias("days_lost"),
        pl.lit(20.0).alias("days_available"),
        team=pl.lit(team),
        role=pl.lit("social worker"),
        **{name: pl.lit(value) for name, value in more.items()},
    )


def labels(first, last):
    return pl.date_range(parsed(first).start, parsed(last).start, "1mo", eager=True).dt.strftime("%Y-%m").to_list()


YEAR = labels("2020-01", "2021-02")


def test_twelve_months_are_summed_only_when_all_of_them_are_held():
    found = staffing.months({"staffing": held(YEAR)})
    assert found["leavers_12m"].to_list() == [None] * 11 + [13.2] * 3
    assert found["starters_12m"].to_list()[-1] == 1.2
    assert found["turnover_12m"].to_list()[-1] == pytest.approx(132)
    last = found.row(-1, named=True)
    assert (last["days_lost_12m"], last["days_available_12m"], last["absence_rate_12m"]) == (24, 240, 10)
    assert last["absence_rate"] == 10


def test_a_month_that_is_missing_leaves_twelve_months_unknown_until_it_has_gone_by():
    gap = [label for label in labels("2020-01", "2021-06") if label != "2020-06"]
    found = staffing.months({"staffing": held(gap)}).select("period_label", "leavers_12m").rows()
    assert [label for label, leavers in found if leavers is not None] == ["2021-06"]


def test_a_part_that_is_not_known_leaves_twelve_months_unknown():
    rows = held(YEAR).with_columns(
        days_lost=pl.when(pl.col("month_end") != date(2020, 3, 31)).then("days_lost").otherwise(None)
    )
    found = staffing.months({"staffing": rows}).row(by_predicate=pl.col("period_label") == "2021-02", named=True)
    assert (found["days_lost_12m"], found["absence_rate_12m"], found["leavers_12m"]) == (None, None, 13.2)


def test_each_team_has_twelve_months_of_its_own_and_the_trust_has_those_of_all():
    both = pl.concat([held(YEAR), held(YEAR[6:], team="New", leavers=0.5)])
    by_team = staffing.latest(staffing.months({"staffing": both}, by="team"))
    assert dict(by_team.select("group", "leavers_12m").rows()) == {"North": 13.2, "New": None}
    trust = staffing.latest(staffing.months({"staffing": both}))
    assert (trust["leavers_12m"].item(), trust["turnover_12m"].item()) == (17.2, pytest.approx(86))


LISTED = frame("""
    | team  | service  | priority   | valid_from | valid_to   |
    | North | Families | Practice   | 2018-04-01 | -          |
    | South | Families | Prevention | 2018-04-01 | -          |
    | West  | Homes    | -          | 2018-04-01 | 2020-08-31 |
""")


def without(team, *months, listed=LISTED):
    """A picture of North, South and West, as long as they are in force, of which a team has no row in some months."""
    rows = pl.concat([held(YEAR), held(YEAR, team="South"), held(labels("2020-01", "2020-08"), team="West")])
    gone = [parsed(label).end for label in months]
    return {"teams": listed, "staffing": rows.filter((pl.col("team") != team) | ~pl.col("month_end").is_in(gone))}


@pytest.mark.parametrize("by", ["trust", "service", "role"])
@pytest.mark.parametrize("month", ["2020-03", "2020-06", "2021-02"])
def test_a_team_without_figures_of_a_month_leaves_its_twelve_months_unknown(by, month):
    found = staffing.months(without("South", month), by=by).filter(pl.col("group") != "Homes")
    last = found.row(-1, named=True)
    assert (last["leavers_12m"], last["turnover_12m"], last["absence_rate_12m"]) == (None, None, None)
    assert last["months_12m"] == 11 and last["in_post_fte"] == (10 if month == YEAR[-1] else 20)
    assert found.filter(pl.col("teams_lacking") > 0)["period_label"].to_list() == [month]
    known = found.filter(pl.col("leavers_12m").is_not_null())["period_label"].to_list()
    assert known == (["2020-12", "2021-01"] if month == YEAR[-1] else [])


def test_whom_the_gap_is_not_of_keeps_the_twelve_months():
    picture = without("South", "2020-06")
    assert staffing.months(picture, priority="Practice")["leavers_12m"].to_list()[-1] == 13.2
    assert staffing.months(picture, priority="Prevention")["leavers_12m"].to_list()[-1] is None
    others = held(["2020-05"], team="South").with_columns(role=pl.lit("other"))
    more = {**picture, "staffing": pl.concat([picture["staffing"], others])}
    assert staffing.months(more, role="other")["teams_lacking"].to_list() == [0]
    assert staffing.months(more, role="social worker")["months_12m"].to_list()[-1] == 11
    sent = {**picture, "staffing": pl.concat([picture["staffing"], others.with_columns(month_end=date(2020, 6, 30))])}
    assert staffing.months(sent)["months_12m"].to_list()[-1] == 11  # other staff of the team alone are not its figures


def test_a_team_that_has_ended_or_not_begun_to_report_or_is_on_no_list_leaves_no_gap():
    assert staffing.months(without(""))["leavers_12m"].to_list()[-1] == 33
    assert staffing.months(without("South", *YEAR[:6]))["months_12m"].to_list()[-1] == 12
    assert staffing.months(without("South", "2020-06", listed=None))["teams_lacking"].sum() == 0
    ended = LISTED.with_columns(
        valid_to=pl.when(pl.col("team") == "South").then(date(2020, 5, 31)).otherwise("valid_to")
    )
    assert staffing.months(without("South", *YEAR[5:], listed=ended))["teams_lacking"].sum() == 0


def test_a_longer_period_has_no_sum_of_months_that_lack_a_team():
    rows = staffing.months(without("South", "2020-06"))
    quarter, month = (staffing.at(rows, parsed(label)).row(0, named=True) for label in ("2020/21 Q1", "2020-06"))
    assert (quarter["leavers_fte"], quarter["absence_rate"], quarter["teams_lacking"]) == (None, None, 1)
    assert (month["leavers_fte"], month["teams_lacking"]) == (2.2, 1)
    assert staffing.at(rows, parsed("2020/21 Q2"))["leavers_fte"].item() == 8.8


def test_what_twelve_months_lean_on_is_told_apart_from_what_the_month_leans_on():
    first = held(YEAR[:1], submission_id=9, demonstration=True)
    rest = held(YEAR[1:], submission_id=4, demonstration=False)
    found = staffing.months({"staffing": pl.concat([first, rest])})
    origin = found.select("submission_id", "demonstration", "submission_id_12m", "demonstration_12m").rows()
    assert origin[0] == (9, True, 9, True)
    assert origin[10] == (4, False, 4, False)
    assert origin[11] == (4, False, 9, True)
    assert origin[12] == (4, False, 4, False)


@pytest.mark.parametrize(
    ("label", "leavers", "in_post"),
    [
        ("2020-02", 1.1, 10),
        ("2019/20 Q4", 3.3, 10),
        ("2020/21 Q1", 3.3, 10),
        ("2020/21", 13.2, 12),
        ("census 2020", None, 10),
        ("census 2021", None, None),
    ],
)
def test_a_period_has_the_stocks_of_its_end_and_the_flows_of_all_its_months(label, leavers, in_post):
    rows = held(labels("2020-01", "2021-03")).with_columns(
        in_post_fte=pl.when(pl.col("month_end") == date(2021, 3, 31)).then(12.0).otherwise(10.0)
    )
    found = staffing.at(staffing.months({"staffing": rows}), parsed(label))
    if in_post is None:
        assert found.is_empty()
        return
    only = found.row(0, named=True)
    assert (only["period_label"], only["period"], only["period_end"]) == (
        label,
        parsed(label).start,
        parsed(label).end,
    )
    assert (only["leavers_fte"], only["in_post_fte"]) == (leavers, in_post)
    assert only["absence_rate"] == (None if leavers is None else 10)


def test_a_year_and_the_twelve_months_to_its_end_are_the_same():
    found = staffing.at(staffing.months({"staffing": held(labels("2020-01", "2021-03"))}), parsed("2020/21"))
    only = found.row(0, named=True)
    assert only["leavers_fte"] == only["leavers_12m"] and only["days_lost"] == only["days_lost_12m"]


def test_of_the_latest_month_a_team_that_is_gone_has_no_row():
    both = pl.concat([held(YEAR), held(YEAR[:-1], team="Gone")])
    assert staffing.latest(staffing.months({"staffing": both}, by="team"))["group"].to_list() == ["North"]


# Rates ---------------------------------------------------------------------------------------------------------------


def test_rates_are_added_only_where_their_columns_are():
    found = staffing.rated(frame("| cases | case_holders_fte |\n| 45 | 3 |"))
    assert found.columns == ["cases", "case_holders_fte", "caseload"] and found["caseload"].item() == 15


def test_a_rate_of_nobody_and_one_of_an_unknown_are_not_known():
    found = staffing.rated(
        frame("""
        | in_post_fte | agency_fte | agency_covering_fte | vacancy_fte |
        | 0           | 0          | 0                   | 0           |
        | 3           | -          | 0                   | 1           |
        """)
    )
    assert found["agency_rate"].to_list() == [None, None]
    assert found["permanent_share"].to_list() == [None, None]
    assert found["vacancy_rate"].to_list() == [None, 25]
    assert found["agency_over_establishment_fte"].to_list() == [0, None]


def test_the_permanent_share_and_the_agency_rate_make_a_hundred():
    found = staffing.months(PICTURE, by="team")
    assert (found["permanent_share"] + found["agency_rate"]).round(9).unique().to_list() == [100]
