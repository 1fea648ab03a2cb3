"""A check's next step as the reply that a person reads."""

from datetime import date

from bot.cards import Reply
from bot.policies.check import Ask, Judge, Next
from bot.policies.facts import Facts
from bot.policies.question_replies import QuestionReplies
from bot.policies.screening_replies import ScreeningReplies
from bot.policies.store import Edition
from bot.policies.verdict_replies import VerdictReplies

# The words of a question are not read a third time.
_PUT_IN_FULL = 2


class CheckReplies:
    """Questions, verdicts and lists of one edition of the knowledge, as of `today`."""

    def __init__(self, edition: Edition, today: date) -> None:
        self.questions = QuestionReplies(edition, today)
        self.verdicts = VerdictReplies(edition, today)
        self.screenings = ScreeningReplies(edition, today)

    def reply(self, step: Next, facts: Facts, before: list[str]) -> Reply:
        """The reply for `step`; the lines `before` come first (what was noted, what is unclear)."""
        if isinstance(step, Ask):
            put_twice = step.check.shown > _PUT_IN_FULL
            ask = self.questions.wait if put_twice else self.questions.ask
            return ask(step, facts, before)
        if isinstance(step, Judge):
            return self.verdicts.judge(step, facts, before)
        return self.screenings.show(step, facts, before)
