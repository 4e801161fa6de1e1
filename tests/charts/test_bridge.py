"""The money charts: the bridge, the forecast month by month and the savings; what they draw and say as text."""

from datetime import date

import polars as pl
import pytest

from sct_dash.charts import bridge as bridges
from sct_dash.charts import forecast as forecasts
from sct_dash.charts import savings as schemes
from sct_dash.charts.theme import PAPER, SERIES, TEXT
from sct_dash.core.savings import saved
from tests.charts.test_comparison import contrast
from tests.frames import frame

STEPS = frame("""
    | step             | start    | end      | kind   |
    | Original sum     | 0        | 71200000 | sum    |
    | Virement         | 71200000 | 71600000 | change |
    | Real uplift      | 71600000 | 72900000 | change |
    | Contract sum     | 0        | 72900000 | sum    |
    | Over or under    | 72900000 | 74200000 | change |
    | Forecast outturn | 0        | 74200000 | sum    |
""")
MONTHS = frame(
    """
    | month_end  | reached  | contract | outturn |
    | 2026-04-30 | 73100000 | 71200000 | -       |
    | 2026-05-31 | 74900000 | 71200000 | -       |
    | 2026-06-30 | 74200000 | 72900000 | -       |
""",
    outturn=pl.Float64,
)
ENDED = MONTHS.with_columns(outturn=pl.when(pl.col("month_end") == date(2026, 6, 30)).then("reached"))
SCHEMES = frame("""
    | scheme          | planned | delivered | delayed | outstanding |
    | Fewer homes     | 1200000 | 700000    | 300000  | 200000      |
    | Agency to staff | 800000  | 800000    | 0       | 0           |
    | Legal in-house  | 300000  | 0         | 300000  | 0           |
""").with_columns(demonstration=pl.lit(False))
SAVED = saved(SCHEMES).row(0, named=True)


def data(spec, layer):
    return spec["datasets"][layer["data"]["name"]]


def found(spec, mark):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def moved(steps, step, by):
    """The steps with the forecast moved: what `step` ends at, and what follows it, is `by` more."""
    at = steps["step"].to_list().index(step)
    index = pl.int_range(pl.len())
    after, later = index >= at, (index > at) & (pl.col("kind") == "change")
    return steps.with_columns(
        end=pl.when(after).then(pl.col("end") + by).otherwise("end"),
        start=pl.when(later).then(pl.col("start") + by).otherwise("start"),
    )


# The bridge ----------------------------------------------------------------------------------------------------------


def test_changes_are_bars_from_where_the_step_before_ended_and_sums_are_marks_at_their_place():
    spec = bridges.bridge(STEPS).to_dict()
    [bars], [ticks] = found(spec, "bar"), found(spec, "tick")
    assert bars["transform"] == [{"filter": "datum.kind !== 'sum'"}]
    assert ticks["transform"] == [{"filter": "datum.kind === 'sum'"}]
    assert (bars["encoding"]["x"]["field"], bars["encoding"]["x2"]["field"]) == ("start", "end")
    drawn = {row["step"]: (row["start"], row["end"]) for row in data(spec, bars)}
    assert drawn["Real uplift"] == (71_600_000, 72_900_000)
    assert drawn["Contract sum"] == (72_900_000, 72_900_000)


def test_no_bar_is_cut_by_an_axis_that_does_not_begin_at_zero():
    spec = bridges.bridge(STEPS).to_dict()
    low, high = found(spec, "bar")[0]["encoding"]["x"]["scale"]["domain"]
    assert 70_000_000 < low < 71_200_000 and 74_200_000 < high < 75_000_000


def test_a_small_change_is_drawn_small():
    small = moved(STEPS, "Over or under", -1_200_000).with_columns(
        end=pl.when(pl.col("step") == "Over or under").then(73_000_000.0).otherwise("end")
    )
    near = small.filter(pl.col("step").is_in(["Contract sum", "Over or under", "Forecast outturn"]))
    low, high = found(bridges.bridge(near).to_dict(), "bar")[0]["encoding"]["x"]["scale"]["domain"]
    assert 100_000 / (high - low) < 0.1 and low < 72_900_000 and high > 73_000_000


