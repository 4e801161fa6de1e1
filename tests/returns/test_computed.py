"""A KPI that is worked out from another return: what its definition must be, and that nobody types it as well."""

import pytest

from tests.returns.drawn import HEAD, TEAMS, checked, found, picture, says

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


STAFFING = (
    "month_end,team,role,establishment_fte,in_post_fte,agency_fte,agency_covering_fte,vacancy_fte,starters_fte,"
    "leavers_fte,days_lost,days_available\n"
)


def months(*held: str) -> str:
    """A staffing return of one team in these months."""
    return STAFFING + "".join(f"{month},Assessment North,other,2,2,0,0,0,0,0,1,40\n" for month in held)


def test_figures_worked_out_that_turn_to_typed_ones_or_none_are_counted_in_a_query():
    typed = "".join([HEAD, *(f"2024-0{at},KPI014,,,30,\n" for at in (3, 4))])
    first = picture(kpis=KPI + TYPED, kpi_values=typed)
    staff = picture(teams=TEAMS, staffing=months("2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"))
    held = first | staff | picture(kpis=KPI + TYPED + COMPUTED)
    again = KPI + COMPUTED.replace("staffing.agency_rate", "")
    outcome = checked(again, kind="kpis", held=held)
    assert outcome.accepted
    assert outcome.findings["says"].to_list() == [
        "Figures of 3 months are worked out from another return, and by this definition are not: typed figures take "
        "the place of 1, and nothing that of 2."
    ]
    later = again.replace("2024-04-01", "2024-06-01")
    assert "Figures of 1 month are" in says(later, kind="kpis", held=held)[0]
    assert found(again.replace("2024-04-01", "2024-07-01"), kind="kpis", held=held) == []
    assert found(KPI + COMPUTED.replace("agency_rate", "vacancy_rate"), kind="kpis", held=held) == []
    assert found(KPI + TYPED, kind="kpis", held=held) == []
