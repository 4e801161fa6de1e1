"""What the sender is told: the template and guide beforehand, the reply and the marked copy afterwards."""

import csv
import io

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from sct_dash.returns.checking import Checked
from sct_dash.returns.register import RETURNS
from sct_dash.returns.sending import BOM, neutralised_cell
from sct_dash.returns.shape import Column, Kind
from sct_dash.returns.words import listed

FIX = "What to fix"
MARK = PatternFill("solid", fgColor="FFE9B3")
MOST_CHARS = 32_767
_TYPES = {"text": "text", "code": "a code", "number": "a number", "date": "a date (dd/mm/yyyy)", "period": "a period"}


def template(kind: Kind) -> bytes:
    """A CSV file of the kind with its headings and an example row, or all of them where it is sent whole, for Excel.

    The kind's own check takes it.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, kind.headings, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(kind.examples if kind.sent_whole else kind.examples[:1])
    return BOM + text.getvalue().encode()


def guide(kind: Kind) -> list[str]:
    """What is checked, a plain sentence a column, then a sentence a rule."""
    stored = kind.stored
    rules = [rule.guide or f"{rule.says}." for rule in stored.rules]
    same = listed(stored.column(name).words for name in stored.key)
    repeats = f"No two {'figures' if kind.into else 'rows'} have the same {same}."
    return [*(_described(column) for column in kind.columns), *rules, repeats]


def _described(column: Column) -> str:
    what = f"one of {', '.join(column.choices)}" if column.type == "choice" else _TYPES[column.type]
    example = f", like {column.example}" if column.example and column.type != "choice" else ""
    said = f" ({column.guide})" if column.guide else ""
    return f"{column.name}: {what}{example}{said}{'' if column.required else '; may be left blank'}."


def totals(findings: pl.DataFrame) -> pl.DataFrame:
    """How many findings each rule has: rule, column, severity, count and the first one's says, the most first."""
    return (
        findings.group_by("rule", "column", "severity", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("count"), pl.col("says").first())
        .sort("count", descending=True, maintain_order=True)
    )


def reply(
    checked: Checked,
    changes: dict[str, int] | None = None,
    submission: int | None = None,
    notices: list[str] | tuple[str, ...] = (),
    rows: bool = False,
) -> dict:
    """The JSON object of the command line. `rows` adds accepted_rows: the typed rows under the declared columns.

    There a period is the ISO date of its first day, whole numbers are integers, a value is the one that was given,
    and a row whose figure is a symbol has `symbol` too.
    """
    said = {
        "kind": checked.kind,
        "file": checked.file,
        "accepted": checked.accepted,
        "rows": checked.count,
        "findings": checked.findings.to_dicts(),
        "notices": [*checked.notices, *notices],
        "changes": {name: (changes or {}).get(name, 0) for name in ("new", "changed", "unchanged")},
        "submission": submission,
    }
    if rows:
        said["accepted_rows"] = [] if checked.rows is None else _plain_rows(RETURNS[checked.kind].stored, checked.rows)
    return said


def _plain_rows(kind: Kind, rows: pl.DataFrame) -> list[dict]:
    names = [column.name for column in kind.columns]
    kept = rows.select(*names, *(["symbol"] if "symbol" in kind.schema else []))
    dates = kept.with_columns(pl.col(pl.Date).dt.to_string("iso"))
    return [
        {name: _whole(value) for name, value in row.items() if name in names or value is not None}
        for row in dates.iter_rows(named=True)
    ]


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def marked_csv(checked: Checked) -> bytes:
    """The rows as they were sent, with their line and a last column that says what to fix in each; for Excel."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    fixes = _fixes(checked)
    writer.writerow(["Line", *map(neutralised_cell, checked.cells.columns[1:]), FIX])
    for line, *cells in checked.cells.iter_rows():
        writer.writerow([line, *map(neutralised_cell, cells), " ".join(fixes.get(line, []))])
    for says in fixes.get(None, []):
        writer.writerow(["", *[""] * (checked.cells.width - 1), says])
    return BOM + text.getvalue().encode()


def marked_workbook(checked: Checked) -> bytes:
    """The same as a workbook, each cell that has a finding marked by colour beside the words in the last column."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("What to fix")
    sheet.freeze_panes = "B2"
    fixes = _fixes(checked)
    marked = {
        (line, checked.columns.get(column))
        for line, column in checked.findings.select("line", "column").iter_rows()
        if column is not None
    }
    headings = ["Line", *checked.cells.columns[1:], FIX]
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for line, *cells in checked.cells.iter_rows():
        row = [_cell(sheet, cell, (line, name) in marked) for name, cell in zip(headings[1:-1], cells, strict=True)]
        words = " ".join(fixes.get(line, []))
        sheet.append([line, *row, _cell(sheet, words, marked=bool(words))])
    for says in fixes.get(None, []):
        sheet.append(["", *[""] * (len(headings) - 2), _cell(sheet, says, marked=True)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fixes(checked: Checked) -> dict[int | None, list[str]]:
    fixes: dict[int | None, list[str]] = {}
    for line, says in checked.findings.select("line", "says").iter_rows():
        fixes.setdefault(line, []).append(says)
    return fixes


def _cell(sheet: WriteOnlyWorksheet, text: str, marked: bool = False, bold: bool = False) -> WriteOnlyCell:
    """A cell that is text whatever it starts with: Excel shows it and runs nothing."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", neutralised_cell(text))[:MOST_CHARS]
    cell = WriteOnlyCell(sheet, value=plain)
    cell.data_type = "s"
    if marked:
        cell.fill = MARK
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
