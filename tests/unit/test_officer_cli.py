"""What officers call, over a database of its own: no test reaches a Redis."""

import csv
import json
import stat
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.bookings.desk import Desk
from bot.bookings.plan import SHANGHAI
from bot.storage.bookings import SqlBookings
from bot.storage.database import connect
from tests.fakes import Fakes
from tests.stack import ROOT
from tests.unit.calling import KEY, SECRET, Run, calling

ID_NUMBER, APPLICATION, PHONE = "320000180001010012", "YS2026110001", "15400000001"
DEMO = ROOT / "policies_kb" / "demo_applications.csv"
BAD = ROOT / "tests" / "fixtures" / "imports_bad"
NEW_KEY = "n" * 32


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return calling(tmp_path, monkeypatch)


def rows(tmp_path: Path, table: str) -> int:
    engine = connect(f"sqlite:///{tmp_path}/suyetong.db")
    with engine.connect() as connection:
        count = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return int(count)


def everything_kept(tmp_path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in tmp_path.glob("suyetong.db*"))


# -- applications


def test_a_file_is_taken_in_and_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    first = run("applications", "import", DEMO)
    assert (first.exit_code, first.stdout) == (0, "新增 10 件，更新 0 件，0 件没有变化。\n")

    again = run("applications", "import", DEMO)
    assert again.stdout == "新增 0 件，更新 0 件，10 件没有变化。\n"
    for personal in (ID_NUMBER, APPLICATION, PHONE, "演示甲"):
        assert personal.encode() not in everything_kept(tmp_path)


def test_a_file_is_only_checked_where_that_is_asked(run: Run) -> None:
    checked = run("applications", "import", DEMO, "--check-only")

    assert checked.exit_code == 0
    assert "新增 10 件" in checked.stdout
    assert "没有写入" in checked.stdout
    assert "新增 10 件" in run("applications", "import", DEMO).stdout


@pytest.mark.parametrize(
    "fault", ["id_with_a_wrong_check_digit", "stage_unknown", "missing_column", "no_rows"]
)
def test_of_a_bad_file_nothing_is_taken_in_and_no_value_is_printed(run: Run, fault: str) -> None:
    path = BAD / f"{fault}.csv"
    bad = run("applications", "import", path)

    assert bad.exit_code == 1
    assert "一行也没有导入" in bad.stderr
    assert "Traceback" not in bad.output
    with path.open(encoding="utf-8-sig", newline="") as file:
        values = {cell for row in list(csv.reader(file))[1:] for cell in row if len(cell) > 9}
    assert not any(value in bad.output for value in values if value.isascii())


def test_a_file_that_is_not_there_is_said_so(run: Run, tmp_path: Path) -> None:
    missing = run("applications", "import", tmp_path / "nowhere.csv")

    assert missing.exit_code == 1
    assert isinstance(missing.exception, SystemExit)
    assert missing.stderr.strip()


def test_the_import_is_in_the_audit_trail(run: Run, tmp_path: Path) -> None:
    run("applications", "import", DEMO)

    engine = connect(f"sqlite:///{tmp_path}/suyetong.db")
    with engine.connect() as connection:
        (record,) = connection.execute(
            text("SELECT actor, action, detail FROM audit_records")
        ).all()
    engine.dispose()
    assert record[0].startswith("cli:")
    assert tuple(record[1:]) == ("imported", "new=10 changed=0")


# -- appointments


def booked(tmp_path: Path, run: Run) -> str:
    """The reference of a booking at nine of the day before the one that the commands run on."""
    run("data", "tidy")
    plan = Fakes().desk().plan
    engine = connect(f"sqlite:///{tmp_path}/suyetong.db")
    desk = Desk(SqlBookings(engine), plan, SECRET.encode())
    start = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
    now = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
    made = desk.book("one", "key", "demo_wuxi", "unemployment_registration", start, now)
    engine.dispose()
    return made.reference


@pytest.mark.parametrize(("command", "words"), [("attended", "到了"), ("missed", "没来")])
def test_who_came_and_who_did_not_is_marked_however_the_reference_is_written(
    run: Run, tmp_path: Path, command: str, words: str
) -> None:
    reference = booked(tmp_path, run)
    spoken = f"{reference[:4].lower()} {reference[4:].lower()}"
    # The day after, so that the slot has begun at whatever hour this runs.
    done = run("bookings", command, spoken, SUYETONG_TODAY="2026-11-25")

    assert (done.exit_code, words in done.stdout) == (0, True)
    assert run("bookings", command, reference, SUYETONG_TODAY="2026-11-25").exit_code == 0


def test_a_reference_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    booked(tmp_path, run)
    refused = run("bookings", "attended", "2XH6T9GQ")

    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


def test_what_is_marked_already_is_not_marked_otherwise(run: Run, tmp_path: Path) -> None:
    reference = booked(tmp_path, run)
    run("bookings", "missed", reference, SUYETONG_TODAY="2026-11-25")

    assert run("bookings", "attended", reference, SUYETONG_TODAY="2026-11-25").exit_code == 1


