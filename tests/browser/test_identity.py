"""Who somebody is, asked in the widget: nothing of it stays readable on the screen."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import SLOW, ask, last_answer, press, prove_to_be
from tests.stack import Stack

NUMBER = "YS2026110005"
KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


def test_the_field_is_the_one_for_a_number_then_for_a_code_then_for_words(
    page: Page, stack: Stack
) -> None:
    ask(page, "查办理进度")
    expect(page.get_by_label("申请编号或证件号码")).to_have_attribute(
        "autocomplete", "off", timeout=SLOW
    )
    expect(page.get_by_label("您的问题")).to_have_count(0)
    ask(page, NUMBER)
    code = page.get_by_label("短信里的验证码")
    expect(code).to_have_attribute("autocomplete", "one-time-code", timeout=SLOW)
    expect(code).to_have_attribute("inputmode", "numeric")
    expect(code).to_be_focused()
    press(page, "不查了")
    expect(page.get_by_label("您的问题")).to_be_visible(timeout=SLOW)


def test_words_can_be_written_all_the_same(page: Page) -> None:
    ask(page, "查办理进度")
    expect(page.get_by_label("申请编号或证件号码")).to_be_visible(timeout=SLOW)
    press(page, "改用打字")
    expect(page.get_by_label("您的问题")).to_be_focused()
    ask(page, "失业金要什么条件")
    expect(page.locator(".bubble.user").last).to_contain_text("失业金要什么条件")
    expect(page.locator(".bubble.bot", has_text="缴费满一年")).to_have_count(1, timeout=SLOW)


def test_the_timeline_shows_what_was_come_to_and_what_is_next(page: Page, stack: Stack) -> None:
    prove_to_be(page, NUMBER, stack.var)
    expect(last_answer(page)).to_contain_text("就业困难人员认定", timeout=SLOW)
    steps = last_answer(page).get_by_role("list", name="就业困难人员认定办到哪一步")
    expect(steps.locator("li")).to_have_count(4)
    expect(steps.locator("li").first).to_contain_text("受理")
    expect(steps.locator("li.now")).to_contain_text("公示")
    expect(steps.locator("li.now")).to_contain_text("现在")
    expect(steps.locator("li.next")).to_contain_text("下一步：复核")
    expect(steps.locator("li.next")).to_contain_text("最晚 2026-11-25")


def test_number_and_code_are_neither_shown_nor_kept(page: Page, stack: Stack) -> None:
    code = prove_to_be(page, NUMBER, stack.var)
    expect(last_answer(page)).to_contain_text("就业困难人员认定", timeout=SLOW)
    log = page.get_by_role("log")
    expect(log).to_contain_text("••••0005")
    for hidden in (NUMBER, code):
        expect(log).not_to_contain_text(hidden)
        assert hidden not in page.evaluate(KEPT)
    page.reload()
    expect(page.locator(".history")).to_contain_text("[申请编号]", timeout=SLOW)
    expect(page.locator(".history")).to_contain_text("[验证码]")
    # What was told is for who proved it, and not for who reads on later.
    expect(page.locator(".history")).to_contain_text("办理进度不留在记录里")
    for hidden in (NUMBER, code, "就业困难人员认定"):
        expect(log).not_to_contain_text(hidden)


def test_the_code_can_still_be_sent_after_a_reload(page: Page) -> None:
    ask(page, "查办理进度")
    expect(page.get_by_label("申请编号或证件号码")).to_be_visible(timeout=SLOW)
    ask(page, NUMBER)
    expect(page.get_by_label("短信里的验证码")).to_be_visible(timeout=SLOW)
    page.reload()
    expect(page.get_by_label("短信里的验证码")).to_be_visible(timeout=SLOW)


def test_whoever_leaves_leaves_nothing_on_the_screen(page: Page, stack: Stack) -> None:
    prove_to_be(page, NUMBER, stack.var)
    expect(page.locator(".timeline")).to_have_count(1, timeout=SLOW)
    press(page, "退出查询")
    expect(last_answer(page)).to_contain_text("已经退出查询", timeout=SLOW)
    expect(page.locator(".timeline")).to_have_count(0)
    expect(page.get_by_role("log")).not_to_contain_text("YS20****05")


def test_a_long_number_that_nobody_asked_for_is_not_shown_either(page: Page) -> None:
    ask(page, "我的身份证号是320000180001010012")
    expect(page.locator(".bubble.user").last).to_contain_text("我的身份证号是••••0012")
    expect(last_answer(page)).not_to_contain_text("320000180001010012")


def test_the_whole_of_ones_own_data_can_be_taken_along(page: Page, stack: Stack) -> None:
    prove_to_be(page, NUMBER, stack.var)
    expect(last_answer(page)).to_contain_text("就业困难人员认定", timeout=SLOW)
    press(page, "导出我的信息")
    with page.expect_download(timeout=SLOW) as download:
        press(page, "下载我的信息")

    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))

    assert download.value.suggested_filename == "我的信息.json"
    (application,) = kept["data"]["applications"]["items"]
    assert application["number"] == NUMBER
    expect(page.get_by_role("log")).not_to_contain_text(NUMBER)
