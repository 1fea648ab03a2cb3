"""Which version answers for a day, and how it stands."""

from datetime import date

import pytest

from bot.policies.model import Policy
from bot.policies.versions import Standing, standing_on, version_on


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2019, 12, 31), "demo_subsidy_2020"),
        (date(2020, 1, 1), "demo_subsidy_2020"),
        (date(2022, 2, 28), "demo_subsidy_2020"),
        (date(2022, 3, 1), "demo_subsidy_2022"),
        (date(2025, 6, 14), "demo_subsidy_2022"),
        (date(2025, 6, 15), "demo_subsidy_2025"),
        (date(2030, 1, 1), "demo_subsidy_2025"),
    ],
)
def test_the_latest_version_that_had_begun_answers(on: date, version: str, subsidy: Policy) -> None:
    assert version_on(subsidy, on).id == version


def test_a_version_without_a_start_answers_for_every_day(loan: Policy) -> None:
    assert version_on(loan, date(1999, 1, 1)).id == "demo_loan_cities"


@pytest.mark.parametrize(
    ("position", "on", "standing"),
    [
        (0, date(2019, 12, 31), Standing.NOT_YET),
        (0, date(2020, 12, 31), Standing.IN_FORCE),
        (0, date(2021, 1, 1), Standing.ENDED),
        (1, date(2025, 6, 14), Standing.IN_FORCE),
        (1, date(2025, 6, 15), Standing.SUPERSEDED),
        (2, date(2026, 12, 31), Standing.IN_FORCE),
        (2, date(2027, 1, 1), Standing.ENDED),
    ],
)
def test_a_version_stands_by_its_dates_and_by_the_one_after_it(
    position: int, on: date, standing: Standing, subsidy: Policy
) -> None:
    assert standing_on(subsidy, subsidy.versions[position], on) is standing


def test_a_version_without_an_end_stays_unconfirmed(loan: Policy) -> None:
    assert standing_on(loan, loan.versions[0], date(2026, 11, 24)) is Standing.UNCONFIRMED
