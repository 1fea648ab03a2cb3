"""Codes that were asked for, sessions, what was counted and what is locked."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def moment(name: str, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def string(name: str, length: int, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length), nullable=nullable)


def index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "identity_challenges",
        string("conversation", 64),
        string("id", 32),
        string("purpose", 16),
        string("number", 64),
        string("subject", 64),
        sa.Column("answerable", sa.Boolean, nullable=False),
        string("phone", 255, nullable=True),
        string("code", 64),
        moment("at"),
        moment("until"),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("conversation"),
    )
    index("identity_challenges", "number", "subject", "until")
    op.create_table(
        "identity_sessions",
        string("conversation", 64),
        string("purpose", 16),
        string("subject", 64),
        string("phone_sealed", 255, nullable=True),
        moment("since"),
        moment("until"),
        sa.PrimaryKeyConstraint("conversation", "purpose"),
    )
    index("identity_sessions", "subject", "until")
    op.create_table(
        "identity_tries",
        sa.Column("id", sa.Integer, primary_key=True),
        string("kind", 16),
        string("digest", 64),
        string("event", 16),
        moment("at"),
    )
    op.create_index("ix_identity_tries_key", "identity_tries", ["digest", "kind", "event", "at"])
    op.create_table(
        "identity_watches",
        string("digest", 64),
        string("kind", 16),
        moment("watched_at"),
        moment("locked_until", nullable=True),
        sa.PrimaryKeyConstraint("digest", "kind"),
    )
    index("identity_watches", "watched_at")


def downgrade() -> None:
    for table in ("watches", "tries", "sessions", "challenges"):
        op.drop_table(f"identity_{table}")
