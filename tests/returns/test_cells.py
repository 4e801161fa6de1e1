"""What a cell says: numbers, months, days, codes, choices, text, blanks and symbols, and what none of them are."""

from datetime import date

import polars as pl
import pytest

from sct_dash.returns import RETURNS
from sct_dash.returns.cells import typed
from tests.returns.drawn import HEAD, KPIS, checked, found, says, values


def with_value(cell: str) -> str:
    return f'{HEAD}2024-04,KPI001,,,"{cell.replace(chr(34), chr(34) * 2)}",\n'


def with_period(cell: str) -> str:
    return f'{HEAD}"{cell}",KPI001,45,60,,\n'


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("45.2", 45.2), ("45.2%", 45.2), ("45.2 %", 45.2), ("+45", 45), ("045", 45), ("45.", 45), (".5", 0.5),
        ("4.52E+01", 45.2), ("£45", 45), (" 45 ", 45), ("\u00a045", 45), ("'45", 45), ('="45"', 45), ("0", 0),
        ("4\u200b5", 45), ("100", 100),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(cell: str, value: float):
    assert values(checked(with_value(cell)))[0][4] == pytest.approx(value)


@pytest.mark.parametrize(
    "cell",
    ["abc", "nan", "inf", "-inf", "1_000", "(12)", "1,23", "45,2", "<5", "*", "0x1F", "٤٥", "４５", "½", "4 5", "45abc",
     "%", "—", "TRUE", "none", "null", "NA", "TBC", "#DIV/0!", "=45", "1e400", "1e5000", "--", "£", "."],
)  # fmt: skip
def test_what_is_no_number_is_one_finding_and_never_guessed(cell: str):
    outcome = checked(with_value(cell))
    assert outcome.findings.select("line", "column").rows() == [(2, "value")]
    assert outcome.rows is None


def test_thousands_commas_and_a_true_minus_are_read():
    rows = f'{HEAD}2024-04,KPI006,,,"1,234",\n2024/25 Q1,KPI004,,,"−1,234.5",\n'
    assert [row[4] for row in values(checked(rows))] == [1234.0, -1234.5]


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0", "n/a", "N/A", "-", "–"])
def test_blank_is_said_in_these_words(cell: str):
    assert values(checked(f"{HEAD}2024-04,KPI001,45,60,{cell},{cell}\n"))[0][4:] == (None, None)


@pytest.mark.parametrize(
    ("cell", "symbol"), [("z", "z"), ("X", "x"), ("c", "c"), ("k", "k"), ("low", "k"), ("Low", "k"), ("u", "u")]
)
def test_a_symbol_is_a_missing_value_with_its_reason(cell: str, symbol: str):
    outcome = checked(with_value(cell))
    assert outcome.rows.select("value", "symbol").row(0) == (None, symbol)


def test_a_symbol_beside_the_figures_it_says_are_missing_is_a_finding():
    assert found(f"{HEAD}2024-04,KPI001,45,60,x,\n") == [(2, "value", "symbol stands alone")]


