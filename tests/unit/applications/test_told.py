"""Where an application stands, in words; the words alone have to be enough."""

from datetime import date, datetime

import pytest

from bot.applications.application import Application, Event, Stage
from bot.applications.process import Process
from bot.applications.told import StatusTeller
from bot.identity.numbers import Number, NumberKind
from tests.application_data import NOW
from tests.fakes import TODAY, Fakes

ACCEPTED = Event(Stage.ACCEPTED, date(2026, 11, 20))
REVIEWED = Event(Stage.FIRST_REVIEW, date(2026, 11, 23))


@pytest.fixture(scope="module")
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture(scope="module")
def teller(fakes: Fakes) -> StatusTeller:
    edition = fakes.knowledge.edition
    book = fakes.personal.parts.processes.book
    return StatusTeller(edition.answerer.says, edition.knowledge.item_name, book)


def application(
    *events: Event,
    item: str = "hardship_recognition",
    region: str | None = "扬州市",
    demo: bool = False,
    name: str = "张三丰",
    changed_at: datetime = NOW,
) -> Application:
    return Application(
        number=Number(NumberKind.APPLICATION_NUMBER, "YS2026110004"),
        person="a-digest",
        name=name,
        item=item,
        region=region,
        events=events,
        demo=demo,
        source="import",
        changed_at=changed_at,
    )


def process(fakes: Fakes, told: Application) -> Process | None:
    return fakes.personal.parts.processes.of(told.item, told.region)


def text(fakes: Fakes, teller: StatusTeller, told: Application, today: date = TODAY) -> str:
    return teller.text(teller.card(told, process(fakes, told), today))


def hardship(fakes: Fakes) -> str:
    """The item whose process has stages in 扬州."""
    names = fakes.knowledge.edition.knowledge.service_items.values()
    return next(item.id for item in names if item.name == "就业困难人员认定")


def test_the_stage_its_day_and_what_comes_next_are_told(fakes: Fakes, teller: StatusTeller) -> None:
    told = text(fakes, teller, application(ACCEPTED, REVIEWED, item=hardship(fakes)))

    for words in (
        "【就业困难人员认定】现在到：初审（2026年11月23日）。",
        "扬州市",
        "走过的：受理2026年11月20日、初审2026年11月23日",
        "下一步：公示",
        "记录更新到2026年11月24日；依据：《",
    ):
        assert words in told


def test_number_and_name_are_masked(fakes: Fakes, teller: StatusTeller) -> None:
    card = teller.card(application(ACCEPTED, name="张三丰"), None, TODAY)

    assert (card.number, card.applicant) == ("YS20****04", "张**")
    told = teller.text(card) + card.model_dump_json()
    assert "YS2026110004" not in told
    assert "三丰" not in told
    assert "a-digest" not in told


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("欧阳娜娜", "欧**"), ("某某有限公司", "某**")]
)
def test_however_long_a_name_is_its_length_is_not_told(
    teller: StatusTeller, name: str, masked: str
) -> None:
    assert teller.card(application(ACCEPTED, name=name), None, TODAY).applicant == masked


def test_a_first_stage_has_no_trail(teller: StatusTeller) -> None:
    assert "走过的" not in teller.text(teller.card(application(ACCEPTED), None, TODAY))


def test_a_demonstration_is_said_to_be_one_and_others_are_not(teller: StatusTeller) -> None:
    demo = teller.card(application(ACCEPTED, demo=True), None, TODAY)
    real = teller.card(application(ACCEPTED), None, TODAY)

    assert teller.text(demo).endswith("⚠️ 演示数据：不是真的申请人，也不是真的申请。")
    assert real.notice is None
    assert "演示" not in teller.text(real)


def test_what_no_source_tells_is_said_so(teller: StatusTeller) -> None:
    told = teller.text(teller.card(application(ACCEPTED, region=None), None, TODAY))

    assert "没有记地区" in told
    assert "下一步：资料里没有见到" in told
    assert "要等多久：资料里没有见到" in told
    assert "依据" not in told


def test_an_officer_s_note_is_told(teller: StatusTeller) -> None:
    returned = Event(Stage.RETURNED, date(2026, 11, 23), "请补一张照片")
    told = teller.text(teller.card(application(ACCEPTED, returned), None, TODAY))

    assert "窗口的说明：请补一张照片" in told
    assert "补齐再交" in told
    assert "下一步：" not in told


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_name_and_something_that_one_can_do(
    fakes: Fakes, teller: StatusTeller, stage: Stage
) -> None:
    told = application(Event(stage, date(2026, 11, 23)), item=hardship(fakes))
    card = teller.card(told, process(fakes, told), TODAY)

    assert card.stage == stage.value
    assert not card.stage_name.isascii()
    assert card.advice_text in teller.text(card)
    assert "{" not in teller.text(card)


def test_a_limit_is_told_with_its_day_and_its_words_and_then_that_it_is_over(
    fakes: Fakes, teller: StatusTeller
) -> None:
    item = _with_limit(fakes)
    told = application(ACCEPTED, item=item.item, region=item.region)
    card = teller.card(told, item, TODAY)
    assert card.due
    day = f"{card.due.year}年{card.due.month}月{card.due.day}日"
    assert f"最晚：{day}（{card.due_by}）" in teller.text(card)
    assert "已经超过" not in teller.text(card)

    late = teller.card(told, item, date(2026, 12, 31))
    assert (late.late, late.advice) == (True, "late_call")
    assert f"已经超过{late.late_by}个工作日" in teller.text(late)
    assert "催办" in teller.text(late)


def test_where_the_holidays_are_not_published_no_day_is_invented(
    fakes: Fakes, teller: StatusTeller
) -> None:
    item = _with_limit(fakes)
    far = application(Event(Stage.ACCEPTED, date(2031, 1, 6)), item=item.item, region=item.region)
    card = teller.card(far, item, date(2031, 1, 7))

    assert card.due is None
    assert "放假安排还没公布" in teller.text(card)


def test_a_hint_of_lower_trust_is_told_as_that_place_s_words(
    fakes: Fakes, teller: StatusTeller
) -> None:
    book = fakes.personal.parts.processes.book
    hints = [
        each
        for each in book.processes
        if each.whole and book.source(each.whole).trust == "C" and each.region
    ]
    for each in hints:
        told = application(ACCEPTED, item=each.item, region=each.region)
        card = teller.card(told, each, TODAY)
        if card.due_by and each.whole and each.whole.text in card.due_by:
            assert card.due_by.startswith(f"{each.region}公开口径：")
            assert "以当地为准" in card.due_by


def test_each_sentence_that_was_used_has_its_source(fakes: Fakes, teller: StatusTeller) -> None:
    item = _with_limit(fakes)
    card = teller.card(application(ACCEPTED, item=item.item, region=item.region), item, TODAY)

    assert card.sources
    assert all(each.title for each in card.sources)
    titles = {each.title.strip("《》") for each in card.sources}
    assert all(title in teller.text(card) for title in titles)


def _with_limit(fakes: Fakes) -> Process:
    """A process whose whole has a limit of workdays."""
    book = fakes.personal.parts.processes.book
    return next(each for each in book.processes if each.whole and each.whole.workdays)
