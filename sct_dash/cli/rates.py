"""The command `rates`: the rates of staffing worked out for a file in the columns of the DfE's workforce census."""

import argparse
import csv
import io
import sys
from datetime import date, datetime
from pathlib import Path

import polars as pl

from sct_dash.cli import outgoing
from sct_dash.cli.asking import ACCEPTED, FINDINGS, Usage, command, plain
from sct_dash.core import staffing
from sct_dash.returns import cells
from sct_dash.returns.shape import Column

COMPONENTS = {
    "social_worker_fte": "in_post_fte",
    "agency_fte": "agency_fte",
    "vacancy_fte": "vacancy_fte",
    "leaver_fte": "leavers_12m",
    "cases": "cases",
    "case_holders_fte": "case_holders_fte",
}
"""The columns that a file needs, and what they are called in core.staffing."""
RATES = ("agency_rate", "vacancy_rate", "turnover_12m", "caseload", "permanent_share")
"""The columns that are added."""
_ALSO = {":": "x", "~": "k"}  # how the DfE wrote not available, and rounds to zero, in older years


def add_commands(commands) -> None:
    """Add `rates`."""
    added = command(commands, "rates", _rates, "work out the rates of staffing for a file in the DfE's columns")
    added.add_argument("file", metavar="FILE", help=f"a CSV file with {', '.join(COMPONENTS)}")
    added.add_argument("--json", action="store_true", help="a list of objects; CSV without")


def _rates(asked: argparse.Namespace, now: datetime) -> int:
    rows, lines = _read(Path(asked.file))
    numbers, findings = _numbers(rows, lines)
    rates = staffing.rated(numbers).select(RATES)
    for says in (*_replaced(rows), *findings):
        print(plain(says), file=sys.stderr)
    outgoing.written(rows.with_columns(rates), "json" if asked.json else "csv")
    return FINDINGS if findings else ACCEPTED


def _read(path: Path) -> tuple[pl.DataFrame, list[int]]:
    """The file's cells as they stand, and each row's line; a row of blanks is left out. Usage says why it cannot be."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        heading, *records = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    except OSError as fault:
        raise Usage(f"{path.name} could not be opened: {(fault.strerror or 'unreadable').lower()}.") from None
    except (UnicodeDecodeError, csv.Error):
        raise Usage(f"{path.name} could not be read as a CSV file in UTF-8, with a heading and equal rows.") from None
    names = [name.strip() for name in heading]
    missing = [name for name in COMPONENTS if name not in names]
    if missing:
        raise Usage(f"{path.name} has no column {', '.join(missing)}. It needs {', '.join(COMPONENTS)}.")
    if len(set(names)) < len(names):
        raise Usage(f"{path.name} has two columns of one name, or a column without one beside another.")
    filled = [(line, record) for line, record in enumerate(records, start=2) if any(map(str.strip, record))]
    for line, record in filled:
        if len(record) != len(names):
            raise Usage(f"Line {line} of {path.name} has {len(record)} cells where its heading has {len(names)}.")
    rows = pl.DataFrame([record for _, record in filled], dict.fromkeys(names, pl.String), orient="row")
    return rows, [line for line, _ in filled]


def _numbers(rows: pl.DataFrame, lines: list[int]) -> tuple[pl.DataFrame, list[str]]:
    """The components under the names of core.staffing, null for blanks and symbols; and what is neither, in words."""
    found, findings = {}, []
    for name, component in COMPONENTS.items():
        column = Column(name, name, "number", symbols=True, low=0, also=_ALSO, example="12.5")
        read = cells.typed(column, rows[name], None, date(1899, 12, 30))
        found[component] = read.rows[name]
        faults = zip(lines, read.rows["fault"], strict=True)
        findings += [(line, f"Line {line}: {read.faults[at][1]}.") for line, at in faults if at is not None]
    return pl.DataFrame(found), [says for _, says in sorted(findings, key=lambda finding: finding[0])]


def _replaced(rows: pl.DataFrame) -> list[str]:
    """A sentence for each column of the file that has the name of a rate."""
    return [f"The file's own column {name} is replaced by what is worked out." for name in RATES if name in rows]
