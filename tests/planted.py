"""Invented personal data to tell the product, and the ways in which people write it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from stdnum import luhn
from stdnum.cn import ric, uscc

from tests.stack import ROOT

_PLACES = ("320102", "320505", "321102", "110105", "340104", "440305")
_FAMILIES = "张王李赵陈周吴徐孙朱胡郭林罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈"
_GIVEN = "梓涵轩睿瑾琪雯婷昊烨彤钰颖霖萱琳媛翔倩莹晗煜沁澜玥"
_WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
_SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")
ID_WAYS = ("plain", "spaced", "wide", "fifteen", "mistyped")
MOBILE_WAYS = ("plain", "spaced", "country", "spoken", "wide")


@dataclass(frozen=True)
class Planted:
    """What one person could tell. Nobody else has any of it."""

    id_number: str
    mobile: str
    card: str
    name: str
    application: str
    credit_code: str
    wrong_code: str

    def id_written(self, way: str) -> str:
        """The ID number as `way` says; `fifteen` and `mistyped` are numbers of their own."""
        plain = self.id_number
        return {
            "plain": plain,
            "spaced": f"{plain[:6]} {plain[6:14]} {plain[14:]}",
            "wide": plain.translate(_WIDE),
            "fifteen": plain[:6] + plain[8:17],
            "mistyped": plain[:17] + "0123456789"[(int(plain[16]) + 5) % 10]
            if plain[17] == "X"
            else plain[:17] + str((int(plain[17]) + 1) % 10),
        }[way]

    def mobile_written(self, way: str) -> str:
        """The mobile number as `way` says."""
        plain = self.mobile
        return {
            "plain": plain,
            "spaced": f"{plain[:3]} {plain[3:7]} {plain[7:]}",
            "country": f"+86 {plain[:3]}-{plain[3:7]}-{plain[7:]}",
            "spoken": plain.translate(_SPOKEN),
            "wide": plain.translate(_WIDE),
        }[way]

    @property
    def card_written(self) -> str:
        """The bank card in fours."""
        return " ".join(self.card[at : at + 4] for at in range(0, len(self.card), 4))

    def values(self) -> set[str]:
        """All that must stand nowhere, in each way of writing it. The code is looked for apart."""
        return {
            *(self.id_written(way) for way in ID_WAYS),
            *(self.mobile_written(way) for way in MOBILE_WAYS),
            *(self.card, self.card_written, self.name, self.application, self.credit_code),
        }


def planted(random: Random, count: int) -> list[Planted]:
    """So many people. No value is told twice, or stands in the product's own texts."""
    own, taken, people = _own_texts(), set[str](), list[Planted]()
    while len(people) < count:
        one = _one(random)
        masked = f"{one.mobile[:3]}{one.mobile[7:]}"
        values = {one.id_number, masked, one.name, one.application, one.wrong_code}
        if not taken & values and not any(value in own for value in (one.name, one.wrong_code)):
            taken |= values
            people.append(one)
    return people


def _one(random: Random) -> Planted:
    def digits(number: int) -> str:
        return "".join(random.choice("0123456789") for _ in range(number))

    # An old number of 15 digits is of somebody born before 2000.
    born = date(1955, 1, 1) + timedelta(days=random.randrange(16_000))
    body = f"{random.choice(_PLACES)}{born:%Y%m%d}{digits(3)}"
    card, firm = f"62{digits(16)}", f"91320{digits(3)}MA{digits(7)}"
    return Planted(
        id_number=body + ric.calc_check_digit(body + "0"),
        mobile=random.choice(("13", "15", "18")) + digits(9),
        card=card + luhn.calc_check_digit(card),
        name=random.choice(_FAMILIES) + "".join(random.sample(_GIVEN, 2)),
        application=f"SQ2026{digits(8)}",
        credit_code=firm + uscc.calc_check_digit(firm),
        wrong_code=digits(6),
    )


@cache
def _own_texts() -> str:
    """What the product says by itself."""
    files = [*(ROOT / "policies_kb").rglob("*.*"), *(ROOT / "domain").rglob("*.yml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.is_file())
