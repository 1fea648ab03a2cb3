"""Five hundred people tell the product who they are: afterwards none of it stands anywhere."""

import json
import time
from base64 import b64encode
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.storage.database import connect
from tests.left_in_clear import codes_found, found, write_redis, write_tables
from tests.personal_product import Running, on_postgresql, on_sqlite, register
from tests.planted import ID_WAYS, MOBILE_WAYS, Planted, planted
from tests.proof_size import WHOLE

SEED = 20261124
PEOPLE, PEOPLE_ON_POSTGRESQL = (500, 64) if WHOLE else (160, 40)
AT_ONCE = 24
_NOT_NOW = ("degraded", "failed")


@dataclass
class Person:
    """One conversation of somebody who tells too much."""

    product: Running
    http: httpx.Client
    own: Planted
    at: int
    conversation: str = field(default_factory=lambda: uuid4().hex)
    statuses: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    @property
    def id_number(self) -> str:
        """In this person's way of writing."""
        return self.own.id_written(ID_WAYS[self.at % len(ID_WAYS)])

    @property
    def mobile(self) -> str:
        return self.own.mobile_written(MOBILE_WAYS[self.at % len(MOBILE_WAYS)])

    def say(self, words: str, **more: Any) -> dict[str, Any]:
        """The answer, which must be one."""
        path = f"/api/v1/conversations/{self.conversation}/messages"
        response = self.post(path, {"text": words, **more})
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        self.statuses.append(reply["status"])
        assert reply["status"] not in _NOT_NOW, (words, reply)
        return reply

    def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """From an address of one's own."""
        response = self.http.post(path, json=body, headers={**self.address, **headers})
        self.answers.append(response.text)
        return response

    def code(self) -> str:
        """The code of the newest short message, once one more has come than were read."""
        read = len(self.codes)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            codes = self.product.codes(self.own.mobile)
            if len(codes) > read:
                self.codes.update(codes)
                return codes[-1]
            time.sleep(0.2)
        raise AssertionError("no code came")

    @property
    def address(self) -> dict[str, str]:
        return {"X-Forwarded-For": f"10.7.{self.at // 250}.{self.at % 250 + 1}"}


# -- what people do


def asks_about_policies(person: Person) -> None:
    person.say(f"我叫{person.own.name}，身份证{person.id_number}，失业金要什么条件")
    person.say(f"我的电话是{person.mobile}，技能提升补贴给多少钱", client_message_id="asked")
    complains(person)


def complains(person: Person) -> None:
    """Of the answer that came last, by pressing and in words."""
    own = person.own
    words = f"我叫{own.name}，{person.id_number}，打{person.mobile}，编号{own.application}"
    opinion = {"message": "asked", "helpful": False, "reason": "other", "text": words}
    path = f"/api/v1/conversations/{person.conversation}/feedback"
    assert person.post(path, opinion).status_code == 201
    person.say(f"你这答得不对，{words}")


def asks_about_a_firm(person: Person) -> None:
    own = person.own
    person.say(f"稳岗返还怎么申请，信用代码{own.credit_code}，联系人：{own.name}")
    person.say(f"打到卡号{own.card_written}行吗，编号{own.application}")


def is_checked(person: Person) -> None:
    person.say("我能领失业金吗")
    person.say(f"姓名：{person.own.name}，身份证号{person.id_number}，交了三年社保")
    person.say(f"不是自己辞的，卡号{person.own.card}，手机{person.mobile}")


def books(person: Person) -> None:
    place = ("无锡", "苏州", "南京", "扬州")[person.at % 4]
    day = ("明天", "后天", "11月27号")[person.at % 3]
    own = person.own
    words = f"预约{day}上午九点去{place}办失业登记，我叫{own.name}，电话{person.mobile}"
    if person.say(words)["status"] == "booking_asked":
        # It is full then, or there are two offices: what is offered first.
        person.say("第一个")
    if person.say("确认预约")["status"] != "booked":
        return
    person.say("短信提醒我")
    person.say(f"手机号{person.mobile}")
    assert person.say(person.code())["status"] == "reminder_told"
    if person.at % 2:
        person.say("不要提醒我了")


def asks_for_the_status(person: Person) -> None:
    """With the right code. What follows differs."""
    own = person.own
    number = (own.application, own.id_number, own.id_written("spaced"), own.id_written("wide"))
    person.say("我的申请办到哪了" if person.at % 2 else f"我叫{own.name}，查进度")
    person.say(f"我是{own.name}，{number[person.at % 4]}，手机{person.mobile}")
    if person.at % 5 == 0:
        assert person.say(f"验证码{own.wrong_code}")["status"] == "identity_refused"
    code = person.code()
    told = person.say((code, f"验证码是{code}", f"{code[:3]} {code[3:]}")[person.at % 3])
    assert told["status"] == "status_told", told
    after = (["退出查询"], ["导出我的信息"], ["删除我的信息", "全部删掉"], [])[person.at % 4]
    for words in after:
        person.say(words)


