"""How the provider's approved templates are written in a setting.

`code=1110001:code,minutes booking_reminder=1110002:time,reference place_offered=1110003:time`
"""

import re

from bot.adaptors.tencent_sms import TencentTemplate
from bot.errors import ConfigError
from bot.notices.notice import Template

_ENTRY = re.compile(r"([a-z_]+)=(\w+):((?:[a-z_]+(?:,[a-z_]+)*)?)")
# What each of our notices holds (see Template).
VALUES = {
    Template.CODE: {"code", "minutes"},
    Template.BOOKING_REMINDER: {"item", "office", "time", "reference"},
    Template.PLACE_OFFERED: {"item", "office", "time", "until"},
}


def read_templates(text: str, setting: str) -> dict[Template, TencentTemplate]:
    """One template for each of ours. ConfigError names the setting and what is wrong in it."""
    read: dict[Template, TencentTemplate] = {}
    for entry in text.split():
        match = _ENTRY.fullmatch(entry)
        if match is None or match[1] not in set(Template):
            raise ConfigError(f"{setting}: “{entry}”读不懂，要写成 code=1110001:code,minutes")
        template = Template(match[1])
        values = tuple(name for name in match[3].split(",") if name)
        if unknown := set(values) - VALUES[template]:
            raise ConfigError(f"{setting}: {template} 没有 {'、'.join(sorted(unknown))} 这个值")
        if template in read:
            raise ConfigError(f"{setting}: {template} 写了两次")
        read[template] = TencentTemplate(match[2], values)
    if missing := [template.value for template in Template if template not in read]:
        raise ConfigError(f"{setting}: 少了 {'、'.join(missing)}")
    return read
