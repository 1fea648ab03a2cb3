"""Large type, contrast, the dark, little motion, narrow screens, and how heavy the widget is."""

import gzip

from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import (
    SLOW,
    ask,
    book,
    is_wider_than_its_box,
    last_answer,
    offered_times,
    press,
    press_when_there,
)
from tests.stack import Stack

LETTERS = "node => getComputedStyle(node).fontSize"
GROUND = "node => getComputedStyle(node).backgroundColor"


def test_large_type_stays_after_a_reload_and_asks_for_fewer_choices(page: Page) -> None:
    bubble = page.locator(".bubble.bot").first
    assert bubble.evaluate(LETTERS) == "16px"
    large = page.get_by_role("button", name="大字")
    large.click()
    expect(large).to_have_attribute("aria-pressed", "true")
    assert bubble.evaluate(LETTERS) == "22px"
    assert large.evaluate("node => node.getBoundingClientRect().height >= 56")
    expect(page.get_by_role("button", name="查办理进度")).to_be_hidden()
    press(page, "更多选择（2）")
    expect(page.get_by_role("button", name="查办理进度")).to_be_visible()
    expect(page.get_by_role("button", name="预约失业登记")).to_be_focused()
    page.reload()
    assert page.locator(".bubble.bot").first.evaluate(LETTERS) == "22px"
    press(page, "大字")
    expect(page.get_by_role("button", name="查办理进度")).to_be_visible()


def test_large_type_opens_what_a_question_means(page: Page) -> None:
    press(page, "大字")
    ask(page, "我36岁女的，登记失业了，能认定就业困难人员吗")
    expect(page.get_by_text("多个情况可以一起说")).to_be_visible(timeout=SLOW)


def test_contrast_and_dark_are_chosen_by_hand_or_by_the_system(
    browser: Browser, stack: Stack
) -> None:
    context = browser.new_context(base_url=stack.url, color_scheme="dark", contrast="more")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="更多").click()
    panel = page.locator(".panel")
    assert panel.evaluate(GROUND) == "rgb(0, 0, 0)"
    press(page, "深色")
    assert panel.evaluate(GROUND) == "rgb(255, 255, 255)"
    press(page, "高对比")
    expect(page.get_by_role("button", name="高对比")).to_have_attribute("aria-pressed", "false")
    page.reload()
    assert page.locator(".panel").evaluate(GROUND) == "rgb(255, 255, 255)"
    context.close()


def test_nothing_moves_for_whoever_wants_that(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.route("**/messages", lambda route: None)
    ask(page, "你好")
    dot = page.locator(".typing i").first
    expect(dot).to_be_visible()
    assert dot.evaluate("node => getComputedStyle(node).animationName") == "none"


def test_every_card_fits_320_pixels_also_in_large_type(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    last_answer(page).locator("summary", has_text="看别的日子和时间").click()
    expect(last_answer(page).locator("details .times")).to_be_visible(timeout=SLOW)
    assert not is_wider_than_its_box(page)
    press(page, "大字")
    assert not is_wider_than_its_box(page)
    press(page, "重新开始")
    booked = book(page)
    booked.get_by_role("button", name="出示二维码").click()
    expect(booked.get_by_role("img")).to_be_visible(timeout=SLOW)
    assert not is_wider_than_its_box(page)


def test_the_widget_is_one_script_of_less_than_40_kilobytes(page: Page, stack: Stack) -> None:
    with stack.client() as client:
        answer = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
        with client.stream("GET", "/widget.js", headers={"Accept-Encoding": "gzip"}) as raw:
            transferred = sum(len(part) for part in raw.iter_raw())
        again = client.get("/widget.js", headers={"If-None-Match": answer.headers["etag"]})
    assert answer.headers["content-encoding"] == "gzip"
    assert transferred < 40_000
    assert len(gzip.compress(answer.content)) - transferred < 100
    assert again.status_code == 304
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert [name for name in loaded if name.endswith(".js")] == [f"{stack.url}/widget.js"]
