"""Where the budget stands, from the rows that were sent: sums, months, savings, what funds a deficit, cost a child."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import finance, savings, unit_cost
from tests.frames import frame

YEAR = date(2026, 4, 1)
LINES = frame("""
    | budget_line | name                 | area       | priority | counted_by |
    | EXT         | External residential | Placements | Practice | SUP002     |
    | FOSTER      | In-house fostering   | Placements | Practice | SUP002     |
    | LEGAL       | Legal                | Support    | People   | -          |
""")
ROWS = frame("""
    | month_end  | budget_line | original | virement | uplift | forecast | actual  | note     |
    | 2026-04-30 | EXT         | 18000000 | 0        | 400000 | 19000000 | -       | -        |
    | 2026-04-30 | LEGAL       | 1200000  | 0        | 0      | 1200000  | 100000  | -        |
    | 2026-05-31 | EXT         | 18000000 | -100000  | 400000 | 19500000 | 3000000 | Two more |
    | 2026-05-31 | LEGAL       | 1200000  | 100000   | 0      | 1210000  | 200000  | -        |
    | 2026-05-31 | FOSTER      | 4000000  | 0        | 0      | 3900000  | 600000  | A start  |
    | 2026-07-31 | EXT         | 18000000 | -100000  | 400000 | 19400000 | 6000000 | One left |
    | 2026-07-31 | LEGAL       | 1200000  | 100000   | 0      | 1400000  | 400000  | -        |
""")
LAST_YEAR = frame("""
    | month_end  | budget_line | original | virement | uplift | forecast | actual   | note |
    | 2026-02-28 | EXT         | 17000000 | 0        | 0      | 18000000 | 16000000 | -    |
    | 2026-02-28 | LEGAL       | 1000000  | 0        | 0      | 1000000  | 900000   | -    |
    | 2026-03-31 | EXT         | 17000000 | 0        | 0      | 17500000 | 17600000 | -    |
    | 2026-03-31 | LEGAL       | 1000000  | 0        | 0      | 1000000  | 950000   | -    |
""")
KPIS = frame("""
    | kpi_code | name           | kpi_set    | unit  | direction | aggregation | frequency | valid_from |
    | SUP002   | Looked after   | supporting | count | neutral   | snapshot    | month     | 2018-04-01 |
