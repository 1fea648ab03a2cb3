"""How often in a row the person was not helped, and that nobody hears the same thing thrice."""

import hashlib
from dataclasses import dataclass
from typing import Any

from bot.cards import Reply
from bot.outcomes import Outcome
from bot.policies.answer import Answerer

_NO_HELP = {Outcome.CLARIFY, Outcome.OUT_OF_SCOPE, Outcome.NOT_OFFERED}
# Of these another sentence is said in place of the one that was said twice; an answer is repeated
# with words before it.
_REPLACED = {*_NO_HELP, Outcome.CHITCHAT, Outcome.ASK_FACT, Outcome.STARTED_OVER}
_REPLACED |= {Outcome.CHECK_STOPPED}


@dataclass(frozen=True)
class Patience:
    """`times` turns in a row did not help; `said` are marks of the last texts, the newest last."""

    times: int = 0
    said: tuple[str, ...] = ()

    @classmethod
    def read(cls, slots: dict[str, Any]) -> "Patience":
        """What the conversation's slots hold."""
        kept = slots.get("patience")
        if not isinstance(kept, dict):
            return cls()
        return cls(int(kept.get("times") or 0), tuple(kept.get("said") or ()))

    @property
    def lost(self) -> bool:
        """Whether it is time to name a person to call."""
        return self.times >= 2 and self.times % 2 == 0

    def words(self, name: str, answerer: Answerer, **values: object) -> str:
        """The sentence `name`, or what is said the second and the third time in its place.

        From the third time on `…_person` and `…_again` take turns.
        """
        if self.times == 0:
            return answerer.says(name, **values)
        return answerer.says(f"{name}_{'person' if self.lost else 'again'}", **values)

    def keep(self, reply: Reply, answerer: Answerer) -> tuple[Reply, dict[str, Any]]:
        """`reply` in words that were not said twice just before, and the slot after it."""
        mark = _mark(reply.messages[0].text)
        if self.said[-2:] == (mark, mark):
            reply = _otherwise(reply, answerer)
            mark = _mark(reply.messages[0].text)
        times = self.times + 1 if reply.status in _NO_HELP else 0
        return reply, {"times": times, "said": [*self.said[-1:], mark]}


def _otherwise(reply: Reply, answerer: Answerer) -> Reply:
    """The third time: a person to call, in other words."""
    first, *others = reply.messages
    card = answerer.contact_card()
    if reply.status == Outcome.CHITCHAT:
        text = answerer.says("utter_still_here")
    elif reply.status in _REPLACED or reply.topic.journey == "complaint_feedback":
        text = answerer.says("utter_stuck", general=card.lines[-1].number)
        first = first.model_copy(update={"card": card})
    else:
        text = f"{answerer.says('utter_same_answer')}\n{first.text}"
    return reply.model_copy(update={"messages": [first.model_copy(update={"text": text}), *others]})


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
