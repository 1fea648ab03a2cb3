"""The officers' guide of `policies_kb/`: its example loads, its tables and messages are true."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from bot.errors import KnowledgeError
from bot.policies.answer import Answerer
from bot.policies.base import Trust
from bot.policies.knowledge import KnowledgeBase
from bot.policies.linking import Linker
from bot.policies.loader import load_knowledge
from bot.policies.model import (
    Aspect,
    Conflict,
    Contacts,
    Document,
    Hotline,
    Period,
    Policy,
    Region,
    Source,
    Statement,
    Unknown,
    Version,
)
from bot.policies.versions import Standing, standing_on, version_on
from bot.words import Words

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "policies_kb"
GUIDE = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
NAME = "example_service_subsidy"
TODAY = date(2026, 11, 24)

AMOUNT = "{text: 示例：每人500元。, source: news_2024, year: 2024}"
# The guide's table of refusals: each way to spoil the example that it describes.
FAULTS = {
    "a misspelt key": ("summary:", "sumary:"),
    "a missing key": ("    standing: in_force\n", ""),
    "a key given twice": ("region: 江苏省\n", "region: 江苏省\nregion: 江苏省\n"),
    "an id unlike the file's name": (f"id: {NAME}\n", "id: another_name\n"),
    "a date in Chinese": ("2026-11-24", "2026年11月24日"),
    "a day that does not exist": ("2026-11-24", "2026-11-31"),
    "an end before the start": ("to: 2025-12-31", "to: 2023-12-31"),
    "versions that overlap": ("to: 2025-12-31", "to: 2026-12-31"),
    "versions out of order": (
        "from: 2024\n      from_is: year\n      to: 2025-12-31\n",
        "from: 2027\n      from_is: year\n",
    ),
    "a source that is not there": (AMOUNT, AMOUNT.replace("news_2024", "notice_2023")),
    "a source that nothing cites": (
        "sources:\n",
        "sources:\n  spare:\n    title: 示例：没用到的页面\n    trust: C\n",
    ),
    "a place that is not there": ("      苏州市:", "      苏洲市:"),
    "a value that is not offered": ("trust: A", "trust: 高"),
    "an address that is none": ("trust: A\n", "trust: A\n    url: www.example.cn\n"),
    "a name that is taken": ("name: 示例：某市就业服务补贴", "name: 失业保险金"),
    "a comma inside braces": (AMOUNT, AMOUNT.replace("500", "1,000")),
    "a bracket inside braces": (AMOUNT, AMOUNT.replace("每人", "[附件1]每人")),
    "a colon without a space": ("\naliases:\n", "\naliases:[示例补助]\nold:\n"),
}


def _example() -> str:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert len(blocks) == 1, "the guide has exactly one complete example"
    return blocks[0]


def _knowledge(folder: Path, example: str, *others: str) -> KnowledgeBase:
    (folder / "policies").mkdir(parents=True)
    for name in ("regions.yml", "contacts.yml", "facts.yml"):
        shutil.copy(KNOWLEDGE / name, folder / name)
    for name in others:
        shutil.copy(KNOWLEDGE / "policies" / name, folder / "policies" / name)
    (folder / "policies" / f"{NAME}.yml").write_text(example, encoding="utf-8")
    return load_knowledge(folder)


def _refusal(folder: Path, example: str) -> list[str]:
    with pytest.raises(KnowledgeError) as refused:
        _knowledge(folder, example, "unemployment_benefit.yml")
    return [str(fault).removeprefix(f"{folder}/") for fault in refused.value.faults]


@pytest.fixture
def knowledge(tmp_path: Path) -> KnowledgeBase:
    """What the guide's example makes."""
    return _knowledge(tmp_path / "kb", _example())


def _keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def _section(title: str) -> str:
    """The guide under one heading, up to the next of the same or a higher level."""
    match = re.search(
        rf"^(#+) [^\n]*{re.escape(title)}[^\n]*\n(.*?)(?=^#{{1,3}} |\Z)",
        GUIDE,
        re.DOTALL | re.MULTILINE,
    )
    assert match, f"the guide has no heading with {title}"
    return match[2]


def _keys_explained(title: str) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", _section(title), re.MULTILINE))


def test_the_example_is_accepted(knowledge: KnowledgeBase) -> None:
    assert list(knowledge.policies) == [NAME]


def test_the_example_is_clearly_not_real() -> None:
    example = yaml.safe_load(_example())
    said = [example["name"], example["summary"]]
    said += [document["title"] for document in example["documents"].values()]
    said += [document["number"] for document in example["documents"].values()]
    said += [source["title"] for source in example["sources"].values()]
    for version in example["versions"]:
        for part in (version, *version.get("cities", {}).values()):
            said += [one["text"] for aspect in Aspect for one in part.get(aspect, [])]
    assert all(text.startswith("示例") for text in said)
    assert "url" not in _example()
    assert not (KNOWLEDGE / "policies" / f"{NAME}.yml").exists()


