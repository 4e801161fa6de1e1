"""Text cells to typed ones: each distinct cell is read once, what it says or what is wrong with it joined back."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import polars as pl

from sct_dash.core import periods
from sct_dash.core.frames import SYMBOLS
from sct_dash.returns.sending import restored
from sct_dash.returns.shape import Column
from sct_dash.returns.words import CONTROLS, JOINERS, SPACES, ZERO_WIDTH, folded, listed, lowered, nearest, quoted

BLANKS = frozenset({"", "n/a", "-", "–"})
INVISIBLE = CONTROLS.keys() | ZERO_WIDTH.keys()
COMPARISONS = 5_000  # pairs of codes compared for nearest guesses; past that nobody reads them
FARTHEST = 1e12  # no figure of a return is larger, and floats are exact to the unit well past it
_PLAIN = {
    "number": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$",
    "text": r"^[A-Za-z0-9(£“‘]([ -~\n£€§°·–—‘’“”…•À-ž]*[!-~£–—‘’“”…À-ž])?$",
    "code": r"^[A-Z0-9][A-Z0-9_./-]{0,29}$",
}
_NUMBER = re.compile(r"([+-]?)£? ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(\.[0-9]*)?([eE][+-]?[0-9]{1,3})? ?(%?)")
_UNWRAPPED = re.compile(r'="((?:[^"]|"")*)"')
_CODE = re.compile(_PLAIN["code"])
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)[ -,]*([0-9]{4}|[0-9]{2})")
_CLOCK = re.compile(r"(?<=[0-9])[T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?( ?[AaPp][Mm]|Z)?$")
_SERIAL = re.compile(r"([2-9][0-9]{4})(\.[0-9]+)?")
_YEARS = range(1900, 2200)


class Unread(ValueError):
    """One cell that does not say what its column holds: `rule` in short, the text a sentence without its full stop."""

    def __init__(self, rule: str, says: str):
        super().__init__(says)
        self.rule = rule


@dataclass(frozen=True)
class Typed:
    """One column read.

    `rows`: aligned with the cells: the column's outputs and `fault` (index into `faults`, null where there is none).
    `faults`: (rule, says, cell). `tidied`: how many cells were read as something written otherwise, with one of them
    and its meaning.
    """

    rows: pl.DataFrame
    faults: list[tuple[str, str, str]]
    tidied: tuple[int, str, str] | None


def typed(
    column: Column, cells: pl.Series, codes: list[str] | None, serial_start: date, names: dict[str, str] | None = None
) -> Typed:
    """The column's cells as values. `codes`: the held codes of the column it refers to, None when it refers to none.

    `names`: what those codes are called, folded -> the code, for a cell that has the name in place of the code.
    """
    distinct = pl.DataFrame({"cell": cells.unique()})
    value = _plain(column, codes)
    ready = distinct.with_columns(value.alias(column.name))
    odd = ready.filter(pl.col(column.name).is_null())["cell"].to_list()
    read = _reader(column, codes, serial_start, names or {})
    schema = {"cell": pl.String, **column.outputs(), "fault": pl.UInt32, "tidied": pl.Boolean}
    faults: list[tuple[str, str, str]] = []
    rows = [_read_one(read, column, cell, faults) for cell in odd]
    left = pl.DataFrame(rows, schema=schema, orient="row")
    ready = pl.concat([ready.filter(pl.col(column.name).is_not_null()), left], how="diagonal").select(*schema)
    joined = cells.to_frame("cell").join(ready, on="cell", how="left", maintain_order="left")
    return Typed(joined.drop("cell", "tidied"), faults, _tidied(column, joined))


def blank(cell: str) -> bool:
    """Whether a cell says nothing: empty, spaces, n/a, - or –; no other word does."""
    return tidy(cell).casefold() in BLANKS


def tidy(cell: str) -> str:
    """The cell without invisible marks and outer spaces, `="text"` unwrapped, an export's apostrophe taken off."""
    text = cell.translate(SPACES).translate(ZERO_WIDTH).strip()
    whole = restored(text)
    if whole is not text:
        return whole.strip()
    unwrapped = _UNWRAPPED.fullmatch(text)
    return unwrapped[1].replace('""', '"').strip() if unwrapped else text


