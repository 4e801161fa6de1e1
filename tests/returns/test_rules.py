"""What must hold of a row of figures, at its edges, and which findings one fault may have."""

import pytest

from tests.returns.drawn import HEAD, HELD, KPIS, ROW, checked, found, picture, says, values

MONTHS = [f"2023-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize("value", ["74.9", "75", "75.05", "75.1", "45.0"])
def test_value_numerator_and_denominator_agree_within_a_tenth(value: str):
    rows = HEAD + ROW.replace("75.0", value)
    assert found(rows) == ([(2, "value", "figures agree")] if value == "45.0" else [])


@pytest.mark.parametrize("value", ["75.11", "74.89"])
def test_figures_more_than_a_tenth_apart_are_told_with_what_they_give(value: str):
    assert says(HEAD + ROW.replace("75.0", value)) == [
        f"Value must be within 0.1 of what numerator and denominator give, 75, not ‘{value}’."
    ]


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ("KPI001,60,60,,", None),
        ("KPI001,61,60,,", ("numerator", "numerator within denominator")),
        ("KPI001,61,60,75,", ("numerator", "numerator within denominator")),
        ("KPI001,0,0,,", None),
        ("KPI001,0,0,75,", ("value", "no value over 0")),
        ("KPI001,-1,60,,", ("numerator", "out of range")),
        ("KPI001,4.5,60,,", ("numerator", "numerator whole")),
        ("KPI001,45.0,60,,", None),
        ("KPI001,45%,60,,", ("numerator", "unreadable")),
        ("KPI001,,,100,", None),
        ("KPI001,,,100.1,", ("value", "percentage")),
        ("KPI001,,,-0.1,", ("value", "percentage")),
        ("KPI001,45,,,", ("value", "value or both")),
        ("KPI001,,60,,", ("value", "value or both")),
        ("KPI001,,,,On track", ("value", "value or both")),
        ("KPI001,c,60,,", None),
        ("KPI003,100.5,4.5,22.33,", None),
        ("KPI003,,,-1,", ("value", "value not below 0")),
        ("KPI003,,,250,", None),
        ("KPI006,,,1200,", None),
        ("KPI007,45,60000,7.5,", None),
        ("KPI007,45,60000,75,", ("value", "figures agree")),
        ("KPI001,99999999999999999999,60,,", ("numerator", "out of range")),
    ],
)
def test_the_unit_says_which_figures_can_be(cells: str, finding: tuple[str, str] | None):
    assert found(f"{HEAD}2024-04,{cells}\n") == ([(2, *finding)] if finding else [])


@pytest.mark.parametrize(
    ("period", "code", "fits"),
    [
        ("2024-04", "KPI001", True), ("2024/25 Q1", "KPI001", False), ("2024/25", "KPI001", False),
        ("2024/25 Q1", "KPI004", True), ("2024-04", "KPI004", False), ("2024/25", "KPI005", True),
        ("census 2024", "KPI005", True), ("2024/25 Q1", "KPI005", False),
    ],
)  # fmt: skip
def test_a_period_fits_the_frequency_of_its_kpi(period: str, code: str, fits: bool):
    assert found(f"{HEAD}{period},{code},,,50,\n") == ([] if fits else [(2, "period", "period fits the KPI")])


@pytest.mark.parametrize(
    ("period", "rule"),
    [
        ("2014-12", "period not too early"), ("2015-01", None), ("2026-11", None), ("2026-12", "period begun"),
        ("2027-01", "period begun"),
    ],
)  # fmt: skip
def test_a_period_is_from_2015_to_the_one_that_holds_today(period: str, rule: str | None):
    assert found(f"{HEAD}{period},KPI001,,,50,\n") == ([(2, "period", rule)] if rule else [])


def test_the_definition_in_force_then_says_the_unit():
    head = KPIS.splitlines()[0]
    first, then = "KPI001,A,percent,higher,month,2018-04-01", "KPI001,A,days,lower,month,2023-04-01"
    held = picture(kpis=f"{head},valid_from\n{first}\n{then}\n")
    assert found(f"{HEAD}2023-03,KPI001,,,250,\n2023-04,KPI001,,,250,\n", held=held) == [(2, "value", "percentage")]


def test_one_unreadable_cell_is_one_finding():
    assert found(HEAD + ROW.replace("60", "abc")) == [(2, "denominator", "unreadable")]
    assert found(HEAD + ROW.replace("60", "abc").replace("75.0", "")) == [(2, "denominator", "unreadable")]
    assert found(HEAD + ROW.replace("2024-04", "31/02/2024")) == [(2, "period", "unreadable")]
    assert found(HEAD + ROW.replace("KPI001", "KPI999")) == [(2, "kpi_code", "unknown code")]


