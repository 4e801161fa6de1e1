"""The tables of staff and of money."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint

from sct_dash.core.frames import PRIORITIES, ROLES, SYMBOLS
from sct_dash.store.fact import Fact, filled, in_order, keyed, one_of


class Team(Fact, table=True):
    """A team, the service it belongs to and the priority it serves, from a date on."""

    __tablename__ = "teams"
    key: ClassVar[tuple[str, ...]] = ("team", "valid_from")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("priority", PRIORITIES),
        in_order("valid_from", "valid_to"),
    )
    team: str
    service: str
    priority: str | None
    valid_from: date
    valid_to: date | None


class Staffing(Fact, table=True):
    """The staff of a role in a team at a month's end, who came and went in the month, their cases and their sickness.

    Full-time equivalents, headcounts, cases and days; null where the return gave a symbol or nothing.
    """

    __tablename__ = "staffing"
    key: ClassVar[tuple[str, ...]] = ("month_end", "team", "role")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("role", ROLES),
        one_of("symbol", SYMBOLS),
        CheckConstraint("agency_covering_fte <= agency_fte + 0.001", "covering_within_agency"),
        CheckConstraint("agency_covering_fte <= vacancy_fte + 0.001", "covering_within_vacancies"),
    )
    month_end: date
    team: str
    role: str
    establishment_fte: float
    in_post_fte: float
    in_post_headcount: float | None
    agency_fte: float
    agency_headcount: float | None
    agency_covering_fte: float
    vacancy_fte: float
    starters_fte: float
    leavers_fte: float
    cases: float | None
    case_holders_fte: float | None
    days_lost: float | None
    days_available: float | None
    symbol: str | None


class LeavingReason(Fact, table=True):
    """How many people left a team in a month for a reason."""

    __tablename__ = "leaving_reasons"
    key: ClassVar[tuple[str, ...]] = ("month_end", "team", "reason")
    __table_args__ = (keyed(__tablename__, key), filled("reason"))
    month_end: date
    team: str
    reason: str
    count: float


class BudgetLine(Fact, table=True):
    """A line of the contract sum: the part of it that it belongs to, and the KPI that counts what it pays for."""

    __tablename__ = "budget_lines"
    key: ClassVar[tuple[str, ...]] = ("budget_line",)
    __table_args__ = (keyed(__tablename__, key), one_of("priority", PRIORITIES))
    budget_line: str
    name: str
    area: str
    priority: str | None
    counted_by: str | None


class Finance(Fact, table=True):
    """A budget line at a month's end, in pounds: its year's sums so far, the outturn forecast, what was spent."""

    __tablename__ = "finance"
    key: ClassVar[tuple[str, ...]] = ("month_end", "budget_line")
    __table_args__ = (keyed(__tablename__, key), in_order("financial_year", "financial_year_end"))
    financial_year: date
    financial_year_end: date
    month_end: date
    budget_line: str
    original: float
    virement: float
    uplift: float
    forecast: float
    actual: float | None
    note: str | None


class Saving(Fact, table=True):
    """A savings scheme in a financial year, in pounds: planned, delivered so far, and why and until when it is late."""

    __tablename__ = "savings"
    key: ClassVar[tuple[str, ...]] = ("financial_year", "scheme")
    __table_args__ = (keyed(__tablename__, key), one_of("priority", PRIORITIES))
    financial_year: date
    financial_year_end: date
    scheme: str
    priority: str | None
    planned: float
    delivered: float
    delayed_to: date | None
    reason: str | None


class DeficitFunding(Fact, table=True):
    """What pays for the part of a year's outturn that the contract sum does not, in pounds."""

    __tablename__ = "deficit_funding"
    key: ClassVar[tuple[str, ...]] = ("financial_year", "source")
    __table_args__ = (keyed(__tablename__, key), filled("source"))
    financial_year: date
    financial_year_end: date
    source: str
    amount: float
    agreed_on: date | None
    note: str | None
