"""What must hold of teams and their monthly returns, and that a month is never added up twice."""

import pytest

from tests.returns.drawn import HELD, TEAMS, checked, found, picture, says

HEAD = (
    "month_end,team,role,establishment_fte,in_post_fte,in_post_headcount,agency_fte,agency_headcount,"
    "agency_covering_fte,vacancy_fte,starters_fte,leavers_fte,cases,case_holders_fte,days_lost,days_available\n"
)
REASONS = "month_end,team,reason,count\n"


def row(team: str = "Assessment North", role: str = "other", month: str = "2025-09-30", fte: float = 8, **cells) -> str:
    """One line of a staffing return: nobody of an agency, no vacancy, no cases, unless `cells` say otherwise."""
    usual = {"establishment": fte, "in_post": fte, "headcount": int(fte + 0.9), "agency": 0, "agency_headcount": 0}
    usual |= {"covering": 0, "vacancy": 0, "starters": 0, "leavers": 0, "cases": 0, "holders": 0, "lost": 0}
    return ",".join(map(str, [month, team, role, *(usual | {"available": 160} | cells).values()])) + "\n"


def held(*rows: str) -> dict:
    return HELD | picture(teams=TEAMS, staffing=HEAD + "".join(rows))


def staffing(*rows: str, on: dict = HELD) -> list[tuple]:
    return found(HEAD + "".join(rows), kind="staffing", held=on)


LACKS = "month like the one before"
MONTH = held(row(), row("Assessment South"), row("Assessment South", "manager"))


def test_a_row_of_a_month_that_is_held_is_corrected_by_sending_the_month_whole():
    assert staffing(row("Assessment South", fte=9), on=MONTH) == [(2, "team", "month whole")]
    whole = [row(), row("Assessment South", fte=9), row("Assessment South", "manager")]
    assert staffing(*whole, on=MONTH) == []


def test_a_team_whose_staff_were_moved_to_another_is_not_left_standing_beside_it():
    moved = [row(fte=16), row("Assessment South", "manager")]
    assert staffing(*moved, on=MONTH) == [(2, "team", "month whole")]
    assert staffing(*moved, row("Assessment South", fte=0), on=MONTH) == []


def test_a_month_is_sent_again_with_everything_that_is_held_and_more():
    more = row("Assessment North", "senior", fte=2)
    whole = [row("Assessment South"), row(fte=0), row("Assessment South", "manager", fte=0), more]
    assert staffing(*whole, on=MONTH) == []


def test_a_month_sent_again_with_other_teams_is_refused_and_says_which_are_left_out():
    sent = HEAD + row("Assessment North", "senior") + row("Assessment South") + row("Assessment North", "manager")
    outcome = checked(sent, kind="staffing", held=MONTH)
    assert not outcome.accepted
    assert outcome.findings.select("line", "column", "rule").rows() == [(2, "team", "month whole")]
    assert outcome.findings["says"].item() == (
        "September 2025 is held already, with rows that are not in this file: Assessment North (other) and "
        "Assessment South (manager). Send the month whole, with 0 where a team no longer has staff, or take the "
        "earlier return of it back first."
    )


def test_a_month_split_by_other_roles_is_refused():
    assert staffing(row(role="social worker", fte=4), row(role="senior", fte=4), on=MONTH) == [
        (2, "team", "month whole")
    ]


def test_each_month_of_a_file_is_looked_at_by_itself():
    on = held(row(month="2025-08-31"), row(month="2025-09-30"))
    rows = [row("Assessment South", month=month) for month in ("2025-08-31", "2025-09-30", "2025-10-31")]
    rows += [row(month="2025-10-31")]
    assert staffing(*rows, on=on) == [(2, "team", "month whole"), (3, "team", "month whole")]
    assert staffing(*rows, row(month="2025-08-31"), on=on) == [(3, "team", "month whole")]


def test_many_rows_left_out_are_counted_after_the_first_five():
    teams = [f"Team {at}" for at in range(9)]
    listed = "team,service,valid_from\n" + "".join(f"{team},Assessment,2018-04-01\n" for team in teams)
    on = picture(teams=listed, staffing=HEAD + "".join(row(team) for team in teams[1:]))
    told = says(HEAD + row("Team 0"), kind="staffing", held=on)[0]
    assert "Team 1 (other), Team 2 (other), Team 3 (other), Team 4 (other), Team 5 (other) and 3 more." in told


