from datetime import UTC, datetime

import pytest

from bot.cards import Button, QuestionCard
from bot.gateway.metrics import Metrics
from bot.gateway.steps.choose import choose
from bot.gateway.turn import Turn
from bot.storage.conversations import Entry
from tests.fakes import Fakes

ANSWER = [Button(title="给多少", payload="/a"), Button(title="更多", payload="/b")]
NAMED = [Button(title="失业保险金", payload="/c"), Button(title="失业保险稳岗返还", payload="/d")]


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


async def chosen(fakes: Fakes, text: str, buttons: list[Button], asked: str | None = None) -> str:
    card = QuestionCard(fact=asked, question="？") if asked else None
    said = Entry(role="user", text="问", at=datetime.now(UTC))
    old = Entry(role="bot", text="旧", buttons=[Button(title="旧的", payload="/old")], at=said.at)
    answer = Entry(role="bot", text="答", card=card, buttons=buttons, at=said.at)
    fakes.conversations.entries["one"] = [old, said, answer]
    turn = Turn(
        conversation="one",
        client="here",
        sent=text,
        message_id=None,
        edition=fakes.knowledge.edition,
        parts=fakes.parts,
        metrics=Metrics(),
        text=text,
    )
    await choose(turn)
    return turn.text


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("给多少", "/a"),
        ("第一个", "/a"),
        ("1", "/a"),
        ("还有呢", "/b"),
        ("继续", "/b"),
        ("选2", "/b"),
    ],
)
async def test_a_button_said_in_words_is_pressed(fakes, text, payload):
    assert await chosen(fakes, text, ANSWER) == payload


@pytest.mark.parametrize("text", ["旧的", "第三个", "失业金给多少", "3"])
async def test_what_names_no_button_of_the_last_answer_stays_as_it_is(fakes, text):
    assert await chosen(fakes, text, ANSWER) == text


async def test_a_place_before_a_question_becomes_the_name(fakes):
    assert await chosen(fakes, "第二个要什么材料", NAMED) == "失业保险稳岗返还要什么材料"
    assert await chosen(fakes, "第二个要什么材料", ANSWER) == "第二个要什么材料"


async def test_a_bare_number_is_no_button_where_a_number_is_asked_for(fakes):
    unknown = [Button(title="不清楚", payload="/x")]
    assert await chosen(fakes, "1", unknown, "age") == "1"
    assert await chosen(fakes, "1", unknown, "registered_unemployed") == "/x"
    months = [Button(title="1年", payload='/loan_calc{"months": 12}')]
    assert await chosen(fakes, "1", months) == "1"
    assert await chosen(fakes, "第一个", months) == '/loan_calc{"months": 12}'
