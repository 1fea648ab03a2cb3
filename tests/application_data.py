"""Invented people and applications. Their numbers fit by check digit and are nobody's."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.applications.application import Entry, Event
from bot.identity.numbers import Number, NumberKind
from bot.sealing import Sealer

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ANN = Number(NumberKind.ID_NUMBER, "320000180001010098")
BOB = Number(NumberKind.ID_NUMBER, "32000018000101008X")
FIRM = Number(NumberKind.CREDIT_CODE, "91320000MA00000003")
PHONE = Number(NumberKind.MOBILE, "15400000001")
OTHER_PHONE = Number(NumberKind.MOBILE, "15400000002")


def number(value: str) -> Number:
    """A bureau's number."""
    return Number(NumberKind.APPLICATION_NUMBER, value)


def digests(sealer: Sealer, number: Number) -> list[str]:
    """What to look for in the store."""
    return sealer.digests(number.kind, number.value)


def entry(value: str, person: Number, *events: Event, **more: Any) -> Entry:
    """What a bureau tells of one application."""
    told = {
        "name": "张三丰",
        "item": "demo_registration",
        "region": "示甲市",
        "phone": PHONE,
        "line": 2,
        **more,
    }
    return Entry(number=number(value), person=person, events=events, **told)
