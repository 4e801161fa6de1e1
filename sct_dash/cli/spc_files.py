"""The files of the command `spc`: read with every cell checked, and written as the reference files have them."""

from pathlib import Path

import polars as pl

from sct_dash.cli.asking import Usage
from sct_dash.returns.sending import neutralised

INPUTS = ("series_id", "date", "value")
SETTINGS = ("series_id", "improvement_direction")
GIVEN = ("improvement_direction", "target", "rebase_dates", "fix_after_n_points", "screen_outliers", "description",
         "source")  # fmt: skip
TRUTHS = {"true": True, "false": False, "1": True, "0": False}
POINTS = (
    "series_id",
    "n",
    "date",
    "value",
    "target",
    "rebase_group",
    "mean",
    "lpl",
    "upl",
    "near_lpl",
    "near_upl",
    "outside_limits",
    "relative_to_mean",
    "close_to_limits",
    "special_cause_type",
    "special_cause_flag",
    "point_type",
    "short_group_warning",
)
GHOSTED = (*POINTS[:4], "ghost", "improvement_direction", "target", "rebase_dates", *POINTS[5:])
"""The columns of points.csv without and with a column of ghosts in the inputs."""
SUMMARY = (
    "series_id",
    "description",
    "source",
    "n_points",
    "improvement_direction",
    "target",
    "rebase_dates",
    "fix_after_n_points",
    "screen_outliers",
    "variation_type",
    "variation_icon",
    "assurance_type",
    "assurance_icon",
    "last_label",
    "n_special_cause",
    "any_short_group",
    "min_margin",
    "error",
)
WRITTEN = ("series_id", "description", "source", "improvement_direction", "error")
"""The columns of text as it was given; the others are figures, days and words of ours."""
_DATES = r"[\s;,]+"


def inputs(path: Path) -> pl.DataFrame:
    """The points in a file: series_id, date, value (blank is null), and ghost where the file has that column.

    Anything that is not a date, a number or a 0 or 1 in its place, a blank series or date, and a file without a single
    point is a Usage error.
    """
    cells = _cells(path, INPUTS)
    if cells.is_empty():
        raise Usage(f"{path.name} has no points: there is nothing under its heading.")
    columns = [_named(cells, path), _date(cells, path), _number(cells, path, "value")]
    if "ghost" in cells.columns:
        columns.append(_truth(cells, path, "ghost").fill_null(False))
    return pl.DataFrame(columns)


def settings(path: Path, inputs: pl.DataFrame) -> pl.DataFrame:
    """The settings in a file, one row a series in its order, typed as core.spc has them; and row, their number.

    The cells as they were written stand beside them with the prefix given_. A series of the inputs without settings,
    one with two rows, and a cell that cannot be read are Usage errors.
    """
    cells = _cells(path, SETTINGS)
    absent = [pl.lit("").alias(name) for name in GIVEN if name not in cells.columns]
    cells = cells.with_columns(absent)
    read = pl.DataFrame(
        [
            _named(cells, path),
            cells["improvement_direction"].str.to_lowercase(),
            _number(cells, path, "target"),
            _dates(cells, path),
            _whole(cells, path, "fix_after_n_points"),
            _truth(cells, path, "screen_outliers"),
        ]
    )
    _refuse(cells, path, "series_id", ~read["series_id"].is_first_distinct(), "has settings already")
    unknown = inputs.filter(~pl.col("series_id").is_in(read["series_id"].implode()))["series_id"]
    if unknown.len():
        raise Usage(f"{path.name} has no settings for the series {unknown[0]!r} of the inputs.")
    return read.hstack(cells.select(pl.col(GIVEN).name.prefix("given_"))).with_row_index("row")


