"""Money that was sent in thousands, moved without a word, set aside beyond need, or saved by a scheme misspelt."""

import polars as pl
import pytest

from tests.returns.drawn import BUDGET_LINES, HELD, checked, found, picture, says

HEAD = "month,line,original,virement,uplift,forecast,actual,note\n"
LINES = ("PLACEMENTS", "FOSTERING", "LEGAL")
SUMS = {"PLACEMENTS": (18_000_000, 19_000_000), "FOSTERING": (4_200_000, 4_100_000), "LEGAL": (1_200_000, 1_300_000)}
SAVINGS = "financial_year,scheme,planned,delivered\n"
YEAR = f"{SAVINGS}2026/27,Fewer agency social workers,600000,90000\n2026/27,Travel,60000,50000\n"
FUNDS = "financial_year,source,amount\n"


def month(
    name: str, *, original: float = 1, forecast: float = 1, actual: float = 1, lines: tuple[str, ...] = LINES,
    passed: int = 1, others: bool = False,
) -> str:  # fmt: skip
    """Rows of a month; each sum of `lines` is multiplied by what is given, `others` are sent as they are."""
    rows = []
    for line in LINES if others else lines:
        first, outturn = SUMS[line]
        by = (original, forecast, actual) if line in lines else (1, 1, 1)
        spent = outturn / 12 * passed
        rows.append(f"{name},{line},{first * by[0]:.2f},0,0,{outturn * by[1]:.2f},{spent * by[2]:.2f},\n")
    return "".join(rows)


def holding(*months: str) -> dict[str, pl.DataFrame]:
    return {**HELD, **picture(budget_lines=BUDGET_LINES, finance=HEAD + "".join(months))}


AUGUST, MAY = month("Aug 2026", passed=5), month("May 2026", passed=2)
PLAIN = {"original": 0.001, "forecast": 0.001, "actual": 0.001}


@pytest.mark.parametrize(
    ("sums", "named"),
    [
        (PLAIN, "original sum, forecast outturn and actual to date"),
        ({"forecast": 0.001}, "forecast outturn"),
        ({"actual": 0.001}, "actual to date"),
        ({"original": 0.00055}, "original sum"),
        ({"original": 0.0019}, "original sum"),
    ],
)
def test_a_month_in_thousands_is_refused_with_one_finding_that_names_the_columns(sums: dict, named: str):
    sent = HEAD + month("Sep 2026", passed=6, **sums)
    outcome = checked(sent, kind="finance", held=holding(AUGUST))
    assert not outcome.accepted
    assert outcome.findings.select("line", "rule").rows() == [(2, "in pounds as before")]
    told = outcome.findings["says"].item()
    assert told.startswith("The amounts look like thousands of pounds: ")
    assert f"give as {named} about a thousandth of what August 2026 says, like £" in told
    assert "for PLACEMENTS where it was £" in told


@pytest.mark.parametrize("by", [0.0004, 0.0021, 0.01, 1.3])
def test_sums_that_are_not_near_a_thousandth_are_not_called_thousands(by: float):
    sent = HEAD + month("Sep 2026", passed=6, original=by, forecast=by, actual=by)
    rules = {rule for *_, rule in found(sent, kind="finance", held=holding(AUGUST))}
    assert not rules & {"in pounds as before", "line in pounds"}


def test_spending_is_compared_month_for_month_so_that_april_does_not_hide_its_thousands_behind_march():
    held = holding(month("Mar 2026", passed=12))
    sent = HEAD + month("Apr 2026", passed=1, actual=0.001)
    assert found(sent, kind="finance", held=held) == [(2, None, "in pounds as before")]
    assert found(HEAD + month("Apr 2026", passed=1), kind="finance", held=held) == []


@pytest.mark.parametrize(
    ("lines", "severity"), [(LINES[:2], "finding"), (LINES[2:], "query")], ids=["most of them", "one of them"]
)
def test_one_line_of_many_in_thousands_is_asked_about_and_most_lines_are_refused(lines: tuple, severity: str):
    sent = HEAD + month("Sep 2026", passed=6, lines=lines, others=True, **PLAIN)
    findings = checked(sent, kind="finance", held=holding(AUGUST)).findings
    assert findings["severity"].to_list() == [severity]


def test_a_line_alone_in_thousands_is_asked_about_with_both_figures_and_nothing_else_is_asked_of_it():
    sent = HEAD + month("Sep 2026", passed=6, lines=("LEGAL",), others=True, forecast=0.001)
    assert says(sent, kind="finance", held=holding(AUGUST)) == [
        "Forecast outturn of LEGAL is £1,300, about a thousandth of £1,300,000 in August 2026: look whether both are "
        "in pounds."
    ]


def test_pounds_after_a_month_held_in_thousands_are_refused_with_what_to_put_right_first():
    held = holding(month("Aug 2026", passed=5, **PLAIN))
    told = says(HEAD + month("Sep 2026", passed=6), kind="finance", held=held)
    assert len(told) == 1
    assert told[0].startswith("The amounts look a thousand times too large: ")
    assert told[0].endswith("Send pounds, and if it is August 2026 that is wrong, put that right first.")


def test_a_month_held_in_thousands_is_put_right_by_sending_it_again_and_not_the_other_way_round():
    thousands, pounds = month("Aug 2026", passed=5, **PLAIN), AUGUST
    assert found(HEAD + pounds, kind="finance", held=holding(thousands)) == []
    assert found(HEAD + thousands, kind="finance", held=holding(pounds)) == [(2, None, "in pounds as before")]
    both = pl.concat(holding(rows)["finance"] for rows in (MAY, thousands))
    assert found(HEAD + pounds, kind="finance", held={**HELD, "finance": both}) == []


