"""Messages that only make sense after the one before: 这个呢, 南京的呢, 企业的呢."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.pointing import which_aspect
from actions.policy_talk import answer_info, answer_policy
from actions.said import Said
from bot.bootstrap import Core
from bot.cards import Reply
from bot.policies.dialogue import tells_of
from bot.policies.model import Aspect
from bot.policies.store import Edition
from bot.understanding.references import (
    only_audience,
    only_place,
    only_points,
    refers_back,
    same_of_another,
)


def follow_up(
    core: Core, edition: Edition, tracker: Tracker, said: Said
) -> tuple[Reply, dict[str, Any]] | None:
    """The answer, whatever the classifier made of the few words; None for any other message."""
    if said.text.startswith("/"):
        return None
    policy = edition.knowledge.policies.get(tracker.slots.get("policy") or "")
    if _only_names_what_was_before(said):
        return answer_info(core, edition, tracker, said, None)
    if not policy or said.links.policies or said.links.service_items:
        return None
    if only_points(said.text):
        return which_aspect(core, edition, policy)
    if concerned := only_audience(said.text):
        return answer_policy(core, edition, tracker, said, None, concerned)
    others = same_of_another(said.text)
    same = others and (tells_of(others, policy) or not said.is_sure)
    if same and tracker.slots.get("aspect"):
        return answer_info(core, edition, tracker, said, None)
    regions = said.links.regions
    if len(regions) == 1 and only_place(said.text, regions[0].start, regions[0].end):
        aspect = Aspect.AMOUNT if "多少" in said.text else None
        return answer_info(core, edition, tracker, said, aspect)
    return None


def _only_names_what_was_before(said: Said) -> bool:
    """“刚才说的那个贷款呢”: nothing is asked but what was asked before."""
    words = refers_back(said.text)
    if words is None or not (said.links.policies or said.links.service_items):
        return False
    rest = said.text[: words.start] + said.text[words.end :]
    return rest.strip("那呢吧啊呀的,，。?？! ") == ""
