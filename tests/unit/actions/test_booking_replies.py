"""What is said of bookings; the text alone has to be enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from actions.booking_replies import CANCEL, CREATE, QUERY, BookingReplies
from bot.bookings.availability import FreeSlot
from bot.bookings.booking import Booking, State
from bot.bookings.choices import BookingChoice, read_booking_choice
from bot.bookings.plan import SHANGHAI, Plan
from bot.bookings.references import new_reference
from bot.bookings.slots import Slot
from bot.cards import BookingCard, Reply, SlotsCard
from bot.errors import (
    BlockedForMisses,
    BookingEnded,
    BookingRefused,
    CalendarNotPublished,
    HoldExpired,
    ItemNotServed,
    TooFarAhead,
    TooLateToChange,
    TooManyThatDay,
    TooSoon,
    UnknownBooking,
    UnknownOffice,
)
from bot.policies.service_items import ServiceItem
from tests.fakes import NOW, TODAY, Fakes
from tests.unit.actions.talking import told

OWNER = "a-keyed-hash"
NINE = datetime(2026, 11, 26, 9, tzinfo=SHANGHAI)
ITEM = "unemployment_registration"
NOTICE = "演示数据：不是真的窗口"


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture(scope="module")
def plan(fakes: Fakes) -> Plan:
    return fakes.desk().plan


@pytest.fixture(scope="module")
def item(fakes: Fakes) -> ServiceItem:
    return fakes.knowledge.edition.knowledge.service_items[ITEM]


@pytest.fixture
def replies(fakes: Fakes, plan: Plan) -> BookingReplies:
    return BookingReplies(fakes.knowledge.edition, plan, CREATE, TODAY)


def booking(state: State = State.BOOKED, office: str = "demo_wuxi", item: str = ITEM) -> Booking:
    return Booking(
        reference="2XH6T9GQ",
        owner=OWNER,
        office=office,
        item=item,
        start=NINE,
        end=NINE + timedelta(minutes=30),
        state=state,
        held_until=NOW + timedelta(minutes=5) if state is State.HELD else None,
        made_at=NOW,
        changed_at=NOW,
    )


def free(*offices: str) -> list[FreeSlot]:
    return [FreeSlot(Slot(each, NINE, NINE + timedelta(minutes=30), 1), 1) for each in offices]


def choices(reply: Reply) -> list[BookingChoice]:
    """What the buttons that stand for a choice of a booking send."""
    payloads = [button.payload for message in reply.messages for button in message.buttons]
    return [choice for each in payloads if (choice := read_booking_choice(each))]


def everything(replies: BookingReplies, item: ServiceItem) -> Sequence[Reply]:
    """A reply of each kind that tells of a booking."""
    held, booked = booking(State.HELD), booking()
    return [
        replies.held(held, item, "无锡市"),
        replies.booked(booked, item, moved=False),
        replies.booked(booked, item, moved=True),
        replies.mine([held, booked]),
        replies.sure_to_cancel(booked),
        replies.which_of([booked, booked], CANCEL),
        replies.ended("utter_booking_cancelled", booked),
        replies.kept(booked),
    ]


def test_nobody_s_hash_is_said_or_sent(replies: BookingReplies, item: ServiceItem) -> None:
    for reply in everything(replies, item):
        assert OWNER not in reply.model_dump_json()


@pytest.mark.parametrize("reminds", [True, False])
def test_a_reminder_is_offered_where_a_phone_can_be_kept(
    fakes: Fakes, plan: Plan, item: ServiceItem, reminds: bool
) -> None:
    replies = BookingReplies(fakes.knowledge.edition, plan, CREATE, TODAY, reminds)
    buttons = replies.booked(booking(), item, moved=False).messages[0].buttons
    payloads = {button.title: button.payload for button in buttons}

    offered = {"短信提醒我": '/status_query{"do": "remind"}'} if reminds else {}
    assert {title: at for title, at in payloads.items() if "提醒" in title} == offered


def test_the_text_alone_tells_what_is_booked(replies: BookingReplies, item: ServiceItem) -> None:
    text = told(replies.booked(booking(), item, moved=False))

    for part in (
        "约好了",
        "失业登记",
        "演示四号窗口（无锡市）",
        "11月26日（周四）09:00—09:30",
        "2XH6-T9GQ",
        "2 X H 6，T 9 G Q",
        NOTICE,
        "最晚在开始前2小时",
    ):
        assert part in text


def test_the_card_holds_the_same(replies: BookingReplies, item: ServiceItem) -> None:
    card = replies.booked(booking(), item, moved=False).messages[0].card

    assert isinstance(card, BookingCard)
    assert (card.reference, card.state, card.item_name) == ("2XH6T9GQ", "booked", "失业登记")
    assert (card.office_name, card.region) == ("演示四号窗口", "无锡市")
    assert (card.start, card.demo, card.held_until) == (NINE.isoformat(), True, None)
    assert NOTICE in (card.notice or "")


def test_a_booking_that_is_moved_says_so(replies: BookingReplies, item: ServiceItem) -> None:
    text = told(replies.booked(booking(), item, moved=True))

    assert "预约号不变" in text
    assert "约好了" not in text


def test_a_place_that_is_kept_has_a_time_limit_and_no_reference_yet(
    replies: BookingReplies, item: ServiceItem
) -> None:
    reply = replies.held(booking(State.HELD), item, "无锡市")
    text = told(reply)

    assert "10:05前确认" in text
    assert "有效身份证件" in text
    assert NOTICE in text
    assert "预约号" not in text
    assert text.endswith("确认预约吗？")
    card = reply.messages[0].card
    assert isinstance(card, BookingCard)
    assert card.held_until == (NOW + timedelta(minutes=5)).isoformat()


def test_a_kept_place_is_confirmed_or_given_back_by_its_buttons(
    replies: BookingReplies, item: ServiceItem
) -> None:
    reply = replies.held(booking(State.HELD), item, "无锡市")
    titles = [button.title for button in reply.messages[0].buttons]

    assert titles[:3] == ["确认预约", "换个时间", "不约了"]
    assert [(each.intent, each.sure) for each in choices(reply)] == [
        ("booking_create", True),
        ("booking_cancel", True),
    ]


def test_a_booking_that_stands_is_cancelled_only_after_a_question(
    replies: BookingReplies, item: ServiceItem
) -> None:
    booked = choices(replies.booked(booking(), item, moved=False))
    asked = choices(replies.sure_to_cancel(booking()))

    assert [(each.intent, each.sure) for each in booked] == [
        ("booking_change", False),
        ("booking_cancel", False),
    ]
    assert [(each.intent, each.sure) for each in asked] == [("booking_cancel", True)]


@pytest.mark.parametrize(("item_id", "name"), [(ITEM, "失业登记"), ("gone_item", "gone_item")])
def test_an_item_that_is_no_longer_known_is_told_by_its_id(
    replies: BookingReplies, item_id: str, name: str
) -> None:
    card = replies.kept(booking(item=item_id)).messages[0].card

    assert isinstance(card, BookingCard)
    assert card.item_name == name


def test_an_office_that_is_no_longer_planned_is_told_by_its_id(
    replies: BookingReplies, item: ServiceItem
) -> None:
    reply = replies.booked(booking(office="gone_office"), item, moved=False)
    card = reply.messages[0].card

    assert "gone_office" in told(reply)
    assert NOTICE not in told(reply)
    assert isinstance(card, BookingCard)
    assert (card.region, card.demo, card.notice) == (None, False, None)


def test_a_real_office_carries_no_notice(fakes: Fakes, plan: Plan, item: ServiceItem) -> None:
    offices = [each.model_copy(update={"demo": False}) for each in plan.offices]
    real = plan.model_copy(update={"offices": offices})
    replies = BookingReplies(fakes.knowledge.edition, real, CREATE, TODAY)

    for reply in [
        *everything(replies, item),
        replies.which_office(item, offices, None),
        replies.times("", item, free("demo_wuxi")),
    ]:
        assert NOTICE not in reply.model_dump_json()


def test_every_item_that_can_be_booked_is_named_once(replies: BookingReplies) -> None:
    reply = replies.which_item(None)
    names = [button.title for button in reply.messages[0].buttons]

    assert len(names) == len(set(names)) == len(replies.bookable())
    assert all(name in told(reply) for name in names)
    assert {each.item for each in choices(reply)} == {each.id for each in replies.bookable()}


def test_an_item_without_a_window_is_told_by_name(replies: BookingReplies) -> None:
    text = told(replies.which_item("技能提升补贴申领"))

    assert "“技能提升补贴申领”" in text
    assert "12333" in text


def test_the_offices_stand_in_the_text_too(
    replies: BookingReplies, plan: Plan, item: ServiceItem
) -> None:
    offices = [each for each in plan.offices if ITEM in each.items]
    reply = replies.which_office(item, offices, None)

    assert all(f"· {each.name}（{each.region}）" in told(reply) for each in offices)
    assert NOTICE in told(reply)
    assert [(each.item, each.office) for each in choices(reply)] == [
        (ITEM, each.id) for each in offices
    ]


def test_a_place_without_a_window_is_told_with_those_elsewhere(
    replies: BookingReplies, plan: Plan, item: ServiceItem
) -> None:
    text = told(replies.which_office(item, plan.offices, "徐州市"))

    assert "徐州市没有可以在这里预约失业登记的窗口" in text
    assert "演示四号窗口（无锡市）" in text


def test_the_times_stand_in_the_text_and_on_the_card(
    replies: BookingReplies, item: ServiceItem
) -> None:
    reply = replies.times("有空的：", item, free("demo_wuxi"))
    card = reply.messages[0].card

    assert told(reply).startswith("有空的：\n· 11月26日（周四）09:00—09:30\n")
    assert NOTICE in told(reply)
    assert isinstance(card, SlotsCard)
    assert [(line.office_name, line.start, line.free) for line in card.slots] == [
        ("演示四号窗口", NINE.isoformat(), 1)
    ]
    chosen = choices(reply)[0]
    assert (chosen.intent, chosen.item, chosen.office, chosen.start, chosen.reference) == (
        "booking_create",
        ITEM,
        "demo_wuxi",
        NINE,
        None,
    )


def test_times_of_several_offices_name_the_office(
    replies: BookingReplies, item: ServiceItem
) -> None:
    text = told(replies.times("有空的：", item, free("demo_wuxi", "demo_suzhou")))

    assert "09:00—09:30 演示四号窗口" in text
    assert "09:00—09:30 演示三号窗口" in text


def test_a_time_for_a_booking_that_is_moved_names_the_booking(
    replies: BookingReplies, item: ServiceItem
) -> None:
    chosen = choices(replies.times("", item, free("demo_wuxi"), moving=booking()))[0]

    assert (chosen.intent, chosen.reference) == ("booking_change", "2XH6T9GQ")
    assert chosen.item is None


def test_where_nothing_is_free_there_is_neither_card_nor_button(
    replies: BookingReplies, item: ServiceItem
) -> None:
    message = replies.times("约满了。", item, []).messages[0]

    assert (message.text, message.card, message.buttons) == ("约满了。", None, [])


def test_which_of_several_is_told_in_the_text_too(replies: BookingReplies) -> None:
    other = booking(item="employment_registration").model_copy(
        update={"reference": new_reference()}
    )
    reply = replies.which_of([booking(), other], CANCEL)

    assert "· 失业登记 11月26日（周四）09:00—09:30" in told(reply)
    assert "· 就业登记 11月26日（周四）09:00—09:30" in told(reply)


def test_each_booking_of_a_list_is_a_bubble_of_its_own(fakes: Fakes, plan: Plan) -> None:
    replies = BookingReplies(fakes.knowledge.edition, plan, QUERY, TODAY)
    reply = replies.mine([booking(State.HELD), booking()])
    held, booked = reply.messages

    assert reply.topic.journey == QUERY
    assert held.text.startswith("您约了这些：")
    assert "预约号" not in held.text
    assert "2XH6-T9GQ" in booked.text
    assert [button.title for button in held.buttons] == ["确认预约", "换个时间", "不约了"]
    assert [button.title for button in booked.buttons] == ["改时间", "取消这个预约"]


def test_an_empty_list_says_where_else_to_ask(replies: BookingReplies) -> None:
    reply = replies.mine([])

    assert "没有查到您的预约" in told(reply)
    assert "12333" in told(reply)
    assert reply.messages[0].card is None


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (TooSoon(), ["太近", "至少提前1天预约"]),
        (TooFarAhead(), ["太远", "只能约未来5个工作日"]),
        (TooManyThatDay(), ["这一天已经有预约", "同一人每天1次"]),
        (BlockedForMisses("2026-12-03"), ["12月3日（周四）以后", "1个月内失约2次"]),
        (TooLateToChange(), ["不能再改约或取消", "最晚在开始前2小时", "12333"]),
        (CalendarNotPublished(2027), ["2027年的节假日和调休安排还没有公布"]),
        (HoldExpired(), ["保留的时间已过"]),
        (UnknownBooking(), ["没有查到这个预约号"]),
        (BookingEnded(), ["取消、结束，或者还没有确认"]),
        (ItemNotServed(), ["不办这个事项"]),
        (UnknownOffice("nowhere"), ["没有这个可以预约的窗口"]),
    ],
)
def test_a_refusal_is_told_with_the_rule_it_rests_on(
    replies: BookingReplies, refusal: BookingRefused, words: list[str]
) -> None:
    reply = replies.refused(refusal)

    assert reply.status == "booking_refused"
    assert all(word in told(reply) for word in words)
    assert "{" not in told(reply)
    assert "nowhere" not in told(reply)
