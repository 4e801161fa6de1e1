"""DfE's own files in each of their shapes: which rows are kept, what a cell becomes, and what is told of the rest."""

from datetime import date

import pytest

from sct_dash.core.frames import empty
from sct_dash.returns import RETURNS, comparing, telling
from tests.returns.drawn import AREAS, DFE_COLUMNS, HELD, KPIS, MEASURES, checked, found, picture, says

MARCH, SEPTEMBER = date(2025, 3, 31), date(2025, 9, 30)
WIDE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,turnover_rate_fte\n"
)
ENGLAND = "2025,Reporting year,National,E92000001,England,,,,,,13.8\n"
REGION = "2025,Reporting year,Regional,E92000001,England,E12000005,West Midlands,,,,11.5\n"
SANDWELL = "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,333,E08000028,Sandwell,11.1\n"
WALSALL = "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,335,E08000030,Walsall,c\n"
DUDLEY = "2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,332,E08000027,Dudley,9.9\n"
LONG = (
    '"time_period","geographic_level","geo_breakdown","geo_breakdown_sn","new_la_code","old_la_code","age",'
    '"accommodation_suitability","number","percentage"\n'
)
SUITABLE = '"19 to 21 years","Accommodation considered suitable"'
PLACES = {
    "Sandwell": "authority",
    "Walsall": "neighbour",
    "West Midlands": "region",
    "England": "england",
    "Statistical neighbours (median)": "neighbours_median",
}


def taken(data: str, file_kind: str = "dfe_statistics", **more) -> list[tuple]:
    """The accepted figures as (measure, area, area kind, period end, basis, value, symbol)."""
    outcome = checked(data, kind=file_kind, **more)
    assert outcome.accepted, outcome.findings["says"].to_list()
    return outcome.rows.select("measure", "area", "area_kind", "period_end", "basis", "value", "symbol").rows()


def told(data: str, **more) -> list[str]:
    return says(data, kind="dfe_statistics", **more)


def test_the_authority_its_neighbours_region_and_nation_are_kept_and_the_others_counted():
    rows = taken(WIDE + ENGLAND + REGION + SANDWELL + WALSALL + DUDLEY)
    assert rows == [
        ("TURNOVER", "England", "england", SEPTEMBER, "year", 13.8, None),
        ("TURNOVER", "West Midlands", "region", SEPTEMBER, "year", 11.5, None),
        ("TURNOVER", "Sandwell", "authority", SEPTEMBER, "year", 11.1, None),
        ("TURNOVER", "Walsall", "neighbour", SEPTEMBER, "year", None, "c"),
    ]
    assert "1 row of other areas was left out." in checked(WIDE + SANDWELL + DUDLEY, kind="dfe_statistics").notices
    many = checked(WIDE + SANDWELL + DUDLEY * 1683, kind="dfe_statistics")
    assert "1,683 rows of other areas were left out." in many.notices
    assert (many.count, many.rows.height) == (1684, 1)


def test_a_condition_says_which_rows_count_whatever_its_capitals_and_spaces():
    def row(age: str, suitability: str, percentage: str) -> str:
        return f'2025,"Local authority","Sandwell",NA,"E08000028",333,"{age}","{suitability}","60","{percentage}"\n'

    suitable = "Accommodation considered suitable"
    data = (
        LONG
        + row("17 to 18 years", suitable, "91")
        + row("19 to  21 Years ", suitable.upper(), "88")
        + row("19 to 21 years", "No information", "6")
    )
    assert taken(data) == [("CL-SUITABLE", "Sandwell", "authority", MARCH, "position", 88.0, None)]


