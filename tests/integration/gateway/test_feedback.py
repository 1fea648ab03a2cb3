"""What people say of answers, from the running gateway to the officer's command."""

from typing import Any

import httpx
from sqlalchemy import text

from bot.storage.database import connect
from tests.conftest import Say
from tests.left_in_clear import write_tables
from tests.stack import Stack


def judge(api: httpx.Client, conversation: str, **body: Any) -> dict[str, Any]:
    """The answer to an opinion."""
    taken = api.post(f"/api/v1/conversations/{conversation}/feedback", json=body)
    assert taken.status_code == 201, taken.text
    answer: dict[str, Any] = taken.json()
    return answer


def written(number: str) -> str:
    return f"{number[:4]}-{number[4:]}"


def test_what_did_not_help_is_before_an_officer_and_nowhere_in_clear(
    stack: Stack, api: httpx.Client, say: Say, conversation: str, tmp_path: Any
) -> None:
    answer = say("失业金能领几个月，我叫欧阳丹青", client_message_id="m1").json()
    assert answer["status"] == "answered"
    taken = judge(
        api, conversation, message="m1", helpful=False, reason="wrong_or_old", text="跟窗口说的相反"
    )
    number = written(taken["number"])
    assert number in taken["text"]

    assert number in stack.officer("feedback", "list", "--open")
    shown = stack.officer("feedback", "show", number)
    assert "失业保险金" in shown
    assert "失业金能领几个月,我叫[姓名]" in shown
    assert "跟窗口说的相反" in shown
    stack.officer("feedback", "close", number, "--note", "核对过了")
    assert number not in stack.officer("feedback", "list", "--open")

    tables = tmp_path / "tables"
    engine = connect(f"sqlite:///{stack.var / 'suyetong.db'}")
    write_tables(engine, tables)
    engine.dispose()
    kept = tables.read_text(encoding="utf-8") + stack.logs()
    assert taken["number"] in kept
    for secret in ("欧阳丹青", "跟窗口说的相反", "失业金能领几个月", "核对过了", conversation):
        assert secret not in kept


def test_a_complaint_in_the_chat_opens_the_record_of_the_answer_before_it(
    stack: Stack, api: httpx.Client, say: Say, conversation: str
) -> None:
    say("稳岗返还现在还能申请吗", client_message_id="m1")
    told = say("你这答得不对，我要投诉", client_message_id="m2").json()

    assert (told["status"], told["topic"]["journey"]) == ("contact_given", "complaint_feedback")
    first = told["messages"][0]["text"]
    assert "12345" in first
    again = say("你这答得不对，我要投诉", client_message_id="m3").json()["messages"][0]["text"]
    number = first.split("编号")[1][:9]
    assert number in again
    shown = stack.officer("feedback", "show", number)
    assert "稳岗返还现在还能申请吗" in shown
    assert shown.count("我要投诉") == 1


def test_the_history_names_answers_and_what_they_were(
    api: httpx.Client, say: Say, conversation: str
) -> None:
    answer = say("失业金要带什么材料", client_message_id="m1").json()
    asked, told = api.get(f"/api/v1/conversations/{conversation}").json()["messages"][:2]

    assert asked["id"] == told["id"] == answer["id"]
    assert (asked["status"], told["status"]) == (None, "answered")
    assert judge(api, conversation, message=told["id"], helpful=True)["number"] is None


def test_reading_is_in_the_audit_trail(
    stack: Stack, api: httpx.Client, say: Say, conversation: str
) -> None:
    say("失业金要带什么材料", client_message_id="m1")
    number = judge(api, conversation, message="m1", helpful=False)["number"]
    stack.officer("feedback", "show", number)

    engine = connect(f"sqlite:///{stack.var / 'suyetong.db'}")
    with engine.connect() as connection:
        wanted = text("SELECT actor, action FROM audit_records WHERE detail = :number")
        ((actor, action),) = connection.execute(wanted, {"number": number}).all()
    engine.dispose()
    assert actor.startswith("cli:")
    assert action == "feedback_read"
