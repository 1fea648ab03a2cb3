"""Bookings, their waiting list, and the calls that made them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OCCUPIES = "state IN ('held', 'booked', 'attended', 'missed')"


def moment(name: str, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def string(name: str, length: int) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length), nullable=False)


def integer(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer, nullable=False)


def unique(name: str, table: str, columns: list[str], only: str) -> None:
    where = sa.text(only)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer, primary_key=True),
        string("reference", 8),
        string("owner", 64),
        string("office", 64),
        string("item", 64),
        moment("start"),
        moment("end"),
        sa.Column("day", sa.Date, nullable=False),
        integer("place"),
        integer("places"),
        integer("turn"),
        string("state", 16),
        moment("held_until", nullable=True),
        sa.Column("offered", sa.Boolean, nullable=False),
        moment("made_at"),
        moment("changed_at"),
        sa.CheckConstraint("place BETWEEN 1 AND places", name="ck_bookings_place"),
        sa.CheckConstraint("turn >= 1", name="ck_bookings_turn"),
    )
    unique("uq_bookings_place", "bookings", ["office", "start", "place"], OCCUPIES)
    unique("uq_bookings_turn", "bookings", ["owner", "day", "turn"], OCCUPIES)
    unique("uq_bookings_reference", "bookings", ["reference"], "state <> 'changed'")
    op.create_index("ix_bookings_owner", "bookings", ["owner"])
    op.create_index("ix_bookings_held_until", "bookings", ["held_until"])
    op.create_table(
        "booking_waitings",
        sa.Column("id", sa.Integer, primary_key=True),
        string("owner", 64),
        string("office", 64),
        string("item", 64),
        moment("start"),
        moment("joined_at"),
        string("state", 16),
    )
    unique(
        "uq_booking_waitings",
        "booking_waitings",
        ["owner", "office", "start"],
        "state = 'waiting'",
    )
    op.create_index("ix_booking_waitings_slot", "booking_waitings", ["office", "start"])
    op.create_table(
        "booking_calls",
        sa.Column("key", sa.String(64), primary_key=True),
        string("request", 64),
        string("result", 1000),
        moment("at"),
    )
    op.create_index("ix_booking_calls_at", "booking_calls", ["at"])


def downgrade() -> None:
    op.drop_table("booking_calls")
    op.drop_table("booking_waitings")
    op.drop_table("bookings")
