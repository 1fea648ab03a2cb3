"""The one error tree; raise these inside, translate them at the door.

SuyetongError
├── ConfigError              a setting is missing or wrong
├── KnowledgeError           the knowledge base cannot be read; carries every fault
├── UnknownPolicy            no policy or version has this id or name
├── UnknownRegion            no region has this name
├── UnknownServiceItem       no service item has this id or name
├── BadInput                 what the person or client sent cannot be used
│   ├── TextTooLong
│   ├── TextEmpty
│   ├── BadNumber            no number by which a person or a firm is known
│   ├── BadFact              a fact that is not held, or a value that it cannot have
│   └── BadLoan              a loan that cannot be reckoned
│       ├── BadPrincipal
│       ├── BadTerm
│       └── BadRate
├── BookingRefused           a booking cannot be made, changed or cancelled as asked
│   ├── UnknownOffice        no office that can be booked has this id
│   ├── UnknownBooking       not there, or somebody else's: the two are never told apart
│   ├── ItemNotServed        the office does not handle the service item
│   ├── NoSuchSlot           the office is closed then, or no slot begins then
│   ├── TooSoon
│   ├── TooFarAhead
│   ├── CalendarNotPublished the holidays of that year are not known yet
│   ├── SlotFull
│   ├── SlotNotFull          nobody has to wait for a place
│   ├── TooManyThatDay
│   ├── BlockedForMisses     too many bookings were missed of late
│   ├── HoldExpired
│   ├── TooLateToChange
│   ├── NotBegun             it cannot be attended or missed yet
│   └── BookingEnded         its life is over, or does not go there
├── UnknownMessage           no answer of this conversation has this id, or it is gone
├── UnknownFeedback          no record of feedback has this number
├── KeyReused                an idempotency key came again with another request
├── IdentityRefused          who somebody is was not proved
│   ├── NotProved            nothing personal without a session
│   ├── CodeRefused          wrong, expired, or of nobody: they are never told apart
│   └── LockedOut            too many tries; carries until when
├── BadSwitch                a change of a switch that cannot be made
├── TurnedOff                a channel or a feature is turned off; carries the words for the citizen
├── BadImport                a file of applications was refused; carries every fault
├── SealBroken               sealed data that no key of ours opens
├── BadEvaluationFile        utterances or conversations to be tried cannot be read
├── GatewayRefused           the gateway under trial does not answer a message
├── RateLimited              too many messages in too short a time
└── Unavailable              a part we depend on does not answer
    ├── RasaUnavailable
    ├── StoreUnavailable     Redis or the database
    ├── SmsUnavailable       the provider of short messages
    └── ProvincialUnavailable  the provincial system
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


class SuyetongError(Exception):
    """Base of everything we raise on purpose."""


class ConfigError(SuyetongError):
    """A setting is missing or wrong; the message names it."""


@dataclass(frozen=True)
class Fault:
    """One fault of one knowledge-base file. `line` counts from 1; `key` is a dotted path."""

    file: Path
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class KnowledgeError(SuyetongError):
    """The knowledge base was refused; `faults` says where and why, at least one."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UnknownPolicy(SuyetongError):
    """No policy or version has this id or name."""


class UnknownRegion(SuyetongError):
    """No region has this name."""


class UnknownServiceItem(SuyetongError):
    """No service item has this id or name."""


class BadInput(SuyetongError):
    """What was sent cannot be used; the message is for the person who sent it."""


class TextTooLong(BadInput):
    """Longer than one message may be."""


class TextEmpty(BadInput):
    """Nothing is left to read in the message."""


class BadNumber(BadInput):
    """No number by which a person or a firm is known."""


class BadFact(BadInput):
    """A fact that `facts.yml` does not hold, or a value that it cannot have."""


class BadLoan(BadInput):
    """A loan that cannot be reckoned."""


class BadPrincipal(BadLoan):
    """Not an amount in yuan that we reckon with."""


