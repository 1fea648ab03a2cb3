"""A loan that is being talked about: hear what was said, ask for what is missing, then reckon."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.check_talk import CheckTurn
from bot.bootstrap import Core
from bot.cards import Reply
from bot.outcomes import ASKING
from bot.policies.linking import Links
from bot.policies.loan_choices import LoanChoice, read_loan_choice
from bot.policies.loan_dialogue import LoanTalk, SaidLoan, hear, read_talk, refused
from bot.policies.loan_known import loan_policies, terms_on
from bot.policies.loan_replies import LoanReplies
from bot.policies.loans import quote
from bot.policies.model import Policy
from bot.policies.store import Edition
from bot.understanding.amounts import read_loan
from bot.understanding.as_of import read_as_of
from bot.understanding.quantities import NUMERALS

Answer = tuple[Reply, dict[str, Any]]

# An answer to our question says little else.
_ASIDE = 4
# An open question is put again after this many other topics.
_SHOWN = 2
_MISSES = 1
_NUMBER_LIKE = re.compile(rf"[\d{NUMERALS}]")


class LoanTurn:
    """One message about a loan: what it says, and what the conversation knew before."""

    def __init__(
        self, core: Core, edition: Edition, tracker: Tracker, text: str, links: Links
    ) -> None:
        self._edition = edition
        self._text = text
        self._today = core.today()
        self._links = links
        self._slots = tracker.slots
        self._replies = LoanReplies(edition, self._today)
        self._before = read_talk(tracker.slots)
        # Whether the answer before this message was about the loan, or asked about it again.
        self.follows = bool(tracker.slots.get("loan")) and not self._before.paused
        self.choice = read_loan_choice(text, edition.knowledge)
        self.bare = self._without_names(text)
        self._day = None if self.choice else read_as_of(text, self._today)
        self._said = self._hear()

    @property
    def says_something(self) -> bool:
        """Whether anything of a loan was read in the message."""
        return self._said.says_something

    def policy(self) -> Policy | None:
        """The loan that is meant: named, talked about, else the only or first one that is held."""
        held = loan_policies(self._edition.knowledge)
        named = [policy for mention in self._links.policies for policy in mention.policies]
        for wanted in (*named, self._before.policy, self._slots.get("policy")):
            for policy in held:
                if policy.id == wanted:
                    return policy
        return held[0] if held else None

    def region(self) -> str | None:
        """The place that is meant: named now, else before."""
        if self.choice and self.choice.city:
            return self.choice.city
        if self._links.regions:
            return self._links.regions[-1].region
        region: str | None = self._before.region or self._slots.get("region")
        return region if region in self._edition.knowledge.regions else None

    def carries_on(self) -> bool:
        """Whether the message answers our question, or changes a figure of the last quote."""
        if not self.follows or self._links.policies or self._text.startswith("/"):
            return False
        if not self._before.asked and self._before.principal is None:
            # Only the figures were told: “企业的呢” asks for more of them.
            return False
        named = self._said.says_something or bool(self._links.regions)
        inexact = bool(self._before.asked and _NUMBER_LIKE.search(self.bare))
        return (named or inexact) and self._said.rest <= _ASIDE

    def reckon(self, noted: Sequence[str] = ()) -> Answer:
        """The next question, or the quote; after `noted`, where facts were told."""
        policy = self.policy()
        if policy is None:
            return self._replies.nothing(), {}
        talk = self._before
        done = talk.missing() is None and not self.follows
        if done and not self._said.says_something:
            # “算算利息”, long after the last sum, starts a new one.
            talk = LoanTalk()
        talk = replace(hear(talk, self._said), policy=policy.id, region=self.region(), paused=False)
        if self._day:
            talk = replace(talk, on=self._day.day if self._day.named else None)
        talk, why = refused(talk)
        missing = talk.missing()
        before = [*noted, *([why] if why else [])]
        if missing:
            silent = not (why or noted or self._said.says_something)
            missed = talk.asked is missing and silent
            misses = talk.misses + 1 if missed else 0
            talk = replace(talk, asked=missing, misses=misses, shown=1)
            if misses > _MISSES:
                return self._replies.stuck(talk, missing), self._slots_after(talk)
            if missed:
                before = [self._edition.answerer.says("utter_loan_exact")]
            return self._replies.ask(talk, missing, before), self._slots_after(talk)
        talk = replace(talk, asked=None, misses=0, shown=0)
        loan = talk.loan(self._today)
        terms = terms_on(policy, self._edition.knowledge, loan.on, self._today, loan.region)
        return self._replies.quoted(quote(loan, terms), talk, before), self._slots_after(talk)

    def kept(self, policy: Policy) -> dict[str, Any]:
        """The slots after an answer that is no sum: the question asked last stays open."""
        return self._slots_after(
            replace(self._before, policy=policy.id, region=self.region(), paused=False)
        )

    def resume(self) -> Answer | None:
        """The open question once more, after other topics."""
        talk = replace(self._before, paused=False, shown=1)
        if talk.asked is None:
            return None
        before = [self._edition.answerer.says("utter_resumed")]
        return self._replies.ask(talk, talk.asked, before), self._slots_after(talk)

    def stop(self) -> Answer | None:
        """No more of the sum; what was said is kept for whoever takes it up again."""
        if self._before.asked is None or self._before.paused:
            return None
        talk = replace(self._before, paused=True)
        return self._replies.stopped(), {"loan": talk.slot()}

    def after_an_aside(self, reply: Reply, slots: dict[str, Any]) -> Answer:
        """`reply` to something else, and the open question; after two of them it is left alone."""
        talk = self._before
        if "loan" in slots or not self._slots.get("loan") or talk.paused:
            return reply, slots
        if talk.asked is None or reply.status in ASKING or talk.shown > _SHOWN:
            return reply, {**slots, "loan": replace(talk, paused=True).slot()}
        message = self._replies.waiting(talk.asked, in_full=talk.shown < _SHOWN)
        messages = [*reply.messages, message]
        talk = replace(talk, shown=talk.shown + 1)
        return reply.model_copy(update={"messages": messages}), {**slots, "loan": talk.slot()}

    def _slots_after(self, talk: LoanTalk) -> dict[str, Any]:
        # “要带什么材料” afterwards is about this policy.
        return {"loan": talk.slot(), "policy": talk.policy, "version": None, "region": talk.region}

    def _hear(self) -> SaidLoan:
        if self.choice:
            return _pressed(self.choice)
        return read_loan(self.bare, self._before.asked if self.follows else None)

    def _without_names(self, text: str) -> str:
        """The text without names and without the year that is asked about."""
        spans = [(m.start, m.end) for m in self._links.policies]
        spans += [(m.start, m.end) for m in self._links.regions]
        day = read_as_of(text, self._today)
        if day and day.named:
            spans.append((day.start, day.end))
        return "".join(
            " " if any(start <= at < end for start, end in spans) else char
            for at, char in enumerate(text)
        )


def _pressed(choice: LoanChoice) -> SaidLoan:
    return SaidLoan(
        principal=choice.principal,
        months=choice.months,
        annual_rate=choice.annual_rate,
        repayment=choice.repayment,
        no_rate=choice.no_rate,
    )


def carry_on(
    core: Core, edition: Edition, tracker: Tracker, text: str, links: Links, check: CheckTurn
) -> Answer | None:
    """The answer, where the message only makes sense as part of the loan talked about just now.

    “我是退伍军人” beside our question tells of the person: it is kept, and asked again is what was.
    """
    if not isinstance(tracker.slots.get("loan"), dict):
        return None
    turn = LoanTurn(core, edition, tracker, text, links)
    if turn.carries_on():
        return turn.reckon()
    if not (turn.follows and check.tells and (check.heard or turn.says_something)):
        return None
    reply, slots = turn.reckon(check.noted())
    return reply, check.remembered(slots)
