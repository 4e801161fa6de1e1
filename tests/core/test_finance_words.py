"""Money in words, and every wording of where the budget stands."""

from datetime import date

import pytest

from sct_dash.core import finance_words as words

ROW = {
    "financial_year": date(2026, 4, 1),
    "financial_year_end": date(2027, 3, 31),
    "month_end": date(2026, 10, 31),
    "before": date(2026, 9, 30),
    "contract": 72_900_000.0,
    "forecast": 74_200_000.0,
    "outturn": None,
    "change": -400_000.0,
    "variance_change": -400_000.0,
    "moved": [],
    "planned": 3_000_000.0,
    "delivered": 2_100_000.0,
    "unfunded": 0.0,
}


@pytest.mark.parametrize(
    ("value", "beside", "shown"),
    [
        (None, None, "–"),
        (0.0, None, "£0"),
        (130_000.0, None, "£130,000"),
        (999_999.4, None, "£999,999"),
        (999_999.5, None, "£1.0m"),
        (1_250_000.0, None, "£1.3m"),
        (1_349_999.0, None, "£1.3m"),
        (-1_300_000.0, None, "-£1.3m"),
        (-250_000.0, None, "-£250,000"),
        (1_234_500_000.0, None, "£1,234.5m"),
        (400_000.0, 74_200_000.0, "£0.4m"),
        (-400_000.0, 74_200_000.0, "-£0.4m"),
        (99_999.0, 74_200_000.0, "£99,999"),
        (100_000.0, 74_200_000.0, "£0.1m"),
        (400_000.0, 900_000.0, "£400,000"),
        (0.4, 74_200_000.0, "£0"),
    ],
)
def test_money_is_told_in_pounds_or_in_millions(value, beside, shown):
    assert words.money(value, beside=beside) == shown


AGAINST = "Forecast £74.2m against a contract sum of £72.9m: £1.3m over"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, f"{AGAINST}, £0.4m better than the month before; £2.1m of £3.0m savings delivered"),
        ({"variance_change": 400_000.0},
         f"{AGAINST}, £0.4m worse than the month before; £2.1m of £3.0m savings delivered"),
        ({"variance_change": 0.0}, f"{AGAINST}, no change from the month before; £2.1m of £3.0m savings delivered"),
        ({"variance_change": 30_000.0},
         f"{AGAINST}, £30,000 worse than the month before; £2.1m of £3.0m savings delivered"),
        ({"before": date(2026, 7, 31)},
         f"{AGAINST}, £0.4m better than in July 2026; £2.1m of £3.0m savings delivered"),
        ({"before": date(2026, 7, 31), "variance_change": 0.2},
         f"{AGAINST}, no change from July 2026; £2.1m of £3.0m savings delivered"),
        ({"variance_change": None, "before": None}, f"{AGAINST}; £2.1m of £3.0m savings delivered"),
        ({"forecast": 72_700_000.0, "variance_change": None},
         "Forecast £72.7m against a contract sum of £72.9m: £0.2m under; £2.1m of £3.0m savings delivered"),
        ({"forecast": 72_900_000.4, "variance_change": None, "planned": 0.0},
         "Forecast £72.9m against a contract sum of £72.9m: in balance"),
        ({"forecast": 1_100_000.0, "contract": 900_000.0, "variance_change": None, "planned": 0.0},
         "Forecast £1.1m against a contract sum of £0.9m: £0.2m over"),
        ({"forecast": 73_840_000.0, "contract": 70_980_000.0, "variance_change": None, "planned": 0.0},
         "Forecast £73.84m against a contract sum of £70.98m: £2.86m over"),
        ({"forecast": 70_980_000.0, "contract": 73_840_000.0, "variance_change": None, "planned": 0.0},
         "Forecast £70.98m against a contract sum of £73.84m: £2.86m under"),
        ({"forecast": 72_960_000.0, "variance_change": None, "planned": 0.0},
         "Forecast £73.0m against a contract sum of £72.9m: £60,000 over"),
        ({"outturn": 73_900_000.0, "planned": 0.0}, "Outturn £73.9m against a contract sum of £72.9m: £1.0m over"),
        ({"delivered": 0.0}, f"{AGAINST}, £0.4m better than the month before; none of £3.0m savings delivered"),
        ({"delivered": 3e6}, f"{AGAINST}, £0.4m better than the month before; all £3.0m savings delivered"),
        ({"delivered": 3.2e6},
         f"{AGAINST}, £0.4m better than the month before; £3.2m savings delivered, £3.0m planned"),
        ({"delivered": 2.98e6}, f"{AGAINST}, £0.4m better than the month before; £2.98m of £3.00m savings delivered"),
        ({"delivered": 2_999_999.0},
         f"{AGAINST}, £0.4m better than the month before; £2,999,999 of £3,000,000 savings delivered"),
        ({"planned": 450e3, "delivered": 300e3},
         f"{AGAINST}, £0.4m better than the month before; £300,000 of £450,000 savings delivered"),
        ({"planned": 3e6, "delivered": 300e3},
         f"{AGAINST}, £0.4m better than the month before; £0.3m of £3.0m savings delivered"),
        ({"unfunded": 300_000.0}, f"{AGAINST}, £0.4m better than the month before; £2.1m of £3.0m savings delivered; "
         "£0.3m has no funding yet"),
        ({"unfunded": None, "planned": 0.0}, f"{AGAINST}, £0.4m better than the month before"),
        ({"forecast": None, "contract": None},
         "No forecast is held for 2026/27; £2.1m of £3.0m savings delivered"),
    ],
)  # fmt: skip
def test_where_the_budget_stands_is_one_sentence(changes: dict, says: str):
    assert words.standing({**ROW, **changes}) == says


