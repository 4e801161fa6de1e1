"""Excel workbooks: which sheet, which cells, and which workbooks are refused from their directory alone."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sct_dash.returns import workbooks
from tests.returns.drawn import HEAD, ONE, checked, found, values

HEADINGS = HEAD.strip().split(",")
CELLS = [date(2024, 4, 1), "KPI001", 45, 60, 75.0, "On track"]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(*rows: list, change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for row in [HEADINGS, *rows]:
        book.active.append(row)
    if change:
        change(book)
    return saved(book)


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
    return stream.getvalue()


def test_a_workbook_is_read_as_its_csv_would_be():
    assert values(checked(filled(CELLS))) == ONE


def test_dates_count_from_where_the_workbook_counts():
    def mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    assert values(checked(filled(CELLS, change=mac))) == ONE
    serial = [43921, *CELLS[1:]]
    assert values(checked(filled(serial, change=mac))) == ONE


def test_a_share_shown_as_a_percentage_is_a_percentage():
    def percent(book: Workbook) -> None:
        book.active["E2"].number_format = "0.0%"

    assert values(checked(filled([*CELLS[:4], 0.75, "On track"], change=percent))) == ONE


def test_the_sheet_whose_headings_match_is_read_and_the_others_are_named():
    def notes(book: Workbook) -> None:
        book.create_sheet("Notes", 0).append(["Read me first"])
        book.create_sheet("Empty")

    outcome = checked(filled(CELLS, change=notes))
    assert values(outcome) == ONE
    assert outcome.notices[0] == "The sheet ‘Sheet’ was read, and not ‘Notes’."


def test_a_hidden_sheet_is_said_and_never_read():
    def hidden(book: Workbook) -> None:
        sheet = book.create_sheet("Old", 0)
        sheet.append(HEADINGS)
        sheet.append([*CELLS[:4], 99, ""])
        sheet.sheet_state = "veryHidden"
        book.active = 1

    outcome = checked(filled(CELLS, change=hidden))
    assert values(outcome) == ONE
    assert "A hidden sheet was not read: ‘Old’." in outcome.notices


def test_a_formula_that_was_never_worked_out_is_a_finding_and_says_what_to_do():
    outcome = checked(filled([*CELLS[:4], "=100*C2/D2", "On track"]))
    assert outcome.findings.select("line", "column").rows() == [(2, "value")]
    assert "open the workbook in Excel and save it" in outcome.findings["says"].item()


def test_a_formula_with_its_figure_is_that_figure():
    data = filled([*CELLS[:4], "=100*C2/D2", "On track"])
    worked = repacked(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v />", b"<v>75</v>").replace(
        b"<v></v>", b"<v>75</v>").replace(b"<v/>", b"<v>75</v>"))  # fmt: skip
    assert values(checked(worked)) == ONE


def test_an_excel_fault_is_a_finding_at_its_cell():
    assert found(filled([*CELLS[:4], "#DIV/0!", "On track"])) == [(2, "value", "unreadable")]


def test_rows_keep_the_numbers_excel_shows():
    def gap(book: Workbook) -> None:
        for column, cell in enumerate([date(2024, 5, 1), "KPI001", "abc", 60], start=1):
            book.active.cell(9, column, cell)

    outcome = checked(filled(CELLS, change=gap))
    assert outcome.findings.select("line", "column").rows() == [(9, "numerator")]


def test_a_size_that_is_not_so_is_not_believed():
    def far(xml: bytes) -> bytes:
        return xml.replace(b'<dimension ref="A1:F2"', b'<dimension ref="A1:XFD1048576"')

    data = repacked(filled(CELLS), "xl/worksheets/sheet1.xml", far)
    assert values(checked(data)) == ONE


def test_a_blank_row_far_below_costs_nothing():
    def far(book: Workbook) -> None:
        book.active["A60000"] = " "

    assert values(checked(filled(CELLS, change=far))) == ONE


def test_a_workbook_has_at_most_fifty_thousand_rows(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "MAX_ROWS", 2)
    assert checked(filled(CELLS, CELLS)).count == 2
    assert checked(filled(CELLS, CELLS, CELLS)).refused


def test_a_workbook_that_unpacks_to_too_much_is_refused_from_its_directory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "load_workbook", None)
    data = repacked(filled(CELLS), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * workbooks.MAX_UNPACKED)
    assert len(data) < 1_000_000
    assert "too large" in checked(data).findings["says"].item()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:4] + b"\0" * 50,
        lambda data: repacked(data, "xl/workbook.xml", lambda xml: xml[:-20]),
        lambda data: repacked(data, "xl/worksheets/sheet1.xml", lambda xml: xml[:-30]),
        lambda data: repacked(data, "xl/workbook.xml", lambda xml: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml),
        lambda data: repacked(data, "xl/worksheets/sheet1.xml", lambda xml: xml.decode().encode("utf-16")),
    ],
    ids=["half of it", "no directory", "cut workbook", "cut sheet", "a doctype", "another encoding"],
)
def test_a_damaged_workbook_is_refused_in_words(spoil: Callable[[bytes], bytes]):
    outcome = checked(spoil(filled(CELLS)))
    assert outcome.refused
    assert "damaged" in outcome.findings["says"].item()


def test_a_workbook_whose_sheets_are_all_hidden_or_empty_is_refused():
    empty = checked(saved(Workbook()))
    assert empty.refused
    assert "empty" in empty.findings["says"].item()


def test_a_workbook_of_children_is_refused_before_any_cell_is_told():
    book = Workbook()
    book.active.append(["CHILD", "DECOM", "RNE", "LS", "CIN"])
    book.active.append([100001, date(2014, 3, 12), "S", "C2", "N1"])
    outcome = checked(saved(book))
    assert outcome.refused
    assert "SSDA903" in outcome.findings["says"].item()
