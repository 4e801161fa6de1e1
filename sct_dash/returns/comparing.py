"""What a checked file would change: new, changed and unchanged rows against the picture held, and its identity."""

from hashlib import sha256

import polars as pl

from sct_dash.returns.shape import Kind


def compared(kind: Kind, rows: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """The rows in their order with `change` (new, changed, unchanged) and `was`, a struct of the figures held.

    `was` has the columns that are not of the key; it is null where the row is new. Blank equals blank.
    """
    key, figures = _split(kind)
    held = current.select(*key, pl.struct(figures).alias("was"), pl.lit(True).alias("_held"))
    joined = rows.join(held, on=key, how="left", maintain_order="left")
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col("was").struct.field(name)) for name in figures)
    change = (
        pl.when(pl.col("_held").is_null())
        .then(pl.lit("new"))
        .when(same)
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("changed"))
    )
    return joined.with_columns(change.alias("change"), pl.when(pl.col("_held")).then("was").alias("was")).drop("_held")


def counted(compared_rows: pl.DataFrame) -> dict[str, int]:
    """How many rows are new, changed and unchanged."""
    return {change: (compared_rows["change"] == change).sum() for change in ("new", "changed", "unchanged")}


DIFFERENCES = pl.Schema({"line": pl.Int64, **dict.fromkeys(("row", "column", "was", "becomes"), pl.String)})
"""The columns of `differences`."""


def differences(kind: Kind, compared_rows: pl.DataFrame) -> pl.DataFrame:
    """What the changed rows of `compared` say otherwise than what is held: one row a cell that differs, by line.

    Columns: DIFFERENCES. `row` is its key and `column` the column, both as sentences speak of them; `was` and `becomes`
    are text as a reader has it (dates in words, figures without needless noughts), null for a blank.
    """
    key, figures = _split(kind)
    changed = compared_rows.filter(pl.col("change") == "changed")
    named = {column.name: column.words for column in kind.stored.columns}
    row = pl.concat_str([_shown(pl.col(name), changed.schema[name]) for name in key], separator=", ", ignore_nulls=True)
    found = [
        changed.select(
            "line",
            row=row,
            column=pl.lit(named.get(name, name.replace("_", " ").capitalize())),
            was=_shown(pl.col("was").struct.field(name), changed.schema[name]),
            becomes=_shown(pl.col(name), changed.schema[name]),
        ).filter(pl.col("was").ne_missing(pl.col("becomes")))
        for name in figures
    ]
    return pl.concat([pl.DataFrame(schema=DIFFERENCES), *found]).sort("line", maintain_order=True)


def _shown(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Date:
        return value.dt.strftime("%-d %B %Y")
    return value.cast(pl.String).str.replace(r"\.0$", "") if dtype == pl.Float64 else value.cast(pl.String)


def upserted(kind: Kind, rows: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """The picture of the kind as it would be afterwards, with the columns and types of the picture held.

    Rows of the file have no submission yet: null there, and not a demonstration.
    """
    key, _ = _split(kind)
    kept = current.join(rows.select(key), on=key, how="anti", maintain_order="left")
    fills = {"demonstration": pl.lit(False)}
    sent = rows.select(
        (pl.col(name) if name in rows.columns else fills.get(name, pl.lit(None))).cast(type_).alias(name)
        for name, type_ in current.schema.items()
    )
    return pl.concat([kept, sent])


def identity(kind: Kind, rows: pl.DataFrame) -> str:
    """A sha256 of the kind and its typed rows: the same whatever their order, their lines or how they were written."""
    key, figures = _split(kind)
    canonical = rows.select([*key, *figures]).sort(key, nulls_last=True)
    return sha256(f"{kind.name}\n".encode() + canonical.write_csv(null_value="\0").encode()).hexdigest()


def _split(kind: Kind) -> tuple[list[str], list[str]]:
    key = list(kind.stored.frame_key)
    return key, [name for name in kind.stored.schema if name not in key]
