"""What a box or an address asks for, read however it is written."""

from datetime import date
from functools import lru_cache

import polars as pl

from sct_dash.core.periods import day_words
from sct_dash.returns.cells import typed
from sct_dash.returns.shape import Column

EARLIEST = date(2015, 1, 1)  # three years before the Trust: nothing was ever sent before it
_DAY = Column("as_at", "As at", "date", month_end=True, example="1 September 2021")
_SERIALS_FROM = date(1899, 12, 30)  # a day pasted from a spreadsheet as its number


@lru_cache(maxsize=64)  # every link of a table asks for the same one
def day(text: str, today: date) -> tuple[date | None, str]:
    """The day that a text means, from EARLIEST to `today`; or None and a sentence why not. A blank is None and "".

    Written like 1/9/2021, 2021-09-01 or 1 September 2021, the day first; a month or a year means its last day.
    """
    read = typed(_DAY, pl.Series([text]), None, _SERIALS_FROM)
    if read.faults:
        return None, f"{read.faults[0][1]}."
    found = read.rows[_DAY.name][0]
    if found is not None and not EARLIEST <= found <= today:
        return None, f"As at must be a day from {day_words(EARLIEST)} to today, not {day_words(found)}."
    return found, ""
