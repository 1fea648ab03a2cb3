"""Many who guess, one after the other and all at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.errors import CodeRefused, LockedOut
from bot.identity.challenge import Session as Proved
from bot.identity.numbers import Number
from bot.identity.rules import IdentityRules
from bot.privacy.audit import Action
from bot.storage.audit import AuditRow, SqlAuditLog
from bot.storage.database import migrate
from bot.storage.identity import SqlIdentity
from tests.identity_suite import ANN, HOME, ID, NOBODY, NOW, Office, hashed, wrong

GUESSES = 1_000


@pytest.fixture
def store(engine: Engine) -> SqlIdentity:
    migrate(engine)
    return SqlIdentity(engine)


def guessed(office: Office, what: Number) -> list[str]:
    """What a guesser sees who has a thousand conversations and addresses, two seconds each."""
    random, seen = Random(1), []
    for at in range(GUESSES):
        who, client = hashed(f"{what} {at}"), hashed(f"home {what} {at}")
        now = NOW + at * timedelta(seconds=2)
        try:
            until = office.desk.begin(who, client, what, now)
            seen.append(f"code until {until:%H:%M:%S}")
            office.prove(f"{random.randrange(10**6):06}", who, now, client)
            seen.append("in")
        except CodeRefused:
            seen.append("refused")
        except LockedOut as locked:
            seen.append(f"locked until {locked.until:%H:%M:%S}")
    return seen


def test_a_thousand_guesses_reveal_nothing_and_are_all_written_down(
    store: SqlIdentity, engine: Engine
) -> None:
    office = Office(store, IdentityRules(), draw=lambda count: "x" * count)
    office.desk = replace(office.desk, audit=SqlAuditLog(engine))

    somebody, nobody = guessed(office, ID), guessed(office, NOBODY)

    assert somebody == nobody
    assert "in" not in somebody
    # Three codes an hour and no more: 33 minutes of guessing end after three tries.
    told = Counter(each.split()[0] for each in somebody)
    assert told == {"code": 3, "refused": 3, "locked": GUESSES - 3}
    assert len(office.sent) == 3
    nobody_s = office.sealer.digest(NOBODY.kind, NOBODY.value)
    with Session(engine) as session:
        records = [row.record() for row in session.scalars(select(AuditRow))]
    for subject in (office.person, nobody_s):
        about = [each for each in records if each.subject == subject]
        assert Counter(each.action for each in about) == {
            Action.CODE_ASKED: 3,
            Action.CODE_REFUSED: 3,
            Action.LOCKED: GUESSES - 3,
        }
        assert len({each.client for each in about}) == GUESSES
        assert len({each.actor for each in about}) == GUESSES


def test_who_guesses_at_once_has_three_tries_all_the_same(store: SqlIdentity) -> None:
    rules = IdentityRules(refusals_until_locked=1_000, refusals_until_client_locked=1_000)
    office = Office(store, rules)
    for hour in range(5):
        now = NOW + timedelta(hours=hour)
        code = office.begin(now=now)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(partial(office.refused, now=now), [wrong(code)] * 8))

        challenge = store.challenge(ANN)
        assert challenge
        assert challenge.tries == 3
        assert office.refused(code, now=now) is None


def test_the_right_code_from_two_at_once_opens_one_session(store: SqlIdentity) -> None:
    office = Office(store, IdentityRules())
    code = office.begin()

    def prove(_: int) -> Proved | None:
        try:
            return office.prove(code)
        except CodeRefused:
            return None

    with ThreadPoolExecutor(2) as pool:
        sessions = list(pool.map(prove, range(4)))

    assert sum(each is not None for each in sessions) == 1


def test_conversations_that_guess_at_once_share_the_five_refusals(store: SqlIdentity) -> None:
    office = Office(store, IdentityRules(codes_an_hour_a_number=100))
    who = [hashed(f"guest {at}") for at in range(12)]
    for each in who:
        office.begin(each, ID, client=each)

    with ThreadPoolExecutor(4) as pool:
        locks = list(pool.map(lambda each: office.refused("x", each, client=each), who))

    assert sum(each is None for each in locks) == 4


def test_those_who_ask_at_once_get_three_codes(store: SqlIdentity) -> None:
    office = Office(store, IdentityRules())

    def begin(at: int) -> bool:
        try:
            office.desk.begin(hashed(f"guest {at}"), HOME, ID, NOW)
        except LockedOut:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(begin, range(12))) == 3
    assert len(office.sent) == 3
