"""The replies of the check before the trip: what is asked, and “complete” or what is missing."""

from datetime import date

from bot.cards import Button, ChecklistCard, ChecklistEntry, Message, Reply, Topic
from bot.outcomes import Outcome
from bot.policies.answer import Answerer
from bot.policies.base import Trust
from bot.policies.checklist_choices import ChecklistChoice, ItemChoice, TickChoice
from bot.policies.checklists import Checklist, Entry, Mark, checklist_for, places_with_entries
from bot.policies.cited import Cited
from bot.policies.model import Aspect
from bot.policies.service_items import ItemSection, ServiceItem
from bot.policies.ticks import words_of

JOURNEY = "one_visit"
_PLACES_OFFERED = 4


def reply_to_checklist(checklist: Checklist, answerer: Answerer, today: date) -> Reply:
    """The list as it stands: the question, or the result once nothing is open."""
    if not checklist.entries:
        return _nothing_to_check(checklist, answerer, today)
    return _Composition(checklist, answerer, today).reply()


def outcome_of(checklist: Checklist) -> Outcome:
    """How the turn ends that shows `checklist`."""
    if checklist.open:
        return Outcome.CHECKLIST_OPEN
    return Outcome.CHECKLIST_MISSING if checklist.missing else Outcome.CHECKLIST_COMPLETE


class _Composition:
    """One reply in the making."""

    def __init__(self, checklist: Checklist, answerer: Answerer, today: date) -> None:
        self._list = checklist
        self._item = checklist.item
        self._answerer = answerer
        self._says = answerer.says
        self._today = today
        self._cited = Cited(self._item.documents, self._item.sources, answerer.says)

    def reply(self) -> Reply:
        for entry in self._list.entries:
            self._cited.cite(entry.material.source)
        lines = [self._title()]
        lines += [
            self._says(
                f"utter_box_{self._list.marks.get(entry.id, 'open')}", text=self._text(entry)
            )
            for entry in self._list.entries
        ]
        lines += self._asking() if self._list.open else self._result()
        lines += self._beside()
        card = self._card()
        lines.append(
            self._says(
                "utter_sources",
                sources=self._cited.words(),
                checked_on=self._item.checked_on.chinese,
            )
        )
        message = Message(text="\n".join(lines), card=card, buttons=self._buttons())
        return Reply(
            messages=[message],
            status=outcome_of(self._list),
            topic=topic_of(self._item),
            as_of=self._today,
        )

    # -- lines

    def _title(self) -> str:
        if self._list.region:
            return self._says(
                "utter_checklist_title_of_place", name=self._item.name, region=self._list.region
            )
        return self._says("utter_checklist_title", name=self._item.name)

    def _text(self, entry: Entry) -> str:
        text = entry.id
        if entry.material.applies_to:
            who = entry.material.applies_to
            text = self._says("utter_checklist_entry_for", item=text, who=who)
        if entry.material.optional:
            text = self._says("utter_checklist_entry_optional", item=text)
        if not entry.region:
            return text
        reposted = self._cited.trust(entry.material) is Trust.C
        return self._says(
            "utter_checklist_entry_of_place_reposted"
            if reposted
            else "utter_checklist_entry_of_place",
            item=text,
            region=entry.region,
            year=self._cited.year(entry.material),
        )

    def _asking(self) -> list[str]:
        if not self._list.marks:
            words = words_of(self._list.open[0])
            example = min((word for word in words if len(word) > 2), key=len, default=words[0])
            return [self._says("utter_checklist_how", example=example)]
        return [self._says("utter_checklist_left", names=self._names(self._list.open))]

    def _result(self) -> list[str]:
        if self._list.missing:
            missing = self._names(self._list.missing)
            return [
                self._says("utter_checklist_missing", names=missing),
                self._says("utter_checklist_how_to_get"),
                self._whole(),
            ]
        have = [e for e in self._list.entries if self._list.marks.get(e.id) is Mark.HAVE]
        if not have:
            return [self._says("utter_checklist_nothing_needed"), self._whole()]
        return [self._says("utter_checklist_complete", names=self._names(have)), self._whole()]

    def _whole(self) -> str:
        """Nobody can promise more than the source does."""
        whole = self._item.complete_by
        return self._says("utter_checklist_whole" if whole else "utter_checklist_not_whole")

    def _beside(self) -> list[str]:
        """What cannot be ticked: remarks, what may not be asked for, places with more."""
        lines = []
        if not self._list.open:
            told = [
                *(m for _, m in self._list.remarks),
                *self._item.of(ItemSection.NOT_TO_BE_ASKED),
            ]
            for statement in told:
                self._cited.cite(statement.source)
                lines.append(self._says("utter_checklist_beside", text=statement.text))
        if not self._list.region and (places := places_with_entries(self._item)):
            lines.append(self._says("utter_checklist_more_places", regions=self._join(places)))
        if self._list.region and not any(entry.region for entry in self._list.entries):
            lines.append(self._says("utter_city_none", region=self._list.region))
        if any(entry.region for entry in self._list.entries):
            lines.append(self._says("utter_item_confirm_local"))
        if any(self._cited.trust(entry.material) is Trust.C for entry in self._list.entries):
            lines.append(self._says("utter_item_confirm_reposted"))
        return lines

    def _names(self, entries: list[Entry]) -> str:
        return self._join([entry.id for entry in entries])

    def _join(self, parts: list[str]) -> str:
        return self._says("utter_list_and").join(parts)

    # -- buttons and card

    def _buttons(self) -> list[Button]:
        if not self._list.open:
            return [self._button(ItemChoice(item=self._item.id, city=self._list.region))]
        ticks = []
        for entry in self._list.open:
            ticks.append(self._tick(entry.id, have=True))
            if entry.material.applies_to:
                ticks.append(self._tick(entry.id, have=False, mine=False))
        if len(self._list.open) > 1:
            ticks += [self._tick(None, have=True), self._tick(None, have=False)]
        else:
            ticks.append(self._tick(self._list.open[0].id, have=False))
        return [*(self._button(tick) for tick in ticks), *self._places()]

    def _tick(self, entry: str | None, have: bool, mine: bool = True) -> TickChoice:
        return TickChoice(
            item=self._item.id, city=self._list.region, entry=entry, have=have, mine=mine
        )

    def _button(self, choice: TickChoice | ItemChoice) -> Button:
        return Button(title=choice.title(self._says), payload=choice.payload)

    def _places(self) -> list[Button]:
        if self._list.region or self._list.marks:
            return []
        return place_buttons(self._item, places_with_entries(self._item))

    def _card(self) -> ChecklistCard:
        return ChecklistCard(
            item=self._item.id,
            name=self._item.name,
            region=self._list.region,
            as_of=self._today,
            entries=[self._entry(entry) for entry in self._list.entries],
            missing=[entry.id for entry in self._list.missing],
            complete=self._list.complete,
            whole=self._item.complete_by is not None,
            sources=self._cited.lines(),
            checked_on=str(self._item.checked_on),
        )

    def _entry(self, entry: Entry) -> ChecklistEntry:
        mark = self._list.marks.get(entry.id)
        return ChecklistEntry(
            id=entry.id,
            text=entry.material.text,
            applies_to=entry.material.applies_to,
            optional=entry.material.optional,
            have=None if mark in (None, Mark.NOT_MINE) else mark is Mark.HAVE,
            needed=mark is not Mark.NOT_MINE,
            region=entry.region,
            source=self._cited.cite(entry.material.source),
            trust=self._cited.trust(entry.material).value,
        )


