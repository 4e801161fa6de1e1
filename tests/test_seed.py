"""Filling a database from a folder like data/: once, again, cut short, corrected, and not over anybody's returns."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from sct_dash import door
from sct_dash.seed import SeedRefused, seed
from sct_dash.store import reads

KPIS = "published/2018-04-01.1.kpis.csv"
APRIL = "demonstration/2018-05-15.1.kpi_values.csv"
MAY = "demonstration/2018-06-15.1.kpi_values.csv"
JUNE = "demonstration/2018-07-15.1.kpi_values.csv"
FILES = {
    KPIS: "kpi_code,name,unit,direction,frequency\nKPI001,In time,percent,higher,month\n",
    APRIL: "period,kpi_code,value\n2018-04,KPI001,70\n",
    MAY: "period,kpi_code,value\n2018-05,KPI001,71\n",
    JUNE: "period,kpi_code,value\n2018-04,KPI001,72\n2018-06,KPI001,73\n",  # restates April
}
FIRST = {"2018-04": 72.0, "2018-05": 71.0, "2018-06": 73.0}


@pytest.fixture
def folder(tmp_path):
    """A folder like data/, with the four files."""
    for name, content in FILES.items():
        write(tmp_path / "data", name, content)
    return tmp_path / "data"


def write(folder, name: str, content: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")


def figures(engine) -> dict[str, float]:
    """The value in force of each month."""
    held = reads.facts(engine, "kpi_values").select(pl.col("period").dt.strftime("%Y-%m"), "value")
    return dict(held.iter_rows())


def in_force(engine) -> list[str]:
    """The names of the files in force, the oldest first."""
    standing = reads.submissions(engine).filter(pl.col("taken_back_at").is_null())
    return standing.sort("id")["file_name"].to_list()


def test_every_file_is_loaded_in_the_order_of_its_name_and_a_second_run_loads_nothing(sqlite_engine, folder):
    assert seed(sqlite_engine, folder) == 4
    assert figures(sqlite_engine) == FIRST
    before = reads.audit(sqlite_engine).height
    assert seed(sqlite_engine, folder) == 0
    assert reads.audit(sqlite_engine).height == before


def test_a_run_that_was_cut_short_is_taken_up_where_it_stopped(sqlite_engine, folder):
    (folder / MAY).rename(folder / "later")
    (folder / JUNE).rename(folder / "last")
    assert seed(sqlite_engine, folder) == 2
    (folder / "later").rename(folder / MAY)
    (folder / "last").rename(folder / JUNE)
    assert seed(sqlite_engine, folder) == 2
    assert figures(sqlite_engine) == FIRST


def test_a_corrected_file_takes_the_place_of_what_was_sent_under_its_name(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    write(folder, MAY, FILES[MAY].replace("71", "61"))
    assert seed(sqlite_engine, folder) == 1
    assert figures(sqlite_engine) == {**FIRST, "2018-05": 61.0}
    assert seed(sqlite_engine, folder) == 0


def test_what_a_corrected_file_no_longer_says_is_no_longer_held(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    write(folder, JUNE, "period,kpi_code,value\n2018-06,KPI001,73\n")
    seed(sqlite_engine, folder)
    assert figures(sqlite_engine) == {**FIRST, "2018-04": 70.0}
    back = reads.submissions(sqlite_engine).filter(pl.col("taken_back_at").is_not_null())
    assert back.select("file_name", "taken_back_why").rows() == [
        (JUNE.split("/")[1], "The file in data/ was corrected.")
    ]


def test_a_corrected_file_does_not_cover_what_a_later_file_restates(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    write(folder, APRIL, FILES[APRIL].replace("70", "60"))
    assert seed(sqlite_engine, folder) == 2, "the correction, and the later file that restates its month"
    assert figures(sqlite_engine) == FIRST
    assert seed(sqlite_engine, folder) == 0


def test_a_correction_sends_nothing_again_that_it_does_not_cover(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    write(folder, KPIS, FILES[KPIS].replace("In time", "On time"))
    assert seed(sqlite_engine, folder) == 1
    assert figures(sqlite_engine) == FIRST
    assert reads.facts(sqlite_engine, "kpis")["name"].to_list() == ["On time"]


def test_a_file_that_comes_later_than_those_after_it_does_not_cover_them(sqlite_engine, folder):
    (folder / APRIL).rename(folder / "late")
    seed(sqlite_engine, folder)
    (folder / "late").rename(folder / APRIL)
    seed(sqlite_engine, folder)
    assert figures(sqlite_engine) == FIRST
    assert in_force(sqlite_engine)[-1] == JUNE.split("/")[1]


def test_what_the_figures_were_before_the_correction_is_kept(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    write(folder, MAY, FILES[MAY].replace("71", "61"))
    seed(sqlite_engine, folder)
    then = reads.facts(sqlite_engine, "kpi_values", as_at=datetime(2018, 7, 1, tzinfo=UTC))
    assert then["value"].to_list() == [70.0, 71.0]


def test_a_corrected_file_with_a_fault_is_refused_by_name_and_what_was_sent_stays(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    write(folder, MAY, FILES[MAY].replace("71", "171"))
    with pytest.raises(SeedRefused, match=r"2018-06-15\.1\.kpi_values\.csv was not taken: Value must be"):
        seed(sqlite_engine, folder)
    assert figures(sqlite_engine) == FIRST


def test_a_file_that_was_taken_back_on_purpose_is_not_sent_again(sqlite_engine, folder):
    seed(sqlite_engine, folder)
    numbers = dict(reads.submissions(sqlite_engine).select("file_name", "id").iter_rows())
    at = datetime(2020, 1, 1, tzinfo=UTC)
    door.take_back(sqlite_engine, submission=numbers[JUNE.split("/")[1]], by="manager", why="not wanted", at=at)
    assert seed(sqlite_engine, folder) == 0
    write(folder, MAY, FILES[MAY].replace("71", "61"))
    assert seed(sqlite_engine, folder) == 1
    assert figures(sqlite_engine) == {"2018-04": 70.0, "2018-05": 61.0}


def test_a_database_with_returns_of_its_own_is_left_alone(sqlite_engine, folder):
    at, day = datetime(2026, 11, 22, 9, tzinfo=UTC), date(2026, 11, 22)
    content = FILES[KPIS].encode()
    door.submit(sqlite_engine, kind="kpis", data=content, file="mine.csv", by="officer", at=at, today=day)
    assert seed(sqlite_engine, folder, if_empty=True) == 0
    with pytest.raises(SeedRefused, match="already holds returns of its own"):
        seed(sqlite_engine, folder)
    assert in_force(sqlite_engine) == ["mine.csv"]


def test_a_file_that_is_not_named_for_its_day_order_and_kind_is_refused(sqlite_engine, folder):
    write(folder, "published/figures.csv", FILES[KPIS])
    with pytest.raises(SeedRefused, match=r"figures\.csv is not named like"):
        seed(sqlite_engine, folder)
