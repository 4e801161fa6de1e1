"""The dfe_statistics return: a file as DfE publishes it, taken as it is downloaded, that becomes published figures."""

from pathlib import PureWindowsPath

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.sentences import counted
from sct_dash.returns import benchmarks
from sct_dash.returns.published_areas import disputes, placed, plain
from sct_dash.returns.published_columns import CELL, NAMED, feeding, figures_of, once
from sct_dash.returns.published_periods import dated, misfits, none_fits, undated, whole
from sct_dash.returns.published_releases import MOST, release_of
from sct_dash.returns.shape import Column, Kind, Known, Reshaped
from sct_dash.returns.words import quoted, shortened

PUBLISHER = "Department for Education"
_CELLS = tuple(column.name for column in benchmarks.KIND.columns)


def _reshaped(cells: pl.DataFrame, columns: dict[str, str], file: str, known: Known) -> Reshaped:
    """The figures of the areas held, one row a measure, area and period, as text under the columns of benchmarks."""
    held = {name: known.picture.get(name, empty(name)) for name in ("areas", "dfe_columns")}
    if lacking := [_lacking(name) for name, frame in held.items() if frame.is_empty()]:
        return _nothing([], lacking)
    feeds = feeding(held["dfe_columns"], cells.columns[1:])
    there = {name: f"{CELL}{heading}" for name, heading in columns.items()}
    rows = placed(cells.select("line", pl.exclude("line").name.prefix(CELL)), there, held["areas"])
    rows = _released(dated(rows, there), there, file)
    ours = rows.filter(pl.col("area").is_not_null())
    notices = _left_out(rows.filter(pl.coalesce("area", "disputed").is_null() & pl.col("level").is_not_null()).height)
    read = ours.filter(pl.col("year").is_not_null() | ~whole())
    told = pl.concat(figures_of(read, feed) for feed in feeds)
    given = told.filter(pl.col("value").is_not_null())
    unfit = given.filter(~pl.col("fits"))
    figures, doubled = once(given.filter("fits"))
    disputed = disputes(rows, columns, there, held["areas"])
    findings = [*_unplaced(rows, columns), *disputed, *undated(ours, columns["time_period"]), *doubled]
    if figures.is_empty():
        if unfit.height:
            findings.append(none_fits(unfit, columns["time_identifier"]))
        return _nothing(notices, findings or [_none_of(held["areas"], ours.height > 0)])
    notices += _misfitting(unfit) + _said(figures, told.height - given.height, "release" in columns)
    lines = pl.int_range(1, figures.height + 1, dtype=pl.Int64, eager=True).alias("line")
    return Reshaped(figures.select(lines, *_CELLS), _origins(figures, columns), notices, findings)


def _left_out(rows: int) -> list[str]:
    return [f"{counted(rows, 'row')} of other areas {'was' if rows == 1 else 'were'} left out."] if rows else []


def _misfitting(unfit: pl.DataFrame) -> list[str]:
    rows = unfit.height
    left = f"{counted(rows, 'figure')} {'was' if rows == 1 else 'were'} left out"
    return [f"{left}: {misfits(unfit)}."] if rows else []


def _origins(figures: pl.DataFrame, columns: dict[str, str]) -> pl.DataFrame:
    """Where each cell stands in the file: its line and its heading, that of the figure for what dfe_columns says."""
    area = columns["geographic_level"]
    headings = {"area": area, "area_kind": area, "period_end": columns["time_period"]}
    headings |= {"release": columns.get("release"), "source": None}
    there = {f"{name}_heading": pl.lit(headings[name]) if name in headings else "heading" for name in _CELLS}
    return figures.select(sent_line="line", **there)


def _nothing(notices: list[str], findings: list[dict]) -> Reshaped:
    none = pl.DataFrame(schema={"line": pl.Int64, **dict.fromkeys(_CELLS, pl.String)})
    return Reshaped(none, none.select(sent_line="line"), notices, findings)


def _lacking(kind: str) -> dict:
    says = f"No {kind} are held yet, so nothing can be read from a file of DfE's. Send the {kind} return first."
    return {"rule": "nothing held", "says": says}


