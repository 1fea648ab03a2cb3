"""What was turned off and on again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "switch_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(96), nullable=False),
        sa.Column("switch", sa.String(32), nullable=False),
        sa.Column("off", sa.Boolean, nullable=False),
        sa.Column("why", sa.String(800), nullable=False),
        sa.Column("words", sa.String(800), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_switch_changes_switch", "switch_changes", ["switch", "id"])


def downgrade() -> None:
    op.drop_table("switch_changes")
