"""The stores of one person's data, in memory; they keep to the same promises as the real ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.errors import StoreUnavailable
from bot.privacy.audit import AuditRecord
from bot.privacy.person import People
from bot.privacy.retention import RetentionRules
from bot.sealing import Sealer

SEALER = Sealer([b"k" * 32])


@dataclass
class MemoryRecords:
    """Applications by the digest of their person, and the digests that are kept out."""

    kept: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def export(self, persons: Sequence[str]) -> list[dict[str, Any]]:
        return [each for person in persons for each in self.kept.get(person, [])]

    def forget_person(self, persons: Sequence[str], at: datetime) -> int:
        self.erased |= set(persons)
        return sum(len(self.kept.pop(person, [])) for person in persons)


@dataclass
class MemoryOwnBookings:
    """Bookings by conversation: their starts, and those that were given back."""

    booked: dict[str, list[datetime]] = field(default_factory=dict)
    given_back: dict[str, list[datetime]] = field(default_factory=dict)

    def export(self, conversation: str, now: datetime) -> list[dict[str, Any]]:
        starts = self.booked.get(conversation, []) + self.given_back.get(conversation, [])
        return [{"start": start.isoformat()} for start in starts]

    def give_back(self, conversation: str, now: datetime) -> int:
        mine = self.booked.get(conversation, [])
        given = [start for start in mine if start > now]
        self.booked[conversation] = [start for start in mine if start <= now]
        self.given_back.setdefault(conversation, []).extend(given)
        return len(given)

    def forget_conversation(self, conversation: str) -> int:
        return len(self.given_back.pop(conversation, []))


@dataclass
class MemoryPhones:
    """Phones in clear by conversation: it never leaves the test."""

    kept: dict[str, str] = field(default_factory=dict)

    def of_conversation(self, conversation: str) -> str | None:
        return self.kept.get(conversation)

    def remove_phones(self, digests: Collection[str]) -> int:
        gone = [
            conversation
            for conversation, phone in self.kept.items()
            if SEALER.digest("mobile", phone) in digests
        ]
        for conversation in gone:
            del self.kept[conversation]
        return len(gone)


@dataclass
class MemoryNoticesTo:
    """The digests of those to whom something is to be sent."""

    to: list[str] = field(default_factory=list)

    def forget_phones(self, digests: Collection[str], now: datetime) -> int:
        before = len(self.to)
        self.to = [each for each in self.to if each not in digests]
        return before - len(self.to)


@dataclass
class MemoryProofs:
    """Who has a session: conversations, and digests of persons and phones."""

    of: set[str] = field(default_factory=set)

    def forget_conversation(self, conversation: str) -> int:
        return self.forget_person([conversation])

    def forget_person(self, subjects: Collection[str]) -> int:
        gone = self.of & set(subjects)
        self.of -= gone
        return len(gone)


@dataclass
class MemoryTalk:
    """What is kept by conversation. `down` makes it fail."""

    kept: dict[str, int] = field(default_factory=dict)
    down: bool = False

    def forget_conversation(self, conversation: str) -> int:
        if self.down:
            raise StoreUnavailable("down")
        return self.kept.pop(conversation, 0)

    forget = forget_conversation


@dataclass
class MemoryOpinions:
    """What was said of answers, by conversation."""

    kept: dict[str, list[str]] = field(default_factory=dict)

    def export(self, conversation: str) -> list[dict[str, Any]]:
        return [{"words": words} for words in self.kept.get(conversation, [])]

    def forget_conversation(self, conversation: str) -> int:
        return len(self.kept.pop(conversation, []))


@dataclass
class MemoryTrail:
    """The audit trail."""

    records: list[AuditRecord] = field(default_factory=list)

    def write(self, record: AuditRecord) -> None:
        self.records.append(record)

    def of(self, subjects: Collection[str]) -> list[AuditRecord]:
        about = [each for each in self.records if each.subject in subjects]
        return sorted(about, key=lambda each: each.at)


@dataclass
class MemoryStores:
    """All of them."""

    records: MemoryRecords = field(default_factory=MemoryRecords)
    bookings: MemoryOwnBookings = field(default_factory=MemoryOwnBookings)
    phones: MemoryPhones = field(default_factory=MemoryPhones)
    notices: MemoryNoticesTo = field(default_factory=MemoryNoticesTo)
    proofs: MemoryProofs = field(default_factory=MemoryProofs)
    vault: MemoryTalk = field(default_factory=MemoryTalk)
    history: MemoryTalk = field(default_factory=MemoryTalk)
    opinions: MemoryOpinions = field(default_factory=MemoryOpinions)
    trail: MemoryTrail = field(default_factory=MemoryTrail)

    def people(self) -> People:
        """The use-cases over them."""
        return People(
            records=self.records,
            bookings=self.bookings,
            phones=self.phones,
            notices=self.notices,
            proofs=self.proofs,
            vault=self.vault,
            talks=[self.history],
            feedback=self.opinions,
            trail=self.trail,
            sealer=SEALER,
            rules=RetentionRules(),
        )


@dataclass
class MemoryDated:
    """Things that ended at some moment."""

    ended: list[datetime] = field(default_factory=list)

    def forget(self, before: datetime) -> int:
        old = [at for at in self.ended if at < before]
        self.ended = [at for at in self.ended if at >= before]
        return len(old)


@dataclass
class MemorySealed:
    """Sealed values. After `breaks_after` of them it fails once."""

    values: list[str] = field(default_factory=list)
    breaks_after: int | None = None

    def reseal(self, sealer: Sealer) -> int:
        done = 0
        for at, value in enumerate(self.values):
            if sealer.is_newest(value):
                continue
            if done == self.breaks_after:
                self.breaks_after = None
                raise StoreUnavailable("down")
            self.values[at] = sealer.sealed_anew(value)
            done += 1
        return done
