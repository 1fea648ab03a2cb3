"""Cards whose content nobody here wrote: nothing in them is more than text."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.steps import SLOW, ask, last_answer

EVIL = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
SOURCE = {"title": EVIL, "number": EVIL, "url": "javascript:document.title='broken'", "trust": "A"}
DAY = "2026-11-25T09:00:00+08:00"
PLACE = {"office": "one", "office_name": EVIL, "region": EVIL, "demo": True}
CARDS: dict[str, dict[str, Any]] = {
    "policy_answer": {
        "earlier": [{"text": EVIL, "source": 0, "trust": "C", "clause": EVIL}],
        "earlier_version": EVIL,
        "sources": [SOURCE],
    },
    "status": {
        "item_name": EVIL,
        "stages": [{"stage": "a", "name": EVIL, "on": EVIL}],
        "next_stage": EVIL,
        "due": EVIL,
        "late": True,
        "late_by": 3,
        "sources": [SOURCE],
    },
    "slots": {
        "item": "unemployment_registration",
        "slots": [{**PLACE, "start": DAY, "end": DAY, "free": 1}],
    },
    "booking": {
        **PLACE,
        "reference": "K7QF29MX",
        "spoken": EVIL,
        "state": "booked",
        "item_name": EVIL,
        "start": DAY,
        "end": DAY,
    },
}


def _answer_with(page: Page, card: dict[str, Any]) -> None:
    payload = f'/booking_create{{"office": "one", "start": "{DAY}"}}'
    buttons = [{"title": EVIL, "payload": payload}]
    reply = {"messages": [{"text": EVIL, "card": card, "buttons": buttons}], "status": "answered"}
    page.route("**/messages", lambda route: route.fulfill(json=reply))
    ask(page, "你好")
    expect(page.locator(".bubble.bot")).to_have_count(2, timeout=SLOW)


def test_markup_in_a_card_stays_text(page: Page) -> None:
    for kind, fields in CARDS.items():
        _answer_with(page, {"type": kind, **fields})
        expect(last_answer(page)).to_contain_text("<img src=x")
        for summary in last_answer(page).locator("summary").all():
            summary.click()
        log = page.get_by_role("log")
        expect(log.locator("img, script, a")).to_have_count(0)
        assert "broken" not in page.title()
        page.unroute("**/messages")
        page.get_by_role("button", name="重新开始").click()


def test_what_an_earlier_version_said_is_folded_under_its_name(page: Page) -> None:
    line = {"text": "每人每月1000元", "source": 0, "trust": "C", "clause": "第三条"}
    source = {"title": "办法", "number": "苏人社规〔2019〕1号", "trust": "A"}
    card = {"earlier": [line], "earlier_version": "2019年版", "sources": [source]}
    _answer_with(page, {"type": "policy_answer", **card})
    last_answer(page).locator("summary", has_text="2019年版说的（1）").click()
    earlier = last_answer(page).locator("details").first
    expect(earlier).to_contain_text("每人每月1000元")
    expect(earlier).to_contain_text("苏人社规〔2019〕1号 · 第三条")


def test_a_code_that_is_no_code_is_not_drawn(page: Page) -> None:
    def fake(route: Route) -> None:
        svg = '<svg width="9"><path d="M0 0&quot;x" onload="document.title=1"/></svg>'
        route.fulfill(body=svg, content_type="image/svg+xml")

    page.route("**/qr.svg", fake)
    _answer_with(page, {"type": "booking", **CARDS["booking"]})
    page.get_by_role("button", name="出示二维码").click()
    expect(last_answer(page)).to_contain_text("没取到，请再点一次。")
    expect(last_answer(page).locator("svg")).to_have_count(0)


def test_a_card_of_a_kind_that_is_not_known_leaves_the_text(page: Page) -> None:
    _answer_with(page, {"type": "something_new", "slots": [1, None, "x"]})
    expect(last_answer(page)).to_contain_text("<img src=x")
