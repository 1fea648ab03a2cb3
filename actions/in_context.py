"""Questions that only the conversation explains: “那边招什么人”, “收滞纳金不”, after a policy.

By themselves they are nobody's business, or another's; after an answer about a policy they ask on.
"""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.check_talk import CheckTurn
from actions.plain_words import plainly_asked
from actions.policy_talk import answer_info
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.checklist_replies import can_be_checked
from bot.policies.item_answers import aspect_in
from bot.policies.loan_known import is_loan
from bot.policies.model import Aspect
from bot.policies.nearest import FEE_ASKED, GENERAL, HOURS_ASKED
from bot.policies.one_visit_replies import meant
from bot.policies.replies import without_names
from bot.policies.search import content_words
from bot.policies.store import Edition
from bot.policies.versions import version_named
from bot.understanding.references import refers_back

# What the classifier makes of words that say too little without the conversation.
_OF_LOAN = ("loan_info", "loan_calc")
_DOUBTFUL = {"out_of_scope", "nlu_fallback", "benefits_screen", "one_visit", *_OF_LOAN}
_OF_LOANS = re.compile(
    r"贷|借(?!给|用|我)|利息|利率|贴息|担保|抵押|保证人|还款|还钱|还多少|怎么还|月供|每月|分期|算|额度|展期|本金|银行"
)
# “还有什么补贴”, “我能领啥” ask for all there is.
_OF_ALL = re.compile(r"我|咱|俺|别的|其他|其它|还有|补贴|政策|优惠|福利|扶持")
_SAYS_LITTLE = {"inform", "nlu_fallback"}
_FOREIGN = {"out_of_scope", "nlu_fallback"}
# What was taken for foreign is ours when it is so likely, beside the likelihood of that.
_HARDLY_LESS = 0.2
# Few words are seldom about something else than what is talked of.
_SHORT, _MUCH_LESS = 8, 0.1
# A question with a fee in it asks about nothing else where it is so brief.
_BRIEF = 16
# Who answers what is ours after all.
ANSWERS = {
    "human": "action_human",
    "inform": "action_policy_info",
    "eligibility_check": "action_eligibility",
    "benefits_screen": "action_eligibility",
    "loan_info": "action_loans",
    "loan_calc": "action_loans",
    "one_visit": "action_one_visit",
    "status_query": "action_applications",
    "booking_change": "action_bookings",
    "booking_cancel": "action_bookings",
    **{f"ask_{aspect.value}": "action_policy_info" for aspect in Aspect},
}
# “哪几种人可以拿” may ask for all there is, and asks about the policy that is talked of.
_POSSIBLE = 0.03
_OF_OURS = re.compile(r"补贴|补助|政策|待遇")
# “收不收钱” is about the matter that is named or talked of, not about a loan or a right to it.
_ANY_MONEY = re.compile(
    r"[那它这个]{0,2}(?:有没有|有|给不给|给)(?:补贴|补助|奖励|钱)(?:拿|领)?[吗没不么的]{0,2}"
)
_OF_FEES = {"eligibility_check", "loan_info", "loan_calc", "benefits_screen", "one_visit"}
_OF_FEES |= {"nlu_fallback", "out_of_scope"}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_PARTICLES = re.compile(r"[那呢的吧啊呀是,，。?？!! ]*")
_POINTING = re.compile(r"[那这](?:边|个|里|儿|么|种|项|次)?")


_MAY_I = re.compile(
    r"(?:我|咱|俺|单位|公司|厂)[^?？]*(?:能不能|可不可以|能否|可以不可以|够不够|符不符合|能|可以)"
    r"[^,，。?？]{0,12}(?:享受|申请|申领|领|拿|办|报|补|资格|条件)"
)
# Who goes soon, or says that they are going.
_OF_A_TRIP = {"ask_materials", "one_visit"}
_TRIP = re.compile(
    r"(?:今天|明天|后天|明儿|后儿|上午|下午|待会儿?|等下|回头|周[一二三四五六日末]|下周|星期[一二三四五六日天]|这两天|"
    r"马上|这就|准备|打算|要|想|陪[^,，。]{1,3}|带[^,，。]{1,3})"
    r"[^,，。?？]{0,6}(?:去|到|跑)[^,，。?？]{0,12}(?:办|申领|申请|认定|登记|转|领|交|窗口)"
)


def ours_after_all(core: Core, edition: Edition, tracker: Tracker, said: Said) -> Said:
    """`said` as ours, where it was taken for foreign while ours is talked of; else as it is.

    “报名要带什么材料” is anybody's errand by itself, and about our policy after an answer on it;
    “镇江的特困职工要带什么” has the very words of what is talked of.
    """
    if said.text.startswith("/") or said.links.policies or said.links.service_items:
        return said
    if not (said.links.matters or said.intent in _FOREIGN):
        return said
    aspect = _aspect_here(core, edition, tracker, said.text)
    if aspect:
        here = plainly_asked(said.text, f"ask_{aspect.value}")
        asked = said.intent if said.intent.startswith("ask_") else here
        return replace(said, intent=asked, links=replace(said.links, matters=()))
    if said.links.matters or said.intent != "out_of_scope":
        return said
    # “有补贴吗” has no word in it that others could be asked about.
    talked_of = tracker.slots.get("policy") or tracker.slots.get("service_item")
    says_nothing_else = bool(_CHINESE.search(said.text)) and not (
        set(content_words(said.text)) - GENERAL
    )
    points_back = refers_back(said.text) is not None
    if not (talked_of or points_back or (says_nothing_else and _OF_OURS.search(said.text))):
        return said
    chances = dict(said.ranking)
    less = _MUCH_LESS if len(said.text) <= _SHORT else _HARDLY_LESS
    enough = less * chances.get("out_of_scope", 1.0)
    enough = _POSSIBLE if says_nothing_else or points_back else enough
    for intent, chance in said.ranking:
        if intent in ANSWERS and chance >= enough:
            return replace(said, intent=intent)
    if talked_of and HOURS_ASKED.search(said.text):
        return replace(said, intent="ask_where")
    # “那个补贴” names one of ours without its name.
    return replace(said, intent="inform") if says_nothing_else and not talked_of else said