def is_refused(person: Person) -> None:
    """Nobody is registered under these numbers."""
    own = person.own
    number = (own.id_number, own.credit_code, own.application, own.id_written("fifteen"))
    person.say("查进度")
    person.say(f"号码是{number[person.at % 4]}")
    assert person.say(own.wrong_code)["status"] == "identity_refused"
    person.say(f"没收到，验证码：{own.wrong_code}")
    person.say("算了")


def asks_over_http(person: Person) -> None:
    own, who = person.own, {"conversation": person.conversation}
    number = own.application if person.at % 2 else own.id_number
    assert person.post("/api/v1/identity", {**who, "number": number}).status_code == 202
    wrong = person.post("/api/v1/identity/code", {**who, "code": own.wrong_code})
    assert wrong.status_code == 403
    right = person.post("/api/v1/identity/code", {**who, "code": person.code()})
    assert right.status_code == 200, right.text
    assert len(person.post("/api/v1/applications/mine", who).json()) == 1
    export = person.post("/api/v1/personal-data/export", who)
    # It is one's own, and it is the one answer that holds it.
    assert own.id_number in person.answers.pop()
    assert export.status_code == 200
    if person.at % 2:
        erased = person.post("/api/v1/personal-data/erase", {**who, "sure": True})
        assert erased.json()["deleted"]["applications"] == 1
    else:
        person.post("/api/v1/identity/end", who)


def puts_it_in_odd_places(person: Person) -> None:
    """Where nothing personal belongs: names of things, headers, addresses, broken bodies."""
    own = person.own
    if person.at % 2:
        person.conversation = own.mobile
    person.say("失业金要什么条件", client_message_id=own.id_number)
    person.say("失业金要什么条件", client_message_id=own.id_number)
    booking = {"office": "demo_suzhou", "item": "unemployment_registration"}
    start = "2026-11-26T09:10"
    asking = {"conversation": person.conversation}
    headers = {"Idempotency-Key": own.card, "User-Agent": own.mobile, "Referer": own.id_number}
    held = {**asking, **booking, "start": start, "hold": True}
    person.post("/api/v1/bookings", held, **headers)
    person.post("/api/v1/bookings", {**held, "office": own.mobile}, **headers)
    person.post("/api/v1/identity", {**asking, "number": own.id_written("mistyped")})
    person.post("/api/v1/identity", {**asking, "number": own.mobile, "name": own.name})
    person.post(f"/api/v1/bookings/{own.mobile}/confirm", asking, **headers)
    get = person.http.get
    asked = {"office": "demo_suzhou", "day": "2026-11-26", "phone": own.mobile, "name": own.name}
    where = {"Conversation": own.mobile, "Cookie": f"id={own.id_number}"}
    get("/api/v1/slots", params=asked, headers={**person.address, **where})
    get(f"/api/v1/policies/{own.name}", headers=person.address)
    get(f"/{own.id_number}/{own.card}", headers=person.address)
    broken = f'{{"text": "{own.id_number}", {own.mobile}'
    person.http.post(
        f"/api/v1/conversations/{person.conversation}/messages", content=broken.encode()
    )


# Of ten people, so many do this.
DONE = [
    *[asks_about_policies] * 2,
    asks_about_a_firm,
    is_checked,
    books,
    *[asks_for_the_status] * 2,
    is_refused,
    asks_over_http,
    puts_it_in_odd_places,
]
REGISTERED = (asks_for_the_status, asks_over_http)


# -- the product, before and after


