"""The command `spc`: the reference files come out as they are, and unusable files are a sentence."""

import csv
from pathlib import Path

import pytest

from sct_dash import cli

OWN = Path(__file__).parents[1] / "core" / "spc_cases"
BESIDE = Path(__file__).parents[3] / "shared" / "spc"
BASE = [11, 9] * 6
INPUTS = "series_id,date,value\n" + "".join(f"A,2020-01-{day:02},{value}\n" for day, value in enumerate(BASE, start=1))
SETTINGS = "series_id,improvement_direction,target\nA,increase,4\n"


@pytest.fixture
def run(tmp_path, capsys):
    """`run(inputs, settings)`, texts or files: the exit status, the two files' rows (or None) and what was said."""

    def running(inputs, settings, *more, out=None):
        paths = []
        for name, given in (("inputs.csv", inputs), ("settings.csv", settings)):
            if not isinstance(given, Path):
                data = given if isinstance(given, bytes) else given.encode()
                given = tmp_path / name
                given.write_bytes(data)
            paths.append(str(given))
        folder = out or tmp_path / "out"
        status = cli.main(["spc", paths[0], "--settings", paths[1], "--out", str(folder), *more])
        said = capsys.readouterr()
        return status, rows(folder / "points.csv"), rows(folder / "summary.csv"), said

    return running


def rows(path: Path) -> list[dict] | None:
    if not path.exists():
        return None
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", [OWN, BESIDE], ids=["our own", "beside the checkout"])
def test_the_reference_files_come_out_cell_by_cell(run, folder):
    if not (folder / "inputs.csv").exists():
        pytest.skip("the reference cases A to D are not beside this checkout")
    status, points, summary, _ = run(folder / "inputs.csv", folder / "reference_summary.csv")
    assert status == 0
    for found, name in ((points, "reference_points.csv"), (summary, "reference_summary.csv")):
        wanted = rows(folder / name)
        assert list(found[0]) == list(wanted[0])
        assert found == wanted


def test_ghosts_bring_their_columns(run):
    wanted = rows(OWN / "reference_ghosted_points.csv")
    inputs = "series_id,date,value,ghost\n" + "".join(
        f"{row['series_id']},{row['date']},{row['value']},{row['ghost']}\n" for row in wanted
    )
    settings = "series_id,improvement_direction,target\nG01_relief_middle,increase,50\n"
    status, points, summary, _ = run(inputs, settings)
    assert status == 0
    assert [{name: row[name] for name in wanted[0]} for row in points] == wanted
    assert summary[0]["variation_type"] == "common_cause" and summary[0]["n_points"] == "28"


def test_series_stand_as_the_settings_have_them_and_points_by_date(run):
    inputs = "series_id,date,value\nA,2020-03-01,3\nA,2020-01-01,1\nB,2020-01-01,5\nA,2020-02-01,2\n"
    _, points, summary, _ = run(inputs, "series_id,improvement_direction\nB,neutral\nA,Increase\n")
    assert [(row["series_id"], row["n"], row["value"]) for row in points] == [
        ("B", "1", "5"), ("A", "1", "1"), ("A", "2", "2"), ("A", "3", "3"),
    ]  # fmt: skip
    assert [row["series_id"] for row in summary] == ["B", "A"]


def test_a_series_at_fault_fills_error_and_the_others_are_worked_out(run):
    status, points, summary, said = run(
        INPUTS + "B,2020-01-01,5\nB,2020-01-01,6\nC,2020-01-01,7\n",
        "series_id,improvement_direction,fix_after_n_points\nA,increase,12\nB,increase,\nC,sideways,11\n",
    )
    assert status == 1
    assert {row["series_id"] for row in points} == {"A"}
    assert [row["error"] for row in summary] == [
        "",
        "A date is given more than once.",
        "The improvement direction must be increase, decrease or neutral. "
        "Limits can be fixed after 12 points or more, not fewer.",
    ]
    assert [row["variation_icon"] for row in summary] == ["common_cause", "", ""]
    assert "B: A date is given more than once." in said.err and "1 series, 12 points" in said.out


def test_a_series_of_the_settings_without_points_has_none(run):
    status, points, summary, _ = run(INPUTS, SETTINGS + "B,increase,\n")
    assert status == 0 and len(points) == 12
    assert (summary[1]["n_points"], summary[1]["variation_type"], summary[1]["error"]) == ("0", "", "")


