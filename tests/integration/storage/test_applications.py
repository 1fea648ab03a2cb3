"""The register over both databases, and what only a database can get wrong."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, event, inspect, select, text
from sqlalchemy.exc import IntegrityError

from bot.applications.application import Event, Stage
from bot.applications.register import ImportResult
from bot.errors import BadImport, SealBroken, StoreUnavailable
from bot.identity.directory import Directory
from bot.identity.numbers import Number
from bot.sealing import Sealer
from bot.storage.application_tables import (
    ApplicationEventRow,
    ApplicationRow,
    ErasedPersonRow,
)
from bot.storage.applications import SqlRegister
from bot.storage.database import connect
from bot.storage.outcomes import Base
from tests.application_data import ANN, BOB, FIRM, NOW, PHONE, digests, entry, number
from tests.application_suite import NEW, OLD, ApplicationSuite

ACCEPTED = Event(Stage.ACCEPTED, date(2026, 11, 2))
NOTED = Event(Stage.RETURNED, date(2026, 11, 4), "请补照片")
TABLES = [
    each.metadata.tables[each.__tablename__]
    for each in (ApplicationRow, ApplicationEventRow, ErasedPersonRow)
]


@pytest.fixture
def made(engine: Engine) -> Engine:
    Base.metadata.create_all(engine, tables=TABLES)
    return engine


@pytest.fixture
def register(made: Engine) -> SqlRegister:
    return SqlRegister(made, Sealer([OLD]))


class TestInTheDatabase(ApplicationSuite):
    @pytest.fixture
    def reopen(self, made: Engine) -> Callable[[Sealer], SqlRegister]:
        return lambda sealer: SqlRegister(made, sealer)


def everything(engine: Engine) -> str:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in inspect(engine).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )


def test_nothing_personal_is_anywhere_in_clear(register: SqlRegister, made: Engine) -> None:
    register.import_rows(
        [entry("A2026110001", ANN, ACCEPTED, NOTED), entry("F2026110002", FIRM, ACCEPTED)],
        "import",
        NOW,
    )
    register.forget_person(digests(Sealer([OLD]), BOB), NOW)

    kept = everything(made)
    assert "demo_registration" in kept
    for secret in (
        "A2026110001",
        "F2026110002",
        ANN.value,
        BOB.value,
        FIRM.value,
        PHONE.value,
        "张三丰",
        "三丰",
        "照片",
    ):
        assert secret not in kept


def test_what_is_seen_of_it_in_logs_is_not_personal(register: SqlRegister) -> None:
    told = entry("A2026110001", ANN, ACCEPTED, NOTED)
    register.import_rows([told], "import", NOW)
    (found,) = register.of_person(digests(Sealer([OLD]), ANN))

    for shown in (repr(told), repr(found), str(found.number)):
        for secret in ("A2026110001", ANN.value, PHONE.value, "张三丰", "照片", found.person):
            assert secret not in shown


def test_the_longest_that_a_cell_may_hold_fits_the_columns(register: SqlRegister) -> None:
    told = entry(
        "ABCDEFGH" + "9" * 24,
        ANN,
        Event(Stage.RETURNED, date(2026, 11, 4), "𠮷" * 200),
        name="𠮷" * 100,
    )

    register.import_rows([told], "import", NOW)
    (found,) = register.of_person(digests(Sealer([OLD]), ANN))
    assert (found.number, found.name, found.events) == (told.number, told.name, told.events)


def test_a_refused_import_leaves_nothing_of_its_earlier_batches(register: SqlRegister) -> None:
    register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
    told = [entry(f"B{n:010}", BOB, ACCEPTED) for n in range(450)]
    told.append(entry("A2026110001", BOB, NOTED))

    with pytest.raises(BadImport):
        register.import_rows(told, "import", NOW)
    assert register.of_person(digests(Sealer([OLD]), BOB)) == []


def test_an_import_that_breaks_off_leaves_nothing(register: SqlRegister) -> None:
    def break_off(done: int, all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        register.import_rows(
            [entry("A2026110001", ANN, ACCEPTED)], "import", NOW, progress=break_off
        )
    assert not register.has_real()


def test_one_look_up_is_one_statement_whether_somebody_is_there_or_not(
    register: SqlRegister, made: Engine
) -> None:
    register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
    asked: list[str] = []

    @event.listens_for(made, "before_cursor_execute")
    def _seen(_c: object, _u: object, statement: str, *_more: object) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    def statements(number: Number) -> list[str]:
        asked.clear()
        register.registered(number)
        return list(asked)

    there = statements(ANN)
    assert len(there) == 1
    for other in (BOB, FIRM, number("A2026110001"), number("C2026110003"), PHONE):
        assert statements(other) == there


def test_two_imports_at_once_of_the_same_file_take_each_application_once(
    register: SqlRegister, database_url: str
) -> None:
    told = [entry(f"A{n:010}", ANN, ACCEPTED) for n in range(300)]
    results: list[ImportResult] = []
    together = threading.Barrier(4)

    def run() -> None:
        engine = connect(database_url)
        together.wait()
        results.append(SqlRegister(engine, Sealer([OLD])).import_rows(told, "import", NOW))
        engine.dispose()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.new for each in results) == [0, 0, 0, 300]
    assert sum(each.same for each in results) == 900
    assert len(register.of_person(digests(Sealer([OLD]), ANN))) == 300


def test_who_is_erased_while_an_import_runs_does_not_come_back(
    register: SqlRegister, database_url: str
) -> None:
    """The import has looked for erased persons; the erasure has to wait for its end."""
    other = connect(database_url)
    erased = threading.Event()

    def erase() -> None:
        SqlRegister(other, Sealer([OLD])).forget_person(digests(Sealer([OLD]), ANN), NOW)
        erased.set()

    eraser = threading.Thread(target=erase)

    def progress(done: int, all: int) -> None:
        if not eraser.ident:
            eraser.start()
            assert not erased.wait(0.3)

    register.import_rows(
        [entry(f"A{n:010}", ANN, ACCEPTED) for n in range(250)], "import", NOW, progress=progress
    )
    eraser.join()
    other.dispose()
    assert register.of_person(digests(Sealer([OLD]), ANN)) == []


def test_the_database_itself_refuses_a_number_twice(register: SqlRegister, made: Engine) -> None:
    register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)
    columns = [c.name for c in TABLES[0].columns if c.name != "id"]
    names = ", ".join(columns)

    with pytest.raises(IntegrityError), made.begin() as connection:
        connection.execute(
            text(f"INSERT INTO applications ({names}) SELECT {names} FROM applications")
        )


def test_resealing_goes_on_where_it_broke_off(register: SqlRegister, made: Engine) -> None:
    people = [Number(ANN.kind, f"{n:018}") for n in range(150)]
    told = [entry(f"A{n:010}", each, ACCEPTED, NOTED) for n, each in enumerate(people)]
    register.import_rows(told, "import", NOW)
    both = Sealer([NEW, OLD])

    class Breaks(Sealer):
        left = 110 * 5

        def seal(self, text: str) -> str:
            self.left -= 1
            if not self.left:
                raise KeyboardInterrupt
            return super().seal(text)

    with pytest.raises(KeyboardInterrupt):
        SqlRegister(made, both).reseal(Breaks([NEW, OLD]))
    # The first batch is done and stays so; the one that broke off is as it was.
    assert SqlRegister(made, both).reseal(both) == 50
    with made.connect() as connection:
        sealed = connection.execute(
            select(
                ApplicationRow.number_sealed,
                ApplicationRow.person_sealed,
                ApplicationRow.name_sealed,
                ApplicationRow.phone_sealed,
            )
        ).all()
        notes = connection.scalars(select(ApplicationEventRow.note_sealed)).all()
    kept = [value for row in sealed for value in row] + [note for note in notes if note]
    assert len(kept) == 150 * 5
    assert all(both.is_newest(value) for value in kept)


def test_what_no_key_opens_is_said_so(register: SqlRegister, made: Engine) -> None:
    register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW)

    with pytest.raises(SealBroken):
        SqlRegister(made, Sealer([NEW])).of_person(digests(Sealer([OLD]), ANN))


def test_a_database_that_was_not_migrated_is_unavailable(engine: Engine) -> None:
    register = SqlRegister(engine, Sealer([OLD]))
    asked = digests(Sealer([OLD]), ANN)
    directory: Directory = register

    for call in (
        lambda: directory.registered(ANN),
        lambda: register.of_person(asked),
        lambda: register.find(asked),
        lambda: register.import_rows([entry("A2026110001", ANN, ACCEPTED)], "import", NOW),
        lambda: register.has_real(),
        lambda: register.export(asked),
        lambda: register.forget_person(asked, NOW),
        lambda: register.forget_ended(NOW.date()),
        lambda: register.reseal(Sealer([NEW, OLD])),
    ):
        with pytest.raises(StoreUnavailable) as unavailable:
            call()
        assert asked[0] not in str(unavailable.value)