@pytest.mark.parametrize(
    "cell",
    ["2024-04", "2024-04-01", "2024-04-30", "01/04/2024", "1/4/2024", "30/04/24", "Apr 2024", "April 2024", "Apr-24",
     "april 2024", "45383", "45412", "2024-04-15 00:00:00", "2024-04-15T09:30:00Z", "04/2024", " 2024-04 "],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(cell: str):
    row = checked(with_period(cell)).rows.select("period", "period_end").row(0)
    assert row == (date(2024, 4, 1), date(2024, 4, 30))


@pytest.mark.parametrize(
    "cell",
    ["31/02/2024", "2024-13", "00/05/2024", "2023-02-29", "04/13/2024", "2024", "April", "20240401", "soon",
     "01/04/0024", "Q1 2024", "-1"],
)  # fmt: skip
def test_what_is_no_month_is_told_by_its_cell(cell: str):
    assert found(with_period(cell)) == [(2, "period", "unreadable")]
    assert cell in says(with_period(cell))[0]


def test_the_order_of_the_united_states_is_told_apart():
    assert says(with_period("04/13/2024"))[0].endswith("Dates are read with the day first.")
    assert values(checked(with_period("04/05/2024")))[0][0] == date(2024, 5, 1)


def test_a_two_digit_year_is_of_this_century():
    assert values(checked(with_period("01/04/24")))[0][0].year == 2024


@pytest.mark.parametrize("cell", ["kpi001", " Kpi001 ", "KPI001\u00a0", "KPI\u200b001", "'KPI001", '="KPI001"'])
def test_a_code_is_matched_without_case_space_or_marks(cell: str):
    quoted = cell.replace('"', '""')
    outcome = checked(f'{HEAD}2024-04,"{quoted}",45,60,,\n')
    assert values(outcome)[0][1] == "KPI001"
    assert len(outcome.notices) == 1


@pytest.mark.parametrize(
    ("cell", "ending"),
    [
        ("KPI0O1", "not ‘KPI0O1’. Did you mean KPI001?"),
        ("KPI01", "not ‘KPI01’. Did you mean KPI001?"),
        ("KPI 001", "not ‘KPI 001’. Did you mean KPI001?"),
        ("ZZZZ", "not ‘ZZZZ’."),
    ],
)
def test_an_unknown_code_is_told_with_the_nearest_one(cell: str, ending: str):
    assert says(f"{HEAD}2024-04,{cell},45,60,,\n") == [f"KPI code must be on the list, {ending}"]


def test_a_code_with_no_list_to_be_on_says_what_to_send_first():
    assert says(f"{HEAD}2024-04,KPI001,45,60,75,\n", held={}) == [
        "KPI code must be on the list, and no kpis are held yet. Send the kpis return first."
    ]


def test_a_choice_is_matched_without_case_and_told_with_its_choices():
    rows = KPIS.replace("KPI001,In time,percent,higher,month", "KPI001,In time,Percent,HIGHER,Monthly")
    assert checked(rows, kind="kpis").rows.row(0, named=True)["frequency"] == "month"
    assert says(KPIS.replace("In time,percent", "In time,furlongs"), kind="kpis") == [
        "Unit must be percent, per_10000, count, days, score, currency or ratio, not ‘furlongs’."
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2021-04-01", date(2021, 4, 1)), ("01/04/2021", date(2021, 4, 1)), ("1/4/21", date(2021, 4, 1)),
        ("1 April 2021", date(2021, 4, 1)), ("1-Apr-21", date(2021, 4, 1)), ("44287", date(2021, 4, 1)),
        ("Apr 2021", date(2021, 4, 1)), ("2021-04-01 00:00:00", date(2021, 4, 1)),
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell: str, day: date):
    file = f"kpi_code,name,unit,direction,frequency,valid_from\nK1,One,percent,higher,month,{cell}\n"
    assert checked(file, kind="kpis").rows["valid_from"].item() == day


@pytest.mark.parametrize("cell", ["31/02/2021", "2021-02-30", "04/13/2021", "yesterday", "1/1/0021", "1"])
def test_what_is_no_day_is_told(cell: str):
    file = f"kpi_code,name,unit,direction,frequency,valid_from\nK1,One,percent,higher,month,{cell}\n"
    assert found(file, kind="kpis") == [(2, "valid_from", "unreadable")]


def test_a_last_day_given_as_a_month_is_the_month_s_last():
    file = "kpi_code,relief_from,relief_to,clause,reason\nKPI001,Mar 2020,Sep 2021,21.4,Covid-19\n"
    row = checked(file, kind="relief").rows.row(0, named=True)
    assert (row["relief_from"], row["relief_to"]) == (date(2020, 3, 1), date(2021, 9, 30))


def test_a_comment_keeps_its_lines_and_loses_what_cannot_be_seen():
    outcome = checked(f'{HEAD}2024-04,KPI001,45,60,,"one\r\ntwo\x1b[31m \u202etxt\u202c"\n')
    assert values(outcome)[0][-1] == "one\ntwo[31m txt"
    assert outcome.notices == ["Comment: invisible characters were taken out of 1 cell."]


def test_a_comment_may_have_two_thousand_characters():
    assert checked(f"{HEAD}2024-04,KPI001,45,60,,{'x' * 2000}\n").accepted
    assert says(f"{HEAD}2024-04,KPI001,45,60,,{'x' * 2001}\n") == [
        "Comment must be 2,000 characters or fewer, and has 2,001."
    ]


def test_a_long_cell_is_cut_where_it_is_quoted():
    outcome = checked(with_value("y" * 40_000))
    assert len(outcome.findings["value"].item()) == 60
    assert len(outcome.findings["says"].item()) < 150


def test_what_was_read_as_something_else_is_said_and_what_was_plain_is_not():
    assert checked(f"{HEAD}2024-04,KPI001,45,60,75.0,On track\n").notices == []
    assert checked(f"{HEAD}01/04/2024,KPI001,45,60,75.0,\n").notices == [
        "Period: 1 cell understood, such as ‘01/04/2024’ as April 2024."
    ]


@pytest.mark.parametrize(
    "cell", ["30/09/2025", "2025-09-30", "Sep 2025", "Sep-25", "01/09/2025", "2025-09-01", "1/9/25"]
)
def test_a_month_end_is_the_last_day_of_the_month_however_a_spreadsheet_wrote_it(cell):
    column = RETURNS["staffing"].column("month_end")
    read = typed(column, pl.Series([cell]), None, date(1899, 12, 30))
    assert read.rows["month_end"].to_list() == [date(2025, 9, 30)]
    assert (read.tidied is not None) == (cell not in ("30/09/2025", "2025-09-30"))


def test_the_middle_of_a_month_stays_a_day_and_other_dates_keep_their_first():
    month, begun = RETURNS["staffing"].column("month_end"), RETURNS["teams"].column("valid_from")
    for column, cell, day in ((month, "15/09/2025", date(2025, 9, 15)), (begun, "01/09/2025", date(2025, 9, 1))):
        assert typed(column, pl.Series([cell]), None, date(1899, 12, 30)).rows[column.name].to_list() == [day]


@pytest.mark.parametrize(("cell", "code"), [("4c", "4c"), (" 4C ", "4C"), ("'4c", "4c"), ("R-10", "R-10")])
def test_a_new_code_keeps_its_case_where_its_column_says_so_and_is_put_in_capitals_elsewhere(cell, code):
    cased, other = RETURNS["risks"].column("reference"), RETURNS["kpis"].column("kpi_code")
    for column, meant in ((cased, code), (other, code.upper())):
        assert typed(column, pl.Series([cell]), None, date(1899, 12, 30)).rows[column.name].to_list() == [meant]


def test_a_code_that_refers_to_another_takes_the_case_that_is_held():
    column = RETURNS["risk_scores"].column("reference")
    assert typed(column, pl.Series(["4C"]), ["4", "4c"], date(1899, 12, 30)).rows["reference"].to_list() == ["4c"]
