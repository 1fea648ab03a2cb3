"""Turn a decision of the dialogue into the reply that a person reads."""

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.cards import Button, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.answer import ANSWERED_WITHOUT_STATEMENTS, Answer, Answerer
from bot.policies.check_choices import StartScreen
from bot.policies.choices import Choice
from bot.policies.dialogue import Answered, AskWhichPolicy, Decision, Memory, NotCollected
from bot.policies.linking import Links
from bot.policies.model import Aspect, Policy, Version
from bot.policies.store import Edition
from bot.policies.versions import Standing, version_on

JOURNEY = "policy_info"
# What people ask next, most frequent first.
_NEXT = (
    Aspect.CONDITIONS,
    Aspect.AMOUNT,
    Aspect.MATERIALS,
    Aspect.PROCEDURE,
    Aspect.WHERE,
    Aspect.VALIDITY,
    Aspect.DEADLINE,
)
_NEXT_OFFERED = 3
_PLACES_OFFERED = 4
_POLICIES_OFFERED = 3
_PAST = {Standing.ENDED.value, Standing.SUPERSEDED.value}


def reply_to(decision: Decision, text: str, edition: Edition, today: date) -> Reply:
    """The reply to `decision`; `text` is what the person wrote, for candidates to offer."""
    if isinstance(decision, Answered):
        # A pressed button says nothing that statements could be near to.
        links = Links() if text.startswith("/") else edition.linker.link(text)
        said = "" if text.startswith("/") else without_names(text, links)
        return _answer(decision, said, edition.answerer, today, bool(links.regions))
    if isinstance(decision, NotCollected):
        return _not_collected(decision, text, edition, today)
    return _which_policy(decision, text, edition, today)


def without_names(text: str, links: Links) -> str:
    """What `text` asks, without the names in it: they stand in every statement, or in none."""
    named = [(mention.start, mention.end) for mention in links.policies]
    named += [(mention.start, mention.end) for mention in links.service_items]
    named += [(mention.start, mention.end) for mention in links.regions]
    parts, end = [], 0
    for start, stop in sorted(named):
        parts.append(text[end:start])
        end = max(end, stop)
    return " ".join([*parts, text[end:]]).strip()


def _answer(
    decision: Answered, text: str, answerer: Answerer, today: date, place_asked: bool
) -> Reply:
    answer = answerer.answer(
        decision.policy,
        decision.version,
        decision.aspect,
        today,
        decision.region,
        decision.page,
        decision.concerned,
        text or decision.first,
        place_asked,
    )
    concerned = decision.concerned
    if concerned and concerned not in decision.policy.audience:
        return _not_for_them(decision, answerer, today)
    lines = [] if answer.concerns else [answerer.says("utter_not_divided")]
    lines.append(answer.text)
    lines += [
        answerer.says("utter_also_asked", name=answerer.knowledge.policies[other].name)
        for other in decision.also
    ]
    message = Message(
        text="\n".join(lines), card=answer.card, buttons=_buttons(decision, answer, answerer, today)
    )
    topic = Topic(
        journey=JOURNEY, aspect=decision.aspect.value, policies=[decision.policy.id, *decision.also]
    )
    return Reply(messages=[message], status=_outcome(answer), topic=topic, as_of=today)


def _not_for_them(decision: Answered, answerer: Answerer, today: date) -> Reply:
    """“企业的呢”, asked of what is for persons only: said so, and all that there is for firms."""
    asked = decision.concerned
    says = answerer.says
    screen = Button(
        title=says(f"utter_button_screen_{asked}"), payload=StartScreen(audience=asked).payload
    )
    message = Message(
        text=says(f"utter_nothing_for_{asked}", name=decision.policy.name),
        buttons=[screen, *aspect_buttons(decision.policy, [decision.aspect], answerer)],
    )
    topic = Topic(journey=JOURNEY, aspect=decision.aspect.value, policies=[decision.policy.id])
    return Reply(messages=[message], status=Outcome.CLARIFY, topic=topic, as_of=today)


def _outcome(answer: Answer) -> Outcome:
    # That it has ended matters more than what is not known of it.
    if answer.card.standing in _PAST:
        return Outcome.EXPIRED_POLICY
    return Outcome.ANSWERED if answer.known else Outcome.NOT_IN_KNOWLEDGE


def _buttons(decision: Answered, answer: Answer, answerer: Answerer, today: date) -> list[Button]:
    return [
        *_more_button(decision, answer, answerer),
        *_version_buttons(decision, today),
        *_also_buttons(decision, answerer),
        *_place_buttons(decision, answer),
        *aspect_buttons(decision.policy, _next_aspects(decision), answerer),
    ]


