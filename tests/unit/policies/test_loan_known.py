"""What is known of the loan, by the knowledge base in use."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.policies.loan_known import Group, Terms, loan_policies, own_terms, read_group, terms_on
from bot.policies.loan_terms import Borrower, Cap, LongestTerm, Subsidy
from bot.policies.model import Policy
from bot.policies.store import Edition
from bot.policies.versions import Standing

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def fumin(real_edition: Edition) -> Policy:
    return real_edition.knowledge.policies["fumin_startup_loan"]


@pytest.fixture(scope="session")
def known(fumin: Policy, real_edition: Edition):
    def known(on: date, region: str | None = None) -> Terms:
        return terms_on(fumin, real_edition.knowledge, on, TODAY, region)

    return known


def caps(terms: Terms) -> set[tuple[str | None, Borrower, Decimal, int]]:
    return {
        (known.region, known.figure.who, known.figure.amount, known.figure.hired_from)
        for known in terms.of(Cap)
    }


def test_the_loan_is_the_policy_with_a_loans_figures(real_edition, fumin):
    assert loan_policies(real_edition.knowledge) == [fumin]


def test_today_the_caps_of_the_country_are_known(known):
    terms = known(TODAY)

    assert terms.version.id == "fumin_startup_loan_2025"
    assert terms.standing is Standing.IN_FORCE
    assert caps(terms) == {
        (None, Borrower.PERSON, Decimal(300000), 0),
        (None, Borrower.COMPANY, Decimal(4000000), 0),
    }
    assert not terms.of(LongestTerm)
    assert not terms.of(Subsidy)
    assert terms.elsewhere == ("连云港市", "盐城市")


def test_the_country_s_caps_begin_and_end_on_their_days(known):
    on_the_day = (None, Borrower.PERSON, Decimal(300000), 0)

    assert on_the_day not in caps(known(date(2023, 9, 30)))
    assert on_the_day in caps(known(date(2023, 10, 1)))
    assert on_the_day in caps(known(date(2028, 9, 30)))
    assert on_the_day not in caps(known(date(2028, 10, 1)))


def test_the_notice_of_2018_answers_for_its_time_and_is_said_to_be_the_old_one(known):
    terms = known(date(2020, 5, 1))

    assert terms.version.id == "fumin_startup_loan_2018"
    assert terms.standing is Standing.SUPERSEDED
    assert caps(terms) == {
        (None, Borrower.PERSON, Decimal(300000), 3),
        (None, Borrower.PERSON, Decimal(500000), 6),
    }


def test_a_city_s_own_figures_stand_before_the_country_s(known):
    terms = known(TODAY, "连云港市")

    assert [each.region for each in terms.of(Cap)] == ["连云港市", "连云港市", None, None]
    assert [each.figure.months for each in terms.of(LongestTerm)] == [36, 24]
    assert terms.elsewhere == ("盐城市",)


def test_a_county_has_its_city_s_figures(known):
    assert {each.region for each in known(TODAY, "赣榆区").of(LongestTerm)} == {"连云港市"}


def test_another_city_has_only_the_country_s_figures(known):
    assert {each.region for each in known(TODAY, "南京市").figures} == {None}


def test_a_city_s_subsidy_begins_on_its_day(known):
    assert not known(date(2024, 2, 29), "盐城市").of(Subsidy)[0].region
    assert known(date(2024, 3, 1), "盐城市").of(Subsidy)[0].region == "盐城市"


def test_the_old_subsidy_is_not_reckoned_with_once_it_was_changed(known):
    assert known(date(2024, 2, 29)).of(Subsidy)
    assert not known(date(2024, 3, 1)).of(Subsidy)


def test_what_a_place_has_of_its_own_is_without_the_country_s(fumin, real_edition):
    own = own_terms(fumin, real_edition.knowledge, TODAY, TODAY, "连云港市")

    assert {each.region for each in own.figures} == {"连云港市"}


def test_a_repost_or_a_place_s_own_figure_is_to_be_confirmed(known):
    country, own = known(TODAY).of(Cap)[0], known(TODAY, "连云港市").of(Cap)[0]

    assert not country.to_confirm
    assert own.to_confirm
    assert replace(country, region="南京市").to_confirm
    assert replace(country, citation=own.citation).to_confirm


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("person", Group(Borrower.PERSON)),
        ("company", Group(Borrower.COMPANY)),
        ("key_group", Group(Borrower.PERSON, True)),
        ("other", Group(Borrower.PERSON, False)),
        ("veteran", Group(Borrower.PERSON, True)),
        ("高校毕业生", Group(Borrower.PERSON, True)),
        ("火星人", None),
    ],
)
def test_a_kind_of_borrower_is_read(said, group, fumin):
    assert read_group(said, fumin) == group
