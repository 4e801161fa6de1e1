"""Which of the areas held a row of a DfE file is of: by its codes, or else by its name, at its own geographic level."""

import polars as pl

MEDIAN = "Statistical neighbours (median)"
"""What DfE calls the median of an authority's statistical neighbours, as a geographic level and as an area."""

# Each geographic level: the kinds of area it may be, the column of its code, and those of its name.
_LEVELS = (
    (("local authority", "la"), ("authority", "neighbour"), "new_la_code", ("la_name", "geo_breakdown")),
    (("regional", "region"), ("region",), "region_code", ("region_name", "geo_breakdown")),
    (("national", "country"), ("england",), "country_code", ("country_name", "geo_breakdown")),
)
_NOTHING = ("", "na", "n/a", "-", "–")
_NULL = pl.lit(None, pl.String)


def plain(cell: pl.Expr) -> pl.Expr:
    """A cell in small letters without outer spaces, to compare by; null where it says nothing, or NA as R writes it."""
    text = cell.str.strip_chars().str.to_lowercase()
    return pl.when(~text.is_in(_NOTHING)).then(text)


def placed(cells: pl.DataFrame, columns: dict[str, str], areas: pl.DataFrame) -> pl.DataFrame:
    """The rows with `level`, null where none is given, and `area` and `area_kind`, null where none of `areas` is meant.

    `columns`: declared column -> its name in `cells`. An area's code comes first, then DfE's old one, then its name; a
    national row without a code is England. A median of neighbours is kept where it names the authority, or nobody.
    """
    cell = {name: plain(pl.col(there)) for name, there in columns.items()}
    level = cell["geographic_level"]
    found = [
        pl.when(level.is_in(names)).then(_named(cell, areas.filter(pl.col("area_kind").is_in(kinds)), code, called))
        for names, kinds, code, called in _LEVELS
    ]
    median = level.str.contains("neighbour", literal=True) & level.str.contains("median", literal=True)
    found.append(pl.when(median & _of_authority(cell, areas)).then(pl.lit(MEDIAN)))
    kinds = {**dict(areas.select("area", "area_kind").iter_rows()), MEDIAN: "neighbours_median"}
    return cells.with_columns(level=level, area=pl.coalesce(found)).with_columns(
        area_kind=pl.col("area").replace_strict(kinds, default=None, return_dtype=pl.String)
    )


def _named(cell: dict[str, pl.Expr], areas: pl.DataFrame, code: str, called: tuple[str, ...]) -> pl.Expr:
    """The one of these areas that a row names, by each of the columns there in turn."""
    ways = [(code, "area_code"), *([("old_la_code", "old_code")] if code == "new_la_code" else [])]
    ways += [(name, "area") for name in called]
    found = [_looked_up(cell[name], areas, by) for name, by in ways if name in cell]
    if code == "country_code" and areas.height == 1:
        found.append(pl.when(cell.get(code, _NULL).is_null()).then(pl.lit(areas["area"].item())))
    return pl.coalesce(*found, _NULL)


def _looked_up(cell: pl.Expr, areas: pl.DataFrame, by: str) -> pl.Expr:
    known = areas.select(pl.col(by).str.to_lowercase().alias("_by"), "area").drop_nulls()
    return cell.replace_strict(dict(known.iter_rows()), default=None, return_dtype=pl.String)


def _of_authority(cell: dict[str, pl.Expr], areas: pl.DataFrame) -> pl.Expr:
    ours = areas.filter(area_kind="authority")
    named = cell.get("geo_breakdown_sn", _NULL).is_in(ours["area"].str.to_lowercase().to_list())
    coded = cell.get("old_la_code", _NULL).is_in(ours["old_code"].drop_nulls().to_list())
    return pl.coalesce(named, coded, pl.lit(True))
