"""A check of conditions that is under way: hear the answer, go on, and come back after an aside."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rasa_sdk.interfaces import Tracker

from bot.bootstrap import Core
from bot.cards import Reply
from bot.outcomes import ASKING
from bot.policies.check import (
    AUDIENCE,
    SHOWN_AT_MOST,
    Ask,
    Check,
    Next,
    ask,
    facts_in,
    go_on,
    read_check,
    settled,
    show,
    slot_of,
)
from bot.policies.check_choices import ALL_OF_THEM, NONE_OF_THEM, NOT_KNOWN, GiveAnswer
from bot.policies.check_replies import CheckReplies
from bot.policies.check_writer import CHECK_JOURNEY, SCREEN_JOURNEY
from bot.policies.facts import CITY, Kind, Value, read_value
from bot.policies.linking import Links
from bot.policies.screening import Audience
from bot.policies.store import Edition
from bot.understanding.answers import (
    Answered,
    Approximate,
    NotKnown,
    OutOfRange,
    Stop,
    WantsHelp,
    read_answer,
)
from bot.understanding.facts import FactReader, Hearing, corrects
from bot.understanding.places import is_elsewhere, read_places
from bot.understanding.quantities import read_number
from bot.understanding.short_replies import stops
from bot.understanding.statements import asks
from bot.understanding.subjects import Subject

Answer = tuple[Reply, dict[str, Any]]

# Messages of these intents tell something; of others they ask for something of their own.
_TELLING = {"eligibility_check", "benefits_screen", "inform", "nlu_fallback", "answer"}
_TELLING |= {"greet", "affirm_ok", "thank", "goodbye", "abuse", "bot_challenge", "out_of_scope"}
# What was not understood, or had to be explained, so often is passed over, with the hotline.
_MISSES = 3
# What an answer that was not understood is taken for.
_MISHEARD = ("ask_", "inform")
_SELF = re.compile(r"我|本人|俺|咱|自己")
_MYSELF = re.compile(r"[我俺](?:自己|本人|呢|能|可以|够|符合)")
# “翻了执照，是2022年5月登记的”, “会计讲只有18个人”: what was told before was looked up.
_LOOKED_UP = re.compile(
    r"^[^,，。]{0,8}(?:翻|看|查|问|算|数|核对|对|想)(?:了|过|清楚)[^,，。]{0,6}[,，]|"
    r"^(?:等等|等下|等一下|慢着)[,，]"
)
# Whoever was asked for it, it is told: “我刚问了她，办过了”.
_ASKED_THEM = re.compile(
    r"(?:刚刚?才?|又|再|打电话|帮[^,，]{0,3})?问(?:了|过|清)[^,，]{0,3}|翻查|查了|问清"
)
_SUPPOSES = re.compile(
    r"^(?:那么?)?(?:(?:我们?)?(?:要是|如果|假如|若是|万一|改成|换成|变成|改为))+(?P<what>.+?)"
    r"(?:的话|呢|行不行|可以吗|行吗|会怎样|怎么样)*[?？。]*$"
)
_A_NUMBER = re.compile(r"[\d一二两三四五六七八九十]")
_UNIT = re.compile(r"(?:个|人|岁|年|月|天|元|块|万|名|位|家|%)+$")
# “是8年不是8个月”, “不是8个月，是8年”.
_CONTRAST = re.compile(
    r"(?:应该)?是(?P<new>[^,，。不]{1,10})[,，]?(?:而|并)?不是(?P<old>[^,，。]{1,10})|"
    r"(?:并)?不是(?P<was>[^,，。]{1,10})[,，]?(?:而|应该)?是(?P<now>[^,，。]{1,10})"
)
_FIRM = re.compile(r"公司|单位|企业|厂|老板|员工|职工|雇")
# Words that ask for something without the form of a question: “想申请稳岗返还”, “要带的材料”.
_REQUESTS = re.compile(
    r"想|打算|申请|咨询|了解|打听|问|查|看看|说说|讲讲|介绍|告诉|请|帮|材料|流程|条件|电话|地址|金额|标准|"
    r"政策|预约|人工|客服|链接|网址|办法|步骤"
)
_RESULTS = re.compile(
    r"^(?:先|直接|就)?(?:看看?|给我看|出)结果|^(?:差不多)?(?:够了|就这些|没了|没有了)|"
    r"(?:直接|先)(?:给我)?(?:看|说|告诉我|讲|出)[^,，。]{0,3}结果"
)


class CheckTurn:
    """One message, with the check and the facts that the conversation holds."""

    def __init__(
        self,
        core: Core,
        edition: Edition,
        tracker: Tracker,
        text: str,
        intent: str,
        links: Links,
    ) -> None:
        self._edition = edition
        self._knowledge = edition.knowledge
        self._today = core.today()
        self._text = text
        self._intent = intent
        self._links = links
        self._replies = CheckReplies(edition, self._today)
        self._reader = _reader(edition)
        self.check = read_check(tracker.slots, edition.knowledge)
        self.facts = facts_in(tracker.slots, edition.knowledge)
        self._told_before = self.facts
        self._pressed = text.startswith("/")
        self._region = tracker.slots.get("region")
        asked = self.check.asked if self.check else None
        # “没领过带动就业补贴” tells something, where a check has asked.
        requests = _REQUESTS.search(_ASKED_THEM.sub("", text))
        self._tells = not (self._pressed or asks(text) or requests)
        # Not those of service items: 登记失业 is what the person did.
        told = self._tells or corrects(text)
        names = () if told and self.check else links.policies
        self._spans = [(m.start, m.end) for m in names]
        said = "" if self._pressed else text
        hearing = self._reader.read(said, self._today, self._spans, asked)
        self._corrects = hearing.correction
        self._hears_of(hearing, Subject(tracker.slots.get("whom") or Subject.SELF))
        heard = hearing.told(self.facts, self.whom is Subject.RELATIVE)
        self.heard: dict[str, Value] = heard | self._named_places(said)

    @property
    def replies(self) -> CheckReplies:
        """Writes the replies of this turn."""
        return self._replies

    def _hears_of(self, hearing: Hearing, before: Subject) -> None:
        """Whom the facts are about from now on: of another person than `before` none are known.

        “那我老公能认定吗” begins anew; the place stays.
        """
        catalogue = self._knowledge.facts.facts
        own = any(catalogue[name].about == "person" and name != CITY for name in self.facts)
        self.whom = before
        # “我妈70岁了”, told beside one's own facts, asks for nobody else.
        if hearing.of_relative and (asks(self._text) or not own):
            self.whom = Subject.RELATIVE
        elif not hearing.of_relative and _MYSELF.search(self._text):
            self.whom = Subject.SELF
        another_one = any(
            catalogue[heard.fact].kind is Kind.CHOICE
            and self.facts.get(heard.fact, heard.value) != heard.value
            for heard in hearing.of_relative
        )
        if asks(self._text) and (another_one or self.whom is not before):
            self.facts = {
                name: value
                for name, value in self.facts.items()
                if name == CITY or catalogue[name].about != "person"
            }
            self.check = replace(self.check, declined=()) if self.check else None

    @property
    def tells(self) -> bool:
        """Whether the message tells something, and asks for nothing."""
        return self._tells

    @property
    def tells_facts(self) -> bool:
        """Whether it tells more than a place, or of which sex a relative is."""
        known = self._knowledge.facts.facts
        return any(name != CITY and known[name].kind is not Kind.CHOICE for name in self.heard)

    def noted(self) -> list[str]:
        """“记下了：…” for what was heard anew."""
        return self._replies.questions.noted(self._new(self.heard))

    def _new(self, told: dict[str, Value]) -> dict[str, Value]:
        """What of `told` is not known yet, or otherwise."""
        return {name: value for name, value in told.items() if self.facts.get(name) != value}

    @property
    def screens_now(self) -> bool:
        """Whether a screening has a question open."""
        return self.check is not None and self.check.mode == "screen" and self.check.waits

    def audience(self) -> Audience | None:
        """Whether a person or a firm is meant, as far as the message tells, or what was told."""
        heard = [name for name in self.heard if name != CITY] or list(self.facts)
        about = {self._knowledge.facts.facts[name].about for name in heard if name != CITY}
        if "company" in about or _FIRM.search(self._text):
            return "enterprise" if "person" not in about else "personal"
        return "personal" if about or _SELF.search(self._text) else None

    # -- starting

    def start(self, check: Check) -> Answer:
        """Begin a check with what was told so far and just now."""
        if CITY not in self.facts and CITY not in self.heard and self._region:
            place = self._place(self._region)
            self.facts = {**self.facts, CITY: place} if place else self.facts
        return self._next(check, self.heard)

    def show(self, check: Check) -> Answer:
        """The results of a screening as they are now."""
        return self._write(show(check, self.facts, self._knowledge, self._today), [])

    # -- going on

    def answer(self, choice: GiveAnswer) -> Answer | None:
        """A pressed button's answer; None when nothing is being asked any more."""
        if self.check is None:
            return None
        check = self.check
        if choice.value == NOT_KNOWN:
            return self._next(replace(check, declined=(*check.declined, choice.ask)), {})
        catalogue = self._knowledge.facts
        values: dict[str, Value]
        if choice.ask in catalogue.groups:
            members = catalogue.groups[choice.ask].facts
            asked = self._ask(check, choice.ask)
            if choice.value == ALL_OF_THEM:
                values = dict.fromkeys(asked.members, True)
            elif choice.value == NONE_OF_THEM:
                values = settled(dict.fromkeys(members, False), asked)
            else:
                values = {choice.value: True}
        else:
            fact = catalogue.facts[choice.ask]
            values = {choice.ask: read_value(fact, choice.value, self._knowledge.place)}
        return self._next(check, values, noted=False)

    def carry_on(self) -> Answer | None:
        """The answer, where the message belongs to the check; None for a message of its own."""
        if self.check is None or self._pressed:
            return None
        if self.check.asked is None:
            return self._supposed(self.check) or self._corrected(self.check)
        if not (self.check.waits or self._takes_up(self.check)):
            return None
        if stops(self._text):
            return self.stop()
        if supposed := self._supposed(self.check):
            return supposed
        if self.check.mode == "screen" and _RESULTS.search(self._text):
            return self.show(self.check)
        taken_back = self._corrects or _CONTRAST.search(self._text)
        if taken_back and (corrected := self._corrected(self.check)):
            return corrected
        return self._answered(self.check, self.check.asked)

    def stop(self) -> Answer:
        """End the check; what was told stays told."""
        check = self.check
        screening = check is not None and check.mode == "screen"
        reply = self._replies.questions.stopped(
            check is not None, SCREEN_JOURNEY if screening else CHECK_JOURNEY
        )
        return reply, {"check": None}

    def not_understood(self) -> Answer | None:
        """The question once more, explained; passed over when it was not understood twice."""
        check = self.check
        if check is None or check.asked is None or not check.waits:
            return None
        _, explained = self._replies.questions.texts(check.asked)
        words = "utter_check_not_understood_again" if check.misses else "utter_check_not_understood"
        lines = [self._edition.answerer.says(words)]
        return self._once_more(check, check.asked, [*lines, *([explained] if explained else [])])

    def only_tells(self) -> bool:
        """Whether it tells something while a question is open, and so must be meant as its answer.

        It names nothing that could be talked of instead.
        """
        named = self._links.policies or self._links.service_items or self._links.matters
        waits = self.check is not None and self.check.waits
        return waits and self._tells and not named and self._intent.startswith(_MISHEARD)

    def resume(self) -> Answer | None:
        """The open question in full, after other topics."""
        if self.check is None or self.check.asked is None:
            return None
        check = replace(self.check, shown=0)
        lines = [self._edition.answerer.says("utter_resumed")]
        return self._write(self._ask(check, self.check.asked), lines)

    def after_an_aside(self, reply: Reply, slots: dict[str, Any]) -> Answer:
        """`reply` to something else, followed by the question that is still open.

        The second time it is only pointed at; after that it is left until it is taken up again.
        """
        check = self.check
        if check is None or check.asked is None or "check" in slots or not check.waits:
            return reply, slots
        shown = replace(check, shown=check.shown + 1)
        slots = {**slots, "check": shown.slot()}
        if reply.status in ASKING or not shown.waits:
            return reply, slots
        says = self._edition.answerer.says
        question = self._replies.questions.question(self._ask(shown, check.asked), self.facts)
        back = (
            says("utter_check_back", question=question.text)
            if shown.shown < SHOWN_AT_MOST
            else says("utter_check_waiting")
        )
        messages = [*reply.messages, question.model_copy(update={"text": back})]
        return reply.model_copy(update={"messages": messages}), slots

    def remembered(self, slots: dict[str, Any]) -> dict[str, Any]:
        """`slots` with the facts that a message about something else told of the person.

        What was told before is changed only by words about oneself, or by a correction.
        """
        of_oneself = bool(_SELF.search(self._text) or _FIRM.search(self._text) or self._corrects)
        told = {n: v for n, v in self.heard.items() if of_oneself or n not in self._told_before}
        if "facts" in slots or not told or (self.check is None and not of_oneself):
            return slots
        return {**slots, "facts": slot_of({**self.facts, **told}), "whom": self.whom.value}

    # -- inside

    def _corrected(self, check: Check) -> Answer | None:
        """A fact told anew, once asked before: “不对，是46”."""
        if self._asks_something_else():
            return None
        new = self._new(self.heard)
        # A place alone may be what is asked about: “淮安的呢”.
        tells = self._corrects or self._contradicts()
        if any(name != CITY for name in self.heard):
            tells |= self._tells or self._intent in _TELLING
            new = new or (self.heard if self._tells else {})
        # “不对，我没领过一次性创业补贴” names what it tells of.
        of_this = self._corrects or self._tells or not self._other_policy(check)
        told_before = {name: v for name, v in new.items() if name in self.facts}
        if new and tells and of_this and (told_before or not self._corrects):
            return self._next(check, new)
        if told := self._contrasted():
            return self._next(check, told)
        if self._corrects or (self._tells and _LOOKED_UP.search(self._text)):
            for fact in self._told_lately(check):
                answer = read_answer(fact, self._text, self._today, self._reader, self._spans)
                if isinstance(answer, Answered):
                    return self._next(check, answer.values)
        return self._next(check, new) if new and tells and of_this else None

    def _told_lately(self, check: Check) -> list[str]:
        """What a correction may be of: the last answer, then numbers and days.

        Words with a number in them are not of a yes or no.
        """
        last = [check.last] if check.last and check.last != AUDIENCE else []
        numbers = self._numbers_told()
        if last and last[0] not in numbers and _A_NUMBER.search(self._text):
            return [*numbers, *last]
        return [*last, *numbers]

    def _supposed(self, check: Check) -> Answer | None:
        """“那要是实缴5万呢”: judged as if it were so, where it is not what was told before."""
        match = _SUPPOSES.match(self._text)
        if match is None or self._other_policy(check):
            return None
        heard = self._reader.read(match["what"], self._today).values
        changed = any(self.facts.get(name, v) != v for name, v in heard.items())
        return self._next(check, heard) if changed else None

    def _contrasted(self) -> dict[str, Value] | None:
        """The new value of what was told before, in “是8年不是8个月”."""
        contrast = _CONTRAST.search(self._text)
        if contrast is None:
            return None
        old = contrast["old"] or contrast["was"]
        new = contrast["new"] or contrast["now"]
        for fact in self._numbers_told():
            before = read_answer(fact, old, self._today, self._reader)
            after = read_answer(fact, new, self._today, self._reader)
            same = isinstance(before, Answered) and before.values.get(fact) == self.facts[fact]
            same = same or read_number(_UNIT.sub("", old)) == self.facts[fact]
            if same and isinstance(after, Answered):
                return after.values
        return None

    def _takes_up(self, check: Check) -> bool:
        """“继续说失业金，登记失业了”: facts for a check that was left."""
        named = {policy for mention in self._links.policies for policy in mention.policies}
        return bool(self.heard) and check.policy in named and not asks(self._text)

    def _contradicts(self) -> bool:
        """Whether it tells of oneself otherwise than before: “我登记过失业的”."""
        changed = any(self.facts.get(name, value) != value for name, value in self.heard.items())
        return changed and self._tells and _SELF.search(self._text) is not None

    def _numbers_told(self) -> list[str]:
        """The numbers and days that were told, the latest first: “不对，是46” speaks of one."""
        known = self._knowledge.facts.facts
        measured = (Kind.NUMBER, Kind.DATE)
        return [name for name in reversed(self.facts) if known[name].kind in measured]

    def _answered(self, check: Check, asked: str) -> Answer | None:
        if asked == AUDIENCE:
            if self._other_policy(check) and not self._tells:
                return None
            audience = self.audience()
            return self._next(replace(check, audience=audience), self.heard) if audience else None
        fact = self._knowledge.facts.facts.get(asked)
        answer = read_answer(asked, self._text, self._today, self._reader, self._spans)
        says = self._edition.answerer.says
        if isinstance(answer, WantsHelp):
            _, explained = self._replies.questions.texts(asked)
            lines = [explained or says("utter_check_no_help")]
            return self._once_more(check, asked, lines)
        if isinstance(answer, Approximate | OutOfRange):
            return self._once_more(check, asked, [says("utter_check_exact")])
        if isinstance(answer, Stop):
            return self.stop()
        told = self._about(asked)
        if isinstance(answer, Answered):
            told |= settled(answer.values, self._ask(check, asked))
        if isinstance(answer, NotKnown):
            declined = (*check.declined, asked)
            return self._next(replace(check, declined=declined), told)
        by_answer = isinstance(answer, Answered) or (
            fact is not None and fact.kind is Kind.PLACE and asked in told
        )
        answers = self._tells and (by_answer or told)
        if (self._other_policy(check) and not answers) or (
            self._asks_something_else() and self._intent not in _TELLING
        ):
            # “没有，那要带什么材料？”: what was answered is kept, the question is answered next.
            self.heard = told
            self.facts = {**self.facts, **told}
            if by_answer:
                step = go_on(check, self.facts, self._knowledge, self._today)
                self.check = step.check if isinstance(step, Ask) else check
            return None
        says_only = not asks(self._text) or self._intent in _TELLING
        if by_answer or (told and says_only):
            extra = {name: v for name, v in told.items() if name not in self._units(asked)}
            return self._next(check, told, noted=bool(extra))
        return None

    def _once_more(self, check: Check, asked: str, lines: list[str]) -> Answer:
        """The question again after `lines`; passed over when it was put often enough."""
        missed = replace(check, misses=check.misses + 1)
        if missed.misses < _MISSES:
            return self._write(self._ask(missed, asked), lines)
        passed = self._edition.answerer.says("utter_check_passed_over")
        return self._next(replace(missed, declined=(*check.declined, asked)), {}, before=[passed])

    def _about(self, asked: str) -> dict[str, Value]:
        """What was heard; a place that is named is that of the place that was asked about."""
        fact = self._knowledge.facts.facts.get(asked)
        if fact is None or fact.kind is not Kind.PLACE or asked in (CITY, *self.heard):
            return dict(self.heard)
        place = self.heard.get(CITY)
        if place is None and is_elsewhere(self._text):
            place = self._knowledge.outside()
        told = {name: value for name, value in self.heard.items() if name != CITY}
        return told if place is None else {**told, asked: place}

    def _ask(self, check: Check, unit: str) -> Ask:
        return ask(check, unit, self.facts, self._knowledge, self._today)

    def _units(self, asked: str) -> list[str]:
        group = self._knowledge.facts.groups.get(asked)
        return group.facts if group else [asked]

    def _asks_something_else(self) -> bool:
        return asks(self._text) and self._intent not in ("eligibility_check", "benefits_screen")

    def _other_policy(self, check: Check) -> bool:
        named = {policy for mention in self._links.policies for policy in mention.policies}
        return bool(named) and check.policy not in named

    def _next(
        self,
        check: Check,
        told: dict[str, Value],
        noted: bool = True,
        before: Sequence[str] = (),
    ) -> Answer:
        new = self._new(told)
        self.facts = {**self.facts, **told}
        step = go_on(check, self.facts, self._knowledge, self._today)
        lines = self._replies.questions.noted(new) if noted and isinstance(step, Ask) else []
        return self._write(step, [*before, *lines])

    def _write(self, step: Next, lines: list[str]) -> Answer:
        if isinstance(step, Ask):
            shown = min(step.check.shown + 1, SHOWN_AT_MOST)
            step = replace(step, check=replace(step.check, shown=shown))
        reply = self._replies.reply(step, self.facts, lines)
        slots: dict[str, Any] = {"check": step.check.slot(), "facts": slot_of(self.facts)}
        slots["whom"] = self.whom.value
        place = self.heard.get(CITY)
        if isinstance(place, tuple) and place[0] in self._knowledge.regions:
            slots["region"] = place[0]
        if step.check.policy:
            slots |= {"policy": step.check.policy, "version": step.check.version}
        return reply, slots

    def _named_places(self, said: str) -> dict[str, Value]:
        named = [(m.start, m.end, self._knowledge.place(m.region)) for m in self._links.regions]
        places = read_places(said, named, self._knowledge.outside())
        return {
            each.fact: each.value for each in places if each.fact in self._knowledge.facts.facts
        }

    def _place(self, name: str) -> Value | None:
        return self._knowledge.place(name) if name in self._knowledge.regions else None


@lru_cache(maxsize=2)
def _reader(edition: Edition) -> FactReader:
    """The reader of this edition's facts, built once."""
    return FactReader(edition.knowledge.facts)
