"""A provincial system over HTTP, in a neutral shape that its gateway translates to.

    POST {url}/applications
    Authorization: Bearer {token}
    {"kind": "id_number" | "credit_code", "number": "…"}

    200
    {"applications": [
        {"number": "YZ2026110001", "name": "…", "phone": "…" | null,
         "item": id, name or alias of a service item, "region": name | null,
         "events": [{"stage": "accepted", "on": "2026-11-02", "note": "…" | null}, …]}]}

Stages are those of `bot.applications.application.Stage`. Nobody known is an empty list. Other keys
are not read. The number of the person stands in the body alone, never in an address.
"""

import time
from collections.abc import Callable
from datetime import date

import httpx
from pydantic import BaseModel, Field, ValidationError

from bot.adaptors.own_machine import is_on_this_machine
from bot.applications.application import NAME_LENGTH, NOTE_LENGTH, Entry, Event, Stage
from bot.applications.names import Knowledge, item_named, region_named
from bot.errors import ProvincialUnavailable
from bot.identity.numbers import Number, NumberKind, read_number

MOST_BYTES = 1_000_000
_MOST_APPLICATIONS = 200
_MOST_EVENTS = 100


class _Event(BaseModel):
    stage: Stage
    on: date
    note: str | None = Field(default=None, max_length=NOTE_LENGTH)


class _Application(BaseModel):
    number: str
    name: str = Field(min_length=1, max_length=NAME_LENGTH)
    phone: str | None = None
    item: str
    region: str | None = None
    events: list[_Event] = Field(min_length=1, max_length=_MOST_EVENTS)


class _Answer(BaseModel):
    applications: list[_Application] = Field(max_length=_MOST_APPLICATIONS)


class HttpProvincial:
    """The Provincial over HTTP. `timeout` is in seconds: for connecting, and for the answer."""

    def __init__(
        self, url: str, token: str, knowledge: Callable[[], Knowledge], timeout: float
    ) -> None:
        """ValueError for an address without TLS, unless it is on this machine."""
        address = httpx.URL(url)
        if address.scheme != "https" and not is_on_this_machine(address.host):
            raise ValueError("the provincial system has to be reached by https")
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"},
            timeout=timeout,
            trust_env=False,
        )
        self._knowledge = knowledge
        self._timeout = timeout

    def fetch(self, person: Number) -> list[Entry]:
        """See Provincial. A connection that was not made is tried once more."""
        try:
            content = self._asked(person)
        except httpx.HTTPError as error:
            # The kind alone: an answer may hold what is personal.
            raise ProvincialUnavailable(type(error).__name__) from None
        try:
            answer = _Answer.model_validate_json(content)
        except ValidationError:
            raise ProvincialUnavailable("malformed answer") from None
        entries = [self._entry(each, person) for each in answer.applications]
        if len({entry.number.value for entry in entries}) < len(entries):
            raise ProvincialUnavailable("a number twice")
        return entries

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _asked(self, person: Number) -> bytes:
        body = {"kind": str(person.kind), "number": person.value}
        try:
            return self._answer(body)
        except httpx.ConnectError:
            return self._answer(body)

    def _answer(self, body: dict[str, str]) -> bytes:
        deadline = time.monotonic() + self._timeout
        content = bytearray()
        with self._http.stream("POST", "applications", json=body) as response:
            if response.status_code != httpx.codes.OK:
                raise ProvincialUnavailable(f"status {response.status_code}")
            for piece in response.iter_bytes():
                content += piece
                if len(content) > MOST_BYTES:
                    raise ProvincialUnavailable("answer too large")
                # httpx counts each read by itself; this counts the answer.
                if time.monotonic() > deadline:
                    raise ProvincialUnavailable("answer too slow")
        return bytes(content)

    def _entry(self, told: _Application, person: Number) -> Entry:
        knowledge = self._knowledge()
        number = read_number(told.number)
        phone = read_number(told.phone) if told.phone else None
        item = item_named(knowledge, told.item)
        region = region_named(knowledge, told.region) if told.region else None
        if number is None or number.kind is not NumberKind.APPLICATION_NUMBER:
            raise ProvincialUnavailable("not an application number")
        if told.phone and (phone is None or phone.kind is not NumberKind.MOBILE):
            raise ProvincialUnavailable("not a mobile number")
        if item is None or (told.region and region is None):
            raise ProvincialUnavailable("an item or region that is not known")
        events = {
            (each.on, each.stage): Event(each.stage, each.on, each.note or None)
            for each in told.events
        }
        return Entry(
            number=number,
            person=person,
            name=told.name,
            item=item,
            events=tuple(sorted(events.values(), key=lambda event: event.on)),
            phone=phone,
            region=region,
        )