def test_rows_that_have_no_code_are_known_by_their_name_and_a_nation_needs_none():
    rows = "".join(
        f'2025,"{level}","{name}",NA,"{code}",{old},{SUITABLE},"1","9{at}"\n'
        for at, (level, name, code, old) in enumerate(
            [
                ("National", "National", "", "NA"),
                ("Regional", "West Midlands", "", "NA"),
                ("Local authority", "sandwell ", "", "NA"),
                ("Local authority", "Walsall  ", "", "335"),
                ("Local authority", "Walsall", "", "NA"),
            ]
        )
    )
    with pytest.raises(AssertionError, match="another figure than line 5"):
        taken(LONG + rows)
    kept = taken(LONG + "".join(rows.splitlines(keepends=True)[:4]))
    assert [(area, kind, value) for _, area, kind, _, _, value, _ in kept] == [
        ("England", "england", 90.0),
        ("West Midlands", "region", 91.0),
        ("Sandwell", "authority", 92.0),
        ("Walsall", "neighbour", 93.0),
    ]


def test_an_area_is_looked_for_at_its_own_level_only():
    kingdom = ENGLAND.replace("E92000001,England", "K02000001,United Kingdom")
    unnumbered = ENGLAND.replace("E92000001,England", ",Great Britain")
    named_like_a_region = DUDLEY.replace("Dudley", "West Midlands")
    rows = taken(WIDE + SANDWELL + kingdom + unnumbered + named_like_a_region)
    assert [row[1] for row in rows] == ["Sandwell"]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (SANDWELL.replace("E08000028", "E08000099").replace("11.1", "1").replace(",Sandwell,", ",Elsewhere,"),
         "new_la_code", "new_la_code is ‘E08000099’ and la_name is ‘Elsewhere’"),
        (SANDWELL.replace(",333,", ",334,"), "old_la_code", "old_la_code is ‘334’"),
        (SANDWELL.replace(",Sandwell,", ",Sandwell MBC,"), "la_name", "la_name is ‘Sandwell MBC’"),
        (SANDWELL.replace(",333,E08000028,", ",335,E08000030,"), "la_name", "la_name is ‘Sandwell’"),
        (REGION.replace("E12000005", "E12000004"), "region_code", "region_code is ‘E12000004’"),
        (ENGLAND.replace("E92000001", "W92000004"), "country_code", "country_code is ‘W92000004’"),
    ],
)  # fmt: skip
def test_a_row_that_names_an_area_in_one_column_and_not_in_another_is_told_and_is_no_match(
    row: str, column: str, says: str
):
    data = WIDE + DUDLEY + row
    assert found(data, kind="dfe_statistics") == [(3, column, "one area a row")]
    assert says in told(data)[0]
    assert "1 row of other areas was left out." in checked(data, kind="dfe_statistics").notices


def test_what_is_blank_or_spaced_otherwise_does_not_disagree():
    rows = (
        SANDWELL.replace(",333,E08000028,Sandwell,", ", 333 ,e08000028 , SANDWELL ,")
        + WALSALL.replace(",335,", ",NA,").replace("Walsall", "")
        + REGION.replace("West Midlands", "West  Midlands ")
        + ENGLAND.replace("England", "National")
    )
    assert [row[1] for row in taken(WIDE + rows)] == ["Sandwell", "Walsall", "West Midlands", "England"]


def test_a_median_of_neighbours_is_the_authority_s_own():
    level = '"Statistical neighbours (median)"'
    median = f'2025,{level},{level},"{{}}","NA",{{}},{SUITABLE},"NA","{{}}"\n'
    for name, code in (("Sandwell", 333), ("NA", 333), ("NA", "NA")):
        others = "".join(
            median.format(*other) for other in (("Barnsley", 370, 70), ("NA", 370, 71), ("Sandwell", 370, 72))
        )
        kept = taken(LONG + median.format(name, code, 85) + others)
        assert [(row[1], row[2], row[5]) for row in kept] == [
            ("Statistical neighbours (median)", "neighbours_median", 85.0)
        ]