@pytest.mark.parametrize("dates", ["2020-01-04 2020-01-08", "2020-01-04;2020-01-08", '"2020-01-04, 2020-01-08"'])
def test_a_cell_of_dates_may_be_parted_by_spaces_commas_or_semicolons(run, dates):
    status, points, summary, _ = run(INPUTS, f"series_id,improvement_direction,rebase_dates\nA,increase,{dates}\n")
    assert status == 0
    assert [row["rebase_group"] for row in points] == ["0"] * 3 + ["1"] * 4 + ["2"] * 5
    assert summary[0]["rebase_dates"] == dates.strip('"')


@pytest.mark.parametrize(
    ("cell", "screened"), [("TRUE", True), ("", True), ("1", True), ("false", False), ("0", False)]
)
def test_screening_is_on_unless_it_is_said_not_to_be(run, cell, screened):
    settings = f"series_id,improvement_direction,screen_outliers\nA,increase,{cell}\n"
    _, points, _, _ = run(INPUTS + "A,2020-02-01,90\nA,2020-02-02,10\n", settings)
    assert (float(points[0]["upl"]) < 40) is screened


def test_a_constant_series_is_collapsed_on_request(run):
    inputs = "series_id,date,value\nA,2020-01-01,5\nA,2020-01-02,5\n"
    assert run(inputs, SETTINGS)[2][0]["assurance_icon"] == "inconsistent"
    status, points, summary, _ = run(inputs, SETTINGS, "--collapse-constant")
    assert status == 0 and summary[0]["assurance_icon"] == "pass"
    assert [(row["lpl"], row["upl"]) for row in points] == [("5", "5")] * 2


def test_a_byte_order_mark_spaces_and_missing_values_are_read(run):
    inputs = b"\xef\xbb\xbf" + b"series_id , date,value\r\n A ,2020-01-01, 1.5\r\nA,2020-02-01,\r\n"
    status, points, summary, _ = run(inputs, SETTINGS)
    assert status == 0 and [row["value"] for row in points] == ["1.5", ""]
    assert [row["special_cause_type"] for row in points] == ["Common Cause"] * 2 and summary[0]["n_points"] == "2"


def test_numbers_read_back_as_they_were(run):
    _, points, _, _ = run("series_id,date,value\nA,2020-01-01,66.7\nA,2020-01-02,0.1\n", SETTINGS)
    assert [row["value"] for row in points] == ["66.700000000000003", "0.10000000000000001"]
    assert float(points[0]["mean"]) == pytest.approx(33.4)
    assert run("series_id,date,value\nA,2020-01-01,5\n", SETTINGS)[2][0]["min_margin"] == "Inf"


RUN = '=HYPERLINK("http://x")'


def test_what_a_spreadsheet_would_run_is_made_plain_and_numbers_keep_their_sign(run):
    quoted = '"' + RUN.replace('"', '""') + '"'
    inputs = f"series_id,date,value\n{quoted},2020-01-01,-5\n@cmd,2020-01-01,1\n+B,2020-01-01,1\n"
    settings = "series_id,improvement_direction,target,description,source\n"
    settings += f"{quoted},increase,-4,-1+1,{quoted}\n@cmd,decrease,,,\n+B,=sideways,,,\n"
    status, points, summary, _ = run(inputs, settings)
    assert status == 1
    assert [row["series_id"] for row in points] == [f"'{RUN}", "'@cmd"]
    assert (points[0]["value"], points[0]["target"]) == ("-5", "-4")
    first, _, last = summary
    told = [first[name] for name in ("series_id", "target", "description", "source")]
    assert told == [f"'{RUN}", "-4", "'-1+1", f"'{RUN}"]
    assert (last["series_id"], last["improvement_direction"]) == ("'+B", "'=sideways")


def test_a_series_is_named_on_the_terminal_without_what_would_steer_it(run):
    inputs = INPUTS + "\x1b[2Jred,2020-01-01,5\n"
    status, _, summary, said = run(inputs, SETTINGS + "\x1b[2Jred,sideways,\n")
    assert status == 1 and "\x1b" not in said.err and said.err.startswith("�[2Jred: ")
    assert summary[1]["series_id"] == "\x1b[2Jred"


