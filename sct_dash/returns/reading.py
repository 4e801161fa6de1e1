"""Bytes to a sheet of text cells with the line numbers a spreadsheet shows, and what was said or found on the way."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import polars as pl

from sct_dash.core.sentences import counted
from sct_dash.returns.layout import SEPARATORS, Layout, head_under, laid_out
from sct_dash.returns.shape import Kind, Refusal
from sct_dash.returns.texts import encoding_of
from sct_dash.returns.words import folded, quoted
from sct_dash.returns.wrong_files import refuse_by_bytes

MAX_ROWS = 1_000_000
BATCH = 200  # records at once: so few that they are gone before the collector looks at them
FRAME_ROWS = 50_000
TOTALS = frozenset({"total", "totals", "grandtotal", "overalltotal", "sum", "subtotal"})
csv.field_size_limit(64 * 1024 * 1024)  # process-wide, so set once; how long a cell may be is its column's finding


@dataclass
class Sheet:
    """The rows of a return as text.

    `cells`: `line` and one String column a heading, blanks as "". `columns`: declared column -> its heading there.
    `sound`: the lines whose cells may be read as values; the others have a finding of their own. `serial_start`: the
    day that Excel's day numbers count from.
    """

    cells: pl.DataFrame
    columns: dict[str, str]
    count: int
    notices: list[str]
    findings: list[dict]
    unsound: list[int] = field(default_factory=list)
    serial_start: date = date(1899, 12, 30)


def read(kind: Kind, data: bytes, kinds: Iterable[Kind], workbook: Callable[..., Sheet]) -> Sheet:
    """The sheet of one kind of return in these bytes, by what they are and not by the file's name.

    Refusal, without a cell quoted, for what is not a text file or a workbook, cannot be read, or is another return.
    `workbook` reads the bytes of a zip file.
    """
    refuse_by_bytes(data)
    if data.startswith(b"PK\x03\x04"):
        return workbook(kind, data, kinds)
    codec, skipped, notices = encoding_of(data)
    body = data[skipped:].rstrip(b"\x1a") if skipped or data.endswith(b"\x1a") else data

    def lines() -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(body), encoding=codec, newline="")

    heads = {separator: head_under(separator, lines) for separator in SEPARATORS}
    layout = laid_out(kind, heads, kinds)
    reader = csv.reader(lines(), delimiter=layout.separator, strict=True, skipinitialspace=True)
    sheet = gathered(kind, layout, records(reader), MAX_ROWS)
    sheet.notices[:0] = notices
    return sheet


def records(reader: Iterator[list[str]]) -> Iterator[list[list[str]] | str]:
    """Batches of records; a record that csv cannot read comes by itself, as the words of what is wrong with it."""
    while True:
        batch: list[list[str]] = []
        trouble = None
        try:
            batch.extend(islice(reader, BATCH))
        except csv.Error as fault:
            trouble = str(fault)
        except UnicodeDecodeError:
            raise Refusal("encoding", "The selected file holds characters that cannot be read.") from None
        if batch:
            yield batch
        if trouble:
            yield trouble
        elif not batch:
            return


def gathered(kind: Kind, layout: Layout, batches: Iterable[list[list[str]] | str], most: int) -> Sheet:
    """The sheet below the headings: ragged rows, unread quotation marks, totals, blanks and comments told apart.

    Refusal when there are more than `most` rows.
    """
    names = _distinct(layout.headings)
    if layout.findings:
        return Sheet(pl.DataFrame(schema={"line": pl.Int64}), {}, 0, layout.notices, list(layout.findings))
    gathering = _Gathering(names, layout.index, most)
    for batch in batches:
        gathering.take(batch)
    cells = gathering.frame()
    sheet = Sheet(
        cells=cells,
        columns={name: names[at] for name, at in layout.places.items()},
        count=cells.height,
        notices=list(layout.notices),
        findings=gathering.findings,
        unsound=gathering.unsound,
    )
    return _set_aside(kind, sheet, gathering.blank)


class _Gathering:
    """Rows on their way into a frame, batch by batch, so that a million of them never stand as lists at once."""

    def __init__(self, names: list[str], heading: int, most: int):
        self.names, self.heading, self.most = names, heading, most
        self.record = 0  # records seen so far: a spreadsheet's row number, less one
        self.kept = self.blank = 0
        self.frames: list[pl.DataFrame] = []
        self.columns: list[list[str]] = [[] for _ in names]
        self.lines: list[int] = []
        self.findings: list[dict] = []
        self.unsound: list[int] = []

    def take(self, batch: list[list[str]] | str) -> None:
        first = self.record
        self.record += 1 if isinstance(batch, str) else len(batch)
        if isinstance(batch, str):
            self._found(self.record, "quotation mark", _quotation(self.record, batch))
            return
        skipped = max(0, self.heading + 1 - first)
        rows = batch[skipped:] if skipped else batch
        lines = range(first + skipped + 1, first + len(batch) + 1)
        width = len(self.names)
        if set(map(len, rows)) != {width}:
            rows, lines = self._squared(rows, lines, width)
        self.kept += len(rows)
        if self.kept > self.most:
            raise Refusal("too many rows", f"The selected file must have {self.most:,} rows or fewer.")
        if rows:
            self.lines.extend(lines)
            for column, cells in zip(self.columns, zip(*rows, strict=True), strict=True):
                column.extend(cells)
        if len(self.lines) >= FRAME_ROWS:
            self._flush()

    def _flush(self) -> None:
        frame = pl.DataFrame(
            {"line": self.lines, **dict(zip(self.names, self.columns, strict=True))},
            schema={"line": pl.Int64, **dict.fromkeys(self.names, pl.String)},
        )
        self.frames.append(frame)
        self.lines, self.columns = [], [[] for _ in self.names]

    def _squared(self, rows: list[list[str]], lines: range, width: int) -> tuple[list[list[str]], list[int]]:
        """The rows cut or filled to the headings' width; what that would lose, or leave out, is a finding."""
        squared, kept = [], []
        for line, row in zip(lines, rows, strict=True):
            if len(row) != width:
                if not any(cell.strip() for cell in row):
                    self.blank += 1
                    continue
                beyond = sum(bool(cell.strip()) for cell in row[width:])
                if row[0].lstrip().startswith("#"):
                    self._found(line, "comment row", "")
                elif beyond:
                    self._found(line, "more cells", _more(line, len(row), width))
                elif len(row) < width:
                    self._found(line, "fewer cells", _fewer(line, len(row), width))
                row = (row + [""] * width)[:width]
            squared.append(row)
            kept.append(line)
        return squared, kept

    def _found(self, line: int, rule: str, says: str) -> None:
        self.unsound.append(line)
        self.findings.append({"line": line, "rule": rule, "says": says})

    def frame(self) -> pl.DataFrame:
        self._flush()
        return pl.concat(self.frames)


