"""A check's verdict as the person reads it, and as data."""

from decimal import Decimal

from bot.cards import (
    BenefitLine,
    Button,
    ConditionLine,
    Message,
    Reply,
    SourceLine,
    VerdictCard,
)
from bot.outcomes import Outcome
from bot.policies.base import Trust
from bot.policies.benefits import Reckoned
from bot.policies.changes import Change, Step
from bot.policies.check import Judge
from bot.policies.check_choices import (
    StartScreen,
)
from bot.policies.check_writer import CheckWriter, say_day
from bot.policies.eligibility import Judged, Verdict
from bot.policies.facts import CITY, TODAY, Facts, Kind
from bot.policies.model import Aspect, Citation, Policy, Version
from bot.policies.partial_date import PartialDate
from bot.policies.replies import aspect_buttons
from bot.policies.said_facts import known_facts, say_number, say_value
from bot.policies.versions import standing_on

_LISTED = 8
_AFTERWARDS = [Aspect.MATERIALS, Aspect.PROCEDURE, Aspect.WHERE, Aspect.DEADLINE]


class VerdictReplies(CheckWriter):
    """Writes verdicts."""

    def judge(self, step: Judge, facts: Facts, before: list[str]) -> Reply:
        card = self.card(step.policy, step.version, step.verdict, facts)
        lines = [*before, *self._lines(step, card, facts)]
        buttons = self._afterwards(step)
        return Reply(
            messages=[Message(text="\n".join(lines), card=card, buttons=buttons)],
            status=Outcome.VERDICT,
            topic=self._topic(step.check),
            as_of=self._today,
        )

    def card(self, policy: Policy, version: Version, verdict: Verdict, facts: Facts) -> VerdictCard:
        """The verdict as data."""
        used = {name: facts[name] for name in self._used(version) if name in facts}
        return VerdictCard(
            policy=policy.id,
            name=policy.name,
            version=version.id,
            version_name=version.name,
            standing=standing_on(policy, version, verdict.on).value,
            as_of=verdict.on,
            verdict=verdict.verdict,
            rule_region=verdict.rule_place,
            rule_known=verdict.rule_known,
            known=known_facts(used, self._catalogue, self._words),
            conditions=[line for c in verdict.conditions for line in self._condition_lines(c, 0)],
            would_change=[self._change(change, facts) for change in verdict.would_change],
            benefit=[self._benefit_line(b) for b in verdict.benefit if b.applies is not False],
            to_read=[item.text for item in verdict.to_read],
            missing=[self._name(name) for name in verdict.missing],
            sources=self._sources(policy, version, verdict)[0],
            checked_on=str(version.checked_on),
        )

    def _used(self, version: Version) -> list[str]:
        rules = version.rulebook.rules()
        names = [name for rule in rules for name in rule.facts()]
        names += [name for rule in rules for item in rule.benefit for name in item.facts()]
        return [CITY, *dict.fromkeys(names)]

    def _lines(self, step: Judge, card: VerdictCard, facts: Facts) -> list[str]:
        verdict, policy, version = step.verdict, step.policy, step.version
        outside = verdict.period.result is False
        ended = outside and not _not_yet(version, verdict)
        lines = [self._says("utter_verdict_title", name=policy.name, version=version.name)]
        lines.append(self._headline(verdict, version, facts))
        if verdict.result is not None and not outside and self._rests_on_reposts(verdict):
            lines.append(self._says("utter_verdict_reposted"))
        lines += self._answerer.standing_lines(policy, version, self._today)
        if verdict.conditions:
            if outside:
                lines.append(
                    self._says(
                        "utter_verdict_ended_conditions"
                        if ended
                        else "utter_verdict_coming_conditions"
                    )
                )
            elif verdict.result is not None:
                lines.append(self._says("utter_verdict_because"))
            lines += self._reasons(verdict, outside)
        if verdict.missing:
            names = self._and([self._name(name) for name in verdict.missing])
            lines.append(self._says("utter_verdict_missing", names=names))
            lines += self._helps(verdict.missing)
        if verdict.result is False and not ended:
            lines += self._changes(card)
        if verdict.result is not False and card.benefit:
            lines.append(self._says("utter_verdict_benefit"))
            lines += [f"· {self._benefit(b)}" for b in verdict.benefit if b.applies is not False]
        if card.to_read and not ended:
            lines.append(self._says("utter_verdict_to_read"))
            lines += [f"· {item}" for item in card.to_read]
        if verdict.result is not None or verdict.missing:
            lines.append(self._says("utter_verdict_change_answer"))
        lines.append(self._sources(policy, version, verdict)[1])
        return lines

    @staticmethod
    def _rests_on_reposts(verdict: Verdict) -> bool:
        """Whether a condition that decides is known only from a repost; a place's rule says so."""
        cited = [judged.citation for judged in verdict.deciding if judged.citation]
        return verdict.rule_place is None and any(c.trust is Trust.C for c in cited)

    def _headline(self, verdict: Verdict, version: Version, facts: Facts) -> str:
        if verdict.period.result is False:
            coming = _not_yet(version, verdict)
            return self._says("utter_verdict_no_not_yet" if coming else "utter_verdict_no_ended")
        if not verdict.rule_known:
            if not version.rulebook.local:
                return self._says("utter_verdict_no_rule_anywhere")
            region = say_value(CITY, facts.get(CITY), self._catalogue, self._words)
            places = self._and(list(version.rulebook.local))
            return self._says("utter_verdict_no_rule_here", region=region, regions=places)
        if verdict.result is None:
            return self._says("utter_verdict_unknown")
        name = "no" if verdict.result is False else "yes_so_far" if verdict.to_read else "yes"
        if verdict.rule_place:
            return self._says(f"utter_verdict_local_{name}", region=verdict.rule_place)
        return self._says(f"utter_verdict_{name}")

    def _reasons(self, verdict: Verdict, outside: bool) -> list[str]:
        """The deciding conditions; all top ones where nothing is decided, or only the day is."""
        if verdict.result is not None and not outside:
            shown: list[Judged] = list(verdict.deciding)
        else:
            shown = list(verdict.conditions)
        return [self._reason(judged) for judged in shown]

    def _reason(self, judged: Judged) -> str:
        value = ""
        if judged.fact and judged.fact != TODAY and judged.value is not None:
            said = say_value(judged.fact, judged.value, self._catalogue, self._words)
            value = self._says("utter_condition_value", value=said)
        clause = self._says("utter_condition_clause", clause=judged.clause) if judged.clause else ""
        return self._says(
            f"utter_condition_{judged.answer}",
            text=self._condition_text(judged),
            value=value,
            clause=clause,
        )

    def _condition_text(self, judged: Judged) -> str:
        if judged.text:
            return judged.text
        if judged.fact:
            return self._name(judged.fact)
        parts = self._words.say("utter_change_or").join(map(self._condition_text, judged.parts))
        return f"{self._says(f'utter_condition_{judged.kind}')}（{parts}）"

    def _condition_lines(self, judged: Judged, depth: int) -> list[ConditionLine]:
        citation = judged.citation
        line = ConditionLine(
            text=judged.text
            or (
                self._name(judged.fact)
                if judged.fact
                else self._says(f"utter_condition_{judged.kind}")
            ),
            result=judged.answer,
            kind=judged.kind,
            fact=judged.fact,
            fact_name=self._name(judged.fact) if judged.fact else None,
            value=say_value(judged.fact, judged.value, self._catalogue, self._words)
            if judged.fact and judged.value is not None
            else None,
            document=citation.label if citation else None,
            clause=judged.clause,
            trust=citation.trust.value if citation else None,
            depth=depth,
        )
        return [
            line,
            *(below for part in judged.parts for below in self._condition_lines(part, depth + 1)),
        ]

    def _helps(self, missing: tuple[str, ...]) -> list[str]:
        facts = [self._catalogue.facts[name] for name in missing if name in self._catalogue.facts]
        return [
            f"· {self._says('utter_verdict_missing_help', name=fact.name, help=fact.help)}"
            for fact in facts[:_LISTED]
            if fact.help
        ]

    def _changes(self, card: VerdictCard) -> list[str]:
        if not card.would_change:
            return [self._says("utter_verdict_no_changes")]
        return [self._says("utter_verdict_changes"), *(f"· {text}" for text in card.would_change)]

    def _change(self, change: Change, facts: Facts) -> str:
        steps = [self._step(step, facts) for step in change.steps]
        text = self._says("utter_change_and").join(steps)
        return text if change.then else text + self._says("utter_change_then_more")

    def _step(self, step: Step, facts: Facts) -> str:
        if step.wait_until:
            day = say_day(step.wait_until)
            if step.fact == TODAY:
                return self._says("utter_change_wait_day", day=day)
            return self._says("utter_change_wait", day=day, name=self._name(step.fact))
        value, name = step.value, self._name(step.fact)
        if isinstance(value, bool):
            return self._says("utter_change_yes" if value else "utter_change_no", name=name)
        had = facts.get(step.fact)
        fact = self._catalogue.facts.get(step.fact)
        if fact and fact.kind is Kind.NUMBER and not isinstance(value, str | tuple | PartialDate):
            assert value is not None
            assert had is None or isinstance(had, Decimal)
            difference = value - had if had is not None else value
            return self._says(
                "utter_change_number_up" if difference > 0 else "utter_change_number_down",
                name=name,
                value=say_number(value),
                unit=fact.unit or "",
                difference=say_number(abs(difference)),
            )
        said = say_value(step.fact, value, self._catalogue, self._words)
        return self._says("utter_change_choice", name=name, value=said)

    def _benefit(self, item: Reckoned) -> str:
        text = item.text + (self._says("utter_benefit_year", year=item.year) if item.year else "")
        if item.amount is not None and item.missing == ():
            return self._says(
                "utter_benefit_amount",
                text=text,
                amount=say_number(item.amount),
                unit=item.unit or "",
            )
        if item.missing and item.unit:
            names = self._and([self._name(name) for name in item.missing])
            return self._says("utter_benefit_missing", text=text, names=names)
        return text

    def _benefit_line(self, item: Reckoned) -> BenefitLine:
        return BenefitLine(
            text=item.text,
            amount=say_number(item.amount)
            if item.amount is not None and not item.missing
            else None,
            unit=item.unit,
            months=item.months,
            document=item.document,
            clause=item.clause,
            year=item.year,
        )

    def _sources(
        self, policy: Policy, version: Version, verdict: Verdict
    ) -> tuple[list[SourceLine], str]:
        citations = [c for judged in verdict.conditions for c in _citations(judged)]
        citations += [item.citation for item in verdict.benefit if item.citation]
        citations += [item.citation for item in verdict.to_read if item.citation]
        names = list(dict.fromkeys(citation.source for citation in citations))
        return self._answerer.sources(policy, version, names)

    def _afterwards(self, step: Judge) -> list[Button]:
        held = [aspect for aspect in _AFTERWARDS if step.version.tells(aspect)]
        buttons = aspect_buttons(step.policy, held[:3], self._answerer)
        return [*buttons, self._button("utter_button_screen", StartScreen().payload)]


def _not_yet(version: Version, verdict: Verdict) -> bool:
    """Whether the version has not begun, so that it is waited for."""
    start = version.period.start
    return start is not None and verdict.on < start.first


def _citations(judged: Judged) -> list[Citation]:
    own = [judged.citation] if judged.citation else []
    return own + [c for part in judged.parts for c in _citations(part)]
