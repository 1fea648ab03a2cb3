"""A check's next step as the reply that a person reads."""

from datetime import date

from bot.cards import Reply
from bot.policies.check import Ask, Judge, Next
from bot.policies.facts import Facts
from bot.policies.question_replies import QuestionReplies
from bot.policies.screening_replies import ScreeningReplies
from bot.policies.store import Edition
from bot.policies.verdict_replies import VerdictReplies


class CheckReplies:
    """Questions, verdicts and lists of one edition of the knowledge, as of `today`."""

    def __init__(self, edition: Edition, today: date) -> None:
        self.questions = QuestionReplies(edition, today)
        self.verdicts = VerdictReplies(edition, today)
        self.screenings = ScreeningReplies(edition, today)

    def reply(self, step: Next, facts: Facts, before: list[str]) -> Reply:
        """The reply for `step`; the lines `before` come first (what was noted, what is unclear)."""
        if isinstance(step, Ask):
            return self.questions.ask(step, facts, before)
        if isinstance(step, Judge):
            return self.verdicts.judge(step, facts, before)
        return self.screenings.show(step, facts, before)