@pytest.mark.parametrize(
    ("period", "ends"), [("2025", 2025), ("2024/25", 2025), ("202425", 2025), ("2024-25", 2025), ("2024/2025", 2025),
                         ("1999/00", 2000), (" 2025 ", 2025)]
)  # fmt: skip
def test_a_year_ends_in_the_last_year_it_names(period: str, ends: int):
    assert taken(WIDE + SANDWELL.replace("2025,", f"{period},", 1))[0][3] == date(ends, 9, 30)


@pytest.mark.parametrize("period", ["202503", "2025Q1", "2024/26", "25", "202", "20252", "March 2025"])
def test_a_period_that_is_no_year_is_told_at_its_line_in_dfe_s_own_column(period: str):
    data = WIDE + ENGLAND + SANDWELL.replace("2025,", f"{period},", 1)
    assert found(data, kind="dfe_statistics") == [(3, "time_period", "unreadable")]
    assert told(data) == [f"time_period must be a year, like 2025, 2024/25 or 202425, not ‘{period}’."]
    assert taken(WIDE + ENGLAND + DUDLEY.replace("2025,", f"{period},", 1))[0][1] == "England"


def of_years(ends: str):
    fed = f"measure,value_column,condition,basis,year_ends\nTURNOVER,turnover_rate_fte,,year,{ends}\n"
    return picture(kpis=KPIS, measures=MEASURES, areas=AREAS, dfe_columns=fed)


@pytest.mark.parametrize(
    ("period", "identifier", "ends", "last"),
    [
        ("202425", "Financial year", "31 March", date(2025, 3, 31)),
        ("202425", "FINANCIAL YEAR", "31 March", date(2025, 3, 31)),
        ("202425", "Academic year", "31 August", date(2025, 8, 31)),
        ("202425", "academic  Year ", "31 August", date(2025, 8, 31)),
        ("2024", "Calendar year", "31 December", date(2024, 12, 31)),
        ("2024", "calendar year", "31 December", date(2024, 12, 31)),
        *(("2025", said, "30 September", SEPTEMBER) for said in ("Reporting year", "reporting Year", "", "NA")),
        ("2025", "Reporting year", "31 March", MARCH),
    ],
)  # fmt: skip
def test_a_year_of_its_own_kind_is_taken(period: str, identifier: str, ends: str, last: date):
    data = WIDE + SANDWELL.replace("2025,Reporting year", f"{period},{identifier}")
    assert taken(data, held=of_years(ends))[0][3] == last


MISFITS = [
    ("202425", "Financial year - Q1", "31 March"), ("202425", "financial year - q1", "31 March"),
    ("2025", "Week 12", "30 September"), ("2024", "December", "31 December"), ("2024", "december", "31 December"),
    ("202425", "Autumn term", "31 August"), ("202425", "Tax year", "31 March"), ("202412", "December", "31 December"),
    ("202425", "Financial year", "30 September"), ("202425", "Financial year", "31 August"),
    ("202425", "Academic year", "31 March"), ("202425", "academic year", "30 September"),
    ("2024", "Calendar year", "31 March"), ("2024", "CALENDAR YEAR", "30 September"),
]  # fmt: skip


@pytest.mark.parametrize(("period", "identifier", "ends"), MISFITS)
def test_what_is_no_such_year_is_left_out_beside_figures_that_are_and_counted(period: str, identifier: str, ends: str):
    other = SANDWELL.replace("2025,Reporting year", f"{period},{identifier}").replace("11.1", "44.4")
    outcome = checked(WIDE + other + SANDWELL, kind="dfe_statistics", held=of_years(ends))
    assert outcome.accepted and outcome.rows["value"].to_list() == [11.1]
    assert (
        f"1 figure was left out: time_identifier is ‘{identifier}’, and dfe_columns asks for a whole year that ends on "
        f"{ends}." in outcome.notices
    )


