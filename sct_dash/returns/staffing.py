"""The staffing return: who is in post in each team and role at a month's end, who covers, and what they carry."""

import polars as pl

from sct_dash.core.frames import ROLES, STAFF, empty
from sct_dash.returns import team_months
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import lowered

MOST_FTE = 10_000
MOST = 1_000_000
SLACK = 1e-9  # 3.3 is no more than 1.1 and 2.2 together, whatever binary floats make of it
AGREE_WITHIN = 0.1
BIG_CHANGE = 3  # FTE: a team of two that loses one has halved, and that is no news
_ROLE_WORDS = {
    "social workers": "social worker",
    "seniors": "senior",
    "senior social worker": "senior",
    "senior practitioner": "senior",
    "advanced practitioner": "senior",
    "managers": "manager",
    "team manager": "manager",
    "residential worker": "residential",
    "residential care": "residential",
    "others": "other",
}

establishment, in_post, agency = (pl.col(f"{name}_fte") for name in ("establishment", "in_post", "agency"))
covering, vacancies, holders = (pl.col(name) for name in ("agency_covering_fte", "vacancy_fte", "case_holders_fte"))
_TEAM_AND_ROLE = pl.format("{} ({})", "team", "role")


def _fte(name: str, words: str, example: str, guide: str, *synonyms: str) -> Column:
    return Column(
        name, words, "number", required=True, low=0, high=MOST_FTE, example=example, synonyms=synonyms, guide=guide
    )


def _optional(name: str, words: str, example: str, guide: str, *synonyms: str, whole: bool = False) -> Column:
    return Column(
        name, words, "number", low=0, high=MOST, whole=whole, symbols=True, example=example, synonyms=synonyms,
        guide=guide,
    )  # fmt: skip


