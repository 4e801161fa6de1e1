"""One file a kind as it might be sent, and every finding it must have: golden/<kind>/sent.csv, findings.csv."""

import csv
from pathlib import Path

import pytest

from sct_dash.returns import RETURNS
from tests.returns.drawn import checked

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("kind", RETURNS)
def test_a_sent_file_has_exactly_the_findings_written_down(kind: str):
    outcome = checked((GOLDEN / kind / "sent.csv").read_bytes(), kind=kind)
    with (GOLDEN / kind / "findings.csv").open(encoding="utf-8", newline="") as expected:
        rows = [tuple(cell or None for cell in row) for row in csv.reader(expected)]
    assert rows[0] == tuple(outcome.findings.columns)
    assert [tuple(None if cell is None else str(cell) for cell in row) for row in outcome.findings.rows()] == rows[1:]