def _set_aside(kind: Kind, sheet: Sheet, blank: int) -> Sheet:
    """Blank rows, comment rows, totals and headings that come again are found by the distinct cells of the key."""
    keys = [sheet.columns[name] for name in kind.key if name in sheet.columns]
    names = sheet.cells.columns[1:]
    comments = {found["line"] for found in sheet.findings if found["rule"] == "comment row"}
    empty: set[int] = set()
    for key in keys:
        distinct = sheet.cells[key].unique().to_list()
        odd = [cell for cell in distinct if not cell.strip() or folded(cell) in TOTALS or folded(cell) == folded(key)]
        if not odd:
            continue
        for row in sheet.cells.filter(pl.col(key).is_in(odd)).iter_rows(named=True):
            cells = [row[name].strip() for name in names]
            if not any(cells):
                empty.add(row["line"])
            elif _is_remark(cells):
                comments.add(row["line"])
            else:
                _tell_odd(sheet, row["line"], cells, row[key], key)
    first = sheet.cells.filter(pl.col(names[0]).str.starts_with("#")) if names else sheet.cells
    comments |= {row["line"] for row in first.iter_rows(named=True) if _is_remark([row[name] for name in names])}
    gone = empty | comments
    if gone:
        sheet.cells = sheet.cells.filter(~pl.col("line").is_in(list(gone)))
        sheet.findings = [found for found in sheet.findings if found["line"] not in gone]
        sheet.unsound = [line for line in sheet.unsound if line not in gone]
    sheet.count = sheet.cells.height
    for name in names:
        if name.startswith("(column ") and (sheet.cells[name].str.strip_chars() != "").any():
            sheet.notices.append(f"A column without a heading {name} was not read.")
    if blank or empty:
        sheet.notices.append(f"{counted(blank + len(empty), 'blank row')} left out.")
    if comments:
        sheet.notices.append(f"{counted(len(comments), 'comment row')} (beginning with #) not read.")
    return sheet


def _is_remark(cells: list[str]) -> bool:
    return cells[0].lstrip().startswith("#") and not any(cell.strip() for cell in cells[1:])


def _tell_odd(sheet: Sheet, line: int, cells: list[str], cell: str, key: str) -> None:
    if not cell.strip() or line in sheet.unsound:
        return
    if folded(cell) in TOTALS:
        says, rule = f"Line {line} looks like a total. Take it out: totals are worked out from the rows.", "total row"
    elif [folded(text) for text in cells] == [folded(name) for name in sheet.cells.columns[1:]]:
        says, rule = f"Line {line} repeats the headings. Take it out.", "repeated headings"
    else:
        return
    sheet.unsound.append(line)
    sheet.findings.append({"line": line, "rule": rule, "says": says, "value": quoted(cell)})


def _distinct(headings: list[str]) -> list[str]:
    """Headings as column names: a blank one is named by its place, one that comes again is numbered."""
    names: list[str] = []
    for at, heading in enumerate(headings, start=1):
        name = heading or f"(column {at})"
        while name in names or name == "line":
            name = f"{name} ({at})"
        names.append(name)
    return names


def _quotation(line: int, fault: str) -> str:
    if "unexpected end" in fault:
        return f"Line {line} has a quotation mark that opens and never closes, so nothing after it could be read."
    return f"Line {line} has text after a closing quotation mark. Double a quotation mark that is part of the text."


def _more(line: int, there: int, width: int) -> str:
    return f"Line {line} has {there} cells, more than the {width} headings. Put text with a comma in quotation marks."


def _fewer(line: int, there: int, width: int) -> str:
    return f"Line {line} has {counted(there, 'cell')}, fewer than the {width} headings. Fill it or take it out."
