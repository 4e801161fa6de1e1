"""What must hold of budget lines, months of budget monitoring, savings and what funds a deficit, at its edges."""

from datetime import date

import polars as pl
import pytest

from tests.returns.drawn import BUDGET_LINES, HELD, KPIS, checked, found, picture, says

HEAD = "month,line,original,virement,uplift,forecast,actual,note\n"
MAY = f"{HEAD}May 2026,PLACEMENTS,18000000,0,0,19000000,,\nMay 2026,LEGAL,1200000,0,0,1300000,,\n"
SAVINGS = "financial_year,scheme,planned,delivered,delayed_to,reason\n"


@pytest.fixture
def held() -> dict[str, pl.DataFrame]:
    return {**HELD, **picture(budget_lines=BUDGET_LINES, finance=MAY)}


@pytest.mark.parametrize(
    ("month", "month_end", "year"),
    [
        ("Apr 2026", date(2026, 4, 30), date(2026, 4, 1)),
        ("31/03/2026", date(2026, 3, 31), date(2025, 4, 1)),
        ("2025-12", date(2025, 12, 31), date(2025, 4, 1)),
        ("29/02/2024", date(2024, 2, 29), date(2023, 4, 1)),
    ],
)
def test_a_month_means_its_last_day_and_says_the_year_that_was_left_blank(month: str, month_end: date, year: date):
    rows = checked(f"{HEAD}{month},LEGAL,1200000,0,0,1300000,,\n", kind="finance").rows
    ended = year.replace(year=year.year + 1, month=3, day=31)
    assert rows.select("month_end", "financial_year", "financial_year_end").row(0) == (month_end, year, ended)


def test_sums_are_read_as_pounds_with_their_signs():
    rows = checked(f'{HEAD}Apr 2026,LEGAL,"£1,200,000",-£50000,0,1300000.50,,\n', kind="finance").rows
    assert rows.select("original", "virement", "forecast", "actual").row(0) == (1_200_000, -50_000, 1_300_000.5, None)


@pytest.mark.parametrize("blank", ["original", "virement", "uplift", "forecast"])
def test_a_sum_that_is_not_known_is_not_nought(blank: str):
    cells = {"original": "1200000", "virement": "0", "uplift": "0", "forecast": "1300000"} | {blank: ""}
    assert found(f"{HEAD}Apr 2026,LEGAL,{','.join(cells.values())},,\n", kind="finance") == [(2, blank, "missing")]


def test_a_month_that_leaves_out_a_line_of_the_month_before_is_queried_once_naming_it(held: dict[str, pl.DataFrame]):
    june = f"{HEAD}Jun 2026,PLACEMENTS,18000000,0,0,19000000,,\nJun 2026,FOSTERING,4200000,0,0,4200000,,\n"
    outcome = checked(june, kind="finance", held=held)
    assert outcome.accepted
    says = "June 2026 leaves out LEGAL, given for May 2026. Send every line of a month, and 0 for one that has closed."
    assert outcome.findings.select("line", "says").rows() == [(2, says)]


@pytest.mark.parametrize("rows", [
    "Jun 2026,PLACEMENTS,18000000,0,0,19000000,,\nJun 2026,LEGAL,1200000,0,0,1300000,,\n",
    "May 2026,LEGAL,1200000,0,0,1310000,,\n",  # a correction of what is held: the month stays whole
    "Apr 2027,LEGAL,1200000,0,0,1300000,,\n",  # of another year
])  # fmt: skip
def test_a_whole_month_a_correction_and_a_new_year_leave_nothing_out(held: dict[str, pl.DataFrame], rows: str):
    assert "month whole" not in {rule for *_, rule in found(HEAD + rows, kind="finance", held=held)}


def test_a_month_in_the_same_file_is_the_month_before_too():
    rows = "Jul 2026,LEGAL,1200000,0,0,1300000,,\n"
    told = found(MAY + rows, kind="finance")
    assert told == [(4, None, "month whole")]


@pytest.mark.parametrize("wrong", ["Jun 2026,LEAGL", "soon,LEGAL", "15/06/2026,LEGAL"])
def test_a_line_is_not_said_to_be_left_out_while_a_row_could_be_it(held: dict[str, pl.DataFrame], wrong: str):
    june = f"{HEAD}Jun 2026,PLACEMENTS,18000000,0,0,19000000,,\n{wrong},1200000,0,0,1300000,,\n"
    assert len(found(june, kind="finance", held=held)) == 1


@pytest.mark.parametrize(
    ("original", "rules"), [("1200000", []), ("1200000.4", []), ("1200002", ["original as before"])]
)
def test_an_original_sum_that_changes_within_the_year_is_queried(
    held: dict[str, pl.DataFrame], original: str, rules: list[str]
):
    rows = "May 2026,PLACEMENTS,18000000,0,0,19000000,,\nJun 2026,PLACEMENTS,18000000,0,0,19000000,,\n"
    sent = f"{HEAD}{rows}Jun 2026,LEGAL,{original},0,0,1300000,,\n"
    assert [rule for *_, rule in found(sent, kind="finance", held=held)] == rules


