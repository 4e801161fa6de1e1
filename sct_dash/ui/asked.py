"""What an address or a box asks for: read however it is written, put right, and told when it means nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

import polars as pl
import streamlit as st

from sct_dash.core.periods import day_words
from sct_dash.returns.cells import typed
from sct_dash.returns.shape import Column
from sct_dash.returns.words import folded, listed, quoted
from sct_dash.ui import tables

EARLIEST = date(2015, 1, 1)  # three years before the Trust: nothing was ever sent before it
_DAY = Column("as_at", "As at", "date", month_end=True, example="1 September 2021")
_SERIALS_FROM = date(1899, 12, 30)  # a day pasted from a spreadsheet as its number
_NOTES = "not_understood"  # session state: key of a filter -> the sentence


def put_right(key: str, read: Callable[[str], str | None], noun: str, otherwise: str, lacking: str = "") -> None:
    """Before the bound widget `key` is made the first time: write what the address asks for as the widget has it.

    `read` gives the widget's own word for a value, or None. What means nothing leaves the address, and `tell` says so:
    The address asked for `noun` Bogus, which is not one (or `lacking`); `otherwise`. Once the widget is there, the
    address is in its hands.
    """
    given = st.query_params.get_all(key)
    if not given or key in st.session_state:
        return
    meant = [read(value) for value in given]
    kept = list(dict.fromkeys(word for word in meant if word is not None))
    lost = [quoted(value) for value, word in zip(given, meant, strict=True) if word is None and value.strip()]
    if lost:
        shown = f"{listed(kept)} {'is' if len(kept) == 1 else 'are'} shown" if kept else otherwise
        which = lacking or ("which is not one" if len(lost) == 1 else "which are none")
        _notes()[key] = f"The address asked for {noun} {listed(lost)}, {which}; {shown}."
    if kept == given:
        return
    if kept:
        st.query_params[key] = kept
    else:
        del st.query_params[key]
    st.rerun()


def tell(key: str) -> None:
    """Show the sentence on what the address asked of this filter in vain, until the reader changes the filter."""
    if key in _notes():
        tables.block(f'<p class="banner">{tables.text(_notes()[key])}</p>')


def forget(key: str) -> None:
    """The reader changed the filter: what the address asked for is done with."""
    _notes().pop(key, None)


def one_of(options: Mapping[str, str]) -> Callable[[str], str | None]:
    """Reads an option by its words or its code (words -> code), in any case."""
    meant = {folded(name): words for words, code in options.items() for name in (code, words)}
    return lambda text: meant.get(folded(text))


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


def _notes() -> dict[str, str]:
    return st.session_state.setdefault(_NOTES, {})