def test_nothing_is_called_left_out_while_a_team_cannot_be_read():
    sent = [row(role="senior"), row(), row("Asessment South"), row("Assessment South", "manager")]
    assert staffing(*sent, on=MONTH) == [(4, "team", "unknown code")]


def test_a_month_that_lacks_a_team_or_role_of_the_month_before_is_asked_about():
    told = says(HEAD + row(month="2025-10-31", fte=9), kind="staffing", held=MONTH)
    assert told == [
        "October 2025 has no figures for Assessment South (manager) and Assessment South (other), which September 2025 "
        "has. Send every team and role of a month, 0 where there is nobody, or end the team on the list of teams: "
        "a team without figures leaves every sum over twelve months unknown."
    ]
    outcome = checked(HEAD + row(month="2025-10-31"), kind="staffing", held=MONTH)
    assert outcome.accepted and outcome.findings.select("line", "column", "rule").rows() == [(2, None, LACKS)]


def test_the_month_before_is_the_latest_before_it_in_the_file_or_held():
    south, november = [row("Assessment South", month=month) for month in ("2025-10-31", "2025-11-30")]
    assert says(HEAD + row(month="2025-10-31") + south, kind="staffing", held=held(row(month="2025-07-31"))) == []
    sent = HEAD + south + row(month="2025-10-31") + row(month="2025-12-31")
    (told,) = says(sent, kind="staffing")
    assert told.startswith("December 2025 has no figures for Assessment South (other), which October 2025 has.")
    assert [line for line, *_ in staffing(row("Assessment South", month="2025-12-31"), november, on=MONTH)] == [3]


def test_a_team_that_has_ended_is_not_asked_for():
    on = held(row("First Response", month="2023-08-31"), row(month="2023-08-31"))
    assert staffing(row(month="2023-09-30"), on=on) == []


def test_nobody_is_asked_for_a_team_while_a_row_is_refused():
    assert staffing(row(month="2025-10-31"), row("Asessment South", month="2025-10-31"), on=MONTH) == [
        (3, "team", "unknown code")
    ]
    assert staffing(row(month="2025-10-31"), row("Family Hub", month="2025-10-31"), on=MONTH) == [
        (3, "team", "team begun")
    ]


def test_a_team_that_is_nearly_on_the_list_is_guessed_as_the_list_writes_it():
    told = says(HEAD + row("Asessment South"), kind="staffing")
    assert told == ["Team must be on the list, not ‘Asessment South’. Did you mean Assessment South?"]


@pytest.mark.parametrize(
    ("month", "team", "rule"),
    [
        ("2023-08-31", "First Response", None),
        ("2023-09-30", "First Response", "team ended"),
        ("2026-03-31", "Family Hub", "team begun"),
        ("2026-04-30", "Family Hub", None),
        ("2026-10-31", "Assessment North", None),
        ("2018-03-31", "Assessment North", "team begun"),
    ],
)
def test_a_team_has_staff_from_the_month_it_begins_in_to_the_last_it_ends_after(month: str, team: str, rule: str):
    assert staffing(row(team, month=month)) == ([(2, "team", rule)] if rule else [])


def test_a_team_that_ended_and_began_again_is_in_force_again():
    listed = "team,service,valid_from,valid_to\nHub,Help,2018-04-01,2020-03-31\nHub,Care,2022-04-01,\n"
    on = picture(teams=listed)
    months = {"2020-03-31": [], "2021-03-31": ["team ended"], "2022-04-30": []}
    for month, rules in months.items():
        assert [rule for *_, rule in staffing(row("Hub", month=month), on=on)] == rules


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"agency": 2, "agency_headcount": 2, "covering": 2, "vacancy": 2, "establishment": 10}, None),
        ({"agency": 3.3, "agency_headcount": 4, "covering": 3.3, "vacancy": 3.3, "establishment": 11.3}, None),
        ({"agency": 1, "agency_headcount": 1, "covering": 1.1, "vacancy": 2, "establishment": 10},
         ("agency_covering_fte", "covering within agency")),
        ({"agency": 2, "agency_headcount": 2, "covering": 1.1, "vacancy": 1, "establishment": 9},
         ("agency_covering_fte", "covering within vacancies")),
        ({"cases": 12, "holders": 8}, None),
        ({"cases": 12, "holders": 8.1}, ("case_holders_fte", "case holders are staff")),
        ({"cases": 12, "holders": 0}, ("case_holders_fte", "cases need case holders")),
        ({"cases": 12, "holders": ""}, ("case_holders_fte", "case holders given")),
        ({"cases": 0, "holders": ""}, ("case_holders_fte", "case holders given")),
        ({"cases": 12, "holders": "x"}, None),
        ({"cases": "c", "holders": "c"}, None),
        ({"cases": "", "holders": ""}, None),
        ({"lost": 160}, None),
        ({"lost": 160.5}, ("days_lost", "days lost within days available")),
        ({"lost": "", "available": "x"}, ("days_lost", "days_lost blank")),
        ({"establishment": 8.1}, None),
        ({"establishment": 8.11}, ("establishment_fte", "establishment adds up")),
        ({"headcount": 7}, ("in_post_headcount", "in_post headcount")),
        ({"starters": ""}, ("starters_fte", "missing")),
        ({"vacancy": "x"}, ("vacancy_fte", "unreadable")),
        ({"leavers": -1}, ("leavers_fte", "out of range")),
    ],
)  # fmt: skip
def test_the_figures_of_a_row_go_together(cells: dict, finding: tuple[str, str] | None):
    assert staffing(row(**cells)) == ([(2, *finding)] if finding else [])


