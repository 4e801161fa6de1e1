"""The demonstration agrees with what the Department for Education published, and the same files come out every time.

The tables below are the project's own copy of the published figures, so that a slip in data/ cannot hide itself.
Source: Department for Education (Open Government Licence v3.0): Local Authority Interactive Tool, data of 8 April 2026;
children's social care dashboard, data of 27 April 2026 (counts and the social work workforce census). Sandwell only.
"""

import csv
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
YEARS = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24", "2024/25")
# Percent of the cases of the year to 31 March: the months must add up to it.
OF_THE_YEAR = {
    "KPI001": ("PUB003", "23.9 24.8 20.8 19.2 22.9 20.9 22.7"),
    "KPI002": ("PUB004", "80.1 76.7 87 76.5 76.5 83.3 78.3"),
    "KPI003": ("PUB007", "78.8 72.6 93.3 82.1 71.8 71.8 82.4"),
    "KPI004": ("PUB010", "17.1 22.3 22.2 30.1 31.3 29.8 30.9"),
    "KPI005": ("PUB011", "2.2 4.8 1.8 2.3 7.1 5.7 4.7"),
}
# Percent at 31 March: March must show it.
AT_MARCH = {
    "KPI006": ("PUB012", "86.3 86.4 95.5 90.8 61.1 78.9 80.6"),
    "KPI008": ("PUB016", "11 11 6 7 8 10 9"),
    "KPI009": ("PUB017", "61 60 70 73 68 66 63"),
    "KPI010": ("PUB018", "10 10 10 9 9 11 10"),
    "KPI011": ("PUB024", "83 80 81 82 84 83 87"),
    "KPI012": ("PUB025", "46 49 38 42 45 41 42"),
}
# Counts: of the year for referrals and plans starting, at 31 March for the others.
REFERRALS = "6364 6381 5397 4454 4205 4397 3723"
RE_REFERRALS = "1520 1585 1122 857 964 917 844"
PLANS_STARTING = "750 732 707 472 368 526 418"
COUNTS_AT_MARCH = {
    "SUP002": ("PUB014", "897 863 879 840 796 808 816"),
    "SUP003": ("PUB009", "582 662 478 403 333 463 357"),
    "SUP004": (None, "3879 3446 3411 2806 2845 2898 2775"),
}
LOOKED_AFTER_PER_10000 = ("PUB013", "107 102 103 99 93 93 92")
# The workforce census at 30 September 2018 to 2025: agency rate and average caseload.
CENSUS = {
    "PUB033": "31 36.3 29.4 31.5 29.6 17.6 15.2 9.9",
    "PUB034": "29.8 34.8 27.9 30.2 28.5 16.8 14.6 9.6",
    "PUB037": "18 19 20.1 16 16.1 16.9 16.9 15.2",
}
CENSUS_YEARS = tuple(str(year) for year in range(2018, 2026))


def in_load_order(folder: Path = DATA) -> list[Path]:
    """Every return file of data/ as it is loaded: by day, then by its number on that day."""
    return sorted(folder.glob("*/*.csv"), key=lambda path: (path.name[:10], int(path.name.split(".")[1])))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def figures() -> dict[tuple[str, str], dict[str, str]]:
    """The last row sent for each (kpi_code, period)."""
    paths = [path for path in in_load_order() if ".kpi_values." in path.name]
    return {(row["kpi_code"], row["period"]): row for path in paths for row in rows_of(path)}


def months_of(year: str) -> list[str]:
    start = int(year[:4])
    return [f"{start + (month > 12)}-{(month - 1) % 12 + 1:02d}" for month in range(4, 16)]


def total(code: str, year: str, column: str) -> int:
    return sum(int(figures()[code, month][column]) for month in months_of(year))


def shown(numerator: float | str, denominator: float | str, published: str, scale: int = 100) -> Decimal:
    """The ratio rounded half up to as many places as the published series has."""
    places = Decimal("0.1") if "." in published else Decimal(1)
    return (Decimal(numerator) / Decimal(denominator) * scale).quantize(places, ROUND_HALF_UP)


