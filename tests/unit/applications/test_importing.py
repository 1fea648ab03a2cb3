"""A bureau's file as a whole: every fault by row and column, nothing half-imported."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]

from bot.applications.application import Event, Stage
from bot.applications.importing import MOST_FAULTS, import_file, load_demo
from bot.applications.register import ImportResult
from bot.applications.standing import Advice, standing
from bot.config import ROOT
from bot.errors import BadImport
from bot.identity.numbers import NumberKind, read_number
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loader import load_knowledge
from bot.processes import Processes
from bot.sealing import Sealer
from tests.application_data import ANN, BOB, NOW, PHONE, digests, entry
from tests.fake_applications import MemoryRegister

BAD = ROOT / "tests" / "fixtures" / "imports_bad"
SEALER = Sealer([b"k" * 32])
HEADER = "申请编号,姓名,身份证号,手机号,事项,地区,环节,日期,备注"
ROW = f"A2026110001,张三丰,{ANN.value},15400000001,示例登记,示甲,受理,2026-11-02,"
SECOND = f"A2026110001,张三丰,{ANN.value},15400000001,示例登记,示甲市,初审,2026-11-04,材料齐了"
DEMO = ROOT / "policies_kb" / "demo_applications.csv"

# Each spoilt file with the words of the one fault that has to be reported.
CASES = {
    "no_rows": "文件里没有数据",
    "missing_column": "缺少“身份证号”一列（也可以叫统一社会信用代码、证件号码）",
    "unknown_column": "第1行 第11列的列名不认识",
    "column_twice": "第1行 “申请人”和“姓名”是同一列",
    "number_empty": "第2行 申请编号：是空的",
    "number_too_short": "第2行 申请编号：不是编号",
    "number_in_scientific_notation": "第2行 申请编号：Excel 把它变成了数字，请把这一列设为“文本”",
    "number_of_an_id": "第2行 申请编号：不是编号",
    "id_in_scientific_notation": "第2行 身份证号：Excel 把它变成了数字，请把这一列设为“文本”再填",
    "id_with_a_wrong_check_digit": "第2行 身份证号：身份证号的校验码对不上",
    "id_of_nobody": "第2行 身份证号：不是有效的身份证号或统一社会信用代码",
    "id_is_a_mobile": "第2行 身份证号：不是有效的身份证号或统一社会信用代码",
    "phone_too_short": "第2行 手机号：不是手机号",
    "name_of_digits": "第2行 姓名：不是名称",
    "name_empty": "第2行 姓名：是空的",
    "name_too_long": "第2行 姓名：太长了，最多 100 个字",
    "item_unknown": "第2行 事项：没有这个办事事项",
    "region_unknown": "第2行 地区：没有这个地区",
    "stage_unknown": "第2行 环节：没有这个环节，可写：受理、初审、公示",
    "day_in_words": "第2行 日期：不是日期",
    "day_that_is_none": "第2行 日期：没有这一天",
    "day_to_come": "第2行 日期：日期还没有到",
    "day_long_ago": "第2行 日期：日期太早",
    "day_empty": "第2行 日期：不是日期",
    "note_too_long": "第2行 备注：太长了，最多 200 个字",
    "demo_in_other_words": "第2行 演示：只能写“是”或“否”",
    "demo_that_does_not_say_so": "第2行 姓名：演示数据要在“演示”一列写“是”",
    "demo_in_the_column_alone": "第2行 姓名：演示数据要在“演示”一列写“是”",
    "number_of_two_people": "第3行 身份证号：同一个编号，和前面（第2行起）写的不一样",
    "name_differs": "第3行 姓名：同一个编号",
    "phone_differs": "第3行 手机号：同一个编号",
    "item_differs": "第3行 事项：同一个编号",
    "region_differs": "第3行 地区：同一个编号",
    "note_differs": "第3行 备注：同一天的同一个环节",
    "quote_left_open": "引号没有成对",
}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(ROOT / "tests" / "fixtures" / "kb_good")


@pytest.fixture
def register() -> MemoryRegister:
    return MemoryRegister(SEALER)


@pytest.fixture
def bring(
    tmp_path: Path, register: MemoryRegister, knowledge: KnowledgeBase
) -> Callable[..., ImportResult]:
    """Write a file and import it."""

    def run(*lines: str, name: str = "a.csv", encoding: str = "utf-8", **how: Any) -> ImportResult:
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return import_file(path, register, knowledge, NOW, **how)

    return run


def test_every_spoilt_file_has_a_case() -> None:
    assert {path.stem for path in BAD.glob("*.csv")} == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_is_refused_by_row_and_column_and_without_its_values(
    name: str, register: MemoryRegister, knowledge: KnowledgeBase
) -> None:
    path = BAD / f"{name}.csv"
    with pytest.raises(BadImport) as refused:
        import_file(path, register, knowledge, NOW)

    said = refused.value.faults
    assert CASES[name] in "\n".join(said)
    assert len(said) == (5 if name == "missing_column" else 1)
    cells = {cell for line in path.read_text("utf-8").splitlines()[1:] for cell in line.split(",")}
    personal = [cell for cell in cells if len(cell) > 4 or cell in ("张三丰", "李四")]
    assert not any(cell in "\n".join(said) for cell in personal)
    assert not register.has_real()


def test_several_rows_of_a_number_are_one_timeline(
    bring: Callable[..., ImportResult], register: MemoryRegister
) -> None:
    # The newest first, as some systems export it, and one row twice.
    assert bring(HEADER, SECOND, ROW, ROW, "", ",,,,,,,,") == ImportResult(new=1)

    (found,) = register.of_person(digests(SEALER, ANN))
    assert found.events == (
        Event(Stage.ACCEPTED, date(2026, 11, 2)),
        Event(Stage.FIRST_REVIEW, date(2026, 11, 4), "材料齐了"),
    )
    assert (found.item, found.region, found.source) == ("demo_registration", "示甲市", "import")
    assert bring(HEADER, SECOND, ROW, ROW) == ImportResult(same=1)


def test_a_note_or_phone_may_stand_in_one_of_the_rows(
    bring: Callable[..., ImportResult], register: MemoryRegister
) -> None:
    bare = ROW.replace("15400000001", "")
    bring(HEADER, bare, SECOND.replace("初审,2026-11-04", "受理,2026-11-02"))

    (found,) = register.export(digests(SEALER, ANN))
    assert found["phone"] == PHONE.value
    assert found["events"] == [{"stage": "accepted", "on": "2026-11-02", "note": "材料齐了"}]


def test_all_faults_are_told_and_after_fifty_how_many_more(
    bring: Callable[..., ImportResult], register: MemoryRegister
) -> None:
    bad = ROW.replace("受理", "？").replace("2026-11-02", "昨天")
    with pytest.raises(BadImport) as refused:
        bring(HEADER, ROW, *[bad] * 30)

    assert len(refused.value.faults) == MOST_FAULTS + 1
    assert refused.value.faults[-1].startswith("还有 10 处错误没有列出")
    assert refused.value.faults[0].startswith("第3行 环节")
    assert not register.has_real()


def test_checking_a_file_changes_nothing(
    bring: Callable[..., ImportResult], register: MemoryRegister
) -> None:
    assert bring(HEADER, ROW, check_only=True) == ImportResult(new=1)
    assert not register.has_real()


def test_a_file_may_take_the_place_of_what_was_told(
    bring: Callable[..., ImportResult], register: MemoryRegister
) -> None:
    bring(HEADER, ROW, SECOND)
    assert bring(HEADER, SECOND, replace_events=True) == ImportResult(changed=1)
    assert len(register.of_person(digests(SEALER, ANN))[0].events) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_files_come_in_these_encodings_and_separators(
    bring: Callable[..., ImportResult],
    register: MemoryRegister,
    encoding: str,
    separator: str,
) -> None:
    lines = [line.replace(",", separator) for line in (HEADER, ROW, SECOND)]

    assert bring(*lines, encoding=encoding) == ImportResult(new=1)
    assert register.of_person(digests(SEALER, ANN))[0].name == "张三丰"


def test_other_names_of_columns_items_regions_and_stages_are_known(
    bring: Callable[..., ImportResult], register: MemoryRegister
) -> None:
    header = "办件编号,单位名称,证件号码,联系电话,事项名称,状态,日期"
    row = f"a-2026 110001,张三丰,{ANN.value},+86 154 0000 0001,示登记,已受理,2026年11月2日"

    assert bring(header, row) == ImportResult(new=1)
    (found,) = register.export(digests(SEALER, ANN))
    assert (found["number"], found["phone"]) == ("A2026110001", PHONE.value)
    assert (found["item"], found["region"]) == ("demo_registration", None)


@pytest.mark.parametrize(
    "written", ["2026-11-02", "2026/11/2", "2026.11.2", "20261102", "2026-11-02 09:30:00"]
)
def test_days_are_written_in_these_ways(
    bring: Callable[..., ImportResult], register: MemoryRegister, written: str
) -> None:
    bring(HEADER, ROW.replace("2026-11-02", written))
    assert register.of_person(digests(SEALER, ANN))[0].events[0].on == date(2026, 11, 2)


@pytest.mark.parametrize("kept", ['="{}"', "'{}", "{}\t", " {} "])
def test_what_keeps_excel_from_spoiling_a_number_is_not_part_of_it(
    bring: Callable[..., ImportResult], register: MemoryRegister, kept: str
) -> None:
    cell = kept.format(ANN.value)
    if '"' in cell:
        cell = '"' + cell.replace('"', '""') + '"'
    assert bring(HEADER, ROW.replace(ANN.value, cell)) == ImportResult(new=1)


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    # A second sheet is not read.
    book.create_sheet("说明").append(["别的"])
    book.save(path)
    return path


def cells(**other: Any) -> list[Any]:
    values: dict[str, Any] = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
    return list({**values, **other}.values())


def test_a_workbook_is_read_with_its_dates_and_its_phone_numbers(
    tmp_path: Path, register: MemoryRegister, knowledge: KnowledgeBase
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        HEADER.split(","),
        cells(日期=datetime(2026, 11, 2, 9, 30), 手机号=15400000001),  # noqa: DTZ001
        [],
        cells(环节="初审", 日期=date(2026, 11, 4)),
        cells(环节="复核", 日期="2026-11-05", 手机号="15400000001", 申请编号="A2026110001"),
    )

    assert import_file(path, register, knowledge, NOW) == ImportResult(new=1)
    (found,) = register.of_person(digests(SEALER, ANN))
    assert [(each.stage.value, each.on.day) for each in found.events] == [
        ("accepted", 2),
        ("first_review", 4),
        ("second_review", 5),
    ]


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (
            {"身份证号": 320000180001010098},
            "第2行 身份证号：Excel 把它变成了数字，请把这一列设为“文本”再填",
        ),
        ({"身份证号": 3.2e17}, "第2行 身份证号：Excel 把它变成了数字"),
        ({"身份证号": 32010219900101}, "第2行 身份证号：Excel 把它变成了数字"),
        ({"申请编号": 2026110001000000001}, "第2行 申请编号：Excel 把它变成了数字"),
        ({"日期": 46328}, "第2行 日期：Excel 把日期变成了数字"),
        ({"姓名": 12}, "第2行 姓名：不是名称"),
        ({"环节": True}, "第2行 环节：没有这个环节"),
    ],
)
def test_what_excel_has_spoilt_is_refused_with_how_to_mend_it(
    tmp_path: Path,
    register: MemoryRegister,
    knowledge: KnowledgeBase,
    other: dict[str, Any],
    says: str,
) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADER.split(","), cells(**other))

    with pytest.raises(BadImport) as refused:
        import_file(path, register, knowledge, NOW)
    (fault,) = refused.value.faults
    assert fault.startswith(says)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"not a workbook", "读不出这个工作簿"),
        ("a.csv", b"PK\x03\x04rest", "这是 Excel 文件"),
        ("a.csv", b"\xff\xfe\x00a\x00b", "文件的编码认不出来"),
        ("a.csv", b"", "文件里没有数据"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path,
    register: MemoryRegister,
    knowledge: KnowledgeBase,
    name: str,
    content: bytes,
    says: str,
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(BadImport, match=says):
        import_file(tmp_path / name, register, knowledge, NOW)


def test_a_file_that_is_not_there_is_refused_without_its_path(
    tmp_path: Path, register: MemoryRegister, knowledge: KnowledgeBase
) -> None:
    with pytest.raises(BadImport, match="文件打不开") as refused:
        import_file(tmp_path / "nowhere.csv", register, knowledge, NOW)
    assert str(tmp_path) not in str(refused.value)


@given(st.lists(st.sampled_from([ROW, SECOND, ROW.replace("受理,2026-11-02", "复核,2026-11-09")])))
def test_however_a_file_is_cut_in_two_the_register_ends_alike(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    knowledge = load_knowledge_once()
    whole, parts = MemoryRegister(SEALER), MemoryRegister(SEALER)
    folder = tmp_path_factory.mktemp("cut")

    def bring(register: MemoryRegister, some: list[str]) -> None:
        if some:
            path = folder / "a.csv"
            path.write_text("\n".join([HEADER, *some]), encoding="utf-8")
            import_file(path, register, knowledge, NOW)

    bring(whole, rows)
    bring(parts, rows[: len(rows) // 2])
    bring(parts, rows[len(rows) // 2 :])
    assert whole.of_person(digests(SEALER, ANN)) == parts.of_person(digests(SEALER, ANN))


_ONCE: list[KnowledgeBase] = []


def load_knowledge_once() -> KnowledgeBase:
    if not _ONCE:
        _ONCE.append(load_knowledge(ROOT / "tests" / "fixtures" / "kb_good"))
    return _ONCE[0]


# -- demonstration data


@pytest.fixture(scope="module")
def ours() -> KnowledgeBase:
    return load_knowledge(ROOT / "policies_kb")


def test_the_demonstration_is_loaded_once_and_shows_every_stage_marked(
    register: MemoryRegister, ours: KnowledgeBase
) -> None:
    assert load_demo(DEMO, register, ours, NOW) == ImportResult(new=10)
    assert load_demo(DEMO, register, ours, NOW + timedelta(days=1)) == ImportResult(same=10)

    processes = Processes(DEMO.parent, lambda: ours)
    found = [kept.application for kept in register.kept.values()]
    told = [standing(each, processes.of(each.item, each.region), NOW.date()) for each in found]
    assert {each.stage for each in told} == set(Stage) - {Stage.WITHDRAWN}
    assert all(each.demo for each in told)
    assert all(each.source == "demo" and "演示" in each.name for each in found)
    assert [each.late_by for each in told if each.late] == [3]
    assert {each.advice for each in told} == set(Advice) - {Advice.WITHDRAWN}


def test_the_people_of_the_demonstration_can_be_nobody(
    register: MemoryRegister, ours: KnowledgeBase
) -> None:
    load_demo(DEMO, register, ours, NOW)

    for kept in register.kept.values():
        person, phone = read_number(kept.person.value), read_number(kept.phone or "")
        assert person == kept.person
        # Born in 1800, in a province instead of a county; 154 is no operator's.
        assert person.kind is NumberKind.ID_NUMBER
        assert person.value.startswith("32000018000101")
        assert phone is not None
        assert phone.kind is NumberKind.MOBILE
        assert phone.value.startswith("154")
        assert register.registered(person) is not None


def test_the_demonstration_stays_out_of_a_register_in_use(
    register: MemoryRegister, ours: KnowledgeBase
) -> None:
    real = entry("B2026110002", BOB, Event(Stage.ACCEPTED, date(2026, 11, 2)))
    register.import_rows([real], "import", NOW)

    assert load_demo(DEMO, register, ours, NOW) is None
    assert len(register.kept) == 1
    assert load_demo(DEMO.with_name("nowhere.csv"), replace(register, kept={}), ours, NOW) is None


def test_the_demonstration_is_the_same_on_a_day_before_it(
    register: MemoryRegister, ours: KnowledgeBase
) -> None:
    early = NOW.replace(year=2025)
    assert load_demo(DEMO, register, ours, early) == ImportResult(new=10)


def test_a_demonstration_file_with_real_people_is_refused(
    tmp_path: Path, register: MemoryRegister, knowledge: KnowledgeBase
) -> None:
    path = tmp_path / "demo.csv"
    path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")

    with pytest.raises(BadImport, match="每一行的“演示”一列"):
        load_demo(path, register, knowledge, NOW)
