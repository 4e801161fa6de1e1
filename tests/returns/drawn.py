"""Small files and pictures for the tests of returns: rows in, bytes out, and what a check of them says."""

import csv
import io
from collections.abc import Iterable
from datetime import date

import polars as pl

from sct_dash.returns import RETURNS
from sct_dash.returns.checking import Checked, check
from sct_dash.returns.shape import Kind, Known

TODAY = date(2026, 11, 22)
HEAD = "period,kpi_code,numerator,denominator,value,comment\n"
ROW = "2024-04,KPI001,45,60,75.0,On track\n"
KPIS = (
    "kpi_code,name,unit,direction,frequency\n"
    "KPI001,In time,percent,higher,month\n"
    "KPI002,Seen,percent,higher,month\n"
    "KPI003,Waits,days,lower,month\n"
    "KPI004,Spend,currency,lower,quarter\n"
    "KPI005,Turnover,percent,lower,year\n"
    "KPI006,Referrals,count,neutral,month\n"
    "KPI007,Rate,per_10000,lower,month\n"
)
MEASURES = (
    "measure,name,unit,direction\n"
    "CLA-RATE,Looked after at 31 March,per_10000,neutral\n"
    "CL-SUITABLE,Care leavers in suitable homes,percent,higher\n"
    "TURNOVER,Turnover of social workers,percent,lower\n"
)
AREAS = (
    "area,area_kind,area_code,old_code\n"
    "Sandwell,authority,E08000028,333\n"
    "Walsall,neighbour,E08000030,335\n"
    "West Midlands,region,E12000005,\n"
    "England,england,E92000001,\n"
)
DFE_COLUMNS = (
    "measure,value_column,condition,basis,year_ends\n"
    "CL-SUITABLE,percentage,age=19 to 21 years; accommodation_suitability=Accommodation considered suitable,"
    "position,31 March\n"
    "TURNOVER,turnover_rate_fte,,year,30 September\n"
)
TEAMS = (
    "team,service,valid_from,valid_to\n"
    "Assessment North,Assessment,2018-04-01,\n"
    "Assessment South,Assessment,2018-04-01,\n"
    "First Response,Front door,2018-04-01,2023-08-31\n"
    "Family Hub,Early help,2026-04-01,\n"
)
BUDGET_LINES = (
    "budget_line,name,area\n"
    "PLACEMENTS,External residential placements,Placements\n"
    "FOSTERING,In-house fostering,Placements\n"
    "LEGAL,Legal,Support\n"
)
BOARDS = (
    "board,cadence,receives,public\n"
    "Operational Partnership Board,monthly,kpis; staffing,no\n"
    "Scrutiny Board,twice a year,kpis; risks,yes\n"
)
MEETINGS = "board,meets_on\nOperational Partnership Board,2026-11-26\nScrutiny Board,2026-09-08\n"
THEMES = "theme,plan\nPeople,Improvement Plan 2021/24\nPartnership,Improvement Plan 2021/24\n"
OUTCOMES = (
    "outcome,title,theme,priority,weight\n"
    "OC01,Children keep the social worker they know,People,People,\n"
    "OC02,Assessments are timely,,Practice,2\n"
    "OC03,Plans are made with families,,Practice,1\n"
)
MILESTONES = (
    "milestone,outcome,title,first_due_on,weight\n"
    "M001,OC01,Recruitment campaign launched,2025-03-31,\n"
    "M002,OC01,Exit interviews begin,2025-06-30,\n"
    "M003,OC02,Duty rota changed,2024-12-31,\n"
)


def as_csv(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> bytes:
    """Rows as a CSV file with these columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def picture(**files: str) -> dict[str, pl.DataFrame]:
    """A picture from the text of a file a kind; each must be accepted with those before it."""
    held: dict[str, pl.DataFrame] = {}
    for name, text in files.items():
        outcome = check(RETURNS[name], text.encode(), name, Known(TODAY, held))
        assert outcome.accepted, outcome.findings["says"].to_list()
        held[name] = outcome.rows.drop("line")
    return held


def example_picture(kind: Kind) -> dict[str, pl.DataFrame]:
    """The picture that a kind's examples lean on."""
    return picture(
        **{
            name: as_csv((column.name for column in RETURNS[name].columns), rows).decode()
            for name, rows in kind.known_examples.items()
        }
    )


HELD = picture(
    kpis=KPIS,
    measures=MEASURES,
    areas=AREAS,
    dfe_columns=DFE_COLUMNS,
    teams=TEAMS,
    budget_lines=BUDGET_LINES,
    boards=BOARDS,
    meetings=MEETINGS,
    themes=THEMES,
    outcomes=OUTCOMES,
    milestones=MILESTONES,
)


def checked(
    data: str | bytes, kind: str = "kpi_values", held: dict[str, pl.DataFrame] | None = None, file: str = "sent.csv"
) -> Checked:
    """What a check of these bytes says, on TODAY, with what HELD holds unless another picture is given."""
    bytes_ = data.encode() if isinstance(data, str) else data
    return check(RETURNS[kind], bytes_, file, Known(TODAY, HELD if held is None else held))


def found(data: str | bytes, **where: object) -> list[tuple[int | None, str | None, str]]:
    """The findings of a file as (line, column, rule)."""
    return checked(data, **where).findings.select("line", "column", "rule").rows()


def says(data: str | bytes, **where: object) -> list[str]:
    """The sentences of a file's findings."""
    return checked(data, **where).findings["says"].to_list()


def values(outcome: Checked) -> list[tuple]:
    """The accepted rows of kpi_values: first day, code, numerator, denominator, value, comment."""
    assert outcome.accepted, outcome.findings["says"].to_list()
    names = ("period", "kpi_code", "numerator", "denominator", "value", "comment")
    return [tuple(row) for row in outcome.rows.select(names).iter_rows()]


ONE = [(date(2024, 4, 1), "KPI001", 45.0, 60.0, 75.0, "On track")]
