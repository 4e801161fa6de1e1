"""The tables of the golden thread: risks, the plan, inspections, boards and their meetings, and the links."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint

from sct_dash.core.frames import PRIORITIES
from sct_dash.core.thread_frames import (
    APPETITE,
    BANDS,
    CADENCES,
    GRADED,
    INSPECTION_KINDS,
    JUDGEMENTS,
    LINKED,
    MATRIX_PARTS,
    NOTE_KINDS,
    NOTED,
    STAGES,
)
from sct_dash.store.fact import Fact, filled, in_order, keyed, one_of


class RiskBand(Fact, table=True):
    """A line of the risk matrix in force from a day on: a level of likelihood or impact, or a score and its band."""

    __tablename__ = "risk_bands"
    key: ClassVar[tuple[str, ...]] = ("valid_from", "part", "level")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("part", MATRIX_PARTS),
        one_of("band", BANDS),
        one_of("appetite", APPETITE),
        CheckConstraint("(part = 'score') = (band IS NOT NULL)", "scores_have_bands"),
    )
    valid_from: date
    part: str
    level: float
    words: str | None
    band: str | None
    appetite: str | None
    note: str | None


class Risk(Fact, table=True):
    """A risk of a register: what may happen, whose it is, and what its score should come down to by when."""

    __tablename__ = "risks"
    key: ClassVar[tuple[str, ...]] = ("reference",)
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("priority", PRIORITIES),
        in_order("opened_on", "closed_on"),
    )
    reference: str
    title: str
    cause: str | None
    event: str | None
    consequence: str | None
    category: str | None
    owner: str | None
    priority: str | None
    target_score: float | None
    target_on: date | None
    risk_register: str | None
    opened_on: date
    closed_on: date | None
    reason: str | None


class RiskScore(Fact, table=True):
    """An assessment of a risk on a day: likelihood and impact, or where only that is known the score."""

    __tablename__ = "risk_scores"
    key: ClassVar[tuple[str, ...]] = ("reference", "assessed_on")
    __table_args__ = (
        keyed(__tablename__, key),
        filled("reason"),
        CheckConstraint("(likelihood IS NULL) = (impact IS NULL)", "both_or_neither"),
        CheckConstraint("likelihood IS NOT NULL OR score IS NOT NULL", "some_score"),
        CheckConstraint("score = likelihood * impact", "score_is_the_product"),
    )
    reference: str
    assessed_on: date
    likelihood: float | None
    impact: float | None
    score: float | None
    reason: str
    controls: str | None
    next_review_on: date | None


class RiskAction(Fact, table=True):
    """What somebody will do about a risk, and by when."""

    __tablename__ = "risk_actions"
    key: ClassVar[tuple[str, ...]] = ("reference", "action")
    __table_args__ = (keyed(__tablename__, key), filled("action"), one_of("status", STAGES))
    reference: str
    action: str
    owner: str | None
    due_on: date
    revised_due_on: date | None
    status: str
    reason: str | None


class Priority(Fact, table=True):
    """What a strategic priority is for."""

    __tablename__ = "priorities"
    key: ClassVar[tuple[str, ...]] = ("priority",)
    __table_args__ = (keyed(__tablename__, key), one_of("priority", PRIORITIES), filled("intent"))
    priority: str
    intent: str
    source: str | None


class Theme(Fact, table=True):
    """A theme of a plan."""

    __tablename__ = "themes"
    key: ClassVar[tuple[str, ...]] = ("theme",)
    __table_args__ = (keyed(__tablename__, key), filled("theme"))
    theme: str
    plan: str
    about: str | None
    source: str | None


class Outcome(Fact, table=True):
    """What the plan is to achieve under a theme and a priority; its weight in the priority where weights are given."""

    __tablename__ = "outcomes"
    key: ClassVar[tuple[str, ...]] = ("outcome",)
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("priority", PRIORITIES),
        CheckConstraint("weight > 0", "weight"),
    )
    outcome: str
    title: str
    theme: str | None
    priority: str
    owner: str | None
    weight: float | None


class Milestone(Fact, table=True):
    """A step to an outcome and the day it was first due; its weight in the outcome where weights are given."""

    __tablename__ = "milestones"
    key: ClassVar[tuple[str, ...]] = ("milestone",)
    __table_args__ = (keyed(__tablename__, key), CheckConstraint("weight > 0", "weight"))
    milestone: str
    outcome: str
    title: str
    owner: str | None
    first_due_on: date
    weight: float | None


class MilestoneUpdate(Fact, table=True):
    """What was reported of a milestone on a day: how far it is, and a new date with the reason for it."""

    __tablename__ = "milestone_updates"
    key: ClassVar[tuple[str, ...]] = ("milestone", "reported_on")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("status", STAGES),
        CheckConstraint("percent >= 0 AND percent <= 100", "percent"),
        CheckConstraint("(status = 'complete') = (percent = 100) OR status = 'cancelled'", "complete_is_all_of_it"),
    )
    milestone: str
    reported_on: date
    percent: float
    revised_due_on: date | None
    status: str
    reason: str | None


class Framework(Fact, table=True):
    """What an inspector inspects by, and how many months after one the next can fall."""

    __tablename__ = "frameworks"
    key: ClassVar[tuple[str, ...]] = ("framework",)
    __table_args__ = (
        keyed(__tablename__, key),
        in_order("earliest_months", "latest_months"),
        CheckConstraint("(earliest_months IS NULL) = (latest_months IS NULL)", "both_or_neither"),
        CheckConstraint("earliest_months IS NULL OR trim(assumption) <> ''", "assumption_said"),
    )
    framework: str
    title: str
    earliest_months: float | None
    latest_months: float | None
    assumption: str | None
    source: str | None


class Inspection(Fact, table=True):
    """An inspection, a visit or a review: when, by whom, under which framework, and its judgement when it has one."""

    __tablename__ = "inspections"
    key: ClassVar[tuple[str, ...]] = ("inspection",)
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("inspection_kind", INSPECTION_KINDS),
        one_of("judgement", JUDGEMENTS),
        in_order("from_on", "to_on"),
        CheckConstraint(
            f"judgement IS NULL OR inspection_kind IN ({', '.join(repr(kind) for kind in GRADED)})", "only_graded"
        ),
    )
    inspection: str
    title: str
    body: str
    inspection_kind: str
    framework: str | None
    from_on: date | None
    to_on: date | None
    date_words: str | None
    published_on: date | None
    judgement: str | None
    summary: str | None
    source: str | None


class Judgement(Fact, table=True):
    """How an inspection judged an area, as a source has it: two sources that disagree are two rows."""

    __tablename__ = "judgements"
    key: ClassVar[tuple[str, ...]] = ("inspection", "area", "source")
    __table_args__ = (keyed(__tablename__, key), one_of("judgement", JUDGEMENTS))
    inspection: str
    area: str
    judgement: str
    source: str


class InspectionFinding(Fact, table=True):
    """What an inspection found to improve."""

    __tablename__ = "findings"
    key: ClassVar[tuple[str, ...]] = ("inspection", "number")
    __table_args__ = (keyed(__tablename__, key), filled("text"))
    inspection: str
    number: float
    text: str
    area: str | None


class FindingAction(Fact, table=True):
    """What a finding led to: what was done, the outcome or milestone that carries it, and the evidence."""

    __tablename__ = "finding_actions"
    key: ClassVar[tuple[str, ...]] = ("inspection", "number", "action")
    __table_args__ = (keyed(__tablename__, key), filled("action"), one_of("status", STAGES))
    inspection: str
    number: float
    action: str
    outcome: str | None
    milestone: str | None
    owner: str | None
    status: str
    evidence: str | None


class Board(Fact, table=True):
    """A board that holds the Trust to account: how often it meets, what for, and what it receives."""

    __tablename__ = "boards"
    key: ClassVar[tuple[str, ...]] = ("board",)
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("cadence", CADENCES),
        one_of("public", ("yes", "no")),
        CheckConstraint("papers_days >= 0", "papers_days"),
    )
    board: str
    cadence: str
    remit: str | None
    receives: str | None
    public: str
    papers_days: float | None
    source: str | None


class Meeting(Fact, table=True):
    """A meeting of a board, and the day its papers are due."""

    __tablename__ = "meetings"
    key: ClassVar[tuple[str, ...]] = ("board", "meets_on")
    __table_args__ = (keyed(__tablename__, key), in_order("papers_due_on", "meets_on"))
    board: str
    meets_on: date
    papers_due_on: date | None
    note: str | None


class Note(Fact, table=True):
    """A question or an action noted at a meeting against an item."""

    __tablename__ = "notes"
    key: ClassVar[tuple[str, ...]] = ("board", "meets_on", "item_kind", "item_code", "note_kind", "text")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("item_kind", NOTED),
        one_of("note_kind", NOTE_KINDS),
        filled("text"),
    )
    board: str
    meets_on: date
    item_kind: str
    item_code: str
    note_kind: str
    text: str
    owner: str | None
    due_on: date | None


class Link(Fact, table=True):
    """A thread between two things, and why they belong together."""

    __tablename__ = "links"
    key: ClassVar[tuple[str, ...]] = ("from_kind", "from_code", "to_kind", "to_code")
    __table_args__ = (keyed(__tablename__, key), one_of("from_kind", LINKED), one_of("to_kind", LINKED))
    from_kind: str
    from_code: str
    to_kind: str
    to_code: str
    why: str | None