def test_a_social_workers_blank_cases_are_queried_and_the_symbol_of_a_row_is_kept():
    assert staffing(row(role="social worker", cases="", holders="")) == [(2, "cases", "cases blank")]
    outcome = checked(HEAD + row(role="social worker", cases="x", holders="x", headcount="c"), kind="staffing")
    kept = outcome.rows.row(0, named=True)
    assert outcome.accepted
    assert (kept["symbol"], kept["cases"], kept["in_post_headcount"], kept["in_post_fte"]) == ("c", None, None, 8.0)


@pytest.mark.parametrize(
    ("before", "now", "queried"),
    [(8, 4, False), (8, 3.9, True), (8, 16, False), (8, 16.1, True), (2, 5, True), (2, 4.9, False), (5.9, 2.9, True),
     (0, 3, True), (0, 2.9, False), (5, 0, True), (2.9, 0, False)],
)  # fmt: skip
def test_staff_that_halve_or_double_by_three_or_more_are_queried(before: float, now: float, queried: bool):
    on = held(row(month="2025-07-31", fte=before))
    assert staffing(row(fte=now), on=on) == ([(2, "in_post_fte", "big change")] if queried else [])


def test_a_big_change_is_against_the_latest_month_before_in_the_file_or_held():
    on = held(row(month="2025-06-30", fte=5), row(month="2025-07-31", fte=20), row(month="2025-10-31", fte=20))
    told = says(HEAD + row(month="2025-09-30", fte=6) + row(month="2025-08-31", fte=13), kind="staffing", held=on)
    assert told == ["In post was 13 in August 2025: look whether the figure is right."]
    assert says(HEAD + row(month="2025-09-30", fte=6), kind="staffing", held=on) == [
        "In post was 20 in July 2025: look whether the figure is right."
    ]


def test_a_months_reasons_of_a_team_come_together():
    on = HELD | picture(teams=TEAMS, leaving_reasons=f"{REASONS}2025-09-30,Assessment North,Retirement,2\n")

    def told(*rows: str) -> list[tuple]:
        return found(REASONS + "".join(rows), kind="leaving_reasons", held=on)

    assert told("2025-09-30,Assessment North,Career change,1\n") == [(2, "reason", "reasons whole")]
    assert told("2025-09-30,Assessment South,Career change,1\n", "2025-08-31,Assessment North,Career change,1\n") == []
    assert told("2025-09-30,Assessment North,Retirement,1\n") == []
    assert told("2025-09-30,Assessment North,Retirement,1\n2025-09-30,Assessment North,Career change,1\n") == []


@pytest.mark.parametrize(("last", "queried"), [("2025-09-30", False), ("2025-08-31", True), ("", False)])
def test_a_team_that_ends_before_its_last_month_of_staffing_is_queried(last: str, queried: bool):
    sent = f"team,service,valid_from,valid_to\nAssessment North,Assessment,2018-04-01,{last}\n"
    told = [rule for *_, rule in found(sent, kind="teams", held=MONTH)]
    assert told == (["staffing held after the end"] if queried else [])


def test_a_team_that_moves_to_another_service_goes_on():
    sent = (
        "team,service,valid_from,valid_to\nAssessment North,Assessment,2018-04-01,2023-03-31\n"
        "Assessment North,Front door,2023-04-01,\n"
    )
    assert found(sent, kind="teams", held=MONTH) == []
