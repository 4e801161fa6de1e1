"""The only reader of the environment: where the database is, who is there locally, what the server is called."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "data"
EMBEDDED = PROJECT / "var" / "sct_dash.sqlite"


@dataclass(frozen=True)
class Settings:
    """What the environment says.

    `database_url` is a SQLAlchemy-style address; `embedded` is true when none was given and the project's own SQLite
    file is used, the only database that is ever filled with demonstration figures without being asked.
    `viewer` and `role` describe the person at this machine while no sign-in is set up.
    """

    database_url: str
    embedded: bool
    viewer: str
    role: str


def read() -> Settings:
    """The settings as the environment gives them now; nothing is remembered between calls."""
    url = os.environ.get("DATABASE_URL", "").strip()
    return Settings(
        database_url=url or f"sqlite:///{EMBEDDED}",
        embedded=not url,
        viewer=os.environ.get("SCT_DASH_VIEWER", "").strip() or "local officer",
        role=os.environ.get("SCT_DASH_ROLE", "").strip() or "officer",
    )
