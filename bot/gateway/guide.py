"""Pages that list all policies and service items, to read and to print; no JavaScript needed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bot.errors import UnknownPolicy, UnknownServiceItem
from bot.gateway.guide_entries import (
    Entry,
    item_entries,
    item_page,
    policy_entries,
    policy_page,
)
from bot.gateway.limited import limited
from bot.gateway.page_headers import PAGE_HEADERS
from bot.gateway.state import State
from bot.gateway.templating import rendered

router = APIRouter(include_in_schema=False, dependencies=[Depends(limited)])

# Lines of the front page that come from the knowledge base.
_NEWS = 8
_LONGEST = 50
Words = Annotated[str, Query(max_length=_LONGEST)]


@router.get("/")
def front(request: Request) -> HTMLResponse:
    """The demo site: a bureau's page with the widget in its place."""
    core = State.of(request).parts.core
    edition, today = core.knowledge.edition, core.today()
    runs = [entry for entry in policy_entries(edition, today) if entry.runs]
    newest = sorted(runs, key=lambda entry: entry.since, reverse=True)
    return _page(request, "front.html", items=item_entries(edition), news=newest[:_NEWS])


@router.get("/policies")
def listed(request: Request, q: Words = "", who: str = "", now: str = "") -> HTMLResponse:
    """What is held; `q` are words, `who` is personal or enterprise, `now` only what runs."""
    return _list(request, q.strip(), who, bool(now))


@router.get("/policies/{id}")
def policy(request: Request, id: str) -> HTMLResponse:
    """One policy with every version."""
    core = State.of(request).parts.core
    edition = core.knowledge.edition
    try:
        found, _ = edition.knowledge.find(id)
    except UnknownPolicy:
        return _list(request, missing=True)
    return _page(request, "policy.html", page=policy_page(edition, found, core.today()))


@router.get("/items/{id}")
def item(request: Request, id: str) -> HTMLResponse:
    """One service item."""
    core = State.of(request).parts.core
    edition = core.knowledge.edition
    try:
        found = edition.knowledge.find_service_item(id)
    except UnknownServiceItem:
        return _list(request, missing=True)
    return _page(request, "item.html", page=item_page(edition, found, core.today()))


def _list(
    request: Request, q: str = "", who: str = "", now: bool = False, missing: bool = False
) -> HTMLResponse:
    core = State.of(request).parts.core
    edition = core.knowledge.edition

    def fits(entry: Entry) -> bool:
        return entry.fits(q) and (not who or who in entry.audience) and (entry.runs or not now)

    return _page(
        request,
        "policies.html",
        404 if missing else 200,
        items=list(filter(fits, item_entries(edition))),
        policies=list(filter(fits, policy_entries(edition, core.today()))),
        asked={"q": q, "who": who, "now": now},
        missing=missing,
    )


def _page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    core = State.of(request).parts.core
    answerer = core.knowledge.edition.answerer
    page = rendered(
        template,
        contacts=answerer.contact_card().lines,
        hotline=answerer.hotline,
        today=core.today(),
        **values,
    )
    headers = {**PAGE_HEADERS, "Cache-Control": "no-cache"}
    return HTMLResponse(page, status_code=status, headers=headers)
