"""The kpi_values return: the figures of a month, a quarter or a year, KPI by KPI."""

from datetime import date

import polars as pl

from sct_dash.core import kpis, periods
from sct_dash.core.frames import empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

EARLIEST = date(2015, 1, 1)
AGREE_WITHIN = 0.1
SLACK = 1e-9  # 45.3 is within 0.1 of 45.2, whatever binary floats make of it
MOST = 1_000_000_000
RECENT = 24  # points of history that say what is usual: a level of years ago says nothing of today's
ENOUGH_HISTORY = 12  # points before control limits say anything
WHOLE_UNITS = ("percent", "per_10000", "count")
_DEFINING = ("unit", "frequency", "computed_from")
NOT_BELOW_0 = ("percent", "per_10000", "count", "days")
_FREQUENCIES = {
    "month": "a month for this KPI, like 2024-04",
    "quarter": "a quarter for this KPI, like 2024/25 Q1",
    "year": "a financial year for this KPI, like 2024/25",
}

n, d, value, symbol = (pl.col(name) for name in ("numerator", "denominator", "value", "symbol"))
both = n.is_not_null() & d.is_not_null()
percent = pl.col("unit") == "percent"
shares = value.filter(percent).drop_nulls()


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns of the rules.

    The definition in force at each period's end (`unit`, `frequency`, and `frequency_words` for sentences), the return
    that it is computed from (`computed_return`), `today`, the figure in its unit (`share`, and `given`, rounded for
    sentences), that of the period before (`before`), and what is usual by the history held (`usual_low`,
    `usual_high`). Without a definition the figure is null.
    """
    ready = _defined(rows, known).with_columns(
        today=pl.lit(known.today),
        share=pl.when(pl.col("unit").is_not_null()).then(pl.when(both).then(kpis.share(n, d)).otherwise(value)),
        frequency_words=pl.col("frequency").replace_strict(_FREQUENCIES, default=None, return_dtype=pl.String),
        computed_return=pl.col("computed_from").str.split(".").list.first(),
    )
    ready = ready.with_columns(given=pl.col("share").round(2))
    return _with_history(ready, known.picture.get("kpi_values", empty("kpi_values")))


def _defined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The rows with the definition's `unit`, `frequency` and `computed_from`.

    Only KPIs with several definitions are looked up by date. Where the period could not be read, the definition of
    today speaks for the row's other cells.
    """
    held = known.picture.get("kpis", empty("kpis"))
    several = pl.len().over("kpi_code") > 1
    once = held.filter(~several).select("kpi_code", *_DEFINING)
    ready = rows.join(once, on="kpi_code", how="left", maintain_order="left")
    dated = held.filter(several)
    if dated.is_empty():
        return ready
    on = pl.col("period_end").fill_null(known.today)
    keys = rows.select("kpi_code", period_end=on).drop_nulls().unique()
    then = {f"_{name}": name for name in _DEFINING}
    found = kpis.defined(keys, dated).select("kpi_code", _on="period_end", **then)
    joined = ready.with_columns(_on=on).join(found, on=["kpi_code", "_on"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(name, f"_{name}") for name in _DEFINING).drop("_on", *then)


def _with_history(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """What the KPI's other values say of each: held ones, and those of the file itself for the period before.

    The period before is looked up only where the value is 0, the one case in which a rule asks.
    """
    units = rows.select("kpi_code", "unit").drop_nulls().unique("kpi_code")
    names = ["kpi_code", "period", "period_end", "share"]
    history = held.join(units, on="kpi_code").with_columns(
        share=pl.when(both).then(kpis.share(n, d)).otherwise(value)
    ).select(names).drop_nulls()  # fmt: skip
    zeros = rows.filter(pl.col("share") == 0).select("kpi_code", "period", _last=pl.col("period").dt.offset_by("-1d"))
    before = (
        pl.concat([rows.select(names).drop_nulls(), history])
        .join(zeros.unique(), left_on=["kpi_code", "period_end"], right_on=["kpi_code", "_last"])
        .select("kpi_code", period="period_right", before="share")
        .unique(["kpi_code", "period"], keep="first", maintain_order=True)
    )
    moves = (pl.col("share") - pl.col("share").shift()).abs().mean()
    usual = (
        history.sort("period")
        .group_by("kpi_code", maintain_order=True)
        .tail(RECENT)
        .group_by("kpi_code")
        .agg(points=pl.len(), centre=pl.col("share").mean(), spread=2.66 * moves)
        .filter(pl.col("points") >= ENOUGH_HISTORY)
        .select(
            "kpi_code",
            usual_low=(pl.col("centre") - pl.col("spread")).round(1),
            usual_high=(pl.col("centre") + pl.col("spread")).round(1),
        )
    )
    return rows.join(before, on=["kpi_code", "period"], how="left", maintain_order="left").join(
        usual, on="kpi_code", how="left", maintain_order="left"
    )


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    """One `symbol` a row, from whichever cell has one, and none where there is a figure after all."""
    given = pl.coalesce("value_symbol", "numerator_symbol", "denominator_symbol")
    return rows.with_columns(symbol=pl.when(value.is_null() & ~both).then(given))


def _whole(column: str, words: str, example: dict[str, str]) -> Rule:
    cell = pl.col(column)
    return Rule(
        name=f"{column} whole",
        says=f"{words} must be a whole number, like 45",
        holds=(cell == cell.floor()) | ~pl.col("unit").is_in(WHOLE_UNITS),
        column=column,
        counter_example=example,
        guide=f"{words} is a whole number, unless the KPI is in days, a score, money or a ratio.",
    )


KIND = Kind(
    name="kpi_values",
    title="KPI values",
    about="The figures of a period for each KPI: a numerator and a denominator, or a value, with a comment.",
    columns=(
        Column(
            "period", "Period", "period", required=True, example="2024-04",
            synonyms=("month", "reporting month", "reporting period", "date"),
            guide="a month, a quarter (2024/25 Q1) or a financial year (2024/25), as the KPI is reported; "
            "a date stands for its month",
        ),
        Column(
            "kpi_code", "KPI code", "code", required=True, refers_to=("kpis", "kpi_code"), example="KPI001",
            synonyms=("kpi", "code", "indicator", "measure"), guide="a code on the list of KPIs",
        ),
        Column(
            "numerator", "Numerator", "number", low=0, high=MOST, symbols=True, example="45", synonyms=("num", "n"),
            guide="how many of them",
        ),
        Column(
            "denominator", "Denominator", "number", low=0, high=MOST, symbols=True, example="60",
            synonyms=("denom", "d"), guide="out of how many",
        ),
        Column(
            "value", "Value", "number", low=-MOST, high=MOST, symbols=True, percent=True, example="45.2",
            synonyms=("value (%)", "value %", "percentage", "%", "percent", "result"),
            guide="the figure itself, in the KPI's unit; or one of z (not applicable), x (not available), "
            "c (confidential), k (rounds to 0) and u (low reliability)",
        ),
        Column(
            "comment", "Comment", "text", max_chars=2000, example="On track",
            synonyms=("comments", "notes", "commentary", "narrative"), guide="what explains the figure",
        ),
    ),
    key=("period", "kpi_code"),
    joined=_joined,
    finished=_finished,
    rules=(
        Rule(
            "not typed", "{kpi_code} is worked out from the {computed_return} return and is not typed: send that "
            "return instead", pl.col("computed_return").is_null(), "kpi_code",
            {"kpi_code": "KPI014", "numerator": "", "denominator": "", "value": "30.1"}, shown=False,
            guide="A KPI that is worked out from another return is not typed.",
        ),
        Rule(
            "period begun", "Period must have begun, and ‘{cell}’ is in the future",
            pl.col("period") <= pl.col("today"), "period", {"period": "2031-01"}, shown=False,
            guide="Period has begun: it is not in the future.",
        ),
        Rule(
            "period not too early", "Period must be January 2015 or later",
            pl.col("period") >= EARLIEST, "period", {"period": "2014-12"},
        ),
        Rule(
            "period fits the KPI", "Period must be {frequency_words}",
            periods.grain().replace({"census_year": "year"}) == pl.col("frequency"), "period", {"period": "2024/25 Q1"},
            guide="Period is a month, a quarter or a year as the KPI is reported.",
        ),
        _whole("numerator", "Numerator", {"numerator": "45.5", "value": ""}),
        _whole("denominator", "Denominator", {"denominator": "60.5", "value": ""}),
        Rule(
            "percent sign", "Value must be without %, because this KPI is not a percentage",
            percent | ~pl.col("value_percent"), "value",
            {"kpi_code": "KPI003", "numerator": "", "denominator": "", "value": "15%"}, shown=False,
            guide="Value has a % only where the KPI is a percentage.",
        ),
        Rule(
            "percentage", "Value must be between 0 and 100", ~percent | value.is_between(0, 100),
            "value", {"numerator": "", "denominator": "", "value": "100.1"},
            guide="Value of a percentage is between 0 and 100.",
        ),
        Rule(
            "value not below 0", "Value must be 0 or more",
            ~pl.col("unit").is_in(NOT_BELOW_0) | percent | (value >= 0), "value",
            {"kpi_code": "KPI003", "numerator": "", "denominator": "", "value": "-1"},
            guide="Value of a rate, a count or days is 0 or more.",
        ),
        Rule(
            "numerator within denominator", "Numerator must be no more than the denominator, {denominator}",
            ~percent | (n <= d), "numerator", {"numerator": "61", "value": ""},
            guide="Numerator of a percentage is no more than its denominator.",
        ),
        Rule(
            "no value over 0", "Value must be blank where the denominator is 0", (d != 0) | value.is_null(), "value",
            {"numerator": "0", "denominator": "0", "value": "75"},
        ),
        Rule(
            "figures agree", "Value must be within 0.1 of what numerator and denominator give, {given}",
            ~both | ((value - pl.col("share")).abs() <= AGREE_WITHIN + SLACK), "value", {"value": "75.2"},
            guide="Value is within 0.1 of what numerator and denominator give, where all three are there.",
        ),
        Rule(
            "symbol stands alone", "Value must be a number or blank where there are a numerator and a denominator",
            ~both | pl.col("value_symbol").is_null(), "value", {"value": "x"},
        ),
        Rule(
            "value or both", "Enter a value, or both a numerator and a denominator",
            value.is_not_null() | both | symbol.is_not_null(), "value", {"denominator": "", "value": ""}, shown=False,
        ),
        Rule(
            "all at most 1", "Every percentage is at most 1. Write 45.2 for 45.2%, not 0.452",
            ~(shares.is_between(0, 1).all() & (shares.max() > 0)) | (percent & both).any(),
            "value", {"numerator": "", "denominator": "", "value": "0.75"}, severity="query", of_file=True,
            guide="A file in which every percentage is at most 1 is queried.",
        ),
        Rule(
            "0 after 50", "Value is 0, and was {before} the period before: look whether a figure is missing",
            (pl.col("share") != 0) | (pl.col("before") < 50), "value",
            {"period": "2024-05", "kpi_code": "KPI002", "numerator": "0", "denominator": "48", "value": ""},
            severity="query", shown=False, guide="A value of 0 after one of 50 or more is queried.",
        ),
        Rule(
            "jump", "Value is outside what is usual for this KPI, {usual_low} to {usual_high}: say why in the comment",
            ((pl.col("share") >= pl.col("usual_low")) & (pl.col("share") <= pl.col("usual_high")))
            | ((pl.col("share") == 0) & (pl.col("before") >= 50))
            | pl.col("comment").is_not_null() | pl.col("period").is_null() | (percent & (n > d)).fill_null(False),
            "value", {"kpi_code": "KPI005", "numerator": "5", "denominator": "60", "value": "", "comment": ""},
            severity="query", shown=False,
            guide="A value beyond the control limits of the last 24 points is queried, unless a comment says why.",
        ),
    ),
    examples=(
        {"period": "2024-04", "kpi_code": "KPI001", "numerator": "45", "denominator": "60", "value": "75.0",
         "comment": "An example: take this line out"},
        {"period": "2024-04", "kpi_code": "KPI002", "numerator": "", "denominator": "", "value": "62.5", "comment": ""},
    ),
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "KPI002", "name": "Seen", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "KPI003", "name": "Waits", "unit": "days", "direction": "lower", "frequency": "month"},
            {"kpi_code": "KPI005", "name": "Steady", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "KPI014", "name": "Agency", "unit": "percent", "direction": "lower", "frequency": "month",
             "computed_from": "staffing.agency_rate"},
        ),
        "kpi_values": (
            *(
                {"period": f"2023-{month:02}", "kpi_code": "KPI005", "value": str(70 + month % 2)}
                for month in range(1, 13)
            ),
            {"period": "2024-04", "kpi_code": "KPI002", "value": "62.5"},
        ),
    },
)  # fmt: skip
