"""Who may do what: permissions, and the roles that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Permission(Enum):
    """One thing that a person may or may not do."""

    READ = "read"
    SUBMIT = "submit"
    TAKE_BACK = "take back"
    NOTE = "note"


@dataclass(frozen=True)
class Role:
    """A part that people play: what it is for, in words for people, and what it permits."""

    description: str
    permissions: frozenset[Permission]


ROLES: dict[str, Role] = {
    "reader": Role(
        "Reads every page and takes figures away. For directors and board members.",
        frozenset({Permission.READ}),
    ),
    "officer": Role(
        "Reads, sends returns in, takes back a return that was wrong, and notes what is asked and agreed at a meeting. "
        "For performance officers.",
        frozenset({Permission.READ, Permission.SUBMIT, Permission.TAKE_BACK, Permission.NOTE}),
    ),
    "manager": Role(
        "Does what an officer does, and answers for definitions, targets and relief. For the performance manager.",
        frozenset({Permission.READ, Permission.SUBMIT, Permission.TAKE_BACK, Permission.NOTE}),
    ),
}


def may(role: str | None, permission: Permission) -> bool:
    """Whether a role permits something. A role that is not one of ROLES, and no role at all, permits nothing."""
    return role in ROLES and permission in ROLES[role].permissions
