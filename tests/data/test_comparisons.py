"""Which KPI is compared with what, in words that a councillor can read."""

import re

import polars as pl

UNPUBLISHED = {"KPI007", "KPI013"}
LOCAL = {f"SUP{number:03d}" for number in (5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 19)}


def codes(picture: dict[str, pl.DataFrame], start: str) -> set[str]:
    return {code for code in picture["kpis"]["kpi_code"] if code.startswith(start)}


def test_every_contract_kpi_with_a_published_series_is_compared_with_it(picture):
    compared = set(picture["comparisons"]["kpi_code"])
    assert codes(picture, "KPI") - compared == UNPUBLISHED
    assert codes(picture, "SUP") - compared == LOCAL
    assert codes(picture, "PUB") <= compared


def test_every_comparison_is_with_a_measure_of_the_same_unit_and_never_of_the_opposite_direction(picture):
    kpis = picture["kpis"].select("kpi_code", "unit", "direction")
    both = picture["comparisons"].join(kpis, on="kpi_code").join(picture["measures"], on="measure")
    assert both.height == picture["comparisons"].height == 60
    assert both.filter(pl.col("unit") != pl.col("unit_right")).is_empty()
    turned = both.filter(pl.col("direction") != pl.col("direction_right"))
    assert turned.filter(pl.col("direction_right") != "neutral").is_empty()


def test_every_comparison_of_a_monthly_kpi_says_what_is_counted_otherwise(picture):
    monthly = picture["comparisons"].filter(~pl.col("kpi_code").str.starts_with("PUB"))
    assert monthly.height == 22
    assert monthly.filter(pl.col("note").str.contains("month")).height == 22
    agency = dict(monthly.filter(kpi_code="KPI014").select("measure", "note").iter_rows())
    assert list(agency) == ["AGENCY-RATE", "AGENCY-RATE-HEADCOUNT"]
    assert "Both are by full-time equivalent" in agency["AGENCY-RATE"]
    assert "by headcount" in agency["AGENCY-RATE-HEADCOUNT"]


def test_a_comparison_of_numbers_warns_that_places_differ_in_size(picture):
    counts = picture["comparisons"].join(picture["measures"].filter(unit="count"), on="measure")
    assert counts.height >= 7
    assert counts.filter(~pl.col("note").str.contains("cannot be compared")).is_empty()


def test_every_measure_has_a_name_and_a_definition_of_its_own_in_plain_words(picture):
    measures = picture["measures"]
    assert measures.height == measures["name"].n_unique() == measures["definition"].n_unique() == 91
    short = re.compile(r"\b(LAC|CLA|CPP|CIN|ICPC|EET|NEET|FTE|UASC|SGO|LAIT|SDQ|S47|YJS|NFA)\b")
    for row in measures.iter_rows(named=True):
        assert not short.search(row["name"] + row["definition"]), row
        assert row["definition"].endswith("."), row
        assert len(row["definition"]) > 30, row


def test_every_measure_has_figures_for_sandwell(picture):
    told = picture["benchmarks"].filter(area="Sandwell").drop_nulls("value")
    assert set(picture["measures"]["measure"]) == set(told["measure"])


def test_the_areas_are_sandwell_its_region_england_and_ten_neighbours_with_their_codes(picture):
    areas = picture["areas"]
    assert dict(areas.filter(pl.col("area_kind") != "neighbour").select("area", "area_code").iter_rows()) == {
        "Sandwell": "E08000028",
        "West Midlands": "E12000005",
        "England": "E92000001",
    }
    near = areas.filter(area_kind="neighbour")
    assert set(near.select("area", "area_code", "old_code").rows()) == {
        ("Wolverhampton", "E08000031", "336"),
        ("Kingston upon Hull, City of", "E06000010", "810"),
        ("Stoke-on-Trent", "E06000021", "861"),
        ("Walsall", "E08000030", "335"),
        ("Rochdale", "E08000005", "354"),
        ("Bradford", "E08000032", "380"),
        ("Middlesbrough", "E06000002", "806"),
        ("Coventry", "E08000026", "331"),
        ("Oldham", "E08000004", "353"),
        ("Luton", "E06000032", "821"),
    }
    assert near.filter(~pl.col("source").str.contains("list of May 2025")).is_empty()
