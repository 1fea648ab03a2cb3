"""How loans are told, by the knowledge base in use. Invented numbers would show as strangers."""

import re
from datetime import date
from decimal import Decimal

import pytest

from bot.outcomes import Outcome
from bot.policies.loan_cards import LoanCards
from bot.policies.loan_choices import LoanChoice, read_loan_choice
from bot.policies.loan_dialogue import Field, LoanTalk
from bot.policies.loan_known import own_terms, terms_on
from bot.policies.loan_replies import LoanReplies
from bot.policies.loan_schedule import Repayment
from bot.policies.loan_terms import Borrower
from bot.policies.loans import Loan, quote

TODAY = date(2026, 11, 24)
TALK = LoanTalk(principal=Decimal(200000), months=36, annual_rate=Decimal("4.35"))


@pytest.fixture(scope="session")
def policy(real_edition):
    return real_edition.knowledge.policies["fumin_startup_loan"]


@pytest.fixture(scope="session")
def replies(real_edition):
    return LoanReplies(real_edition, TODAY)


@pytest.fixture(scope="session")
def quoted(real_edition, policy, replies):
    def quoted(talk: LoanTalk):
        loan = talk.loan(TODAY)
        terms = terms_on(policy, real_edition.knowledge, loan.on, TODAY, loan.region)
        return replies.quoted(quote(loan, terms), talk, [])

    return quoted


@pytest.fixture(scope="session")
def card(real_edition, policy):
    def card(loan: Loan, group: str | None = None, unread: bool = False):
        terms = terms_on(policy, real_edition.knowledge, loan.on, TODAY, loan.region)
        return LoanCards(real_edition.answerer, TODAY).card(quote(loan, terms), group, unread)

    return card


def with_region(region: str) -> LoanTalk:
    return LoanTalk(**{**TALK.__dict__, "region": region})


def test_a_quote_says_payment_interest_subsidy_cost_formula_and_sources(quoted):
    reply = quoted(TALK)
    text = reply.messages[0].text

    assert reply.status == Outcome.QUOTED
    for part in (
        "2025年办法",
        "每月还5935.99元",
        "最后一个月还5935.86元",
        "一共还213695.51元",
        "利息合计13695.51元",
        "财政贴息多少：资料里没有见到",
        "自己承担利息先按13695.51元算",
        "月利率＝年利率÷12",
        "个人最高30万元",
        "财金〔2023〕75号",
        "资料里没有见到：2025年办法规定的最高额度、期限、利率上限、贴息比例和次数。请打12333核实。",
        "依据：苏财金〔2025〕149号（2025年9月24日）",
        "资料核对于2026年11月24日",
    ):
        assert part in text


def test_a_way_of_paying_back_that_was_not_said_is_said_to_be_assumed(quoted):
    said = LoanTalk(**{**TALK.__dict__, "repayment": Repayment.EQUAL_INSTALMENT})

    assert "还款方式您没有说" in quoted(TALK).messages[0].text
    assert "还款方式您没有说" not in quoted(said).messages[0].text


def test_a_city_s_subsidy_is_told_as_that_city_s_words_of_a_year(quoted):
    text = quoted(with_region("盐城市")).messages[0].text

    assert "财政贴息6847.76元" in text
    assert "（盐城市2024年公开口径，请以当地为准）" in text
    assert "自己承担利息6847.75元" in text
    assert "能贴几年、几次，资料里没有见到" in text


def test_a_place_without_figures_of_its_own_is_said_to_have_none(quoted):
    assert "南京市自己的规定：资料里没有见到" in quoted(with_region("南京市")).messages[0].text


def test_where_no_place_was_named_the_places_with_own_figures_are_offered(quoted):
    reply = quoted(TALK)

    assert "连云港市、盐城市" in reply.messages[0].text
    assert {"连云港市", "盐城市"} <= {button.title for button in reply.messages[0].buttons}


def test_more_than_a_cap_is_marked_and_still_reckoned(quoted):
    talk = LoanTalk(**{**TALK.__dict__, "principal": Decimal(400000), "borrower": Borrower.PERSON})
    reply = quoted(talk)

    assert reply.status == Outcome.QUOTED
    assert "⚠️ 国家办法：个人最高30万元" in reply.messages[0].text
    assert "您要的超过了" in reply.messages[0].text
    assert "说法不一：个人最高额度" in reply.messages[0].text
    assert "小微企业最高400万元" not in reply.messages[0].text


def test_without_a_rate_what_is_known_is_told_without_a_schedule(quoted):
    talk = LoanTalk(principal=Decimal(200000), months=36, no_rate=True)
    reply = quoted(talk)

    assert reply.status == Outcome.ANSWERED
    assert reply.messages[0].card.schedule is None
    assert "还不能算出每月还多少" in reply.messages[0].text
    assert "每月还5" not in reply.messages[0].text
    assert "个人最高30万元" in reply.messages[0].text


def test_within_what_is_sure_nothing_is_said_of_disagreement(quoted):
    assert "说法不一" not in quoted(TALK).messages[0].text


def test_a_loan_of_one_month_is_told_as_one_payment(quoted):
    talk = LoanTalk(principal=Decimal(10000), months=1, annual_rate=Decimal(12))

    assert "一个月到期，连本带利还10100元" in quoted(talk).messages[0].text


@pytest.mark.parametrize("repayment", Repayment)
def test_every_button_of_a_quote_can_be_read(quoted, real_edition, repayment):
    talk = LoanTalk(**{**TALK.__dict__, "repayment": repayment})

    for button in quoted(talk).messages[0].buttons:
        assert read_loan_choice(button.payload, real_edition.knowledge)
        assert button.title != "等额本息" or repayment is not Repayment.EQUAL_INSTALMENT


