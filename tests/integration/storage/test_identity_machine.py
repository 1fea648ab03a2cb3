"""Whatever people ask and try in whatever order: only the right code lets anybody in."""

from contextlib import suppress
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, delete

from bot.errors import CodeRefused, LockedOut
from bot.identity.challenge import Purpose
from bot.identity.numbers import Number
from bot.identity.rules import IdentityRules
from bot.storage.database import migrate
from bot.storage.identity import SqlIdentity
from bot.storage.identity_tables import ChallengeRow, SessionRow, TryRow, WatchRow
from tests.identity_suite import ANN, APPLICATION, AWAY, BOB, HOME, ID, NOBODY, NOW, PHONE, Office

WHO = st.sampled_from([ANN, BOB])
CLIENT = st.sampled_from([HOME, AWAY])
NUMBER = st.sampled_from([ID, APPLICATION, NOBODY, PHONE])
RULES = IdentityRules()


class Asked(RuleBasedStateMachine):
    """What each conversation may have is reckoned apart, from what was sent to phones alone."""

    engine: Engine

    @initialize()
    def open(self) -> None:
        with self.engine.begin() as connection:
            for table in (ChallengeRow, SessionRow, TryRow, WatchRow):
                connection.execute(delete(table))
        # Ten codes, so that old and foreign ones are right again by chance.
        self.drawn = 0
        self.office = Office(SqlIdentity(self.engine), RULES, draw=self.next_code)
        self.now = NOW
        # Of each conversation: the code on a phone, what it proves, until when, and its tries.
        self.sent: dict[str, tuple[str, Purpose, datetime, int]] = {}
        self.proved: dict[tuple[str, Purpose], datetime] = {}
        self.texts: list[tuple[datetime, Purpose]] = []

    def next_code(self, count: int) -> str:
        self.drawn += 1
        return f"{self.drawn * 7 % 10:0{count}}"

    @rule(who=WHO, client=CLIENT, what=NUMBER)
    def begin(self, who: str, client: str, what: Number) -> None:
        before = len(self.office.sent)
        with suppress(LockedOut):
            code = self.office.begin(who, what, self.now, client)
            self.sent.pop(who, None)
            if len(self.office.sent) > before:
                purpose = Purpose.PHONE if what is PHONE else Purpose.PERSON
                self.sent[who] = (code, purpose, self.now + RULES.code_life, 0)
                self.texts.append((self.now, purpose))

    @rule(who=WHO, client=CLIENT, digit=st.integers(0, 9))
    def prove(self, who: str, client: str, digit: int) -> None:
        said = f"{digit:06}"
        code, purpose, until, tries = self.sent.get(who, ("", Purpose.PERSON, self.now, 0))
        try:
            session = self.office.prove(said, who, self.now, client)
        except LockedOut:
            # Locked before the try, or by it: no more than it is spent.
            self.sent.pop(who, None)
        except CodeRefused:
            assert said != code or self.now >= until or tries >= RULES.tries_a_code
            self.sent[who] = (code, purpose, until, tries + 1)
        else:
            assert said == code
            assert self.now < until
            assert tries < RULES.tries_a_code
            assert session.purpose is purpose
            del self.sent[who]
            self.proved[who, purpose] = self.now + RULES.session_life

    @rule(who=WHO)
    def end(self, who: str) -> None:
        self.office.desk.end(who, self.now)
        self.sent.pop(who, None)
        for purpose in Purpose:
            self.proved.pop((who, purpose), None)

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def forget(self) -> None:
        self.office.store.forget(self.now - timedelta(hours=2))

    @invariant()
    def a_session_is_there_if_the_right_code_was_said(self) -> None:
        if not hasattr(self, "office"):
            return
        for who in (ANN, BOB):
            for purpose in Purpose:
                session = self.office.desk.session(who, self.now, purpose)
                until = self.proved.get((who, purpose), self.now)
                assert (session.until if session else None) == (until if until > self.now else None)

    @invariant()
    def no_phone_rings_more_than_five_times_an_hour(self) -> None:
        for at, purpose in getattr(self, "texts", []):
            rung = [each for each, why in self.texts if why is purpose and each >= at]
            within = [each for each in rung if each < at + timedelta(hours=1)]
            assert len(within) <= RULES.codes_an_hour_a_person


def test_nobody_finds_a_way_in_without_the_code(engine: Engine) -> None:
    migrate(engine)
    over_this = type("Asked", (Asked,), {"engine": engine})
    run_state_machine_as_test(
        over_this,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
