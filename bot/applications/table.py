"""A bureau's file as lines of cells: CSV in UTF-8 or GB18030, with commas or tabs, or Excel."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook  # type: ignore[import-untyped]

from bot.errors import BadImport

MOST_BYTES = 50_000_000
MOST_LINES = 200_000
_MOST_COLUMNS = 100
# Unpacked, a workbook is larger by far; beyond this it is no workbook of a bureau.
_MOST_UNPACKED = 1_000_000_000
_WORKBOOK = (".xlsx", ".xlsm")

Cell = str | int | float | date


@dataclass(frozen=True)
class Line:
    """One line with something in it. `number` counts from 1, as Excel and editors show it."""

    number: int
    cells: list[Cell]


def read_table(path: Path) -> list[Line]:
    """The lines of a file. BadImport when it cannot be read, or is larger than a bureau's are."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadImport([f"文件太大，最多 {MOST_BYTES // 1_000_000} MB，请分成几个"])
        content = path.read_bytes()
    except OSError:
        raise BadImport(["文件打不开，请核对路径和权限"]) from None
    lines: list[Line] = []
    for line in _workbook(content) if path.suffix.lower() in _WORKBOOK else _text(content):
        if any(cell != "" for cell in line.cells):
            lines.append(line)
        if len(lines) > MOST_LINES:
            raise BadImport([f"行数太多，最多 {MOST_LINES} 行，请分成几个文件"])
    return lines


def _text(content: bytes) -> Iterator[Line]:
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadImport(["这是 Excel 文件：请另存为 .xlsx，文件名也以 .xlsx 结尾"])
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            yield Line(number, [_unquoted(cell) for cell in cells[:_MOST_COLUMNS]])
            number = reader.line_num + 1
    except csv.Error:
        raise BadImport([f"第{reader.line_num}行：引号没有成对，请核对"]) from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadImport(["文件的编码认不出来，请另存为 CSV UTF-8"])


def _unquoted(cell: str) -> str:
    """Without what keeps Excel from making a number of it: ="3201…" or '3201…."""
    text = cell.strip()
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1].strip()
    return text.removeprefix("'").strip()


def _workbook(content: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise BadImport(["工作簿解开后太大，请分成几个文件"])
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # What a workbook says of its own size is often wrong.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)
        for number, cells in enumerate(rows, start=1):
            yield Line(number, [_cell(value) for value in cells])
    except BadImport:
        raise
    # A spoilt workbook fails in as many ways as it has parts; none of them is for the officer.
    except Exception as error:
        raise BadImport(["读不出这个工作簿，请用 Excel 打开后另存为 .xlsx 再试"]) from error


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float | date):
        return value
    return _unquoted(str(value)) if value is not None else ""
