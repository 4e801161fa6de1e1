"""What the database keeps: submissions, what was taken back, the audit trail, and one append-only table a kind of fact.

Adding a kind is one class in kpi_tables, trust_tables or thread_tables (and its migration): its table is named like the
kind, its columns are the return's. A kind whose rows go to another kind's table adds nothing.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary
from sqlmodel import Field

from sct_dash.store import kpi_tables, thread_tables, trust_tables
from sct_dash.store.fact import Fact, Instant, Table, filled


class Submission(Table, table=True):
    """One accepted return; id order is time order, because deeds are done one at a time."""

    __tablename__ = "submission"
    __table_args__ = (
        filled("submitted_by"),
        CheckConstraint("row_count >= 0 AND new_count >= 0 AND changed_count >= 0 AND unchanged_count >= 0", "counts"),
        Index("ix_submission_kind_rows_hash", "kind", "rows_hash"),
        Index("ix_submission_submitted_at_id", "submitted_at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    file_name: str
    rows_hash: str
    row_count: int
    new_count: int
    changed_count: int
    unchanged_count: int
    submitted_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    submitted_by: str
    demonstration: bool


class SubmittedFile(Table, table=True):
    """The bytes of a submission's file, apart from it so that reading submissions never drags them along."""

    __tablename__ = "submitted_file"
    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class TakeBack(Table, table=True):
    """A submission taken back: from `at` on it is out of the picture, before it is not."""

    __tablename__ = "take_back"
    __table_args__ = (filled("by"), filled("why"))
    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by: str
    why: str


class AuditEvent(Table, table=True):
    """Who did what and when, in a sentence; never the content of a cell."""

    __tablename__ = "audit_event"
    __table_args__ = (filled("by"), filled("act"))
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by: str
    act: str
    submission_id: int | None = Field(default=None, foreign_key="submission.id")
    kind: str | None
    says: str


class DataVersion(Table, table=True):
    """One row that every deed locks first and raises by one: the queue for writers and the sign for open pages."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", "one_row"),)
    id: int = Field(primary_key=True)
    version: int
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))


FACTS: dict[str, type[Fact]] = {
    fact.__tablename__: fact
    for room in (kpi_tables, trust_tables, thread_tables)
    for fact in vars(room).values()
    if isinstance(fact, type) and issubclass(fact, Fact) and fact is not Fact
}
