"""A file checked against its kind: every finding at once, one a cell, and the typed rows when nothing is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl
import polars.selectors as cs

from sct_dash.core.sentences import counted
from sct_dash.returns.cells import Typed, typed
from sct_dash.returns.reading import Sheet, read
from sct_dash.returns.register import RETURNS
from sct_dash.returns.shape import FINDINGS, Column, Kind, Known, Refusal, Rule, findings_frame
from sct_dash.returns.words import folded, listed, lowered, quoted
from sct_dash.returns.workbooks import read_workbook
from sct_dash.returns.wrong_files import mostly_nhs, refuse_by_cells

# A number as statistics write it, or what stands in place of one.
_FIGURE = r"(?i)^([+-]?£?[0-9][0-9,]*(\.[0-9]*)?([eE][+-]?[0-9]+)?%?|[a-z*~:–-]|\.\.|low|n/?a|\[[a-z]\])$"


@dataclass(frozen=True)
class Checked:
    """What came of checking one file.

    `refused`: the file as a whole (one finding without a line says why); nothing of its cells is here then.
    `rows`: the typed rows with `line`, None unless accepted. `count`: data rows read. `findings`: as shape.FINDINGS,
    by line. `cells`: `line` and the original text under the original headings; `columns`: declared column -> heading.
    """

    kind: str
    file: str
    refused: bool
    rows: pl.DataFrame | None
    count: int
    findings: pl.DataFrame
    notices: list[str] = field(default_factory=list)
    cells: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"line": pl.Int64}))
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether the rows may be submitted: not refused, and no finding but queries."""
        return not self.refused and not (self.findings["severity"] == "finding").any()


def check(kind: Kind, data: bytes, file: str, known: Known) -> Checked:
    """Everything that is wrong with a file, or its typed rows.

    `file` is its name, for the reply only: what the bytes are is told from the bytes. Never raises for what a file
    holds. Refused are, among others, files that look like another kind of RETURNS.
    """
    try:
        sheet = read(kind, data, RETURNS.values(), read_workbook)
        if sheet.columns and not sheet.count and not sheet.findings:
            says = "The selected file has headings but no rows beneath them, so there is nothing to submit."
            sheet.findings.append({"rule": "no rows", "says": says})
        if not sheet.columns or not sheet.count:
            return _checked(kind, file, None, sheet, findings_frame(sheet.findings))
        return _judged(kind, file, sheet, known)
    except Refusal as refusal:
        findings = findings_frame([{"rule": refusal.rule, "says": str(refusal)}])
        return Checked(kind.name, file, True, None, 0, findings)


def _judged(kind: Kind, file: str, sheet: Sheet, known: Known) -> Checked:
    sound = sheet.cells.filter(~pl.col("line").is_in(sheet.unsound)) if sheet.unsound else sheet.cells
    if kind.into is None:
        rows, found = _ruled(kind, sheet, sound, known)
    else:
        rows, found = _reshaped(kind, file, sheet, sound, known)
    found = pl.concat([findings_frame(sheet.findings), found]).sort("line", nulls_last=False, maintain_order=True)
    return _checked(kind, file, rows, sheet, found)


def _reshaped(
    kind: Kind, file: str, sheet: Sheet, sound: pl.DataFrame, known: Known
) -> tuple[pl.DataFrame | None, pl.DataFrame]:
    """The rows that the file becomes and what is wrong with them, at the lines and under the headings of the file."""
    _refuse_children(kind, sheet, sound, {})
    said = kind.reshaped(sound, sheet.columns, file, known)
    sheet.columns = {heading: heading for heading in sound.columns if heading != "line"}
    sheet.notices.extend(said.notices)
    own = findings_frame(said.findings)
    if said.cells.is_empty():
        return None, own
    inner = Sheet(said.cells, {column.name: column.name for column in kind.into.columns}, 0, sheet.notices, [])
    rows, found = _ruled(kind.into, inner, said.cells, known)
    lines = said.cells.select("line").hstack(said.origins)
    there = found.join(lines, on="line", how="left", maintain_order="left")
    heading = pl.coalesce(pl.when(pl.col("column") == name).then(f"{name}_heading") for name in inner.columns)
    found = there.with_columns(line=pl.col("sent_line"), column=heading).select(*FINDINGS)
    return rows.with_columns(line=said.origins["sent_line"]), pl.concat([own, found])


