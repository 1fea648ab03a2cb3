"""A check's questions, and its turns that end without a verdict, as the person reads them."""

from bot.cards import (
    Button,
    Message,
    QuestionCard,
    Reply,
    Topic,
)
from bot.outcomes import Outcome
from bot.policies.check import AUDIENCE, Ask
from bot.policies.check_choices import (
    ALL_OF_THEM,
    NONE_OF_THEM,
    NOT_KNOWN,
    GiveAnswer,
    StartCheck,
    StartScreen,
)
from bot.policies.check_writer import CHECK_JOURNEY, CheckWriter
from bot.policies.choices import Choice
from bot.policies.facts import CITY, Fact, Facts, Kind
from bot.policies.model import Aspect, Policy, Version
from bot.policies.said_facts import known_facts, say_fact

_PLACES_OFFERED = 4
_RESULTS_FROM = 3


class QuestionReplies(CheckWriter):
    """Writes questions with their buttons."""

    def ask(self, step: Ask, facts: Facts, before: list[str]) -> Reply:
        message = self.question(step, facts)
        intro = self._intro(step)
        lines = [*intro, *before, message.text]
        return Reply(
            messages=[message.model_copy(update={"text": "\n".join(lines)})],
            status=Outcome.ASK_FACT,
            topic=self._topic(step.check),
            as_of=self._today,
        )

    def wait(self, step: Ask, facts: Facts, before: list[str]) -> Reply:
        """The open question without its words, which were read twice: its buttons are enough."""
        message = self.question(step, facts)
        text = "\n".join([*before, self._says("utter_check_waiting")])
        return Reply(
            messages=[message.model_copy(update={"text": text})],
            status=Outcome.ASK_FACT,
            topic=self._topic(step.check),
            as_of=self._today,
        )

    def question(self, step: Ask, facts: Facts) -> Message:
        """The question alone, with its buttons."""
        text, help_text = self.texts(step.unit)
        card = QuestionCard(
            fact=step.unit,
            question=text,
            help=help_text,
            known=known_facts(facts, self._catalogue, self._words),
        )
        return Message(text=text, card=card, buttons=self._buttons(step))

    def texts(self, unit: str) -> tuple[str, str | None]:
        """How a fact or a group is asked about, and its explanation."""
        if unit == AUDIENCE:
            return self._says("utter_screen_audience"), None
        if group := self._catalogue.groups.get(unit):
            return group.question, group.help or self._says("utter_check_more")
        fact = self._catalogue.facts[unit]
        return fact.question, fact.help

    def noted(self, facts: Facts) -> list[str]:
        """“记下了：…” for what was just heard."""
        if not facts:
            return []
        told = [say_fact(k, self._words) for k in known_facts(facts, self._catalogue, self._words)]
        return [self._says("utter_check_noted", facts=self._and(told))]

    def _intro(self, step: Ask) -> list[str]:
        if step.check.count != 1 or step.again:
            return []
        if step.check.mode == "screen":
            return [self._says("utter_screen_intro")]
        return [
            self._says(
                "utter_check_intro", name=self._knowledge.policies[step.check.policy or ""].name
            )
        ]

    def _buttons(self, step: Ask) -> list[Button]:
        unit = step.unit
        if unit == AUDIENCE:
            return [
                self._button("utter_button_person", StartScreen(audience="personal").payload),
                self._button("utter_button_company", StartScreen(audience="enterprise").payload),
            ]
        options: list[Button] = []
        if unit in self._catalogue.groups:
            options = [
                Button(title=self._catalogue.facts[name].name, payload=_answer(unit, name))
                for name in step.members
            ]
            if self._catalogue.groups[unit].together:
                options.append(
                    self._button("utter_button_all_of_these", _answer(unit, ALL_OF_THEM))
                )
            options.append(self._button("utter_button_none_of_these", _answer(unit, NONE_OF_THEM)))
        else:
            options = self._options(unit, self._catalogue.facts[unit], step)
        options.append(self._button("utter_button_not_known", _answer(unit, NOT_KNOWN)))
        if step.check.mode == "screen" and step.check.count > _RESULTS_FROM:
            payload = StartScreen(audience=step.check.audience, results=True).payload
            options.append(self._button("utter_button_show_results", payload))
        return options

    def _options(self, name: str, fact: Fact, step: Ask) -> list[Button]:
        if fact.kind is Kind.YES_NO:
            return [
                self._button("utter_button_yes", _answer(name, "yes")),
                self._button("utter_button_no", _answer(name, "no")),
            ]
        if fact.kind is Kind.CHOICE:
            return [
                Button(title=o.title, payload=_answer(name, key)) for key, o in fact.options.items()
            ]
        if fact.kind is Kind.PLACE and name != CITY:
            outside = self._knowledge.outside()
            return [self._button("utter_button_elsewhere", _answer(name, outside[0]))]
        if name == CITY and step.check.policy:
            policy = self._knowledge.policies[step.check.policy]
            places = [p for version in policy.versions[-1:] for p in version.rulebook.local]
            return [Button(title=p, payload=_answer(name, p)) for p in places[:_PLACES_OFFERED]]
        return []

    def which_policy(self, policies: list[Policy], name: str | None) -> Reply:
        """Ask which policy is to be checked."""
        words = "utter_check_which_of_name" if name else "utter_check_which"
        buttons = [
            Button(title=policy.name, payload=StartCheck(policy=policy.id).payload)
            for policy in policies
        ]
        buttons.append(self._button("utter_button_screen", StartScreen().payload))
        return Reply(
            messages=[Message(text=self._says(words, name=name), buttons=buttons)],
            status=Outcome.CLARIFY,
            topic=Topic(
                journey=CHECK_JOURNEY, policies=[policy.id for policy in policies] if name else []
            ),
            as_of=self._today,
        )

    def stopped(self, check_was_open: bool, journey: str) -> Reply:
        """The check is over before its verdict."""
        words = "utter_check_stopped" if check_was_open else "utter_check_nothing_to_stop"
        return Reply(
            messages=[Message(text=self._says(words))],
            status=Outcome.CHECK_STOPPED,
            topic=Topic(journey=journey),
            as_of=self._today,
        )

    def asked_gone(self) -> Reply:
        """A button of a check that is over."""
        return Reply(
            messages=[Message(text=self._says("utter_check_asked_gone"))],
            status=Outcome.CLARIFY,
            topic=Topic(journey=CHECK_JOURNEY),
            as_of=self._today,
        )

    def no_rule(self, policy: Policy, version: Version, region: str | None) -> Reply:
        """No machine can judge it: the conditions that are known, for the person to compare."""
        answer = self._answerer.answer(policy, version, Aspect.CONDITIONS, self._today, region, 1)
        text = self._says("utter_check_no_rule", name=policy.name)
        more = Choice(
            aspect=Aspect.CONDITIONS, policy=policy.id, city=region, page=answer.more
        ).payload
        buttons = [self._button("utter_button_more", more)] if answer.more else []
        message = Message(text=f"{text}\n{answer.text}", card=answer.card, buttons=buttons)
        return Reply(
            messages=[message],
            status=Outcome.ANSWERED if answer.known else Outcome.NOT_IN_KNOWLEDGE,
            topic=Topic(journey=CHECK_JOURNEY, policies=[policy.id]),
            as_of=self._today,
        )


def _answer(unit: str, value: str) -> str:
    return GiveAnswer(ask=unit, value=value).payload