# -- one person's data


def test_one_person_s_data_is_exported_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    run("applications", "import", DEMO)
    to = tmp_path / "export.json"
    done = run("data", "export", to, typed=f"{ID_NUMBER}\n")

    assert done.exit_code == 0, done.output
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    kept = json.loads(to.read_text(encoding="utf-8"))["data"]["applications"]["items"]
    assert {each["person"] for each in kept} == {ID_NUMBER}
    # Neither the number that was typed nor anything exported is on the screen.
    assert ID_NUMBER not in done.output
    assert PHONE not in done.output


def test_a_file_that_others_may_read_is_made_one_s_own_before_anything_is_in_it(
    run: Run, tmp_path: Path
) -> None:
    run("applications", "import", DEMO)
    to = tmp_path / "export.json"
    to.write_text("of an earlier time, and longer than what comes" * 999)
    to.chmod(0o644)
    run("data", "export", to, typed=f"{ID_NUMBER}\n")

    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert ID_NUMBER in json.dumps(json.loads(to.read_text(encoding="utf-8")))


def test_a_folder_that_is_not_there_is_said_so(run: Run, tmp_path: Path) -> None:
    run("applications", "import", DEMO)
    done = run("data", "export", tmp_path / "nowhere" / "export.json", typed=f"{ID_NUMBER}\n")

    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.strip()


@pytest.mark.parametrize("number", ["12345", PHONE, APPLICATION, "320102199003070034"])
def test_what_names_no_person_is_refused(run: Run, tmp_path: Path, number: str) -> None:
    refused = run("data", "export", tmp_path / "export.json", typed=f"{number}\n")

    assert refused.exit_code == 1
    assert "读不出这个号码" in refused.stderr
    assert number not in refused.output
    assert not (tmp_path / "export.json").exists()


def test_one_person_is_erased_and_no_import_brings_them_back(run: Run, tmp_path: Path) -> None:
    run("applications", "import", DEMO)
    done = run("data", "erase", typed=f"{ID_NUMBER}\ny\n")
    assert done.exit_code == 0, done.output
    assert "申请记录 2 条" in done.stdout

    again = run("data", "erase", "--sure", typed=f"{ID_NUMBER}\n")
    assert "没有要删的" in again.stdout
    assert "2 件的本人要求过删除，没有导入" in run("applications", "import", DEMO).stdout


def test_who_is_not_sure_erases_nothing(run: Run) -> None:
    run("applications", "import", DEMO)
    kept = run("data", "erase", typed=f"{ID_NUMBER}\nn\n")

    assert (kept.exit_code, "什么都没有删" in kept.stdout) == (1, True)
    assert "10 件没有变化" in run("applications", "import", DEMO).stdout


# -- keys and time


def test_after_a_change_of_keys_the_old_one_is_needed_no_more(run: Run, tmp_path: Path) -> None:
    run("applications", "import", DEMO)
    rotated = run("data", "rotate", SUYETONG_DATA_KEYS=f"{NEW_KEY},{KEY}")
    assert rotated.exit_code == 0, rotated.output
    assert "共换了 10 条" in rotated.stdout
    again = run("data", "rotate", SUYETONG_DATA_KEYS=f"{NEW_KEY},{KEY}")
    assert "共换了 0 条" in again.stdout

    to = tmp_path / "export.json"
    done = run("data", "export", to, typed=f"{ID_NUMBER}\n", SUYETONG_DATA_KEYS=NEW_KEY)
    assert done.exit_code == 0, done.output
    items = json.loads(to.read_text(encoding="utf-8"))["data"]["applications"]["items"]
    assert len(items) == 2


def test_who_had_everything_erased_stays_out_through_a_change_of_keys(run: Run) -> None:
    run("applications", "import", DEMO)
    run("data", "erase", "--sure", typed=f"{ID_NUMBER}\n")
    both = f"{NEW_KEY},{KEY}"
    run("data", "rotate", SUYETONG_DATA_KEYS=both)

    assert "2 件的本人" in run("applications", "import", DEMO, SUYETONG_DATA_KEYS=both).stdout


def test_what_is_past_its_time_is_deleted(run: Run, tmp_path: Path) -> None:
    run("applications", "import", DEMO)
    assert "没有要删的" in run("data", "tidy").stdout
    gone = run("data", "tidy", SUYETONG_TODAY="2028-11-24")

    assert gone.exit_code == 0, gone.output
    assert "申请记录" in gone.stdout
    # The newest records stay, whatever the clock says.
    assert rows(tmp_path, "audit_records") == 1


def test_a_wrong_setting_is_named_without_a_traceback(run: Run) -> None:
    refused = run("data", "tidy", SUYETONG_DATA_KEYS="short")

    assert refused.exit_code == 1
    assert "SUYETONG_DATA_KEYS" in refused.stderr or "data_keys" in refused.stderr
    assert "Traceback" not in refused.output
    assert "short" not in refused.stderr.replace("shorter", "")
