"""Bringing the register up to date from a provincial system."""

from datetime import date, timedelta

import pytest

from bot.applications.application import Event, Stage
from bot.applications.provincial import refresh
from bot.applications.register import ImportResult
from bot.errors import ProvincialUnavailable
from bot.sealing import Sealer
from tests.application_data import ANN, BOB, NOW, digests, entry
from tests.fake_applications import MemoryProvincial, MemoryRegister

SEALER = Sealer([b"k" * 32])
ACCEPTED = Event(Stage.ACCEPTED, date(2026, 11, 2))
PAID = Event(Stage.PAID, date(2026, 11, 20))


@pytest.fixture
def register() -> MemoryRegister:
    register = MemoryRegister(SEALER)
    register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
    return register


def test_what_the_province_knows_is_merged_with_what_the_bureau_told(
    register: MemoryRegister,
) -> None:
    provincial = MemoryProvincial(
        [
            entry("A2026110001", ANN, PAID),
            entry("P2026110001", ANN, ACCEPTED),
            entry("P2026110002", BOB, ACCEPTED),
        ]
    )

    result = refresh(provincial, register, ANN, NOW + timedelta(hours=1))
    assert result == ImportResult(new=1, changed=1)
    found = {each.number.value: each for each in register.of_person(digests(SEALER, ANN))}
    assert found["A2026110001"].events == (ACCEPTED, PAID)
    assert found["P2026110001"].source == "provincial"
    assert register.of_person(digests(SEALER, BOB)) == []


def test_a_number_that_is_known_as_anothers_changes_nothing(register: MemoryRegister) -> None:
    told = [entry("P2026110009", BOB, ACCEPTED), entry("A2026110001", BOB, PAID)]

    with pytest.raises(ProvincialUnavailable) as refused:
        refresh(MemoryProvincial(told), register, BOB, NOW)
    assert "A2026110001" not in str(refused.value)
    assert register.of_person(digests(SEALER, BOB)) == []


def test_a_system_that_tells_of_somebody_else_is_not_believed(register: MemoryRegister) -> None:
    class Confused(MemoryProvincial):
        def fetch(self, person: object) -> list:  # type: ignore[type-arg]
            return self.entries

    with pytest.raises(ProvincialUnavailable):
        refresh(Confused([entry("P2026110009", BOB, ACCEPTED)]), register, ANN, NOW)
    assert register.of_person(digests(SEALER, BOB)) == []


def test_an_erased_person_is_not_brought_back(register: MemoryRegister) -> None:
    register.forget_person(digests(SEALER, ANN), NOW)

    provincial = MemoryProvincial([entry("A2026110001", ANN, PAID)])
    assert refresh(provincial, register, ANN, NOW) == ImportResult(erased=1)
    assert register.of_person(digests(SEALER, ANN)) == []


def test_what_is_known_stays_while_the_system_is_down(register: MemoryRegister) -> None:
    with pytest.raises(ProvincialUnavailable):
        refresh(MemoryProvincial(down=True), register, ANN, NOW)
    assert len(register.of_person(digests(SEALER, ANN))) == 1