@pytest.mark.parametrize(("period", "identifier", "ends"), MISFITS)
def test_a_file_in_which_no_figure_is_of_such_a_year_is_refused_in_words(period: str, identifier: str, ends: str):
    data = WIDE + SANDWELL.replace("2025,Reporting year", f"{period},{identifier}")
    outcome = checked(data, kind="dfe_statistics", held=of_years(ends))
    assert not outcome.accepted and outcome.rows is None
    assert outcome.findings.select("line", "column", "rule").rows() == [(None, "time_identifier", "no such year")]
    assert f"time_identifier is ‘{identifier}’" in outcome.findings["says"].item()
    assert f"ends on {ends}" in outcome.findings["says"].item()


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("91", (91.0, None)), ("91.0", (91.0, None)), ('"1,234"', (1234.0, None)), ("12%", (12.0, None)),
        ("c", (None, "c")), ("z", (None, "z")), ("x", (None, "x")), ("u", (None, "u")), ("k", (None, "k")),
        ("low", (None, "k")), (":", (None, "x")), ("-", (None, "x")), ("C", (None, "c")), ("0", (0.0, None)),
    ],
)  # fmt: skip
def test_a_figure_is_kept_as_published_and_a_symbol_as_what_it_means(cell: str, figure: tuple):
    assert taken(WIDE + SANDWELL.replace("11.1", cell))[0][5:] == figure


@pytest.mark.parametrize("cell", ["", "NA", "na", "  ", "n/a"])
def test_a_cell_that_says_nothing_is_no_row(cell: str):
    outcome = checked(WIDE + ENGLAND + SANDWELL.replace("11.1", cell), kind="dfe_statistics")
    assert outcome.rows["area"].to_list() == ["England"]
    assert "1 cell left out, empty or NA." in outcome.notices


def test_what_is_no_figure_is_told_at_its_line_and_column_and_marked_in_the_copy():
    outcome = checked(WIDE + DUDLEY + ENGLAND + SANDWELL.replace("11.1", "<5"), kind="dfe_statistics")
    assert outcome.findings.select("line", "column", "value").rows() == [(4, "turnover_rate_fte", "<5")]
    marked = telling.marked_csv(outcome).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in marked] == ["Line", "2", "3", "4"]
    assert "Write c for a figure that is confidential." in marked[3]
    assert telling.marked_workbook(outcome).startswith(b"PK")


def test_a_stand_in_for_a_symbol_never_becomes_a_figure():
    assert found(WIDE + SANDWELL.replace("11.1", "-300"), kind="dfe_statistics") == [
        (2, "turnover_rate_fte", "value not below 0")
    ]


def test_the_same_figure_twice_is_kept_once_and_another_is_a_finding():
    twice = taken(WIDE + SANDWELL + SANDWELL.replace("11.1", "11.10"))
    assert len(twice) == 1
    data = WIDE + SANDWELL + DUDLEY + SANDWELL.replace("11.1", "12")
    assert found(data, kind="dfe_statistics") == [(4, "turnover_rate_fte", "two figures")]
    assert told(data)[0].startswith("Line 4 has another figure than line 2 for TURNOVER, Sandwell and 2025.")


def test_the_release_is_a_column_of_the_file_or_else_the_name_of_the_file():
    named = checked(WIDE + SANDWELL, kind="dfe_statistics")
    assert named.rows.select("release", "source").row(0) == ("sent, to 2025", "Department for Education, sent.csv")
    assert "The release is named after the file: ‘sent, to 2025’." in named.notices
    column = checked(
        WIDE.strip() + ",release\n" + SANDWELL.strip() + ",Workforce 2025\n" + ENGLAND.strip() + ",\n",
        kind="dfe_statistics",
    )
    assert column.rows["release"].to_list() == ["Workforce 2025", "sent, to 2025"]
    assert not any("named after the file" in notice for notice in column.notices)


