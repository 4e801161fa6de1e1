"""The risk_bands return: the risk matrix in force from a day on, its levels, the band of each score, the appetite."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import APPETITE, BANDS, MATRIX_PARTS
from sct_dash.returns import team_months
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import shortened

MOST = 20
"""No matrix has as many levels; one that did would have 400 scores."""
NAMED = 5  # of what a matrix lacks, so many are named
_SIDES = ("likelihood", "impact")
_KEY = ["valid_from", "part", "level"]
_PLACE = pl.format("{} {}", "part", pl.col("level").cast(pl.Int64))

part, level, band, appetite = (pl.col(name) for name in ("part", "level", "band", "appetite"))
of_score = part == "score"
_unsaid = pl.col("stated") & appetite.is_null()
_back = of_score & (appetite == "within") & (level > pl.col("beyond_from"))


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `day`, the first day in words, and of the matrix that the file makes with what is held from
    the same day: on the first row of each day `left_out`, as team_months.left_out says, `lacking`, in words, what it
    must have and has not, and `upset` (Boolean), whether a held row no longer fits the others.

    Of a score: `product` (false where no cell has it), `lower` and `lower_band`, the lowest score below it whose band
    is worse than its own; `stated`, whether another of its day has an appetite, and `beyond_from`, the lowest beyond.
    """
    held = known.picture.get("risk_bands", empty("risk_bands"))
    told = rows.with_columns(day=pl.col("valid_from").dt.strftime("%-d %B %Y"))
    told = team_months.left_out(told, held, whole=["valid_from"], parts=["part", "level"], words=_PLACE)
    there = [name for name in empty("risk_bands").columns if name in held.columns]
    stays = held.select(there).join(rows, on="valid_from", how="semi").join(rows, on=_KEY, how="anti")
    return _fitting(_whole(pl.concat([told, stays], how="diagonal")))


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `lacking` and `product`; both null where a row's place could not be read: it may be the one."""
    if rows.select(pl.any_horizontal(pl.col(_KEY).is_null()).any()).item():
        return rows.with_columns(lacking=pl.lit(None, pl.String), product=pl.lit(None, pl.Boolean))
    wanted = _wanted(rows)
    missed = wanted.join(rows, on=_KEY, how="anti").sort(
        "valid_from", pl.col("part").cast(pl.Enum(MATRIX_PARTS)), level
    )
    named = missed.group_by("valid_from", maintain_order=True).agg(_PLACE.alias("lacking"))
    words = pl.Series("lacking", [shortened(names, NAMED) for names in named["lacking"].to_list()], pl.String)
    firsts = rows.group_by("valid_from").agg(pl.col("line").min())
    told = named.with_columns(words).join(firsts, on="valid_from").select("line", "lacking")
    scores = wanted.filter(of_score).with_columns(product=pl.lit(True))
    return (
        rows.join(told, on="line", how="left", maintain_order="left")
        .join(scores, on=_KEY, how="left", maintain_order="left")
        .with_columns(product=~of_score | pl.col("product").fill_null(False))
    )


def _wanted(rows: pl.DataFrame) -> pl.DataFrame:
    """Every (valid_from, part, level) that each matrix must have: 1 to its highest level, and the products."""
    levels = {side: level.filter((part == side) & (level <= MOST)).max() for side in _SIDES}
    highest = rows.group_by("valid_from").agg(
        pl.max_horizontal(most, 1.0).cast(pl.Int64).alias(side) for side, most in levels.items()
    )
    sides = [
        highest.select("valid_from", part=pl.lit(side), level=pl.int_ranges(1, pl.col(side) + 1)).explode("level")
        for side in _SIDES
    ]
    products = sides[0].join(sides[1], on="valid_from").select(
        "valid_from", part=pl.lit("score"), level=level * pl.col("level_right")
    )  # fmt: skip
    return pl.concat([*sides, products.unique()]).with_columns(level.cast(pl.Float64))


def _fitting(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the file, those with a line, with `lower`, `lower_band`, `stated`, `beyond_from` and `upset`."""
    first = {name: level.filter(of_score & (band == name)).min().over("valid_from") for name in ("amber", "red")}
    below = {
        "red": of_score & (band != "red") & (level > first["red"]),
        "amber": of_score & (band == "green") & (level > first["amber"]),
    }
    lower_band = pl.coalesce(*(pl.when(worse).then(pl.lit(name)) for name, worse in below.items()))
    told = rows.with_columns(
        lower_band=lower_band,
        lower=pl.coalesce(*(pl.when(worse).then(first[name]) for name, worse in below.items())),
        stated=of_score & (of_score & appetite.is_not_null()).any().over("valid_from"),
        beyond_from=level.filter(of_score & (appetite == "beyond")).min().over("valid_from"),
    )
    held = pl.col("line").is_null()
    unfit = held & (pl.col("lower_band").is_not_null() | _unsaid | _back).fill_null(False)
    firsts = pl.col("line") == pl.col("line").min().over("valid_from")
    return told.with_columns(upset=unfit.any().over("valid_from") & firsts).filter(~held)


def _row(part_: str, level_: int, words: str = "", band_: str = "", appetite_: str = "") -> dict[str, str]:
    return {
        "valid_from": "01/04/2020", "part": part_, "level": str(level_), "words": words, "band": band_,
        "appetite": appetite_, "note": "Illustrative" if band_ else "",
    }  # fmt: skip


_EXAMPLES = (
    _row("likelihood", 1, "Unlikely"),
    _row("likelihood", 2, "Likely"),
    _row("impact", 1, "Slight"),
    _row("impact", 2, "Serious"),
    _row("score", 1, "", "green", "within"),
    _row("score", 2, "", "amber", "within"),
    _row("score", 4, "", "red", "beyond"),
)
_LEVELS = (_row("likelihood", 1, "Rare"), *_EXAMPLES[1:4])
"""The levels of the examples, the first in other words: a row of the template's own is queried."""
_ALL_BUT_FOUR = (*_LEVELS, *_EXAMPLES[4:6])
_FOUR = {"part": "score", "level": "4", "words": "", "band": "red", "appetite": "beyond"}


def _on(day: str, rows: tuple[dict[str, str], ...]) -> tuple[dict[str, str], ...]:
    return tuple({**row, "valid_from": day} for row in rows)


KIND = Kind(
    name="risk_bands",
    title="the risk matrix",
    about="The risk matrix in force from a day on, sent whole: each level of likelihood and impact in words, and the "
    "band of each score, which is likelihood times impact. Which scores are within what the Trust accepts may be said.",
    columns=(
        Column(
            "valid_from", "First day in force", "date", required=True, example="01/04/2020",
            synonyms=("from", "start", "start date", "begins", "in force from"),
            guide="the first day of this matrix; every row of a matrix has the same",
        ),
        Column(
            "part", "Part", "choice", required=True, choices=MATRIX_PARTS, example="likelihood",
            synonyms=("axis", "dimension", "part of matrix", "scale"), guide="whether the row is a level or a score",
            also={"probability": "likelihood", "consequence": "impact", "severity": "impact", "rating": "score",
                  "product": "score"},
        ),
        Column(
            "level", "Level", "number", required=True, low=1, high=MOST * MOST, whole=True, example="1",
            synonyms=("value", "points", "number"),
            guide="1 is the lowest likelihood or impact; of a score, the score itself",
        ),
        Column(
            "words", "Words", "text", max_chars=300, example="Unlikely",
            synonyms=("description", "descriptor", "label", "meaning", "wording"),
            guide="what the level is called; a score needs none",
        ),
        Column(
            "band", "Band", "choice", choices=BANDS, example="red", also={"r": "red", "a": "amber", "g": "green"},
            synonyms=("colour", "color", "rag", "rag rating", "rag status"), guide="of a score, and of nothing else",
        ),
        Column(
            "appetite", "Appetite", "choice", choices=APPETITE, example="within",
            synonyms=("risk appetite", "tolerance", "risk tolerance"),
            guide="whether a score is within what the Trust accepts or beyond it; of every score or of none",
            also={"within appetite": "within", "inside": "within", "accepted": "within", "beyond appetite": "beyond",
                  "outside": "beyond", "above": "beyond"},
        ),
        Column(
            "note", "Note", "text", max_chars=500, example="Illustrative: the cut-offs are not published",
            synonyms=("notes", "comment", "comments"), guide="what a reader must know of this row",
        ),
    ),
    key=("valid_from", "part", "level"),
    joined=_joined,
    rules=(
        Rule(
            "few levels", f"Level of likelihood or impact must be {MOST} or less", of_score | (level <= MOST), "level",
            {"level": "21"}, guide=f"A matrix has {MOST} levels of likelihood and of impact at most.",
            beside=_LEVELS + _EXAMPLES[4:],
        ),
        Rule(
            "level in words", "Enter the words for {part} {level}", of_score | pl.col("words").is_not_null(), "words",
            {"words": ""}, shown=False, guide="Each level of likelihood and impact has its words.",
            beside=_EXAMPLES[1:],
        ),
        Rule(
            "score has a band", "Enter the band of score {level}", ~of_score | band.is_not_null(), "band",
            {**_FOUR, "band": ""}, shown=False, guide="Each score has a band.", beside=_ALL_BUT_FOUR,
        ),
        Rule(
            "band of a score", "Band must be blank here: only a score has one, and this row is a level of {part}",
            of_score | band.is_null(), "band", {"band": "green"}, guide="Only a score has a band.",
            beside=_EXAMPLES[1:],
        ),
        Rule(
            "appetite of a score", "Appetite must be blank here: only a score has one, and this row is a level of "
            "{part}", of_score | appetite.is_null(), "appetite", {"appetite": "within"},
            guide="Only a score has an appetite.", beside=_EXAMPLES[1:],
        ),
        Rule(
            "score of a cell", "No cell of the matrix from {day} has the score {level}: a score is a level of "
            "likelihood times one of impact", pl.col("product"), "level", {**_FOUR, "level": "5"}, shown=False,
            guide="Each score is a level of likelihood times one of impact.", beside=(*_LEVELS, *_EXAMPLES[4:]),
        ),
        Rule(
            "bands do not fall", "Band of score {level} must not be better than that of a lower score, and {lower} is "
            "{lower_band}", pl.col("lower_band").is_null(), "band", {**_FOUR, "band": "green"},
            guide="The band of a score is never better than that of a lower one.", beside=_ALL_BUT_FOUR,
        ),
        Rule(
            "appetite of all", "Enter the appetite of score {level}: other scores of the matrix from {day} have one",
            ~_unsaid, "appetite", {**_FOUR, "appetite": ""}, shown=False,
            guide="Either every score of a matrix has an appetite, or none has.", beside=_ALL_BUT_FOUR,
        ),
        Rule(
            "appetite does not come back", "Score {level} is within the appetite, and the lower score {beyond_from} is "
            "beyond it", ~_back, "appetite",
            {**_FOUR, "appetite": "within"}, shown=False,
            guide="No score is within the appetite where a lower one is beyond it.",
            beside=(*_LEVELS, _EXAMPLES[4], {**_EXAMPLES[5], "appetite": "beyond"}),
        ),
        Rule(
            "matrix whole", "The matrix from {day} lacks {lacking}. A matrix is sent whole: every level of likelihood "
            "and impact from 1 on, and every score that is a product of them", pl.col("lacking").is_null(), None,
            {"valid_from": "01/04/2018"},
            guide="A matrix is whole: every level of likelihood and impact from 1 on, and every product of them as a "
            "score.", beside=_on("01/04/2018", _EXAMPLES[1:6]),
        ),
        Rule(
            "fits what is held", "With the rows held already, the matrix from {day} has a score that is better than a "
            "lower one, or not every score has an appetite that fits: send the matrix whole",
            ~pl.col("upset"), None, {**_FOUR, "level": "1"},
            guide="With rows held from the same day that a file leaves out, too, no score is better than a lower one.",
        ),
        Rule(
            "matrix as held", "The matrix from {day} is held already, with rows that are not in this file and stay: "
            "{left_out}. Look whether that is meant: a matrix with other levels has a first day of its own",
            pl.col("left_out").is_null() | pl.col("upset"), "valid_from", {"words": "Rare"},
            severity="query", shown=False,
            guide="Rows of a matrix that are held from the same day and left out of a file stay, and are queried.",
        ),
    ),
    examples=_EXAMPLES,
    sent_whole=True,
    known_examples={"risk_bands": _EXAMPLES},
)  # fmt: skip
