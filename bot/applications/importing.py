"""Taking a bureau's file into the register: everything in it, or nothing."""

from datetime import date, datetime
from pathlib import Path

from bot.applications.application import Source
from bot.applications.names import Knowledge
from bot.applications.register import ImportResult, Progress, Register
from bot.applications.rows import read_entries
from bot.applications.table import read_table
from bot.errors import BadImport

MOST_FAULTS = 50


def import_file(
    path: Path,
    register: Register,
    knowledge: Knowledge,
    at: datetime,
    progress: Progress | None = None,
    *,
    check_only: bool = False,
    replace_events: bool = False,
    source: Source = "import",
) -> ImportResult:
    """Import a file; with `check_only` say only what would come of it.

    BadImport carries at most 50 sentences, each naming row and column and never a value, and one
    more that counts the rest. `at` is now, in Shanghai: no event may lie after its day.
    """
    try:
        return register.import_rows(
            read_entries(read_table(path), knowledge, at.date()),
            source,
            at,
            replace_events=replace_events,
            check_only=check_only,
            progress=progress,
        )
    except BadImport as bad:
        if len(bad.faults) <= MOST_FAULTS:
            raise
        rest = f"还有 {len(bad.faults) - MOST_FAULTS} 处错误没有列出，请先改好上面的再试"
        raise BadImport([*bad.faults[:MOST_FAULTS], rest]) from None


def load_demo(
    path: Path, register: Register, knowledge: Knowledge, at: datetime
) -> ImportResult | None:
    """Import the demonstration applications; None when there are real ones, or no such file.

    Doing it again changes nothing. BadImport when the file holds what is no demonstration.
    """
    if register.has_real() or not path.exists():
        return None
    # Whatever today is fixed at, the demonstration is the same.
    entries = read_entries(read_table(path), knowledge, date.max)
    if not all(entry.demo for entry in entries):
        raise BadImport(["演示文件里每一行的“演示”一列都要写“是”"])
    return register.import_rows(entries, "demo", at)
