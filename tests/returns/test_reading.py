"""Bytes to rows: encodings, separators, headings, line numbers, and rows that are no rows of figures."""

import pytest

from tests.returns.drawn import HEAD, ONE, ROW, checked, found, says, values

MAY = ROW.replace("2024-04", "2024-05")
ACCENTED = ROW.replace("On track", "Café visit – £5")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_accents_dashes_and_pounds_survive_every_encoding(codec: str):
    outcome = checked((HEAD + ACCENTED).encode(codec))
    assert values(outcome)[0][-1] == "Café visit – £5"
    assert bool(outcome.notices) is (codec not in ("utf-8", "utf-8-sig"))


def test_big_endian_utf_16_with_its_mark_is_read():
    assert values(checked(b"\xfe\xff" + (HEAD + ROW).encode("utf-16-be"))) == ONE


def test_accents_written_as_two_characters_become_one():
    assert values(checked(HEAD + ROW.replace("On track", "Cafe\u0301")))[0][-1] == "Café"


def test_text_that_was_garbled_before_is_taken_with_a_notice():
    outcome = checked(HEAD + ROW.replace("On track", "CafÃ©"))
    assert outcome.accepted
    assert any("garbled" in notice for notice in outcome.notices)


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + ACCENTED).encode() + MAY.replace("On track", "Café").encode("cp1252"),
        (HEAD + ROW).encode() + b"\x81\n",
        (HEAD + ROW.strip() + "é").encode()[:-1],
        (HEAD + ROW).encode("utf-16")[:-1],
    ],
    ids=["two encodings", "no encoding has it", "cut in a character", "half a character"],
)
def test_bytes_that_cannot_be_read_are_refused(data: bytes):
    outcome = checked(data)
    assert outcome.refused
    assert "character" in outcome.findings["says"].item()


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_the_separator_is_the_one_under_which_the_headings_appear(separator: str):
    outcome = checked((HEAD + ROW).replace(",", separator))
    assert values(outcome) == ONE
    assert any("separated" in notice for notice in outcome.notices)


def test_a_comma_inside_a_cell_of_a_semicolon_file_is_text():
    data = (HEAD + ROW).replace(",", ";").replace("On track", "Up, see note")
    assert values(checked(data))[0][-1] == "Up, see note"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_a_line_ending(end: str):
    assert len(values(checked((HEAD + ROW + MAY).replace("\n", end)))) == 2


def test_a_separator_line_is_stepped_over_and_counts_as_a_line():
    data = "sep=;\r\n" + (HEAD + ROW.replace("75.0", "abc")).replace(",", ";")
    assert found(data) == [(3, "value", "unreadable")]


def test_titles_above_the_headings_are_said():
    outcome = checked("Monthly return,,,,,\n,,,,,\n" + HEAD + ROW)
    assert values(outcome) == ONE
    assert outcome.notices == ["Lines 1 to 2 above the headings were not read."]


def test_lines_count_as_a_spreadsheet_counts_them():
    bad = ROW.replace("75.0", "abc")
    assert found("\n\r\n" + HEAD + bad) == [(4, "value", "unreadable")]
    assert found(HEAD + ROW.replace("On track", '"one\ntwo\n\nthree"') + MAY.replace("75.0", "abc")) == [
        (3, "value", "unreadable")
    ]
    assert found(HEAD + ROW + "\n,,,,,\n\n" + MAY.replace("75.0", "abc")) == [(6, "value", "unreadable")]


def test_a_stray_quotation_mark_is_an_ordinary_character():
    assert values(checked(HEAD + ROW.replace("On track", '5" pipe and 6" bolt')))[0][-1] == '5" pipe and 6" bolt'


def test_a_quoted_cell_after_a_space_is_one_cell():
    assert values(checked(HEAD + '2024-04, KPI001, 45, 60, 75.0, "Up, see note"\n'))[0][-1] == "Up, see note"


def test_a_quotation_mark_that_never_closes_is_told_with_its_row():
    assert found(HEAD + ROW + MAY.replace("On track", '"On track')) == [(3, None, "quotation mark")]


def test_rows_before_and_after_a_broken_quotation_are_checked():
    june = ROW.replace("2024-04", "2024-06").replace("75.0", "abc")
    data = HEAD + ROW.replace("75.0", "abc") + MAY.replace("On track", '"On" track') + june
    assert found(data) == [(2, "value", "unreadable"), (3, None, "quotation mark"), (4, "value", "unreadable")]


