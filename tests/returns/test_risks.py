"""The returns of risks: a matrix that is whole, references as they are, scores on the scale, actions with reasons."""

from datetime import date

import polars as pl
import pytest

from tests.returns.drawn import checked, found, picture, says

PRODUCTS = {1: "green", 2: "green", 3: "green", 4: "green", 6: "amber", 8: "amber", 9: "amber", 12: "red", 16: "red"}
BANDS_HEAD = "valid_from,part,level,words,band,appetite"
RISKS_HEAD = "reference,title,target_score,target_on,opened_on,closed_on,reason"
SCORES_HEAD = "reference,assessed_on,likelihood,impact,score,reason,next_review_on"
ACTIONS_HEAD = "reference,action,owner,due_on,revised_due_on,status,reason"


def file(head: str, *lines: str) -> str:
    return "\n".join((head, *lines, ""))


def matrix(day: str = "2018-04-01", levels: int = 4, bands: dict[int, str] = PRODUCTS, appetite: int = 0) -> list[str]:
    """The lines of a square matrix; with an appetite, scores up to that are within it."""
    sides = [f"{day},{part},{at},Level {at},," for part in ("likelihood", "impact") for at in range(1, levels + 1)]
    products = sorted({one * other for one in range(1, levels + 1) for other in range(1, levels + 1)})
    word = {True: "within", False: "beyond"}
    return sides + [
        f"{day},score,{at},,{bands.get(at, 'red')},{word[at <= appetite] if appetite else ''}" for at in products
    ]


HELD = picture(
    risk_bands=file(BANDS_HEAD, *matrix()),
    risks=file(
        RISKS_HEAD,
        "4,Care,8,2027-03-31,2018-04-01,,",
        "4c,Demand,,,2019-04-01,,",
        "10,Buildings,,,2018-04-01,2026-03-31,Sold",
    ),
    risk_scores=file(SCORES_HEAD, "4,2026-09-01,3,4,,Turnover,2026-12-01", "4c,2026-09-01,2,2,,Fewer,"),
    risk_actions=file(
        ACTIONS_HEAD, "4,Recruit permanent managers,Head of Workforce,2026-03-31,,in progress,"
    ),
)  # fmt: skip


def bands_found(*lines: str, held: dict | None = None) -> list[tuple]:
    return found(file(BANDS_HEAD, *lines), kind="risk_bands", held=held or {})


def risks_found(*lines: str, held: dict[str, pl.DataFrame] = HELD) -> list[tuple]:
    return found(file(RISKS_HEAD, *lines), kind="risks", held=held)


def scores_found(*lines: str, held: dict[str, pl.DataFrame] = HELD) -> list[tuple]:
    return found(file(SCORES_HEAD, *lines), kind="risk_scores", held=held)


def actions_found(*lines: str) -> list[tuple]:
    return found(file(ACTIONS_HEAD, *lines), kind="risk_actions", held=HELD)


@pytest.mark.parametrize("levels", [1, 2, 3, 4, 5, 6, 20])
def test_a_whole_matrix_of_any_size_is_taken(levels):
    assert bands_found(*matrix(levels=levels, bands={1: "green"}, appetite=1)) == []


def test_a_matrix_need_not_be_square():
    lines = [line for line in matrix() if ",impact,4," not in line and ",score,16," not in line]
    assert bands_found(*lines) == []


@pytest.mark.parametrize(
    ("left_out", "says_lacks"),
    [
        (",impact,2,", "impact 2"),
        (",score,6,", "score 6"),
        (",likelihood,1,", "likelihood 1"),
        (",score,", "score 1, score 2, score 3, score 4, score 6 and 4 more"),
        (",impact,", "impact 1"),
    ],
)
def test_what_a_matrix_lacks_is_named_once_on_its_first_line(left_out, says_lacks):
    lines = [line for line in matrix() if left_out not in line]
    told = checked(file(BANDS_HEAD, *lines), kind="risk_bands", held={}).findings.filter(rule="matrix whole")
    assert told["line"].to_list() == [2]
    assert f"The matrix from 1 April 2018 lacks {says_lacks}." in told["says"].item()


def test_a_level_that_cannot_be_read_is_told_alone_and_not_also_as_missing():
    lines = [line.replace(",impact,2,", ",impact,two,") for line in matrix()]
    assert bands_found(*lines) == [(7, "level", "unreadable")]


def test_two_matrices_of_a_file_are_judged_each_by_itself():
    other = [line for line in matrix("2023-04-01", levels=3) if ",score,9," not in line]
    assert bands_found(*matrix(), *other) == [(19, None, "matrix whole")]


def test_bands_may_stay_as_the_score_rises_and_may_not_fall():
    assert bands_found(*matrix(bands=dict.fromkeys(PRODUCTS, "amber"))) == []
    assert bands_found(*matrix(bands={**PRODUCTS, 9: "green"})) == [(16, "band", "bands do not fall")]
    told = says(file(BANDS_HEAD, *matrix(bands={**PRODUCTS, 16: "amber"})), kind="risk_bands", held={})
    assert told == ["Band of score 16 must not be better than that of a lower score, and 12 is red, not ‘amber’."]