def cases(table: dict) -> list[tuple[str, str, Decimal, str]]:
    """(kpi, year, published figure, the whole series as text) of a table."""
    return [
        (code, year, Decimal(cell), series)
        for code, (_, series) in table.items()
        for year, cell in zip(YEARS, series.split(), strict=True)
    ]


@pytest.mark.parametrize(("code", "year", "published", "series"), cases(OF_THE_YEAR))
def test_the_months_of_a_year_add_up_to_the_published_percent(code, year, published, series):
    assert shown(total(code, year, "numerator"), total(code, year, "denominator"), series) == published


@pytest.mark.parametrize(("code", "year", "published", "series"), cases(AT_MARCH))
def test_march_shows_the_published_percent(code, year, published, series):
    row = figures()[code, f"{int(year[:4]) + 1}-03"]
    assert shown(row["numerator"], row["denominator"], series) == published


@pytest.mark.parametrize(("code", "year", "published", "series"), cases(COUNTS_AT_MARCH))
def test_march_shows_the_published_count(code, year, published, series):
    assert Decimal(figures()[code, f"{int(year[:4]) + 1}-03"]["value"]) == published


@pytest.mark.parametrize(("code", "year", "published", "series"), cases({"SUP014": LOOKED_AFTER_PER_10000}))
def test_march_shows_the_published_rate_of_the_same_children(code, year, published, series):
    row = figures()[code, f"{int(year[:4]) + 1}-03"]
    assert shown(row["numerator"], row["denominator"], series, 10_000) == published


def test_the_rate_of_children_looked_after_is_of_the_children_that_are_counted():
    months = [month for code, month in figures() if code == "SUP014"]
    assert len(months) == 103
    assert [figures()["SUP014", month]["numerator"] for month in months] == [
        figures()["SUP002", month]["value"] for month in months
    ]


@pytest.mark.parametrize("place", range(len(YEARS)), ids=YEARS)
def test_counts_of_a_year_add_up_to_the_published_counts(place):
    year = YEARS[place]
    assert sum(int(figures()["SUP001", month]["value"]) for month in months_of(year)) == int(REFERRALS.split()[place])
    assert abs(total("KPI001", year, "numerator") - int(RE_REFERRALS.split()[place])) <= 3  # the percent is rounded
    assert total("KPI004", year, "denominator") == int(PLANS_STARTING.split()[place])


def test_the_published_files_hold_the_figures_as_published():
    tables = {
        series: cells
        for table in (OF_THE_YEAR, AT_MARCH, COUNTS_AT_MARCH, {"SUP014": LOOKED_AFTER_PER_10000})
        for series, cells in table.values()
        if series
    } | {"PUB001": REFERRALS}
    held = {series: [figures()[series, year]["value"] for year in YEARS] for series in tables}
    assert held == {series: cells.split() for series, cells in tables.items()}
    for series, cells in CENSUS.items():
        assert [figures()[series, f"census {year}"]["value"] for year in CENSUS_YEARS] == cells.split()


def test_a_symbol_is_published_where_the_department_gave_no_figure_and_says_so():
    symbols = {key: row["comment"] for key, row in figures().items() if key[0] < "SUP" and row["value"].isalpha()}
    assert set(symbols) == {("PUB027", "2019/20"), ("PUB027", "2021/22")}
    assert all("suppressed or missing" in comment for comment in symbols.values())


def test_figures_that_are_about_the_same_children_agree_with_each_other():
    for month in {period for code, period in figures() if code == "KPI001"}:
        one = {
            code: figures()[code, month]
            for code in ("KPI001", "SUP001", "KPI008", "KPI010", "SUP002", "SUP005", "SUP006", "KPI006", "SUP003")
        }
        assert one["KPI001"]["denominator"] == one["SUP001"]["value"]
        assert one["KPI008"]["denominator"] == one["KPI010"]["denominator"] == one["SUP002"]["value"]
        assert int(one["SUP005"]["numerator"]) + int(one["SUP006"]["numerator"]) == int(one["SUP005"]["denominator"])
        assert int(one["KPI006"]["denominator"]) <= int(one["SUP003"]["value"])


