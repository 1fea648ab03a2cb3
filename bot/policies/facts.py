"""The facts that a rule may ask about: `facts.yml`, and values of them.

A value is one of `Value`; a fact that is not known has no value. Unknown is never “no”.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from bot.errors import BadFact
from bot.policies.base import Identifier, Line, Record
from bot.policies.partial_date import PartialDate

# A place is the chain of names from the innermost region outwards: 昆山市, 苏州市, 江苏省, 全国.
Place = tuple[str, ...]
Value = bool | Decimal | PartialDate | str | Place
Facts = Mapping[str, Value]
ReadPlace = Callable[[str], Place]

# The day that a rule is judged on, for rules with windows of application. Never asked.
TODAY = "today"
CITY = "city"
_YES = {"yes", "true", "是", "有", "对"}
_NO = {"no", "false", "否", "不是", "没有", "无"}


class Kind(StrEnum):
    """What values a fact has."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    PLACE = "place"


# What stands in a form of words for the value.
_SLOTS = {Kind.NUMBER: ("{n}", "{duration}"), Kind.DATE: ("{date}", "{duration}")}


class Option(Record):
    """One value of a choice, and the words that people say for it; some only when it is asked.

    `kin` are the relatives of whom it is true: whoever asks for their mother asks for a woman.
    """

    title: Line
    heard_as: list[Line] = []
    heard_when_asked: list[Line] = []
    kin: list[Line] = []


class Heard(Record):
    """Words from which a yes or a no is read: in free text, or only in answer to the question."""

    yes: list[Line] = []
    no: list[Line] = []
    yes_when_asked: list[Line] = []
    no_when_asked: list[Line] = []

    @property
    def words(self) -> list[str]:
        """All of them."""
        return [*self.yes, *self.no, *self.yes_when_asked, *self.no_when_asked]


class Fact(Record):
    """One fact. `about` says whose; `changes` whether a person can or must wait for another value.

    `heard_as` holds forms that free text is read by: for a number or a date with `{n}`,
    `{duration}` or `{date}` in the place of the value.
    """

    kind: Kind
    about: Literal["person", "company"]
    name: Line
    question: Line
    help: Line | None = None
    unit: Line | None = None
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(10**9)
    options: dict[Identifier, Option] = {}
    changes: Literal["never", "by_waiting", "by_acting"] = "never"
    heard_as: list[Line] = []
    heard: Heard = Heard()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind is Kind.CHOICE) != bool(self.options):
            raise ValueError("choice 要写 options，别的 kind 不写")
        if self.heard_as and self.kind not in (Kind.NUMBER, Kind.DATE):
            raise ValueError("heard_as 只用于 number 和 date；yes_no 写 heard")
        slots = _SLOTS.get(self.kind, ())
        for form in self.heard_as:
            if sum(form.count(slot) for slot in slots) != 1 or form.count("{") != 1:
                raise ValueError(f"“{form}”里要有一个 {' 或 '.join(slots)}，只写一个")
        if self.heard.words and self.kind is not Kind.YES_NO:
            raise ValueError("heard 只用于 yes_no")
        if self.unit and self.kind is not Kind.NUMBER:
            raise ValueError("unit 只用于 number")
        return self


class Group(Record):
    """Several yes-or-no facts that are asked at once: “下面哪一种是您的情况？”.

    `together` offers “all of these” as an answer.
    """

    name: Line
    question: Line
    help: Line | None = None
    together: bool = False
    facts: list[Identifier] = Field(min_length=2)


class FactsFile(Record):
    """`facts.yml`. File order is the order of asking where nothing else decides."""

    facts: dict[Identifier, Fact]
    groups: dict[Identifier, Group] = {}

    def group_of(self, fact: str) -> str | None:
        """The group that the fact is asked in."""
        return self._group_of.get(fact)

    @cached_property
    def _group_of(self) -> dict[str, str]:
        return {fact: name for name, group in self.groups.items() for fact in group.facts}

    def order(self) -> dict[str, int]:
        """The position of each question: a group stands where its first fact does."""
        return self._order

    @cached_property
    def _order(self) -> dict[str, int]:
        return {
            name: position
            for position, name in enumerate(
                dict.fromkeys(self.group_of(fact) or fact for fact in self.facts)
            )
        }


NO_FACTS = FactsFile(facts={})


def read_value(fact: Fact, raw: Any, place: ReadPlace) -> Value:
    """The value that `raw` (JSON or text) stands for. BadFact says what would be accepted."""
    if fact.kind is Kind.PLACE:
        return place(str(raw))
    return _READERS[fact.kind](fact, raw)


def _yes_no(fact: Fact, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    text = str(raw).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise BadFact(f"“{fact.name}”要写 true 或 false，不是“{raw}”。")


def _number(fact: Fact, raw: Any) -> Decimal:
    try:
        number = Decimal(str(raw).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(raw, bool) or not number.is_finite():
        raise BadFact(f"“{fact.name}”要写数字，不是“{raw}”。")
    if not fact.minimum <= number <= fact.maximum:
        unit = fact.unit or ""
        raise BadFact(f"“{fact.name}”应在 {fact.minimum} 到 {fact.maximum}{unit}之间，不是 {raw}。")
    return number


def _date(fact: Fact, raw: Any) -> PartialDate:
    if isinstance(raw, PartialDate):
        return raw
    text = raw.isoformat() if isinstance(raw, date) else str(raw).strip()
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise BadFact(f"“{fact.name}”{error}。") from None


def _choice(fact: Fact, raw: Any) -> str:
    text = str(raw).strip()
    for name, option in fact.options.items():
        if text in (name, option.title):
            return name
    choices = "、".join(f"{name}（{option.title}）" for name, option in fact.options.items())
    raise BadFact(f"“{fact.name}”没有“{raw}”这一项，可选：{choices}。")


_READERS: dict[Kind, Callable[[Fact, Any], Value]] = {
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
}
