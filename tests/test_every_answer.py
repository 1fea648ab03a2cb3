"""Every version, aspect and city, in process: sourced, dated, and no unknown told as a fact."""

import pytest

from bot.policies.model import Aspect
from tests.every_answer import CITIES, VERSIONS, all_faults, choice
from tests.in_process import InProcess


@pytest.fixture(scope="module")
def product() -> InProcess:
    return InProcess()


@pytest.mark.parametrize("version_id", VERSIONS)
def test_every_answer_of_the_version_is_sourced_dated_and_honest(
    version_id: str, product: InProcess
) -> None:
    choices = [choice(version_id, aspect, city) for aspect in Aspect for city in (None, *CITIES)]
    replies = [reply.model_dump(mode="json") for reply in product.answers(choices)]
    faults = all_faults(choices, replies)
    assert not faults, "\n".join(faults[:20])
