"""What the monthly returns of teams share: the month, the team, their rules, and that nothing is added up twice."""

from collections.abc import Sequence

import polars as pl

from sct_dash.core import staffing
from sct_dash.core.frames import empty
from sct_dash.returns.shape import Column, Known, Rule
from sct_dash.returns.words import shortened

NAMED = 5  # of what a file leaves out, so many are named
_DAY = "%-d %B %Y"

MONTH_END = Column(
    "month_end", "Month end", "date", required=True, month_end=True, of_month=True, example="30/09/2025",
    synonyms=("month", "month ending", "reporting month", "period", "date"),
    guide="the last day of the month that the figures are of; a month, like Sep 2025, or its first day, 01/09/2025, "
    "means its last day",
)  # fmt: skip
TEAM = Column(
    "team", "Team", "code", required=True, refers_to=("teams", "team"), example="Assessment North",
    synonyms=("team name",), guide="a team on the list of teams, as it is written there",
)  # fmt: skip

TEAMS_OF_EXAMPLES = (
    {"team": "Assessment North", "service": "Assessment", "valid_from": "01/04/2018"},
    {"team": "Assessment South", "service": "Assessment", "valid_from": "01/04/2018"},
    {"team": "First Response", "service": "Front door", "valid_from": "01/04/2018", "valid_to": "31/08/2023"},
    {"team": "Family Hub", "service": "Early help", "valid_from": "01/04/2026"},
)

RULES = (
    Rule(
        "last day of a month", "Month end must be the last day of a month, like 30/09/2025",
        pl.col("month_end") == pl.col("month_end").dt.month_end(), "month_end", {"month_end": "15/09/2025"},
    ),
    Rule(
        "month ended", "Month must have ended, and ‘{cell}’ has not", pl.col("month_end") <= pl.col("today"),
        "month_end", {"month_end": "31/01/2031"}, shown=False, guide="Month has ended: it is not in the future.",
    ),
    Rule(
        "team ended", "Team must be in force at the month's end, and {team} ended on {team_ended}",
        pl.col("team_ended").is_null(), "team", {"team": "First Response"}, shown=False,
        guide="Team has not ended by the month's end.",
    ),
    Rule(
        "team begun", "Team must be in force at the month's end, and {team} begins on {team_begins}",
        pl.col("team_begins").is_null(), "team", {"team": "Family Hub"}, shown=False,
        guide="Team has begun by the month's end.",
    ),
)  # fmt: skip
"""The rules of month and team. Their counter-examples want TEAMS_OF_EXAMPLES to be held."""


def placed(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The rows in their order with what RULES read: `today`, and when a team that is not in force ended or begins.

    `team_ended` and `team_begins` are days in words; both are null where the team is in force at the month's end,
    or is not on the list. `month_words` is the month as sentences have it.
    """
    listed = known.picture.get("teams", empty("teams")).select("team", "valid_from", "valid_to")
    begun = pl.col("valid_from") <= pl.col("month_end")
    over = (pl.col("valid_to") < pl.col("month_end")).fill_null(False)
    asked = rows.select("team", "month_end").drop_nulls().unique()
    spells = (
        asked.join(listed, on="team")
        .group_by("team", "month_end")
        .agg(
            in_force=(begun & ~over).any(),
            ended=pl.col("valid_to").filter(begun).max(),
            begins=pl.col("valid_from").filter(~begun).min(),
        )
        .filter(~pl.col("in_force"))
        .select(
            "team",
            "month_end",
            team_ended=pl.col("ended").dt.strftime(_DAY),
            team_begins=pl.when(pl.col("ended").is_null()).then(pl.col("begins").dt.strftime(_DAY)),
        )
    )
    told = rows.with_columns(today=pl.lit(known.today), month_words=pl.col("month_end").dt.strftime("%B %Y"))
    return told.join(spells, on=["team", "month_end"], how="left", maintain_order="left")


def left_out(
    rows: pl.DataFrame, held: pl.DataFrame, *, whole: Sequence[str], parts: Sequence[str], words: pl.Expr
) -> pl.DataFrame:
    """The rows in their order with `left_out`: in words, what is held of a month or the like and is not in the file.

    `whole`: the columns of what is sent as a whole, such as a month; `parts`: those that tell its rows apart. A whole
    that is held is sent again with everything held, and more. Where a file leaves held rows out they would stay beside
    its own, which may count the same people: its first row says which they are, by `words`, and all others are null.
    So are all where a row's key could not be read, because that row may be the one missed.
    """
    key, whole = [*whole, *parts], list(whole)
    if rows.select(pl.any_horizontal(pl.col(key).is_null()).any()).item():
        return rows.with_columns(left_out=pl.lit(None, pl.String))
    sent = rows.group_by(whole).agg(pl.col("line").min())
    missed = held.select(key).join(rows, on=key, how="anti").join(sent, on=whole).sort(key)
    told = missed.group_by("line", maintain_order=True).agg(words.alias("left_out"))
    return rows.join(
        told.with_columns(pl.col("left_out").map_elements(lambda names: shortened(names.to_list(), NAMED), pl.String)),
        on="line",
        how="left",
        maintain_order="left",
    )


def lacking(
    rows: pl.DataFrame, held: pl.DataFrame, known: Known, *, parts: Sequence[str], words: pl.Expr
) -> pl.DataFrame:
    """The rows in their order with `lacking` and `given_for`: on the first row of each month, in words, which `parts`
    of teams still in force the latest month before it has, in the file or held, and it has not; and that month.

    Null on every other row. So are all where a row could not be read, or is of a team or a month that is refused,
    because that row may be the one missed. Needs what `placed` adds.
    """
    key, refused = ["month_end", *parts], pl.col("team_ended").is_not_null() | pl.col("team_begins").is_not_null()
    real = (pl.col("month_end") == pl.col("month_end").dt.month_end()) & (pl.col("month_end") <= pl.col("today"))
    sound = rows.select((pl.all_horizontal(pl.col(key).is_not_null()) & ~refused & real).all()).item()
    every = pl.concat([held.select(key), rows.select(key)]).unique() if sound else rows.select(key).clear()
    months = every.select("month_end").unique().sort("month_end")
    months = months.with_columns(_before=pl.col("month_end").shift())
    given = every.rename({"month_end": "_before"}).join(months, on="_before").join(every, on=key, how="anti")
    told = (
        staffing.placed(given, known.picture.get("teams", empty("teams")))
        .drop_nulls("service")
        .sort(parts)
        .group_by("month_end", "_before")
        .agg(words.alias("lacking"))
        .select(
            "month_end",
            pl.col("lacking").map_elements(lambda names: shortened(names.to_list(), NAMED), pl.String),
            given_for=pl.col("_before").dt.strftime("%B %Y"),
            _first=pl.lit(True),
        )
    )
    first = rows.with_columns(_first=pl.int_range(pl.len()).over("month_end") == 0)
    return first.join(told, on=["month_end", "_first"], how="left", maintain_order="left").drop("_first")
