"""The rates are the DfE's: every published row of components gives the published rates, within their rounding.

staffing_published.csv: the headline measures of Children's social work workforce, reporting years 2017 to 2022, every
authority, region and England, as the Department for Education published them (Open Government Licence v3.0); the
columns of components and rates. z, x and c stand where a figure is not applicable, not available or confidential.
"""

from pathlib import Path

import polars as pl
import pytest

from sct_dash.core import staffing
from sct_dash.core.sentences import figure

FILE = Path(__file__).with_name("staffing_published.csv")
COMPONENTS = {
    "social_worker_fte": "in_post_fte",
    "leaver_fte": "leavers_12m",
    "agency_fte": "agency_fte",
    "agency_cover_fte": "agency_covering_fte",
    "vacancy_fte": "vacancy_fte",
    "case_holders_fte": "case_holders_fte",
    "working_days_lost_fte": "days_lost_12m",
    "cases": "cases",
    "social_worker_headcount": "in_post_headcount",
    "agency_headcount": "agency_headcount",
}
WHOLE = {"cases", "in_post_headcount", "agency_headcount"}
# The days in a year that a full-time social worker could have worked: the published rates of 2020, a leap year, follow
# from 254 and no others do; those of every other year from 253.
WORKING_DAYS = pl.when(pl.col("time_period") == "2020").then(254).otherwise(253)
RATES = {
    "agency_rate": "agency_worker_rate_fte_%",
    "vacancy_rate": "vacancy_rate_fte_%",
    "turnover_12m": "turnover_rate_fte_%",
    "caseload": "caseload_fte",
    "absence_rate_12m": "absence_rate_fte_%",
    "agency_rate_headcount": "agency_worker_rate_headcount_%",
}
TENTH = 0.05 + 1e-9  # what a figure rounded to a tenth can be out by

PUBLISHED = pl.read_csv(FILE, infer_schema=False).with_columns(
    pl.col(*COMPONENTS, *RATES.values()).cast(pl.Float64, strict=False)
)


def rated(out=0.0, *shifted):
    """The rates of the published components, each of `shifted` out by so much and the others the other way.

    Never below 0; whole numbers stay.
    """
    moved = {
        name: pl.col(column) + (0.0 if name in WHOLE else out if name in shifted else -out)
        for column, name in COMPONENTS.items()
    }
    frame = PUBLISHED.select("time_period", *(value.clip(lower_bound=0.0).alias(name) for name, value in moved.items()))
    return staffing.rated(frame.with_columns(days_available_12m=WORKING_DAYS * pl.col("in_post_fte")))


@pytest.mark.parametrize(("rate", "column"), RATES.items())
def test_every_published_rate_follows_from_its_components_as_rounded(rate, column):
    top = staffing.RATES[rate][1]
    said = PUBLISHED[column]
    both = said.is_not_null() & rated()[rate].is_not_null()
    assert both.sum() >= 960
    low, high = rated(-TENTH, top)[rate].filter(both), rated(TENTH, top)[rate].filter(both)
    assert (said.filter(both) - TENTH <= high).all()
    assert (said.filter(both) + TENTH >= low).all()


@pytest.mark.parametrize(("rate", "column"), RATES.items())
def test_a_rate_is_known_exactly_where_the_published_one_is(rate, column):
    assert rated()[rate].is_null().equals(PUBLISHED[column].is_null())


@pytest.mark.parametrize(
    ("year", "agency", "vacancy", "turnover", "caseload", "permanent"),
    [
        ("2018", "31.0%", "26.0%", "14.3%", "18.0", "69.0%"),
        ("2020", "29.4%", "26.0%", "14.9%", "20.1", "70.6%"),
        ("2022", "29.6%", "27.5%", "28.0%", "16.1", "70.4%"),
    ],
)
def test_sandwell_reads_as_published(year, agency, vacancy, turnover, caseload, permanent):
    sandwell = (PUBLISHED["time_period"] == year) & (PUBLISHED["la_name"] == "Sandwell")
    row = rated().row(sandwell.arg_true()[0], named=True)
    percents = ("agency_rate", "vacancy_rate", "turnover_12m", "permanent_share")
    assert [figure(row[name], "percent") for name in percents] == [agency, vacancy, turnover, permanent]
    assert figure(row["caseload"], "ratio") == caseload


def test_agency_staff_above_establishment_are_those_that_cover_no_vacancy():
    sandwell = PUBLISHED.with_columns(rated()["agency_over_establishment_fte"]).filter(la_name="Sandwell")
    over = dict(zip(sandwell["time_period"], sandwell["agency_over_establishment_fte"], strict=True))
    assert (over["2017"], over["2018"]) == (64.4, 44.0)
