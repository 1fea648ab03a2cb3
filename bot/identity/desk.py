"""What somebody does to prove who they are: ask for a code, and say it.

Whether the register knows a number is told to nobody before the code was right: the same words,
the same steps in the same order, for somebody and for nobody.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import LockedOut
from bot.identity.challenge import Challenge, Purpose, Session
from bot.identity.codes import code_digest, read_code
from bot.identity.directory import Directory
from bot.identity.limits import count_code
from bot.identity.numbers import Number, NumberKind
from bot.identity.proving import tried
from bot.identity.rules import IdentityRules
from bot.identity.store import IdentityStore, IdentityWork, Key, Watched, key_of
from bot.notices.notice import Notice, Outbox, Template
from bot.privacy.audit import Action, AuditLog, AuditRecord
from bot.sealing import Sealer


@dataclass(frozen=True)
class IdentityDesk:
    """The use-cases. `conversation` and `client` are hashes already; `draw` makes so many digits
    that nobody can foresee. StoreUnavailable from every method."""

    store: IdentityStore
    directory: Directory
    outbox: Outbox
    audit: AuditLog
    sealer: Sealer
    rules: IdentityRules
    draw: Callable[[int], str]
    # Seconds: `begin` ends at a multiple of them, so that its time tells nothing. 0 for none.
    step: float = 0

    def begin(self, conversation: str, client: str, number: Number, now: datetime) -> datetime:
        """Send a code to the phone that is registered with `number`; until when it holds.

        It holds as long and is refused as often when nobody is registered. LockedOut after too
        many tries or codes. A code that was asked for before holds no longer.
        """
        if number.kind is NumberKind.MOBILE:
            raise ValueError("a phone proves itself alone: begin_phone")
        began = time.monotonic()
        found = self.directory.registered(number)
        nobody = self.sealer.digest("nobody", f"{number.kind} {number.value}")
        subject = found.person if found else nobody
        phone = found.phone if found else None
        try:
            return self._begin(conversation, client, number, Purpose.PERSON, subject, phone, now)
        finally:
            if self.step:
                time.sleep(self.step - (time.monotonic() - began) % self.step)

    def begin_phone(
        self, conversation: str, client: str, number: Number, now: datetime
    ) -> datetime:
        """Send a code to that very phone: it proves that one has it, not who one is. LockedOut."""
        if number.kind is not NumberKind.MOBILE:
            raise ValueError("no phone")
        subject = self.sealer.digest(number.kind, number.value)
        phone = self.sealer.seal(number.value)
        return self._begin(conversation, client, number, Purpose.PHONE, subject, phone, now)

    def prove(self, conversation: str, client: str, code: str, now: datetime) -> Session:
        """The session that the code opens; it can be used once.

        CodeRefused when it is wrong, too old, or nobody was sent one; LockedOut after too many.
        """
        said = read_code(code)
        challenge, outcome = self.store.atomically(
            lambda work: tried(work, self.sealer, self.rules, conversation, client, said, now)
        )
        about = challenge.number if challenge else None
        if isinstance(outcome, Session):
            self._note(Action.PROVED, conversation, client, outcome.subject, outcome.purpose, now)
            return outcome
        locked = isinstance(outcome, LockedOut)
        action = Action.LOCKED if locked else Action.CODE_REFUSED
        self._note(action, conversation, client, about, "prove", now)
        raise outcome

    def session(
        self, conversation: str, now: datetime, purpose: Purpose = Purpose.PERSON
    ) -> Session | None:
        """What the conversation has proved and is still good."""
        return self.store.session(conversation, purpose, now)

    def awaits_code(self, conversation: str, now: datetime) -> bool:
        """Whether a code was asked for that may still be tried."""
        challenge = self.store.challenge(conversation)
        return challenge is not None and challenge.takes_a_try(self.rules.tries_a_code, now)

    def leave(self, conversation: str, now: datetime) -> None:
        """Wait for no code any more; what was proved stays, and so does what was counted."""

        def work(work: IdentityWork) -> None:
            work.watch([key_of(Watched.CONVERSATION, conversation)], now)
            work.drop(conversation)

        self.store.atomically(work)

    def end(self, conversation: str, now: datetime) -> None:
        """End what the conversation has proved, and the code that it waits for."""

        def work(work: IdentityWork) -> list[Session]:
            work.watch([key_of(Watched.CONVERSATION, conversation)], now)
            work.drop(conversation)
            return work.end(conversation, now)

        for session in self.store.atomically(work):
            self._note(
                Action.SESSION_ENDED, conversation, None, session.subject, session.purpose, now
            )

    def _begin(
        self,
        conversation: str,
        client: str,
        number: Number,
        purpose: Purpose,
        subject: str,
        phone: str | None,
        now: datetime,
    ) -> datetime:
        digests = self.sealer.digests(number.kind, number.value)
        code, id = self.draw(self.rules.code_digits), secrets.token_hex(16)
        made = Challenge(
            conversation=conversation,
            id=id,
            purpose=purpose,
            number=digests[0],
            subject=subject,
            answerable=phone is not None,
            phone=phone if purpose is Purpose.PHONE else None,
            code=code_digest(self.sealer, id, code),
            at=now,
            until=now + self.rules.code_life,
        )
        keys = [
            key_of(Watched.CLIENT, client),
            Key(Watched.NUMBER, tuple(digests)),
            key_of(Watched.SUBJECT, subject),
        ]

        def work(work: IdentityWork) -> Challenge | datetime:
            # A person is never locked as such: it would tell which numbers are the same person's.
            locked = work.watch([key_of(Watched.CONVERSATION, conversation), *keys], now)
            if locked and locked > now:
                return locked
            full, may_disturb = count_code(work, self.rules, keys, now)
            if full:
                return full
            challenge = replace(made, answerable=made.answerable and may_disturb)
            work.put(challenge)
            return challenge

        done = self.store.atomically(work)
        if isinstance(done, datetime):
            self._note(Action.LOCKED, conversation, client, digests[0], "begin", now)
            raise LockedOut(done)
        self.outbox.put(self._notice(done, phone, code))
        self._note(Action.CODE_ASKED, conversation, client, digests[0], purpose, now)
        return done.until

    def _notice(self, challenge: Challenge, phone: str | None, code: str) -> Notice:
        return Notice(
            key=f"code:{challenge.id}",
            template=Template.CODE,
            to=phone if challenge.answerable else None,
            values={"code": code, "minutes": str(self.rules.code_minutes)},
            not_before=challenge.at,
            until=challenge.until,
            quiet=False,
        )

    def _note(
        self,
        action: Action,
        conversation: str,
        client: str | None,
        subject: str | None,
        detail: str,
        now: datetime,
    ) -> None:
        actor = f"conversation:{conversation}"
        self.audit.write(AuditRecord(now, actor, action, subject, client, detail))