""")


def of_year(rows: pl.DataFrame, start: date) -> pl.DataFrame:
    return rows.with_columns(
        financial_year=pl.lit(start), financial_year_end=pl.lit(date(start.year + 1, 3, 31)), line=pl.lit(2)
    )


def counts(text: str) -> pl.DataFrame:
    """Monthly values of SUP002 as `month value`, a symbol in place of the value where there is one."""
    rows = [line.split() for line in text.strip().splitlines()]
    days = pl.Series([f"{month}-01" for month, _ in rows]).str.to_date()
    given = pl.Series([value for _, value in rows])
    value, symbol = given.cast(pl.Float64, strict=False), pl.when(given == "x").then(pl.lit("x"))
    rows = pl.DataFrame({"period": days, "period_end": days.dt.month_end(), "kpi_code": "SUP002", "value": value})
    return rows.with_columns(symbol=symbol)


@pytest.fixture
def picture() -> dict[str, pl.DataFrame]:
    months = pl.concat([of_year(ROWS, YEAR), of_year(LAST_YEAR, date(2025, 4, 1))], how="diagonal")
    return {"budget_lines": LINES, "finance": months, "kpis": KPIS}


def test_the_contract_sum_keeps_virement_and_real_uplift_apart(picture):
    row = finance.months(picture).row(by_predicate=(pl.col("budget_line") == "EXT") & (pl.col("note") == "Two more"),
                                      named=True)  # fmt: skip
    sums = {name: row[name] for name in ("original", "virement", "uplift", "contract", "forecast", "variance")}
    assert sums == {"original": 18e6, "virement": -1e5, "uplift": 4e5, "contract": 18.3e6, "forecast": 19.5e6,
                    "variance": 1.2e6}  # fmt: skip
    assert (row["name"], row["area"], row["priority"]) == ("External residential", "Placements", "Practice")


def test_months_come_one_row_a_line_and_month_in_their_order(picture):
    months = finance.months(picture)
    assert months.select("month_end", "budget_line").is_duplicated().sum() == 0
    assert months.height == ROWS.height + LAST_YEAR.height
    assert months.filter(month_end=date(2026, 5, 31))["budget_line"].to_list() == ["EXT", "FOSTER", "LEGAL"]


def test_only_the_last_month_of_a_year_has_an_outturn(picture):
    outturn = finance.months(picture).select("month_end", "budget_line", "outturn").drop_nulls()
    assert outturn.rows() == [(date(2026, 3, 31), "EXT", 17.6e6), (date(2026, 3, 31), "LEGAL", 950e3)]


def test_a_line_that_is_on_no_list_is_called_by_its_code(picture):
    rows = finance.months({"finance": picture["finance"]})
    assert rows.filter(budget_line="EXT")["name"].unique().to_list() == ["EXT"]
    assert rows.height == picture["finance"].height


def test_the_position_is_every_line_at_the_latest_month_what_is_furthest_over_first(picture):
    rows = finance.position(picture)
    assert rows.select("budget_line", "month_end", "given_for", "variance").rows() == [
        ("EXT", date(2026, 7, 31), date(2026, 7, 31), 1.1e6),
        ("LEGAL", date(2026, 7, 31), date(2026, 7, 31), 100e3),
        ("FOSTER", date(2026, 7, 31), date(2026, 5, 31), -100e3),  # left out of July: told as it was in May
    ]


def test_a_line_is_not_carried_into_the_next_year_nor_before_it_began(picture):
    assert finance.position(picture, month_end=date(2026, 4, 30))["budget_line"].to_list() == ["EXT", "LEGAL"]
    old = finance.position(picture, financial_year=date(2025, 4, 1))
    assert old.select("budget_line", "month_end").unique("month_end")["month_end"].to_list() == [date(2026, 3, 31)]
    assert set(old["budget_line"]) == {"EXT", "LEGAL"}


def test_a_month_or_a_year_of_which_nothing_is_held_has_no_lines(picture):
    assert finance.position(picture, month_end=date(2026, 6, 30)).is_empty()
    assert finance.position(picture, financial_year=date(2020, 4, 1)).is_empty()
    assert finance.position(picture, month_end=date(2026, 3, 31), financial_year=YEAR).is_empty()


def test_a_priority_keeps_its_lines(picture):
    assert finance.position(picture, priority="People")["budget_line"].to_list() == ["LEGAL"]
    assert finance.position(picture, priority="Prevention").is_empty()


def test_totals_are_the_sums_of_the_lines_and_null_where_one_is_not_known(picture):
    july = finance.totals(finance.position(picture)).row(0, named=True)
    assert (july["lines"], july["original"], july["virement"], july["uplift"]) == (3, 23.2e6, 0, 400e3)
    assert (july["contract"], july["forecast"], july["variance"]) == (23.6e6, 24.7e6, 1.1e6)
    assert july["outturn"] is None
    april = finance.totals(finance.position(picture, month_end=date(2026, 4, 30)))
    assert april["actual"].to_list() == [None]  # one line of two has no actual


def test_what_is_spent_to_date_is_not_known_while_a_line_is_of_an_earlier_month(picture):
    july = finance.position(picture)
    assert july.filter(budget_line="FOSTER")["actual"].to_list() == [600e3]  # as sent for May
    assert finance.totals(july)["actual"].to_list() == [None]
    assert finance.totals(july.filter(pl.col("budget_line") != "FOSTER"))["actual"].to_list() == [6.4e6]
    assert finance.movement(picture, YEAR)["actual"].to_list() == [None, 3.8e6, None]


def test_over_or_under_is_of_the_outturn_once_it_is_known(picture):
    march = finance.position(picture, financial_year=date(2025, 4, 1))
    assert march.select("budget_line", "forecast", "outturn", "reached", "variance").rows() == [
        ("EXT", 17.5e6, 17.6e6, 17.6e6, 600e3),
        ("LEGAL", 1e6, 950e3, 950e3, -50e3),
    ]
    assert finance.totals(march).select("forecast", "reached", "variance").row(0) == (18.5e6, 18.55e6, 550e3)
    last = finance.movement(picture, date(2025, 4, 1)).row(-1, named=True)
    assert (last["reached"], last["variance"], last["change"], last["variance_change"]) == (
        18.55e6,
        550e3,
        -450e3,
        -450e3,
    )
    assert [(line["budget_line"], line["change"]) for line in last["moved"]] == [("EXT", -400e3), ("LEGAL", -50e3)]
    stands = finance.standing(picture, financial_year=date(2025, 4, 1)).row(0, named=True)
    assert (stands["reached"], stands["variance"], stands["deficit"]) == (18.55e6, 550e3, 550e3)


def test_pennies_add_up_to_pennies():
    rows = frame("""
        | month_end  | budget_line | original | virement | uplift | forecast |
        | 2026-04-30 | A           | 0.1      | 0.2      | 0      | 0.3      |
        | 2026-04-30 | B           | 0.2      | 0        | 0.1    | 0.3      |
    """)
    total = finance.totals(finance.position({"finance": of_year(rows, YEAR)})).row(0, named=True)
    assert (total["contract"], total["forecast"], total["variance"]) == (0.6, 0.6, 0.0)


def test_the_bridge_leads_from_the_original_sum_to_the_forecast(picture):
    total = finance.totals(finance.position(picture, month_end=date(2026, 5, 31), priority="Practice"))
    assert finance.bridge(total).rows() == [
        ("Original sum", "sum", 0.0, 22e6, 22e6),
        ("Virement", "change", 22e6, 21.9e6, -100e3),
        ("Real uplift", "change", 21.9e6, 22.3e6, 400e3),
        ("Contract sum", "sum", 0.0, 22.3e6, 22.3e6),
        ("Over or under", "change", 22.3e6, 23.4e6, 1.1e6),
        ("Forecast outturn", "sum", 0.0, 23.4e6, 23.4e6),
    ]


def test_every_step_of_a_bridge_begins_where_the_one_before_ends(picture):
    steps = finance.bridge(finance.totals(finance.position(picture)))
    changes = steps.with_columns(pl.col("end").shift().alias("before")).filter(kind="change")
    assert changes["start"].to_list() == changes["before"].to_list()
    assert steps.filter(kind="sum")["start"].to_list() == [0.0, 0.0, 0.0]


def test_the_bridge_of_a_year_that_is_over_ends_with_the_outturn(picture):
    year = finance.totals(finance.position(picture, financial_year=date(2025, 4, 1)))
    assert finance.bridge(year).rows()[3:] == [
        ("Contract sum", "sum", 0.0, 18e6, 18e6),
        ("Over or under", "change", 18e6, 18.55e6, 550e3),  # not the £0.5m of the forecast
        ("Outturn", "sum", 0.0, 18.55e6, 18.55e6),
        ("Last forecast", "sum", 0.0, 18.5e6, 18.5e6),
    ]
    february = finance.totals(finance.position(picture, month_end=date(2026, 2, 28)))
    assert finance.bridge(february)["step"][-1] == "Forecast outturn"


def test_a_year_s_outturn_is_not_known_while_a_line_of_march_is_left_out(picture):
    rows = picture["finance"].filter((pl.col("month_end") != date(2026, 3, 31)) | (pl.col("budget_line") == "EXT"))
    year = finance.totals(finance.position({**picture, "finance": rows}, financial_year=date(2025, 4, 1)))
    assert year.select("lines", "outturn", "reached", "variance").row(0) == (2, None, 18.6e6, 600e3)


def test_the_forecast_moves_month_by_month_and_says_which_lines_moved_it(picture):
    moves = finance.movement(picture, YEAR)
    assert moves.select("month_end", "before", "forecast", "change", "variance_change").rows() == [
        (date(2026, 4, 30), None, 20.2e6, None, None),
        (date(2026, 5, 31), date(2026, 4, 30), 24.61e6, 4.41e6, 410e3),
        (date(2026, 7, 31), date(2026, 5, 31), 24.7e6, 90e3, 90e3),
    ]
    assert moves["moved"].to_list() == [
        [],
        [
            {"budget_line": "FOSTER", "name": "In-house fostering", "change": 3.9e6, "note": "A start"},
            {"budget_line": "EXT", "name": "External residential", "change": 500e3, "note": "Two more"},
            {"budget_line": "LEGAL", "name": "Legal", "change": 10e3, "note": None},
        ],
        [
            {"budget_line": "LEGAL", "name": "Legal", "change": 190e3, "note": None},
            {"budget_line": "EXT", "name": "External residential", "change": -100e3, "note": "One left"},
        ],
    ]


def test_the_change_of_a_month_is_that_of_its_lines(picture):
    moves = finance.movement(picture, YEAR)
    assert [sum(line["change"] for line in lines) for lines in moves["moved"]] == [0, *moves["change"].to_list()[1:]]


def test_no_more_than_three_lines_explain_a_month():
    rows = pl.concat([
        pl.DataFrame({"month_end": day, "budget_line": list("ABCDE"), "original": 1e6, "virement": 0.0, "uplift": 0.0,
                      "forecast": [1e6 + k * part for k in range(5)]})
        for day, part in ((date(2026, 4, 30), 0), (date(2026, 5, 31), 10))
    ])  # fmt: skip
    moved = finance.movement({"finance": of_year(rows, YEAR)}, YEAR)["moved"].to_list()[1]
    assert [(line["budget_line"], line["change"]) for line in moved] == [("E", 40.0), ("D", 30.0), ("C", 20.0)]


SAVINGS = of_year(
    frame("""
        | scheme       | priority | planned | delivered | delayed_to | reason  |
        | Agency       | People   | 450000  | 300000    | 2028-03-31 | Slow    |
        | Placements   | Practice | 600000  | 650000    | -          | -       |
        | Early help   | -        | 200000  | 0         | -          | -       |
        | Nothing much | -        | 0       | 0         | -          | -       |
    """),
    YEAR,
)


def test_what_of_a_saving_is_to_come_is_delayed_or_outstanding_and_never_both():
    rows = savings.schemes({"savings": SAVINGS}, YEAR)
    assert rows.select("scheme", "delivered", "delayed", "outstanding", "share").rows() == [
        ("Early help", 0, 0, 200e3, 0),
        ("Agency", 300e3, 150e3, 0, pytest.approx(66.667, abs=0.001)),
        ("Nothing much", 0, 0, 0, None),
        ("Placements", 650e3, 0, 0, pytest.approx(108.333, abs=0.001)),
    ]


def test_more_saved_by_one_scheme_does_not_hide_what_another_owes():
    row = savings.saved(savings.schemes({"savings": SAVINGS}, YEAR)).row(0, named=True)
    assert row == {
        "planned": 1250e3,
        "delivered": 950e3,
        "delayed": 150e3,
        "outstanding": 200e3,
        "schemes": 4,
        "unfinished": 2,
        "demonstration": False,
    }


def test_savings_are_of_their_year_and_priority():
    assert savings.schemes({"savings": SAVINGS}, date(2025, 4, 1)).is_empty()
    assert savings.schemes({"savings": SAVINGS}, YEAR, priority="People")["scheme"].to_list() == ["Agency"]


def sources(*amounts: float) -> pl.DataFrame:
    return of_year(pl.DataFrame({"source": [f"S{at}" for at in range(len(amounts))], "amount": amounts}), YEAR)


@pytest.mark.parametrize(
    ("amounts", "funded", "unfunded", "spare"),
    [
        ((300_000.0, 500_000.0), 800e3, 300e3, 0),
        ((1_100_000.0,), 1.1e6, 0, 0),
        ((1_000_000.0, 300_000.0), 1.3e6, 0, 200e3),
    ],
)
def test_what_is_not_funded_of_a_deficit_is_never_below_nought(picture, amounts, funded, unfunded, spare):
    held = {**picture, "deficit_funding": sources(*amounts)}
    row = (date(2026, 7, 31), 1.1e6, funded, unfunded, spare)
    columns = ("month_end", "deficit", "funded", "unfunded", "spare")
    assert finance.deficit(held, YEAR).select(columns).rows() == [row]
    assert finance.funding(held, YEAR)["amount"].to_list() == sorted(amounts, reverse=True)


def test_a_year_that_is_under_has_no_deficit_and_one_that_is_over_is_judged_by_its_outturn(picture):
    under = {**picture, "finance": picture["finance"].with_columns(forecast=pl.lit(1e6))}
    assert finance.deficit(under, YEAR).select("deficit", "unfunded").row(0) == (0, 0)
    # £18.5m was forecast in March, and the outturn was £18.55m
    assert finance.deficit(picture, date(2025, 4, 1)).select("deficit", "unfunded").row(0) == (550e3, 550e3)


def test_where_a_year_stands_is_one_row(picture):
    held = {**picture, "savings": SAVINGS, "deficit_funding": sources(300_000.0)}
    row = finance.standing(held).row(0, named=True)
    assert (row["financial_year"], row["forecast"], row["variance"], row["variance_change"]) == (
        YEAR,
        24.7e6,
        1.1e6,
        90e3,
    )
    assert (row["planned"], row["delivered"], row["unfunded"]) == (1250e3, 950e3, 800e3)
    assert row["variance_share"] == pytest.approx(100 * 1.1 / 23.6)
    of_people = finance.standing(held, priority="People").row(0, named=True)
    assert (of_people["forecast"], of_people["planned"], of_people["unfunded"]) == (1.4e6, 450e3, None)


def test_a_year_with_savings_alone_has_no_forecast():
    row = finance.standing({"savings": SAVINGS}).row(0, named=True)
    assert (row["forecast"], row["planned"], row["unfunded"]) == (None, 1250e3, None)
    assert row["variance_share"] is None


def test_the_years_of_money_are_listed_latest_first_and_the_latest_monitored_is_shown(picture):
    ahead = {**picture, "savings": of_year(SAVINGS.drop("financial_year", "financial_year_end"), date(2027, 4, 1))}
    assert finance.years(ahead) == [date(2027, 4, 1), YEAR, date(2025, 4, 1)]
    assert finance.latest_year(ahead) == YEAR


def test_the_cost_of_a_child_is_of_the_lines_it_counts_and_the_mean_count_of_the_year_so_far(picture):
    held = {**picture, "kpi_values": counts("""
        2026-03 1
        2026-04 800
        2026-05 820
        2026-07 840
        2026-08 9000
    """)}  # fmt: skip
    row = unit_cost.costs(held).row(0, named=True)
    assert (row["counted_by"], row["kpi_name"]) == ("SUP002", "Looked after")
    assert row["lines"] == ["External residential", "In-house fostering"]
    assert (row["reached"], row["outturn"]) == (23.3e6, None)
    assert (row["children"], row["counted"], row["months"]) == (820, 3, 4)
    assert row["a_year"] == pytest.approx(23.3e6 / 820)
    assert row["a_week"] == pytest.approx(23.3e6 / 820 / 365 * 7)


@pytest.mark.parametrize("text", ["2026-03 800", "2026-04 x", "2026-04 0"])
def test_without_a_count_in_the_year_the_cost_of_a_child_is_not_known(picture, text: str):
    row = unit_cost.costs({**picture, "kpi_values": counts(text)}).row(0, named=True)
    assert (row["reached"], row["a_year"], row["a_week"]) == (23.3e6, None, None)


def test_march_is_the_twelfth_month_of_a_year(picture):
    held = {**picture, "kpi_values": counts("2025-04 700\n2026-03 900")}
    row = unit_cost.costs(held, financial_year=date(2025, 4, 1)).row(0, named=True)
    assert (row["children"], row["counted"], row["months"]) == (800, 2, 12)


def test_the_cost_of_a_child_of_a_year_that_has_ended_is_of_its_outturn(picture):
    held = {**picture, "kpi_values": counts("2025-04 800")}
    row = unit_cost.costs(held, financial_year=date(2025, 4, 1)).row(0, named=True)
    assert (row["reached"], row["outturn"], row["a_year"]) == (17.6e6, 17.6e6, 22_000)


def test_figures_say_when_one_of_them_is_a_demonstration(picture):
    marked = pl.col("budget_line") == "LEGAL"
    held = {**picture, "finance": picture["finance"].with_columns(demonstration=marked)}
    assert finance.totals(finance.position(held))["demonstration"].to_list() == [True]
    assert finance.totals(finance.position(held, priority="Practice"))["demonstration"].to_list() == [False]
    values = counts("2026-04 800").with_columns(demonstration=pl.lit(True))
    assert unit_cost.costs({**held, "kpi_values": values})["demonstration"].to_list() == [True]
    assert unit_cost.costs({**held, "kpi_values": counts("2026-04 800")})["demonstration"].to_list() == [False]


@pytest.mark.parametrize("invented", ["savings", "deficit_funding", "finance", "a month before"])
def test_where_a_year_stands_is_a_demonstration_when_any_part_of_it_is(picture, invented):
    held = {**picture, "savings": SAVINGS, "deficit_funding": sources(300_000.0, 100_000.0)}
    assert finance.standing(held)["demonstration"].to_list() == [False]
    kind = invented if invented in held else "finance"
    part = {
        "savings": pl.col("scheme") == "Agency",
        "deficit_funding": pl.col("source") == "S1",
        "finance": (pl.col("budget_line") == "LEGAL") & (pl.col("month_end") == date(2026, 7, 31)),
        "a month before": (pl.col("budget_line") == "LEGAL") & (pl.col("month_end") == date(2026, 5, 31)),
    }[invented]
    held[kind] = held[kind].with_columns(demonstration=part)
    assert finance.standing(held)["demonstration"].to_list() == [True]
    assert finance.deficit(held, YEAR)["demonstration"].to_list() == [invented in ("deficit_funding", "finance")]
    assert savings.saved(savings.schemes(held, YEAR))["demonstration"].to_list() == [invented == "savings"]


def test_an_invented_source_of_funding_marks_nothing_of_a_priority(picture):
    held = {**picture, "deficit_funding": sources(300_000.0).with_columns(demonstration=pl.lit(True))}
    row = finance.standing(held, priority="People").row(0, named=True)
    assert (row["demonstration"], row["deficit"], row["unfunded"]) == (False, None, None)


def test_nothing_held_is_empty_frames_with_their_columns(picture):
    assert finance.months({}).columns == finance.months(picture).columns
    assert finance.position({}).columns == finance.position(picture).columns
    assert finance.totals(finance.position({})).is_empty()
    assert finance.bridge(finance.totals(finance.position({}))).is_empty()
    assert finance.movement({}, YEAR).is_empty()
    assert finance.movement({}, YEAR).schema == finance.movement(picture, YEAR).schema
    assert savings.schemes({}, YEAR).schema == savings.schemes({"savings": SAVINGS}, YEAR).schema
    assert finance.deficit({}, YEAR).is_empty()
    assert unit_cost.costs({}).is_empty()
    assert finance.standing({}).is_empty()
    assert finance.latest_year({}) is None