def _more_button(decision: Answered, answer: Answer, answerer: Answerer) -> list[Button]:
    """The next page, of the same version and place."""
    if answer.more is None:
        return []
    choice = Choice(
        aspect=decision.aspect,
        policy=decision.policy.id,
        version=decision.version.id,
        city=decision.region,
        page=answer.more,
        first=answer.first or None,
    )
    return [Button(title=answerer.says("utter_button_more"), payload=choice.payload)]


def _version_buttons(decision: Answered, today: date) -> list[Button]:
    """The newest version beside an older one; an older one where the newest does not say."""
    policy, version, aspect = decision.policy, decision.version, decision.aspect
    newest = version_on(policy, today)
    if newest.id != version.id:
        return [_version_button(policy, newest, aspect)]
    if version.of(aspect) or aspect in ANSWERED_WITHOUT_STATEMENTS:
        return []
    earlier = [v for v in policy.versions if v is not version and v.of(aspect)]
    return [_version_button(policy, earlier[-1], aspect)] if earlier else []


def _version_button(policy: Policy, version: Version, aspect: Aspect) -> Button:
    choice = Choice(aspect=aspect, policy=policy.id, version=version.id)
    return Button(title=version.name, payload=choice.payload)


def _also_buttons(decision: Answered, answerer: Answerer) -> list[Button]:
    others = [answerer.knowledge.policies[other] for other in decision.also]
    return policy_buttons(others, decision.aspect)


def _place_buttons(decision: Answered, answer: Answer) -> list[Button]:
    """The places whose words were not shown, while no place was named."""
    if decision.region:
        return []
    shown = {line.region for line in answer.card.statements}
    hidden = [place for place in answer.places if place not in shown]
    return [
        Button(
            title=place,
            payload=Choice(aspect=decision.aspect, policy=decision.policy.id, city=place).payload,
        )
        for place in hidden[:_PLACES_OFFERED]
    ]


def _next_aspects(decision: Answered) -> list[Aspect]:
    """What people ask next and the version has something to say about."""
    return [
        aspect
        for aspect in _NEXT
        if aspect is not decision.aspect
        and (aspect is Aspect.VALIDITY or decision.version.tells(aspect))
    ][:_NEXT_OFFERED]


def aspect_buttons(policy: Policy, aspects: list[Aspect], answerer: Answerer) -> list[Button]:
    """A button for each aspect of `policy`."""
    return [
        Button(
            title=answerer.aspect_name(aspect),
            payload=Choice(aspect=aspect, policy=policy.id).payload,
        )
        for aspect in aspects
    ]


def policy_buttons(policies: list[Policy], aspect: Aspect) -> list[Button]:
    """A button for each policy, keeping the aspect that was asked about."""
    return [
        Button(title=policy.name, payload=Choice(aspect=aspect, policy=policy.id).payload)
        for policy in policies
    ]


def candidates(text: str, edition: Edition) -> list[Policy]:
    """The policies that `text` may be about, else the first ones we hold."""
    found = edition.passages.policies(text, _POLICIES_OFFERED)
    return found or list(edition.knowledge.policies.values())[:_POLICIES_OFFERED]


def _which_policy(decision: AskWhichPolicy, text: str, edition: Edition, today: date) -> Reply:
    says = edition.answerer.says
    if decision.name:
        policies = [edition.knowledge.policies[policy] for policy in decision.candidates]
        words = says("utter_which_policy_of_name", name=decision.name)
    else:
        policies = candidates(text, edition)
        words = says("utter_which_policy")
    aspect = Aspect(decision.memory.aspect or Aspect.OVERVIEW)
    topic = Topic(journey=JOURNEY, aspect=aspect.value, policies=list(decision.candidates))
    message = Message(text=words, buttons=policy_buttons(policies, aspect))
    return Reply(messages=[message], status=Outcome.CLARIFY, topic=topic, as_of=today)


def _not_collected(decision: NotCollected, text: str, edition: Edition, today: date) -> Reply:
    aspect = Aspect(decision.memory.aspect or Aspect.OVERVIEW)
    message = Message(
        text=edition.answerer.says("utter_not_collected", name=decision.name),
        card=edition.answerer.contact_card(),
        buttons=policy_buttons(candidates(text, edition), aspect),
    )
    topic = Topic(journey=JOURNEY, aspect=aspect.value)
    return Reply(messages=[message], status=Outcome.NOT_IN_KNOWLEDGE, topic=topic, as_of=today)


def memory_of(decision: Decision) -> dict[str, Any]:
    """The conversation's slots after `decision`."""
    slots = asdict(decision.memory)
    slots["as_of"] = decision.memory.as_of.isoformat() if decision.memory.as_of else None
    return slots


def read_memory(slots: dict[str, Any]) -> Memory:
    """The memory that the conversation's slots hold."""
    as_of = slots.get("as_of")
    return Memory(
        policy=slots.get("policy"),
        version=slots.get("version"),
        aspect=slots.get("aspect"),
        region=slots.get("region"),
        as_of=date.fromisoformat(as_of) if as_of else None,
    )
