"""Published figures: the authority beside its neighbours, region and England by year; and where releases differ."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sct_dash.core.frames import SCHEMAS, facts

Picture = Mapping[str, pl.DataFrame]

AVERAGES = ("neighbours_mean", "neighbours_median")
SINGLE = ("authority", "region", "england")
"""The kinds of area of which one is compared: the first on the list of areas, else the first with figures."""

OTHERS = ("neighbours", "region", "england")
"""Those that stand beside the authority, in the order in which they are told; columns of `compared`."""

QUARTERED = 4
"""The fewest places that can be told apart in quarters."""

TIMES = 10
"""A region's or England's money, days or plain number this many times the authority's is a total, not an average."""

COMPARED = pl.Schema(
    {
        **{"measure": pl.String, "period_end": pl.Date, "basis": pl.String, "track": pl.String},
        **{f"{kind}_area": pl.String for kind in SINGLE},
        **{"authority": pl.Float64, "authority_symbol": pl.String, "authority_release": pl.String},
        **{"neighbours": pl.Float64, "neighbours_symbol": pl.String, "neighbours_release": pl.String},
        **{"neighbours_how": pl.String, "neighbours_from": pl.String, "neighbours_area": pl.String},
        **{"neighbours_known": pl.Int64, "neighbours_of": pl.Int64},
        **{"region": pl.Float64, "region_symbol": pl.String, "region_release": pl.String},
        **{"england": pl.Float64, "england_symbol": pl.String, "england_release": pl.String},
        **{"rank": pl.Int64, "ranked": pl.Int64, "rank_shared": pl.Boolean, "quartile": pl.Int64},
        **{"unranked": pl.String, "total": pl.Boolean, "demonstration": pl.Boolean},
    }
)

_YEAR = ["period_end", "basis", "track"]
_TELLING = ["area", "area_kind", *_YEAR]
_EXACT = 9  # decimals: two published figures that agree so far are the same figure
_FINEST = 4  # decimals that a release is believed to have


def measures_of(picture: Picture, kpi_code: str) -> pl.DataFrame:
    """The measures a KPI is compared by, sorted by name: the columns of measures, and `note` of the comparison.

    A comparison whose measure is not held is left out.
    """
    linked = facts(picture, "comparisons").filter(pl.col("kpi_code") == kpi_code).select("measure", "note")
    held = facts(picture, "measures").select(*SCHEMAS["measures"])
    return held.join(linked, on="measure", maintain_order="left").sort("name", "measure")


def compared(picture: Picture, measure: str, release: str | None = None) -> pl.DataFrame:
    """One row a period_end and basis of a measure, oldest first, with the columns of COMPARED.

    Every figure is as its latest release has it (the release that reaches furthest, then the later dated in its name),
    or as `release` has it. `track` says what the row's year is (Year to 31 March, At 30 September, Twelve months to):
    rows of two tracks do not belong on one axis. authority, region and england are the figure or null, with the symbol
    in place of it, its release, and the area's name. neighbours is a mean or a median (neighbours_how), one of the two
    for a whole track: published where a figure is held (neighbours_area is its name), else computed here from their own
    figures (neighbours_from); neighbours_known of the neighbours_of areas listed have a figure. rank is 1 for the best,
    or for the highest when neither way is better, among the authority and the listed neighbours with a figure (ranked
    of them); ties share the better one. quartile is 1 to 4 by that rank, null under 4 places. total is true of numbers
    that grow with an area's size, in every row or in none: they are not ranked. unranked is why there is no rank: it is
    a `total`, `authority` has no figure, no neighbours are `listed`, or none of the `neighbours` has a figure.
    """
    rows = _in_use(picture, _latest(_tellings(picture, measure, release)))
    if rows.is_empty():
        return pl.DataFrame(schema=COMPARED)
    names, found = _names(picture, rows), rows.group_by(_YEAR).agg(pl.col("demonstration").fill_null(False).any())
    for kind, name in names.items():
        named = pl.lit(name, pl.String)
        held = rows.filter((pl.col("area_kind") == kind) & (pl.col("area") == named)).select(*_YEAR, *_renamed(kind))
        found = found.join(held, on=_YEAR, how="left").with_columns(named.alias(f"{kind}_area"))
    listed = _listed(picture, "neighbour").filter(pl.col("area") != (names["authority"] or ""))
    own = rows.filter(pl.col("area_kind") == "neighbour").join(listed, on="area", how="semi")
    found = _with_neighbours(found, rows, own, listed.height)
    unit, direction = _defined(picture, measure)
    found = _ranked(found.with_columns(_total(unit).alias("total")), own, direction)
    found = found.with_columns(measure=pl.lit(measure))
    return found.select(pl.col(name).cast(dtype) for name, dtype in COMPARED.items()).sort(_YEAR)


