"""A thousand guesses at codes, through the chat and the API, from many addresses: nothing gained.

Whoever is registered and whoever is not are guessed at by the same steps, so that each answer can
be laid beside the other.
"""

import json
import re
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest
from dotenv import dotenv_values
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.gateway.who import conversation_hash
from bot.identity.numbers import NumberKind
from bot.identity.rules import IdentityRules
from bot.privacy.audit import Action
from bot.sealing import Sealer
from bot.storage.audit import AuditRow
from bot.storage.database import connect
from bot.storage.notices_tables import NoticeRow
from tests.personal_product import Running, on_sqlite, register
from tests.planted import planted

SEED = 20261124
BY_API, BY_CHAT, AT_ONCE = 22, 8, 12
RULES = IdentityRules()
# Wrong for certain, and read and compared as any other.
NO_CODE = "1234567"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:\+08:00)?|\d\d:\d\d")


@dataclass
class Guesser:
    """One conversation from one address; `seen` is what it was answered, apart from the time."""

    http: httpx.Client
    number: str
    address: str
    conversation: str = field(default_factory=lambda: uuid4().hex)
    seen: list[tuple[int, str]] = field(default_factory=list)
    asked: int = 0
    tried: int = 0

    def begin(self) -> None:
        self.asked += 1
        self._ask("/api/v1/identity", number=self.number)

    def guess(self) -> None:
        self.tried += 1
        self._ask("/api/v1/identity/code", code=NO_CODE)

    def begin_in_words(self) -> None:
        self._say("查进度")
        self.asked += 1
        self._say(f"号码是{self.number}")

    def ask_again(self) -> None:
        self.asked += 1
        self._say("重发验证码")

    def guess_in_words(self, code: str) -> None:
        self.tried += 1
        self._say(code)

    def statuses(self) -> list[int]:
        return [status for status, _ in self.seen]

    def _say(self, words: str) -> None:
        self._post(f"/api/v1/conversations/{self.conversation}/messages", {"text": words})

    def _ask(self, path: str, **body: str) -> None:
        self._post(path, {"conversation": self.conversation, **body})

    def _post(self, path: str, body: dict[str, str]) -> None:
        response = self.http.post(path, json=body, headers={"X-Forwarded-For": self.address})
        assert (response.status_code == 429) == ("Retry-After" in response.headers)
        self.seen.append((response.status_code, _TIME.sub("…", response.text)))


@dataclass(frozen=True)
class Guessed:
    """What was done, pair by pair: at somebody's number, and at nobody's."""

    product: Running
    pairs: list[tuple[list[Guesser], list[Guesser]]]
    from_one_address: list[Guesser]
    phones: list[str]
    secret: bytes
    sealer: Sealer

    @property
    def everybody(self) -> list[Guesser]:
        paired = [each for pair in self.pairs for side in pair for each in side]
        return paired + self.from_one_address

    def records(self) -> list[AuditRow]:
        """The whole audit trail."""
        engine = connect(self.product.database_url)
        with Session(engine) as session:
            return list(session.scalars(select(AuditRow)))

    def actor(self, guesser: Guesser) -> str:
        return f"conversation:{conversation_hash(self.secret, guesser.conversation)}"


Attack = Callable[[Callable[[], Guesser]], list[Guesser]]


def of_two(guesser: Callable[[], Guesser]) -> list[Guesser]:
    """As many codes as one may ask for, a guess at each; then on, from elsewhere, without any."""
    first, second = guesser(), guesser()
    for _ in range(3):
        first.begin()
        first.guess()
    for _ in range(2):
        first.guess()
    second.begin()
    for _ in range(5):
        second.guess()
    return [first, second]


def of_a_crowd(guesser: Callable[[], Guesser]) -> list[Guesser]:
    """Each guess or two from another conversation and another address."""
    crowd = [guesser() for _ in range(6)]
    for each in crowd:
        each.begin()
        each.guess()
        each.guess()
    return crowd


def of_talkers(guesser: Callable[[], Guesser]) -> list[Guesser]:
    """In the chat until it is locked; then another, who finds the number locked."""
    first, second = guesser(), guesser()
    random = Random(SEED)
    first.begin_in_words()
    for at in range(5):
        if at == 3:
            first.ask_again()
        first.guess_in_words(f"{random.randrange(10**6):06}")
    first.begin_in_words()
    second.begin_in_words()
    return [first, second]


