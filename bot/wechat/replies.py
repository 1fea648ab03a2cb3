"""Passive replies: the XML that answers a delivery, within its five seconds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.wechat.messages import Incoming
from bot.wechat.text import MOST_BYTES, size

# Nothing is said now, and WeChat does not deliver the message again.
SUCCESS = b"success"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Article:
    """A page to open, with a title and an address."""

    title: str
    url: str
    description: str = ""
    picture: str = ""


def text_reply(to: Incoming, text: str, now: datetime) -> bytes:
    """`text` to who sent `to`. ValueError when it is empty or over 2,048 bytes: cut it before."""
    if not text or size(text) > MOST_BYTES:
        raise ValueError("a text of 1 to 2,048 bytes")
    return _reply(to, "text", f"<Content>{_cdata(text)}</Content>", now)


def news_reply(to: Incoming, articles: Sequence[Article], now: datetime) -> bytes:
    """Articles to who sent `to`. ValueError beyond the number that WeChat shows.

    In answer to a message WeChat takes one, to an event eight.
    """
    most = 1 if to.event is None else 8
    if not 1 <= len(articles) <= most:
        raise ValueError(f"1 to {most} articles")
    items = "".join(
        f"<item><Title>{_cdata(each.title)}</Title>"
        f"<Description>{_cdata(each.description)}</Description>"
        f"<PicUrl>{_cdata(each.picture)}</PicUrl><Url>{_cdata(each.url)}</Url></item>"
        for each in articles
    )
    inside = f"<ArticleCount>{len(articles)}</ArticleCount><Articles>{items}</Articles>"
    return _reply(to, "news", inside, now)


def encrypted_reply(encrypted: str, signature: str, timestamp: str, nonce: str) -> bytes:
    """The envelope around an encrypted reply."""
    return (
        f"<xml><Encrypt>{_cdata(encrypted)}</Encrypt>"
        f"<MsgSignature>{_cdata(signature)}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{_cdata(nonce)}</Nonce></xml>"
    ).encode()


def _reply(to: Incoming, kind: str, inside: str, now: datetime) -> bytes:
    return (
        f"<xml><ToUserName>{_cdata(to.from_user_name)}</ToUserName>"
        f"<FromUserName>{_cdata(to.to_user_name)}</FromUserName>"
        f"<CreateTime>{int(now.timestamp())}</CreateTime>"
        f"<MsgType>{_cdata(kind)}</MsgType>{inside}</xml>"
    ).encode()


def _cdata(text: str) -> str:
    """`text` so that it reads back as it is; what XML cannot hold at all is left out."""
    return f"<![CDATA[{_NOT_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"
