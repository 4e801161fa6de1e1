"""Which publication a DfE file is, by its name and the latest year in it: next year's file is another release."""

import re
from pathlib import PureWindowsPath

from sct_dash.returns.published_periods import year_of

MOST = 200  # characters of a release, as benchmarks takes it
_COPY = re.compile(r"( ?\(\d+\)|-mended)+$")  # what a browser adds to a file downloaded again, our page to a mended one
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
# A day, or a month in words, of a year: 27 April 2026, Apr-2026, 2026-04-27, 20260427, 27.04.2026.
_DATE = re.compile(
    rf"(?<![a-z])({_MONTHS})[a-z]*[ _.,-]*(19|20)\d\d(?!\d)"
    rf"|(?<!\d)(19|20)\d\d(?P<dash>[-_.]?){_MONTH}(?P=dash){_DAY}(?!\d)"
    rf"|(?<!\d){_DAY}(?P<stop>[-_.]){_MONTH}(?P=stop)(19|20)\d\d(?!\d)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_]?(\d\d))?(?!\d)")


def release_of(path: PureWindowsPath, latest: int | None, unnamed: str) -> str:
    """The release of a file without a column for it, at most MOST characters; the year is not cut off.

    It is the file's name, or `unnamed`, and the `latest` year in it, as in "cin_referrals, to 2025"; the name alone
    where there is none, or where it says a date or that year itself, or a later one: that of its publication.
    """
    stem = path.stem if path.suffix.lower() in (".csv", ".xlsx", ".txt") else path.name
    name = _COPY.sub("", stem).strip() or unnamed
    if latest is None or _DATE.search(name) or any(year >= latest for year in _years(name)):
        return name[:MOST]
    years = f", to {latest}"
    return name[: MOST - len(years)] + years


def _years(name: str) -> list[int]:
    """The years that a name says; of 2024-25, 2024_25 or 202425 the later one."""
    return [year_of(first + second) or int(first) for first, second in _YEARS.findall(name)]
