"""Personal data is refused whole wherever it hides: in a heading's wording, an unknown column, another sheet."""

import io
from datetime import date

import openpyxl
import pytest

from sct_dash.returns import RETURNS
from sct_dash.returns.checking import check
from sct_dash.returns.shape import Known
from sct_dash.returns.wrong_files import is_personal

TODAY = date(2026, 11, 22)
KPIS = b"kpi_code,name,unit,direction,frequency\nKPI001,In time,percent,higher,month\n"
HEADINGS = ["period", "kpi_code", "numerator", "denominator"]


def checked(data: bytes):
    held = check(RETURNS["kpis"], KPIS, "kpis.csv", Known(today=TODAY, picture={})).rows
    return check(RETURNS["kpi_values"], data, "sent", Known(today=TODAY, picture={"kpis": held}))


def workbook(headings: list[str], state: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(["2026-01", "KPI001", 1, 2])
    other = book.create_sheet("Notes")
    other.append(headings)
    other.append(["Zebedee"] * len(headings))
    other.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "heading",
    ["Child's full name", "Childs DOB", "Birthday", "Child surname", "child_forename", "Persons Name", "YP name",
     "Name of young person", "Unique Pupil No", "Pupil", "Young person", "UPN"],
)  # fmt: skip
def test_a_heading_that_speaks_of_one_person_is_refused(heading):
    outcome = checked(f"{','.join(HEADINGS)},{heading}\n2026-01,KPI001,1,2,Zebedee\n".encode())
    assert outcome.refused and outcome.rows is None
    assert "Zebedee" not in str(outcome)


@pytest.mark.parametrize("heading", ["Number of children", "Children looked after", "Notes", "Person in charge"])
def test_a_heading_that_speaks_of_totals_is_not(heading):
    assert not is_personal(heading)
    assert checked(f"{','.join(HEADINGS)},{heading}\n2026-01,KPI001,1,2,3\n".encode()).accepted


@pytest.mark.parametrize("cell", ["9434765919", "seen; born 01/02/2015"])
def test_an_identifier_in_an_unknown_column_is_refused(cell):
    assert checked(f"{','.join(HEADINGS)},details\n2026-01,KPI001,1,2,{cell}\n".encode()).refused


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_a_sheet_of_children_beside_the_figures_is_refused(state):
    outcome = checked(workbook(["Child name", "Date of birth"], state))
    assert outcome.refused and "Zebedee" not in str(outcome)


def test_a_harmless_sheet_beside_the_figures_is_not():
    assert checked(workbook(["Remark", "Checked"], "visible")).accepted
