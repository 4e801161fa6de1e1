"""Money in words, and every wording of where the budget stands."""

from datetime import date

import pytest

from sct_dash.core import finance_words as words

ROW = {
    "financial_year": date(2026, 4, 1),
    "financial_year_end": date(2027, 3, 31),
    "month_end": date(2026, 10, 31),
    "before": date(2026, 9, 30),
    "original": 71_200_000.0,
    "virement": 400_000.0,
    "uplift": 1_300_000.0,
    "contract": 72_900_000.0,
    "forecast": 74_200_000.0,
    "outturn": None,
    "reached": 74_200_000.0,
    "variance": 1_300_000.0,
    "change": -400_000.0,
    "variance_change": -400_000.0,
    "moved": [],
    "planned": 3_000_000.0,
    "delivered": 2_100_000.0,
    "delayed": 600_000.0,
    "outstanding": 300_000.0,
    "schemes": 4,
    "unfinished": 2,
    "deficit": 1_300_000.0,
    "funded": 1_300_000.0,
    "unfunded": 0.0,
    "spare": 0.0,
}


def row(**changes) -> dict:
    """A row of `finance.standing` with some of its figures changed, and the others such that they fit."""
    made = {**ROW, **changes}
    if "contract" in changes and made["contract"] is not None:
        made |= {"original": made["contract"], "virement": 0.0, "uplift": 0.0}
    made["reached"] = made["forecast"] if made["outturn"] is None else made["outturn"]
    known = made["contract"] is not None
    made["variance"] = made["reached"] - made["contract"] if known else None
    made["deficit"] = max(made["variance"], 0.0) if known else None
    unfunded = made["unfunded"]
    if known:
        made["funded"] = None if unfunded is None else made["deficit"] - unfunded
        made["deficit"] = None if unfunded is None else made["deficit"]
    if "rest" in changes or {"planned", "delivered"} & changes.keys():
        rest = changes.get("rest", max(made["planned"] - made["delivered"], 0.0))
        made |= {"delayed": rest, "outstanding": 0.0, "unfinished": made["unfinished"] if rest else 0}
    return made


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
         "Forecast £72.96m against a contract sum of £72.90m: £0.06m over"),
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
    assert words.standing(row(**changes)) == says


def test_nothing_held_is_said():
    assert words.standing(None) == "No budget monitoring is held"
    assert words.funded(None) == "No forecast is held, so what has to be funded is not known"


@pytest.mark.parametrize(
    ("deficit", "funded", "says"),
    [
        (0, 0, "There is no deficit to fund"),
        (0, 200e3, "There is no deficit to fund, and £0.2m is set aside"),
        (1.3e6, 0, "Nothing funds the deficit of £1.3m yet"),
        (1.3e6, 1e6, "£1.0m of the deficit of £1.3m is funded; £0.3m has no funding yet"),
        (1.35e6, 0.44e6, "£0.44m of the deficit of £1.35m is funded; £0.91m has no funding yet"),
        (1.3e6, 1.29e6, "£1.29m of the deficit of £1.30m is funded; £0.01m has no funding yet"),
        (1.3e6, 1.3e6, "The whole deficit of £1.3m is funded"),
        (1.3e6, 1.5e6, "The whole deficit of £1.3m is funded, and £0.2m more is set aside"),
        (130e3, 50e3, "£0.05m of the deficit of £0.13m is funded; £0.08m has no funding yet"),
    ],
)
def test_what_of_the_deficit_is_funded_is_said_without_a_minus(deficit: float, funded: float, says: str):
    of_all = row(contract=72_900_000.0, forecast=72_900_000.0 + deficit)
    told = {
        "deficit": deficit,
        "funded": funded,
        "unfunded": max(deficit - funded, 0),
        "spare": max(funded - deficit, 0),
    }
    assert words.funded({**of_all, **told}) == says


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
        ({"change": -40e3, "outturn": 74.2e6, "moved": [LEGAL]},
         "Outturn £40,000 less than the forecast of the month before: Legal £40,000 less"),
        ({"change": 0.0, "outturn": 74.2e6}, "Outturn as in the forecast of the month before"),
        ({"change": 300e3, "outturn": 74.2e6, "before": date(2026, 7, 31)},
         "Outturn £0.3m more than the forecast of July 2026"),
    ],
)  # fmt: skip
def test_how_a_month_moved_names_the_lines_that_moved_it_with_their_notes(changes: dict, says: str):
    assert words.moved({**ROW, **changes}) == says


