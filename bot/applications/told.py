"""Where an application stands, as a card and in words. The person's number and name are masked."""

from collections.abc import Callable, Iterable
from datetime import date

from bot.applications.application import Application
from bot.applications.process import Process, ProcessBook, Said, Source
from bot.applications.standing import NotDue, Standing, standing
from bot.cards import SourceLine, StageLine, StatusCard

Says = Callable[..., str]


class StatusTeller:
    """Tells of applications with the prepared sentences of `says`."""

    def __init__(self, says: Says, item_name: Callable[[str], str], book: ProcessBook) -> None:
        self._says = says
        self._item_name = item_name
        self._book = book

    def cards(
        self,
        applications: Iterable[Application],
        process_of: Callable[[str, str | None], Process | None],
        today: date,
    ) -> list[StatusCard]:
        """A card each, in their order; `process_of` knows how an item's go in a region."""
        return [self.card(each, process_of(each.item, each.region), today) for each in applications]

    def card(self, application: Application, process: Process | None, today: date) -> StatusCard:
        """The card of one application as it stands `today`; `text` of it is enough by itself."""
        found = standing(application, process, today)
        return StatusCard(
            number=application.number.masked,
            item=application.item,
            item_name=self._item_name(application.item),
            applicant=application.masked_name,
            region=application.region,
            stage=found.stage.value,
            stage_name=self._stage(found.stage),
            since=found.since,
            stages=[
                StageLine(stage=each.stage.value, name=self._stage(each.stage), on=each.on)
                for each in application.events
            ],
            next_stage=self._stage(found.next) if found.next else None,
            is_last=found.is_last,
            due=found.due.on if found.due else None,
            due_by=self._why(process, found.due.limit) if process and found.due else None,
            wait=self._wait(found, process, today),
            late=found.late,
            late_by=found.late_by if found.late else None,
            advice=found.advice.value,
            advice_text=self._says(f"utter_status_do_{found.advice.value}"),
            note=found.note,
            sources=[_line(self._book.source(said)) for said in found.said],
            changed_on=application.changed_at.date(),
            demo=found.demo,
            notice=self._says("utter_status_demo") if found.demo else None,
        )

    def text(self, card: StatusCard) -> str:
        """The whole of the card in words."""
        says, day = self._says, _chinese
        lines = [
            says(
                "utter_status_one",
                item=card.item_name,
                stage=card.stage_name,
                since=day(card.since),
            ),
            says(
                "utter_status_whose",
                number=card.number,
                name=card.applicant,
                region=card.region or says("utter_status_no_region"),
            ),
        ]
        if len(card.stages) > 1:
            trail = says("utter_list_and").join(
                f"{each.name}{day(each.on)}" for each in card.stages
            )
            lines.append(says("utter_status_trail", stages=trail))
        if card.note:
            lines.append(says("utter_status_note", note=card.note))
        lines += [line for line in (self._next(card), card.wait) if line]
        if card.late_by:
            lines.append(says("utter_status_late", days=card.late_by))
        lines.append(card.advice_text)
        names = says("utter_list_and").join(
            dict.fromkeys(says("utter_source_title", title=each.title) for each in card.sources)
        )
        words = "utter_status_as_of" if names else "utter_status_as_of_no_source"
        lines.append(says(words, day=day(card.changed_on), sources=names))
        return "\n".join([*lines, *([card.notice] if card.notice else [])])

    def _next(self, card: StatusCard) -> str | None:
        if card.advice not in ("wait", "late_call", "unknown"):
            return None
        if card.next_stage:
            return self._says("utter_status_next", stage=card.next_stage)
        words = "utter_status_last" if card.is_last else "utter_status_next_unknown"
        return self._says(words)

    def _wait(self, found: Standing, process: Process | None, today: date) -> str | None:
        """By when, or why nobody can say; None where nothing is waited for."""
        if found.due and process:
            why = self._why(process, found.due.limit)
            return self._says("utter_status_due", due=_chinese(found.due.on), why=why)
        if found.not_due is NotDue.NO_CALENDAR and process:
            return self._says("utter_status_due_unpublished")
        if found.not_due in (NotDue.NO_LIMIT, NotDue.NO_START):
            return self._says("utter_status_due_unknown")
        return None

    def _why(self, process: Process, said: Said) -> str:
        """The sentence of the limit; a hint is told as that place's words."""
        if self._book.source(said).trust == "C":
            return self._says("utter_status_why_local", region=process.region, text=said.text)
        return said.text

    def _stage(self, stage: str) -> str:
        return self._says(f"utter_stage_{stage}")


def _line(source: Source) -> SourceLine:
    return SourceLine(title=source.title, date=source.date, url=source.url, trust=source.trust)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
