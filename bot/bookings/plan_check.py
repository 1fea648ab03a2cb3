"""What can be wrong with the plan beside its shape: hours that overlap, names that lead nowhere."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.bookings.plan import OfficePlan, Plan, Span

Key = tuple[str | int, ...]
Faults = Iterator[tuple[Key, str]]
_DEMO = "演示"


def faults_of_plan(
    plan: Plan, items: Collection[str] | None, regions: Collection[str] | None
) -> Faults:
    """Every fault as (key, message). What is None is not known and not checked."""
    seen: set[str] = set()
    for at, office in enumerate(plan.offices):
        for key, message in _of_office(office, items, regions):
            yield ("offices", at, *key), message
        for field, name in (("id", office.id), ("name", office.name)):
            if name in seen:
                yield ("offices", at, field), f"“{name}”用过了，请换一个"
            seen.add(name)
    cited = set()
    for name, figure in plan.rules.figures():
        cited.add(figure.source)
        if figure.source and figure.source not in plan.sources:
            choices = "、".join(plan.sources) or "（一个也没有）"
            message = f"没有叫“{figure.source}”的来源，现有：{choices}"
            yield ("rules", name, "source"), message
    for name in plan.sources.keys() - cited:
        yield ("sources", name), "没有一条规则引用这个来源，请引用或删掉它"


def _of_office(
    office: OfficePlan, items: Collection[str] | None, regions: Collection[str] | None
) -> Faults:
    if regions is not None and office.region not in regions:
        yield ("region",), f"regions.yml 里没有“{office.region}”"
    for at, item in enumerate(office.items):
        if items is not None and item not in items:
            yield ("items", at), f"没有叫“{item}”的办事事项"
        if item in office.items[:at]:
            yield ("items", at), f"“{item}”重复了"
    if office.demo != (_DEMO in office.name):
        yield ("name",), f"演示数据要写 demo: true，名称里也要有“{_DEMO}”二字；两样只有一样"
    yield from _of_hours(office)


def _of_hours(office: OfficePlan) -> Faults:
    days = office.week.days()
    if not office.opened and not any(hours for _, hours in days):
        yield ("week",), "一周里至少要有一天开放，或者写 opened"
    for day in office.opened.keys() & office.closed.keys():
        yield ("opened", day.isoformat()), "这一天又开放又关闭，请删掉一处"
    kept: list[tuple[Key, list[Span]]] = [(("week", name), hours) for name, hours in days]
    kept += [(("opened", day.isoformat()), hours) for day, hours in office.opened.items()]
    kept += [(("swapped_workday",), office.swapped_workday), (("breaks",), office.breaks)]
    for key, spans in kept:
        for at, (earlier, later) in enumerate(pairwise(spans), start=1):
            if later.begins < earlier.ends:
                yield (*key, at), f"{later}与{earlier}重叠，或者先后写反了"
    opened = [span for key, spans in kept[:-1] for span in spans]
    for at, rest in enumerate(office.breaks):
        if not any(span.begins < rest.ends and rest.begins < span.ends for span in opened):
            yield ("breaks", at), f"{rest}本来就不开放，不用写成休息时间"
    for key, spans in kept[:-1]:
        for at, span in enumerate(spans):
            if _length(span) < timedelta(minutes=office.slot_minutes):
                yield (*key, at), f"{span}比一个号的{office.slot_minutes}分钟还短"


def _length(span: Span) -> timedelta:
    day = date(2000, 1, 1)
    return datetime.combine(day, span.ends) - datetime.combine(day, span.begins)
