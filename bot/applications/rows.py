"""A bureau's lines, one event each, read into one entry for each application."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.applications import cells
from bot.applications.application import Entry, Event, Stage
from bot.applications.cells import BadCell
from bot.applications.columns import Column, Header
from bot.applications.names import STAGES, Knowledge, item_named, region_named, stage_named
from bot.applications.table import Cell, Line
from bot.errors import BadImport

_DEMO = "演示"
Value = TypeVar("Value")


def read_entries(lines: list[Line], knowledge: Knowledge, today: date) -> list[Entry]:
    """One entry for each application, in the file's order. BadImport with every fault.

    Events keep the file's order where they are of one day. The same line twice is as good as once.
    """
    if len(lines) < 2:
        raise BadImport(["文件里没有数据：第一行要是列名，后面每行一个环节"])
    header = Header(lines[0])
    told: dict[str, Entry] = {}
    faults: list[str] = []
    for line in lines[1:]:
        reading = _Reading(header, line, knowledge, today)
        entry = reading.entry()
        if entry is None:
            faults += reading.faults
        elif before := told.get(entry.number.value):
            faults += _differences(before, entry, header)
            told[entry.number.value] = _joined(before, entry)
        else:
            told[entry.number.value] = entry
    if faults:
        raise BadImport(faults)
    return [_in_order(entry) for entry in told.values()]


def _differences(before: Entry, entry: Entry, header: Header) -> Iterator[str]:
    """What a later line tells otherwise: every line of one number is of the same application."""
    pairs: Iterable[tuple[Column, object, object]] = (
        (Column.PERSON, before.person, entry.person),
        (Column.NAME, before.name, entry.name),
        (Column.PHONE, before.phone, entry.phone),
        (Column.ITEM, before.item, entry.item),
        (Column.REGION, before.region, entry.region),
        (Column.DEMO, before.demo, entry.demo),
    )
    for column, one, other in pairs:
        if one is not None and other is not None and one != other:
            told = f"同一个编号，和前面（第{before.line}行起）写的不一样"
            yield f"第{entry.line}行 {header.titles[column]}：{told}"
    event = entry.events[0]
    if (same := _same(before, event)) and same.note and event.note and same.note != event.note:
        told = "同一天的同一个环节，前面写的不一样"
        yield f"第{entry.line}行 {header.titles[Column.NOTE]}：{told}"


def _joined(before: Entry, entry: Entry) -> Entry:
    event = entry.events[0]
    same = _same(before, event)
    events = [each for each in before.events if each is not same or not event.note]
    if same is None or event.note:
        events.append(event)
    return replace(
        before,
        phone=before.phone or entry.phone,
        region=before.region or entry.region,
        events=tuple(events),
    )


def _same(entry: Entry, event: Event) -> Event | None:
    """What the entry tells of the same stage on the same day."""
    told = ((each.stage, each.on) for each in entry.events)
    at = list(told)
    key = (event.stage, event.on)
    return entry.events[at.index(key)] if key in at else None


def _in_order(entry: Entry) -> Entry:
    return replace(entry, events=tuple(sorted(entry.events, key=lambda event: event.on)))


class _Reading:
    """Reads one line; what is wrong with it is collected."""

    def __init__(self, header: Header, line: Line, knowledge: Knowledge, today: date) -> None:
        self._header = header
        self._line = line.number
        self._cells = header.cells(line)
        self._knowledge = knowledge
        self._today = today
        self.faults: list[str] = []

    def entry(self) -> Entry | None:
        """The entry with one event; None when there are faults."""
        number = self._read(Column.NUMBER, cells.application_number)
        name = self._read(Column.NAME, cells.name)
        person = self._read(Column.PERSON, cells.person_number)
        phone = self._read(Column.PHONE, cells.mobile)
        item = self._read(Column.ITEM, self._item)
        region = self._read(Column.REGION, self._region)
        stage = self._read(Column.STAGE, _stage)
        on = self._read(Column.ON, lambda cell: cells.day(cell, self._today))
        note = self._read(Column.NOTE, cells.note)
        demo = self._read(Column.DEMO, cells.yes) or False
        if name and demo != (_DEMO in name):
            message = f"演示数据要在“{_DEMO}”一列写“是”，名称里也要有“{_DEMO}”；两样只有一样"
            self._fault(Column.NAME, message)
        if self.faults or not (number and name and person and item and stage and on):
            return None
        event = Event(stage, on, note)
        return Entry(number, person, name, item, (event,), phone, region, demo, self._line)

    def _read(self, column: Column, read: Callable[[Cell], Value]) -> Value | None:
        if column not in self._cells:
            return None
        try:
            return read(self._cells[column])
        except BadCell as bad:
            self._fault(column, str(bad))
            return None

    def _fault(self, column: Column, message: str) -> None:
        self.faults.append(f"第{self._line}行 {self._header.titles[column]}：{message}")

    def _item(self, cell: Cell) -> str:
        if found := item_named(self._knowledge, cells.text(cell)):
            return found
        raise BadCell("没有这个办事事项，请照知识库里的名称、别名或 id 写")

    def _region(self, cell: Cell) -> str | None:
        if cell == "":
            return None
        if found := region_named(self._knowledge, cells.text(cell)):
            return found
        raise BadCell("没有这个地区，请照 regions.yml 写")


def _stage(cell: Cell) -> Stage:
    if stage := stage_named(cells.text(cell)):
        return stage
    raise BadCell(f"没有这个环节，可写：{'、'.join(names[0] for names in STAGES.values())}")
