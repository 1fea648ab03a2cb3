"""What a register promises, whatever keeps it: run over the fake one and over both databases."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

import pytest

from bot.applications.application import Application, Event, Stage
from bot.applications.register import ImportResult, Register
from bot.errors import BadImport
from bot.identity.directory import Directory
from bot.identity.numbers import Number, NumberKind
from bot.sealing import Sealer
from tests.application_data import ANN, BOB, FIRM, NOW, OTHER_PHONE, PHONE, digests, entry, number

OLD, NEW = b"o" * 32, b"n" * 32
ACCEPTED = Event(Stage.ACCEPTED, date(2026, 11, 2))
REVIEWED = Event(Stage.FIRST_REVIEW, date(2026, 11, 4), "材料齐了")
LATER = NOW + timedelta(days=1)


class RegisterAndDirectory(Register, Directory, Protocol):
    """Both are one thing."""


class ApplicationSuite:
    """Subclasses give a fixture `reopen`: the same data, seen with other keys."""

    @pytest.fixture
    def sealer(self) -> Sealer:
        return Sealer([OLD])

    @pytest.fixture
    def register(
        self, reopen: Callable[[Sealer], RegisterAndDirectory], sealer: Sealer
    ) -> RegisterAndDirectory:
        return reopen(sealer)

    # -- taking in

    def test_what_was_imported_is_found_by_its_person_and_by_its_number(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        told = entry("A2026110001", ANN, ACCEPTED, REVIEWED)
        result = register.import_rows([told, entry("B2026110002", BOB, ACCEPTED)], "import", NOW)

        (found,) = register.of_person(digests(sealer, ANN))
        assert result == ImportResult(new=2)
        assert found == Application(
            number=told.number,
            person=digests(sealer, ANN)[0],
            name="张三丰",
            item="demo_registration",
            region="示甲市",
            events=(ACCEPTED, REVIEWED),
            demo=False,
            source="import",
            changed_at=NOW,
        )
        assert register.find(digests(sealer, told.number)) == found
        assert register.find(digests(sealer, number("C2026110003"))) is None
        assert register.of_person(digests(sealer, FIRM)) == []

    def test_the_last_changed_comes_first(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        for at, name in ((NOW, "A2026110001"), (LATER, "A2026110002"), (NOW, "A2026110003")):
            register.import_rows([entry(name, ANN, ACCEPTED)], "import", at)

        found = [each.number.value for each in register.of_person(digests(sealer, ANN))]
        assert found == ["A2026110002", "A2026110003", "A2026110001"]

    def test_the_same_again_changes_nothing(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        told = [entry("A2026110001", ANN, ACCEPTED, REVIEWED), entry("B2026110002", BOB, ACCEPTED)]
        register.import_rows(told, "import", NOW)

        assert register.import_rows(told, "import", LATER) == ImportResult(same=2)
        (found,) = register.of_person(digests(sealer, ANN))
        assert found.changed_at == NOW

    def test_a_later_file_adds_what_happened_since(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, REVIEWED)], "import", NOW)
        earlier = entry("A2026110001", ANN, ACCEPTED)

        assert register.import_rows([earlier], "import", LATER) == ImportResult(changed=1)
        (found,) = register.of_person(digests(sealer, ANN))
        assert (found.events, found.changed_at) == ((ACCEPTED, REVIEWED), LATER)

    def test_events_of_one_day_stay_in_the_order_in_which_they_were_told(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        back = Event(Stage.RETURNED, ACCEPTED.on)
        register.import_rows([entry("A2026110001", ANN, back)], "import", NOW)
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)

        assert register.of_person(digests(sealer, ANN))[0].events == (back, ACCEPTED)

    def test_a_note_is_replaced_by_a_new_one_and_not_by_none(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, REVIEWED)], "import", NOW)
        bare, other = Event(REVIEWED.stage, REVIEWED.on), Event(REVIEWED.stage, REVIEWED.on, "改")

        assert register.import_rows(
            [entry("A2026110001", ANN, bare)], "import", LATER
        ) == ImportResult(same=1)
        assert register.import_rows(
            [entry("A2026110001", ANN, other)], "import", LATER
        ) == ImportResult(changed=1)
        assert register.of_person(digests(sealer, ANN))[0].events == (other,)

    def test_a_mistake_is_mended_by_telling_all_events_anew(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED, REVIEWED)], "import", NOW)
        mended = [entry("A2026110001", ANN, Event(Stage.ACCEPTED, date(2026, 11, 3)))]

        result = register.import_rows(mended, "import", LATER, replace_events=True)
        assert result == ImportResult(changed=1)
        assert register.of_person(digests(sealer, ANN))[0].events == mended[0].events

    def test_a_region_or_phone_that_is_not_told_stays(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
        bare = entry("A2026110001", ANN, ACCEPTED, phone=None, region=None)

        assert register.import_rows([bare], "import", LATER) == ImportResult(same=1)
        assert register.of_person(digests(sealer, ANN))[0].region == "示甲市"
        assert phone_at(register, ANN, sealer) == PHONE.value

    def test_a_number_of_another_person_refuses_the_whole_file(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
        told = [entry("B2026110002", BOB, ACCEPTED), entry("A2026110001", BOB, REVIEWED, line=7)]

        with pytest.raises(BadImport) as refused:
            register.import_rows(told, "import", LATER)
        (fault,) = refused.value.faults
        assert fault.startswith("第7行 申请编号：")
        assert BOB.value not in fault
        assert register.of_person(digests(sealer, BOB)) == []
        assert register.of_person(digests(sealer, ANN))[0].events == (ACCEPTED,)

    def test_checking_tells_what_would_come_of_it_and_changes_nothing(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
        told = [entry("A2026110001", ANN, REVIEWED), entry("B2026110002", BOB, ACCEPTED)]

        result = register.import_rows(told, "import", LATER, check_only=True)
        assert result == ImportResult(new=1, changed=1)
        assert register.of_person(digests(sealer, ANN))[0].events == (ACCEPTED,)
        assert register.of_person(digests(sealer, BOB)) == []

    def test_progress_ends_with_all_done(self, register: RegisterAndDirectory) -> None:
        seen: list[tuple[int, int]] = []
        told = [entry(f"A{n:010}", ANN, ACCEPTED) for n in range(450)]

        register.import_rows(
            told, "import", NOW, progress=lambda done, all: seen.append((done, all))
        )
        assert seen[-1] == (450, 450)
        assert seen == sorted(seen)

    def test_nothing_to_import_is_no_fault(self, register: RegisterAndDirectory) -> None:
        assert register.import_rows([], "provincial", NOW) == ImportResult()

    # -- whose it is

    @pytest.mark.parametrize("asked", [ANN, Number(NumberKind.APPLICATION_NUMBER, "A2026110001")])
    def test_the_directory_knows_the_person_and_the_phone(
        self, register: RegisterAndDirectory, sealer: Sealer, asked: Number
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
        register.import_rows(
            [entry("B2026110002", BOB, ACCEPTED, phone=OTHER_PHONE)], "import", NOW
        )

        found = register.registered(asked)
        assert found is not None
        assert found.person in digests(sealer, ANN)
        assert sealer.open(found.phone) == PHONE.value
        assert PHONE.value not in found.phone

    def test_a_firm_is_known_by_its_credit_code(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("F2026110001", FIRM, ACCEPTED, name="某某公司")], "import", NOW)

        assert phone_at(register, FIRM, sealer) == PHONE.value
        assert register.export(digests(sealer, FIRM))[0]["person_kind"] == "credit_code"

    def test_the_phone_that_was_told_last_counts_for_each_of_their_numbers(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
        register.import_rows([entry("A2026110002", ANN, ACCEPTED)], "import", NOW)
        moved = entry("A2026110001", ANN, ACCEPTED, phone=OTHER_PHONE)

        assert register.import_rows([moved], "import", LATER) == ImportResult(changed=1)
        for asked in (ANN, number("A2026110001"), number("A2026110002")):
            assert phone_at(register, asked, sealer) == OTHER_PHONE.value

    def test_nobody_is_registered_without_a_phone_or_by_a_phone(
        self, register: RegisterAndDirectory
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED, phone=None)], "import", NOW)
        register.import_rows([entry("B2026110002", BOB, ACCEPTED)], "import", NOW)

        for asked in (ANN, number("A2026110001"), PHONE, FIRM, number("C2026110003")):
            assert register.registered(asked) is None

    # -- demonstration, export

    def test_demonstration_data_is_not_real(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        assert not register.has_real()
        register.import_rows(
            [entry("A2026110001", ANN, ACCEPTED, demo=True, name="演示甲")], "demo", NOW
        )
        assert not register.has_real()
        assert register.of_person(digests(sealer, ANN))[0].demo
        register.import_rows([entry("B2026110002", BOB, ACCEPTED)], "import", NOW)
        assert register.has_real()

        assert register.forget_demo() == 1

        assert register.of_person(digests(sealer, ANN)) == []
        assert len(register.of_person(digests(sealer, BOB))) == 1
        assert register.forget_demo() == 0

    def test_a_person_gets_everything_that_is_kept_and_nothing_of_others(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        register.import_rows(
            [entry("A2026110001", ANN, ACCEPTED, REVIEWED), entry("B2026110002", BOB, ACCEPTED)],
            "import",
            NOW,
        )

        kept = json.loads(json.dumps(register.export(digests(sealer, ANN))))
        assert kept == [
            {
                "number": "A2026110001",
                "name": "张三丰",
                "person_kind": "id_number",
                "person": ANN.value,
                "phone": PHONE.value,
                "item": "demo_registration",
                "region": "示甲市",
                "events": [
                    {"stage": "accepted", "on": "2026-11-02", "note": None},
                    {"stage": "first_review", "on": "2026-11-04", "note": "材料齐了"},
                ],
                "demo": False,
                "source": "import",
                "changed_at": NOW.isoformat(),
            }
        ]

    # -- forgetting

    def test_an_erased_person_is_gone_and_no_import_brings_that_person_back(
        self, register: RegisterAndDirectory, sealer: Sealer
    ) -> None:
        told = [entry("A2026110001", ANN, ACCEPTED), entry("B2026110002", BOB, ACCEPTED)]
        register.import_rows(told, "import", NOW)

        assert register.forget_person(digests(sealer, ANN), LATER) == 1
        assert register.forget_person(digests(sealer, ANN), LATER) == 0
        again = register.import_rows([*told, entry("A2026110009", ANN, ACCEPTED)], "import", LATER)
        assert again == ImportResult(same=1, erased=2)
        assert register.of_person(digests(sealer, ANN)) == []
        assert register.export(digests(sealer, ANN)) == []
        assert register.registered(ANN) is None
        assert register.registered(number("A2026110001")) is None
        assert len(register.of_person(digests(sealer, BOB))) == 1

    @pytest.mark.parametrize(
        ("stage", "forgotten"),
        [
            (Stage.PAID, 1),
            (Stage.DONE, 1),
            (Stage.REFUSED, 1),
            (Stage.WITHDRAWN, 1),
            (Stage.DECIDED, 1),
            (Stage.RETURNED, 0),
            (Stage.SECOND_REVIEW, 0),
        ],
    )
    def test_what_was_settled_before_a_day_is_forgotten(
        self, register: RegisterAndDirectory, sealer: Sealer, stage: Stage, forgotten: int
    ) -> None:
        day = date(2026, 11, 9)
        told = entry("A2026110001", ANN, ACCEPTED, Event(stage, day))
        register.import_rows([told], "import", NOW)

        assert register.forget_ended(day) == 0
        assert register.forget_ended(day + timedelta(days=1)) == forgotten
        assert len(register.of_person(digests(sealer, ANN))) == 1 - forgotten
        # What ran out may be told again; only an erased person is kept out.
        if forgotten:
            assert register.import_rows([told], "import", LATER) == ImportResult(new=1)

    # -- keys

    def test_a_new_key_finds_what_the_old_one_wrote_and_then_does_without_it(
        self, reopen: Callable[[Sealer], RegisterAndDirectory], register: RegisterAndDirectory
    ) -> None:
        told = [entry(f"A{n:010}", ANN, ACCEPTED, REVIEWED) for n in range(3)]
        told.append(entry("B2026110002", BOB, ACCEPTED))
        register.import_rows(told, "import", NOW)
        before = register.export(digests(Sealer([OLD]), ANN))
        both, new = Sealer([NEW, OLD]), Sealer([NEW])

        assert len(reopen(both).of_person(digests(both, ANN))) == 3
        assert reopen(both).reseal(both) == 4
        assert reopen(both).reseal(both) == 0
        assert reopen(new).export(digests(new, ANN)) == before
        assert reopen(new).import_rows(told, "import", LATER) == ImportResult(same=4)
        assert phone_at(reopen(new), BOB, new) == PHONE.value
        assert register.of_person(digests(Sealer([OLD]), ANN)) == []

    def test_an_import_between_two_keys_keeps_a_person_whole(
        self, reopen: Callable[[Sealer], RegisterAndDirectory], register: RegisterAndDirectory
    ) -> None:
        register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
        both, new = Sealer([NEW, OLD]), Sealer([NEW])
        later = [entry("A2026110002", ANN, ACCEPTED), entry("A2026110001", ANN, REVIEWED)]

        result = reopen(both).import_rows(later, "import", LATER)
        assert result == ImportResult(new=1, changed=1)
        found = reopen(both).registered(ANN)
        assert found is not None
        assert len(reopen(both).of_person([found.person])) == 2
        reopen(both).reseal(both)
        assert len(reopen(new).of_person(digests(new, ANN))) == 2

    def test_an_erased_person_stays_out_under_a_new_key_once_an_import_was_kept_out(
        self, reopen: Callable[[Sealer], RegisterAndDirectory], register: RegisterAndDirectory
    ) -> None:
        told = [entry("A2026110001", ANN, ACCEPTED)]
        register.forget_person(digests(Sealer([OLD]), ANN), NOW)
        both, new = Sealer([NEW, OLD]), Sealer([NEW])

        assert reopen(both).import_rows(told, "import", NOW) == ImportResult(erased=1)
        assert reopen(new).import_rows(told, "import", NOW) == ImportResult(erased=1)


def phone_at(directory: Directory, asked: Number, sealer: Sealer) -> str | None:
    """The phone to which a code would go."""
    found = directory.registered(asked)
    return sealer.open(found.phone) if found else None
