"""The way out: a channel that takes short messages to a phone, and what each of them says."""

from collections.abc import Mapping
from typing import Protocol

from bot.notices.notice import Template

# For channels that take words. A provider that only takes its own templates is given the values.
_WORDS = {
    Template.CODE: "您的验证码是{code}，{minutes}分钟内有效。请不要告诉任何人。",
    Template.BOOKING_REMINDER: "提醒：您预约了{time}到{office}办理{item}，预约号{reference}。",
    Template.PLACE_OFFERED: (
        "您候补的{time}{office}（{item}）有名额了，为您保留到{until}，请到原来的对话里确认。"
    ),
}


class Sms(Protocol):
    """Sends one message at a time."""

    def send(
        self, phone: str, template: Template, values: Mapping[str, str], reference: str
    ) -> None:
        """Hand one message over: `phone` has 11 digits, `reference` is our own name for it.

        SmsUnavailable says whether it surely was not sent; its reason names nobody.
        """


def words(template: Template, values: Mapping[str, str]) -> str:
    """What a message says. KeyError when a value is missing."""
    return _WORDS[template].format_map(values)
