"""What becomes of the sentences on staffing and on money: told of each month and year that a submission touches."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import standings
from sct_dash.core.changes import SCHEMA
from tests.frames import frame

TEAMS = frame("""
    | team  | service    | valid_from |
    | North | Assessment | 2018-04-01 |
""")


def staff(**agency: float) -> pl.DataFrame:
    """A row of staffing a month: staff(aug=1.0) has 9 in post and 1 agency in August 2025."""
    ends = {"aug": date(2025, 8, 31), "sep": date(2025, 9, 30), "oct": date(2025, 10, 31)}
    return pl.DataFrame(
        [
            {"month_end": ends[month], "team": "North", "role": "senior", "in_post_fte": 90.0, "agency_fte": fte}
            | {"agency_covering_fte": 0.0, "vacancy_fte": 10.0, "establishment_fte": 100.0}
            for month, fte in agency.items()
        ]
    )


def money(forecast: float, delivered: float = 0.0) -> dict[str, pl.DataFrame]:
    year = {"financial_year": date(2025, 4, 1), "financial_year_end": date(2026, 3, 31)}
    line = {"month_end": date(2025, 9, 30), "budget_line": "LEGAL", "original": 2e6, "virement": 0.0, "uplift": 0.0}
    scheme = {"scheme": "Fewer moves", "planned": 500_000.0, "delivered": delivered}
    return {
        "finance": pl.DataFrame([year | line | {"forecast": forecast}]),
        "savings": pl.DataFrame([year | scheme]),
    }


def told(before: dict, after: dict) -> list[str]:
    found = standings.following(before, after)
    assert found.schema == SCHEMA
    return found["says"].to_list()


def test_nothing_follows_where_nothing_differs():
    picture = {"teams": TEAMS, "staffing": staff(aug=10.0), **money(2e6)}
    assert told(picture, picture) == told(picture, {**picture, "staffing": staff(aug=10.0)}) == []


def test_the_latest_month_is_told_when_it_is_new_and_a_month_held_when_it_is_restated():
    before = {"teams": TEAMS, "staffing": staff(aug=10.0)}
    new = told(before, {**before, "staffing": staff(aug=10.0, sep=0.0)})
    assert new == [
        "Staffing, September 2025: 100.0% permanent, with no figure a year ago; no agency staff.",
    ]
    again = told(before, {**before, "staffing": staff(aug=30.0)})
    assert again == [
        "Staffing, August 2025: 75.0% permanent, with no figure a year ago; 30.0 FTE agency, 30.0 above establishment. "
        "Before: 90.0% permanent, with no figure a year ago; 10.0 FTE agency, 10.0 above establishment."
    ]


def test_of_several_months_sent_at_once_only_the_latest_is_told():
    says = told({"teams": TEAMS}, {"teams": TEAMS, "staffing": staff(aug=10.0, sep=10.0, oct=10.0)})
    assert len(says) == 1
    assert says[0].startswith("Staffing, October 2025: 90.0% permanent")


def test_a_month_that_is_gone_is_told():
    both = {"teams": TEAMS, "staffing": staff(aug=10.0, sep=10.0)}
    says = told(both, {**both, "staffing": staff(aug=10.0)})
    assert len(says) == 1
    assert says[0].startswith("Staffing, September 2025: nothing is held any longer. Before: 90.0% permanent")


@pytest.mark.parametrize("after", [money(2.3e6), money(2e6, delivered=250_000.0)])
def test_a_year_is_told_when_its_budget_or_its_savings_differ(after):
    before = money(2e6)
    (says,) = told(before, after)
    assert says.startswith("Finance, 2025/26: Forecast £2.")
    assert " Before: Forecast £2.0m against a contract sum of £2.0m: in balance" in says
