"""The results of a screening as the person reads them."""

from bot.cards import (
    Button,
    Message,
    Reply,
    ScreenedPolicy,
    ScreeningCard,
    Topic,
)
from bot.outcomes import Outcome
from bot.policies.check import Show
from bot.policies.check_choices import (
    StartCheck,
)
from bot.policies.check_writer import SCREEN_JOURNEY, CheckWriter, say_day
from bot.policies.facts import Facts
from bot.policies.judging import Truth
from bot.policies.said_facts import known_facts, say_fact
from bot.policies.screening import Screened, unjudged

_LISTED = 8
_POLICIES_OFFERED = 3


class ScreeningReplies(CheckWriter):
    """Writes the list of all policies."""

    def show(self, step: Show, facts: Facts, before: list[str]) -> Reply:
        known = known_facts(facts, self._catalogue, self._words)
        others = unjudged(self._knowledge, self._today, step.check.audience)
        card = ScreeningCard(
            as_of=self._today,
            known=known,
            results=[self._screened(each) for each in step.results],
            unjudged=[policy.name for policy in others],
        )
        day = say_day(self._today)
        told = self._and([say_fact(each, self._words) for each in known])
        lines = [*before]
        lines.append(
            self._says("utter_screen_title", facts=told, day=day)
            if known
            else self._says("utter_screen_title_nothing", day=day)
        )
        yes, unknown, no = (_with(step.results, result) for result in (True, None, False))
        if yes:
            lines.append(self._says("utter_screen_yes", count=len(yes)))
            lines += [f"· {each.policy.name}（{each.version.name}）" for each in yes]
        if unknown:
            lines.append(self._says("utter_screen_unknown", count=len(unknown)))
            lines += [f"· {self._open(each)}" for each in unknown[:_LISTED]]
            if len(unknown) > _LISTED:
                lines.append(self._says("utter_screen_more", count=len(unknown)))
        if no:
            names = self._and([each.policy.name for each in no[:_LISTED]])
            if len(no) > _LISTED:
                names += self._says("utter_screen_more", count=len(no))
            lines.append(self._says("utter_screen_no", count=len(no), names=names))
        if others:
            lines.append(self._says("utter_screen_unjudged", count=len(others)))
        lines.append(self._says("utter_screen_note"))
        buttons = [
            Button(title=each.policy.name, payload=StartCheck(policy=each.policy.id).payload)
            for each in [*yes, *unknown][:_POLICIES_OFFERED]
        ]
        return Reply(
            messages=[Message(text="\n".join(lines), card=card, buttons=buttons)],
            status=Outcome.SCREENED,
            topic=Topic(journey=SCREEN_JOURNEY, policies=[each.policy.id for each in yes]),
            as_of=self._today,
        )

    def _open(self, each: Screened) -> str:
        if not each.missing:
            return self._says("utter_screen_unknown_line_local", name=each.policy.name)
        names = [self._name(name) for name in each.missing]
        missing = self._and(names[:3])
        if len(names) > 3:
            missing += self._says("utter_screen_more", count=len(names))
        return self._says("utter_screen_unknown_line", name=each.policy.name, missing=missing)

    def _screened(self, each: Screened) -> ScreenedPolicy:
        return ScreenedPolicy(
            policy=each.policy.id,
            name=each.policy.name,
            version_name=each.version.name,
            verdict="yes" if each.result else "unknown" if each.result is None else "no",
            missing=[self._name(name) for name in each.missing],
        )


def _with(results: list[Screened], result: Truth) -> list[Screened]:
    return [each for each in results if each.result is result]
