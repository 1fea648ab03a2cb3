"""Reading the processes: every fault by file and key, and which reading is in use."""

import os
import re
import shutil
from pathlib import Path

import pytest

from bot.applications.application import Stage
from bot.applications.names import STAGES
from bot.config import ROOT
from bot.errors import KnowledgeError
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loader import load_knowledge
from bot.processes import FILE, Processes, read_processes

FIXTURES = ROOT / "tests" / "fixtures"
BAD = FIXTURES / "processes_bad"

# Each spoilt file with the key and the words of the one fault that has to be reported.
CASES = {
    "unknown_key": ("processes[1].remarks", "不认识这个键"),
    "duplicate_key": ("processes[0].region", "这个键重复了，第 12 行已经有一个"),
    "unknown_stage": ("processes[1].order.stages[1]", "“shown”不在可选范围"),
    "dangling_item": ("processes[0].item", "没有叫“nowhere”的办事事项"),
    "dangling_region": ("processes[1].region", "里没有“无此市”"),
    "dangling_source": (
        "processes[1].limits[1].source",
        "没有叫“nowhere”的来源，现有：page、law",
    ),
    "dangling_source_of_the_whole": ("processes[0].whole.source", "没有叫“lex”的来源"),
    "unused_source": ("sources.spare", "没有一处引用这个来源"),
    "bad_trust": ("sources.page.trust", "“D”不在可选范围"),
    "bad_date": ("sources.page.date", "“去年”格式不对"),
    "without_a_source": ("processes[0].whole.source", "缺少这一项"),
    "without_a_text": ("processes[1].limits[1].text", "缺少这一项"),
    "limit_in_workdays_and_days": ("processes[1].limits[1]", "要写一个，只写一个"),
    "limit_of_no_time": ("processes[1].limits[1]", "要写一个，只写一个"),
    "limit_of_no_day": ("processes[0].whole.workdays", "“0”太小，至少是 1"),
    "limit_in_words": ("processes[0].whole.workdays", "“三”不是整数"),
    "limit_twice": ("processes[1].limits[1].stage", "“first_review”的时限写了两次"),
    "limit_of_an_end": ("processes[1].limits[1].stage", "“paid”没有时限可算"),
    "order_of_one_stage": ("processes[1].order.stages", "至少要有 2 项"),
    "order_with_a_stage_twice": ("processes[1].order.stages[2]", "“first_review”重复了"),
    "order_with_a_side_way": ("processes[1].order.stages[1]", "“returned”不是按顺序会到的环节"),
    "order_that_goes_on_after_the_end": (
        "processes[1].order.stages[1]",
        "“paid”之后不会再有环节",
    ),
    "process_that_says_nothing": ("processes[0]", "至少要写 whole、order、limits 中的一样"),
    "process_twice": ("processes[1].item", "“demo_registration”在“示例国”已经写过"),
    "tab_indentation": ("(语法)", "YAML 写法有误"),
    "only_a_comment": ("(文件)", "文件是空的"),
}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(FIXTURES / "kb_good")


@pytest.fixture(scope="module")
def ours() -> KnowledgeBase:
    return load_knowledge(ROOT / "policies_kb")


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
        read_processes(folder, knowledge)

    key, says = CASES[name]
    (fault,) = refused.value.faults
    assert (fault.file, fault.key) == (folder / FILE, key)
    assert says in fault.message
    assert fault.line >= 1
    assert re.search(r"[\u4e00-\u9fff]", fault.message)


def test_without_a_knowledge_base_ids_are_not_checked(folder: Path) -> None:
    shutil.copy(BAD / "dangling_item.yml", folder / FILE)
    assert read_processes(folder, None).processes


def test_without_a_file_nobody_tells_how_applications_go(
    tmp_path: Path, knowledge: KnowledgeBase
) -> None:
    assert read_processes(tmp_path, knowledge).processes == []
    assert Processes(tmp_path, lambda: knowledge).of("demo_registration", "示甲市") is None


def test_the_innermost_region_that_has_a_process_tells_how_it_goes(
    folder: Path, knowledge: KnowledgeBase
) -> None:
    processes = Processes(folder, lambda: knowledge)

    for region in ("东示县", "示甲市", "示例省"):
        found = processes.of("demo_subsidy_claim", region)
        assert found is not None
        assert found.region == "示例省"
    # A provincial process is nobody's whose region is not told, or is known no more.
    assert processes.of("demo_subsidy_claim", None) is None
    assert processes.of("demo_subsidy_claim", "早没了的县") is None
    national = processes.of("demo_registration", None)
    assert national is not None
    assert national.whole is not None


