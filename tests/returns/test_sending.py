"""Text on its way out runs nothing in a spreadsheet, and comes back as it was."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sct_dash.returns.sending import csv_bytes, neutralised, neutralised_cell, restored
from tests.returns.drawn import HEAD, checked

STARTS = "=+-@\t\r\0＝＋－＠"


@pytest.mark.parametrize("start", STARTS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str):
    cell = f"{start}1+1"
    assert neutralised(pl.DataFrame({"text": [cell]}))["text"].item() == f"'{cell}"
    assert neutralised(pl.DataFrame({"text": [f"'{cell}"]}))["text"].item() == f"''{cell}"


def test_numbers_dates_and_plain_text_are_left_alone():
    frame = pl.DataFrame({"number": [-1.5, None], "text": ["'tis fine", None]})
    assert neutralised(frame).equals(frame)


@pytest.mark.parametrize(("cell", "sent"), [("-45", "-45"), ("+4.5%", "+4.5%"), ("-2+3", "'-2+3"), ("=1", "'=1")])
def test_a_number_keeps_its_sign_in_a_marked_copy(cell: str, sent: str):
    assert neutralised_cell(cell) == sent


def test_an_export_is_for_excel():
    text = csv_bytes(pl.DataFrame({"a": ["=1", 'say "so"'], "b": [1.5, None]}))
    assert text.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text.decode("utf-8-sig")))) == [["a", "b"], ["'=1", "1.5"], ['say "so"', ""]]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(f"'{STARTS}ab1 "), max_size=6))
def test_no_text_starts_a_formula_and_every_text_comes_back(text: str):
    out = neutralised(pl.DataFrame({"text": [text]}))["text"].item()
    assert not out.startswith(tuple(STARTS))
    assert restored(out) == text


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet=st.sampled_from("'=+-@＝ab,\"\n 1é"), min_size=1, max_size=8), min_size=1, max_size=5))
def test_comments_that_were_taken_in_go_out_and_come_in_the_same(texts: list[str]):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for at, cell in enumerate(texts, start=1):
        writer.writerow([f"2024-{at:02}", "KPI001", 45, 60, "", cell])
    first = checked(HEAD + text.getvalue())
    again = checked(csv_bytes(first.rows.select("period", "kpi_code", "numerator", "denominator", "value", "comment")))
    assert again.rows["comment"].to_list() == first.rows["comment"].to_list()