def test_the_script_makes_the_same_files_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, DATA / "make_demonstration.py", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (DATA / "demonstration").glob("*.kpi_values.*")}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_every_month_from_april_2018_to_october_2026_has_its_file_in_the_middle_of_the_next():
    days = {path.name[:10] for path in in_load_order() if path.name.endswith(".kpi_values.csv")}
    assert days == {
        f"{year}-{month:02d}-15"
        for year in range(2018, 2027)
        for month in range(1, 13)
        if "2018-05" <= f"{year}-{month:02d}" <= "2026-11"
    }


def test_what_is_missing_is_missing_on_purpose():
    months = [month for year in (*YEARS, "2025/26", "2026/27") for month in months_of(year) if month <= "2026-10"]
    defined = [row for path in in_load_order() if ".kpis." in path.name for row in rows_of(path)]
    monthly = [row["kpi_code"] for row in defined if row["frequency"] == "month" and not row.get("computed_from")]
    missing = {(code, month) for code in monthly for month in months if (code, month) not in figures()}
    assert missing == {("SUP008", "2021-07"), ("SUP009", "2026-09"), ("SUP009", "2026-10")}


def test_nothing_is_typed_that_the_staffing_return_gives():
    defined = [row for path in in_load_order() if ".kpis." in path.name for row in rows_of(path)]
    computed = {row["kpi_code"]: row["computed_from"] for row in defined if row.get("computed_from")}
    assert computed == {
        "KPI014": "staffing.agency_rate",
        "KPI015": "staffing.caseload",
        "SUP015": "staffing.permanent_share",
        "SUP016": "staffing.turnover_12m",
        "SUP017": "staffing.vacancy_rate",
        "SUP018": "staffing.absence_rate_12m",
    }
    assert {code for code, _ in figures()} & set(computed) == set()


def test_a_restated_month_was_sent_differently_before():
    for path in in_load_order():
        for row in rows_of(path) if "restated" in path.name else []:
            sent = [
                old
                for other in in_load_order()
                if ".kpi_values." in other.name and other.name < path.name
                for old in rows_of(other)
                if (old["kpi_code"], old["period"]) == (row["kpi_code"], row["period"])
            ]
            assert [old["numerator"] != row["numerator"] for old in sent] == [True]
            assert row["comment"].startswith("Restated")


def test_the_working_set_has_fifteen_measures_with_words_for_each_and_no_claim_to_be_the_contract_s():
    defined = rows_of(DATA / "demonstration" / "2018-04-01.3.kpis.working-set.csv")
    assert [row["kpi_code"] for row in defined] == [f"KPI{number:03d}" for number in range(1, 16)]
    assert all(row["source"].startswith("Working set") for row in defined)
    assert len({row["priority"] for row in defined}) == 6
    written = " ".join(path.read_text(encoding="utf-8") for path in in_load_order()).lower()
    assert "contract's 15" not in written and "contract’s 15" not in written


def test_every_measure_has_an_owner_a_source_a_method_and_a_reason():
    for path in in_load_order():
        for row in rows_of(path) if ".kpis." in path.name else []:
            assert all(row[column] for column in ("owner", "source", "method", "why_it_matters", "priority")), row


def test_owners_are_roles_and_no_file_holds_a_person_or_an_address():
    role = re.compile(r"(Head of|Director of|Performance Manager|Chief Executive)( [A-Z]?[a-z,']+)*( [A-Z][a-z]+)*")
    for path in in_load_order():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\b|@|(?<![\d.])0\d{2,4} ?\d{3} ?\d{3,4}\b", text), (
            path.name
        )
        for row in rows_of(path):
            assert role.fullmatch(row.get("owner") or "Performance Manager"), row
