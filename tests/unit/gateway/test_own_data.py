"""One's own data through the API: taken along, and deleted."""

import pytest
from starlette.testclient import TestClient

from tests.fakes import Fakes
from tests.unit.gateway.personal_api import (
    APPLICATION,
    APPLICATIONS,
    DATA,
    ID_NUMBER,
    IDENTITY,
    PERSONAL,
    PHONE,
    assert_problem,
    post,
    prove,
)


def test_nothing_is_exported_or_erased_without_proof(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes, who="ann")
    for answer in (
        post(client, f"{DATA}/export", "bob"),
        post(client, f"{DATA}/erase", "bob", sure=True),
    ):
        assert_problem(answer, 403, "还没有核对身份")
        assert not any(personal in answer.text for personal in PERSONAL)
    assert len(post(client, f"{APPLICATIONS}/mine").json()) == 2


def test_a_person_takes_all_of_it_along_in_clear(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes)
    answer = post(client, f"{DATA}/export")

    assert answer.status_code == 200
    data = answer.json()["data"]
    assert set(data) == {"applications", "bookings", "contacts", "feedback", "audit"}
    applications = data["applications"]["items"]
    assert {each["person"] for each in applications} == {ID_NUMBER}
    assert {each["phone"] for each in applications} == {PHONE}
    assert APPLICATION in answer.text
    assert all(kind["purpose"] and kind["days"] for kind in data.values())
    assert "YS2026110004" not in answer.text


def test_what_was_done_with_it_is_part_of_it_without_the_conversation(
    client: TestClient, fakes: Fakes
) -> None:
    prove(client, fakes)
    post(client, f"{APPLICATIONS}/mine")
    post(client, f"{DATA}/export")
    audit = post(client, f"{DATA}/export").json()["data"]["audit"]["items"]

    assert {"proved", "status_read", "exported"} <= {each["action"] for each in audit}
    assert {each["by"] for each in audit} == {"conversation"}


@pytest.mark.parametrize("sure", [None, False, "yes", 0])
def test_nothing_is_erased_by_whoever_is_not_sure(
    client: TestClient, fakes: Fakes, sure: object
) -> None:
    prove(client, fakes)
    more = {} if sure is None else {"sure": sure}

    assert post(client, f"{DATA}/erase", **more).status_code == 422
    assert len(post(client, f"{APPLICATIONS}/mine").json()) == 2


def test_once_erased_nothing_is_found_any_more(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes)
    erased = post(client, f"{DATA}/erase", sure=True)
    assert erased.status_code == 200
    assert erased.json()["deleted"]["applications"] == 2

    # What was proved ended with it.
    assert_problem(post(client, f"{APPLICATIONS}/mine"), 403, "还没有核对身份")
    known = fakes.personal.codes[-1]
    assert post(client, IDENTITY, number=APPLICATION).status_code == 202
    assert fakes.personal.codes[-1] != known
    code = fakes.personal.codes[-1]
    assert_problem(post(client, f"{IDENTITY}/code", code=code), 403, "没有登记过")


def test_others_keep_theirs(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes)
    post(client, f"{DATA}/erase", sure=True)
    prove(client, fakes, "YS2026110004", "bob")

    assert len(post(client, f"{APPLICATIONS}/mine", "bob").json()) == 1


def test_the_demonstration_does_not_bring_an_erased_person_back(
    client: TestClient, fakes: Fakes
) -> None:
    prove(client, fakes)
    post(client, f"{DATA}/erase", sure=True)
    digests = fakes.personal.parts.sealer.digests("id_number", ID_NUMBER)

    assert set(digests) <= fakes.personal.register.erased
    assert fakes.personal.register.of_person(digests) == []
