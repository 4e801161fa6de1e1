"""Text on its way out: what a spreadsheet would run as a formula is made plain, and made whole again on reading."""

import re

import polars as pl

BOM = b"\xef\xbb\xbf"
_STARTS = "[=+\\-@\t\r\n\0＝＋－＠]"
_RUNS = f"^('*{_STARTS})"
_RESTORED = re.compile(f"'('*{_STARTS})")
_NUMBER = re.compile(r"[+-]?£?[0-9][0-9,]*(\.[0-9]+)?%?")


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before every text cell that a spreadsheet would run; other columns as they are.

    A cell that has such an apostrophe already gets one more, so that `restored` gives back exactly what there was.
    """
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text.str.contains(_RUNS)).then(pl.lit("'") + text).otherwise(text).name.keep())


def neutralised_cell(cell: str) -> str:
    """One cell of a file as it was sent: a number may keep its sign, anything else is made plain."""
    return cell if _NUMBER.fullmatch(cell) or not re.match(_RUNS, cell) else f"'{cell}"


def restored(cell: str) -> str:
    """The cell without the one apostrophe that `neutralised` put before it."""
    return cell[1:] if _RESTORED.match(cell) else cell


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """The frame as CSV for Excel: a byte order mark, a heading row, text neutralised, blanks for nulls."""
    return BOM + neutralised(frame).write_csv().encode()
