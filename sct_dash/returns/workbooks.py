"""Excel workbooks to the same records as a CSV file: the zip directory first, then the sheet whose headings match."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from sct_dash.returns.layout import HEAD_ROWS, laid_out
from sct_dash.returns.reading import BATCH, Sheet, gathered
from sct_dash.returns.shape import Kind, Refusal
from sct_dash.returns.words import folded, listed, quoted
from sct_dash.returns.wrong_files import own_headings, refuse_personal

MAX_UNPACKED = 200_000_000
MAX_PARTS = 2_000
MAX_ROWS = 50_000
UNWORKED = "#NOT WORKED OUT"
"""What stands in a cell whose formula was never worked out: no reader takes it for a figure or a code."""
MAC_START = date(1904, 1, 1)
_DAMAGED = Refusal("damaged", "The selected file is damaged and cannot be opened. Open it in Excel and save it again.")
# What openpyxl and the zip and XML readers beneath it raise on files that are not what they say.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, KeyError, IndexError, ValueError, TypeError, AttributeError,
    SyntaxError, OSError, EOFError, NotImplementedError, OverflowError, RecursionError, AssertionError, RuntimeError,
)  # fmt: skip
_OTHERS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint file"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file"),
    ("Index/", "an Apple Numbers file"),
)
_QUOTED_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_workbook(kind: Kind, data: bytes, kinds: Iterable[Kind]) -> Sheet:
    """The sheet of a workbook whose headings match best, cells as the text a CSV file would have for them.

    Percent formats give "75%", dates ISO, an Excel fault its own mark (#DIV/0!). Refusal for what is not a workbook,
    is damaged, locked, unpacks to more than MAX_UNPACKED bytes, has a DOCTYPE, or has more than MAX_ROWS rows.
    """
    _refuse_by_directory(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(kind, data, list(kinds))
    except Refusal:
        raise
    except _BROKEN:
        raise _DAMAGED from None


def _refuse_by_directory(data: bytes) -> None:
    """What the zip directory and the first bytes of each part tell, before anything is unpacked as a whole."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except _BROKEN:
        raise _DAMAGED from None
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("password", "The selected file is password protected. Save a copy without the password.")
    if "xl/workbook.xml" not in names:
        for start, words in _OTHERS:
            if any(name.startswith(start) for name in names):
                raise Refusal("wrong file", f"The selected file is {words}. Save it as .xlsx or as CSV.")
        raise Refusal("wrong file", "The selected file is a compressed (zip) file, not a CSV file. Unpack it first.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise Refusal("too large", "The selected file is too large once it is unpacked. Send it in smaller files.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(part) as stream:
                    head = stream.read(65_536)
            except _BROKEN:
                raise _DAMAGED from None
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise _DAMAGED


def _read(kind: Kind, data: bytes, kinds: list[Kind]) -> Sheet:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if not visible:
        raise Refusal("hidden", "Every sheet of the selected workbook is hidden. Show the sheet to be read, and save.")
    heads = {sheet.title: _head(book, sheet.title) for sheet in visible}
    known = frozenset().union(*own_headings(kind).values())
    scores = {title: max((_score(row, known) for row in head), default=0) for title, head in heads.items()}
    title = max(scores, key=scores.__getitem__)
    if not any(cell.strip() for row in heads[title] for cell in row):
        title = next((name for name, head in heads.items() if any("".join(row).strip() for row in head)), title)
    layout = laid_out(kind, {",": heads[title]}, kinds)
    for name in (sheet.title for sheet in book.worksheets if sheet.title != title):
        # The bytes of the whole workbook are kept with a submission, so no sheet of it may hold personal data.
        for row in heads.get(name) or _head(book, name):
            refuse_personal(row, known, enough=1)
    sheet = gathered(kind, layout, _batches(book, data, title, len(layout.headings)), MAX_ROWS)
    if book.epoch.year == MAC_START.year:
        sheet.serial_start = MAC_START
    others = [name for name in heads if name != title and any("".join(row).strip() for row in heads[name])]
    if others:
        sheet.notices.append(f"The sheet ‘{quoted(title)}’ was read, and not {_named(others)}.")
    if hidden:
        hidden_words = "Hidden sheets were" if len(hidden) > 1 else "A hidden sheet was"
        sheet.notices.append(f"{hidden_words} not read: {_named(hidden)}.")
    return sheet


def _named(titles: list[str]) -> str:
    return listed(f"‘{quoted(title)}’" for title in titles[:5])


def _score(row: list[str], known: frozenset[str]) -> int:
    return len({folded(cell) for cell in row} & known)


def _head(book: Workbook, title: str) -> list[list[str]]:
    head: list[list[str]] = []
    for row in _rows(book, title):
        head.append([_text(cell) for cell in row])
        if len(head) == HEAD_ROWS:
            break
    return head


def _rows(book: Workbook, title: str) -> Iterator[tuple[Cell, ...]]:
    sheet = book[title]
    sheet.reset_dimensions()  # the size a workbook says it has is often wrong, and costs a padded million rows
    return sheet.iter_rows()


def _batches(book: Workbook, data: bytes, title: str, width: int) -> Iterator[list[list[str]]]:
    """Batches of rows as text. Formulas are looked at, in a second pass beside the first, only where there are any."""
    rows: Iterable[list[str]] = ([_text(cell) for cell in row] for row in _rows(book, title))
    if _has_formulas(data):
        formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        pairs = zip(_rows(book, title), _rows(formulas, title), strict=True)
        rows = ([_worked(cell, written) for cell, written in zip(row, other, strict=True)] for row, other in pairs)
    batch = []
    for row in rows:
        while row and not row[-1]:
            row.pop()
        batch.append(row + [""] * (width - len(row)) if row else row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _has_formulas(data: bytes) -> bool:
    archive = zipfile.ZipFile(io.BytesIO(data))
    for part in archive.infolist():
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            kept = b""
            with archive.open(part) as stream:
                while chunk := stream.read(1 << 20):
                    if re.search(rb"<(\w+:)?f[ >/]", kept + chunk):
                        return True
                    kept = chunk[-16:]
    return False


def _worked(cell: Cell, written: Cell) -> str:
    if cell.value is None and written.data_type == "f":
        return UNWORKED
    return _text(cell)


def _text(cell: Cell) -> str:
    """What the cell would be in a CSV file saved in full: a share with a percent format is written as a percentage."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if "%" in _QUOTED_FORMAT.sub("", cell.number_format or ""):
            return f"{_number(round(value * 100, 10))}%"
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if not isinstance(value, timedelta) else f"{value.total_seconds() / 86_400:g} days"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
