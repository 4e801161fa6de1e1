"""Every file of data/ is taken by the check of its kind, in load order, knowing only what was sent before it."""

from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def test_every_file_is_accepted_in_load_order_with_no_column_unread(taken):
    made, picture = taken
    assert len(made) > 140
    for path, checked in made.items():
        assert checked.accepted, (path.name, checked.findings.to_dicts()[:3])
        if ".dfe_statistics." not in path.name:
            assert checked.notices == [], path.name
            assert checked.rows.height == checked.count == len(path.read_text(encoding="utf-8").splitlines()) - 1
    assert picture["kpi_values"].height > 2800
    assert picture["benchmarks"].height > 7000


def test_a_file_of_the_department_s_names_what_was_read_and_the_release_it_is_taken_for(taken):
    files = {path.name: checked for path, checked in taken[0].items() if ".dfe_statistics." in path.name}
    assert len(files) == 15
    for name, checked in files.items():
        release = name.split(".dfe_statistics.")[1].removesuffix(".csv")
        assert checked.rows["release"].unique().to_list() == [release]
        assert f"{checked.rows.height:,} figures read" in checked.notices[0] or "left out" in checked.notices[0], name


def test_no_two_files_of_one_day_have_the_same_number():
    names = [path.name.split(".")[:2] for path in DATA.glob("*/*.csv")]
    assert len(names) == len({tuple(name) for name in names})