def test_the_steps_stand_in_their_order_each_with_its_figure():
    spec = bridges.bridge(STEPS).to_dict()
    assert found(spec, "bar")[0]["encoding"]["y"]["sort"] == bridges.named(STEPS)["step"].to_list()
    words = {row["step"]: row["shown"] for text in found(spec, "text") for row in data(spec, text)}
    assert words["Contract sum"] == "£72.9m" and words["Real uplift"] == "+£1.3m"
    assert list(words) == ["Original sum", "Contract sum", "Forecast outturn", "Virement", "Real uplift", "Over"]


def test_virement_uplift_and_what_is_over_have_colours_of_their_own():
    colour = found(bridges.bridge(STEPS).to_dict(), "bar")[0]["encoding"]["color"]
    chosen = [*(case["value"] for case in colour["condition"]), colour["value"]]
    assert chosen == list(SERIES["light"][1:])


@pytest.mark.parametrize(
    ("by", "says"),
    [
        (0, "Forecast is £1.3m over the contract sum"),
        (-1_300_000, "Forecast is on the contract sum of £72.9m"),
        (-3_300_000, "Forecast is £2.0m under the contract sum"),
    ],
)
def test_the_bridge_s_headline_says_over_under_or_on(by, says):
    assert bridges.headline(moved(STEPS, "Over or under", by)) == says
    assert len(says.split()) <= 10


def test_a_change_of_nothing_is_said_in_words():
    none = STEPS.with_columns(end=pl.when(pl.col("step") == "Virement").then("start").otherwise("end"))
    assert "Virement of nothing" in bridges.described(none)
    assert bridges.signed(0.0) == "none"
    assert bridges.signed(-2_000_000.0) == "-£2.0m"
    assert bridges.signed(400_000.0, 72_900_000.0) == "+£0.4m"


@pytest.mark.parametrize(("by", "says"), [(0, "Over"), (-1_300_000, "In balance"), (-1_400_000, "Under")])
def test_the_step_from_contract_sum_to_forecast_is_called_what_it_is(by, says):
    assert bridges.named(moved(STEPS, "Over or under", by))["step"][4] == says


def test_a_year_that_has_ended_is_told_by_its_outturn():
    ended = pl.concat([STEPS.head(4), frame("""
        | step          | start    | end      | kind   |
        | Over or under | 72900000 | 73000000 | change |
        | Outturn       | 0        | 73000000 | sum    |
        | Last forecast | 0        | 74200000 | sum    |
    """)])  # fmt: skip
    assert bridges.headline(ended) == "Outturn is £0.1m over the contract sum"
    says = bridges.described(ended)
    assert says.endswith("then Over +£0.1m, then Outturn £73.0m, Last forecast £74.2m. The table holds every line.")
    links = found(bridges.bridge(ended).to_dict(), "rule")
    assert "Last forecast" not in [row["below"] for row in data(bridges.bridge(ended).to_dict(), links[0])]


def test_the_bridge_has_the_places_it_is_given_in_every_figure():
    spec = bridges.bridge(STEPS, places=2).to_dict()
    shown = [row["shown"] for text in found(spec, "text") for row in data(spec, text)]
    assert shown == ["£71.20m", "£72.90m", "£74.20m", "+£0.40m", "+£1.30m", "+£1.30m"]
    assert bridges.headline(STEPS, 2) == "Forecast is £1.30m over the contract sum"
    assert "Contract sum £72.90m" in bridges.described(STEPS, 2)


def test_a_part_of_the_contract_sum_is_told_as_one():
    assert bridges.headline(STEPS, of="these lines") == "Forecast is £1.3m over for these lines"
    level = moved(STEPS, "Over or under", -1_300_000)
    assert bridges.headline(level, of="this line") == "Forecast is in balance for this line"