def _plain(column: Column, codes: list[str] | None) -> pl.Expr:
    """The value of cells that are written plainly, and null for every other: those are read one by one."""
    cell = pl.col("cell")
    if column.type == "number":
        value = pl.when(cell.str.contains(_PLAIN["number"])).then(cell).cast(pl.Float64, strict=False)
        kept = pl.when(_within(column, value)).then(value)
        return kept if not column.whole else pl.when(kept == kept.floor()).then(kept)
    if column.type == "text":
        usual = cell.str.contains(_PLAIN["text"]) & (cell.str.len_bytes() <= column.max_chars)
        return pl.when(usual & (cell.str.to_lowercase() != "n/a")).then(cell)
    if column.type == "code":
        usual = cell.is_in(codes) if codes is not None else cell.str.contains(_PLAIN["code"])
        return pl.when(usual).then(cell)
    if column.type == "choice":
        return pl.when(cell.is_in(list(column.choices))).then(cell)
    return pl.lit(None, dtype=pl.Date)


def _within(column: Column, value: pl.Expr) -> pl.Expr:
    low = column.low if column.low is not None else -FARTHEST
    return value.is_between(low, column.high if column.high is not None else FARTHEST)


def _read_one(read: Callable[[str], tuple], column: Column, cell: str, faults: list[tuple[str, str, str]]) -> tuple:
    """One distinct cell: itself, the outputs, the number of its fault, whether it was written some other way."""
    width = len(column.outputs())
    text = tidy(cell)
    if text.casefold() in BLANKS:
        if column.required:
            faults.append(("missing", f"Enter the {lowered(column.words)}", cell))
            return (cell, *[None] * width, len(faults) - 1, False)
        return (cell, *[None] * width, None, bool(text))
    try:
        values = read(text)
    except Unread as fault:
        faults.append((fault.rule, str(fault), cell))
        return (cell, *[None] * width, len(faults) - 1, False)
    return (cell, *values, None, _was_tidied(column, cell, values))


def _was_tidied(column: Column, cell: str, values: tuple) -> bool:
    if column.type == "text":
        return not INVISIBLE.isdisjoint(map(ord, cell))
    if column.type == "period":
        return periods.Period(*values).label != cell
    if column.type == "date":
        plain = _ISO.fullmatch(cell.strip()) or re.fullmatch(r"\d\d?/\d\d?/\d{4}", cell.strip())
        return not plain or (column.of_month and _read_date(column, date.min, cell.strip()) != values[0])
    return not (column.type == "number" and values[0] is None) and str(values[0]) != cell


def _tidied(column: Column, joined: pl.DataFrame) -> tuple[int, str, str] | None:
    found = joined.filter(pl.col("tidied"))
    if found.is_empty():
        return None
    first = found.row(0, named=True)
    value = first[column.name]
    if value is None:
        meaning = "blank"
    elif column.type == "period":
        meaning = periods.Period(value, first[f"{column.name}_end"]).words
    else:
        meaning = f"{value:g}" if isinstance(value, float) and abs(value) < 1e5 else str(value).removesuffix(".0")
    return found.height, first["cell"], meaning


def _reader(
    column: Column, codes: list[str] | None, serial_start: date, names: dict[str, str]
) -> Callable[[str], tuple]:
    """How a cell of this column's type is read; the reader gives its outputs or raises Unread."""
    if column.type == "number":
        return lambda text: _number(column, text)
    if column.type == "text":
        return lambda text: _text(column, text)
    if column.type == "choice":
        meant = {folded(choice): choice for choice in column.choices} | {
            folded(other): choice for other, choice in column.also.items()
        }
        return lambda text: _choice(column, meant, text)
    if column.type == "code":
        known = {code.upper(): code for code in codes} if codes is not None else None
        numbers = count()
        return lambda text: _code(column, known, numbers, names, text)
    if column.type == "date":
        return lambda text: (_date(column, serial_start, text),)
    return lambda text: _period(column, serial_start, text)


def _number(column: Column, text: str) -> tuple:
    symbol = {"low": "k", **column.also}.get(text.lower(), text.lower())
    if column.symbols and symbol in SYMBOLS:
        return (None, symbol, *([False] if column.percent else []))
    plain = text.removeprefix("'").replace("−", "-").translate(JOINERS)
    match = _NUMBER.fullmatch(plain)
    kind = "a whole number" if column.whole else "a number"
    if not match or not (match[2] or (match[3] or ".") != ".") or (match[5] and not column.percent):
        says = f"{column.words} must be {kind}, like {column.example}, not ‘{quoted(text)}’{_hint(text)}"
        raise Unread("unreadable", says)
    value = float(f"{match[1]}{(match[2] or '0').replace(',', '')}{match[3] or ''}{match[4] or ''}")
    if column.whole and value != value // 1:
        raise Unread("unreadable", f"{column.words} must be {kind}, like {column.example}, not ‘{quoted(text)}’")
    low = column.low if column.low is not None else -FARTHEST
    high = column.high if column.high is not None else FARTHEST
    if not low <= value <= high:
        raise Unread("out of range", f"{column.words} must be {_range(low, high, value)}, not ‘{quoted(text)}’")
    return (value, *([None] if column.symbols else []), *([bool(match[5])] if column.percent else []))


