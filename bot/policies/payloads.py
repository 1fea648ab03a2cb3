"""Every payload that a button of ours sends, and the words that the history shows for it."""

from bot.policies.check_choices import (
    ALL_OF_THEM,
    NONE_OF_THEM,
    NOT_KNOWN,
    CheckChoice,
    GiveAnswer,
    StartCheck,
    StartScreen,
    read_check_choice,
)
from bot.policies.checklist_choices import ItemButton, read_item_choice
from bot.policies.choices import Choice, read_choice
from bot.policies.facts import Kind
from bot.policies.loan_choices import LoanChoice, read_loan_choice
from bot.policies.store import Edition

Payload = Choice | CheckChoice | LoanChoice | ItemButton
_READERS = (read_choice, read_check_choice, read_loan_choice, read_item_choice)


def read_payload(text: str, edition: Edition) -> Payload | None:
    """The payload that `text` is; None for any other text, and for names we do not hold."""
    for read in _READERS:
        payload: Payload | None = read(text, edition.knowledge)
        if payload:
            return payload
    return None


def shown(payload: Payload, edition: Edition) -> str:
    """What the person did by pressing it."""
    says = edition.answerer.says
    if isinstance(payload, Choice):
        policy, _ = edition.knowledge.find(payload.policy)
        named = [policy.name, payload.city, edition.answerer.aspect_name(payload.aspect)]
        named += [says("utter_button_more")] if payload.page else []
        return " ".join(part for part in named if part)
    if isinstance(payload, LoanChoice):
        return payload.shown(says)
    if isinstance(payload, ItemButton):
        return payload.shown(edition.knowledge, says)
    if isinstance(payload, StartCheck):
        return f"{edition.knowledge.policies[payload.policy].name} {says('utter_button_check')}"
    if isinstance(payload, StartScreen):
        return says(_screen_words(payload))
    return _answer(payload, edition)


def _screen_words(payload: StartScreen) -> str:
    if payload.results:
        return "utter_button_show_results"
    if payload.audience:
        return f"utter_button_{'person' if payload.audience == 'personal' else 'company'}"
    return "utter_button_screen"


def _answer(payload: GiveAnswer, edition: Edition) -> str:
    says, catalogue = edition.answerer.says, edition.knowledge.facts
    if payload.value == NOT_KNOWN:
        return says("utter_button_not_known")
    if payload.value == NONE_OF_THEM:
        return says("utter_button_none_of_these")
    if payload.value == ALL_OF_THEM:
        return says("utter_button_all_of_these")
    if payload.ask in catalogue.groups:
        return catalogue.facts[payload.value].name
    fact = catalogue.facts[payload.ask]
    if fact.kind is Kind.YES_NO and payload.value in ("yes", "no"):
        return says(f"utter_button_{payload.value}")
    option = fact.options.get(payload.value)
    return option.title if option else payload.value