def test_the_bridge_as_text_tells_every_step():
    says = bridges.described(STEPS)
    for words in ("Original sum £71.2m", "Real uplift +£1.3m", "Contract sum £72.9m", "Forecast outturn £74.2m"):
        assert words in says
    assert bridges.described(STEPS.clear()) == "No sums to draw."
    assert bridges.headline(STEPS.clear()) == "No sums are held"


# The forecast --------------------------------------------------------------------------------------------------------


def test_forecast_and_contract_sum_are_told_apart_without_colour_and_named_where_they_end():
    spec = forecasts.forecast(MONTHS).to_dict()
    dashes = [tuple(line["mark"]["strokeDash"]) for line in found(spec, "line")]
    assert len(set(dashes)) == 2
    assert len({point["mark"]["shape"] for point in found(spec, "point")}) == 2
    assert [data(spec, text)[0]["words"] for text in found(spec, "text")] == ["Forecast £74.2m", "Contract sum £72.9m"]


def test_the_last_point_of_a_year_that_has_ended_is_called_its_outturn():
    spec = forecasts.forecast(ENDED).to_dict()
    assert [data(spec, text)[0]["words"] for text in found(spec, "text")] == ["Outturn £74.2m", "Contract sum £72.9m"]


def test_the_sums_of_a_month_subtract_as_they_are_shown():
    months = MONTHS.with_columns(reached=pl.lit(77_040_000.0), contract=pl.lit(75_850_000.0))
    row = data(spec := forecasts.forecast(months).to_dict(), found(spec, "line")[0])[0]
    assert (row["reached_shown"], row["contract_shown"], row["gap"]) == ("£77.04m", "£75.85m", "+£1.19m")
    assert "£77.040m" in forecasts.described(months, 3) and "£75.850m" in forecasts.described(months, 3)


def test_a_month_without_a_contract_sum_is_a_gap():
    gap = MONTHS.with_columns(contract=pl.when(pl.col("month_end") != date(2026, 5, 31)).then("contract"))
    spec = forecasts.forecast(gap).to_dict()
    rows = data(spec, found(spec, "line")[0])
    assert rows[1]["contract"] is None and rows[1]["gap"] == "–"


def test_months_out_of_order_are_drawn_and_told_in_theirs():
    mixed = MONTHS.reverse()
    assert forecasts.headline(mixed) == forecasts.headline(MONTHS)
    spec = forecasts.forecast(mixed).to_dict()
    assert [row["reached"] for row in data(spec, found(spec, "line")[0])] == MONTHS["reached"].to_list()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (MONTHS, "Forecast fell by £0.7m in June 2026"),
        (MONTHS.head(2), "Forecast rose by £1.8m in May 2026"),
        (MONTHS.head(1), "First forecast of the year: £73.1m in April 2026"),
        (MONTHS.with_columns(reached=pl.lit(1.0)), "Forecast unchanged in June 2026"),
        (ENDED, "Outturn is £0.7m less than forecast in May 2026"),
        (ENDED.with_columns(reached=pl.lit(1.0)), "Outturn is as forecast in May 2026"),
        (ENDED.tail(1), "Outturn of the year: £74.2m in June 2026"),
        (MONTHS.clear(), "No forecast has been sent"),
    ],
)
def test_the_forecast_s_headline_says_how_it_moved(rows, says):
    assert forecasts.headline(rows) == says
    assert len(says.split()) <= 10


def test_the_forecast_as_text_tells_its_ends_and_extremes():
    says = forecasts.described(MONTHS)
    for words in ("from £73.1m in April 2026 to £74.2m in June 2026", "highest £74.9m in May 2026", "£72.9m"):
        assert words in says
    assert "from £73.1m in April 2026 to £74.2m in June 2026, which is the outturn;" in forecasts.described(ENDED)
    assert forecasts.described(MONTHS.clear()) == "No forecast to draw."
    assert "lowest" not in forecasts.described(MONTHS.head(1))


# The savings ---------------------------------------------------------------------------------------------------------