def _ruled(kind: Kind, sheet: Sheet, sound: pl.DataFrame, known: Known) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The typed rows, and every finding of their cells and rules."""
    columns = {column.name: _column(column, sheet, sound, known) for column in kind.columns}
    _refuse_children(kind, sheet, sound, columns)
    lines = sound.select("line")
    rows = pl.concat([lines, *(read_.rows.drop("fault") for read_ in columns.values())], how="horizontal")
    bad = {name: read_.rows["fault"] for name, read_ in columns.items() if read_.faults}
    findings = [*_cell_findings(columns, lines), *_unlisted(kind, known, rows), _examples_left(kind, sheet, rows)]
    rows = _filled(kind, rows)
    findings += _rule_findings(kind, sheet, sound, rows, bad, known)
    sheet.notices.extend(_tidied(kind.columns, columns))
    return rows, pl.concat(findings)


def _checked(kind: Kind, file: str, rows: pl.DataFrame | None, sheet: Sheet, findings: pl.DataFrame) -> Checked:
    good = rows is not None and not (findings["severity"] == "finding").any()
    kept = rows.select("line", *kind.stored.schema) if good else None
    return Checked(kind.name, file, False, kept, sheet.count, findings, sheet.notices, sheet.cells, dict(sheet.columns))


def _column(column: Column, sheet: Sheet, sound: pl.DataFrame, known: Known) -> Typed:
    if column.name not in sheet.columns:
        nulls = pl.DataFrame(schema={**column.outputs(), "fault": pl.UInt32}).clear(sound.height)
        return Typed(nulls, [], None)
    cells = sound[sheet.columns[column.name]]
    return typed(column, cells, _codes(column, known), sheet.serial_start, _names(column, known))


def _codes(column: Column, known: Known) -> list[str] | None:
    """The held codes that a column must be one of; None when it is free, or when nothing is held to compare with."""
    if column.refers_to is None:
        return None
    kind, name = column.refers_to
    held = known.picture.get(kind)
    return held[name].unique().sort().to_list() if held is not None and held.height else None


def _names(column: Column, known: Known) -> dict[str, str]:
    """What the held codes that a column must be one of are called, folded -> code, where their list has names."""
    kind, name = column.refers_to or ("", "")
    held = known.picture.get(kind)
    if held is None or "name" not in held.columns:
        return {}
    named = (
        held.select("name", name).drop_nulls().unique().unique("name", keep="none")
    )  # a name of two codes is neither
    return {folded(words): code for words, code in named.iter_rows()}


def _unlisted(kind: Kind, known: Known, rows: pl.DataFrame) -> list[pl.DataFrame]:
    """One finding, without a line, for a column whose list is still empty; none for one that may be and is blank."""
    found = []
    for column in kind.columns:
        asked = column.required or rows[column.name].is_not_null().any()
        if asked and column.refers_to is not None and _codes(column, known) is None:
            other = column.refers_to[0]
            says = f"{column.words} must be on the list, and no {other} are held yet. Send the {other} return first."
            found.append(findings_frame([{"column": column.name, "rule": "nothing held", "says": says}]))
    return found


def _refuse_children(kind: Kind, sheet: Sheet, sound: pl.DataFrame, columns: dict[str, Typed]) -> None:
    texts: set[str] = set()
    codes: list[str] = []
    total = 0
    for column in kind.columns:
        if column.name not in sheet.columns:
            continue
        if column.type == "text":
            texts.update(_risky(sound[sheet.columns[column.name]]))
        if column.type == "code":
            total += sound[sheet.columns[column.name]].n_unique()
            codes += [cell for rule, _, cell in columns[column.name].faults if rule == "unknown code"]
    for heading in set(sound.columns) - {"line", *sheet.columns.values()}:
        texts.update(_risky(sound[heading] if kind.into is None else _wordy(sound[heading])))
    refuse_by_cells(kind, texts, codes, total)


def _risky(cells: pl.Series) -> list[str]:
    """The distinct cells that could hold an identifier: those that speak of a birth or have a long run of figures."""
    distinct = cells.unique()
    return distinct.filter(distinct.str.contains(r"(?i-u)dob|d\.o\.b|born|birth|[0-9][0-9 -]{8}")).to_list()


def _wordy(cells: pl.Series) -> pl.Series:
    """The distinct cells of a column but those of ten digits where these can only be figures, no NHS numbers.

    That is where every cell is a number or a symbol, most have another length, and the ten digits do not check as NHS
    numbers do: of those that are figures one in eleven does by chance.
    """
    said = cells.str.strip_chars()
    said = said.filter(said != "")
    distinct = said.unique()
    ten = r"^[0-9]{10}$"
    most = any(2 * each.str.contains(ten).sum() > each.len() for each in (said, distinct))
    if most or not distinct.str.contains(_FIGURE).all() or mostly_nhs(distinct.filter(distinct.str.contains(ten))):
        return distinct
    return distinct.filter(~distinct.str.contains(ten))


def _cell_findings(columns: dict[str, Typed], lines: pl.DataFrame) -> list[pl.DataFrame]:
    found = []
    for name, read_ in columns.items():
        if not read_.faults:
            continue
        words = pl.DataFrame(
            [(at, name, rule, f"{says}{_stop(says)}", quoted(cell) or None, "finding")
             for at, (rule, says, cell) in enumerate(read_.faults)],
            schema={"fault": pl.UInt32, **{key: FINDINGS[key] for key in list(FINDINGS)[1:]}}, orient="row",
        )  # fmt: skip
        broken = lines.with_columns(read_.rows["fault"]).filter(pl.col("fault").is_not_null())
        found.append(broken.join(words, on="fault", how="left", maintain_order="left").select(*FINDINGS))
    return found


def _stop(says: str) -> str:
    return "" if says.endswith(("?", ".")) else "."


def _examples_left(kind: Kind, sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """A query for each row that says exactly what the template's example says, however it is written."""
    cells = [(column, pl.Series([kind.examples[0].get(column.name, "")])) for column in kind.columns]
    read_ = [
        typed(column, cell, cell.to_list() if column.refers_to else None, sheet.serial_start).rows
        for column, cell in cells
    ]
    example = pl.concat([row.select(*column.outputs()) for (column, _), row in zip(cells, read_, strict=True)],
                        how="horizontal").drop(cs.boolean())  # fmt: skip
    same = [pl.col(name).eq_missing(pl.lit(example[name].item(), dtype)) for name, dtype in example.schema.items()]
    return findings_frame(
        [
            {
                "line": line,
                "rule": "template's example",
                "says": f"Line {line} is the template's example. Take it out if it is not meant.",
                "severity": "query",
            }
            for line in rows.filter(same)["line"]
        ]
    )


