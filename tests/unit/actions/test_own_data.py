"""What is shown to whoever has proved who they are, and reminders."""

from datetime import timedelta

import pytest

from actions.own_data import OwnData
from actions.personal_replies import PersonalReplies
from bot.applications.application import Event, Stage
from bot.bookings.contacts import Contact
from bot.bookings.owner import owner_hash
from bot.cards import StatusCard
from bot.identity.challenge import Purpose, Session
from bot.identity.numbers import Number, NumberKind
from bot.outcomes import Outcome
from bot.privacy.audit import Action
from tests.application_data import entry
from tests.fake_personal import SECRET
from tests.fakes import NOW, TODAY, Fakes
from tests.unit.actions.personal_talking import (
    APPLICATION,
    BOOK,
    ERASE,
    EXPORT,
    ID_NUMBER,
    NO_REMINDER,
    PHONE,
    REMIND,
    STATUS,
    PersonalTalk,
    titles,
)
from tests.unit.actions.talking import told


@pytest.fixture
def talk(fakes: Fakes) -> PersonalTalk:
    return PersonalTalk(fakes)


@pytest.fixture
def own(fakes: Fakes) -> OwnData:
    core, edition = fakes.parts.core, fakes.knowledge.edition
    replies = PersonalReplies(edition, core.personal, TODAY)
    return OwnData(core, edition, replies, "one", "client")


@pytest.fixture
def session(fakes: Fakes) -> Session:
    person = fakes.personal.parts.sealer.digest("id_number", ID_NUMBER)
    return Session("one", Purpose.PERSON, person, None, NOW, NOW + timedelta(minutes=15))


def actions(fakes: Fakes) -> list[Action]:
    return [each.action for each in fakes.personal.audit.records]


def kept_of(fakes: Fakes) -> Contact | None:
    """The phone that is kept for the conversation's bookings."""
    owner = owner_hash(SECRET, "one")
    return fakes.personal.contacts.of_owners([owner]).get(owner)


# -- where applications stand


def test_each_application_has_a_bubble_of_its_own(own: OwnData, session: Session) -> None:
    reply = own.status(session, None)

    assert reply.status == Outcome.STATUS_TOLD
    assert told(reply).startswith("您有2件申请：")
    cards = [message.card for message in reply.messages]
    items = {card.item for card in cards if isinstance(card, StatusCard)}
    assert items == {"unemployment_registration", "unemployment_benefit_claim"}
    assert titles(reply) == ["退出查询", "导出我的信息", "删除我的信息"]


def test_number_and_name_are_masked_everywhere(own: OwnData, session: Session) -> None:
    told = own.status(session, None).model_dump_json()

    for personal in (ID_NUMBER, APPLICATION, PHONE, "演示甲"):
        assert personal not in told
    assert "演**" in told


def test_of_a_policy_only_its_applications_are_told(own: OwnData, session: Session) -> None:
    reply = own.status(session, "unemployment_benefit")

    (message,) = reply.messages
    assert isinstance(message.card, StatusCard)
    assert message.card.item == reply.topic.service_item == "unemployment_benefit_claim"


def test_what_was_not_applied_for_is_said_with_what_was(own: OwnData, session: Session) -> None:
    reply = own.status(session, "job_stability_refund")

    assert told(reply).startswith("没有查到您的“失业保险稳岗返还”申请。您登记的有这些：")
    assert len(reply.messages) == 2


def test_a_policy_that_the_knowledge_base_lost_since_it_was_named_hides_nothing(
    own: OwnData, session: Session
) -> None:
    assert len(own.status(session, "gone").messages) == 2


def test_without_an_application_it_is_said_so(own: OwnData, session: Session, fakes: Fakes) -> None:
    fakes.personal.register.forget_person([session.subject], NOW)

    assert "没有查到您的申请" in told(own.status(session, "unemployment_benefit"))


def test_no_more_than_five_bubbles_are_sent(own: OwnData, session: Session, fakes: Fakes) -> None:
    person = Number(NumberKind.ID_NUMBER, ID_NUMBER)
    accepted = Event(Stage.ACCEPTED, TODAY)
    rows = [
        entry(f"JS2026{at:04d}", person, accepted, item="unemployment_registration", region=None)
        for at in range(8)
    ]
    fakes.personal.register.import_rows(rows, "import", NOW)

    assert len(own.status(session, None).messages) == 5


def test_each_look_is_recorded(own: OwnData, session: Session, fakes: Fakes) -> None:
    own.status(session, None)

    (record,) = fakes.personal.audit.records
    assert (record.action, record.subject) == (Action.STATUS_READ, session.subject)
    assert (record.actor, record.client) == ("conversation:one", "client")


# -- what is kept


async def test_kinds_and_counts_are_told_and_for_how_long(talk: PersonalTalk) -> None:
    reply = await talk.prove(EXPORT)

    assert "· 申请记录：2条，保存365天" in told(reply)
    assert "· 提醒用的手机号" not in told(reply)
    assert titles(reply) == ["删除我的信息", "退出查询"]


async def test_a_phone_that_is_kept_for_reminders_is_told_of_and_erased(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await talk.say(BOOK, "booking_create")
    await talk.say("好的")
    await talk.prove(REMIND, PHONE)
    assert "提醒用的手机号：1条" in told(await talk.prove(EXPORT))

    await talk.say(ERASE, STATUS)
    assert "提醒用的手机号1条" in told(await talk.say("全部删掉"))
    assert kept_of(fakes) is None


# -- reminders


async def test_without_a_booking_there_is_nothing_to_be_reminded_of(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    reply = await talk.say(REMIND, STATUS)

    assert "没有预约" in told(reply)
    assert (talk.waits, fakes.personal.codes) == (None, [])


async def test_a_phone_that_was_proved_is_reminded(talk: PersonalTalk, fakes: Fakes) -> None:
    await talk.say(BOOK, "booking_create")
    await talk.say("好的")
    asked = await talk.say(REMIND, STATUS)
    assert "请发手机号" in told(asked)
    assert "最后一个预约过后" in told(asked)

    sent = await talk.say(PHONE)
    assert "没收到？" not in told(sent)
    reply = await talk.say(talk.code)

    assert reply.status == Outcome.REMINDER_TOLD
    assert "154****0001" in told(reply)
    assert PHONE not in reply.model_dump_json()
    contact = kept_of(fakes)
    assert contact
    assert fakes.personal.parts.sealer.open(contact.phone) == PHONE
    assert Action.PHONE_KEPT in actions(fakes)


async def test_an_id_number_is_no_phone(talk: PersonalTalk) -> None:
    await talk.say(BOOK, "booking_create")
    await talk.say("好的")
    await talk.say(REMIND, STATUS)

    assert "11位手机号" in told(await talk.say(ID_NUMBER))
    assert talk.waits == "number"


async def test_reminders_are_taken_back_and_twice_is_harmless(
    talk: PersonalTalk, fakes: Fakes
) -> None:
    await talk.say(BOOK, "booking_create")
    await talk.say("好的")
    await talk.prove(REMIND, PHONE)

    assert "手机号已删掉" in told(await talk.say(NO_REMINDER, STATUS))
    assert kept_of(fakes) is None
    assert "没有设过" in told(await talk.say(NO_REMINDER, STATUS))