@pytest.mark.parametrize(
    ("file", "release"),
    [
        ("csww_indicators_2017_to_2025.csv", "csww_indicators_2017_to_2025"),
        ("csww_indicators_2017_to_2025 (1).csv", "csww_indicators_2017_to_2025"),
        ("csww_indicators_2017_to_2025 (1)-mended.csv", "csww_indicators_2017_to_2025"),
        ("csww_indicators_2017_to_2024.csv", "csww_indicators_2017_to_2024, to 2025"),
        ("cla 2024-25.csv", "cla 2024-25"),
        ("cla_202425.csv", "cla_202425"),
        ("cla_2024_25 (2).csv", "cla_2024_25"),
        ("cla 2023-24.csv", "cla 2023-24, to 2025"),
        ("cla 2017-2025.csv", "cla 2017-2025"),
        ("published 2026.csv", "published 2026"),
        ("Dashboard, 27 April 2026, cla.csv", "Dashboard, 27 April 2026, cla"),
        ("cla_Nov-2024.csv", "cla_Nov-2024"),
        ("2024-11-14 cla.csv", "2024-11-14 cla"),
        ("cla_20241114.csv", "cla_20241114"),
        ("cla 14.11.2024.csv", "cla 14.11.2024"),
        ("cla_20240.csv", "cla_20240, to 2025"),
        ("march past.csv", "march past, to 2025"),
        ("Children looked after v1.2.CSV", "Children looked after v1.2, to 2025"),
        ("C:\\Downloads\\cla.csv", "cla, to 2025"),
        ("no extension", "no extension, to 2025"),
        (" (1).csv", "Department for Education, to 2025"),
        ("x" * 300 + ".csv", "x" * 191 + ", to 2025"),
    ],
)
def test_a_file_s_name_becomes_a_release_without_what_is_not_of_the_publication(file: str, release: str):
    outcome = checked(WIDE + SANDWELL, kind="dfe_statistics", file=file)
    assert outcome.accepted
    assert outcome.rows["release"].item() == release
    assert f"The release is named after the file: ‘{release}’." in outcome.notices


def test_next_year_s_file_of_the_same_name_is_another_release():
    last = checked(WIDE + SANDWELL, kind="dfe_statistics", file="cin_referrals.csv").rows
    both = SANDWELL.replace("11.1", "11.4") + SANDWELL.replace("2025,", "2026,", 1)
    held = comparing.upserted(RETURNS["dfe_statistics"], last, empty("benchmarks"))
    next_ = checked(WIDE + both, kind="dfe_statistics", file="cin_referrals.csv").rows
    held = comparing.upserted(RETURNS["dfe_statistics"], next_, held)
    assert sorted(held.select("period_end", "value", "release").rows()) == [
        (SEPTEMBER, 11.1, "cin_referrals, to 2025"),
        (SEPTEMBER, 11.4, "cin_referrals, to 2026"),
        (date(2026, 9, 30), 11.1, "cin_referrals, to 2026"),
    ]


def test_a_part_of_a_later_year_does_not_make_another_release():
    quarter = SANDWELL.replace("2025,Reporting year", "202526,Financial year - Q1")
    rows = checked(WIDE + SANDWELL + quarter, kind="dfe_statistics", file="cla.csv").rows
    assert rows["release"].to_list() == ["cla, to 2025"]


def test_a_column_is_found_by_its_exact_heading_or_by_the_only_one_like_it():
    assert taken(WIDE.replace("turnover_rate_fte", "Turnover Rate FTE") + SANDWELL)[0][5] == 11.1
    both = WIDE.replace("turnover_rate_fte", "Turnover Rate Fte,turnover_rate_fte") + SANDWELL.replace(
        "11.1", "12,11.1"
    )
    assert taken(both)[0][5] == 11.1
    neither = both.replace(",turnover_rate_fte\n", ",TURNOVER_RATE_FTE\n")
    assert checked(neither, kind="dfe_statistics").refused


