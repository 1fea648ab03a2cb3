"""Reading the plan beside the knowledge base: every fault by file and key, and in-use readings."""

import os
import re
import shutil
from pathlib import Path

import pytest

from bot.appointments import FILE, Appointments, read_plan
from bot.config import ROOT
from bot.errors import KnowledgeError
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loader import load_knowledge

FIXTURES = ROOT / "tests" / "fixtures"
BAD = FIXTURES / "appointments_bad"

# Each spoilt file with the key and the words of the one fault that has to be reported.
CASES = {
    "unknown_key": ("offices[0].capacities", "不认识这个键"),
    "duplicate_key": ("offices[0].capacity", "这个键重复了，第 19 行已经有一个"),
    "missing_rule": ("rules.hold_minutes", "缺少这一项"),
    "rule_of_zero": ("rules.hold_minutes.value", "“0”太小，至少是 1"),
    "rule_dangling_source": (
        "rules.workdays_ahead_at_most.source",
        "没有叫“nowhere”的来源，现有：page",
    ),
    "unused_source": ("sources.spare", "没有一条规则引用这个来源"),
    "bad_trust": ("sources.page.trust", "“D”不在可选范围"),
    "bad_time": ("offices[0].week.monday[1]", "“14:00-25:00”不是一段时间，要写成 08:30-12:00"),
    "time_in_words": ("offices[0].breaks[0]", "“上午”不是一段时间"),
    "time_ends_before_it_begins": (
        "offices[0].week.monday[1]",
        "“15:00-14:00”的结束时间要晚于开始时间",
    ),
    "hours_overlap": ("offices[0].week.monday[1]", "10:30-15:00与09:00-11:00重叠"),
    "hours_out_of_order": ("offices[0].week.monday[1]", "或者先后写反了"),
    "breaks_overlap": ("offices[0].breaks[1]", "10:05-10:20与10:00-10:10重叠"),
    "break_outside_the_hours": ("offices[0].breaks[0]", "12:00-12:30本来就不开放"),
    "hours_shorter_than_a_slot": ("offices[0].week.monday[1]", "14:00-14:20比一个号的30分钟还短"),
    "no_hours_at_all": ("offices[0].week", "一周里至少要有一天开放，或者写 opened"),
    "unknown_weekday": ("offices[0].week.funday", "不认识这个键"),
    "opened_and_closed": ("offices[0].opened.2026-12-31", "又开放又关闭"),
    "opened_without_hours": ("offices[0].opened.2026-12-26", "至少要有 1 项"),
    "opened_hours_overlap": ("offices[0].opened.2026-12-26[1]", "10:00-12:00与09:00-11:00重叠"),
    "closed_on_no_day": ("offices[0].closed.2026-02-30", "“2026-02-30”不是日期"),
    "closed_without_a_reason": ("offices[0].closed.2026-12-31", "不能是空的"),
    "dangling_item": ("offices[0].items[1]", "没有叫“nowhere”的办事事项"),
    "item_twice": ("offices[0].items[1]", "“demo_registration”重复了"),
    "no_items": ("offices[0].items", "至少要有 1 项"),
    "dangling_region": ("offices[0].region", "里没有“无此市”"),
    "demo_that_does_not_say_so": ("offices[0].name", "名称里也要有“演示”二字"),
    "demo_in_the_name_alone": ("offices[0].name", "演示数据要写 demo: true"),
    "capacity_of_none": ("offices[0].capacity", "“0”太小，至少是 1"),
    "capacity_in_words": ("offices[0].capacity", "“两个”不是整数"),
    "slot_of_a_day": ("offices[0].slot_minutes", "“1440”太大，最多是 240"),
    "office_id_twice": ("offices[1].id", "“demo_one”用过了，请换一个"),
    "office_name_twice": ("offices[1].name", "“演示窗口一”用过了，请换一个"),
    "no_offices": ("offices", "至少要有 1 项"),
    "tab_indentation": ("(语法)", "YAML 写法有误"),
    "only_a_comment": ("(文件)", "文件是空的"),
}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(FIXTURES / "kb_good")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FIXTURES / "kb_good" / FILE, tmp_path)
    return tmp_path


def test_every_spoilt_file_has_a_case() -> None:
    assert {path.stem for path in BAD.glob("*.yml")} == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_is_refused_with_file_line_key_and_words(
    name: str, folder: Path, knowledge: KnowledgeBase
) -> None:
    shutil.copy(BAD / f"{name}.yml", folder / FILE)
    with pytest.raises(KnowledgeError) as refused:
        read_plan(folder, knowledge)

    key, says = CASES[name]
    (fault,) = refused.value.faults
    assert (fault.file, fault.key) == (folder / FILE, key)
    assert says in fault.message
    assert fault.line >= 1
    assert re.search(r"[\u4e00-\u9fff]", fault.message)


def test_the_good_file_is_read_whole(folder: Path, knowledge: KnowledgeBase) -> None:
    plan = read_plan(folder, knowledge)

    assert plan is not None
    assert [office.id for office in plan.offices] == ["demo_one"]
    assert plan.rules.days_ahead_at_least.source == "page"


def test_without_a_knowledge_base_ids_are_not_checked(folder: Path) -> None:
    shutil.copy(BAD / "dangling_item.yml", folder / FILE)
    assert read_plan(folder, None)


def test_without_a_file_nothing_can_be_booked(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    assert read_plan(tmp_path, knowledge) is None
    assert Appointments(tmp_path, lambda: knowledge).plan is None


def test_the_plan_in_use_takes_its_practice_from_named_sources() -> None:
    plan = read_plan(ROOT / "policies_kb", load_knowledge(ROOT / "policies_kb"))

    assert plan is not None
    told = {name: (each.value, each.source) for name, each in plan.rules.figures()}
    assert told == {
        "days_ahead_at_least": (1, "bk_hzzk"),
        "workdays_ahead_at_most": (5, "bk_hzzk"),
        "change_until_hours": (2, "bk_hzzk"),
        "bookings_a_day": (1, "bk_hzzk"),
        "misses_a_month": (2, "bk_qz"),
        "hold_minutes": (5, None),
        "offer_minutes": (30, None),
    }
    assert (plan.sources["bk_hzzk"].trust, plan.sources["bk_qz"].trust) == ("A", "B")
    for _, figure in plan.rules.figures():
        assert str(figure.value) in figure.text
    assert all(office.demo and "演示" in office.name for office in plan.offices)


def test_a_changed_file_is_in_use_at_once_and_a_bad_one_is_refused(
    folder: Path, knowledge: KnowledgeBase
) -> None:
    appointments = Appointments(folder, lambda: knowledge)
    good = (folder / FILE).read_text(encoding="utf-8")
    write(folder, good.replace("capacity: 2", "capacity: 3"))
    assert appointments.plan is not None
    assert appointments.plan.offices[0].capacity == 3

    write(folder, good.replace("capacity: 2", "capacity: none"))
    assert appointments.plan.offices[0].capacity == 3
    assert appointments.refused is not None

    write(folder, good)
    assert appointments.plan.offices[0].capacity == 2
    assert appointments.refused is None


def test_a_bad_first_reading_is_an_error(folder: Path, knowledge: KnowledgeBase) -> None:
    write(folder, "offices: []")
    with pytest.raises(KnowledgeError):
        Appointments(folder, lambda: knowledge)


def write(folder: Path, text: str) -> None:
    """Write the file with a time of its own, however fast tests are."""
    path = folder / FILE
    later = path.stat().st_mtime_ns + 1_000_000
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(later, later))