def tracked(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of the one track that compares the most years, of equals the newest; and the rows of every other."""
    other = pl.any_horizontal(pl.col(kind).is_not_null() for kind in OTHERS)
    known = pl.any_horizontal(pl.col(kind).is_not_null() for kind in ("authority", *OTHERS))
    order = rows.group_by("track").agg(
        (pl.col("authority").is_not_null() & other).sum().alias("_pairs"), pl.col("period_end").filter(known).max()
    )
    if order.is_empty():
        return rows, rows
    main = order.sort("_pairs", "period_end", "track", descending=True)["track"][0]
    return rows.filter(pl.col("track") == main), rows.filter(pl.col("track") != main)


def disagreements(picture: Picture, measure: str) -> pl.DataFrame:
    """What two releases tell differently of the same area, period and basis; the authority first, then newest first.

    Columns: area, area_kind, period_end, basis, track, releases, values, symbols and places (lists, newest release
    first; places is how many decimals that release has), rounding (Boolean: the difference is no more than the
    coarser release's rounding; false where a symbol stands against a figure). A symbol against a figure differs.
    """
    told = _in_use(picture, _tellings(picture, measure, None))
    places = pl.col("value").round(_EXACT).cast(pl.String).str.extract(r"\.(\d*?)0*$").str.len_chars().fill_null(0)
    telling = pl.coalesce(pl.col("value").round(_EXACT).cast(pl.String), "symbol", pl.lit(""))
    half = 0.5 * pl.lit(10.0).pow(-pl.col("places").list.min().cast(pl.Float64))
    gap = pl.col("values").list.max() - pl.col("values").list.min()
    order = pl.Enum(["authority", "region", "england", *AVERAGES, "neighbour"])
    return (
        told.with_columns(places.max().over("release").clip(0, _FINEST).alias("places"), telling.alias("_telling"))
        .sort("_order", descending=True)
        .group_by(_TELLING, maintain_order=True)
        .agg("release", "value", "symbol", "places", pl.col("_telling").n_unique())
        .filter(pl.col("_telling") > 1)
        .rename({"release": "releases", "value": "values", "symbol": "symbols"})
        .with_columns(((gap <= half + 1e-9) & (pl.col("symbols").list.drop_nulls().list.len() == 0)).alias("rounding"))
        .sort(pl.col("area_kind").cast(order), "period_end", "area", "basis", descending=[False, True, False, False])
        .drop("_telling")
    )


def releases(picture: Picture, measure: str) -> pl.DataFrame:
    """The releases a measure's compared figures come from, latest first: release, source (those of its rows)."""
    told = _in_use(picture, _tellings(picture, measure, None))
    return (
        told.group_by("release")
        .agg(pl.col("source").drop_nulls().unique().sort().str.join("; "), pl.col("_order").max())
        .sort("_order", descending=True)
        .drop("_order")
    )


def _tellings(picture: Picture, measure: str, release: str | None) -> pl.DataFrame:
    """The measure's figures as every release has them, with `_order` of the release: the higher is the later."""
    usable = pl.col("value").is_finite() & pl.col("symbol").is_null()
    rows = (
        facts(picture, "benchmarks")
        .filter(pl.col("measure") == measure, pl.col("period_end").is_not_null())
        .with_columns(pl.when(usable).then(pl.col("value")).alias("value"), _track())
    )
    order = (
        rows.group_by("release")
        .agg(pl.col("period_end").max().alias("_reach"))
        .sort("_reach", _dated(), "release", nulls_last=False)
        .select("release", _order=pl.int_range(pl.len()))
    )
    told = rows.join(order, on="release", nulls_equal=True, maintain_order="left")
    return told if release is None else told.filter(pl.col("release") == release)


def _dated() -> pl.Expr:
    """The day, else the month, else the latest year in a release's name, as a Date; null without any."""
    name = pl.col("release").str.replace_all("[-_,]+", " ")
    month = r"[A-Z][a-z]+ (?:19|20)[0-9]{2}"
    return pl.coalesce(
        name.str.extract(rf"\b([0-9]{{1,2}} {month})\b").str.to_date("%d %B %Y", strict=False),
        pl.format("1 {}", name.str.extract(rf"\b({month})\b")).str.to_date("%d %B %Y", strict=False),
        pl.format("1 January {}", name.str.extract_all(r"\b(?:19|20)[0-9]{2}\b").list.max()).str.to_date(
            "%d %B %Y", strict=False
        ),
    )


def _latest(tellings: pl.DataFrame) -> pl.DataFrame:
    return tellings.sort("_order").unique(_TELLING, keep="last", maintain_order=True)


def _listed(picture: Picture, kind: str) -> pl.DataFrame:
    return facts(picture, "areas").filter(pl.col("area_kind") == kind).select("area").unique().sort("area")


def _names(picture: Picture, rows: pl.DataFrame) -> dict[str, str | None]:
    """Which area of each of SINGLE is compared; None when there is none at all."""
    names = {}
    for kind in SINGLE:
        told = rows.filter(pl.col("area_kind") == kind)["area"].unique().sort()
        known = pl.concat([_listed(picture, kind)["area"], told])
        names[kind] = known[0] if known.len() else None
    return names


def _in_use(picture: Picture, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of areas that are compared: averages, one of each of SINGLE, and the neighbours that are listed."""
    names = _names(picture, rows)
    single = pl.any_horizontal(
        pl.lit(False),
        *((pl.col("area_kind") == kind) & (pl.col("area") == name) for kind, name in names.items() if name),
    )
    near = (pl.col("area_kind") == "neighbour") & pl.col("area").is_in(_listed(picture, "neighbour")["area"].implode())
    return rows.filter(single | near | pl.col("area_kind").is_in(AVERAGES))


def _renamed(kind: str) -> list[pl.Expr]:
    return [
        pl.col("value").alias(kind),
        pl.col("symbol").alias(f"{kind}_symbol"),
        pl.col("release").alias(f"{kind}_release"),
    ]


def _with_neighbours(found: pl.DataFrame, rows: pl.DataFrame, own: pl.DataFrame, listed: int) -> pl.DataFrame:
    """`found` with the neighbours' columns: one statistic a track, published where it is held."""
    line = _line(rows)
    how = line.select("track", neighbours_how=pl.col("area_kind").str.strip_prefix("neighbours_"))
    published = rows.join(line, on=["track", "area_kind", "area"])
    published = published.select(*_YEAR, *_renamed("neighbours"), pl.col("area").alias("neighbours_area"))
    found = found.join(how, on="track", how="left").with_columns(pl.col("neighbours_how").fill_null("mean"))
    found = found.join(published, on=_YEAR, how="left").join(_averaged(own), on=_YEAR, how="left")
    held, own_figure = pl.col("neighbours").is_not_null(), pl.col("_mean").is_not_null()
    computed = ~held & own_figure
    average = pl.when(pl.col("neighbours_how") == "mean").then("_mean").otherwise("_median")
    return found.with_columns(
        pl.when(held).then(pl.lit("published")).when(computed).then(pl.lit("computed")).alias("neighbours_from"),
        pl.coalesce("neighbours", average).alias("neighbours"),
        pl.when(computed).then("_releases").otherwise("neighbours_release").alias("neighbours_release"),
        pl.when(~computed).then("neighbours_symbol").alias("neighbours_symbol"),
        pl.when(~computed).then("neighbours_area").alias("neighbours_area"),
        pl.col("neighbours_known").fill_null(0),
        pl.lit(listed).alias("neighbours_of"),
    )


def _averaged(own: pl.DataFrame) -> pl.DataFrame:
    """The mean and the median of the neighbours' own figures, of how many, and their releases."""
    return (
        own.filter(pl.col("value").is_not_null())
        .group_by(_YEAR)
        .agg(
            pl.col("value").mean().alias("_mean"),
            pl.col("value").median().alias("_median"),
            pl.len().alias("neighbours_known"),
            pl.col("release").unique().sort().str.join("; ").alias("_releases"),
        )
    )


def _line(rows: pl.DataFrame) -> pl.DataFrame:
    """Which published average a track is compared with: track, area_kind, area.

    The one that reaches the latest period, then has the most figures; a mean before a median; the last by name, since
    a newer set of neighbours has a later year in it.
    """
    figure = pl.col("value").is_not_null()
    return (
        rows.filter(pl.col("area_kind").is_in(AVERAGES))
        .group_by("track", "area_kind", "area")
        .agg(pl.col("period_end").filter(figure).max().alias("_reach"), figure.sum().alias("_figures"))
        .sort("_reach", "_figures", "area_kind", "area", descending=[True, True, False, True], nulls_last=True)
        .group_by("track", maintain_order=True)
        .agg(pl.col("area_kind").first(), pl.col("area").first())
    )


def _defined(picture: Picture, measure: str) -> tuple[str | None, str]:
    held = facts(picture, "measures").filter(pl.col("measure") == measure).select("unit", "direction")
    return held.row(0) if held.height else (None, "neutral")


def _total(unit: str | None) -> pl.Expr:
    """Whether the figures grow with an area's size: counts do; others where the sums of larger areas show it."""
    if unit not in ("currency", "days", "ratio"):
        return pl.lit(unit == "count")
    larger = pl.max_horizontal("region", "england") / pl.col("authority")
    return (larger.median() >= TIMES).fill_null(False)


def _ranked(found: pl.DataFrame, own: pl.DataFrame, direction: str) -> pl.DataFrame:
    mine, theirs = pl.col("authority").round(_EXACT), pl.col("value").round(_EXACT)
    ahead = theirs < mine if direction == "lower" else theirs > mine
    beside = own.join(found.filter(~pl.col("total")).select(*_YEAR, "authority"), on=_YEAR)
    beside = beside.filter(mine.is_not_null() & theirs.is_not_null())
    standing = beside.group_by(_YEAR).agg(
        (1 + ahead.sum()).cast(pl.Int64).alias("rank"),
        (1 + pl.len()).cast(pl.Int64).alias("ranked"),
        (theirs == mine).any().alias("rank_shared"),
    )
    quarter = (pl.col("rank") - 1) * QUARTERED // pl.col("ranked") + 1
    return found.join(standing, on=_YEAR, how="left").with_columns(
        pl.when(pl.col("ranked") >= QUARTERED).then(quarter).alias("quartile"),
        pl.when(pl.col("rank").is_not_null())
        .then(None)
        .when("total")
        .then(pl.lit("total"))
        .when(pl.col("authority").is_null())
        .then(pl.lit("authority"))
        .when(pl.col("neighbours_of") == 0)
        .then(pl.lit("listed"))
        .otherwise(pl.lit("neighbours"))
        .alias("unranked"),
    )


def _track() -> pl.Expr:
    """What a row's year is, by its basis and its last day, in words that a year or a day can follow."""
    whole, february = pl.col("basis").is_in(["year", "position"]), pl.col("period_end").dt.month() == 2
    last = february & (pl.col("period_end") == pl.col("period_end").dt.month_end())
    day = pl.when(last).then(pl.lit("the end of February")).otherwise(pl.col("period_end").dt.strftime("%-d %B"))
    said = {"year": "Year to", "position": "At", "rolling": "Twelve months to", "quarter": "Three months to"}
    begins = pl.col("basis").replace_strict(said, default="Month to", return_dtype=pl.String)
    return pl.when(whole).then(pl.format("{} {}", begins, day)).otherwise(begins).alias("track")