@pytest.mark.parametrize("value", ["1e150", "-1e150", "1e-320", "-0", "1e16"])
def test_values_at_the_ends_of_what_a_number_can_be_are_worked_out(run, value):
    inputs = INPUTS + "".join(f"A,2021-01-{day:02},{value}\n" for day in range(1, 15))
    settings = "series_id,improvement_direction,target,rebase_dates,fix_after_n_points\n"
    status, points, _, _ = run(inputs, settings + f"A,decrease,{value},0001-01-01 9999-12-31,9e18\n")
    assert status == 0 and len(points) == 26


def test_a_value_too_large_to_reckon_with_is_a_fault_of_its_series(run):
    status, points, summary, _ = run(INPUTS + "A,2021-01-01,1e308\nA,2021-01-02,-1e308\n", SETTINGS)
    assert status == 1 and points == [] and summary[0]["error"]


UNUSABLE = {
    "no points": ("series_id,date,value\n", SETTINGS, "inputs.csv has no points"),
    "no column value": ("series_id,date\nA,2020-01-01\n", SETTINGS, "has no column value"),
    "no column of settings": (INPUTS, "series_id,target\nA,5\n", "has no column improvement_direction"),
    "not a number": (INPUTS + "A,2020-02-01,many\n", SETTINGS, "Line 14 of inputs.csv: value 'many' is not a number."),
    "infinite": (INPUTS + "A,2020-02-01,inf\n", SETTINGS, "'inf' is not a number"),
    "not a date": (INPUTS + "A,01/02/2020,1\n", SETTINGS, "'01/02/2020' is not a date"),
    "no date": (INPUTS + "A,,1\n", SETTINGS, "Line 14 of inputs.csv: date '' is blank."),
    "no series": (INPUTS + ",2020-02-01,1\n", SETTINGS, "series_id '' is blank"),
    "not a ghost": ("series_id,date,value,ghost\nA,2020-01-01,1,perhaps\n", SETTINGS, "'perhaps' is not true or false"),
    "without settings": (INPUTS + "B,2020-01-01,5\n", SETTINGS, "has no settings for the series 'B'"),
    "settings twice": (
        INPUTS,
        SETTINGS + "A,increase,5\n",
        "Line 3 of settings.csv: series_id 'A' has settings already",
    ),
    "target of words": (INPUTS, "series_id,improvement_direction,target\nA,increase,high\n", "'high' is not a number"),
    "half a point": (
        INPUTS,
        "series_id,improvement_direction,fix_after_n_points\nA,increase,12.5\n",
        "'12.5' is not a whole number",
    ),
    "more points than can be": (
        INPUTS,
        "series_id,improvement_direction,fix_after_n_points\nA,increase,1e30\n",
        "Line 2 of settings.csv: fix_after_n_points '1e30' is too large.",
    ),
    "rebase of words": (
        INPUTS,
        "series_id,improvement_direction,rebase_dates\nA,increase,2020-01-04 soon\n",
        "rebase_dates '2020-01-04 soon' is not",
    ),
    "screening of words": (
        INPUTS,
        "series_id,improvement_direction,screen_outliers\nA,increase,maybe\n",
        "'maybe' is not true or false",
    ),
    "nothing": ("", SETTINGS, "could not be read"),
    "ragged": (INPUTS + "A,2020-02-01,1,2,3\n", SETTINGS, "could not be read"),
    "another encoding": (INPUTS.replace("A", "Évry").encode("latin-1"), SETTINGS, "could not be read"),
    "two columns of a name": ("series_id,date,value , value\nA,2020-01-01,1,2\n", SETTINGS, "could not be read"),
    "no such file": (Path("/no/such/inputs.csv"), SETTINGS, "inputs.csv could not be opened"),
    "a folder": (INPUTS, Path("/"), "could not be opened"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_files_that_cannot_be_used_are_a_sentence_and_nothing_is_written(run, case):
    inputs, settings, says = UNUSABLE[case]
    status, points, summary, said = run(inputs, settings)
    assert status == 2 and says in said.err and "Traceback" not in said.err
    assert points is summary is None and said.out == ""


def test_a_folder_that_cannot_be_written_is_a_sentence(run, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    status, _, _, said = run(INPUTS, SETTINGS, out=taken / "out")
    assert status == 2 and "points.csv could not be written" in said.err
