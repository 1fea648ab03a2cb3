"""The repayment schedule of a loan, month by month, exact to the cent.

Money is Decimal in yuan, the rate percent a year. Every amount is rounded half up to the cent; a
month's interest is the balance times a twelfth of the rate; the last instalment takes the rest.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

_CENT = Decimal("0.01")
# Of a power over 360 months, far more digits than a cent of 100 million needs.
_DIGITS = 50


class Repayment(StrEnum):
    """How a loan is paid back."""

    EQUAL_INSTALMENT = "equal_instalment"  # 等额本息: the same payment each month
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金: the same principal each month
    INTEREST_ONLY = "interest_only"  # 按月付息、到期还本: the principal with the last payment


@dataclass(frozen=True)
class Instalment:
    """One month. `payment` is `principal` + `interest`; `balance` is what is owed after it."""

    month: int
    payment: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal


def to_cent(amount: Decimal) -> Decimal:
    """Rounded half up to the cent."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def schedule(
    principal: Decimal, months: int, annual_rate: Decimal, repayment: Repayment
) -> list[Instalment]:
    """Every instalment of `principal` over `months` at `annual_rate` percent a year."""
    with localcontext() as context:
        context.prec = _DIGITS
        monthly = annual_rate / 1200
        level = to_cent(_level_payment(principal, months, monthly))
        share = to_cent(principal / months)
        balance = principal
        lines = []
        for month in range(1, months + 1):
            interest = to_cent(balance * monthly)
            due = {
                Repayment.EQUAL_INSTALMENT: level - interest,
                Repayment.EQUAL_PRINCIPAL: share,
                Repayment.INTEREST_ONLY: Decimal(0),
            }[repayment]
            # A rounded payment may clear a tiny loan early; nothing is paid twice.
            repaid = balance if month == months else min(due, balance)
            balance -= repaid
            lines.append(Instalment(month, repaid + interest, repaid, interest, balance))
    return lines


def _level_payment(principal: Decimal, months: int, monthly: Decimal) -> Decimal:
    """The annuity formula: P × i × (1+i)^n ÷ ((1+i)^n - 1)."""
    if not monthly:
        return principal / months
    growth = (1 + monthly) ** months
    return principal * monthly * growth / (growth - 1)
