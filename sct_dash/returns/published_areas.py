"""Which of the areas held a row of a DfE file is of, by its codes and its name at its own geographic level."""

import polars as pl

from sct_dash.returns.words import listed, quoted

MEDIAN = "Statistical neighbours (median)"
"""What DfE calls the median of an authority's statistical neighbours, as a geographic level and as an area."""

# Each geographic level: the kinds of area it may be, and the columns that name one, each with what they name it by.
_LEVELS = (
    (
        ("local authority", "la"),
        ("authority", "neighbour"),
        {"new_la_code": "area_code", "old_la_code": "old_code", "la_name": "area", "geo_breakdown": "area"},
    ),
    (("regional", "region"), ("region",), {"region_code": "area_code", "region_name": "area", "geo_breakdown": "area"}),
    (
        ("national", "country"),
        ("england",),
        {"country_code": "area_code", "country_name": "area", "geo_breakdown": "area"},
    ),
)
_NATION = "national"  # what DfE's dashboard writes in place of a nation's name
_NOTHING = ("", "na", "n/a", "-", "–")
_NULL = pl.lit(None, pl.String)


def plain(cell: pl.Expr) -> pl.Expr:
    """A cell in small letters without outer spaces, to compare by; null where it says nothing, or NA as R writes it."""
    text = cell.str.strip_chars().str.to_lowercase()
    return pl.when(~text.is_in(_NOTHING)).then(text)


def placed(cells: pl.DataFrame, columns: dict[str, str], areas: pl.DataFrame) -> pl.DataFrame:
    """The rows with `level`, null where none is given, and `area` and `area_kind`, null where none of `areas` is meant.

    `columns`: declared column -> its name in `cells`. An area is meant where its code, DfE's old one and its name are
    all its own or blank. Where some are and others are not, `area` is null too: `disputed` is the area, and `differs`
    the declared columns that say otherwise. A national row that names nobody is England; a median of neighbours is kept
    where it names the authority, or nobody.
    """
    cell = {name: _key(pl.col(there)) for name, there in columns.items()}
    level = plain(pl.col(columns["geographic_level"]))
    meant, differs = [], []
    for names, kinds, named_by in _LEVELS:
        there = {name: by for name, by in named_by.items() if name in cell}
        area, others = _named(cell, areas.filter(pl.col("area_kind").is_in(kinds)), there)
        meant.append(pl.when(level.is_in(names)).then(area))
        differs.append(pl.when(level.is_in(names)).then(others))
    median = level.str.contains("neighbour", literal=True) & level.str.contains("median", literal=True)
    meant.append(pl.when(median & _of_authority(cell, areas)).then(pl.lit(MEDIAN)))
    kinds = {**dict(areas.select("area", "area_kind").iter_rows()), MEDIAN: "neighbours_median"}
    rows = cells.with_columns(level=level, area=pl.coalesce(meant), differs=pl.coalesce(differs))
    disputed = (pl.col("differs").list.len() > 0).fill_null(False)
    return rows.with_columns(
        area=pl.when(~disputed).then("area"), disputed=pl.when(disputed).then("area")
    ).with_columns(area_kind=pl.col("area").replace_strict(kinds, default=None, return_dtype=pl.String))


def disputes(rows: pl.DataFrame, columns: dict[str, str], there: dict[str, str], areas: pl.DataFrame) -> list[dict]:
    """A finding for each of the rows `placed` that names an area in one column and not in another.

    `columns`: declared column -> heading; `there`: declared column -> its name in `rows`.
    """
    by = {name: what for _, _, named_by in _LEVELS for name, what in named_by.items()}
    held = {row["area"]: row for row in areas.iter_rows(named=True)}
    found = []
    for row in rows.filter(pl.col("disputed").is_not_null()).iter_rows(named=True):
        area, names = held[row["disputed"]], row["differs"]
        written = [f"{columns[name]} is ‘{quoted(row[there[name]])}’" for name in names]
        own = [f"‘{area[by[name]]}’" for name in names]
        says = (
            f"The row names {area['area']}, and its {listed(written)} where the list of areas has {listed(own)}. "
            "Mend the row, or send what is right in an areas return first."
        )
        told = {"line": row["line"], "column": columns[names[0]], "rule": "one area a row", "says": says}
        found.append({**told, "value": quoted(row[there[names[0]]])})
    return found


def _key(cell: pl.Expr) -> pl.Expr:
    """What a code or a name is compared by: its letters and figures, whatever its spaces, hyphens and stops."""
    return plain(cell).str.replace_all(r"[\s.,'’_-]+", "")


def _named(cell: dict[str, pl.Expr], areas: pl.DataFrame, named_by: dict[str, str]) -> tuple[pl.Expr, pl.Expr]:
    """The one of these areas that a row names, by each of the columns in turn, and the columns that say otherwise."""
    said = {name: cell[name] for name in named_by}
    nation = areas["area_kind"].to_list() == ["england"]
    if nation:
        said = {name: pl.when(one != _NATION).then(one) for name, one in said.items()}
    own = areas.select("area", *(_key(pl.col(by)).alias(f"_{by}") for by in ("area_code", "old_code", "area")))
    found = [_looked_up(said[name], own, f"_{by}", "area") for name, by in named_by.items()]
    if nation:
        nobody = pl.all_horizontal(pl.lit(True), *(one.is_null() for one in said.values()))
        found.append(pl.when(nobody).then(pl.lit(areas["area"].item())))
    area = pl.coalesce(*found, _NULL)
    others = [
        pl.when(said[name] != _looked_up(area, own, "area", f"_{by}")).then(pl.lit(name))
        for name, by in named_by.items()
    ]
    return area, pl.concat_list(*others, _NULL).list.drop_nulls()


def _looked_up(cell: pl.Expr, own: pl.DataFrame, by: str, what: str) -> pl.Expr:
    known = dict(own.select(by, what).drop_nulls().iter_rows())
    return cell.replace_strict(known, default=None, return_dtype=pl.String)


def _of_authority(cell: dict[str, pl.Expr], areas: pl.DataFrame) -> pl.Expr:
    ours = areas.filter(area_kind="authority").select(pl.col("area", "old_code").pipe(_key))
    named = cell.get("geo_breakdown_sn", _NULL).is_in(ours["area"].to_list())
    coded = cell.get("old_la_code", _NULL).is_in(ours["old_code"].drop_nulls().to_list())
    return named.fill_null(True) & coded.fill_null(True)
