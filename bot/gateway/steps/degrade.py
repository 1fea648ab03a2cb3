"""Without Rasa or without memory: a search result, said to be one, and the hotline."""

from bot.cards import Message, Reply, Topic
from bot.gateway.turn import Turn
from bot.outcomes import Outcome
from bot.policies.choices import read_choice
from bot.policies.knowledge import version_on
from bot.policies.model import Aspect, Policy


def degrade(turn: Turn) -> None:
    """Answer with what search finds for the text, as the knowledge base has it today."""
    answerer = turn.edition.answerer
    today = turn.parts.core.today()
    found = _find(turn)
    contact = answerer.contact_card()
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