def test_two_months_of_a_file_in_thousands_have_one_finding():
    sent = HEAD + month("Sep 2026", passed=6, **PLAIN) + month("Oct 2026", passed=7, **PLAIN)
    assert found(sent, kind="finance", held=holding(AUGUST)) == [(2, None, "in pounds as before")]


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ("50000,0,1300000,,", ["why virement changed"]),
        ("-50000,0,1300000,,", ["why virement changed"]),
        ("49999,0,1300000,,", []),
        ("0,60000,1300000,,", ["why uplift changed"]),
        ("60000,60000,1300000,,", ["why virement changed", "why uplift changed"]),
        ("60000,60000,1300000,,Two posts moved", []),
    ],
)
def test_money_that_moves_or_is_added_without_a_note_is_queried(cells: str, rules: list[str]):
    sent = f"{HEAD}{MAY.replace('May', 'Jun').rsplit('Jun', 1)[0]}Jun 2026,LEGAL,1200000,{cells}\n"
    assert [rule for *_, rule in found(sent, kind="finance", held=holding(MAY)) if "changed" in rule] == rules


def test_what_was_moved_in_the_year_before_is_not_asked_about_in_april():
    moved = f"{HEAD}Mar 2026,LEGAL,1200000,90000,0,1300000,,\n"
    held = {**HELD, **picture(budget_lines=BUDGET_LINES, finance=moved)}
    assert found(f"{HEAD}Apr 2026,LEGAL,1200000,0,0,1300000,,\n", kind="finance", held=held) == []


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        ("Fewer agency social workers,600000,200000\n2026/27,Travel,60000,55000", []),
        ("Fewer agency social workers,600,90\n2026/27,Travel,60,50", [(2, None, "in pounds as before")]),
        ("Fewer agency social workers,600,90000", [(2, None, "scheme in pounds")]),
        ("Fewer agency social workers,600000,90", [(2, None, "scheme in pounds")]),
        ("Travel,60000000,50000", [(2, None, "scheme in pounds")]),
        ("Fewer agency social worker,600000,90000", [(2, "scheme", "scheme as before")]),
        ("Legal work in house,600000,90000", [(2, "scheme", "scheme of the year")]),
        ("Fewer agency social worker,600000,1\n2026/27,Fewer agency social workers,600000,90000",
         [(2, "scheme", "scheme of the year")]),
    ],
)  # fmt: skip
def test_savings_are_held_against_what_is_held_of_the_same_scheme(rows: str, rules: list[tuple]):
    held = {**HELD, **picture(savings=YEAR)}
    assert found(f"{SAVINGS}2026/27,{rows}\n", kind="savings", held=held) == rules


def test_a_scheme_that_is_nearly_one_held_is_told_which_and_another_year_begins_anew():
    held = {**HELD, **picture(savings=YEAR)}
    assert says(f"{SAVINGS}2026/27,Fewer agency social worker,600000,90000\n", kind="savings", held=held) == [
        "Scheme ‘Fewer agency social worker’ is not among those held for 2026/27. Did you mean ‘Fewer agency social "
        "workers’? Use the same words if it is the same scheme."
    ]
    assert found(f"{SAVINGS}2025/26,Fewer agency social worker,600,600\n", kind="savings", held=held) == []


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        ("Reserves,350000", []),
        ("Reserves,700000", []),  # in place of the 300,000 held
        ("Reserves,300", [(2, None, "source in pounds")]),
        ("Reserves,300\n2026/27,Grant,100", [(2, None, "in pounds as before")]),
        ("Grant,100000000", [(2, None, "source in pounds")]),
        ("Council,600000", []),  # with the 400,000 held exactly the deficit
        ("Council,600001", [(2, "amount", "within the deficit")]),
        ("Reserves,900000\n2026/27,Council,1", [(2, "amount", "within the deficit")]),
    ],
)
def test_what_funds_a_deficit_is_held_against_what_is_held_and_against_the_deficit(rows: str, rules: list[tuple]):
    held = {**holding(AUGUST), **picture(deficit_funding=f"{FUNDS}2026/27,Reserves,300000\n2026/27,Grant,100000\n")}
    assert found(f"{FUNDS}2026/27,{rows}\n", kind="deficit_funding", held=held) == rules


def test_funding_beyond_the_deficit_is_told_with_both_sums_and_a_year_without_months_is_not_judged():
    told = says(f"{FUNDS}2026/27,Reserves,1200000\n2025/26,Reserves,5000000\n", kind="deficit_funding",
                held=holding(AUGUST))  # fmt: skip
    assert told == [
        "Funding of 2026/27 comes to £1,200,000, more than its deficit of £1,000,000 as of August 2026: look whether "
        "it is so."
    ]


def test_half_of_the_sources_in_thousands_are_not_most_and_are_each_told():
    rows = [f"2026/27,{name},{{}}\n" for name in ("Reserves", "Grant", "Council", "Loan")]
    held = {**HELD, **picture(deficit_funding=FUNDS + "".join(rows).format(*[100_000] * 4))}
    sent = FUNDS + "".join(rows).format(100, 100_000, 100, 100_000)
    assert found(sent, kind="deficit_funding", held=held) == [
        (2, None, "source in pounds"), (4, None, "source in pounds")
    ]  # fmt: skip