def test_a_row_with_more_or_fewer_cells_is_told_and_never_cut():
    assert found(HEAD + ROW.replace("On track", "Up, see note")) == [(2, None, "more cells")]
    assert found(HEAD + "2024-04,KPI001,45,60,75.0\n") == [(2, None, "fewer cells")]
    assert found(HEAD.strip() + ",\n" + ROW.replace("On track", "Up, see note")) == [(2, None, "more cells")]


def test_empty_cells_past_the_headings_and_blank_rows_at_the_end_are_no_matter():
    outcome = checked(HEAD + ROW.strip() + ",,,\n" + ",,,,,\n" * 3 + "\n")
    assert values(outcome) == ONE
    assert outcome.notices == ["4 blank rows left out."]


def test_comment_rows_are_said_and_totals_and_repeated_headings_are_findings():
    assert values(checked(HEAD + "# taken out on 3 July, 9:00\n" + ROW)) == ONE
    assert found(HEAD + ROW + "Total,,45,60,75.0,\n") == [(3, None, "total row")]
    assert found(HEAD + ROW + HEAD + MAY) == [(3, None, "repeated headings")]


def test_a_footnote_is_a_finding_with_its_row():
    assert found(HEAD + ROW + '"Source: the case system, 3 July"\n') == [(3, None, "fewer cells")]


@pytest.mark.parametrize(
    "head",
    [
        " Period ,KPI Code,NUMERATOR,denominator ,Value,Comment\n",
        "Reporting Month,Indicator,Num,Denom,Value (%),Notes\n",
        "\ufeffper\u200biod,kpi\u00a0code,n,d,%,commentary\n",
        "period,kpi-code,Numerator:,Denominator*,VALUE,Comments\n",
    ],
)
def test_headings_are_known_by_any_of_their_names(head: str):
    outcome = checked(head + ROW)
    assert values(outcome) == ONE
    assert any("understood" in notice for notice in outcome.notices)


def test_the_order_of_the_columns_is_no_matter():
    head, row = HEAD.strip().split(","), ROW.strip().split(",")
    assert values(checked(f"{','.join(head[::-1])}\n{','.join(row[::-1])}\n")) == ONE


def test_an_optional_column_may_be_left_out():
    assert values(checked("period,kpi_code,value\n2024-04,KPI001,75\n"))[0][2:] == (None, None, 75.0, None)


def test_all_missing_columns_are_named_at_once_with_the_nearest_guess():
    told = says("numerator,denominator,value\n45,60,75\n")
    assert told == ["The columns period and kpi_code must be in the first row."]
    assert "by ‘perod’" in says("perod,kpi_code,value\n2024-04,KPI001,75\n")[0]


def test_a_column_given_twice_is_told_by_both_its_names():
    outcome = checked("period,KPI,kpi_code,value\n2024-04,KPI001,KPI001,75\n")
    assert not outcome.accepted and not outcome.refused
    assert outcome.findings["says"].to_list() == [
        "The column kpi_code is there more than once, as ‘KPI’ and ‘kpi_code’. Keep one of them."
    ]


def test_a_column_we_do_not_know_is_said_as_text():
    outcome = checked(HEAD.strip() + ",<b>x</b>\n" + ROW.strip() + ",\n")
    assert outcome.accepted
    assert outcome.notices == ["1 column not in this return, so not read: ‘<b>x</b>’."]


def test_five_thousand_columns_are_told_in_one_short_sentence():
    outcome = checked(HEAD.strip() + "," + ",".join(f"c{at}" for at in range(4994)) + "\n" + ROW)
    assert outcome.refused
    assert len(outcome.findings["says"].item()) < 100


def test_a_file_without_headings_is_told_which_it_needs_and_no_cell_is_quoted():
    outcome = checked(ROW + MAY)
    assert not outcome.refused
    assert found(ROW + MAY) == [(None, None, "headings")]
    assert "KPI001" not in outcome.findings["says"].item()


def test_headings_without_rows_change_nothing():
    outcome = checked(HEAD)
    assert not outcome.accepted and not outcome.refused
    assert found(HEAD) == [(None, None, "no rows")]
    assert found(HEAD + ",,,,,\n\n") == [(None, None, "no rows")]
