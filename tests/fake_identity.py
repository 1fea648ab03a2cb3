"""In memory: an IdentityStore that keeps the SQL one's promises, and the other doors of a desk."""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import TypeVar

from bot.errors import StoreUnavailable
from bot.identity.challenge import Challenge, Purpose, Session
from bot.identity.directory import Registered
from bot.identity.numbers import Number
from bot.identity.store import Event, IdentityWork, Key, Watched
from bot.notices.notice import Notice
from bot.privacy.audit import AuditRecord

Result = TypeVar("Result")
Name = tuple[str, str]


@dataclass
class MemoryWork:
    """Everything there is; a transaction works on it and is undone by a copy."""

    challenges: dict[str, Challenge] = field(default_factory=dict)
    sessions: dict[tuple[str, Purpose], Session] = field(default_factory=dict)
    tries: list[tuple[Name, Event, datetime]] = field(default_factory=list)
    watches: dict[Name, tuple[datetime, datetime | None]] = field(default_factory=dict)

    def watch(self, keys: Sequence[Key], now: datetime) -> datetime | None:
        locks = []
        for name in _names(keys):
            _, until = self.watches.get(name, (now, None))
            self.watches[name] = (now, until)
            locks.append(until)
        return max((until for until in locks if until), default=None)

    def note(self, event: Event, keys: Sequence[Key], now: datetime) -> None:
        self.tries += [((key.kind.value, key.digests[0]), event, now) for key in keys]

    def times(
        self, event: Event, keys: Sequence[Key], since: datetime
    ) -> Mapping[Key, list[datetime]]:
        return {
            key: sorted(
                at
                for name, what, at in self.tries
                if name in _names([key]) and what is event and at > since
            )
            for key in keys
        }

    def lock(self, keys: Sequence[Key], until: datetime) -> None:
        for name in _names(keys):
            self.watches[name] = (self.watches[name][0], until)

    def clear(self, events: Collection[Event], keys: Sequence[Key]) -> None:
        names = _names(keys)
        self.tries = [each for each in self.tries if each[0] not in names or each[1] not in events]

    def challenge(self, conversation: str) -> Challenge | None:
        return self.challenges.get(conversation)

    def put(self, challenge: Challenge) -> None:
        self.challenges[challenge.conversation] = challenge

    def spend_try(self, challenge: Challenge, most: int, now: datetime) -> bool:
        kept = self.challenges.get(challenge.conversation)
        if not kept or kept.id != challenge.id or not kept.takes_a_try(most, now):
            return False
        self.put(replace(kept, tries=kept.tries + 1))
        return True

    def drop(self, conversation: str) -> bool:
        return self.challenges.pop(conversation, None) is not None

    def open(self, session: Session) -> None:
        self.sessions[session.conversation, session.purpose] = session

    def end(self, conversation: str, now: datetime) -> list[Session]:
        ended = [
            each
            for each in self.sessions.values()
            if each.conversation == conversation and each.until > now
        ]
        for each in ended:
            self.open(replace(each, until=now))
        return ended


class MemoryIdentity:
    """Keeps everything; `down` makes it fail as a lost database does."""

    def __init__(self) -> None:
        self.down = False
        self.kept = MemoryWork()
        self._one_at_a_time = Lock()

    def atomically(self, work: Callable[[IdentityWork], Result]) -> Result:
        self._check()
        with self._one_at_a_time:
            before = deepcopy(self.kept)
            try:
                return work(self.kept)
            except BaseException:
                self.kept = before
                raise

    def challenge(self, conversation: str) -> Challenge | None:
        self._check()
        return self.kept.challenge(conversation)

    def session(self, conversation: str, purpose: Purpose, now: datetime) -> Session | None:
        self._check()
        session = self.kept.sessions.get((conversation, purpose))
        return session if session and session.until > now else None

    def forget(self, before: datetime) -> int:
        def over(watched_at: datetime, locked_until: datetime | None) -> bool:
            return watched_at < before and not (locked_until and locked_until >= before)

        return self._keep(
            challenge=lambda each: each.until >= before,
            session=lambda each: each.until >= before,
            tried=lambda name, at: at >= before,
            watch=lambda name: not over(*self.kept.watches[name]),
        )

    def forget_conversation(self, conversation: str) -> int:
        gone = (Watched.CONVERSATION.value, conversation)
        return self._keep(
            challenge=lambda each: each.conversation != conversation,
            session=lambda each: each.conversation != conversation,
            tried=lambda name, at: name != gone,
            watch=lambda name: name != gone,
        )

    def forget_person(self, subjects: Collection[str]) -> int:
        kinds = (Watched.NUMBER, Watched.SUBJECT)
        gone = {(kind.value, subject) for kind in kinds for subject in subjects}
        return self._keep(
            challenge=lambda each: not {each.subject, each.number} & set(subjects),
            session=lambda each: each.subject not in subjects,
            tried=lambda name, at: name not in gone,
            watch=lambda name: name not in gone,
        )

    def _keep(
        self,
        challenge: Callable[[Challenge], bool],
        session: Callable[[Session], bool],
        tried: Callable[[Name, datetime], bool],
        watch: Callable[[Name], bool],
    ) -> int:
        self._check()
        kept, before = self.kept, self._size()
        kept.challenges = {key: each for key, each in kept.challenges.items() if challenge(each)}
        kept.sessions = {key: each for key, each in kept.sessions.items() if session(each)}
        kept.tries = [each for each in kept.tries if tried(each[0], each[2])]
        kept.watches = {name: each for name, each in kept.watches.items() if watch(name)}
        return before - self._size()

    def _size(self) -> int:
        kept = self.kept
        return sum(map(len, (kept.challenges, kept.sessions, kept.tries, kept.watches)))

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("down")


class MemoryDirectory:
    """Who is registered; counts how often it was asked."""

    def __init__(self, people: Mapping[Number, Registered]) -> None:
        self.people = dict(people)
        self.asked = 0

    def registered(self, number: Number) -> Registered | None:
        self.asked += 1
        return self.people.get(number)


class MemoryOutbox:
    """What waits to be sent."""

    def __init__(self) -> None:
        self.notices: dict[str, Notice] = {}

    def put(self, notice: Notice) -> bool:
        if notice.key in self.notices:
            return False
        self.notices[notice.key] = notice
        return True


class MemoryAudit:
    """What was written down."""

    def __init__(self) -> None:
        self.records: list[AuditRecord] = []

    def write(self, record: AuditRecord) -> None:
        self.records.append(record)


def _names(keys: Sequence[Key]) -> list[Name]:
    return [(key.kind.value, digest) for key in keys for digest in key.digests]
