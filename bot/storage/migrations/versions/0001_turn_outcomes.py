"""How each turn ended."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn_outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("journey", sa.String(32), nullable=False),
        sa.Column("aspect", sa.String(32)),
        sa.Column("policy", sa.String(64)),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("latency_ms", sa.Integer, nullable=False),
    )
    op.create_index("ix_turn_outcomes_at", "turn_outcomes", ["at"])


def downgrade() -> None:
    op.drop_table("turn_outcomes")
