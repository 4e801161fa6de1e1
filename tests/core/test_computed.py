"""A KPI that names its source has the staffing return's figures, as if they had been typed, and never both."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import changes, computed, staffing, status
from sct_dash.core.follows import following
from sct_dash.core.frames import COMPUTED, facts
from sct_dash.core.periods import parsed
from tests.frames import frame

KPIS = frame("""
    | kpi_code | name     | unit    | direction | aggregation | valid_from | valid_to   | computed_from         |
    | AGENCY   | Agency   | percent | lower     | ratio       | 2018-04-01 | 2020-03-31 | -                     |
    | AGENCY   | Agency   | percent | lower     | snapshot    | 2020-04-01 | -          | staffing.agency_rate  |
    | CASES    | Caseload | ratio   | lower     | snapshot    | 2018-04-01 | -          | staffing.caseload     |
    | LEFT     | Turnover | percent | lower     | snapshot    | 2018-04-01 | -          | staffing.turnover_12m |
    | VISITS   | Visits   | percent | higher    | ratio       | 2018-04-01 | -          | -                     |
""").with_columns(frequency=pl.lit("month"))
VALUES = frame(
    """
    | kpi_code | period     | period_end | numerator | denominator | submission_id | demonstration |
    | VISITS   | 2020-04-01 | 2020-04-30 | 8         | 10          | 1             | false         |
    | AGENCY   | 2020-03-01 | 2020-03-31 | 3         | 10          | 1             | false         |
    | AGENCY   | 2020-04-01 | 2020-04-30 | 9         | 10          | 1             | false         |
    | AGENCY   | 2020-05-01 | 2020-05-31 | 9         | 10          | 1             | false         |
    | AGENCY   | 2020-04-01 | 2020-06-30 | 9         | 10          | 1             | false         |
""",
    submission_id=pl.Int64,
)
TARGETS = frame("""
    | kpi_code | valid_from | target | tolerance |
    | AGENCY   | 2018-04-01 | 20     | 5         |
