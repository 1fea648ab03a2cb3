"""Notices, phones and the way out in memory; they keep to the same promises as the real ones."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from bot.bookings.booking import Booking, State
from bot.bookings.contacts import Contact
from bot.errors import SealBroken, SmsUnavailable
from bot.notices.notice import Notice, Template
from bot.notices.queue import OVER, Claimed, NoticeState
from bot.sealing import Sealer
from tests.fake_bookings import MemoryBookings


@dataclass(frozen=True)
class Kept:
    """A notice and what became of it."""

    notice: Notice
    state: NoticeState
    tries: int = 0


class MemoryNotices:
    """The Queue over a dictionary."""

    def __init__(self, sealer: Sealer) -> None:
        self.kept: dict[str, Kept] = {}
        self._sealer = sealer
        self._lock = Lock()

    def put(self, notice: Notice) -> bool:
        state = NoticeState.VOID if notice.to is None else NoticeState.WAITING
        with self._lock:
            return self.kept.setdefault(notice.key, fresh := Kept(notice, state)) is fresh

    def known(self, keys: Collection[str]) -> set[str]:
        return set(keys) & set(self.kept)

    def claim(self, now: datetime, most: int, disturbing: bool) -> list[Claimed]:
        with self._lock:
            due = [
                each
                for each in self._waiting()
                if each.notice.not_before <= now <= each.notice.until
                and (disturbing or not each.notice.quiet)
            ]
            due.sort(key=lambda each: (each.notice.quiet, each.notice.not_before))
            claimed = [
                replace(each, state=NoticeState.CLAIMED, tries=each.tries + 1)
                for each in due[:most]
            ]
            self.kept.update((each.notice.key, each) for each in claimed)
            return [Claimed(each.notice, each.tries) for each in claimed]

    def mark(self, key: str, state: NoticeState, now: datetime) -> None:
        if self.kept[key].state is NoticeState.CLAIMED:
            self._end(key, state)

    def put_back(self, key: str, not_before: datetime) -> None:
        each = self.kept[key]
        if each.state is NoticeState.CLAIMED:
            later = replace(each.notice, not_before=not_before)
            self.kept[key] = replace(each, notice=later, state=NoticeState.WAITING)

    def drop_late(self, now: datetime) -> int:
        return self._drop([each for each in self._waiting() if each.notice.until < now])

    def withdraw(self, prefix: str, now: datetime) -> int:
        return self._drop([each for each in self._waiting() if each.notice.key.startswith(prefix)])

    def forget_phones(self, digests: Collection[str], now: datetime) -> int:
        return self._drop(
            [
                each
                for each in self.kept.values()
                if each.notice.to is not None and self._is(each.notice.to, digests)
            ]
        )

    def forget(self, before: datetime) -> int:
        old = [key for key, each in self.kept.items() if each.notice.until < before]
        for key in old:
            del self.kept[key]
        return len(old)

    def reseal(self, sealer: Sealer) -> int:
        old = [
            each
            for each in self.kept.values()
            if each.notice.to is not None and not sealer.is_newest(each.notice.to)
        ]
        for each in old:
            anew = replace(each.notice, to=sealer.sealed_anew(each.notice.to or ""))
            self.kept[anew.key] = replace(each, notice=anew)
        return len(old)

    def states(self) -> dict[str, NoticeState]:
        return {key: each.state for key, each in self.kept.items()}

    def _waiting(self) -> list[Kept]:
        return [each for each in self.kept.values() if each.state is NoticeState.WAITING]

    def _drop(self, them: list[Kept]) -> int:
        for each in them:
            self._end(each.notice.key, NoticeState.DROPPED)
        return len(them)

    def _end(self, key: str, state: NoticeState) -> None:
        each = self.kept[key]
        notice = replace(each.notice, to=None, values={}) if state in OVER else each.notice
        self.kept[key] = replace(each, notice=notice, state=state)

    def _is(self, to: str, digests: Collection[str]) -> bool:
        try:
            phone = self._sealer.open(to)
        except SealBroken:
            return False
        return bool(set(self._sealer.digests("mobile", phone)) & set(digests))


@dataclass(frozen=True)
class Sent:
    """One message as it went out."""

    phone: str
    template: Template
    values: Mapping[str, str]
    reference: str


@dataclass
class FakeSms:
    """Keeps what is sent; `refuses` holds the errors of the next tries, None for a success."""

    sent: list[Sent] = field(default_factory=list)
    refuses: list[SmsUnavailable | None] = field(default_factory=list)

    def send(
        self, phone: str, template: Template, values: Mapping[str, str], reference: str
    ) -> None:
        if self.refuses and (error := self.refuses.pop(0)):
            raise error
        self.sent.append(Sent(phone, template, dict(values), reference))


class MemoryContacts:
    """The Contacts over a dictionary; `bookings` tells who still has something."""

    def __init__(self, bookings: MemoryBookings) -> None:
        self._kept: dict[str, Contact] = {}
        self._bookings = bookings

    def keep(self, contact: Contact) -> None:
        self._kept[contact.owner] = contact

    def of_owners(self, owners: Collection[str]) -> dict[str, Contact]:
        return {owner: each for owner, each in self._kept.items() if owner in owners}

    def remove_owner(self, owner: str) -> int:
        return self._remove(lambda each: each.owner == owner)

    def remove_phones(self, digests: Collection[str]) -> int:
        return self._remove(lambda each: each.phone_digest in digests)

    def forget(self, before: datetime) -> int:
        return self._remove(
            lambda each: each.kept_at < before and not self._has(each.owner, before)
        )

    def reseal(self, sealer: Sealer) -> int:
        old = [each for each in self._kept.values() if not sealer.is_newest(each.phone)]
        for each in old:
            digest = sealer.digest("mobile", sealer.open(each.phone))
            phone = sealer.sealed_anew(each.phone)
            self.keep(replace(each, phone=phone, phone_digest=digest))
        return len(old)

    def _has(self, owner: str, before: datetime) -> bool:
        gone = (State.CANCELLED, State.CHANGED, State.EXPIRED)
        booked = any(
            each.owner == owner and each.state not in gone and each.end >= before
            for each in self._bookings.kept.bookings
        )
        return booked or any(
            each.owner == owner and each.state == "waiting" and each.start >= before
            for each in self._bookings.kept.waitings
        )

    def _remove(self, which: Callable[[Contact], bool]) -> int:
        gone = [owner for owner, each in self._kept.items() if which(each)]
        for owner in gone:
            del self._kept[owner]
        return len(gone)


@dataclass(frozen=True)
class MemoryBookingsToRemind:
    """The BookingsToRemind over the bookings in memory."""

    bookings: MemoryBookings

    def booked_between(self, since: datetime, until: datetime) -> list[Booking]:
        booked = [
            each
            for each in self.bookings.kept.bookings
            if each.state is State.BOOKED and since <= each.start <= until
        ]
        return sorted(booked, key=lambda each: each.start)

    def offered(self, now: datetime) -> list[Booking]:
        return [
            each
            for each in self.bookings.kept.bookings
            if each.state is State.HELD and each.offered and not each.lapsed(now)
        ]
