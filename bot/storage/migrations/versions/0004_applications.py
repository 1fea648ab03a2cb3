"""Applications, what happened to them, and who had everything erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def string(name: str, length: int, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length), nullable=nullable)


def moment(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(64), nullable=False, unique=True),
        string("person", 64),
        string("person_kind", 16),
        string("number_sealed", 200),
        string("person_sealed", 200),
        string("name_sealed", 700),
        string("phone_sealed", 200, nullable=True),
        string("item", 64),
        string("region", 64, nullable=True),
        string("stage", 16),
        sa.Column("stage_on", sa.Date, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        string("source", 16),
        moment("changed_at"),
        string("sealed_by", 64),
    )
    op.create_index("ix_applications_person", "applications", ["person"])
    op.create_index("ix_applications_sealed_by", "applications", ["sealed_by"])
    op.create_table(
        "application_events",
        sa.Column("application", sa.Integer, sa.ForeignKey("applications.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        string("stage", 16),
        sa.Column("day", sa.Date, nullable=False),
        string("note_sealed", 1200, nullable=True),
    )
    op.create_table(
        "erased_persons",
        sa.Column("person", sa.String(64), primary_key=True),
        moment("at"),
    )


def downgrade() -> None:
    op.drop_table("erased_persons")
    op.drop_table("application_events")
    op.drop_table("applications")
