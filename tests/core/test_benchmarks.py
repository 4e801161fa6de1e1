"""Comparisons: whose figure stands beside whose, which release counts, the rank, and every sentence about it."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import benchmark_warnings, benchmarks
from sct_dash.core import benchmark_words as words
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
    assert (row["neighbours"], row["neighbours_from"], row["neighbours_area"]) == (21.3, "held", "Mean")


def test_mean_and_median_never_stand_in_one_line():
    rows = compared(picture(told("2023 Mean 1", "2024 Median 2", "2025 Median 3", "2025 Mean 4", "2024 Mean 5")), "LOW")
    assert rows["neighbours_how"].to_list() == ["mean"] * 3
    assert rows["neighbours"].to_list() == [1.0, 5.0, 4.0]
    rows = compared(picture(told("2023 Mean 1", "2024 Median 2", *neighbours(5, 7, 90, year=2023))), "LOW")
    assert rows.select("neighbours", "neighbours_how", "neighbours_from").rows() == [
        (7.0, "median", "computed"),
        (2.0, "median", "held"),
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


def sent(number, *rows, **told_as):
    return told(*rows, **told_as).with_columns(submission_id=pl.lit(number))


def test_what_was_sent_most_recently_is_shown_whatever_its_name_and_reach():
    first = sent(1, "2025 Sandwell 22.7", "2024 Sandwell 21", "2026 Sandwell 20", release="LAIT, 8 April 2026")
    held = picture(first, sent(2, "2025 Sandwell 25", release="cin_referrals"))
    assert compared(held, "LOW").select("authority", "authority_release").rows() == [
        (21.0, "LAIT, 8 April 2026"),
        (25.0, "cin_referrals"),
        (20.0, "LAIT, 8 April 2026"),
    ]
    assert releases(held, "LOW")["release"].to_list() == ["cin_referrals", "LAIT, 8 April 2026"]
    assert disagreements(held, "LOW")["values"].to_list() == [[25.0, 22.7]]


def test_a_figure_sent_alone_stands_beside_what_the_older_release_has():
    older = sent(
        1, "2025 Sandwell 22.7", *BESIDE[:2], "2025 Median 20.9", *neighbours(10, 20, 30, 40), release="Old 2026"
    )
    row = last(picture(older, sent(2, "2025 Sandwell 25.1", release="New")))
    assert (row["authority"], row["neighbours"], row["neighbours_from"], row["rank"]) == (25.1, 20.9, "held", 3)
    assert words.sentence(row, of("LOW")).endswith(
        "Sandwell's figure is from New; neighbours, the West Midlands, England and rank from Old 2026."
    )


def test_a_release_corrected_after_another_is_the_most_recent_only_where_it_was_corrected():
    held = picture(
        *(sent(1, "2024 Sandwell 1", release="A"), sent(2, "2024 Sandwell 2", "2025 Sandwell 2", release="B")),
        sent(3, "2025 Sandwell 3", release="A"),
    )
    assert compared(held, "LOW")["authority"].to_list() == [2.0, 3.0]


def test_of_one_submission_the_later_dated_release_is_shown():
    assert last(picture(sent(1, "2025 Sandwell 1 @ A 2026", "2025 Sandwell 2 @ B 2025")))["authority"] == 1


def test_a_row_is_of_one_release_where_it_holds_the_others_too():
    older = told("2025 Sandwell 9", *BESIDE, release="LAIT, 8 April 2026")
    row = last(picture(older, told("2025 England 30", "2025 Mean 31", release="Dashboard, 27 April 2026")))
    assert (row["authority"], row["england"], row["neighbours"], row["region"]) == (9.0, 22.6, 21.3, 19.5)
    newer = told("2025 Sandwell 9", "2025 England 30", release="Dashboard, 27 April 2026")
    row = last(picture(older, newer))
    assert {row[f"{kind}_release"] for kind in ("authority", *benchmarks.OTHERS)} == {"LAIT, 8 April 2026"}
    assert "is from" not in words.sentence(row, of("LOW"))


def test_the_mean_is_of_the_figures_that_the_rank_is_of():
    tool = told("2025 Sandwell 9", "2025 Mean 21.3", release="LAIT, 8 April 2026")
    row = last(picture(tool, told("2025 Sandwell 9", *neighbours(10, 20), release="Dashboard, 27 April 2026")))
    assert (row["neighbours"], row["neighbours_from"], row["neighbours_known"]) == (15.0, "computed", 2)
    assert row["neighbours_release"] == row["rank_release"] == row["authority_release"] == "Dashboard, 27 April 2026"
    assert words.mixture(compared(picture(tool), "LOW")) == ""


def test_what_is_of_another_release_is_named_in_the_sentence_and_for_the_chart():
    tool = told("2025 Mean 21.3", "2024 Mean 21", release="Tool 2025")
    own = told("2025 Sandwell 9", "2024 Sandwell 9", "2023 Sandwell 9", *neighbours(10), release="Paper 2026")
    rows = compared(picture(tool, own), "LOW")
    assert words.sentence(rows.row(-1, named=True), of("LOW")).endswith(
        "1st of 2 with its neighbours. No figure for the West Midlands or England. "
        "Sandwell's figure is from Paper 2026; neighbours from Tool 2025."
    )
    assert words.mixture(rows) == (
        "Of another release than Sandwell's figure: neighbours from Tool 2025 (2024 to 2025)."
    )
    assert words.mixture(compared(picture(told(*BESIDE, "2025 Sandwell 1")), "LOW")) == ""


def test_a_rank_among_figures_of_another_release_says_so():
    near = told(*neighbours(10, 20, 30, 40), release="Dashboard 2025")
    row = last(picture(near, told("2025 Sandwell 9", *BESIDE, release="Tool 2026")))
    assert (row["neighbours"], row["rank_release"]) == (21.3, "Dashboard 2025")
    assert words.sentence(row, of("LOW")).endswith("Sandwell's figure is from Tool 2026; rank from Dashboard 2025.")


def test_of_frames_drawn_by_hand_the_release_with_the_latest_date_is_shown():
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
def test_of_releases_drawn_by_hand_the_one_with_the_later_date_is_shown(earlier, later):
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
            "Sandwell's 92 per 10,000 was above England (67), and below its neighbours' mean (101); 2nd highest "
            "of 5 with its neighbours, first quartile from the highest. No figure for the West Midlands.",
        ),
        (
            "RATE",
            ("2025 Sandwell 92", "2025 England 67", *neighbours(192, 292)),
            "Sandwell's 92 per 10,000 was above England (67), and below its neighbours' mean (242.0); lowest of 3 "
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
            "Sandwell's figure is missing (not published here), so it is neither compared nor ranked: England 3%.",
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
        "In the year to 31 March 2025 St Helens' 1% was below its neighbours' median (3%) and Yorkshire and "
        "The Humber (2%)"
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
    return benchmark_warnings.warnings(compared(picture(*frames), "LOW"), kpi, of("LOW") | {"note": note}, on)


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


def test_a_month_beside_a_year_is_a_warning():
    assert warned(told("2025 Sandwell 1"), kpi=MONTHLY) == [
        "The KPI is reported every month; these figures are published once a year, for the year to 31 March, and need "
        "not agree."
    ]
    assert "at 31 March, and" in warned(told("2025 Sandwell 1", basis="position"), kpi=MONTHLY)[0]


@pytest.mark.parametrize("note", ["It counts one month", "Within 12 months", "Of every quarter, at 30 September"])
@pytest.mark.parametrize(("kpi", "ends"), [(MONTHLY, "03-31"), (YEARLY, "09-30"), (MONTHLY, "09-30")])
def test_a_note_is_added_to_the_warnings_and_takes_the_place_of_none(note, kpi, ends):
    rows = told("2025 Sandwell 1", ends=ends)
    assert warned(rows, kpi=kpi, note=note) == [*warned(rows, kpi=kpi), f"{note}."] != [f"{note}."]


def test_an_average_that_does_not_say_of_how_many_it_is_has_a_warning():
    says = "How many neighbours are in their mean is not known: one without a figure is left out."
    assert warned(told("2025 Sandwell 1", "2024 Mean 5.1", "2025 Mean 4.8")) == [says]
    assert warned(told("2025 Sandwell 7", "2024 Mean 6.2", "2025 Mean 0.8")) == [
        f"{says} It was 6.2% in 2024 and 0.8% in 2025: too far apart to lean on."
    ]
    assert warned(told("2025 Sandwell 7", "2025 Mean 0.8")) == [says]
    assert warned(told("2025 Sandwell 7", *neighbours(1, 2, 3, 4))) == []
    assert warned(told("2025 Sandwell 7", "2025 Mean 2.5", *neighbours(1, 2, 3, 4))) == []


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


def whose(*frames):
    return words.neighbours_words(compared(picture(*frames), "LOW"))


def test_the_neighbours_column_says_whose_average_it_is():
    came, own = told("2025 Mean 1", "2024 Mean 1"), told("2023 Walsall 1", "2023 Luton 2")
    mean = "the mean of the neighbours' figures, worked out from R 2025 (“Mean”), of those with a figure"
    assert whose(came) == f"Neighbours: {mean}, how many is not known."
    assert whose(told("2025 Mean 2", *neighbours(1, 2, 3))) == f"Neighbours: {mean} (3 of 4)."
    assert whose(own) == "Neighbours: the mean of their own figures, worked out here from as many as have one."
    assert whose(told("2025 Median 1")).startswith("Neighbours: the median published as “Median” in R 2025, of those")
    both = compared(picture(came, own), "LOW")
    assert words.neighbours_words(both).startswith("Neighbours: where it says how many of how many, the mean of their")
    assert words.neighbours_words(both).endswith(f"elsewhere {mean}, how many is not known.")
    cells = [words.neighbours_cell(row, "percent") for row in both.iter_rows(named=True)]
    assert cells == ["1.5% (2 of 4)", "1%", "1%"]
    assert words.neighbours_cell(both.row(0, named=True), "percent", told_how=True) == "1.5% (mean, 2 of 4)"
    assert words.neighbours_words(both.clear()) == ""


@pytest.mark.parametrize(
    "rows", [("2025 Mean 1",), ("2025 Mean 1", "2024 Walsall 1"), ("2025 Mean 1 @ B", "2025 Hull 1")]
)
def test_a_mean_is_never_called_published(rows):
    assert "published" not in whose(told(*rows))
    assert "how many is not known" in whose(told(*rows))


# Places --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "other", "unit", "shown"),
    [
        ("92", "91", "per_10000", "92"),
        ("92", "91.5", "per_10000", "92.0"),
        ("92.25", "91", "per_10000", "92.3"),
        ("7", "8", "percent", "7%"),
        ("7", "8", "count", "7"),
    ],
)
def test_a_figure_has_no_more_decimals_than_its_release_gives_the_measure(mine, other, unit, shown):
    row = last(picture(told(f"2025 Sandwell {mine}", f"2024 Sandwell {other}", "2025 England 3.75 @ Finer 2020")))
    assert words.shown(row, "authority", unit) == shown


def test_a_mean_of_whole_numbers_lends_them_no_decimals():
    row = last(picture(told("2025 Sandwell 92", "2025 Mean 101.3")))
    assert (words.told(row, "authority", "per_10000"), words.told(row, "neighbours", "per_10000")) == ("92", "101.3")
    row = last(picture(told("2025 Sandwell 92", *neighbours(91, 92, 94, 96))))
    assert words.neighbours_cell(row, "per_10000") == "93.3 (4 of 4)"


@pytest.mark.parametrize(("mean", "side"), [("92.4", "about the same as"), ("92.6", "below"), ("91.4", "above")])
def test_a_whole_number_is_about_the_same_as_what_rounds_to_it(mean, side):
    row = last(picture(told("2025 Sandwell 92", f"2025 Mean {mean}")))
    assert [other.side for other in words.beside(row, "per_10000")] == [side]


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
    assert benchmark_warnings.warnings(compared(held, "LOW"), MONTHLY, of("LOW"), ON) == []


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