# -- the card


def test_the_card_holds_the_whole_schedule_in_numbers_of_json(card):
    loan = Loan(Decimal(200000), 36, TODAY, annual_rate=Decimal("4.35"))
    data = card(loan).model_dump(mode="json")

    assert len(data["schedule"]) == 36
    assert data["schedule"][0] == {
        "month": 1,
        "payment": 5935.99,
        "principal": 5210.99,
        "interest": 725.0,
        "balance": 194789.01,
    }
    assert sum(Decimal(str(line["principal"])) for line in data["schedule"]) == 200000
    assert sum(Decimal(str(line["interest"])) for line in data["schedule"]) == Decimal("13695.51")
    assert (data["interest"], data["subsidy"], data["own_cost"]) == (13695.51, None, 13695.51)


def test_every_figure_of_the_card_names_its_source_date_trust_and_place(card):
    shown = card(Loan(Decimal(200000), 36, TODAY, region="连云港市"))

    cap = next(figure for figure in shown.figures if figure.region is None)
    assert (cap.document, cap.trust, cap.valid_from, cap.valid_to) == (
        "财金〔2023〕75号",
        "A",
        "2023-10-01",
        "2028-09-30",
    )
    assert not cap.to_confirm
    assert shown.sources[cap.source].number == cap.document
    own = [figure for figure in shown.figures if figure.region == "连云港市"]
    assert {figure.kind for figure in own} == {"cap", "term"}
    assert all(figure.to_confirm and figure.trust == "C" for figure in own)
    assert {figure.year for figure in own} == {"2023年", "年份未注明"}


def test_the_card_says_which_rates_were_used_and_who_gave_them(card):
    loan = Loan(
        Decimal(200000),
        36,
        date(2020, 5, 1),
        annual_rate=Decimal("4.35"),
        base_rate=Decimal("3.85"),
        favoured=True,
    )
    shown = card(loan, "key_group")

    assert [(rate.name, rate.percent, rate.given_by) for rate in shown.rates] == [
        ("annual_rate", Decimal("4.35"), "asker"),
        ("base_rate", Decimal("3.85"), "asker"),
    ]
    assert all(rate.on == date(2020, 5, 1) for rate in shown.rates)
    assert shown.standing == "superseded"
    assert shown.subsidy_at_most
    assert shown.group == "key_group"


def test_the_card_asks_for_what_is_needed_in_words(card):
    loan = Loan(Decimal(200000), 36, date(2020, 5, 1), annual_rate=Decimal(4))

    needed = {each.field: each.question for each in card(loan).needed}
    assert set(needed) == {"base_rate", "group"}
    assert "高校毕业生" in needed["group"]
    assert [n.field for n in card(Loan(Decimal(200000), 36, TODAY)).needed] == ["annual_rate"]


def test_a_kind_of_borrower_that_was_not_understood_is_said_to_be(card):
    shown = card(Loan(Decimal(200000), 36, TODAY), "火星人", unread=True)

    assert shown.group is None
    assert any("没有认出“火星人”" in note for note in shown.notes)


# -- questions


@pytest.mark.parametrize("field", Field)
def test_a_question_repeats_what_was_told(replies, field):
    reply = replies.ask(LoanTalk(principal=Decimal(200000), region="盐城市"), field, ["先说一句"])

    assert reply.status == Outcome.ASK_FACT
    assert reply.messages[0].text.startswith("先说一句\n记下了：20万元、盐城市。\n")


def test_the_rate_is_asked_for_with_a_way_to_go_on_without_it(replies):
    (button,) = replies.ask(LoanTalk(), Field.ANNUAL_RATE, []).messages[0].buttons

    assert button.payload == LoanChoice(no_rate=True).payload


def test_terms_are_offered_as_buttons(replies):
    buttons = replies.ask(LoanTalk(), Field.MONTHS, []).messages[0].buttons

    assert [button.title for button in buttons] == ["1年", "2年", "3年"]


# -- what is known


@pytest.fixture(scope="session")
def info(real_edition, policy, replies):
    def info(region: str | None):
        knowledge = real_edition.knowledge
        terms = terms_on(policy, knowledge, TODAY, TODAY, region)
        places = terms.elsewhere if region is None else ()
        own = [own_terms(policy, knowledge, TODAY, TODAY, place) for place in places]
        return replies.info(policy, [terms, *own], region)

    return info


def test_what_is_known_is_told_by_kind_and_what_is_not_is_said(info):
    reply = info(None)
    text = reply.messages[0].text

    assert reply.status == Outcome.ANSWERED
    assert reply.topic.journey == "loan_info"
    assert "利率：资料里没有见到。" in text
    assert "（连云港市2023年公开口径，请以当地为准）" in text
    assert "（盐城市2024年公开口径，请以当地为准）" in text
    assert text.count("说法不一：") == 3
    assert reply.messages[0].card.aspect == "amount"


def test_for_one_place_only_its_figures_and_the_country_s_are_told(info):
    text = info("盐城市").messages[0].text

    assert "连云港" not in text.split("说法不一")[0]
    assert "期限：资料里没有见到。" in text


def test_no_number_is_told_that_the_knowledge_base_does_not_hold(info, policy):
    told = set(re.findall(r"\d+(?:\.\d+)?", info(None).messages[0].text))
    held = set(re.findall(r"\d+(?:\.\d+)?", policy.model_dump_json()))

    # Months and days stand there with a zero in front; 12333 is the hotline.
    assert {number for number in told if number not in held and f"0{number}" not in held} <= {
        "12333"
    }


def test_without_any_loan_the_hotline_is_given(replies):
    reply = replies.nothing()

    assert reply.status == Outcome.NOT_IN_KNOWLEDGE
    assert "12333" in reply.messages[0].text
