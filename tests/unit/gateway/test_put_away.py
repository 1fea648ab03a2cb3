"""What was told goes to the vault, and a code that is awaited out of the text."""

import pytest

from bot.gateway.metrics import Metrics
from bot.gateway.steps.clean import clean
from bot.gateway.steps.put_away import put_away
from bot.gateway.turn import Turn
from bot.identity.numbers import Number, NumberKind
from tests.fakes import Fakes

ID_NUMBER, APPLICATION = "320000180001010012", "YS2026110001"


async def told(fakes: Fakes, text: str, conversation: str = "one") -> Turn:
    """The turn after it was put away."""
    edition = fakes.knowledge.edition
    turn = Turn(conversation, "client", text, None, edition, fakes.parts, Metrics())
    await clean(turn)
    await put_away(turn)
    return turn


def asked_for_a_code(fakes: Fakes, conversation: str = "one") -> None:
    number = Number(NumberKind.APPLICATION_NUMBER, APPLICATION)
    fakes.personal.parts.identity.begin(conversation, "client", number, fakes.now)


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        (f"身份证{ID_NUMBER}", "id_number", ID_NUMBER),
        (f"编号 {APPLICATION}", "application_number", APPLICATION),
        ("我手机13812345678", "mobile", "13812345678"),
        ("91110000600037341L", "credit_code", "91110000600037341L"),
    ],
)
async def test_a_number_is_kept_in_the_vault_and_nowhere_in_the_text(
    fakes: Fakes, said: str, kind: str, value: str
) -> None:
    turn = await told(fakes, said)

    assert fakes.personal.vault.kept == {("one", kind): value}
    assert value not in turn.text + turn.shown


async def test_names_and_bank_cards_are_of_no_use_and_not_kept(fakes: Fakes) -> None:
    turn = await told(fakes, "我叫王小明，卡号4111111111111111")

    assert turn.text == "我叫[姓名],卡号[银行卡号]"
    assert fakes.personal.vault.kept == {}


async def test_of_two_numbers_of_a_kind_the_last_one_counts(fakes: Fakes) -> None:
    await told(fakes, "先打13900139000,不通再打13800138000")

    assert fakes.personal.vault.kept == {("one", "mobile"): "13800138000"}


@pytest.mark.parametrize(
    "form",
    ["123456", "123 456", "123-456", "12·34·56", "1 2 3 4 5 6", "一二三四五六", "１２３４５６"],
)
async def test_an_awaited_code_is_taken_out_however_it_is_grouped(fakes: Fakes, form: str) -> None:
    asked_for_a_code(fakes)
    turn = await told(fakes, f"验证码是{form}")

    assert (turn.text, turn.shown) == ("验证码是[验证码]", "验证码是[验证码]")
    assert fakes.personal.vault.kept == {("one", "code"): "123456"}


@pytest.mark.parametrize("text", ["123456元", "12345", "1234567", "借123456块钱", "2026-11-24"])
async def test_what_is_no_code_stays_though_one_is_awaited(fakes: Fakes, text: str) -> None:
    asked_for_a_code(fakes)

    assert (await told(fakes, text)).text == text
    assert fakes.personal.vault.kept == {}


async def test_where_none_is_awaited_six_digits_are_a_sum(fakes: Fakes) -> None:
    asked_for_a_code(fakes, "another")
    turn = await told(fakes, "200000")

    assert turn.text == "200000"
    assert fakes.personal.vault.kept == {}


async def test_a_button_s_payload_goes_on_as_it_is(fakes: Fakes) -> None:
    asked_for_a_code(fakes)
    turn = await told(fakes, '/loan_calc{"principal": "200000"}')

    assert "[验证码]" not in turn.text
    assert fakes.personal.vault.kept == {}


async def test_what_a_turn_prints_names_no_number(fakes: Fakes) -> None:
    turn = await told(fakes, f"身份证{ID_NUMBER}")

    assert ID_NUMBER not in repr(turn.found)
