"""Questions that only the conversation explains: “那边招什么人”, “收滞纳金不”, after a policy.

By themselves they are nobody's business, or another's; after an answer about a policy they ask on.
"""

import re
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.policy_talk import answer_info
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.loan_known import is_loan
from bot.policies.model import Aspect
from bot.policies.nearest import GENERAL
from bot.policies.replies import without_names
from bot.policies.search import content_words
from bot.policies.store import Edition
from bot.policies.versions import version_named
from bot.understanding.references import refers_back

# What the classifier makes of words that say too little without the conversation.
_OF_LOAN = ("loan_info", "loan_calc")
_DOUBTFUL = {"out_of_scope", "nlu_fallback", "benefits_screen", "one_visit", *_OF_LOAN}
_OF_LOANS = re.compile(
    r"贷|借(?!给|用|我)|利息|利率|贴息|担保|抵押|保证人|还款|还钱|还多少|怎么还|月供|每月|分期|年|算|期限|额度|展期|本金|银行"
)
# “还有什么补贴”, “我能领啥” ask for all there is.
_OF_ALL = re.compile(r"我|咱|俺|别的|其他|其它|还有|补贴|政策|优惠|福利|扶持")
# What was taken for foreign is ours when it is so likely, beside the likelihood of that.
_HARDLY_LESS = 0.2
# Who answers what is ours after all.
_ANSWERS = {
    "eligibility_check": "action_eligibility",
    "benefits_screen": "action_eligibility",
    "loan_info": "action_loans",
    "loan_calc": "action_loans",
    "one_visit": "action_one_visit",
    "status_query": "action_services",
    **{f"ask_{aspect.value}": "action_policy_info" for aspect in Aspect},
}
# “哪几种人可以拿” may ask for all there is, and asks about the policy that is talked of.
_POSSIBLE = 0.03
_OF_OURS = re.compile(r"补贴|补助|政策|待遇")
# “收不收钱” is about the matter that is named or talked of, not about a loan or a right to it.
_ANY_MONEY = re.compile(
    r"[那它这个]{0,2}(?:有没有|有|给不给|给)(?:补贴|补助|奖励|钱)(?:拿|领)?[吗没不么的]{0,2}"
)
_FEE = re.compile(r"收费|收不收钱?|要不要钱|花不花钱|[要收花交]钱[吗么不]|免费[吗么不]")
_NOT_OF_FEES = {"eligibility_check", "loan_info", "loan_calc", "benefits_screen"}
_PARTICLES = re.compile(r"[那呢的吧啊呀是,，。?？!! ]*")
_POINTING = re.compile(r"[那这](?:边|个|里|儿|么|种|项|次)?")


def ours_after_all(tracker: Tracker, said: Said) -> tuple[str, str] | None:
    """(intent, action) of a message that was taken for foreign, while ours is talked of.

    “报名要带什么材料” is anybody's errand by itself, and about our policy after an answer on it.
    """
    talked_of = tracker.slots.get("policy") or tracker.slots.get("service_item")
    if said.intent != "out_of_scope" or said.links.matters:
        return None
    # “有补贴吗” has no word in it that others could be asked about.
    says_nothing_else = not set(content_words(said.text)) - GENERAL
    points_back = refers_back(said.text) is not None
    if not (talked_of or points_back or (says_nothing_else and _OF_OURS.search(said.text))):
        return None
    chances = dict(said.ranking)
    enough = _HARDLY_LESS * chances.get("out_of_scope", 1.0)
    enough = _POSSIBLE if says_nothing_else or points_back else enough
    for intent, chance in said.ranking:
        if intent in _ANSWERS:
            return (intent, _ANSWERS[intent]) if chance >= enough else None
    return None


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
    if said.intent in _NOT_OF_FEES and _FEE.search(said.text):
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
    aspect: Aspect | None = None
    if policy:
        version = version_named(policy, tracker.slots.get("version"), core.today())
        aspect = edition.answerer.whole(policy, version).aspect_of(said.text)
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
