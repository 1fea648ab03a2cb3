"""Screens of every card at phone and desktop width, into `docs/screens/`.

    python -m scripts.screens              starts a product of its own
    python -m scripts.screens URL VAR      uses the one at URL, whose data stands in the folder VAR

Today is 2026-11-24 there. Needs Debian's chromium and a font with Chinese characters
(fonts-noto-cjk fonts-noto-color-emoji).
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from bot.launcher.private import private_product
from tests.browser.chromium import SIZES, running_chromium
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

OUT = Path(__file__).resolve().parent.parent / "docs" / "screens"
# As high as the last turn is, so that a card is seen whole.
_FIT = """chat => {
    const root = chat.shadowRoot, log = root.querySelector('.log');
    const turns = [...root.querySelectorAll('.turn')];
    const turn = turns[turns.length - 1];
    const around = chat.offsetHeight - log.clientHeight;
    chat.style.maxHeight = 'none';
    chat.style.height = `${Math.max(480, turn.offsetHeight + around + 24)}px`;
    log.scrollTop = turn.offsetTop - 12;
}"""
Shoot = Callable[[str], None]


def main() -> None:
    """Take them all."""
    with _product() as (url, var), running_chromium() as browser:
        OUT.mkdir(parents=True, exist_ok=True)
        for width, height in SIZES.values():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                base_url=url,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                reduced_motion="reduce",
            )
            page = context.new_page()

            def shoot(name: str, page: Page = page, width: int = width) -> None:
                page.locator("suyetong-chat").evaluate(_FIT)
                path = OUT / f"{name}-{width}.png"
                page.locator("suyetong-chat").screenshot(path=path)

            page.goto("/")
            page.screenshot(path=OUT / f"page-{width}.png", full_page=True)
            _answers(page, shoot)
            _bookings(page, shoot)
            _status(page, shoot, var)
            _looks(page, shoot)
            _plain(page, width)
            _site(page, width)
            context.close()


@contextmanager
def _product() -> Iterator[tuple[str, Path]]:
    if len(sys.argv) == 3:
        yield sys.argv[1], Path(sys.argv[2])
        return
    with (
        tempfile.TemporaryDirectory(prefix="suyetong-") as folder,
        private_product(Path(folder), SUYETONG_TODAY="2026-11-24") as product,
    ):
        yield product.url, product.var


def _answers(page: Page, shoot: Shoot) -> None:
    _asked(page, "稳岗返还现在还能申请吗", "2025年12月31日", "依据和来源")
    shoot("policy_answer")
    _asked(page, "失业登记出门前帮我核对材料", "出门前核对材料")
    press_when_there(page, "有：有效身份证件")
    expect(last_answer(page)).to_contain_text("有 1", timeout=SLOW)
    last_answer(page).locator("summary", has_text="逐样看").click()
    shoot("checklist")
    press(page, "重新开始")
    _asked(page, "贷20万三年，年利率4.35%，每个月要还多少", "每月还", "逐月还款表")
    shoot("loan_quote")
    _asked(page, "我要找人工", "12333")
    shoot("contact")
    press(page, "重新开始")
    _asked(page, "我36岁女的，登记失业了，能认定就业困难人员吗", "", "什么意思")
    shoot("question")
    press(page, "重新开始")
    _asked(page, "我46岁女的，能认定就业困难人员吗", "办过失业登记吗")
    press_when_there(page, "是")
    expect(last_answer(page)).to_contain_text("符合条件", timeout=SLOW)
    last_answer(page).locator("summary", has_text="全部条件").click()
    shoot("verdict")
    press(page, "重新开始")
    _asked(page, "我46岁女的，登记失业了，在扬州，能享受哪些政策", "先看结果")
    _asked(page, "先看结果", "还不能断定", "✓ 符合条件")
    shoot("screening")
    press(page, "重新开始")


def _bookings(page: Page, shoot: Shoot) -> None:
    ask(page, "预约失业登记")
    press_when_there(page, "演示一号窗口（南京市）")
    expect(offered_times(page).last).to_be_visible(timeout=SLOW)
    shoot("slots")
    last_answer(page).locator("summary", has_text="看别的日子和时间").click()
    expect(last_answer(page).locator("details .times")).to_be_visible(timeout=SLOW)
    shoot("slots_other_day")
    offered_times(page).first.click()
    expect(last_answer(page)).to_contain_text("给您留了一个位子", timeout=SLOW)
    shoot("booking_held")
    press(page, "重新开始")
    booked = book(page)
    booked.get_by_role("button", name="出示二维码").click()
    expect(booked.get_by_role("img")).to_be_visible(timeout=SLOW)
    shoot("booking")
    press(page, "取消这个预约")
    expect(last_answer(page)).to_contain_text("要取消", timeout=SLOW)
    press_when_there(page, "取消这个预约")
    expect(last_answer(page)).to_contain_text("已取消", timeout=SLOW)
    shoot("booking_cancelled")
    press(page, "重新开始")


def _status(page: Page, shoot: Shoot, var: Path) -> None:
    ask(page, "查办理进度")
    expect(page.get_by_label("申请编号或证件号码")).to_be_visible(timeout=SLOW)
    shoot("identity_number")
    ask(page, "YS2026110005")
    expect(page.get_by_label("短信里的验证码")).to_be_visible(timeout=SLOW)
    shoot("identity_code")
    press(page, "重新开始")
    for number, name in {"YS2026110005": "status", "YS2026110008": "status_returned"}.items():
        prove_to_be(page, number, var)
        expect(page.locator(".timeline")).to_be_visible(timeout=SLOW)
        shoot(name)
        press(page, "重新开始")


def _looks(page: Page, shoot: Shoot) -> None:
    book(page)
    press(page, "大字")
    shoot("elder")
    press(page, "大字")
    press(page, "更多")
    press(page, "高对比")
    shoot("contrast")
    press(page, "高对比")
    press(page, "深色")
    shoot("dark")


def _plain(page: Page, width: int) -> None:
    page.goto("/plain")
    page.get_by_label("您想问什么").fill("失业金要什么条件")
    page.get_by_label("您想问什么").press("Enter")
    expect(page.locator(".answer")).to_be_visible(timeout=SLOW)
    page.screenshot(path=OUT / f"plain-{width}.png", full_page=True)


def _site(page: Page, width: int) -> None:
    pages = {
        "policies": "/policies",
        "policy": "/policies/unemployment_benefit",
        "item": "/items/unemployment_registration",
    }
    for name, address in pages.items():
        page.goto(address)
        page.screenshot(path=OUT / f"{name}-{width}.png")


def _asked(page: Page, text: str, answered: str, opened: str | None = None) -> None:
    before = page.locator(".bubble.bot").count()
    ask(page, text)
    expect(page.locator(".bubble.bot").nth(before)).to_be_visible(timeout=SLOW)
    expect(last_answer(page)).to_contain_text(answered, timeout=SLOW)
    if opened:
        last_answer(page).locator("summary", has_text=opened).first.click()


if __name__ == "__main__":
    main()
