"""What a kind of return is made of: columns, rules, the kind itself, and what is known when a file is checked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

TYPES = ("text", "code", "choice", "number", "date", "period")
FINDINGS = pl.Schema(
    {
        "line": pl.Int64,
        "column": pl.String,
        "rule": pl.String,
        "says": pl.String,
        "value": pl.String,
        "severity": pl.String,
    }
)


class Refusal(ValueError):
    """The whole file is refused; its text is a sentence that quotes no cell, `rule` is the short name of why."""

    def __init__(self, rule: str, says: str):
        super().__init__(says)
        self.rule = rule


@dataclass(frozen=True)
class Known:
    """What a file is checked against: the day, and the picture of every kind held (kind -> frame)."""

    today: date
    picture: dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Column:
    """One declared column.

    `words`: how sentences speak of it ("KPI code"). `type`: one of TYPES. `synonyms`: other headings it may have.
    `default`: what a blank becomes, a value or an expression over the typed row. `also`: other spellings of a choice,
    or of a symbol (in small letters).
    `refers_to`: the (kind, column) whose held codes it must be one of. `symbols`: z x c k low u are typed missing.
    `percent`: a trailing % may stand, and the Boolean `name`_percent beside the number says where one did.
    `cased`: a new code keeps the case it is written in (risk 4c), where others are put in capitals.
    `month_end`: a date given as a month means its last day, not its first. `of_month`: a month's first day does too,
    which is what a spreadsheet makes of a month.
    """

    name: str
    words: str
    type: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    default: object = None
    choices: tuple[str, ...] = ()
    also: dict[str, str] = field(default_factory=dict)
    refers_to: tuple[str, str] | None = None
    low: float | None = None
    high: float | None = None
    whole: bool = False
    symbols: bool = False
    percent: bool = False
    cased: bool = False
    month_end: bool = False
    of_month: bool = False
    max_chars: int = 500
    example: str = ""
    guide: str = ""

    def outputs(self) -> dict[str, pl.DataType]:
        """The typed columns that this column becomes."""
        if self.type == "period":
            return {self.name: pl.Date(), f"{self.name}_end": pl.Date()}
        if self.type == "number":
            symbol = {f"{self.name}_symbol": pl.String()} if self.symbols else {}
            percent = {f"{self.name}_percent": pl.Boolean()} if self.percent else {}
            return {self.name: pl.Float64(), **symbol, **percent}
        return {self.name: pl.Date() if self.type == "date" else pl.String()}


@dataclass(frozen=True)
class Rule:
    """What must hold of a row, over typed columns and the reference columns that the kind joins.

    `holds`: null holds; a rule about blanks says so itself. It is silent where a cell it reads has a finding already.
    `says`: the sentence, without its full stop; `{name}` stands for a column of the row, `{cell}` for the cell as it
    was written. `shown`: the cell is quoted after the sentence. `guide`: the sentence for the template's guide, when
    `says` alone would not do there.
    `counter_example`: the cells that, put in place of the kind's first example row, break this rule alone;
    `beside`: more rows of that file. `of_file`: `holds` is one answer for the whole file; the finding has no line.
    """

    name: str
    says: str
    holds: pl.Expr
    column: str | None
    counter_example: dict[str, str]
    severity: str = "finding"
    shown: bool = True
    guide: str = ""
    of_file: bool = False
    beside: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Reshaped:
    """What a file in a shape of its own says, as rows of the kind that it becomes.

    `cells`: text under the columns of that kind, `line` counting from 1. `origins`: for each of those lines in their
    order, its line in the file (`sent_line`) and for each column the heading that its cell stands under in the file,
    or null (`value_heading` and so on). `findings`: as findings_frame takes them, with the file's own lines and
    headings; there is one at least where there is no row.
    """

    cells: pl.DataFrame
    origins: pl.DataFrame
    notices: list[str]
    findings: list[dict]


@dataclass(frozen=True)
class Kind:
    """One kind of return: everything that reading, checking, template, guide and preview need to know of it.

    `joined`: (typed rows, Known) -> the rows in the same order with reference columns for the rules.
    `finished`: (typed rows) -> the rows with what follows from several cells, such as their one `symbol`.
    `known_examples`: rows of other kinds, as text, that the examples lean on.
    `sent_whole`: one row alone says nothing, so its template has all the examples.
    `into`: the kind whose rows a file becomes; its columns and rules judge what `reshaped` makes of the file, which may
    have any other columns: (cells with `line`, declared column -> heading, the file's name, Known) -> Reshaped.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rules: tuple[Rule, ...]
    examples: tuple[dict[str, str], ...]
    joined: Callable[[pl.DataFrame, Known], pl.DataFrame] | None = None
    finished: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    known_examples: dict[str, tuple[dict[str, str], ...]] = field(default_factory=dict)
    sent_whole: bool = False
    into: "Kind | None" = None
    reshaped: Callable[[pl.DataFrame, dict[str, str], str, Known], Reshaped] | None = None

    @property
    def stored(self) -> "Kind":
        """The kind of its typed rows: the one it becomes, or itself."""
        return self.into or self

    @property
    def table(self) -> str:
        """The table and the frame of a picture that its rows go to."""
        return self.stored.name

    @property
    def headings(self) -> list[str]:
        """The headings of its template: its columns, then what else its examples have."""
        more = [name for row in self.examples for name in row]
        return list(dict.fromkeys([*(column.name for column in self.columns), *more]))

    def column(self, name: str) -> Column:
        """The declared column of this name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """The typed rows' columns in order, without `line`; one `symbol` follows the columns that take symbols."""
        schema: dict[str, pl.DataType] = {}
        for column in self.columns:
            beside = (f"{column.name}_symbol", f"{column.name}_percent")
            schema |= {name: type_ for name, type_ in column.outputs().items() if name not in beside}
            if column.symbols:
                schema.pop("symbol", None)
                schema["symbol"] = pl.String()
        return schema

    @property
    def frame_key(self) -> tuple[str, ...]:
        """The typed columns that tell one row from another: the key, with the end of a period beside its start."""
        return tuple(name for column in self.key for name in self.column(column).outputs())


def findings_frame(rows: list[dict]) -> pl.DataFrame:
    """Findings as a frame of FINDINGS; what a row leaves out is null, its severity is `finding`."""
    filled = [{**dict.fromkeys(FINDINGS), "severity": "finding", **row} for row in rows]
    return pl.DataFrame(filled, schema=FINDINGS)