def _range(low: float, high: float, value: float) -> str:
    if low > -1e6 and high < 1e6:
        return f"between {low:,.10g} and {high:,.10g}"
    return f"{low:,.10g} or more" if value < low else f"{high:,.10g} or less"


def _hint(text: str) -> str:
    """What to do about the commonest cells that are no number; the sentence goes on after the quoted cell."""
    if text.startswith("#NOT WORKED OUT"):
        return ". Excel never worked this formula out: open the workbook in Excel and save it"
    if text.startswith("#"):
        return ". The formula in Excel does not give a figure"
    if text.startswith(("<", "*")):
        return ". Write c for a figure that is confidential"
    if re.fullmatch(r"\(.*\)", text):
        return ". Write a figure below 0 with a minus sign"
    if re.fullmatch(r"[0-9]+,[0-9]+", text):
        return ". Write decimals with a point"
    return ""


def _text(column: Column, text: str) -> tuple[str]:
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)).strip()
    if len(plain) > column.max_chars:
        says = f"{column.words} must be {column.max_chars:,} characters or fewer, and has {len(plain):,}"
        raise Unread("too long", says)
    return (plain,)


def _choice(column: Column, meant: dict[str, str], text: str) -> tuple[str]:
    if folded(text) not in meant:
        raise Unread("unreadable", f"{column.words} must be {listed(column.choices, 'or')}, not ‘{quoted(text)}’")
    return (meant[folded(text)],)


def _code(column: Column, known: dict[str, str] | None, numbers: count, names: dict[str, str], text: str) -> tuple[str]:
    written = text.removeprefix("'").translate(JOINERS).strip()
    code = written.upper()
    if known is None:
        if not _CODE.fullmatch(code):
            raise Unread(
                "unreadable",
                f"{column.words} must be letters, figures and hyphens, like {column.example}, not ‘{quoted(text)}’",
            )
        return (written if column.cased else code,)
    if code not in known and (named := names.get(folded(text))):
        says = f"{column.words} must be a code, and {named} is the code of ‘{quoted(text)}’"
        raise Unread("unknown code", says)
    if code not in known:
        guess = nearest(code[:60], known) if next(numbers) * len(known) < COMPARISONS else None
        meant = f". Did you mean {known[guess]}?" if guess else ""
        raise Unread("unknown code", f"{column.words} must be on the list, not ‘{quoted(text)}’{meant}")
    return (known[code],)


def _serial(serial_start: date, text: str) -> date | None:
    match = _SERIAL.fullmatch(text)
    return serial_start + timedelta(days=int(match[1])) if match else None


def _period(column: Column, serial_start: date, text: str) -> tuple[date, date]:
    plain = text.removeprefix("'").translate(JOINERS)
    serial = _serial(serial_start, plain)
    try:
        found = periods.containing(serial, "month") if serial else periods.parsed(_CLOCK.sub("", plain)[:80])
    except ValueError:
        says = f"{column.words} must be a real month (or quarter or year), like {column.example}, not ‘{quoted(text)}’"
        raise Unread("unreadable", says + _us_order(plain)) from None
    return found.start, found.end


def _us_order(text: str) -> str:
    match = _DAY_FIRST.fullmatch(text)
    return ". Dates are read with the day first" if match and int(match[2]) > 12 >= int(match[1]) else ""


def _date(column: Column, serial_start: date, text: str) -> date:
    found = _read_date(column, serial_start, text)
    return periods.containing(found, "month").end if column.of_month and found.day == 1 else found


def _read_date(column: Column, serial_start: date, text: str) -> date:
    plain = _CLOCK.sub("", text.removeprefix("'").translate(JOINERS))
    try:
        return _serial(serial_start, plain) or _day(column, plain[:80])
    except ValueError:
        says = f"{column.words} must be a real date, like {column.example}, not ‘{quoted(text)}’{_us_order(plain)}"
        raise Unread("unreadable", says) from None


def _day(column: Column, text: str) -> date:
    if match := _ISO.fullmatch(text):
        found = date(int(match[1]), int(match[2]), int(match[3]))
    elif match := _DAY_FIRST.fullmatch(text):
        found = date(_year(match[3]), int(match[2]), int(match[1]))
    elif match := _NAMED.fullmatch(text):
        month = periods.parsed(f"{match[2]} {_year(match[3])}")
        found = month.start.replace(day=int(match[1]))
    else:
        meant = periods.parsed(text)
        found = meant.end if column.month_end else meant.start
    if found.year not in _YEARS:
        raise ValueError(text)
    return found


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)
