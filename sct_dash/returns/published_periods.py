"""When a row of a DfE file is of: the year that its time_period names, and which kind its time_identifier says."""

import re

import polars as pl

from sct_dash.returns.published_areas import plain
from sct_dash.returns.words import listed, quoted, shortened

NAMED = 8  # time identifiers named in one sentence
_YEAR = re.compile(r"([0-9]{4})(?:[/-]?([0-9]{4}|[0-9]{2}))?")
# The whole years of DfE's time_identifier, and the day on which each ends: "" is any day that dfe_columns says.
_ENDS = {"reporting year": "", "financial year": "31 March", "academic year": "31 August",
         "calendar year": "31 December"}  # fmt: skip
_NO_YEAR = "no year"  # a quarter, a month, a week or a term


def dated(rows: pl.DataFrame, there: dict[str, str]) -> pl.DataFrame:
    """The rows with their `period` as it is written, the last `year` it names, and what the time_identifier says.

    `year` is null where the period names none. `identifier` is as written; `year_kind` is the day on which such a year
    ends, empty where dfe_columns says it or there is no identifier, and “no year” where it is a part of one.
    """
    period = rows[there["time_period"]].str.strip_chars().alias("period")
    years = {text: year_of(text) for text in period.unique()}
    identifier = pl.col(there["time_identifier"]) if "time_identifier" in there else pl.lit("")
    said = plain(identifier).str.replace_all(r"\s+", " ")
    ends = said.replace_strict(_ENDS, default=_NO_YEAR, return_dtype=pl.String)
    return rows.with_columns(
        period,
        year=period.replace_strict(years, return_dtype=pl.Int64),
        identifier=identifier.str.strip_chars(),
        year_kind=pl.when(said.is_null()).then(pl.lit("")).otherwise(ends),
    )


def whole() -> pl.Expr:
    """Whether a row is of a whole year."""
    return pl.col("year_kind") != _NO_YEAR


def fits(year_ends: str) -> pl.Expr:
    """Whether a row is of a year that may end on this day."""
    return pl.col("year_kind").is_in(["", year_ends])


def year_of(text: str) -> int | None:
    """The last year that a time_period names: 2025 of 2025, 2024/25, 202425 and 2024-2025; None for anything else."""
    match = _YEAR.fullmatch(text)
    if match is None or match[2] is None:
        return int(match[1]) if match else None
    following = int(match[1]) + 1
    return following if match[2] in (str(following), f"{following % 100:02}") else None


def undated(ours: pl.DataFrame, heading: str) -> list[dict]:
    """A finding for each row of a whole year whose time_period, under this heading, names none."""
    found = []
    for line, cell in ours.filter(pl.col("year").is_null() & whole()).select("line", "period").iter_rows():
        rule, says = "unreadable", f"time_period must be a year, like 2025, 2024/25 or 202425, not ‘{quoted(cell)}’."
        if cell.casefold() in ("", "na"):
            rule, says = "missing", "Enter the time_period."
        found.append({"line": line, "column": heading, "rule": rule, "says": says, "value": quoted(cell) or None})
    return found


def misfits(unfit: pl.DataFrame) -> str:
    """The time_identifiers of the figures that fit no year asked for, and the days on which those years end."""
    written = [f"‘{quoted(text)}’" for text in unfit["identifier"].unique(maintain_order=True)]
    ends = listed(unfit["year_ends"].unique(maintain_order=True))
    return f"time_identifier is {shortened(written, NAMED)}, and dfe_columns asks for a whole year that ends on {ends}"


def none_fits(unfit: pl.DataFrame, heading: str) -> dict:
    """The finding of a file in which no figure is of a year that fits."""
    says = (
        f"No figure of the file is of the time that is asked for: {misfits(unfit)}. "
        "A Reporting year ends as dfe_columns says, a Financial year on 31 March, an Academic year on 31 August and a "
        "Calendar year on 31 December."
    )
    return {"column": heading, "rule": "no such year", "says": says}