class BadTerm(BadLoan):
    """Not a term in months that we reckon with."""


class BadRate(BadLoan):
    """Not a rate in percent a year that we reckon with."""


class BookingRefused(SuyetongError):
    """A booking cannot be made, changed or cancelled as asked. The arguments are plain values."""


class UnknownOffice(BookingRefused):
    """No office that can be booked has this id."""


class UnknownBooking(BookingRefused):
    """Not there, or somebody else's: the two are never told apart."""


class ItemNotServed(BookingRefused):
    """The office does not handle the service item."""


class NoSuchSlot(BookingRefused):
    """The office is closed then, or no slot begins then."""


class TooSoon(BookingRefused):
    """The slot is past, or begins sooner than one may book."""


class TooFarAhead(BookingRefused):
    """The slot lies further ahead than one may book."""


class CalendarNotPublished(BookingRefused):
    """The holidays and swapped workdays of a year are not known yet."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(year)


class SlotFull(BookingRefused):
    """Every place of the slot is taken."""


class SlotNotFull(BookingRefused):
    """A place is free, so nobody has to wait for one."""


class TooManyThatDay(BookingRefused):
    """The person has as many bookings that day as one may have."""


class BlockedForMisses(BookingRefused):
    """Too many bookings were missed of late. `until` is the first day that one may book again."""

    def __init__(self, until: str) -> None:
        self.until = until
        super().__init__(until)


class HoldExpired(BookingRefused):
    """The place was held for as long as it can be, and nobody confirmed."""


class TooLateToChange(BookingRefused):
    """The appointment is too near to be changed or cancelled."""


class NotBegun(BookingRefused):
    """An appointment cannot be attended or missed before it begins."""


class BookingEnded(BookingRefused):
    """The booking's life is over, or does not go where it was asked to."""


class UnknownMessage(SuyetongError):
    """No answer of this conversation has this id, or it is not kept any more."""


class UnknownFeedback(SuyetongError):
    """No record of feedback has this number."""


class KeyReused(SuyetongError):
    """An idempotency key came again with another request."""


class BadSwitch(SuyetongError):
    """A change of a switch that cannot be made; the message says why, to the officer."""


class TurnedOff(SuyetongError):
    """A channel or a feature is turned off; `words` are for the citizen."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class IdentityRefused(SuyetongError):
    """Who somebody is was not proved."""


class NotProved(IdentityRefused):
    """There is no session, or it has ended: nothing personal is told."""


class CodeRefused(IdentityRefused):
    """The code is wrong, too old, or nobody was sent one: they are never told apart."""


class LockedOut(IdentityRefused):
    """Too many tries. `until` is when one may try again."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until)


class BadImport(SuyetongError):
    """A file of applications was refused whole. `faults` are sentences, each naming its row."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class SealBroken(SuyetongError):
    """Sealed data that no key of ours opens, or that was changed."""


class BadEvaluationFile(SuyetongError):
    """A file of utterances or conversations cannot be used; the message names file and line."""


class GatewayRefused(SuyetongError):
    """The gateway under trial does not answer a message that it should answer."""


class RateLimited(SuyetongError):
    """Too many messages in too short a time. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"retry after {retry_after} s")


class Unavailable(SuyetongError):
    """A part that we depend on does not answer."""


class RasaUnavailable(Unavailable):
    """Rasa or its action server does not answer, or not in time."""


class StoreUnavailable(Unavailable):
    """Redis or the database does not answer."""


class SmsUnavailable(Unavailable):
    """The provider of short messages refuses or does not answer.

    `surely_unsent` tells whether it can be tried again without anybody getting it twice.
    """

    def __init__(self, reason: str, surely_unsent: bool) -> None:
        self.surely_unsent = surely_unsent
        super().__init__(reason)


class ProvincialUnavailable(Unavailable):
    """The provincial system does not answer, or not in a form that we understand."""
