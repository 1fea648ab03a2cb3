"""Which kind of message WeChat's XML is, and the message in it."""

from typing import Annotated, Any

from pydantic import Discriminator, Tag, TypeAdapter, ValidationError

from bot.wechat.errors import BadXml
from bot.wechat.messages import (
    Click,
    Image,
    Link,
    Location,
    ReportedLocation,
    Scan,
    Subscribe,
    SubscriptionEvent,
    TemplateSent,
    Text,
    Unknown,
    Unsubscribe,
    Video,
    View,
    Voice,
)
from bot.wechat.xml import Fields

_MESSAGES = {
    "text": "text",
    "voice": "voice",
    "image": "image",
    "video": "video",
    "shortvideo": "video",
    "location": "location",
    "link": "link",
}
_EVENTS = {
    "subscribe": "subscribe",
    "unsubscribe": "unsubscribe",
    "click": "click",
    "view": "view",
    "scan": "scan",
    "location": "reported_location",
    "templatesendjobfinish": "template_sent",
    "subscribe_msg_popup_event": "subscription_event",
    "subscribe_msg_change_event": "subscription_event",
    "subscribe_msg_sent_event": "subscription_event",
}


def _kind(fields: Any) -> str:
    if fields.get("MsgType") == "event":
        return _EVENTS.get(str(fields.get("Event")).lower(), "unknown")
    return _MESSAGES.get(str(fields.get("MsgType")), "unknown")


Message = Annotated[
    Annotated[Text, Tag("text")]
    | Annotated[Voice, Tag("voice")]
    | Annotated[Image, Tag("image")]
    | Annotated[Video, Tag("video")]
    | Annotated[Location, Tag("location")]
    | Annotated[Link, Tag("link")]
    | Annotated[Subscribe, Tag("subscribe")]
    | Annotated[Unsubscribe, Tag("unsubscribe")]
    | Annotated[Click, Tag("click")]
    | Annotated[View, Tag("view")]
    | Annotated[Scan, Tag("scan")]
    | Annotated[ReportedLocation, Tag("reported_location")]
    | Annotated[TemplateSent, Tag("template_sent")]
    | Annotated[SubscriptionEvent, Tag("subscription_event")]
    | Annotated[Unknown, Tag("unknown")],
    Discriminator(_kind),
]
_READER: TypeAdapter[Message] = TypeAdapter(Message)


def read_message(fields: Fields) -> Message:
    """The message in `fields`. BadXml when it is not told whom it is from, whom to, and when."""
    try:
        return _READER.validate_python(fields)
    except ValidationError:
        pass
    try:
        return Unknown.model_validate(fields)
    except ValidationError:
        raise BadXml("not a message") from None
