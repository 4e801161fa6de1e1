"""The reply, the totals, and the copy of the file with what to fix beside each row."""

import csv
import io
import json

from openpyxl import load_workbook

from sct_dash.returns import telling
from tests.returns.drawn import HEAD, ROW, checked

FORMULA = ROW.replace("75.0", "abc").replace("On track", "=1+1")
BAD = checked(HEAD + FORMULA + "2024-05,KPI999,-4,60,,\n\nsoon,KPI001,,,5,\n")


def test_the_reply_to_an_accepted_file_has_its_rows_as_they_were_given():
    outcome = checked(HEAD + ROW + "2024-05,KPI001,,,62.5,\n2024-06,KPI001,,,low,\n")
    reply = telling.reply(outcome, changes={"new": 3, "changed": 0, "unchanged": 0}, submission=4, rows=True)
    row = {"period": "2024-04-01", "kpi_code": "KPI001", "numerator": 45, "denominator": 60, "value": 75,
           "comment": "On track"}  # fmt: skip
    may = {**row, "period": "2024-05-01", "numerator": None, "denominator": None, "value": 62.5, "comment": None}
    assert reply == {
        "kind": "kpi_values",
        "file": "sent.csv",
        "accepted": True,
        "rows": 3,
        "findings": [],
        "notices": [],
        "changes": {"new": 3, "changed": 0, "unchanged": 0},
        "submission": 4,
        "accepted_rows": [row, may, {**may, "period": "2024-06-01", "value": None, "symbol": "k"}],
    }
    assert json.loads(json.dumps(reply)) == reply


def test_the_reply_to_findings_names_line_column_rule_words_cell_and_severity():
    reply = telling.reply(BAD, notices=["Sent by hand."], rows=True)
    assert not reply["accepted"]
    assert reply["accepted_rows"] == []
    assert reply["submission"] is None
    assert reply["changes"] == {"new": 0, "changed": 0, "unchanged": 0}
    assert reply["notices"][-1] == "Sent by hand."
    assert reply["findings"][0] == {
        "line": 2, "column": "value", "rule": "unreadable", "says": "Value must be a number, like 45.2, not ‘abc’.",
        "value": "abc", "severity": "finding",
    }  # fmt: skip


def test_totals_come_by_rule_the_most_first():
    totals = telling.totals(BAD.findings).select("rule", "column", "count").rows()
    assert totals[0][2] == max(count for *_, count in totals)
    assert sum(count for *_, count in totals) == BAD.findings.height


def test_the_marked_copy_has_every_row_its_number_and_what_to_fix():
    rows = list(csv.reader(io.StringIO(telling.marked_csv(BAD).decode("utf-8-sig"))))
    assert rows[0] == ["Line", *HEAD.strip().split(","), "What to fix"]
    assert [row[0] for row in rows[1:]] == ["2", "3", "5"]
    assert rows[1][5:] == ["abc", "'=1+1", "Value must be a number, like 45.2, not ‘abc’."]
    assert rows[2][3] == "-4"
    assert rows[2][-1].count("must be") == 2


def test_the_marked_copy_is_read_again_as_a_return():
    rows = telling.marked_csv(checked(HEAD + ROW.replace("75.0", "99").replace("On track", "=1+1")))
    again = checked(rows.replace(b",99,", b",75,", 1))
    assert again.accepted
    assert again.rows["comment"].item() == "=1+1"


def test_the_marked_workbook_colours_the_cells_and_runs_nothing():
    sheet = load_workbook(io.BytesIO(telling.marked_workbook(BAD))).active
    assert sheet["F2"].fill.fgColor.rgb == telling.MARK.fgColor.rgb
    assert sheet["B2"].fill.fgColor.rgb != telling.MARK.fgColor.rgb
    assert (sheet["G2"].value, sheet["G2"].data_type) == ("'=1+1", "s")
    assert sheet["H2"].value == "Value must be a number, like 45.2, not ‘abc’."
    assert sheet["A4"].value == 5


def test_a_finding_about_the_whole_file_stands_below_its_rows():
    outcome = checked(f"{HEAD}2024-04,KPI001,,,0.75,\n")
    assert telling.marked_csv(outcome).decode().splitlines()[-1].startswith(",,,,,,,")
    assert "at most 1" in load_workbook(io.BytesIO(telling.marked_workbook(outcome))).active["H3"].value
