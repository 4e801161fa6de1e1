"""What must hold of links: both ends are held and spelled as they are held, two things, once, with a reason."""

import polars as pl
import pytest

from sct_dash.core.frames import facts
from tests.frames import frame
from tests.returns.drawn import HELD, checked, found, says

HEAD = "from_kind,from_code,to_kind,to_code,why\n"
RISKS = frame(
    """
    | reference | title           | priority | opened_on  |
    | 4         | Children's care | Practice | 2018-04-01 |
    | 4c        | Placements      | -        | 2019-04-01 |
""",
    reference=pl.String,
)
FINDINGS = frame("| inspection | number | text |\n| ILACS-2022 | 1 | Recording of visits |")
ACTIONS = frame("| inspection | number | action | outcome |\n| ILACS-2022 | 1 | Training | O01 |")
OUTCOMES = frame("| outcome | title | priority |\n| O01 | Visits are recorded | Practice |")
LINKS = frame("| from_kind | from_code | to_kind | to_code |\n| risk | 4 | kpi | KPI002 |", from_code=pl.String)


@pytest.fixture
def held() -> dict[str, pl.DataFrame]:
    drawn = {"risks": RISKS, "findings": FINDINGS, "finding_actions": ACTIONS, "outcomes": OUTCOMES, "links": LINKS}
    return {**HELD, **{kind: facts({kind: rows}, kind) for kind, rows in drawn.items()}}


def links(rows: str, held: dict[str, pl.DataFrame]) -> list[tuple]:
    outcome = checked(HEAD + rows, kind="links", held=held)
    assert outcome.accepted, outcome.findings["says"].to_list()
    return outcome.rows.select("from_kind", "from_code", "to_kind", "to_code").rows()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("kpi,kpi001", ("kpi", "KPI001")),
        ("measure, KPI001 ", ("kpi", "KPI001")),
        ("risk,4c", ("risk", "4c")),
        ("Area to improve,ilacs-2022 / 01", ("finding", "ILACS-2022/1")),
        ("strategic priority,meeting need and measuring progress", ("priority", "Meeting Need and Measuring Progress")),
        ("Budget line,legal", ("budget_line", "LEGAL")),
        ("Corporate Plan aim,A STRONG AND INCLUSIVE ECONOMY", ("aim", "A strong and inclusive economy")),
    ],
)
def test_an_end_is_kept_as_it_is_held_however_it_is_written(written: str, kept: tuple[str, str], held):
    assert links(f"{written},outcome,O01,Because\n", held) == [(*kept, "outcome", "O01")]


@pytest.mark.parametrize(
    ("written", "guess"),
    [
        ("risk,4C", "From code must be a risk that is held, not ‘4C’. Did you mean 4c? Write it as it is held."),
        ("kpi,Seen", "From code must be a KPI that is held, not ‘Seen’. Did you mean KPI002? Write it as it is held."),
        (
            "finding,ILACS-2022/2",
            "From code must be an inspection finding that is held, not ‘ILACS-2022/2’. Did you mean ILACS-2022/1? "
            "Write it as it is held.",
        ),
        ("outcome,LATER", "From code must be an outcome that is held, not ‘LATER’."),
        ("priority,Places", "From code must be a strategic priority that is held, not ‘Places’."),
    ],
)
def test_an_end_that_is_not_held_is_said_with_what_may_be_meant(written: str, guess: str, held):
    (said,) = says(f"{HEAD}{written},aim,Best start in life,Because\n", kind="links", held=held)
    assert said == guess


def test_a_thing_of_a_kind_of_which_nothing_is_held_asks_for_that_return_first(held):
    sent = f"{HEAD}milestone,M1,kpi,KPI001,Because\n"
    assert says(sent, kind="links", held=held | {"milestones": facts({}, "milestones")}) == [
        "No milestones are held yet, so ‘M1’ cannot be linked. Send the milestones return first."
    ]


def test_a_link_needs_two_things_and_two_kinds_may_share_a_code(held):
    assert found(f"{HEAD}risk,4,risk,4,Because\n", kind="links", held=held) == [(2, "to_code", "two things")]
    both = held | {"outcomes": facts({"outcomes": OUTCOMES.with_columns(outcome=pl.lit("4"))}, "outcomes")}
    assert found(f"{HEAD}risk,4,outcome,4,Because\n", kind="links", held=both) == []


def test_the_same_two_the_other_way_round_are_queried_in_a_file_and_beside_what_is_held(held):
    assert found(f"{HEAD}kpi,KPI002,risk,4,Because\n", kind="links", held=held) == [(2, "to_code", "one way")]
    twice = f"{HEAD}kpi,KPI001,risk,4c,Because\nrisk,4c,kpi,KPI001,Because\n"
    assert found(twice, kind="links", held=held) == [(3, "to_code", "one way")]
    assert found(f"{HEAD}risk,4,kpi,KPI002,Because\n", kind="links", held=held) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("risk,4,priority,Practice", "The register names this priority"),
        ("priority,Practice,outcome,O01", "The plan puts this outcome under the priority"),
        ("finding,ILACS-2022/1,outcome,O01", "Training"),
    ],
)
def test_what_another_return_says_already_is_queried_with_its_words(written: str, said: str, held):
    sent = f"{HEAD}{written},Because\n"
    assert found(sent, kind="links", held=held) == [(2, "to_code", "not said elsewhere")]
    assert f"‘{said}’" in says(sent, kind="links", held=held)[0]
    assert found(f"{HEAD}risk,4,priority,People,Because\n", kind="links", held=held) == []


def test_a_link_without_why_is_queried_also_where_the_file_has_no_such_column(held):
    assert found("from_kind,from_code,to_kind,to_code\nrisk,4,outcome,O01\n", kind="links", held=held) == [
        (2, "why", "why said")
    ]


def test_an_unreadable_kind_has_one_finding_and_its_code_none(held):
    assert found(f"{HEAD}team,X,kpi,KPI001,Because\n", kind="links", held=held) == [(2, "from_kind", "unreadable")]