def _aspect_here(core: Core, edition: Edition, tracker: Tracker, text: str) -> Aspect | None:
    """The side of what is talked of that has the very words of `text`."""
    knowledge = edition.knowledge
    if policy := knowledge.policies.get(tracker.slots.get("policy") or ""):
        version = version_named(policy, tracker.slots.get("version"), core.today())
        return edition.answerer.whole(policy, version).aspect_of(text)
    if item := knowledge.service_items.get(tracker.slots.get("service_item") or ""):
        return aspect_in(item, text, edition.answerer)
    return None


def asked_for_oneself(said: Said, check: CheckTurn) -> Said:
    """`said` as a question whether one may have it, where it tells of oneself and asks that.

    “我们公司招了3个就业困难人员，能不能享受…补贴” was taken for a question on the conditions.
    """
    told = check.tells_facts
    asks = said.intent == "ask_conditions" and _MAY_I.search(said.text)
    named = len(said.links.policies) == 1 and len(said.links.policies[0].policies) == 1
    return replace(said, intent="eligibility_check") if asks and told and named else said


def told_of_oneself(
    core: Core, edition: Edition, tracker: Tracker, said: Said, check: CheckTurn
) -> Said:
    """`said` as the beginning of a check, where it only tells of oneself after an answer.

    “我失业保险交了十二年呢”, after how long 失业金 is paid.
    """
    policy = edition.knowledge.policies.get(tracker.slots.get("policy") or "")
    if policy is None or check.check or said.intent not in _SAYS_LITTLE:
        return said
    told = check.tells_facts
    named = said.links.policies or said.links.service_items or said.links.matters
    judged = version_named(policy, tracker.slots.get("version"), core.today()).judgeable
    begins = check.tells and told and judged and not named
    return replace(said, intent="eligibility_check") if begins else said


def before_a_trip(said: Said) -> bool:
    """Whether somebody is about to go: “明天去街道办失业登记，要带哪些东西”."""
    return said.intent in _OF_A_TRIP and _TRIP.search(said.text) is not None


def list_asked_for(edition: Edition, said: Said) -> Said:
    """`said` as asking for the list, where it asks what to bring and the trip is near.

    It is gone through then, so that one visit is enough.
    """
    links = said.links
    if said.intent != "ask_materials" or not before_a_trip(said):
        return said
    item = meant(links, {}, edition).item if links.service_items or links.policies else None
    listed = item is not None and can_be_checked(item, None, edition.answerer)
    return replace(said, intent="one_visit") if listed else said


def meant_here(
    core: Core, edition: Edition, tracker: Tracker, said: Said
) -> tuple[Reply, dict[str, Any]] | None:
    """The answer about what is talked of; None where the message stands by itself."""
    links = said.links
    named = links.policies or links.service_items
    policy = edition.knowledge.policies.get(tracker.slots.get("policy") or "")
    talked_of = policy or tracker.slots.get("service_item")
    if said.text.startswith("/") or not (named or talked_of):
        return None
    brief = len(said.text) <= _BRIEF and said.intent.startswith("ask_")
    if (said.intent in _OF_FEES or brief) and FEE_ASKED.search(said.text):
        return answer_info(core, edition, tracker, said, Aspect.AMOUNT)
    if named or links.perhaps or links.matters or said.intent not in _DOUBTFUL:
        return None
    if _ANY_MONEY.fullmatch(said.text.rstrip("?？。!！ ")):
        return answer_info(core, edition, tracker, said, Aspect.AMOUNT)
    if said.intent == "one_visit" and not (policy and not edition.knowledge.items_of(policy.id)):
        return None
    if said.intent == "benefits_screen" and _OF_ALL.search(said.text):
        return None
    of_a_loan = (policy and is_loan(policy)) or _OF_LOANS.search(said.text)
    if said.intent in _OF_LOAN and of_a_loan:
        return None
    aspect = _aspect_here(core, edition, tracker, said.text)
    if aspect is None and said.intent in ("benefits_screen", "one_visit"):
        aspect = said.likeliest(_POSSIBLE)
    elif aspect is None and said.intent not in _OF_LOAN:
        asked = _POINTING.sub("", said.text)
        bare = without_names(asked, edition.linker.link(asked))
        aspect = said.likeliest()
        says_more = set(content_words(bare)) - GENERAL
        if says_more or (aspect is None and not links.regions):
            return None
    return answer_info(core, edition, tracker, said, aspect)


def named_after_all(
    core: Core, edition: Edition, tracker: Tracker, said: Said
) -> tuple[Reply, dict[str, Any]] | None:
    """The likeliest aspect of a policy that is named, where nothing else was understood.

    “GYB呢” only names it: what was asked before is asked of it.
    """
    if said.policy(edition) is None:
        return None
    aspect = said.likeliest()
    only_names = _PARTICLES.fullmatch(without_names(said.text, edition.linker.link(said.text)))
    if aspect is None and not (only_names and tracker.slots.get("aspect")):
        return None
    return answer_info(core, edition, tracker, said, aspect)
