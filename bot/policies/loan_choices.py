"""What a button of a loan answer stands for, as Rasa's `/intent{"entity": "value"}` text."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from bot.errors import UnknownRegion
from bot.policies.knowledge import KnowledgeBase
from bot.policies.loan_schedule import Repayment
from bot.policies.loans import MOST_MONTHS, MOST_PRINCIPAL, MOST_RATE

_FORM = re.compile(r"/(loan_calc|loan_info)(\{.*\})?", re.DOTALL)


class LoanChoice(BaseModel):
    """A loan to reckon, or to read about; what is left out is as the conversation has it.

    Money in yuan, the rate in percent a year. `no_rate` says that the bank's rate is not known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: Literal["loan_calc", "loan_info"] = "loan_calc"
    principal: Annotated[Decimal, Field(gt=0, le=MOST_PRINCIPAL, decimal_places=2)] | None = None
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None
    annual_rate: Annotated[Decimal, Field(ge=0, le=MOST_RATE)] | None = None
    repayment: Repayment | None = None
    city: str | None = None
    no_rate: StrictBool = False

    @property
    def payload(self) -> str:
        """The text that pressing the button sends."""
        named = self.model_dump(mode="json", exclude={"intent"}, exclude_defaults=True)
        return f"/{self.intent}{json.dumps(named, ensure_ascii=False)}"

    def shown(self, says: Callable[..., str]) -> str:
        """How the person's bubble reads."""
        if self.no_rate:
            return says("utter_button_no_rate")
        parts = [
            say_yuan(self.principal, says) if self.principal is not None else None,
            say_months(self.months, says) if self.months else None,
            says("utter_loan_rate", rate=say_decimal(self.annual_rate))
            if self.annual_rate is not None
            else None,
            says(f"utter_repayment_{self.repayment.value}") if self.repayment else None,
            self.city,
        ]
        return " ".join(part for part in parts if part) or says(
            "utter_button_loan_calc" if self.intent == "loan_calc" else "utter_button_loan_info"
        )


def read_loan_choice(text: str, knowledge: KnowledgeBase) -> LoanChoice | None:
    """The choice that `text` is; None for any other text, and for places we do not hold."""
    match = _FORM.fullmatch(text.strip())
    if not match:
        return None
    try:
        named = json.loads(match[2] or "{}")
        if "intent" in named:
            return None
        choice = LoanChoice.model_validate({**named, "intent": match[1]})
        city = knowledge.region(choice.city).name if choice.city else None
    except (ValueError, TypeError, UnknownRegion, RecursionError):
        return None
    return choice.model_copy(update={"city": city})


def say_decimal(number: Decimal) -> str:
    """4.350 as 4.35, 200000.00 as 200000."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_yuan(amount: Decimal, says: Callable[..., str]) -> str:
    """20万元 where it is round, else to the cent: 5935.99元."""
    if amount and amount % 1000 == 0 and amount >= 10_000:
        return says("utter_loan_ten_thousand", amount=say_decimal(amount / 10_000))
    return says(
        "utter_loan_yuan", amount=say_decimal(amount) if amount % 1 == 0 else f"{amount:.2f}"
    )


def say_months(months: int, says: Callable[..., str]) -> str:
    """3年 where it is whole years, else 18个月."""
    years, rest = divmod(months, 12)
    if rest:
        return says("utter_loan_months", months=months)
    return says("utter_loan_years", years=years)
