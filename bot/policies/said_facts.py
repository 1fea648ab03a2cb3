"""Facts and their values as a person reads them."""

from decimal import Decimal

from bot.cards import KnownFact
from bot.policies.facts import Facts, FactsFile, Value
from bot.policies.partial_date import PartialDate
from bot.words import Words


def say_value(name: str, value: Value | None, catalogue: FactsFile, words: Words) -> str:
    """The value in words: 是, 46岁, 2025年12月, 盐城市."""
    if value is None:
        return words.say("utter_value_unknown")
    if isinstance(value, bool):
        return words.say("utter_value_yes" if value else "utter_value_no")
    if isinstance(value, tuple):
        # The nation alone is the place of whoever is in none of our provinces.
        return value[0] if len(value) > 1 else words.say("utter_button_elsewhere")
    if isinstance(value, PartialDate):
        return value.chinese
    fact = catalogue.facts.get(name)
    if isinstance(value, Decimal):
        return f"{say_number(value)}{fact.unit or '' if fact else ''}"
    option = fact.options.get(value) if fact else None
    return option.title if option else value


def say_number(value: Decimal) -> str:
    """Without a decimal point where there is nothing behind it."""
    return f"{value.normalize():f}"


def known_facts(facts: Facts, catalogue: FactsFile, words: Words) -> list[KnownFact]:
    """What was told, in the order of `facts.yml`."""
    return [
        KnownFact(fact=name, name=fact.name, value=say_value(name, facts[name], catalogue, words))
        for name, fact in catalogue.facts.items()
        if facts.get(name) is not None
    ]


def say_fact(known: KnownFact, words: Words) -> str:
    """“年龄：46岁”."""
    return words.say("utter_known_fact", name=known.name, value=known.value)
