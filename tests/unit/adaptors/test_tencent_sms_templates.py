"""The approved templates as a setting."""

import pytest

from bot.adaptors.tencent_sms import TencentTemplate
from bot.adaptors.tencent_templates import read_templates
from bot.errors import ConfigError
from bot.notices.notice import Template

GOOD = "code=1110001:code,minutes booking_reminder=1110002:time,reference place_offered=1110003:"


def test_each_template_has_its_number_and_the_values_that_it_takes_in_order() -> None:
    assert read_templates(GOOD, "X") == {
        Template.CODE: TencentTemplate("1110001", ("code", "minutes")),
        Template.BOOKING_REMINDER: TencentTemplate("1110002", ("time", "reference")),
        Template.PLACE_OFFERED: TencentTemplate("1110003", ()),
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "code"),
        (GOOD.replace(" place_offered=1110003:", ""), "place_offered"),
        (GOOD.replace("time,reference", "time,phone"), "phone"),
        (GOOD.replace("code=", "kode="), "kode"),
        (f"{GOOD} code=1:code", "两次"),
        (GOOD.replace("1110001:", "1110001,"), "1110001,code"),
    ],
)
def test_what_is_wrong_is_named_with_the_setting(text: str, named: str) -> None:
    with pytest.raises(ConfigError, match="SUYETONG_SMS_TEMPLATES") as refused:
        read_templates(text, "SUYETONG_SMS_TEMPLATES")
    assert named in str(refused.value)