def test_the_appetite_is_of_all_scores_or_of_none_and_ends_once():
    lines = matrix(appetite=6)
    assert bands_found(*lines) == []
    assert bands_found(*(line.replace("8,,amber,beyond", "8,,amber,") for line in lines)) == [
        (15, "appetite", "appetite of all")
    ]
    assert bands_found(*(line.replace("16,,red,beyond", "16,,red,within") for line in lines)) == [
        (18, "appetite", "appetite does not come back")
    ]


def test_a_row_of_a_held_matrix_can_be_corrected_and_what_stays_is_asked_about():
    held = {"risk_bands": HELD["risk_bands"]}
    assert bands_found("2018-04-01,likelihood,1,Rare,,", held=held) == [(2, "valid_from", "matrix as held")]
    assert bands_found("2018-04-01,score,9,,red,", held=held) == [(2, "valid_from", "matrix as held")]
    assert bands_found(*matrix(), held=held) == []


@pytest.mark.parametrize(
    "line", ["2018-04-01,score,8,,red,", "2018-04-01,score,9,,green,", "2018-04-01,score,1,,green,within"]
)
def test_a_correction_that_no_longer_fits_the_held_matrix_is_refused(line):
    outcome = checked(file(BANDS_HEAD, line), kind="risk_bands", held={"risk_bands": HELD["risk_bands"]})
    assert not outcome.accepted


def test_a_smaller_matrix_from_the_same_day_is_told_what_would_stay():
    told = says(file(BANDS_HEAD, *matrix(levels=3)), kind="risk_bands", held={"risk_bands": HELD["risk_bands"]})
    assert len(told) == 1
    assert "impact 4, likelihood 4, score 8, score 12 and score 16" in told[0]


def test_a_reference_keeps_its_letter_as_it_is_written():
    rows = checked(file(RISKS_HEAD, "4d,Elsewhere,,,2020-01-01,,"), kind="risks", held=HELD).rows
    assert rows["reference"].to_list() == ["4d"]


def test_a_reference_in_other_capitals_is_the_one_that_is_held():
    assert risks_found("4C,Demand,,,2019-04-01,,") == [(2, "reference", "reference spelled as before")]
    assert risks_found("8b,One,,,2020-01-01,,", "8B,Two,,,2020-01-01,,", held={}) == [
        (3, "reference", "reference spelled as before")
    ]


def test_scores_and_actions_find_the_reference_however_it_is_capitalised():
    line = "4C,2026-11-01,2,2,,Fewer,"
    assert checked(file(SCORES_HEAD, line), kind="risk_scores", held=HELD).rows["reference"].to_list() == ["4c"]
    line = "4C,Look again,Head of Service,2027-01-31,,open,"
    assert checked(file(ACTIONS_HEAD, line), kind="risk_actions", held=HELD).rows["reference"].to_list() == ["4c"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("4,Care,8,2027-03-31,2018-04-01,2026-08-31,Done", ("closed_on", "assessed before it closed")),
        ("4,Care,8,2027-03-31,2018-04-01,2026-09-01,Done", None),
        ("4,Care,12,2027-03-31,2018-04-01,,", None),
        ("4,Care,16,2027-03-31,2018-04-01,,", ("target_score", "target below the score")),
        ("4,Care,16,2027-03-31,2018-04-01,2026-10-01,Done", None),
        ("4,CARE,8,2027-03-31,2018-04-01,,", None),
        ("4,Money,8,2027-03-31,2018-04-01,,", ("title", "same risk")),
        ("10,Buildings,,,2018-04-01,,", ("closed_on", "open again")),
        ("10,Buildings,,,2018-04-01,2026-04-30,Sold late", None),
        ("20,Fire,5,2027-03-31,2026-11-22,,", ("target_score", "target on the scale")),
        ("20,Fire,,,2026-11-23,,", ("opened_on", "opened by today")),
        ("20,Fire,,,2026-11-22,2026-11-22,Mistaken", None),
        ("20,Fire,,,2026-11-01,2026-11-23,Mistaken", ("closed_on", "closed by today")),
    ],
)
def test_a_risk_is_held_to_its_edges(line, rule):
    assert risks_found(line) == ([(2, *rule)] if rule else [])


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("4,2026-11-22,3,4,,Turnover,2027-01-01", None),
        ("4,2026-11-23,3,4,,Turnover,2027-01-01", ("assessed_on", "assessed by today")),
        ("4,2026-11-01,3,4,,Turnover,2026-11-01", None),
        ("4,2026-11-01,3,4,,Turnover,2026-10-31", ("next_review_on", "review after the assessment")),
        ("4,2026-11-01,3,4,,Turnover,", ("next_review_on", "red is reviewed")),
        ("4,2026-08-01,3,4,,Turnover,", None),
        ("4,2026-11-01,2,4,,Better,", None),
        ("4,2026-11-01,3,4,12,Turnover,2027-01-01", None),
        ("4,2026-11-01,3,4,16,Turnover,2027-01-01", ("score", "score is the product")),
        ("4,2026-11-01,,,12,Published,", ("next_review_on", "red is reviewed")),
        ("4,2026-11-01,,,8,Published,", None),
        ("4,2026-11-01,,,10,Published,", ("score", "score on the scale")),
        ("4,2018-03-31,,,10,Before there was a matrix,", ("assessed_on", "assessed after it opened")),
        ("4,2026-11-01,5,1,,Off,", ("likelihood", "likelihood on the scale")),
        ("4,2026-11-01,1,5,,Off,", ("impact", "impact on the scale")),
        ("4,2026-11-01,1,4,,Down by two,", None),
        ("4,2026-11-01,1,3,,Down by three,", ("likelihood", "moved far")),
        ("10,2026-03-31,2,2,,The last day,", None),
        ("10,2026-04-01,2,2,,Too late,", ("assessed_on", "assessed while it is open")),
    ],
)
def test_an_assessment_is_held_to_its_edges(line, rule):
    assert scores_found(line) == ([(2, *rule)] if rule else [])


