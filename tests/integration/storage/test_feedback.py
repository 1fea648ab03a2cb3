"""Feedback in both databases, and what only a database can get wrong."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from bot.errors import SealBroken
from bot.sealing import Sealer
from bot.storage.database import migrate
from bot.storage.feedback import SqlFeedback
from tests.feedback_data import QUESTION, WORDS, closing, pressed
from tests.feedback_suite import SEALER, FeedbackSuite


@pytest.fixture
def store(engine: Engine) -> SqlFeedback:
    migrate(engine)
    return SqlFeedback(engine, SEALER)


class TestInTheDatabase(FeedbackSuite):
    @pytest.fixture
    def opened(self, engine: Engine) -> Callable[[Sealer], SqlFeedback]:
        return lambda sealer: SqlFeedback(engine, sealer)


def test_question_words_and_note_are_nowhere_in_clear(store: SqlFeedback, engine: Engine) -> None:
    number = store.take(pressed(WORDS)).record.number or ""
    store.close(number, closing(note="已改"))

    with engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM feedback")).all())
    assert number in kept
    assert "unemployment_benefit" in kept
    for secret in (QUESTION, WORDS, "已改", ascii(WORDS).strip("'")):
        assert secret not in kept


def test_what_no_key_opens_is_not_read_and_not_lost(store: SqlFeedback, engine: Engine) -> None:
    number = store.take(pressed(WORDS)).record.number or ""
    stranger = SqlFeedback(engine, Sealer([b"x" * 32]))

    for read in (lambda: stranger.find(number), lambda: stranger.take(pressed("别的"))):
        with pytest.raises(SealBroken):
            read()
    assert store.find(number)