COST = {"counted_by": "SUP002", "kpi_name": "Looked after", "reached": 85_100_000.0, "outturn": None, "children": 843.6,
        "counted": 7, "months": 7, "a_year": 100_877.2, "a_week": 1_934.6}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "£1,935 a week, £100,877 a year for each child: a forecast of £85.1m for 844 on average over 7 months"),
        ({"counted": 1, "months": 1}, "£1,935 a week, £100,877 a year for each child: a forecast of £85.1m for 844 on "
         "average over 1 month"),
        ({"counted": 6}, "£1,935 a week, £100,877 a year for each child: a forecast of £85.1m for 844 on average over "
         "6 of 7 months"),
        ({"outturn": 85.1e6}, "£1,935 a week, £100,877 a year for each child: an outturn of £85.1m for 844 on average "
         "over 7 months"),
        ({"a_week": None, "children": None},
         "The cost of a child is not known: Looked after has no count for the year yet"),
        ({"a_week": None, "children": None, "kpi_name": None},
         "The cost of a child is not known: SUP002 has no count for the year yet"),
        ({"a_week": None, "children": 0.0},
         "The cost of a child is not known: Looked after counts no child in the year so far"),
    ],
)  # fmt: skip
def test_the_cost_of_a_child_says_what_it_is_made_of(changes: dict, says: str):
    assert words.unit_cost({**COST, **changes}) == says


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rest": 500e3, "unfinished": 1, "delivered": 3e6}, "£3.0m of £3.0m savings delivered, £0.5m of one scheme "
         "still to come"),
        ({"rest": 500e3, "unfinished": 2, "delivered": 3.2e6}, "£3.2m savings delivered, £3.0m planned, £0.5m of 2 "
         "schemes still to come"),
        ({"rest": 500e3, "unfinished": 1, "delivered": 2.8e6}, "£2.8m of £3.0m savings delivered, £0.5m of one scheme "
         "still to come"),
        ({"rest": 0.0, "delivered": 3e6}, "all £3.0m savings delivered"),
        ({"rest": 200e3, "delivered": 2.8e6}, "£2.8m of £3.0m savings delivered"),
    ],
)  # fmt: skip
def test_savings_are_all_delivered_only_where_no_scheme_has_anything_to_come(changes: dict, says: str):
    made = row(**changes)
    assert words.standing(made).endswith(f"; {says}")
    assert words.delivered(made, brief=True) == says.replace(" of one scheme", "").replace(" of 2 schemes", "")
    assert len(words.delivered(made, brief=True).split()) <= 10


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "forecast £74.2m against £72.9m, £1.3m over, £0.4m better than the month before"),
        ({"forecast": 72_900_000.0}, "forecast £72.9m against £72.9m, in balance, £0.4m better than the month before"),
        ({"outturn": 72_700_000.0}, "outturn £72.7m against £72.9m, £0.2m under"),
        ({"forecast": None, "contract": None}, "no forecast is held for 2026/27"),
    ],
)
def test_of_a_priority_the_sentence_says_that_it_is_of_its_lines_and_speaks_of_no_contract_sum(changes, says):
    told = words.standing(row(**changes, planned=0.0, unfunded=None), priority="Prevention")
    assert told == f"Of lines that serve Prevention: {says}"


def test_while_some_lines_lack_their_outturn_the_sum_is_of_both():
    mixed = {**row(planned=0.0, variance_change=None, unfunded=None), "forecast": 74_100_000.0}
    assert words.standing(mixed) == "Outturn and forecast £74.2m against a contract sum of £72.9m: £1.3m over"


def pounds(told: str) -> int:
    """A sum as told, back in pounds."""
    digits = told.replace("£", "").replace(",", "")
    return round(float(digits[:-1]) * 1_000_000) if digits.endswith("m") else int(digits)


@pytest.mark.parametrize("seed", range(60))
def test_sums_add_up_as_they_are_shown(seed: int):
    size = (1_000_000_000, 70_000_000, 1_500_000, 400_000)[seed % 4]
    original, virement, uplift, gap, funds = (round(size * share * (seed * 7919 % 997) / 997) for share in
                                              (1.0, 0.004, 0.013, 0.0171, 0.0083))  # fmt: skip
    contract = original + virement + uplift
    made = {"original": original, "virement": virement, "uplift": uplift, "contract": contract, "variance": gap,
            "reached": contract + gap, "deficit": gap, "funded": funds, "unfunded": gap - funds,
            "spare": 0}  # fmt: skip
    told = {name: pounds(shown) for name, shown in words.shown(made).items()}
    assert told["contract"] + told["variance"] == told["reached"]
    assert told["funded"] + told["unfunded"] == told["deficit"] == told["variance"]


def test_sums_that_a_tenth_of_a_million_leaves_apart_have_another_place():
    # £77.0m less £75.9m is £1.1m, and not the £1.2m that is over
    made = row(forecast=77_040_000.0, contract=75_850_000.0, planned=0.0, variance_change=None)
    assert words.standing(made) == "Forecast £77.04m against a contract sum of £75.85m: £1.19m over"


def test_sums_that_no_thousand_tells_apart_are_told_to_the_pound():
    made = row(forecast=72_900_400.0, contract=72_900_000.0, planned=0.0, variance_change=None)
    assert words.standing(made) == "Forecast £72,900,400 against a contract sum of £72,900,000: £400 over"


def test_the_savings_of_every_scheme_add_up_as_they_are_shown():
    made = {"planned": 3_450_000.0, "delivered": 2_050_000.0, "delayed": 850_000.0, "outstanding": 550_000.0}
    assert words.savings_shown(made) == {
        "planned": "£3.45m", "delivered": "£2.05m", "delayed": "£0.85m", "outstanding": "£0.55m", "rest": "£1.40m",
    }  # fmt: skip


SENT = {"name": "Fostering", "month_end": date(2026, 7, 31), "given_for": date(2026, 7, 31), "actual": 1.0}
LATE = {**SENT, "name": "Legal", "given_for": date(2026, 5, 31)}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([SENT], ""),
        ([SENT, LATE], "Legal was not sent for July 2026"),
        ([LATE, SENT, {**LATE, "name": "Staff"}], "Legal and Staff were not sent for July 2026"),
        ([LATE, {**SENT, "actual": None}], "Legal was not sent for July 2026; Fostering gives none"),
        ([{**SENT, "actual": None}], "Fostering gives none"),
    ],
)
def test_a_line_that_keeps_what_is_spent_from_being_known_is_named(lines: list, says: str):
    assert words.not_spent(lines) == (f"Spent to date is not known in total: {says}" if says else "")
