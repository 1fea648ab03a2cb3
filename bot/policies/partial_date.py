"""A date as precise as its source: a year, a month or a day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """`2025`, `2025-09` or `2025-09-24`, in Asia/Shanghai."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else."""
        match = _FORM.fullmatch(text)
        if not match:
            raise ValueError(f"“{text}”不是日期，请写成 2025、2025-09 或 2025-09-24")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(f"“{text}”这一天不存在，请核对年月日") from None
        return cls(year, month, day)

    @cached_property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        )

    @property
    def chinese(self) -> str:
        """`2025年9月24日`, as precise as it is known."""
        month = f"{self.month}月" if self.month else ""
        day = f"{self.day}日" if self.day else ""
        return f"{self.year}年{month}{day}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(str(value or "")),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_FORM.pattern}$", "examples": ["2025-09-24"]}
