"""Proving who one is, in words: a number, then the code that was sent to the registered phone.

Numbers and codes come out of the vault; the conversation itself only ever holds their tokens.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.identity_state import IdentityState, Purpose, read_identity_state
from actions.own_data import OwnData
from actions.personal_replies import PersonalReplies
from actions.said import Said
from actions.sent_with import sent_with
from bot.applications.choices import read_status_choice
from bot.bootstrap import Core, PersonalParts
from bot.cards import Reply
from bot.errors import CodeRefused, LockedOut
from bot.identity.challenge import Purpose as Proof
from bot.identity.challenge import Session
from bot.identity.numbers import Number, NumberKind, read_number
from bot.outcomes import ASKING, Outcome
from bot.policies.store import Edition
from bot.understanding.identity_words import Hesitation, asks_on, gives_up, read_hesitation
from bot.understanding.own_data import for_another, heard_wish, read_wish
from bot.understanding.redact import CODE, CODE_KIND, TOKEN_OF, TOKENS, Found, redact_code
from bot.understanding.short_replies import yes_or_no
from bot.understanding.statements import asks

Answer = tuple[Reply, dict[str, Any]]
_ASIDES = 2
# What is said beside a number, or asked on about what was told, is brief.
_BRIEF = 14
# By these a person is found; a mobile number alone proves nothing.
_FINDS = (NumberKind.APPLICATION_NUMBER, NumberKind.ID_NUMBER, NumberKind.CREDIT_CODE)
_SOME_NUMBER = re.compile(rf"\d{{4}}|{TOKENS.pattern}")
_RESEND = re.compile(r"重发|再发|没(?:有)?(?:收到|来|到|看到|短信)|收不到")
_OTHER = re.compile(r"换(?:个|一个)?号码?|号码(?:写|输|发)?错了|(?:写|输|发)错了")
# Nothing is deleted by a word that may mean something else: these and no others say yes.
_ERASES = re.compile(
    r"(?=.*(?:删|清|确|好|行|可以|要))"
    r"(?:好的?|行|嗯+|恩+|对的?|是的?|没错|那|就|请|帮|给|我的?|你们?|您|把|它们?|这些|信息|可以|要"
    r"|确[认定]|都|全部?|统统|一起|删除?|清[除空]|掉|了|吧|的|啊|呀|啦|谢谢|[\s,，。.!！])+"
)
_OF_ERASING = re.compile(r"删|清[除空]|恢复|找回|找得回")
_KEEPS = re.compile(r"[不别勿莫][^,，。]{0,4}(?:删|清|确)|留着|保留|反悔|后悔")
_OTHER_PHONE = re.compile(r"[换改][^,，。]{0,3}(?:手机|号)")
_PURPOSES: dict[str | None, Purpose] = {
    "export": "export",
    "erase": "erase",
    "remind": "remind",
}


class IdentityTurn:
    """One message, as far as it is about who the person is and what is theirs."""

    def __init__(self, core: Core, edition: Edition, tracker: Tracker, said: Said) -> None:
        self._core = core
        self._edition = edition
        self._said = said
        self._slots = tracker.slots
        self.state = read_identity_state(tracker.slots)
        self._conversation = tracker.sender_id
        self._client = sent_with(tracker, "client") or "unknown"
        self._replies = PersonalReplies(edition, core.personal, core.today())

    # -- the message as a whole

    def answer(self) -> Answer:
        """The answer to a message that asks for what is personal."""
        if self._core.personal is None:
            return self._replies.unavailable(), {"identity": None}
        choice = read_status_choice(self._said.text)
        wish = heard_wish(self._said.text)
        if choice and choice.do in ("resend", "other"):
            return self._again(choice.do)
        if wish == "end" or (choice and choice.do == "end"):
            return self._end()
        if wish == "no_reminder":
            if self.state.asked:
                self._wait_no_longer()
            return self._own().no_reminder(), {"identity": None}
        purpose: Purpose = "status"
        asked = choice.do if choice else wish
        if asked in _PURPOSES:
            purpose = _PURPOSES[asked]
        if choice and choice.do == "erase" and choice.sure:
            return self._erase_for_sure()
        return self._for(purpose)

    def carry_on(self) -> Answer | None:
        """The answer, where the message goes on with what was asked; None for one of its own."""
        if self._core.personal is None or self._said.text.startswith("/"):
            return None
        if read_wish(self._said.text):
            return self.answer()
        if not self.state.asked:
            goes_on = self._sends_a_number() or self._asks_on()
            return self._for("status") if goes_on else None
        if self.state.asked == "sure":
            return self._on_sure()
        return self._on_code() if self.state.asked == "code" else self._on_number()

    def stop(self) -> Answer | None:
        """“算了”: the number is thrown away. A bare “退出” ends what was proved."""
        if self._core.personal is None:
            return None
        if not self.state.asked:
            ends = read_wish(self._said.text) == "end" and not self._slots.get("booking")
            return self._end() if ends and self._session("status") else None
        if self.state.asked == "sure":
            return self._replies.erase_kept(), {"identity": None}
        self._wait_no_longer()
        return self._replies.left(self.state.purpose), {"identity": None}

    def leave(self) -> None:
        """Whatever was asked is waited for no longer, and what was told is thrown away."""
        if self._core.personal and self.state.asked:
            self._wait_no_longer()

    def after_an_aside(self, reply: Reply, slots: dict[str, Any]) -> Answer:
        """After two asides, or another question, a number is no longer waited for."""
        state = self.state
        if not state.asked or "identity" in slots or reply.status == Outcome.STARTED_OVER:
            return reply, slots
        left = reply.status in ASKING or state.asides + 1 >= _ASIDES
        if left and self._core.personal:
            self._wait_no_longer()
        after = IdentityState() if left else replace(state, asides=state.asides + 1)
        return reply, {**slots, "identity": after.slot() or None}

    # -- step by step

    def _for(self, purpose: Purpose) -> Answer:
        """Do it for whoever is known; else ask who it is."""
        state = IdentityState("number", purpose, self._policy())
        # Nobody sees what is another's, and nobody takes their own for it.
        another = purpose == "status" and for_another(self._said.text)
        afresh = purpose == "remind" and _OTHER_PHONE.search(self._said.text)
        session = None if another or afresh else self._session(purpose)
        if session:
            return self._act(state, session)
        if purpose == "remind" and not self._own().has_bookings():
            return self._replies.reminder("utter_reminder_no_booking"), {"identity": None}
        if number := self._number(purpose):
            # It was told without being asked for: what becomes of it is said all the same.
            return self._begin(state, number, told_first=True)
        return self._replies.ask_number(purpose, another), {"identity": state.slot()}

    def _on_number(self) -> Answer | None:
        number = self._number(self.state.purpose)
        if number:
            return self._begin(self.state, number)
        if any(TOKEN_OF[kind] in self._said.text for kind in self._kinds(self.state.purpose)):
            return self._replies.mistyped(self.state.purpose), {"identity": self.state.slot()}
        if _SOME_NUMBER.search(self._said.text) and not self._is_of_its_own():
            phone = TOKEN_OF[NumberKind.MOBILE] in self._said.text
            return self._replies.no_number(self.state.purpose, phone), self._still()
        return self._on_hesitation()

    def _on_hesitation(self) -> Answer | None:
        """None is sent yet: the answer says what may help, and it is waited for."""
        if gives_up(self._said.text):
            return self.stop()
        why = None if self._is_of_its_own() else read_hesitation(self._said.text)
        by_code = self.state.asked == "code"
        if why is None or (by_code and why is not Hesitation.WAITS):
            return None
        if why is Hesitation.UNWILLING:
            return self.stop()
        if by_code:
            return self._replies.no_code(self.state.purpose), self._still()
        return self._replies.hesitates(why, self.state.purpose), self._still()

    def _begin(self, state: IdentityState, number: Number, told_first: bool = False) -> Answer:
        identity, now = self._parts.identity, self._parts.now()
        phone = number.kind is NumberKind.MOBILE
        begin = identity.begin_phone if phone else identity.begin
        try:
            until = begin(self._conversation, self._client, number, now)
        except LockedOut as error:
            return self._locked(error.until)
        asked = replace(state, asked="code", asides=0)
        reply = self._replies.code_sent(state.purpose, until, notice=told_first)
        # For “重发验证码”; it is gone soon by itself.
        self._parts.vault.keep(self._conversation, [Found(number.kind, number.value)])
        return reply, {"identity": asked.slot()}

    def _on_code(self) -> Answer | None:
        text = self._said.text
        # What is awaited no longer, since it is too late or was tried too often, is no token.
        if CODE in text or CODE in redact_code(text).text:
            return self._prove()
        if number := self._number(self.state.purpose):
            return self._begin(self.state, number)
        if _OTHER.search(text):
            return self._again("other")
        if _RESEND.search(text):
            return self._again("resend")
        if _SOME_NUMBER.search(text) and not self._is_of_its_own():
            return self._replies.no_code(self.state.purpose), {"identity": self.state.slot()}
        return self._on_hesitation()

    def _prove(self) -> Answer:
        code = self._parts.vault.take(self._conversation, CODE_KIND) or ""
        try:
            session = self._parts.identity.prove(
                self._conversation, self._client, code, self._parts.now()
            )
        except LockedOut as error:
            return self._locked(error.until)
        except CodeRefused:
            return self._replies.refused(self.state.purpose), {"identity": self.state.slot()}
        self._parts.vault.forget(self._conversation)
        return self._act(self.state, session)

    def _again(self, do: str) -> Answer:
        state = replace(self.state, asked="number", asides=0)
        if do == "resend" and (number := self._kept(state.purpose)):
            return self._begin(state, number)
        self._parts.vault.forget(self._conversation)
        return self._replies.ask_number(state.purpose), {"identity": state.slot()}

    # -- what it was proved for

    def _act(self, state: IdentityState, session: Session) -> Answer:
        own = self._own()
        if state.purpose == "status":
            reply = own.status(session, state.policy)
            # “要带什么” may follow; “还要等多久” is asked of one's own, no longer of the policy.
            item = reply.topic.service_item
            return reply, {"identity": None, "policy": None, "version": None, "service_item": item}
        if state.purpose == "export":
            return own.held(session), {"identity": None}
        if state.purpose == "remind":
            return own.remind(session), {"identity": None}
        asked = replace(state, asked="sure", asides=0)
        return self._replies.sure_to_erase(), {"identity": asked.slot()}

    def _on_sure(self) -> Answer | None:
        text = self._said.text
        if asks(text):
            # “删了能恢复吗”: the question says that, too.
            about = _OF_ERASING.search(text)
            return (self._replies.sure_to_erase(), self._still()) if about else None
        said = yes_or_no(text, "要删吗")
        if said is False or _KEEPS.search(text):
            return self._replies.erase_kept(), {"identity": None}
        return self._erase_for_sure() if said or _ERASES.fullmatch(text.strip()) else None

    def _erase_for_sure(self) -> Answer:
        session = self._session("erase")
        if session is None:
            return self._for("erase")
        return self._own().erase(session), {"identity": None, "booking": None}

    def _wait_no_longer(self) -> None:
        """The number is thrown away, and six digits are no code any more."""
        self._parts.identity.leave(self._conversation, self._parts.now())
        self._parts.vault.forget(self._conversation)

    def _end(self) -> Answer:
        parts = self._parts
        was = parts.identity.session(self._conversation, parts.now())
        parts.identity.end(self._conversation, parts.now())
        parts.vault.forget(self._conversation)
        return self._replies.ended(was is not None), {"identity": None}

    def _locked(self, until: datetime) -> Answer:
        self._parts.vault.forget(self._conversation)
        return self._replies.locked(until), {"identity": None}

    # -- parts

    @property
    def _parts(self) -> PersonalParts:
        assert self._core.personal
        return self._core.personal

    def _own(self) -> OwnData:
        return OwnData(self._core, self._edition, self._replies, self._conversation, self._client)

    def _session(self, purpose: Purpose) -> Session | None:
        proof = Proof.PHONE if purpose == "remind" else Proof.PERSON
        return self._parts.identity.session(self._conversation, self._parts.now(), proof)

    def _number(self, purpose: Purpose) -> Number | None:
        """The number that this message holds."""
        for kind in self._kinds(purpose):
            if TOKEN_OF[kind] in self._said.text:
                return self._taken(kind)
        return None

    def _kept(self, purpose: Purpose) -> Number | None:
        """The number that was told before."""
        return next((n for kind in self._kinds(purpose) if (n := self._taken(kind))), None)

    def _kinds(self, purpose: Purpose) -> tuple[NumberKind, ...]:
        return (NumberKind.MOBILE,) if purpose == "remind" else _FINDS

    def _taken(self, kind: NumberKind) -> Number | None:
        value = self._parts.vault.take(self._conversation, kind)
        number = read_number(value) if value else None
        return number if number and number.kind is kind else None

    def _policy(self) -> str | None:
        """Whose application is meant, where one is named."""
        policy = self._said.policy(self._edition)
        return policy.id if policy else None

    def _still(self) -> dict[str, Any]:
        """The same is waited for."""
        return {"identity": self.state.slot()}

    def _sends_a_number(self) -> bool:
        """Whether the message is little else than the number of an application or a person."""
        beside = TOKENS.sub("", self._said.text)
        if TOKEN_OF[NumberKind.MOBILE] in self._said.text:
            return not beside and not self._is_busy()
        sent = any(TOKEN_OF[kind] in self._said.text for kind in _FINDS)
        return sent and len(beside) <= _BRIEF and not self._is_of_its_own()

    def _asks_on(self) -> bool:
        """Whether the message asks on about one's own application, which was told before."""
        text = self._said.text
        brief = len(text) <= _BRIEF and not self._slots.get("policy")
        on = brief and asks_on(text) and not self._is_busy()
        return on and self._session("status") is not None

    def _is_busy(self) -> bool:
        """Whether the message is about something of its own, or a booking is under way."""
        return self._is_of_its_own() or bool(self._slots.get("booking"))

    def _is_of_its_own(self) -> bool:
        links = self._said.links
        # Digits alone name nothing, whatever they look like: 4050 is the name of a policy.
        names = re.search(r"[^\d\s.-]", self._said.text) is not None
        return names and bool(links.policies or links.service_items or links.matters)