def test_every_fault_of_a_file_is_told_at_once():
    data = HEAD + "31/02/2024,KPI999,4.5,abc,101,\n" + ROW.replace("45", "61").replace("75.0", "")
    assert found(data) == [
        (2, "period", "unreadable"),
        (2, "kpi_code", "unknown code"),
        (2, "denominator", "unreadable"),
        (3, "numerator", "numerator within denominator"),
    ]


def test_a_bad_month_does_not_hide_what_else_is_wrong_with_its_row():
    assert found(HEAD + ROW.replace("2024-04", "soon").replace("45", "61")) == [
        (2, "period", "unreadable"),
        (2, "numerator", "numerator within denominator"),
    ]


def test_a_row_that_comes_again_however_it_is_written_names_the_first():
    data = HEAD + ROW + "2024-05,KPI001,45,60,,\n01/04/2024,kpi001 ,40,60,66.7,\nApr-24,KPI001,1,60,,\n"
    assert found(data) == [(4, None, "repeated row"), (5, None, "repeated row")]
    assert says(data)[0] == "Line 4 has the same period and KPI code as line 2. Keep one of them."


def test_rows_whose_key_cannot_be_read_are_not_called_repeats():
    assert {rule for *_, rule in found(f"{HEAD}soon,KPI001,,,5,\nsoon,KPI001,,,5,\n")} == {"unreadable"}


def test_a_query_is_told_and_does_not_stop_the_return():
    outcome = checked(f"{HEAD}2024-04,KPI001,,,0.75,\n2024-04,KPI002,,,1,\n")
    assert outcome.accepted
    assert outcome.findings.select("line", "rule", "severity").rows() == [(None, "all at most 1", "query")]


@pytest.mark.parametrize("rows", ["2024-04,KPI001,,,0,\n", "2024-04,KPI001,,,0.75,\n2024-04,KPI002,,,1.1,\n",
                                  "2024-04,KPI001,1,200,0.5,\n", "2024-04,KPI003,,,0.5,\n"])  # fmt: skip
def test_percentages_that_can_be_small_are_not_queried(rows: str):
    assert found(HEAD + rows) == []


def test_nought_after_fifty_is_queried_from_the_file_and_from_what_is_held():
    assert found(f"{HEAD}2024-04,KPI001,,,50,\n2024-05,KPI001,,,0,\n") == [(3, "value", "0 after 50")]
    assert found(f"{HEAD}2024-04,KPI001,,,49.9,\n2024-05,KPI001,,,0,\n") == []
    held = {**HELD, **picture(kpis=KPIS, kpi_values=f"{HEAD}2024-04,KPI001,45,60,,\n")}
    assert found(f"{HEAD}2024-05,KPI001,0,60,,\n", held=held) == [(2, "value", "0 after 50")]


def test_a_jump_beyond_what_is_usual_is_queried_once_there_is_a_year_of_history():
    rows = [f"{month},KPI001,,,{70 + at % 2},\n" for at, month in enumerate(MONTHS)]
    year = picture(kpis=KPIS, kpi_values=HEAD + "".join(rows))
    short = picture(kpis=KPIS, kpi_values=HEAD + "".join(rows[:11]))
    jump = f"{HEAD}2024-01,KPI001,,,80,\n"
    assert found(jump, held=year) == [(2, "value", "jump")]
    assert found(f"{HEAD}2024-01,KPI001,,,73,\n", held=year) == []
    assert found(jump, held=short) == []


def test_defaults_fill_what_a_definition_leaves_out():
    rows = checked(KPIS, kind="kpis").rows
    assert rows.select("kpi_set", "aggregation").unique(maintain_order=True).rows() == [
        ("supporting", "ratio"), ("supporting", "snapshot")
    ]  # fmt: skip
    assert {str(day) for day in rows["valid_from"]} == {"2018-04-01"}
    target = checked("kpi_code,valid_from,target\nKPI001,2021-04-01,88%\n", kind="targets").rows
    assert target.select("target", "tolerance", "tolerance_kind").row(0) == (88.0, 0.0, "points")


def test_a_million_and_a_tenth_is_kept_exactly_as_it_was_given():
    assert values(checked(f"{HEAD}2024/25 Q1,KPI004,,,1234567.1,\n"))[0][4] == 1234567.1


@pytest.mark.parametrize(
    ("code", "value", "finding"),
    [
        ("KPI001", "15%", None),
        ("KPI001", "15", None),
        ("KPI003", "15", None),
        ("KPI003", "15%", "percent sign"),
        ("KPI003", "15 %", "percent sign"),
        ("KPI006", "15%", "percent sign"),
        ("KPI007", "15%", "percent sign"),
        ("KPI001", "115%", "percentage"),
        ("KPI003", "x", None),
    ],
)
def test_a_percent_sign_stands_only_at_a_percentage(code: str, value: str, finding: str | None):
    assert found(f"{HEAD}2024-04,{code},,,{value},\n") == ([(2, "value", finding)] if finding else [])