def _cells(path: Path, needed: tuple[str, ...]) -> pl.DataFrame:
    """A CSV file's cells as text without the space around them; blank cells are empty texts."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        cells = pl.read_csv(text.encode(), infer_schema=False).rename(str.strip)
    except OSError as fault:
        raise Usage(f"{path.name} could not be opened: {(fault.strerror or 'unreadable').lower()}.") from None
    except (UnicodeDecodeError, pl.exceptions.PolarsError):
        raise Usage(f"{path.name} could not be read as a CSV file in UTF-8, with a heading and equal rows.") from None
    for name in needed:
        if name not in cells.columns:
            raise Usage(f"{path.name} has no column {name}. It needs {', '.join(needed)}.")
    return cells.with_columns(pl.all().fill_null("").str.strip_chars())


def _refuse(cells: pl.DataFrame, path: Path, name: str, wrong: pl.Series, says: str) -> None:
    """A Usage error about the first cell that is wrong, with its line."""
    at = wrong.fill_null(True).arg_true()
    if at.len():
        raise Usage(f"Line {at[0] + 2} of {path.name}: {name} {cells[name][at[0]]!r} {says}.")


def _read(cells: pl.DataFrame, path: Path, name: str, read: pl.Expr, says: str) -> pl.Series:
    """A column read by `read`, null where its cell is blank; a cell that gives null is a Usage error."""
    found = cells.select(read.alias(name)).to_series()
    _refuse(cells, path, name, found.is_null() & (cells[name] != ""), says)
    return found


def _named(cells: pl.DataFrame, path: Path) -> pl.Series:
    _refuse(cells, path, "series_id", cells["series_id"] == "", "is blank")
    return cells["series_id"]


def _date(cells: pl.DataFrame, path: Path) -> pl.Series:
    _refuse(cells, path, "date", cells["date"] == "", "is blank")
    return _read(
        cells, path, "date", pl.col("date").str.to_date("%Y-%m-%d", strict=False), "is not a date (YYYY-MM-DD)"
    )


def _dates(cells: pl.DataFrame, path: Path) -> pl.Series:
    """A cell of dates between spaces, commas or semicolons, as a list; an empty list is null."""
    parts = pl.col("rebase_dates").str.replace_all(_DATES, " ").str.strip_chars().str.split(" ")
    dates = pl.when(pl.col("rebase_dates") != "").then(
        parts.list.eval(pl.element().str.to_date("%Y-%m-%d", strict=False))
    )
    found = cells.select(dates.alias("rebase_dates")).to_series()
    _refuse(
        cells, path, "rebase_dates", found.list.eval(pl.element().is_null()).list.any().fill_null(False), "is not dates"
    )
    return found


def _number(cells: pl.DataFrame, path: Path, name: str) -> pl.Series:
    number = pl.col(name).cast(pl.Float64, strict=False)
    return _read(cells, path, name, pl.when(number.is_finite()).then(number), "is not a number")


def _whole(cells: pl.DataFrame, path: Path, name: str) -> pl.Series:
    number = _number(cells, path, name)
    _refuse(cells, path, name, (number != number.floor()).fill_null(False), "is not a whole number")
    whole = number.cast(pl.Int64, strict=False)
    _refuse(cells, path, name, number.is_not_null() & whole.is_null(), "is too large")
    return whole


def _truth(cells: pl.DataFrame, path: Path, name: str) -> pl.Series:
    known = pl.col(name).str.to_lowercase().replace_strict(TRUTHS, default=None, return_dtype=pl.Boolean)
    return _read(cells, path, name, known, "is not true or false (nor 1 or 0)")


def points_told(points: pl.DataFrame, settings: pl.DataFrame, faults: pl.DataFrame, *, ghosted: bool) -> pl.DataFrame:
    """points.csv: the points of every series without a fault, series in the order of the settings, points by n."""
    told = points.filter(~pl.col("series_id").is_in(faults["series_id"].implode()))
    given = settings.select("row", "series_id", "improvement_direction", rebase_dates="given_rebase_dates")
    told = told.join(given, on="series_id").sort("row", "n")
    if not ghosted:
        return _texts(told.select(POINTS))
    return _texts(told.with_columns(pl.col("ghost").cast(pl.Int8)).select(GHOSTED))


def summary_told(summary: pl.DataFrame, settings: pl.DataFrame) -> pl.DataFrame:
    """summary.csv: every row of the settings, in order, as it was given, with what came of it."""
    given = settings.select("series_id", *(pl.col(f"given_{name}").alias(name) for name in GIVEN))
    told = given.join(summary, on="series_id", how="left", maintain_order="left")
    return _texts(told.with_columns(pl.col("n_points").fill_null(0)).select(SUMMARY))


def _texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Every cell as text: numbers with 17 significant digits, so that they read back as they were; blank is null.

    What somebody wrote is made plain, so that no spreadsheet runs it.
    """
    made_plain = neutralised(frame.select(name for name in WRITTEN if name in frame.columns))
    frame = frame.with_columns(made_plain)
    return frame.select(
        pl.Series(name, [_figure(number) for number in frame[name]], pl.String)
        if dtype == pl.Float64
        else frame[name].cast(pl.String).replace("", None)
        for name, dtype in frame.schema.items()
    )


def _figure(number: float | None) -> str | None:
    if number is None:
        return None
    return "Inf" if number == float("inf") else format(number, ".17g")


def write(folder: Path, name: str, frame: pl.DataFrame) -> None:
    """Write a frame as CSV into a folder, which is made if need be; a Usage error when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(frame.write_csv().encode())
    except OSError as fault:
        raise Usage(f"{name} could not be written into {folder}: {(fault.strerror or 'unwritable').lower()}.") from None
