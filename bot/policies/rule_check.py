"""What can be wrong with a rule beside its shape: facts, operators and values that do not fit."""

from collections.abc import Iterator
from decimal import Decimal

from bot.policies.facts import TODAY, Fact, FactsFile, Kind
from bot.policies.rules import Benefit, ByTable, Condition, Rule
from bot.policies.yaml_file import KeyPath

_FITS = {
    Kind.YES_NO: {"is_"},
    Kind.CHOICE: {"is_", "one_of"},
    Kind.NUMBER: {"at_least", "at_most", "more_than", "less_than"},
    Kind.DATE: {"not_before", "not_after", "months_at_least", "months_at_most", "in_windows"},
    Kind.PLACE: {"within"},
}
_DAY_OF_JUDGING = {"not_before", "not_after", "in_windows"}
_COUNTS_MONTHS = {"months_at_least", "months_at_most"}
_NOT_WHOLE = "月数要写整数"


def faults_of_rule(
    rule: Rule, key: KeyPath, catalogue: FactsFile, regions: set[str] | None
) -> Iterator[tuple[KeyPath, str]]:
    """Every fault as (key, message). `regions` are the names held, None when they are not known."""
    for position, condition in enumerate(rule.all):
        yield from _condition(condition, (*key, "all", position), catalogue, regions, False)
    for position, item in enumerate(rule.benefit):
        yield from _benefit(item, (*key, "benefit", position), catalogue, regions)


def sources_of_rule(rule: Rule, key: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every source that the rule cites, with where it does."""
    for position, condition in enumerate(rule.all):
        yield from _cited(condition, (*key, "all", position))
    for position, unjudged in enumerate(rule.read):
        yield (*key, "read", position, "source"), unjudged.source
    for position, item in enumerate(rule.benefit):
        yield (*key, "benefit", position, "source"), item.source


def _cited(condition: Condition, key: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if condition.source:
        yield (*key, "source"), condition.source
    for position, part in enumerate(condition.parts):
        yield from _cited(part, (*key, condition.kind, position))


def _condition(
    condition: Condition,
    key: KeyPath,
    catalogue: FactsFile,
    regions: set[str] | None,
    cited: bool,
) -> Iterator[tuple[KeyPath, str]]:
    cited = cited or bool(condition.source and condition.text)
    for position, part in enumerate(condition.parts):
        yield from _condition(part, (*key, condition.kind, position), catalogue, regions, cited)
    if not condition.fact:
        return
    if not cited:
        yield key, "这一条（或它上面的一组）要写 text 和 source，好告诉人依据"
    if condition.fact == TODAY:
        fits, fact = _DAY_OF_JUDGING, None
    else:
        fact = catalogue.facts.get(condition.fact)
        if fact is None:
            yield (*key, "fact"), _no_fact(condition.fact)
            return
        fits = _FITS[fact.kind]
    for operator, operand in condition.tests().items():
        written = operator.rstrip("_")
        if operator not in fits:
            allowed = "、".join(sorted(name.rstrip("_") for name in fits))
            yield (*key, written), f"{condition.fact} 不能用 {written} 判断，可用：{allowed}"
        elif operator in _COUNTS_MONTHS and not _whole(operand):
            yield (*key, written), _NOT_WHOLE
        elif isinstance(operand, ByTable):
            yield from _table(operand, (*key, written), catalogue, regions)
        elif fact:
            yield from _operand(fact, operator, operand, (*key, written), regions)


def _operand(
    fact: Fact, operator: str, operand: object, key: KeyPath, regions: set[str] | None
) -> Iterator[tuple[KeyPath, str]]:
    wanted = operand if isinstance(operand, list) else [operand]
    if operator in ("is_", "one_of"):
        allowed = list(fact.options) or ["yes", "no"]
        for value in wanted:
            if value not in allowed:
                yield key, f"没有“{value}”这个值，可选：{'、'.join(allowed)}"
    elif operator == "within" and regions is not None:
        for value in wanted:
            if value not in regions:
                yield key, f"regions.yml 里没有“{value}”"


def _table(
    table: ByTable, key: KeyPath, catalogue: FactsFile, regions: set[str] | None
) -> Iterator[tuple[KeyPath, str]]:
    fact = catalogue.facts.get(table.by)
    if fact is None:
        yield (*key, "by"), _no_fact(table.by)
        return
    if (fact.kind is Kind.NUMBER) != bool(table.up_to):
        yield key, "by 是 number 的事实写 up_to，别的写 values"
        return
    if fact.kind is Kind.PLACE:
        for name in table.values if regions is not None else ():
            if name not in (regions or ()):
                yield (*key, "values", name), f"regions.yml 里没有“{name}”"
        return
    allowed = list(fact.options) or ["yes", "no"]
    for name in table.values:
        if name not in allowed:
            yield (*key, "values", name), f"没有“{name}”这个值，可选：{'、'.join(allowed)}"
    lacking = [name for name in allowed if name not in table.values]
    if table.values and lacking and table.otherwise is None:
        yield (*key, "values"), f"还缺 {'、'.join(lacking)}；请补上，或写 otherwise"


def _benefit(
    item: Benefit, key: KeyPath, catalogue: FactsFile, regions: set[str] | None
) -> Iterator[tuple[KeyPath, str]]:
    if item.when:
        yield from _condition(item.when, (*key, "when"), catalogue, regions, True)
    for name in ("amount", "percent", "at_least", "at_most", "months"):
        figure = getattr(item, name)
        if isinstance(figure, ByTable):
            yield from _table(figure, (*key, name), catalogue, regions)
    if item.months is not None and not _whole(item.months):
        yield (*key, "months"), _NOT_WHOLE
    for name in ("of", "times"):
        wanted = getattr(item, name)
        fact = catalogue.facts.get(wanted) if wanted else None
        if wanted and (fact is None or fact.kind is not Kind.NUMBER):
            yield (*key, name), f"“{wanted}”要是 facts.yml 里 kind: number 的事实"


def _whole(operand: object) -> bool:
    figures = operand.thresholds() if isinstance(operand, ByTable) else [operand]
    return all(isinstance(figure, Decimal) and figure % 1 == 0 for figure in figures)


def _no_fact(name: str) -> str:
    return f"facts.yml 里没有“{name}”这个事实，请先在那里写上它和问法，或改用已有的"
