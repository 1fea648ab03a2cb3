"""What officers call to go through feedback, over a database of its own."""

import csv
import re
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.bookings.references import written
from bot.feedback.feedback import Feedback, Record
from bot.sealing import Sealer
from bot.storage.database import connect
from bot.storage.feedback import SqlFeedback
from tests.feedback_data import DAY, QUESTION, WORDS, complained, pressed
from tests.unit.calling import KEY, Run, calling, database


class Office:
    """An office where something was said already."""

    def __init__(self, run: Run, tmp_path: Path) -> None:
        self.run = run
        self.to = tmp_path / "feedback.csv"
        self._url = database(tmp_path)
        # The first command makes the tables.
        assert "没有意见" in run("feedback", "list").stdout

    def said(self, said: Feedback) -> Record:
        engine = connect(self._url)
        record = SqlFeedback(engine, Sealer([KEY.encode()])).take(said).record
        engine.dispose()
        return record

    def noted(self) -> list[tuple[str, str]]:
        engine = connect(self._url)
        with engine.connect() as connection:
            wanted = text("SELECT actor, action, detail FROM audit_records ORDER BY id")
            records = connection.execute(wanted).all()
        engine.dispose()
        assert all(actor.startswith("cli:") for actor, *_ in records)
        return [(action, detail) for _, action, detail in records]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(calling(tmp_path, monkeypatch), tmp_path)


def test_a_list_shows_what_was_said_and_is_noted(at: Office) -> None:
    record = at.said(pressed(WORDS))
    listed = at.run("feedback", "list")

    assert listed.exit_code == 0, listed.output
    assert written(record.number or "") in listed.stdout
    assert QUESTION in listed.stdout
    assert WORDS in listed.stdout
    assert "共 1 条" in listed.stdout
    assert at.noted() == [("feedback_read", "list=0"), ("feedback_read", "list=1")]


def test_one_is_closed_and_is_no_more_among_the_open(at: Office) -> None:
    record = at.said(pressed(WORDS))
    number = written(record.number or "")
    closed = at.run("feedback", "close", number.lower(), "--note", "改了知识库")

    assert closed.exit_code == 0, closed.output
    assert f"{number} 处理了" in closed.stdout
    assert "没有意见" in at.run("feedback", "list", "--open").stdout
    shown = at.run("feedback", "show", number)
    assert "改了知识库" in shown.stdout
    assert ("feedback_closed", record.number) in at.noted()
    assert ("feedback_read", record.number) in at.noted()


def test_what_is_said_later_is_found_by_its_day(at: Office) -> None:
    early = at.said(pressed("早的"))
    late = at.said(complained("晚的", at=early.said.at + DAY))
    listed = at.run("feedback", "list", "--since", "2026-11-25")

    assert written(late.number or "") in listed.stdout
    assert written(early.number or "") not in listed.stdout


def test_a_file_holds_all_of_it_for_its_owner_alone_and_no_formula(at: Office) -> None:
    at.said(pressed('=HYPERLINK("x")'))
    done = at.run("feedback", "export", at.to)

    assert done.exit_code == 0, done.output
    assert "1 条" in done.stdout
    assert stat.S_IMODE(at.to.stat().st_mode) == 0o600
    with at.to.open(encoding="utf-8-sig", newline="") as file:
        (row,) = list(csv.DictReader(file))
    assert (row["问的"], row["说的"]) == (QUESTION, '\'=HYPERLINK("x")')
    assert row["政策"] == "失业保险金"
    assert at.noted()[-1] == ("feedback_read", "export=1")


def test_markup_and_marks_of_the_terminal_are_shown_as_they_are(at: Office) -> None:
    at.said(pressed("[red]不对[/red]\x1b[2J"))
    listed = at.run("feedback", "list")

    assert "[red]不对[/red]" in listed.stdout
    assert "\x1b" not in listed.stdout


@pytest.mark.parametrize("command", [("show",), ("close", "--note", "已改")])
def test_a_number_of_no_record_is_said_so(at: Office, command: tuple[str, ...]) -> None:
    name, *rest = command
    refused = at.run("feedback", name, "K7QF-29MX", *rest)

    assert refused.exit_code == 1
    assert "没有这个编号的意见" in refused.stderr
    assert "Traceback" not in refused.output


@pytest.mark.parametrize("note", [" ", "长" * 501])
def test_nothing_is_closed_without_a_note_of_some_length(at: Office, note: str) -> None:
    number = at.said(pressed(WORDS)).number
    refused = at.run("feedback", "close", number, "--note", note)

    assert refused.exit_code == 2
    assert re.search("要写怎么处理的", refused.stderr)
    assert "共 1 条" in at.run("feedback", "list", "--open").stdout
