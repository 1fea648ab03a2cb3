"""Pages from templates."""

import pytest
from jinja2 import UndefinedError

from bot.gateway.templating import rendered


def test_a_value_that_is_missing_is_an_error_and_no_empty_page() -> None:
    with pytest.raises(UndefinedError):
        rendered("policies.html")
