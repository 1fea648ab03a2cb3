"""axe-core finds nothing serious in any look; WCAG 2.2 at level AA."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.steps import (
    SLOW,
    ask,
    book,
    last_answer,
    offered_times,
    press,
    press_when_there,
    prove_to_be,
)
from tests.stack import Stack

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOKS = {
    "normal": [],
    "elder": ["大字"],
    "contrast": ["高对比"],
    "dark": ["深色"],
    "elder, contrast and dark": ["大字", "高对比", "深色"],
}


def findings(page: Page) -> list[str]:
    """Each finding with the place it was found at."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['impact']} {each['id']}: {[node['target'] for node in each['nodes']][:3]}"
        for each in found
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_no_finding_in_any_card(page: Page, stack: Stack, look: str) -> None:
    press(page, "更多")
    for name in LOOKS[look]:
        press(page, name)
    ask(page, "富民创业贷最多能贷多少")
    expect(last_answer(page)).to_contain_text("连云港市", timeout=SLOW)
    last_answer(page).locator("summary").first.click()
    ask(page, "我46岁女的，能认定就业困难人员吗")
    expect(last_answer(page)).to_contain_text("办过失业登记吗", timeout=SLOW)
    assert not findings(page)
    ask(page, "是")
    expect(last_answer(page)).to_contain_text("符合条件", timeout=SLOW)
    last_answer(page).locator("summary", has_text="全部条件").click()
    ask(page, "贷20万三年，年利率4.35%，每个月要还多少")
    expect(last_answer(page)).to_contain_text("每月还5935.99元", timeout=SLOW)
    last_answer(page).locator("summary", has_text="逐月还款表").click()
    assert not findings(page)
    ask(page, "预约失业登记")
    press_when_there(page, "演示二号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    last_answer(page).locator("summary", has_text="看别的日子和时间").click()
    expect(last_answer(page).locator("details .times")).to_be_visible(timeout=SLOW)
    assert not findings(page)
    press(page, "重新开始")
    book(page).get_by_role("button", name="出示二维码").click()
    expect(page.get_by_role("img")).to_be_visible(timeout=SLOW)
    assert not findings(page)
    ask(page, "查办理进度")
    expect(page.get_by_label("申请编号或证件号码")).to_be_visible(timeout=SLOW)
    assert not findings(page)
    press(page, "不查了")
    expect(page.get_by_label("您的问题")).to_be_visible(timeout=SLOW)
    prove_to_be(page, "YS2026110005", stack.var)
    expect(page.locator(".timeline")).to_be_visible(timeout=SLOW)
    assert not findings(page)