def _none_of(areas: pl.DataFrame, there: bool) -> dict:
    says = f"No row of the file is of an area on the list, which has {shortened(areas['area'].to_list(), NAMED)}."
    if there:
        says = "The areas on the list are there, but no row of theirs has a figure that dfe_columns asks for."
    return {"rule": "no rows", "says": says}


def _unplaced(rows: pl.DataFrame, columns: dict[str, str]) -> list[dict]:
    heading, says = columns["geographic_level"], "Enter the geographic_level."
    lines = rows.filter(pl.col("level").is_null())["line"]
    return [{"line": line, "column": heading, "rule": "missing", "says": says} for line in lines]


def _released(rows: pl.DataFrame, there: dict[str, str], file: str) -> pl.DataFrame:
    """The rows with the `release` they are of, from a column of the file's own or else its name, and their `source`."""
    path = PureWindowsPath(file)
    named = pl.lit(release_of(path, rows.filter(whole())["year"].max(), PUBLISHER))
    given = pl.col(there["release"]) if "release" in there else pl.lit("")
    release = pl.when(plain(given).is_not_null()).then(given).otherwise(named)
    return rows.with_columns(release=release, source=pl.lit(f"{PUBLISHER}, {path.name}"[:500]))


def _said(figures: pl.DataFrame, blank: int, released: bool) -> list[str]:
    """What was read as what, which release it was taken for, and how many cells say nothing."""
    read = figures.select("heading", "measure").unique(maintain_order=True).iter_rows()
    pairs = [f"‘{quoted(heading)}’ as {measure}" for heading, measure in read]
    notices = [f"{counted(figures.height, 'figure')} read: {shortened(pairs, NAMED)}."]
    if blank:
        notices.append(f"{counted(blank, 'cell')} left out, empty or NA.")
    if not released:
        notices.append(f"The release is named after the file: ‘{quoted(figures['release'][0], MOST)}’.")
    return notices


def _text(name: str, guide: str, *, required: bool = False, example: str = "") -> Column:
    return Column(name, name, "text", required=required, example=example, guide=guide)


KIND = Kind(
    name="dfe_statistics",
    title="DfE statistics as downloaded",
    about="A file of official statistics that the Department for Education publishes, just as it is downloaded. The "
    "dfe_columns return says which of its columns feed which measure, and the areas return which areas are kept.",
    columns=(
        _text("time_period", "a year: 2025, 2024/25 or 202425", required=True, example="2025"),
        _text("time_identifier", "of a whole year: Reporting year, Financial year, Academic year or Calendar year; "
              "what is of a part of a year is left out", example="Reporting year"),
        _text("geographic_level", "Local authority, Regional, National or Statistical neighbours (median); rows of "
              "others are left out", required=True, example="Local authority"),
        _text("country_code", "of a national row", example="E92000001"),
        _text("country_name", "of a national row", example="England"),
        _text("region_code", "of a regional row", example="E12000005"),
        _text("region_name", "of a regional row", example="West Midlands"),
        _text("new_la_code", "of an authority's row", example="E08000028"),
        _text("old_la_code", "of an authority's row", example="333"),
        _text("la_name", "of an authority's row", example="Sandwell"),
        _text("geo_breakdown", "the name of an area at any level"),
        _text("geo_breakdown_sn", "of which authority these are the statistical neighbours"),
        _text("release", "which publication it is, if you add this column; else it is named after the file and "
              "the latest year in it"),
    ),
    key=("time_period", "geographic_level"),
    rules=(),
    examples=(
        {"time_period": "2025", "time_identifier": "Reporting year", "geographic_level": "Local authority",
         "country_code": "E92000001", "country_name": "England", "region_code": "E12000005",
         "region_name": "West Midlands", "new_la_code": "E08000028", "old_la_code": "333", "la_name": "Sandwell",
         "turnover_rate_fte": "11.1"},
    ),
    into=benchmarks.KIND,
    reshaped=_reshaped,
    known_examples={
        "measures": (
            {"measure": "TURNOVER", "name": "Turnover of social workers", "unit": "percent", "direction": "lower"},
        ),
        "areas": (
            {"area": "Sandwell", "area_kind": "authority", "area_code": "E08000028", "old_code": "333"},
        ),
        "dfe_columns": (
            {"measure": "TURNOVER", "value_column": "turnover_rate_fte", "basis": "year", "year_ends": "30 September"},
        ),
    },
)  # fmt: skip
