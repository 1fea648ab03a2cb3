"""Answers before the trip: what is known of a service item, and the check of the materials."""

import re
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.checklist_talk import Answer, shown
from actions.in_context import before_a_trip
from actions.item_talk import about, region_of
from actions.kept import kept_region
from actions.policy_talk import answer_policy
from actions.said import Said
from actions.turn import TopicAction
from bot.cards import Reply
from bot.policies.checklist_choices import ChecklistChoice, ItemChoice, TickChoice, read_item_choice
from bot.policies.checklists import Mark, checklist_for, read_state
from bot.policies.linking import unlinked_name
from bot.policies.model import Aspect
from bot.policies.one_visit_replies import Meant, ask_which_item, meant
from bot.policies.store import Edition
from bot.policies.ticks import read_ticks

# Words of a person who wants to go through the list, not to be told it.
_CHECK = re.compile(
    r"核对|核实一下|对一?对|对一下|对一遍|过一遍|检查|清点|点一点|齐不齐|[带备]齐|[带备]全|全不全|全了没|齐了|齐没|够不够|够了|差什么|缺什么|少什么|差啥|缺啥|少啥|漏|"
    r"还要带|我带了|我有了|准备好了"
)


class ActionOneVisit(TopicAction):
    """What is known of the item that is meant, or the check of its materials."""

    named = "action_one_visit"

    def respond(
        self, said: Said, tracker: Tracker, edition: Edition
    ) -> tuple[Reply, dict[str, Any]]:
        today = self._core.today()
        choice = read_item_choice(said.text, edition.knowledge)
        if choice:
            return self._pressed(choice, tracker, edition)
        region = region_of(said, tracker, edition.knowledge)
        check = bool(_CHECK.search(said.text)) or before_a_trip(said)
        found = meant(said.links, tracker.slots, edition)
        if not found.items and said.links.policies:
            # “最多跑一次是什么意思”: no item serves it, it explains itself.
            return answer_policy(self._core, edition, tracker, said, Aspect.OVERVIEW)
        named = said.links.service_items or said.links.policies
        if not named and unlinked_name(said.text, said.links):
            # What was named is not what was talked about before.
            found = Meant(())
        if not found.item:
            return ask_which_item(found, said.text, edition, today, check), {"region": region}
        checklist = checklist_for(found.item, region, edition.knowledge)
        marks = read_ticks(said.text, checklist.entries, ())
        if (check and checklist.entries) or marks:
            return shown(self._core, edition, checklist.marked(marks))
        return about(self._core, edition, found.item, Aspect.OVERVIEW, region, asked=said.text)

    def _pressed(
        self, choice: ItemChoice | ChecklistChoice | TickChoice, tracker: Tracker, edition: Edition
    ) -> Answer:
        knowledge = edition.knowledge
        item = knowledge.find_service_item(choice.item)
        region = choice.city or kept_region(tracker, knowledge)
        if isinstance(choice, ItemChoice):
            return about(self._core, edition, item, choice.aspect, region)
        checklist = read_state(tracker.slots.get("checklist"), knowledge)
        if isinstance(choice, ChecklistChoice):
            # A list that was left half done is gone on with.
            left = checklist if checklist and checklist.open else None
            if left is None or (left.item.id, left.region) != (item.id, region):
                left = checklist_for(item, region, knowledge)
            return shown(self._core, edition, left)
        if checklist is None or checklist.item.id != item.id or checklist.region != choice.city:
            checklist = checklist_for(item, choice.city, knowledge)
        mark = Mark.HAVE if choice.have else Mark.MISSING if choice.mine else Mark.NOT_MINE
        entries = [choice.entry] if choice.entry else [entry.id for entry in checklist.open]
        return shown(self._core, edition, checklist.marked(dict.fromkeys(entries, mark)))