""")


def held(agency=1.0, submission=5, demonstration=False):
    """Sixteen months of one team: 9 in post, 45 cases of 3 that hold some, 0.9 leaving; agency in the last month."""
    ends = pl.date_range(date(2020, 1, 1), date(2021, 4, 1), "1mo", eager=True).dt.month_end()
    last = pl.col("month_end") == date(2021, 4, 30)
    numbers = {"in_post_fte": 9.0, "vacancy_fte": 1.0, "leavers_fte": 0.9, "cases": 45.0, "case_holders_fte": 3.0}
    sick = {"days_lost": 5.0, "days_available": 100.0}
    return pl.DataFrame({"month_end": ends}).with_columns(
        *(pl.lit(value).alias(name) for name, value in (numbers | sick).items()),
        agency_fte=pl.when(last).then(pl.lit(agency)).otherwise(1.0),
        team=pl.lit("North"),
        role=pl.lit("social worker"),
        submission_id=pl.when(last).then(submission).otherwise(4).cast(pl.Int64),
        demonstration=pl.when(last).then(pl.lit(demonstration)).otherwise(False),
    )


PICTURE = {"kpis": KPIS, "kpi_values": VALUES, "targets": TARGETS, "staffing": held()}


def of(code, picture=PICTURE):
    return computed.figures(picture).filter(pl.col("kpi_code") == code)


def test_without_a_definition_that_names_a_source_the_figures_are_those_typed():
    typed = {**PICTURE, "kpis": KPIS.with_columns(computed_from=pl.lit(None, pl.String))}
    assert computed.figures(typed).equals(facts(typed, "kpi_values"))
    assert computed.figures({}).equals(facts({}, "kpi_values"))


def test_a_typed_figure_is_shown_until_its_definition_names_a_source_and_never_beside_it():
    found = of("AGENCY")
    assert found["period_end"].is_unique().all()
    assert found.head(3).select("period", "period_end", "numerator", "denominator").rows() == [
        (date(2020, 3, 1), date(2020, 3, 31), 3, 10),
        (date(2020, 4, 1), date(2020, 4, 30), 1, 10),
        (date(2020, 5, 1), date(2020, 5, 31), 1, 10),
    ]
    assert found.height == 1 + 13  # March as typed, and every month of the return from April on
    assert of("VISITS").equals(facts(PICTURE, "kpi_values").head(1))


def test_where_the_definition_is_over_or_names_no_source_any_longer_the_typed_figure_stands():
    ended = KPIS.with_columns(
        valid_to=pl.when(pl.col("valid_from") == date(2020, 4, 1)).then(date(2020, 4, 30)).otherwise("valid_to")
    )
    found = of("AGENCY", {**PICTURE, "kpis": ended})
    assert found["numerator"].to_list() == [3, 9, 9, 1]  # March, May and the quarter as typed; April worked out
    back = pl.concat([KPIS, KPIS.head(1).with_columns(valid_from=date(2020, 5, 1), valid_to=None)])
    assert of("AGENCY", {**PICTURE, "kpis": back})["numerator"].to_list() == [3, 9, 9, 1]


@pytest.mark.parametrize("source", COMPUTED)
def test_every_source_is_the_figure_of_the_whole_trust(source):
    rate = source.removeprefix("staffing.")
    unit = "ratio" if rate == "caseload" else "percent"
    kpi = KPIS.tail(1).with_columns(computed_from=pl.lit(source), unit=pl.lit(unit))
    found = status.series({"kpis": kpi, "staffing": held()})
    assert found["period_end"].to_list() == held()["month_end"].to_list()
    assert found["value"].to_list() == staffing.months({"staffing": held()})[rate].to_list()
    assert found["value"].drop_nulls().len() == (5 if rate.endswith("_12m") else 16)


def test_a_month_whose_figure_cannot_be_worked_out_has_no_data():
    rows = of("LEFT").head(12)
    assert rows["numerator"].to_list() == [None] * 11 + [10.8]
    assert rows["denominator"].to_list() == [None] * 11 + [9.0]
    blank = held().with_columns(cases=pl.lit(None, pl.Float64))
    row = status.kpi_status({**PICTURE, "staffing": blank}, on=date(2021, 5, 1)).row(
        by_predicate=pl.col("kpi") == "CASES", named=True
    )
    assert (row["status"], row["period"]) == ("no_data", "2021-04")


def unknown(column, *symbols, month=date(2020, 8, 31)):
    """The returns of as many teams as there are symbols, whose column is not known in a month; - is a blank."""
    then = pl.col("month_end") == month
    return pl.concat(
        held().with_columns(
            pl.when(~then).then(column).alias(column),
            team=pl.lit(f"Team {at}"),
            symbol=pl.when(then & pl.lit(symbol != "-")).then(pl.lit(symbol)),
        )
        for at, symbol in enumerate(symbols)
    )


@pytest.mark.parametrize(
    ("symbols", "shared"), [("c", "c"), ("cc", "c"), ("cx", None), ("c-", None), ("-", None), ("--", None)]
)
def test_a_month_whose_unknown_parts_share_a_symbol_has_it(symbols, shared):
    found = of("CASES", {**PICTURE, "staffing": unknown("cases", *symbols)})
    assert found.filter(pl.col("numerator").is_null()).select("period_end", "symbol").rows() == [
        (date(2020, 8, 31), shared)
    ]
    assert found["symbol"].null_count() == 16 - bool(shared)
    asked = status.kpi_status({**PICTURE, "staffing": unknown("cases", *symbols)}, on=ON, period=parsed("2020-08"))
    says = asked.row(by_predicate=pl.col("kpi") == "CASES", named=True)["sentence"]
    assert says.startswith("No data: August 2020 was given as confidential" if shared else "No data for August 2020")


def test_a_symbol_of_one_month_is_that_of_the_twelve_months_it_is_in_once_they_are_held():
    sick = {**PICTURE, "kpis": KPIS.with_columns(computed_from=pl.lit("staffing.absence_rate_12m"))}
    found = of("LEFT", {**sick, "staffing": unknown("days_lost", "x", month=date(2020, 4, 30))})
    assert found["symbol"].to_list() == [None] * 11 + ["x"] * 4 + [None]
    assert found["numerator"].null_count() == 15


def test_a_figure_over_twelve_months_says_how_many_of_them_are_held():
    says = of("LEFT")["comment"].to_list()
    assert says[0] == "Not known: of its twelve months 1 are held with the figures of every team."
    assert says[10].startswith("Not known: of its twelve months 11 are held") and says[11:] == [None] * 5
    assert of("AGENCY")["comment"].null_count() == of("AGENCY").height


def test_a_figure_says_which_submission_it_leans_on_and_whether_any_is_a_demonstration():
    first = pl.col("month_end") == date(2020, 5, 31)
    mixed = {**PICTURE, "staffing": held().with_columns(demonstration=first)}
    origin = ["submission_id", "demonstration"]
    assert of("AGENCY", mixed).tail(1).select(origin).row(0) == (5, False)
    assert of("LEFT", mixed).tail(1).select(origin).row(0) == (5, True)
    assert of("LEFT", mixed).tail(2).select(origin).row(0) == (4, True)


def test_a_computed_kpi_has_a_status_like_any_other_and_is_late_when_the_return_is():
    april = status.kpi_status(PICTURE, on=date(2021, 5, 1)).row(by_predicate=pl.col("kpi") == "AGENCY", named=True)
    assert (april["period"], april["value"], april["status"]) == ("2021-04", 10.0, "green")
    june = status.kpi_status(PICTURE, on=date(2021, 6, 16)).row(by_predicate=pl.col("kpi") == "AGENCY", named=True)
    assert (june["period"], june["status"], june["previous"]) == ("2021-05", "late", 10.0)
    asked = status.kpi_status(PICTURE, on=date(2021, 5, 1), period=parsed("2020-04"))
    assert asked.row(by_predicate=pl.col("kpi") == "AGENCY", named=True)["value"] == 10.0


@pytest.mark.parametrize("source", COMPUTED)
def test_how_many_more_or_fewer_is_said_only_where_the_denominator_would_stay(source):
    unit = "ratio" if source == "staffing.caseload" else "percent"
    kpis = KPIS.filter(pl.col("kpi_code") == "AGENCY").with_columns(computed_from=pl.lit(source), unit=pl.lit(unit))
    targets = TARGETS.with_columns(target=pl.lit(2.0), tolerance=pl.lit(1.0))
    row = status.kpi_status({**PICTURE, "kpis": kpis, "targets": targets}, on=ON).row(0, named=True)
    counted = row["to_green"] is not None or row["to_amber"] is not None
    assert row["short_of_green"] > 0
    assert counted == (source in ("staffing.vacancy_rate", "staffing.absence_rate_12m"))
    assert ("points too high for" in row["sentence"]) == (not counted and unit == "percent")


# What follows --------------------------------------------------------------------------------------------------------

RESENT = {**PICTURE, "staffing": held(agency=6.0, submission=8)}
ON = date(2021, 5, 1)


@pytest.mark.parametrize("portion", [1, 25_000])
def test_what_follows_from_a_staffing_return_is_told_for_the_kpis_worked_out_of_it(portion):
    says = following(PICTURE, RESENT, on=ON, portion=portion)["says"].to_list()
    assert "AGENCY Agency goes from Green to Red" in says
    assert "AGENCY Agency, April 2021: restated from 10.0% to 40.0%" in says
    assert all(sentence.startswith("AGENCY") for sentence in says)


def test_what_follows_is_what_is_told_of_all_kpis():
    whole = pl.concat(
        [
            changes.consequences(status.kpi_status(PICTURE, on=ON), status.kpi_status(RESENT, on=ON), PICTURE, RESENT),
            changes.restated(status.series(PICTURE), status.series(RESENT)),
        ]
    )
    assert following(PICTURE, RESENT, on=ON).equals(whole)


def test_a_correction_of_one_month_restates_the_twelve_months_that_it_is_in():
    left = pl.when(pl.col("month_end") == date(2020, 12, 31)).then(1.8).otherwise("leavers_fte")
    after = {**PICTURE, "staffing": held().with_columns(leavers_fte=left)}
    found = following(PICTURE, after, on=ON)
    assert found["kpi"].unique().to_list() == ["LEFT"]
    assert found["period"].to_list()[-5:] == ["2020-12", "2021-01", "2021-02", "2021-03", "2021-04"]


def test_nothing_follows_from_the_same_staff_sent_again_nor_from_another_list_of_teams():
    again = {**PICTURE, "staffing": held(submission=9)}
    teams = frame("| team | service | valid_from |\n| North | Children | 2018-04-01 |")
    assert following(PICTURE, again, on=ON).is_empty()
    assert following(PICTURE, {**PICTURE, "teams": teams}, on=ON).is_empty()


def test_a_team_that_ends_on_the_list_makes_the_twelve_months_known_again():
    teams = frame("| team | service | valid_from | valid_to |\n| Gone | Care | 2018-04-01 | - |", valid_to=pl.Date)
    gone = held().head(13).with_columns(team=pl.lit("Gone"))
    before = {**PICTURE, "teams": teams, "staffing": pl.concat([held(), gone])}
    after = {**before, "teams": teams.with_columns(valid_to=date(2021, 1, 31))}
    found = following(before, after, on=ON)
    assert found["says"].to_list()[0] == "LEFT Turnover goes from No data to Not rated"
    assert found["kpi"].unique().to_list() == ["LEFT"] and found["period"].to_list()[1:] == [
        "2021-02", "2021-03", "2021-04"
    ]  # fmt: skip


def test_a_definition_that_begins_to_name_a_source_restates_what_was_typed():
    typed = KPIS.with_columns(computed_from=pl.when(pl.col("kpi_code") != "AGENCY").then("computed_from"))
    found = following({**PICTURE, "kpis": typed}, PICTURE, on=ON)["says"].to_list()
    assert "AGENCY Agency, April 2020: restated from 90.0% to 10.0%" in found
    assert "AGENCY Agency, Q1 2020/21 (April to June 2020): no longer reported; it was 90.0%" in found


def test_what_changed_tells_that_a_kpi_is_no_longer_typed():
    typed = KPIS.with_columns(computed_from=pl.when(pl.col("kpi_code") != "AGENCY").then("computed_from"))
    found = changes.between({**PICTURE, "kpis": typed}, PICTURE, then_on=ON, now_on=ON)
    says = found.filter(pl.col("change") == "changed", pl.col("what") == "kpi")["says"].to_list()
    assert says == [
        "AGENCY Agency: its definition changed: figures from those typed to the agency rate of the staffing return"
    ]


def test_what_changed_tells_a_restated_month_with_its_submission_and_counts_new_months():
    between = changes.between(PICTURE, RESENT, then_on=ON, now_on=ON)
    restated = between.filter(pl.col("what") == "restated")
    assert restated["says"].to_list() == ["AGENCY Agency, April 2021: restated from 10.0% to 40.0% by submission 8"]
    before = {**PICTURE, "staffing": held().filter(pl.col("month_end") < date(2021, 3, 1))}
    fresh = changes.first_reported(before, PICTURE, on=ON)
    assert dict(fresh.select("kpi", "figures").rows()) == {"AGENCY": 2, "CASES": 2, "LEFT": 2}
