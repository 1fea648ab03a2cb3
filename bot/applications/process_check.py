"""What can be wrong with processes beside their shape: names that lead nowhere, repetitions."""

from collections.abc import Collection, Iterator

from bot.applications.application import ENDED, Stage
from bot.applications.process import Limit, Process, ProcessBook, Said

Key = tuple[str | int, ...]
Faults = Iterator[tuple[Key, str]]
_SIDEWAYS = (Stage.RETURNED, Stage.REFUSED, Stage.WITHDRAWN)


def faults_of_processes(
    book: ProcessBook, items: Collection[str] | None, regions: Collection[str] | None
) -> Faults:
    """Every fault as (key, message). What is None is not known and not checked."""
    seen: set[tuple[str, str]] = set()
    for at, process in enumerate(book.processes):
        for key, message in _of_process(process, items, regions, book.sources):
            yield ("processes", at, *key), message
        if (process.item, process.region) in seen:
            message = f"“{process.item}”在“{process.region}”已经写过，请合并"
            yield ("processes", at, "item"), message
        seen.add((process.item, process.region))
    cited = {said.source for process in book.processes for said in process.said()}
    for name in book.sources.keys() - cited:
        yield ("sources", name), "没有一处引用这个来源，请引用或删掉它"


def _of_process(
    process: Process,
    items: Collection[str] | None,
    regions: Collection[str] | None,
    sources: Collection[str],
) -> Faults:
    if items is not None and process.item not in items:
        yield ("item",), f"没有叫“{process.item}”的办事事项"
    if regions is not None and process.region not in regions:
        yield ("region",), f"regions.yml 里没有“{process.region}”"
    if not (process.whole or process.order or process.limits):
        yield (), "至少要写 whole、order、limits 中的一样"
    for key, said in _keyed(process):
        if said.source not in sources:
            choices = "、".join(sources) or "（一个也没有）"
            yield (*key, "source"), f"没有叫“{said.source}”的来源，现有：{choices}"
        if isinstance(said, Limit) and (said.workdays is None) == (said.days is None):
            yield key, "workdays（工作日）和 days（自然日）要写一个，只写一个"
    yield from _of_stages(process)


def _of_stages(process: Process) -> Faults:
    stages = process.order.stages if process.order else []
    for at, stage in enumerate(stages):
        if stage in stages[:at]:
            yield ("order", "stages", at), f"“{stage}”重复了"
        elif stage in _SIDEWAYS:
            yield ("order", "stages", at), f"“{stage}”不是按顺序会到的环节，不要写在这里"
        elif stage in ENDED and at + 1 < len(stages):
            yield ("order", "stages", at), f"“{stage}”之后不会再有环节"
    limited = [limit.stage for limit in process.limits]
    for at, stage in enumerate(limited):
        if stage in limited[:at]:
            yield ("limits", at, "stage"), f"“{stage}”的时限写了两次"
        elif stage in ENDED or stage in _SIDEWAYS:
            yield ("limits", at, "stage"), f"“{stage}”没有时限可算"


def _keyed(process: Process) -> Iterator[tuple[Key, Said]]:
    for name, said in (("whole", process.whole), ("order", process.order)):
        if said is not None:
            yield (name,), said
    yield from ((("limits", at), said) for at, said in enumerate(process.limits))
    yield from ((("notes", at), said) for at, said in enumerate(process.notes))
