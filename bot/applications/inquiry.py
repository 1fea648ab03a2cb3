"""A person who has proved who they are looks at their own applications; each look is recorded."""

from dataclasses import dataclass
from datetime import datetime

from bot.applications.application import Application
from bot.applications.provincial import Provincial, refresh
from bot.applications.register import Register
from bot.errors import ProvincialUnavailable
from bot.identity.challenge import Session
from bot.identity.numbers import read_number
from bot.privacy.audit import Action, AuditLog, AuditRecord


@dataclass(frozen=True)
class Inquiry:
    """The use-case over the register and, where there is one, the provincial system."""

    register: Register
    provincial: Provincial | None
    audit: AuditLog

    def of(self, session: Session, client: str, now: datetime) -> list[Application]:
        """This person's applications, last changed first.

        Where the provincial system does not answer, the register tells what it knows, and since
        when. StoreUnavailable.
        """
        actor = f"conversation:{session.conversation}"
        if self.provincial:
            detail = None if self._refreshed(self.provincial, session, now) else "unavailable"
            self.audit.write(
                AuditRecord(now, actor, Action.FETCHED, session.subject, client, detail)
            )
        found = self.register.of_person([session.subject])
        self.audit.write(AuditRecord(now, actor, Action.STATUS_READ, session.subject, client))
        return found

    def _refreshed(self, provincial: Provincial, session: Session, now: datetime) -> bool:
        kept = self.register.export([session.subject])
        person = read_number(kept[0]["person"]) if kept else None
        if person is None:
            return False
        try:
            refresh(provincial, self.register, person, now)
        except ProvincialUnavailable:
            return False
        return True
