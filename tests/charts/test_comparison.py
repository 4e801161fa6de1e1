"""The comparison chart: four lines at most, told apart without colour, broken where nothing is known, and in words."""

from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from sct_dash.charts.comparison import DASHES, GLYPHS, LETTERS, LINES, SERIES, SHAPES, comparison, described, headline
from sct_dash.core.benchmarks import compared
from tests.frames import frame

AREAS = frame("""
    | area          | area_kind |
    | Sandwell      | authority |
    | West Midlands | region    |
    | England       | england   |
    | Walsall       | neighbour |
""")
KINDS = dict(zip(AREAS["area"], AREAS["area_kind"], strict=True)) | {"Mean": "neighbours_mean"}
MEASURE = {
    **{"measure": "M", "name": "Re-referrals", "unit": "percent", "direction": "lower"},
    **{"definition": "Referred again.", "note": None},
}
PAPER = {"light": "#ffffff", "dark": "#000000"}


def picture(*rows, unit="percent", direction="lower", basis="year"):
    """Rows written `2025 Sandwell 22.7`; a figure may be a symbol."""
    cells = []
    for row in rows:
        year, *area, said = row.split(" ")
        figure = {"symbol": said, "value": None} if said.isalpha() else {"symbol": None, "value": float(said)}
        day = date.fromisoformat(year if "-" in year else f"{year}-03-31")
        cells.append(
            {"area": " ".join(area), "area_kind": KINDS[" ".join(area)], "period_end": day, "basis": basis, **figure}
        )
    held = pl.DataFrame(cells, schema_overrides={"value": pl.Float64, "symbol": pl.String})
    held = held.with_columns(measure=pl.lit("M"), release=pl.lit("R 2025"), source=pl.lit("DfE"))
    kind = pl.DataFrame([{**MEASURE, "unit": unit, "direction": direction}]).drop("note")
    linked = pl.DataFrame({"kpi_code": ["KPI001"], "measure": ["M"]})
    return {"benchmarks": held, "areas": AREAS, "measures": kind, "comparisons": linked}


def rows_of(*rows, **kinds):
    return compared(picture(*rows, **kinds), "M")


FULL = [
    f"{year} {area} {20 + i + year % 5}"
    for year in range(2019, 2026)
    for i, area in enumerate(("Sandwell", "Mean", "West Midlands", "England"))
]


def drawn(rows, **theme):
    """The specification, and the rows that its lines and points draw."""
    spec = comparison(rows, MEASURE, **theme).to_dict()
    data = spec["datasets"][spec["layer"][0]["data"]["name"]] if "data" in spec["layer"][0] else None
    return spec, data or spec["datasets"][spec["data"]["name"]]


