"""What people say of answers, and what became of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def moment(name: str, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def string(name: str, length: int, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        string("key", 64),
        string("number", 8, nullable=True),
        string("conversation", 64),
        string("channel", 16),
        moment("first_at"),
        moment("at"),
        string("message", 64, nullable=True),
        string("journey", 32),
        string("aspect", 32, nullable=True),
        string("policies", 800),
        string("outcome", 32),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        string("reason", 32, nullable=True),
        string("said", 32000, nullable=True),
        string("note", 4000, nullable=True),
        string("closed_by", 96, nullable=True),
        moment("closed_at", nullable=True),
    )
    op.create_index("uq_feedback_key", "feedback", ["key"], unique=True)
    op.create_index("uq_feedback_number", "feedback", ["number"], unique=True)
    op.create_index("ix_feedback_conversation", "feedback", ["conversation"])
    op.create_index("ix_feedback_at", "feedback", ["at"])


def downgrade() -> None:
    op.drop_table("feedback")
