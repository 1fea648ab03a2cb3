"""A button that is said in words works as if it were pressed: 第二个, 选3, its title, 更多."""

from bot.cards import BookingCard, Button, Message, QuestionCard, SlotsCard
from bot.gateway.turn import Turn
from bot.policies.check import AUDIENCE
from bot.policies.facts import FactsFile, Kind
from bot.policies.knowledge import KnowledgeBase
from bot.storage.conversations import Entry
from bot.understanding.picks import by_position, by_title, by_words, ordinal_first, several
from bot.understanding.steering import wants_more

# Whoever names a button says little else.
_LONGEST = 40
_BY_POSITION = {Kind.YES_NO, Kind.CHOICE}


async def choose(turn: Turn) -> None:
    """Take the payload of the button that is meant; other texts stay as they are."""
    if turn.text.startswith("/") or len(turn.text) > _LONGEST:
        return
    for bubble in reversed(await turn.parts.conversations.last_reply(turn.conversation)):
        meant = _meant(turn, bubble) if bubble.buttons else None
        if meant:
            turn.text = meant
            return


def _meant(turn: Turn, bubble: Entry) -> str | None:
    """What the text means beside the buttons of `bubble`; None when it means none of them."""
    text, buttons, knowledge = turn.text, bubble.buttons, turn.edition.knowledge
    titles = [button.title for button in buttons]
    more = turn.edition.answerer.says("utter_button_more")
    if wants_more(text) and more in titles:
        return buttons[titles.index(more)].payload
    place = by_title(text, titles)
    if place is None:
        bare = bare_number_chooses(bubble, knowledge.facts, text)
        place = by_position(text, len(buttons), bare=bare)
    if place is None and bubble.card is None:
        # An answer's buttons are what may come next; a question's are what it asks.
        place = by_words(text, titles)
    if place is not None:
        return buttons[place].payload
    places = several(text, len(buttons))
    if places and _takes_several(bubble, knowledge.facts):
        # “1和3”: whoever reads the answer knows them by name.
        return "、".join(titles[each] for each in places)
    first = ordinal_first(text, len(buttons))
    if first and first.rest and _is_named(buttons[first.position], knowledge):
        return buttons[first.position].title + first.rest
    return None


def bare_number_chooses(bubble: Entry | Message, facts: FactsFile, text: str = "") -> bool:
    """Whether “2” alone names a button here: not where a number is asked for."""
    if isinstance(bubble.card, SlotsCard | BookingCard) and "号" in text:
        # “3号” is a day there.
        return False
    if isinstance(bubble.card, QuestionCard):
        fact = facts.facts.get(bubble.card.fact)
        by_position = fact is not None and fact.kind in _BY_POSITION
        return by_position or bubble.card.fact in {*facts.groups, AUDIENCE}
    asks_for_a_sum = bubble.card is None and any(
        button.payload.startswith("/loan_calc") for button in bubble.buttons
    )
    return not asks_for_a_sum


def _takes_several(bubble: Entry, facts: FactsFile) -> bool:
    return isinstance(bubble.card, QuestionCard) and bubble.card.fact in facts.groups


def _is_named(button: Button, knowledge: KnowledgeBase) -> bool:
    """Whether the button's title is the name of a policy or a service item."""
    names = {policy.name for policy in knowledge.policies.values()}
    names |= {item.name for item in knowledge.service_items.values()}
    return button.title in names
