"""返回, 重来, 算了, 更多, 继续: said at any point, whatever is under way."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions import checklist_talk
from actions.booking_talk import BookingTurn
from actions.check_talk import Answer, CheckTurn
from actions.identity_talk import IdentityTurn
from actions.loan_talk import LoanTurn
from actions.said import Said
from actions.trail import Trail
from bot.bootstrap import Core
from bot.cards import Button, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.check_choices import StartCheck, StartScreen
from bot.policies.model import Aspect
from bot.policies.replies import aspect_buttons, without_names
from bot.policies.said_facts import known_facts, say_fact
from bot.policies.store import Edition
from bot.understanding.steering import Steer, read_steer, resumed

# Rasa's own.
_NOT_OURS = {"requested_slot", "session_started_metadata"}
# 再见 gives something up only where something is under way.
_FAREWELL = "goodbye"
_SUMS, _LISTS = ("算", "贷"), ("核对",)
_ASPECTS = [Aspect.CONDITIONS, Aspect.AMOUNT, Aspect.MATERIALS, Aspect.PROCEDURE, Aspect.WHERE]


class Steering:
    """One message, as far as it steers."""

    def __init__(
        self, core: Core, edition: Edition, tracker: Tracker, said: Said, check: CheckTurn
    ) -> None:
        self._core = core
        self._edition = edition
        self._tracker = tracker
        self._said = said
        self._check = check
        self._says = edition.answerer.says
        self._bare = without_names(said.text, said.links)
        self.steer = None if said.text.startswith("/") else self._read()

    def _read(self) -> Steer | None:
        steer = read_steer(self._said.text)
        check = self._check.check
        if steer is None and check and check.asked:
            # “接着查刚才那个失业金” names what was left.
            named = {policy for mention in self._said.links.policies for policy in mention.policies}
            if check.policy in named and read_steer(self._bare) is Steer.RESUME:
                return Steer.RESUME
        return steer

    def answer(self) -> Answer | None:
        """The answer; of 返回 where there is nothing to go back to. None: it steers nothing."""
        if self.steer is Steer.BACK:
            return self._nothing_before()
        if self.steer is Steer.RESTART:
            return self._start_over()
        if self.steer is Steer.STOP:
            return self._stop()
        if self.steer is Steer.MORE:
            return self._no_more()
        return self._resume() if self.steer is Steer.RESUME else None

    def _nothing_before(self) -> Answer:
        return self._told("utter_nothing_before", Outcome.CLARIFY, "unclear", [self._restart()]), {}

    def _start_over(self) -> Answer:
        IdentityTurn(self._core, self._edition, self._tracker, self._said).leave()
        facts = known_facts(
            self._check.facts, self._edition.knowledge.facts, self._edition.answerer.words
        )
        told = [say_fact(fact, self._edition.answerer.words) for fact in facts]
        words = "utter_started_over" if told else "utter_started_over_nothing_told"
        names = self._says("utter_list_and").join(told)
        buttons = []
        check = self._check.check
        if check and check.policy:
            name = self._edition.knowledge.policies[check.policy].name
            title = self._says("utter_button_check_of", name=name)
            buttons.append(Button(title=title, payload=StartCheck(policy=check.policy).payload))
        buttons.append(self._screen())
        reply = self._told(words, Outcome.STARTED_OVER, "chitchat", buttons, facts=names)
        return reply, {name: None for name in self._tracker.slots if name not in _NOT_OURS}

    def _stop(self) -> Answer | None:
        """Give up what was asked last: a sum, a list, else a check."""
        check = self._check.check
        booking = BookingTurn(self._core, self._edition, self._tracker, self._said)
        stopped = (
            IdentityTurn(self._core, self._edition, self._tracker, self._said).stop()
            or booking.stop()
            or self._loan().stop()
            or checklist_talk.stop(self._core, self._edition, self._tracker)
        )
        if stopped:
            return stopped
        if check and check.asked:
            return self._check.stop()
        if self._said.intent == _FAREWELL:
            return None
        return self._told("utter_nothing_to_stop", Outcome.CHITCHAT, "chitchat", []), {}

    def _no_more(self) -> Answer | None:
        """“还有吗”, after an answer that was shown to its end."""
        slots = self._tracker.slots
        policy = self._edition.knowledge.policies.get(slots.get("policy") or "")
        steps = Trail.read(slots).steps
        if not policy or not steps or steps[-1].journey != "policy_info":
            return None
        aspects = [each for each in _ASPECTS if each.value != slots.get("aspect")]
        buttons = aspect_buttons(policy, aspects[:3], self._edition.answerer)
        reply = self._told(
            "utter_nothing_more", Outcome.CLARIFY, "policy_info", buttons, name=policy.name
        )
        reply.topic.policies = [policy.id]
        reply.topic.aspect = slots.get("aspect")
        return reply, {}

    def _resume(self) -> Answer | None:
        """What was left half done: what is named, else what was left last."""
        ways = {
            "loan_calc": self._loan().resume,
            "one_visit": self._list,
            "eligibility_check": self._check.resume,
        }
        what = resumed(self._said.text) or resumed(self._bare) or ""
        if what in _SUMS:
            first = ["loan_calc"]
        elif what in _LISTS:
            first = ["one_visit"]
        else:
            first = [
                "eligibility_check" if step.journey == "benefits_screen" else step.journey
                for step in reversed(Trail.read(self._tracker.slots).steps)
            ]
        for journey in [*first, *ways]:
            found = ways[journey]() if journey in ways else None
            if found:
                return found
        return self._told(
            "utter_nothing_to_resume", Outcome.CLARIFY, "unclear", [self._screen()]
        ), {}

    def _list(self) -> Answer | None:
        return checklist_talk.resume(self._core, self._edition, self._tracker)

    def _loan(self) -> LoanTurn:
        return LoanTurn(self._core, self._edition, self._tracker, self._said.text, self._said.links)

    def _screen(self) -> Button:
        return Button(title=self._says("utter_button_screen"), payload=StartScreen().payload)

    def _restart(self) -> Button:
        # No intent stands behind it: the words do what the button does.
        title = self._says("utter_button_start_over")
        return Button(title=title, payload=title)

    def _told(
        self, words: str, status: Outcome, journey: str, buttons: list[Button], **values: Any
    ) -> Reply:
        message = Message(text=self._says(words, **values), buttons=buttons)
        topic = Topic(journey=journey)
        return Reply(messages=[message], status=status, topic=topic, as_of=self._core.today())
