"""A loan's figures, and sums with them."""

import re
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.loan_talk import LoanTurn
from actions.policy_talk import answer_info, answer_policy
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.policies.choices import Choice
from bot.policies.dialogue import choose
from bot.policies.loan_known import is_loan, own_terms, terms_on
from bot.policies.loan_replies import LoanReplies
from bot.policies.model import Aspect, Policy
from bot.policies.replies import memory_of, read_memory, reply_to
from bot.policies.store import Edition

# Security is told in how it is applied for, not among the figures.
_SECURITY = re.compile(r"担保|抵押|保证人")


class ActionLoans(TopicAction):
    """`loan_calc` reckons a loan, asking for what is missing; `loan_info` tells what is known."""

    named = "action_loans"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        turn = LoanTurn(self._core, edition, tracker, said.text, said.links)
        policy = turn.policy()
        named = said.policy(edition)
        if named and named != policy:
            # “稳岗返还怎么算” is no loan.
            return answer_policy(self._core, edition, tracker, said, Aspect.AMOUNT)
        if said.intent == "loan_calc":
            return turn.reckon()
        if said.links.only_items and not named:
            # “转档案收不收钱” is no loan either.
            return answer_info(self._core, edition, tracker, said, Aspect.AMOUNT)
        if not named and _is_of_another_loan(policy, tracker, edition):
            # “利率呢”, after what was said of 苏岗贷.
            return answer_policy(self._core, edition, tracker, said, Aspect.AMOUNT)
        if policy is None:
            return LoanReplies(edition, self._core.today()).nothing(), {}
        if _SECURITY.search(turn.bare):
            return self._procedure(policy, turn, tracker, edition)
        # “个人的呢” asks for the same of others.
        kept = {**turn.kept(policy), "aspect": Aspect.AMOUNT.value}
        return self._info(policy, turn, edition), kept

    def _info(self, policy: Policy, turn: LoanTurn, edition: Edition) -> Reply:
        today, region, knowledge = self._core.today(), turn.region(), edition.knowledge
        terms = terms_on(policy, knowledge, today, today, region)
        places = terms.elsewhere if region is None else ()
        own = [own_terms(policy, knowledge, today, today, place) for place in places]
        return LoanReplies(edition, today).info(policy, [terms, *own], region)

    def _procedure(
        self, policy: Policy, turn: LoanTurn, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        choice = Choice(aspect=Aspect.PROCEDURE, policy=policy.id, city=turn.region())
        today = self._core.today()
        decision = choose(choice, read_memory(tracker.slots), edition.knowledge, today)
        reply = reply_to(decision, "", edition, today)
        reply.topic.journey = "loan_info"
        return reply, turn.kept(policy) | memory_of(decision)


def _is_of_another_loan(policy: Policy | None, tracker: Tracker, edition: Edition) -> bool:
    """Whether the conversation is about a loan whose figures are not reckoned with."""
    kept = edition.knowledge.policies.get(tracker.slots.get("policy") or "")
    return kept is not None and kept != policy and is_loan(kept)
