"""Notices that wait to be sent, and the phones that people left to be reminded."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def moment(name: str, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def string(name: str, length: int, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, primary_key=True),
        string("key", 128),
        string("template", 32),
        string("recipient", 256, nullable=True),
        string("content", 4096, nullable=True),
        moment("not_before"),
        moment("until"),
        sa.Column("quiet", sa.Boolean, nullable=False),
        string("state", 16),
        sa.Column("tries", sa.Integer, nullable=False),
        moment("changed_at", nullable=True),
    )
    op.create_index("uq_notices_key", "notices", ["key"], unique=True)
    op.create_index("ix_notices_due", "notices", ["state", "not_before"])
    op.create_table(
        "booking_contacts",
        sa.Column("owner", sa.String(64), primary_key=True),
        string("phone", 256),
        string("phone_digest", 64),
        moment("kept_at"),
    )
    op.create_index("ix_booking_contacts_phone_digest", "booking_contacts", ["phone_digest"])
    op.create_index("ix_booking_contacts_kept_at", "booking_contacts", ["kept_at"])


def downgrade() -> None:
    op.drop_table("booking_contacts")
    op.drop_table("notices")
