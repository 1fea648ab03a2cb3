"""The turns that the person may go back to, each with what the slots held before it."""

from dataclasses import dataclass
from typing import Any

from bot.cards import Reply

_KEPT = 6
# A turn of these can be told again; a booking cannot be made a second time.
_CAN_BE_TOLD_AGAIN = {
    "policy_info",
    "eligibility_check",
    "benefits_screen",
    "loan_info",
    "loan_calc",
    "one_visit",
}
# A turn of these leaves nothing to go back to, and nothing that stands in the way.
_BESIDE = {"chitchat", "out_of_scope", "unclear", "human", "complaint_feedback", "status_query"}
_OWN = {"trail", "earlier", "patience"}


@dataclass(frozen=True)
class Step:
    """One turn: what was said, which action answered, and the slots that it changed, as before."""

    text: str
    intent: str
    action: str
    journey: str
    old: dict[str, Any]


@dataclass(frozen=True)
class Trail:
    """The steps, the newest last."""

    steps: tuple[Step, ...]

    @classmethod
    def read(cls, slots: dict[str, Any]) -> "Trail":
        """What the conversation's slots hold."""
        return cls(tuple(Step(**step) for step in slots.get("trail") or ()))

    def slot(self) -> list[dict[str, Any]]:
        """As the conversation keeps it."""
        return [vars(step) for step in self.steps]

    def after(
        self,
        said: tuple[str, str, str],
        reply: Reply,
        before: dict[str, Any],
        changed: dict[str, Any],
    ) -> "Trail":
        """The trail after a turn that said (text, intent) to an action and `changed` slots."""
        old = _old(before, changed)
        journey = reply.topic.journey
        if journey in _CAN_BE_TOLD_AGAIN and not _only_asked_again(before, changed):
            return Trail((*self.steps, Step(*said, journey, old))[-_KEPT:])
        beside = journey in _BESIDE or journey in _CAN_BE_TOLD_AGAIN
        return self.beside(before, changed) if beside else Trail(())

    def beside(self, before: dict[str, Any], changed: dict[str, Any]) -> "Trail":
        """The trail after a turn that is not gone back to; what it `changed` is undone, too."""
        if not self.steps:
            return self
        *steps, last = self.steps
        old = {**_old(before, changed), **last.old}
        return Trail((*steps, Step(**{**vars(last), "old": old})))

    def back(self, slots: dict[str, Any]) -> "Back | None":
        """The step before the last one, to be told again; None where there is none."""
        if len(self.steps) < 2:
            return None
        *before, again, last = self.steps
        restored = {**slots, **last.old, **again.old}
        return Back(again, restored, Trail(tuple(before)))


def _only_asked_again(before: dict[str, Any], changed: dict[str, Any]) -> bool:
    """Whether the turn did no more than to put the same question again."""
    for name in ("check", "loan"):
        was, now = before.get(name), changed.get(name)
        if isinstance(was, dict) and isinstance(now, dict) and now.get("asked"):
            counted = {"shown", "misses"}
            same = {k: v for k, v in was.items() if k not in counted} == {
                k: v for k, v in now.items() if k not in counted
            }
            told = "facts" in changed and changed["facts"] != before.get("facts")
            return same and not told
    return False


def _old(before: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {
        name: before.get(name)
        for name, value in changed.items()
        if name not in _OWN and before.get(name) != value
    }


@dataclass(frozen=True)
class Back:
    """What to tell again, the slots as they were before it, and the trail up to it."""

    step: Step
    slots: dict[str, Any]
    trail: Trail