def test_a_month_that_is_sent_again_counts_as_it_is_sent(held: dict[str, pl.DataFrame]):
    may = MAY.replace("1200000", "1250000")
    june = "Jun 2026,PLACEMENTS,18000000,0,0,19000000,,\nJun 2026,LEGAL,1250000,0,0,1300000,,\n"
    assert found(may + june, kind="finance", held=held) == []


def test_the_original_sum_of_another_year_is_nothing_to_go_by():
    last_year = picture(budget_lines=BUDGET_LINES, finance=f"{HEAD}Mar 2026,LEGAL,1000000,0,0,900000,,\n")
    assert found(f"{HEAD}Apr 2026,LEGAL,1200000,0,0,1300000,,\n", kind="finance", held={**HELD, **last_year}) == []


@pytest.mark.parametrize(
    ("line", "forecast", "note", "asked"),
    [
        ("LEGAL", 1_350_000, "", False),  # by no more than £50,000
        ("LEGAL", 1_365_000, "", False),  # by no more than 5%
        ("LEGAL", 1_365_001, "", True),
        ("LEGAL", 1_234_999, "", True),
        ("LEGAL", 1_365_001, "A long case", False),
        ("PLACEMENTS", 19_950_000, "", False),
        ("PLACEMENTS", 19_950_001, "", True),
    ],
)
def test_a_forecast_that_moves_far_wants_a_note(
    held: dict[str, pl.DataFrame], line: str, forecast: int, note: str, asked: bool
):
    original = {"LEGAL": 1_200_000, "PLACEMENTS": 18_000_000}[line]
    rules = found(f"{HEAD}Jun 2026,{line},{original},0,0,{forecast},,{note}\n", kind="finance", held=held)
    assert ((2, "forecast", "why it moved") in rules) is asked


def test_a_file_in_thousands_is_queried_and_a_line_of_little_money_among_others_is_not():
    assert found(f"{HEAD}May 2026,LEGAL,1200,0,0,1300,,\n", kind="finance") == [(None, "original", "in pounds")]
    both = f"{HEAD}May 2026,LEGAL,1200,0,0,1300,,\nMay 2026,FOSTERING,4200000,0,0,4200000,,\n"
    assert found(both, kind="finance") == []
    assert found(f"{HEAD}May 2026,LEGAL,0,0,0,0,,\n", kind="finance") == []


def test_a_budget_line_stands_before_any_kpi_is_held():
    assert found("budget_line,name,area\nLEGAL,Legal,Support\n", kind="budget_lines", held={}) == []
    line = "budget_line,name,area,counted_by\nLEGAL,Legal,Support,KPI006\n"
    assert found(line, kind="budget_lines", held={}) == [(2, "counted_by", "counted by a KPI")]
    assert found(line, kind="budget_lines", held=picture(kpis=KPIS)) == []


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ("2026/27,A,100,0,,", []),  # the year is not over
        ("2025/26,A,100,100,,", []),
        ("2025/26,A,100,99,,", ["what of the rest"]),
        ("2025/26,A,100,99,Mar 2027,Slow", []),
        ("2025/26,A,100,99,,Written off", []),
        ("2025/26,A,100,99,Mar 2027,", ["delay explained"]),
        ("2025/26,A,0,0,,", []),
        ("2025/26,A,100,100.5,,", ["delivered within the plan"]),
    ],
)
def test_what_is_not_delivered_is_delayed_with_a_reason_or_asked_about(cells: str, rules: list[str]):
    assert [rule for *_, rule in found(f"{SAVINGS}{cells}\n", kind="savings")] == rules


def test_delayed_to_a_year_means_its_last_day():
    rows = checked(f"{SAVINGS}2025/26,A,100,50,2026/27,Slow\n", kind="savings").rows
    assert rows["delayed_to"].to_list() == [date(2027, 3, 31)]


def test_a_year_that_is_no_financial_year_is_told_in_a_sentence():
    for year in ("2025", "census 2025", "2025/26 Q1"):
        told = says(f"financial_year,source,amount\n{year},Reserves,100000\n", kind="deficit_funding")
        assert len(told) == 1 and told[0].startswith("Financial year must ") and told[0].endswith("."), told


@pytest.mark.parametrize("name", ["In-house fostering", "in house  fostering", "IN-HOUSE FOSTERING"])
def test_a_line_given_by_its_name_is_told_the_code_of_it(name: str):
    assert says(f"{HEAD}Apr 2026,{name},4200000,0,0,4200000,,\n", kind="finance") == [
        f"Budget line must be a code, and FOSTERING is the code of ‘{' '.join(name.split())}’."
    ]
    assert "is the code of" not in says(f"{HEAD}Apr 2026,Fostering in house,1,0,0,1,,\n", kind="finance")[0]
