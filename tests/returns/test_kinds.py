"""Every kind and every rule, whichever there are: examples that break nothing, counter-examples that break one rule."""

import re

import pytest

from sct_dash.core.frames import SCHEMAS
from sct_dash.returns import RETURNS, telling
from sct_dash.returns.shape import TYPES, Kind, Rule
from tests.returns.drawn import as_csv, checked, example_picture

KINDS = pytest.mark.parametrize("kind", RETURNS.values(), ids=RETURNS)
RULES = pytest.mark.parametrize(
    ("kind", "rule"),
    [pytest.param(kind, rule, id=f"{kind.name}-{rule.name}") for kind in RETURNS.values() for rule in kind.rules],
)
NEVER = re.compile(r"\b(please|sorry|valid|invalid|errors?|required)\b", re.IGNORECASE)


def file_of(kind: Kind, rows: tuple[dict[str, str], ...]) -> bytes:
    return as_csv(kind.headings, rows)


@KINDS
def test_the_examples_of_a_kind_break_nothing_and_the_one_of_the_template_is_queried(kind: Kind):
    outcome = checked(file_of(kind, kind.examples), kind=kind.name, held=example_picture(kind))
    says = "Line 2 is the template's example. Take it out if it is not meant."
    left = [] if kind.into else [(2, None, "template's example", says, None, "query")]
    assert outcome.findings.rows() == left
    assert outcome.accepted
    assert outcome.rows.height == len(kind.examples)


@RULES
def test_a_counter_example_breaks_its_own_rule_alone(kind: Kind, rule: Rule):
    rows = ({**kind.examples[0], **rule.counter_example}, *rule.beside)
    outcome = checked(file_of(kind, rows), kind=kind.name, held=example_picture(kind))
    line = None if rule.of_file else 2
    assert outcome.findings.select("line", "column", "rule").rows() == [(line, rule.column, rule.name)]
    assert outcome.accepted is (rule.severity == "query")


@RULES
def test_a_rule_has_words_of_its_own(kind: Kind, rule: Rule):
    rows = ({**kind.examples[0], **rule.counter_example}, *rule.beside)
    says = checked(file_of(kind, rows), kind=kind.name, held=example_picture(kind)).findings["says"].item()
    assert says[0].isupper()
    assert says.endswith((".", "?"))
    assert "{" not in says
    assert not NEVER.search(says)


@KINDS
def test_typed_rows_have_exactly_the_columns_of_the_fact(kind: Kind):
    outcome = checked(file_of(kind, kind.examples), kind=kind.name, held=example_picture(kind))
    assert dict(outcome.rows.drop("line").schema) == dict(SCHEMAS[kind.table])


@KINDS
def test_a_kind_is_declared_in_full(kind: Kind):
    assert kind.title and kind.about and kind.key and kind.examples
    assert set(kind.key) <= {column.name for column in kind.columns}
    for column in kind.columns:
        assert column.type in TYPES
        assert column.guide, column.name
        assert (column.type == "choice") == bool(column.choices)


@KINDS
def test_the_template_is_accepted_as_it_comes(kind: Kind):
    template = telling.template(kind)
    assert template.startswith(b"\xef\xbb\xbf")
    assert checked(template, kind=kind.name, held=example_picture(kind)).accepted


@KINDS
def test_the_guide_speaks_of_every_column_and_every_rule_without_a_gap(kind: Kind):
    guide = telling.guide(kind)
    assert len(guide) == len(kind.columns) + len(kind.stored.rules) + 1
    assert all(line.endswith(".") and "{" not in line and not NEVER.search(line) for line in guide)
    assert [line.split(":")[0] for line in guide[: len(kind.columns)]] == [column.name for column in kind.columns]


@KINDS
def test_every_heading_means_one_column(kind: Kind):
    headings = [name for column in kind.columns for name in {column.name, *column.synonyms}]
    assert len(headings) == len(set(headings))


@KINDS
def test_a_column_left_blank_says_enter_only_where_it_must_be_there(kind: Kind):
    for column in kind.columns:
        row = {**kind.examples[0], column.name: ""}
        outcome = checked(file_of(kind, (row,)), kind=kind.name, held=example_picture(kind))
        missing = outcome.findings.filter(rule="missing").select("line", "column").rows()
        assert missing == ([(2, column.name)] if column.required else [])


def test_the_kinds_are_found_by_themselves():
    assert {"kpis", "targets", "relief", "kpi_values"} <= set(RETURNS)
    assert all(name == kind.name for name, kind in RETURNS.items())


def test_the_template_of_a_kind_that_is_sent_whole_is_taken_where_nothing_is_held():
    assert checked(telling.template(RETURNS["risk_bands"]), kind="risk_bands").accepted
