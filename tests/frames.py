"""Frames drawn as text, for tests that read like the specification."""

from __future__ import annotations

import re

import polars as pl

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def frame(text: str, **types: pl.DataType) -> pl.DataFrame:
    """The table drawn in the text: `| kpi | value |` over `| KPI1 | 3.5 |`; a cell of nothing or - is null.

    Columns of ISO dates are Date, of numbers Float64, of true and false Boolean, the others String; `types` overrides.
    """
    lines = [line.strip().strip("|").split("|") for line in text.strip().splitlines() if line.strip()]
    head, *rows = [[cell.strip() for cell in line] for line in lines if not set("".join(line)) <= set("-: ")]
    columns = {name: [row[i] if row[i] not in ("", "-") else None for row in rows] for i, name in enumerate(head)}
    return pl.DataFrame([_typed(name, cells, types.get(name)) for name, cells in columns.items()])


def _typed(name: str, cells: list[str | None], dtype: pl.DataType | None) -> pl.Series:
    series, known = pl.Series(name, cells, pl.String), [cell for cell in cells if cell is not None]
    if dtype is not None:
        return series.cast(dtype)
    if known and all(_DATE.fullmatch(cell) for cell in known):
        return series.str.to_date("%Y-%m-%d")
    if known and all(_NUMBER.fullmatch(cell) for cell in known):
        return series.cast(pl.Float64)
    if known and set(known) <= {"true", "false"}:
        return series == "true"
    return series
