"""What can be wrong with service items and offices beside their shape: references and names."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path

from bot.policies.model import Policy
from bot.policies.service_items import ItemSection, Offices, ServiceItem
from bot.policies.yaml_file import KeyPath

Faults = Iterator[tuple[KeyPath, str]]


def faults_of_item(
    path: Path,
    item: ServiceItem,
    policies: Mapping[str, Policy] | None,
    regions: Collection[str] | None,
) -> Faults:
    """Every fault of one item as (key, message). What is None is not known and not checked."""
    if path.stem != item.id:
        yield ("id",), f"id 要和文件名一样，应为 {path.stem}"
    if policies is not None:
        yield from _beside_policies(item, policies)
    for region in item.cities if regions is not None else ():
        if region not in (regions or ()):
            yield ("cities", region), f"regions.yml 里没有“{region}”"
    yield from chain(_references(item), _unused(item), _checklist(item))


def faults_between_items(items: Mapping[Path, ServiceItem]) -> Iterator[tuple[Path, KeyPath, str]]:
    """Names and ids that two items share. An alias may be shared: then the bot asks back."""
    seen: dict[str, Path] = {}
    for path, item in items.items():
        for key, name in ((("id",), item.id), (("name",), item.name)):
            if name in seen:
                yield path, key, f"“{name}”已在 {seen[name].name} 用过，请换一个"
            seen[name] = path


def faults_of_offices(
    offices: Offices, items: Collection[str], regions: Collection[str] | None
) -> Faults:
    """Every fault of `offices.yml` as (key, message)."""
    cited = set()
    seen: set[str] = set()
    for at, office in enumerate(offices.offices):
        key: KeyPath = ("offices", at)
        if office.id in seen:
            yield (*key, "id"), f"“{office.id}”用过了，请换一个"
        seen.add(office.id)
        if regions is not None and office.region not in regions:
            yield (*key, "region"), f"regions.yml 里没有“{office.region}”"
        for nth, handled in enumerate(office.handles):
            if handled not in items:
                yield (*key, "handles", nth), f"没有叫“{handled}”的办事事项"
        for nth, statement in enumerate(office.statements):
            cited.add(statement.source)
            yield from _known(
                (*key, "statements", nth, "source"), statement.source, offices.sources, "来源"
            )
    for name, source in offices.sources.items():
        yield from _known(("sources", name, "document"), source.document, offices.documents, "文件")
        if name not in cited:
            yield ("sources", name), "没有一句话引用这个来源，请引用或删掉它"


def _beside_policies(item: ServiceItem, policies: Mapping[str, Policy]) -> Faults:
    names = {policy.name: policy.id for policy in policies.values()}
    if item.policy and item.policy not in policies:
        yield ("policy",), f"没有叫“{item.policy}”的政策，请核对 policies/ 里的 id"
    elif names.get(item.name, item.policy) != item.policy:
        yield ("name",), f"“{item.name}”是一项政策的名称，请写上它的 policy，或换一个名称"
    if item.id in policies:
        yield ("id",), f"“{item.id}”已经是一项政策的 id，请换一个"


def _references(item: ServiceItem) -> Faults:
    for name, source in item.sources.items():
        yield from _known(("sources", name, "document"), source.document, item.documents, "文件")
    yield from _known(("complete_by",), item.complete_by, item.sources, "来源")
    for key, name in _citations(item):
        yield from _known(key, name, item.sources, "来源")


def _citations(item: ServiceItem) -> Iterator[tuple[KeyPath, str]]:
    for region, sections in item.overlays():
        prefix: KeyPath = ("cities", region) if region else ()
        for section in ItemSection:
            for nth, statement in enumerate(sections.of(section)):
                yield (*prefix, section.value, nth, "source"), statement.source
    for nth, example in enumerate(item.examples):
        yield ("examples", nth, "source"), example.source


def _unused(item: ServiceItem) -> Faults:
    cited = {name for _, name in _citations(item)} | {item.complete_by}
    for name in item.sources.keys() - cited:
        yield ("sources", name), "没有一句话引用这个来源，请引用或删掉它"
    used = {source.document for source in item.sources.values()}
    for name in item.documents.keys() - used:
        yield ("documents", name), "没有来源用到这个文件，请引用或删掉它"


def _checklist(item: ServiceItem) -> Faults:
    """A noun is what a tick is for: in one list it stands for one thing."""
    for region, sections in item.overlays():
        prefix: KeyPath = ("cities", region) if region else ()
        seen: set[str] = set()
        for nth, material in enumerate(sections.materials):
            if material.item and material.item in seen:
                yield (*prefix, "materials", nth, "item"), f"“{material.item}”在清单里重复了"
            seen.add(material.item or "")


def _known(key: KeyPath, name: str | None, held: Mapping[str, object], kind: str) -> Faults:
    if name is not None and name not in held:
        choices = "、".join(held) or "（一个也没有）"
        yield key, f"没有叫“{name}”的{kind}，现有：{choices}"
