"""The leaving_reasons return: how many people left each team in a month, and why."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns import team_months
from sct_dash.returns.shape import Column, Kind, Known, Rule

MOST = 1_000


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: those of team_months, and `reason_written`, the reason as held or as an earlier row has it.

    `left_out`: the reasons held for the team's month that the file does not have.
    """
    held = known.picture.get("leaving_reasons", empty("leaving_reasons"))
    alike = pl.col("reason").str.to_lowercase().alias("_alike")
    names = pl.concat([held.select("reason"), rows.select("reason")]).drop_nulls()
    spellings = names.unique(alike, keep="first", maintain_order=True).select(alike, reason_written="reason")
    told = team_months.placed(rows, known).with_columns(alike)
    told = told.join(spellings, on="_alike", how="left", maintain_order="left").drop("_alike")
    return team_months.left_out(told, held, whole=["month_end", "team"], parts=["reason"], words=pl.col("reason"))


KIND = Kind(
    name="leaving_reasons",
    title="reasons for leaving",
    about="How many people left each team in a month, by the reason they gave. Only reasons that somebody left for.",
    columns=(
        team_months.MONTH_END,
        team_months.TEAM,
        Column(
            "reason", "Reason", "text", required=True, max_chars=200, example="Retirement",
            synonyms=("reason for leaving", "leaving reason"), guide="why they left, in the same words every time",
        ),
        Column(
            "count", "Count", "number", required=True, low=1, high=MOST, whole=True, example="2",
            synonyms=("number", "leavers", "how many"), guide="how many people left for it, 1 or more",
        ),
    ),
    key=("month_end", "team", "reason"),
    joined=_joined,
    rules=(
        *team_months.RULES,
        Rule(
            "reason spelled as before", "Reason must be written as it is already, {reason_written}",
            pl.col("reason") == pl.col("reason_written"), "reason", {"reason": "career change"},
            guide="Reason is written the same way every time, capitals and all.",
        ),
        Rule(
            "reasons whole",
            "{month_words} is held for {team} with reasons that are not in this file: {left_out}. Send the team's "
            "reasons of the month together, or take the earlier return back first",
            pl.col("left_out").is_null(), "reason", {"month_end": "31/07/2025"}, shown=False,
            guide="A team's reasons of a month are sent together: those that are held and left out would stay.",
        ),
    ),
    examples=(
        {"month_end": "30/09/2025", "team": "Assessment North", "reason": "Retirement", "count": "2"},
        {"month_end": "Sep 2025", "team": "Assessment South", "reason": "Career change", "count": "1"},
    ),
    known_examples={
        "teams": team_months.TEAMS_OF_EXAMPLES,
        "leaving_reasons": (
            {"month_end": "31/07/2025", "team": "Assessment North", "reason": "Career change", "count": "1"},
        ),
    },
)  # fmt: skip
