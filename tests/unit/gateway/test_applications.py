"""One's own applications through the API."""

from datetime import timedelta

from starlette.testclient import TestClient

from tests.fakes import Fakes
from tests.unit.gateway.personal_api import (
    APPLICATIONS,
    NOBODY,
    PERSONAL,
    assert_problem,
    post,
    prove,
)

MINE = f"{APPLICATIONS}/mine"


def test_who_has_proved_nothing_is_told_nothing(client: TestClient, fakes: Fakes) -> None:
    assert_problem(post(client, MINE), 403, "还没有核对身份")
    prove(client, fakes, who="ann")

    assert_problem(post(client, MINE, "bob"), 403, "还没有核对身份")


def test_all_of_the_person_s_applications_are_told_with_their_numbers_masked(
    client: TestClient, fakes: Fakes
) -> None:
    prove(client, fakes)
    answer = post(client, MINE)

    assert answer.status_code == 200
    cards = answer.json()
    assert {card["item"] for card in cards} == {
        "unemployment_registration",
        "unemployment_benefit_claim",
    }
    assert {card["type"] for card in cards} == {"status"}
    assert all(card["number"].startswith("YS20****") for card in cards)
    assert all(card["applicant"] == "演**" and card["demo"] for card in cards)
    assert not any(personal in answer.text for personal in PERSONAL)


def test_where_it_stands_is_told_as_of_today(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes, "YS2026110004")
    (card,) = post(client, MINE).json()

    assert (card["stage"], card["stage_name"], card["since"]) == (
        "first_review",
        "初审",
        "2026-11-23",
    )
    assert card["next_stage"] == "公示"
    assert all(source["title"] for source in card["sources"])


def test_who_asks_by_the_number_of_nobody_gets_nowhere(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes, NOBODY)

    assert_problem(post(client, MINE), 403, "还没有核对身份")


def test_each_look_is_recorded(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes)
    fakes.now += timedelta(minutes=1)
    post(client, MINE)

    last = fakes.personal.audit.records[-1]
    assert (str(last.action), last.at) == ("status_read", fakes.now)
    assert "ann" not in repr(fakes.personal.audit.records)
    assert not any(each in repr(fakes.personal.audit.records) for each in PERSONAL)


def test_without_the_register_it_is_said_so(client: TestClient, fakes: Fakes) -> None:
    prove(client, fakes)
    fakes.personal.register.down = True

    assert_problem(post(client, MINE), 503, "系统正忙")
