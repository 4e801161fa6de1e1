"""Comparisons: whose figure stands beside whose, which release counts, the rank, and every sentence about it."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import benchmark_words as words
from sct_dash.core import benchmarks
from sct_dash.core.benchmarks import COMPARED, compared, disagreements, measures_of, releases, tracked
from sct_dash.core.frames import SYMBOLS
from tests.frames import frame

AREAS = frame("""
    | area          | area_kind |
    | Sandwell      | authority |
    | West Midlands | region    |
    | England       | england   |
    | Walsall       | neighbour |
    | Luton         | neighbour |
    | Oldham        | neighbour |
    | Hull          | neighbour |
""")
MEASURES = frame("""
    | measure | name              | unit      | direction |
    | LOW     | Re-referrals      | percent   | lower     |
    | HIGH    | Reviews on time   | percent   | higher    |
    | RATE    | Children in care  | per_10000 | neutral   |
    | NUMBER  | Referrals         | count     | neutral   |
    | MONEY   | Spending          | currency  | neutral   |
    | FTE     | Workers           | ratio     | lower     |
""")
TEN = {f"N{i:02}": "neighbour" for i in range(10)}
KINDS = (
    TEN
    | dict(zip(AREAS["area"], AREAS["area_kind"], strict=True))
    | {
        "Mean": "neighbours_mean",
        "Mean 2025": "neighbours_mean",
        "Median": "neighbours_median",
        "Leeds": "neighbour",
        "Dudley": "authority",
    }
)
PLACES = ("Walsall", "Luton", "Oldham", "Hull")


def told(*rows, measure="LOW", basis="year", release="R 2025", ends="03-31"):
    """Published figures written `2025 Sandwell 22.7`; a figure may be a symbol, and `@` a release may follow."""
    cells = []
    for row in rows:
        said, _, other = row.partition(" @ ")
        year, *area, figure = said.split(" ")
        symbol = figure if figure.isalpha() else None
        cells.append(
            {
                "measure": measure,
                "area": " ".join(area),
                "area_kind": KINDS[" ".join(area)],
                "period_end": date.fromisoformat(f"{year}-{ends}"),
                "basis": basis,
                "value": None if symbol else float(figure),
                "symbol": symbol,
                "release": other or release,
                "source": "DfE",
            }
        )
    return pl.DataFrame(cells, schema_overrides={"value": pl.Float64, "symbol": pl.String})


def picture(*frames, areas=AREAS):
    return {"benchmarks": pl.concat(frames), "areas": areas, "measures": MEASURES}


def last(held, measure="LOW", **asked):
    return compared(held, measure, **asked).row(-1, named=True)


def of(measure):
    return MEASURES.filter(pl.col("measure") == measure).row(0, named=True) | {"note": None, "definition": None}


def neighbours(*figures, year=2025):
    return [f"{year} {place} {figure}" for place, figure in zip(PLACES, figures, strict=False)]


def said(*rows, measure="LOW", basis="year"):
    held = picture(told(*rows, measure=measure, basis=basis))
    return words.sentence(last(held, measure), of(measure))


# What stands beside what ---------------------------------------------------------------------------------------------


def test_a_kpi_has_the_measures_it_is_compared_by_with_their_notes():
    comparisons = frame("""
        | kpi_code | measure | note         |
        | KPI001   | LOW     | Mind the gap |
        | KPI001   | GONE    | -            |
        | KPI002   | HIGH    | -            |
    """)
    held = measures_of({"comparisons": comparisons, "measures": MEASURES}, "KPI001")
    assert held.select("measure", "name", "note").rows() == [("LOW", "Re-referrals", "Mind the gap")]
    assert measures_of({}, "KPI001").is_empty()


def test_a_year_is_one_row_with_a_figure_of_each():
    held = picture(told("2024 Sandwell 20", "2025 Sandwell 22.7", "2025 West Midlands 19.5", "2025 England 22.6"))
    rows = compared(held, "LOW")
    assert rows.schema == COMPARED
    assert rows.select("period_end", "authority", "region", "england").rows() == [
        (date(2024, 3, 31), 20.0, None, None),
        (date(2025, 3, 31), 22.7, 19.5, 22.6),
    ]
    assert rows.select("authority_area", "region_area", "england_area").row(0) == (
        "Sandwell",
        "West Midlands",
        "England",
    )


def test_only_the_authority_that_is_listed_is_compared():
    row = last(picture(told("2025 Dudley 1", "2025 Sandwell 22.7")))
    assert (row["authority_area"], row["authority"]) == ("Sandwell", 22.7)


def test_without_a_list_of_areas_the_published_names_do():
    row = last(picture(told("2025 Sandwell 22.7", "2025 Walsall 20", "2025 England 22.6"), areas=AREAS.clear()))
    assert (row["authority"], row["england"], row["neighbours"], row["unranked"]) == (22.7, 22.6, None, "listed")


def test_a_symbol_is_neither_zero_nor_ranked():
    row = last(picture(told("2025 Sandwell c", *neighbours(1, 2, 3, 4))))
    assert (row["authority"], row["authority_symbol"], row["rank"], row["unranked"]) == (None, "c", None, "authority")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_no_figure(value):
    rows = told("2025 Sandwell 1").with_columns(value=pl.lit(value))
    assert last(picture(rows))["authority"] is None


# Neighbours ----------------------------------------------------------------------------------------------------------


def test_neighbours_are_the_mean_of_the_listed_ones_that_have_a_figure():
    row = last(picture(told("2025 Sandwell 9", "2025 Walsall 10", "2025 Luton 20", "2025 Hull c", "2025 Leeds 900")))
    assert (row["neighbours"], row["neighbours_how"], row["neighbours_from"]) == (15.0, "mean", "computed")
    assert (row["neighbours_known"], row["neighbours_of"]) == (2, 4)


def test_a_published_average_goes_before_one_worked_out_here():
    row = last(picture(told("2025 Mean 21.3", *neighbours(1, 2, 3, 4))))
    assert (row["neighbours"], row["neighbours_from"], row["neighbours_area"]) == (21.3, "published", "Mean")


def test_mean_and_median_never_stand_in_one_line():
    rows = compared(picture(told("2023 Mean 1", "2024 Median 2", "2025 Median 3", "2025 Mean 4", "2024 Mean 5")), "LOW")
    assert rows["neighbours_how"].to_list() == ["mean"] * 3
    assert rows["neighbours"].to_list() == [1.0, 5.0, 4.0]
    rows = compared(picture(told("2023 Mean 1", "2024 Median 2", *neighbours(5, 7, 90, year=2023))), "LOW")
    assert rows.select("neighbours", "neighbours_how", "neighbours_from").rows() == [
        (7.0, "median", "computed"),
        (2.0, "median", "published"),
    ]


def test_of_two_published_means_the_newer_list_of_neighbours_is_the_line():
    rows = compared(picture(told("2024 Mean 1", "2025 Mean 2", "2024 Mean 2025 3", "2025 Mean 2025 4")), "LOW")
    assert rows["neighbours"].to_list() == [3.0, 4.0]


def test_a_suppressed_average_gives_way_to_the_neighbours_own_figures():
    row = last(picture(told("2025 Mean c", "2024 Mean 3", *neighbours(10, 20))))
    assert (row["neighbours"], row["neighbours_symbol"], row["neighbours_from"]) == (15.0, None, "computed")
    row = last(picture(told("2025 Mean c", "2024 Mean 3", "2025 Sandwell 1")))
    assert (row["neighbours"], row["neighbours_symbol"], row["neighbours_from"]) == (None, "c", None)


def test_the_authority_is_not_its_own_neighbour():
    areas = pl.concat([AREAS, AREAS.filter(pl.col("area") == "Sandwell").with_columns(area_kind=pl.lit("neighbour"))])
    assert last(picture(told("2025 Sandwell 9", "2025 Walsall 11"), areas=areas))["neighbours_of"] == 4


# Rank and quartile ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "mine", "others", "rank", "shared", "quartile"),
    [
        ("LOW", 1, (2, 3, 4, 5), 1, False, 1),
        ("LOW", 9, (2, 3, 4, 5), 5, False, 4),
        ("HIGH", 9, (2, 3, 4, 5), 1, False, 1),
        ("HIGH", 1, (2, 3, 4, 5), 5, False, 4),
        ("RATE", 9, (2, 3, 4, 5), 1, False, 1),
        ("LOW", 3, (2, 3, 4, 5), 2, True, 1),
        ("HIGH", 3, (2, 3, 4, 5), 3, True, 2),
        ("LOW", 2, (2, 2, 2, 2), 1, True, 1),
        ("LOW", 76.6, (76.600000000000009, 80), 1, True, None),
        ("LOW", 4, (2, 3, 5), 3, False, 3),
        ("LOW", 4, (2, 5), 2, False, None),
        ("LOW", 0, (2, 3, "c", 5), 1, False, 1),
    ],
)
def test_the_rank_is_the_best_place_first_and_ties_share_it(measure, mine, others, rank, shared, quartile):
    row = last(picture(told(f"2025 Sandwell {mine}", *neighbours(*others), measure=measure)), measure)
    known = sum(not isinstance(other, str) for other in others)
    assert (row["rank"], row["rank_shared"], row["quartile"], row["ranked"]) == (rank, shared, quartile, known + 1)
    assert row["unranked"] is None


@pytest.mark.parametrize(("rank", "quartile"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (11, 4)])
def test_eleven_places_are_told_in_quarters(rank, quartile):
    names = list(TEN)
    areas = pl.concat([AREAS.head(3), pl.DataFrame({"area": names, "area_kind": ["neighbour"] * 10})])
    figures = [f"2025 {name} {10 * i}" for i, name in enumerate(names)]
    row = last(picture(told(f"2025 Sandwell {10 * (rank - 1) - 5}", *figures), areas=areas))
    assert (row["rank"], row["ranked"], row["quartile"]) == (rank, 11, quartile)


def test_numbers_that_grow_with_an_area_are_not_ranked():
    row = last(picture(told("2025 Sandwell 3723", *neighbours(1, 2, 3, 4), measure="NUMBER")), "NUMBER")
    assert (row["total"], row["rank"], row["unranked"]) == (True, None, "total")


@pytest.mark.parametrize(
    ("measure", "england", "total"),
    [("MONEY", 999, False), ("MONEY", 1000, True), ("FTE", 36000, True), ("LOW", 5000, False)],
)
def test_a_sum_of_many_areas_shows_by_its_size(measure, england, total):
    row = last(
        picture(told("2025 Sandwell 100", f"2025 England {england}", "2025 Walsall 5", measure=measure)), measure
    )
    assert row["total"] is total
    assert (row["rank"] is None) is total


# Releases ------------------------------------------------------------------------------------------------------------

OLD_AND_NEW = told(
    "2019 Sandwell 24.3 @ Workforce 2022",
    "2022 Sandwell 15 @ Workforce 2022",
    "2019 Sandwell 22.4 @ Workforce 2025",
    "2025 Sandwell 11 @ Workforce 2025",
    "2022 Sandwell 15 @ Workforce 2025",
    basis="year",
    ends="09-30",
)


def test_the_release_that_reaches_furthest_is_shown():
    rows = compared(picture(OLD_AND_NEW), "LOW")
    assert rows["authority"].to_list() == [22.4, 15.0, 11.0]
    assert set(rows["authority_release"]) == {"Workforce 2025"}


def test_another_release_is_shown_when_it_is_asked_for():
    assert compared(picture(OLD_AND_NEW), "LOW", release="Workforce 2022")["authority"].to_list() == [24.3, 15.0]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("LAIT, 8 April 2026", "Dashboard-27-April-2026-cin"),
        ("Z, November 2025", "A, April 2026"),
        ("csww_2017_to_2024", "csww_2017_to_2025"),
        ("without a year", "A 1999"),
        ("a", "b"),
    ],
)
def test_of_releases_that_reach_as_far_the_one_with_the_later_date_is_shown(earlier, later):
    rows = told(f"2025 Sandwell 2 @ {later}", f"2025 Sandwell 1 @ {earlier}")
    assert last(picture(rows))["authority_release"] == later
    assert releases(picture(rows), "LOW")["release"].to_list() == [later, earlier]


def test_releases_that_differ_are_told_with_both_figures():
    rows = disagreements(picture(OLD_AND_NEW), "LOW")
    assert rows.height == 1
    assert words.disagreement(rows.row(0, named=True), "percent") == (
        "Sandwell, year to 30 September 2019: 22.4% in Workforce 2025; 24.3% in Workforce 2022."
    )


@pytest.mark.parametrize(
    ("one", "two", "rounding"), [("79", "79.4", True), ("79", "79.6", False), ("79", "79.5", True), ("79", "c", False)]
)
def test_a_difference_of_no_more_than_the_coarser_rounding_is_told_as_that(one, two, rounding):
    rows = told(
        f"2025 Sandwell {one} @ Whole 2024", f"2025 Sandwell {two} @ Fine 2025", "2024 Sandwell 1.5 @ Fine 2025"
    )
    row = disagreements(picture(rows), "LOW").row(0, named=True)
    assert row["rounding"] is rounding
    assert ("no more than rounding" in words.disagreement(row, "percent")) is rounding


def test_a_release_with_decimals_is_not_coarse_for_one_round_figure():
    rows = told("2025 Sandwell 79 @ A 2024", "2024 Sandwell 78.5 @ A 2024", "2025 Sandwell 79.3 @ B 2025")
    row = disagreements(picture(rows), "LOW").row(0, named=True)
    assert words.disagreement(row, "percent") == "Sandwell, year to 31 March 2025: 79.3% in B 2025; 79.0% in A 2024."


def test_releases_that_agree_but_for_float_noise_do_not_differ():
    rows = told("2025 Sandwell 76.6 @ A", "2025 Sandwell 76.600000000000009 @ B")
    assert disagreements(picture(rows), "LOW").is_empty()


def test_of_three_releases_those_that_agree_are_told_together():
    rows = told("2025 England 1 @ A 2023", "2025 England 2 @ B 2024", "2025 England 2 @ C 2025")
    row = disagreements(picture(rows), "LOW").row(0, named=True)
    assert words.disagreement(row, "count") == "England, year to 31 March 2025: 2 in C 2025 and B 2024; 1 in A 2023."


# Sentences -----------------------------------------------------------------------------------------------------------

BESIDE = ("2025 West Midlands 19.5", "2025 England 22.6", "2025 Mean 21.3")


@pytest.mark.parametrize(
    ("measure", "rows", "sentence"),
    [
        (
            "LOW",
            ("2025 Sandwell 22.7", *BESIDE, *neighbours(1, 2, 3, 40)),
            "Sandwell's 22.7% was above its neighbours' mean (21.3%), the West Midlands (19.5%) and England (22.6%): "
            "lower is better, so worse than all three; 4th of 5 with its neighbours, third quartile.",
        ),
        (
            "HIGH",
            ("2025 Sandwell 22.7", *BESIDE, *neighbours(1, 2, 3, 40)),
            "Sandwell's 22.7% was above its neighbours' mean (21.3%), the West Midlands (19.5%) and England (22.6%): "
            "higher is better, so better than all three; 2nd of 5 with its neighbours, first quartile.",
        ),
        (
            "LOW",
            ("2025 Sandwell 20", *BESIDE, *neighbours(1, 20, 3)),
            "Sandwell's 20.0% was above the West Midlands (19.5%), and below its neighbours' mean (21.3%) and England "
            "(22.6%): lower is better, so worse than the West Midlands and better than its neighbours' mean and "
            "England; equal 3rd of 4 with its neighbours, third quartile.",
        ),
        (
            "LOW",
            ("2025 Sandwell 22.64", *BESIDE, *neighbours(1)),
            "Sandwell's 22.6% was above its neighbours' mean (21.3%) and the West Midlands (19.5%), and about the same "
            "as England (22.6%): lower is better, so worse than its neighbours' mean and the West Midlands; "
            "2nd of 2 with its neighbours.",
        ),
        (
            "LOW",
            ("2025 Sandwell 22.66", "2025 England 22.6"),
            "Sandwell's 22.7% was above England (22.6%): lower is better, so worse; no rank: no neighbour's own "
            "figure is held. No figure for its neighbours or the West Midlands.",
        ),
        (
            "LOW",
            ("2025 Sandwell 22.6", "2025 England 22.6", "2025 Mean 20"),
            "Sandwell's 22.6% was above its neighbours' mean (20.0%), and about the same as England (22.6%): lower is "
            "better, so worse than its neighbours' mean; no rank: no neighbour's own figure is held. No figure for "
            "the West Midlands.",
        ),
        (
            "LOW",
            ("2025 Sandwell 22.6", "2025 England 22.6", "2025 West Midlands 22.6"),
            "Sandwell's 22.6% was about the same as the West Midlands (22.6%) and England (22.6%); no rank: no "
            "neighbour's own figure is held. No figure for its neighbours.",
        ),
        (
            "LOW",
            ("2025 Sandwell 22.6", "2025 England c", "2025 Mean 20", "2025 West Midlands 22"),
            "Sandwell's 22.6% was above its neighbours' mean (20.0%) and the West Midlands (22.0%): lower is better, "
            "so worse than both; no rank: no neighbour's own figure is held. No figure for England (confidential).",
        ),
        (
            "RATE",
            ("2025 Sandwell 92", "2025 England 67", "2025 Mean 101", *neighbours(100, 90, 80, 70)),
            "Sandwell's 92.0 per 10,000 was above England (67.0), and below its neighbours' mean (101.0); 2nd highest "
            "of 5 with its neighbours, first quartile from the highest. No figure for the West Midlands.",
        ),
        (
            "RATE",
            ("2025 Sandwell 92", "2025 England 67", *neighbours(192, 292)),
            "Sandwell's 92.0 per 10,000 was above England (67.0), and below its neighbours' mean (242.0); lowest of 3 "
            "with its neighbours. No figure for the West Midlands.",
        ),
        (
            "NUMBER",
            ("2025 Sandwell 3723", "2025 England 632830", *neighbours(1, 2, 3, 4)),
            f"Sandwell's figure was 3,723. {words.TOTAL}",
        ),
        ("LOW", ("2025 Sandwell 22.6",), "Sandwell's figure was 22.6%; there is no other to compare it with."),
        (
            "LOW",
            ("2025 Sandwell c", *BESIDE, *neighbours(1, 2, 3, 40)),
            "Sandwell's figure is missing (confidential), so it is neither compared nor ranked: the neighbours' mean "
            "21.3%, the West Midlands 19.5% and England 22.6%.",
        ),
        (
            "LOW",
            ("2024 Sandwell 1", "2025 England 3"),
            "Sandwell's figure is missing (not published here), so it is neither compared nor ranked: England 3.0%.",
        ),
        (
            "LOW",
            ("2025 Sandwell x",),
            "Sandwell's figure is missing (not available), so it is neither compared nor ranked.",
        ),
    ],
)
def test_a_row_is_one_plain_sentence(measure, rows, sentence):
    assert said(*rows, measure=measure) == f"In the year to 31 March 2025 {sentence}"


@pytest.mark.parametrize("symbol", list(SYMBOLS))
def test_every_symbol_is_told_as_what_it_means(symbol):
    row = last(picture(told(f"2025 Sandwell {symbol}", "2025 England 3")))
    assert SYMBOLS[symbol] in words.sentence(row, of("LOW"))
    assert words.shown(row, "authority", "percent") == SYMBOLS[symbol]
    assert words.shown(row, "region", "percent") == "–"


@pytest.mark.parametrize("rows", [("2025 Sandwell 92", *BESIDE), ("2025 Sandwell 9", *BESIDE, *neighbours(1, 2, 3, 4))])
def test_where_neither_way_is_better_neither_word_is_said(rows):
    says = said(*rows, measure="RATE")
    assert "better" not in says and "worse" not in says


@pytest.mark.parametrize(
    ("basis", "begins"),
    [
        ("year", "In the year to 31 March 2025 "),
        ("position", "At 31 March 2025 "),
        ("rolling", "In the twelve months to 31 March 2025 "),
        ("quarter", "In the three months to 31 March 2025 "),
        ("month", "In the month to 31 March 2025 "),
    ],
)
def test_a_sentence_says_what_its_year_is(basis, begins):
    assert said("2025 Sandwell 1", "2025 England 2", basis=basis).startswith(begins)


def test_names_stand_in_a_sentence_as_they_are_spoken():
    row = last(picture(told("2025 Sandwell 1", "2025 West Midlands 2", "2025 Median 3")))
    held = row | {"authority_area": "St Helens", "region_area": "Yorkshire and The Humber"}
    assert words.sentence(held, of("LOW")).startswith(
        "In the year to 31 March 2025 St Helens' 1.0% was below its neighbours' median (3.0%) and Yorkshire and "
        "The Humber (2.0%)"
    )


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_a_rank_is_told_as_an_ordinal(n, word):
    assert words.ordinal(n) == word


# Tracks and warnings -------------------------------------------------------------------------------------------------

MONTHLY = {"frequency": "month", "period_start": date(2025, 10, 1)}
YEARLY = {"frequency": "year", "period_start": date(2024, 4, 1)}
CENSUS = {"frequency": "year", "period_start": date(2024, 10, 1)}
ON = date(2026, 3, 1)


def warned(*frames, kpi=YEARLY, note=None, on=ON):
    return words.warnings(compared(picture(*frames), "LOW"), kpi, of("LOW") | {"note": note}, on)


def test_figures_of_another_day_or_span_are_another_track():
    year = told("2024 Sandwell 1", "2025 Sandwell 2", "2024 England 3", "2025 England 3")
    rolling = told("2026 Sandwell 9", basis="rolling", ends="02-28")
    held = compared(picture(year, rolling), "LOW")
    assert held["track"].to_list() == ["Year to 31 March", "Year to 31 March", "Twelve months to"]
    main, rest = tracked(held)
    assert (main.height, rest["authority"].to_list()) == (2, [9.0])
    assert [part.height for part in tracked(held.clear())] == [0, 0]


def test_the_end_of_february_is_one_day_in_every_year():
    rows = pl.concat([told("2024 Sandwell 1", ends="02-29"), told("2025 Sandwell 2", ends="02-28")])
    assert compared(picture(rows), "LOW")["track"].unique().to_list() == ["Year to the end of February"]


def test_a_plain_yearly_comparison_needs_no_warning():
    assert warned(told("2025 Sandwell 1")) == []


def test_a_month_beside_a_year_is_a_warning_unless_the_note_says_so():
    assert warned(told("2025 Sandwell 1"), kpi=MONTHLY) == [
        "The KPI is reported every month; these figures are published once a year, for the year to 31 March, and need "
        "not agree."
    ]
    assert "at 31 March, and" in warned(told("2025 Sandwell 1", basis="position"), kpi=MONTHLY)[0]
    assert warned(told("2025 Sandwell 1"), kpi=MONTHLY, note="It counts one month") == ["It counts one month."]


def test_a_rolling_figure_beside_a_year_end_is_a_warning():
    rolling = told("2026 Sandwell 9", basis="rolling", ends="02-28")
    assert warned(told("2025 Sandwell 1"), rolling) == [
        "A figure of a rolling twelve months never quite agrees with one of a year's end; it is listed apart."
    ]
    assert warned(rolling) == []


def test_a_figure_of_another_day_is_a_warning():
    paper = told("2023 Sandwell 9", basis="position", ends="09-30")
    march = told("2025 Sandwell 1", "2025 England 1", basis="position")
    assert warned(march, paper) == ["Figures of another day or span than the chart's are listed apart."]


@pytest.mark.parametrize(
    ("ends", "kpi", "says"),
    [
        ("09-30", YEARLY, "These figures are of 30 September, the day of the workforce census"),
        ("09-30", CENSUS, None),
        ("03-31", CENSUS, "These figures are of another year than the KPI's: at 31 March, not 30 September."),
        ("08-31", YEARLY, "These figures are of another year than the KPI's: at 31 August, not 31 March."),
        ("03-31", {"frequency": "year", "period_start": None}, None),
    ],
)
def test_a_census_year_beside_a_financial_year_is_a_warning(ends, kpi, says):
    found = warned(told("2025 Sandwell 1", basis="position", ends=ends), kpi=kpi)
    assert [text[: len(says)] for text in found] == [says] if says else found == []


@pytest.mark.parametrize(("on", "old"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_a_newest_figure_of_more_than_eighteen_months_is_a_warning(on, old):
    found = warned(told("2025 Sandwell 1", "2024 Sandwell 1"), on=on)
    assert found == (["The newest figure of Sandwell is of 31 March 2025, over 18 months ago."] if old else [])


def test_a_newer_year_without_a_figure_of_the_authority_is_not_its_newest():
    assert warned(told("2023 Sandwell 1", "2025 Sandwell c", "2025 England 3")) != []


# Words of the table --------------------------------------------------------------------------------------------------


def test_the_neighbours_column_says_whose_average_it_is():
    published, computed = told("2025 Mean 1", "2024 Mean 1"), told("2023 Walsall 1", "2023 Luton 2")
    assert words.neighbours_words(compared(picture(published), "LOW")) == "Neighbours: the mean published as “Mean”."
    assert "worked out here" in words.neighbours_words(compared(picture(computed), "LOW"))
    both = compared(picture(published, computed), "LOW")
    assert words.neighbours_words(both).startswith("Neighbours: the mean published as “Mean”; where")
    cells = [words.neighbours_cell(row, "percent") for row in both.iter_rows(named=True)]
    assert cells == ["1.5% (2 of 4)", "1.0%", "1.0%"]
    assert words.neighbours_cell(both.row(0, named=True), "percent", told_how=True) == "1.5% (mean, 2 of 4)"
    assert words.neighbours_words(both.clear()) == ""


def test_a_row_says_which_release_each_figure_is_of():
    row = last(picture(told("2025 Sandwell 1 @ A", "2025 England 1 @ A", "2025 Mean 1 @ B")))
    assert words.released(row, {}) == "A; neighbours: B"
    assert words.released(row, {"A": "1", "B": "2"}) == "1; neighbours: 2"
    assert words.released(last(picture(told("2025 Sandwell 1 @ A"))), {}) == "A"


# Nothing, and very much ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [{}, {"areas": AREAS}, {"measures": MEASURES}])
def test_nothing_held_is_empty_frames(held):
    assert compared(held, "LOW").schema == COMPARED
    assert compared(held, "LOW").is_empty()
    assert disagreements(held, "LOW").is_empty()
    assert releases(held, "LOW").is_empty()
    assert words.warnings(compared(held, "LOW"), MONTHLY, of("LOW"), ON) == []


def test_a_release_without_a_name_is_still_told():
    rows = told("2025 Sandwell 1", "2025 Sandwell 2 @ B 2025").with_columns(
        release=pl.when(pl.col("value") == 2).then("release")
    )
    assert compared(picture(rows), "LOW")["authority"].to_list() == [2.0]
    assert words.UNNAMED in words.disagreement(disagreements(picture(rows), "LOW").row(0, named=True), "percent")


def test_a_demonstration_figure_marks_its_row():
    rows = told("2024 Sandwell 1", "2025 Sandwell 2", "2025 England 3").with_columns(
        demonstration=pl.col("area") == "England"
    )
    assert compared(picture(rows), "LOW")["demonstration"].to_list() == [False, True]


def test_a_thousand_years_are_a_thousand_rows():
    rows = told(*(f"{year} {area} {year % 7}" for year in range(1500, 2500) for area in ("Sandwell", "Walsall")))
    held = compared(picture(rows), "LOW")
    assert held.height == 1000
    assert held["rank"].null_count() == 0
    assert benchmarks.tracked(held)[0].height == 1000
