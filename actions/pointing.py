"""The replies that send a person elsewhere, or ask which side of a policy is meant."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.said import Said
from bot.bootstrap import Core
from bot.cards import ContactCard, HotlineLine, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.model import Aspect, Policy
from bot.policies.pointers import Pointed, begins_with_matter, pointed
from bot.policies.replies import aspect_buttons
from bot.policies.store import Edition

_ASPECTS = [
    Aspect.CONDITIONS,
    Aspect.AMOUNT,
    Aspect.MATERIALS,
    Aspect.PROCEDURE,
    Aspect.VALIDITY,
]


# Questions that fit any errand: only what they name tells whose they are.
_ANYBODYS = ("ask_", "inform", "one_visit", "loan_", "status_query")


def of_others(core: Core, edition: Edition, tracker: Tracker, said: Said) -> Reply | None:
    """Whom to call when a question of our kind names a matter of others, and nothing of ours.

    While something of ours is talked about, it must begin with it: “医保卡丢了要带什么材料” does,
    “吃低保的也要带材料吗” does not.
    """
    links, knowledge = said.links, edition.knowledge
    ours = links.policies or links.service_items or links.perhaps
    if not links.matters or ours or not said.intent.startswith(_ANYBODYS):
        return None
    talked_about = tracker.slots.get("policy") or tracker.slots.get("service_item")
    find = begins_with_matter if talked_about else pointed
    found = find(said.text, knowledge.pointers, knowledge.contacts)
    return pointed_reply(core, edition, found) if found else None


def pointed_reply(core: Core, edition: Edition, found: Pointed) -> Reply:
    """Whom to call about a matter of others."""
    hotline = found.hotline
    text = found.matter.note or edition.answerer.says(
        "utter_pointed", name=found.matter.name, number=hotline.number, line=hotline.name
    )
    notes = "".join(statement.text for statement in hotline.statements)
    line = HotlineLine(number=hotline.number, name=hotline.name, note=notes)
    card = None if found.matter.note else ContactCard(lines=[line])
    return Reply(
        messages=[Message(text=text, card=card)],
        status=Outcome.OUT_OF_SCOPE,
        topic=Topic(journey="out_of_scope"),
        as_of=core.today(),
    )


def which_aspect(core: Core, edition: Edition, policy: Policy) -> tuple[Reply, dict[str, Any]]:
    """Ask which side of `policy` is meant; it is what the conversation is about from now on."""
    message = Message(
        text=edition.answerer.says("utter_which_aspect", name=policy.name),
        buttons=aspect_buttons(policy, _ASPECTS, edition.answerer),
    )
    topic = Topic(journey="unclear", policies=[policy.id])
    reply = Reply(messages=[message], status=Outcome.CLARIFY, topic=topic, as_of=core.today())
    return reply, {"policy": policy.id, "version": None, "service_item": None}