def test_one_file_may_feed_several_measures():
    held = picture(
        kpis=KPIS,
        measures=MEASURES,
        areas=AREAS,
        dfe_columns=f"{DFE_COLUMNS}CLA-RATE,caseload_fte,,position,30 September\n",
    )
    data = WIDE.replace("turnover_rate_fte", "caseload_fte,turnover_rate_fte") + SANDWELL.replace("11.1", "17,11.1")
    assert [row[0] for row in taken(data, held=held)] == ["TURNOVER", "CLA-RATE"]
    assert any(
        "2 figures read: ‘turnover_rate_fte’ as TURNOVER and ‘caseload_fte’ as CLA-RATE." in notice
        for notice in checked(data, kind="dfe_statistics", held=held).notices
    )


def test_a_file_that_feeds_no_measure_is_refused_with_what_was_looked_for():
    outcome = checked(WIDE.replace("turnover", "leavers") + SANDWELL, kind="dfe_statistics")
    assert outcome.refused
    (sentence,) = outcome.findings["says"]
    assert "turnover_rate_fte" in sentence and "percentage (beside age and accommodation_suitability)" in sentence
    assert "dfe_columns return" in sentence and "11.1" not in sentence


@pytest.mark.parametrize(("lacking", "first"), [("areas", "areas"), ("dfe_columns", "dfe_columns")])
def test_what_is_not_held_yet_is_asked_for_first(lacking: str, first: str):
    held = {kind: frame for kind, frame in HELD.items() if kind != lacking}
    data = WIDE + SANDWELL
    assert found(data, kind="dfe_statistics", held=held) == [(None, None, "nothing held")]
    assert f"Send the {first} return first." in told(data, held=held)[0]


def test_a_file_without_our_areas_or_without_a_figure_of_theirs_says_so():
    assert "is of an area on the list, which has Sandwell, Walsall" in told(WIDE + DUDLEY)[0]
    assert "no row of theirs has a figure" in told(WIDE + SANDWELL.replace("11.1", "NA"))[0]
    assert not checked(WIDE + DUDLEY, kind="dfe_statistics").accepted


def test_areas_held_without_old_codes_are_known_all_the_same():
    held = {**HELD, "areas": HELD["areas"].with_columns(old_code=None).cast(HELD["areas"].schema)}
    assert taken(WIDE + SANDWELL + REGION, held=held)[0][1] == "Sandwell"


def test_headings_of_the_file_cannot_be_taken_for_ours():
    odd = WIDE.replace("time_identifier", "area").replace("country_name", "value").replace("la_name", "line")
    assert taken(odd + SANDWELL) == taken(WIDE + SANDWELL)


NHS = ("9434765919", "4010232137", "4857773456", "9434765870")


@pytest.mark.parametrize(
    "cells",
    [
        ("9434765919", "120", "8100"),
        ("9434765919", "120.5", "c", "NA", "1,200", "[x]", "12%", ":"),
        ("9434765919", "1234567890", "2345678901", "85", "86", "87", "low"),
        ("1234567890", "2345678901", "All of them"),
    ],
)
def test_a_figure_of_ten_digits_among_figures_is_no_nhs_number(cells: tuple[str, ...]):
    assert unknown_column(cells).accepted


@pytest.mark.parametrize(
    "cells",
    [
        NHS[:1],
        (*NHS, "", "", "", "", "", ""),
        (*NHS, *"123"),
        (*NHS, *"123456"),
        (*NHS[:2], *"123456"),
        (*NHS, "All", "Boys", "Girls", "Under 1", "1 to 4", "5 and over"),
        (NHS[0], "120", "8100", "85", "Known to the team"),
        (NHS[0], NHS[0], NHS[0], "120", "8100"),
    ],
)
def test_nhs_numbers_in_an_unknown_column_are_refused_and_not_quoted(cells: tuple[str, ...]):
    outcome = unknown_column(cells)
    assert outcome.refused
    assert not any(number in str(outcome) for number in NHS)