_OPTIONAL = (
    _optional("in_post_headcount", "In post headcount", "10", "people in post", "headcount", whole=True),
    _optional("agency_headcount", "Agency headcount", "2", "agency staff, in people", whole=True),
    _optional("cases", "Cases", "150", "cases held, agency staff's too", "cases held", whole=True),
    _optional("case_holders_fte", "Case-holder FTE", "9.5", "staff who hold a case, agency staff too",
              "case holders FTE", "case holders"),
    _optional("days_lost", "Days lost", "8", "working days lost to sickness in the month", "sickness days",
              "days lost to sickness"),
    _optional("days_available", "Days available", "190", "working days of those in post in the month",
              "working days", "working days available"),
)  # fmt: skip
_BY_NAME = {column.name: column for column in _OPTIONAL}


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: those of team_months, for sentences `staff_fte` and `filled_fte`, and what was before.

    `left_out`: the teams and roles held for the month that the file does not have. `lacking`
    and `given_for`: those that the month before had and this one has not. `before` and `before_month`: in post FTE of
    the team and role in the latest month before that is held or in the file.
    """
    held = known.picture.get("staffing", empty("staffing"))
    told = team_months.left_out(
        team_months.placed(rows, known), held, whole=["month_end"], parts=["team", "role"], words=_TEAM_AND_ROLE
    )
    told = team_months.lacking(told, held, known, parts=["team", "role"], words=_TEAM_AND_ROLE)
    sums = {"staff_fte": in_post + agency, "filled_fte": in_post + vacancies}
    return _with_before(told, held).with_columns(**{name: total.round(6) for name, total in sums.items()})


def _with_before(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    key, of = ["month_end", "team", "role"], ["team", "role"]
    sent = rows.select(*key, "in_post_fte").drop_nulls().unique(key, keep="first", maintain_order=True)
    months = pl.concat([held.select(sent.columns).join(sent, on=key, how="anti"), sent]).sort(key)
    before = months.select(
        *key,
        before=pl.col("in_post_fte").shift().over(of),
        before_month=pl.col("month_end").shift().over(of).dt.strftime("%B %Y"),
    )
    return rows.join(before, on=key, how="left", maintain_order="left")


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    """One `symbol` a row, from whichever cell has one."""
    return rows.with_columns(symbol=pl.coalesce(f"{name}_symbol" for name in _BY_NAME))


def _headcount(name: str, words: str) -> Rule:
    return Rule(
        f"{name} headcount", f"{words} headcount is less than the {lowered(words)} FTE, {{{name}_fte}}: one person is "
        "1 FTE at most",
        pl.col(f"{name}_headcount") >= pl.col(f"{name}_fte") - SLACK, f"{name}_headcount",
        {f"{name}_headcount": "1"}, severity="query", shown=False,
        guide=f"{words} headcount below the FTE is queried.",
    )  # fmt: skip


def _not_blank(column: Column) -> Rule:
    """A query for a blank without a symbol; staff other than social workers may have no cases."""
    none = ~pl.col("role").is_in(STAFF["social_work"]) if column.name == "cases" else pl.lit(False)
    return Rule(
        f"{column.name} blank",
        f"{column.words} is blank, which is not 0: no total of the month will be known. Write 0 where there is none, "
        "or x where it is not available",
        pl.col(column.name).is_not_null() | pl.col(f"{column.name}_symbol").is_not_null() | none, column.name,
        {column.name: ""}, severity="query", shown=False,
        guide=f"{column.words} left blank is queried, because no total is made of a part that is not known"
        f"{'; residential and other staff may have none' if column.name == 'cases' else ''}.",
    )  # fmt: skip


KIND = Kind(
    name="staffing",
    title="staffing",
    about="The staff of each team by role at a month's end, permanent and agency, with vacancies, starters and "
    "leavers, cases and sickness. A month is sent whole: a row a team and role, 0 where there is nobody.",
    columns=(
        team_months.MONTH_END,
        team_months.TEAM,
        Column(
            "role", "Role", "choice", required=True, choices=ROLES, also=_ROLE_WORDS, example="social worker",
            synonyms=("job role",), guide="social worker, senior and manager together are the social workers of DfE's "
            "census; residential is the residential care service",
        ),
        _fte("establishment_fte", "Establishment FTE", "12", "the posts there are", "establishment"),
        _fte("in_post_fte", "In post FTE", "9.5", "permanent staff in post", "in post", "permanent FTE"),
        _BY_NAME["in_post_headcount"],
        _fte("agency_fte", "Agency FTE", "2", "agency staff, covering a vacancy or not", "agency"),
        _BY_NAME["agency_headcount"],
        _fte("agency_covering_fte", "Agency covering a vacancy FTE", "1.5", "agency staff who cover a vacancy; the "
             "others are above establishment", "agency covering FTE", "agency covering a vacancy"),
        _fte("vacancy_fte", "Vacancy FTE", "2.5", "posts without a permanent member of staff", "vacancies FTE",
             "vacancies"),
        _fte("starters_fte", "Starters FTE", "1", "permanent staff who began in the month", "starters",
             "starter FTE"),
        _fte("leavers_fte", "Leavers FTE", "0", "permanent staff who left in the month", "leavers", "leaver FTE"),
        *(_BY_NAME[name] for name in ("cases", "case_holders_fte", "days_lost", "days_available")),
    ),
    key=("month_end", "team", "role"),
    joined=_joined,
    finished=_finished,
    rules=(
        *team_months.RULES,
        Rule(
            "month whole",
            "{month_words} is held already, with rows that are not in this file: {left_out}. Send the month whole, "
            "with 0 where a team no longer has staff, or take the earlier return of it back first",
            pl.col("left_out").is_null(), "team", {"month_end": "31/07/2025"}, shown=False,
            guide="A month that is held is sent again whole, with every team and role held for it: what is left out "
            "would stay, and might be counted twice.",
        ),
        Rule(
            "month like the one before", "{month_words} has no figures for {lacking}, which {given_for} has. Send "
            "every team and role of a month, 0 where there is nobody, or end the team on the list of teams: a team "
            "without figures leaves every sum over twelve months unknown",
            pl.col("lacking").is_null(), None, {"role": "manager"}, severity="query", shown=False,
            guide="A team and role that the month before has and a month leaves out is queried, while the team is in "
            "force.",
        ),
        Rule(
            "covering within agency", "Agency covering a vacancy must be no more than the agency FTE, {agency_fte}",
            covering <= agency + SLACK, "agency_covering_fte", {"agency_covering_fte": "2.1"},
            guide="Agency covering a vacancy is no more than the agency FTE.",
        ),
        Rule(
            "covering within vacancies", "Agency covering a vacancy must be no more than the vacancies, {vacancy_fte}",
            covering <= vacancies + SLACK, "agency_covering_fte", {"vacancy_fte": "1", "establishment_fte": "10.5"},
            guide="Agency covering a vacancy is no more than the vacancies.",
        ),
        Rule(
            "case holders given", "Enter the case-holder FTE: there are {cases} cases",
            pl.col("cases").is_null() | holders.is_not_null() | pl.col("case_holders_fte_symbol").is_not_null(),
            "case_holders_fte", {"case_holders_fte": ""}, shown=False,
            guide="Where cases are given, so is the case-holder FTE.",
        ),
        Rule(
            "cases need case holders", "Case-holder FTE must be above 0, because there are {cases} cases",
            (pl.col("cases") == 0) | (holders > 0), "case_holders_fte", {"case_holders_fte": "0"},
            guide="Cases have somebody who holds them: the case-holder FTE is above 0 where there are cases.",
        ),
        Rule(
            "case holders are staff", "Case-holder FTE must be no more than in post and agency together, {staff_fte}",
            holders <= in_post + agency + SLACK, "case_holders_fte", {"case_holders_fte": "11.6"},
            guide="Case-holder FTE is no more than in post and agency together.",
        ),
        Rule(
            "days lost within days available", "Days lost must be no more than the days available, {days_available}",
            pl.col("days_lost") <= pl.col("days_available") + SLACK, "days_lost", {"days_lost": "191"},
            guide="Days lost are no more than the days available.",
        ),
        Rule(
            "establishment adds up", "Establishment is {establishment_fte}, and in post and vacancies together are "
            "{filled_fte}: look which figure is right",
            (establishment - in_post - vacancies).abs() <= AGREE_WITHIN + SLACK, "establishment_fte",
            {"establishment_fte": "12.2"}, severity="query", shown=False,
            guide="An establishment more than 0.1 from in post and vacancies together is queried.",
        ),
        _headcount("in_post", "In post"),
        _headcount("agency", "Agency"),
        Rule(
            "big change", "In post was {before} in {before_month}: look whether the figure is right",
            ((in_post - pl.col("before")).abs() < BIG_CHANGE - SLACK)
            | in_post.is_between(pl.col("before") / 2, pl.col("before") * 2),
            "in_post_fte", {"in_post_fte": "19.5", "in_post_headcount": "20", "establishment_fte": "22"},
            severity="query", shown=False,
            guide="An in post FTE that has more than halved or doubled since the month before, by 3 or more, is "
            "queried.",
        ),
        *(_not_blank(column) for column in _OPTIONAL if column.name != "case_holders_fte"),
    ),
    examples=(
        {"month_end": "30/09/2025", "team": "Assessment North", "role": "social worker", "establishment_fte": "12",
         "in_post_fte": "9.5", "in_post_headcount": "10", "agency_fte": "2", "agency_headcount": "2",
         "agency_covering_fte": "1.5", "vacancy_fte": "2.5", "starters_fte": "1", "leavers_fte": "0",
         "cases": "150", "case_holders_fte": "9.5", "days_lost": "8", "days_available": "190"},
        {"month_end": "Sep 2025", "team": "Assessment North", "role": "other", "establishment_fte": "2",
         "in_post_fte": "2", "in_post_headcount": "x", "agency_fte": "0", "agency_headcount": "0",
         "agency_covering_fte": "0", "vacancy_fte": "0", "starters_fte": "0", "leavers_fte": "0",
         "cases": "", "case_holders_fte": "", "days_lost": "2.5", "days_available": "40"},
    ),
    known_examples={
        "teams": team_months.TEAMS_OF_EXAMPLES,
        "staffing": (
            {"month_end": "31/07/2025", "team": "Assessment South", "role": "social worker", "establishment_fte": "8",
             "in_post_fte": "8", "agency_fte": "0", "agency_covering_fte": "0", "vacancy_fte": "0",
             "starters_fte": "0", "leavers_fte": "0"},
            {"month_end": "31/08/2025", "team": "Assessment North", "role": "social worker", "establishment_fte": "12",
             "in_post_fte": "9.5", "agency_fte": "0", "agency_covering_fte": "0", "vacancy_fte": "2.5",
             "starters_fte": "0", "leavers_fte": "0"},
        ),
    },
)  # fmt: skip
