"""Short messages for development: printed, never sent."""

from collections.abc import Mapping
from typing import TextIO

from bot.identity.numbers import Number, NumberKind
from bot.notices.notice import Template
from bot.notices.sms import words


class ConsoleSms:
    """The Sms that prints a line each: the number masked, the words whole, codes included."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(
        self, phone: str, template: Template, values: Mapping[str, str], reference: str
    ) -> None:
        """See Sms."""
        masked = Number(NumberKind.MOBILE, phone).masked
        self._stream.write(f"〔演示短信，未发送〕{masked} {words(template, values)}\n")
        self._stream.flush()