def test_nothing_held_is_said():
    assert words.standing(None) == "No budget monitoring is held"
    assert words.funded(None) == "No forecast is held, so what has to be funded is not known"


@pytest.mark.parametrize(
    ("deficit", "funded", "says"),
    [
        (0, 0, "There is no deficit to fund"),
        (0, 200e3, "There is no deficit to fund, and £200,000 is set aside"),
        (1.3e6, 0, "Nothing funds the deficit of £1.3m yet"),
        (1.3e6, 1e6, "£1.0m of the deficit of £1.3m is funded; £0.3m has no funding yet"),
        (1.35e6, 0.44e6, "£0.44m of the deficit of £1.35m is funded; £0.91m has no funding yet"),
        (1.3e6, 1.29e6, "£1.29m of the deficit of £1.30m is funded; £10,000 has no funding yet"),
        (1.3e6, 1.3e6, "The whole deficit of £1.3m is funded"),
        (1.3e6, 1.5e6, "The whole deficit of £1.3m is funded, and £0.2m more is set aside"),
        (130e3, 50e3, "£50,000 of the deficit of £130,000 is funded; £80,000 has no funding yet"),
    ],
)
def test_what_of_the_deficit_is_funded_is_said_without_a_minus(deficit: float, funded: float, says: str):
    row = {
        "deficit": deficit,
        "funded": funded,
        "unfunded": max(deficit - funded, 0),
        "spare": max(funded - deficit, 0),
    }
    assert words.funded(row) == says


EXT = {"budget_line": "EXT", "name": "External residential", "change": 500e3, "note": "Two more. "}
LEGAL = {"budget_line": "LEGAL", "name": "Legal", "change": -40e3, "note": None}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"change": 460e3, "moved": [EXT, LEGAL]}, "£0.5m more than the month before: External residential £0.5m more "
         "(Two more); Legal £40,000 less"),
        ({"change": -40e3, "moved": [LEGAL]}, "£40,000 less than the month before: Legal £40,000 less"),
        ({"change": 0.0}, "No change from the month before"),
        ({"change": 500e3, "before": date(2026, 7, 31)}, "£0.5m more than in July 2026"),
        ({"change": 0.0, "before": date(2026, 7, 31)}, "No change from July 2026"),
        ({"change": None, "before": None}, "First month held of 2026/27"),
    ],
)  # fmt: skip
def test_how_a_month_moved_names_the_lines_that_moved_it_with_their_notes(changes: dict, says: str):
    assert words.moved({**ROW, **changes}) == says


COST = {"counted_by": "SUP002", "kpi_name": "Looked after", "forecast": 85_100_000.0, "children": 843.6, "counted": 7,
        "months": 7, "a_year": 100_877.2, "a_week": 1_934.6}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "£1,935 a week, £100,877 a year for each child: a forecast of £85.1m for 844 on average over 7 months"),
        ({"counted": 1, "months": 1}, "£1,935 a week, £100,877 a year for each child: a forecast of £85.1m for 844 on "
         "average over 1 month"),
        ({"counted": 6}, "£1,935 a week, £100,877 a year for each child: a forecast of £85.1m for 844 on average over "
         "6 of 7 months"),
        ({"a_week": None}, "The cost of a child is not known: Looked after has no count for the year yet"),
        ({"a_week": None, "kpi_name": None}, "The cost of a child is not known: SUP002 has no count for the year yet"),
    ],
)  # fmt: skip
def test_the_cost_of_a_child_says_what_it_is_made_of(changes: dict, says: str):
    assert words.unit_cost({**COST, **changes}) == says
