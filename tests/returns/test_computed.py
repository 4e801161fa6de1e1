"""A KPI that is worked out from another return: what its definition must be, and that nobody types it as well."""

import pytest

from tests.returns.drawn import HEAD, checked, found, picture, says

KPI = "kpi_code,name,unit,direction,frequency,aggregation,valid_from,computed_from\n"
TYPED = "KPI014,Agency,percent,lower,month,,2018-04-01,\n"
COMPUTED = "KPI014,Agency,percent,lower,month,,2024-04-01,staffing.agency_rate\n"


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ("percent,lower,month,snapshot,,staffing.agency_rate", None),
        ("ratio,lower,month,,,staffing.caseload", None),
        ("percent,lower,month,,,staffing.turnover_12m", None),
        ("percent,lower,month,ratio,,", None),
        ("percent,lower,month,,,staffing.caseload", ("unit", "unit of what is computed")),
        ("ratio,lower,month,,,staffing.permanent_share", ("unit", "unit of what is computed")),
        ("percent,lower,quarter,,,staffing.vacancy_rate", ("frequency", "frequency of what is computed")),
        ("percent,lower,month,ratio,,staffing.vacancy_rate", ("aggregation", "aggregation of what is computed")),
        ("percent,lower,month,,,staffing.morale", ("computed_from", "unreadable")),
    ],
)
def test_a_definition_fits_what_it_is_computed_from(cells: str, finding: tuple[str, str] | None):
    assert found(f"{KPI}KPI014,Staff,{cells}\n", kind="kpis") == ([(2, *finding)] if finding else [])


def test_what_is_computed_stands_as_at_the_months_end_when_the_aggregation_is_blank():
    rows = checked(KPI + COMPUTED + TYPED, kind="kpis").rows
    assert rows["aggregation"].to_list() == ["snapshot", "ratio"]


def test_the_sentence_names_the_figure_and_its_unit():
    told = says(f"{KPI}KPI014,Staff,percent,lower,month,,,staffing.caseload\n", kind="kpis")
    assert told == ["Unit must be ratio, as staffing.caseload is, not ‘percent’."]


def test_typed_figures_that_become_computed_are_counted_in_a_query():
    held = picture(kpis=KPI + TYPED, kpi_values="".join([HEAD, *(f"2024-0{at},KPI014,,,30,\n" for at in (3, 4, 5))]))
    outcome = checked(KPI + COMPUTED, kind="kpis", held=held)
    assert outcome.accepted
    assert outcome.findings["says"].to_list() == [
        "Figures typed for 2 periods are held, and from this day on the KPI is computed: they are kept in the trail "
        "and no longer shown."
    ]
    assert found(KPI + COMPUTED.replace("2024-04-01", "2024-06-01"), kind="kpis", held=held) == []


def test_a_figure_of_a_computed_kpi_is_not_typed():
    held = picture(kpis=KPI + COMPUTED)
    assert says(f"{HEAD}2024-04,KPI014,30,100,,\n", held=held) == [
        "KPI014 is worked out from the staffing return and is not typed: send that return instead."
    ]


def test_a_figure_is_typed_up_to_the_day_from_which_its_kpi_is_computed():
    held = picture(kpis=KPI + TYPED + COMPUTED)
    sent = f"{HEAD}2024-03,KPI014,,,30,\n2024-04,KPI014,,,30,\nsoon,KPI014,,,30,\n"
    assert found(sent, held=held) == [
        (3, "kpi_code", "not typed"),
        (4, "period", "unreadable"),
        (4, "kpi_code", "not typed"),
    ]