def unknown_column(cells: tuple[str, ...]):
    rows = (DUDLEY.replace("Reporting year", f'"{cell}"') for cell in cells)
    own = SANDWELL.replace("Reporting year", "")
    return checked(WIDE.replace("time_identifier", "spent") + "".join(rows) + own, kind="dfe_statistics")


@pytest.mark.parametrize("heading", ["child_name", "UPN", "Date of birth", "nhs_number"])
def test_personal_data_in_a_file_of_this_shape_is_refused(heading: str):
    outcome = checked(WIDE.replace("time_identifier", heading) + SANDWELL, kind="dfe_statistics")
    assert outcome.refused
    assert "personal data" in told(WIDE.replace("time_identifier", heading) + SANDWELL)[0]


@pytest.mark.parametrize("kind", sorted(set(RETURNS) - {"dfe_statistics"}))
def test_every_other_kind_knows_a_file_of_dfe_s(kind: str):
    outcome = checked(WIDE + SANDWELL, kind=kind)
    assert outcome.refused
    assert "DfE statistics as downloaded" in outcome.findings["says"].item()


def test_what_a_file_becomes_is_compared_with_the_figures_held_however_they_came():
    kind = RETURNS["dfe_statistics"]
    held = checked(WIDE + SANDWELL, kind=kind.name).rows.drop("line")
    sent = checked(WIDE + SANDWELL.replace("11.1", "11.9") + ENGLAND, kind=kind.name).rows
    compared = comparing.compared(kind, sent, held)
    assert compared["change"].to_list() == ["changed", "new"]
    assert compared["was"].struct.field("value").to_list() == [11.1, None]
    by_hand = (
        "measure,area,area_kind,period_end,basis,value,release,source\n"
        'TURNOVER,Sandwell,authority,30/09/2025,year,11.9,"sent, to 2025","Department for Education, sent.csv"\n'
    )
    same = checked(by_hand, kind="benchmarks").rows
    assert comparing.compared(RETURNS["benchmarks"], same, sent.drop("line"))["change"].to_list() == ["unchanged"]


def test_rows_of_the_reply_are_the_figures_at_their_lines():
    outcome = checked(WIDE + DUDLEY + SANDWELL + WALSALL, kind="dfe_statistics")
    assert outcome.rows["line"].to_list() == [3, 4]
    assert telling.reply(outcome, rows=True)["accepted_rows"] == [
        {"measure": "TURNOVER", "area": "Sandwell", "area_kind": "authority", "period_end": "2025-09-30",
         "basis": "year", "value": 11.1, "release": "sent, to 2025", "source": "Department for Education, sent.csv"},
        {"measure": "TURNOVER", "area": "Walsall", "area_kind": "neighbour", "period_end": "2025-09-30",
         "basis": "year", "value": None, "symbol": "c", "release": "sent, to 2025",
         "source": "Department for Education, sent.csv"},
    ]  # fmt: skip


def test_a_column_of_figures_without_the_columns_of_its_condition_is_not_read():
    data = WIDE.replace("turnover_rate_fte", "turnover_rate_fte,percentage") + SANDWELL.replace("11.1", "11.1,91")
    assert [row[0] for row in taken(data)] == ["TURNOVER"]


def test_a_row_without_a_level_is_told_and_not_counted_with_other_areas():
    outcome = checked(WIDE + SANDWELL + DUDLEY.replace("Local authority", ""), kind="dfe_statistics")
    assert outcome.findings.select("line", "column", "rule").rows() == [(3, "geographic_level", "missing")]
    assert not any("other areas" in notice for notice in outcome.notices)


def test_columns_of_the_file_are_not_called_unread():
    assert checked(WIDE + SANDWELL, kind="dfe_statistics").notices == [
        "1 figure read: ‘turnover_rate_fte’ as TURNOVER.",
        "The release is named after the file: ‘sent, to 2025’.",
    ]
