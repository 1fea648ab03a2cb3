"""What every reply of a check is written with: the knowledge, the day and the prepared words."""

from datetime import date

from bot.cards import Button, Topic
from bot.policies.check import Check
from bot.policies.partial_date import PartialDate
from bot.policies.store import Edition

CHECK_JOURNEY = "eligibility_check"
SCREEN_JOURNEY = "benefits_screen"


class CheckWriter:
    """Writes for one edition of the knowledge, as of `today`."""

    def __init__(self, edition: Edition, today: date) -> None:
        self._answerer = edition.answerer
        self._knowledge = edition.knowledge
        self._catalogue = edition.knowledge.facts
        self._words = edition.answerer.words
        self._says = edition.answerer.says
        self._today = today

    def _and(self, parts: list[str]) -> str:
        return self._says("utter_list_and").join(parts)

    def _button(self, words: str, payload: str) -> Button:
        return Button(title=self._says(words), payload=payload)

    def _name(self, fact: str) -> str:
        known = self._catalogue.facts.get(fact)
        return known.name if known else fact

    def _topic(self, check: Check) -> Topic:
        if check.mode == "screen":
            return Topic(journey=SCREEN_JOURNEY)
        return Topic(journey=CHECK_JOURNEY, policies=[check.policy or ""])


def say_day(day: date) -> str:
    """2026年11月24日."""
    return PartialDate(day.year, day.month, day.day).chinese