def test_a_percent_sign_is_told_where_it_may_not_stand_and_the_row_beside_it_is_not():
    data = f"{HEAD}2024-04,KPI003,,,15%,\n2024-05,KPI003,,,15,\n2024-04,KPI001,,,15%,\n"
    assert says(data) == ["Value must be without %, because this KPI is not a percentage."]


TARGETS = "kpi_code,valid_from,target,tolerance,tolerance_kind\n"


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ("88,5,", (5.0, "points")),
        ("88,5,points", (5.0, "points")),
        ("88,5%,percent", (5.0, "percent")),
        ("88,5%,points", (5.0, "points")),
        ("88%,5,percent", (5.0, "percent")),
        ("88,,", (0.0, "points")),
    ],
)
def test_a_tolerance_is_of_the_kind_that_is_said_and_points_otherwise(cells: str, kept: tuple[float, str]):
    rows = checked(f"{TARGETS}KPI001,2021-04-01,{cells}\n", kind="targets").rows
    assert rows.select("tolerance", "tolerance_kind").row(0) == kept


def test_a_tolerance_with_a_percent_sign_and_no_kind_is_asked_about():
    data = f"{TARGETS}KPI001,2021-04-01,88,5%,\nKPI002,2021-04-01,88,5,\n"
    assert says(data, kind="targets") == ["Enter the tolerance kind: 5% may mean points or percent of the target."]
    headed = "kpi_code,valid_from,target,tolerance\nKPI001,2021-04-01,88,5%\n"
    assert found(headed, kind="targets") == [(2, "tolerance_kind", "tolerance kind said")]


def test_a_target_has_a_percent_sign_only_where_the_kpi_is_a_percentage():
    data = "kpi_code,valid_from,target\nKPI001,2021-04-01,88%\nKPI003,2021-04-01,15%\n"
    assert found(data, kind="targets") == [(3, "target", "target percent sign")]


EXAMPLE = "2024-04,KPI001,45,60,75.0,An example: take this line out\n"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (ROW, []),
        (EXAMPLE, [2]),
        (f"2024-05,KPI001,45,60,,\n{EXAMPLE}", [3]),
        (EXAMPLE.replace("2024-04", "Apr-24").replace("75.0", "75.00").replace("KPI001", "kpi001"), [2]),
        (EXAMPLE.replace("45", "46").replace("75.0", ""), []),
        (EXAMPLE.replace("An example", "No example"), []),
    ],
)
def test_the_example_of_the_template_is_queried_where_it_was_left_in(rows: str, lines: list[int]):
    outcome = checked(HEAD + rows)
    assert outcome.accepted
    assert outcome.findings.filter(rule="template's example")["line"].to_list() == lines


REDEFINED = "kpi_code,name,unit,direction,frequency,valid_from,valid_to\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("KPI001,In time,percent,higher,month,2024-05-01,", []),
        ("KPI001,In time,days,lower,month,2024-05-01,", ["Unit was percent, with 2 periods held from this day on."]),
        ("KPI001,In time,days,lower,month,2024-06-01,", ["Unit was percent, with 1 period held from this day on."]),
        ("KPI001,In time,days,lower,month,2024-07-01,", []),
        ("KPI001,In time,days,lower,month,2018-04-01,", ["Unit was percent, with 3 periods held from this day on."]),
        ("KPI001,In time,days,lower,month,2024-05-01,2024-05-31", ["Unit was percent, with 1 period held"]),
        ("KPI001,In time,percent,higher,quarter,2024-05-01,", ["Frequency was month, with 2 periods held"]),
        ("KPI001,In time,days,higher,quarter,2024-05-01,", ["Unit was percent, with 2", "Frequency was month, with 2"]),
        ("KPI009,New,days,higher,quarter,2024-05-01,", []),
    ],
)
def test_a_kpi_redefined_under_figures_already_held_is_queried(row: str, told: list[str]):
    values_held = "".join(f"2024-{month:02},KPI001,45,60,,\n" for month in (4, 5, 6))
    held = picture(kpis=KPIS, kpi_values=HEAD + values_held)
    outcome = checked(f"{REDEFINED}{row}\n", kind="kpis", held=held)
    assert outcome.accepted
    assert len(outcome.findings) == len(told)
    assert all(words.startswith(start) for words, start in zip(outcome.findings["says"], told, strict=True))


def test_a_definition_that_another_one_follows_takes_over_only_the_periods_between():
    values_held = "".join(f"2024-{month:02},KPI001,45,60,,\n" for month in (4, 5, 6))
    held = picture(kpis=KPIS, kpi_values=HEAD + values_held)
    rows = "KPI001,A,days,lower,month,2024-05-01,\nKPI001,A,percent,higher,month,2024-06-01,\n"
    findings = checked(REDEFINED + rows, kind="kpis", held=held).findings
    assert findings.select("line", "column").rows() == [(2, "unit")]
    assert findings["says"].item().startswith("Unit was percent, with 1 period held")
