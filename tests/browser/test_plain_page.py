"""The page without JavaScript: it asks, answers, and books."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import SIZES
from tests.stack import Stack


@pytest.fixture(params=SIZES)
def plain(request: pytest.FixtureRequest, browser: Browser, stack: Stack) -> Iterator[Page]:
    """A browser that runs no script."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        base_url=stack.url,
        java_script_enabled=False,
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="简单网页").first.click()
    yield page
    context.close()


def test_a_question_is_answered_and_the_conversation_goes_on(plain: Page) -> None:
    plain.get_by_label("您想问什么").fill("失业金要什么条件")
    plain.get_by_label("您想问什么").press("Enter")
    expect(plain.locator(".answer").last).to_contain_text("缴费满一年")
    plain.get_by_role("button", name="要带的材料").last.click()
    expect(plain.locator(".answer").last).to_contain_text("身份证或社保卡")
    expect(plain.locator(".said")).to_have_text(["您失业金要什么条件", "您失业保险金 要带的材料"])
    assert plain.url.endswith("/plain#say")


def test_enter_sends_what_was_written_where_there_are_buttons(plain: Page) -> None:
    plain.get_by_label("您想问什么").fill("预约失业登记")
    plain.get_by_label("您想问什么").press("Enter")
    plain.get_by_label("您想问什么").fill("失业金要什么条件")
    plain.get_by_label("您想问什么").press("Enter")
    expect(plain.locator(".answer").last).to_contain_text("缴费满一年")


def test_a_booking_is_made_without_a_script(plain: Page) -> None:
    plain.get_by_label("您想问什么").fill("预约失业登记")
    plain.get_by_label("您想问什么").press("Enter")
    plain.get_by_role("button", name="演示一号窗口（南京市）").click()
    plain.get_by_role("button", name="11月25日").last.click()
    plain.get_by_role("button", name="确认预约").click()
    expect(plain.locator(".answer").last).to_contain_text("约好了")


def test_the_page_read_anew_does_nothing_twice(plain: Page) -> None:
    plain.get_by_label("您想问什么").fill("失业金要什么条件")
    plain.get_by_label("您想问什么").press("Enter")
    expect(plain.locator(".said")).to_have_count(1)
    plain.reload()
    expect(plain.locator(".said")).to_have_count(1)
    expect(plain.locator(".answer")).to_have_count(1)


def test_hostile_text_stays_text_there_too(plain: Page) -> None:
    plain.get_by_label("您想问什么").fill('"><img src=x>失业金要什么条件')
    plain.get_by_label("您想问什么").press("Enter")
    expect(plain.locator("img")).to_have_count(0)
    expect(plain.locator(".said")).to_contain_text("<img src=x>")


def test_an_answer_that_did_not_help_is_told_without_a_script(plain: Page) -> None:
    plain.get_by_label("您想问什么").fill("失业金要什么条件")
    plain.get_by_label("您想问什么").press("Enter")
    plain.get_by_label("没帮上忙，是因为：").select_option("看不懂")
    plain.get_by_label("想说的").fill("句子太长")
    plain.get_by_label("想说的").press("Enter")
    expect(plain.get_by_role("status")).to_contain_text("您的意见记下了，编号")
    expect(plain.locator(".answer")).to_have_count(1)
    assert plain.url.endswith("/plain/feedback#opinion")
