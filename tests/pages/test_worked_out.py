"""The KPI page of a figure that nobody typed: what it is worked out from, and the files behind it."""

import pytest

from tests.pages.test_pages import said


@pytest.mark.parametrize(
    ("kpi", "words", "span"),
    [
        ("KPI014", "the agency rate of the staffing return", "of 31 October 2026"),
        (
            "SUP016",
            "the turnover of the staffing return, over twelve months",
            "of the twelve months to 31 October 2026",
        ),
    ],
)
def test_a_worked_out_figure_leads_to_the_returns_behind_it(seeded_url, opened, kpi, words, span):
    page = opened("kpi", kpi=kpi)
    assert not page.exception
    told = said(page)
    assert f"{kpi} is worked out from {words}, {span}" in told
    assert "The staffing returns behind October 2026" in told
    assert "2026-11-15.2.staffing.csv" in told
    assert ("2025-12-15.2.staffing.csv" in told) == kpi.startswith("SUP")
    assert f"<dt>Worked out from</dt><dd>{words}</dd>" in told
    assert "line None" not in told


def test_the_way_to_the_teams_keeps_the_day_shown(seeded_url, opened):
    page = opened("kpi", kpi="KPI014")
    page.sidebar.text_input(key="as_at").set_value("2024-01-20").run()
    told = said(page)
    assert 'href="staffing?as_at=2024-01-20&amp;period=2023-12"' in told


def test_a_typed_figure_is_traced_to_its_line(seeded_url, opened):
    told = said(opened("kpi", kpi="KPI002"))
    assert "Every figure sent for October 2026" in told
    assert "of the staffing return" not in told
