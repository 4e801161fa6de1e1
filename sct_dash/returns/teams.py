"""The teams return: which teams there are, the service each belongs to and the priority it serves, from a day on."""

import polars as pl

from sct_dash.core.frames import PRIORITIES, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

_WRITTEN = ("team", "service")


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `team_written` and `service_written`, the name as held or as an earlier row has it.

    `held_to`, in words: the latest month end that staffing is held for, where that is after the team's last day and
    no other row of the team goes on.
    """
    held = known.picture.get("teams", empty("teams")).select(empty("teams").columns)
    for name in _WRITTEN:
        alike = pl.col(name).str.to_lowercase().alias("_alike")
        names = pl.concat([held.select(name), rows.select(name)]).drop_nulls()
        first = names.unique(alike, keep="first", maintain_order=True)
        spellings = first.select(alike, pl.col(name).alias(f"{name}_written"))
        rows = rows.with_columns(alike).join(spellings, on="_alike", how="left", maintain_order="left").drop("_alike")
    sent = rows.select(held.columns)
    after = pl.concat([held.join(sent, on=["team", "valid_from"], how="anti"), sent])
    goes_on = after.group_by("team").agg(
        _last=pl.when(pl.col("valid_to").is_null().any()).then(None).otherwise(pl.col("valid_to").max())
    )
    months = known.picture.get("staffing", empty("staffing")).group_by("team").agg(_month=pl.col("month_end").max())
    late = goes_on.join(months, on="team").filter(pl.col("_month") > pl.col("_last"))
    told = late.select("team", valid_to="_last", held_to=pl.col("_month").dt.strftime("%-d %B %Y"))
    return rows.join(told, on=["team", "valid_to"], how="left", maintain_order="left")


def _as_before(name: str, words: str, example: str) -> Rule:
    return Rule(
        f"{name} spelled as before", f"{words} must be written as it is already, {{{name}_written}}",
        pl.col(name) == pl.col(f"{name}_written"), name, {name: example},
        guide=f"{words} is written the same way every time, capitals and all.",
    )  # fmt: skip


KIND = Kind(
    name="teams",
    title="teams",
    about="Which teams there are, from which day to which, the service each belongs to and the strategic priority "
    "it serves. A team that moves to another service has a row from that day on.",
    columns=(
        Column(
            "team", "Team", "text", required=True, max_chars=100, example="Assessment North", synonyms=("team name",),
            guide="its name, as the staffing return has it",
        ),
        Column(
            "service", "Service", "text", required=True, max_chars=100, example="Assessment",
            synonyms=("service area", "directorate"), guide="the service it belongs to",
        ),
        Column(
            "priority", "Priority", "choice", choices=PRIORITIES, example="Practice",
            synonyms=("strategic priority",), guide="the strategic priority it serves most, if one",
        ),
        Column(
            "valid_from", "First day in force", "date", required=True, example="01/04/2018",
            synonyms=("from", "start", "start date", "begins"), guide="the first day of the team as this row has it",
        ),
        Column(
            "valid_to", "Last day in force", "date", month_end=True, synonyms=("to", "end", "end date", "ends"),
            guide="the day it ends, if it does",
        ),
    ),
    key=("team", "valid_from"),
    joined=_joined,
    rules=(
        Rule(
            "ends after it begins", "Last day in force must not be before the first",
            pl.col("valid_to") >= pl.col("valid_from"), "valid_to", {"valid_to": "31/03/2018"},
        ),
        _as_before("team", "Team", "ASSESSMENT NORTH"),
        _as_before("service", "Service", "assessment"),
        Rule(
            "staffing held after the end", "Staffing of this team is held after its last day, up to {held_to}: those "
            "figures would belong to no service", pl.col("held_to").is_null(), "valid_to",
            {"valid_to": "31/08/2025"}, severity="query", shown=False,
            guide="An end before the last month of staffing that is held for the team is queried.",
        ),
    ),
    examples=(
        {"team": "Assessment North", "service": "Assessment", "priority": "Practice", "valid_from": "01/04/2018",
         "valid_to": ""},
    ),
    known_examples={
        "teams": ({"team": "Assessment North", "service": "Assessment", "valid_from": "01/04/2018"},),
        "staffing": (
            {"month_end": "30/09/2025", "team": "Assessment North", "role": "other", "establishment_fte": "2",
             "in_post_fte": "2", "agency_fte": "0", "agency_covering_fte": "0", "vacancy_fte": "0",
             "starters_fte": "0", "leavers_fte": "0"},
        ),
    },
)  # fmt: skip
