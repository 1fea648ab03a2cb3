"""What is said while somebody proves who they are; the text alone has to be enough."""

from dataclasses import replace
from datetime import date

import pytest

from actions.identity_state import Purpose
from actions.personal_replies import STATUS, PersonalReplies
from bot.applications.application import Application, Event, Stage
from bot.applications.choices import read_status_choice
from bot.applications.told import StatusTeller
from bot.cards import ContactCard, Reply, StatusCard
from bot.identity.numbers import Number, NumberKind
from bot.outcomes import PRIVATE, Outcome
from tests.fakes import NOW, TODAY, Fakes
from tests.unit.actions.personal_talking import titles
from tests.unit.actions.talking import told

PURPOSES: list[Purpose] = ["status", "export", "erase", "remind"]


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def replies(fakes: Fakes) -> PersonalReplies:
    return PersonalReplies(fakes.knowledge.edition, fakes.parts.core.personal, TODAY)


def card(fakes: Fakes, number: str) -> tuple[StatusCard, str]:
    application = Application(
        number=Number(NumberKind.APPLICATION_NUMBER, number),
        person="a-digest",
        name="演示甲",
        item="unemployment_registration",
        region="南京市",
        events=(Event(Stage.ACCEPTED, date(2026, 11, 20)),),
        demo=True,
        source="demo",
        changed_at=NOW,
    )
    says = fakes.knowledge.edition.answerer.says
    processes = fakes.personal.parts.processes
    teller = StatusTeller(says, fakes.knowledge.edition.knowledge.item_name, processes.book)
    made = teller.card(application, None, TODAY)
    return made, teller.text(made)


def everything(replies: PersonalReplies, fakes: Fakes) -> list[Reply]:
    """A reply of each kind."""
    one, two = card(fakes, "YS2026110001"), card(fakes, "YS2026110002")
    return [
        replies.unavailable(),
        *(replies.ask_number(purpose) for purpose in PURPOSES),
        *(replies.no_number(purpose) for purpose in PURPOSES),
        replies.mistyped(),
        replies.code_sent("status", NOW, notice=True),
        replies.code_sent("remind", NOW, notice=False),
        replies.no_code(),
        replies.refused(),
        replies.locked(NOW),
        replies.left(),
        replies.ended(True),
        replies.ended(False),
        replies.status([], None),
        replies.status([one], "失业保险金"),
        replies.status([one, two], None),
        replies.held({}),
        replies.held({"applications": 2, "bookings": 0, "contacts": 1, "audit": 3}),
        replies.sure_to_erase(),
        replies.erased({"applications": 2, "bookings": 1, "contacts": 1, "notices": 4}),
        replies.erased({"applications": 0}),
        replies.erase_kept(),
        replies.reminder("utter_reminder_set", phone="138****8000"),
        replies.reminder("utter_reminder_off"),
    ]


def test_every_sentence_is_whole(replies: PersonalReplies, fakes: Fakes) -> None:
    for reply in everything(replies, fakes):
        assert reply.topic.journey == STATUS
        assert reply.as_of == TODAY
        for message in reply.messages:
            assert message.text.strip()
            assert not {"{", "}"} & set(message.text)
            assert "None" not in message.text


def test_every_payload_is_read_as_what_its_button_says(
    replies: PersonalReplies, fakes: Fakes
) -> None:
    payloads = {
        button.title: button.payload
        for reply in everything(replies, fakes)
        for message in reply.messages
        for button in message.buttons
    }
    for title, payload in payloads.items():
        choice = read_status_choice(payload)
        assert choice if payload.startswith("/") else payload == title
    assert {"重发验证码", "换个号码", "不查了", "退出查询", "全部删掉", "不删"} <= set(payloads)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_notice_says_who_for_what_how_long_and_how_to_end_it(
    replies: PersonalReplies, purpose: Purpose
) -> None:
    text = told(replies.ask_number(purpose))

    for words in ("谁来处理", "做什么", "留多久", "10分钟", "15分钟", "退出查询", "删除我的信息"):
        assert words in text
    assert ("手机号，留到" in text) == (purpose == "remind")


def test_who_answers_for_the_data_is_named_as_it_is_set(fakes: Fakes) -> None:
    parts = replace(fakes.personal.parts, operator="某某人社局", vault_minutes=7)
    text = told(PersonalReplies(fakes.knowledge.edition, parts, TODAY).ask_number("status"))

    assert "某某人社局" in text
    assert "7分钟内删除" in text


def test_what_is_private_ends_so_that_it_is_kept_out_of_the_history(
    replies: PersonalReplies, fakes: Fakes
) -> None:
    one = card(fakes, "YS2026110001")

    assert replies.status([one], None).status in PRIVATE
    assert replies.held({"applications": 1}).status in PRIVATE


def test_of_several_the_last_bubble_has_the_buttons(replies: PersonalReplies, fakes: Fakes) -> None:
    cards = [card(fakes, "YS2026110001"), card(fakes, "YS2026110002")]
    first, last = replies.status(cards, None).messages

    assert first.text.startswith("您有2件申请")
    assert first.buttons == []
    assert len(last.buttons) == 3
    assert [first.card, last.card] == [cards[0][0], cards[1][0]]


def test_only_the_kinds_of_which_there_is_something_are_counted(
    replies: PersonalReplies,
) -> None:
    text = told(replies.erased({"applications": 2, "bookings": 0, "notices": 1}))

    assert text.startswith("已经删掉：申请记录2条、短信记录1条。")
    assert "没有存您的信息" in told(replies.held({"applications": 0}))


def test_where_nothing_more_can_be_done_here_the_hotline_stands_beside(
    replies: PersonalReplies,
) -> None:
    for reply in (replies.unavailable(), replies.locked(NOW)):
        assert isinstance(reply.messages[0].card, ContactCard)
    assert "10:00以后再试" in told(replies.locked(NOW))
    assert replies.locked(NOW).status == Outcome.IDENTITY_REFUSED


def test_what_was_given_up_has_no_buttons(replies: PersonalReplies) -> None:
    assert titles(replies.left()) == titles(replies.erase_kept()) == []