def _filled(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Defaults for blanks, then what follows from several cells."""
    for column in kind.columns:
        if column.default is not None:
            default = column.default if isinstance(column.default, pl.Expr) else pl.lit(column.default)
            rows = rows.with_columns(pl.col(column.name).fill_null(default))
    return kind.finished(rows) if kind.finished else rows


def _rule_findings(
    kind: Kind, sheet: Sheet, sound: pl.DataFrame, rows: pl.DataFrame, bad: dict[str, pl.Series], known: Known
) -> list[pl.DataFrame]:
    """The rules in their order over the rows; a rule is silent where a cell it reads has a finding already.

    A cell that breaks one rule is spoiled for those after it. Duplicates of the key come after the rules.
    """
    joined = kind.joined(rows, known) if kind.joined else rows
    spoiled = {name: series.is_not_null().alias(f"_bad_{name}") for name, series in bad.items()}
    ready = joined.with_columns(spoiled.values())
    each = [rule for rule in kind.rules if not rule.of_file]
    holds = ready.select(rule.holds.fill_null(True).alias(rule.name) for rule in each)
    doubled = _repeats(kind, ready, [f"_bad_{name}" for name in kind.key if name in spoiled])
    touched = holds.select(broken=~pl.all_horizontal(pl.all()))["broken"]
    answers = holds.filter(touched).select(pl.all().name.prefix("_"))
    clean = [pl.lit(False).alias(f"_bad_{column.name}") for column in kind.columns if column.name not in bad]
    few = ready.filter(touched).with_columns(answers).with_columns(clean)
    found = []
    for rule in each:
        reads = [f"_bad_{name}" for name in _reads(kind, rule)]
        silent = pl.any_horizontal(reads) if reads else pl.lit(False)
        broken = ~pl.col(f"_{rule.name}") & ~silent
        rows_broken = few.filter(broken)
        if rows_broken.height:
            found.append(_told(kind, rule, rows_broken, sheet, sound))
            if rule.column and rule.severity == "finding":
                few = few.with_columns((pl.col(f"_bad_{rule.column}") | broken).alias(f"_bad_{rule.column}"))
    of_file = [rule for rule in kind.rules if rule.of_file and not ready.select(rule.holds.fill_null(True)).item()]
    whole = [_finding_of(rule, f"{rule.says}.") for rule in of_file]
    return [*found, *doubled, findings_frame(whole)]


def _reads(kind: Kind, rule: Rule) -> list[str]:
    """The declared columns that a rule looks at: those of its expression, and the one it speaks of."""
    roots = set(rule.holds.meta.root_names())
    named = {column.name for column in kind.columns if roots & set(column.outputs())}
    if "symbol" in roots:
        named |= {column.name for column in kind.columns if column.symbols}
    return sorted(named | ({rule.column} if rule.column else set()))


def _finding_of(rule: Rule, says: str) -> dict:
    return {"column": rule.column, "rule": rule.name, "says": says, "severity": rule.severity}


def _told(kind: Kind, rule: Rule, broken: pl.DataFrame, sheet: Sheet, sound: pl.DataFrame) -> pl.DataFrame:
    """The findings of one rule, its sentence filled from each row and the cell quoted as it was written."""
    heading = sheet.columns.get(rule.column)
    cells = [""] * broken.height
    if heading is not None:
        written = sound.select("line", cell=heading)
        at = broken.select("line").join(written, on="line", how="left", maintain_order="left")
        cells = [quoted(cell) for cell in at["cell"]]
    named = [name for name in broken.columns if f"{{{name}}}" in rule.says]
    fills = broken.select(named).to_dicts() if named else [{}] * broken.height
    found = []
    for line, cell, fill in zip(broken["line"], cells, fills, strict=True):
        words = rule.says.format(cell=cell, **{name: _shown(value) for name, value in fill.items()})
        says = f"{words}, not ‘{cell}’." if rule.shown and cell else f"{words}."
        found.append((line, rule.column, rule.name, says, cell or None, rule.severity))
    return pl.DataFrame(found, schema=FINDINGS, orient="row")


def _shown(value: object) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _repeats(kind: Kind, rows: pl.DataFrame, bad: list[str]) -> list[pl.DataFrame]:
    """A finding for each row whose key an earlier row has, naming the first of them."""
    key = list(kind.frame_key)
    whole = rows.select("line", *key, *bad)
    whole = whole.filter(~pl.any_horizontal(bad)).drop(bad) if bad else whole
    again = whole.filter(~pl.struct(key).is_first_distinct())
    if again.is_empty():
        return []
    firsts = whole.join(again.select(key).unique(), on=key, how="semi").group_by(key).agg(_first=pl.col("line").min())
    told = again.join(firsts, on=key, how="left", maintain_order="left")
    same = listed(lowered(kind.column(name).words) for name in kind.key)
    says = pl.format(f"Line {{}} has the same {same} as line {{}}. Keep one of them.", "line", "_first")
    found = told.select("line", column=pl.lit(None), rule=pl.lit("repeated row"), says=says, value=pl.lit(None),
                          severity=pl.lit("finding"))  # fmt: skip
    return [found.cast(dict(FINDINGS))]


def _tidied(declared: Iterable[Column], columns: dict[str, Typed]) -> list[str]:
    """What was read as something that is written otherwise, a notice a column."""
    notices = []
    for column in declared:
        if columns[column.name].tidied is None:
            continue
        number, cell, meaning = columns[column.name].tidied
        cells = counted(number, "cell")
        if column.type == "text" and meaning != "blank":
            notices.append(f"{column.words}: invisible characters were taken out of {cells}.")
        else:
            notices.append(f"{column.words}: {cells} understood, such as ‘{quoted(cell)}’ as {quoted(meaning)}.")
    return notices
