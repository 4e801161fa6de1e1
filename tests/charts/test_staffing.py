"""The staffing charts: what is stacked, where it breaks, what is said at the ends and in words."""

from datetime import date

import polars as pl
import pytest

from sct_dash.charts import caseload, overtime, staffing
from sct_dash.charts.theme import SERIES, SERIES_LETTERS
from sct_dash.core.staffing import rated
from tests.frames import frame

PAPER = {"light": "#ffffff", "dark": "#000000"}


def months(drawn: str) -> pl.DataFrame:
    """Rows as `staffing.months` has them, of the columns drawn: month_end and components."""
    rows = frame(drawn).rename({"month_end": "period_end"})
    return rated(rows.with_columns(period=pl.col("period_end").dt.month_start()))


HELD = """
    | month_end  | in_post_fte | agency_fte | agency_covering_fte | vacancy_fte |
    | 2025-09-30 | 269.9       | 29.6       | 25.8                | 25.8        |
    | 2025-10-31 | 270.0       | 28.0       | 28.0                | 27.5        |
    | 2026-01-31 | 271.0       | 30.0       | 20.0                | 24.5        |
"""


def data_of(spec: dict, layer: dict) -> list[dict]:
    return spec["datasets"][layer.get("data", spec.get("data"))["name"]]


