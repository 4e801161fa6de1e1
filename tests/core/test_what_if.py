"""What agency posts made permanent, vacancies filled and leavers would do: the sums, their limits and their words."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import staffing
from sct_dash.core.what_if import Prices, possible, projected, unknown
from sct_dash.core.what_if_words import NOBODY, besides, cost, done, limits, outcome

NOW = {
    "period_end": date(2026, 9, 30),
    "in_post_fte": 270.0,
    "agency_fte": 30.0,
    "agency_covering_fte": 24.0,
    "vacancy_fte": 40.0,
    "cases": 4500.0,
    "case_holders_fte": 250.0,
}
FTES = ("in_post_fte", "agency_fte", "agency_covering_fte", "vacancy_fte")
PRICES = Prices(day_rate=300.0, days_a_year=220.0, salary=40000.0, on_costs_percent=25.0)


def after(month=12, now=NOW, turned=0.0, filled=0.0, leaving=0.0, **more):
    rows = projected(now, turned=turned, filled=filled, leaving=leaving, **more)
    return rows.filter(pl.col("month") == month).row(0, named=True)


def ftes(row):
    return tuple(row[name] for name in FTES)


def change_of(turned=0.0, filled=0.0, leaving=0.0, now=NOW):
    return possible(now, turned=turned, filled=filled, leaving=leaving)


def test_with_nothing_asked_every_month_is_as_now():
    rows = projected(NOW, turned=0, filled=0, leaving=0)
    assert rows["month"].to_list() == list(range(13))
    assert rows["period_end"][0] == date(2026, 9, 30) and rows["period_end"][12] == date(2027, 9, 30)
    assert rows["period_end"][1:6].to_list() == [
        *(date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)),
        *(date(2027, 1, 31), date(2027, 2, 28)),
    ]
    assert rows.select(FTES).unique().rows() == [(270.0, 30.0, 24.0, 40.0)]


@pytest.mark.parametrize("change", [{"turned": 10.0}, {"filled": 10.0}, {"leaving": 2.0}])
def test_the_first_row_is_now_whatever_is_asked(change):
    first = after(0, **change)
    assert ftes(first) == (270.0, 30.0, 24.0, 40.0) and first["case_holders_fte"] == 250.0


@pytest.mark.parametrize(
    ("asked_for", "in_post", "agency", "covering", "vacancies"),
    [
        # Covering agency staff first: their vacancy is filled by it.
        ({"turned": 10}, 280, 20, 14, 30),
        ({"turned": 24}, 294, 6, 0, 16),
        # The other six are above establishment: no vacancy is filled by them.
        ({"turned": 27}, 297, 3, 0, 16),
        ({"turned": 30}, 300, 0, 0, 16),
        ({"turned": 99}, 300, 0, 0, 16),
        # Sixteen of the vacancies have no cover and are filled first.
        ({"filled": 16}, 286, 30, 24, 24),
        ({"filled": 20}, 290, 26, 20, 20),
        ({"filled": 40}, 310, 6, 0, 0),
        ({"filled": 99}, 310, 6, 0, 0),
        ({"turned": 10, "filled": 30}, 310, 6, 0, 0),
        ({"turned": 10, "filled": 99}, 310, 6, 0, 0),
        ({"turned": 30, "filled": 16}, 316, 0, 0, 0),
        # Leavers go month by month and leave a vacancy.
        ({"leaving": 2}, 246, 30, 24, 64),
        ({"leaving": 30}, 0, 30, 24, 310),
        ({"turned": 10, "filled": 5, "leaving": 1}, 273, 20, 14, 37),
    ],
)
def test_a_year_on_staff_and_vacancies_are_what_was_done_to_them(asked_for, in_post, agency, covering, vacancies):
    assert ftes(after(12, **asked_for)) == (in_post, agency, covering, vacancies)


def test_what_is_turned_and_filled_is_done_at_once_and_leavers_go_month_by_month():
    rows = projected(NOW, turned=10, filled=5, leaving=2)
    assert rows["in_post_fte"].to_list()[:4] == [270, 283, 281, 279]
    assert rows["vacancy_fte"].to_list()[:4] == [40, 27, 29, 31]
    assert rows["agency_fte"].to_list() == [30] + [20] * 12


def test_posts_and_vacancies_together_grow_only_by_agency_staff_above_establishment():
    ends = [after(12, turned=turned, filled=20, leaving=3) for turned in (0, 24, 27, 30)]
    assert [row["in_post_fte"] + row["vacancy_fte"] for row in ends] == [310, 310, 313, 316]


@pytest.mark.parametrize("turned", [0, 3.3, 24, 31])
@pytest.mark.parametrize("filled", [0, 7.7, 16, 45])
@pytest.mark.parametrize("leaving", [0, 0.4, 30])
def test_whatever_is_asked_nothing_falls_below_nought_and_cover_is_never_more_than_agency_or_vacancies(
    turned, filled, leaving
):
    rows = projected(NOW, turned=turned, filled=filled, leaving=leaving)
    assert rows.select(pl.min_horizontal(*FTES).min()).item() >= 0
    assert (rows["agency_covering_fte"] <= rows["agency_fte"]).all()
    assert (rows["agency_covering_fte"] <= rows["vacancy_fte"]).all()


def test_the_rates_are_those_of_the_staffing_sums():
    rows = projected(NOW, turned=10, filled=5, leaving=2)
    sums = rows.select(*FTES, "cases", "case_holders_fte")
    rated = staffing.rated(sums)
    for name in ("agency_rate", "vacancy_rate", "permanent_share", "caseload", "agency_over_establishment_fte"):
        assert rows[name].to_list() == rated[name].to_list()
    assert after(12, turned=10)["agency_rate"] == pytest.approx(100 * 20 / 300)
    assert after(12, turned=10)["vacancy_rate"] == pytest.approx(100 * 30 / 310)


def test_case_holders_move_with_all_staff_and_cases_stay():
    assert after(12, turned=20)["case_holders_fte"] == 250.0, "an agency worker made permanent is the same worker"
    end = after(12, leaving=5)
    assert end["case_holders_fte"] == 200.0 and end["cases"] == 4500.0 and end["caseload"] == 22.5
    assert after(12, filled=16)["case_holders_fte"] == pytest.approx(250 * 316 / 300)


def test_cases_that_are_not_known_leave_only_the_caseload_unknown():
    end = after(12, now={**NOW, "cases": None, "case_holders_fte": None}, turned=10)
    assert end["caseload"] is None and end["agency_rate"] == pytest.approx(100 * 20 / 300)


def test_a_service_without_staff_has_no_rates_and_does_not_divide_by_nought():
    end = after(12, now={**dict.fromkeys(NOW, 0.0), "period_end": date(2026, 9, 30)}, leaving=1)
    assert ftes(end) == (0, 0, 0, 0)
    assert end["agency_rate"] is end["vacancy_rate"] is end["caseload"] is None


def test_tenths_of_fte_are_summed_without_what_floats_leave_behind():
    small = {**NOW, "in_post_fte": 0.3, "agency_fte": 0.3, "agency_covering_fte": 0.1, "vacancy_fte": 0.1}
    assert ftes(after(12, now=small, turned=0.2, leaving=0.1)) == (0, 0.1, 0, 0.5)


@pytest.mark.parametrize("name", ["turned", "filled", "leaving"])
@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf")])
def test_no_number_or_one_below_nought_is_refused(name, value):
    with pytest.raises(ValueError, match=f"{name} must be a number of 0 or more"):
        projected(NOW, **{"turned": 0, "filled": 0, "leaving": 0, name: value})


def test_a_sum_that_is_not_known_is_named_and_nothing_is_worked_out():
    lacking = {**NOW, "agency_covering_fte": None, "vacancy_fte": None}
    assert unknown(lacking) == ["agency staff covering a vacancy", "vacancies"] and unknown(NOW) == []
    with pytest.raises(ValueError, match="Not known: agency staff covering a vacancy, vacancies"):
        projected(lacking, turned=0, filled=0, leaving=0)


def test_cost_is_salaries_with_on_costs_and_agency_days_and_is_held_against_no_change():
    rows = projected(NOW, turned=12, filled=0, leaving=0, prices=PRICES)
    assert PRICES.permanent == 50000 and PRICES.agency == 66000
    assert rows["cost"][0] == 270 * 50000 + 30 * 66000
    assert rows["cost"][1] == 282 * 50000 + 18 * 66000
    # Twelve agency workers made permanent save 16,000 each a year, a twelfth of it a month.
    assert rows["cost_change"].to_list() == pytest.approx([-16000.0 * month for month in range(13)])


def test_without_prices_there_is_no_cost():
    rows = projected(NOW, turned=12, filled=0, leaving=0)
    assert rows["cost"].null_count() == rows["cost_change"].null_count() == 13
    assert cost(rows) == ""


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ({"turned": 12}, "£192,000 less over the 12 months, and from then on £192,000 less a year."),
        ({"filled": 12}, "£600,000 more over the 12 months, and from then on £600,000 more a year."),
        ({"leaving": 1}, "£325,000 less over the 12 months, and from then on £600,000 less a year."),
        ({"filled": 5, "leaving": 3}, "£0.7m less over the 12 months, and from then on £1.6m less a year."),
        ({}, "the same over the 12 months, and from then on the same a year."),
    ],
)
def test_cost_is_told_over_the_year_and_a_year_from_then_on(asked_for, says):
    rows = projected(NOW, **{"turned": 0, "filled": 0, "leaving": 0, **asked_for}, prices=PRICES)
    assert cost(rows) == f"Against no change, staff would cost {says}"


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ({}, ""),
        ({"turned": 10}, "10.0 FTE of agency staff made permanent"),
        ({"turned": 99}, "30.0 FTE of agency staff made permanent"),
        ({"filled": 5, "leaving": 1.5}, "5.0 FTE of vacancies filled and 1.5 FTE leaving each month"),
        (
            {"turned": 10, "filled": 5, "leaving": 2},
            "10.0 FTE of agency staff made permanent, 5.0 FTE of vacancies filled and 2.0 FTE leaving each month",
        ),
    ],
)
def test_what_is_done_is_told_as_far_as_it_can_be_done(asked_for, says):
    assert done(change_of(**asked_for)) == says


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ({"turned": 10, "filled": 5, "leaving": 2}, []),
        ({"turned": 40}, ["There are only 30.0 FTE of agency staff to make permanent, not 40.0."]),
        ({"filled": 50}, ["There are only 40.0 vacancies to fill, not 50.0."]),
        (
            {"turned": 10, "filled": 50},
            ["There are only 30.0 vacancies to fill once 10.0 FTE of agency staff are permanent, not 50.0."],
        ),
        ({"leaving": 40}, ["With 40.0 FTE leaving each month no permanent staff are left after 7 months."]),
        ({"leaving": 22.5}, []),
        ({"leaving": 270}, ["With 270.0 FTE leaving each month no permanent staff are left after 1 month."]),
    ],
)
def test_more_asked_than_there_is_is_told(asked_for, says):
    told = {"turned": 0.0, "filled": 0.0, **{k: v for k, v in asked_for.items() if k != "leaving"}}
    assert limits(NOW, change_of(**asked_for), **told) == says


def test_where_there_are_none_it_is_said_without_a_figure():
    none = {**NOW, "agency_fte": 0.0, "agency_covering_fte": 0.0, "vacancy_fte": 0.0}
    change = change_of(turned=5, filled=5, now=none)
    assert limits(none, change, turned=5, filled=5) == [
        "There are no agency staff to make permanent.",
        "There are no vacancies to fill.",
    ]


def test_what_a_change_takes_with_it_is_told():
    assert besides(change_of(turned=24, filled=16, leaving=1)) == []
    assert besides(change_of(turned=27)) == [
        "3.0 FTE of those made permanent are above establishment, which grows by 3.0 FTE."
    ]
    assert besides(change_of(filled=20)) == ["4.0 FTE of the vacancies filled have agency cover, which ends."]


def test_the_outcome_tells_each_figure_at_the_end_beside_now():
    change = change_of(turned=10, leaving=2)
    assert outcome(projected(NOW, turned=10, filled=0, leaving=2), change) == (
        "With 10.0 FTE of agency staff made permanent and 2.0 FTE leaving each month, after 12 months the agency rate "
        "would be 7.2% (now 10.0%), the vacancy rate 17.4% (now 12.9%) and the caseload 19.6 (now 18.0)."
    )


def test_what_stays_is_told_as_now_and_nothing_asked_as_nothing_changed():
    rows = projected(NOW, turned=10, filled=0, leaving=0)
    assert outcome(rows, change_of(turned=10)).endswith("and the caseload 18.0 (as now).")
    assert outcome(projected(NOW, turned=0, filled=0, leaving=0), change_of()) == (
        "With nothing changed the agency rate stays at 10.0%, the vacancy rate at 12.9% and the caseload at 18.0."
    )


def test_a_caseload_that_is_not_known_is_left_out_of_the_outcome():
    rows = projected({**NOW, "cases": None}, turned=10, filled=0, leaving=0)
    assert outcome(rows, change_of(turned=10)).endswith("(now 10.0%) and the vacancy rate 9.7% (now 12.9%).")


def test_when_nobody_is_left_it_is_said_in_words():
    bare = {**NOW, "agency_fte": 0.0, "agency_covering_fte": 0.0}
    rows = projected(bare, turned=0, filled=0, leaving=30)
    says = outcome(rows, change_of(leaving=30, now=bare))
    assert f"the agency rate would be {NOBODY} (now 0.0%)" in says
    assert f"the caseload {NOBODY} (now 18.0)" in says


def test_rates_of_few_staff_are_told_as_so_many_of_so_many():
    few = {**NOW, "in_post_fte": 6.0, "agency_fte": 2.0, "agency_covering_fte": 2.0, "vacancy_fte": 4.0}
    rows = projected(few, turned=1, filled=0, leaving=0)
    assert outcome(rows, change_of(turned=1, now=few)).endswith(
        "the agency rate would be 1.0 of 8.0 FTE (now 2.0 of 8.0 FTE), the vacancy rate 30.0% (now 40.0%) and the "
        "caseload 18.0 (as now)."
    )


def test_a_hair_of_an_fte_does_not_read_as_none_of_it():
    few = {**NOW, "agency_fte": 0.04, "agency_covering_fte": 0.04, "vacancy_fte": 0.04}
    change = possible(few, turned=2, filled=0, leaving=0)
    assert done(change) == "less than 0.1 FTE of agency staff made permanent"
    assert limits(few, change, turned=2, filled=0) == [
        "There is less than 0.1 FTE of agency staff to make permanent, not 2.0."
    ]
    filled = possible(few, turned=0, filled=2, leaving=0)
    assert limits(few, filled, turned=0, filled=2) == ["There is less than 0.1 FTE of vacancies to fill, not 2.0."]
