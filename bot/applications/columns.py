"""Which column of a bureau's file is which."""

from collections.abc import Iterable
from enum import StrEnum

from bot.applications.table import Cell, Line
from bot.errors import BadImport


class Column(StrEnum):
    """What a column holds. The value is how we call it to the officer."""

    NUMBER = "申请编号"
    NAME = "姓名"
    PERSON = "身份证号"
    PHONE = "手机号"
    ITEM = "事项"
    REGION = "地区"
    STAGE = "环节"
    ON = "日期"
    NOTE = "备注"
    DEMO = "演示"


ALIASES: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("申请编号", "受理编号", "办件编号"),
    Column.NAME: ("姓名", "申请人", "单位名称"),
    Column.PERSON: ("身份证号", "统一社会信用代码", "证件号码"),
    Column.PHONE: ("手机号", "联系电话"),
    Column.ITEM: ("事项", "事项名称"),
    Column.REGION: ("地区",),
    Column.STAGE: ("环节", "状态"),
    Column.ON: ("日期",),
    Column.NOTE: ("备注",),
    Column.DEMO: ("演示",),
}
REQUIRED = (
    Column.NUMBER,
    Column.NAME,
    Column.PERSON,
    Column.PHONE,
    Column.ITEM,
    Column.STAGE,
    Column.ON,
)
_COLUMN_OF = {name: column for column, names in ALIASES.items() for name in names}


class Header:
    """The first line of a file: where each column stands, and how the bureau calls it."""

    def __init__(self, line: Line) -> None:
        """BadImport for a column that is missing, unknown, or there twice."""
        self.titles: dict[Column, str] = {}
        self._places: dict[Column, int] = {}
        faults = []
        for place, cell in enumerate(line.cells):
            title = str(cell).strip()
            column = _COLUMN_OF.get(title)
            if column in self._places:
                faults.append(
                    f"第{line.number}行 “{title}”和“{self.titles[column]}”是同一列，请留一个"
                )
            elif column:
                self._places[column], self.titles[column] = place, title
            elif title:
                # Data in place of a header may be personal: it is not repeated.
                faults.append(f"第{line.number}行 第{place + 1}列的列名不认识，可用：{_known()}")
        faults += [
            f"缺少“{column}”一列（也可以叫{'、'.join(ALIASES[column][1:])}）"
            if len(ALIASES[column]) > 1
            else f"缺少“{column}”一列"
            for column in REQUIRED
            if column not in self._places
        ]
        if faults:
            raise BadImport(faults)

    def cells(self, line: Line) -> dict[Column, Cell]:
        """The cells of one line by column; what the line does not reach is empty."""
        return {
            column: line.cells[place] if place < len(line.cells) else ""
            for column, place in self._places.items()
        }


def _known() -> str:
    return "、".join(_names(ALIASES.values()))


def _names(groups: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (name for group in groups for name in group)