def test_how_far_a_score_moved_is_asked_against_the_assessment_before_it_in_the_file_too():
    step, leap = "4,2026-10-01,2,3,,Better,", "4,2026-11-01,1,1,,Much better,"
    assert scores_found(step, leap) == [(3, "likelihood", "moved far")]
    assert scores_found(leap, step) == [(2, "likelihood", "moved far")]
    told = says(file(SCORES_HEAD, step, leap), kind="risk_scores", held=HELD)
    assert told[0].startswith("Likelihood and impact were 2 and 3 on 1 October 2026, more than 2 levels away")


def test_only_the_latest_red_assessment_is_asked_for_its_next_review():
    assert scores_found("4,2026-10-01,3,4,,Turnover,", "4,2026-11-01,3,4,,Turnover,2027-02-01") == []


def test_a_level_is_judged_by_the_matrix_of_its_day():
    held = {**HELD, "risk_bands": checked(
        file(BANDS_HEAD, *matrix(), *matrix("2026-01-01", levels=3)), kind="risk_bands", held={}
    ).rows.drop("line")}  # fmt: skip
    assert scores_found("4,2025-12-31,4,3,,Then,2026-03-01", held=held) == []
    assert scores_found("4c,2026-01-01,3,4,,Now,2026-03-01", held=held) == [(2, "impact", "impact on the scale")]
    assert scores_found("4,2026-01-01,,,16,Now,2026-03-01", held=held) == [(2, "score", "score on the scale")]


def test_a_score_is_not_stored_where_it_is_worked_out():
    rows = checked(file(SCORES_HEAD, "4,2026-11-01,2,4,,Better,"), kind="risk_scores", held=HELD).rows
    assert rows.select("likelihood", "impact", "score").row(0) == (2, 4, None)


def test_an_unknown_risk_is_told_with_the_nearest():
    told = says(file(SCORES_HEAD, "4cc,2026-11-01,2,2,,What,"), kind="risk_scores", held=HELD)
    assert told == ["Reference must be on the list, not ‘4cc’. Did you mean 4c?"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("4,Train,Head,2026-03-31,2026-03-31,open,", None),
        ("4,Train,Head,2026-03-31,2026-04-30,open,", ("reason", "moved with a reason")),
        ("4,Train,Head,2026-03-31,2026-02-28,open,", ("reason", "moved with a reason")),
        ("4,Train,Head,2026-03-31,2026-04-30,open,Late start", None),
        ("4,Train,Head,2026-03-31,,cancelled,", ("reason", "cancelled with a reason")),
        ("4,Train,,2026-03-31,,done,", None),
        ("4,Train,,2026-03-31,,open,", ("owner", "owned")),
        ("10,Train,Head,2026-03-31,,complete,", None),
        ("10,Train,Head,2026-03-31,,open,", ("status", "open action of a closed risk")),
        ("4,Recruit permanent manager,Head,2026-03-31,,open,", ("action", "action as before")),
        ("4c,Recruit permanent manager,Head,2026-03-31,,open,", None),
        ("4,Recruit permanent managers,Head,2026-04-30,,open,", ("due_on", "first day stays")),
    ],
)
def test_an_action_is_held_to_its_edges(line, rule):
    assert actions_found(line) == ([(2, *rule)] if rule else [])


def test_an_action_beside_the_one_that_it_resembles_is_another():
    both = ("4,Recruit permanent managers,Head,2026-03-31,,open,", "4,Recruit permanent manager,Head,2026-03-31,,open,")
    assert actions_found(*both) == []


def test_a_day_given_as_a_month_is_its_last_of_what_is_due_by_then():
    line = "4,Train,Head,Mar 2026,Apr 2026,open,Late start"
    row = checked(file(ACTIONS_HEAD, line), kind="risk_actions", held=HELD).rows.row(0, named=True)
    assert (row["due_on"], row["revised_due_on"]) == (date(2026, 3, 31), date(2026, 4, 30))
