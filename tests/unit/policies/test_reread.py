from pathlib import Path

import pytest

from bot.errors import Fault, KnowledgeError
from bot.policies.reread import Reread


def reread(path: Path) -> Reread[str]:
    """A file that holds one word; “bad” is refused."""

    def read() -> str:
        word = path.read_text() if path.exists() else "none"
        if word == "bad":
            raise KnowledgeError([Fault(path, 1, "word", "bad")])
        return word

    return Reread(path, read)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "word.yml"


def test_a_changed_file_is_read_again(path: Path) -> None:
    path.write_text("first")
    file = reread(path)
    assert file.now == "first"

    path.write_text("second")

    assert file.now == "second"
    assert file.refused is None


def test_a_bad_change_is_refused_and_the_reading_before_stays(path: Path) -> None:
    path.write_text("good")
    file = reread(path)

    path.write_text("bad")

    assert file.now == "good"
    assert file.refused is not None


def test_after_it_was_mended_it_is_in_use_again(path: Path) -> None:
    path.write_text("good")
    file = reread(path)
    path.write_text("bad")
    assert file.now == "good"

    path.write_text("mended")

    assert file.now == "mended"
    assert file.refused is None


def test_the_first_reading_must_be_good(path: Path) -> None:
    path.write_text("bad")

    with pytest.raises(KnowledgeError):
        reread(path)


def test_a_file_that_appears_or_goes_away_is_noticed(path: Path) -> None:
    file = reread(path)
    assert file.now == "none"

    path.write_text("there")
    assert file.now == "there"
    path.unlink()

    assert file.now == "none"