def place_buttons(item: ServiceItem, places: list[str]) -> list[Button]:
    """Start the list of `item` for each place."""
    return [
        Button(title=place, payload=ChecklistChoice(item=item.id, city=place).payload)
        for place in places[:_PLACES_OFFERED]
    ]


def topic_of(item: ServiceItem, journey: str = JOURNEY, aspect: Aspect | None = None) -> Topic:
    """What a turn about `item` was about."""
    return Topic(
        journey=journey,
        aspect=aspect.value if aspect else None,
        policies=[item.policy] if item.policy else [],
        service_item=item.id,
    )


def _nothing_to_check(checklist: Checklist, answerer: Answerer, today: date) -> Reply:
    """No list that holds here: ask for the place where only places have one, else say so."""
    item, region = checklist.item, checklist.region
    places = places_with_entries(item)
    says = answerer.says
    if region:
        text = says("utter_checklist_none_here", name=item.name, region=region)
    elif places:
        regions = says("utter_list_and").join(places)
        text = says("utter_checklist_which_place", name=item.name, regions=regions)
    else:
        text = says("utter_checklist_none", name=item.name)
    asked = bool(places) and not region
    choice = ItemChoice(item=item.id, city=region)
    buttons = place_buttons(item, places) if asked else []
    buttons.append(Button(title=choice.title(says), payload=choice.payload))
    message = Message(text=text, card=None if asked else answerer.contact_card(), buttons=buttons)
    status = Outcome.CLARIFY if asked else Outcome.NOT_IN_KNOWLEDGE
    return Reply(messages=[message], status=status, topic=topic_of(item), as_of=today)


def can_be_checked(item: ServiceItem, region: str | None, answerer: Answerer) -> bool:
    """Whether there is a list to go through, here or in some place."""
    fresh = checklist_for(item, region, answerer.knowledge)
    return bool(fresh.entries) or (region is None and bool(places_with_entries(item)))
