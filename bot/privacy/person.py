"""One person's data: what there is, a copy of it, and an end to it.

个人信息保护法: 第四十五条 (to see and copy), 第四十七条 (to have it deleted).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.privacy.audit import Action, AuditRecord
from bot.privacy.purposes import PURPOSES
from bot.privacy.retention import RetentionRules
from bot.privacy.stores import (
    Bookings,
    Notices,
    Opinions,
    Phones,
    Proofs,
    Records,
    Talk,
    Told,
    Trail,
)
from bot.sealing import Sealer

_MOBILE = "mobile"  # the kind under which a number's digest is made


@dataclass(frozen=True)
class Person:
    """Whose data. `subjects` are the digests of the ID number or credit code, under every key of
    ours where they are known; `conversation` is the hash of that in which they ask, if any."""

    subjects: Sequence[str]
    conversation: str | None = None


@dataclass(frozen=True)
class Erased:
    """How much was deleted of each kind, and how many bookings were given back."""

    counts: dict[str, int]

    @property
    def anything(self) -> bool:
        """Whether there was anything."""
        return any(self.counts.values())


@dataclass(frozen=True)
class People:
    """The use-cases over the stores. `talks` are the history, Rasa's memory, the outcomes …"""

    records: Records
    bookings: Bookings
    phones: Phones
    notices: Notices
    proofs: Proofs
    vault: Told
    talks: Sequence[Talk]
    feedback: Opinions
    trail: Trail
    # It holds every key: phones that were digested under an older one are found, too.
    sealer: Sealer
    rules: RetentionRules

    def count(self, person: Person, now: datetime) -> dict[str, int]:
        """How much there is of each kind. It tells nothing personal and leaves no record."""
        return {kind: len(data) for kind, data in self._kept(person, now).items()}

    def export(self, person: Person, now: datetime, actor: str | None = None) -> dict[str, Any]:
        """All of it in clear, ready for JSON, for that person alone; with a record of it.

        `{"exported_at", "data": {kind: {"purpose", "days", "items": […]}}}`; `days` is for how
        long it is kept. `actor` as in AuditRecord; the conversation unless it is given.
        """
        kept = self._kept(person, now)
        self._note(Action.EXPORTED, person, now, actor)
        return {
            "exported_at": now.isoformat(),
            "data": {
                kind: {"purpose": PURPOSES[kind], "days": self.rules.days(kind), "items": items}
                for kind, items in kept.items()
            },
        }

    def erase(self, person: Person, now: datetime, actor: str | None = None) -> Erased:
        """Delete all of it, with a record of it; again, it finds nothing and does no harm.

        Places to come are given back first. What the law wants kept stays: the audit trail, which
        holds digests only, and the digest that keeps a later import out; so do appointments that
        are too near to be cancelled and missed ones, which hold no more than a digest either.
        StoreUnavailable: part of it may be left, and the next call goes on.
        """
        conversation, phones = person.conversation, self._phones(person)
        kinds = ("bookings", "applications", "contacts", "notices", "feedback")
        counts = dict.fromkeys(kinds, 0)
        if conversation:
            counts["bookings"] = self.bookings.give_back(conversation, now)
            counts["feedback"] = self.feedback.forget_conversation(conversation)
            self._forget_talk(conversation)
        if phones:
            counts["notices"] = self.notices.forget_phones(phones, now)
            self.proofs.forget_person(phones)
            counts["contacts"] = self.phones.remove_phones(phones)
        # What tells the phones goes after what is found by them, and the session last of all:
        # who goes on after a failure needs both.
        counts["applications"] = self.records.forget_person(person.subjects, now)
        self._note(Action.ERASED, person, now, actor)
        self.proofs.forget_person(person.subjects)
        if conversation:
            self.proofs.forget_conversation(conversation)
        return Erased(counts)

    def _forget_talk(self, conversation: str) -> None:
        self.bookings.forget_conversation(conversation)
        self.vault.forget(conversation)
        for talk in self.talks:
            talk.forget_conversation(conversation)

    def _kept(self, person: Person, now: datetime) -> dict[str, list[dict[str, Any]]]:
        conversation = person.conversation
        phone = self.phones.of_conversation(conversation) if conversation else None
        return {
            "applications": self.records.export(person.subjects),
            "bookings": self.bookings.export(conversation, now) if conversation else [],
            "contacts": [{"phone": phone}] if phone else [],
            "feedback": self.feedback.export(conversation) if conversation else [],
            "audit": [_shown(record) for record in self._trail(person)],
        }

    def _trail(self, person: Person) -> list[AuditRecord]:
        """Whoever read what was said in the conversation read this person's data, too."""
        conversation = [person.conversation] if person.conversation else []
        return self.trail.of([*person.subjects, *conversation])

    def _phones(self, person: Person) -> list[str]:
        """The digests, under every key, of each phone that is known as this person's."""
        told = {each["phone"] for each in self.records.export(person.subjects)}
        if person.conversation:
            told.add(self.phones.of_conversation(person.conversation))
        known = sorted(phone for phone in told if phone)
        return [digest for phone in known for digest in self.sealer.digests(_MOBILE, phone)]

    def _note(self, action: Action, person: Person, now: datetime, actor: str | None) -> None:
        who = actor or (f"conversation:{person.conversation}" if person.conversation else "cli")
        subject = person.subjects[0] if person.subjects else None
        self.trail.write(AuditRecord(now, who, action, subject))


def _shown(record: AuditRecord) -> dict[str, Any]:
    """Without whose conversation it was: the person learns what was done, when and by what."""
    return {
        "at": record.at.isoformat(),
        "by": record.actor.partition(":")[0],
        "action": str(record.action),
    }
