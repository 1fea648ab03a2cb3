"""The site's pages that are made of the knowledge base."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from bot.policies.model import Aspect
from tests.fakes import TODAY, Fakes

ESCAPED = "<script>alert(1)</script>"


def text_of(page: str) -> str:
    """What a person reads of it."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", page)))


def test_every_policy_and_every_service_item_is_listed_with_a_link_that_opens(
    client: TestClient, fakes: Fakes
) -> None:
    knowledge = fakes.knowledge.edition.knowledge
    page = client.get("/policies").text
    for kind, held in (("policies", knowledge.policies), ("items", knowledge.service_items)):
        for id, each in held.items():
            assert f'href="/{kind}/{id}"' in page
            opened = client.get(f"/{kind}/{id}")
            assert opened.status_code == 200
            assert f"<h1>{each.name}</h1>" in opened.text


def test_a_page_holds_every_statement_of_every_version_and_what_is_not_known(
    client: TestClient, fakes: Fakes
) -> None:
    knowledge = fakes.knowledge.edition.knowledge
    for policy in knowledge.policies.values():
        page = text_of(client.get(f"/policies/{policy.id}").text)
        for version in policy.versions:
            assert text_of(version.name) in page
            for _, sections in version.overlays():
                for _, statement in sections.all():
                    assert text_of(statement.text).rstrip("。") in page, statement.text
            for unknown in version.unknown:
                assert text_of(unknown.text) in page


def test_a_page_of_an_item_holds_every_statement_and_every_unknown(
    client: TestClient, fakes: Fakes
) -> None:
    for item in fakes.knowledge.edition.knowledge.service_items.values():
        page = text_of(client.get(f"/items/{item.id}").text)
        for place, sections in item.overlays():
            assert place is None or place in page
            for _, statement in sections.all():
                assert text_of(statement.text).rstrip("。") in page, statement.text
        for unknown in item.unknown:
            assert text_of(unknown.text).rstrip("。") in page


def test_a_page_says_how_the_policy_stands_and_where_each_sentence_is_from(
    client: TestClient,
) -> None:
    benefit = text_of(client.get("/policies/unemployment_benefit").text)
    refund = text_of(client.get("/policies/job_stability_refund").text)

    assert "现行：2018年12月28日印发" in benefit
    assert "缴费不满10年的，按失业前12个月月均缴费基数的45%。（江苏省人民政府令第125号）" in benefit
    assert "转载口径，请以当地为准" in benefit
    assert "2026年11月24日的口径，资料核对于" in benefit
    assert "已经到期" in refund


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ({"q": "失业保险金"}, "unemployment_benefit", "fumin_startup_loan"),
        ({"q": "失业金"}, "unemployment_benefit", "fumin_startup_loan"),
        ({"who": "enterprise"}, "job_stability_refund", "unemployment_benefit"),
        ({"now": "1"}, "unemployment_benefit", "universal_startup_plan_2020"),
        ({"q": " 失业 "}, "unemployment_benefit", "fumin_startup_loan"),
    ],
)
def test_the_list_is_filtered(
    client: TestClient, query: dict[str, str], there: str, gone: str
) -> None:
    page = client.get("/policies", params=query).text

    assert f'href="/policies/{there}"' in page
    assert f'href="/policies/{gone}"' not in page


def test_what_runs_comes_before_what_has_ended(client: TestClient) -> None:
    page = client.get("/policies").text
    policies = page[page.index('id="policies"') :]
    past = [bool(kind) for kind in re.findall(r'<li( class="past")?>\s*<h3>', policies)]

    assert True in past
    assert past == sorted(past)


def test_nothing_fits_is_said(client: TestClient) -> None:
    page = client.get("/policies", params={"q": "没有这样的东西"}).text
    assert page.count("没有符合的。") == 2


def test_what_is_typed_is_shown_again_and_never_as_markup(client: TestClient) -> None:
    page = client.get("/policies", params={"q": ESCAPED[:50], "who": ESCAPED, "now": ESCAPED}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("path", ["/policies/nowhere", "/items/nowhere", "/policies/失业金吧"])
def test_what_is_not_held_is_said_above_the_list(client: TestClient, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 404
    assert "没有收录您要看的这一项" in page.text
    assert 'href="/policies/unemployment_benefit"' in page.text


def test_the_front_page_leads_to_every_item_and_to_the_newest_policies(
    client: TestClient, fakes: Fakes
) -> None:
    page = client.get("/").text
    for id in fakes.knowledge.edition.knowledge.service_items:
        assert f'href="/items/{id}"' in page
    assert page.index("/policies/fumin_startup_loan") < page.index("/policies/sugang_loan")
    assert page.count("演示站，非政府官方网站") >= 2
    assert "<suyetong-chat open>" in page


@pytest.mark.parametrize("path", ["/", "/policies", "/policies/unemployment_benefit"])
def test_a_page_is_strict_and_says_that_it_is_a_demonstration(
    client: TestClient, path: str
) -> None:
    page = client.get(path)

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "演示站，非政府官方网站" in page.text
    assert str(TODAY.year) in page.text
    assert 'src="http' not in page.text


def test_hotlines_are_those_of_the_knowledge_base(client: TestClient, fakes: Fakes) -> None:
    page = client.get("/policies").text
    numbers = set(re.findall(r'href="tel:(\d+)"', page))
    held = {each.number for each in fakes.knowledge.edition.knowledge.contacts.hotlines}
    assert numbers == held


def test_every_side_has_a_heading_in_words(client: TestClient, fakes: Fakes) -> None:
    name = fakes.knowledge.edition.answerer.aspect_name(Aspect.AMOUNT)
    assert f"<h3>{name}</h3>" in client.get("/policies/unemployment_benefit").text


def test_reading_is_limited(client: TestClient, fakes: Fakes) -> None:
    fakes.limits.refuses = True
    assert client.get("/policies").status_code == 429
