"""How a file of data/ is named: its day, its number on that day, its kind, and words as a reader would write them."""

import pytest

from sct_dash import door, seed

DAY = "2026-04-27"


@pytest.mark.parametrize(
    "words",
    ["", ".restated", ".census-2018", ".cin_rates", ".Children's social care dashboard, 27 April 2026, cin_rates"],
)
def test_words_may_have_spaces_commas_and_apostrophes(tmp_path, words):
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / f"{DAY}.2.kpi_values{words}.csv").touch()
    (file,) = seed.seed_files(tmp_path)
    assert (f"{file.day}", file.order, file.kind, file.demonstration) == (DAY, 2, "kpi_values", False)


@pytest.mark.parametrize("name", [f"{DAY}.kpi_values", f"{DAY}.2.kpi_values.a.b", "27 April 2026.2.kpi_values", "kpis"])
def test_a_file_named_otherwise_is_refused_by_its_name(tmp_path, name):
    (tmp_path / "demonstration").mkdir()
    (tmp_path / "demonstration" / f"{name}.csv").touch()
    with pytest.raises(seed.SeedRefused, match=f"{name}.csv is not named like"):
        seed.seed_files(tmp_path)


def test_the_tenth_file_of_a_day_comes_after_the_second(tmp_path):
    (tmp_path / "published").mkdir()
    for order in (10, 2, 1):
        (tmp_path / "published" / f"{DAY}.{order}.kpis.csv").touch()
    assert [file.order for file in seed.seed_files(tmp_path)] == [1, 2, 10]


def test_a_file_of_the_department_s_is_sent_under_the_name_it_was_published_by(tmp_path):
    (tmp_path / "published").mkdir()
    names = [
        f"{DAY}.1.kpis.working-set.csv",
        f"{DAY}.2.dfe_statistics.Dashboard, cla.csv",
        f"{DAY}.3.dfe_statistics.csv",
    ]
    for name in names:
        (tmp_path / "published" / name).touch()
    assert [file.name for file in seed.seed_files(tmp_path)] == [names[0], "Dashboard, cla.csv", names[2]]
    (tmp_path / "published" / "2027-04-27.1.dfe_statistics.Dashboard, cla.csv").touch()
    with pytest.raises(seed.SeedRefused, match="More than one file would be sent as Dashboard, cla"):
        seed.seed_files(tmp_path)


def test_a_database_filled_when_files_were_sent_under_their_whole_names_is_left_as_it_is(sqlite_engine, tmp_path):
    (tmp_path / "published").mkdir()
    for name, content in {
        "1.measures": "measure,name,unit,direction\nTURNOVER,Turnover,percent,lower\n",
        "2.areas": "area,area_kind,area_code\nSandwell,authority,E08000028\n",
        "3.dfe_columns": "measure,value_column,basis,year_ends\nTURNOVER,turnover,year,30 September\n",
        "4.dfe_statistics.Census, 2025": "time_period,geographic_level,la_name,turnover\n"
        "2025,Local authority,Sandwell,11.1\n",
    }.items():
        (tmp_path / "published" / f"{DAY}.{name}.csv").write_text(content, encoding="utf-8")
    for file in seed.seed_files(tmp_path):
        door.submit(
            sqlite_engine, kind=file.kind, data=file.path.read_bytes(), file=file.path.name, by=seed.SENT_BY,
            at=file.at, today=file.day,
        )  # fmt: skip
    assert seed.seed(sqlite_engine, tmp_path) == 0
