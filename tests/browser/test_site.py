"""The site around the conversation: its pages read, printed and used by hand."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import ask, last_answer
from tests.browser.test_accessible import findings
from tests.stack import Stack

_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PAGES = ["/", "/policies", "/policies/unemployment_benefit", "/items/unemployment_registration"]


@pytest.mark.parametrize("path", PAGES)
def test_no_finding_on_any_page_and_nothing_is_wider_than_a_small_screen(
    page: Page, path: str
) -> None:
    page.goto(path)
    assert not findings(page)
    page.emulate_media(color_scheme="dark")
    assert not findings(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.evaluate(_WIDER)


def test_from_a_tile_to_what_to_bring_and_back_to_a_question(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="失业登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("失业登记")
    expect(page.get_by_text("有效身份证件")).to_be_visible()
    page.get_by_role("link", name="就这件事提问、预约").click()
    ask(page, "失业登记要带什么")
    expect(last_answer(page)).to_contain_text("身份证")


def test_the_list_is_filtered_without_javascript(browser: Browser, stack: Stack) -> None:
    with browser.new_context(java_script_enabled=False, base_url=stack.url) as context:
        page = context.new_page()
        page.goto("/policies")
        page.get_by_label("名称或内容里的字").fill("稳岗")
        page.get_by_role("button", name="筛选").click()
        expect(page.locator('a[href="/policies/job_stability_refund"]')).to_be_visible()
        expect(page.locator('a[href="/policies/fumin_startup_loan"]')).to_have_count(0)


def test_on_paper_there_is_the_text_and_nothing_to_press(page: Page) -> None:
    page.goto("/policies/unemployment_benefit")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("演示站，非政府官方网站")).to_be_visible()
    for unseen in (page.get_by_role("navigation"), page.get_by_text("就这项政策提问")):
        expect(unseen).to_be_hidden()