def test_the_example_is_answered_on_every_aspect(knowledge: KnowledgeBase) -> None:
    answerer = Answerer(knowledge, Words.load(ROOT / "domain"))
    policy = knowledge.policies[NAME]
    version = version_on(policy, TODAY)
    texts = {
        aspect: answerer.answer(policy, version, aspect, TODAY, "苏州市").text for aspect in Aspect
    }
    assert "示例：每帮助一人就业，补贴1000元。" in texts[Aspect.AMOUNT]
    assert "示例：首批申请的另加100元。（已过期，到2026年6月30日为止）" in texts[Aspect.AMOUNT]
    assert "（2026年）示例：每帮助一人就业，补贴1200元。" in texts[Aspect.AMOUNT]
    assert "说法不一：示例：通知写1000元，攻略写1200元。" in texts[Aspect.AMOUNT]
    assert "资料里没有见到：材料清单。" in texts[Aspect.MATERIALS]
    assert "不是官方原文" in texts[Aspect.PROCEDURE]
    assert all("示例〔2026〕1号" in text for text in texts.values())


def test_the_examples_versions_follow_each_other_without_a_gap(knowledge: KnowledgeBase) -> None:
    policy = knowledge.policies[NAME]
    old, new = policy.versions
    assert standing_on(policy, old, date(2025, 12, 31)) is Standing.IN_FORCE
    assert standing_on(policy, old, date(2026, 1, 1)) is Standing.ENDED
    assert standing_on(policy, new, date(2026, 1, 1)) is Standing.IN_FORCE


def test_every_alias_of_the_example_can_be_said(knowledge: KnowledgeBase) -> None:
    linker = Linker(knowledge)
    policy = knowledge.policies[NAME]
    for alias in [*policy.aliases, *(a for version in policy.versions for a in version.aliases)]:
        (mention,) = linker.link(f"{alias}给多少").policies
        assert mention.name == alias


@pytest.mark.parametrize("fault", FAULTS)
def test_the_guide_shows_the_real_message_for(fault: str, tmp_path: Path) -> None:
    old, new = FAULTS[fault]
    assert old in _example()
    messages = _refusal(tmp_path / "kb", _example().replace(old, new, 1))
    shown = [message for message in messages if f"`{message}`" in GUIDE]
    assert shown, f"the guide does not show {messages}"


def test_every_message_in_the_guide_is_one_that_a_fault_gives(tmp_path: Path) -> None:
    given: set[str] = set()
    for at, (old, new) in enumerate(FAULTS.values()):
        given |= set(_refusal(tmp_path / str(at), _example().replace(old, new, 1)))
    shown = set(re.findall(r"`(policies/\w+\.yml:\d+: .*?)` \|$", GUIDE, re.MULTILINE))
    assert shown
    assert shown <= given


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("政策（文件最外层）", Policy),
        ("文件 `documents`", Document),
        ("来源 `sources`", Source),
        ("时间 `period`", Period),
        ("一句事实", Statement),
        ("说法不一的 `conflicts`", Conflict),
        ("`regions.yml`", Region),
    ],
)
def test_the_guide_explains_every_key_and_no_other(title: str, model: type[BaseModel]) -> None:
    assert _keys_explained(title) == _keys(model)


def test_the_guide_explains_every_key_of_a_version() -> None:
    aspects = {aspect.value for aspect in Aspect}
    assert _keys_explained("版本 `versions`") == _keys(Version) - aspects
    assert _keys_explained("九个方面") == aspects
    assert _keys(Unknown) <= _keys(Conflict)


def test_the_guide_explains_every_key_of_the_hotlines() -> None:
    assert _keys_explained("`contacts.yml`") == _keys(Hotline)
    assert all(f"`{key}`" in _section("`contacts.yml`") for key in _keys(Contacts))


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("政策（文件最外层）", Policy),
        ("文件 `documents`", Document),
        ("来源 `sources`", Source),
        ("版本 `versions`", Version),
        ("时间 `period`", Period),
        ("一句事实", Statement),
        ("说法不一的 `conflicts`", Conflict),
        ("`regions.yml`", Region),
        ("`contacts.yml`", Hotline),
    ],
)
def test_the_guide_says_what_is_required(title: str, model: type[BaseModel]) -> None:
    required = set(re.findall(r"^\| `(\w+)` \| 是 \|", _section(title), re.MULTILINE))
    assert required == {
        field.alias or name for name, field in model.model_fields.items() if field.is_required()
    }


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("政策（文件最外层）", ["personal", "enterprise"]),
        ("时间 `period`", ["effective", "issued", "year"]),
        ("现行不现行", ["in_force", "unconfirmed"]),
        ("可信度", [trust.value for trust in Trust]),
        ("`regions.yml`", ["nation", "province", "city", "county"]),
    ],
)
def test_the_guide_names_every_value_that_may_be_chosen(title: str, values: list[str]) -> None:
    assert all(f"`{value}`" in _section(title) for value in values)


def test_the_guide_calls_each_aspect_as_the_bot_does() -> None:
    words = Words.load(ROOT / "domain")
    for aspect in Aspect:
        name = words.say(f"utter_aspect_{aspect.value}")
        assert f"| `{aspect.value}` | {name} |" in GUIDE


def test_every_link_inside_the_guide_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings
