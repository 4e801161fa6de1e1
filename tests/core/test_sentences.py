"""Figures and sentences, word for word."""

from datetime import date

import pytest

from sct_dash.core import sentences
from sct_dash.core.frames import SYMBOLS, UNITS
from sct_dash.core.sentences import counted, figure, headline, in_words, margin, parts, travelled
from sct_dash.core.status import STATUSES

ROW = {
    **{"unit": "percent", "direction": "higher", "status": "red", "relieved": False, "value": 81.2},
    **{"numerator": None, "denominator": None, "numerator_label": None, "target": 88.0, "target_upper": None},
    **{"period_start": date(2024, 4, 1), "period_end": date(2024, 4, 30), "due_on": date(2024, 5, 15), "symbol": None},
    **{"clause": None, "relief_to": None, "previous": None, "travel": None, "heading": "more"},
    **{"to_amber": None, "to_green": None, "short_of_amber": None, "short_of_green": None},
    **{"spare": None, "headroom": None},
}


def row(**cells):
    return ROW | cells


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (81.2, "percent", "81.2%"),
        (88.0, "percent", "88.0%"),
        (0.0, "percent", "0.0%"),
        (-0.04, "percent", "0.0%"),
        (100.0, "percent", "100.0%"),
        (81.25, "percent", "81.3%"),
        (81.35, "percent", "81.4%"),
        (81.249999, "percent", "81.2%"),
        (0.05, "percent", "0.1%"),
        (1.005 * 10, "score", "10.1"),
        (0.05 + 0.1, "score", "0.2"),
        (1e300, "count", f"{10**300:,}"),
        (100 * 29 / 160, "percent", "18.1%"),
        (100 * 13 / 80, "percent", "16.3%"),
        (1234.5, "count", "1,235"),
        (0.5, "count", "1"),
        (1.5, "count", "2"),
        (2.5, "count", "3"),
        (54.35, "per_10000", "54.4"),
        (12.0, "days", "12.0"),
        (3.25, "score", "3.3"),
        (15.25, "ratio", "15.3"),
        (1234567.5, "currency", "£1,234,568"),
        (-1200.0, "currency", "-£1,200"),
        (None, "percent", "–"),
        (float("nan"), "percent", "–"),
        (float("inf"), "count", "–"),
    ],
)
def test_a_figure_is_rounded_half_up_at_display(value, unit, shown):
    assert figure(value, unit) == shown


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_can_be_shown(unit):
    assert "1" in figure(1.0, unit)
    assert in_words(1.0, unit)


def test_trimming_drops_noughts_after_the_point_and_no_others():
    assert [figure(v, "percent", trimmed=True) for v in (88.0, 88.5, 100.0, 0.0)] == ["88%", "88.5%", "100%", "0%"]
    assert figure(100.0, "count", trimmed=True) == "100"


def test_every_status_and_every_symbol_has_words():
    assert set(sentences.STATUS_WORDS) == {*STATUSES, "relieved"}
    assert all(SYMBOLS.values())


@pytest.mark.parametrize(
    ("denominator", "shown"), [(1.0, "0 of 1"), (9.0, "3 of 9"), (10.0, "30.0%"), (0.0, "0 of 0"), (None, "30.0%")]
)
def test_a_percentage_of_fewer_than_ten_is_told_as_so_many_of_so_many(denominator, shown):
    numerator = {1.0: 0.0, 9.0: 3.0, 0.0: 0.0}.get(denominator, 3.0)
    assert sentences.displayed(row(value=30.0, numerator=numerator, denominator=denominator)) == shown


def test_a_missing_value_is_a_dash_however_small_the_denominator():
    assert sentences.displayed(row(value=None, numerator=0.0, denominator=0.0)) == "–"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({}, "Red: 81.2% against a target of 88%."),
        ({"status": "green", "value": 88.0}, "Green: 88.0% against a target of 88%."),
        ({"direction": "lower", "target": 18.0}, "Red: 81.2% against a target of 18% or lower."),
        ({"direction": "range", "target": 5.0, "target_upper": 10.0}, "Red: 81.2% against a target of 5% to 10%."),
        ({"direction": "range", "target": 90.5}, "Red: 81.2% against a target of 90.5% or higher."),
        ({"value": 87.96, "status": "amber"}, "Amber: 87.96% against a target of 88%."),
        (
            {"direction": "lower", "value": 10.04, "target": 10.0, "unit": "days"},
            "Red: 10.04 days against a target of 10 days or lower.",
        ),
        (
            {"direction": "range", "value": 10.04, "target": 5.0, "target_upper": 10.0},
            "Red: 10.04% against a target of 5% to 10%.",
        ),
        ({"unit": "per_10000"}, "Red: 81.2 per 10,000 against a target of 88 per 10,000."),
        ({"value": 75.0, "numerator": 3.0, "denominator": 4.0}, "Red: 3 of 4 against a target of 88%."),
        (
            {"relieved": True, "relief_to": date(2021, 9, 30), "clause": "clause 12"},
            "Relieved to 30 September 2021 (clause 12). It would be Red: 81.2% against a target of 88%.",
        ),
        (
            {"relieved": True, "relief_to": date(2021, 9, 30), "status": "late"},
            "Relieved to 30 September 2021. Late: April 2024 was due by 15 May 2024.",
        ),
        ({"status": "late", "value": None}, "Late: April 2024 was due by 15 May 2024."),
        ({"status": "not_due", "value": None}, "Not due: April 2024 is due by 15 May 2024."),
        ({"status": "no_data", "value": None}, "No data for April 2024."),
        ({"status": "no_data", "value": None, "symbol": "c"}, "No data: April 2024 was given as confidential."),
        (
            {"status": "no_data", "value": None, "denominator": 0.0},
            "No data: there was nothing to count in April 2024, the denominator is 0.",
        ),
        ({"status": "neutral", "direction": "neutral"}, "Not rated: 81.2% in April 2024."),
        ({"status": "neutral", "target": None}, "Not rated: 81.2% in April 2024, with no target set."),
    ],
)
def test_the_headline_says_the_status_and_what_makes_it_so(cells, says):
    assert headline(row(**cells)) == says


LABEL = {"numerator_label": "Assessments completed on time"}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"to_amber": 3, "to_green": 14}, "3 more would be Amber, 14 more Green"),
        (LABEL | {"to_amber": 3, "to_green": 14}, "3 more assessments completed on time would be Amber, 14 more Green"),
        (LABEL | {"to_amber": 1, "to_green": 2}, "1 more would be Amber, 2 more Green"),
        ({"to_amber": 3, "to_green": 14, "heading": "fewer"}, "3 fewer would be Amber, 14 fewer Green"),
        ({"to_amber": 14, "to_green": 14}, "14 more would be Green"),
        ({"to_amber": 3, "to_green": None}, "3 more would be Amber"),
        ({"to_green": 1400, "status": "amber"}, "1,400 more would be Green"),
        ({"numerator_label": "ICPCs on time", "to_green": 2}, "2 more ICPCs on time would be Green"),
        ({"short_of_amber": 1.2, "short_of_green": 6.8}, "1.2 points short of Amber, 6.8 points short of Green"),
        ({"short_of_green": 88 - 81.2, "status": "amber"}, "6.8 points short of Green"),
        ({"short_of_green": 6.81, "status": "amber"}, "6.9 points short of Green"),
        ({"short_of_green": 0.04, "status": "amber"}, "0.1 points short of Green"),
        ({"short_of_amber": 6.8, "short_of_green": 6.8}, "6.8 points short of Green"),
        (
            {"short_of_amber": 1.2, "short_of_green": 2.0, "heading": "fewer", "unit": "days"},
            "1.2 days too high for Amber, 2.0 days too high for Green",
        ),
        ({"short_of_green": 2.0, "unit": "count"}, "2 short of Green"),
        ({"short_of_green": 1500.0, "unit": "currency"}, "£1,500 short of Green"),
        (
            LABEL | {"status": "green", "spare": 5, "heading": "fewer", "numerator": 90.0, "denominator": 100.0},
            "5 fewer assessments completed on time would still be Green",
        ),
        (
            LABEL | {"status": "green", "spare": 0, "heading": "fewer", "numerator": 90.0, "denominator": 100.0},
            "1 fewer would no longer be Green",
        ),
        ({"status": "green", "spare": 90, "heading": "fewer", "numerator": 90.0, "denominator": 100.0}, None),
        ({"status": "green", "spare": 10, "heading": "more", "numerator": 90.0, "denominator": 100.0}, None),
        ({"status": "green", "headroom": 1.29}, "1.3 points above the target"),
        ({"status": "green", "headroom": 1.29, "direction": "lower"}, "1.3 points below the target"),
        ({"status": "green", "headroom": 0.04, "direction": "range"}, "0.04 points inside the range"),
        ({"status": "green", "headroom": 0.0}, "Exactly on target"),
        ({"status": "late"}, None),
        ({"status": "neutral"}, None),
    ],
)
def test_the_margin_says_how_far_the_next_colour_is(cells, says):
    assert margin(row(**cells)) == says


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"travel": "better", "previous": 79.0}, "Better than the month before, 79.0%."),
        ({"travel": "worse", "previous": 81.24}, "Worse than the month before, 81.24%."),
        ({"travel": "same", "previous": 81.2}, "No change from the month before."),
        ({"travel": None, "previous": 81.2}, None),
        (
            {"travel": "worse", "previous": 82.0, "period_start": date(2023, 10, 1), "period_end": date(2024, 9, 30)},
            "Worse than the census before, 82.0%.",
        ),
    ],
)
def test_the_direction_of_travel_is_words_and_never_a_bare_arrow(cells, says):
    assert travelled(row(**cells)) == says


@pytest.mark.parametrize(("number", "says"), [(0, "0 KPIs"), (1, "1 KPI"), (2, "2 KPIs"), (1234, "1,234 KPIs")])
def test_a_counted_noun_agrees_with_its_number(number, says):
    assert counted(number, "KPI") == says


@pytest.mark.parametrize(
    ("numerator", "denominator", "label", "says"),
    [
        (72.0, 839.0, "Children who moved", "72 of 839: children who moved, of children looked after"),
        (29.6, 302.1, "FTE agency", "29.6 of 302.1: FTE agency, of children looked after"),
        (1234.0, 5678.0, "children who moved", "1,234 of 5,678: children who moved, of children looked after"),
        (0.0, 3.0, "children who moved", "0 of 3: children who moved, of children looked after"),
        (None, 3.0, "children who moved", None),
        (1.0, None, "children who moved", None),
        (1.0, 3.0, None, None),
    ],
)
def test_what_a_value_is_worked_out_of_is_told_where_it_is_known(numerator, denominator, label, says):
    row = {"numerator": numerator, "denominator": denominator, "numerator_label": label}
    assert parts({**row, "denominator_label": "Children looked after"}) == says
