"""What WeChat sends: a person's message or an event, one class a kind.

Field names are those of WeChat's XML in snake case. A kind or field that we do not know is kept
and is no error: WeChat adds some every year. No repr shows what a person wrote or who it was.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_pascal

_SCENE = "qrscene_"
OpenId = Annotated[str, Field(min_length=1, max_length=128)]
MsgId = Annotated[int, Field(ge=0, lt=2**64)]


class Incoming(BaseModel):
    """What every message and event has. `create_time` is in seconds since 1970."""

    model_config = ConfigDict(alias_generator=to_pascal, extra="allow", frozen=True)

    to_user_name: OpenId
    from_user_name: OpenId
    create_time: Annotated[int, Field(ge=0, lt=2**63)]
    msg_type: str
    # Some of the documents' tables write MsgID.
    msg_id: MsgId | None = Field(None, validation_alias=AliasChoices("MsgId", "MsgID"))
    event: str | None = None
    event_key: str = ""

    @property
    def key(self) -> str:
        """The same in each delivery of one message, and in no other message.

        It may hold an OpenID: hash it before it is stored.
        """
        # An event's MsgId is that of a message which we sent.
        if self.msg_id is not None and self.event is None:
            return f"message:{self.msg_id}"
        return f"event:{self.from_user_name}:{self.create_time}:{self.event}:{self.event_key}"

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return [("msg_type", self.msg_type), ("event", self.event)]


class Text(Incoming):
    """Written words."""

    content: str


class Voice(Incoming):
    """Spoken words; `recognition` is what WeChat understood, where that is switched on."""

    media_id: str
    format: str = ""
    recognition: str | None = None


class Image(Incoming):
    """A picture."""

    pic_url: str
    media_id: str


class Video(Incoming):
    """A video or a short one."""

    media_id: str
    thumb_media_id: str = ""


class Location(Incoming):
    """A place that the person chose: latitude and longitude in degrees (GCJ-02)."""

    latitude: Annotated[float, Field(alias="Location_X", ge=-90, le=90)]
    longitude: Annotated[float, Field(alias="Location_Y", ge=-180, le=180)]
    scale: int = 0
    label: str = ""


class Link(Incoming):
    """A page that the person passed on."""

    title: str
    description: str = ""
    url: str


class Subscribe(Incoming):
    """Somebody follows the account."""

    ticket: str | None = None

    @property
    def scene(self) -> str | None:
        """What the scanned code stands for; None when it was no code."""
        scanned = self.event_key.startswith(_SCENE)
        return self.event_key.removeprefix(_SCENE) if scanned else None


class Unsubscribe(Incoming):
    """Somebody follows no more; nothing can be sent to them."""


class Click(Incoming):
    """A menu button that sends its key was pressed."""


class View(Incoming):
    """A menu button that opens a page was pressed; `event_key` is the address."""


class Scan(Incoming):
    """A follower scanned a code; `event_key` is its scene."""

    ticket: str | None = None


class ReportedLocation(Incoming):
    """Where the person is, which WeChat reports by itself; degrees and metres."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    precision: float = 0


class TemplateSent(Incoming):
    """What became of a template message; `msg_id` is the number that sending it returned."""

    status: str


class SubscriptionEvent(Incoming):
    """Something about subscription messages; the details are in the extra fields."""


class Unknown(Incoming):
    """Any other kind, or a known one that lacks something."""
