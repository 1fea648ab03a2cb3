"""Short messages that are only printed."""

import io

from bot.adaptors.console_sms import ConsoleSms
from bot.notices.notice import Template


def test_a_line_has_the_code_and_no_more_of_the_number_than_one_recognises() -> None:
    stream = io.StringIO()

    ConsoleSms(stream).send("13800138000", Template.CODE, {"code": "135790", "minutes": "5"}, "k")

    [line] = stream.getvalue().splitlines()
    assert line.startswith("〔演示短信，未发送〕138****8000 ")
    assert "135790" in line
    assert "13800138000" not in line
