"""Rows crossing between the database and polars: a select becomes a frame, a frame becomes rows of a table."""

import polars as pl
import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Connection, Date, DateTime, Float, Integer, LargeBinary, Select, String, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeDecorator, TypeEngine

POLARS_TYPES: dict[type[TypeEngine], pl.DataType] = {
    Boolean: pl.Boolean(),
    Date: pl.Date(),
    DateTime: pl.Datetime("us", "UTC"),
    Float: pl.Float64(),
    Integer: pl.Int64(),
    LargeBinary: pl.Binary(),
    String: pl.String(),
}


def schema(columns) -> pl.Schema:
    """The polars schema of some SQLAlchemy columns, in their order."""
    return pl.Schema({column.name: _polars_type(column.type) for column in columns})


def _polars_type(kept: TypeEngine) -> pl.DataType:
    plain = kept.impl_instance if isinstance(kept, TypeDecorator) else kept
    return next(dtype for known, dtype in POLARS_TYPES.items() if isinstance(plain, known))


def framed(connection: Connection, select: Select) -> pl.DataFrame:
    """The rows of `select` as a frame with exactly its columns and their types, also when there are none.

    Rows come from the driver's own cursor: no ORM, and no SQLAlchemy row in between.
    """
    wanted = schema(select.selected_columns)
    rows = connection.execute(select).cursor.fetchall()
    told = zip(*rows, strict=True) if rows else ((),) * len(wanted)
    columns = zip(wanted.items(), told, strict=True)
    return pl.DataFrame([_series(name, dtype, values) for (name, dtype), values in columns])


def _series(name: str, dtype: pl.DataType, values: tuple) -> pl.Series:
    """One column. SQLite tells dates and instants as text and truth as 0 and 1."""
    first = next((value for value in values if value is not None), None)
    if dtype == pl.Date and isinstance(first, str):
        return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
    if isinstance(dtype, pl.Datetime) and isinstance(first, str):
        return pl.Series(name, values, pl.String).str.to_datetime(
            "%Y-%m-%d %H:%M:%S%.6f", time_unit="us", time_zone="UTC"
        )
    if dtype == pl.Boolean and isinstance(first, int):
        return pl.Series(name, values, pl.Int8).cast(pl.Boolean)
    if dtype == pl.Float64:
        return pl.Series(name, values, pl.Float64, strict=False)  # SQLite tells 88.0 as it was bound, maybe 88
    return pl.Series(name, values, dtype)


def added(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    """Append `rows`, whose columns are columns of `table`: by executemany on SQLite, by COPY on PostgreSQL.

    ValueError when a number is NaN or infinite: one engine would keep it as null and the other as it is.
    """
    wanted = schema(table.columns[name] for name in rows.columns)
    rows = rows.cast(dict(wanted))
    odd = rows.select(pl.col(pl.Float64).is_finite().not_().any())
    if odd.width and any(odd.row(0)):
        raise ValueError("A number to be kept must be finite")
    if connection.dialect.name == "postgresql":
        _copied(connection, table, rows)
    elif not rows.is_empty():
        statement = insert(table).compile(dialect=connection.dialect, column_keys=rows.columns)
        text = rows.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
        connection.exec_driver_sql(str(statement), text.select(statement.positiontup).rows())


def _copied(connection: Connection, table: Table, rows: pl.DataFrame) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, rows.columns))
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(table.name), columns)
    # In PostgreSQL's CSV an empty cell is null and a quoted one is empty text, which is how polars writes them.
    try:
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:
            copy.write(rows.write_csv(include_header=False))
    except psycopg.Error as error:
        # Told as SQLAlchemy tells what any other statement meets, so that callers know one family of exceptions.
        raise DBAPIError.instance(
            f"COPY {table.name}", None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        ) from error