def labels(spec):
    sets = spec["datasets"]
    return [sets[layer["data"]["name"]][0]["words"] for layer in spec["layer"] if layer["mark"]["type"] == "text"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_four_lines_are_told_apart_by_colour_dash_and_point_without_a_legend(theme):
    spec, _ = drawn(rows_of(*FULL), theme=theme)
    line, points = spec["layer"][0]["encoding"], spec["layer"][1]["encoding"]
    for encoding, channel in ((line, "color"), (line, "strokeDash"), (points, "shape"), (points, "color")):
        assert encoding[channel]["legend"] is None
        assert encoding[channel]["scale"]["domain"] == list(SERIES)
        assert len({str(value) for value in encoding[channel]["scale"]["range"]}) == 4
    assert line["color"]["scale"]["range"] == list(LINES[theme].values())


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_and_lines_can_be_seen_on_their_paper(theme):
    assert list(LINES["light"].values()) == ["#12436D", "#28A197", "#801650", "#F46A25"]
    for series in SERIES:
        assert contrast(LETTERS[theme][series], PAPER[theme]) >= 4.5
        assert contrast(LINES[theme][series], PAPER[theme]) >= (3.0 if theme == "light" else 4.5)


def test_each_line_is_named_where_it_ends_with_its_point_and_figure():
    spec, _ = drawn(rows_of(*FULL))
    assert labels(spec) == ["● Sandwell 20%", "■ Neighbours' mean 21%", "▲ West Midlands 22%", "◆ England 23%"]
    assert set(GLYPHS) == set(SHAPES) == set(DASHES)


def test_labels_of_lines_that_end_together_do_not_cover_each_other():
    spec, _ = drawn(rows_of("2024 Sandwell 1", *(f"2025 {area} 20" for area in ("Sandwell", "Mean", "England"))))
    shifts = sorted(layer["mark"]["dy"] for layer in spec["layer"] if layer["mark"]["type"] == "text")
    assert all(after - before >= 14 for before, after in pairwise(shifts))


def test_a_line_that_ends_early_says_when():
    spec, _ = drawn(rows_of("2023 Sandwell 9", "2024 England 3", "2025 England 4"))
    assert labels(spec) == ["● Sandwell 9% (2023)", "◆ England 4%"]


def test_what_is_suppressed_is_a_gap_and_never_zero():
    _, data = drawn(rows_of("2023 Sandwell 9", "2024 Sandwell c", "2025 Sandwell 11", "2024 England 5"))
    mine = [(row["value"], row["run"]) for row in data if row["series"] == "authority"]
    assert [value for value, _ in mine] == [9.0, 11.0]
    assert mine[0][1] != mine[1][1]


def test_a_year_that_nobody_published_is_a_gap():
    _, data = drawn(rows_of("2022 Sandwell 9", "2023 Sandwell 9", "2025 Sandwell 11"))
    runs = [row["run"] for row in data]
    assert runs[0] == runs[1] != runs[2]


def test_every_line_has_runs_of_its_own():
    _, data = drawn(rows_of(*FULL))
    assert len({row["run"] for row in data}) == 4
    assert len(data) == len(FULL)


@pytest.mark.parametrize(
    ("rows", "basis", "title", "written"),
    [
        (("2024 Sandwell 1", "2025 Sandwell 2"), "year", "Year to 31 March", "%Y"),
        (("2024-09-30 Sandwell 1", "2025-09-30 Sandwell 2"), "position", "At 30 September", "%Y"),
        (("2024-12-31 Sandwell 1", "2025-06-30 Sandwell 2"), "rolling", "Twelve months to", "%b %Y"),
    ],
)
def test_the_axis_says_what_the_year_is_and_points_stand_on_their_last_day(rows, basis, title, written):
    spec, data = drawn(rows_of(*rows, basis=basis))
    x = spec["layer"][0]["encoding"]["x"]
    assert (x["title"], x["axis"]["format"], x["type"]) == (title, written, "temporal")
    assert len(x["axis"]["values"]) == 2
    assert all(str(row["period_end"]).startswith(said[:4]) for row, said in zip(data, rows, strict=True))


def test_of_numbers_that_grow_with_an_area_only_the_authority_s_are_drawn():
    rows = rows_of("2025 Sandwell 3723", "2025 England 632830", unit="count")
    _, data = drawn(rows)
    assert {row["series"] for row in data} == {"authority"}
    assert headline(rows, {**MEASURE, "unit": "count"}) == "Sandwell: 3,723 in 2025"


@pytest.mark.parametrize(
    ("direction", "mine", "says"),
    [
        ("lower", 30, "Sandwell is worse than neighbours, West Midlands and England"),
        ("higher", 30, "Sandwell is better than neighbours, West Midlands and England"),
        ("neutral", 30, "Sandwell is above neighbours, West Midlands and England"),
        ("neutral", 21, "Sandwell: level with neighbours, below West Midlands and England"),
        ("lower", 21.5, "Sandwell: worse than neighbours, better than West Midlands and England"),
        ("lower", 22, "Sandwell: worse than neighbours, level with region, better than England"),
    ],
)
def test_the_headline_is_the_message_in_ten_words_or_fewer(direction, mine, says):
    rows = rows_of(f"2025 Sandwell {mine}", "2025 Mean 21", "2025 West Midlands 22", "2025 England 23")
    assert headline(rows, {**MEASURE, "direction": direction}) == says
    assert len(says.split()) <= 10


def test_a_long_name_leaves_the_headline_its_ten_words():
    rows = rows_of("2025 Sandwell 22", "2025 Mean 21", "2025 West Midlands 22", "2025 England 23")
    rows = rows.with_columns(
        authority_area=pl.lit("Bournemouth, Christchurch and Poole"), region_area=pl.lit("Yorkshire and The Humber")
    )
    assert headline(rows, MEASURE) == "22% in 2025"


def test_a_latest_year_without_a_figure_is_the_headline():
    assert headline(rows_of("2024 Sandwell 1", "2025 Sandwell c"), MEASURE) == "Sandwell has no figure for 2025"
    assert headline(rows_of("2025 Sandwell 1"), MEASURE) == "Sandwell: 1% in 2025"
    assert headline(rows_of("2025 Sandwell 1").clear(), MEASURE) == "No figure has been published"


def test_the_text_alternative_tells_every_line_and_what_is_hidden():
    rows = rows_of("2023 Sandwell 9", "2024 Sandwell c", "2025 Sandwell 11", "2024 England 5", "2025 Mean 3")
    says = described(rows, MEASURE)
    assert says.startswith("Line chart of Re-referrals, year to 31 March.")
    for words in ("Sandwell: 9% in 2023 to 11% in 2025; 2024 is confidential.", "England: 5% in 2024."):
        assert words in says
    assert "Neighbours' mean: 3% in 2025." in says
    assert "West Midlands" not in says
    assert described(rows.clear(), MEASURE) == "Re-referrals: no figures to draw."


def test_one_year_and_very_many_are_drawn():
    assert comparison(rows_of("2025 Sandwell 5"), MEASURE).to_dict()["layer"]
    many = rows_of(*(f"{year} Sandwell {year % 9}" for year in range(1500, 2500)))
    spec, data = drawn(many)
    assert len(data) == 1000
    assert "values" not in spec["layer"][0]["encoding"]["x"]["axis"]


# The section of the page ---------------------------------------------------------------------------------------------

KPI = {"kpi": "KPI001", "frequency": "month", "period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31)}


def page(held, row, on):
    from sct_dash.ui import comparison as shown

    shown.section(held, row, on)


def shown(held):
    """The section run as a page: its test, and all it says."""
    run = AppTest.from_function(page, kwargs={"held": held, "row": KPI, "on": date(2026, 11, 22)}, default_timeout=60)
    run.run()
    assert not run.exception
    said = [element.value for element in (*run.header, *run.subheader, *run.text)]
    html = [element.proto.body for element in run.get("html")]
    return run, " ".join([*said, *html])


def test_the_section_has_sentence_warnings_chart_table_and_sources():
    run, says = shown(picture(*FULL, "2025 Walsall 3"))
    assert "Is it usual elsewhere?" in says
    assert "worse than" not in says and "better than all three" in says
    assert "published once a year" in says
    assert "Rank (1 best)" in says and "2 of 2" in says
    assert "Neighbours (mean)" in says and "R 2025: DfE" in says
    [chart] = run.get("vega_lite_chart")
    assert chart.proto.alt.startswith("Line chart of Re-referrals")
    assert not run.selectbox


def test_chart_and_table_hold_the_same_figures():
    held = picture(*FULL)
    _, says = shown(held)
    assert says.count("<tr") == 1 + 7
    for value in drawn(compared(held, "M"))[1]:
        assert value["shown"] in says


def test_a_kpi_without_a_linked_measure_says_so_and_how_to_link_one():
    for held in ({}, {**picture("2025 Sandwell 1"), "comparisons": pl.DataFrame()}):
        _, says = shown(held)
        assert "No published measure is linked to this KPI. The comparisons return links one." in says


def test_a_linked_measure_without_figures_says_so():
    held = picture("2025 Sandwell 1")
    run, says = shown({**held, "benchmarks": held["benchmarks"].clear()})
    assert "No figure of “Re-referrals” is held yet." in says
    assert not run.get("vega_lite_chart")


def test_of_several_measures_one_is_chosen():
    held = picture(*FULL)
    second = held["measures"].with_columns(measure=pl.lit("N"), name=pl.lit("Another"))
    held["measures"] = pl.concat([held["measures"], second])
    held["comparisons"] = pl.DataFrame({"kpi_code": ["KPI001"] * 2, "measure": ["M", "N"]})
    run, says = shown(held)
    assert run.selectbox[0].options == ["Another", "Re-referrals"]
    assert "No figure of “Another” is held yet." in says
    run.selectbox[0].select("M").run()
    assert not run.exception
    assert run.get("vega_lite_chart")


@pytest.mark.parametrize(
    "rows",
    [
        ("2025 Sandwell 5",),
        ("2025 Sandwell c",),
        ("2025 England c", "2025 Sandwell x", "2025 Mean z"),
        ("2025 England 5",),
        ("2025 Mean 5",),
        ("2025 Walsall 5",),
        ("2024-11-07 Sandwell 5", "2025 England 5"),
        tuple(f"{year} Sandwell {year % 9}" for year in range(1500, 2500)),
    ],
)
def test_whatever_is_held_is_shown_without_an_error(rows):
    _, says = shown(picture(*rows))
    assert "Releases and their sources" in says


def test_nothing_to_draw_is_a_sentence():
    run, says = shown(picture("2025 Sandwell c"))
    assert "There is no figure to draw." in says and "confidential" in says
    assert not run.get("vega_lite_chart")


def test_names_that_hold_markup_are_shown_as_they_are():
    held = picture("2025 Sandwell 5", "2025 Mean 6")
    held["benchmarks"] = held["benchmarks"].with_columns(
        release=pl.lit("<script>1</script>"), source=pl.lit("<b>x</b>")
    )
    held["measures"] = held["measures"].with_columns(name=pl.lit("<i>Name</i>"))
    _, says = shown(held)
    assert "<script>" not in says and "<b>x" not in says and "<i>Name" not in says
    assert "&lt;script&gt;" in says


def test_releases_that_differ_are_listed_and_many_are_folded():
    held = picture(*FULL)
    older = held["benchmarks"].with_columns(value=pl.col("value") + 1, release=pl.lit("R 2020"))
    held["benchmarks"] = pl.concat([held["benchmarks"], older])
    run, says = shown(held)
    assert "Releases that do not agree" in says
    assert "Sandwell, year to 31 March 2025: 20% in R 2025; 21% in R 2020." in says
    assert [box.label for box in run.expander] == ["23 more"]
    assert says.count("in R 2025;") == len(FULL)
    assert "<ol><li>R 2025: DfE</li><li>R 2020: DfE</li></ol>" in says


def test_a_mean_and_a_median_in_one_table_are_told_apart():
    held = picture("2024 Sandwell 5", "2024 Mean 6", "2025 Sandwell 5", "2025 Mean 6")
    other = picture("2023-11-07 Sandwell 5", "2023-11-07 Mean 6", "2023-09-30 Sandwell 5", "2023-09-30 Mean 7")
    told = other["benchmarks"].with_columns(
        area_kind=pl.when(pl.col("value") == 7).then(pl.lit("neighbours_median")).otherwise("area_kind")
    )
    held["benchmarks"] = pl.concat([held["benchmarks"], told])
    _, says = shown(held)
    assert "6% (mean)" in says and "7% (median)" in says
