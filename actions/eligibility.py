"""Whether a person or a firm may have one policy's benefit, or which of all policies."""

import re
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.check_talk import Answer, CheckTurn
from actions.policy_talk import about_item, answer_policy
from actions.said import Said, asks_in
from actions.turn import TopicAction
from bot.cards import Reply
from bot.policies.check import Check
from bot.policies.check_choices import GiveAnswer, StartCheck, StartScreen, read_check_choice
from bot.policies.linking import unlinked_name
from bot.policies.model import Aspect, Policy
from bot.policies.store import Edition
from bot.policies.versions import version_on

_OFFERED = 3
# “像我这种情况能领些啥” asks for all there is.
_WHAT_AT_ALL = re.compile(
    "(?:能|可以|可)[^,，。]{0,4}(?:领|拿|享受|申请|办|得)[到些点]*(?:什么|啥|哪些)"
)


class ActionEligibility(TopicAction):
    """Starts a check of one policy or of all; `actions/check_talk.py` carries it on."""

    named = "action_eligibility"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        turn = self.check_turn(said, tracker, edition)
        choice = read_check_choice(said.text, edition.knowledge)
        if isinstance(choice, GiveAnswer):
            return turn.answer(choice) or (turn.replies.questions.asked_gone(), {})
        if isinstance(choice, StartCheck):
            return self._one(edition.knowledge.policies[choice.policy], turn, tracker)
        if isinstance(choice, StartScreen):
            return self._all(choice, turn)
        named = [policy for mention in said.links.policies for policy in mention.policies]
        if said.intent == "benefits_screen" and named:
            if not any(asks_in(said.text, each) for each in said.links.policies):
                # “失业金领完了，眼下还能领到什么”
                return self._all(StartScreen(), turn)
            if len(set(named)) == 1:
                # “退役军人就业帮扶都有哪些”
                return answer_policy(self._core, edition, tracker, said, Aspect.OVERVIEW)
        named = named or [
            item.policy
            for mention in said.links.service_items
            for item in (edition.knowledge.service_items[name] for name in mention.items)
            if item.policy
        ]
        policies = [edition.knowledge.policies[name] for name in dict.fromkeys(named)]
        if len(policies) == 1:
            return self._one(policies[0], turn, tracker)
        if policies:
            name = said.links.policies[0].name if said.links.policies else policies[0].name
            return turn.replies.questions.which_policy(policies, name), {}
        if said.links.perhaps:
            likely = [edition.knowledge.policies[name] for name in said.links.perhaps]
            return turn.replies.questions.which_policy(likely, None), {}
        if unlinked_name(said.text, said.links):
            return answer_policy(self._core, edition, tracker, said, Aspect.CONDITIONS)
        if said.intent == "benefits_screen":
            return (turn.screens_now and turn.resume()) or self._all(StartScreen(), turn)
        if said.links.only_items or not tracker.slots.get("policy"):
            # “办失业登记收费吗”: no policy stands for it that could be checked.
            told = about_item(self._core, edition, tracker, said, Aspect.CONDITIONS)
            if told:
                return told
        kept = edition.knowledge.policies.get(tracker.slots.get("policy") or "")
        if kept:
            return self._one(kept, turn, tracker)
        if _WHAT_AT_ALL.search(said.text):
            return self._all(StartScreen(), turn)
        return turn.replies.questions.which_policy(self._likely(said.text, edition), None), {}

    def _one(self, policy: Policy, turn: CheckTurn, tracker: Tracker) -> Answer:
        today = self._core.today()
        version = version_on(policy, today)
        if version.judgeable or version.in_period(today) is False:
            return turn.start(Check(mode="one", policy=policy.id))
        region = tracker.slots.get("region")
        reply = turn.replies.questions.no_rule(policy, version, region)
        return reply, {"policy": policy.id, "version": None}

    def _likely(self, text: str, edition: Edition) -> list[Policy]:
        """The policies that the text may be about and that can be checked."""
        today = self._core.today()
        found = edition.passages.policies(text, len(edition.knowledge.policies))
        found += [p for p in edition.knowledge.policies.values() if p not in found]
        open_now = [
            policy
            for policy in found
            if (version := version_on(policy, today)).judgeable and version.in_period(today)
        ]
        return open_now[:_OFFERED]

    def _all(self, choice: StartScreen, turn: CheckTurn) -> Answer:
        before = turn.check
        if choice.results and before and before.mode == "screen":
            return turn.show(before)
        return turn.start(Check(mode="screen", audience=choice.audience or turn.audience()))
