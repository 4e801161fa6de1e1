"""What the pages on staff and money set beside the Trust's own: the published figures are there, as published.

The project's own copy. Source: Department for Education (Open Government Licence v3.0): children's social work
workforce census at 30 September and section 251 outturn to 31 March, in the Local Authority Interactive Tool, data of 8
April 2026.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest

TOOL = "LAIT, 8 April 2026"
# At, or in the year to, 30 September 2017 to 2025.
CENSUS = {
    ("SOCIAL-WORKERS-FTE", "Sandwell"): "190 213.6 206.6 214.1 208.3 202.5 228.7 241.3 269.9",
    ("AGENCY-RATE", "Sandwell"): "34.7 31 36.3 29.4 31.5 29.6 17.6 15.2 9.9",
    ("VACANCY-RATE", "Sandwell"): "16.1 26 26.3 26 27.7 27.5 18.3 14.1 8.7",
    ("TURNOVER-RATE", "Sandwell"): "22 14.3 22.4 14.9 25.7 28 15.4 10 11.1",
    ("CASELOAD", "Sandwell"): "16.3 18 19 20.1 16 16.1 16.9 16.9 15.2",
    ("ABSENCE-RATE", "Sandwell"): "4.2 5 7.5 4.9 5.6 10.6 5.1 6 4.9",
    ("VACANCIES-COVERED", "Sandwell"): "100 69.2 94.7 78.1 87.4 64.4 67.8 77 100",
    ("SOCIAL-WORKERS-FTE", "West Midlands"): "3049.7 3199 3371.5 3416.1 3649.6 3607.1 3772.8 3982.3 4130.2",
    ("AGENCY-RATE", "West Midlands"): "16.8 16.7 16 16 16.1 18 16.6 13.9 10.4",
    ("VACANCY-RATE", "West Midlands"): "19.2 18.4 16.7 17.9 18.2 21 19.3 18.2 14",
    ("TURNOVER-RATE", "West Midlands"): "14 15.8 15.7 14.4 18.8 16.4 15.8 11.9 11.5",
    ("CASELOAD", "West Midlands"): "18.5 17.9 17.2 17.2 16.3 17.1 16.6 16.2 15.3",
    ("ABSENCE-RATE", "West Midlands"): "4.3 3.8 3.5 3.5 3.7 4.5 4.2 3.8 4.1",
    ("SOCIAL-WORKERS-FTE", "England"): "28482.6 29464.9 30683.8 31852.3 32502 31634.1 33119.1 34328.2 36186.3",
    ("AGENCY-RATE", "England"): "15.8 15.4 15.8 15.4 15.5 17.6 17.9 16.2 13",
    ("VACANCY-RATE", "England"): "17 16.5 16.4 16.1 16.7 20 18.9 17.3 14.2",
    ("TURNOVER-RATE", "England"): "13.4 15.1 15 13.5 15.4 17.2 15.9 13.9 11.8",
    ("CASELOAD", "England"): "17.7 17.4 16.9 16.3 16.3 16.6 16 15.4 15.2",
    ("ABSENCE-RATE", "England"): "3.1 3.2 3.1 2.9 3.1 3.5 3.3 3.4 3.5",
}
# Of Sandwell, in the year to 31 March 2017 to 2025: millions of pounds, then pounds a week.
MILLIONS = {
    "CHILDREN-SPEND": "63.4 69.3 80.5 80.9 81.1 84.6 88.5 96.2 106.6",
    "LOOKED-AFTER-SPEND": "27.7 32.7 39.3 38.5 35.3 39.7 43.2 53.9 57.8",
    "SAFEGUARDING-SPEND": "13.7 17.1 25.8 3.3 29.6 30.4 29.6 26.4 33.2",
}
WEEKLY = {
    "LOOKED-AFTER-WEEKLY-COST": "870 835 845 855 765 910 1035 1270 1360",
    "FOSTERING-WEEKLY-COST": "500 465 540 515 510 640 625 615 630",
    "RESIDENTIAL-WEEKLY-COST": "3145 4285 5125 4750 4550 4840 6025 6565 7205",
    "SOCIAL-WORK-WEEKLY-COST": "105 90 125 15 165 210 200 170 230",
}


def published(picture: dict[str, pl.DataFrame], measure: str, area: str, month: int, day: int) -> list[float]:
    """The figures of the tool at the nine year ends, in their order."""
    ends = [date(year, month, day) for year in range(2017, 2026)]
    rows = picture["benchmarks"].filter(pl.col("period_end").is_in(ends), measure=measure, area=area, release=TOOL)
    return rows.sort("period_end")["value"].to_list()


@pytest.mark.parametrize(("measure", "area"), CENSUS)
def test_the_workforce_census_is_there_as_published(picture, measure, area):
    assert published(picture, measure, area, 9, 30) == [float(cell) for cell in CENSUS[measure, area].split()]


@pytest.mark.parametrize("measure", MILLIONS)
def test_what_children_s_services_cost_is_there_to_the_tenth_of_a_million(picture, measure):
    millions = [Decimal(str(sum_)) / 1_000_000 for sum_ in published(picture, measure, "Sandwell", 3, 31)]
    shown = [str(sum_.quantize(Decimal("0.1"), ROUND_HALF_UP)) for sum_ in millions]
    assert shown == MILLIONS[measure].split()


@pytest.mark.parametrize("measure", WEEKLY)
def test_what_a_week_costs_is_there_as_published(picture, measure):
    assert published(picture, measure, "Sandwell", 3, 31) == [float(cell) for cell in WEEKLY[measure].split()]


def test_spending_for_each_child_is_there_for_sandwell_and_its_neighbours_of_the_same_release(picture):
    rows = picture["benchmarks"].filter(measure="SPEND-PER-CHILD", period_end=date(2025, 3, 31))
    assert rows.filter(area="Sandwell")["value"].to_list() == [1584.0]
    assert rows.filter(area_kind="neighbours_median")["value"].to_list() == [1579.0]
