"""Whether an answer helped: the quiet row under it, with the keyboard and in every look."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.steps import (
    FOCUSED,
    SLOW,
    ask,
    is_wider_than_its_box,
    last_answer,
    press,
    walk_to,
)
from tests.browser.test_accessible import LOOKS, findings

ASKED = "失业金要什么条件"
FEEDBACK = "**/api/v1/conversations/*/feedback"
NUMBER = re.compile(r"编号[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def row(page: Page) -> Locator:
    """The row under an answer."""
    ask(page, ASKED)
    expect(last_answer(page)).to_contain_text("缴费满一年", timeout=SLOW)
    return page.locator(".rating")


def told(row: Locator) -> Locator:
    return row.get_by_role("status")


def test_only_an_answer_has_it_and_the_answer_keeps_the_focus_where_it_was(
    page: Page, row: Locator
) -> None:
    expect(row).to_have_count(1)
    assert page.get_by_label("您的问题").evaluate(FOCUSED)
    assert row.evaluate("node => node.previousElementSibling.matches('.bubble.bot')")
    ask(page, "你好")
    expect(page.locator(".bubble.bot")).to_have_count(3, timeout=SLOW)
    ask(page, "我46岁女的，能认定就业困难人员吗")
    expect(last_answer(page)).to_contain_text("办过失业登记吗", timeout=SLOW)
    expect(row).to_have_count(1)


def test_what_helped_is_said_with_one_press_and_not_asked_again(page: Page, row: Locator) -> None:
    row.get_by_role("button", name="有用").click()
    expect(told(row)).to_contain_text("谢谢")
    expect(row.get_by_role("button", name="没帮上忙")).to_be_hidden()
    page.reload()
    expect(told(row)).to_have_text("您说过：有用。")
    expect(row.get_by_role("button", name="有用")).to_be_hidden()


def test_what_did_not_help_gets_a_number_by_the_keyboard_alone(page: Page, row: Locator) -> None:
    no = row.get_by_role("button", name="没帮上忙")
    walk_to(page, no)
    expect(no).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(no).to_have_attribute("aria-expanded", "true")
    assert no.evaluate(FOCUSED)
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(row.get_by_role("button", name="看不懂")).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("句子太长")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told(row)).to_have_text(NUMBER)
    assert told(row).evaluate(FOCUSED)
    number = NUMBER.findall(told(row).inner_text())[0]
    page.reload()
    expect(told(row)).to_have_text(f"您说过：没帮上忙，{number.replace('编号', '编号 ')}。")


def test_it_can_be_changed_and_keeps_its_number(page: Page, row: Locator) -> None:
    row.get_by_role("button", name="没帮上忙").click()
    row.get_by_role("button", name="提交意见").click()
    expect(told(row)).to_have_text(NUMBER)
    first = NUMBER.findall(told(row).inner_text())
    row.get_by_role("button", name="改一下").click()
    row.get_by_role("button", name="有用").click()
    expect(told(row)).to_contain_text("谢谢")
    row.get_by_role("button", name="改一下").click()
    row.get_by_role("button", name="没帮上忙").click()
    row.get_by_role("button", name="答非所问").click()
    row.get_by_role("button", name="提交意见").click()
    expect(told(row)).to_have_text(NUMBER)
    assert NUMBER.findall(told(row).inner_text()) == first


def test_what_is_not_taken_is_said_and_nothing_that_was_written_is_lost(
    page: Page, row: Locator
) -> None:
    def busy(route: Route) -> None:
        body = '{"detail": "系统正忙，请过一会儿再试。"}'
        route.fulfill(status=503, body=body, content_type="application/problem+json")

    page.route(FEEDBACK, busy)
    row.get_by_role("button", name="没帮上忙").click()
    row.locator("textarea").fill("不对")
    row.get_by_role("button", name="提交意见").click()
    expect(told(row)).to_have_text("系统正忙，请过一会儿再试。")
    expect(row.locator("textarea")).to_have_value("不对")
    page.unroute(FEEDBACK)
    row.get_by_role("button", name="提交意见").click()
    expect(told(row)).to_have_text(NUMBER)


def test_another_conversation_knows_nothing_of_it(page: Page, row: Locator) -> None:
    row.get_by_role("button", name="有用").click()
    expect(told(row)).to_contain_text("谢谢")
    press(page, "重新开始")
    expect(row).to_have_count(0)
    ask(page, ASKED)
    expect(row.get_by_role("button", name="有用")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("look", LOOKS)
def test_it_fits_320_pixels_and_has_no_finding_in_any_look(page: Page, look: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    press(page, "更多")
    for name in LOOKS[look]:
        press(page, name)
    ask(page, ASKED)
    row = page.locator(".rating")
    row.get_by_role("button", name="没帮上忙").click(timeout=SLOW)
    row.get_by_role("button", name="办不成").click()
    assert not is_wider_than_its_box(page)
    assert not findings(page)
    row.get_by_role("button", name="提交意见").click()
    expect(told(row)).to_have_text(NUMBER)
    assert not is_wider_than_its_box(page)
    assert not findings(page)
