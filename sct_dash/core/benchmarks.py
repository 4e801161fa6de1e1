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
        **{f"{kind}_places": pl.Int64 for kind in ("authority", *OTHERS)},
        **{
            "rank_release": pl.String,
            "rank": pl.Int64,
            "ranked": pl.Int64,
            "rank_shared": pl.Boolean,
            "quartile": pl.Int64,
        },
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

    A row is of one release where one has it all: the authority's figure is as it was most recently sent (frames drawn
    by hand: as the release with the latest date in its name has it), the others are those of its release where that has
    them, else as they were most recently sent. All are as `release` has them when it is given.
    `track` says what the row's year is (Year to 31 March, At 30 September, Twelve months to): rows of two tracks do not
    belong on one axis. authority, region and england are the figure or null, with the symbol in place of it, its
    release, the area's name, and places: the decimals that its release gives the measure.
    neighbours is a mean or a median (neighbours_how), one of the two for a whole track. neighbours_from is held where a
    figure that came with a release stands (neighbours_area is its name; of how many areas is not known), computed where
    it is worked out here from their own figures: where none is held, or one of neither the row's release nor theirs and
    half the areas have a figure. neighbours_known of the neighbours_of areas listed have one.
    rank is 1 for the best, or for the highest when neither way is better, among the authority and the listed neighbours
    with a figure (ranked of them, of rank_release); ties share the better one. quartile is 1 to 4 by that rank, null
    under 4 places. total is true of numbers that grow with an area's size, in every row or in none: they are not
    ranked. unranked is why there is no rank: it is a `total`, `authority` has no figure, no neighbours are `listed`, or
    none of the `neighbours` has a figure.
    """
    told = _in_use(picture, _tellings(picture, measure, release))
    if told.is_empty():
        return pl.DataFrame(schema=COMPARED)
    rows = _preferred(told, len(_listed(picture, "neighbour")))
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

    Columns: area, area_kind, period_end, basis, track, releases, values, symbols and places (lists, the most recently
    sent first; places is how many decimals that release gives the measure), rounding (Boolean: the difference is no
    more than the coarser release's rounding; false where a symbol stands against a figure). A symbol against a figure
    differs.
    """
    told = _in_use(picture, _tellings(picture, measure, None))
    half = 0.5 * pl.lit(10.0).pow(-pl.col("places").list.min().cast(pl.Float64))
    gap = pl.col("values").list.max() - pl.col("values").list.min()
    order = pl.Enum(["authority", "region", "england", *AVERAGES, "neighbour"])
    return (
        told.sort("_order", descending=True)
        .group_by(_TELLING, maintain_order=True)
        .agg("release", "value", "symbol", pl.col("_places").alias("places"), pl.col("_telling").n_unique())
        .filter(pl.col("_telling") > 1)
        .rename({"release": "releases", "value": "values", "symbol": "symbols"})
        .with_columns(((gap <= half + 1e-9) & (pl.col("symbols").list.drop_nulls().list.len() == 0)).alias("rounding"))
        .sort(pl.col("area_kind").cast(order), "period_end", "area", "basis", descending=[False, True, False, False])
        .drop("_telling")
    )


def releases(picture: Picture, measure: str) -> pl.DataFrame:
    """The releases of a measure's compared figures, the most recently sent first: release, source (its rows')."""
    told = _in_use(picture, _tellings(picture, measure, None))
    return (
        told.group_by("release")
        .agg(pl.col("source").drop_nulls().unique().sort().str.join("; "), pl.col("_order").max())
        .sort("_order", descending=True)
        .drop("_order")
    )


def _tellings(picture: Picture, measure: str, release: str | None) -> pl.DataFrame:
    """The measure's figures as every release has them.

    `_order`: the higher, the later sent; of one submission, and without any, the later dated in the release's name.
    `_places`: the decimals that the release gives the measure, those of its averages, which have more, left out of the
    others'. `_telling`: the figure or symbol as text.
    """
    usable, average = pl.col("value").is_finite() & pl.col("symbol").is_null(), pl.col("area_kind").is_in(AVERAGES)
    exact = pl.col("value").round(_EXACT).cast(pl.String)
    places = exact.str.extract(r"\.(\d*?)0*$").str.len_chars().fill_null(0).cast(pl.Int64).clip(0, _FINEST).max()
    rows = (
        facts(picture, "benchmarks")
        .filter(pl.col("measure") == measure, pl.col("period_end").is_not_null())
        .with_columns(pl.when(usable).then(pl.col("value")).alias("value"), _track())
        .with_columns(
            pl.coalesce(exact, "symbol", pl.lit("")).alias("_telling"),
            pl.when(average).then(places.over("release")).otherwise(places.over("release", average)).alias("_places"),
        )
    )
    sent = ["submission_id", "release"]
    order = rows.select(sent).unique().sort("submission_id", _dated(), "release")
    order = order.with_columns(_order=pl.int_range(pl.len()))
    told = rows.join(order, on=sent, nulls_equal=True, maintain_order="left")
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