def layers(spec: dict, kind: str) -> list[dict]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def words_at_ends(spec: dict) -> list[str]:
    return [data_of(spec, layer)[0]["words"] for layer in layers(spec, "text")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_series_can_be_seen_and_their_letters_read_on_their_paper(theme):
    assert len(set(SERIES[theme])) == 4 == len(SERIES_LETTERS[theme])
    # The fourth, orange, is 2.97:1 on white as the Government Analysis Function publishes it.
    assert all(contrast(colour, PAPER[theme]) >= 2.9 for colour in SERIES[theme])
    assert all(contrast(colour, PAPER[theme]) >= 4.5 for colour in SERIES_LETTERS[theme])


def test_the_parts_stand_on_each_other_from_zero():
    spec = staffing.mix(months(HELD)).to_dict()
    tops = {}
    for layer in layers(spec, "area"):
        first = data_of(spec, layer)[0]
        tops[first["part"]] = (first["low"], first["high"])
        assert layer["encoding"]["y"]["scale"]["domain"][0] == 0
    assert tops["in_post_fte"] == (0, 269.9)
    assert tops["agency_covering_fte"] == (269.9, pytest.approx(295.7))
    assert tops["agency_over_establishment_fte"] == (pytest.approx(295.7), pytest.approx(299.5))


def test_a_month_that_is_not_held_is_a_gap_and_every_month_as_wide_as_it_is():
    spec = staffing.mix(months(HELD)).to_dict()
    drawn = [(row["at"][:10], row["run"]) for row in data_of(spec, layers(spec, "area")[0])]
    assert drawn == [
        ("2025-09-01", 0),
        ("2025-10-01", 0),
        ("2025-11-01", 0),
        ("2026-01-01", 1),
        ("2026-02-01", 1),
    ]


def test_one_month_is_drawn_from_its_first_day_to_its_last():
    spec = staffing.mix(months(HELD).tail(1)).to_dict()
    assert [row["at"][:10] for row in data_of(spec, layers(spec, "area")[0])] == ["2026-01-01", "2026-02-01"]
    assert words_at_ends(spec) == ["Permanent 271.0", "Covering 20.0", "Above 10.0"]


def test_a_month_of_which_a_part_is_not_known_is_not_drawn_as_if_it_were_zero():
    rows = months(HELD).with_columns(
        agency_over_establishment_fte=pl.when(pl.col("period_end") != date(2025, 10, 31)).then(
            "agency_over_establishment_fte"
        )
    )
    spec = staffing.mix(rows).to_dict()
    assert {row["run"] for row in data_of(spec, layers(spec, "area")[0])} == {0, 1}
    assert "2025-10-01" in {row["at"][:10] for row in data_of(spec, layers(spec, "area")[0])}, "September ends there"
    assert staffing.described("staff", rows).startswith("Stacked chart of staff, full-time equivalents, 2 months")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_part_has_its_colour_and_is_named_where_it_ends(theme):
    spec = staffing.mix(months(HELD), theme).to_dict()
    assert [layer["mark"]["color"] for layer in layers(spec, "area")] == list(SERIES[theme][:3])
    assert all(layer["mark"]["opacity"] == 1 for layer in layers(spec, "area")), "as the letters beside it"
    assert [layer["mark"]["color"] for layer in layers(spec, "text")] == list(SERIES_LETTERS[theme][:3])


def test_pointing_at_a_month_tells_its_figures():
    spec = staffing.mix(months(HELD)).to_dict()
    hint = data_of(spec, layers(spec, "rect")[0])[0]
    assert (hint["when"], hint["agency_over_establishment_fte"], hint["share"]) == ("September 2025", "3.8", "90.1%")


def test_the_stack_in_words_has_its_first_and_its_latest_month():
    assert staffing.described("social workers", months(HELD)) == (
        "Stacked chart of social workers, full-time equivalents, 3 months: September 2025, 269.9 permanent, 25.8 "
        "agency covering a vacancy and 3.8 agency above establishment; January 2026, 271.0 permanent, 20.0 agency "
        "covering a vacancy and 10.0 agency above establishment. The download holds every figure."
    )
    assert "one month: January 2026, 271.0" in staffing.described("staff", months(HELD).tail(1))


def test_with_nothing_held_nothing_breaks():
    none = months(HELD).clear()
    assert staffing.mix(none).to_dict()["layer"]
    assert staffing.described("staff", none) == "staff: no month to draw."
    assert overtime.described("x", none, {"vacancy_fte": "Vacant"}, "ratio") == "x: no month to draw."


LINES = frame("""
    | period     | period_end | starters_12m | leavers_12m |
    | 2026-01-01 | 2026-01-31 | -            | 30.0        |
    | 2026-02-01 | 2026-02-28 | 40.0         | 35.0        |
    | 2026-03-01 | 2026-03-31 | 42.0         | -           |
    | 2026-05-01 | 2026-05-31 | 45.0         | 20.0        |
""")
NAMED = {"starters_12m": "Joined", "leavers_12m": "Left"}


def test_two_lines_are_told_apart_by_colour_dash_and_point_from_zero_without_a_legend():
    spec = overtime.overtime(LINES, NAMED, "ratio").to_dict()
    line, point = layers(spec, "line")[0]["encoding"], layers(spec, "point")[0]["encoding"]
    for encoding, channel in ((line, "color"), (line, "strokeDash"), (point, "shape")):
        assert encoding[channel]["legend"] is None
        assert len({str(value) for value in encoding[channel]["scale"]["range"]}) == 2
    assert line["y"]["scale"]["domain"][0] == 0
    assert words_at_ends(spec) == ["● Joined 45.0", "■ Left 20.0"]


def test_a_line_breaks_where_a_month_is_missing_or_not_known_and_a_month_alone_is_a_point():
    spec = overtime.overtime(LINES, NAMED, "ratio").to_dict()
    rows = data_of(spec, layers(spec, "line")[0])
    left = [(row["value"], row["marked"]) for row in rows if row["series"] == "Left"]
    runs = [row["run"] for row in rows if row["series"] == "Left"]
    assert left == [(30.0, False), (35.0, False), (20.0, True)]
    assert runs[0] == runs[1] != runs[2]
    joined = [(row["value"], row["marked"]) for row in rows if row["series"] == "Joined"]
    assert joined == [(40.0, False), (42.0, False), (45.0, True)]
    runs = [row["run"] for row in rows if row["series"] == "Joined"]
    assert runs[0] == runs[1] != runs[2], "April is not held"


def test_a_line_that_ends_before_the_other_says_when():
    rows = LINES.with_columns(leavers_12m=pl.when(pl.col("starters_12m") != 45.0).then("leavers_12m"))
    spec = overtime.overtime(rows, NAMED, "ratio").to_dict()
    assert words_at_ends(spec) == ["● Joined 45.0", "■ Left 35.0 (Feb 2026)"]


def test_one_line_has_no_point_before_its_name():
    assert words_at_ends(overtime.overtime(LINES, {"leavers_12m": "Left"}, "ratio").to_dict()) == ["Left 20.0"]


def test_lines_in_words_have_their_span_and_their_lowest_and_highest():
    assert overtime.described("staff who left", LINES, {"leavers_12m": "Left"}, "ratio") == (
        "Line chart of staff who left. Left: 30.0 in January 2026 to 20.0 in May 2026; lowest 20.0 in May 2026, "
        "highest 35.0 in February 2026. The download holds every figure."
    )


TEAMS = frame("""
    | team   | caseload | cases | case_holders_fte |
    | Duty   | 15.2     | 152   | 10.0             |
    | Court  | 21.4     | 107   | 5.0              |
    | Advice | 15.2     | 76    | 5.0              |
    | New    | -        | -     | -                |
""")


def test_teams_stand_from_the_highest_caseload_down_and_one_without_is_left_out():
    spec = caseload.caseload(TEAMS, 16.75).to_dict()
    dots = layers(spec, "point")[0]
    assert dots["encoding"]["y"]["sort"] == ["Court", "Advice", "Duty"]
    assert dots["encoding"]["x"]["scale"]["domain"][0] == 0


def test_a_teams_figure_stands_on_the_side_away_from_the_line_of_all():
    spec = caseload.caseload(TEAMS, 16.75).to_dict()
    written = {
        row["team"]: layer["mark"]["align"]
        for layer in layers(spec, "text")
        for row in data_of(spec, layer)
        if "team" in row
    }
    assert written == {"Court": "left", "Advice": "right", "Duty": "right"}
    assert "All 16.8" in words_of_line(spec)


def words_of_line(spec: dict) -> list[str]:
    return [row["words"] for layer in layers(spec, "text") for row in data_of(spec, layer) if "words" in row]


def test_without_a_caseload_of_all_there_is_no_line():
    spec = caseload.caseload(TEAMS, None).to_dict()
    assert not layers(spec, "rule") and not words_of_line(spec)


@pytest.mark.parametrize(
    ("teams", "says"),
    [
        (TEAMS, "Caseloads run from 15.2 to 21.4 across 3 teams"),
        (TEAMS.filter(TEAMS["team"] == "Court"), "A caseload of 21.4 in one team"),
        (TEAMS.filter(TEAMS["caseload"] == 15.2), "A caseload of 15.2 in each of 2 teams"),
        (TEAMS.filter(TEAMS["team"] == "New"), "No team's caseload is known"),
    ],
)
def test_the_headline_says_how_far_apart_caseloads_are(teams, says):
    assert caseload.headline(teams) == says
    assert len(says.split()) <= 10


def test_caseloads_in_words_have_the_ends_and_how_many_are_above_all_together():
    assert caseload.described(TEAMS, 16.75) == (
        "Dot plot of caseload by team: Court 21.4 is the highest of 3, Duty 15.2 the lowest; all together have 16.8, "
        "1 is above it. The table of teams holds every figure."
    )
    assert caseload.described(TEAMS.clear(), None) == "Caseload by team: nothing to draw."


@pytest.mark.parametrize("count", [1, 40])
def test_every_team_has_a_row_of_its_own(count):
    teams = pl.DataFrame({"team": [f"Team {i}" for i in range(count)]}).with_columns(
        caseload=pl.lit(15.0), cases=pl.lit(150.0), case_holders_fte=pl.lit(10.0)
    )
    assert caseload.caseload(teams, 15.0).to_dict()["height"] == max(count, 2) * caseload.ROW
