"""What officers call to turn something off, over a database of its own."""

from pathlib import Path

import pytest

from bot.storage.database import connect
from bot.storage.switches import SqlSwitches
from bot.switches.switch import Switch
from tests.unit.calling import Run, calling, database


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return calling(tmp_path, monkeypatch)


def test_a_feature_is_turned_off_listed_logged_and_turned_on(run: Run, tmp_path: Path) -> None:
    done = run("switch", "off", "booking", "--why", "号源出错", "--words", "预约在修，请打12333。")
    listed = run("switch", "list")
    back = run("switch", "on", "booking", "--why", "修好了")
    log = run("switch", "log")

    assert done.exit_code == 0, done.output
    assert "停用了：新的预约和改约" in done.stdout
    assert "恢复用 suyetong switch on booking" in done.stdout
    assert "号源出错" in listed.stdout
    assert listed.stdout.count("开着") == len(Switch) - 1
    assert back.exit_code == 0, back.output
    assert log.stdout.index("修好了") < log.stdout.index("号源出错")
    engine = connect(database(tmp_path))
    changes = SqlSwitches(engine).history(9)
    engine.dispose()
    assert [(each.off, each.why, each.words) for each in changes] == [
        (False, "修好了", None),
        (True, "号源出错", "预约在修，请打12333。"),
    ]
    assert all(each.actor.startswith("cli:") for each in changes)


def test_it_may_end_by_itself(run: Run) -> None:
    done = run("switch", "off", "wechat", "--why", "升级", "--until", "2026-11-30T17:00")
    listed = run("switch", "list")

    assert "到 2026-11-30 17:00 自动恢复" in done.stdout
    assert "2026-11-30" in listed.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("off", "bookings", "--why", "x"), "没有叫“bookings”的开关，现有：web、plain、wechat"),
        (("off", "booking", "--why", " "), "--why 不能是空的"),
        (("off", "booking", "--why", "x" * 201), "--why 太长，最多200个字，现在201个字"),
        (("off", "booking", "--why", "x", "--words", ""), "--words 不能是空的"),
        (("off", "booking", "--why", "x", "--until", "2026-11-01T09:00"), "已经过了"),
        (("on", "booking", "--why", "x"), "本来就开着，没有改动"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    run: Run, words: tuple[str, ...], told: str
) -> None:
    done = run("switch", *words)

    assert done.exit_code == 1
    assert told in done.stderr.replace("\n", "")
    assert "没有停用过" in run("switch", "log").stdout


def test_without_a_reason_nothing_is_changed(run: Run) -> None:
    assert run("switch", "off", "booking").exit_code == 2
    assert "没有停用过" in run("switch", "log").stdout


def test_before_anything_was_changed_everything_is_on(run: Run) -> None:
    assert run("switch", "list").stdout.count("开着") == len(Switch)
