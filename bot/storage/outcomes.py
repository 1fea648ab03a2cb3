"""How each turn ended: who (a hash), what about, how, how fast. Never the text."""

from datetime import datetime

from sqlalchemy import DateTime, Engine, Integer, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    """Every table of ours."""


class TurnOutcome(Base):
    """One turn. `latency_ms` is in milliseconds, from the request to the answer."""

    __tablename__ = "turn_outcomes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    conversation: Mapped[str] = mapped_column(String(64))
    journey: Mapped[str] = mapped_column(String(32))
    aspect: Mapped[str | None] = mapped_column(String(32))
    policy: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(32))
    latency_ms: Mapped[int] = mapped_column(Integer)


class Outcomes:
    """The register of turns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, outcome: TurnOutcome) -> None:
        """Add one turn."""
        with Session(self._engine) as session:
            session.add(outcome)
            session.commit()

    def ping(self) -> None:
        """Ask the database for nothing; SQLAlchemyError when it does not answer."""
        with self._engine.connect() as connection:
            connection.execute(select(1))