def _preferred(told: pl.DataFrame, listed: int) -> pl.DataFrame:
    """One telling of each figure: that of its row's own release (`_own`), else the most recently sent.

    Its own is, of the releases that tell the authority's figure as it was most recently sent, the one with the most of
    OTHERS, of equals the most recently sent. Without a figure of the authority it is so among all of them.
    """
    kind, known = pl.col("area_kind"), pl.col("value").is_not_null()
    in_row, in_release = _YEAR, [*_YEAR, "release"]
    mine = pl.col("_telling").filter(kind == "authority").sort_by(pl.col("_order").filter(kind == "authority")).last()
    near = (known & kind.is_in(AVERAGES)).any() | _enough((known & (kind == "neighbour")).sum(), pl.lit(listed))
    others = near.cast(pl.Int64) + sum((known & (kind == other)).any() for other in OTHERS[1:])
    scored = told.with_columns(mine.over(in_row).alias("_mine")).with_columns(
        ((kind == "authority") & (pl.col("_telling") == pl.col("_mine"))).any().over(in_release).alias("_agrees"),
        others.over(in_release).alias("_others"),
        pl.col("_order").max().over(in_release).alias("_sent"),
    )
    best = pl.col("release").sort_by("_agrees", "_others", "_sent").last().over(in_row)
    owned = scored.with_columns(pl.col("release").eq_missing(best).alias("_own"))
    return owned.sort("_own", "_order").unique(_TELLING, keep="last", maintain_order=True)


def _enough(known: pl.Expr, listed: pl.Expr) -> pl.Expr:
    """Whether so many of the neighbours listed have a figure that their own say what is usual: half of them."""
    return (known > 0) & (2 * known >= listed)


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
        pl.col("_places").alias(f"{kind}_places"),
    ]


def _with_neighbours(found: pl.DataFrame, rows: pl.DataFrame, own: pl.DataFrame, listed: int) -> pl.DataFrame:
    """`found` with the neighbours' columns: one statistic a track, of the row's own release where it can be."""
    line = _line(rows)
    how = line.select("track", neighbours_how=pl.col("area_kind").str.strip_prefix("neighbours_"))
    came = rows.join(line, on=["track", "area_kind", "area"])
    came = came.select(*_YEAR, "_own", *_renamed("neighbours"), pl.col("area").alias("neighbours_area"))
    found = found.join(how, on="track", how="left").with_columns(pl.col("neighbours_how").fill_null("mean"))
    found = found.join(came, on=_YEAR, how="left").join(_averaged(own), on=_YEAR, how="left")
    held, enough = pl.col("neighbours").is_not_null(), _enough(pl.col("neighbours_known"), pl.lit(listed))
    apart = ~pl.col("_own") & pl.col("neighbours_release").ne_missing(pl.col("rank_release"))
    computed = pl.col("_mean").is_not_null() & (~held | (apart & enough))
    average = pl.when(pl.col("neighbours_how") == "mean").then("_mean").otherwise("_median")
    return found.with_columns(
        pl.when(computed).then(pl.lit("computed")).when(held).then(pl.lit("held")).alias("neighbours_from"),
        pl.when(computed).then(average).otherwise("neighbours").alias("neighbours"),
        pl.when(computed).then("rank_release").otherwise("neighbours_release").alias("neighbours_release"),
        pl.when(computed).then("_finer").otherwise("neighbours_places").alias("neighbours_places"),
        pl.when(~computed).then("neighbours_symbol").alias("neighbours_symbol"),
        pl.when(~computed).then("neighbours_area").alias("neighbours_area"),
        pl.col("neighbours_known").fill_null(0),
        pl.lit(listed).alias("neighbours_of"),
    )


def _averaged(own: pl.DataFrame) -> pl.DataFrame:
    """Mean and median of the neighbours' own figures, a decimal finer than they are; of how many; their releases."""
    return (
        own.filter(pl.col("value").is_not_null())
        .group_by(_YEAR)
        .agg(
            pl.col("value").mean().alias("_mean"),
            pl.col("value").median().alias("_median"),
            pl.len().alias("neighbours_known"),
            pl.col("release").unique().sort().str.join("; ").alias("rank_release"),
            (pl.col("_places").max() + 1).alias("_finer"),
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
