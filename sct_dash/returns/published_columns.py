"""The columns of a DfE file that feed measures, as dfe_columns says, and the figures that stand in them."""

from dataclasses import dataclass

import polars as pl

from sct_dash.returns import benchmarks
from sct_dash.returns.published_areas import plain
from sct_dash.returns.published_periods import fits
from sct_dash.returns.shape import Refusal
from sct_dash.returns.words import folded, listed, quoted, shortened

CELL = "cell "  # before every heading of the file in the frames here, so that no column of ours can be one of them
NAMED = 8  # columns or areas named in one sentence
_KEY = list(benchmarks.KIND.key)
_DAYS = {"31 March": "03-31", "31 August": "08-31", "30 September": "09-30", "31 December": "12-31"}
_NOT_GIVEN = ("-", "–")  # how older files say that a figure is not available


@dataclass(frozen=True)
class Feed:
    """One row of dfe_columns that this file can answer: its measure, the headings, and what they must hold."""

    measure: str
    heading: str
    holds: tuple[tuple[str, str], ...]
    basis: str
    year_ends: str


def feeding(held: pl.DataFrame, headings: list[str]) -> list[Feed]:
    """The rows of dfe_columns whose columns are all in the file; Refusal, naming what was looked for, without any."""
    feeds, sought = [], {}
    for row in held.iter_rows(named=True):
        parts = [part.partition("=") for part in row["condition"].split(";") if part.strip()]
        asked = [row["value_column"], *(name for name, _, _ in parts)]
        found = [_heading(name, headings) for name in asked]
        beside = [quoted(name) for name in asked[1:]]
        sought[f"{quoted(asked[0])} (beside {listed(beside)})" if beside else quoted(asked[0])] = None
        if None not in found:
            holds = tuple((heading, value) for heading, (_, _, value) in zip(found[1:], parts, strict=True))
            feeds.append(Feed(row["measure"], found[0], holds, row["basis"], row["year_ends"]))
    if not feeds:
        raise Refusal(
            "no column feeds a measure",
            f"No column of the selected file feeds a measure. Looked for were {shortened(list(sought), NAMED)}. "
            "Say which column of the file feeds which measure in a dfe_columns return, and send that first.",
        )
    return feeds


def _heading(name: str, headings: list[str]) -> str | None:
    """The heading of this name; else the only one that differs from it in capitals, spaces and the like alone."""
    name = name.strip()
    alike = [heading for heading in headings if folded(heading) == folded(name)]
    return name if name in headings else alike[0] if len(alike) == 1 else None


def figures_of(rows: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """The rows of `rows` that a feed reads, as text: line, heading, period, the columns of benchmarks, and `fits`.

    `rows` has line, area, area_kind, release, source, what published_periods.dated adds, and the file's cells under
    CELL and their heading. `fits`: whether it is of a year such as the feed's, `year_ends`.
    Value is null where a cell is empty or NA; one that only says that a figure is not available is x.
    """
    met = [_compared(pl.col(f"{CELL}{heading}")) == _compared(pl.lit(value)) for heading, value in feed.holds]
    cell = pl.col(f"{CELL}{feed.heading}").str.strip_chars()
    value = pl.when(cell.is_in(_NOT_GIVEN)).then(pl.lit("x")).when(plain(cell).is_not_null()).then(cell)
    return rows.filter(*met).select(
        "line",
        "area",
        "area_kind",
        "release",
        "source",
        "period",
        "identifier",
        fits=fits(feed.year_ends),
        year_ends=pl.lit(feed.year_ends),
        heading=pl.lit(feed.heading),
        measure=pl.lit(feed.measure),
        basis=pl.lit(feed.basis),
        period_end=pl.format("{}-{}", "year", pl.lit(_DAYS[feed.year_ends])),
        value=value,
    )


def _compared(text: pl.Expr) -> pl.Expr:
    return text.str.strip_chars().str.to_lowercase().str.replace_all(r"\s+", " ")


def once(figures: pl.DataFrame) -> tuple[pl.DataFrame, list[dict]]:
    """The first cell of each key, with its `amount`, and a finding for every later one that gives another figure."""
    plain_number = pl.col("value").str.replace_all(",", "").str.strip_suffix("%").cast(pl.Float64, strict=False)
    figures = figures.with_columns(amount=pl.coalesce(plain_number.cast(pl.String), pl.col("value").str.to_lowercase()))
    firsts = figures.unique(_KEY, keep="first", maintain_order=True)
    later = figures.join(firsts.select(*_KEY, first="line", same="amount"), on=_KEY, maintain_order="left")
    found = []
    for row in later.filter(pl.col("amount") != pl.col("same")).iter_rows(named=True):
        says = (
            f"Line {row['line']} has another figure than line {row['first']} for {row['measure']}, {row['area']} and "
            f"{row['period']}. The dfe_columns return may lack a condition that tells them apart."
        )
        told = {"line": row["line"], "column": row["heading"], "rule": "two figures", "value": quoted(row["value"])}
        found.append({**told, "says": says})
    return firsts, found
