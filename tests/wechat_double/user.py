"""What a person does in WeChat, as fields of the XML that is delivered."""

import itertools
import time

Fields = dict[str, str | int]
_NUMBERS = itertools.count(24_000_000_000_000_000)
ACCOUNT = "gh_0123456789ab"


def _message(user: str, kind: str, **more: str | int) -> Fields:
    return {
        "ToUserName": ACCOUNT,
        "FromUserName": user,
        "CreateTime": int(time.time()),
        "MsgType": kind,
        **more,
        "MsgId": next(_NUMBERS),
    }


def _event(user: str, name: str, **more: str | int) -> Fields:
    fields = _message(user, "event", Event=name, **more)
    del fields["MsgId"]
    return fields


def text(user: str, content: str) -> Fields:
    """Words."""
    return _message(user, "text", Content=content)


def voice(user: str, recognition: str | None) -> Fields:
    """Spoken words, and what WeChat understood; None where recognition is off."""
    more = {} if recognition is None else {"Recognition": recognition}
    return _message(user, "voice", MediaId="media", Format="amr", **more)


def image(user: str) -> Fields:
    """A picture."""
    return _message(user, "image", PicUrl="http://mmbiz.example.cn/p", MediaId="media")


def location(user: str, latitude: float, longitude: float, label: str = "") -> Fields:
    """A place."""
    return _message(
        user,
        "location",
        Location_X=str(latitude),
        Location_Y=str(longitude),
        Scale=20,
        Label=label,
    )


def link(user: str, title: str, url: str) -> Fields:
    """A page that is passed on."""
    return _message(user, "link", Title=title, Description="", Url=url)


def subscribe(user: str, scene: str | None = None) -> Fields:
    """Following the account, by a code or not."""
    if scene is None:
        return _event(user, "subscribe", EventKey="")
    return _event(user, "subscribe", EventKey=f"qrscene_{scene}", Ticket="ticket")


def unsubscribe(user: str) -> Fields:
    """Following no more."""
    return _event(user, "unsubscribe", EventKey="")


def click(user: str, key: str) -> Fields:
    """A button of the menu."""
    return _event(user, "CLICK", EventKey=key)


def scan(user: str, scene: str) -> Fields:
    """A code, by somebody who follows already."""
    return _event(user, "SCAN", EventKey=scene, Ticket="ticket")


def key(fields: Fields) -> str:
    """What the documents say a message is known by when it comes again."""
    number = fields.get("MsgId")
    return str(number) if number else f"{fields['FromUserName']}+{fields['CreateTime']}"
