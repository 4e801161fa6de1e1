"""The pages of a KPI whose months share eleven with the one before: its status and figures, the reason, no limits."""

import json
import re
import subprocess
import sys

import pytest

from sct_dash import settings
from tests.pages.test_pages import said

ROLLING = {"SUP016", "SUP018"}
JUDGEMENTS = {"signal", "assurance"}
WHY = "Not judged as a real change or chance: each month shares eleven with the one before."


@pytest.mark.parametrize("kpi", sorted(ROLLING))
def test_a_kpi_page_says_why_there_are_no_limits(kpi, seeded_url, opened):
    page = opened("kpi", kpi=kpi)
    assert not page.exception
    shown = said(page)
    assert WHY in shown and "There are no limits, for each month shares eleven with the one before." in shown
    assert "Each month shares eleven with the one before, so there is no range for what comes next." in shown
    assert re.search("Variation: <span[^>]*>≈</span> Not judged: months overlap", shown)
    assert re.search("Target ahead: <span[^>]*>–</span> Not judged", shown)
    for claim in ("Usual variation", "Real improvement", "Real change for", "The next three periods", "Will be"):
        assert claim not in shown


def test_the_list_and_its_grid_say_that_they_are_not_judged(seeded_url, opened):
    page = opened("kpis")
    page.sidebar.selectbox(key="set").set_value("Supporting").run()
    shown = said(page)
    assert shown.count(WHY) == 2
    grid = next(html.proto.body for html in page.get("html") if "Real change (across)" in html.proto.body)
    assert all(grid.count(f">{kpi} ") == 1 for kpi in ROLLING)
    assert grid.count("Not judged: months overlap") == 2
    row = grid[grid.rindex("<tr", 0, grid.index(">SUP016 ")) : grid.index(">SUP016 ")]
    assert "No target, or not known" in row and ">SUP018 " not in grid[: grid.index("No target, or not known")]


def exported(*arguments: str) -> list[dict]:
    command = [sys.executable, "-m", "sct_dash", "export", *arguments, "--format", "json"]
    return json.loads(
        subprocess.run(command, cwd=settings.PROJECT, capture_output=True, check=True, timeout=120).stdout
    )


def test_the_exports_carry_the_same_word_and_tell_no_real_change_of_them(seeded_url):
    rows = {row["kpi"]: row for row in exported("kpi-status")}
    assert {kpi for kpi, row in rows.items() if row["variation"] == "overlapping"} == ROLLING
    for kpi in ROLLING:
        row = rows[kpi]
        assert (row["assurance"], row["mean"], row["lpl"], row["upl"], row["signal_from"]) == ("none", *[None] * 4)
        assert row["status"] in ("red", "amber", "green") and row["travel"] is not None and WHY in row["sentence"]
    told = exported("changes", "--from", "2021-01-01", "--to", "2026-11-15")
    assert "signal" in {row["what"] for row in told}
    assert not {(row["kpi"], row["what"]) for row in told if row["kpi"] in ROLLING and row["what"] in JUDGEMENTS}