@pytest.fixture(scope="module")
def guessed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guessed]:
    """Everybody has guessed, and every short message that was to be sent has been."""
    folder = tmp_path_factory.mktemp("guessed")
    people = planted(Random(SEED), 2 * (BY_API + BY_CHAT))
    registered, strangers = people[: BY_API + BY_CHAT], people[BY_API + BY_CHAT :]
    hosts = count(1)

    with on_sqlite(folder) as product:
        register(product, registered, folder / "register.csv")
        with httpx.Client(base_url=product.url, timeout=60, trust_env=False) as http:

            def attacked(attack: Attack, number: str) -> list[Guesser]:
                def guesser() -> Guesser:
                    at = next(hosts)
                    return Guesser(http, number, f"10.{at // 62500}.{at // 250 % 250}.{at % 250}")

                return attack(guesser)

            def both(attack: Attack, somebody: str, nobody: str) -> tuple[Any, Any]:
                return attacked(attack, somebody), attacked(attack, nobody)

            with ThreadPoolExecutor(AT_ONCE) as pool:
                works = []
                for at, (own, other) in enumerate(zip(registered, strangers, strict=True)):
                    ids, numbers = (
                        (own.id_number, other.id_number),
                        (own.application, other.application),
                    )
                    if at < BY_API:
                        works.append(pool.submit(both, of_two, *ids))
                        works.append(pool.submit(both, of_a_crowd, *numbers))
                    else:
                        works.append(pool.submit(both, of_talkers, *(ids if at % 2 else numbers)))
                pairs = [work.result() for work in works]
            home = [Guesser(http, NO_CODE, "10.200.0.1") for _ in range(40)]
            for each in home:
                each.guess()
        kept = dotenv_values(product.var / "secrets.env")
        secret, keys = kept["SUYETONG_SECRET_KEY"], kept["SUYETONG_DATA_KEYS"]
        assert secret
        assert keys
        # Whatever is to be sent is sent a second later.
        time.sleep(3)
        phones = [own.mobile for own in registered]
        yield Guessed(product, pairs, home, phones, secret.encode(), Sealer([keys.encode()]))


def test_somebody_and_nobody_are_answered_the_same_at_every_step(guessed: Guessed) -> None:
    assert sum(each.tried for each in guessed.everybody) >= 1_000
    for at_somebody, at_nobody in guessed.pairs:
        assert [each.seen for each in at_somebody] == [each.seen for each in at_nobody]


def test_no_code_is_guessed(guessed: Guessed) -> None:
    for guesser in guessed.everybody:
        assert "status_told" not in str(guesser.seen)
    actions = Tally(record.action for record in guessed.records())
    assert Action.CODE_REFUSED in actions
    assert not actions.keys() & {Action.PROVED, Action.STATUS_READ, Action.EXPORTED}


def test_whoever_goes_on_is_locked_out_by_number_conversation_and_address(
    guessed: Guessed,
) -> None:
    first, second = guessed.pairs[0][0]
    crowd = guessed.pairs[1][0]
    talkers = guessed.pairs[-1][0]

    # The fifth refusal locks the number, for everybody else, too.
    assert first.statuses() == [202, 403, 202, 403, 202, 403, 403, 429]
    assert second.statuses() == [429, 403, 403, 403, 403, 429]
    assert [each.statuses() for each in crowd[:4]] == [
        [202, 403, 403],
        [202, 403, 403],
        [202, 429, 429],
        [429, 403, 403],
    ]
    said = [json_of(text) for talker in talkers for _, text in talker.seen]
    needed, refused = "identity_needed", "identity_refused"
    until_locked = [needed, needed, *[refused] * 3, needed, *[refused] * 2]
    assert [each["status"] for each in said] == [*until_locked, *[needed, refused] * 2]
    locked = [False] * 7 + [True] + [False, True] * 2
    assert ["以后再试" in str(each) for each in said] == locked
    at_home = [each.statuses()[0] for each in guessed.from_one_address]
    most = RULES.refusals_until_client_locked
    assert at_home == [403] * (most - 1) + [429] * (len(at_home) - most + 1)


def test_every_try_leaves_a_record(guessed: Guessed) -> None:
    trail = Tally((record.actor, record.action, record.detail) for record in guessed.records())
    for guesser in guessed.everybody:
        actor = guessed.actor(guesser)
        asked = trail[actor, Action.CODE_ASKED, "person"] + trail[actor, Action.LOCKED, "begin"]
        tried = trail[actor, Action.CODE_REFUSED, "prove"] + trail[actor, Action.LOCKED, "prove"]
        assert (asked, tried) == (guesser.asked, guesser.tried)


def test_nobodys_phone_is_disturbed_beyond_the_limits(guessed: Guessed) -> None:
    records = guessed.records()
    asked = [record for record in records if record.action == Action.CODE_ASKED]
    engine = connect(guessed.product.database_url)
    with Session(engine) as session:
        notices = Tally(session.scalars(select(NoticeRow.state)))
    sent = Tally(record.subject for record in records if record.action == Action.SENT)
    phones = {guessed.sealer.digest(NumberKind.MOBILE, phone) for phone in guessed.phones}

    # One a code, and half of them to nobody.
    assert notices.total() == len(asked)
    assert set(notices) == {"sent", "void"}, notices
    assert notices["sent"] == sent.total()
    assert sent.keys() == phones
    # Three codes were asked for by each of two numbers of theirs.
    assert max(sent.values()) == RULES.codes_an_hour_a_person
    assert [len(guessed.product.codes(phone)) for phone in guessed.phones] == [
        sent[guessed.sealer.digest(NumberKind.MOBILE, phone)] for phone in guessed.phones
    ]


def json_of(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text)
    return read
