"""What the messages say."""

from string import Formatter

import pytest

from bot.adaptors.tencent_templates import VALUES
from bot.notices.notice import Template
from bot.notices.sms import words


@pytest.mark.parametrize("template", Template)
def test_every_template_has_words_with_every_value_in_them(template: Template) -> None:
    values = {name: f"〈{name}〉" for name in VALUES[template]}

    said = words(template, values)

    assert all(value in said for value in values.values())
    assert not list(filter(None, (field for _, field, _, _ in Formatter().parse(said))))


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        words(Template.CODE, {"code": "135790"})
