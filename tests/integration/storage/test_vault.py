"""What was told, in a real Redis: sealed, short-lived, taken once."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from redis import Redis

from bot.errors import SealBroken, StoreUnavailable
from bot.identity.numbers import Number, NumberKind
from bot.sealing import Sealer
from bot.storage.vault import Vault
from bot.understanding.redact import redact, redact_code

SEALER = Sealer([b"k" * 32])
ID_NUMBER, MOBILE = "320102199003070033", "13800138000"


@pytest.fixture
def redis(redis_url: str) -> Redis:
    return Redis.from_url(redis_url)


@pytest.fixture
def vault(redis: Redis) -> Vault:
    return Vault(redis, SEALER, 60)


def test_what_was_told_is_taken_once(vault: Vault, name: str) -> None:
    vault.keep(name, redact(f"身份证{ID_NUMBER}，手机{MOBILE}").found)

    assert vault.take(name, NumberKind.ID_NUMBER) == ID_NUMBER
    assert vault.take(name, "id_number") is None
    assert vault.take(name, "mobile") == MOBILE
    assert vault.take(name, "credit_code") is None


def test_a_code_and_a_number_that_was_read_are_kept_too(vault: Vault, name: str) -> None:
    vault.keep(name, redact_code("验证码 123 456").found)
    vault.keep(name, [Number(NumberKind.MOBILE, MOBILE)])

    assert vault.take(name, "code") == "123456"
    assert vault.take(name, NumberKind.MOBILE) == MOBILE


def test_the_latest_of_each_kind_counts(vault: Vault, name: str) -> None:
    vault.keep(name, redact("先打13900139000，不通再打13800138000").found)
    assert vault.take(name, "mobile") == MOBILE

    vault.keep(name, redact("13900139000").found)
    vault.keep(name, redact(MOBILE).found)
    assert vault.take(name, "mobile") == MOBILE


def test_nothing_told_is_nothing_kept(vault: Vault, redis: Redis, name: str) -> None:
    vault.keep(name, ())

    assert list(redis.scan_iter(f"*{name}*")) == []


def test_conversations_do_not_see_each_other(vault: Vault, name: str) -> None:
    vault.keep(name, redact(MOBILE).found)

    assert vault.take(f"{name}-other", "mobile") is None
    assert vault.forget(f"{name}-other") == 0
    assert vault.take(name, "mobile") == MOBILE


def test_what_is_forgotten_is_gone_and_twice_is_harmless(
    vault: Vault, redis: Redis, name: str
) -> None:
    text = f"我叫王小明，{ID_NUMBER}，{MOBILE}，91110000600037341L，JS20250388，4111111111111111"
    vault.keep(name, redact(text.replace("，", ",")).found)
    assert len(list(redis.scan_iter(f"*{name}*"))) == 6

    assert vault.forget(name) == 6
    assert vault.forget(name) == 0
    assert list(redis.scan_iter(f"*{name}*")) == []


def test_it_is_nowhere_in_clear(vault: Vault, redis: Redis, name: str) -> None:
    vault.keep(name, redact(f"{ID_NUMBER} {MOBILE}").found)

    stored = [key + (redis.get(key) or b"") for key in redis.scan_iter(f"*{name}*")]  # type: ignore[operator]
    assert len(stored) == 2
    for each in stored:
        assert ID_NUMBER.encode() not in each
        assert MOBILE.encode() not in each


def test_it_is_gone_when_its_time_is_over(redis: Redis, name: str) -> None:
    vault = Vault(redis, SEALER, 1)
    vault.keep(name, redact(MOBILE).found)
    time.sleep(1.2)

    assert vault.take(name, "mobile") is None


def test_every_value_has_an_end(vault: Vault, redis: Redis, name: str) -> None:
    vault.keep(name, redact(f"{ID_NUMBER} {MOBILE}").found)

    lives = [redis.ttl(key) for key in redis.scan_iter(f"*{name}*")]
    assert len(lives) == 2
    assert all(0 < int(life) <= 60 for life in lives)  # type: ignore[arg-type]


def test_of_many_who_ask_at_once_one_gets_it(vault: Vault, name: str) -> None:
    vault.keep(name, redact(MOBILE).found)

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: vault.take(name, "mobile"), range(40)))

    assert [each for each in taken if each] == [MOBILE]


def test_after_a_rotation_what_the_old_key_sealed_is_still_read(redis: Redis, name: str) -> None:
    Vault(redis, Sealer([b"o" * 32]), 60).keep(name, redact(MOBILE).found)

    assert Vault(redis, Sealer([b"n" * 32, b"o" * 32]), 60).take(name, "mobile") == MOBILE


def test_what_no_key_opens_is_named_without_its_content(redis: Redis, name: str) -> None:
    Vault(redis, Sealer([b"o" * 32]), 60).keep(name, redact(MOBILE).found)

    with pytest.raises(SealBroken) as broken:
        Vault(redis, SEALER, 60).take(name, "mobile")
    assert str(broken.value) == ""


def test_a_redis_that_is_gone_is_unavailable(own_redis: Any, name: str) -> None:
    vault = Vault(Redis.from_url(own_redis.url), SEALER, 60)
    vault.keep(name, redact(MOBILE).found)
    own_redis.kill()

    with pytest.raises(StoreUnavailable):
        vault.keep(name, redact(MOBILE).found)
    with pytest.raises(StoreUnavailable):
        vault.take(name, "mobile")
    with pytest.raises(StoreUnavailable):
        vault.forget(name)
