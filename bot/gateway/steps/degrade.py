"""Without Rasa or without memory: a search result, said to be one, and the hotline."""

from bot.cards import Message, Reply, Topic
from bot.gateway.turn import Turn
from bot.outcomes import Outcome
from bot.policies.checklist_choices import read_item_choice
from bot.policies.checklist_replies import topic_of
from bot.policies.choices import read_choice
from bot.policies.item_answers import answer_item
from bot.policies.model import Aspect, Policy
from bot.policies.service_items import ServiceItem
from bot.policies.versions import version_on


def degrade(turn: Turn) -> None:
    """Answer with what search finds for the text, as the knowledge base has it today."""
    answerer = turn.edition.answerer
    today = turn.parts.core.today()
    contact = answerer.contact_card()
    item = _item(turn)
    if item:
        told = answer_item(item, Aspect.OVERVIEW, answerer, today)
        turn.reply = Reply(
            messages=[
                Message(text=answerer.says("utter_degraded"), card=contact),
                Message(text=told.text, card=told.card),
            ],
            status=Outcome.DEGRADED,
            topic=topic_of(item),
            as_of=today,
        )
        return
    found = _find(turn)
    if found is None:
        message = Message(text=answerer.says("utter_degraded_nothing"), card=contact)
        topic = Topic(journey="unclear")
        turn.reply = Reply(messages=[message], status=Outcome.DEGRADED, topic=topic, as_of=today)
        return
    policy, aspect = found
    answer = answerer.answer(policy, version_on(policy, today), aspect, today)
    turn.reply = Reply(
        messages=[
            Message(text=answerer.says("utter_degraded"), card=contact),
            Message(text=answer.text, card=answer.card),
        ],
        status=Outcome.DEGRADED,
        topic=Topic(journey="policy_info", aspect=aspect.value, policies=[policy.id]),
        as_of=today,
    )


def _item(turn: Turn) -> ServiceItem | None:
    """The service item that is meant where no policy is: its name, or a button of it."""
    knowledge = turn.edition.knowledge
    choice = read_item_choice(turn.text, knowledge)
    if choice:
        return knowledge.find_service_item(choice.item)
    links = turn.edition.linker.link(turn.text)
    if links.policies or not links.service_items:
        return None
    return knowledge.service_items[links.service_items[0].items[0]]


def _find(turn: Turn) -> tuple[Policy, Aspect] | None:
    choice = read_choice(turn.text, turn.edition.knowledge)
    if choice:
        return turn.edition.knowledge.find(choice.policy)[0], choice.aspect
    links = turn.links.policies or turn.edition.linker.link(turn.text).policies
    named = {policy for mention in links for policy in mention.policies}
    hits = turn.edition.passages.search(turn.text, 40)
    if named:
        hits = [hit for hit in hits if hit.passage.policy.id in named]
    if not hits:
        return None
    best = hits[0].passage
    return best.policy, Aspect(best.section)