def test_a_changed_file_is_in_use_at_once_and_a_bad_one_is_refused(
    folder: Path, knowledge: KnowledgeBase
) -> None:
    processes = Processes(folder, lambda: knowledge)
    good = (folder / FILE).read_text(encoding="utf-8")

    def whole() -> int | None:
        process = processes.of("demo_registration", None)
        assert process is not None
        assert process.whole is not None
        return process.whole.workdays

    write(folder, good.replace("workdays: 3", "workdays: 4"))
    assert whole() == 4

    write(folder, good.replace("workdays: 3", "workdays: soon"))
    assert whole() == 4
    assert processes.refused is not None

    write(folder, good)
    assert whole() == 3
    assert processes.refused is None


def test_a_bad_first_reading_is_an_error(folder: Path, knowledge: KnowledgeBase) -> None:
    write(folder, "processes: 无")
    with pytest.raises(KnowledgeError):
        Processes(folder, lambda: knowledge)


def test_what_we_tell_is_what_the_sources_say(ours: KnowledgeBase) -> None:
    book = read_processes(ROOT / "policies_kb", ours)

    told = {
        (each.item, each.region): (
            each.whole.workdays if each.whole else None,
            [str(stage) for stage in each.order.stages] if each.order else None,
            {str(limit.stage): (limit.workdays, limit.days) for limit in each.limits},
            sorted({book.source(said).trust for said in each.said()}),
        )
        for each in book.processes
    }
    assert told == {
        ("unemployment_registration", "全国"): (3, None, {}, ["A"]),
        ("unemployment_benefit_claim", "全国"): (10, None, {}, ["A"]),
        ("skill_subsidy_claim", "全国"): (10, None, {}, ["A"]),
        ("difficulty_certification", "扬州市"): (
            None,
            ["first_review", "publicised", "second_review", "decided"],
            {
                "first_review": (2, None),
                "publicised": (3, None),
                "second_review": (3, None),
                "decided": (3, None),
            },
            ["C"],
        ),
        ("startup_subsidy_claim", "无锡市"): (
            None,
            None,
            {"accepted": (5, None), "publicised": (None, 7)},
            ["C"],
        ),
        ("social_insurance_subsidy_claim", "南通市"): (
            None,
            ["accepted", "first_review", "second_review", "paid"],
            {},
            ["C"],
        ),
        ("job_hunting_subsidy_claim", "镇江市"): (
            None,
            ["first_review", "second_review", "publicised", "paid"],
            {},
            ["B"],
        ),
        ("training_subsidy", "常州市"): (None, None, {"publicised": (5, None)}, ["C"]),
    }


def test_each_sentence_names_the_figure_that_is_reckoned_with(ours: KnowledgeBase) -> None:
    for process in read_processes(ROOT / "policies_kb", ours).processes:
        for limit in [*process.limits, *([process.whole] if process.whole else [])]:
            unit = f"{limit.workdays}个工作日" if limit.workdays else f"{limit.days}日"
            assert unit in limit.text


def test_the_sources_are_those_of_the_service_items(ours: KnowledgeBase) -> None:
    book = read_processes(ROOT / "policies_kb", ours)

    for process in book.processes:
        sources = ours.service_items[process.item].sources
        for said in process.said():
            source = book.source(said)
            assert (source.title, source.trust) == (
                sources[said.source].title,
                sources[said.source].trust,
            )


def test_the_guide_explains_every_stage_and_column() -> None:
    from bot.applications.columns import ALIASES, REQUIRED

    guide = (ROOT / "policies_kb" / "APPLICATIONS.md").read_text(encoding="utf-8")

    assert dict(re.findall(r"^\| `(\w+)` \| (\S+) \|$", guide, re.M)) == {
        str(stage): STAGES[stage][0] for stage in Stage if f"`{stage}`" in guide
    }
    rows = re.findall(r"^\| (\S+) \| ([^`|]*?) ?\| (是)? ?\| ", guide, re.M)
    explained = {name: (others, required) for name, others, required in rows if name != "列名"}
    assert explained == {
        names[0]: ("、".join(names[1:]), "是" if column in REQUIRED else "")
        for column, names in ALIASES.items()
    }
    for names in STAGES.values():
        assert names[0] in guide


def write(folder: Path, text: str) -> None:
    """Write the file with a time of its own, however fast tests are."""
    path = folder / FILE
    later = path.stat().st_mtime_ns + 1_000_000
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(later, later))