def test_a_scheme_is_one_bar_from_zero_in_parts_that_come_to_what_was_planned():
    spec = schemes.savings(SCHEMES).to_dict()
    [bars] = found(spec, "bar")
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert low == 0 and 1_200_000 < high < 1_300_000
    parts = data(spec, bars)
    assert sum(row["amount"] for row in parts if row["scheme"] == "Fewer homes") == 1_200_000
    assert [row["part"] for row in parts if row["scheme"] == "Legal in-house"] == ["delayed"]
    order = {row["part"]: row["place"] for row in parts}
    assert order == {"delivered": 0, "delayed": 1, "outstanding": 2}


def test_what_a_scheme_has_delivered_stands_before_its_name():
    spec = schemes.savings(SCHEMES).to_dict()
    [words] = found(spec, "text")
    said = {row["said"] for row in data(spec, words)}
    assert said == {
        "£0.7m of £1.2m, £0.3m delayed: Fewer homes",
        "£800,000 of £800,000: Agency to staff",
        "£0 of £300,000, £300,000 delayed: Legal in-house",
    }


def test_a_scheme_that_delivers_more_than_planned_still_fits():
    more = SCHEMES.with_columns(delivered=pl.lit(2_000_000.0))
    assert found(schemes.savings(more).to_dict(), "bar")[0]["encoding"]["x"]["scale"]["domain"][1] > 2_000_000


def test_of_very_many_schemes_the_first_are_drawn_and_the_text_says_so():
    many = pl.concat([SCHEMES.with_columns(scheme=pl.format("{} {}", "scheme", pl.lit(i))) for i in range(30)])
    spec = schemes.savings(many).to_dict()
    assert len(found(spec, "bar")[0]["encoding"]["y"]["sort"]) == schemes.MOST
    assert f"{schemes.MOST} largest are drawn" in schemes.described(many, saved(many).row(0, named=True))


def test_the_savings_headline_and_text_tell_delivered_delayed_and_to_come():
    assert schemes.headline(SAVED) == "£1.5m of £2.3m savings delivered"
    says = schemes.described(SCHEMES, SAVED)
    for words in ("£1.5m delivered of £2.3m planned", "£0.6m delayed", "£0.2m not delivered yet", "Fewer homes, £0.5m"):
        assert words in says
    none = saved(SCHEMES.clear()).row(0, named=True)
    assert schemes.headline(none) == "No savings scheme is held"
    assert schemes.described(SCHEMES.clear(), none) == "No savings scheme to draw."
    assert schemes.headline({**SAVED, "planned": 0.0}) == "No saving is planned"


def test_the_savings_headline_does_not_hide_a_scheme_behind_another_that_delivers_more():
    uneven = frame("""
        | scheme | planned | delivered | delayed | outstanding |
        | A      | 1000000 | 1500000   | 0       | 0           |
        | B      | 1000000 | 500000    | 500000  | 0           |
    """).with_columns(demonstration=pl.lit(False))
    assert schemes.headline(saved(uneven).row(0, named=True)) == "£2.0m of £2.0m savings delivered, £0.5m still to come"
    done = uneven.with_columns(delivered=pl.lit(1e6), delayed=pl.lit(0.0))
    assert schemes.headline(saved(done).row(0, named=True)) == "All £2.0m savings delivered"


# All of them ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_chart_is_drawn_in_both_themes_and_its_parts_can_be_seen(theme):
    for chart in (bridges.bridge(STEPS, theme), forecasts.forecast(MONTHS, theme), schemes.savings(SCHEMES, theme)):
        assert TEXT[theme] in str(chart.to_dict())
    for colour in (*schemes.colours(theme).values(),):
        assert colour in str(schemes.savings(SCHEMES, theme).to_dict())
    assert all(contrast(colour, PAPER[theme]) >= 2.9 for colour in SERIES[theme])


def test_an_axis_under_a_million_is_in_pounds():
    assert "/" not in bridges.pounds_axis([0, 400_000]).labelExpr
    assert "format(datum.value / 1000000, ',.1f')" in bridges.pounds_axis([0, 4_000_000]).labelExpr