def lived(product: Running, count: int, folder: Path) -> list[Person]:
    """So many people, after they have said what they had to say."""
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=product.url, timeout=60, trust_env=False, limits=limits) as http:
        numbered = enumerate(planted(Random(SEED), count))
        people = [Person(product, http, own, at // len(DONE)) for at, own in numbered]
        does: list[tuple[Callable[[Person], None], Person]] = [
            (DONE[at % len(DONE)], person) for at, person in enumerate(people)
        ]
        known = [person.own for done, person in does if done in REGISTERED]
        register(product, known, folder / "register.csv")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for each in [pool.submit(done, person) for done, person in does]:
                each.result()
    return people


def written_out(product: Running, people: list[Person], folder: Path) -> list[Path]:
    """Everything that the product keeps, writes or shows, as files."""
    shown = folder / "shown"
    shown.mkdir()
    assert write_redis(product.redis_url, shown / "redis") > len(people)
    engine = connect(product.database_url)
    assert write_tables(engine, shown / "tables") > len(people)
    engine.dispose()
    with httpx.Client(base_url=product.url, timeout=30, trust_env=False) as http:
        (shown / "metrics").write_text(http.get("/metrics").text, encoding="utf-8")
        histories = [http.get(f"/api/v1/conversations/{one.conversation}") for one in people]
    (shown / "histories").write_text("\n".join(one.text for one in histories), encoding="utf-8")
    (shown / "answers").write_text(
        "\n".join(answer for person in people for answer in person.answers), encoding="utf-8"
    )
    files = [path for path in product.var.rglob("*") if path.is_file()]
    worker = product.var / "log" / "worker.log"
    # The demonstration's phones are lines of this log; nothing else of it may hold a code.
    lines = worker.read_text(encoding="utf-8").splitlines()
    own = "\n".join(line for line in lines if not line.startswith("〔演示短信，未发送〕"))
    (shown / "worker").write_text(own, encoding="utf-8")
    return [*(path for path in files if path != worker), *shown.iterdir()]


def assert_nothing_is_left(product: Running, people: list[Person], folder: Path) -> None:
    files = written_out(product, people, folder)
    names = {path.name for path in files}
    scratch = folder / "scratch"
    scratch.mkdir()

    # What was said is there, and the numbers in it are their names.
    histories = (folder / "shown" / "histories").read_text(encoding="utf-8")
    for token in ("身份证号", "手机号", "银行卡号", "姓名", "申请编号", "信用代码", "验证码"):
        assert f"[{token}]" in histories, token
    assert {"redis", "tables", "metrics", "gateway.log", "rasa.log", "actions.log"} <= names
    assert any(name.endswith(".aof") for name in names)
    said = found({"[身份证号],失业金要什么条件"}, files, scratch)
    assert {"histories", "redis"} <= next(iter(said.values()), set()), said

    values = {value for person in people for value in person.own.values()}
    assert found(values, files, scratch) == {}
    worker = [product.var / "log" / "worker.log"]
    assert found(values, worker, scratch) == {}
    codes = {person.own.wrong_code for person in people}
    assert codes_found(codes, [*files, *worker]) == {}
    sent = {code for person in people for code in person.codes}
    assert sent
    assert codes_found(sent, files) == {}


def test_what_five_hundred_people_told_stands_nowhere(tmp_path: Path) -> None:
    with on_sqlite(tmp_path) as product:
        people = lived(product, PEOPLE, tmp_path)

        assert_nothing_is_left(product, people, tmp_path)

    outcomes = Tally(status for person in people for status in person.statuses)
    for status in ("status_told", "own_data_told", "own_data_erased", "session_ended", "booked"):
        assert outcomes[status] >= PEOPLE // 25, outcomes


def test_nor_on_postgresql(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with on_postgresql(tmp_path, request.getfixturevalue("_postgresql")) as product:
        people = lived(product, PEOPLE_ON_POSTGRESQL, tmp_path)

        assert_nothing_is_left(product, people, tmp_path)


@pytest.mark.parametrize("way", [*ID_WAYS, "mobile", "card", "name"])
def test_what_is_left_in_clear_is_found_however_it_is_coded(way: str, tmp_path: Path) -> None:
    own = planted(Random(1), 1)[0]
    value = {
        **{each: own.id_written(each) for each in ID_WAYS},
        **{"mobile": own.mobile, "card": own.card, "name": own.name},
    }[way]
    files = _coded(value, tmp_path)

    left = found(own.values(), files, tmp_path)

    assert {name for names in left.values() for name in names} == {each.name for each in files}
    assert codes_found({own.wrong_code}, files) == {}


def _coded(value: str, folder: Path) -> list[Path]:
    """A file for each way in which one could still read it."""
    escaped = json.dumps({"said": f"我是{value}。"})
    coded = {
        "plain": f"\0\x01{value}\xff",
        "escaped": escaped,
        "escaped_twice": json.dumps(escaped),
        **{
            f"base64_{ahead}": b64encode(f"{'a' * ahead}{value}bc".encode()).decode()
            for ahead in range(3)
        },
    }
    if value.isascii() and value[:-1].isdigit():
        coded["apart"] = f"({value[:3]}) {value[3:7]}-{value[7:]}"
    files = []
    for name, content in coded.items():
        files.append(folder / f"coded_{name}")
        files[-1].write_text(content, encoding="utf-8")
    return files
